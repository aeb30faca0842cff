"""Decoding the language of words, and making runs of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from referat.span import Span
from referat.text.language_runs import (
    Calibration,
    Costs,
    Decoder,
    group,
    partition,
    unrolled,
)

ENGLISH = {"the", "tools", "are", "here", "to", "stay", "it", "works"}


def odds(strength: float = 3.0) -> Callable[[str], float]:
    return lambda form: strength if form in ENGLISH else -strength


def decoded_words(text: str, strength: float = 3.0) -> list[tuple[bool, str]]:
    found = unrolled(Decoder(odds(strength)).decode(text), 0)
    return [
        (english, " ".join(found.words.norms[first:last]))
        for english, first, last in group(found.english)
    ]


def test_a_quotation_inside_a_sentence_is_a_stretch_of_its_own() -> None:
    assert decoded_words("Hon säger: ”The tools are here to stay” varje dag") == [
        (False, "hon säger"),
        (True, "the tools are here to stay"),
        (False, "varje dag"),
    ]


def test_one_weak_word_does_not_switch() -> None:
    assert decoded_words("vi vill ha tools hemma", 1.5) == [(False, "vi vill ha tools hemma")]


def test_every_switch_of_many_is_found() -> None:
    text = "Så är det. It works. Så är det. The tools are here. Bra så"
    assert [english for english, _ in decoded_words(text)] == [False, True, False, True, False]


@pytest.mark.parametrize("text", ["", "1. – 2", "…", "www.a.se #tag"])
def test_a_block_without_words_has_no_stretches(text: str) -> None:
    assert decoded_words(text) == []


def test_acronyms_figures_and_addresses_say_nothing_of_their_own() -> None:
    line = Decoder(odds()).decode("tools THE 46 the@works.se #tools")
    assert line.odds == [3.0, 0.0, 0.0, 0.0, 0.0]
    assert line.norms == ["tools", "the", "", "", ""]


def test_a_text_in_capitals_is_read_as_if_it_were_small() -> None:
    assert decoded_words("THE TOOLS ARE HERE") == [(True, "the tools are here")]


def test_a_capital_weakens_inside_a_sentence_but_not_at_its_start() -> None:
    costs = Costs(name=0.5, opener=1.0)
    assert Decoder(odds(), costs).decode("Tools. Tools Tools").odds == [3.0, 3.0, 1.5]


def test_the_stop_of_an_abbreviation_ends_no_sentence() -> None:
    costs = Costs(name=0.5, opener=1.0)
    assert Decoder(odds(), costs).decode("The Dr. Tools").odds[2] == 1.5


def test_what_is_left_of_a_figure_is_no_switch() -> None:
    assert decoded_words("the tools are here since the 70's the tools")[0][0]
    assert len(decoded_words("the tools are here since the 70's the tools")) == 1


def test_places_are_those_of_the_text() -> None:
    text = "Se 46 tools på www.a.se, e\u0301n"
    found = unrolled(Decoder(odds()).decode(text), 10)
    places = zip(found.words.starts, found.words.ends, strict=True)
    assert [text[start - 10 : end - 10] for start, end in places] == [
        "Se",
        "tools",
        "på",
        "e\u0301n",
    ]


def test_confidence_is_even_without_evidence_and_grows_with_it() -> None:
    sure = Calibration()
    assert sure([]) == sure([0.0]) == 0.5
    assert 0.5 < sure([1.0]) < sure([1.0] * 9) < 1
    assert sure([-50.0]) == 0.5


def test_confidence_is_bounded_however_strong_the_evidence() -> None:
    assert Calibration(base=40.0)([1000.0] * 1000) == 0.9999


def test_runs_cover_the_block_and_marks_stay_with_the_main_language() -> None:
    text = "Hon sa ”it works” igen."
    stretches = [("sv", Span(0, 6)), ("en", Span(8, 16)), ("sv", Span(18, 22))]
    runs = partition(text, Span(0, len(text)), stretches, "sv")
    assert [(name, span.of(text)) for name, span in runs] == [
        ("sv", "Hon sa ”"),
        ("en", "it works"),
        ("sv", "” igen."),
    ]


def test_the_stop_behind_a_foreign_stretch_belongs_to_it() -> None:
    text = "It works. Så är det."
    runs = partition(text, Span(0, len(text)), [("en", Span(0, 8)), ("sv", Span(10, 19))], "sv")
    assert [span.of(text) for _, span in runs] == ["It works.", " Så är det."]
