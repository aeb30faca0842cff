"""Names of people and organisations."""

from __future__ import annotations

import pytest
from linguistic import sentences

from referat.text.entities import Names


def found(text: str) -> list[tuple[str, bool]]:
    parts = sentences(text)
    names = Names(text, parts)
    return [(item.name, item.person) for part in parts for item in names.entities(part)]


def test_a_short_form_stands_for_the_full_name() -> None:
    text = "Jane McConnell skriver. Enligt McConnell är det bra, och Jane vet."
    assert found(text) == [("Jane McConnell", True)] * 3


def test_genitives_of_people_and_organisations() -> None:
    assert found("Så är Jane McConnells rapport. Dyster är Gartners rapport.") == [
        ("Jane McConnell", True),
        ("Gartner", False),
    ]
    assert found("We read Gartner's report.")[-1] == ("Gartner", False)


def test_a_small_word_at_the_start_of_a_sentence_is_no_part_of_a_name() -> None:
    assert found("Även Gartners rapport är dyster.") == [("Gartner", False)]


def test_a_name_that_ends_in_s_keeps_it() -> None:
    assert found("Enligt Forbes är det bra. På Forbes vet man.") == [("Forbes", False)] * 2


def test_words_of_organisations_tell_them_from_people() -> None:
    assert found("På Northfield Institute vet man.") == [("Northfield Institute", False)]


def test_a_profession_behind_two_capitals_makes_a_person() -> None:
    text = "Enligt Priyanka Mehta, forskare i Leeds, är det så."
    assert found(text)[0] == ("Priyanka Mehta", True)


def test_a_capital_at_the_start_of_a_sentence_is_no_name() -> None:
    assert found("Undersökningen visar det. Många vet. Intranätet är bra.") == []


@pytest.mark.parametrize(
    "text", ["in January they met on a Monday", "An English, not a Swedish, word"]
)
def test_english_months_days_and_nationalities_are_no_names(text: str) -> None:
    assert found(text) == []


def test_people_are_listed_by_full_name() -> None:
    text = "Jane McConnell och Karin Lundmark vet. Gartner vet inte."
    names = Names(text, sentences(text))
    assert names.people() == {"Jane McConnell", "Karin Lundmark"}
    assert names.full_name("McConnell") == "Jane McConnell"
    assert not names.is_person("Gartner")
