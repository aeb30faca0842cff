"""Measures against figures worked out by hand."""

from __future__ import annotations

import pytest

from referat.evaluate.measures import (
    NONE,
    Confusion,
    Mean,
    Prf,
    Share,
    added,
    interval,
)


def test_precision_recall_and_f1() -> None:
    measure = Prf(hits=3, predicted=4, gold=6)
    assert measure.precision == 0.75
    assert measure.recall == 0.5
    assert measure.value == pytest.approx(0.6)


def test_nothing_to_find_and_nothing_found_is_no_score() -> None:
    assert Prf().value is None
    assert Share().value is None
    assert Mean().value is None
    assert Confusion().value is None
    assert Confusion().accuracy is None
    assert Confusion().kappa is None


def test_nothing_found_is_zero() -> None:
    assert Prf(0, 0, 5).value == 0
    assert Prf(0, 5, 0).value == 0


def test_macro_f1_counts_every_label_alike() -> None:
    pairs = [("a", "a")] * 8 + [("b", "a")] * 2
    measure = Confusion.of(pairs)
    assert measure.accuracy == 0.8
    assert measure.f1("a") == pytest.approx(16 / 18)
    assert measure.f1("b") == 0
    assert measure.value == pytest.approx(8 / 18)


def test_a_place_without_prediction_costs_recall_and_is_no_label() -> None:
    measure = Confusion.of([("a", "a"), ("a", NONE)])
    assert measure.labels == ["a", NONE]
    assert measure.accuracy == 0.5
    assert measure.value == pytest.approx(2 / 3)


def test_kappa_of_cohens_definition() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.7 agree, 0.5 by chance.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert Confusion.of(pairs).kappa == pytest.approx(0.4)
    assert Confusion.of([("y", "y")] * 3).kappa is None


def test_sums_are_micro_averages() -> None:
    total = added([{"x": Prf(1, 1, 1), "y": Share(1, 2)}, {"x": Prf(0, 3, 1)}])
    assert total["x"] == Prf(1, 4, 2)
    assert total["y"] == Share(1, 2)
    both = Confusion.of([("a", "b")]) + Confusion.of([("a", "b"), ("b", "b")])
    assert both.counts == {("a", "b"): 2, ("b", "b"): 1}


def test_an_interval_holds_the_score_and_is_the_same_twice() -> None:
    posts = [{"x": Share(n % 2, 1)} for n in range(40)]
    edges = interval(posts, "x")
    assert edges is not None
    low, high = edges
    assert 0.3 < low < 0.5 < high < 0.7
    assert interval(posts, "x") == edges


def test_one_post_has_no_interval() -> None:
    assert interval([{"x": Share(1, 1)}], "x") is None
    assert interval([], "x") is None
