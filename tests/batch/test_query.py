"""Questions to a dataset."""

from __future__ import annotations

from pathlib import Path

import pytest
from batch.fakes import do, lines
from mix.rows_by_hand import ROW
from writers import factory

from referat.batch.columns import row_of
from referat.batch.items import Key
from referat.batch.parts import ParquetParts
from referat.batch.query import ask
from referat.errors import DatasetError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    for number in (1, 2):
        key = Key(bytes([number]) * 16, 1)
        record = row_of(factory.summary(), ROW, key, "digest")
        ParquetParts().write(tmp_path / "posts" / f"part-00000{number}.parquet", [record])
    return tmp_path


def rows(folder: Path, question: str) -> list[tuple[object, ...]]:
    return list(ask(folder, question).rows)


def test_posts_have_the_columns_of_the_dataset(folder: Path) -> None:
    summary = factory.summary()
    assert (
        rows(folder, "SELECT title, n_findings FROM posts")
        == [(summary.post.title, len(summary.findings))] * 2
    )


@pytest.mark.parametrize("view", ["findings", "commentary", "claims", "sources"])
def test_each_row_of_a_list_is_a_row_of_its_view(folder: Path, view: str) -> None:
    ids = [each.id for each in getattr(factory.summary(), view)] * 2
    assert rows(folder, f"SELECT id FROM {view} ORDER BY post") == [(each,) for each in ids]
    assert rows(folder, f"SELECT DISTINCT post_title, post_year FROM {view}") == [
        (factory.TITLE, 2012)
    ]


def test_a_finding_knows_its_source_and_what_the_writer_makes_of_it(folder: Path) -> None:
    summary = factory.summary()
    titles = {source.id: source.title for source in summary.sources}
    expected = [
        (
            finding.id,
            titles.get(finding.source or ""),
            sum(
                finding.id in each.about and each.stance == "agrees" for each in summary.commentary
            ),
        )
        for finding in summary.findings
    ]
    found = rows(folder, "SELECT id, source_title, agrees FROM findings ORDER BY post")
    assert found == expected * 2


def test_a_source_knows_how_often_it_is_quoted(folder: Path) -> None:
    summary = factory.summary()
    quoted = [sum(f.source == each.id for f in summary.findings) for each in summary.sources]
    assert rows(folder, "SELECT findings FROM sources ORDER BY post") == [
        (count,) for count in quoted * 2
    ]


def test_the_whole_summary_can_be_asked(folder: Path) -> None:
    (answer,) = rows(folder, "SELECT summary->>'$.post.title' FROM posts LIMIT 1")
    assert answer == (factory.TITLE,)


def test_language_mix_can_be_asked(folder: Path) -> None:
    found = rows(folder, "SELECT mix.words_en, len(mix.insertions) FROM posts")
    assert found == [(ROW.words_en, len(ROW.insertions))] * 2


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY posts TO 'out.csv'",
        "ATTACH 'other.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_a_question_reaches_nothing_but_the_dataset(folder: Path, question: str) -> None:
    with pytest.raises(DatasetError, match="cannot be answered"):
        rows(folder, question)


def test_a_wrong_question_is_told_in_one_line(folder: Path) -> None:
    with pytest.raises(DatasetError) as error:
        rows(folder, "SELECT nothing FROM posts")
    assert "nothing" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_without_a_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds no dataset"):
        ask(tmp_path, "SELECT 1")


def test_a_dataset_in_json_lines_is_told(tmp_path: Path) -> None:
    do(tmp_path / "out", lines(tmp_path / "a.jsonl", {"p": "En text."}))
    with pytest.raises(DatasetError, match="--format parquet"):
        ask(tmp_path / "out", "SELECT 1")


def test_a_dataset_without_rows_answers_too(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", {"p": "RAISE"})
    do(tmp_path / "out", archive, format="parquet")
    assert rows(tmp_path / "out", "SELECT count(*) FROM findings") == [(0,)]
