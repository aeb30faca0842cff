"""The one walk over the elements of a Word or OpenDocument file, in the order of reading.

What opens and closes a paragraph, a link or a list is each format's own. What is the same in both
stands here: nothing is walked by recursion, footnotes and text boxes follow the paragraph or row
that they hang on, a table of a single column is a frame and not a table, and comments in the margin
are left out with a warning.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from referat.post import BlockKind, Meta, Oddity, Post
from referat.readers.base import Source, empty
from referat.readers.office import Properties
from referat.readers.office_flow import Flow


class Walk(ABC):
    """Walks the elements of a body, and of what hangs on its paragraphs.

    Args:
        body: the element that holds the text.
    """

    enters: Mapping[str, Callable[[Any], None]]
    """What is done where an element begins, by its tag."""
    leaves: Mapping[str, Callable[[Any], None]]
    """What is done where an element ends, by its tag."""

    def __init__(self, body: Any) -> None:
        self.body = body
        self.flow = Flow()
        self.tables: list[bool] = []  # of each open table, whether its rows are blocks
        self.waiting: list[Any] = []  # footnotes and text boxes of the paragraph at hand
        self.commented = False

    @abstractmethod
    def passes_over(self, element: Any, root: Any) -> bool:
        """Whether what is in an element is not read here: never, or later."""

    @abstractmethod
    def is_between(self, element: Any) -> bool:
        """Whether the end of an element, outside rows, is a place for what waits."""

    @abstractmethod
    def hang(self, element: Any) -> None:
        """Walks a footnote or a text box."""

    @abstractmethod
    def has_columns(self, table: Any) -> bool:
        """Whether a table has more than one column. One without is a frame around paragraphs."""

    def through(self) -> None:
        """Walks the body; footnotes and text boxes where their paragraph ends."""
        self.elements(self.body)
        self.hang_on()

    def elements(self, root: Any) -> None:
        """Walks the elements below one. Not by recursion: documents nest as deep as they like."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Any = None
        for event, element in walker:
            if event == "end":
                self.leave(element, element is not skipped)
                if root is self.body and not self.flow.in_row and self.is_between(element):
                    self.hang_on()
            elif self.passes_over(element, root):
                walker.skip_subtree()
                skipped = element
            else:
                self.enter(element)

    def enter(self, element: Any) -> None:
        """An element begins."""
        if enter := self.enters.get(element.tag):
            enter(element)

    def leave(self, element: Any, read: bool) -> None:
        """An element ends, which was read or passed over."""
        if read and (leave := self.leaves.get(element.tag)):
            leave(element)

    def hang_on(self) -> None:
        """Footnotes and text boxes that wait, one after the other."""
        at = 0
        # A text box may hold a further one, which is put at the end of the row.
        while at < len(self.waiting):
            self.hang(self.waiting[at])
            at += 1
        self.waiting.clear()

    def enter_table(self, table: Any) -> None:
        """A table begins; one inside a row is words of that row."""
        self.tables.append(self.has_columns(table) and not self.flow.in_row)

    def leave_table(self, _: Any) -> None:
        """A table ends."""
        self.tables.pop()

    def enter_row(self, _: Any) -> None:
        """A row begins."""
        if self.tables and self.tables[-1]:
            self.flow.row()

    def leave_row(self, _: Any) -> None:
        """A row ends."""
        if self.tables and self.tables[-1]:
            self.flow.end_row()

    def enter_cell(self, _: Any) -> None:
        """A cell begins."""
        if self.tables and self.tables[-1]:
            self.flow.cell()

    def post(self, source: Source, properties: Properties) -> Post:
        """The post in the body.

        Raises:
            EmptyInputError: there are no words in it.
        """
        self.through()
        text, blocks, markup = self.flow.finish()
        if not text:
            raise empty(source.origin)
        title = next((each.span.of(text) for each in blocks if each.kind is BlockKind.TITLE), None)
        meta = Meta(
            origin=source.origin,
            title=" ".join(title.split()) if title else properties.title,
            author=properties.author,
            published=properties.published,
        )
        left_out = (Oddity("margin_comments", "comments in the document's margin are left out"),)
        return Post(text, meta, blocks, markup, warnings=left_out if self.commented else ())
