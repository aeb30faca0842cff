"""Languages that are neither Swedish nor English."""

from __future__ import annotations

import pytest

from referat.text.third_language import suspect, third_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir haben das nicht gewusst und es ist nicht gut für uns", "de"),
        ("Les entreprises ne savent pas comment faire avec les outils", "fr"),
        ("Det er ikke noe nytt at jeg må jobbe hjemmefra hver uke nå", "no"),
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


def test_the_answer_is_the_same_every_time() -> None:
    text = "Wir haben das nicht gewusst und es ist nicht gut für uns"
    assert len({third_language(text, text.lower().split()) for _ in range(5)}) == 1
