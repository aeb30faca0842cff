"""Training of the syntax pipelines: an interrupted run goes on as if nothing had happened."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("faker", reason="needs the extra 'train'")

import train_syntax
from pretrain_syntax import DIMENSIONS, add_vectors
from thinc.api import NumpyOps, fix_random_seed, registry, set_current_ops
from treebank import Sentence, Word

FORMS = ["She", "reads", "the", "long", "report", "."]
SENTENCES = [
    Sentence(
        tuple(
            Word(form, True, form.lower(), tag, "", head, relation, "O")
            for form, tag, head, relation in zip(
                [FORMS[0], verb, *FORMS[2:]],
                ["PRON", "VERB", "DET", "ADJ", "NOUN", "PUNCT"],
                [1, 1, 4, 4, 1, 1],
                ["nsubj", "root", "det", "amod", "obj", "punct"],
                strict=True,
            )
        )
    )
    for verb in ("reads", "writes", "likes", "sends")
]


def started():
    """A pipeline and its optimizer as a fresh process has them."""
    fix_random_seed(train_syntax.SEED)
    nlp, training = train_syntax.blank("en")
    add_vectors(nlp, [form.lower() for form in FORMS], np.eye(6, DIMENSIONS, dtype="f"), 6)
    optimizer = registry.resolve(training)["optimizer"]
    nlp.initialize(
        lambda: [train_syntax.example(nlp, [each]) for each in 30 * SENTENCES], sgd=optimizer
    )
    return nlp, optimizer


def epoch(nlp, optimizer, number):
    """One pass over the sentences."""
    fix_random_seed(number)
    for sentence in SENTENCES:
        nlp.update([train_syntax.example(nlp, [sentence])], sgd=optimizer, drop=0.1)
        optimizer.step_schedules()


def weights(nlp):
    """Every array that is learnt, by its place."""
    return {
        (*at, name): node.get_param(name)
        for at, node in train_syntax.layers(nlp).items()
        for name in node.param_names
        if node.has_param(name)
    }


def test_a_run_that_was_interrupted_gives_the_weights_of_one_that_was_not(tmp_path):
    set_current_ops(NumpyOps(use_blis=False))
    nlp, optimizer = started()
    epoch(nlp, optimizer, 0)
    state = tmp_path / "state"
    train_syntax.keep(state, nlp, optimizer, {"step": len(SENTENCES), "epoch": 1, "best": 0.0})
    epoch(nlp, optimizer, 1)

    again, its_optimizer = started()
    done = train_syntax.taken_up(state, again, its_optimizer)
    assert done == {"step": len(SENTENCES), "epoch": 1, "best": 0.0}
    epoch(again, its_optimizer, 1)
    whole, resumed = weights(nlp), weights(again)
    assert whole.keys() == resumed.keys()
    assert [at for at in whole if not np.array_equal(whole[at], resumed[at])] == []
    fresh = weights(started()[0])
    assert any(not np.array_equal(fresh[at], whole[at]) for at in whole)
