"""Whether two statements say the same, likeness granted."""

from __future__ import annotations

import pytest

from referat.text.lexicon import load_tables
from referat.text.same_claim import FEWEST, SAME, agree, same, signature
from referat.text.words import scanned


def agrees(one: str, other: str) -> bool:
    return agree(signature(one, scanned(one)), signature(other, scanned(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Two of three schools lack a library.", "Två av tre skolor saknar bibliotek."),
        (
            "Ferry traffic fell by 12 per cent in May.",
            "Färjetrafiken minskade i maj med 12 procent.",
        ),
        ("They decided without asking the tenants.", "De bestämde utan att fråga hyresgästerna."),
        ("Nobody asked the tenants.", "Ingen frågade hyresgästerna."),
        ("The queue grew, then shrank.", "Kön växte och krympte sedan."),
        ("It is not only dearer but uglier.", "Det är inte bara dyrare utan också fulare."),
    ],
)
def test_translations_agree(one: str, other: str) -> None:
    assert agrees(one, other)
    assert agrees(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Schools have a library.", "Skolorna har inget bibliotek."),
        ("The trial reached its goal.", "Försöket misslyckades med att nå målet."),
        ("The ferries don't run in May.", "Färjorna går i maj."),
        ("Sales rose by 12 per cent.", "Försäljningen sjönk med 12 procent."),
        ("Sales rose by 12 per cent.", "Försäljningen ökade med 21 procent."),
        ("Sales rose by 12 per cent.", "Försäljningen ökade."),
        ("Fifteen of the 27 states agree.", "Fem av de 27 staterna är överens."),
        ("Half a million people are waiting.", "En och en halv miljon människor väntar."),
        ("The wait is 40 days.", "Väntetiden är 40 veckor."),
        ("It opened in 2019.", "Det öppnade 2021."),
        ("The fee is 300 euros.", "Avgiften är 300 kronor."),
        ("Highest in Finland, lowest in Spain.", "Lägst i Finland, högst i Spanien."),
    ],
)
def test_what_is_set_against_it_does_not(one: str, other: str) -> None:
    assert not agrees(one, other)
    assert not agrees(other, one)


def test_likeness_and_length_are_asked_for_as_well() -> None:
    long, short = "Färjan går bara när isen har lagt sig.", "Det vet han inte."
    said = signature(long, scanned(long))
    assert said.words >= FEWEST
    assert same(said, said, SAME)
    assert not same(said, said, SAME - 0.01)
    few = signature(short, scanned(short))
    assert not same(few, few, 1.0)


def test_no_word_of_the_lexicon_points_both_ways() -> None:
    tables = load_tables("opposites")
    assert not set(tables["up"]["words"]) & set(tables["down"]["words"])
    for kind, table in tables["term"].items():
        words = [word for entry in table.values() for word in entry]
        assert len(words) == len(set(words)), kind
