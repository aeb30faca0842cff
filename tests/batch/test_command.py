"""The commands ``batch`` and ``query``, with the real pipeline."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from referat import cli
from referat.batch.parts import FORMATS
from referat.batch.run import Progress, Report
from referat.cli.batch import DatasetFormat
from referat.cli.batch_progress import _Every, _line, show_report, watching

POST = (
    "Om möten\n\nJag läste rapporten Meeting Futures. ”Most teams still share files by mail”, "
    "skriver Lena Wikdahl. Det tror jag inte ett dugg på.\n"
)


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main([str(each) for each in arguments])
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_an_archive_becomes_a_dataset_that_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive, out = tmp_path / "a.jsonl", tmp_path / "out"
    archive.write_text(json.dumps({"id": "1", "published": "2012-05-03", "text": POST}) + "\n")
    code, said, errors = call(capsys, "batch", archive, "--out", out, "--workers", 1)
    assert (code, errors) == (0, "")
    assert "out: 1 posts, 0 rejected" in said
    assert "findings 1" in said
    question = "SELECT text, speaker, post_year FROM findings"
    code, said, _ = call(capsys, "query", out, question, "--format", "csv")
    answer = "Most teams still share files by mail,Lena Wikdahl,2012"
    assert said == f"text,speaker,post_year\n{answer}\n"
    code, said, _ = call(capsys, "query", out, question, "--format", "jsonl")
    assert json.loads(said)["speaker"] == "Lena Wikdahl"
    code, said, _ = call(capsys, "query", out, question)
    assert "Lena Wikdahl" in said

    tables = tmp_path / "mix"
    code, _, errors = call(capsys, "mix", out, "--output", tables, "--no-report")
    assert (code, errors) == (0, "")
    assert "2012" in (tables / "groups.csv").read_text()

    archive.write_text(archive.read_text() + "{broken\n")
    code, said, errors = call(capsys, "batch", archive, "--out", out, "--quiet")
    assert (code, said, errors) == (1, "", "")
    said = json.loads((out / "run.json").read_text())["counts"]
    assert said["run"] | {"unchanged": 1, "new": 0, "rejected": 1} == said["run"]
    models = json.loads((out / "run.json").read_text())["models"]
    assert {"language-sv-en", "syntax-en", "syntax-sv"} <= set(models)
    assert all(len(digest) == 64 for digest in models.values())

    settings = tmp_path / "other.toml"
    settings.write_text("[digest]\nmax_sentences = 3\n")
    code, _, errors = call(capsys, "batch", archive, "--out", out, "--settings", settings)
    assert code == 2
    assert "was written with other settings" in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["batch", "missing.txt", "--out", "out"], ["query", "missing", "SELECT 1"]]
)
def test_what_cannot_be_done_costs_one_line(
    arguments: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said, errors = call(capsys, *arguments)
    assert (code, said, errors.count("\n")) == (2, "", 1)
    assert not (tmp_path / "out").exists()


def test_a_missing_library_is_told_with_its_extra(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (tmp_path / "a.txt").write_text("En text.")
    code, _, errors = call(capsys, "batch", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert code == 2
    assert "pip install 'referat[batch]'" in errors


def test_a_cluster_needs_its_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    (tmp_path / "a.txt").write_text("En text.")
    arguments = ("batch", tmp_path / "a.txt", "--out", tmp_path / "out")
    code, _, errors = call(capsys, *arguments, "--engine", "ray")
    assert (code, errors.count("\n")) == (2, 1)
    assert "pip install 'referat[ray]'" in errors
    assert not (tmp_path / "out").exists()
    code, _, errors = call(capsys, *arguments, "--address", "host:6379")
    assert code == 2
    assert "give --engine ray as well" in errors


def test_formats_are_those_of_the_package() -> None:
    assert [each.value for each in DatasetFormat] == list(FORMATS)


def test_a_line_of_progress_says_how_far_it_is() -> None:
    progress = Progress(
        bytes=1000, bytes_read=250, current="x/a\x1b[31m.zip", done=1200, rejected=3, seconds=60.0
    )
    assert _line(progress, "20.0 a second, 0:03:00 left") == (
        "1,200 posts, 20.0 a second, 0:03:00 left, 3 rejected, 25% read, a␛[31m.zip"
    )


def test_pace_counts_from_the_first_new_post() -> None:
    said: list[str] = []
    every = _Every(10.0, lambda progress, pace: said.append(pace))
    progress = Progress(bytes=1000, bytes_read=500, unchanged=90, seconds=5.0)
    every(progress)
    progress.done = 1
    every(progress)
    progress.bytes_read, progress.seconds, progress.done = 600, 15.0, 21
    every(progress)
    assert said == ["2.0 a second, 0:00:40 left"]


def test_a_log_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(quiet=False) as watch:
        watch(Progress(done=1, seconds=5.0))
        watch(Progress(done=7, seconds=31.0, current="a.zip"))
    assert capsys.readouterr().err.endswith(" 7 posts, 0.2 a second, 0 rejected, a.zip\n")


def test_a_terminal_gets_a_line_that_is_drawn_anew(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with watching(quiet=False) as watch:
        watch(Progress(done=7, seconds=31.0, current="a.zip"))
    assert "7 posts" in capsys.readouterr().err


def test_the_report_says_what_was_done_and_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    totals = dict.fromkeys(
        "findings commentary claims sources agrees disagrees words_en words_other".split(), 5
    )
    report = Report(
        finished=True,
        new=7,
        changed=1,
        unchanged=2,
        rejected=1,
        gone=3,
        kept=4,
        redone=5,
        seconds=4.0,
        totals=totals | {"posts": 1000, "words": 20, "words_sv": 10},
        rejections=1,
        reasons=[("read", "it is cut off", 1)],
        slowest=[(1.5, "a.zip!x\x1b.txt"), (1.0, "n" * 100_000)],
    )
    show_report(report, tmp_path)
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) < 400
    for part in (
        "1,000 posts, 1 rejected",
        "7 new, 1 changed, 2 as before, 1 rejected, in 0:00:04, 2.0 a second",
        "3 posts are no longer in the input",
        "4 posts of earlier runs were not met",
        "5 posts stood in files that were lost",
        "Swedish 50.0%",
        "1.50 s  a.zip!x␛.txt",
        "1  read: it is cut off",
    ):
        assert part in said
