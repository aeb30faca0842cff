"""OpenDocument texts (.odt, .ott; ISO/IEC 26300) to posts, by lxml.

The walk goes over ``content.xml`` once. What a paragraph is comes from its own style, from the
styles that one is based on, and from lists around it. Deleted text of tracked changes and comments
in the margin are left out, the latter with a warning; footnotes and text boxes follow the
paragraph that they hang on. No entity is expanded and nothing outside the file is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from referat.errors import InputError
from referat.post import BlockKind, Lead, Meta, Oddity, Post
from referat.readers.base import Fit, Source, empty
from referat.readers.office import (
    Flow,
    Nature,
    damaged,
    nature_of,
    style_of,
    unpack,
)
from referat.text.chrome import load_chrome
from referat.text.dates import iso_date

_ODT = "an OpenDocument text"
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
_MARK = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ESCAPED = re.compile(r"_([0-9a-f]{2})_")


def _tag(name: str) -> str:
    """The name of an element or attribute as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


_SKIPPED = frozenset(
    _tag(name)
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
    _tag(f"text:{name}")
    for name in ("table-of-content", "illustration-index", "alphabetical-index")
)
_HANGING = frozenset(_tag(name) for name in ("text:note-body", "draw:text-box"))
_STYLE, _PARENT, _DISPLAY, _CLASS = map(
    _tag, ("style:name", "style:parent-style-name", "style:display-name", "text:style-name")
)
_P, _H = _tag("text:p"), _tag("text:h")
_ANNOTATION = _tag("office:annotation")
_LEVEL = _tag("text:outline-level")
_HREF = _tag("xlink:href")


class OdtReader:
    """Reads OpenDocument texts."""

    name = "odt"
    suffixes = (".odt", ".ott")

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By the type that the first part of the ZIP gives."""
        return Fit.CONTENT if head.startswith(b"PK\x03\x04") and _MARK in head else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """One post: the document's text."""
        document = _opened(source)
        walk = _Walk(document)
        walk.through(document.body)
        text, blocks, markup = walk.flow.finish()
        if not text:
            raise empty(source.origin)
        title = next((each.span.of(text) for each in blocks if each.kind is BlockKind.TITLE), None)
        created = document.created
        meta = Meta(
            origin=source.origin,
            title=" ".join(title.split()) if title else document.title,
            author=document.author,
            published=iso_date(created, load_chrome().dates) if created else None,
        )
        yield Post(text, meta, blocks, markup, warnings=walk.warnings())


class _Look(NamedTuple):
    """What a style says, with what it takes from those it is based on."""

    names: tuple[str, ...] = ()
    left: bool = False
    right: bool = False
    outline: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Document:
    """The parts of a document that are read.

    Args:
        body: the element that holds the text.
        looks: the look of each style of paragraphs and words, by its name.
        numbers: which list styles number their items, by name and level.
    """

    body: Any
    looks: Mapping[str, _Look]
    numbers: frozenset[tuple[str, int]]
    title: str | None
    author: str | None
    created: str | None


def _opened(source: Source) -> _Document:
    """The document.

    Raises:
        InputError: it is damaged or encrypted.
    """
    from lxml import etree

    parts = unpack(source, _ODT)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )

    def parsed(name: str) -> Any:
        data = parts.get(name)
        return etree.fromstring(data, parser) if data else etree.Element("none")

    try:
        manifest = parsed("META-INF/manifest.xml")
        if next(manifest.iter(_tag("manifest:encryption-data")), None) is not None:
            raise InputError(
                source.origin, f"it is {_ODT} that is encrypted", "save it without a password first"
            )
        content, styles, meta = map(parsed, ("content.xml", "styles.xml", "meta.xml"))
    except etree.LxmlError as error:
        raise damaged(source, _ODT) from error
    body = next(content.iter(_tag("office:text")), None)
    if body is None:
        raise damaged(source, _ODT)

    def said(*names: str) -> str | None:
        for name in names:
            element = next(meta.iter(_tag(name)), None)
            words = "" if element is None else " ".join("".join(element.itertext()).split())
            if words:
                return words
        return None

    return _Document(
        body,
        _looks(styles, content),
        _numbers(styles, content),
        title=said("dc:title"),
        author=said("meta:initial-creator", "dc:creator"),
        created=said("meta:creation-date", "dc:date"),
    )


def _looks(*roots: Any) -> dict[str, _Look]:
    """What styles say by name; those of the content come after the common ones."""
    own: dict[str, Any] = {}
    for root in roots:
        for style in root.iter(_tag("style:style")):
            own[style.get(_STYLE, "")] = style
    looks: dict[str, _Look] = {}
    for name in own:
        chain: list[str] = []
        at = name
        # Styles may be based on each other in a circle, or in a chain of thousands.
        while at in own and at not in looks and at not in chain and len(chain) < 20:
            chain.append(at)
            at = own[at].get(_PARENT, "")
        look = looks.get(at, _Look())
        for each in reversed(chain):
            look = looks[each] = _with(look, each, own[each])
    return looks


def _with(look: _Look, name: str, style: Any) -> _Look:
    """A look with what a style changes of it."""
    # Names of styles are written with their spaces as "_20_".
    shown = style.get(_DISPLAY) or _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), name)
    look = look._replace(names=(shown, *look.names[:20]))
    if (level := style.get(_tag("style:default-outline-level"), "")) in tuple("123456789"):
        look = look._replace(outline=int(level))
    paragraph = style.find(_tag("style:paragraph-properties"))
    if paragraph is not None:
        left, right = (paragraph.get(_tag(f"fo:margin-{side}")) for side in ("left", "right"))
        look = look._replace(
            left=look.left if left is None else _some(left),
            right=look.right if right is None else _some(right),
        )
    words = style.find(_tag("style:text-properties"))
    if words is not None and style.get(_tag("style:family")) == "text":
        weight, slant = words.get(_tag("fo:font-weight")), words.get(_tag("fo:font-style"))
        strong = weight in ("bold", "600", "700", "800", "900") or slant in ("italic", "oblique")
        plain = weight == "normal" or slant == "normal"
        look = look._replace(strong=strong or (look.strong and not plain))
    return look


def _some(measure: str) -> bool:
    """Whether a measure of indentation is more than nothing."""
    return not measure.startswith("-") and any(digit in "123456789" for digit in measure)


def _numbers(*roots: Any) -> frozenset[tuple[str, int]]:
    """The list styles, by name and level, that have numbers and not bullets."""
    found: set[tuple[str, int]] = set()
    for root in roots:
        for style in root.iter(_tag("text:list-style")):
            for level in style.iterchildren(_tag("text:list-level-style-number")):
                said = level.get(_tag("text:level"), "")
                if said in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"):
                    found.add((style.get(_STYLE, ""), int(said)))
    return frozenset(found)


class _Walk:
    """One walk over the elements of the text, and of what hangs on its paragraphs."""

    def __init__(self, document: _Document) -> None:
        self.document = document
        self.flow = Flow()
        self.paragraphs: list[Any] = []
        self.strong: list[bool] = []  # of each open span
        self.lists: list[str] = []  # the style of each open list
        self.fresh_item = False
        self.contents = 0
        self.tables: list[bool] = []  # of each open table, whether its rows are blocks
        self.waiting: list[Any] = []  # footnotes and text boxes of the paragraph at hand
        self.commented = False
        self.enters: Mapping[str, Callable[[Any], None]] = {
            _P: self.enter_paragraph,
            _H: self.enter_paragraph,
            _tag("text:span"): self.enter_span,
            _tag("text:a"): lambda element: self.flow.link(element.get(_HREF)),
            _tag("text:s"): lambda _: self.say(" "),
            _tag("text:tab"): lambda _: self.say(" "),
            _tag("text:line-break"): lambda _: self.flow.line_break(),
            _tag("text:list"): self.enter_list,
            _tag("text:list-item"): self.enter_item,
            _tag("table:table"): self.enter_table,
            _tag("table:table-row"): self.enter_row,
            _tag("table:table-cell"): self.enter_cell,
        } | dict.fromkeys(_CONTENTS, self.enter_contents)
        self.leaves: Mapping[str, Callable[[Any], None]] = {
            _P: self.leave_paragraph,
            _H: self.leave_paragraph,
            _tag("text:span"): self.leave_span,
            _tag("text:a"): lambda _: self.flow.unlink(),
            _tag("text:list"): self.leave_list,
            _tag("table:table"): self.leave_table,
            _tag("table:table-row"): self.leave_row,
        } | dict.fromkeys(_CONTENTS, self.leave_contents)

    def through(self, body: Any) -> None:
        """Walks the text; footnotes and text boxes where their paragraph ends."""
        self.elements(body)
        self.hang_on()

    def elements(self, root: Any) -> None:
        """Walks the elements below one. Not by recursion: documents nest as deep as they like."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Any = None
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if self.passes_over(element, tag, root):
                    walker.skip_subtree()
                    skipped = element
                    continue
                if enter := self.enters.get(tag):
                    enter(element)
                self.say(element.text)
                continue
            if element is skipped:
                skipped = None
            elif leave := self.leaves.get(tag):
                leave(element)
            if element is not root:
                self.say(element.tail)
            if root is self.document.body and not self.paragraphs and not self.flow.in_row:
                self.hang_on()

    def passes_over(self, element: Any, tag: str, root: Any) -> bool:
        """Whether an element's words are not read here: a comment, or what is read later."""
        if tag == _ANNOTATION:
            self.commented = True
            return True
        if tag in _HANGING and element is not root:
            self.waiting.append(element)
            return True
        return tag in _SKIPPED

    def hang_on(self) -> None:
        """Footnotes and text boxes that wait, one after the other."""
        at = 0
        # A text box may hold a further one, which is put at the end of the row.
        while at < len(self.waiting):
            kept, self.lists = self.lists, []
            self.elements(self.waiting[at])
            self.lists = kept
            at += 1
        self.waiting.clear()

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
        look = self.document.looks.get(element.get(_CLASS, ""), _Look())
        names = look.names or (element.get(_CLASS, "").replace("_20_", " "),)
        named = nature_of(names)
        if self.contents:
            return Nature(BlockKind.PARAGRAPH, contents=True), 0
        if named and named.kind is not BlockKind.LIST_ITEM:
            if named.kind is not BlockKind.HEADING:
                return named, 0
            said = element.get(_LEVEL, "")
            return named._replace(level=_level(said) or named.level), 0
        if element.tag == _H:
            return Nature(BlockKind.HEADING, level=_level(element.get(_LEVEL, "")) or 1), 0
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
        look = self.document.looks.get(element.get(_CLASS, ""), _Look())
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
        self.lists.append(element.get(_CLASS) or around)

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

    def enter_table(self, table: Any) -> None:
        """A table begins. One of a single column is a frame around paragraphs."""
        cell = _tag("table:table-cell")
        data = False
        for seen, row in enumerate(table.iter(_tag("table:table-row"))):
            data = data or len(row.findall(cell)) > 1
            if data or seen > 20:
                break
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

    def enter_cell(self, _: Any) -> None:
        """A cell begins."""
        if self.tables and self.tables[-1]:
            self.flow.cell()

    def warnings(self) -> tuple[Oddity, ...]:
        """What was left out."""
        if not self.commented:
            return ()
        return (Oddity("margin_comments", "comments in the document's margin are left out"),)


def _level(said: str) -> int:
    """The level of a heading, or 0 where none is said."""
    return int(said) if said in tuple("123456789") else 0
