"""Rows in both formats: columns, lists and the summary, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mix.rows_by_hand import ROW
from writers import factory

from referat.batch.columns import LISTS, VALUES, row_of, schema
from referat.batch.items import Key, Record
from referat.batch.parts import FORMATS
from referat.summary import Summary

KEY = Key(b"\1" * 16, 1)


@pytest.fixture
def record() -> Record:
    return row_of(factory.summary(), ROW, KEY, "digest")


def test_columns_are_those_of_the_schema(record: Record) -> None:
    assert list(json.loads(record.columns)) == [*VALUES, "mix"]
    assert list(json.loads(record.lists)) == list(LISTS)
    assert schema().names == [*VALUES, *LISTS, "mix", "summary"]


def test_a_row_says_what_the_summary_says(record: Record) -> None:
    summary = factory.summary()
    columns, lists = json.loads(record.columns), json.loads(record.lists)
    assert columns["key"] == "01" * 16
    assert columns["title"] == summary.post.title
    assert columns["n_findings"] == len(lists["findings"]) == len(summary.findings)
    assert columns["n_claims"] == len(lists["claims"]) == len(summary.claims)
    assert [each["stance"] for each in lists["commentary"]] == [
        each.stance for each in summary.commentary
    ]
    assert [each["text"] for each in lists["findings"]] == [each.text for each in summary.findings]
    assert columns["digest_sv"].startswith(summary.summary.sv[0].text)
    assert Summary.model_validate_json(record.summary) == summary


def test_the_year_is_that_of_the_date(record: Record) -> None:
    published = factory.summary().post.published
    assert published is not None
    assert json.loads(record.columns)["year"] == int(published[:4])


def test_a_post_of_which_nothing_is_known_has_a_row() -> None:
    record = row_of(factory.bare("x.txt"), ROW, Key(b"\2" * 16, 3), "d")
    columns = json.loads(record.columns)
    assert columns["key"].endswith("-3")
    assert columns["year"] is None
    assert columns["published"] is None


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_what_is_written_is_read_again(tmp_path: Path, record: Record, format: str) -> None:
    parts = FORMATS[format]()
    records = [record] * 40
    parts.write(tmp_path / "a", records)
    back = parts.read(tmp_path / "a")
    assert [each.columns for each in back] == [each.columns for each in records]
    assert [each.summary for each in back] == [each.summary for each in records]
    parts.write(tmp_path / "b", back)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_words_of_strangers_do_not_break_a_line(tmp_path: Path) -> None:
    odd = 'En titel med ",\\"summary\\":" och\u2028radslut'
    record = row_of(factory.bare("x.txt", title=odd), ROW, KEY, "d")
    parts = FORMATS["jsonl"]()
    parts.write(tmp_path / "a", [record, record])
    assert [json.loads(each.columns)["title"] for each in parts.read(tmp_path / "a")] == [odd] * 2
    assert parts.read(tmp_path / "a")[0].summary == record.summary
