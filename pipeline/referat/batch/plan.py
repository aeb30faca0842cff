"""What is to be read: the files that the inputs name, in their order, and the posts in them.

Files go into the ledger's temporary tables rather than a list, since a folder may hold a million of
them. Each file is read to its end in every run, which costs a small part of what the pipeline
does: only so is it known what is new, changed or gone.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from referat.batch.dataset import file_digest
from referat.batch.items import PlannedFile, Rejection
from referat.batch.ledger import Ledger
from referat.errors import DatasetError, InputError, NotFoundError
from referat.post import Post
from referat.readers import STDIN, Rejected, files_of, matching, read
from referat.settings import InputSettings

Refused = Callable[[int, InputError], object]


def check(inputs: Sequence[str]) -> None:
    """See whether there is something of each name, before anything is begun.

    Raises:
        NotFoundError: there is no such file or folder, or none that fits the pattern.
    """
    for name in inputs:
        if name != STDIN and not all(map(os.path.lexists, matching(name))):
            raise NotFoundError(name, "there is no such file", "check the path")


def plan(inputs: Sequence[str], out: Path, ledger: Ledger, refused: Refused) -> tuple[int, int]:
    """Enter all files that the inputs name; gives how many, and their bytes.

    Args:
        inputs: files, folders, patterns, ``-``.
        out: the dataset, which must not be read.
        ledger: keeps the plan.
        refused: is told of links that lead out of their folder, and of what is no file, with the
            number of the input.

    Raises:
        DatasetError: the dataset lies in a folder that is to be read.
    """
    return ledger.plan(_files(inputs, Path(os.path.realpath(out)), ledger, refused))


def _files(
    inputs: Sequence[str], out: Path, ledger: Ledger, refused: Refused
) -> Iterator[PlannedFile]:
    for name in inputs:
        number = ledger.input(name)
        if name == STDIN:
            yield PlannedFile(Path(STDIN), number, 0)
            continue
        for path in files_of(name, partial(refused, number)):
            if Path(os.path.realpath(path)).is_relative_to(out):
                raise DatasetError(f"{out}: lies in the input {name}; name another --out")
            yield PlannedFile(path, number, _size(path))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it says what is wrong


class Reading:
    """Reads planned files one after the other, and knows how far it is.

    Args:
        settings: the limits.
    """

    def __init__(self, settings: InputSettings) -> None:
        self._settings = settings
        self._stream: BinaryIO | None = None
        self._finished = 0
        self.current: Path | None = None

    def bytes_read(self) -> int:
        """Bytes of the planned files that lie behind the reader."""
        stream = self._stream
        return self._finished + (stream.tell() if stream and not stream.closed else 0)

    def items(self, file: PlannedFile) -> Iterator[Post | Rejection]:
        """The posts of a file, and what could not be read in it, in their order."""
        self.current = file.path
        name = str(file.path)
        refused: deque[Rejected] = deque()
        digest = _Digest(file.path)

        def told() -> Iterator[Rejection]:
            while refused:
                each = refused.popleft()
                yield Rejection(each.archive, each.place, "read", each.reason, digest())

        try:
            posts = read(name, self._settings, rejected=refused.append, opened=self._opened)
            for post in posts:
                yield from told()
                yield post
            yield from told()
        except InputError as error:
            yield from told()
            yield Rejection(name, None, "read", f"{error.found}; {error.remedy}", digest())
        except Exception as error:  # noqa: BLE001 - a reader's mistake must not end the night
            yield from told()
            found = f"unexpected error: {type(error).__name__}: {error}; report it with the file"
            yield Rejection(name, None, "read", found, digest())
        self._finished += file.size
        self._stream = None

    def _opened(self, stream: BinaryIO) -> None:
        self._stream = stream


class _Digest:
    """The digest of a file, made when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._made: str | None = None

    def __call__(self) -> str:
        if self._made is None:
            try:
                self._made = file_digest(self._path)[:32]
            except OSError:
                self._made = ""  # a missing file, a folder, standard input
        return self._made
