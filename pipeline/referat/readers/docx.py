"""Word documents (.docx, .docm, .dotx; ECMA-376, Office Open XML) to posts, by python-docx.

python-docx opens the package and finds styles, numbering, relationships and properties; the walk
over the body is ours (`docx_walk`). Footnotes and text boxes follow the paragraph that they hang
on. Comments in the margin are not the writer's text: they are left out with a warning. Nothing
outside the file is ever fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from referat.errors import NotTextError
from referat.post import Post
from referat.readers.base import Fit, Source
from referat.readers.docx_styles import W, looks, numbers
from referat.readers.docx_walk import Document, DocxWalk
from referat.readers.office import Properties, damaged, iso_moment, missing_library, unpack

_WORD = "a Word document"
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
        yield DocxWalk(document).post(source, document.properties)


def _opened(source: Source) -> Document:
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


def _document(opened: Any) -> Document:
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
                if note.get(W + "type", "normal") == "normal":
                    notes[f"{W}{kind}Reference", note.get(W + "id", "")] = note
    return Document(
        body=opened.element.body,
        looks=looks(styles),
        strong=frozenset(
            style.styleId
            for style in styles
            if style.tag == W + "style" and (style.name_val or "").casefold() in _STRONG_STYLES
        ),
        numbers=numbers(related["numbering"].element) if "numbering" in related else frozenset(),
        links={key: rel.target_ref for key, rel in part.rels.items() if rel.is_external},
        notes=notes,
        properties=Properties(core.title or None, core.author or None, iso_moment(core.created)),
    )


def _parsed(data: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(data)
