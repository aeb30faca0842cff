"""PDF (ISO 32000) to posts: the text layer, by pypdf.

The text is what pypdf makes of each page, line by line, and stays so: line ends and hyphens at them
are kept. Which lines are one paragraph goes into the blocks (`pdf_layout`).

pypdf has no time limit, so that pages, bytes and the work on each stream are bounded instead.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from referat.errors import EmptyInputError, InputError, TooLargeError
from referat.post import Meta, Post
from referat.readers.base import Fit, Source
from referat.readers.office import iso_moment, missing_library
from referat.readers.pdf_layout import Piece, blocks_of, joined
from referat.text.decode import oddities_of, replace_surrogates

if TYPE_CHECKING:
    from pypdf import Configuration
    from pypdf import PdfReader as Opened

_PDF = "a PDF"
_MOST_PAGES = 300
_MOST_UNPACKED = 20_000_000
_MOST_OPERATORS = 300_000
_MOST_FORMS = 200
# What pypdf lets through of a file that is not as it should be, besides its own errors.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


class PdfReader:
    """Reads the text layer of PDFs."""

    name = "pdf"
    suffixes = (".pdf",)

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By its header, before which some programs put a mark or blank lines."""
        if head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
            return Fit.CONTENT
        return Fit.CONTENT if b"%PDF-" in head[:1024] and b"\x00" in head else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """One post: the text of all pages."""
        pages, meta = _pages(source)
        text, placed = joined(pages)
        if not text.strip():
            raise EmptyInputError(
                source.origin,
                "it is a PDF of pictures, without text in it",
                "run character recognition (OCR) on it first",
            )
        text, odd = replace_surrogates(text)
        blocks = blocks_of(text, placed)
        yield Post(text, meta, tuple(blocks), warnings=odd + oddities_of(text))


def _pages(source: Source) -> tuple[list[list[Piece]], Meta]:
    """The pieces of each page, and what the document says of itself.

    Raises:
        InputError: pypdf is not there, or the file is damaged or encrypted.
        TooLargeError: it has more pages, or unpacks to more, than anybody's post.
    """
    try:
        import pypdf
        from pypdf.errors import (
            DependencyError,
            FileNotDecryptedError,
            LimitReachedError,
            PyPdfError,
        )
    except ImportError as error:
        raise missing_library(source, _PDF) from error
    data = source.whole
    try:
        with _QUIET, pypdf.apply_configuration(_limits()):
            opened = pypdf.PdfReader(io.BytesIO(data), root_object_recovery_limit=1_000)
            return _extracted(opened, source), _meta(opened, source.origin)
    except (FileNotDecryptedError, DependencyError) as error:
        raise InputError(
            source.origin, "it is a PDF that is encrypted", "save it without a password first"
        ) from error
    except LimitReachedError as error:
        raise TooLargeError(
            source.origin, "it is a PDF that unpacks beyond all measure", "save its text by itself"
        ) from error
    except (PyPdfError, *_BROKEN) as error:
        raise InputError(
            source.origin,
            "it is a PDF that is damaged or incomplete",
            "open it in its program and save it anew, or save it as text",
        ) from error


class _Quiet:
    """Keeps pypdf from logging what it mends, for as long as somebody reads.

    The level of a logger is the whole process's. The first of several threads to read sets it, and
    the last one puts back what it was.
    """

    def __init__(self) -> None:
        self._logger = logging.getLogger("pypdf")
        self._lock = threading.Lock()
        self._reading = 0
        self._level = logging.NOTSET

    def __enter__(self) -> None:
        with self._lock:
            if not self._reading:
                self._level = self._logger.level
                self._logger.setLevel(logging.CRITICAL)
            self._reading += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._reading -= 1
            if not self._reading:
                self._logger.setLevel(self._level)


_QUIET = _Quiet()


def _limits() -> Configuration:
    """pypdf's bounds on what one stream unpacks to and how much there is to parse in it."""
    from pypdf import Configuration

    return Configuration(
        maximum_declared_stream_length=_MOST_UNPACKED,
        array_based_stream_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        zlib_maximum_output_length=_MOST_UNPACKED,
        brotli_maximum_output_length=_MOST_UNPACKED,
        stream_decoding_work_maximum_length=_MOST_UNPACKED,
        stream_parsing_work_maximum_count=_MOST_OPERATORS,
        xform_maximum_invocations_per_extraction=_MOST_FORMS,
    )


def _extracted(opened: Opened, source: Source) -> list[list[Piece]]:
    """The pieces of each page.

    Raises:
        TooLargeError: there are too many pages, or too many words on them.
    """
    if len(opened.pages) > _MOST_PAGES:
        raise TooLargeError(
            source.origin,
            f"it is a PDF of more than {_MOST_PAGES} pages",
            "save the pages of the post in a file of their own",
        )
    pages: list[list[Piece]] = []
    left = source.settings.max_bytes
    for page in opened.pages:
        pieces: list[Piece] = []

        def take(text: str, cm: Any, tm: Any, _: Any, size: Any, to: list[Piece] = pieces) -> None:
            if text:
                scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
                to.append(
                    Piece(
                        text,
                        tm[4] * cm[0] + tm[5] * cm[2] + cm[4],
                        tm[4] * cm[1] + tm[5] * cm[3] + cm[5],
                        float(size or 0) * scale,
                    )
                )

        page.extract_text(visitor_text=take)
        left -= sum(len(piece.text) for piece in pieces)
        if left < 0:
            raise TooLargeError(
                source.origin,
                "it is a PDF whose text is beyond all measure",
                "save the pages of the post in a file of their own",
            )
        pages.append(pieces)
    return pages


def _meta(opened: Opened, origin: str) -> Meta:
    """Title, author and date of the document's information."""
    told = opened.metadata
    if told is None:
        return Meta(origin=origin)

    def words(said: object) -> str | None:
        return " ".join(replace_surrogates(str(said or ""))[0].split())[:500] or None

    try:
        created = iso_moment(told.creation_date)
    except ValueError:
        created = None  # a date in a form of the program's own
    return Meta(
        origin=origin, title=words(told.title), author=words(told.author), published=created
    )
