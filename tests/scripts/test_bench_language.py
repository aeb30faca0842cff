"""How the benchmark of languages counts."""

from __future__ import annotations

import pytest
from bench_language import Counts, by_piece, labels, spans_of, switches_of, table

SV, EN = "sv", "en"


def test_a_word_has_the_language_of_the_stretch_it_begins_in() -> None:
    assert labels([0, 4, 9], [(0, 4, SV), (4, 8, EN)]) == [SV, EN, "und"]


def test_spans_and_switches_are_counted_in_words() -> None:
    languages = [SV, EN, EN, SV, EN]
    assert list(spans_of(languages)) == [(1, 3), (4, 5)]
    assert [place for place, _, _ in switches_of(languages)] == [1, 3, 4]


def test_a_span_that_is_one_word_short_is_wrong_but_one_switch_is_right() -> None:
    counts = Counts()
    counts.add([SV, EN, EN, SV], [SV, EN, SV, SV])
    assert counts.figures() == {
        "token accuracy": 75.0,
        "span F1": 0.0,
        "switch F1": pytest.approx(50.0),
    }


def test_nothing_to_find_and_nothing_found_is_right() -> None:
    counts = Counts()
    counts.add([SV, SV], [SV, SV])
    assert counts.figures()["span F1"] == 100.0


def test_pieces_are_sentences_and_quotations() -> None:
    asked: list[str] = []

    def classify(text: str) -> str:
        asked.append(text)
        return EN if "works" in text else SV

    text = "Hon sa det. Sedan: ”It works, they say.” Ja!"
    found = by_piece(text, classify)
    assert asked == ["Hon sa det.", "Sedan:", "It works, they say.", "Ja!"]
    assert [text[start:end] for start, end, language in found if language == EN] == [
        "It works, they say."
    ]


def test_tables_are_markdown() -> None:
    assert table(["a", "b"], [["x", "1"]]) == "| a | b |\n| --- | ---: |\n| x | 1 |"
