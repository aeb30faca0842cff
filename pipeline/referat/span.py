"""Where something stands in a post's text.

Every layer of a post points into one text by spans, and only by spans: a layer never holds a copy
of the words it is about. A span counts Unicode code points, as Python strings do, so that
``text[start:end]`` is the covered string, character for character.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of a text, in Unicode code points.

    A named tuple rather than a dataclass: spans are made by the hundred for each post, sort by
    start and then by end, and unpack.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The covered string of ``text``."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span (or is equal to it)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The span ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


def trim(text: str, start: int, end: int, characters: str | None = None) -> Span:
    """``[start, end)`` without white space (or ``characters``) at its edges.

    An empty stretch gives an empty span at ``start``.
    """
    stretch = text[start:end]
    left = len(stretch) - len(stretch.lstrip(characters))
    right = len(stretch.rstrip(characters))
    return Span(start + left, start + right) if left < right else Span(start, start)


def subtract(whole: Span, holes: Sequence[Span]) -> list[Span]:
    """What remains of ``whole`` outside ``holes``, in order; empty stretches are left out."""
    left: list[Span] = []
    at = whole.start
    for hole in sorted(holes):
        if hole.end <= at or hole.start >= whole.end:
            continue
        if hole.start > at:
            left.append(Span(at, hole.start))
        at = max(at, hole.end)
    if at < whole.end:
        left.append(Span(at, whole.end))
    return left


_Placed = TypeVar("_Placed", bound=tuple[Any, ...])
_start = itemgetter(0)


def starting_in(items: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Those of ``items`` that begin in ``[start, end)``.

    The items are tuples whose first field is their start (spans, tokens, pieces), in order; the
    search takes logarithmic time.
    """
    first = bisect_left(items, start, key=_start)
    return items[first : bisect_left(items, end, lo=first, key=_start)]


_Item = TypeVar("_Item")


def onward(items: Sequence[_Item], first: int) -> Iterator[_Item]:
    """The items from ``first`` on, without copying what a slice would: its user stops early."""
    for index in range(first, len(items)):
        yield items[index]
