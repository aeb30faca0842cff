"""Does a stretch hold a clause?"""

from __future__ import annotations

import pytest

from referat.post import Token
from referat.text.clauses import (
    english_verbs,
    finite_verbs,
    has_clause,
    says_something,
    swedish_verbs,
)
from referat.text.words import Piece, scan


def norms(words: str) -> list[str]:
    return [piece.norm for piece in scan(words) if piece.piece is Piece.WORD]


@pytest.mark.parametrize(
    "words",
    [
        "will transform the nature of work",
        "the tools are here to stay",
        "They don't know it",
        "customers report fewer problems",
        "the tools change the way we work",
        "Ask your staff first",
        "who the customers are",
    ],
)
def test_english_clauses_cut_off_and_imperative_ones_too(words: str) -> None:
    assert has_clause(norms(words), "en")


@pytest.mark.parametrize(
    "words",
    ["digital board", "the annual report", "Report on trends", "the state of work", "agile"],
)
def test_english_terms_and_titles_hold_none(words: str) -> None:
    assert not has_clause(norms(words), "en")


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("allt ska bort", True),
        ("vi testade det", True),
        ("den egna kanalen", False),
        ("affärsansvarig", False),
    ],
)
def test_swedish_clauses(words: str, clause: bool) -> None:
    assert has_clause(norms(words), "sv") is clause


def test_a_third_language_holds_a_clause_from_six_words_on() -> None:
    assert has_clause(["ein"] * 6, "de")
    assert not has_clause(["ein"] * 5, "de")


def test_verb_forms_are_made_by_rule() -> None:
    finite, _, loose = english_verbs()
    assert {"increased", "relies", "stopped"} <= finite | loose
    assert {"visar", "visade"} <= swedish_verbs()


def test_a_models_tags_go_before_the_lexicon():
    plain = Token(0, 7, "glimmar", True)
    tagged = plain._replace(tag="VERB", features="Mood=Ind|VerbForm=Fin")
    noun = Token(8, 13, "visar", True)._replace(tag="NOUN", features="Number=Plur")
    assert finite_verbs([plain, tagged, noun]) == [False, True, False]
    assert finite_verbs([noun._replace(tag="", features="")], "sv") == [True]
    assert says_something([tagged], "sv")
    assert says_something([noun], "sv")  # its form is a verb of the lexicon
    assert not says_something([noun._replace(norm="visare")], "sv")
