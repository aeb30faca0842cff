"""Word documents (.docx, .docm, .dotx; ECMA-376, Office Open XML) to posts, by python-docx.

python-docx opens the package and finds styles, numbering, relationships and properties; this module
walks the elements of the body once, since paragraphs, links, tracked changes and text boxes have
to come in the order in which they are read. The text is as if all tracked changes were accepted.
Footnotes and text boxes follow the paragraph that they hang on. Comments in the margin are not the
writer's text: they are left out with a warning. Nothing outside the file is ever fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from referat.errors import NotTextError
from referat.post import BlockKind, Lead, Meta, Oddity, Post
from referat.readers.base import Fit, Source, empty
from referat.readers.office import (
    Flow,
    Nature,
    damaged,
    iso_moment,
    missing_library,
    nature_of,
    style_of,
    unpack,
)

_WORD = "a Word document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Documents with macros and templates hold the same text under another type.
_OTHER_TYPES = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabledTemplate|"
    rb"ms-word\.(?:document|template)\.macroEnabled|"
    rb"openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_OTHERS = (b"xl/", b"ppt/")
# What python-docx lets through of a document that is not as it should be.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,  # lxml's errors of syntax
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)
_OFF = frozenset({"0", "false", "off", "none"})
_TARGET = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
_SKIPPED = frozenset(
    [_W + name for name in ("del", "moveFrom", "delText", "instrText", "rt", "sdtPr", "sdtEndPr")]
    + [_MC + "Fallback"]
)
_STRONG_STYLES = frozenset({"strong", "emphasis", "intense emphasis", "stark", "betoning"})


class DocxReader:
    """Reads Word documents."""

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx", ".dotm")

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By the names of the first parts in the ZIP."""
        if not head.startswith(b"PK\x03\x04"):
            return Fit.NONE
        if b"word/" in head:
            return Fit.CONTENT
        office = b"[Content_Types].xml" in head and not any(mark in head for mark in _OTHERS)
        return Fit.CONTENT if office or suffix in self.suffixes else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """One post: the document's text."""
        document = _opened(source)
        walk = _Walk(document)
        walk.through(document.body)
        text, blocks, markup = walk.flow.finish()
        if not text:
            raise empty(source.origin)
        title = next((each.span.of(text) for each in blocks if each.kind is BlockKind.TITLE), None)
        meta = Meta(
            origin=source.origin,
            title=" ".join(title.split()) if title else document.title,
            author=document.author,
            published=document.created,
        )
        yield Post(text, meta, blocks, markup, warnings=walk.warnings())


class _Look(NamedTuple):
    """What a style, or a paragraph with its style, says of a paragraph."""

    names: tuple[str, ...] = ()
    left: bool = False
    right: bool = False
    list_id: str = ""
    list_level: int = 0
    outline: int = 0


@dataclass(frozen=True, slots=True)
class _Document:
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
    looks: Mapping[str, _Look]
    strong: frozenset[str]
    numbers: frozenset[tuple[str, int]]
    links: Mapping[str, str]
    notes: Mapping[tuple[str, str], Any]
    title: str | None
    author: str | None
    created: str | None


def _opened(source: Source) -> _Document:
    """The document, as python-docx opens it.

    Raises:
        InputError: it is damaged, or python-docx is not installed.
        NotTextError: it is another kind of office document.
    """
    try:
        import docx
    except ImportError as error:
        raise missing_library(source, _WORD) from error
    parts = unpack(source, _WORD)
    types = parts.get("[Content_Types].xml", b"")
    for mark, other in ((b"spreadsheetml", "a workbook"), (b"presentationml", "a presentation")):
        if mark in types and b"wordprocessingml" not in types:
            raise NotTextError(source.origin, f"it is {other}, not text", "save it as text first")
    try:
        opened = docx.Document(_repacked(parts))
        return _document(opened)
    except _BROKEN as error:
        raise damaged(source, _WORD) from error


def _repacked(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The checked parts as a package, for python-docx unpacks what it opens."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            if name == "[Content_Types].xml":
                archive.writestr(name, _OTHER_TYPES.sub(_PLAIN_TYPE, data))
            else:
                archive.writestr(name, data)
    packed.seek(0)
    return packed


def _document(opened: Any) -> _Document:
    part, core = opened.part, opened.core_properties
    related = {
        rel.reltype.removeprefix(_RELATED): rel.target_part
        for rel in part.rels.values()
        if not rel.is_external
    }
    styles = opened.styles.element if "styles" in related else ()
    notes: dict[tuple[str, str], Any] = {}
    for kind in ("footnote", "endnote"):
        if kind + "s" in related:
            for note in _parsed(related[kind + "s"].blob):
                if note.get(_W + "type", "normal") == "normal":
                    notes[f"{_W}{kind}Reference", note.get(_W + "id", "")] = note
    return _Document(
        body=opened.element.body,
        looks=_looks(styles),
        strong=frozenset(
            style.styleId
            for style in styles
            if style.tag == _W + "style" and (style.name_val or "").casefold() in _STRONG_STYLES
        ),
        numbers=_numbers(related["numbering"].element) if "numbering" in related else frozenset(),
        links={key: rel.target_ref for key, rel in part.rels.items() if rel.is_external},
        notes=notes,
        title=core.title or None,
        author=core.author or None,
        created=iso_moment(core.created),
    )


def _parsed(data: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(data)


def _looks(styles: Any) -> dict[str, _Look]:
    """What the paragraph styles say, each with what it takes from those it is based on."""
    own: dict[str, tuple[str, str, Any]] = {}
    for style in styles:
        if style.tag == _W + "style" and style.get(_W + "styleId"):
            based = style.find(_W + "basedOn")
            name = style.find(_W + "name")
            own[style.get(_W + "styleId")] = (
                style.get(_W + "styleId") if name is None else name.get(_W + "val", ""),
                "" if based is None else based.get(_W + "val", ""),
                style.find(_W + "pPr"),
            )
    looks: dict[str, _Look] = {}
    for style_id in own:
        chain: list[str] = []
        at = style_id
        # Styles may be based on each other in a circle, or in a chain of thousands.
        while at in own and at not in looks and at not in chain and len(chain) < 20:
            chain.append(at)
            at = own[at][1]
        look = looks.get(at, _Look())
        for each in reversed(chain):
            name, _, properties = own[each]
            look = looks[each] = _with(look._replace(names=(name, *look.names[:20])), properties)
    return looks


def _with(look: _Look, properties: Any) -> _Look:
    """A look with what the properties of a paragraph (``w:pPr``) change of it."""
    if properties is None:
        return look
    indent, listed = properties.find(_W + "ind"), properties.find(_W + "numPr")
    outline = properties.find(_W + "outlineLvl")
    if indent is not None:
        left = indent.get(_W + "left") or indent.get(_W + "start")
        right = indent.get(_W + "right") or indent.get(_W + "end")
        look = look._replace(
            left=look.left if left is None else _some(left),
            right=look.right if right is None else _some(right),
        )
    if listed is not None:
        number, level = listed.find(_W + "numId"), listed.find(_W + "ilvl")
        look = look._replace(
            list_id=look.list_id if number is None else number.get(_W + "val", ""),
            list_level=0 if level is None else _small(level.get(_W + "val")),
        )
    if outline is not None:
        level_said = _small(outline.get(_W + "val"), 9)
        look = look._replace(outline=level_said + 1 if level_said < 9 else 0)
    return look


def _some(measure: str) -> bool:
    """Whether a measure of indentation is more than nothing."""
    return not measure.startswith("-") and any(digit in "123456789" for digit in measure)


def _small(figure: str | None, otherwise: int = 0) -> int:
    """A level, which has one digit."""
    return int(figure) if figure and figure in "0123456789" else otherwise


def _numbers(numbering: Any) -> frozenset[tuple[str, int]]:
    """The lists, by id and level, that have numbers and not bullets."""
    numbered: dict[str, set[int]] = {}
    for abstract in numbering.iterchildren(_W + "abstractNum"):
        levels = numbered.setdefault(abstract.get(_W + "abstractNumId", ""), set())
        for level in abstract.iterchildren(_W + "lvl"):
            form = level.find(_W + "numFmt")
            if form is not None and form.get(_W + "val") not in ("bullet", "none"):
                levels.add(_small(level.get(_W + "ilvl")))
    found: set[tuple[str, int]] = set()
    for number in numbering.iterchildren(_W + "num"):
        to = number.find(_W + "abstractNumId")
        levels = set() if to is None else numbered.get(to.get(_W + "val", ""), set())
        found.update((number.get(_W + "numId", ""), level) for level in levels)
    return frozenset(found)


class _Walk:
    """One walk over the elements of the body, and of what hangs on its paragraphs."""

    def __init__(self, document: _Document) -> None:
        self.document = document
        self.flow = Flow()
        self.look = _Look()
        self.strong = False
        self.joined = False  # the mark that ends the paragraph is deleted
        self.tables: list[bool] = []  # of each open table, whether its rows are blocks
        self.fields: list[list[str]] = []  # of each open field: its code, then what it opened
        self.waiting: list[Any] = []  # footnotes and text boxes of the paragraph at hand
        self.noted: set[tuple[str, str]] = set()
        self.commented = False
        self.enters: Mapping[str, Callable[[Any], None]] = {
            _W + "p": self.enter_paragraph,
            _W + "r": self.enter_run,
            _W + "t": self.enter_text,
            _M + "t": self.enter_text,
            _W + "tab": lambda _: self.flow.say(" ", self.strong),
            _W + "br": self.enter_break,
            _W + "cr": self.enter_break,
            _W + "noBreakHyphen": lambda _: self.flow.say("\u2011", self.strong),
            _W + "softHyphen": lambda _: self.flow.say("\u00ad", self.strong),
            _W + "hyperlink": self.enter_link,
            _W + "fldSimple": self.enter_simple_field,
            _W + "fldChar": self.enter_field,
            _W + "footnoteReference": self.enter_note,
            _W + "endnoteReference": self.enter_note,
            _W + "commentReference": self.enter_comment,
            _W + "tbl": self.enter_table,
            _W + "tr": self.enter_row,
            _W + "tc": self.enter_cell,
        }
        self.leaves: Mapping[str, Callable[[Any], None]] = {
            _W + "p": self.leave_paragraph,
            _W + "hyperlink": lambda _: self.flow.unlink(),
            _W + "fldSimple": self.leave_simple_field,
            _W + "tbl": self.leave_table,
            _W + "tr": self.leave_row,
        }

    def through(self, body: Any) -> None:
        """Walks the body; footnotes and text boxes where their paragraph ends."""
        self.elements(body)
        self.hang_on()
        self.end()

    def elements(self, root: Any) -> None:
        """Walks the elements below one. Not by recursion: documents nest as deep as they like."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "end":
                if leave := self.leaves.get(tag):
                    leave(element)
                if tag == _W + "p" and root is self.document.body and not self.flow.in_row:
                    self.hang_on()
            elif tag == _W + "txbxContent" and element is not root:
                walker.skip_subtree()
                self.waiting.append(element)
            elif tag in _SKIPPED or (tag == _W + "r" and self.hidden(element)):
                if tag == _W + "instrText" and self.fields:
                    self.fields[-1][0] += element.text or ""
                walker.skip_subtree()
            elif enter := self.enters.get(tag):
                enter(element)

    def hang_on(self) -> None:
        """Footnotes and text boxes that wait, one after the other."""
        if self.joined:
            return
        at = 0
        # A text box may hold a further one, which is put at the end of the row.
        while at < len(self.waiting):
            self.elements(self.waiting[at])
            self.end()
            at += 1
        self.waiting.clear()

    def hidden(self, run: Any) -> bool:
        """Whether a run is formatted as hidden text."""
        properties = run.find(_W + "rPr")
        return properties is not None and _on(properties.find(_W + "vanish"))

    def enter_paragraph(self, paragraph: Any) -> None:
        """A paragraph begins, unless it goes on from the one above."""
        properties = paragraph.find(_W + "pPr")
        deleted = properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None
        if not self.joined:
            style = None if properties is None else properties.find(_W + "pStyle")
            named = "" if style is None else style.get(_W + "val", "")
            self.look = _with(self.document.looks.get(named, _Look()), properties)
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
        properties = run.find(_W + "rPr")
        if properties is None:
            return
        style = properties.find(_W + "rStyle")
        self.strong = (
            _on(properties.find(_W + "b"))
            or _on(properties.find(_W + "i"))
            or (style is not None and style.get(_W + "val") in self.document.strong)
        )

    def enter_text(self, element: Any) -> None:
        """Words."""
        self.flow.say(element.text or "", self.strong)

    def enter_break(self, element: Any) -> None:
        """A line end; the end of a page or a column is none."""
        if element.get(_W + "type") in ("page", "column"):
            self.flow.say(" ", self.strong)
        else:
            self.flow.line_break()

    def enter_link(self, element: Any) -> None:
        """A link begins: to an address, or to a place in the document."""
        target = self.document.links.get(element.get(_R + "id", ""))
        anchor = element.get(_W + "anchor")
        self.flow.link(target or (f"#{anchor}" if anchor else None))

    def enter_simple_field(self, element: Any) -> None:
        """A field with its code beside it."""
        if hit := _TARGET.match(element.get(_W + "instr", "")):
            self.flow.link(hit[1])

    def leave_simple_field(self, element: Any) -> None:
        """A field ends."""
        if _TARGET.match(element.get(_W + "instr", "")):
            self.flow.unlink()

    def enter_field(self, element: Any) -> None:
        """A mark of a field: its code follows, or its words, or it ends."""
        mark = element.get(_W + "fldCharType")
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
        key = (element.tag, element.get(_W + "id", ""))
        if key in self.document.notes and key not in self.noted:
            self.noted.add(key)
            self.waiting.append(self.document.notes[key])

    def enter_comment(self, _: Any) -> None:
        """The place of a comment in the margin."""
        self.commented = True

    def enter_table(self, table: Any) -> None:
        """A table begins. One of a single column is a frame around paragraphs."""
        rows = table.findall(_W + "tr", None)[:20]
        data = any(len(row.findall(_W + "tc")) > 1 for row in rows)
        self.tables.append(data and not self.flow.in_row)

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
            self.hang_on()

    def enter_cell(self, _: Any) -> None:
        """A cell begins."""
        if self.tables and self.tables[-1]:
            self.flow.cell()

    def warnings(self) -> tuple[Oddity, ...]:
        """What was left out."""
        if not self.commented:
            return ()
        return (Oddity("margin_comments", "comments in the document's margin are left out"),)


def _on(switch: Any) -> bool:
    """Whether a property that is on or off is there and on."""
    return switch is not None and switch.get(_W + "val", "1") not in _OFF
