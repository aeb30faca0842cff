"""One walk over a page's elements, in their order, which hands the words to a `Flow`.

What stands between the title and the last comment is kept, as chrome where the page itself
speaks; menus, sidebars, scripts and footers are left out.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from referat.post import BlockKind, MarkupKind
from referat.readers import html_traits as names
from referat.readers.html_flow import Flow
from referat.readers.html_runs import LINE
from referat.readers.html_shapes import (
    BLOCKS,
    holds_data,
    is_box,
    is_head,
    is_menu,
    is_more,
    is_post_footer,
    leads_to_answered,
    opens_comment,
)
from referat.readers.html_survey import HEADINGS, length_of, text_of
from referat.text.chrome import is_name

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


class Walk(Flow):
    """One walk over the page: which elements begin and end."""

    def through(self, root: Any) -> None:
        """Walks all of the page. Not by recursion: pages nest as deep as they like."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Any = None
        words = self.words
        for event, element in walker:
            if event == "start":
                flags = names.traits(element)
                if self.skips(element, flags):
                    walker.skip_subtree()
                    skipped = element
                    continue
                self.enter(element, flags)
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

    def skips(self, element: Any, flags: int) -> bool:
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
        if flags & names.DROP:
            if self.in_thread:
                # Some systems say what a comment answers to those who listen only.
                for link in element.iter("a"):
                    self.note_link(link)
            return True
        # A page's own header and footer, as against those of a post or a comment.
        return tag in ("header", "footer") and not self.showing

    def enter(self, element: Any, flags: int) -> None:
        """An element begins; ``flags`` is what its names say."""
        tag, page = element.tag, self.page
        undo: list[str] = []
        self.undo.append(undo)
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
        if self.started and is_box(element, self.chrome):
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
        if element is self.page.title and tag not in HEADINGS:
            self.flush()
            self.heading = BlockKind.TITLE
            undo.append("title")
        elif tag in _INLINE:
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
        elif step == "title":
            self.flush()
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
