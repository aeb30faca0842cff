"""Languages that are neither Swedish nor English."""

from __future__ import annotations

import pytest

from referat.text.third_language import detect, hinted, suspect, third_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir haben das nicht gewusst und es ist nicht gut für uns", "de"),
        ("Les entreprises ne savent pas comment faire avec les outils", "fr"),
        ("Det er ikke noe nytt at jeg må jobbe hjemmefra hver uke nå", "no"),
        ("Vi har ikke set noget af det, og det bliver værre hver dag", "da"),
        ("Koulu ei ole vielä valmis, mutta se on hyvä ja kaikki ovat täällä", "fi"),
        ("Het is niet de techniek die telt maar wat je er mee doet", "nl"),
        ("Le scuole non sono pronte per quello che arriva adesso", "it"),
    ],
)
def test_a_third_language_is_named(text: str, language: str) -> None:
    found = third_language(text, text.lower().split())
    assert found is not None
    assert found[0] == language
    assert 0.7 <= found[1] <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Det här är en helt vanlig svensk mening om intranät",
        "This is an ordinary sentence about digital workplaces",
        "Digital Workplace Trends",
    ],
)
def test_swedish_and_english_raise_no_suspicion(text: str) -> None:
    assert not suspect(text.lower().split())
    assert third_language(text, text.lower().split()) is None


def test_norwegian_without_any_marker_is_suspect_by_its_letters() -> None:
    words = "brukernavnet ditt i tilfelle du har glemt det".split()
    assert suspect(words)
    assert not suspect(words, by_letters=False)


def test_a_norwegian_name_makes_no_norwegian_sentence() -> None:
    assert not suspect("där drog sandvær kommun ur sladden efter ett år".split())


def test_swedish_with_its_own_letters_is_not() -> None:
    assert not suspect("projektledaren skriver rapporten färdig i kväll".split())


def test_a_language_divided_between_two_neighbours_is_still_foreign() -> None:
    found = detect("Brukernavnet ditt, i tilfelle du har glemt det")
    assert found is not None
    assert found[0] in ("no", "da")


def test_a_quick_look_misses_no_marker() -> None:
    assert hinted("", ["ikke", "det"])
    assert hinted("Ærø är en ö", ["är", "en", "ö"])
    assert not hinted("Det är så", ["det", "är", "så"])


def test_the_answer_is_the_same_every_time() -> None:
    text = "Wir haben das nicht gewusst und es ist nicht gut für uns"
    assert len({third_language(text, text.lower().split()) for _ in range(5)}) == 1
