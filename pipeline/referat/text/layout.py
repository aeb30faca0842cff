"""The blocks of a plain text, recovered from its lines.

A post that was saved as text has lost its markup, but not its shape: blank lines part paragraphs,
numbers and bullets open items, ``>`` opens quoted lines, a dash opens a line of speech. Where a
mail program has wrapped the lines at some column, two lines are joined only if the next word
would not have fitted on the first; a shorter line was broken on purpose.

Nothing here knows what is post and what is comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from referat.post import Block, BlockKind, Lead
from referat.span import Span, trim

_NARROWEST, _WIDEST = 40, 120
"""Columns between which a line width can be that of a program that wraps lines."""
_LONGEST_BARRED = 200
"""How much of a line is looked at for marks; longer lines are not quoted by a bar."""

# A marker, and what parts it from the words. Four digits are a year, not a number in a list.
_NUMBER = re.compile(r"(?:\d{1,3}[.)]|[a-zA-Z]\)|\(\d{1,3}\))[ \t\xa0]+(?=\S)")
_BULLET = re.compile(r"[•·●▪◦‣∙*+][ \t\xa0]+(?=\S)")
_DASH = re.compile(r"(?:[–—―]|--?)[ \t\xa0]*(?=[^\s–—―-])")
_HYPHEN_WORD = re.compile(r"--?[a-zåäö0-9]")
_QUOTE = re.compile(r">[> \t\xa0]*")
# Some mail programs set a bar. A second one further on is a row of a table or a menu.
_BAR = re.compile(r"\|[ \t\xa0]+(?=[^\s|])(?!.*\|)")
_RULE = re.compile(r"([*\-_=~#–—•·+])(?:[ \t]*\1){2,}")
_STOPS = '.!?…:;"”’»'
_WORD = re.compile(r"\w+")


class Line(NamedTuple):
    """A line without white space at its edges.

    ``indent`` in columns; ``gap`` where it follows a blank line or opens the text.
    """

    start: int
    end: int
    indent: int
    gap: bool


class _Piece(NamedTuple):
    """One line's or several joined lines' place, before it is a block."""

    start: int
    end: int
    indent: int
    gap: bool
    lead: Lead
    inner: int  # where the words begin


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank, in order."""
    lines: list[Line] = []
    at, gap = 0, True
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if words:
            left = len(raw) - len(raw.lstrip())
            columns = len(raw[:left].expandtabs(4)) if left else 0
            lines.append(Line(at + left, at + left + len(words), columns, gap))
            gap = False
        else:
            gap = True
        at += len(raw)
    return lines


def wrap_widths(text: str, lines: Sequence[Line]) -> list[int]:
    """For each line, the column at which its paragraph was wrapped, or 0 where it was not.

    A paragraph is wrapped where a line breaks off in the middle of a sentence, just where the next
    word would not have fitted on it, and the next goes on in lower case. A paragraph that does
    not show this is taken to be wrapped as the others are, if its lines are no longer than theirs.
    """
    paragraphs: list[tuple[int, int, int, bool]] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end].gap:
            width = max(line.indent + line.end - line.start for line in lines[start:end])
            paragraphs.append((start, end, width, _is_wrapped(text, lines[start:end], width)))
            start = end
    usual = max((width for _, _, width, wrapped in paragraphs if wrapped), default=0)
    widths: list[int] = []
    for start, end, width, wrapped in paragraphs:
        own = width if wrapped else usual if width <= usual else 0
        widths.extend([own] * (end - start))
    return widths


def _is_wrapped(text: str, lines: Sequence[Line], width: int) -> bool:
    if not _NARROWEST <= width <= _WIDEST:
        return False
    return any(
        _overflows(text, above, below, width)
        and text[above.end - 1] not in _STOPS
        and text[below.start].islower()
        for above, below in pairwise(lines)
    )


def lay_out(text: str) -> list[Block]:
    """The blocks of ``text``, with kinds as far as their shape alone tells them.

    Titles and headings are left as paragraphs, dashes that may be bullets or speech as
    ``Lead.DASH``: these need to know more than one line (see `referat.text.outline`).
    """
    lines = lines_of(text)
    pieces = _joined(text, lines, wrap_widths(text, lines))
    return [block for piece in pieces if (block := _block(text, piece))]


def mark_of(text: str, start: int, end: int) -> tuple[Lead, int]:
    """What stands before the words of a line, and where the words begin."""
    line = text[start : min(end, start + _LONGEST_BARRED)]
    first = line[:1]
    if first == ">":
        # The mark may be longer than the look-ahead: 10,000 of them are still one mark.
        hit = _QUOTE.match(text, start, end)
        return Lead.QUOTE, hit.end() if hit else start
    if first == "|" and end - start <= _LONGEST_BARRED and (hit := _BAR.match(line)):
        return Lead.QUOTE, start + hit.end()
    if first in "–—―-" and not _HYPHEN_WORD.match(line) and (hit := _DASH.match(line)):
        return Lead.DASH, start + hit.end()
    if hit := _BULLET.match(line):
        return Lead.BULLET, start + hit.end()
    if hit := _NUMBER.match(line):
        return Lead.NUMBER, start + hit.end()
    return Lead.NONE, start


def _overflows(text: str, line: Line, below: Line, width: int) -> bool:
    """Whether the first word of the line below would not have fitted on the line above it."""
    if below.gap:
        return False
    word = text[below.start : min(below.end, below.start + width)].split(None, 1)[0]
    return line.indent + (line.end - line.start) + 1 + len(word) > width


def _joined(text: str, lines: Sequence[Line], widths: Sequence[int]) -> Iterator[_Piece]:
    """Lines put together into the stretches that become blocks."""
    current: _Piece | None = None
    above: Line | None = None
    for line, width in zip(lines, widths, strict=True):
        if (
            current is not None
            and above is not None
            and _goes_on(text, current, above, line, width)
        ):
            current = current._replace(end=line.end)
        else:
            if current is not None:
                yield current
            lead, inner = Lead.NONE, line.start
            if not _RULE.fullmatch(text, line.start, line.end):
                lead, inner = mark_of(text, line.start, line.end)
            current = _Piece(line.start, line.end, line.indent, line.gap, lead, inner)
        above = line
    if current is not None:
        yield current


def _goes_on(text: str, current: _Piece, above: Line, line: Line, width: int) -> bool:
    if line.gap:
        return False
    quoted = text[line.start] in ">|" and mark_of(text, line.start, line.end)[0] is Lead.QUOTE
    if current.lead is Lead.QUOTE or quoted:
        # A line of nothing but ">" parts two quoted paragraphs.
        bare = not text[line.start : line.end].strip("> \t\xa0") or current.inner >= current.end
        alike = text[line.start] == text[current.start]
        return current.lead is Lead.QUOTE and quoted and alike and not bare
    if not width or not _overflows(text, above, line, width):
        return False
    lead, inner = mark_of(text, line.start, line.end)
    # A dash in the middle of a sentence may be wrapped to the start of a line; other marks begin
    # something new.
    midway = text[above.end - 1] not in _STOPS and text[inner : inner + 1].islower()
    return lead is Lead.NONE or (lead is Lead.DASH and text[line.start] != "-" and midway)


def _block(text: str, piece: _Piece) -> Block | None:
    inner = trim(text, piece.inner, piece.end)
    if inner.start == inner.end:
        return None  # a line of nothing but ">"
    kind = BlockKind.PARAGRAPH
    if piece.lead is Lead.QUOTE:
        kind = BlockKind.BLOCKQUOTE
    elif piece.lead in (Lead.NUMBER, Lead.BULLET):
        kind = BlockKind.LIST_ITEM
    outer = Span(piece.start, piece.end) if piece.lead is not Lead.NONE else None
    return Block(inner, kind, lead=piece.lead, outer=outer, indent=piece.indent)


def words_in(text: str, limit: int = 1000) -> int:
    """How many words stand in the first ``limit`` code points of ``text``."""
    return len(_WORD.findall(text[:limit]))
