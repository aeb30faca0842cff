"""Readers: from a file, standard input or a string to posts.

``READERS`` names every format. A format is found by its content before its name, since posts are
saved under any name; a reader's module is imported when its format is met, so that plain text
needs no HTML parser.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from referat.post import Post
from referat.readers.base import Fit, Reader, Source, TextReader, empty, too_large
from referat.settings import InputSettings, load_settings
from referat.text.decode import oddities_of, replace_surrogates

__all__ = ["READERS", "Fit", "Reader", "Source", "TextReader", "read", "read_text"]

STDIN = "-"
"""The path that stands for standard input."""


def _html() -> TextReader:
    from referat.readers.html import HtmlReader

    return HtmlReader()


def _markdown() -> TextReader:
    from referat.readers.markdown import MarkdownReader

    return MarkdownReader()


def _plain() -> TextReader:
    from referat.readers.plain import PlainReader

    return PlainReader()


# In the order in which they are asked; of two that are equally sure, the first one reads.
READERS: dict[str, Callable[[], Reader]] = {
    "markdown": _markdown,
    "html": _html,
    "txt": _plain,
}
_OF_TEXT: dict[str, Callable[[], TextReader]] = {
    "markdown": _markdown,
    "html": _html,
    "txt": _plain,
}


def read(
    origin: str | Path, settings: InputSettings | None = None, data: bytes | None = None
) -> Iterator[Post]:
    """The posts of a file, of standard input (``"-"``), or of ``data``.

    Args:
        origin: the path as the caller gave it; with ``data``, any name for it.
        settings: the limits; the defaults where left out.
        data: the bytes, where the caller has them.

    Raises:
        NotFoundError: no such file, a directory, or no permission.
        EmptyInputError: nothing but white space in it.
        TooLargeError: above ``max_bytes``; the rest is not read.
        NotTextError: a PDF, an image, an archive or other binary data.
    """
    settings = settings or load_settings().input
    name = str(origin)
    if data is None and name == STDIN:
        data = sys.stdin.buffer.read(settings.max_bytes + 1)
    path = None if data is not None else Path(origin)
    source = Source(name, settings, path, data)
    for post in _reader_for(source).read(source):
        if not post.text:
            raise empty(name)
        yield post


def read_text(
    text: str, origin: str | None = None, format: str = "txt", *, settings: InputSettings
) -> Post:
    """The post in a string. Any string but an empty one gives a post.

    Args:
        text: the string, in which line ends, NULs and emoji stay as they are. Half a surrogate
            pair, which no encoding can write, becomes U+FFFD, with a warning.
        origin: what to call it.
        format: a format of ``READERS`` that is text.
        settings: the limits.

    Raises:
        EmptyInputError: nothing but white space in it.
        TooLargeError: more than ``max_bytes`` as UTF-8.
        KeyError: there is no such format.
    """
    called = origin or "text"
    if len(text) > settings.max_bytes or (
        4 * len(text) > settings.max_bytes
        and len(text.encode("utf-8", "surrogatepass")) > settings.max_bytes
    ):
        raise too_large(called, settings.max_bytes)
    if not text.strip():
        raise empty(called)
    whole, odd = replace_surrogates(text)
    post = _OF_TEXT[format]().read_text(whole, origin)
    if not post.text:
        raise empty(called)
    if post.text == whole:
        odd += oddities_of(whole)
    else:
        # Of markup, the readable text is another one: the offsets of what was odd do not fit it.
        odd = tuple(replace(item, span=None) for item in odd) + oddities_of(post.text)
    return replace(post, warnings=odd + post.warnings)


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
