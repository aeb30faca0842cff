"""The parts of a message (MIME; RFC 2045, 2046, 2183): which one holds the post, and its text.

Where a newsletter is there both as HTML and as plain text, the HTML says more and is read; else the
first text part is. A forwarded message is another's post. What is not read is named in a warning.
"""

from __future__ import annotations

from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from typing import NamedTuple

from referat.post import Oddity
from referat.readers.mail_headers import LONGEST_HEADER, decoded_words, encoding_of
from referat.text.decode import decode, oddities_of


class PartText(NamedTuple):
    """A part's text, whether it is HTML, and what was odd about its bytes."""

    text: str
    is_html: bool
    odd: tuple[Oddity, ...]


def is_message(part: Message) -> bool:
    """Whether a part is a message of its own, a forwarded one."""
    return part.get_content_type() == "message/rfc822"


def _is_attachment(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition") or "")[:LONGEST_HEADER].strip().lower()
    return disposition.startswith("attachment")


def _is_text(part: Message) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and not part.is_multipart()


def _parts(part: Message) -> list[Message]:
    """The parts of a multipart; of anything else, none."""
    return inside(part) if part.get_content_maintype() == "multipart" else []


def inside(part: Message) -> list[Message]:
    """The parts or the message inside a part.

    Asked for the payload of anything else, the library would decode it, by whatever codec the part
    names.
    """
    payload: object = part.get_payload() if part.is_multipart() else None
    if not isinstance(payload, list):
        return []
    return [each for each in payload if isinstance(each, Message)]


def chosen_part(part: Message) -> Message | None:
    """The part that holds the post; ``None`` where there is none outside a forwarded message.

    It recurses as deep as multiparts nest: the reader bounds that.
    """
    if _is_attachment(part):
        return None
    if _is_text(part):
        return part
    found = [each for each in map(chosen_part, _parts(part)) if each is not None]
    if part.get_content_type() == "multipart/alternative":
        pages = [each for each in found if each.get_content_type() == "text/html"]
        found = pages[-1:] or found
    filled = [each for each in found if each.get_payload(decode=True)]
    return next(iter(filled or found), None)


def plain_beside(message: Message, part: Message) -> Message | None:
    """The plain text that stands for an HTML part."""
    for around in message.walk():
        if around.get_content_type() == "multipart/alternative" and part in around.walk():
            return next(
                (each for each in around.walk() if each.get_content_type() == "text/plain"), None
            )
    return None


def left_out(message: Message, part: Message) -> tuple[Oddity, ...]:
    """A warning for what may be a post and is not read: further texts, attachments, messages."""
    known = {id(part)}
    for around in message.walk():
        if around.get_content_type() == "multipart/alternative" and part in around.walk():
            known.update(id(each) for each in around.walk() if _is_text(each))
    names: list[str] = []
    stack = [message]
    while stack:
        each = stack.pop()
        if each is not message and is_message(each):
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
    return decoded_words(name)[:80]


def text_of(part: Message) -> PartText:
    """A part's text: as it declares its encoding, unless its bytes say otherwise."""
    is_html = part.get_content_type() == "text/html"
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    text = _declared(part, data)
    if text is not None:
        odd = () if is_html else oddities_of(text)
        return PartText(text, is_html, odd)
    decoded = decode(data)
    odd = tuple(replace(each, span=None) for each in decoded.oddities)
    return PartText(decoded.text, is_html, odd if is_html else decoded.oddities)


def _declared(part: Message, data: bytes) -> str | None:
    """The text by the encoding that a part names; ``None`` where the bytes are to be asked.

    Newsletters call UTF-8 Latin-1 more often than Swedish in Latin-1 happens to be UTF-8; and what
    is called Latin-1 or ASCII is Windows-1252 as a rule.
    """
    try:
        name = encoding_of(str(part.get_content_charset() or "")[:40])
    except (LookupError, MessageError, TypeError, ValueError):
        return None
    if name in (None, "utf-8", "ascii", "iso8859-1", "cp1252"):
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
