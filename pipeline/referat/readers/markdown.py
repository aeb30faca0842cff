"""Markdown (CommonMark with tables and strikethrough) to a post.

markdown-it-py parses; this module walks its tokens and builds the readable text. Front matter
between two lines of ``---`` is read as plain ``key: value`` lines and never as YAML, which could
build objects. HTML inside Markdown gives its words and the few tags that mean something here.
Comments below a heading such as "## 3 kommentarer" are told apart by the blocks stage.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from referat.post import Block, BlockKind, Lead, Markup, MarkupKind, Meta, Oddity, Post
from referat.readers.base import Fit, Source
from referat.readers.builder import Builder, Style
from referat.text.chrome import LONGEST, load_chrome, match_chrome
from referat.text.dates import find_date, iso_date
from referat.text.thread import name_beside_date

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\r?\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"([A-Za-z_åäöÅÄÖ-]{1,40})[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_QUOTED = re.compile(r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')[ \t]*(?:#.*)?""")
_NAMED = re.compile(r"(?:name|namn)[ \t]*:[ \t]*(.*)", re.I)
_KEYS = {
    "title": "title",
    "titel": "title",
    "rubrik": "title",
    "author": "author",
    "authors": "author",
    "författare": "author",
    "skribent": "author",
    "date": "published",
    "datum": "published",
    "published": "published",
    "publicerad": "published",
    "canonical_url": "url",
    "canonical": "url",
    "url": "url",
    "link": "url",
    "site": "site",
    "site_name": "site",
    "blogg": "site",
}
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*", re.M)
_UNDER_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]{1,60}\]:[^\n]*\n(?= {0,3}\[)", re.M)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,60})\]")
_LONGEST_FRONT = 20_000
# Ten marks in a row and forty columns are more than anybody nests; beyond, the parser would have to
# recurse as deep as the text says.
_MARK = r"(?:[ \t]*(?:[-*+>]|\d{1,9}[.)]))"
_MARKS = re.compile(rf"^({_MARK}{{10}}){_MARK}+", re.M)
_INDENT = re.compile(r"^([ \t]{40})[ \t]+(?=[-*+>]|\d{1,9}[.)])", re.M)
_DEEPEST = 80
_INLINE = {
    "em": MarkupKind.EMPHASIS,
    "strong": MarkupKind.EMPHASIS,
    "link": MarkupKind.LINK,
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>|<!--")
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.I)
_TAGS = {
    "q": MarkupKind.QUOTE,
    "cite": MarkupKind.CITE,
    "a": MarkupKind.LINK,
    "em": MarkupKind.EMPHASIS,
    "strong": MarkupKind.EMPHASIS,
    "i": MarkupKind.EMPHASIS,
    "b": MarkupKind.EMPHASIS,
    "code": MarkupKind.CODE,
}
_BLOCK_TAGS = frozenset(
    {"p", "div", "blockquote", "ul", "ol", "li", "section", "figure", "hr", "tr"}
)


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
        front, body = _front_matter(text)
        shallow, deep = _shallow(_without_note_marks(body))
        walk = _Walk()
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
        )
        return Post(readable, meta, blocks, markup, warnings=deep)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.options["maxNesting"] = _DEEPEST
    return parser


def _front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """The known keys at the text's head, and the text below them."""
    opened = _FRONT.match(text)
    closed = _FRONT_END.search(text, opened.end(), _LONGEST_FRONT) if opened else None
    if opened is None or closed is None:
        return {}, text
    known: dict[str, list[str]] = {}
    lines = text[opened.end() : closed.start()].splitlines()
    listed: str | None = None  # the key whose values follow, an item a line
    for line in lines:
        if listed is not None and (item := _ITEM.fullmatch(line)):
            known[listed] += _values(item[1])
        elif not line[:1].isspace() and (hit := _KEY.fullmatch(line.rstrip())):
            listed = key = _KEYS.get(hit[1].lower())
            if key is not None and (hit[2].strip() or key not in known):
                known[key] = _values(hit[2])
    if not any(_KEY.match(line) for line in lines):
        return {}, text
    told = {key: ", ".join(values) for key, values in known.items() if values}
    return told, text[closed.end() :]


def _values(said: str) -> list[str]:
    """The values that stand behind a key: one, or several in brackets. Quotes are taken off."""
    said = said.strip()
    if said.startswith("[") and said.endswith("]") and not said.startswith("[["):
        return [value for part in said[1:-1].split(",") for value in _values(part)]
    if hit := _NAMED.fullmatch(said):
        said = hit[1]
    if hit := _QUOTED.fullmatch(said):
        said = hit[1].replace('\\"', '"') if hit[2] is None else hit[2].replace("''", "'")
    else:
        said = _COMMENT.sub("", said).strip("\"'")
    return [said.strip()] if said.strip() else []


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


class _Walk:
    """Walks the tokens and keeps where it is: in which list, quotation, table."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.quotes = 0
        self.lists: list[Lead] = []
        self.fresh_item = False
        self.heading: BlockKind | None = None
        self.titled = False
        self.cells = -1
        self.silent: str | None = None  # the tag of an HTML element whose words are dropped

    def take(self, token: Token) -> None:
        """One token of the block level."""
        kind = token.type
        if kind == "inline":
            self.inline(token.children or [])
        elif kind in ("paragraph_close", "heading_close", "tr_close"):
            self.end()
            self.heading = None
            self.cells = -1
        elif kind == "heading_open":
            title = token.tag == "h1" and not self.titled
            self.titled = self.titled or title
            self.heading = BlockKind.TITLE if title else BlockKind.HEADING
        elif kind in ("blockquote_open", "blockquote_close"):
            self.quotes += token.nesting
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(Lead.BULLET if kind[0] == "b" else Lead.NUMBER)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            self.fresh_item = True
        elif kind == "tr_open":
            self.cells = 0
        elif kind in ("td_open", "th_open"):
            if self.cells > 0:
                self.builder.words(" | ")
            self.cells += 1
        elif kind in ("fence", "code_block"):
            self.code(token.content)
        elif kind == "html_block":
            self.raw(token.content)
            self.end()

    def end(self) -> None:
        """Ends the block at hand."""
        kind = BlockKind.PARAGRAPH
        lead = Lead.NONE
        if self.heading is not None:
            kind = self.heading
        elif self.quotes > 0:
            kind = BlockKind.BLOCKQUOTE
        elif self.lists:
            kind = BlockKind.LIST_ITEM
            lead = self.lists[-1] if self.fresh_item else Lead.NONE
        # Inline HTML that was left open ends with its paragraph.
        self.builder.close_all()
        if self.builder.end_block(Style(kind, lead=lead, indent=2 * len(self.lists))):
            self.fresh_item = False

    def code(self, content: str) -> None:
        """A block of code: its lines as they are."""
        self.builder.verbatim += 1
        self.builder.open(MarkupKind.CODE)
        self.builder.words(content)
        self.builder.close()
        self.builder.verbatim -= 1
        self.end()

    def inline(self, children: list[Token]) -> None:
        """The words of one block, with their markup."""
        builder = self.builder
        above = later = False  # whether a line stands above this one, and above the next
        for index, child in enumerate(children):
            kind, _, edge = child.type.rpartition("_")
            if child.type in ("text", "text_special"):
                builder.words(child.content)
            elif child.type == "softbreak":
                below = children[index + 1].content if index + 1 < len(children) else ""
                above, later = later, True
                # Lines of speech in one paragraph: the dash opens a line wherever it is written.
                if below.startswith(("– ", "— ")):
                    builder.line_break()
                elif not above and self.is_byline(children[:index]):
                    self.end()
                else:
                    builder.words(" ")
            elif child.type == "hardbreak":
                above, later = later, True
                if not above and self.is_byline(children[:index]):
                    self.end()
                else:
                    builder.line_break()
            elif child.type == "code_inline":
                builder.open(MarkupKind.CODE)
                builder.words(child.content)
                builder.close()
            elif child.type == "html_inline":
                self.raw(child.content)
            elif edge == "open" and kind in _INLINE:
                target = child.attrGet("href")
                builder.open(_INLINE[kind], None if target is None else str(target))
            elif edge == "close" and kind in _INLINE:
                builder.close()

    def is_byline(self, children: list[Token]) -> bool:
        """Whether a paragraph's first line tells who wrote what stands below it, and when.

        In comments that are pasted into Markdown, the words follow on the next line.
        """
        if self.heading is not None or self.cells >= 0:
            return False
        words = "".join(child.content for child in children)
        if len(words) > LONGEST:
            return False
        chrome = load_chrome()
        if find_date(words, chrome.dates) is None:
            # "Anna skriver:" above a quotation is the writer's; the blocks stage parts those below.
            return False
        found = match_chrome(words, chrome)
        if found is not None and found.kind == "byline" and found.name is not None:
            return True
        opens = next(
            (child.type for child in children if child.type != "text" or child.content), ""
        )
        set_off = opens in ("strong_open", "em_open", "link_open")
        return set_off and name_beside_date(words, chrome) is not None

    def raw(self, source: str) -> None:
        """HTML inside Markdown: its words, line breaks, quotations and inline markup."""
        at = 0
        while at < len(source):
            hit = _TAG.search(source, at)
            if self.silent is None:
                self.builder.words(html.unescape(source[at : hit.start() if hit else None]))
            if hit is None:
                return
            at = hit.end()
            if hit[0] == "<!--":
                end = source.find("-->", at)
                at = len(source) if end < 0 else end + 3
            else:
                self.tag(hit[2].lower(), bool(hit[1]), hit[3])

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        """One tag of HTML inside Markdown."""
        if self.silent is not None or name in ("script", "style"):
            self.silent = None if closing and self.silent in (None, name) else self.silent or name
        elif name == "br":
            self.builder.line_break()
        elif name in _BLOCK_TAGS:
            self.end()
            if name == "blockquote":
                self.quotes = max(self.quotes + (-1 if closing else 1), 0)
        elif name in _TAGS:
            if closing:
                self.builder.close()
            else:
                href = _HREF.search(attributes) if name == "a" else None
                self.builder.open(_TAGS[name], html.unescape(href[1]) if href else None)

    def finish(self) -> tuple[str, tuple[Block, ...], tuple[Markup, ...]]:
        """What was built."""
        self.end()
        return self.builder.finish()
