"""Names and files of outputs: distinct, inside their folder, whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from referat.writers.files import output_names, write_file


def test_a_lone_name_is_kept() -> None:
    assert output_names([Path("in/a.txt"), Path("b.c.md"), Path("-")], ".json") == [
        "a.json", "b.c.json", "stdin.json",
    ]  # fmt: skip


def test_shared_names_are_told_apart_whatever_the_order() -> None:
    paths = [Path("a.txt"), Path("b/a.txt"), Path("A.md"), Path("other.txt")]
    names = dict(zip(paths, output_names(paths, ".html"), strict=True))
    assert len({name.casefold() for name in names.values()}) == 4
    assert names[Path("other.txt")] == "other.html"
    backwards = dict(zip(paths[::-1], output_names(paths[::-1], ".html"), strict=True))
    assert backwards == names


def test_composed_and_decomposed_letters_are_one_name() -> None:
    names = output_names([Path("å.txt"), Path("a\u030a.txt")], ".md")
    assert all("-" in name for name in names)


def test_a_name_that_looks_like_a_digest_is_no_collision() -> None:
    first = output_names([Path("a.txt"), Path("b/a.txt")], "")[0]
    assert len(set(output_names([Path("a.txt"), Path("b/a.txt"), Path(first)], ""))) == 3


@pytest.mark.parametrize("path", ["../../x.txt", "/etc/x.txt", "..", "x/../..", "a" * 300])
def test_names_hold_no_folder_and_fit(path: str) -> None:
    (name,) = output_names([Path(path)], ".json")
    assert "/" not in name
    assert name not in {"", ".", ".."}
    assert len(name) < 200


def test_written_in_utf8_with_the_line_ends_given(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", "å\r\n🙂\n")
    assert (tmp_path / "a.txt").read_bytes() == "å\r\n🙂\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("before")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(target, "after")
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_is_followed_and_a_mode_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("before")
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    write_file(link, "after")
    assert link.is_symlink()
    assert target.read_text() == "after"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_file(Path(os.devnull), "x")
    assert not Path(os.devnull).is_file()
