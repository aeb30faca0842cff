"""What RSS, Atom and the formats built on them have in common: fields, dates, titles, markup.

A field is a child of a record, known by its name with the usual prefix. Its words may be escaped
HTML, a CDATA section, or elements of XHTML; all of them become one string of HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from referat.post import Oddity, Post
from referat.readers.base import Source
from referat.readers.entry import Entry, is_empty, post_of
from referat.readers.xml_stream import Record, name_of
from referat.text.chrome import load_chrome
from referat.text.dates import iso_date

_BEFORE_ROOT = re.compile(
    rb"(?:[\s\xef\xbb\xbf\xff\xfe]+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+"
    rb"<(?:[\w.-]{1,40}:)?(rss|feed|RDF)(?=[\s>])",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|i|q|span|strong|sub|sup)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ANY_TAG = re.compile(r"<[a-zA-Z/!]")
_ESCAPED_TAG = re.compile(
    r"&lt;(?:/(?:p|div|blockquote|a|em|strong|ul|ol|li|h[1-6]|span)|(?:p|br) ?/?)&gt;",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")


@dataclass(frozen=True, slots=True)
class Fields:
    """The children of a record by their names."""

    by_name: dict[str, list[Any]]

    def all(self, name: str) -> list[Any]:
        """Every element of a name."""
        return self.by_name.get(name, [])

    def first(self, *names: str) -> Any | None:
        """The first element of the first name that there is."""
        return next((self.by_name[name][0] for name in names if name in self.by_name), None)

    def text(self, *names: str) -> str:
        """The words of the first of these fields that has any, on one line; else nothing."""
        for name in names:
            for element in self.all(name):
                if words := " ".join("".join(element.itertext()).split()):
                    return words
        return ""

    def raw(self, name: str) -> str:
        """A field as HTML."""
        element = self.first(name)
        return "" if element is None else inner_html(element)


def fields_of(element: Any) -> Fields:
    """The fields of a record. In an Atom file, its own names have no prefix."""
    found: dict[str, list[Any]] = {}
    own = "atom:" if name_of(element).startswith("atom:") else ""
    for child in element:
        if isinstance(child.tag, str):
            found.setdefault(name_of(child).removeprefix(own), []).append(child)
    return Fields(found)


def categories(fields: Fields) -> tuple[str, ...]:
    """What a record is filed under: the words of its categories, or their term in Atom. Categories
    with a scheme of Google's say what an entry of Blogger's is, and WordPress's formats what a
    post looks like, not what they are about.
    """
    found = []
    for element in fields.all("category"):
        kind = f"{element.get('scheme') or ''} {element.get('domain') or ''}"
        if "schemas.google.com" not in kind and "post_format" not in kind:
            words = " ".join("".join(element.itertext()).split())
            found.append(words or " ".join((element.get("term") or "").split()))
    return tuple(dict.fromkeys(filter(None, found)))


def inner_html(element: Any) -> str:
    """What is in an element, as HTML: its words where they are HTML already, else its elements."""
    from lxml import etree

    if not len(element):
        return str(element.text or "")
    for inside in element.iterdescendants():
        if isinstance(inside.tag, str):
            inside.tag = etree.QName(inside).localname
    etree.cleanup_namespaces(element)
    pieces = [html.escape(element.text or "", quote=False)]
    pieces += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(pieces)


def unescaped(source: str) -> tuple[str, tuple[Oddity, ...]]:
    """HTML that was escaped once too often, as HTML; anything else as it is."""
    if _ANY_TAG.search(source) or not _ESCAPED_TAG.search(source):
        return source, ()
    message = "the HTML of this record was escaped twice; it is read as HTML"
    return html.unescape(source), (Oddity("double_escape", message),)


def has_tags(source: str) -> bool:
    """Whether a string looks like HTML rather than plain text."""
    return bool(_ANY_TAG.search(source))


def plain_title(source: str) -> str | None:
    """A title without the inline tags and entities of HTML; ``None`` where nothing is left."""
    bare = _INLINE.sub("", source)
    if _ENTITY.search(bare):
        bare = html.unescape(bare)
    return " ".join(bare.split()) or None


def iso_time(said: str) -> str | None:
    """A date of RFC 822 (RSS) or ISO 8601 (Atom, Dublin Core) in ISO 8601; else as pages say it."""
    if re.match(r"\d{4}-\d", said):
        return iso_date(re.sub(r"(?<=\d) (?=\d\d:)", "T", said, count=1), load_chrome().dates)
    from email.utils import parsedate_to_datetime

    if re.search(r"[A-Za-z] -\d", said):
        return None  # "30 Nov -0001" is how WordPress writes that there is no date
    try:
        return parsedate_to_datetime(said).isoformat()
    except (ValueError, OverflowError):
        return iso_date(said, load_chrome().dates)


def root_name(head: bytes) -> str | None:
    """The root of an XML file that is a feed: "rss", "feed" or "rdf"; else ``None``."""
    hit = _BEFORE_ROOT.match(head.replace(b"\x00", b""))
    return hit[1].decode("ascii").lower() if hit else None


def site_of(root: Any | None) -> str | None:
    """What the site is called: the title of the channel or feed."""
    if root is None:
        return None
    above = next((child for child in root if name_of(child) == "channel"), root)
    return plain_title(fields_of(above).text("title"))


def posts_of_entries(source: Source, entries: Iterable[tuple[Record, Entry]]) -> Iterator[Post]:
    """The post of each entry; one that has no words besides its title is rejected."""
    for record, entry in entries:
        name = entry.meta.id or str(record.number)
        meta = replace(entry.meta, origin=f"{source.origin}#{name}")
        post = post_of(replace(entry, meta=meta))
        if is_empty(post):
            source.reject(record.place, "it is empty", record.offset)
        else:
            yield post
