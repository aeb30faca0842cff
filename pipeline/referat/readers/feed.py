"""Feeds: RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0 (RFC 4287).

Each item or entry is a post: its whole content where the feed gives it, else its summary. Feeds
carry no comments below a post; a feed of comments gives a post for each. An entry without words
besides its title is rejected as empty. In a backup of Blogger's, which is an Atom feed, templates
and settings are passed over, and comments rejected: the posts they belong to stand elsewhere in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from referat.post import Meta, Oddity, Post
from referat.readers.base import Fit, Source
from referat.readers.entry import Entry
from referat.readers.feed_fields import (
    Fields,
    categories,
    fields_of,
    has_tags,
    inner_html,
    iso_time,
    plain_title,
    posts_of_entries,
    root_name,
    site_of,
    unescaped,
)
from referat.readers.wordpress_text import with_breaks
from referat.readers.xml_stream import Record, XmlStream, name_of

_RSS_OF_RDF = (b"purl.org/rss/1.0/", b"netscape.com/rdf/simple/0.9")
_MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+")
_LONGEST_NAME = 200
_BLOGGER_KIND = "http://schemas.google.com/g/2005#kind"


class FeedReader:
    """Reads RSS and Atom feeds."""

    name = "feed"
    suffixes = (".xml", ".rss", ".atom", ".rdf")

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By the root element."""
        root = root_name(head)
        if root is None:
            return Fit.NONE
        if root == "rdf" and not any(mark in head.replace(b"\x00", b"") for mark in _RSS_OF_RDF):
            return Fit.NONE  # RDF says much that is no feed
        return Fit.CONTENT

    def read(self, source: Source) -> Iterator[Post]:
        """The posts, in the order of the feed."""
        yield from posts_of_entries(source, _entries(source, XmlStream(source)))


def _entries(source: Source, stream: XmlStream) -> Iterator[tuple[Record, Entry]]:
    site = site_of(stream.root)
    author: str | None = None  # the feed's, which holds for each entry without one
    for record in stream.records():
        fields = fields_of(record.element)
        if not record.number:
            if name_of(record.element) == "atom:author":
                author = author or _person(record.element)
            continue
        kind = _blogger_kind(fields)
        if kind in ("settings", "template"):
            continue
        if kind == "comment":
            reason = "it is a comment, whose post stands elsewhere in the file"
            source.reject(record.place, reason, record.offset)
            continue
        yield record, _entry(record, fields, author, site)


def _entry(record: Record, fields: Fields, author: str | None, site: str | None) -> Entry:
    """One item or entry."""
    body, odd = _body(fields)
    about = record.element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    return Entry(
        title=_title(fields.first("title", "dc:title", "atom:title")),
        html=body,
        meta=Meta(
            author=_author(fields) or author,
            published=iso_time(
                fields.text(
                    *("pubDate", "published", "issued", "dc:date", "atom:published"),
                    *("updated", "modified", "atom:updated"),
                )
            ),
            url=_url(fields) or about,
            site=site,
            id=fields.text("guid", "id") or about,
            tags=categories(fields),
        ),
        warnings=record.warnings + odd,
    )


def _body(fields: Fields) -> tuple[str, tuple[Oddity, ...]]:
    """The content of an entry as HTML; its summary where there is none."""
    for name in ("content:encoded", "content", "atom:content", "description", "summary"):
        for element in fields.all(name):
            source, odd = _markup(element)
            if source.strip():
                return source, odd
    return "", ()


def _markup(element: Any) -> tuple[str, tuple[Oddity, ...]]:
    """What a field says, as HTML.

    In Atom its ``type`` says how it is written, in Atom 0.3 also its ``mode``. In RSS nothing does;
    there, what holds no tag is plain text, whose lines are kept.
    """
    kind = (element.get("type") or "").lower()
    if element.get("src") or (kind.partition("/")[0] in ("image", "audio", "video", "application")):
        if kind != "application/xhtml+xml":
            return "", ()
    source = inner_html(element)
    if not kind and element.get("mode") == "escaped":
        kind = "html"
    plain = kind in ("text", "text/plain", "") and name_of(element).startswith("atom:")
    if plain and not len(element):
        return with_breaks(html.escape(source, quote=False)), ()
    source, odd = unescaped(source)
    return (source if has_tags(source) else with_breaks(source.strip())), odd


def _title(element: Any | None) -> str | None:
    """A title. One that Atom says is plain text is left as it is."""
    if element is None:
        return None
    said = "".join(element.itertext())
    atom = name_of(element).startswith("atom:")
    if atom and element.get("type", "text") == "text" and element.get("mode") != "escaped":
        return " ".join(said.split()) or None
    return plain_title(said)


def _author(fields: Fields) -> str | None:
    """Who wrote an entry, by the first name that it gives."""
    if creator := plain_title(fields.text("dc:creator")):
        return _name_in(creator)
    for name in ("author", "atom:author"):
        for element in fields.all(name):
            if found := _person(element):
                return found
    return None


def _person(element: Any) -> str | None:
    """The name in an element for a person: Atom's has a child for it, RSS's is an address."""
    inside = fields_of(element)
    if len(element):
        return _name_in(inside.text("name", "atom:name"))
    return _name_in(" ".join((element.text or "").split()))


def _name_in(said: str) -> str | None:
    """The name in "mail (Name)" or "Name <mail>"; an address alone is no name."""
    said = said[:_LONGEST_NAME]
    if (hit := re.search(r"\(([^()]+)\)\s*$", said)) and _MAIL.search(said[: hit.start()]):
        return hit[1].strip() or None
    return (_MAIL.sub("", said).strip(" <>()") if "@" in said else said) or None


def _url(fields: Fields) -> str | None:
    """Where the entry can be read."""
    if first := fields.text("feedburner:origLink"):
        return first
    links = fields.all("link") + fields.all("atom:link")
    for element in links:
        if element.get("rel", "alternate") == "alternate" and (href := element.get("href")):
            return _absolute(element.base, href.strip())
    if link := fields.text("link"):
        return link
    guid = fields.first("guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true":
        said = fields.text("guid")
        return said if re.match(r"https?://", said) else None
    return None


def _absolute(base: str | None, href: str) -> str:
    """An address in full, where the feed says what it is relative to."""
    try:
        return urljoin(base, href) if base else href
    except ValueError:
        return href  # it is no address, but what the feed says


def _blogger_kind(fields: Fields) -> str | None:
    """What an entry of a backup of Blogger's is: "post", "comment", "template" and so on."""
    for element in fields.all("category"):
        if element.get("scheme") == _BLOGGER_KIND:
            return str(element.get("term") or "").rpartition("#")[2]
    return None
