"""Decoding the language of words, and making runs of it."""

from __future__ import annotations

from collections.abc import Callable

from referat.span import Span
from referat.text.language_runs import confidence, decode, group, partition
from referat.text.words import scanned

ENGLISH = {"the", "tools", "are", "here", "to", "stay"}


def odds(strength: float = 3.0) -> Callable[[str], float]:
    return lambda form: strength if form in ENGLISH else -strength


def decoded_words(text: str) -> list[tuple[bool, str]]:
    found = decode(text, scanned(text), odds())
    return [
        (english, " ".join(word.norm for word in found.words[first:last]))
        for english, first, last in group(found)
    ]


def test_a_quotation_inside_a_sentence_is_a_stretch_of_its_own() -> None:
    assert decoded_words("Hon säger: ”The tools are here to stay” varje dag") == [
        (False, "hon säger"),
        (True, "the tools are here to stay"),
        (False, "varje dag"),
    ]


def test_one_weak_word_does_not_switch() -> None:
    text = "vi vill ha tools hemma"
    found = decode(text, scanned(text), odds(1.5))
    assert not any(found.english)


def test_acronyms_say_nothing_of_their_own() -> None:
    text = "THE tools"
    assert decode(text, scanned(text), odds()).odds == [0.0, 3.0]


def test_a_block_without_words_has_no_stretches() -> None:
    assert group(decode("1. – 2", scanned("1. – 2"), odds())) == []


def test_confidence_is_even_without_evidence_and_grows_with_it() -> None:
    assert confidence([]) == confidence([0.0]) == 0.5
    assert 0.5 < confidence([1.0]) < confidence([1.0] * 9) <= 1
    assert confidence([-50.0]) == 0.0


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
