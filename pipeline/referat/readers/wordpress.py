"""WordPress exports (WXR 1.0 to 1.2): an RSS file with whole posts and their comments.

Of a site's items, its published posts and pages are read, which are what a visitor can read as a
post. Attachments, menu items, revisions, what plugins keep, drafts, private posts and the waste bin
are passed over, being no published posts; a post behind a password is one, and is rejected. Of the
comments, approved ones are read. The format has no specification; WordPress's own code defines it
(``wp-admin/includes/export.php``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from referat.post import Meta, Post
from referat.readers.base import Fit, Source
from referat.readers.entry import Entry, EntryComment
from referat.readers.feed_fields import (
    Fields,
    categories,
    fields_of,
    iso_time,
    plain_title,
    posts_of_entries,
    site_of,
)
from referat.readers.wordpress_text import readable, with_breaks
from referat.readers.xml_stream import Record, XmlStream

_WORDPRESS = re.compile(rb"<rss\s[^>]*xmlns:wp\s{0,9}=\s{0,9}[\"']http://wordpress\.org/export/")
_POSTS = frozenset({"post", "page", ""})
_PINGS = frozenset({"pingback", "trackback"})
_STAMP = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class _Author:
    """A user of the site, as the export's head names her."""

    ident: str
    name: str
    mail: str


class WordPressReader:
    """Reads WordPress exports."""

    name = "wordpress"
    suffixes = (".xml", ".wxr")

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By the namespace of WordPress's exports in an RSS file.

        What a server prints above it ("<b>Warning</b>: …") does no harm.
        """
        plain = head.replace(b"\x00", b"")
        marked = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
        return Fit.CONTENT if marked and _WORDPRESS.search(plain) else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """The published posts and pages, in the order of the export."""
        stream = XmlStream(source)
        yield from posts_of_entries(source, _entries(source, stream))


def _entries(source: Source, stream: XmlStream) -> Iterator[tuple[Record, Entry]]:
    """The posts of an export, each with its record. Users come before them."""
    site = site_of(stream.root)
    authors: dict[str, _Author] = {}
    for record in stream.records():
        fields = fields_of(record.element)
        if not record.number:
            login = fields.text("wp:author_login")
            name = fields.text("wp:author_display_name") or login
            ident, mail = fields.text("wp:author_id"), fields.text("wp:author_email")
            authors[login] = _Author(ident, name, mail.casefold())
        elif not _is_published(fields):
            continue
        elif fields.text("wp:post_password"):
            source.reject(record.place, "it is protected by a password", record.offset)
        else:
            login = fields.text("dc:creator")
            author = authors.get(login, _Author("", login, ""))
            yield record, _entry(record, fields, author, site)


def _is_published(fields: Fields) -> bool:
    """Whether an item is what visitors can read as a post. An item that does not say so is."""
    return fields.text("wp:post_type") in _POSTS and fields.text("wp:status") in ("publish", "")


def _entry(record: Record, fields: Fields, author: _Author, site: str | None) -> Entry:
    """One post with its comments."""
    published = _local_time(fields.text("wp:post_date"), fields.text("wp:post_date_gmt"))
    url = fields.text("link") or None
    return Entry(
        title=plain_title(fields.text("title")),
        html=readable(fields.raw("content:encoded")),
        meta=Meta(
            author=author.name or None,
            published=published or iso_time(fields.text("pubDate")),
            url=url,
            site=site,
            id=fields.text("wp:post_id") or None,
            tags=categories(fields),
        ),
        comments=tuple(_comments(fields.all("wp:comment"), author, url)),
        warnings=record.warnings,
    )


def _comments(elements: list[Any], author: _Author, url: str | None) -> Iterator[EntryComment]:
    """The approved comments on a post, in the order of the export."""
    for number, element in enumerate(elements, 1):
        fields = fields_of(element)
        if fields.text("wp:comment_approved") not in ("1", ""):
            continue
        name = fields.text("wp:comment_author")
        parent = fields.text("wp:comment_parent")
        yield EntryComment(
            id=fields.text("wp:comment_id") or f"number {number}",
            html=with_breaks(fields.raw("wp:comment_content")),
            parent=None if parent in ("", "0") else parent,
            author=plain_title(name),
            published=_local_time(
                fields.text("wp:comment_date"), fields.text("wp:comment_date_gmt")
            ),
            by_writer=_by_writer(fields, name, author, url),
            ping=fields.text("wp:comment_type") in _PINGS,
        )


def _by_writer(fields: Fields, name: str, author: _Author, url: str | None) -> bool:
    """Whether a comment is by the post's author: as a user of the site, or by name and address."""
    user = fields.text("wp:comment_user_id")
    if user not in ("", "0") and author.ident:
        return user == author.ident
    if not author.name or name.casefold() != author.name.casefold():
        return False
    mail = fields.text("wp:comment_author_email").casefold()
    home = _host(fields.text("wp:comment_author_url"))
    return (
        user not in ("", "0")
        or (mail != "" and mail == author.mail)
        or (home != "" and home == _host(url or ""))
    )


def _host(url: str) -> str:
    """The host that an address names, without "www."."""
    hit = re.match(r"https?://(?:www\.)?([^/?#:]+)", url, re.IGNORECASE)
    return hit[1].casefold() if hit else ""


def _local_time(local: str, universal: str) -> str | None:
    """A time of the site's in ISO 8601; with its distance from UTC, where both are given."""
    try:
        there = datetime.strptime(local, _STAMP)
    except ValueError:
        return iso_time(local)
    try:
        distance = there - datetime.strptime(universal, _STAMP)
    except ValueError:
        return there.isoformat()
    minutes, seconds = divmod(abs(distance) // timedelta(seconds=1), 60)
    if seconds or minutes > 14 * 60:
        return there.isoformat()
    sign = "-" if distance < timedelta(0) else "+"
    return f"{there.isoformat()}{sign}{minutes // 60:02d}:{minutes % 60:02d}"
