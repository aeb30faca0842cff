"""What Word and OpenDocument files have in common: a ZIP of XML parts, and styles by name.

Strangers pack them. Before anything parses a part, the sizes that the ZIP declares and those that
it really unpacks to are held against the limits, and a part with a DOCTYPE is refused, so that no
entity is ever expanded. Pictures and other parts that are no XML are never unpacked at all.

A style says more than looks do: a title, a heading, a quotation, a caption, a list. Word keeps the
English names of its own styles in the file, whatever its menus say; other programs and people who
make styles write Swedish ones.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from referat.errors import InputError, TooLargeError
from referat.post import Block as PostBlock
from referat.post import BlockKind, Lead, Markup, MarkupKind, Section
from referat.readers.base import Source, too_large
from referat.readers.builder import Builder, Style

_BROKEN = (
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,  # a method of compression that Python has no code for
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_FREE = 1_000_000
"""Unpacked bytes from which on the expansion counts: short parts may shrink to almost nothing."""
_MOST_MEMBERS = 10_000
_MOST_RELATED = 200
"""Most parts with relationships of their own. They are followed from one to the next."""
_HEAD_BLOCKS = 20
"""Among how many first blocks a title stands."""
_XML = (".xml", ".rels")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))

_TITLE = frozenset({"title", "titel", "rubrik", "dokumenttitel"})
_QUOTE = frozenset(
    {
        "quote",
        "intense quote",
        "citat",
        "starkt citat",
        "quotations",
        "quotation",
        "block text",
        "blockquote",
        "block quote",
        "block quotation",
        "blockcitat",
    }
)
_CAPTION = frozenset({"caption", "beskrivning", "bildtext"})
_HEADING = re.compile(r"(?:heading|rubrik) ?(\d)\b|heading|subtitle|underrubrik")
_CONTENTS = re.compile(r"(?:toc|contents|innehåll|innehållsförteckning)(?: ?\d| heading)?")
_BULLETED = re.compile(r"(?:list bullet|punktlista)(?: \d)?")
_NUMBERED = re.compile(r"(?:list number|numrerad lista)(?: \d)?")


class Nature(NamedTuple):
    """What a paragraph's style makes of it.

    ``level`` is that of a heading; ``contents``, a line of a table of contents.
    """

    kind: BlockKind
    lead: Lead = Lead.NONE
    level: int = 0
    contents: bool = False


def nature_of(names: Iterable[str]) -> Nature | None:
    """What a style is by its name and the names of those it is based on, nearest first."""
    for name in names:
        folded = " ".join(name.casefold().replace("_", " ").split())
        if folded in _TITLE:
            return Nature(BlockKind.TITLE)
        if folded in _QUOTE:
            return Nature(BlockKind.BLOCKQUOTE)
        if folded in _CAPTION:
            return Nature(BlockKind.CAPTION)
        if _CONTENTS.fullmatch(folded):
            return Nature(BlockKind.PARAGRAPH, contents=True)
        if hit := _HEADING.fullmatch(folded):
            return Nature(BlockKind.HEADING, level=int(hit[1] or 2))
        if _BULLETED.fullmatch(folded):
            return Nature(BlockKind.LIST_ITEM, Lead.BULLET)
        if _NUMBERED.fullmatch(folded):
            return Nature(BlockKind.LIST_ITEM, Lead.NUMBER)
    return None


def damaged(source: Source, what: str) -> InputError:
    """The error for a document that cannot be read.

    Args:
        source: the document.
        what: the kind of document with its article ("a Word document").
    """
    return InputError(
        source.origin,
        f"it is {what} that is damaged or incomplete",
        "open it in its program and save it anew, or save it as text",
    )


def missing_library(source: Source, what: str) -> InputError:
    """The error where the library that reads a kind of document is not installed."""
    return InputError(
        source.origin, f"it is {what}, which needs a library", "pip install 'referat[documents]'"
    )


def iso_moment(moment: datetime | None) -> str | None:
    """A moment of a document's properties in ISO 8601, to the second."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None


def unpack(source: Source, what: str) -> Mapping[str, bytes]:
    """The parts of a document by name; what is no XML is there with no bytes.

    Args:
        source: the document.
        what: the kind of document with its article.

    Raises:
        InputError: it is no ZIP, it is cut off, or a part declares a document type.
        TooLargeError: it unpacks to more than the settings allow.
    """
    data = source.whole
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(source, what, archive)
    except _BROKEN as error:
        raise damaged(source, what) from error


def _parts(source: Source, what: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    settings = source.settings
    members = archive.infolist()
    related = sum(info.filename.endswith(".rels") for info in members)
    if len(members) > _MOST_MEMBERS or related > _MOST_RELATED:
        raise TooLargeError(
            source.origin,
            f"it is {what} of {len(members):,} parts",
            "save the post in a document of its own",
        )
    parts: dict[str, bytes] = {}
    left = settings.max_bytes
    for info in members:
        name = info.filename
        if not name.endswith(_XML) and name != "mimetype":
            parts[name] = b""
            continue
        if info.flag_bits & 1:
            raise InputError(
                source.origin, f"it is {what} that is encrypted", "save it without a password first"
            )
        if info.file_size > left:
            raise too_large(source.origin, settings.max_bytes)
        with archive.open(info) as stream:
            part = stream.read(left + 1)
        if len(part) > left:
            raise too_large(source.origin, settings.max_bytes)
        if len(part) > _FREE and len(part) > settings.max_expansion * max(info.compress_size, 1):
            raise TooLargeError(
                source.origin,
                f"a part of it unpacks to more than {settings.max_expansion} times its size",
                "save it as text, or raise input.max_expansion in the settings",
            )
        if any(mark in part for mark in _DOCTYPES):
            raise InputError(
                source.origin,
                f"it is {what} with a document type of its own in {name}",
                "save it anew in the program that made it, or as text",
            )
        left -= len(part)
        parts[name] = part
    return parts


class Flow:
    """The words of a document on their way into a `Builder`: links, emphasis, rows of tables."""

    def __init__(self) -> None:
        self.builder = Builder()
        self._strong = False
        self._links = 0
        self._in_row = False
        self._parting = False  # a cell has begun, and none of its words are said yet
        self._heading: int | None = None  # the index of a first heading above any text

    def say(self, text: str, strong: bool = False) -> None:
        """Words, emphasised or not."""
        if not text.isspace():
            self._part()
            if strong is not self._strong:
                self._emphasise(strong)
        self.builder.words(text)

    def _part(self) -> None:
        """Parts the words of a cell from those of the cells before it."""
        if self._parting and self.builder.waiting:
            self._emphasise(False)
            self.builder.words(" | ")
        self._parting = False

    def _emphasise(self, strong: bool) -> None:
        if strong and not self._strong:
            self.builder.open(MarkupKind.EMPHASIS)
        elif self._strong and not strong:
            self.builder.close()
        self._strong = strong

    def link(self, target: str | None) -> None:
        """A link begins."""
        self._part()
        self._emphasise(False)
        self.builder.open(MarkupKind.LINK, target)
        self._links += 1

    def unlink(self) -> None:
        """The innermost link ends, if there is one."""
        if self._links:
            self._emphasise(False)
            self.builder.close()
            self._links -= 1

    def line_break(self) -> None:
        """A line end inside a paragraph."""
        self.builder.line_break()

    @property
    def in_row(self) -> bool:
        """Whether a row of a table is open."""
        return self._in_row

    def row(self) -> None:
        """A row of a table begins: its cells become one block."""
        self._in_row, self._parting = True, False

    def cell(self) -> None:
        """A cell of the row begins."""
        self._parting = True

    def end_row(self) -> None:
        """The row ends."""
        self._in_row = self._parting = False
        self.end(Style())

    def end(self, style: Style, level: int = 0) -> None:
        """A paragraph ends; inside a row, the row goes on.

        Args:
            style: what the paragraph is.
            level: of a heading, else 0.
        """
        if self._in_row:
            self.say(" ")
            return
        self._emphasise(False)
        while self._links:
            self.unlink()
        self.builder.close_all()
        blocks = self.builder.blocks
        titled = any(block.kind is BlockKind.TITLE for block in blocks[:_HEAD_BLOCKS])
        if style.kind is BlockKind.TITLE and titled:
            style = replace(style, kind=BlockKind.HEADING)
        if self.builder.end_block(style) is None:
            return
        if level == 1 and self._heading is None and len(blocks) <= _HEAD_BLOCKS:
            if all(block.kind is BlockKind.HEADING for block in blocks):
                self._heading = len(blocks) - 1

    def finish(self) -> tuple[str, tuple[PostBlock, ...], tuple[Markup, ...]]:
        """The text, its blocks and its markup.

        Where no paragraph has the style of a title, a heading of the first level above all text
        is the title.
        """
        blocks = self.builder.blocks
        if self._heading is not None and all(each.kind is not BlockKind.TITLE for each in blocks):
            blocks[self._heading] = replace(blocks[self._heading], kind=BlockKind.TITLE)
        return self.builder.finish()


def style_of(nature: Nature | None, indent: int = 0) -> Style:
    """The builder's style for what a paragraph is; a table of contents is the page's own."""
    if nature is None:
        return Style(indent=indent)
    section = Section.CHROME if nature.contents else None
    return Style(nature.kind, section=section, lead=nature.lead, indent=indent)
