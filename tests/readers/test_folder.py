"""Folders, patterns and lists of paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from referat.errors import EmptyInputError, NotFoundError, RejectedWarning
from referat.readers import Rejected, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "inlägg"
    (top / "b").mkdir(parents=True)
    (top / ".git").mkdir()
    for name in ("c.txt", "b/2.txt", "b/10.txt", "a.txt", ".git/x.txt", ".gömd.txt"):
        (top / name).write_text(f"Det här är {name}.")
    return top


def texts(origin: str | Path) -> tuple[list[str], list[tuple[str, str]]]:
    rejected: list[Rejected] = []
    found = [post.text for post in read(origin, rejected=rejected.append)]
    return found, [(each.place, each.reason) for each in rejected]


def test_a_folder_gives_all_files_below_it_in_order(folder: Path) -> None:
    names = ["a.txt", "c.txt", "b/10.txt", "b/2.txt"]
    assert texts(folder) == ([f"Det här är {name}." for name in names], [])
    origins = [post.meta.origin for post in read(folder)]
    assert origins == [str(folder / name) for name in names]


def test_links_out_of_a_folder_are_rejected(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "utanför.txt").write_text("Hemligt.")
    (tmp_path / "annan").mkdir()
    (folder / "b" / "länk.txt").symlink_to(tmp_path / "utanför.txt")
    (folder / "mapp").symlink_to(tmp_path / "annan")
    (folder / "inom.txt").symlink_to(folder / "a.txt")
    found, rejected = texts(folder)
    assert "Hemligt." not in found
    assert found.count("Det här är a.txt.") == 2
    assert rejected == [
        ("mapp", "it is a link to a folder"),
        ("b/länk.txt", "it is a link out of the folder"),
    ]


def test_a_pattern_names_files_in_order(folder: Path) -> None:
    assert texts(f"{folder}/**/*0.txt")[0] == ["Det här är b/10.txt."]
    assert texts(folder / "?.txt")[0] == ["Det här är a.txt.", "Det här är c.txt."]
    (folder / "[a].txt").write_text("Klamrar.")
    assert texts(folder / "[a].txt")[0] == ["Klamrar."]
    with pytest.raises(NotFoundError, match="no file fits"):
        next(read(folder / "*.docx"))


def test_one_bad_file_of_a_pattern_is_rejected(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"")
    found, rejected = texts(f"{folder}/?.txt")
    assert len(found) == 2
    assert rejected == [(str(folder / "b.txt"), "it is empty")]


def test_a_list_names_files_folders_and_patterns(folder: Path) -> None:
    listed = folder.parent / "alla.list"
    listed.write_text(f"# en kommentar\ninlägg/c.txt\n\n{folder}/a.txt\nsaknas.txt\ninlägg/b\n")
    found, rejected = texts(listed)
    assert found == [f"Det här är {name}." for name in ("c.txt", "a.txt", "b/10.txt", "b/2.txt")]
    assert rejected == [("line 5", "there is no such file")]


def test_a_list_inside_an_archive_or_of_other_names_is_text(folder: Path) -> None:
    path = str(folder / "a.txt")
    assert [post.text for post in read("x.list", data=path.encode())] == [path]
    (folder.parent / "rader.txt").write_text(path)
    assert texts(folder.parent / "rader.txt")[0] == [path]


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError, match="no file in it"):
        next(read(tmp_path))
    (tmp_path / "tom.list").write_text("# inget\n")
    with pytest.raises(EmptyInputError, match="names no file"):
        next(read(tmp_path / "tom.list"))


def test_a_folder_of_bad_files_alone_tells_of_each(tmp_path: Path) -> None:
    (tmp_path / "tom.txt").write_text("")
    with pytest.warns(RejectedWarning, match=r"tom\.txt: it is empty"):
        assert list(read(tmp_path)) == []
