"""The formats whose input is one text, and a string read in one of them.

A string may come from a caller or from a record of an export: it stays as it is, apart from halves
of surrogate pairs, and what is odd about it becomes a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from referat.post import Post
from referat.readers.base import TextReader, empty, too_large
from referat.settings import InputSettings
from referat.text.decode import oddities_of, replace_surrogates


def _html() -> TextReader:
    from referat.readers.html import HtmlReader

    return HtmlReader()


def _markdown() -> TextReader:
    from referat.readers.markdown import MarkdownReader

    return MarkdownReader()


def _plain() -> TextReader:
    from referat.readers.plain import PlainReader

    return PlainReader()


OF_TEXT: dict[str, Callable[[], TextReader]] = {
    "markdown": _markdown,
    "html": _html,
    "txt": _plain,
}
"""In the order in which ``READERS`` asks them."""


def read_text(
    text: str, origin: str | None = None, format: str = "txt", *, settings: InputSettings
) -> Post:
    """The post in a string. Any string but an empty one gives a post.

    Args:
        text: the string, in which line ends, NULs and emoji stay as they are. Half a surrogate
            pair, which no encoding can write, becomes U+FFFD, with a warning.
        origin: what to call it.
        format: a format of `OF_TEXT`.
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
    post = OF_TEXT[format]().read_text(whole, origin)
    if not post.text:
        raise empty(called)
    if post.text == whole:
        odd += oddities_of(whole)
    else:
        # Of markup, the readable text is another one: the offsets of what was odd do not fit it.
        odd = tuple(replace(item, span=None) for item in odd) + oddities_of(post.text)
    return replace(post, warnings=odd + post.warnings)
