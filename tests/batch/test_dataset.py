"""The files of a dataset: torn, missing, without room, or left behind by a run that was killed."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from batch.fakes import Inline, do, files, lines, rejected, rows, texts

from referat.batch import dataset
from referat.batch.dataset import Dataset
from referat.batch.ledger import Ledger
from referat.batch.parts import JsonParts
from referat.errors import DatasetError

POSTS = {f"p{number}": f"Text nummer {number}." for number in range(8)}
LATER = POSTS | {"p1": "RAISE", "p4": "Ny text.", "new": "Ny post."}
del LATER["p6"]


class Killed(BaseException):
    """Ends a run as a signal would: nothing of it is caught."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return lines(tmp_path / "archive.jsonl", POSTS)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def garble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[10] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [cut, garble, Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_torn_part_is_found_and_its_posts_are_done_again(
    archive: Path, out: Path, damage: Callable[[Path], Any]
) -> None:
    do(out, archive)
    damage(out / "posts" / "part-000002.jsonl")
    engine = Inline()
    report = do(out, archive, engine=engine)
    assert engine.asked == [POSTS[key] for key in ("p3", "p4", "p5")]
    assert report.redone == 3
    assert sorted(texts(out)) == sorted(POSTS.values())


def kill_at(monkeypatch: pytest.MonkeyPatch, fatal: int) -> None:
    """Ends a run before or after one of the steps by which a dataset changes."""
    steps = count()

    def pass_by() -> None:
        if next(steps) == fatal:
            raise Killed

    def watched(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def step(*arguments: Any, **named: Any) -> Any:
            pass_by()
            result = real(*arguments, **named)
            pass_by()
            return result

        monkeypatch.setattr(owner, name, step)

    for owner, name in (
        (Ledger, "commit"),
        (Ledger, "forget_part"),
        (Path, "replace"),
        (Path, "unlink"),
        (JsonParts, "write"),
        (dataset, "write_file"),
        (dataset, "_sync"),
    ):
        watched(owner, name)


def test_killed_at_any_step_a_run_is_made_good_by_the_next(
    archive: Path, out: Path, tmp_path: Path
) -> None:
    """Posts that are new, changed, gone and failing, over a part that is torn."""
    fresh = tmp_path / "fresh"
    do(fresh, lines(archive, LATER))
    fatal = 0
    while True:
        begun(archive, out)
        with pytest.MonkeyPatch.context() as patch:
            kill_at(patch, fatal)
            try:
                do(out, archive)
                break
            except Killed:
                pass
        do(out, archive)
        by_key = sorted(rows(out), key=lambda row: row["key"])
        assert by_key == sorted(rows(fresh), key=lambda row: row["key"]), fatal
        assert rejected(out) == rejected(fresh)
        assert not [path for path in out.rglob("*") if "aside" in path.name]
        fatal += 1
    assert fatal > 40


def begun(archive: Path, out: Path) -> None:
    """A dataset of the earlier state of the archive, with a torn part; then the later state."""
    for path in sorted(out.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    do(out, lines(archive, POSTS))
    cut(out / "posts" / "part-000001.jsonl")
    lines(archive, LATER)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_full_disk_ends_the_run_in_one_line_and_loses_nothing(
    archive: Path, out: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    calls = 0
    real = JsonParts.write

    def write(self: JsonParts, path: Path, records: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            path.write_text("half a ro")
            raise OSError(errno.ENOSPC, "No space left on device")
        real(self, path, records)

    monkeypatch.setattr(JsonParts, "write", write)
    with pytest.raises(DatasetError, match=r"out: cannot be written \(no space left on device\)"):
        do(out, archive)
    assert texts(out) == list(POSTS.values())[: 3 * (at - 1)]
    do(out, archive)
    assert texts(out) == list(POSTS.values())


def test_a_full_disk_below_the_ledger_is_told_as_well(archive: Path, out: Path) -> None:
    do(out, archive)
    base = sqlite3.connect(out / "ledger.sqlite")
    (pages,) = base.execute("PRAGMA page_count").fetchone()
    base.close()
    ledger = Ledger(out / "ledger.sqlite")
    ledger._base.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DatasetError, match=r"ledger\.sqlite: cannot be written"):
        ledger.clear({str(number): "x" * 1000 for number in range(100)})
    assert len(ledger.parts()) == 3
    ledger.close()


def test_two_runs_never_write_one_dataset(archive: Path, out: Path) -> None:
    do(out, archive)
    held = Dataset(out, "jsonl", 3)
    with pytest.raises(DatasetError, match="another run is writing"):
        do(out, archive)
    held.close()
    do(out, archive)


def test_a_dataset_without_its_ledger_is_not_overwritten(archive: Path, out: Path) -> None:
    do(out, archive)
    (out / "ledger.sqlite").unlink()
    before = files(out)
    with pytest.raises(DatasetError, match=r"ledger\.sqlite is missing"):
        do(out, archive)
    assert files(out) == before
    do(out, archive, new=True)
    assert texts(out) == list(POSTS.values())


def test_a_damaged_ledger_is_told_and_begun_anew_on_demand(archive: Path, out: Path) -> None:
    do(out, archive)
    (out / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(DatasetError, match=r"is damaged.*--new"):
        do(out, archive)
    do(out, archive, new=True)
    assert texts(out) == list(POSTS.values())


def test_a_folder_that_cannot_be_made_is_told(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatasetError, match="cannot be written"):
        do(tmp_path / "file" / "out", archive)


def test_files_of_others_in_the_folder_are_left_alone(archive: Path, out: Path) -> None:
    do(out, archive)
    (out / "posts" / "notes.txt").write_text("mine")
    do(out, archive, engine=Inline("2"), new=True)
    assert (out / "posts" / "notes.txt").read_text() == "mine"


def test_rows_do_not_depend_on_the_clock_or_on_earlier_runs(archive: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        do(tmp_path / name, archive)
    assert files(tmp_path / "a") == files(tmp_path / "b")
