"""The words of Word and OpenDocument files on their way into a `Builder`.

Both have links, emphasis and rows of tables. A cell's paragraphs become words of its row's block. A
title is what has the style of one, or else the heading that stands above all text.
"""

from __future__ import annotations

from dataclasses import replace

from referat.post import Block as PostBlock
from referat.post import BlockKind, Markup, MarkupKind
from referat.readers.builder import Builder, Style

_HEAD_BLOCKS = 20
"""Among how many first blocks a title stands."""


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
