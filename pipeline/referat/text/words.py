"""Words and what stands between them.

One scanner for every stage that needs words before (or without) full tokenisation. A word is a
stretch of letters, with marks that combine, inner apostrophes and hyphens; a figure keeps its inner
separators (``2,5``, ``1 000``, ``12:30``); addresses and tags (URLs, e-mail, ``#tag``, ``@name``)
are one piece each and are no words. Everything else outside white space is punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

_LETTER = r"[^\W\d_]"
_MARK = "\u0300-\u036f"  # combining marks: NFD letters keep their accents
_SOFT = "\u00ad"
_ADDRESS = r"""(?:https?://|www\.)[^\s<>"”»]+
        | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}
        | [\#@]\w+"""
_FIGURE = r"\d+(?:[.,:\u00a0\u202f'’/-]\d+)*"
_WORD = rf"{_LETTER}[^\W_]*[{_MARK}{_SOFT}]*(?:[-'’·:\u2011]?[^\W_][{_MARK}{_SOFT}]*)*"
_SCANNER = re.compile(
    rf"""
      (?P<address>{_ADDRESS} )
    | (?P<figure>{_FIGURE})
    | (?P<word>{_WORD})
    | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_CUTTER = re.compile(rf"( {_ADDRESS} | {_FIGURE} | {_WORD} )", re.VERBOSE)
_CUTTER_WITHOUT_ADDRESSES = re.compile(rf"( {_WORD} | {_FIGURE} )", re.VERBOSE)


class Piece(IntEnum):
    """What a piece of text is."""

    WORD = 1
    FIGURE = 2
    ADDRESS = 3
    MARK = 4


class Scanned(NamedTuple):
    """A piece of text: offsets in code points, its kind, and its normal form."""

    start: int
    end: int
    piece: Piece
    norm: str


_PIECES = {
    "word": Piece.WORD,
    "figure": Piece.FIGURE,
    "address": Piece.ADDRESS,
    "mark": Piece.MARK,
}


@lru_cache(maxsize=65536)
def normal(form: str) -> str:
    """The form for look-ups: NFC, lower case, straight apostrophes, without soft hyphens."""
    return unicodedata.normalize("NFC", form.replace("\u00ad", "").replace("’", "'")).lower()


def scan(text: str, start: int = 0, end: int | None = None) -> Iterator[Scanned]:
    """All pieces of ``text[start:end]``, in order, in time linear in its length."""
    stop = len(text) if end is None else end
    for match in _SCANNER.finditer(text, start, stop):
        kind = match.lastgroup or "mark"
        yield Scanned(match.start(), match.end(), _PIECES[kind], normal(match.group()))


def cut(text: str) -> list[str]:
    """A text as what stands between words and the words (figures and addresses among them) by
    turns, the former first and last. Joined, it is the text; the words are those of `scan`.
    """
    # Looking for an address at each word takes as long as all the rest; few texts have any.
    if "@" in text or "#" in text or "http" in text or "www." in text:
        return _CUTTER.split(text)
    return _CUTTER_WITHOUT_ADDRESSES.split(text)


def piece_of(form: str) -> Piece:
    """What a form is that `cut` has cut out."""
    if form[0].isdecimal():
        return Piece.ADDRESS if "@" in form else Piece.FIGURE
    address = form[0] in "#@_.+-" or "@" in form or "." in form or "/" in form
    return Piece.ADDRESS if address else Piece.WORD


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """How many words (figures and addresses not counted) stand in ``text[start:end]``."""
    return sum(1 for piece in scan(text, start, end) if piece.piece is Piece.WORD)


@lru_cache(maxsize=2)
def scanned(text: str) -> tuple[Scanned, ...]:
    """All pieces of a whole text. Kept for the two texts last asked for: several stages need the
    pieces of the same post, one after the other.
    """
    return tuple(scan(text))


def pieces_between(pieces: tuple[Scanned, ...], start: int, end: int) -> tuple[Scanned, ...]:
    """Those of ``pieces`` (in order) that lie wholly in ``[start, end)``."""
    first = bisect_left(pieces, start, key=_start)
    last = bisect_right(pieces, end, lo=first, key=_end)
    return pieces[first:last]


_start = itemgetter(0)
_end = itemgetter(1)
