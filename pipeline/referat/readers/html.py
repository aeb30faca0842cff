"""HTML pages to posts.

lxml parses whatever is there; `html_page` finds the post, its title and its comments; this module
walks the elements in between once, in the order of the page, and hands the words to a `Builder`.
What stands between the title and the last comment is kept, as chrome where the page itself
speaks; menus, sidebars, scripts and footers are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from referat.post import Block, BlockKind, Comment, Markup, MarkupKind, Oddity, Post, Section
from referat.readers import html_traits as names
from referat.readers.base import Fit, Source
from referat.readers.builder import Builder, Style
from referat.readers.html_page import Page, survey_page, survey_posts
from referat.readers.html_survey import length_of, text_of
from referat.readers.html_thread import Thread
from referat.span import Span
from referat.text.chrome import LONGEST, Chrome, is_name, load_chrome, match_chrome

_DEEPEST = 200
"""Levels of nesting that are kept where a page nests deeper than the parser will follow."""

_OPENING = rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*)?<"
_PAGE = re.compile(_OPENING + rb"(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PART = re.compile(_OPENING + rb"(?:article|main|div|section|h1|p|title|meta)\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Elements that end themselves, or that the parser ends: their tags do not nest.
_SHALLOW = _words(
    """
    area base br col embed hr img input link meta param source track wbr p li dt dd td th
    tr option
    """
)
_BLOCKS = _words(
    """
    address article aside blockquote body caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li
    main ol p pre section summary table tbody tfoot thead tr ul
    """
)
_SILENT = _words(
    """
    script style noscript template svg math iframe object embed canvas button select
    option input textarea head audio video map datalist nav
    """
)
_NAME_TAGS = frozenset({"a", "b", "strong", "cite"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
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
_ROUGH_CELL = frozenset({"p", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol"})
_CELL_LIMIT = 200
_FOREWORD = 200
"""From how many code points on words in the post's element, but above its title, are."""
_BOXES = frozenset({"div", "section", "aside", "ul", "p"})
_BOX = 800
"""Longest box of links, in code points."""
_MORE = (
    "läs också",
    "läs även",
    "läs mer",
    "läs vidare",
    "relatera",
    "mer om ämnet",
    "mest läst",
    "fler artiklar",
    "fler inlägg",
    "liknande inlägg",
    "senaste nytt",
    "prenumerera",
    "annons",
    "read more",
    "related",
    "see also",
    "more from",
)
_HEAD_LINE = 120
_INTRODUCTION = 60
"""From how many code points on words above the post's element are the writer's."""


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
        root, odd = _parse(decoded.text)
        odd = tuple(Oddity(item.code, item.message) for item in decoded.oddities) + odd
        if root is None:
            yield Post("", blocks=(), warnings=odd)
            return
        chrome = load_chrome()
        for page in survey_posts(root, chrome, source.origin):
            post = _post_of(page, chrome, odd)
            if post.text or page.root is root:
                yield post
            else:
                source.reject(f"post {page.meta.origin}", "it is empty")

    def read_text(self, text: str, origin: str | None) -> Post:
        """The post in a page's source."""
        root, odd = _parse(text)
        if root is None:
            return Post("", blocks=(), warnings=odd)
        chrome = load_chrome()
        return _post_of(survey_page(root, chrome, origin), chrome, odd)


def _post_of(page: Page, chrome: Chrome, odd: tuple[Oddity, ...]) -> Post:
    walk = _Walk(page, chrome)
    walk.through(page.root)
    readable, blocks, markup, comments = walk.finish()
    return Post(readable, page.meta, blocks, markup, comments, warnings=odd)


def _parse(text: str) -> tuple[Any, tuple[Oddity, ...]]:
    """The root element, and a warning where nesting had to be cut down.

    No entity is expanded but those of HTML itself: libxml2's HTML parser reads no declarations.
    """
    source = text.replace("\x00", "\ufffd")
    root, deep = _parsed(source)
    if not deep:
        return root, ()
    root, deep = _parsed(_flattened(source))
    if deep:
        root, _ = _parsed(_TAG.sub(" ", source).replace("<", "&lt;"))
    return root, (
        Oddity(
            "deep_nesting",
            f"elements are nested deeper than a parser will follow; {_DEEPEST} levels are kept",
        ),
    )


def _parsed(source: str) -> tuple[Any, bool]:
    """The root (``None`` where there is nothing), and whether the parser gave up on the depth."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        return None, "depth" in str(error).lower()
    return root, any("depth" in (entry.message or "").lower() for entry in parser.error_log)


def _flattened(source: str) -> str:
    """The source without tags that open deeper than `_DEEPEST`, and those that close them."""
    depth = 0

    def kept(hit: re.Match[str]) -> str:
        nonlocal depth
        if hit[2].lower() in _SHALLOW or hit[3].endswith("/"):
            return hit[0]
        if hit[1]:
            depth = max(depth - 1, 0)
            return hit[0] if depth < _DEEPEST else " "
        depth += 1
        return hit[0] if depth <= _DEEPEST else " "

    return _TAG.sub(kept, source)


class _Walk:
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
        self.in_chrome = self.in_byline = self.in_header = self.quotes = self.captions = (
            self.lists
        ) = 0
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
        words = self.builder.words
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
            if tag in _BLOCKS:
                self.flush()
            return True
        if element in self.page.kept:
            return False
        if tag == "form":
            return True
        if names.traits(element) & names.DROP:
            return True
        # A page's own header and footer, as against those of a post or a comment.
        return tag in ("header", "footer") and not self.showing

    def enter(self, element: Any) -> None:
        """An element begins."""
        tag, page = element.tag, self.page
        undo: list[str] = []
        self.undo.append(undo)
        flags = names.traits(element)
        if tag in _BLOCKS:
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
        if flags & (names.CHROME | names.BYLINE) or _is_more(element):
            return True
        if not flags & (names.AUTHOR | names.DATE) or self.body_seen or self.builder.waiting:
            return False
        return element.getparent().tag not in ("p", "li", "blockquote")

    def enter_kind(self, element: Any, tag: str, flags: int, undo: list[str]) -> None:
        """What the name of an element makes of the words in it."""
        if tag in _INLINE:
            self.builder.open(_INLINE[tag], element.get("href") if tag == "a" else None)
            undo.append("markup")
        elif tag in _HEADINGS:
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
        elif tag == "table" and not self.in_table and _holds_data(element):
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
            thread.begin(element, flags)
        draft = thread.current
        if draft is not None and not draft.shown and self.is_name(element):
            flags |= names.AUTHOR  # whoever wrote it, where no class says so
        if draft is not None and tag == "a" and _answers(element):
            thread.answers_link(element.get("href") or "")
        if draft is not None and not self.quotes and not flags & names.BODY:
            head = tag in ("header", "footer", "dt") or bool(flags & names.BYLINE)
            head = head or (not draft.spans and _is_head(element))
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

    def is_name(self, element: Any) -> bool:
        """Whether an element at the head of a comment is its writer's name."""
        if element.tag in _NAME_TAGS:
            return _opens(element)
        return (
            element.tag in _HEADINGS
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
        if tag in _BLOCKS and not (tag == "tr" and self.in_row):
            self.flush()
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
            if step == "in_byline" and self.in_byline > 1:
                self.in_byline -= 1
                return
            self.flush()
            setattr(self, step, getattr(self, step) - 1)
            if step == "in_thread" and not self.in_thread:
                self.thread.end_all()
                self.threads_left -= 1

    def line_break(self) -> None:
        """A ``<br>``; two in a row part paragraphs, as old blogs wrote them."""
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
        if span is None:
            return
        if self.in_main and (style.section is None or (self.in_header and not self.in_chrome)):
            self.body_seen = True
        if self.in_thread:
            self.settle(style, span)
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
        elif self.in_chrome or self.in_byline or self.is_beside():
            section = Section.CHROME
        return Style(kind, section)

    def settle(self, style: Style, span: Span) -> None:
        """Gives a block among the comments to its comment, or to the page."""
        thread, words = self.thread, self.builder.last
        label = match_chrome(words, self.chrome) if len(words) <= LONGEST else None
        if style.kind is BlockKind.BLOCKQUOTE or (label and label.where == "row"):
            label = None
        draft = thread.current
        if style.section is Section.CHROME:
            if self.in_byline:
                thread.byline(label, words)
        elif draft is None:
            self.loose.append(len(self.builder.blocks) - 1)
            self.builder.assign(Section.CHROME)
        elif label and label.kind == "byline" and not draft.spans:
            thread.byline(label, words)
            self.builder.assign(Section.CHROME)
        elif label and label.kind != "byline":
            thread.answers(label.answers)
            self.builder.assign(Section.CHROME)
        else:
            self.builder.assign(Section.COMMENTS, thread.words(span))

    def finish(self) -> tuple[str, tuple[Block, ...], tuple[Markup, ...], tuple[Comment, ...]]:
        """What was read.

        Where no comment could be told by its markup, the blocks stage gets to tell the comments
        apart by their words.
        """
        if not self.thread.drafts:
            for index in self.loose:
                self.builder.assign(None, at=index)
        text, blocks, markup = self.builder.finish()
        blocks, comments = self.thread.finish(blocks)
        return text, blocks, markup, comments


def _is_more(element: Any) -> bool:
    """Whether an element is a box of links to other pages, or begs for subscribers."""
    if element.tag not in _BOXES:
        return False
    words = text_of(element, 40)[:40].casefold()
    if not words.startswith(_MORE) or length_of(element, _BOX) >= _BOX:
        return False
    linked = sum(length_of(link, _BOX) for link in element.iter("a"))
    return 2 * linked >= length_of(element, _BOX)


def _holds_data(table: Any) -> bool:
    """Whether a table holds data, as against one that a page is laid out with."""
    for seen, element in enumerate(table.iter()):
        if seen > _CELL_LIMIT:
            break
        if seen and element.tag in _ROUGH_CELL:
            return False
    return True


def _opens(element: Any) -> bool:
    """Whether an inline element stands alone at the head of a comment: before a date, or before
    the block that holds its words.
    """
    parent, following = element.getparent(), element.getnext()
    if element.getprevious() is not None or (parent.text or "").strip() or following is None:
        return False
    if (element.tail or "").strip(" \t\r\n·,|–-") or not isinstance(following.tag, str):
        return False
    return following.tag in _BLOCKS or bool(names.traits(following) & names.DATE)


def _answers(link: Any) -> bool:
    """Whether a link leads to what a comment answers."""
    said = f"{link.get('class') or ''} {link.get('rel') or ''}".split()
    return "u-in-reply-to" in said or "in-reply-to" in said


def _is_head(element: Any) -> bool:
    """Whether an element is one line with a date in it: the by-line of a comment."""
    if element.tag not in ("div", "p", "span") or not len(element):
        return False
    dated = False
    for child in element:
        tag = child.tag
        if tag in _BLOCKS or tag == "br":
            return False
        dated = dated or tag == "time" or bool(names.traits(child) & names.DATE)
    return dated and length_of(element, _HEAD_LINE) < _HEAD_LINE
