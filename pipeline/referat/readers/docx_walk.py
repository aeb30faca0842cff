"""The walk over the body of a Word document (ECMA-376, part 1, 17).

Paragraphs, links, tracked changes and text boxes come in the order in which they are read. The text
is as if all tracked changes were accepted: what is deleted is passed over, and a paragraph whose
end is deleted goes on in the next one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from referat.post import BlockKind, Lead
from referat.readers.docx_styles import Look, W, with_properties
from referat.readers.office import Properties
from referat.readers.office_styles import Nature, nature_of, style_of
from referat.readers.office_walk import Walk

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = frozenset({"0", "false", "off", "none"})
_TARGET = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
_SKIPPED = frozenset(
    [W + name for name in ("del", "moveFrom", "delText", "instrText", "rt", "sdtPr", "sdtEndPr")]
    + [_MC + "Fallback"]
)


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a document that are read.

    Args:
        body: the element that holds the text.
        looks: the look of each paragraph style, by its id.
        strong: the ids of character styles that emphasise.
        numbers: which lists are numbered, by list id and level.
        links: the addresses that relationships lead to.
        notes: footnotes and endnotes, by the tag of their reference and their id.
    """

    body: Any
    looks: Mapping[str, Look]
    strong: frozenset[str]
    numbers: frozenset[tuple[str, int]]
    links: Mapping[str, str]
    notes: Mapping[tuple[str, str], Any]
    properties: Properties


class DocxWalk(Walk):
    """Walks a Word document."""

    def __init__(self, document: Document) -> None:
        super().__init__(document.body)
        self.document = document
        self.look = Look()
        self.strong = False
        self.joined = False  # the mark that ends the paragraph is deleted
        self.fields: list[list[str]] = []  # of each open field: its code, then what it opened
        self.noted: set[tuple[str, str]] = set()
        self.enters = {
            W + "p": self.enter_paragraph,
            W + "r": self.enter_run,
            W + "t": self.enter_text,
            _M + "t": self.enter_text,
            W + "tab": lambda _: self.flow.say(" ", self.strong),
            W + "br": self.enter_break,
            W + "cr": self.enter_break,
            W + "noBreakHyphen": lambda _: self.flow.say("\u2011", self.strong),
            W + "softHyphen": lambda _: self.flow.say("\u00ad", self.strong),
            W + "hyperlink": self.enter_link,
            W + "fldSimple": self.enter_simple_field,
            W + "fldChar": self.enter_field,
            W + "footnoteReference": self.enter_note,
            W + "endnoteReference": self.enter_note,
            W + "commentReference": self.enter_comment,
            W + "tbl": self.enter_table,
            W + "tr": self.enter_row,
            W + "tc": self.enter_cell,
        }
        self.leaves = {
            W + "p": self.leave_paragraph,
            W + "hyperlink": lambda _: self.flow.unlink(),
            W + "fldSimple": self.leave_simple_field,
            W + "tbl": self.leave_table,
            W + "tr": self.leave_row,
        }

    def through(self) -> None:
        """Walks the body; the last paragraph ends even where the mark of its end is deleted."""
        super().through()
        self.end()

    def passes_over(self, element: Any, root: Any) -> bool:
        """Whether what is in an element is not read here: it is deleted, or hangs on."""
        tag = element.tag
        if tag == W + "txbxContent" and element is not root:
            self.waiting.append(element)
            return True
        if tag == W + "instrText" and self.fields:
            self.fields[-1][0] += element.text or ""
        return tag in _SKIPPED or (tag == W + "r" and self.hidden(element))

    def is_between(self, element: Any) -> bool:
        """Whether a paragraph or a row ends here."""
        return element.tag in (W + "p", W + "tr")

    def hang_on(self) -> None:
        """Footnotes and text boxes that wait, unless their paragraph goes on."""
        if not self.joined:
            super().hang_on()

    def hang(self, element: Any) -> None:
        """Walks a footnote or a text box."""
        self.elements(element)
        self.end()

    def hidden(self, run: Any) -> bool:
        """Whether a run is formatted as hidden text."""
        properties = run.find(W + "rPr")
        return properties is not None and _on(properties.find(W + "vanish"))

    def enter_paragraph(self, paragraph: Any) -> None:
        """A paragraph begins, unless it goes on from the one above."""
        properties = paragraph.find(W + "pPr")
        deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        if not self.joined:
            style = None if properties is None else properties.find(W + "pStyle")
            named = "" if style is None else style.get(W + "val", "")
            self.look = with_properties(self.document.looks.get(named, Look()), properties)
        self.joined = deleted

    def leave_paragraph(self, _: Any) -> None:
        """A paragraph ends."""
        if not self.joined:
            self.end()

    def end(self) -> None:
        """Ends the block at hand."""
        nature, indent = self.nature()
        self.flow.end(style_of(nature, indent), nature.level if nature else 0)
        self.fields.clear()

    def nature(self) -> tuple[Nature | None, int]:
        """What the paragraph at hand is, and how deep it lies in lists, in columns.

        Names come first: a heading may be numbered, and a quotation may be indented as lists are.
        """
        look = self.look
        named = nature_of(look.names)
        listed = look.list_id not in ("", "0")
        if named and (named.kind is not BlockKind.LIST_ITEM or not listed):
            return named, 2 if named.kind is BlockKind.LIST_ITEM else 0
        if look.outline:
            return Nature(BlockKind.HEADING, level=look.outline), 0
        if listed:
            numbered = (look.list_id, look.list_level) in self.document.numbers
            lead = Lead.NUMBER if numbered else Lead.BULLET
            return Nature(BlockKind.LIST_ITEM, lead), 2 * (look.list_level + 1)
        if look.left and look.right:
            return Nature(BlockKind.BLOCKQUOTE), 0
        return None, 0

    def enter_run(self, run: Any) -> None:
        """A run begins: emphasised or not."""
        self.strong = False
        properties = run.find(W + "rPr")
        if properties is None:
            return
        style = properties.find(W + "rStyle")
        self.strong = (
            _on(properties.find(W + "b"))
            or _on(properties.find(W + "i"))
            or (style is not None and style.get(W + "val") in self.document.strong)
        )

    def enter_text(self, element: Any) -> None:
        """Words."""
        self.flow.say(element.text or "", self.strong)

    def enter_break(self, element: Any) -> None:
        """A line end; the end of a page or a column is none."""
        if element.get(W + "type") in ("page", "column"):
            self.flow.say(" ", self.strong)
        else:
            self.flow.line_break()

    def enter_link(self, element: Any) -> None:
        """A link begins: to an address, or to a place in the document."""
        target = self.document.links.get(element.get(_R + "id", ""))
        anchor = element.get(W + "anchor")
        self.flow.link(target or (f"#{anchor}" if anchor else None))

    def enter_simple_field(self, element: Any) -> None:
        """A field with its code beside it."""
        if hit := _TARGET.match(element.get(W + "instr", "")):
            self.flow.link(hit[1])

    def leave_simple_field(self, element: Any) -> None:
        """A field ends."""
        if _TARGET.match(element.get(W + "instr", "")):
            self.flow.unlink()

    def enter_field(self, element: Any) -> None:
        """A mark of a field: its code follows, or its words, or it ends."""
        mark = element.get(W + "fldCharType")
        if mark == "begin":
            self.fields.append(["", ""])
        elif mark == "separate" and self.fields:
            if hit := _TARGET.match(self.fields[-1][0]):
                self.flow.link(hit[1])
                self.fields[-1][1] = "link"
        elif mark == "end" and self.fields and self.fields.pop()[1]:
            self.flow.unlink()

    def enter_note(self, element: Any) -> None:
        """The number of a footnote; the note itself follows the paragraph."""
        key = (element.tag, element.get(W + "id", ""))
        if key in self.document.notes and key not in self.noted:
            self.noted.add(key)
            self.waiting.append(self.document.notes[key])

    def enter_comment(self, _: Any) -> None:
        """The place of a comment in the margin."""
        self.commented = True

    def has_columns(self, table: Any) -> bool:
        """Whether one of the first rows has several cells."""
        rows = table.findall(W + "tr", None)[:20]
        return any(len(row.findall(W + "tc")) > 1 for row in rows)


def _on(switch: Any) -> bool:
    """Whether a property that is on or off is there and on."""
    return switch is not None and switch.get(W + "val", "1") not in _OFF
