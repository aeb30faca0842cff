"""Archives with something bad of every kind in them: all that is good comes out."""

from __future__ import annotations

import json
from pathlib import Path

import batch_archives
import pytest
from batch.fakes import do, rejected, rows, texts

from referat.batch import plan
from referat.post import Post


def named(out: Path) -> list[str]:
    """Where the rejected records are said to be."""
    return [f"{line['origin']}: {line['record']}" for line in rejected(out)]


def test_all_good_posts_of_a_poisoned_archive_come_out_and_all_bad_ones_are_named(
    tmp_path: Path,
) -> None:
    archive, out = tmp_path / "archive.zip", tmp_path / "out"
    good, bad = batch_archives.write_poisoned_zip(archive, 120, 4)
    assert len(bad) > len(batch_archives.poison())
    report = do(out, archive, part_posts=20)
    assert {row["origin"].split("!")[1] for row in rows(out)} == good
    assert len(rows(out)) == len(good)
    assert report.new == len(good)
    for name in bad:
        # A member's own name, or that of a record in it.
        assert any(name in place for place in named(out)), name
    assert all(line["error"] and len(line["digest"]) == 32 for line in rejected(out))
    again = do(out, archive, part_posts=20)
    assert (again.new, again.changed, again.rejected) == (0, 0, 0)


@pytest.mark.parametrize("name", sorted(batch_archives.poison()))
def test_poison_in_a_file_of_its_own_is_rejected_and_the_others_come_out(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.txt").write_text("Den första.")
    (folder / "z.txt").write_text("Den sista.")
    (folder / Path(name).name).write_bytes(batch_archives.poison()[name])
    report = do(tmp_path / "out", folder)
    harmless = name == "../out.txt"  # outside of an archive, a name like any other
    assert texts(tmp_path / "out")[0] == "Den första."
    assert texts(tmp_path / "out")[-1] == "Den sista."
    assert (report.rejections > 0) is not harmless


def test_poison_by_the_record_costs_only_itself(tmp_path: Path) -> None:
    good = [json.dumps({"id": str(number), "text": f"Text {number}."}) for number in range(5)]
    bad = ['{"id": "x", "te', '{"id": "x"}', '{"text": ""}', "[1]", '{"text": "RAISE"}', "\xff\0"]
    archive = tmp_path / "a.jsonl"
    archive.write_text("\n".join([*good[:2], *bad, *good[2:]]))
    do(tmp_path / "out", archive)
    assert texts(tmp_path / "out") == [f"Text {number}." for number in range(5)]
    assert len(rejected(tmp_path / "out")) == len(bad)


def test_a_link_out_of_the_folder_is_rejected(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("Hemligt.")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "a.txt").write_text("En text.")
    do(tmp_path / "out", folder)
    assert texts(tmp_path / "out") == ["En text."]
    (line,) = rejected(tmp_path / "out")
    assert "link out of the folder" in line["error"]


def test_an_error_of_a_reader_costs_the_file_and_not_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = plan.read

    def read(name: str, *arguments: object, **named: object) -> object:
        if name.endswith("b.txt"):
            yield Post("Före felet.")
            raise RecursionError("too deep")
        yield from real(name, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(plan, "read", read)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Text {name}.")
    do(tmp_path / "out", *sorted(tmp_path.glob("*.txt")))
    assert texts(tmp_path / "out") == ["Text a.", "Före felet.", "Text c."]
    (line,) = rejected(tmp_path / "out")
    assert line["error"].startswith("unexpected error: RecursionError: too deep")
