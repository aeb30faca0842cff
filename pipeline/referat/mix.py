"""Language mix of one post: how many words of each language, and how often it switches.

Pure functions over a post's runs. Words are counted (`referat.text.words`): figures, addresses and
punctuation carry no language and are not. Only the section ``post`` counts, headings included:
comments and chrome are not the writer's.

The measures of the literature (code-mixing index, M-index, I-index, entropies, burstiness, memory)
follow with the language-mix work and are ``None`` until then.
"""

from __future__ import annotations

from dataclasses import dataclass

from referat.post import Post, Section
from referat.text.words import Piece, pieces_between, scanned


@dataclass(frozen=True, slots=True)
class Mix:
    """Words and their share for each language, by language code, and the number of switches:
    places where a word is of another language than the word before it, across blocks too.
    """

    tokens: dict[str, int]
    share: dict[str, float]
    switch_points: int


def language_mix(post: Post) -> Mix:
    """The language mix of a post's own section. Shares are rounded to four decimals; a post
    without a word has empty tables.
    """
    pieces = scanned(post.text)
    runs = post.runs or ()
    tokens: dict[str, int] = {}
    switches = 0
    before: str | None = None
    at = 0
    for block in post.blocks or ():
        first = at
        while at < len(runs) and runs[at].span.start < block.span.end:
            at += 1
        if block.section is not Section.POST:
            continue
        for run in runs[first:at]:
            inside = pieces_between(pieces, run.span.start, run.span.end)
            words = sum(1 for piece in inside if piece.piece is Piece.WORD)
            if not words:
                continue
            tokens[run.language] = tokens.get(run.language, 0) + words
            switches += before is not None and before != run.language
            before = run.language
    total = sum(tokens.values())
    ordered = dict(sorted(tokens.items()))
    return Mix(ordered, {key: round(n / total, 4) for key, n in ordered.items()}, switches)
