"""PDF (ISO 32000) to posts: the text layer, by pypdf.

A PDF knows places on a page, not paragraphs. The text is what pypdf makes of each page, line by
line, and stays so: line ends and hyphens at them are kept. Which lines are one paragraph is told
from where they stand (the gap above, the indentation, the size of the letters) and goes into the
blocks. Lines that recur at the edges of the pages, and page numbers, are chrome.

pypdf has no time limit, so that pages, bytes and the work on each stream are bounded instead.
"""

from __future__ import annotations

import io
import logging
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from referat.errors import EmptyInputError, InputError, TooLargeError
from referat.post import Block, BlockKind, Lead, Meta, Post, Section
from referat.readers.base import Fit, Source
from referat.readers.office import iso_moment, missing_library
from referat.span import Span, trim
from referat.text.decode import oddities_of, replace_surrogates
from referat.text.layout import mark_of

if TYPE_CHECKING:
    from pypdf import Configuration
    from pypdf import PdfReader as Opened

_PDF = "a PDF"
_MOST_PAGES = 300
_MOST_UNPACKED = 20_000_000
_MOST_OPERATORS = 300_000
_MOST_FORMS = 200
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
# What pypdf lets through of a file that is not as it should be, besides its own errors.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


class PdfReader:
    """Reads the text layer of PDFs."""

    name = "pdf"
    suffixes = (".pdf",)

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By its header, before which some programs put a mark or blank lines."""
        if head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
            return Fit.CONTENT
        return Fit.CONTENT if b"%PDF-" in head[:1024] and b"\x00" in head else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """One post: the text of all pages."""
        pages, meta = _pages(source)
        text, placed = _joined(pages)
        if not text.strip():
            raise EmptyInputError(
                source.origin,
                "it is a PDF of pictures, without text in it",
                "run character recognition (OCR) on it first",
            )
        text, odd = replace_surrogates(text)
        blocks = _blocks(text, placed)
        yield Post(text, meta, tuple(blocks), warnings=odd + oddities_of(text))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text: its place there and on the page, in points; size of its letters."""

    span: Span
    left: float
    base: float
    size: float
    page: int
    chrome: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words as pypdf hands them over, with the place at which they begin."""

    text: str
    left: float
    base: float
    size: float


def _pages(source: Source) -> tuple[list[list[_Piece]], Meta]:
    """The pieces of each page, and what the document says of itself.

    Raises:
        InputError: pypdf is not there, or the file is damaged or encrypted.
        TooLargeError: it has more pages, or unpacks to more, than anybody's post.
    """
    try:
        import pypdf
        from pypdf.errors import (
            DependencyError,
            FileNotDecryptedError,
            LimitReachedError,
            PyPdfError,
        )
    except ImportError as error:
        raise missing_library(source, _PDF) from error
    data = source.whole
    try:
        with _QUIET, pypdf.apply_configuration(_limits()):
            opened = pypdf.PdfReader(io.BytesIO(data), root_object_recovery_limit=1_000)
            if len(opened.pages) > _MOST_PAGES:
                raise TooLargeError(
                    source.origin,
                    f"it is a PDF of more than {_MOST_PAGES} pages",
                    "save the pages of the post in a file of their own",
                )
            return _extracted(opened, source), _meta(opened, source.origin)
    except (FileNotDecryptedError, DependencyError) as error:
        raise InputError(
            source.origin, "it is a PDF that is encrypted", "save it without a password first"
        ) from error
    except LimitReachedError as error:
        raise TooLargeError(
            source.origin, "it is a PDF that unpacks beyond all measure", "save its text by itself"
        ) from error
    except (PyPdfError, *_BROKEN) as error:
        raise InputError(
            source.origin,
            "it is a PDF that is damaged or incomplete",
            "open it in its program and save it anew, or save it as text",
        ) from error


class _Quiet:
    """Keeps pypdf from logging what it mends, for as long as somebody reads.

    The level of a logger is the whole process's. The first of several threads to read sets it, and
    the last one puts back what it was.
    """

    def __init__(self) -> None:
        self._logger = logging.getLogger("pypdf")
        self._lock = threading.Lock()
        self._reading = 0
        self._level = logging.NOTSET

    def __enter__(self) -> None:
        with self._lock:
            if not self._reading:
                self._level = self._logger.level
                self._logger.setLevel(logging.CRITICAL)
            self._reading += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._reading -= 1
            if not self._reading:
                self._logger.setLevel(self._level)


_QUIET = _Quiet()


def _limits() -> Configuration:
    """pypdf's bounds on what one stream unpacks to and how much there is to parse in it."""
    from pypdf import Configuration

    return Configuration(
        maximum_declared_stream_length=_MOST_UNPACKED,
        array_based_stream_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        zlib_maximum_output_length=_MOST_UNPACKED,
        brotli_maximum_output_length=_MOST_UNPACKED,
        stream_decoding_work_maximum_length=_MOST_UNPACKED,
        stream_parsing_work_maximum_count=_MOST_OPERATORS,
        xform_maximum_invocations_per_extraction=_MOST_FORMS,
    )


def _extracted(opened: Opened, source: Source) -> list[list[_Piece]]:
    pages: list[list[_Piece]] = []
    left = source.settings.max_bytes
    for page in opened.pages:
        pieces: list[_Piece] = []

        def take(text: str, cm: Any, tm: Any, _: Any, size: Any, to: list[_Piece] = pieces) -> None:
            if text:
                scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
                to.append(
                    _Piece(
                        text,
                        tm[4] * cm[0] + tm[5] * cm[2] + cm[4],
                        tm[4] * cm[1] + tm[5] * cm[3] + cm[5],
                        float(size or 0) * scale,
                    )
                )

        page.extract_text(visitor_text=take)
        left -= sum(len(piece.text) for piece in pieces)
        if left < 0:
            raise TooLargeError(
                source.origin,
                "it is a PDF whose text is beyond all measure",
                "save the pages of the post in a file of their own",
            )
        pages.append(pieces)
    return pages


def _meta(opened: Opened, origin: str) -> Meta:
    """Title, author and date of the document's information."""
    told = opened.metadata
    if told is None:
        return Meta(origin=origin)

    def words(said: object) -> str | None:
        return " ".join(replace_surrogates(str(said or ""))[0].split())[:500] or None

    try:
        created = iso_moment(told.creation_date)
    except ValueError:
        created = None  # a date in a form of the program's own
    return Meta(
        origin=origin, title=words(told.title), author=words(told.author), published=created
    )


def _joined(pages: Sequence[Sequence[_Piece]]) -> tuple[str, list[_Line]]:
    """The text of all pages, and its lines that are not blank with their places."""
    texts: list[str] = []
    found: list[tuple[int, int, int, _Piece]] = []
    at = 0
    for number, pieces in enumerate(pages):
        if texts:
            texts.append("\n\n")
            at += 2
        first: _Piece | None = None
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
        _Line(trim(text, start, end), first.left, first.base, first.size, page)
        for start, end, page, first in found
    ]
    return text, _with_chrome(text, [line for line in lines if line.span.start < line.span.end])


def _with_chrome(text: str, lines: Sequence[_Line]) -> list[_Line]:
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


def _folded(text: str, line: _Line) -> str:
    """A line as it is compared with those of other pages: without figures, at its height."""
    words = _DIGITS.sub("#", line.span.of(text)[:_LONGEST_EDGE].casefold())
    return f"{words}@{round(line.base / 10)}"


def _blocks(text: str, lines: Sequence[_Line]) -> list[Block]:
    """Lines put together into blocks."""
    own = [line for line in lines if not line.chrome]
    sizes = Counter[float]()
    for line in own:
        sizes[round(line.size, 1)] += line.span.end - line.span.start
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    margins = Counter(round(line.left) for line in own if abs(line.size - body) < _ALIKE)
    margin = float(margins.most_common(1)[0][0]) if margins else 0.0
    leading = _leading(own, body)
    groups: list[list[_Line]] = []
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


def _leading(lines: Sequence[_Line], body: float) -> float:
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


def _goes_on(text: str, group: Sequence[_Line], line: _Line, leading: float, body: float) -> bool:
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


def _opens(text: str, line: _Line) -> bool:
    """Whether a line with a dash opens speech: a capital follows."""
    _, inner = mark_of(text, *line.span)
    return text[inner : inner + 1].isupper()


def _block(text: str, group: Sequence[_Line], body: float, margin: float) -> Block:
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
