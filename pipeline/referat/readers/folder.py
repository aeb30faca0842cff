"""Folders, patterns and lists of paths.

A folder gives the posts of all files below it, in the order of their names, so that two machines
read them alike; hidden files are passed over, and a link that leads out of the folder is rejected.
A list (``.list``, ``.lst`` or ``.paths``) names a file or folder a line, relative to its own folder
or in full. Only whoever calls can name a list: one inside an archive is plain text.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from referat.errors import EmptyInputError, NotFoundError
from referat.post import Post
from referat.readers.base import PostsOf, Source, posts_of_each
from referat.text.decode import decode

LISTS = (".list", ".lst", ".paths")
"""Suffixes of a list of paths."""


def matching(pattern: str) -> list[Path]:
    """The files and folders that a pattern (``*``, ``?``, ``[…]``, ``**``) names, sorted.

    A name that exists is taken as it is, also with brackets in it.

    Raises:
        NotFoundError: none does.
    """
    if os.path.lexists(pattern) or not glob.has_magic(pattern):
        return [Path(pattern)]
    # Path.glob takes no absolute pattern.
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    if not found:
        raise NotFoundError(pattern, "no file fits this pattern", "check the folder it names")
    return [Path(name) for name in found]


def files_below(folder: Path, source: Source) -> Iterator[Path]:
    """The files of a folder and of those in it, sorted; links out of it are rejected."""
    top = folder.resolve()
    for place, folders, files in os.walk(folder):
        for name in list(folders):
            if name.startswith("."):
                folders.remove(name)
            elif (Path(place) / name).is_symlink():
                source.reject(_below(Path(place) / name, folder), "it is a link to a folder")
                folders.remove(name)
        folders.sort()
        for name in sorted(files):
            path = Path(place) / name
            if name.startswith("."):
                continue
            if not path.resolve().is_relative_to(top):
                source.reject(_below(path, folder), "it is a link out of the folder")
            elif not path.is_file():
                source.reject(_below(path, folder), "it is no regular file")
            else:
                yield path


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def read_folder(source: Source, posts_of: PostsOf) -> Iterator[Post]:
    """The posts of all files below a folder.

    Raises:
        EmptyInputError: there is no file in it.
    """
    folder = source.path
    assert folder is not None
    members = (
        (_below(path, folder), _file(path, source), None) for path in files_below(folder, source)
    )
    first = next(members, None)
    if first is None:
        raise EmptyInputError(source.origin, "there is no file in it", "name a folder with posts")
    yield from posts_of_each(source, _chained(first, members), posts_of)


def read_list(source: Source, posts_of: PostsOf) -> Iterator[Post]:
    """The posts of all files, folders and patterns that a list names, in its order.

    Raises:
        EmptyInputError: it names none.
    """
    assert source.path is not None
    base = source.path.parent
    lines = [line.strip() for line in decode(source.whole).text.splitlines()]
    named = [(at, line) for at, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not named:
        raise EmptyInputError(source.origin, "it names no file", "write one path a line")
    members = ((f"line {at}", _file(base / line, source), None) for at, line in named)
    yield from posts_of_each(source, members, posts_of)


def _file(path: Path, source: Source) -> Source:
    return Source(str(path), source.settings, path, rejected=source.rejected)


def _chained(
    first: tuple[str, Source, None], rest: Iterator[tuple[str, Source, None]]
) -> Iterator[tuple[str, Source, None]]:
    yield first
    yield from rest
