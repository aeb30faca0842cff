"""Rows on disk: a folder of Parquet parts with the schema of `MixRow`.

The schema's version stands in each file's metadata, so that `referat.mix.stored` can refuse rows
whose counts would not mean the same. What a dataset of ``referat batch`` has of a row, beside its
own columns, is one column more: `mix_field`, filled by `mix_value`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat.errors import DatasetError
from referat.mix.rows import MixRow

if TYPE_CHECKING:
    import pyarrow

VERSION = "1"
"""Of the rows' schema and of what its counts mean."""
MARK = b"referat_mix"
"""The key of the version in the metadata of Parquet."""
PART_ROWS = 2_000

_TEXT, _COUNT, _VALUE, _YES = "string", "int64", "float64", "bool"
_LANGUAGES = {"language": _TEXT, "words": _COUNT}
_STRETCHES = {"start": _COUNT, "end": _COUNT, "language": _TEXT, "standing": _TEXT}
_INSERTIONS = {
    "start": _COUNT,
    "end": _COUNT,
    "text": _TEXT,
    "phrase": _TEXT,
    "lemma": _TEXT,
    "words": _COUNT,
    "marked": _YES,
    "inflected": _YES,
    "left": _TEXT,
    "right": _TEXT,
}
COUNTS = (
    "words words_sv words_en en_finding en_term en_main en_own block_marked block_bare "
    "sentence_marked sentence_bare inside_marked inside_bare utterances mixed shifts"
).split()
MEASURES = "cmi m_index i_index language_entropy span_entropy burstiness memory".split()
_COLUMNS: dict[str, Any] = {
    **dict.fromkeys("id origin url title author published site".split(), _TEXT),
    "sources": [_TEXT],
    "tags": [_TEXT],
    **dict.fromkeys(COUNTS[:3], _COUNT),
    "languages": [_LANGUAGES],
    **dict.fromkeys(COUNTS[3:], _COUNT),
    "mixing": _VALUE,
    **dict.fromkeys(MEASURES, _VALUE),
    "text": _TEXT,
    "stretches": [_STRETCHES],
    "insertions": [_INSERTIONS],
}


# Columns that a dataset of summaries has of its own, in whatever form.
_TOLD = frozenset("id origin url title author published site sources text".split())
NESTED = tuple(name for name in _COLUMNS if name not in _TOLD)
"""The fields of `mix_field`."""


def schema() -> pyarrow.Schema:
    """The columns of a row as Arrow has them, in the order of `MixRow`.

    Raises:
        DatasetError: pyarrow is missing.
    """
    pa = arrow()
    fields = [pa.field(name, _type(kind)) for name, kind in _COLUMNS.items()]
    return pa.schema(fields, metadata={MARK: VERSION})


def mix_field() -> pyarrow.Field:
    """The column ``mix`` of a dataset of summaries: a record of all that a row has beside what the
    dataset tells in columns of its own.

    Raises:
        DatasetError: pyarrow is missing.
    """
    kinds = {name: _COLUMNS[name] for name in NESTED}
    return arrow().field("mix", _type(kinds), metadata={MARK: VERSION})


def mix_value(row: MixRow) -> dict[str, Any]:
    """What stands in the column `mix_field` for a post."""
    stored = _storable(row)
    return {name: stored[name] for name in NESTED}


def arrow() -> Any:
    """pyarrow, imported when it is needed.

    Raises:
        DatasetError: it is missing.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise DatasetError(
            "tables of language mix are kept by pyarrow, which is not installed; run pip install "
            "'referat[mix]'"
        ) from error
    return pa


def _type(kind: Any) -> Any:
    pa = arrow()
    if isinstance(kind, dict):
        return pa.struct([pa.field(name, _type(inside)) for name, inside in kind.items()])
    return pa.list_(_type(kind[0])) if isinstance(kind, list) else pa.type_for_alias(kind)


def write_rows(rows: Iterable[MixRow], folder: Path, part_rows: int = PART_ROWS) -> int:
    """Write rows as parts of a new dataset, which is there when all are, and not without any; gives
    how many there were.

    Raises:
        DatasetError: the folder holds files already, or cannot be written to.
    """
    columns = schema()
    partial = folder.with_name(f".{folder.name}.partial")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise DatasetError(
                f"{folder}: holds files already; name an empty --output, or give this folder as "
                "the input"
            )
        shutil.rmtree(partial, ignore_errors=True)  # of a run that was stopped
        partial.mkdir(parents=True)
        count = 0
        for number, chunk in enumerate(_chunks(iter(rows), part_rows)):
            _write_part(partial / f"part-{number:05d}.parquet", chunk, columns)
            count += len(chunk)
        if count:
            if folder.is_dir():
                folder.rmdir()  # empty; not every system lets it be replaced
            partial.replace(folder)
    except OSError as error:
        what = (error.strerror or type(error).__name__).lower()
        raise DatasetError(f"{folder}: {what}; name another --output") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return count


def _chunks(rows: Iterator[MixRow], size: int) -> Iterator[list[MixRow]]:
    while chunk := list(islice(rows, size)):
        yield chunk


def _write_part(path: Path, rows: Sequence[MixRow], columns: pyarrow.Schema) -> None:
    pa = arrow()
    from pyarrow import parquet

    table = pa.Table.from_pylist([_storable(row) for row in rows], schema=columns)
    with path.open("xb") as stream:
        parquet.write_table(table, stream, compression="zstd")


def _storable(row: MixRow) -> dict[str, Any]:
    """A row as Arrow takes it: lone surrogates, which UTF-8 has no place for, are replaced."""
    return {name: _clean(value) for name, value in asdict(row).items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    return value
