"""Rows in folders of their own and in datasets of summaries: the same view, others refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from mix.rows_by_hand import row, swedish
from pyarrow import parquet

from referat.errors import DatasetError
from referat.mix.archive import By, opened
from referat.mix.dataset import MARK, mix_field, mix_value, schema, write_rows
from referat.mix.rows import MixRow
from referat.mix.stored import stored_in

TOLD = ("id", "origin", "url", "title", "author", "published", "site")


def fields(*left_out: str) -> list[pa.Field]:
    """Some of the columns that a dataset of summaries has."""
    source = pa.struct([("id", pa.string()), ("title", pa.string()), ("year", pa.int32())])
    found = [
        *(pa.field(name, pa.string()) for name in ("key", *TOLD)),
        pa.field("words", pa.int64()),
        pa.field("share_en", pa.float64()),
        pa.field("sources", pa.list_(source)),
        pa.field("summary", pa.string()),
        mix_field(),
    ]
    return [field for field in found if field.name not in left_out]


def summarised(folder: Path, rows: Sequence[MixRow], *left_out: str) -> Path:
    """A dataset of summaries with a file for each row."""
    (folder / "posts").mkdir(parents=True)
    (folder / "ledger.sqlite").touch()
    for number, each in enumerate(rows, start=1):
        values: dict[str, Any] = {name: getattr(each, name) for name in TOLD} | {
            "key": each.id,
            "words": each.words,
            "share_en": each.words_en / each.words if each.words else 0.0,
            "sources": [{"id": "s1", "title": title} for title in each.sources],
            "summary": json.dumps({"text": each.text}, ensure_ascii=False),
            "mix": mix_value(each),
        }
        table = pa.Table.from_pylist([values], schema=pa.schema(fields(*left_out)))
        path = folder / "posts" / f"part-{number:06d}.parquet"
        parquet.write_table(table, path, compression="zstd")
    return folder


ROWS = (
    row("a", sources=("Ett", "Två"), tags=("kontor",), text='Å\u2028\x00 "soft" 😀 launch'),
    swedish("b", 0),
    swedish("c", 7, published=None),
)


def test_a_dataset_of_summaries_gives_the_same_view_as_rows(tmp_path):
    write_rows(ROWS, tmp_path / "rows")
    query = f"SELECT {', '.join(schema().names)} FROM posts ORDER BY id"
    with (
        opened(tmp_path / "rows") as one,
        opened(summarised(tmp_path / "batch", ROWS)) as other,
    ):
        assert other.rows(query) == one.rows(query)
        assert one.rows(query)[0][schema().names.index("text")] == ROWS[0].text
        for by in By:
            assert other.groups(by) == one.groups(by)


def test_rows_are_found_in_posts_below_too(tmp_path):
    assert stored_in(tmp_path) is None
    write_rows(ROWS, tmp_path / "posts")
    parquet.write_table(pa.table({"group": ["2012"]}), tmp_path / "groups.parquet")
    stored = stored_in(tmp_path)
    assert stored is not None
    assert [path.parent.name for path in stored.files] == ["posts"]
    assert stored_in(tmp_path / "posts" / "part-00000.parquet") is None


def test_other_parquet_holds_no_rows(tmp_path):
    parquet.write_table(pa.table({"text": ["Hej"]}), tmp_path / "a.parquet")
    assert stored_in(tmp_path) is None
    with pytest.raises(DatasetError, match="holds no rows of language mix"), opened(tmp_path):
        pass


def test_summaries_without_language_mix_are_refused(tmp_path):
    folder = summarised(tmp_path / "d", ROWS, "mix")
    with pytest.raises(DatasetError, match="no column of language mix"):
        stored_in(folder)


def test_a_dataset_in_json_lines_is_refused(tmp_path):
    (tmp_path / "posts").mkdir()
    (tmp_path / "ledger.sqlite").touch()
    (tmp_path / "posts" / "part-000001.jsonl").touch()
    with pytest.raises(DatasetError, match="--format parquet"):
        stored_in(tmp_path)


def test_rows_of_another_version_are_refused(tmp_path):
    write_rows(ROWS, tmp_path / "d")
    old = schema().with_metadata({MARK: b"0"})
    parquet.write_table(pa.Table.from_pylist([], schema=old), tmp_path / "d/part-00009.parquet")
    with pytest.raises(DatasetError, match=r"part-00009.parquet: rows of version 0"):
        stored_in(tmp_path / "d")


@pytest.mark.parametrize("field", [mix_field().with_metadata({MARK: b"0"}), None])
def test_summaries_of_another_version_are_refused(tmp_path, field):
    folder = summarised(tmp_path / "d", ROWS)
    kept = [*fields("mix"), field] if field else fields("mix")
    table = pa.Table.from_pylist([], schema=pa.schema(kept))
    parquet.write_table(table, folder / "posts" / "part-000009.parquet")
    with pytest.raises(DatasetError, match=r"part-000009.parquet: rows of version (0|none)"):
        stored_in(folder)


def test_a_damaged_part_is_named(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(DatasetError, match=r"a.parquet: no readable Parquet"):
        stored_in(tmp_path)
