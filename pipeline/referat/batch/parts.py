"""The two formats of a dataset's files: Parquet, and JSON Lines for those who want it.

Both hold the same rows in the same order. A line of JSON Lines has the columns of one value and,
under ``summary``, the summary itself as an object, in which the lists stand anyway.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from referat.batch.columns import LISTS, schema
from referat.batch.items import Record
from referat.errors import DatasetError

_SUMMARY = ',"summary":'


class Format(Protocol):
    """How rows stand in a file."""

    suffix: str

    def write(self, path: Path, records: Sequence[Record]) -> None:
        """Write a new file.

        Raises:
            OSError: it cannot be written.
        """

    def read(self, path: Path) -> list[Record]:
        """The rows of a file that `write` wrote."""


class ParquetParts:
    """Parquet, packed by zstd.

    Raises:
        DatasetError: pyarrow is missing.
    """

    suffix = ".parquet"

    def __init__(self) -> None:
        try:
            import pyarrow.parquet  # noqa: F401 - whether it is there
        except ImportError as error:
            raise DatasetError(
                "Parquet is written by pyarrow, which is not installed; run pip install "
                "'referat[batch]', or ask for --format jsonl"
            ) from error

    def write(self, path: Path, records: Sequence[Record]) -> None:
        """Write a new file."""
        import pyarrow as pa
        from pyarrow import parquet

        columns = schema()
        # A few at a time: as Python's own objects, nested lists take ten times the room.
        batches = [
            pa.RecordBatch.from_pylist(
                [
                    json.loads(columns_) | json.loads(lists) | {"summary": summary}
                    for columns_, lists, summary in records[at : at + 32]
                ],
                schema=columns,
            )
            for at in range(0, len(records), 32)
        ]
        table = pa.Table.from_batches(batches, schema=columns)
        with path.open("xb") as stream:
            parquet.write_table(table, stream, compression="zstd")

    def read(self, path: Path) -> list[Record]:
        """The rows of a file."""
        from pyarrow import parquet

        records = []
        with path.open("rb") as stream:
            for batch in parquet.ParquetFile(stream).iter_batches(32, use_threads=False):
                for row in batch.to_pylist():
                    lists = {name: row.pop(name) for name in LISTS}
                    summary = row.pop("summary")
                    records.append(Record(_json(row), _json(lists), summary))
        return records


class JsonParts:
    """JSON Lines in UTF-8."""

    suffix = ".jsonl"

    def write(self, path: Path, records: Sequence[Record]) -> None:
        """Write a new file."""
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            for columns, _, summary in records:
                stream.write(f"{columns[:-1]}{_SUMMARY}{summary}}}\n")

    def read(self, path: Path) -> list[Record]:
        """The rows of a file; their lists, which it does not hold, are empty."""
        records = []
        with path.open(encoding="utf-8", newline="\n") as stream:
            for line in stream:
                row = json.loads(line)
                # As it was written: figures and all keep their form.
                summary = line[: line.rindex("}")].split(_SUMMARY, 1)[1]
                del row["summary"]
                records.append(Record(_json(row), "{}", summary))
        return records


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


FORMATS: dict[str, type[ParquetParts] | type[JsonParts]] = {
    "parquet": ParquetParts,
    "jsonl": JsonParts,
}
