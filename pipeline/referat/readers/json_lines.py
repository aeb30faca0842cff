r"""JSON Lines, and JSON files that hold one record, a list of records, or records in a row.

In JSON Lines, the lines part the records: a broken one costs itself and no other. Elsewhere a scan
for braces outside of strings does (`json_values`), so that a list of a gigabyte is read one record
at a time, too. A record is then parsed by the standard library, as RFC 8259 has it, with two
exceptions: ``NaN`` and ``Infinity``, which Python and pandas write for a missing value, are one;
and of a key that stands twice in a record nobody can tell which is meant, so that such a record is
rejected.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from referat.errors import InputError, NotTextError
from referat.post import Post
from referat.readers.base import Fit, Source
from referat.readers.json_values import Value, values_of
from referat.readers.record import ReadText, post_of
from referat.text.decode import decode

_RECORD = re.compile(rb'\s*(?:\[\s*)?\{\s*(?:\}\s*$|"(?:[^"\\]|\\.){0,300}"\s*:)')
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPARE = 4
"""How many times ``max_bytes`` a record may be: escaped, a letter is six bytes."""
_PIECE = 65_536


class _Line(NamedTuple):
    """A line with words on it; ``data`` is ``None`` where it is too long to be held."""

    number: int
    offset: int
    data: bytes | None
    ended: bool


class JsonLinesReader:
    """Reads JSON Lines and JSON."""

    name = "json"
    suffixes = (".jsonl", ".ndjson", ".json")

    def __init__(self, read_text: ReadText) -> None:
        self._read_text = read_text

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By a record at its very beginning, in UTF-16 too, or by its name."""
        start = head.removeprefix(codecs.BOM_UTF8)
        if head.startswith(_WIDE):
            start = decode(head).text.encode("utf-8", "replace")
        if _RECORD.match(start):
            return Fit.CONTENT
        return Fit.NAME if suffix in self.suffixes else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """The posts of all records.

        Raises:
            NotTextError: it is in UTF-16, which JSON is not written in.
        """
        if source.head.startswith(_WIDE):
            raise NotTextError(source.origin, "it is JSON in UTF-16", "save it as UTF-8")
        limit = _SPARE * source.settings.max_bytes
        by_line = not source.head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"[")
        if by_line:
            with source.open() as stream:
                by_line = _has_lines(stream, limit)
        with source.open() as stream:
            records = _by_line(stream, limit) if by_line else _by_value(stream, limit)
            for number, (place, offset, found) in enumerate(records, 1):
                try:
                    record = _parsed(found, source.origin)
                    post = post_of(record, number, source.origin, source.settings, self._read_text)
                except InputError as error:
                    source.reject(place, error.found, offset)
                else:
                    yield post


def _lines(stream: BinaryIO, limit: int) -> Iterator[_Line]:
    """The lines that are not blank. Of one above the limit, no more than that is held."""
    offset = number = 0
    while data := stream.readline(limit + 1):
        number += 1
        size, ended = len(data), data.endswith(b"\n")
        if size > limit and not ended:
            while not ended and (more := stream.readline(_PIECE)):
                size += len(more)
                ended = more.endswith(b"\n")
            yield _Line(number, offset, None, ended)
        elif data.strip():
            yield _Line(number, offset, data, ended)
        offset += size


def _has_lines(stream: BinaryIO, limit: int) -> bool:
    """Whether a line is a record, as against one that is spread over lines.

    A first line that is broken does not make JSON Lines a record over several lines: there, the
    second one does not begin with a brace.
    """
    lines = _lines(stream, limit)
    first = next(lines, None)
    if first is None or first.data is None:
        return True
    data = first.data.removeprefix(codecs.BOM_UTF8).strip()
    if not data.startswith(b"{"):
        return True
    found = list(values_of(iter((data,)), limit))
    if found and found[0].whole:
        # Several records in one line are no JSON Lines either.
        return len(found) == 1 or not all((each.data or b"")[:1] == b"{" for each in found)
    second = next(lines, None)
    return second is not None and (second.data or b"").lstrip().startswith(b"{")


def _by_line(stream: BinaryIO, limit: int) -> Iterator[tuple[str, int, Value]]:
    for line in _lines(stream, limit):
        value = Value(line.offset, line.data, whole=line.data is not None)
        if line.data is not None and not line.ended and not _parses(line.data):
            value = value._replace(whole=False)
        yield f"line {line.number}", line.offset, value


def _by_value(stream: BinaryIO, limit: int) -> Iterator[tuple[str, int, Value]]:
    pieces = iter(lambda: stream.read(_PIECE), b"")
    for number, value in enumerate(values_of(pieces, limit), 1):
        yield f"record {number}", value.offset, value


def _parses(data: bytes) -> bool:
    try:
        json.loads(decode(data).text)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(value: Value, origin: str) -> Mapping[str, object]:
    """The record in a stretch of JSON.

    Raises:
        InputError: there is none.
    """
    remedy = "mend that record"
    if value.data is None:
        raise InputError(origin, "it is too long to be one post", "raise input.max_bytes")
    if not value.whole:
        raise InputError(origin, "the file is cut off inside it", "fetch it again")
    try:
        found = json.loads(
            decode(value.data).text, object_pairs_hook=_unique, parse_constant=lambda _: None
        )
    except json.JSONDecodeError as error:
        clause = f"it is no JSON ({error.msg} at character {error.pos + 1})"
        raise InputError(origin, clause, remedy) from error
    except RecursionError as error:
        raise InputError(origin, "it is nested too deep", remedy) from error
    except ValueError as error:
        raise InputError(origin, f"it is no record ({error})", remedy) from error
    if not isinstance(found, dict):
        raise InputError(origin, "it is no JSON object", "give each post as an object")
    return found


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"the key {twice[:80]!r} stands in it twice")
    return record
