"""The walk over markdown-it-py's tokens, which builds the readable text.

HTML inside Markdown gives its words and the few tags that mean something here. In comments that are
pasted into Markdown, the line that says who wrote what, and when, becomes a block of its own.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from referat.post import Block, BlockKind, Lead, Markup, MarkupKind
from referat.readers.builder import Builder, Style
from referat.text.chrome import LONGEST, load_chrome, match_chrome
from referat.text.dates import find_date
from referat.text.thread import name_beside_date

if TYPE_CHECKING:
    from markdown_it.token import Token

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


class MarkdownWalk:
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
