"""The records of a WARC file: where each begins and ends, and where the next one is after a break.

A record is a line with the version, header lines, an empty line, and as many bytes as its
``Content-Length`` says, with two line ends behind (WARC 1.1, section 4). A length is believed when
these or the next record stand behind it; else the record is rejected, and the next one is looked
for, in what was read of this one first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from referat.readers.base import Source
from referat.readers.warc_http import LONGEST_HEADERS, headers_of
from referat.readers.warc_tape import PIECE, Damage, Place, Tape

_VERSION = re.compile(rb"WARC/\d\.\d{1,2}[ \t]*\r?\n")
_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/\d\.\d{1,2}[ \t]*\r?\n)")
_END = re.compile(rb"\r?\n\r?\n")
_MARK = b"WARC/"
_BLANK = b"\r\n"
_ENDED = b"\r\n\r\n"
_LONGEST_MARK = 32
_LENGTH = re.compile(r"\d{1,18}")
_CUT = "the archive is cut off inside it"


@dataclass(frozen=True)
class Record:
    """One record.

    Args:
        place: where it begins.
        headers: by their names in lower case.
        block: what it holds, or the beginning of that.
        held: whether ``block`` is all of it.
    """

    place: Place
    headers: Mapping[str, str]
    block: bytes
    held: bool

    @property
    def kind(self) -> str:
        """Its type: response, resource, request, revisit and others."""
        return self.headers.get("warc-type", "").lower()

    @property
    def uri(self) -> str:
        """The address it was fetched from. Some crawlers put it between angle brackets."""
        return self.headers.get("warc-target-uri", "").strip("<> ")


def records_of(tape: Tape, source: Source) -> Iterator[Record]:
    """The records that are whole. The others are rejected.

    No more of one is held than ``max_bytes`` and its headers.
    """
    while True:
        yield from _until_damage(tape, source)
        if tape.damage is None or not tape.resume():
            return


def _until_damage(tape: Tape, source: Source) -> Iterator[Record]:
    told: Damage | None = None
    while True:
        tape.pass_over(_BLANK)
        tape.drop()
        if not tape.peek(1):
            if tape.damage is not None and tape.damage is not told:
                offset = tape.damage.offset
                source.reject(f"record at byte {offset}", tape.damage.reason, offset)
            return
        start = tape.at
        place = tape.place(start)
        headers, reason = _headers(tape)
        block = b""
        if headers is not None:
            begun, length = tape.at, int(headers["content-length"])
            block = _block(tape, length, source)
            reason = _wrong(tape, begun + length)
            if not reason:
                yield Record(place, headers, block, len(block) == length)
                continue
            if len(block) < tape.at - begun:
                block = b""  # not all that was read is held, so that it cannot be read again
        source.reject(f"record at byte {place}", reason, place.offset)
        told = tape.damage
        # Where the packed bytes of this very record are broken, nothing in them is to be trusted.
        if (told is not None and told.at <= start) or not _find_next(tape, block):
            return


def _wrong(tape: Tape, end: int) -> str:
    """What is wrong with the record that was to end at ``end``; an empty string: nothing."""
    missing = tape.at < end
    behind = tape.peek(_LONGEST_MARK)
    damage = tape.damage
    if damage is not None and (missing or damage.at < end):
        return damage.reason
    if missing:
        return _CUT
    # What stands where its end should is another matter, and is told of by itself.
    rest = behind.lstrip(_BLANK)
    if behind.startswith(_ENDED) or rest.startswith(_MARK) or _MARK.startswith(rest):
        return ""
    return "its length is wrong: no record stands behind it"


def _headers(tape: Tape) -> tuple[dict[str, str] | None, str]:
    """The headers of the record that begins here, or ``None`` and what is wrong with them."""
    size = _LONGEST_MARK
    head = tape.peek(size)
    if not _VERSION.match(head):
        return None, tape.damage.reason if tape.damage else "it is no WARC record"
    while (end := _END.search(head)) is None:
        if len(head) < size:
            return None, tape.damage.reason if tape.damage else _CUT
        if size >= LONGEST_HEADERS:
            return None, "its headers do not end"
        size = min(size * 4, LONGEST_HEADERS)
        head = tape.peek(size)
    headers = headers_of(head[: end.start()])
    if not _LENGTH.fullmatch(headers.get("content-length", "")):
        return None, "it does not say how long it is"
    left = end.end()
    while left:
        left -= len(tape.read(left))
    return headers, ""


def _block(tape: Tape, length: int, source: Source) -> bytes:
    """What a record holds, as far as it is kept; the rest is read, too."""
    keep = source.settings.max_bytes + LONGEST_HEADERS
    held = bytearray()
    left = length
    while left and (data := tape.read(min(left, PIECE))):
        left -= len(data)
        if len(held) < keep:
            held += data[: keep - len(held)]
        else:
            tape.drop()
    return bytes(held)


def _find_next(tape: Tape, block: bytes) -> bool:
    """Go to where the next record begins: in a block that was read, or behind it."""
    if block and (hit := _NEXT.search(block)) and tape.put_back(block[hit.end() :]):
        return True
    while data := tape.peek(PIECE):
        if hit := _NEXT.search(data):
            _pass(tape, hit.end())
            return True
        _pass(tape, max(len(data) - _LONGEST_MARK, 1))
        tape.drop()
    return False


def _pass(tape: Tape, size: int) -> None:
    while size:
        size -= len(tape.read(size))
