"""What is packed: single files compressed by gzip, bzip2 or xz, and what holds for ZIP and TAR too.

Nothing is ever written to disk. Members are read one at a time, in the order of the archive, and
handed on as sources of their own, so that an archive may hold pages, exports or further archives.
What strangers pack is not trusted: a member that would unpack to more than
``input.max_expansion`` times its packed size, that is larger than ``input.max_bytes`` (unless it is
itself an archive that is read record by record), that is a link, that names a place outside the
archive, or that is encrypted, is rejected; so is what lies beyond the byte at which the archive was
cut. Archives inside archives are followed to ``input.max_nesting``.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO, cast

from referat.errors import InputError, TooLargeError
from referat.post import Post
from referat.readers.base import Fit, PostsOf, Source, check_nesting

_FREE = 1_000_000
"""Unpacked bytes from which on the expansion counts: short files may shrink to almost nothing."""
BROKEN = (
    EOFError,
    OSError,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # a method of compression that Python has no code for
    RuntimeError,  # an encrypted member of a ZIP
)
"""What Python's own modules raise over packed bytes that are not as they should be."""
_HIDDEN = ("__MACOSX", ".")


class Bounded(io.RawIOBase):
    """A stream of unpacked bytes that ends with an error where it grows out of all proportion.

    What is wrong with the packed bytes (cut off, garbled) becomes an `InputError` that says so.

    Args:
        stream: the unpacked bytes.
        packed: gives how many packed bytes have been used so far.
        source: whose limits hold, and who is named.
        below: the packed bytes, where closing ``stream`` leaves them open.
    """

    def __init__(
        self,
        stream: BinaryIO,
        packed: Callable[[], int],
        source: Source,
        below: BinaryIO | None = None,
    ) -> None:
        self._stream = stream
        self._below = below
        self._packed = packed
        self._source = source
        self._size = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """How many bytes have been read; what is packed inside asks for that."""
        return self._size

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes; 0 at the end.

        Raises:
            TooLargeError: too many for the packed ones.
            InputError: the packed bytes are broken.
        """
        try:
            data = self._stream.read(len(buffer))
        except BROKEN as error:
            raise damaged(self._source.origin, error) from error
        buffer[: len(data)] = data
        self._size += len(data)
        limit = self._source.settings.max_expansion
        if self._size > _FREE and self._size > limit * max(self._packed(), 1):
            raise TooLargeError(
                self._source.origin,
                f"it unpacks to more than {limit} times its size",
                "unpack it yourself, or raise input.max_expansion in the settings",
            )
        return len(data)

    def close(self) -> None:
        """Closes the stream below as well."""
        self._stream.close()
        if self._below is not None:
            self._below.close()
        super().close()


def damaged(origin: str, error: Exception) -> InputError:
    """The error for what an archive cannot be unpacked for."""
    if isinstance(error, EOFError):
        return InputError(origin, "it is cut off", "fetch it again")
    if isinstance(error, RuntimeError) and "password" in str(error):
        return InputError(origin, "it is encrypted", "unpack it with its password first")
    return InputError(origin, f"it is damaged ({error or type(error).__name__})", "fetch it again")


def is_unsafe(name: str) -> bool:
    """Whether a member's name points out of its archive."""
    windows = PureWindowsPath(name)
    parts = {*PurePosixPath(name).parts, *windows.parts}
    return name.startswith(("/", "\\")) or bool(windows.drive) or ".." in parts


def is_passed_over(name: str) -> bool:
    """Whether a member is what a system or a program keeps for itself."""
    return any(part.startswith(_HIDDEN) for part in PurePosixPath(name).parts)


class CompressedReader:
    """Reads one file compressed by gzip, bzip2 or xz."""

    name = "compressed"
    suffixes = (".gz", ".bz2", ".xz", ".tgz", ".tbz2", ".txz")
    _openers: tuple[tuple[bytes, Callable[[BinaryIO], object]], ...] = (
        (b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream)),
        (b"BZh", bz2.BZ2File),
        (b"\xfd7zXZ\x00", lzma.LZMAFile),
    )

    def __init__(self, posts_of: PostsOf) -> None:
        self._posts_of = posts_of

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By its first bytes."""
        return (
            Fit.CONTENT if head.startswith(tuple(mark for mark, _ in self._openers)) else Fit.NONE
        )

    def read(self, source: Source) -> Iterator[Post]:
        """The posts of the file inside."""
        unpack = next(to for mark, to in self._openers if source.head.startswith(mark))
        check_nesting(source)

        def opened() -> BinaryIO:
            packed = source.open()
            stream = cast(BinaryIO, unpack(packed))
            return io.BufferedReader(Bounded(stream, packed.tell, source, packed))

        # A page in a .gz is still that page: it keeps its name.
        hint = source.hint or source.origin
        packed_as = source.suffix
        inner = hint[: -len(packed_as)] if packed_as in self.suffixes else hint
        yield from self._posts_of(
            replace(
                source,
                path=None,
                data=None,
                opener=opened,
                depth=source.depth + 1,
                hint=inner + (".tar" if packed_as.startswith(".t") else ""),
            )
        )
