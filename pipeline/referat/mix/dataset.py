"""Rows on disk: a folder of Parquet parts with the schema of `MixRow`, written and checked.

The schema's version stands in each file's metadata. A folder of another version, or one that mixes
files of both, is refused by name: its counts would not mean the same.
"""

from __future__ import annotations

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
_MARK = b"referat_mix"
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
    "words words_sv words_en en_finding en_term en_main en_own block_marked block_bare sentence_marked "
    "sentence_bare inside_marked inside_bare utterances mixed shifts"
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


def schema() -> pyarrow.Schema:
    """The columns of a row as Arrow has them, in the order of `MixRow`.

    Raises:
        DatasetError: pyarrow is missing.
    """
    pa = arrow()
    fields = [pa.field(name, _type(kind)) for name, kind in _COLUMNS.items()]
    return pa.schema(fields, metadata={_MARK: VERSION})


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
    """Write rows as parts of a new dataset; gives how many there were.

    Raises:
        DatasetError: the folder holds Parquet files already, or cannot be written to.
    """
    columns = schema()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if parts(folder):
            raise DatasetError(
                f"{folder}: holds Parquet files already; name an empty --output, or give "
                "this folder as the input"
            )
        count = 0
        left = iter(rows)
        for number, chunk in enumerate(_chunks(left, part_rows)):
            _write_part(folder / f"part-{number:05d}.parquet", chunk, columns)
            count += len(chunk)
    except OSError as error:
        what = (error.strerror or type(error).__name__).lower()
        raise DatasetError(f"{folder}: {what}; name another --output") from error
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


def parts(folder: Path) -> list[Path]:
    """The Parquet files of a folder, by name."""
    return sorted(path for path in folder.glob("*.parquet") if path.is_file())


def is_dataset(path: Path) -> bool:
    """Whether a folder holds rows of language mix, of whatever version; a file never does.

    Raises:
        DatasetError: its rows are those of a dataset of summaries, without language mix; or a file
            of it is no Parquet.
    """
    files = parts(path) if path.is_dir() else []
    if not files:
        return False
    columns = _schema_of(files[0])
    if _MARK in (columns.metadata or {}):
        return True
    if {"summary", "share_en"} <= set(columns.names):
        raise DatasetError(
            f"{path}: its rows hold summaries but no columns of language mix; write it anew with "
            "this version, or give the posts themselves"
        )
    return False


def check_dataset(folder: Path) -> list[Path]:
    """The files of a dataset, by name, each of which has rows of this version.

    Raises:
        DatasetError: a file is damaged, of another version, or lacks columns.
    """
    columns = schema()
    files = parts(folder)
    for file in files:
        found = _schema_of(file)
        version = (found.metadata or {}).get(_MARK, b"none").decode("ascii", "replace")
        if version != VERSION or not found.equals(columns):
            raise DatasetError(
                f"{file}: rows of version {version}, while this referat reads version {VERSION}; "
                "write the dataset anew"
            )
    return files


def _schema_of(file: Path) -> Any:
    pa = arrow()
    from pyarrow import parquet

    try:
        with file.open("rb") as stream:
            return parquet.read_schema(stream)
    except (pa.ArrowException, OSError) as error:
        raise DatasetError(f"{file}: no readable Parquet; remove it or write it anew") from error
