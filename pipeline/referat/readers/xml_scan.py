"""Finds the records of an XML file in its bytes, one after the other, without parsing the file.

An export may be larger than memory and broken anywhere, and a parser that has met one wrong tag
reads all that follows askew. So the records are cut out first, by their tags, minding comments and
CDATA sections (XML 1.0, sections 2.5 and 2.7), and each is parsed by itself: what is wrong with one
stays in it. Nothing is kept but the record at hand. Declarations (DOCTYPE) are passed over, so that
no entity of a stranger's is ever known to a parser.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, NamedTuple

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 allows nowhere (section 2.2)."""

_CHUNK = 65_536
_OVERLAP = 512
"""Bytes that are looked at again with the next chunk; no pattern below is longer."""
_TO_UTF8 = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_NAME = rb"(?:[\w.-]{1,40}:)?"
_OUTSIDE = re.compile(
    rb"<!--|<!\[CDATA\[|<!DOCTYPE|<\?"
    rb"|<(?P<record>" + _NAME + rb"(?:item|entry|author))(?=[\s/>])"
    rb"|</(?P<end>" + _NAME + rb"(?:rss|feed|RDF))\s{0,80}>"
)
_DECLARED = re.compile(rb"[\[>]")
_ENDS = {
    b"<!--": re.compile(rb"-->"),
    b"<![CDATA[": re.compile(rb"\]\]>"),
    b"<?": re.compile(rb"\?>"),
    b"[": re.compile(rb"\]\s{0,80}>"),
}
_TAG_END = re.compile(rb">")
_CDATA_OR_END = re.compile(rb"\]\]>|<!\[CDATA\[")


class Piece(NamedTuple):
    """One record as it stands in the file.

    Args:
        name: its tag, with its prefix.
        data: its bytes, from its first tag to its last; empty where there is a fault.
        offset: the byte at which it begins.
        fault: why it cannot be read, as a clause; empty where it can.
    """

    name: str
    data: bytes
    offset: int
    fault: str = ""


class _Edges(NamedTuple):
    """What to look for inside a record of one name, and inside its comments and CDATA sections."""

    inside: re.Pattern[bytes]
    comment: re.Pattern[bytes]
    cdata: re.Pattern[bytes]


@cache
def _edges(name: bytes) -> _Edges:
    quoted = re.escape(name)
    next_one = rb"</" + quoted + rb"\s{0,80}>\s{0,80}(?=<" + quoted + rb"[\s/>])"
    return _Edges(
        re.compile(rb"<!--|<!\[CDATA\[|<" + quoted + rb"(?=[\s/>])|</" + quoted + rb"\s{0,80}>"),
        re.compile(rb"-->|" + next_one),
        re.compile(rb"\]\]>|" + next_one),
    )


def encoding_to_change(head: bytes) -> str | None:
    """The encoding of a file whose tags are not in ASCII: UTF-16 or UTF-32; else ``None``."""
    return next((encoding for mark, encoding in _TO_UTF8 if head.startswith(mark)), None)


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """The stream piece by piece, in an encoding whose tags are ASCII."""
    chunk = stream.read(_CHUNK)
    encoding = encoding_to_change(chunk)
    if encoding is None:
        while chunk:
            yield chunk
            chunk = stream.read(_CHUNK)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while chunk:
        yield decoder.decode(chunk).encode("utf-8", "replace")
        chunk = stream.read(_CHUNK)


class Scanner:
    """Cuts records out of a stream.

    Args:
        chunks: the stream, from `chunks_of`.
        limit: how many bytes a record may have.
    """

    def __init__(self, chunks: Iterator[bytes], limit: int) -> None:
        self._chunks = chunks
        self._limit = limit
        self._buffer = bytearray()
        self._base = 0  # where the buffer begins in the stream
        self._at = 0  # from where on the stream has not been looked at
        self._start: int | None = None  # where the record at hand begins, if it is kept
        self._resume: int | None = None  # where to go on if the record at hand never ends
        self.ended = False
        """Whether the tag that ends the file has been seen."""

    @property
    def position(self) -> int:
        """How many bytes have been read."""
        return self._base + len(self._buffer)

    def pieces(self) -> Iterator[Piece]:
        """The records of the stream."""
        while (hit := self._until(_OUTSIDE)) is not None:
            offset, found, kind = hit
            if kind == "record":
                yield self._record(found[1:], offset)
            elif kind == "end":
                self.ended = True
            elif found == b"<!DOCTYPE":
                declared = self._until(_DECLARED)
                if declared is not None and declared[1] == b"[":
                    self._until(_ENDS[b"["])
            else:
                self._until(_ENDS[found])

    def _record(self, name: bytes, offset: int) -> Piece:
        """The record whose first tag has just been met."""
        called = name.decode("ascii", "replace")
        edges = _edges(name)
        self._start = offset
        fault = "it is cut off: its end tag never came"
        tag = self._until(_TAG_END)
        if tag is not None and self._buffer[tag[0] - 1 - self._base] == 0x2F:
            return self._cut_out(called, offset)
        while (hit := self._until(edges.inside)) is not None:
            place, found, _ = hit
            if found.startswith(b"</"):
                return self._cut_out(called, offset)
            if found == b"<!--":
                closed = self._comment(edges)
            elif found == b"<![CDATA[":
                closed = self._cdata(edges)
            else:
                self._at = place
                fault = "its end tag is missing"
                break
            if not closed:
                if self._resume is not None:
                    self._at, self._resume = self._resume, None
                    fault = "a comment or CDATA section in it is not closed"
                break
        self._start = None
        return Piece(called, b"", offset, fault)

    def _cut_out(self, name: str, offset: int) -> Piece:
        """The record that ends here, unless it is too large to be kept."""
        start, self._start = self._start, None
        if start is None or self._at - start > self._limit:
            return Piece(name, b"", offset, f"it is larger than {self._limit:,} bytes")
        data = bytes(self._buffer[start - self._base : self._at - self._base])
        return Piece(name, data, offset)

    def _comment(self, edges: _Edges) -> bool:
        """Passes over a comment; whether it is closed before the next record begins."""
        hit = self._until(edges.comment)
        if hit is not None and hit[1] != b"-->":
            self._resume = self._at
        return hit is not None and hit[1] == b"-->"

    def _cdata(self, edges: _Edges) -> bool:
        """Passes over a CDATA section; whether it is closed.

        The next record may be quoted in it. It was left open, if after this next record's tag there
        comes another section's beginning before any end.
        """
        hit = self._until(edges.cdata)
        if hit is None or hit[1] == b"]]>":
            return hit is not None
        self._resume = self._at
        after = self._until(_CDATA_OR_END)
        if after is None or after[1] != b"]]>":
            return False
        self._resume = None
        return True

    def _until(self, pattern: re.Pattern[bytes]) -> tuple[int, bytes, str | None] | None:
        """Goes on behind the next match: where it began, its bytes, and its group.

        ``None`` where the stream ends without one, or where what has to be kept gets too large.
        """
        looked = self._at
        while (hit := pattern.search(self._buffer, looked - self._base)) is None:
            looked = max(self._at, self.position - _OVERLAP)
            if not self._more(looked):
                if self._resume is None:
                    self._at = self.position
                return None
        start, end = hit.span()
        self._at = self._base + end
        return self._base + start, hit[0], hit.lastgroup

    def _more(self, looked: int) -> bool:
        """Reads on; whether there was anything, and room for it."""
        if self._resume is not None and self.position - self._resume > self._limit:
            return False
        if self._start is not None and self.position - self._start > self._limit + _CHUNK:
            self._start = None
        kept = [place for place in (self._start, self._resume) if place is not None]
        first = min([looked, *kept]) - self._base
        if first > 0:
            del self._buffer[:first]
            self._base += first
        chunk = next(self._chunks, b"")
        self._buffer += chunk
        return bool(chunk)
