"""``referat mix``: posts or rows in, tables and a page out, errors in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from mix.rows_by_hand import row, swedish

from referat.cli import main
from referat.mix.dataset import write_rows

POSTS = {
    "a.md": "---\ntitle: Mjukt\nauthor: Anna Berg\ndate: 2012-05-03\ntags: [kontor, möten]\n---\n\n"
    "Vi kör en soft launch på måndag. Kollegan mailade mig om det i går.\n",
    "b.txt": "Hon skriver i rapporten: ”Most meetings could have been an email.” Det stämmer.\n",
}


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in ("mix", *arguments)])
    return int(ended.value.code or 0)


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in POSTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    write_rows([row("a"), swedish("b", published=None)], tmp_path / "rows")
    return tmp_path / "rows"


def test_posts_become_rows_tables_a_page_and_tokens(posts, tmp_path, capsys):
    out, tokens = tmp_path / "out", tmp_path / "t.conllu"
    assert run(posts, "--by", "month", "--output", out, "--tokens", tokens, "--replicates", 20) == 0
    told = capsys.readouterr()
    assert "1 of 2 posts have no month; they are grouped as unknown" in told.err
    assert told.out.startswith("2 posts, ")
    names = {path.name for path in out.iterdir()}
    assert {"posts", "report.html", "groups.csv", "groups.parquet", "concordance.csv"} <= names
    assert "soft launch" in (out / "insertions.csv").read_text(encoding="utf-8")
    assert "\tLang=en|Role=finding" in tokens.read_text(encoding="utf-8")

    again = tmp_path / "again"
    assert run(out / "posts", "--by", "month", "--output", again, "--replicates", 20) == 0
    for name in ("report.html", "groups.parquet", "insertions.csv"):
        assert (out / name).read_bytes() == (again / name).read_bytes()


def test_posts_are_grouped_by_the_tags_of_their_archive(posts, tmp_path):
    out = tmp_path / "out"
    assert run(posts, "--by", "tag", "--output", out, "--no-report", "--replicates", 0) == 0
    groups = (out / "groups.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[0] for line in groups] == ["(all)", "kontor", "möten", "(unknown)"]


def test_tables_alone_in_one_format(rows, tmp_path):
    out = tmp_path / "out"
    assert run(rows, "--output", out, "--tables", "csv", "--no-report", "--replicates", 0) == 0
    assert {path.suffix for path in out.iterdir()} == {".csv"}


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (["--since", "2030"], "none of them with a word"),
        (["--until", "i fjol"], "i fjol: no date; give YYYY, YYYY-MM or YYYY-MM-DD"),
        (["--tokens", "t.conllu"], "rows hold no tokens"),
    ],
)
def test_what_rows_cannot_answer_is_one_line(rows, tmp_path, capsys, extra, message):
    assert run(rows, "--output", tmp_path / "out", *extra) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line


def test_rows_are_not_written_over(posts, tmp_path, capsys):
    write_rows([row("a")], tmp_path / "out" / "posts")
    assert run(posts, "--output", tmp_path / "out") == 2
    assert "holds rows already" in capsys.readouterr().err


def test_no_post_at_all_is_one_line_more(tmp_path, capsys):
    assert run(tmp_path / "none.txt", "--output", tmp_path / "out") == 2
    assert "no post could be read" in capsys.readouterr().err.splitlines()[-1]


def test_tokens_need_a_known_ending(posts, tmp_path, capsys):
    assert run(posts, "--output", tmp_path / "out", "--tokens", tmp_path / "t.xyz") == 2
    assert "ends in .conllu, .spacy, .parquet" in capsys.readouterr().err


def test_a_post_that_cannot_be_read_costs_a_line_and_the_status(posts, tmp_path, capsys):
    (posts / "c.txt").write_bytes(b"")
    assert run(posts, "--output", tmp_path / "out", "--no-report", "--replicates", 0) == 1
    assert "c.txt" in capsys.readouterr().err
