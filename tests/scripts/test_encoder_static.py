"""Training the static encoder brings translations together; a seed gives the same table again."""

from __future__ import annotations

import encoder_static
import numpy as np
import pytest
from encoder_static import Examples, drawn_from, project, train

PAIRS = 24


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> Examples:
    """Pairs of one piece each and four English sentences alone; targets of eight dimensions."""
    monkeypatch.setattr(encoder_static, "BATCH", 32)
    monkeypatch.setattr(encoder_static, "OTHERS", 16)
    monkeypatch.setattr(encoder_static, "RATE", 0.05)
    target = np.random.default_rng(3).normal(size=(PAIRS + 4, 8))
    target /= np.linalg.norm(target, axis=1, keepdims=True)
    return Examples(
        swedish=[[row] for row in range(PAIRS)],
        english=[[PAIRS + row] for row in range(PAIRS + 4)],
        kinds=["tatoeba" if row % 2 else "own" for row in range(PAIRS)],
        target=target.astype(np.float16),
    )


def together(table: np.ndarray) -> float:
    """The mean cosine of the pieces that translate each other."""
    unit = table / np.linalg.norm(table, axis=1, keepdims=True)
    return float((unit[:PAIRS] * unit[PAIRS : 2 * PAIRS]).sum(axis=1).mean())


def test_translations_come_together_and_a_seed_gives_the_same(examples: Examples) -> None:
    start = np.random.default_rng(5).normal(size=(2 * PAIRS + 4, 8)).astype(np.float32)
    turn = np.eye(8, dtype=np.float32)
    once = train(examples, start, turn, 150, seed=1)
    assert together(start) < 0.2
    assert together(once) > 0.7
    assert np.array_equal(once, train(examples, start, turn, 150, seed=1))
    assert not np.array_equal(once, train(examples, start, turn, 150, seed=2))


def test_the_start_is_left_as_it_is(examples: Examples) -> None:
    start = np.zeros((2 * PAIRS + 4, 8), dtype=np.float32)
    train(examples, start, np.eye(8, dtype=np.float32), 2, seed=1)
    assert not start.any()


def test_kinds_are_drawn_by_their_shares() -> None:
    kinds = {"own": np.arange(5), "tatoeba": np.arange(5, 10)}
    drawn = drawn_from(kinds, np.random.default_rng(1), 1_000)
    share = encoder_static.SHARES["own"] / sum(encoder_static.SHARES[kind] for kind in kinds)
    assert abs((drawn < 5).mean() - share) < 0.01


def test_projection_keeps_the_strongest_directions() -> None:
    vectors = np.zeros((70, 3), dtype=np.float16)
    vectors[:, 1] = np.linspace(-1, 1, 70)
    turn = project(vectors, 1)
    assert turn.shape == (3, 1)
    assert abs(turn[1, 0]) == pytest.approx(1)
