r"""Where the values of a JSON file begin and end that is not written a record a line.

A list of records, one record over many lines, or records in a row as ``jq`` writes them: nothing is
parsed here but strings, braces and brackets, so that each record can be cut out and parsed by
itself, at any depth and without holding the others. A list around everything is looked through;
what stands in it beside records (numbers, lists) comes out as values, too, for somebody to reject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OUTSIDE = re.compile(rb'["{}\[\]]')
_INSIDE = re.compile(rb'["\\]')
_BLANK = b" \t\r\n,\x00\xef\xbb\xbf"


class Value(NamedTuple):
    """A stretch of JSON.

    Args:
        offset: the byte at which it begins.
        data: its bytes; ``None`` where they are too many.
        whole: whether it ends before the file does.
    """

    offset: int
    data: bytes | None
    whole: bool


class _Scan:
    """How far into the file the scan is, and what it holds of the value it is in."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._base = 0
        self._start = 0
        self._depth = 0
        self._held = bytearray()
        self._listed = self._quoted = self._escaped = False

    def through(self, piece: bytes) -> Iterator[Value]:
        """The values that end in the next piece of the file."""
        at = begun = 0
        while (found := self._next(piece, at)) is not None:
            at, mark = found
            if mark in b"{[":
                if not self._depth:
                    yield from self._stray(piece[begun : at - 1], begun)
                    begun = at - 1
                    if mark == ord("[") and not self._listed:
                        self._listed, begun = True, at
                        continue
                    self._start = self._base + begun
                self._depth += 1
                continue
            if not self._depth:
                yield from self._stray(piece[begun : at - 1], begun)
                self._listed, begun = False, at
                continue
            self._depth -= 1
            if not self._depth:
                self._hold(piece[begun:at])
                yield self._value(whole=True)
                begun = at
        if self._depth:
            self._hold(piece[begun:])
        else:
            yield from self._stray(piece[begun:], begun)
        self._base += len(piece)

    def rest(self) -> Iterator[Value]:
        """The value that the end of the file cuts, if any."""
        if self._depth:
            yield self._value(whole=False)

    def _next(self, piece: bytes, at: int) -> tuple[int, int] | None:
        """The next brace or bracket outside of strings, and the place after it."""
        while at < len(piece):
            if self._escaped:
                self._escaped = False
                at += 1
                continue
            hit = (_INSIDE if self._quoted else _OUTSIDE).search(piece, at)
            if hit is None:
                return None
            at = hit.end()
            if hit[0] == b'"':
                self._quoted = not self._quoted
            elif hit[0] == b"\\":
                self._escaped = True
            else:
                return at, hit[0][0]
        return None

    def _hold(self, more: bytes) -> None:
        # One byte above the limit says that it was passed.
        self._held += more[: max(self._limit + 1 - len(self._held), 0)]

    def _value(self, whole: bool) -> Value:
        data = bytes(self._held) if len(self._held) <= self._limit else None
        self._held.clear()
        return Value(self._start, data, whole)

    def _stray(self, between: bytes, at: int) -> Iterator[Value]:
        words = between.strip(_BLANK)
        if words:
            offset = self._base + at + between.index(words)
            yield Value(offset, words[: self._limit], whole=True)


def values_of(pieces: Iterator[bytes], limit: int) -> Iterator[Value]:
    """The values of a file that is given in pieces; of one above ``limit`` bytes, only where."""
    scan = _Scan(limit)
    for piece in pieces:
        yield from scan.through(piece)
    yield from scan.rest()
