"""Small posts by hand, and the layers that one pipeline makes of them."""

from __future__ import annotations

from functools import cache

import referat
from referat.assemble import Pipeline
from referat.post import Sentence, Token
from referat.span import Span
from referat.summary import ClaimRecord, CommentaryRecord, FindingRecord, Summary
from referat.text.sentences import split_sentences
from referat.text.words import Piece, scanned

TITLE = "Trenden som kom av sig"


@cache
def pipeline() -> Pipeline:
    """The default pipeline, loaded once for all tests."""
    return referat.load()


@cache
def summary_of(*paragraphs: str) -> Summary:
    """The summary of a plain-text post of a title and these paragraphs; its promises hold."""
    summary = pipeline()("\n\n".join([TITLE, *paragraphs]))
    assert referat.broken(summary) == []
    return summary


def findings(*paragraphs: str) -> list[str]:
    """The texts of the findings of such a post."""
    return [finding.text for finding in summary_of(*paragraphs).findings]


def only_finding(*paragraphs: str) -> FindingRecord:
    """The one finding of such a post."""
    (finding,) = summary_of(*paragraphs).findings
    return finding


def speakers(*paragraphs: str) -> list[str | None]:
    """Who says each finding."""
    return [f.speaker.name if f.speaker else None for f in summary_of(*paragraphs).findings]


def source_titles(*paragraphs: str) -> list[str | None]:
    """The title of each finding's source."""
    summary = summary_of(*paragraphs)
    titles = {source.id: source.title for source in summary.sources}
    return [titles[f.source] if f.source else None for f in summary.findings]


def commentary_on(summary: Summary, opening: str) -> CommentaryRecord:
    """The commentary whose own words begin so."""
    (found,) = [item for item in summary.commentary if item.own[0].text.startswith(opening)]
    return found


def claim_with(summary: Summary, words: str) -> ClaimRecord:
    """The one claim that holds these words."""
    (found,) = [claim for claim in summary.claims if words in claim.text]
    return found


def sentences(text: str, language: str = "sv") -> list[Sentence]:
    """A text as sentences, without any stage."""
    pieces = scanned(text)
    return [
        Sentence(
            Span(pieces[first].start, pieces[last - 1].end),
            language,
            tuple(
                Token(piece.start, piece.end, piece.norm, piece.piece is Piece.WORD)
                for piece in pieces[first:last]
            ),
        )
        for first, last in split_sentences(text, pieces)
    ]
