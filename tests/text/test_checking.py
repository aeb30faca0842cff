"""Sentences of a digest that their evidence belies."""

from __future__ import annotations

import pytest
from linguistic import TITLE

import referat
from referat.post import DigestSentence, Post, Voice
from referat.readers import read_text
from referat.settings import load_settings
from referat.text.checking import Checker

TEXT = "\n\n".join(
    [
        TITLE,
        "Jag har läst rapporten ”State of Work” från Gartner.",
        "The new tools have not improved the work of 46 percent of all teams.",
        "Det stämmer inte alls, det är fel.",
    ]
)


@pytest.fixture(scope="module")
def post() -> Post:
    return referat.load().annotate(read_text(TEXT, settings=load_settings().input))


def faults(post: Post, text: str, voice: Voice = Voice.SOURCE) -> list[str]:
    evidence = tuple(claim.id for claim in post.claims or () if claim.voice is Voice.SOURCE)
    return Checker(post).faults(DigestSentence(text, evidence, voice), "sv")


def test_what_the_evidence_says_stands(post: Post) -> None:
    said = "I State of Work heter det: ”The new tools have not improved the work of 46 percent”."
    assert faults(post, said) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Det gäller 64 procent.", "64"),
        ("Så säger Forrester.", "Forrester"),
        ("Där heter det: ”The new tools have improved the work”.", "does not say"),
        ("Där heter det: ”The new tools have (…) improved”.", "'not'"),
    ],
)
def test_a_changed_figure_name_quotation_or_denial_is_a_fault(
    post: Post, text: str, fault: str
) -> None:
    assert any(fault in found for found in faults(post, text))


def test_a_sources_words_are_not_the_readers(post: Post) -> None:
    assert faults(post, "Det stämmer.", Voice.READER) == [
        "nothing it rests on is said by the reader"
    ]


def test_what_the_pipeline_writes_stands(post: Post) -> None:
    assert post.digest is not None
    checker = Checker(post)
    for language, sentences in (("sv", post.digest.sv), ("en", post.digest.en)):
        assert sentences
        assert [checker.faults(sentence, language) for sentence in sentences] == [[]] * len(
            sentences
        )
    assert not [item for item in post.warnings if item.code == "digest-unproven"]
