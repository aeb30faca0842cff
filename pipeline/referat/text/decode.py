"""Bytes to text, once and for good.

A post reaches the pipeline in whatever encoding its editor, mail program or export had. The
encoding is found from the bytes alone (declarations inside a page are wrong too often to help):
a byte order mark, then the zero bytes of UTF-16, then UTF-8, then Windows-1252, which is what
old Swedish pages are in. Nothing is normalised afterwards: line ends, soft hyphens, no-break
spaces and stray entities stay, because every offset counts into this text. What looks wrong is
reported, never mended.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from referat.post import Oddity
from referat.span import Span

# The longest marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _windows_1252(byte: int) -> str:
    """The character of one byte; the five bytes that Windows-1252 leaves open as Latin-1."""
    single = bytes([byte])
    return single.decode("cp1252", "ignore") or single.decode("latin-1")


_WINDOWS_1252 = "".join(map(chr, range(0x80))) + "".join(map(_windows_1252, range(0x80, 0x100)))
"""The character of each byte, as `codecs.charmap_decode` takes them."""
_BROKEN = re.compile("[\udc80-\udcff]")
# Letters of Western Europe and the marks of typography: what a stray UTF-8 sequence in an old
# Swedish page decodes to. In Windows-1252 read as UTF-8, "MILJÖ”" gives a Hebrew accent instead.
_PLAUSIBLE = re.compile("[\u00a0-\u00ff\u2010-\u203a\u20ac]")
_MOJIBAKE = re.compile(
    "\u00c3[\u00a4\u00a5\u00b6\u00a9\u00a8\u00bc\u201e\u2026\u2013\u2030\x84\x85\x96]"
    "|\u00e2\u20ac[\u0153\u009d\u2122\u201c\u201d\u00a6\u02dc]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Decoded(NamedTuple):
    """A text, the name of the encoding it was in, and what was odd about it."""

    text: str
    encoding: str
    oddities: tuple[Oddity, ...]


def decode(data: bytes) -> Decoded:
    """The text of ``data``, without its byte order mark. Any bytes give a text."""
    text, encoding, odd = _decoded(data)
    return Decoded(text, encoding, (*odd, *oddities_of(text)))


def text_of(data: bytes) -> str:
    """The text that `decode` gives, where nobody asks what is odd about it: a cell of a table."""
    return _decoded(data).text


def _decoded(data: bytes) -> Decoded:
    """The text, and what is odd about its bytes."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _unicode(data[len(mark) :], encoding)
    wide = _wide_without_mark(data)
    return _unicode(data, wide or "utf-8")


def control_share(text: str) -> tuple[int, float]:
    """How many control characters other than white space a text has, and their share of it."""
    count = sum(1 for _ in _CONTROL.finditer(text))
    return count, count / max(len(text), 1)


def oddities_of(text: str) -> tuple[Oddity, ...]:
    """What is odd in a text that has been decoded: mojibake, control characters."""
    found: list[Oddity] = []
    if not text.isascii() and (hit := _MOJIBAKE.search(text)):
        found.append(
            Oddity(
                "mojibake",
                f"the text has letters that were encoded twice, such as {hit[0]!r}; "
                "they are kept as they stand",
                Span(*hit.span()),
            )
        )
    if hit := _CONTROL.search(text):
        found.append(
            Oddity(
                "control_characters",
                f"the text has control characters, the first U+{ord(hit[0]):04X}",
                Span(*hit.span()),
            )
        )
    return tuple(found)


def replace_surrogates(text: str) -> tuple[str, tuple[Oddity, ...]]:
    """``text`` with lone surrogates as U+FFFD, which no encoding refuses. Its length stays."""
    if text.isascii() or not (first := _SURROGATE.search(text)):
        return text, ()
    message = "half surrogate pairs cannot be written in any encoding; they are read as U+FFFD"
    return _SURROGATE.sub("\ufffd", text), (Oddity("lone_surrogate", message, Span(*first.span())),)


def _unicode(data: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return _eight_bit(data)
        return Decoded(text, encoding, ())
    text = data.decode(encoding, "replace")
    odd: tuple[Oddity, ...] = ()
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        at = max(text.find("\ufffd"), 0)
        message = f"some of the bytes are not {encoding.upper()}; they are read as U+FFFD"
        odd = (Oddity("broken_encoding", message, Span(at, min(at + 1, len(text)))),)
    return Decoded(text, encoding, odd)


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 by its zero bytes: text in Latin letters has one in nearly every pair."""
    head = data[:2000]
    pairs = len(head) // 2
    if pairs < 2 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.7 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _eight_bit(data: bytes) -> Decoded:
    """Bytes that are not UTF-8 throughout: Windows-1252, or UTF-8 with stray bytes in it."""
    escaped = data.decode("utf-8", "surrogateescape")
    beyond = len(escaped) - len(escaped.encode("ascii", "ignore"))
    broken = len(escaped) - len(data.decode("utf-8", "ignore"))
    if beyond - broken < broken and not _PLAUSIBLE.search(escaped):
        text, _ = codecs.charmap_decode(data, "strict", _WINDOWS_1252)
        return Decoded(text, "windows-1252", ())
    text = _BROKEN.sub(lambda hit: _WINDOWS_1252[ord(hit[0]) - 0xDC00], escaped)
    first = _BROKEN.search(escaped)
    at = first.start() if first else 0
    message = (
        f"UTF-8 and Windows-1252 are mixed up: {broken} "
        f"{'byte is' if broken == 1 else 'bytes are'} read as Windows-1252"
    )
    odd = Oddity("mixed_encoding", message, Span(at, at + 1))
    return Decoded(text, "utf-8", (odd,))
