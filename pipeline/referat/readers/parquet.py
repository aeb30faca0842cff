"""Parquet, a row group at a time, by pyarrow.

Only the columns that hold a field are read. The list of row groups stands at the end of a Parquet
file, so that it needs a file one can move about in; one that is packed into an archive is read into
memory as far as ``input.max_bytes`` goes. A row group that is damaged is rejected; the others are
read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from referat.errors import InputError, TooLargeError
from referat.post import Post
from referat.readers.base import Fit, Source
from referat.readers.record import ReadText, bodies_of, looked_for, names_of, post_of
from referat.text.decode import text_of

_FREE = 1_000_000
"""Unpacked bytes from which on the expansion counts."""
_ROWS = 32
"""How many rows are unpacked at once: as many bodies are in memory."""
_BUFFER = 1 << 20
_LONGEST_SCHEMA = 100_000_000


class ParquetReader:
    """Reads Parquet."""

    name = "parquet"
    suffixes = (".parquet",)

    def __init__(self, read_text: ReadText) -> None:
        self._read_text = read_text

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By its mark."""
        return Fit.CONTENT if head.startswith(b"PAR1") else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """The posts of all rows.

        Raises:
            InputError: pyarrow is missing, the file is damaged, or no column holds a text.
        """
        with _seekable(source) as stream:
            file, columns = _opened(stream, source)
            for number, record in _records(file, columns, source):
                try:
                    post = post_of(record, number, source.origin, source.settings, self._read_text)
                except InputError as error:
                    source.reject(f"record {number}", error.found)
                else:
                    yield post


def _broken() -> tuple[type[Exception], ...]:
    """What pyarrow raises over a file that is damaged."""
    from pyarrow import ArrowException

    return (ArrowException, OSError, ValueError, OverflowError)


def _opened(stream: BinaryIO, source: Source) -> tuple[Any, list[str]]:
    """The file, and those of its columns that hold a field.

    Raises:
        InputError: pyarrow is missing, the file is damaged, or no column holds a text.
    """
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError(
            source.origin,
            "Parquet is read by pyarrow, which is not installed",
            "run pip install 'referat[parquet]'",
        ) from error
    try:
        metadata = ParquetFile(
            stream,
            thrift_string_size_limit=_LONGEST_SCHEMA,
            thrift_container_size_limit=_LONGEST_SCHEMA,
        ).metadata
        paths = [metadata.schema.column(each).path for each in range(metadata.num_columns)]
        columns = _columns(paths, source)
        # A text that stands in many rows is written once, and stays so in memory.
        file = ParquetFile(stream, metadata=metadata, buffer_size=_BUFFER, read_dictionary=columns)
    except _broken() as error:
        found = f"it is a damaged Parquet file ({_first_line(error)})"
        raise InputError(source.origin, found, "fetch it again") from error
    return file, columns


def _records(
    file: Any, columns: list[str], source: Source
) -> Iterator[tuple[int, dict[str, object]]]:
    """The records with their numbers, from 1 on. Row groups that are damaged are rejected."""
    limit = source.settings.max_expansion
    number = 0
    for group in range(file.num_row_groups):
        part = file.metadata.row_group(group)
        last = number + part.num_rows
        found = ""
        if _is_bomb(part, columns, limit):
            found = f"its row group {group + 1} unpacks to more than {limit} times its size"
        else:
            try:
                for record in _rows(file, group, columns):
                    number += 1
                    yield number, record
            except _broken() as error:
                found = f"its row group {group + 1} is damaged ({_first_line(error)})"
        if found:
            source.reject(f"record {number + 1} to {last}", found)
        number = last


def _seekable(source: Source) -> BinaryIO:
    """The file as a stream one can move about in.

    Raises:
        InputError: it is packed, and too large to be held.
    """
    stream = source.open()
    if stream.seekable():
        return stream
    stream.close()
    try:
        return io.BytesIO(source.whole)
    except TooLargeError as error:
        raise InputError(
            source.origin,
            f"it is Parquet inside an archive, and larger than {source.settings.max_bytes:,} bytes",
            "unpack it first",
        ) from error


def _columns(paths: list[str], source: Source) -> list[str]:
    """The columns that hold a field.

    Raises:
        InputError: none holds a text.
    """
    fields = source.settings.fields
    found = {name for name in names_of(fields) for path in paths if _is_at(path, name)}
    if not found & set(bodies_of(fields)):
        shown = ", ".join(repr(path[:40]) for path in paths[:20]) or "none"
        raise InputError(
            source.origin,
            f"no column holds a text (found {shown}; looked for {looked_for(fields)})",
            "say in input.fields what the column with the text is called",
        )
    return [path for path in paths if any(_is_at(path, name) for name in found)]


def _is_at(path: str, name: str) -> bool:
    return path == name or path.startswith(name + ".")


def _is_bomb(part: Any, columns: list[str], limit: int) -> bool:
    """Whether a column of a row group says that it grows out of all proportion."""
    for index in range(part.num_columns):
        column = part.column(index)
        size = column.total_uncompressed_size
        if column.path_in_schema in columns and size > _FREE:
            if size > limit * max(column.total_compressed_size, 1):
                return True
    return False


def _rows(file: Any, group: int, columns: list[str]) -> Iterator[dict[str, object]]:
    """The records of one row group."""
    for batch in file.iter_batches(_ROWS, row_groups=[group], columns=columns, use_threads=False):
        names = batch.schema.names
        arrays = [_readable(array) for array in batch.columns]
        for index in range(batch.num_rows):
            yield {
                name: _plain(array[index].as_py())
                for name, array in zip(names, arrays, strict=True)
            }


def _readable(array: Any) -> Any:
    """Points in time without their nanoseconds, which Python's own have none of."""
    from pyarrow import timestamp, types

    if types.is_timestamp(array.type) and array.type.unit == "ns":
        return array.cast(timestamp("us", array.type.tz), safe=False)
    return array


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return text_of(value)
    if isinstance(value, dict):
        return {key: _plain(inside) for key, inside in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200] or type(error).__name__
