"""What a reader is, and what it reads from.

A reader turns one input into posts. It is shown the first bytes and the name, says how sure it is
that the input is its own, and is handed a `Source`: the whole decoded text for a format that holds
one post, the open file for an archive that holds many and must not be read whole. A further format
is one file with a class of this shape and one line in ``READERS``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Protocol

from referat.errors import EmptyInputError, NotFoundError, NotTextError, TooLargeError
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


@dataclass(frozen=True)
class Source:
    """One input: a file by its path, or bytes that are already there.

    Args:
        origin: what the caller called it; stands in errors and in ``Meta.origin``.
        settings: the limits.
        path: the file, where the bytes are not given.
        data: the bytes, where they are.
    """

    origin: str
    settings: InputSettings
    path: Path | None = None
    data: bytes | None = None

    @property
    def suffix(self) -> str:
        """The name's last suffix in lower case, with its dot, or an empty string."""
        return Path(self.origin).suffix.lower()

    def open(self) -> BinaryIO:
        """The input as a binary stream, from its start.

        Raises:
            NotFoundError: the file is not there or may not be read.
        """
        if self.data is not None or self.path is None:
            return io.BytesIO(self.data or b"")
        try:
            return self.path.open("rb")
        except FileNotFoundError as error:
            raise NotFoundError(self.origin, "there is no such file", "check the path") from error
        except IsADirectoryError as error:
            raise _directory(self.origin) from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise NotFoundError(
                self.origin, f"it cannot be read ({reason})", "check the path and its permissions"
            ) from error

    @cached_property
    def head(self) -> bytes:
        """The first `HEAD` bytes."""
        if self.path is not None and self.data is None and self.path.is_dir():
            raise _directory(self.origin)
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


class Reader(Protocol):
    """One format."""

    @property
    def name(self) -> str:
        """What the format is called in ``READERS``."""

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """How sure it is that an input with these first bytes and this suffix is its own."""

    def read(self, source: Source) -> Iterator[Post]:
        """The posts of an input, one after the other. `InputError` where it cannot be read."""


class TextReader(Reader, Protocol):
    """A format whose input is one text with one post in it."""

    def read_text(self, text: str, origin: str | None) -> Post:
        """The post in ``text``. Any string gives a post; what is odd becomes a warning."""


def _directory(origin: str) -> NotFoundError:
    return NotFoundError(origin, "it is a directory, not a file", "name the files in it")


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
