"""Folders, patterns and lists of paths.

A folder gives the posts of all files below it, in the order of their names, so that two machines
read them alike; hidden files are passed over, and a link that leads out of the folder is rejected.
A list (``.list``, ``.lst`` or ``.paths``) names a file or folder a line, relative to its own folder
or in full. Only whoever calls can name a list: one inside an archive is plain text.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from referat.errors import EmptyInputError, InputError, NotFoundError
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


def files_of(pattern: str, refused: Callable[[InputError], object]) -> Iterator[Path]:
    """The files that a name or pattern stands for; of a folder, those below it.

    Args:
        pattern: what `matching` takes.
        refused: is told of links that lead out of their folder, and of what is no file.

    Raises:
        NotFoundError: none fits the pattern.
    """
    for path in matching(pattern):
        if not path.is_dir():
            yield path
            continue
        for file, reason in _walk(path):
            if reason is None:
                yield file
            else:
                refused(InputError(str(file), reason, "name it by itself, if it is to be read"))


def _walk(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """The files of a folder and of those in it, sorted, each with a reason not to read it."""
    top = folder.resolve()
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            path = Path(place) / name
            if path.is_symlink():  # os.walk does not go there
                yield path, "it is a link to a folder"
        for name in sorted(files):
            path = Path(place) / name
            if name.startswith("."):
                continue
            if not path.resolve().is_relative_to(top):
                yield path, "it is a link out of the folder"
            else:
                yield path, None if path.is_file() else "it is no regular file"


def read_folder(source: Source, posts_of: PostsOf) -> Iterator[Post]:
    """The posts of all files below a folder.

    Raises:
        EmptyInputError: there is no file in it.
    """
    folder = source.path
    assert folder is not None
    there_are_files = False
    for path, reason in _walk(folder):
        there_are_files = True
        name = path.relative_to(folder).as_posix()
        if reason is not None:
            source.reject(name, reason)
        else:
            yield from posts_of_each(source, [(name, _file(path, source), None)], posts_of)
    if not there_are_files:
        raise EmptyInputError(source.origin, "there is no file in it", "name a folder with posts")


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
