"""The walk over the body of an OpenDocument text (ISO/IEC 26300, part 3).

What a paragraph is comes from its own style, from the styles that one is based on, and from the
lists around it. Words stand in elements and between them, so that both are read; what stands
between paragraphs is none of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from referat.post import BlockKind, Lead
from referat.readers.odt_styles import Look, outline_level
from referat.readers.odt_tags import tag
from referat.readers.office import Properties
from referat.readers.office_styles import Nature, nature_of, style_of
from referat.readers.office_walk import Walk

_SKIPPED = frozenset(
    tag(name)
    for name in (
        "text:tracked-changes",
        "text:note-citation",
        "text:ruby-text",
        "text:sequence-decls",
        "text:variable-decls",
        "text:index-title-template",
        "office:forms",
        "table:covered-table-cell",
    )
)
_CONTENTS = frozenset(
    tag(f"text:{name}") for name in ("table-of-content", "illustration-index", "alphabetical-index")
)
_HANGING = frozenset(tag(name) for name in ("text:note-body", "draw:text-box"))
_STYLE = tag("text:style-name")
_P, _H = tag("text:p"), tag("text:h")
_ANNOTATION = tag("office:annotation")
_LEVEL = tag("text:outline-level")
_HREF = tag("xlink:href")


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a document that are read.

    Args:
        body: the element that holds the text.
        looks: the look of each style of paragraphs and words, by its name.
        numbers: which list styles number their items, by name and level.
    """

    body: Any
    looks: Mapping[str, Look]
    numbers: frozenset[tuple[str, int]]
    properties: Properties


class OdtWalk(Walk):
    """Walks an OpenDocument text."""

    def __init__(self, document: Document) -> None:
        super().__init__(document.body)
        self.document = document
        self.paragraphs: list[Any] = []
        self.strong: list[bool] = []  # of each open span
        self.lists: list[str] = []  # the style of each open list
        self.fresh_item = False
        self.contents = 0
        self.enters = {
            _P: self.enter_paragraph,
            _H: self.enter_paragraph,
            tag("text:span"): self.enter_span,
            tag("text:a"): lambda element: self.flow.link(element.get(_HREF)),
            tag("text:s"): lambda _: self.say(" "),
            tag("text:tab"): lambda _: self.say(" "),
            tag("text:line-break"): lambda _: self.flow.line_break(),
            tag("text:list"): self.enter_list,
            tag("text:list-item"): self.enter_item,
            tag("table:table"): self.enter_table,
            tag("table:table-row"): self.enter_row,
            tag("table:table-cell"): self.enter_cell,
        } | dict.fromkeys(_CONTENTS, self.enter_contents)
        self.leaves = {
            _P: self.leave_paragraph,
            _H: self.leave_paragraph,
            tag("text:span"): self.leave_span,
            tag("text:a"): lambda _: self.flow.unlink(),
            tag("text:list"): self.leave_list,
            tag("table:table"): self.leave_table,
            tag("table:table-row"): self.leave_row,
        } | dict.fromkeys(_CONTENTS, self.leave_contents)

    def enter(self, element: Any) -> None:
        """An element begins, and its first words follow."""
        super().enter(element)
        self.say(element.text)

    def leave(self, element: Any, read: bool) -> None:
        """An element ends, and further words follow, whether it was read or not."""
        super().leave(element, read)
        self.say(element.tail)

    def passes_over(self, element: Any, root: Any) -> bool:
        """Whether an element's words are not read here: a comment, or what is read later."""
        if element.tag == _ANNOTATION:
            self.commented = True
            return True
        if element.tag in _HANGING and element is not root:
            self.waiting.append(element)
            return True
        return element.tag in _SKIPPED

    def is_between(self, element: Any) -> bool:
        """Whether no paragraph is open."""
        return not self.paragraphs

    def hang(self, element: Any) -> None:
        """Walks a footnote or a text box, which is in no list."""
        kept, self.lists = self.lists, []
        self.elements(element)
        self.lists = kept

    def say(self, words: str | None) -> None:
        """Words; what stands between paragraphs is none."""
        if words and self.paragraphs:
            self.flow.say(words, bool(self.strong and self.strong[-1]))

    def enter_paragraph(self, element: Any) -> None:
        """A paragraph or heading begins."""
        self.paragraphs.append(element)

    def leave_paragraph(self, element: Any) -> None:
        """A paragraph or heading ends."""
        self.paragraphs.pop()
        self.strong.clear()
        nature, indent = self.nature(element)
        self.flow.end(style_of(nature, indent), nature.level if nature else 0)
        self.fresh_item = False

    def nature(self, element: Any) -> tuple[Nature | None, int]:
        """What a paragraph is, and how deep it lies in lists, in columns."""
        look = self.document.looks.get(element.get(_STYLE, ""), Look())
        names = look.names or (element.get(_STYLE, "").replace("_20_", " "),)
        named = nature_of(names)
        if self.contents:
            return Nature(BlockKind.PARAGRAPH, contents=True), 0
        if named and named.kind is not BlockKind.LIST_ITEM:
            if named.kind is not BlockKind.HEADING:
                return named, 0
            said = element.get(_LEVEL, "")
            return named._replace(level=outline_level(said) or named.level), 0
        if element.tag == _H:
            return Nature(BlockKind.HEADING, level=outline_level(element.get(_LEVEL, "")) or 1), 0
        if self.lists:
            numbered = (self.lists[-1], len(self.lists)) in self.document.numbers
            lead = Lead.NUMBER if numbered else Lead.BULLET
            lead = lead if self.fresh_item else Lead.NONE
            return Nature(BlockKind.LIST_ITEM, lead), 2 * len(self.lists)
        if named:
            return named, 2
        if look.outline:
            return Nature(BlockKind.HEADING, level=look.outline), 0
        if look.left and look.right:
            return Nature(BlockKind.BLOCKQUOTE), 0
        return None, 0

    def enter_span(self, element: Any) -> None:
        """Words with a style of their own begin."""
        look = self.document.looks.get(element.get(_STYLE, ""), Look())
        names = {name.casefold() for name in look.names}
        named = not names.isdisjoint({"emphasis", "strong emphasis", "betoning", "stark betoning"})
        around = bool(self.strong and self.strong[-1])
        self.strong.append(around or look.strong or named)

    def leave_span(self, _: Any) -> None:
        """Words with a style of their own end."""
        if self.strong:
            self.strong.pop()

    def enter_list(self, element: Any) -> None:
        """A list begins; a list inside another has its style, if none of its own."""
        around = self.lists[-1] if self.lists else ""
        self.lists.append(element.get(_STYLE) or around)

    def leave_list(self, _: Any) -> None:
        """A list ends."""
        self.lists.pop()

    def enter_item(self, _: Any) -> None:
        """An item of a list begins."""
        self.fresh_item = True

    def enter_contents(self, _: Any) -> None:
        """A table of contents begins: it is the page's own."""
        self.contents += 1

    def leave_contents(self, _: Any) -> None:
        """A table of contents ends."""
        self.contents -= 1

    def has_columns(self, table: Any) -> bool:
        """Whether one of the first rows has several cells."""
        rows = islice(table.iter(tag("table:table-row")), 22)
        return any(len(row.findall(tag("table:table-cell"))) > 1 for row in rows)
