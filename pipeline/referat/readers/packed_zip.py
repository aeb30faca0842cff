"""ZIP archives (PKWARE's APPNOTE 6.3.10), a member at a time.

The list of members stands at the end. Where it is cut off, the members are found by the header that
stands before each of them.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from referat.errors import InputError
from referat.post import Post
from referat.readers.base import Fit, PostsOf, Source, check_nesting, posts_of_each
from referat.readers.packed import BROKEN, Bounded, damaged, is_passed_over, is_unsafe

_LOCAL = struct.Struct("<4s2xHH8xIIHH")
"""A member's own header: mark, flags, method, packed and unpacked size, lengths of what follows."""
_OFFICE = (b"word/", b"xl/", b"ppt/", b"mimetypeapplication/", b"[Content_Types].xml")


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
            except BROKEN:
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
            if is_unsafe(name):
                source.reject(name, "its name points out of the archive", offset)
            elif info.is_dir() or is_passed_over(name):
                continue
            elif (info.external_attr >> 28) == 0o12:
                source.reject(name, "it is a link", offset)
            else:
                inside = source.member(name)

                def opened(info: zipfile.ZipInfo = info, inside: Source = inside) -> BinaryIO:
                    try:
                        member = archive.open(info)
                    except BROKEN as error:
                        raise damaged(inside.origin, error) from error
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


class _Header(NamedTuple):
    """A member's own header."""

    name: str
    flags: int
    method: int
    packed: int
    size: int


def _salvaged(source: Source, stream: BinaryIO) -> Iterator[tuple[str, Source, int | None]]:
    """The members of a ZIP whose list is missing or broken, by the header before each of them.

    Members that fit into ``input.max_bytes`` are found; the first that is not whole ends the
    search.
    """
    limit = source.settings.max_bytes
    stream.seek(0)
    while True:
        at = stream.tell()
        header = _header(stream)
        if header is None:
            if not at:
                raise InputError(source.origin, "it is a damaged ZIP archive", "fetch it again")
            source.reject(f"byte {at}", "the archive is cut off or damaged here", at)
            return
        name, data = header.name, _data(stream, header, limit)
        if data is None:
            source.reject(name, "the archive is cut off or damaged here", at)
            return
        if is_unsafe(name):
            source.reject(name, "its name points out of the archive", at)
        elif not name.endswith("/") and not is_passed_over(name):
            yield name, source.member(name, data=data), at


def _header(stream: BinaryIO) -> _Header | None:
    """The header at which a stream stands (section 4.3.7); ``None`` where there is none."""
    header = stream.read(_LOCAL.size)
    if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
        return None
    _, flags, method, packed, size, name_length, extra_length = _LOCAL.unpack(header)
    raw = stream.read(name_length)
    name = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
    stream.seek(extra_length, io.SEEK_CUR)
    return _Header(name, flags, method, packed, size)


def _data(stream: BinaryIO, header: _Header, limit: int) -> bytes | None:
    """The unpacked bytes below a header; ``None`` where they are not whole or above the limit."""
    if header.method != zipfile.ZIP_DEFLATED or header.flags & 1:
        data = stream.read(min(header.packed, limit + 1))
        stored = header.method == zipfile.ZIP_STORED and not header.flags & 9
        return data if stored and len(data) == header.size else None
    inflate = zlib.decompressobj(-15)
    data = b""
    try:
        while not inflate.eof and len(data) <= limit and (chunk := stream.read(65_536)):
            data += inflate.decompress(chunk, limit + 1 - len(data))
    except zlib.error:
        return None
    if not inflate.eof:
        return None
    stream.seek(-len(inflate.unused_data), io.SEEK_CUR)
    if header.flags & 8:
        # The sizes follow the data, with a mark of their own or without (section 4.3.9).
        descriptor = stream.read(4)
        stream.seek(12 if descriptor == b"PK\x07\x08" else 8, io.SEEK_CUR)
    return data
