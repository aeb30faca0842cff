"""Where rows of language mix stand: in a folder of their own, or in a dataset of ``referat batch``.

A folder that ``referat mix`` wrote holds them as they are (`referat.mix.dataset.write_rows`). A
dataset of ``referat batch`` keeps its rows in ``posts/`` and what is not told there otherwise in
their column ``mix``; its text is that of the summary, its sources' titles are those of ``sources``.
Either is asked as the same view. Rows of another version, and files that differ from each other,
are refused by name: their counts would not mean the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Any

from referat.errors import DatasetError
from referat.mix.dataset import MARK, NESTED, VERSION, arrow, mix_field, schema

_MIX = "mix"
_POSTS = "posts"
_UNNESTED = ", ".join(
    (
        "id, origin, url, title, author, published, site",
        "list_transform(sources, lambda s: s.title) AS sources",
        *(f"{_MIX}.{name} AS {name}" for name in NESTED),
        "summary->>'$.text' AS text",
    )
)


@dataclass(frozen=True, slots=True)
class Stored:
    """Files with rows, in order; ``nested`` where these stand in rows of summaries."""

    files: tuple[Path, ...]
    nested: bool

    def create_view(self, connection: Any, name: str) -> None:
        """Make the rows a view of DuckDB's, with the columns of `referat.mix.dataset.schema`."""
        # DuckDB takes names for patterns; a bracket in one shall be a bracket.
        rows = connection.read_parquet(
            [escape(str(file)) for file in self.files], hive_partitioning=False
        )
        (rows.project(_UNNESTED) if self.nested else rows).create_view(name)


def stored_in(place: Path) -> Stored | None:
    """The rows in a folder or in its ``posts/``; ``None`` where it holds none, and for a file.

    Raises:
        DatasetError: there are rows, but of another version or without language mix; or a dataset
            in JSON Lines; or a file that is no Parquet.
    """
    if not place.is_dir():
        return None
    for folder in (place / _POSTS, place):
        files = tuple(sorted(path for path in folder.glob("*.parquet") if path.is_file()))
        nested = _is_nested(folder, files[0]) if files else None
        if nested is not None:
            _check(files, nested)
            return Stored(files, nested)
        if (folder.parent / "ledger.sqlite").is_file() and any(folder.glob("part-*.jsonl")):
            raise DatasetError(
                f"{place}: is a dataset in JSON Lines, which cannot be measured; write one with "
                "referat batch --format parquet"
            )
    return None


def _is_nested(folder: Path, file: Path) -> bool | None:
    """Whether a file's rows are those of summaries; ``None`` where it has none of either kind."""
    columns = _schema_of(file)
    if MARK in (columns.metadata or {}):
        return False
    if _MIX in columns.names:
        return True
    if {"summary", "share_en"} <= set(columns.names):
        raise DatasetError(
            f"{folder}: its rows hold summaries but no column of language mix; write it anew with "
            "this version, or give the posts themselves"
        )
    return None


def _check(files: tuple[Path, ...], nested: bool) -> None:
    wanted = mix_field() if nested else schema()
    for file in files:
        columns = _schema_of(file)
        found = columns if not nested else _field(columns)
        version = ((found.metadata if found else None) or {}).get(MARK, b"none")
        if version != VERSION.encode() or not found.equals(wanted):
            raise DatasetError(
                f"{file}: rows of version {version.decode('ascii', 'replace')}, while this referat "
                f"reads version {VERSION}; write the dataset anew"
            )


def _field(columns: Any) -> Any:
    return columns.field(_MIX) if _MIX in columns.names else None


def _schema_of(file: Path) -> Any:
    pa = arrow()
    from pyarrow import parquet

    try:
        with file.open("rb") as stream:
            return parquet.read_schema(stream)
    except (pa.ArrowException, OSError) as error:
        raise DatasetError(f"{file}: no readable Parquet; remove it or write it anew") from error
