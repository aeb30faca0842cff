"""Train the Swedish and the English spaCy pipeline: tags, heads, lemmas and names.

    python scripts/train_syntax.py --data DIR --language sv [--out models/syntax-sv]
    python scripts/train_syntax.py --data DIR --language en [--out models/syntax-en]

Word vectors and tok2vec come from raw text (`pretrain_syntax.py`); on them the pipeline of
``syntax.cfg`` learns from treebank and name corpora, with variants of the sentences (`augment.py`).
After each epoch a checkpoint is written to ``--work``, from which an interrupted run goes on. With
``--hold-out`` the dev parts are kept out and choose among the looks taken every thousand steps; so
steps and rates were found. Without, dev trains as well, and the last step ships. ``--treebank
FILE`` puts other CoNLL-U in the place of the default, such as the full release of Talbanken. Forty
minutes a language on one core; needs the extra ``train``. What the result is worth is measured by
`evaluate_syntax.py`, which also writes the model cards.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # same sums, same order, on every machine

import spacy
import srsly
from augment import name_lists, varied
from pretrain_syntax import KEY, RAW, ROWS, SEED, add_vectors, pretrain, word_vectors
from spacy.pipeline import TrainablePipe
from spacy.pipeline._edit_tree_internals.edit_trees import EditTrees
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import (
    Config,
    Model,
    NumpyOps,
    Optimizer,
    fix_random_seed,
    registry,
    set_current_ops,
)
from treebank import Sentence, read_conllu, read_iob2, to_doc, with_names

from referat.syntax_model import LEMMAS, look_up_vectors_by

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"
EVERY = 1000  # steps between two looks at the development parts
STEPS = {"sv": 4500, "en": 6000}
MOMENTS = ("mom1", "mom2", "averages", "nr_update", "last_seen")  # of the optimizer
PUD_TRAINED = 500  # sentences of Swedish PUD that train; the rest is for the report
HELD_OUT_NAMES = 700  # sentences of the Swedish name corpus kept for development

SOURCES = {
    "sv": [
        {"name": "UD_Swedish-Talbanken, v1 labels mapped to v2", "license": "CC BY-SA 4.0"},
        {"name": "UD_Swedish-PUD, sentences 1 to 500", "license": "CC BY-SA 4.0"},
        {"name": "UNER_Swedish-Talbanken", "license": "CC BY-SA 4.0"},
        {"name": "klintan/swedish-ner-corpus", "license": "CC BY 4.0"},
    ],
    "en": [
        {"name": "UD_English-EWT", "license": "CC BY-SA 4.0"},
        {"name": "UNER_English-EWT", "license": "CC BY-SA 4.0"},
    ],
}


@dataclass(frozen=True)
class Parts:
    """What is learnt from, and what is looked at between."""

    train: list[Sentence]
    dev: list[Sentence]
    dev_names: list[Sentence]


def parts(data: Path, language: str, treebank: Path | None) -> Parts:
    """The training and development sentences of a language."""
    ud, ner = data / "ud", data / "ner"
    if language == "en":
        train = list(
            with_names(
                read_conllu(treebank or ud / "en_ewt-train.conllu.gz"),
                read_iob2(ner / "en_uner-ewt-train.iob2.gz"),
            )
        )
        dev = list(read_conllu(ud / "en_ewt-dev.conllu.gz"))
        return Parts(train, dev, list(read_iob2(ner / "en_uner-ewt-dev.iob2.gz")))
    talbanken = [
        replace(each, words=tuple(replace(word, name="") for word in each.words))
        for each in read_conllu(treebank or ud / "sv_talbanken-v2-train-mapped.conllu.gz")
    ]
    named = read_iob2(ner / "sv_uner-talbanken-train.iob2.gz")
    pud = list(read_conllu(ud / "sv_pud.conllu.gz"))[:PUD_TRAINED]
    klintan = list(read_iob2(ner / "sv_klintan-train.iob2.gz"))
    return Parts(
        [*with_names(talbanken, named), *pud, *klintan[:-HELD_OUT_NAMES]],
        list(read_conllu(ud / "sv_talbanken-v2-dev.conllu.gz")),
        klintan[-HELD_OUT_NAMES:],
    )


def final(chosen: Parts) -> Parts:
    """The parts for the run that ships: once its length is settled, dev trains as well."""
    return replace(chosen, train=[*chosen.train, *chosen.dev, *chosen.dev_names])


def blank(language: str) -> tuple[Language, Config]:
    """The untrained pipeline and its configuration."""
    config = Config().from_disk(Path(__file__).with_name("syntax.cfg"), interpolate=False)
    config["nlp"]["lang"] = language
    training = config.pop("training")
    return spacy.util.load_model_from_config(config, auto_fill=True), training


def example(nlp: Language, sentences: Sequence[Sentence]) -> Example:
    """A training example: the bare words, and everything known about them."""
    gold = to_doc(nlp.vocab, sentences)
    return Example(bare(nlp, gold), gold)


def bare(nlp: Language, gold: Doc) -> Doc:
    """The words of a document without its annotation."""
    return type(gold)(
        nlp.vocab, words=[token.text for token in gold], spaces=[bool(t.whitespace_) for t in gold]
    )


def batches(
    sentences: Sequence[Sentence], epoch: int, language: str, names: Any, start: int
) -> Iterator[list[list[Sentence]]]:
    """One epoch in an order of its own: lists of documents of one to three sentences.

    Documents of several sentences teach the parser where a sentence ends. The first batches hold
    about a hundred words, later ones a thousand.
    """
    draw = random.Random(SEED + epoch)  # noqa: S311 (an order, no secret)
    documents: list[list[Sentence]] = []
    index = 0
    while index < len(sentences):
        size = 1 if draw.random() < 0.7 else draw.randint(2, 3)
        group = list(sentences[index : index + size])
        parsed = [bool(each.words[0].deprel) for each in group]
        if len(set(parsed)) > 1:
            group = group[:1]
        documents.append(group)
        index += len(group)
    draw.shuffle(documents)
    batch: list[list[Sentence]] = []
    words = 0
    for document in documents:
        varied_document = [varied(each, draw, names, language) for each in document]
        batch.append(varied_document)
        words += sum(len(each.words) for each in varied_document)
        if words >= min(100 * 1.001**start, 1000):
            yield batch
            batch, words = [], 0
            start += 1
    if batch:
        yield batch


def scores(nlp: Language, chosen: Parts) -> dict[str, float]:
    """Development scores on the treebank's words and sentences, one sentence a document."""
    syntax = [example(nlp, [each]) for each in chosen.dev]
    names = [example(nlp, [each]) for each in chosen.dev_names]
    found = nlp.evaluate(syntax)
    return {
        "upos": found["pos_acc"],
        "feats": found["morph_acc"],
        "uas": found["dep_uas"],
        "las": found["dep_las"],
        "lemma": found["lemma_acc"],
        "names": nlp.evaluate(names)["ents_f"],
    }


def overall(found: dict[str, float]) -> float:
    """What the best checkpoint is chosen by."""
    weights = {"upos": 1.0, "feats": 1.0, "las": 2.0, "lemma": 1.0, "names": 1.0}
    return sum(weight * found[name] for name, weight in weights.items()) / 6


def layers(nlp: Language) -> dict[tuple[str, int], Model[Any, Any]]:
    """All layers, by component and place in it, which are the same in every process."""
    return {
        (name, index): node
        for name, component in nlp.pipeline
        if isinstance(component, TrainablePipe)
        for index, node in enumerate(component.model.walk())
    }


def keep(state: Path, nlp: Language, optimizer: Optimizer, done: dict[str, Any]) -> None:
    """Write what an interrupted run needs to go on, in one move."""
    nodes = layers(nlp)
    place = {node.id: at for at, node in nodes.items()}
    moments = {
        moment: [[*place[number], name, value] for (number, name), value in rows.items()]
        for moment in MOMENTS
        for rows in [getattr(optimizer, moment)]
    }
    # spaCy takes a shared tok2vec's step one batch late: what it will be taken by is still there.
    gradients = [
        [*at, name, node.get_grad(name)]
        for at, node in nodes.items()
        for name in node.grad_names
        if node.has_grad(name)
    ]
    kept = {"nlp": nlp.to_bytes(), "moments": moments, "gradients": gradients, "done": done}
    partial = state.with_suffix(".partial")
    srsly.write_msgpack(partial, kept)
    partial.replace(state)


def taken_up(state: Path, nlp: Language, optimizer: Optimizer) -> dict[str, Any]:
    """The state of an interrupted run; that of a new one where there is none."""
    if not state.exists():
        return {"step": 0, "epoch": 0, "best": 0.0}
    kept = srsly.read_msgpack(state)
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    trees, lemmatizer.trees = lemmatizer.trees, EditTrees(nlp.vocab.strings)
    nlp.from_bytes(kept["nlp"])
    # From bytes, spaCy restores neither what vectors are looked up by nor how edit trees are found
    # again; the trees are those that the same data gave at the start.
    look_up_vectors_by(nlp, KEY)
    lemmatizer.trees = trees
    nodes = layers(nlp)
    # What msgpack gives back is read-only; the optimizer writes into its arrays.
    for moment, rows in kept["moments"].items():
        values = {(nodes[pipe, at].id, name): copy(value) for pipe, at, name, value in rows}
        getattr(optimizer, moment).update(values)
    for pipe, at, name, value in kept["gradients"]:
        nodes[pipe, at].set_grad(name, copy(value))
    done: dict[str, Any] = kept["done"]
    advance: Any = optimizer.step_schedules  # thinc gives it no types
    for _ in range(done["step"]):
        advance()
    return done


def train(chosen: Parts, data: Path, language: str, work: Path, steps: int, last: bool) -> Path:
    """Train a pipeline, going on from a checkpoint where there is one; the folder of the best.

    With ``last`` the best is the last one, since nothing is left to choose by.
    """
    set_current_ops(NumpyOps(use_blis=False))  # NumPy's own product is several times as fast
    fix_random_seed(SEED)
    names = name_lists(language)
    nlp, training = blank(language)
    add_vectors(nlp, *word_vectors(data, language, work), ROWS[language])
    training["optimizer"]["learn_rate"]["total_steps"] = steps
    optimizer = registry.resolve(training)["optimizer"]
    nlp.initialize(lambda: [example(nlp, [each]) for each in chosen.train], sgd=optimizer)
    pretrain(nlp, data, language, work)
    state, best = work / f"state-{language}.msgpack", work / f"best-{language}"
    done = taken_up(state, nlp, optimizer)
    while done["step"] < steps:
        fix_random_seed(SEED + done["epoch"])  # so that an epoch is the same after an interruption
        for batch in batches(chosen.train, done["epoch"], language, names, done["step"]):
            nlp.update(
                [example(nlp, document) for document in batch],
                sgd=optimizer,
                drop=training["dropout"],
            )
            optimizer.step_schedules()
            done["step"] += 1
            if done["step"] % EVERY == 0 or done["step"] == steps:
                with nlp.use_params(optimizer.averages):
                    found = scores(nlp, chosen)
                    if last or overall(found) > done["best"]:
                        done["best"] = overall(found)
                        nlp.to_disk(best)
                row = " ".join(f"{name} {100 * value:.2f}" for name, value in found.items())
                print(f"{language} step {done['step']} epoch {done['epoch']}: {row}", flush=True)
            if done["step"] >= steps:
                break
        done["epoch"] += 1
        keep(state, nlp, optimizer, done)
    return best


def lemma_table(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Lemmas of the treebank's forms, by tag and lower-cased form, where it is of one mind.

    Seen twice at least and nine times out of ten; proper nouns, whose lemma keeps its capitals, and
    words that are their own lemma under their tag are left to the model.
    """
    seen: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for word in sentence.words:
            if word.lemma and word.upos not in ("PROPN", "PUNCT", "NUM", "SYM", "X", ""):
                key = f"{word.upos} {word.form.lower()}"
                seen.setdefault(key, Counter())[word.lemma] += 1
    table = {}
    for key, lemmas in sorted(seen.items()):
        lemma, count = min(lemmas.items(), key=lambda item: (-item[1], item[0]))
        if count >= 2 and count >= 0.9 * lemmas.total():
            table[key] = lemma
    return table


def pack(best: Path, out: Path, chosen: Parts, language: str, steps: int) -> None:
    """Write the model folder: the best pipeline with its lemma table and its provenance."""
    nlp = spacy.load(best)
    nlp.vocab.lookups.add_table(LEMMAS, lemma_table(chosen.train))
    nlp.meta.update(
        name="syntax",
        version=VERSION,
        description="Tags, features, lemmas, heads and names for referat",
        author="The referat maintainers",
        license="CC BY-SA 4.0",
        sources=SOURCES[language],
        steps=steps,
        vectors_key=KEY,
    )
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
    print(f"{out}: {sum(f.stat().st_size for f in out.rglob('*') if f.is_file()) / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--language", choices=sorted(RAW), required=True)
    parser.add_argument("--work", type=Path, default=Path("build/syntax"))
    parser.add_argument("--out", type=Path, help="the model folder (default: models/syntax-XX)")
    parser.add_argument("--steps", type=int, help=f"default: {STEPS}")
    parser.add_argument("--hold-out", action="store_true", help="keep dev out, and choose by it")
    parser.add_argument("--treebank", type=Path, help="CoNLL-U in the place of the default")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    folder = given.out or ROOT / "models" / f"syntax-{given.language}"
    steps = given.steps or STEPS[given.language]
    learnt = parts(given.data, given.language, given.treebank)
    if not given.hold_out:
        learnt = final(learnt)
    found = train(learnt, given.data, given.language, given.work, steps, last=not given.hold_out)
    pack(found, folder, learnt, given.language, steps)
