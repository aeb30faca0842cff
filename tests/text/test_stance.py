"""What commentary thinks of what it is about."""

from __future__ import annotations

import pytest
from linguistic import sentences

from referat.text.stance import Judgement, Place, judge


def judged(text: str, place: Place = Place.APART) -> Judgement:
    return judge([sentence.tokens for sentence in sentences(text)], text, place)


@pytest.mark.parametrize(
    ("text", "stance", "cue"),
    [
        ("Jag håller med om det mesta.", "agrees", "håller med"),
        ("I agree with that.", "agrees", "I agree"),
        ("Precis!", "agrees", "Precis"),
        ("Bra!", "agrees", "Bra"),
        ("Här håller jag inte med.", "disagrees", "håller jag inte med"),
        ("Nja.", "disagrees", "Nja"),
        ("Det är inte bra.", "disagrees", "inte bra"),
        ("Här är jag kluven.", "mixed", "kluven"),
    ],
)
def test_a_cue_shows_the_stance(text: str, stance: str, cue: str) -> None:
    found = judged(text)
    assert found.stance.value == stance
    assert [span.of(text) for span in found.cues] == [cue]


@pytest.mark.parametrize(
    "text",
    [
        "Rapporten kom ut i maj.",
        "Håller du med?",
        "Är det bra?",
        "Han bor i ett bra hus i Lund.",
        "",
    ],
)
def test_reports_and_questions_are_neutral_and_have_no_cues(text: str) -> None:
    assert judged(text) == Judgement(judged(text).stance, (), False)
    assert judged(text).stance.value == "neutral"


@pytest.mark.parametrize(
    "text",
    [
        "Jag är inte lika övertygad. Men strunt samma. I princip är det helt rätt tänkt.",
        "Visserligen håller jag med om målet, men vägen är naiv.",
        "Visserligen har de rätt, men det är naivt.",
        "Poängen är god. Däremot är jag tveksam till siffrorna.",
    ],
)
def test_a_concession_is_mixed(text: str) -> None:
    assert judged(text).stance.value == "mixed"
    assert len(judged(text).cues) > 1


def test_a_but_inside_praise_is_no_concession() -> None:
    text = "Bra! Intranätet har ett jobb att göra internt men viktigt blir det först då."
    assert judged(text, Place.BEHIND).stance.value == "agrees"


def test_a_sentence_that_begins_with_men_takes_praise_back() -> None:
    assert judged("Bra! Men det blir dyrt.", Place.BEHIND).stance.value == "mixed"


def test_not_only_negates_nothing() -> None:
    assert judged("Det är inte bara bra.").stance.value == "agrees"


def test_irony_counts_by_what_is_meant() -> None:
    text = "Jo tack, det har vi ju sett hur bra det gick."
    assert judged(text, Place.BEHIND).stance.value == "disagrees"


def test_liking_what_is_to_come_says_nothing_of_it() -> None:
    assert judged("Här kommer några bra siffror.", Place.BEFORE).stance.value == "neutral"
    assert judged("Jag instämmer i det följande.", Place.BEFORE).stance.value == "agrees"


def test_a_short_question_thrown_back_doubts() -> None:
    text = "Vilka kunder då? Det sägs inte."
    assert judged(text, Place.BEHIND).stance.value == "disagrees"
