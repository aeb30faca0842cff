"""The headers of mail (RFC 5322): author, date, title, id and list of a message.

Headers are wrong in every way. Encoded words (RFC 2047) are decoded as far as they name an encoding
of text; what cannot be decoded stays as it stands, and a date that is none says nothing.
"""

from __future__ import annotations

import codecs
import email.header
import email.utils
import re
from email.errors import MessageError
from email.message import Message

from referat.post import Meta
from referat.text.decode import decode

LONGEST_HEADER = 2_000
"""Characters of a header that are looked at."""
_ADDRESS = re.compile(r"<([^<>]{1,500})>")
# Encodings of text: Python knows further ones that unpack or rewrite what they are given.
_ENCODINGS = re.compile(
    r"utf-?_?(?:8|16|32).*|ascii|iso8859.*|cp\d+|koi8.*|mac-?_?roman|gb\w+|big5.*|euc.*|shift_?jis.*"
    r"|iso2022.*"
)


def encoding_of(charset: str | None) -> str | None:
    """Python's name for an encoding of text; ``None`` for what is none, or is not known."""
    try:
        name = codecs.lookup(charset).name if charset else ""
    except (LookupError, ValueError):
        return None
    return name if _ENCODINGS.fullmatch(name) else None


def decoded_words(said: str) -> str:
    """The text of a header (RFC 2047), on one line and without halves of surrogates."""
    said = said[:LONGEST_HEADER]
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
            name = encoding_of(charset)
            words.append(piece.decode(name) if name else decode(piece).text)
        except UnicodeError:
            words.append(decode(piece).text)
    line = " ".join("".join(words).split())
    return line.encode("utf-8", "replace").decode("utf-8")


def _header(message: Message, name: str) -> str:
    """A header's words on one line, encoded words decoded."""
    said = message.get(name)
    return decoded_words(str(said)) if said is not None else ""


def meta_of(message: Message, told: Meta, origin: str) -> Meta:
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
