"""TAR archives (POSIX.1-1988 and later, GNU), in one pass, so that they may come compressed."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from referat.errors import InputError
from referat.post import Post
from referat.readers.base import Fit, PostsOf, Source, check_nesting, posts_of_each
from referat.readers.packed import BROKEN, damaged, is_passed_over, is_unsafe


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
            except BROKEN as error:
                raise damaged(source.origin, error) from error
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
            except (InputError, *BROKEN) as error:
                source.reject(f"byte {at}", f"the archive is cut off or damaged ({error})", at)
                return
            if info is None:
                return
            at = info.offset
            name = info.name
            if is_unsafe(name):
                source.reject(name, "its name points out of the archive", at)
            elif info.isdir() or is_passed_over(name):
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
                except (InputError, *BROKEN) as error:
                    source.reject(name, f"the archive is cut off or damaged ({error})", at)
                    return
                yield name, source.member(name, data=data), at
