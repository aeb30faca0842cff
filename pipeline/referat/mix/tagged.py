"""The words of a post's own section, each with its language, its place and whose English it is.

Everything else in this package counts these. Words are those of `referat.text.words`; figures,
addresses and punctuation are none, and words in runs of language ``und`` have no language, so they
are left out. Names take the language around them, as the runs have it. Comments and chrome are not
the writer's and do not count; headings do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from referat.post import Block, BlockKind, Lead, MarkupKind, Post, Run, RunKind, Section
from referat.span import Span
from referat.text.quotes import MARKS
from referat.text.words import Piece, Scanned, pieces_between, scanned

UNDETERMINED = "und"


class Standing(StrEnum):
    """What a word does in the post, and whose it is.

    FINDING: it is quoted, in a finding. TERM: in a title, in a line that only names a source, or in
    a short stretch without a clause that quotation marks, emphasis or a link set apart: it is
    mentioned, not used. The rest are the writer's own words: MAIN in the language that most of them
    are in, the matrix language of the post; OWN in another: code-switching. So the English of a
    post that is written in English is no code-switching, while that of a Swedish post is.
    """

    FINDING = "finding"
    TERM = "term"
    MAIN = "main"
    OWN = "own"


class Place(StrEnum):
    """Where two words of different languages meet."""

    BLOCK = "block"
    SENTENCE = "sentence"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word with its language.

    ``block``, ``sentence`` and ``run`` number these within the post; without a layer of sentences,
    a block is one. ``marked``: its run is set apart by quotation marks or markup.
    """

    start: int
    end: int
    norm: str
    language: str
    standing: Standing
    marked: bool
    block: int
    sentence: int
    run: int


@dataclass(frozen=True, slots=True)
class Switch:
    """A place where the language changes. ``marked``: quotation marks, emphasis or the edge of a
    block quote stand between the two words; else the switch is bare.
    """

    before: TaggedWord
    after: TaggedWord
    place: Place
    marked: bool


_STOPS = ".,!?…"
# Markup that sets words apart as a quotation or an italic does.
_APART = frozenset({MarkupKind.QUOTE, MarkupKind.CITE, MarkupKind.EMPHASIS})


def tagged_words(post: Post) -> tuple[TaggedWord, ...]:
    """The words of a post's own section that have a language, in order."""
    words = tuple(_words(post))
    own = Counter(word.language for word in words if word.standing is Standing.OWN)
    # Of two that are as frequent, the one that comes first.
    main = max(own, key=lambda language: own[language], default=None)
    return tuple(
        replace(word, standing=Standing.MAIN)
        if word.language == main and word.standing is Standing.OWN
        else word
        for word in words
    )


def _words(post: Post) -> Iterator[TaggedWord]:
    """The same, with all words of the writer's as `Standing.OWN`."""
    pieces = scanned(post.text)
    runs = post.runs or ()
    sentences = [sentence.span.start for sentence in post.sentences or ()]
    standing = _Standings(post)
    at = 0
    for number, block in enumerate(post.blocks or ()):
        first = at
        while at < len(runs) and runs[at].span.start < block.span.end:
            at += 1
        if block.section is not Section.POST:
            continue
        for index in range(first, at):
            run = runs[index]
            if run.language == UNDETERMINED:
                continue
            words = [
                piece
                for piece in pieces_between(pieces, run.span.start, run.span.end)
                if piece.piece is Piece.WORD
            ]
            marked = bool(words) and standing.marks_off(run, words)
            for word in words:
                yield TaggedWord(
                    word.start,
                    word.end,
                    word.norm,
                    run.language,
                    standing.of(word, run, marked),
                    marked,
                    number,
                    bisect_right(sentences, word.start) if sentences else number,
                    index,
                )


class _Standings:
    """What of a post is needed to tell whose words they are."""

    def __init__(self, post: Post) -> None:
        self._text = post.text
        self._findings = _Stretches([finding.outer for finding in post.findings or ()])
        self._references = _Stretches([item.span for item in post.references])
        self._apart = _Stretches(
            [
                item.span
                for item in post.markup
                if item.kind in _APART or item.kind is MarkupKind.LINK
            ]
        )

    def of(self, word: Scanned, run: Run, marked: bool) -> Standing:
        """The standing of a word of a run."""
        if self._findings.hold(word.start):
            return Standing.FINDING
        mentioned = run.kind is RunKind.TITLE or (run.kind is RunKind.TERM and marked)
        if mentioned or self._references.hold(word.start):
            return Standing.TERM
        return Standing.OWN

    def marks_off(self, run: Run, words: Sequence[Scanned]) -> bool:
        """Whether a run's words stand between quotation marks, or all in markup."""
        start, end = words[0].start, words[-1].end
        if between_marks(self._text, start, end):
            return True
        return self._apart.hold(start) and self._apart.hold(end - 1)


def between_marks(text: str, start: int, end: int) -> bool:
    """Whether quotation marks stand right around a stretch; a stop may stand before the last."""
    while end < len(text) and text[end] in _STOPS:
        end += 1
    return start > 0 and end < len(text) and text[start - 1] in MARKS and text[end] in MARKS


class _Stretches:
    """Spans that can be asked whether they hold a place; they may nest."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach: list[int] = []
        for span in ordered:
            # How far any span reaches that begins here or before.
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def hold(self, place: int) -> bool:
        """Whether a place lies in a span."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._reach[index]


def switches(post: Post, words: Sequence[TaggedWord]) -> tuple[Switch, ...]:
    """The places where the language changes, in order."""
    edges = sorted(
        edge
        for item in post.markup
        if item.kind in _APART
        for edge in (item.span.start, item.span.end)
    )
    found = []
    for before, after in pairwise(words):
        if before.language != after.language:
            place = _place(before, after)
            marked = _marked(post, edges, before, after)
            found.append(Switch(before, after, place, marked))
    return tuple(found)


def _place(before: TaggedWord, after: TaggedWord) -> Place:
    if before.block != after.block:
        return Place.BLOCK
    return Place.SENTENCE if before.sentence != after.sentence else Place.INSIDE


def _marked(post: Post, edges: Sequence[int], before: TaggedWord, after: TaggedWord) -> bool:
    # An apostrophe could stand there too ("the workers’ villkor"), but where the language changes,
    # the same sign far more often closes a quotation.
    between = post.text[before.end : after.start]
    if before.block == after.block:
        edge = bisect_right(edges, before.end - 1)
        inside = edge < len(edges) and edges[edge] <= after.start
        return inside or any(mark in MARKS for mark in between)
    blocks = post.blocks or ()
    left, right = blocks[before.block], blocks[after.block]
    # What stands between two blocks may be long: only their own edges can part them.
    edges_of_blocks = (
        post.text[before.end : left.span.end]
        + post.text[max(right.span.start - 1, 0) : after.start]
    )
    return (
        _is_quoted(left) != _is_quoted(right)
        or any(mark in MARKS for mark in edges_of_blocks)
        or any(edge in (left.span.end, right.span.start) for edge in _near(edges, before, after))
    )


def _near(edges: Sequence[int], before: TaggedWord, after: TaggedWord) -> Sequence[int]:
    first = bisect_right(edges, before.end - 1)
    return edges[first : bisect_right(edges, after.start)]


def _is_quoted(block: Block) -> bool:
    return block.kind is BlockKind.BLOCKQUOTE or block.lead in (Lead.QUOTE, Lead.DASH)
