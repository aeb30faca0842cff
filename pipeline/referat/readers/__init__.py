"""Readers: from a file, a folder, an archive, standard input or a string to posts.

``READERS`` names every format. A format is found by its content before its name, since posts are
saved under any name; a reader's module is imported when its format is met, so that plain text
needs no HTML parser.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from os import PathLike
from typing import BinaryIO

from referat.errors import EmptyInputError, InputError, RejectedWarning
from referat.post import Post
from referat.readers.base import (
    Fit,
    Reader,
    Reject,
    Rejected,
    Source,
    TextReader,
    empty,
)
from referat.readers.folder import LISTS, files_of, matching, read_folder, read_list
from referat.readers.strings import OF_TEXT, read_text
from referat.settings import InputSettings, load_settings

__all__ = [
    "READERS",
    "STDIN",
    "Fit",
    "Reader",
    "Reject",
    "Rejected",
    "Source",
    "TextReader",
    "files_of",
    "matching",
    "read",
    "read_text",
]

STDIN = "-"
"""The path that stands for standard input."""


def _docx() -> Reader:
    from referat.readers.docx import DocxReader

    return DocxReader()


def _odt() -> Reader:
    from referat.readers.odt import OdtReader

    return OdtReader()


def _pdf() -> Reader:
    from referat.readers.pdf import PdfReader

    return PdfReader()


def _mbox() -> Reader:
    from referat.readers.mail import MboxReader

    return MboxReader()


def _mail() -> Reader:
    from referat.readers.mail import MailReader

    return MailReader()


def _zip() -> Reader:
    from referat.readers.packed_zip import ZipReader

    return ZipReader(_posts_of)


def _tar() -> Reader:
    from referat.readers.packed_tar import TarReader

    return TarReader(_posts_of)


def _compressed() -> Reader:
    from referat.readers.packed import CompressedReader

    return CompressedReader(_posts_of)


def _wordpress() -> Reader:
    from referat.readers.wordpress import WordPressReader

    return WordPressReader()


def _feed() -> Reader:
    from referat.readers.feed import FeedReader

    return FeedReader()


def _warc() -> Reader:
    from referat.readers.warc import WarcReader

    return WarcReader(_posts_of)


def _parquet() -> Reader:
    from referat.readers.parquet import ParquetReader

    return ParquetReader(read_text)


def _json() -> Reader:
    from referat.readers.json_lines import JsonLinesReader

    return JsonLinesReader(read_text)


def _csv() -> Reader:
    from referat.readers.tabular import CsvReader

    return CsvReader(read_text)


# In the order in which they are asked; of two that are equally sure, the first one reads.
READERS: dict[str, Callable[[], Reader]] = {
    # Before "compressed": a WARC.gz is a gzip file as well, and is read record by record.
    "warc": _warc,
    "docx": _docx,
    "odt": _odt,
    "pdf": _pdf,
    "mbox": _mbox,
    "eml": _mail,
    "zip": _zip,
    "tar": _tar,
    "compressed": _compressed,
    "wordpress": _wordpress,
    "feed": _feed,
    "parquet": _parquet,
    "json": _json,
    "csv": _csv,
    **OF_TEXT,  # Markdown, HTML, plain text
}


def read(
    origin: str | PathLike[str],
    settings: InputSettings | None = None,
    data: bytes | None = None,
    *,
    rejected: Reject | None = None,
    opened: Callable[[BinaryIO], object] = lambda _: None,
) -> Iterator[Post]:
    """The posts of a file, folder, pattern, list, archive, of standard input, or of ``data``.

    Args:
        origin: what to read: a path, a pattern such as ``posts/*.html``, or ``"-"``; with ``data``,
            any name for it.
        settings: the limits; the defaults where left out.
        data: the bytes, where the caller has them.
        rejected: is called with each record of an archive that cannot be read, while the rest goes
            on. Without it, each gives a `RejectedWarning`.
        opened: is called with the stream whenever the file is opened, so that the caller can tell
            how far in it the reader is.

    Raises:
        NotFoundError: no such file, or no permission.
        EmptyInputError: nothing but white space in it, or an archive without any post.
        TooLargeError: above ``max_bytes``; the rest is not read.
        NotTextError: an image or other binary data.
        InputError: it is damaged before its first post.
    """
    settings = settings or load_settings().input
    name = os.fspath(origin)
    refuse = rejected or _warn
    if data is None and name == STDIN:
        data = sys.stdin.buffer.read(settings.max_bytes + 1)
    if data is not None:
        yield from _posts_of(Source(name, settings, data=data, rejected=refuse))
        return
    paths = matching(name)
    for path in paths:
        source = Source(str(path), settings, path, rejected=refuse, opened=opened)
        try:
            yield from _posts_of(source)
        except InputError as error:
            if len(paths) == 1:
                raise
            refuse(Rejected(name, str(path), error.found))


def _warn(record: Rejected) -> None:
    warnings.warn(RejectedWarning(str(record)), stacklevel=2)


def _posts_of(source: Source) -> Iterator[Post]:
    """The posts of one source, in whatever format it is.

    Raises:
        InputError: nothing of it can be read. What is wrong after the first post is a rejection.
    """
    told = 0

    def reject(record: Rejected) -> None:
        nonlocal told
        told += 1
        source.rejected(record)

    watched = replace(source, rejected=reject)
    given = 0
    try:
        for post in _reader_of(watched)(watched):
            if not post.text:
                raise empty(source.origin)
            yield post
            given += 1
    except InputError as error:
        if not given:
            raise
        source.reject(f"after {given} {'post' if given == 1 else 'posts'}", error.found)
    if not given and not told:
        raise EmptyInputError(source.origin, "there is no post in it", "name a file that holds one")


def _reader_of(source: Source) -> Callable[[Source], Iterator[Post]]:
    """What reads a source: by what it is on disk, then by its content, then by its name."""
    path = source.path
    if path is not None and path.is_dir():
        return partial(read_folder, posts_of=_posts_of)
    if path is not None and source.suffix in LISTS:
        return partial(read_list, posts_of=_posts_of)
    return _reader_for(source).read


def _reader_for(source: Source) -> Reader:
    """The reader that is surest; plain text takes what is left."""
    head, suffix = source.head, source.suffix
    best: tuple[Fit, Reader] | None = None
    for factory in READERS.values():
        reader = factory()
        fit = reader.recognises(head, suffix)
        if best is None or fit > best[0]:
            best = (fit, reader)
    assert best is not None
    return best[1]
