"""What a reader is, and what it reads from.

A reader turns one input into posts. It is shown the first bytes and the name, says how sure it is
that the input is its own, and is handed a `Source`: the whole decoded text for a format that holds
one post, an open stream for one that holds many and must not be read whole. A further format is one
file with a class of this shape and one line in ``READERS``.

What holds many (an archive, an export, a folder) does not fail over one of them: it calls
`Source.reject` with the place and the reason, and goes on. What it holds as files of their own it
hands back as sources (`Source.member`) to whoever knows all formats.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from referat.errors import EmptyInputError, InputError, NotFoundError, NotTextError, TooLargeError
from referat.post import Post
from referat.readers.sniff import kind_of_binary
from referat.settings import InputSettings
from referat.text.decode import Decoded, control_share, decode

HEAD = 4096
"""How many bytes a reader is shown to recognise its format by."""

_FEWEST_CONTROLS = 4


class Fit(IntEnum):
    """How sure a reader is that an input is its own. Content is believed before a name."""

    NONE = 0
    FALLBACK = 1
    NAME = 2
    CONTENT = 3


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record of an archive that could not be read.

    Args:
        archive: the archive, export, feed or folder as the caller called it.
        place: the member's name, or which record it is ("record 17", "byte 40960").
        reason: what is wrong with it, as a clause.
        offset: where the record begins in the archive, in bytes (of what it unpacks to, where it is
            packed as a whole); ``None`` where the format tells no such place.
    """

    archive: str
    place: str
    reason: str
    offset: int | None = None

    def __str__(self) -> str:
        """One line, whatever the names hold."""
        return " ".join(f"{self.archive}: {self.place}: {self.reason}".split())


Reject = Callable[[Rejected], object]


@dataclass(frozen=True)
class Source:
    """One input: a file by its path, bytes that are already there, or a stream to be opened.

    Args:
        origin: what the caller called it; stands in errors and in ``Meta.origin``.
        settings: the limits.
        path: the file, where neither bytes nor a stream are given.
        data: the bytes, where they are.
        opener: opens the input from its start, as often as it is called.
        rejected: who is told of records that cannot be read.
        opened: who is told of the stream, each time the file is opened.
        depth: in how many archives it lies.
        hint: the name to tell the format by, where it is not the end of ``origin``.
    """

    origin: str
    settings: InputSettings
    path: Path | None = None
    data: bytes | None = None
    opener: Callable[[], BinaryIO] | None = None
    rejected: Reject = lambda _: None
    opened: Callable[[BinaryIO], object] = lambda _: None
    depth: int = 0
    hint: str = ""

    @property
    def suffix(self) -> str:
        """The name's last suffix in lower case, with its dot, or an empty string."""
        return PurePath(self.hint or self.origin).suffix.lower()

    def open(self) -> BinaryIO:
        """The input as a binary stream, from its start.

        Raises:
            NotFoundError: the file is not there or may not be read.
        """
        if self.data is not None:
            return io.BytesIO(self.data)
        if self.opener is not None:
            return self.opener()
        if self.path is None:
            return io.BytesIO()
        try:
            stream = self.path.open("rb")
        except FileNotFoundError as error:
            raise NotFoundError(self.origin, "there is no such file", "check the path") from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise NotFoundError(
                self.origin, f"it cannot be read ({reason})", "check the path and its permissions"
            ) from error
        self.opened(stream)
        return stream

    @cached_property
    def head(self) -> bytes:
        """The first `HEAD` bytes."""
        with self.open() as stream:
            return stream.read(HEAD)

    @cached_property
    def whole(self) -> bytes:
        """All bytes.

        Raises:
            TooLargeError: there are more than the settings allow; not more than that is read.
        """
        limit = self.settings.max_bytes
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise too_large(self.origin, limit)
        return data

    def text(self) -> Decoded:
        """The whole input as text.

        Raises:
            TooLargeError: it is above the size limit.
            EmptyInputError: it holds nothing but white space.
            NotTextError: it is a binary format, or bytes that are no text.
        """
        if found := kind_of_binary(self.head):
            raise NotTextError(
                self.origin, f"it is {found}, not text", "save it as text, Markdown or HTML first"
            )
        decoded = decode(self.whole)
        if not decoded.text.strip():
            raise empty(self.origin)
        count, share = control_share(decoded.text)
        if count >= _FEWEST_CONTROLS and share > self.settings.max_control_share:
            raise NotTextError(
                self.origin,
                f"it is binary data ({share:.0%} control characters), not text",
                "name a text, Markdown or HTML file",
            )
        return decoded

    def member(
        self,
        name: str,
        data: bytes | None = None,
        opener: Callable[[], BinaryIO] | None = None,
        path: Path | None = None,
    ) -> Source:
        """A file inside this input, called ``archive!name``."""
        return replace(
            self,
            origin=f"{self.origin}!{name}",
            path=path,
            data=data,
            opener=opener,
            depth=self.depth + 1,
            hint=name,
        )

    def reject(self, place: str, reason: str, offset: int | None = None) -> None:
        """Tell of a record that cannot be read; the rest of the input goes on.

        Args:
            place: the member's name or the record's number.
            reason: what is wrong with it, as a clause.
            offset: where it begins, in bytes.
        """
        self.rejected(Rejected(self.origin, place, reason, offset))


class Reader(Protocol):
    """One format."""

    @property
    def name(self) -> str:
        """What the format is called in ``READERS``."""

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """How sure it is that an input with these first bytes and this suffix is its own."""

    def read(self, source: Source) -> Iterator[Post]:
        """The posts of an input, one after the other.

        Raises:
            InputError: nothing of it can be read. What is wrong with one of many records goes to
                `Source.reject` instead.
        """


class TextReader(Reader, Protocol):
    """A format whose input is one text with one post in it."""

    def read_text(self, text: str, origin: str | None) -> Post:
        """The post in ``text``. Any string gives a post; what is odd becomes a warning."""


PostsOf = Callable[[Source], Iterator[Post]]
"""Reads a source in whatever format it is; given to the readers of what holds files."""


def posts_of_each(
    source: Source, members: Iterable[tuple[str, Source, int | None]], posts_of: PostsOf
) -> Iterator[Post]:
    """The posts of an archive's members. One that cannot be read is rejected.

    Args:
        source: the archive.
        members: each with its name and the byte at which it begins, where that is known.
        posts_of: reads a member in its format.
    """
    for name, member, offset in members:
        try:
            yield from posts_of(member)
        except InputError as error:
            source.reject(name, error.found, offset)


def check_nesting(source: Source) -> None:
    """Hold the depth of an archive in others against ``input.max_nesting``.

    Raises:
        InputError: it lies too deep.
    """
    limit = source.settings.max_nesting
    if source.depth > limit:
        raise InputError(
            source.origin,
            f"archives are nested deeper than {limit} levels",
            "unpack it yourself, or raise input.max_nesting in the settings",
        )


def empty(origin: str) -> EmptyInputError:
    """The error for an input without words."""
    return EmptyInputError(origin, "it is empty", "name a file that holds a post")


def too_large(origin: str, limit: int) -> TooLargeError:
    """The error for an input of more than ``limit`` bytes."""
    return TooLargeError(
        origin,
        f"it is larger than {limit:,} bytes",
        "split it, or raise input.max_bytes in the settings",
    )
