"""From places on the pages of a PDF to lines, blocks and chrome.

A PDF knows places on a page, not paragraphs. Which lines are one paragraph is told from where they
stand: the gap above, the indentation, the size of the letters. Lines that recur at the edges of the
pages, and page numbers, are chrome.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles

from referat.post import Block, BlockKind, Lead, Section
from referat.span import Span, trim
from referat.text.layout import mark_of

_EDGE_LINES = 2
"""Lines at the top and foot of a page that may be a header or footer."""
_LONGEST_EDGE, _LONGEST_HEADING = 120, 200
_ALIKE = 0.6
"""Points by which letters of one size may differ."""
_INDENT = 0.8
"""Indentation that tells, in widths of an em."""
_PAGE_NUMBER = re.compile(
    r"(?:sida|sid|page|s\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:av|of|/|\()\s*\d{1,4}\)?)?", re.I
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: its place there and on the page, in points; size of its letters."""

    span: Span
    left: float
    base: float
    size: float
    page: int
    chrome: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as pypdf hands them over, with the place at which they begin."""

    text: str
    left: float
    base: float
    size: float


def joined(pages: Sequence[Sequence[Piece]]) -> tuple[str, list[Line]]:
    """The text of all pages, and its lines that are not blank with their places."""
    texts: list[str] = []
    found: list[tuple[int, int, int, Piece]] = []
    at = 0
    for number, pieces in enumerate(pages):
        if texts:
            texts.append("\n\n")
            at += 2
        first: Piece | None = None
        start = at
        for piece in pieces:
            for part in piece.text.splitlines(keepends=True):
                if first is None and part.strip():
                    first, start = piece, at
                texts.append(part)
                at += len(part)
                if first is not None and len(part.splitlines()[0]) < len(part):
                    found.append((start, at, number, first))
                    first = None
        if first is not None:
            found.append((start, at, number, first))
    text = "".join(texts)
    lines = [
        Line(trim(text, start, end), first.left, first.base, first.size, page)
        for start, end, page, first in found
    ]
    return text, _with_chrome(text, [line for line in lines if line.span.start < line.span.end])


def _with_chrome(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, with page numbers and what recurs at the edges of pages marked as chrome."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(index)
    edges = [
        index
        for page in pages.values()
        for index in dict.fromkeys(page[:_EDGE_LINES] + page[-_EDGE_LINES:])
    ]
    alike = Counter(_folded(text, lines[index]) for index in edges)
    often = max(2, (len(pages) + 1) // 2)
    marked = list(lines)
    for index in edges:
        line = lines[index]
        words = line.span.of(text)
        last = index in (pages[line.page][0], pages[line.page][-1])
        recurs = len(pages) > 1 and len(words) <= _LONGEST_EDGE
        if (last and _PAGE_NUMBER.fullmatch(words[:_LONGEST_EDGE])) or (
            recurs and alike[_folded(text, line)] >= often
        ):
            marked[index] = replace(line, chrome=True)
    return marked


def _folded(text: str, line: Line) -> str:
    """A line as it is compared with those of other pages: without figures, at its height."""
    words = _DIGITS.sub("#", line.span.of(text)[:_LONGEST_EDGE].casefold())
    return f"{words}@{round(line.base / 10)}"


def blocks_of(text: str, lines: Sequence[Line]) -> list[Block]:
    """Lines put together into blocks."""
    own = [line for line in lines if not line.chrome]
    sizes = Counter[float]()
    for line in own:
        sizes[round(line.size, 1)] += line.span.end - line.span.start
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    margins = Counter(round(line.left) for line in own if abs(line.size - body) < _ALIKE)
    margin = float(margins.most_common(1)[0][0]) if margins else 0.0
    leading = _leading(own, body)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(text, groups[-1], line, leading, body):
            groups[-1].append(line)
        else:
            groups.append([line])
    largest = max((line.size for line in own), default=0.0)
    titled = False
    blocks: list[Block] = []
    for group in groups:
        block = _block(text, group, body, margin)
        if block.kind is BlockKind.HEADING and not titled and group[0].size > largest - _ALIKE:
            titled = True
            block = replace(block, kind=BlockKind.TITLE)
        blocks.append(block)
    return blocks


def _leading(lines: Sequence[Line], body: float) -> float:
    """The usual distance from one line of the text to the next, in points."""
    gaps = [
        above.base - below.base
        for above, below in pairwise(lines)
        if above.page == below.page
        and abs(above.size - body) < _ALIKE
        and 0 < above.base - below.base < 3 * max(body, 1.0)
    ]
    # Where paragraphs of one line are many, the distance between paragraphs is the usual one:
    # the smaller gaps are those within paragraphs.
    return float(quantiles(gaps, n=4)[0]) if len(gaps) > 3 else min(gaps, default=1.2 * body)


def _goes_on(text: str, group: Sequence[Line], line: Line, leading: float, body: float) -> bool:
    """Whether a line belongs to the paragraph that the lines above it make."""
    above = group[-1]
    if line.page != above.page or line.chrome or above.chrome:
        return False
    if abs(line.size - above.size) > _ALIKE:
        return False
    gap = above.base - line.base
    larger = max(line.size / body, 1.0) if body else 1.0
    if not 0 <= gap <= 1.25 * leading * larger:
        return False
    lead, _ = mark_of(text, *line.span)
    if lead in (Lead.BULLET, Lead.NUMBER) or (lead is Lead.DASH and _opens(text, line)):
        return False
    em = max(line.size, 1.0)
    indented = line.left - above.left
    if len(group) == 1:
        # The first line of a paragraph may be indented, and those of a list item hang.
        return indented <= _INDENT * em or mark_of(text, *above.span)[0] is not Lead.NONE
    return abs(indented) < _INDENT * em


def _opens(text: str, line: Line) -> bool:
    """Whether a line with a dash opens speech: a capital follows."""
    _, inner = mark_of(text, *line.span)
    return text[inner : inner + 1].isupper()


def _block(text: str, group: Sequence[Line], body: float, margin: float) -> Block:
    """The block that lines of one paragraph make."""
    outer = Span(group[0].span.start, group[-1].span.end)
    if group[0].chrome:
        return Block(outer, section=Section.CHROME)
    if group[0].size > 1.15 * body and outer.end - outer.start <= _LONGEST_HEADING:
        return Block(outer, BlockKind.HEADING)
    lead, inner = mark_of(text, *group[0].span)
    if lead in (Lead.BULLET, Lead.NUMBER) and inner < outer.end:
        return Block(Span(inner, outer.end), BlockKind.LIST_ITEM, lead=lead, outer=outer)
    indent = _INDENT * max(body, 1.0)
    if len(group) > 1 and all(line.left - margin > indent for line in group):
        return Block(outer, BlockKind.BLOCKQUOTE)
    return Block(outer)
