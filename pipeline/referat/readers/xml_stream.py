"""Streams the records of XML exports and feeds: each is parsed by itself, and the rest forgotten.

What `xml_scan` cuts out is decoded, mended where files of this kind are commonly broken, and parsed
by lxml below a root that declares the file's namespaces. Mended are characters that XML forbids, a
wrong declaration of the encoding, bare ampersands, the entities of HTML, which XML does not know,
and HTML that was put into a field as it stands. lxml is told to load and resolve nothing; it never
sees a declaration either. A record that uses an entity which its file declares is rejected.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.entities import html5
from typing import Any

from referat.post import Oddity
from referat.readers.base import Source
from referat.readers.xml_scan import (
    FORBIDDEN,
    Piece,
    Scanner,
    chunks_of,
    encoding_to_change,
)
from referat.text.decode import decode

_PROLOG = 65_536
"""Bytes before the first record that are read for namespaces and what the file says of itself."""
_COUNTED = frozenset({"item", "entry"})
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.DOTALL)
_REFERENCE = re.compile(r"&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][\w.-]{0,40};)?")
_XML_NAMES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_ENTITY = re.compile(r"<!ENTITY\s+([A-Za-z_][\w.-]*)")
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]{1,30})[\"']")
# Encodings in which ASCII is ASCII. Latin-1 is left to `decode`, since it mostly is Windows-1252.
_EIGHT_BIT = re.compile(
    r"iso-8859-(?:[2-9]|1\d)|windows-125\d|cp\d+|macintosh|koi8-[ru]|shift_jis|euc-\w+|gb\w+|big5",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|RDF)[\s>]")
_STRAY = re.compile(r"<(?![A-Za-z_/!?])")
_FIELD = re.compile(
    r"<(?P<end>/?)(?P<name>title|description|summary|content|content:encoded|wp:comment_content)"
    r"(?:\s[^<>]*)?>"
)
"""The tags of fields that hold somebody's words."""
_NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
}
_WORDPRESS = re.compile(r"http://wordpress\.org/export/[\d.]+/(excerpt/)?")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file.

    Args:
        element: its element, in a tree of its own.
        number: which one of the file it is, from 1; 0 for what is no post, such as an author.
        offset: the byte at which it begins; ``None`` in a file whose encoding had to be changed.
        warnings: what was odd about it.
    """

    element: Any
    number: int
    offset: int | None
    warnings: tuple[Oddity, ...]

    @property
    def place(self) -> str:
        """What to call it in a rejection."""
        return f"record {self.number}"


class _BrokenError(Exception):
    """A record cannot be read; the message says why, as a clause."""


def name_of(element: Any) -> str:
    """An element's name with the usual prefix of its namespace, whatever the file calls it.

    RSS has no prefix. A prefix that the file does not declare counts as what it looks like.
    """
    tag = str(element.tag)
    uri, mark, local = tag.rpartition("}")
    if not mark:
        return tag
    uri = uri[1:]
    if hit := _WORDPRESS.fullmatch(uri):
        return ("excerpt:" if hit[1] else "wp:") + local
    return _NAMESPACES.get(uri, f"{{{uri}}}") + local


class XmlStream:
    """The records of one source, each once and in their order.

    Args:
        source: the file. What cannot be read of it is told to `Source.reject`.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        head = source.head
        hit = _ENCODING.search(head)
        said = hit[1].decode("ascii") if hit else ""
        self._declared = said if _EIGHT_BIT.fullmatch(said) else None
        self._changed = encoding_to_change(head) is not None

    @cached_property
    def _prolog(self) -> str:
        """The file up to its first record."""
        with self._source.open() as stream:
            chunk = next(chunks_of(stream), b"")[:_PROLOG]
        first = next(
            (piece.offset for piece in Scanner(iter([chunk]), _PROLOG).pieces()), len(chunk)
        )
        text, _ = self._decoded(chunk[:first])
        return text

    @cached_property
    def _own_entities(self) -> frozenset[str]:
        return frozenset(f"{name};" for name in _ENTITY.findall(self._prolog))

    @cached_property
    def root(self) -> Any | None:
        """The file's root element, with what stands before the first record."""
        hit = _ROOT.search(self._prolog)
        if hit is None:
            return None
        try:
            return _parsed(_STRAY.sub("&lt;", self._clean(self._prolog[hit.start() :])))[0]
        except _BrokenError:
            # Titles and namespaces are missed; each record still tells what is wrong with it.
            return None

    @cached_property
    def _opening(self) -> str:
        """The tag of a root for each record: with the file's namespaces and base address."""
        spaces: dict[str | None, str] = {}
        if self.root is not None:
            spaces.update(self.root.nsmap)
            for element in self.root.iter():
                for prefix, uri in element.nsmap.items():
                    if prefix:
                        spaces.setdefault(prefix, uri)
        written = [
            f'{f"xmlns:{prefix}" if prefix else "xmlns"}="{html.escape(uri)}"'
            for prefix, uri in spaces.items()
            if prefix != "xml"
        ]
        if self.root is not None and self.root.base:
            written.append(f'xml:base="{html.escape(self.root.base)}"')
        return " ".join(["<records", *written]) + ">"

    def records(self) -> Iterator[Record]:
        """The records that can be read. The others, and a file that is cut off, are rejected."""
        source = self._source
        number = 0
        cut = False
        with source.open() as stream:
            scanner = Scanner(chunks_of(stream), source.settings.max_bytes)
            for piece in scanner.pieces():
                counted = piece.name.rpartition(":")[2] in _COUNTED
                number += counted
                offset = None if self._changed else piece.offset
                try:
                    element, warnings = self._element(piece)
                except _BrokenError as error:
                    source.reject(f"record {number}" if counted else piece.name, str(error), offset)
                    cut = cut or not piece.data
                    continue
                cut = False
                yield Record(element, number if counted else 0, offset, warnings)
            if not scanner.ended and not cut:
                at = scanner.position
                reason = "the file is cut off: its last tag never came"
                source.reject(f"byte {at}", reason, None if self._changed else at)

    def _element(self, piece: Piece) -> tuple[Any, tuple[Oddity, ...]]:
        if piece.fault:
            raise _BrokenError(piece.fault)
        text, odd = self._decoded(piece.data)
        clean = self._clean(text)
        root, wrong = _parsed(f"{self._opening}{clean}</records>")
        if wrong:
            root, wrong = _parsed(f"{self._opening}{_mended(clean)}</records>")
            if len(root) != 1 or wrong:
                raise _BrokenError(f"its markup is broken ({wrong})")
            odd += (
                Oddity("broken_markup", "the markup of this record was broken and has been mended"),
            )
        return root[0], odd

    def _decoded(self, data: bytes) -> tuple[str, tuple[Oddity, ...]]:
        """Bytes as text: UTF-8 if they are, else what the file declares, else as found."""
        for encoding in ("utf-8", self._declared):
            try:
                if encoding:
                    return data.decode(encoding), ()
            except (UnicodeDecodeError, LookupError):
                continue
        decoded = decode(data)
        return decoded.text, tuple(
            Oddity(item.code, item.message)
            for item in decoded.oddities
            if item.code == "mixed_encoding"
        )

    def _clean(self, text: str) -> str:
        """A record's source without what no parser of XML takes."""
        parts = _CDATA.split(FORBIDDEN.sub("", text))
        parts[0::2] = [_REFERENCE.sub(self._resolved, part) for part in parts[0::2]]
        return "".join(parts)

    def _resolved(self, hit: re.Match[str]) -> str:
        """A reference as XML knows it: HTML's names as their characters, others as words."""
        name = hit[1]
        if name is None:
            return "&amp;"
        if name in self._own_entities:
            raise _BrokenError(f"it uses an entity of the file's own ({hit[0]}), none is expanded")
        if name in _XML_NAMES:
            return hit[0]
        if name[0] != "#" and name not in html5:
            return f"&amp;{name}"
        return html.escape(FORBIDDEN.sub("", html.unescape(hit[0])))


def _parsed(text: str) -> tuple[Any, str]:
    """The root of a document, and the first thing that is wrong with it.

    Raises:
        _BrokenError: nothing of it can be read.
    """
    from lxml import etree

    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise _BrokenError(f"it cannot be parsed ({error})") from error
    if root is None:
        raise _BrokenError("it cannot be parsed")
    fatal = [entry.message for entry in parser.error_log if entry.level_name == "FATAL"]
    deep = "elements are nested deeper than a parser will follow"
    return root, deep if any("depth" in each for each in fatal) else "".join(fatal[:1])


def _mended(text: str) -> str:
    """A record with the HTML in its fields escaped, where it stands there unescaped."""
    open_field: str | None = None
    pieces: list[str] = []
    for index, part in enumerate(_CDATA.split(text)):
        if index % 2:
            pieces.append(part)
            continue
        at = 0
        for hit in _FIELD.finditer(part):
            ends = open_field == hit["name"] and hit["end"]
            if open_field is not None and not ends:
                continue
            inside = part[at : hit.start()]
            pieces += [inside if open_field is None else inside.replace("<", "&lt;"), hit[0]]
            at = hit.end()
            single = hit["end"] or hit[0].endswith("/>")
            open_field = None if ends or single else hit["name"]
        rest = part[at:]
        pieces.append(rest if open_field is None else rest.replace("<", "&lt;"))
    return _STRAY.sub("&lt;", "".join(pieces))
