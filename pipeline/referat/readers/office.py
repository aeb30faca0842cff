"""What Word and OpenDocument files have in common: a ZIP of XML parts, with properties in it.

Strangers pack them. Before anything parses a part, the sizes that the ZIP declares and those that
it really unpacks to are held against the limits, and a part with a DOCTYPE is refused, so that no
entity is ever expanded. Pictures and other parts that are no XML are never unpacked at all.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from referat.errors import InputError, TooLargeError
from referat.readers.base import Source, too_large

_BROKEN = (
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,  # a method of compression that Python has no code for
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_FREE = 1_000_000
"""Unpacked bytes from which on the expansion counts: short parts may shrink to almost nothing."""
_MOST_MEMBERS = 10_000
_MOST_RELATED = 200
"""Most parts with relationships of their own. They are followed from one to the next."""
_XML = (".xml", ".rels")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))


class Properties(NamedTuple):
    """What a document's properties say of it; ``published`` in ISO 8601."""

    title: str | None
    author: str | None
    published: str | None


def damaged(source: Source, what: str) -> InputError:
    """The error for a document that cannot be read.

    Args:
        source: the document.
        what: the kind of document with its article ("a Word document").
    """
    return InputError(
        source.origin,
        f"it is {what} that is damaged or incomplete",
        "open it in its program and save it anew, or save it as text",
    )


def missing_library(source: Source, what: str) -> InputError:
    """The error where the library that reads a kind of document is not installed."""
    return InputError(
        source.origin, f"it is {what}, which needs a library", "pip install 'referat[documents]'"
    )


def iso_moment(moment: datetime | None) -> str | None:
    """A moment of a document's properties in ISO 8601, to the second."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None


def unpack(source: Source, what: str) -> Mapping[str, bytes]:
    """The parts of a document by name; what is no XML is there with no bytes.

    Args:
        source: the document.
        what: the kind of document with its article.

    Raises:
        InputError: it is no ZIP, it is cut off, or a part declares a document type.
        TooLargeError: it unpacks to more than the settings allow.
    """
    data = source.whole
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(source, what, archive)
    except _BROKEN as error:
        raise damaged(source, what) from error


def _parts(source: Source, what: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    settings = source.settings
    members = archive.infolist()
    related = sum(info.filename.endswith(".rels") for info in members)
    if len(members) > _MOST_MEMBERS or related > _MOST_RELATED:
        raise TooLargeError(
            source.origin,
            f"it is {what} of {len(members):,} parts",
            "save the post in a document of its own",
        )
    parts: dict[str, bytes] = {}
    left = settings.max_bytes
    for info in members:
        name = info.filename
        if not name.endswith(_XML) and name != "mimetype":
            parts[name] = b""
            continue
        if info.flag_bits & 1:
            raise InputError(
                source.origin, f"it is {what} that is encrypted", "save it without a password first"
            )
        if info.file_size > left:
            raise too_large(source.origin, settings.max_bytes)
        with archive.open(info) as stream:
            part = stream.read(left + 1)
        if len(part) > left:
            raise too_large(source.origin, settings.max_bytes)
        if len(part) > _FREE and len(part) > settings.max_expansion * max(info.compress_size, 1):
            raise TooLargeError(
                source.origin,
                f"a part of it unpacks to more than {settings.max_expansion} times its size",
                "save it as text, or raise input.max_expansion in the settings",
            )
        _refuse_doctype(source, what, name, part)
        left -= len(part)
        parts[name] = part
    return parts


def _refuse_doctype(source: Source, what: str, name: str, part: bytes) -> None:
    """No part of a document that a program made has a document type, which may hold entities."""
    if any(mark in part for mark in _DOCTYPES):
        raise InputError(
            source.origin,
            f"it is {what} with a document type of its own in {name}",
            "save it anew in the program that made it, or as text",
        )
