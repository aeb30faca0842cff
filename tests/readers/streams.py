"""A stream that is made while it is read, and knows how far ahead of anybody it has been read."""

from __future__ import annotations

import io
from collections.abc import Iterator


class Made(io.RawIOBase):
    """A stream of pieces that come out of a generator; it cannot be moved about in."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._ahead = b""
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while not self._ahead:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._ahead = piece
        size = min(len(buffer), len(self._ahead))
        buffer[:size] = self._ahead[:size]
        self._ahead = self._ahead[size:]
        self.given += size
        return size
