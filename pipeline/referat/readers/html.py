"""HTML pages to posts.

`html_parse` makes elements of the source; `html_page` finds the post, its title and its comments,
or each post of a page that holds several; `html_walk` reads the words in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from referat.post import Oddity, Post
from referat.readers.base import Fit, Source
from referat.readers.html_page import Page, survey_page, survey_posts
from referat.readers.html_parse import parse_page
from referat.readers.html_signed import Signed, signed
from referat.readers.html_thread import Thread
from referat.readers.html_walk import Walk
from referat.text.chrome import Chrome, load_chrome

_OPENING = rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*)?<"
_PAGE = re.compile(_OPENING + rb"(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PART = re.compile(_OPENING + rb"(?:article|main|div|section|h1|p|title|meta)\b", re.IGNORECASE)


class HtmlReader:
    """Reads HTML pages, whole or in part."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By a tag at its very beginning, or by its name.

        A part of a page may stand in Markdown, too: there, its tag says no more than a name does.
        """
        readable = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
        if _PAGE.match(readable):
            return Fit.CONTENT
        return Fit.NAME if suffix in self.suffixes or _PART.match(readable) else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """The page's post, or each of its posts where it is a list of them.

        Of several, the origins are the page's with ``#1``, ``#2`` and so on.
        """
        decoded = source.text()
        root, odd = parse_page(decoded.text)
        odd = tuple(Oddity(item.code, item.message) for item in decoded.oddities) + odd
        if root is None:
            yield Post("", blocks=(), warnings=odd)
            return
        chrome = load_chrome()
        for page in survey_posts(root, chrome, source.origin):
            post = read_page(page, chrome, odd)
            if post.text or page.root is root:
                yield post
            else:
                source.reject(f"post {page.meta.origin}", "it is empty")

    def read_text(self, text: str, origin: str | None) -> Post:
        """The post in a page's source."""
        root, odd = parse_page(text)
        if root is None:
            return Post("", blocks=(), warnings=odd)
        chrome = load_chrome()
        return read_page(survey_page(root, chrome, origin), chrome, odd)


def read_page(page: Page, chrome: Chrome, odd: tuple[Oddity, ...]) -> Post:
    """The post on a page whose parts are known; ``odd`` is what was odd about its source."""
    walk = Walk(page, chrome)
    walk.through(page.root)
    if not page.exact and (found := _compared(walk.thread, chrome)):
        if walk.thread.is_told:
            walk.thread.fill(found)
        else:
            heads = frozenset(head for each in found.values() for head in each.heads)
            walk = Walk(page._replace(signed=found, heads=heads), chrome)
            walk.through(page.root)
    readable, blocks, markup, comments = walk.finish()
    return Post(readable, page.meta, blocks, markup, comments, warnings=odd)


def _compared(thread: Thread, chrome: Chrome) -> dict[Any, Signed]:
    """What comparing the comments tells of authors or dates that reading each did not tell."""
    unsigned, undated = thread.unsigned, thread.undated
    if not unsigned and not undated:
        return {}
    found = signed(thread.units, chrome)
    return {
        unit: each._replace(
            author=each.author if unsigned else None, published=each.published if undated else None
        )
        for unit, each in found.items()
    }
