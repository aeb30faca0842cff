"""Mail to posts: single messages (.eml; RFC 5322, MIME) and mailboxes (.mbox; RFC 4155).

A newsletter is a message. Where it is there both as HTML and as plain text, the HTML says more
and is read; else the first text part is. A forwarded message is another's post: it is read only
where the mail has no text of its own, and otherwise named in a warning, as attachments are.
Headers give author, date, title, id and list. Python's ``email`` takes messages apart; it is used
with its oldest policy, which keeps headers as they stand and trips over none of them.
"""

from __future__ import annotations

import codecs
import email
import email.header
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from typing import BinaryIO, NamedTuple

from referat.errors import InputError
from referat.post import Meta, Oddity, Post
from referat.readers.base import Fit, Source, empty, too_large
from referat.text.decode import control_share, decode, oddities_of

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
_LONGEST_HEADER = 2_000
_ADDRESS = re.compile(r"<([^<>]{1,500})>")
# Encodings of text: Python knows further ones that unpack or rewrite what they are given.
_ENCODINGS = re.compile(
    r"utf-?_?(?:8|16|32).*|ascii|iso8859.*|cp\d+|koi8.*|mac-?_?roman|gb\w+|big5.*|euc.*|shift_?jis.*"
    r"|iso2022.*"
)


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


class _Text(NamedTuple):
    """A message's text, whether it is HTML, and what was odd about its bytes."""

    text: str
    is_html: bool
    odd: tuple[Oddity, ...]


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
    while (part := _chosen(message)) is None:
        inside = next((each for each in message.walk() if _is_message(each)), None)
        below = _inside(inside) if inside is not None else []
        if not below:
            raise empty(source.origin)
        message = below[0]
    said = _text_of(part)
    post = _read(said, source)
    if not post.text.strip() and said.is_html and (plain := _beside(message, part)) is not None:
        said = _text_of(plain)
        post = _read(said, source)
    if not post.text.strip():
        raise empty(source.origin)
    meta = _meta(message, post.meta, source.origin)
    return replace(post, meta=meta, warnings=said.odd + post.warnings + _left_out(message, part))


def _read(said: _Text, source: Source) -> Post:
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


def _is_message(part: Message) -> bool:
    return part.get_content_type() == "message/rfc822"


def _is_attachment(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition") or "")[:_LONGEST_HEADER].strip().lower()
    return disposition.startswith("attachment")


def _is_text(part: Message) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and not part.is_multipart()


def _parts(part: Message) -> list[Message]:
    """The parts of a multipart; of anything else, none."""
    return _inside(part) if part.get_content_maintype() == "multipart" else []


def _inside(part: Message) -> list[Message]:
    """The parts or the message inside a part.

    Asked for the payload of anything else, the library would decode it, by whatever codec the part
    names.
    """
    payload: object = part.get_payload() if part.is_multipart() else None
    if not isinstance(payload, list):
        return []
    return [each for each in payload if isinstance(each, Message)]


def _chosen(part: Message) -> Message | None:
    """The part that holds the post; ``None`` where there is none outside a forwarded message.

    Multiparts nest no deeper than `_MOST_PARTS`.
    """
    if _is_attachment(part):
        return None
    if _is_text(part):
        return part
    found = [each for each in map(_chosen, _parts(part)) if each is not None]
    if part.get_content_type() == "multipart/alternative":
        pages = [each for each in found if each.get_content_type() == "text/html"]
        found = pages[-1:] or found
    filled = [each for each in found if each.get_payload(decode=True)]
    return next(iter(filled or found), None)


def _beside(message: Message, part: Message) -> Message | None:
    """The plain text that stands for an HTML part."""
    for around in message.walk():
        if around.get_content_type() == "multipart/alternative" and part in around.walk():
            return next(
                (each for each in around.walk() if each.get_content_type() == "text/plain"), None
            )
    return None


def _left_out(message: Message, part: Message) -> tuple[Oddity, ...]:
    """A warning for what may be a post and is not read: further texts, attachments, messages."""
    known = {id(part)}
    for around in message.walk():
        if around.get_content_type() == "multipart/alternative" and part in around.walk():
            known.update(id(each) for each in around.walk() if _is_text(each))
    names: list[str] = []
    stack = [message]
    while stack:
        each = stack.pop()
        if each is not message and _is_message(each):
            names.append("a forwarded message")
        elif below := _parts(each):
            stack.extend(reversed(below))
        elif id(each) not in known and (_is_attachment(each) or _is_text(each)):
            name = _filename(each)
            names.append(name or f"a part of type {each.get_content_type()}")
    if not names:
        return ()
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return (Oddity("attachments_left_out", f"parts of the mail are not read: {shown}"),)


def _filename(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (LookupError, MessageError, TypeError, ValueError):
        return ""  # a name in an encoding that does not exist names nothing
    return _decoded(name)[:80]


def _text_of(part: Message) -> _Text:
    """A part's text: as it declares its encoding, unless its bytes say otherwise."""
    is_html = part.get_content_type() == "text/html"
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    text = _declared(part, data)
    if text is not None:
        odd = () if is_html else oddities_of(text)
        return _Text(text, is_html, odd)
    decoded = decode(data)
    odd = tuple(replace(each, span=None) for each in decoded.oddities)
    return _Text(decoded.text, is_html, odd if is_html else decoded.oddities)


def _declared(part: Message, data: bytes) -> str | None:
    """The text by the encoding that a part names; ``None`` where the bytes are to be asked.

    Newsletters call UTF-8 Latin-1 more often than Swedish in Latin-1 happens to be UTF-8; and what
    is called Latin-1 or ASCII is Windows-1252 as a rule.
    """
    try:
        said = str(part.get_content_charset() or "")[:40]
        name = codecs.lookup(said).name if said else ""
    except (LookupError, MessageError, TypeError, ValueError):
        return None
    if not _ENCODINGS.fullmatch(name) or name in ("utf-8", "ascii", "iso8859-1", "cp1252"):
        return None
    try:
        if not data.isascii():
            data.decode("utf-8")
            return None
    except UnicodeDecodeError:
        pass  # it is not UTF-8, so that the name may be right
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _header(message: Message, name: str) -> str:
    """A header's words on one line, encoded words decoded."""
    said = message.get(name)
    return _decoded(str(said)) if said is not None else ""


def _decoded(said: str) -> str:
    """The text of a header (RFC 2047), on one line and without halves of surrogates."""
    said = said[:_LONGEST_HEADER]
    raw = said.encode("utf-8", "surrogateescape")
    try:
        pieces = email.header.decode_header(decode(raw).text)
    except (MessageError, ValueError):
        pieces = [(said, None)]
    words: list[str] = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            words.append(piece)
            continue
        try:
            known = bool(charset and _ENCODINGS.fullmatch(codecs.lookup(charset).name))
            words.append(piece.decode(charset or "") if known else decode(piece).text)
        except (LookupError, UnicodeError):
            words.append(decode(piece).text)
    line = " ".join("".join(words).split())
    return line.encode("utf-8", "replace").decode("utf-8")


def _meta(message: Message, told: Meta, origin: str) -> Meta:
    """What the headers say; then what a page in the mail says of itself."""
    name, address = email.utils.parseaddr(_header(message, "From"))
    listed = _header(message, "List-Id")
    phrase = listed.split("<")[0].strip(' "')
    list_id = _ADDRESS.search(listed)
    archived = _ADDRESS.search(_header(message, "Archived-At"))
    said_id = _header(message, "Message-ID")
    message_id = _ADDRESS.search(said_id)
    return Meta(
        origin=origin,
        title=_header(message, "Subject") or told.title,
        author=name or told.author or address or None,
        published=_moment(_header(message, "Date")) or told.published,
        url=archived[1] if archived else told.url,
        site=phrase
        or _header(message, "Organization")
        or (list_id[1] if list_id else None)
        or told.site,
        id=(message_id[1] if message_id else said_id) or None,
    )


def _moment(said: str) -> str | None:
    """A mail's date in ISO 8601; ``None`` where it is none."""
    try:
        return email.utils.parsedate_to_datetime(said[:100]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
