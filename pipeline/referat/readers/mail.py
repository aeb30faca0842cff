"""Mail to posts: single messages (.eml; RFC 5322, MIME) and mailboxes (.mbox; RFC 4155).

A newsletter is a message, whose text is one of its parts (`mail_parts`). A forwarded message is
another's post: it is read only where the mail has no text of its own, and otherwise named in a
warning, as attachments are. Headers give author, date, title, id and list (`mail_headers`).
Python's ``email`` takes messages apart; it is used with its oldest policy, which keeps headers as
they stand and trips over none of them.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from referat.errors import InputError
from referat.post import Meta, Post
from referat.readers.base import Fit, Source, empty, too_large
from referat.readers.mail_headers import meta_of
from referat.readers.mail_parts import (
    PartText,
    chosen_part,
    inside,
    is_message,
    left_out,
    plain_beside,
    text_of,
)
from referat.text.decode import control_share

_KNOWN = frozenset(
    b"""
    arc-seal authentication-results cc content-transfer-encoding content-type date delivered-to
    dkim-signature from in-reply-to list-id list-unsubscribe message-id mime-version organization
    received references reply-to return-path sender status subject to x-mailer x-original-to
    """.split()
)
_TELLING = frozenset(b"delivered-to from message-id mime-version received return-path".split())
_HEADER = re.compile(rb"([!-9;-~]+):")
_OPENING = re.compile(
    rb"From [^\r\n]{0,200}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d"
)
_QUOTED_FROM = re.compile(rb">+From ")
_BOUNDARY = re.compile(rb"\bboundary\b|message/", re.I)
# The library takes headers with parameters apart in quadratic time.
_LONG_PARAMETERS = re.compile(rb"^content-[a-z-]{1,40}:(?:[^\n]|\n[ \t]){5000}", re.I | re.M)
_MOST_PARTS = 40
"""Most boundaries that a message may speak of: a parser recurses as deep as they nest."""
_LINE = 65_536


class MailReader:
    """Reads one message."""

    name = "eml"
    suffixes = (".eml",)

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By the header lines that it begins with, two of which mail alone has."""
        return Fit.CONTENT if _begins_message(head) else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """One post: the message's text."""
        yield _post_of(source.whole, source)


class MboxReader:
    """Reads mailboxes, one message at a time."""

    name = "mbox"
    suffixes = (".mbox", ".mbx")

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By the line that opens its first message."""
        opened = _OPENING.match(head)
        if not opened:
            return Fit.NONE
        below = head.find(b"\n", opened.end()) + 1
        return Fit.CONTENT if below and _HEADER.match(head, below) else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """A post for each message. One that cannot be read is rejected."""
        with source.open() as stream:
            for number, (offset, data) in enumerate(_messages(stream, source), 1):
                if data is None:
                    limit = source.settings.max_bytes
                    source.reject(f"message {number}", f"it is larger than {limit:,} bytes", offset)
                    continue
                try:
                    yield _post_of(data, replace(source, origin=f"{source.origin}!{number}"))
                except InputError as error:
                    source.reject(f"message {number}", error.found, offset)


def _begins_message(head: bytes) -> bool:
    """Whether header lines, and nothing else, stand up to the first blank line."""
    known: set[bytes] = set()
    lines = head.removeprefix(b"\xef\xbb\xbf").splitlines()
    for index, line in enumerate(lines):
        if not line:
            break
        hit = _HEADER.match(line)
        if hit:
            known.add(hit[1].lower())
        elif index == len(lines) - 1 and index:
            break  # the head ends in the middle of a header
        elif not line[:1].isspace() or not index:
            return False
    return len(known & _KNOWN) >= 2 and bool(known & _TELLING)


def _messages(stream: BinaryIO, source: Source) -> Iterator[tuple[int, bytes | None]]:
    """The messages of a mailbox with the byte at which each begins; ``None`` for one too large."""
    limit = source.settings.max_bytes
    at = start = size = 0
    lines: list[bytes] = []
    fresh, blank, begun = True, True, False  # a line begins; the one above was blank
    while line := stream.readline(_LINE):
        if fresh and blank and _OPENING.match(line):
            if begun:
                yield start, b"".join(lines) if size <= limit else None
            start, size, lines, begun = at, 0, [], True
        elif begun:
            size += len(line)
            if size > limit:
                lines.clear()
            elif fresh and _QUOTED_FROM.match(line):
                lines.append(line[1:])
            else:
                lines.append(line)
        at += len(line)
        blank = fresh and not line.strip()
        fresh = line.endswith(b"\n")
    if begun:
        yield start, b"".join(lines) if size <= limit else None


def _post_of(data: bytes, source: Source) -> Post:
    """The post in a message.

    Raises:
        InputError: it holds no text, or its parts are nested beyond reason.
    """
    if len(data) > source.settings.max_bytes:
        raise too_large(source.origin, source.settings.max_bytes)
    if sum(1 for _ in _BOUNDARY.finditer(data)) > _MOST_PARTS:
        raise InputError(
            source.origin,
            "it is mail in too many parts",
            "save the message that is meant by itself",
        )
    if _LONG_PARAMETERS.search(data):
        raise InputError(
            source.origin, "it is mail with a header beyond all measure", "save its text by itself"
        )
    message = email.message_from_bytes(data)
    while (part := chosen_part(message)) is None:
        forwarded = next((each for each in message.walk() if is_message(each)), None)
        below = inside(forwarded) if forwarded is not None else []
        if not below:
            raise empty(source.origin)
        message = below[0]
    said = text_of(part)
    post = _read(said, source)
    if (
        not post.text.strip()
        and said.is_html
        and (plain := plain_beside(message, part)) is not None
    ):
        said = text_of(plain)
        post = _read(said, source)
    if not post.text.strip():
        raise empty(source.origin)
    meta = meta_of(message, post.meta, source.origin)
    return replace(post, meta=meta, warnings=said.odd + post.warnings + left_out(message, part))


def _read(said: PartText, source: Source) -> Post:
    """The post in a part's text.

    Raises:
        InputError: it is no text.
    """
    count, share = control_share(said.text)
    if count > 3 and share > source.settings.max_control_share:
        raise InputError(source.origin, "its text is binary data", "save its text by itself")
    if said.is_html:
        from referat.readers.html import HtmlReader

        return HtmlReader().read_text(said.text, source.origin)
    return Post(said.text, Meta(origin=source.origin))
