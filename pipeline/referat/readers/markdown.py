"""Markdown (CommonMark with tables and strikethrough) to a post.

markdown-it-py parses; `markdown_walk` walks its tokens and builds the readable text. What could
sink the parser, nesting beyond what anybody writes, is made shallow first. Comments below a heading
such as "## 3 kommentarer" are told apart by the blocks stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from referat.post import Meta, Oddity, Post
from referat.readers.base import Fit, Source
from referat.readers.markdown_front import front_matter
from referat.readers.markdown_walk import MarkdownWalk
from referat.text.chrome import load_chrome
from referat.text.dates import iso_date

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*", re.M)
_UNDER_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]{1,60}\]:[^\n]*\n(?= {0,3}\[)", re.M)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,60})\]")
# Ten marks in a row and forty columns are more than anybody nests; beyond, the parser would have to
# recurse as deep as the text says.
_MARK = r"(?:[ \t]*(?:[-*+>]|\d{1,9}[.)]))"
_MARKS = re.compile(rf"^({_MARK}{{10}}){_MARK}+", re.M)
_INDENT = re.compile(r"^([ \t]{40})[ \t]+(?=[-*+>]|\d{1,9}[.)])", re.M)
_DEEPEST = 80


class MarkdownReader:
    """Reads Markdown."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".mkd", ".mdown")

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By its name, or by front matter at its start. Nothing else in Markdown is certain."""
        front = head.removeprefix(b"\xef\xbb\xbf")
        opened = front.startswith((b"---\n", b"---\r\n"))
        if opened and b"\n---" in front[4:] and b":" in front:
            return Fit.CONTENT
        return Fit.NAME if suffix in self.suffixes else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """One post: the text that the Markdown stands for."""
        decoded = source.text()
        post = self.read_text(decoded.text, source.origin)
        odd = tuple(Oddity(item.code, item.message) for item in decoded.oddities)
        yield replace(post, warnings=odd + post.warnings)

    def read_text(self, text: str, origin: str | None) -> Post:
        """The post in a Markdown text."""
        front, tags, body = front_matter(text)
        shallow, deep = _shallow(_without_note_marks(body))
        walk = MarkdownWalk()
        for token in _parser().parse(shallow):
            walk.take(token)
        readable, blocks, markup = walk.finish()
        published = front.get("published")
        meta = Meta(
            origin=origin,
            title=front.get("title"),
            author=front.get("author"),
            published=iso_date(published, load_chrome().dates) if published else None,
            url=front.get("url"),
            site=front.get("site"),
            tags=tags,
        )
        return Post(readable, meta, blocks, markup, warnings=deep)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.options["maxNesting"] = _DEEPEST
    return parser


def _without_note_marks(text: str) -> str:
    """The text without the marks of its footnotes, whose words become paragraphs.

    CommonMark knows no footnotes: it takes a definition of one word for that of a link, and drops
    it. A mark without a definition is left: it may be the writer's.
    """
    defined = {hit[1].lower() for hit in _NOTE.finditer(text)}
    if not defined:
        return text
    # A blank line keeps the definition of a link below a note from becoming part of it.
    parted = _NOTE.sub("\n", _UNDER_NOTE.sub(r"\g<0>\n", text))
    return _NOTE_MARK.sub(lambda hit: "" if hit[1].lower() in defined else hit[0], parted)


def _shallow(text: str) -> tuple[str, tuple[Oddity, ...]]:
    """The text without nesting beyond what anybody writes, and a warning if there was some."""
    shallow = _INDENT.sub(r"\1", _MARKS.sub(r"\1", text))
    if shallow == text:
        return text, ()
    # A row of dashes or stars is a rule, not nesting.
    cut = any(
        not set(hit[0]) <= set("-* \t") or text[hit.end() : hit.end() + 1] not in ("", "\n", "\r")
        for hit in _MARKS.finditer(text)
    )
    if not cut and not _INDENT.search(text):
        return shallow, ()
    return shallow, (Oddity("deep_nesting", "lists or quotations are nested too deep to follow"),)
