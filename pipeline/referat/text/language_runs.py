"""Which words of a block are Swedish and which are English.

Viterbi decoding of two states over the words of a block: every word brings its own log-odds of
being English (`referat.models.WordModel`), and a switch between two words costs what stands
between them makes it worth: most inside a running sentence, little at a sentence's end, least at a
quotation mark. Names take the language around them, so capitals inside a sentence weaken a word's
own evidence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from referat.span import Span
from referat.text.words import Piece, Scanned

# Costs in log-odds, tuned on sentences of the treebanks' dev parts spliced into one another.
SWITCH_INSIDE = 3.5
SWITCH_AT_COMMA = 3.0
SWITCH_AT_SENTENCE = 2.0
SWITCH_AT_QUOTE = 1.0
# What a capital inside a sentence leaves of a word's own evidence.
NAME_DAMPING = 0.35
# Log-odds against English at the start of a post's block: Swedish posts are what is read.
PRIOR = 1.0

# The Swedish preposition and the English pronoun differ in their case alone; a sentence may begin
# with either.
_I = {"i": -5.0, "I": 0.0}
_QUOTES = frozenset("\"”“„»«‘‚’'")
_SENTENCE = frozenset(".!?…:\n")
_COMMAS = frozenset(",;–—()[]/")


class Decoded(NamedTuple):
    """The words of a block, for each whether it is English, and its own log-odds."""

    words: list[Scanned]
    english: list[bool]
    odds: list[float]


def _gap(text: str, start: int, end: int) -> float:
    if end - start == 1:
        return SWITCH_INSIDE
    between = text[start:end]
    if not _QUOTES.isdisjoint(between):
        return SWITCH_AT_QUOTE
    if not _SENTENCE.isdisjoint(between):
        return SWITCH_AT_SENTENCE
    if not _COMMAS.isdisjoint(between):
        return SWITCH_AT_COMMA
    return SWITCH_INSIDE


def evidence(text: str, words: Sequence[Scanned], odds: Callable[[str], float]) -> list[float]:
    """The log-odds of each word being English, weakened for names and silent for acronyms."""
    result = []
    before = -1
    for word in words:
        first = text[word.start]
        own = odds(word.norm) if word.norm != "i" else _I[first]
        if first.isupper():
            if word.end - word.start > 1 and text[word.start : word.end].isupper():
                own = 0.0
            elif before >= 0 and _gap(text, before, word.start) in (SWITCH_INSIDE, SWITCH_AT_COMMA):
                own *= NAME_DAMPING
        result.append(own)
        before = word.end
    return result


def decode(
    text: str, pieces: Sequence[Scanned], odds: Callable[[str], float], prior: float = PRIOR
) -> Decoded:
    """The most likely language of each word of one block.

    Args:
        text: the whole text that the pieces point into.
        pieces: the block's pieces; all but words are passed over.
        odds: log-odds of a normal form being English.
        prior: log-odds against English at the block's start.
    """
    words = [piece for piece in pieces if piece.piece is Piece.WORD]
    own = evidence(text, words, odds)
    if not words:
        return Decoded([], [], [])
    # Scores of the best path that ends in Swedish and in English, and where each came from.
    sv, en = prior / 2, -prior / 2
    came_sv: list[bool] = []
    came_en: list[bool] = []
    before = words[0].start
    for word, odd in zip(words, own, strict=True):
        cost = _gap(text, before, word.start) if before < word.start else SWITCH_INSIDE
        came_sv.append(en - cost > sv)
        came_en.append(not sv - cost > en)
        sv, en = (
            max(sv, en - cost) - odd / 2,
            max(en, sv - cost) + odd / 2,
        )
        before = word.end
    english = [False] * len(words)
    state = en > sv
    for index in range(len(words) - 1, -1, -1):
        english[index] = state
        state = came_en[index] if state else came_sv[index]
    return Decoded(words, english, own)


def confidence(odds: Sequence[float]) -> float:
    """How sure a stretch's language is, from its words' log-odds (signed towards that language).

    The logistic function of the mean, sharpened with the square root of the number of words:
    neighbouring words are no independent witnesses.
    """
    if not odds:
        return 0.5
    strength = sum(odds) / math.sqrt(len(odds))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, strength)))), 4)


def group(decoded: Decoded) -> list[tuple[bool, int, int]]:
    """Stretches of one language as (is English, first word, word after the last)."""
    groups: list[tuple[bool, int, int]] = []
    for index, english in enumerate(decoded.english):
        if groups and groups[-1][0] == english:
            groups[-1] = (english, groups[-1][1], index + 1)
        else:
            groups.append((english, index, index + 1))
    return groups


def partition(
    text: str, block: Span, stretches: Sequence[tuple[str, Span]], main: str
) -> list[tuple[str, Span]]:
    """Runs that cover ``block`` without gaps, from stretches of words with their languages.

    A stretch in another language than the block's ``main`` one takes the punctuation directly
    behind its last word and nothing else; marks and white space around it belong to the main
    language where that is a neighbour, else to the stretch before.
    """
    cuts: list[tuple[str, int]] = []  # language and where it starts
    for index, (language, span) in enumerate(stretches):
        if index == 0:
            cuts.append((language, block.start))
            continue
        previous, before = stretches[index - 1]
        if previous == language:
            continue
        if language == main:
            cuts.append((language, _after(text, before.end, span.start)))
        else:
            cuts.append((language, span.start))
    # An edge of the block goes to the first and last stretch: no run without a word.
    edges = [start for _, start in cuts[1:]] + [block.end]
    return [
        (language, Span(start, end)) for (language, start), end in zip(cuts, edges, strict=True)
    ]


def _after(text: str, start: int, limit: int) -> int:
    """Where a foreign stretch ends: behind the stops that follow its last word directly."""
    at = start
    while at < limit and text[at] in ".!?…)]":
        at += 1
    # A closing bracket without its opening one inside the stretch is not the stretch's own.
    return at
