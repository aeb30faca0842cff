"""Nouns that name a kind of source."""

from __future__ import annotations

import pytest

from referat.text.source_nouns import source_kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("rapporten", "report"),
        ("trendrapporten", "report"),
        ("undersökningen", "survey"),
        ("undersökningens", "survey"),
        ("survey", "survey"),
        ("survey's", "survey"),
        ("surveys", "survey"),
        ("studies", "study"),
        ("studien", "study"),
        ("boken", "book"),
        ("podden", "talk"),
        ("bloggen", "page"),
        ("artikeln", "article"),
        ("tankesmedjan", "organisation"),
        ("branschorganisationen", "organisation"),
        ("rektor", None),
        ("chefen", None),
        ("", None),
    ],
)
def test_forms_and_compounds(word: str, kind: str | None) -> None:
    found = source_kind(word)
    assert (found.value if found else None) == kind
