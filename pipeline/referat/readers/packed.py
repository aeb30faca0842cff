"""Archives of files: ZIP, TAR, and single files compressed by gzip, bzip2 or xz.

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
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO, cast

from referat.errors import InputError, TooLargeError
from referat.post import Post
from referat.readers.base import Fit, PostsOf, Source, check_nesting, posts_of_each

_FREE = 1_000_000
"""Unpacked bytes from which on the expansion counts: short files may shrink to almost nothing."""
_BROKEN = (
    EOFError,
    OSError,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # a method of compression that Python has no code for
    RuntimeError,  # an encrypted member of a ZIP
)
_LOCAL = struct.Struct("<4s2xHH8xIIHH")
"""A member's own header: mark, flags, method, packed and unpacked size, lengths of what follows."""
_HIDDEN = ("__MACOSX", ".")
_OFFICE = (b"word/", b"xl/", b"ppt/", b"mimetypeapplication/", b"[Content_Types].xml")


class Bounded(io.RawIOBase):
    """A stream of unpacked bytes that ends with an error where it grows out of all proportion.

    What is wrong with the packed bytes (cut off, garbled) becomes an `InputError` that says so.

    Args:
        stream: the unpacked bytes.
        packed: gives how many packed bytes have been used so far.
        source: whose limits hold, and who is named.
    """

    def __init__(self, stream: BinaryIO, packed: Callable[[], int], source: Source) -> None:
        self._stream = stream
        self._packed = packed
        self._source = source
        self._size = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes; 0 at the end.

        Raises:
            TooLargeError: too many for the packed ones.
            InputError: the packed bytes are broken.
        """
        try:
            data = self._stream.read(len(buffer))
        except _BROKEN as error:
            raise _damaged(self._source.origin, error) from error
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
        super().close()


def _damaged(origin: str, error: Exception) -> InputError:
    if isinstance(error, EOFError):
        return InputError(origin, "it is cut off", "fetch it again")
    if isinstance(error, RuntimeError) and "password" in str(error):
        return InputError(origin, "it is encrypted", "unpack it with its password first")
    return InputError(origin, f"it is damaged ({error or type(error).__name__})", "fetch it again")


def _unsafe(name: str) -> bool:
    """Whether a member's name points out of its archive."""
    windows = PureWindowsPath(name)
    parts = {*PurePosixPath(name).parts, *windows.parts}
    return name.startswith(("/", "\\")) or bool(windows.drive) or ".." in parts


def _passed_over(name: str) -> bool:
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
            return io.BufferedReader(Bounded(stream, packed.tell, source))

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


class ZipReader:
    """Reads ZIP archives."""

    name = "zip"
    suffixes = (".zip",)

    def __init__(self, posts_of: PostsOf) -> None:
        self._posts_of = posts_of

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By its first bytes, unless they are those of an office document."""
        if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return Fit.NONE
        return Fit.NONE if any(mark in head for mark in _OFFICE) else Fit.CONTENT

    def read(self, source: Source) -> Iterator[Post]:
        """The posts of all members."""
        check_nesting(source)
        with _seekable(source) as stream:
            try:
                archive = zipfile.ZipFile(stream)
            except _BROKEN:
                # The list of members stands at the end: what lies before the cut is still there.
                yield from posts_of_each(source, _salvaged(source, stream), self._posts_of)
                return
            with archive:
                yield from posts_of_each(source, self._members(source, archive), self._posts_of)

    def _members(
        self, source: Source, archive: zipfile.ZipFile
    ) -> Iterator[tuple[str, Source, int | None]]:
        for info in archive.infolist():
            name, offset = info.filename, info.header_offset
            if _unsafe(name):
                source.reject(name, "its name points out of the archive", offset)
            elif info.is_dir() or _passed_over(name):
                continue
            elif (info.external_attr >> 28) == 0o12:
                source.reject(name, "it is a link", offset)
            else:
                inside = source.member(name)

                def opened(info: zipfile.ZipInfo = info, inside: Source = inside) -> BinaryIO:
                    try:
                        member = archive.open(info)
                    except _BROKEN as error:
                        raise _damaged(inside.origin, error) from error
                    stream = Bounded(cast(BinaryIO, member), lambda: info.compress_size, inside)
                    return io.BufferedReader(stream)

                yield name, source.member(name, opener=opened), offset


def _seekable(source: Source) -> BinaryIO:
    """The source as a stream with a way back, as the list at a ZIP's end asks for.

    Raises:
        TooLargeError: it lies packed in another archive and does not fit into ``max_bytes``.
    """
    stream = source.open()
    if stream.seekable():
        return stream
    stream.close()
    return io.BytesIO(source.whole)


def _salvaged(source: Source, stream: BinaryIO) -> Iterator[tuple[str, Source, int | None]]:
    """The members of a ZIP whose list is missing or broken, by the header before each of them.

    Such a header is defined in PKWARE's APPNOTE 6.3.10, section 4.3.7. Members that fit into
    ``input.max_bytes`` are found; the first that is not whole ends the search.
    """
    limit = source.settings.max_bytes
    stream.seek(0)
    while True:
        at = stream.tell()
        header = stream.read(_LOCAL.size)
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            if not at:
                raise InputError(source.origin, "it is a damaged ZIP archive", "fetch it again")
            source.reject(f"byte {at}", "the archive is cut off or damaged here", at)
            return
        _, flags, method, packed, size, name_length, extra_length = _LOCAL.unpack(header)
        raw = stream.read(name_length)
        name = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
        stream.seek(extra_length, io.SEEK_CUR)
        data = b""
        if method == zipfile.ZIP_DEFLATED and not flags & 1:
            inflate = zlib.decompressobj(-15)
            try:
                while not inflate.eof and len(data) <= limit and (chunk := stream.read(65_536)):
                    data += inflate.decompress(chunk, limit + 1 - len(data))
            except zlib.error:
                pass  # not whole, as the test below finds
            whole = inflate.eof
            stream.seek(-len(inflate.unused_data), io.SEEK_CUR)
            if whole and flags & 8:
                descriptor = stream.read(4)
                stream.seek(12 if descriptor == b"PK\x07\x08" else 8, io.SEEK_CUR)
        else:
            data = stream.read(min(packed, limit + 1))
            whole = method == zipfile.ZIP_STORED and not flags & 9 and len(data) == size
        if not whole:
            source.reject(name, "the archive is cut off or damaged here", at)
            return
        if _unsafe(name):
            source.reject(name, "its name points out of the archive", at)
        elif not name.endswith("/") and not _passed_over(name):
            yield name, source.member(name, data=data), at


class TarReader:
    """Reads TAR archives, in one pass."""

    name = "tar"
    suffixes = (".tar",)

    def __init__(self, posts_of: PostsOf) -> None:
        self._posts_of = posts_of

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By the mark in its first header; the oldest archives have none, and are told by name."""
        if head[257:262] == b"ustar":
            return Fit.CONTENT
        return Fit.NAME if suffix in self.suffixes else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """The posts of all members."""
        check_nesting(source)
        with source.open() as stream:
            try:
                archive = tarfile.TarFile.open(fileobj=stream, mode="r|")
            except _BROKEN as error:
                raise _damaged(source.origin, error) from error
            with archive:
                yield from posts_of_each(source, self._members(source, archive), self._posts_of)

    def _members(
        self, source: Source, archive: tarfile.TarFile
    ) -> Iterator[tuple[str, Source, int | None]]:
        limit = source.settings.max_bytes
        at = 0
        while True:
            try:
                info = archive.next()
            except (InputError, *_BROKEN) as error:
                source.reject(f"byte {at}", f"the archive is cut off or damaged ({error})", at)
                return
            if info is None:
                return
            at = info.offset
            name = info.name
            if _unsafe(name):
                source.reject(name, "its name points out of the archive", at)
            elif info.isdir() or _passed_over(name):
                continue
            elif not info.isreg():
                source.reject(name, "it is a link or a device", at)
            elif info.size > limit:
                # A TAR is read in one pass, so that a member has to fit into memory.
                source.reject(name, f"it is larger than {limit:,} bytes", at)
            else:
                stream = archive.extractfile(info)
                assert stream is not None
                try:
                    data = stream.read()
                except (InputError, *_BROKEN) as error:
                    source.reject(name, f"the archive is cut off or damaged ({error})", at)
                    return
                yield name, source.member(name, data=data), at
