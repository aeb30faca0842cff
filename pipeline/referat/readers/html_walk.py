"""One walk over a page's elements, in their order, which hands the words to a `Builder`.

What stands between the title and the last comment is kept, as chrome where the page itself
speaks; menus, sidebars, scripts and footers are left out.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

from referat.post import Block, BlockKind, Comment, Markup, MarkupKind, Section
from referat.readers import html_traits as names
from referat.readers.builder import Builder, Style
from referat.readers.html_page import Page
from referat.readers.html_runs import LINE
from referat.readers.html_shapes import (
    BLOCKS,
    holds_data,
    is_head,
    is_menu,
    is_more,
    is_post_footer,
    leads_to_answered,
    opens_comment,
)
from referat.readers.html_survey import HEADINGS, length_of, text_of
from referat.readers.html_thread import Thread
from referat.span import Span
from referat.text.chrome import LONGEST, Chrome, is_name, match_chrome
from referat.text.sections import comments_start

_SILENT = frozenset(
    """
    script style noscript template svg math iframe object embed canvas button select
    option input textarea head audio video map datalist nav
    """.split()
)
_NAME_TAGS = frozenset({"a", "b", "strong", "cite"})
_INLINE = {
    "q": MarkupKind.QUOTE,
    "cite": MarkupKind.CITE,
    "a": MarkupKind.LINK,
    "em": MarkupKind.EMPHASIS,
    "strong": MarkupKind.EMPHASIS,
    "i": MarkupKind.EMPHASIS,
    "b": MarkupKind.EMPHASIS,
    "code": MarkupKind.CODE,
}
_BYLINE = 300
"""Longest element, in code points, that is a by-line because it is called after a name or date."""
_LOOKED_AT = 200
"""How many elements of a table may be looked at before its first comment."""
_FOREWORD = 200
"""From how many code points on words in the post's element, but above its title, are."""
_INTRODUCTION = 60
"""From how many code points on words above the post's element are the writer's."""


class Walk:
    """One walk over the page: where it is, and what the next block will be."""

    def __init__(self, page: Page, chrome: Chrome) -> None:
        self.page = page
        self.chrome = chrome
        self.builder = Builder()
        self.thread = Thread(chrome, page.threads | page.plain_threads)
        self.threads_left = len(page.threads) + len(page.plain_threads)
        self.started = False  # the title has been seen
        self.main_done = False
        # How many open elements are each of these.
        self.in_main = self.in_thread = self.in_plain = 0
        self.in_chrome = self.in_byline = self.in_heads = self.in_header = self.quotes = (
            self.captions
        ) = self.lists = 0
        self.at_head = False  # the words at hand are such a by-line
        self.said = ""  # the words at hand, those of boxes side by side apart
        self.heading: BlockKind | None = None
        self.in_table = self.in_row = False
        self.cells = 0
        self.body_seen = False  # a paragraph of the post has been seen
        self.loose: list[int] = []  # blocks among the comments that are in no comment
        self.undo: list[list[str]] = []  # what ends with each open element

    def through(self, root: Any) -> None:
        """Walks all of the page. Not by recursion: pages nest as deep as they like."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Any = None
        words = self.words
        for event, element in walker:
            if event == "start":
                if self.skips(element):
                    walker.skip_subtree()
                    skipped = element
                    continue
                self.enter(element)
                if element.text and self.showing:
                    words(element.text)
            else:
                if element is skipped:
                    skipped = None
                else:
                    self.leave(element)
                if element.tail and self.showing:
                    words(element.tail)
        self.flush()

    def words(self, text: str) -> None:
        """Takes up words. A by-line that comparing has told, and what is said beside it on one
        line, are blocks of their own.
        """
        if text.strip():
            head = bool(self.in_heads)
            if head != self.at_head and self.builder.waiting and not self.is_unread_name():
                self.flush("\n" if self.builder.after_break else "\n\n")
            self.at_head = head
        if self.said and self.said[-1].isalnum() and text[:1].isalnum():
            self.said += " "  # boxes side by side
        self.said += text
        self.builder.words(text)

    def is_unread_name(self) -> bool:
        """Whether what stands before a by-line, at the very head of a comment, is part of it."""
        draft = self.thread.current
        return draft is not None and not draft.shown and draft.author is None

    @property
    def showing(self) -> bool:
        """Whether words here belong to the text at all: from the title to the last comment."""
        if self.in_main or self.in_thread:
            return True
        return self.started and not (self.main_done and self.threads_left <= 0)

    def is_beside(self) -> bool:
        """Whether words here are the page's: outside the post, in its header, above its title."""
        if self.in_thread:
            return False
        above = self.page.title is not None and not self.started
        return not self.in_main or bool(self.in_header) or above

    def skips(self, element: Any) -> bool:
        """Whether an element is left out with all that is in it."""
        tag = element.tag
        # Where a page leaves out <body>, the parser may leave all of it in the head.
        if tag in _SILENT and not (tag == "head" and element in self.page.kept):
            if tag in BLOCKS:
                self.flush()
            return True
        if element in self.page.kept:
            return False
        if tag == "form":
            return True
        if names.traits(element) & names.DROP:
            if self.in_thread:
                # Some systems say what a comment answers to those who listen only.
                for link in element.iter("a"):
                    self.note_link(link)
            return True
        # A page's own header and footer, as against those of a post or a comment.
        return tag in ("header", "footer") and not self.showing

    def enter(self, element: Any) -> None:
        """An element begins."""
        tag, page = element.tag, self.page
        undo: list[str] = []
        self.undo.append(undo)
        flags = names.traits(element)
        if tag in BLOCKS:
            self.flush()
        elif tag == "br":
            self.line_break()
        if tag == "header" and not self.in_thread:
            self.count("in_header", undo)
        if element in page.kept:
            self.enter_part(element, undo)
        elif self.in_thread:
            self.enter_comment(element, flags, undo)
        elif not self.in_chrome and self.is_byline(element, flags):
            self.flush()
            self.count("in_chrome", undo)
        self.enter_kind(element, tag, flags, undo)

    def enter_part(self, element: Any, undo: list[str]) -> None:
        """One of the parts that the survey found begins, or an element around one."""
        page = self.page
        if element is page.main:
            self.count("in_main", undo)
        if element is page.title:
            self.started = True
        if element in page.threads or element in page.plain_threads:
            self.count("in_thread", undo)
        if element in page.plain_threads:
            self.count("in_plain", undo)

    def is_byline(self, element: Any, flags: int) -> bool:
        """Whether an element of the post is the page's and not the writer's.

        A date or a name is, as long as the post has not begun; later it is part of a sentence.
        """
        if flags & (names.CHROME | names.BYLINE) or is_more(element) or is_menu(element):
            return True
        if not self.quotes and is_post_footer(element):
            return True
        if not flags & (names.AUTHOR | names.DATE) or self.body_seen or self.builder.waiting:
            return False
        if length_of(element, _BYLINE) >= _BYLINE:
            return False  # all that somebody has written, perhaps
        return element.getparent().tag not in ("p", "li", "blockquote")

    def enter_kind(self, element: Any, tag: str, flags: int, undo: list[str]) -> None:
        """What the name of an element makes of the words in it."""
        if tag in _INLINE:
            self.builder.open(_INLINE[tag], element.get("href") if tag == "a" else None)
            undo.append("markup")
        elif tag in HEADINGS:
            title = element is self.page.title
            self.heading = BlockKind.TITLE if title else BlockKind.HEADING
            undo.append("heading")
        elif tag == "blockquote":
            self.count("quotes", undo)
        elif tag == "footer" and self.quotes:
            # Who said it: stands in the quotation's markup and is no part of its words.
            undo.append(f"quotes={self.quotes}")
            self.quotes = 0
        elif tag in ("ul", "ol"):
            if not self.in_thread or self.thread.current:
                self.count("lists", undo)
        elif tag == "pre":
            self.builder.verbatim += 1
            undo.append("pre")
        elif tag == "table" and not self.in_table and self.is_data(element):
            self.in_table = True
            undo.append("table")
        elif tag == "tr" and self.in_table:
            self.in_row, self.cells = True, 0
            undo.append("row")
        elif tag in ("td", "th"):
            if self.in_row and self.cells:
                self.builder.words(" | ")
            self.cells += 1
            self.flush()
        if flags & names.CAPTION:
            self.flush()
            self.count("captions", undo)

    def is_data(self, table: Any) -> bool:
        """Whether a table holds data, and neither the page nor comments."""
        units = self.page.units
        return holds_data(table) and not (
            self.in_thread
            and units
            and any(each in units for each in islice(table.iter(), _LOOKED_AT))
        )

    def enter_comment(self, element: Any, flags: int, undo: list[str]) -> None:
        """An element inside the comments begins."""
        thread, tag = self.thread, element.tag
        if thread.opens(element, flags, bool(self.in_plain), self.page):
            self.flush()
            if tag == "dt":
                # A list of terms does not nest: each <dt> opens a comment and ends the last one.
                thread.end_all()
            else:
                undo.append("comment")
                undo.append(f"lists={self.lists}")
                self.lists = 0
            thread.begin(element, flags, self.page.signed.get(element))
        draft = thread.current
        if draft is not None and element in self.page.heads:
            self.count("in_heads", undo)
        guessed = not self.page.exact
        if guessed and draft is not None and not draft.shown and self.is_name(element):
            flags |= names.AUTHOR  # whoever wrote it, where no class says so
        elif guessed and tag in _NAME_TAGS:
            thread.note_speaker(element)
        if guessed and draft is not None and tag == "a":
            self.note_link(element)
        if draft is not None and not self.quotes and not flags & names.BODY:
            head = tag in ("header", "footer", "dt") or bool(flags & names.BYLINE)
            head = head or (guessed and not draft.spans and is_head(element))
            named = bool(flags & (names.AUTHOR | names.DATE))
            # Within the words, a name or a date is part of what is said.
            if head or (named and (self.in_byline or not draft.spans)):
                if not self.in_byline:
                    self.flush()
                self.count("in_byline", undo)
                thread.note(element, flags)
                return
        if draft is not None and self.in_chrome and flags & names.DATE:
            thread.note(element, names.DATE)
        if flags & (names.CHROME | names.PING | names.REPLY):
            self.flush()
            self.count("in_chrome", undo)
            if tag == "li":
                self.count("lists", undo)

    def note_link(self, link: Any) -> None:
        """Takes down a link to another comment at the head of one: to that which it answers."""
        draft = self.thread.current
        target = link.get("href") or ""
        if draft and (leads_to_answered(link) or (not draft.spans and "#" in target)):
            self.thread.answers_link(target)

    def is_name(self, element: Any) -> bool:
        """Whether an element at the head of a comment is its writer's name."""
        if element.tag in _NAME_TAGS:
            return opens_comment(element)
        return (
            element.tag in HEADINGS
            and bool(self.page.units)
            and is_name(text_of(element, 80), self.chrome)
        )

    def count(self, name: str, undo: list[str]) -> None:
        """One level deeper in something, until the element ends."""
        setattr(self, name, getattr(self, name) + 1)
        undo.append(name)

    def leave(self, element: Any) -> None:
        """An element ends."""
        tag, undo = element.tag, self.undo.pop()
        if tag in BLOCKS and not (tag == "tr" and self.in_row):
            following = element.getnext()
            is_line = following is not None and following.get(LINE) is not None
            self.flush("\n" if is_line else "\n\n")
        for step in reversed(undo):
            self.revert(step)
        if element is self.page.main:
            self.main_done = self.started = True

    def revert(self, step: str) -> None:
        """Takes back what the start of an element did."""
        if step == "markup":
            self.builder.close()
        elif step == "heading":
            self.heading = None
        elif step == "pre":
            self.builder.verbatim -= 1
        elif step == "table":
            self.in_table = False
        elif step == "row":
            self.in_row = False
            self.flush()
        elif step == "comment":
            self.flush()
            self.thread.end()
        elif "=" in step:
            self.flush()
            name, _, before = step.partition("=")
            setattr(self, name, int(before))
        else:
            if step == "in_heads" or (step == "in_byline" and self.in_byline > 1):
                setattr(self, step, getattr(self, step) - 1)
                return
            self.flush()
            setattr(self, step, getattr(self, step) - 1)
            if step == "in_thread" and not self.in_thread:
                self.thread.end_all()
                self.threads_left -= 1

    def line_break(self) -> None:
        """A ``<br>``; two in a row part paragraphs, as old blogs wrote them."""
        self.said += " "
        if self.builder.after_break:
            self.flush()
        elif self.in_thread and self.is_first_line():
            self.flush("\n")
        else:
            self.builder.line_break()

    def is_first_line(self) -> bool:
        """Whether the words at hand are the by-line of the open comment, on a line of their own."""
        draft = self.thread.current
        if draft is None or draft.spans or self.in_byline or self.in_row:
            return False
        label = match_chrome(self.builder.at_hand, self.chrome)
        return label is not None and label.kind == "byline"

    def flush(self, joint: str = "\n\n") -> None:
        """Ends the block at hand, unless it is in a cell of a row that goes on."""
        builder = self.builder
        if not builder.waiting:
            return
        if self.in_row:
            builder.words(" ")
            return
        style = self.style()
        span = builder.end_block(style, joint)
        said, self.said = " ".join(self.said.split()), ""
        if span is None:
            return
        if self.in_main and (style.section is None or (self.in_header and not self.in_chrome)):
            self.body_seen = True
        if self.in_thread:
            self.settle(style, span, said)
        elif self.is_introduction(style):
            builder.assign(None)

    def is_introduction(self, style: Style) -> bool:
        """Whether the latest block stands between the title and the element that holds the post.

        There, news pages have their introduction and the picture with its caption; what is short
        is a by-line or the like.
        """
        if self.in_chrome or self.main_done or style.section is Section.POST:
            return False
        if not self.started:
            return bool(self.in_main) and len(self.builder.last) >= _FOREWORD
        if self.in_main and not self.in_header:
            return False
        return style.kind is BlockKind.CAPTION or len(self.builder.last) >= _INTRODUCTION

    def style(self) -> Style:
        """Kind and section of the block at hand."""
        kind = BlockKind.PARAGRAPH
        if self.heading is not None:
            kind = self.heading
        elif self.quotes:
            kind = BlockKind.BLOCKQUOTE
        elif self.captions:
            kind = BlockKind.CAPTION
        elif self.lists:
            kind = BlockKind.LIST_ITEM
        section: Section | None = None
        if kind is BlockKind.TITLE:
            section = Section.POST
        elif self.in_chrome or self.in_byline or self.at_head or self.is_beside():
            section = Section.CHROME
        return Style(kind, section)

    def settle(self, style: Style, span: Span, words: str) -> None:
        """Gives a block among the comments to its comment, or to the page."""
        thread = self.thread
        label = match_chrome(words, self.chrome) if len(words) <= LONGEST else None
        if style.kind is BlockKind.BLOCKQUOTE or (label and label.where in ("row", "menu")):
            label = None
        if self.page.exact:
            label = None
        draft = thread.current
        if style.section is Section.CHROME:
            if self.in_byline or self.at_head:
                thread.byline(label, words)
        elif draft is None:
            self.loose.append(len(self.builder.blocks) - 1)
            self.builder.assign(Section.CHROME)
        elif (label and label.kind == "byline" and not draft.spans) or (
            label is None and style.kind is not BlockKind.BLOCKQUOTE and self.is_signature(words)
        ):
            thread.byline(label, words)
            self.builder.assign(Section.CHROME)
        elif label and label.kind != "byline":
            thread.answers(label.answers)
            self.builder.assign(Section.CHROME)
        else:
            comment = thread.words(span)
            self.builder.assign(Section.CHROME if comment is None else Section.COMMENTS, comment)

    def is_signature(self, words: str) -> bool:
        """Whether a line is the name of whoever wrote the comment."""
        if self.page.exact or len(words) > LONGEST:
            return False
        return self.thread.is_own_byline(words, self.page)

    def finish(self) -> tuple[str, tuple[Block, ...], tuple[Markup, ...], tuple[Comment, ...]]:
        """What was read.

        Where no comment could be told by its markup, the blocks stage gets to tell the comments
        apart by their words, below the heading that it knows comments by. Without such a heading,
        they are nobody's; the post's they are not.
        """
        text, blocks, markup = self.builder.finish()
        if self.thread.drafts:
            blocks = _without_tail(blocks)
        elif not self.body_seen or self.has_heading(text, blocks):
            loose = set(self.loose)
            blocks = tuple(
                replace(block, section=None) if index in loose else block
                for index, block in enumerate(blocks)
            )
        blocks, comments = self.thread.finish(blocks)
        return text, blocks, markup, comments

    def has_heading(self, text: str, blocks: tuple[Block, ...]) -> bool:
        """Whether a heading opens the comments."""
        labels = [match_chrome(block.span.of(text)[: LONGEST + 1], self.chrome) for block in blocks]
        return comments_start(blocks, labels) is not None


def _without_tail(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks of which those behind the comments are the page's: a post ends before them.

    Unless more stands there than before them: then a box of the page was taken for the comments.
    """
    last = max(
        (at for at, block in enumerate(blocks) if block.section is Section.COMMENTS), default=-1
    )
    sizes = [0, 0]
    for at, block in enumerate(blocks):
        if block.section is None:
            sizes[at > last] += block.span.end - block.span.start
    if last < 0 or sizes[1] > sizes[0]:
        return blocks
    return tuple(
        replace(block, section=Section.CHROME) if at > last and block.section is None else block
        for at, block in enumerate(blocks)
    )
