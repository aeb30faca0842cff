"""Where sentences end, in Swedish and in English."""

from __future__ import annotations

import pytest

from referat.text.sentences import split_sentences
from referat.text.words import scanned


def split(text: str) -> list[str]:
    pieces = scanned(text)
    return [
        text[pieces[first].start : pieces[last - 1].end]
        for first, last in split_sentences(text, pieces)
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Det är t.ex. bra.", "Eller?"],
        ["Bl.a. detta.", "Och detta m.m. är bra.", "Så."],
        ["Dvs. det gick.", "Bra."],
        ["J. McConnell skriver.", "Hon vet."],
        ["Mr. Smith said so.", "He left."],
        ["Dr. Ann Porter of Example Inc. says so.", "Yes."],
        ["It grew in the U.S. last year.", "Really."],
        ["We asked e.g. nurses.", "They agreed."],
    ],
)
def test_abbreviations_and_initials_end_nothing(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["den 3. maj kom det.", "Sedan gick det."],
        ["Det kostar 2,5 miljoner.", "Mycket!"],
        ["Andelen är 3.14 procent.", "Jaha."],
        ["Vi såg det kl. 12.30.", "Sen gick vi."],
        ["Trust has fallen since 2010.", "Why?"],
    ],
)
def test_stops_of_figures(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_question_inside_a_quotation_goes_on_in_lower_case() -> None:
    assert split("”Varför?” frågar hon. Ja.") == ["”Varför?” frågar hon.", "Ja."]


@pytest.mark.parametrize(
    "sentences",
    [
        ["“It works.”", "He said so."],
        ["(Så är det.)", "Jaha."],
        ["Vadå?!", "Nej."],
        ["Nå…", "Och?"],
    ],
)
def test_closing_marks_and_several_stops_belong_to_the_sentence_they_end(
    sentences: list[str],
) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_cut_behind_a_sentence_belongs_to_it() -> None:
    assert split("It grew. (…) It fell. [...] So.") == ["It grew. (…)", "It fell. [...]", "So."]


def test_every_piece_is_in_exactly_one_sentence() -> None:
    text = "Ja. ”Nej!” – det vet vi: (…) 🙂 t.ex. …"
    pieces = scanned(text)
    ranges = list(split_sentences(text, pieces))
    assert [i for first, last in ranges for i in range(first, last)] == list(range(len(pieces)))


def test_nothing_gives_nothing() -> None:
    assert split("") == []
