"""Reporting verbs with their subjects, one sentence at a time."""

from __future__ import annotations

import pytest
from linguistic import sentences

from referat.span import Span
from referat.text.entities import Names
from referat.text.mentions import mentions
from referat.text.reporting import Said, reported


def said(text: str, hole: str = "") -> list[Said]:
    parts = sentences(text)
    at = text.index(hole) if hole else 0
    holes = [Span(at, at + len(hole))] if hole else []
    names = Names(text, parts)
    return [item for part in parts for item in reported(part, text, names, holes)]


@pytest.mark.parametrize(
    "text",
    [
        "Det skriver Anna Berg i sin blogg.",
        "Anna Berg skriver att det går bra.",
        "Anna Berg, chef på Gartner, säger att det går bra.",
        "Enligt Anna Berg är det bra.",
        "According to Anna Berg it works.",
        "Anna Berg says that it works.",
    ],
)
def test_the_subject_stands_before_or_behind_the_verb(text: str) -> None:
    first = said(text)[0]
    assert first.subject is not None
    assert first.subject.name == "Anna Berg"
    assert first.start <= text.index("Anna") < first.end


def test_words_inside_a_quotation_are_not_heard() -> None:
    names = [
        item.subject.name
        for item in said("”Karl Ek säger nej”, skriver Anna Berg.", "”Karl Ek säger nej”")
        if item.subject
    ]
    assert names == ["Anna Berg"]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Det blir bra, säger hon.", "she"),
        ("Det blir bra, skriver författarna.", "they"),
        ("Det blir bra, skriver författaren.", "author"),
        ("Det blir bra, skrev jag.", "self"),
    ],
)
def test_pronouns_and_roles_named_before(text: str, pronoun: str) -> None:
    assert [item.pronoun for item in said(text)] == [pronoun]


def test_an_unnamed_role_is_heard_by_its_words() -> None:
    text = "Det blir bra, säger tre chefer."
    (item,) = said(text)
    assert item.role is not None
    assert item.role.of(text) == "tre chefer"


def test_a_source_noun_is_a_subject() -> None:
    (item,) = said("Undersökningen visar att det går bra.")
    assert item.noun is not None
    assert item.noun.value == "survey"


@pytest.mark.parametrize(
    ("text", "organisation", "definite"),
    [
        ("I Gartners rapport är det dystert.", "Gartner", False),
        ("En ny rapport från Gartner är dyster.", "Gartner", False),
        ("Så säger rapporten i dag.", None, True),
    ],
)
def test_sources_by_their_makers_and_by_reference(
    text: str, organisation: str | None, definite: bool
) -> None:
    (sentence,) = sentences(text)
    (item,) = mentions(sentence, text, Names(text, [sentence]), [], [])
    assert item.kind.value == "report"
    assert (item.organisation, item.definite) == (organisation, definite)
