"""The words of a page on their way into blocks: where they stand, and whose they are.

`html_walk` says which elements begin and end. Here is kept what is open, what the words at hand
will be when they end, and to whom a block among the comments belongs.
"""

from __future__ import annotations

from dataclasses import replace

from referat.post import Block, BlockKind, Comment, Markup, Section
from referat.readers.builder import Builder, Style
from referat.readers.html_page import Page
from referat.readers.html_thread import Thread
from referat.span import Span
from referat.text.chrome import LONGEST, Chrome, match_chrome
from referat.text.sections import comments_start

_FOREWORD = 200
"""From how many code points on words in the post's element, but above its title, are."""
_INTRODUCTION = 60
"""From how many code points on words above the post's element are the writer's."""


class Flow:
    """What is open on the page, and what the next block will be."""

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
            thread.answers(label)
            self.builder.assign(Section.CHROME)
        else:
            comment = thread.words(span, words)
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
            if not self.page.exact:
                blocks = self.thread.without_repeats(text, blocks)
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
