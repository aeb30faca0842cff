"""People without a name: how far their noun phrase goes, and which nouns are people."""

from __future__ import annotations

import pytest
from linguistic import sentences

from referat.text.roles import definite_role, introduced, is_person_noun, role


@pytest.mark.parametrize("norm", ["vaktmästaren", "cheferna", "biolog", "mamman", "teacher"])
def test_nouns_for_people_are_known_in_any_form(norm: str) -> None:
    assert is_person_noun(norm)


@pytest.mark.parametrize("norm", ["källaren", "rapporten", "läget", "skrivaren", "snarare"])
def test_things_are_no_people(norm: str) -> None:
    assert not is_person_noun(norm)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en rektor i Lund som har slutat", "en rektor i Lund"),
        ("tre av cheferna", "tre av cheferna"),
        ("någon till slut", "någon"),
        ("tre sekunder", None),
        ("rektorn", None),
    ],
)
def test_a_role_ends_before_its_relative_clause(text: str, expected: str | None) -> None:
    (sentence,) = sentences(text)
    span = role(sentence.tokens, 0, len(sentence.tokens))
    assert (span.of(text) if span else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("klubben", "klubben"), ("samma panel", "panel"), ("hus", None)]
)
def test_a_definite_noun_stands_for_somebody(text: str, expected: str | None) -> None:
    (sentence,) = sentences(text)
    span = definite_role(sentence.tokens, 0, len(sentence.tokens))
    assert (span.of(text) if span else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pappan med kastrullen hade en annan åsikt.", "Pappan med kastrullen"),
        ("En kvinna som säljer stugor hade läst den.", "En kvinna som säljer stugor"),
        ("Fyra av tio handlare säljer mindre.", None),
        ("Rapporten visar det.", None),
    ],
)
def test_a_sentence_introduces_its_unnamed_subject(text: str, expected: str | None) -> None:
    (sentence,) = sentences(text)
    span = introduced(sentence.tokens)
    assert (span.of(text) if span else None) == expected
