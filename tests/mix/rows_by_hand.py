"""Rows of language mix made by hand, for tests of what is counted over them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from referat.mix.insertions import Insertion
from referat.mix.rows import LanguageWords, MixRow, Stretch

TEXT = "Vi kör en soft launch."

SOFT_LAUNCH = Insertion(
    start=10,
    end=21,
    text="soft launch",
    phrase="soft launch",
    lemma="soft launch",
    words=2,
    marked=False,
    inflected=False,
    left="Vi kör en",
    right=".",
)

ROW = MixRow(
    id="a",
    origin="a.txt",
    url=None,
    title="Mjukt",
    author="Anna Berg",
    published="2012-05-03",
    site=None,
    sources=("Rapporten",),
    tags=(),
    words=5,
    words_sv=3,
    words_en=2,
    languages=(LanguageWords("en", 2), LanguageWords("sv", 3)),
    en_finding=0,
    en_term=0,
    en_main=0,
    en_own=2,
    block_marked=0,
    block_bare=0,
    sentence_marked=0,
    sentence_bare=0,
    inside_marked=0,
    inside_bare=1,
    utterances=1,
    mixed=1,
    shifts=0,
    mixing=0.6,
    cmi=40.0,
    m_index=0.9231,
    i_index=0.25,
    language_entropy=0.971,
    span_entropy=1.0,
    burstiness=-0.6667,
    memory=None,
    text=TEXT,
    stretches=(Stretch(0, 10, "sv", ""), Stretch(10, 22, "en", "own")),
    insertions=(SOFT_LAUNCH,),
)


def row(identity: str, **changes: Any) -> MixRow:
    """The row above with another id and what else is named."""
    return replace(ROW, id=identity, origin=f"{identity}.txt", **changes)


def swedish(identity: str, words: int = 10, **changes: Any) -> MixRow:
    """A row of a post in Swedish alone."""
    return row(
        identity,
        words=words,
        words_sv=words,
        words_en=0,
        languages=(LanguageWords("sv", words),) if words else (),
        en_own=0,
        inside_bare=0,
        utterances=1 if words else 0,
        mixed=0,
        mixing=0.0,
        cmi=0.0 if words else None,
        m_index=0.0 if words else None,
        i_index=0.0 if words > 1 else None,
        language_entropy=0.0 if words else None,
        span_entropy=0.0 if words else None,
        burstiness=None,
        text="Hej",
        stretches=(Stretch(0, 3, "sv", ""),),
        insertions=(),
        **changes,
    )
