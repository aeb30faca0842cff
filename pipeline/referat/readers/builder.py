"""Builds the readable text of a marked-up page, block by block.

The readers of HTML and Markdown walk their trees and hand over words; the builder collapses white
space as a browser does, parts blocks by blank lines, and keeps inline markup as spans. No
character is invented: where a browser would draw quotation marks or bullets, the text has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from referat.post import Block, BlockKind, Lead, Markup, MarkupKind, Section
from referat.span import Span, trim

# White space that a browser collapses. A no-break space is none of it.
_DEEPEST_INLINE = 16
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Style:
    """What the next block will be."""

    kind: BlockKind = BlockKind.PARAGRAPH
    section: Section | None = None
    comment: str | None = None
    lead: Lead = Lead.NONE
    indent: int = 0


class Builder:
    """Text, blocks and markup of one page while it is read.

    Offsets are code points in the text that `finish` gives.
    """

    def __init__(self) -> None:
        self._done: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._markup: list[Markup] = []
        self._pieces: list[str] = []
        self._size = 0
        self._last = ""
        self._joint = "\n\n"
        self._open: list[tuple[MarkupKind, str | None, int]] = []
        self._closed: list[tuple[MarkupKind, str | None, int, int]] = []
        self._passed_over = 0
        self.verbatim = 0
        """Above 0, white space is kept as it is (``<pre>``)."""

    @property
    def blocks(self) -> list[Block]:
        """The blocks so far."""
        return self._blocks

    @property
    def waiting(self) -> bool:
        """Whether there are words that are in no block yet."""
        return self._size > 0

    def words(self, text: str) -> None:
        """Adds words to the block at hand."""
        if not self.verbatim:
            text = _SPACE.sub(" ", text)
            if self._last in ("", " ", "\n"):
                text = text.lstrip(" ")
        if text:
            self._pieces.append(text)
            self._size += len(text)
            self._last = text[-1]

    def line_break(self) -> None:
        """A ``<br>``: a line end inside the block."""
        if self._last == " " and not self.verbatim:
            piece = self._pieces.pop()
            self._size -= 1
            if len(piece) > 1:
                self._pieces.append(piece[:-1])
        if self._size:
            self._pieces.append("\n")
            self._size += 1
            self._last = "\n"

    def close_all(self) -> None:
        """All inline markup ends here."""
        self._passed_over = 0
        while self._open:
            self.close()

    @property
    def after_break(self) -> bool:
        """Whether a ``<br>`` is the last thing in the block at hand."""
        return self._last == "\n" and not self.verbatim

    def open(self, kind: MarkupKind, target: str | None = None) -> None:
        """Inline markup begins here. What is nested deeper than anybody writes is passed over."""
        if len(self._open) >= _DEEPEST_INLINE:
            self._passed_over += 1
        else:
            self._open.append((kind, target, self._size))

    def close(self) -> None:
        """The innermost inline markup ends here."""
        if self._passed_over:
            self._passed_over -= 1
        elif self._open:
            kind, target, start = self._open.pop()
            if self._size > start:
                self._closed.append((kind, target, start, self._size))

    @property
    def at_hand(self) -> str:
        """The words that are in no block yet."""
        return "".join(self._pieces).strip()

    def end_block(self, style: Style, joint: str = "\n\n") -> Span | None:
        """Makes a block of the words at hand; ``None`` where there are none but white space.

        Args:
            style: what the block is.
            joint: what parts it from the next one.
        """
        raw = "".join(self._pieces)
        text = raw.strip()
        if not text:
            self._reset()
            return None
        left = len(raw) - len(raw.lstrip())
        base = self._length
        if self._done:
            base += len(self._joint)
            self._done.append(self._joint)
        self._done.append(text)
        self._joint = joint
        span = Span(base, base + len(text))
        self._length = span.end
        still_open = [(kind, target, start, self._size) for kind, target, start in self._open]
        for kind, target, start, end in self._closed + still_open:
            inside = trim(text, max(start - left, 0), max(min(end - left, len(text)), 0))
            if inside.start < inside.end:
                self._markup.append(Markup(inside.shift(base), kind, target))
        self._blocks.append(
            Block(
                span,
                style.kind,
                section=style.section,
                comment=style.comment,
                lead=style.lead,
                indent=style.indent,
            )
        )
        self._reset()
        return span

    @property
    def last(self) -> str:
        """The words of the latest block."""
        return self._done[-1] if self._done else ""

    def assign(self, section: Section | None, comment: str | None = None, at: int = -1) -> None:
        """Another section and comment for the latest block, or for the one at an index."""
        self._blocks[at] = replace(self._blocks[at], section=section, comment=comment)

    def _reset(self) -> None:
        self._pieces, self._size, self._last = [], 0, ""
        self._closed = []
        self._open = [(kind, target, 0) for kind, target, _ in self._open]

    def finish(self) -> tuple[str, tuple[Block, ...], tuple[Markup, ...]]:
        """The text, its blocks, and its markup in order."""
        markup = sorted(self._markup, key=lambda item: (item.span, item.kind))
        return "".join(self._done), tuple(self._blocks), tuple(markup)
