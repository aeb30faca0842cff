"""Training the deep encoder: its start, its draws, and that a saved run is not done twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import encoder_deep
import numpy as np
import pytest
import torch
from encoder_deep import batches, loss_of, student, train, whole
from encoder_static import Examples

PAIRS = 30
ENDS = (2, 3)


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> Examples:
    """Pairs of one or two pieces; targets of eight dimensions."""
    monkeypatch.setattr(encoder_deep, "BATCH", 12)
    monkeypatch.setattr(encoder_deep, "ENGLISH", 4)
    monkeypatch.setattr(encoder_deep, "OTHERS", 8)
    monkeypatch.setattr(encoder_deep, "POOL", 2)
    monkeypatch.setattr(encoder_deep, "SAVED", 3)
    target = np.random.default_rng(3).normal(size=(PAIRS, 8))
    return Examples(
        swedish=[[5 + row] * (1 + row % 2) for row in range(PAIRS)],
        english=[[5 + PAIRS + row] for row in range(PAIRS)],
        kinds=["tatoeba" if row % 2 else "own" for row in range(PAIRS)],
        target=target.astype(np.float16),
    )


@pytest.fixture(scope="module")
def teacher() -> Any:
    """Six layers of eight dimensions."""
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=20,
        hidden_size=8,
        num_hidden_layers=6,
        num_attention_heads=2,
        intermediate_size=16,
    )
    return BertModel(config).eval()


def start(teacher: Any) -> Any:
    """A student with words drawn at random."""
    words = np.random.default_rng(2).normal(size=(5 + 2 * PAIRS, 8)).astype(np.float32)
    return student(teacher, words)


def test_a_student_has_every_second_layer_of_the_teacher(teacher: Any) -> None:
    model = start(teacher)
    theirs = teacher.state_dict()
    ours = model.state_dict()
    for place, layer in enumerate(encoder_deep.LAYERS):
        name = "encoder.layer.{}.output.dense.weight"
        assert torch.equal(ours[name.format(place)], theirs[name.format(layer)])
    assert ours["embeddings.word_embeddings.weight"].shape == (5 + 2 * PAIRS, 8)
    assert torch.equal(
        whole(model, teacher).state_dict()["pooler.dense.weight"], theirs["pooler.dense.weight"]
    )


def test_draws_depend_on_seed_and_step_alone(examples: Examples) -> None:
    once = [rows.tolist() for _, rows, _ in batches(examples, ENDS, 1, 5)]
    assert len(once) == 5
    assert once == [rows.tolist() for _, rows, _ in batches(examples, ENDS, 1, 5)]
    assert once != [rows.tolist() for _, rows, _ in batches(examples, ENDS, 2, 5)]
    ids, rows, others = next(iter(batches(examples, ENDS, 1, 5)))
    assert len(ids) == len(rows) == 12
    assert len(others) == 8
    assert all((one[0], one[-1]) == ENDS for one in ids)


def test_the_loss_is_least_where_the_goal_is_met() -> None:
    goal = torch.eye(4)
    others = torch.nn.functional.normalize(torch.ones(3, 4), dim=-1)
    assert loss_of(goal, goal, others) < loss_of(goal.roll(1, 0), goal, others)


def test_training_is_the_same_every_time_and_what_is_saved_is_kept(
    examples: Examples, teacher: Any, tmp_path: Path
) -> None:
    def trained(saved: Path) -> Any:
        torch.manual_seed(1)
        model = start(teacher)
        train(examples, model, ENDS, 6, 1, saved)
        return model

    kept = tmp_path / "kept.pt"
    first = trained(kept).state_dict()
    state = torch.load(kept, weights_only=True)
    assert state["step"] == 6
    again = trained(kept).state_dict()  # nothing is left to do
    other = trained(tmp_path / "other.pt").state_dict()
    for name, values in first.items():
        assert torch.equal(values, again[name])
        assert torch.equal(values, other[name])
    assert not torch.equal(
        first["embeddings.word_embeddings.weight"],
        start(teacher).state_dict()["embeddings.word_embeddings.weight"],
    )
