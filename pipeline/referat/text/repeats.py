"""Where a comment repeats the post's own words.

Readers quote the post they answer without saying so. A run of six words, or one whole sentence of
four or five, that also stands in the post is taken to be such a quotation; case, white space and
punctuation do not count. Runs are found by a table of the post's six-word sequences and then grow
word by word, so the time grows with the lengths of the two texts and not with their product.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from referat.span import Span

RUN = 6
"""Fewest words of a repeated run."""

SHORTEST_SENTENCE = 4
"""Fewest words of a sentence that counts when all of it is repeated."""

_LONGEST_SHORT = 200
"""Most code points that a sentence of so few words can have."""

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?…]+")

_Words = tuple[str, ...]


class PostWords:
    """The words of the post section, ready to be looked up.

    Args:
        text: the post's text.
        spans: the blocks of the post section; no run goes on from one into the next.
    """

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.blocks = [(span, _folded(text, span)) for span in spans]
        self.runs: dict[_Words, tuple[int, int]] = {}
        self.sentences: set[_Words] = set()
        for number, (span, words) in enumerate(self.blocks):
            for at, run in enumerate(_runs(words)):
                self.runs.setdefault(run, (number, at))
            for sentence in _sentences(text, span):
                said = _folded(text, sentence)
                if SHORTEST_SENTENCE <= len(said) < RUN:
                    self.sentences.add(tuple(said))

    def end(self, block: int, word: int) -> int:
        """Where a word of a block ends in the text, in code points."""
        span = self.blocks[block][0]
        hits = _WORD.finditer(self.text, span.start, span.end)
        return next(hit.end() for at, hit in enumerate(hits) if at == word)


def _folded(text: str, span: Span) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text, span.start, span.end)]


def _runs(words: Sequence[str]) -> Iterator[_Words]:
    return zip(*(words[shift:] for shift in range(RUN)), strict=False)


def _sentences(text: str, span: Span) -> Iterator[Span]:
    for hit in _SENTENCE.finditer(text, span.start, span.end):
        yield Span(*hit.span())


def repeated(text: str, span: Span, post: PostWords) -> tuple[Span, ...]:
    """Stretches of ``span`` that repeat the post, in order and without overlap.

    A closing mark of punctuation that both have belongs to the stretch.
    """
    found = _repeated_runs(text, span, post)
    for sentence in _sentences(text, span) if post.sentences else ():
        if (
            sentence.end - sentence.start > 200
            or tuple(_folded(text, sentence)) not in post.sentences
        ):
            continue
        hits = [hit.span() for hit in _WORD.finditer(text, sentence.start, sentence.end)]
        stop = sentence.end < span.end and text[sentence.end - 1].isalnum()
        whole = Span(hits[0][0], hits[-1][1] + stop)
        if not any(whole.overlaps(other) for other in found):
            found.append(whole)
    return tuple(sorted(found))


def _repeated_runs(text: str, span: Span, post: PostWords) -> list[Span]:
    words = _folded(text, span)
    matches: list[tuple[int, int, int, int]] = []  # first word, length, and where in the post
    at = 0
    for start, run in enumerate(_runs(words)):
        if start < at or run not in post.runs:
            continue
        number, first = post.runs[run]
        theirs = post.blocks[number][1]
        length = RUN
        limit = min(len(words) - start, len(theirs) - first)
        while length < limit and words[start + length] == theirs[first + length]:
            length += 1
        matches.append((start, length, number, first))
        at = start + length
    if not matches:
        return []
    places = [hit.span() for hit in _WORD.finditer(text, span.start, span.end)]
    found = []
    known_ends: dict[tuple[int, int], int] = {}
    for start, length, number, first in matches:
        last = (number, first + length - 1)
        if last not in known_ends:
            known_ends[last] = post.end(*last)
        end = _with_stop(text, places[start + length - 1][1], span.end, known_ends[last])
        found.append(Span(places[start][0], end))
    return found


def _with_stop(text: str, end: int, limit: int, original: int) -> int:
    """``end`` after the punctuation that follows both here and in the post."""
    while (
        end < limit
        and original < len(text)
        and text[end] == text[original]
        and not (text[end].isalnum() or text[end].isspace())
    ):
        end += 1
        original += 1
    return end
