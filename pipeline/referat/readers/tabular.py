"""CSV and TSV, streamed, a row at a time (RFC 4180, and what spreadsheets make of it).

The delimiter is found in the header: comma, semicolon (a Swedish Excel writes that) or tab. The
bytes of each cell are decoded by themselves, so that a file of Windows-1252, or one that was put
together from two encodings, reads as well as one of UTF-8. The header says which column is which
field, whatever its case. A row of another number of columns than the header's cannot be trusted to
have anything in its place, and is rejected.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import BinaryIO

from referat.errors import InputError
from referat.post import Post
from referat.readers.base import Fit, Source
from referat.readers.record import ReadText, bodies_of, looked_for, names_of, post_of
from referat.settings import FieldSettings, load_settings
from referat.text.decode import decode, text_of

_DELIMITERS = ",;\t"
_DECLARED = re.compile(r"sep=([,;\t])\s*")
"""Excel's line that says what parts the columns of the lines below."""
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SPARE = 2
"""How many times ``max_bytes`` a row may be: quoted, a quotation mark is two bytes."""
_PIECE = 65_536
_ESCAPED = re.compile("[\udc80-\udcff]")


class CsvReader:
    """Reads CSV and TSV."""

    name = "csv"
    suffixes = (".csv", ".tsv", ".tab")

    def __init__(self, read_text: ReadText) -> None:
        self._read_text = read_text

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By a header with the usual name of a body and of one more field, or by its name.

        A line of prose could be such a header; then the line below it has other columns.
        """
        if suffix in self.suffixes:
            return Fit.NAME
        lines = decode(head).text.splitlines()[:2]
        if len(lines) < 2:
            return Fit.NONE
        fields = _usual()
        delimiter, columns = _header(lines[0], fields)
        known = set(names_of(fields)) & set(columns)
        below = next(csv.reader([lines[1]], delimiter=delimiter), [])
        fits = (
            known & set(bodies_of(fields)) and len(known) > 1 and len(set(columns)) == len(columns)
        )
        # The second row may go on below its line, where a cell holds line ends.
        alike = len(below) == len(columns) or lines[1].count('"') % 2
        return Fit.CONTENT if fits and alike else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """The posts of all rows.

        Raises:
            InputError: no column holds a text.
        """
        settings = source.settings
        # The module's own bound, 131,072 letters, is below what a post may be. It holds for the
        # whole process, so that it is only ever raised.
        csv.field_size_limit(max(csv.field_size_limit(), _SPARE * settings.max_bytes))
        with source.open() as stream:
            lines = _Lines(stream, _SPARE * settings.max_bytes)
            try:
                first = next(lines, "")
                declared = _DECLARED.fullmatch(first)
                first = next(lines, "") if declared else first
                delimiter, columns = _header(first, settings.fields)
                if declared:
                    delimiter, columns = declared[1], _cells(first, declared[1])
            except (_TooLongError, csv.Error) as error:
                found = f"its first line is no header ({error})"
                raise InputError(source.origin, found, "check that it is CSV") from error
            wanted = _wanted(columns, settings.fields, source.origin)
            for number, row, place, offset in _rows(lines, delimiter, len(columns), source):
                record = {name: _decoded(row[column]) for column, name in wanted.items()}
                try:
                    post = post_of(record, number, source.origin, settings, self._read_text)
                except InputError as error:
                    source.reject(place, error.found, offset)
                else:
                    yield post


@cache
def _usual() -> FieldSettings:
    """What the fields are called where nobody says otherwise."""
    return load_settings().input.fields


class _TooLongError(Exception):
    """A row is above the limit."""


class _Lines:
    """The lines of a file as text in which bytes that are not UTF-8 stand as half surrogates.

    ``number`` counts the lines given so far, ``offset`` is the byte after them. Where the lines
    since `begin` grow above the limit, a `_TooLongError` says so.
    """

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._left = limit
        self._quotes = 0
        mark = stream.read(2)
        self._encoding = _WIDE.get(mark)
        self._ahead = b""
        self.number = 0
        self.offset = 0
        if self._encoding:
            self.offset = 2
        else:
            mark += stream.read(1)
            self._ahead = mark.removeprefix(codecs.BOM_UTF8)
            self.offset = len(mark) - len(self._ahead)

    def __iter__(self) -> _Lines:
        return self

    def begin(self) -> None:
        """A row begins with the next line."""
        self._left = self._limit
        self._quotes = 0

    def __next__(self) -> str:
        """The next line, with its end."""
        data = self._line()
        if not data:
            raise StopIteration
        self.number += 1
        self.offset += len(data)
        self._left -= len(data)
        self._quotes += data.count(b'"')
        if self._left < 0:
            self._skip_row(data)
            raise _TooLongError(f"it is larger than {self._limit:,} bytes")
        if self._encoding:
            return data.decode(self._encoding, "replace")
        return data.decode("utf-8", "surrogateescape")

    def _skip_row(self, data: bytes) -> None:
        """Read past the row that ``data`` is in, as far as its quotation marks tell."""
        while not data.endswith(b"\n") or self._quotes % 2:
            ended = data.endswith(b"\n")
            data = self._stream.readline(_PIECE)
            if not data:
                return
            self.number += ended
            self.offset += len(data)
            self._quotes += data.count(b'"')

    def _line(self) -> bytes:
        if self._encoding is None:
            if b"\n" in self._ahead:
                first, end, self._ahead = self._ahead.partition(b"\n")
                return first + end
            data = self._ahead + self._stream.readline(self._left + 1)
            self._ahead = b""
            return data
        line = bytearray()
        # The byte of a line's end stands in other letters, too, and has a zero byte beside it.
        end = "\n".encode(self._encoding)
        while len(line) <= self._left and (more := self._stream.readline(self._left + 1)):
            line += more
            if len(line) % 2:
                line += self._stream.read(1)
            if line.endswith(end):
                break
        return bytes(line)


def _rows(
    lines: _Lines, delimiter: str, columns: int, source: Source
) -> Iterator[tuple[int, list[str], str, int]]:
    """The rows that are whole, each with its number, its place and its offset."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        lines.begin()
        line, offset = lines.number + 1, lines.offset
        place = f"line {line}"
        number += 1
        try:
            row = next(reader, None)
        except _TooLongError as error:
            source.reject(place, str(error) + _until(line, lines.number), offset)
            # What it had read of the row is in the reader that is given up here.
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            continue
        except csv.Error as error:
            source.reject(place, _broken(error) + _until(line, lines.number), offset)
            continue
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            number -= 1
        elif len(row) != columns:
            found = f"it has {len(row)} columns, and the header has {columns}"
            source.reject(place, found + _until(line, lines.number), offset)
        else:
            yield number, row, place, offset


def _until(first: int, last: int) -> str:
    return f"; it goes on to line {last}" if last > first else ""


def _broken(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "the file ends inside a quoted cell"
    return f"its quotation marks are broken ({error})"


def _header(line: str, fields: FieldSettings) -> tuple[str, list[str]]:
    """The delimiter of a header, and the columns' names: as many as any delimiter gives, and
    first of all one that holds a text.
    """
    bodies = {name.casefold() for name in bodies_of(fields)}
    best = max(
        _DELIMITERS,
        key=lambda each: (
            not bodies.isdisjoint(name.casefold() for name in _cells(line, each)),
            len(_cells(line, each)),
        ),
    )
    return best, _cells(line, best)


def _cells(line: str, delimiter: str) -> list[str]:
    row = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
    return [_decoded(cell).strip() for cell in row]


def _wanted(columns: list[str], fields: FieldSettings, origin: str) -> Mapping[int, str]:
    """Which column is which field, by the field's name in the settings.

    Raises:
        InputError: none holds a text, or two are called alike.
    """
    names = {name.casefold(): name for name in names_of(fields)}
    wanted: dict[int, str] = {}
    for column, said in enumerate(columns):
        name = names.get(said.casefold())
        if name is None:
            continue
        if name in wanted.values():
            found = f"two of its columns are called {name!r}"
            raise InputError(origin, found, "give each column a name of its own")
        wanted[column] = name
    if not set(wanted.values()) & set(bodies_of(fields)):
        shown = ", ".join(repr(said[:40]) for said in columns[:20]) or "none"
        raise InputError(
            origin,
            f"no column holds a text (found {shown}; looked for {looked_for(fields)})",
            "say in input.fields what the column with the text is called",
        )
    return wanted


def _decoded(cell: str) -> str:
    """A cell whose bytes are decoded as those of a file would be."""
    if cell.isascii() or not _ESCAPED.search(cell):
        return cell
    return text_of(cell.encode("utf-8", "surrogateescape"))
