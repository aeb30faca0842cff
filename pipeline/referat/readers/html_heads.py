"""Which elements of a comment are its by-line, once it is known where name and date stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from referat.readers.html_pieces import Piece, Role
from referat.text.chrome import Chrome, bare_byline

_BADGE = 45
"""Longest words between a name and a date that are by-line, in code points."""


class PiecedComment(NamedTuple):
    """A comment in its pieces; ``at`` tells which stands in a place."""

    unit: Any
    pieces: tuple[Piece, ...]
    at: Mapping[Role, int]


def words_path(
    comments: Sequence[PiecedComment],
    authors: Mapping[int, tuple[int, str]],
    dates: Mapping[int, tuple[int, str]],
) -> str:
    """The path of the place where most is said: that of the comments' own words."""
    sizes: Counter[str] = Counter()
    for number, comment in enumerate(comments):
        taken = {part[0] for part in (authors.get(number), dates.get(number)) if part}
        for index, piece in enumerate(comment.pieces):
            if index not in taken and piece.shown:
                sizes[piece.role[0]] += len(piece.words)
    return max(sizes, key=lambda path: (sizes[path], path), default="")


def heads_of(
    comment: PiecedComment,
    parts: Sequence[Piece],
    words: str,
    constant: set[tuple[Role, str]],
    chrome: Chrome,
) -> tuple[Any, ...]:
    """The elements that hold the by-line, and what the page says, and none of the words.

    Text that stands among the words is put into an element of its own.
    """
    holds: set[Any] = set()
    for piece in comment.pieces:
        if piece.role[0] == words and piece.shown and piece not in parts:
            holds.update(_to_unit(piece.around, comment.unit))
    heads = []
    places = [comment.at[piece.role] for piece in parts if piece.shown]
    for index, piece in enumerate(comment.pieces):
        if not piece.shown:
            continue
        if not any(letter.isalnum() for letter in piece.words):
            continue
        filler = (piece.role, piece.words) in constant or not bare_byline(piece.words, chrome)
        if places and min(places) < index < max(places) and len(piece.words) <= _BADGE:
            filler = filler or piece.role[0] != words  # a badge, a town
        if piece not in parts and not filler:
            continue
        chain = [each for each in _to_unit(piece.around, comment.unit) if each not in holds]
        heads.append(chain[-1] if chain else _set_apart(piece))
    return tuple(heads)


def _to_unit(element: Any, unit: Any) -> list[Any]:
    """An element and all around it, inside a comment."""
    chain: list[Any] = []
    while element is not None and element is not unit:
        chain.append(element)
        element = element.getparent()
    return chain


def _set_apart(piece: Piece) -> Any:
    """A new element around the text of a piece."""
    element = piece.element
    own = element.makeelement("span", {})
    if piece.where == "tail":
        own.text, element.tail = element.tail, None
        element.addnext(own)
    else:
        own.text, element.text = element.text, None
        element.insert(0, own)
    return own
