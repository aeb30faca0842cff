"""What a server answered, as a WARC record keeps it: status, headers, and the body unpacked.

RFC 9112 says how a body is cut into chunks, RFC 9110, section 8.4, how it is packed. Crawlers keep
either as it came or undo one and keep the header that announced it; a body that is a page already
is taken as it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from referat.errors import InputError
from referat.readers.base import too_large
from referat.settings import InputSettings

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_END = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]+")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]")
_FREE = 1_000_000
_PIECE = 65_536
_MOST_CODINGS = 3
LONGEST_HEADERS = 65_536
"""Bytes that the headers may take up."""


@dataclass(frozen=True)
class Answer:
    """A server's answer; ``headers`` by their names in lower case, ``body`` as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def headers_of(data: bytes) -> dict[str, str]:
    """The headers in some lines, by their names in lower case; of several, the first."""
    headers: dict[str, str] = {}
    for line in _FOLD.sub(" ", data.decode("utf-8", "replace")).splitlines():
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return headers


def answer_in(block: bytes) -> Answer | None:
    """The answer that a record holds, or ``None`` where it holds none."""
    status = _STATUS.match(block)
    end = _END.search(block, 0, LONGEST_HEADERS)
    if status is None or end is None:
        return None
    return Answer(int(status[1]), headers_of(block[status.end() : end.start()]), block[end.end() :])


def unpacked(answer: Answer, origin: str, settings: InputSettings) -> bytes:
    """The body as its writer wrote it.

    Raises:
        InputError: it is cut off or garbled, packed in a way nobody here can unpack, or too large.
    """
    body = answer.body
    if _PAGE.match(body):
        return body
    if "chunked" in answer.headers.get("transfer-encoding", "").lower() and _CHUNK.match(body):
        body = _joined(body, origin)
    said = answer.headers.get("content-encoding", "").lower()
    codings = [each.strip() for each in said.split(",") if each.strip() not in ("", "identity")]
    if len(codings) > _MOST_CODINGS:
        raise InputError(origin, f"it is packed {len(codings)} times over", "unpack it first")
    # The last one named was applied last.
    for coding in reversed(codings):
        if _PAGE.match(body):
            break
        body = _decoded(body, coding, origin, settings)
    if len(body) > settings.max_bytes:
        raise too_large(origin, settings.max_bytes)
    return body


def _joined(body: bytes, origin: str) -> bytes:
    """The chunks of a body, put together."""
    pieces: list[bytes] = []
    at = 0
    while head := _CHUNK.match(body, at):
        size = int(head[1], 16)
        if not size:
            return b"".join(pieces)
        at = head.end() + size
        if at > len(body):
            break
        pieces.append(body[head.end() : at])
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    raise InputError(origin, "its chunks are cut off or garbled", "fetch it again")


def _decoded(body: bytes, coding: str, origin: str, settings: InputSettings) -> bytes:
    if coding in ("gzip", "x-gzip"):
        if not body.startswith(b"\x1f\x8b"):
            return body  # unpacked by the crawler
        pieces = _inflated(body, zlib.MAX_WBITS | 16)
    elif coding == "deflate":
        # RFC 1950 around RFC 1951 is what is meant; some servers send the latter alone.
        wrapped = len(body) > 1 and body[0] & 15 == 8 and not (body[0] << 8 | body[1]) % 31
        pieces = _inflated(body, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    elif coding == "br":
        pieces = _from_brotli(body, origin)
    else:
        raise InputError(origin, f"it is packed by {coding[:40]!r}", "unpack it first")
    whole = bytearray()
    try:
        for piece in pieces:
            whole += piece
            if len(whole) > settings.max_bytes:
                raise too_large(origin, settings.max_bytes)
            if len(whole) > _FREE and len(whole) > settings.max_expansion * len(body):
                found = f"it unpacks to more than {settings.max_expansion} times its size"
                raise InputError(origin, found, "raise input.max_expansion in the settings")
    except EOFError as error:
        raise InputError(origin, "its packed body is cut off", "fetch it again") from error
    except zlib.error as error:
        found = f"its packed body is damaged ({error})"
        raise InputError(origin, found, "fetch it again") from error
    return bytes(whole)


def _inflated(body: bytes, bits: int) -> Iterator[bytes]:
    inflate = zlib.decompressobj(wbits=bits)
    while not inflate.eof:
        piece = inflate.decompress(body, _PIECE)
        body = inflate.unconsumed_tail
        if not piece and not body and not inflate.eof:
            raise EOFError
        yield piece


def _from_brotli(body: bytes, origin: str) -> Iterator[bytes]:
    try:
        import brotli
    except ImportError as error:
        raise InputError(
            origin,
            "it is packed by Brotli, and brotli is not installed",
            "run pip install 'referat[warc]'",
        ) from error
    machine = brotli.Decompressor()
    try:
        piece = machine.process(body, output_buffer_limit=_PIECE)
        while piece:
            yield piece
            if machine.is_finished():
                return
            piece = machine.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise InputError(origin, "its packed body is damaged", "fetch it again") from error
    if not machine.is_finished():
        raise EOFError
