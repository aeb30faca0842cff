"""Which span answers which."""

from __future__ import annotations

from referat.evaluate.alignment import align, exact, nearest, overlap
from referat.span import Span


def test_overlap_is_a_part_of_the_longer_span() -> None:
    assert overlap(Span(0, 10), Span(0, 10)) == 1
    assert overlap(Span(0, 10), Span(0, 8)) == 0.8
    assert overlap(Span(0, 8), Span(0, 10)) == 0.8
    assert overlap(Span(0, 5), Span(5, 10)) == 0


def test_eighty_percent_is_enough_and_less_is_not() -> None:
    assert align([Span(0, 10)], [Span(0, 8)]) == [(Span(0, 10), Span(0, 8))]
    assert align([Span(0, 100)], [Span(0, 79)]) == []


def test_each_span_answers_one_at_most() -> None:
    gold = [Span(0, 10), Span(1, 10)]
    assert align(gold, [Span(0, 9)]) == [(Span(0, 10), Span(0, 9))]
    assert len(align([Span(0, 10)], [Span(0, 9), Span(0, 10), Span(1, 10)])) == 1
    assert align([Span(0, 10)], [Span(0, 9), Span(0, 10)])[0][1] == Span(0, 10)


def test_the_best_pairs_are_taken_first() -> None:
    pairs = align([Span(0, 10), Span(0, 9)], [Span(0, 9), Span(0, 10)])
    assert pairs == [(Span(0, 10), Span(0, 10)), (Span(0, 9), Span(0, 9))]


def test_exact_is_to_the_code_point_but_for_punctuation_at_the_edges() -> None:
    text = "abcd efgh. ij"
    assert exact(text, [Span(0, 4), Span(5, 9)], [Span(0, 4), Span(5, 8)]) == 1
    assert exact(text, [Span(5, 10)], [Span(5, 9)]) == 1
    assert exact(text, [Span(5, 10)], [Span(5, 13)]) == 0


def test_nearest_shares_most() -> None:
    assert nearest(Span(0, 10), [Span(8, 20), Span(0, 5)]) == Span(0, 5)
    assert nearest(Span(0, 10), [Span(10, 20)]) is None
    assert nearest(Span(0, 10), []) is None
