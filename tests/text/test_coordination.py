"""Which main clauses does a sentence hold?"""

from __future__ import annotations

from itertools import pairwise

import pytest

from referat.post import Token
from referat.text.coordination import main_clauses
from referat.text.words import Piece, scan


def cut(sentence: str, language: str = "en") -> list[str]:
    words = [
        Token(piece.start, piece.end, piece.norm, True)
        for piece in scan(sentence)
        if piece.piece is Piece.WORD
    ]
    gaps = [""] + [sentence[before.end : word.start] for before, word in pairwise(words)]
    return [
        sentence[words[first].start : words[last - 1].end]
        for first, last in main_clauses(words, gaps, language)
    ]


@pytest.mark.parametrize(
    "clauses",
    [
        ("We found no effect", "but", "we did find one on sleep"),
        ("Nobody wanted the change", ",", "it just happened one contract at a time"),
        ("A shared pool would cost too much", "and", "could be running within six years"),
        ("The share peaked in the first weeks", ", and", "appeared to be unrelated to results"),
        ("The share of calm rooms fell again", ", although", "the rooms were larger"),
        ("Most of the kitchens had shorter hours", ",", "which may reflect the season"),
        ("Most of the kitchens had shorter hours", ",", "a step that seems to have been costly"),
        ("The wall was built in good time", ", and", "if you ask they listen"),
        ("The report is thin", ":", "the authors asked one school"),
    ],
)
def test_english_statements_are_parted(clauses: tuple[str, str, str]) -> None:
    first, seam, second = clauses
    space = "" if seam[0] in ",:" else " "
    assert cut(f"{first}{space}{seam} {second}.") == [first, second]


@pytest.mark.parametrize(
    "clauses",
    [
        ("Den visar att möten har ökat", ", men att", "de har blivit kortare"),
        ("Vi läste hela rapporten på kvällen", "och", "den var tunn"),
        ("Den andra siffran tror vi inte på", ", för", "den bygger på elva gårdar"),
        ("Taket lär bli en papperstiger", ", för", "ingen hamnchef stoppar arbetet"),
        ("Siffrorna för ljudböcker saknas", ", så", "den förklaringen köper jag inte"),
        ("Det tredje rådet är rent struntprat", ":", "den nyaste kocken säger pasta"),
        ("nu räcker det med kaffe", ".", "min syster har rätt om allt"),
    ],
)
def test_swedish_statements_are_parted(clauses: tuple[str, str, str]) -> None:
    first, seam, second = clauses
    space = "" if seam[0] in ",:." else " "
    assert cut(f"{first}{space}{seam} {second}.", "sv") == [first, second]


@pytest.mark.parametrize(
    "sentence",
    [
        "They measured and compared the results.",
        "They like tools and boards.",
        "We do not know whether it works or fails.",
        "If you ask, and they answer, it works.",
        "If you want help at night, you have to pay for it.",
        "Passengers book early, complain little and bring their own food.",
        "Waste was found at all but three of the sites.",
    ],
)
def test_shared_subjects_and_bound_clauses_are_not_parted(sentence: str) -> None:
    assert cut(sentence) == [sentence.rstrip(".")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Det är inte summan, det är att man har blivit lurad",
        "Ett rum där ingen säljer något och ingen spelar musik har blivit en sällsynt vara",
        "Jodå då, men vi är osams efteråt",
    ],
)
def test_corrections_relative_clauses_and_short_halves_stay_together(sentence: str) -> None:
    assert cut(sentence, "sv") == [sentence]


def test_a_cut_inside_one_clause_does_not_part_it() -> None:
    sentence = "Stores that kept their staff [...] did not see any increase"
    assert cut(sentence) == [sentence]


def test_words_without_a_verb_before_a_colon_belong_to_no_statement() -> None:
    sentence = "Ett frågetecken: rapporten räknar den som spelar mot telefonen"
    assert cut(sentence, "sv") == ["rapporten räknar den som spelar mot telefonen"]


def test_a_third_language_is_one_clause() -> None:
    assert cut("Es ist gut, aber es ist teuer.", "de") == ["Es ist gut, aber es ist teuer"]
