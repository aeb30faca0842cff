"""The comments of a page, gathered while its elements are walked.

An element that is a comment opens one; an element of the same kind inside it opens an answer, but
only after the outer comment has shown a by-line or words of its own, since themes wrap one comment
in two or three elements that all bear its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from referat.post import Block, Comment
from referat.readers import html_traits as names
from referat.readers.html_page import text_of
from referat.span import Span
from referat.text.chrome import Chrome, Match, clean_name
from referat.text.dates import iso_date

_ITEM_TAGS = frozenset({"article", "li", "div", "section", "dt"})
_NAME_TAGS = ("strong", "b", "cite", "h2", "h3", "h4", "h5", "h6", "a")
_HEADS = frozenset({"header", "footer", "time", "cite"})


@dataclass(slots=True)
class _Draft:
    depth: int
    parent: int | None
    author: str | None = None
    exact: bool = False  # the author's name had an element of its own
    published: str | None = None
    by_writer: bool = False
    shown: bool = False  # a by-line or words have been seen
    spans: list[Span] = field(default_factory=list)
    answered: bool = False


class Thread:
    """The comments so far, and which of them is open."""

    def __init__(self, chrome: Chrome) -> None:
        self.chrome = chrome
        self.drafts: list[_Draft] = []
        self.open: list[int] = []

    @property
    def current(self) -> _Draft | None:
        """The innermost open comment."""
        return self.drafts[self.open[-1]] if self.open else None

    def opens(self, element: Any, flags: int, plain: bool, kept: frozenset[Any]) -> bool:
        """Whether an element is a comment of its own.

        Args:
            element: the element.
            flags: what its names say.
            plain: nothing but the structure tells comments apart here.
            kept: the elements that hold a thread.
        """
        if flags & (names.PING | names.BODY | names.REPLY) or element.tag not in _ITEM_TAGS:
            return False
        if element.tag == "dt":
            above = element.getparent()
            return above in kept or above.getparent() in kept
        current = self.current
        if current is not None and not current.shown:
            return False
        if flags & names.ITEM and not flags & names.BYLINE:
            return True
        if not plain:
            return False
        if element.tag == "article" or (element.tag == "li" and current is None):
            return True
        return any(
            child.tag in _HEADS or names.traits(child) & (names.BYLINE | names.AUTHOR | names.DATE)
            for child in element[:3]
            if isinstance(child.tag, str)
        )

    def begin(self, element: Any, flags: int) -> None:
        """Opens a comment."""
        parent = self.open[-1] if self.open else None
        depth = 0 if parent is None else self.drafts[parent].depth + 1
        if parent is None and (said := names.depth_class(element.get("class", ""))):
            for index in range(len(self.drafts) - 1, -1, -1):
                if self.drafts[index].depth < said:
                    parent, depth = index, self.drafts[index].depth + 1
                    break
        writer = bool(flags & names.WRITER)
        self.drafts.append(_Draft(depth, parent, by_writer=writer))
        self.open.append(len(self.drafts) - 1)

    def end(self) -> None:
        """Closes the innermost comment."""
        if self.open:
            self.open.pop()

    def end_all(self) -> None:
        """Closes every comment."""
        self.open.clear()

    def note(self, element: Any, flags: int) -> None:
        """Takes down what an element says about who wrote the open comment, and when."""
        draft = self.current
        if draft is None:
            return
        draft.by_writer = draft.by_writer or bool(flags & names.WRITER)
        if flags & names.AUTHOR and not draft.exact:
            # ".comment-author" holds the whole by-line, ".fn" in it the name alone.
            exact = not flags & names.BYLINE
            if exact or draft.author is None:
                name = clean_name(text_of(element, 200), self.chrome)
                draft.author, draft.exact = name or draft.author, exact and name is not None
        elif element.tag in ("header", "dt") and draft.author is None:
            # A by-line without classes sets the name apart by whatever element there is.
            name_element = next(element.iter(*_NAME_TAGS), None)
            if name_element is not None:
                draft.author = clean_name(text_of(name_element, 200), self.chrome)
        if flags & names.DATE and draft.published is None:
            said = element.get("datetime") or element.get("content") or text_of(element, 100)
            draft.published = iso_date(said, self.chrome.dates)

    def byline(self, label: Match | None, words: str) -> None:
        """Takes down what the words of a by-line say."""
        draft = self.current
        if draft is None:
            return
        draft.shown = True
        if label:
            draft.author = draft.author or label.name
            draft.published = draft.published or label.date
            draft.by_writer = draft.by_writer or label.by_writer
        if draft.published is None:
            draft.published = iso_date(words, self.chrome.dates)
        if (
            draft.author is None
            and (label is None or label.kind == "byline")
            and not (label and label.date)
        ):
            draft.author = clean_name(words, self.chrome)

    def words(self, span: Span) -> str | None:
        """Gives words to the open comment; the id of it, or ``None`` where none is open."""
        draft = self.current
        if draft is None:
            return None
        draft.shown = True
        if not draft.answered:
            draft.spans.append(span)
        for index in self.open[:-1]:
            self.drafts[index].answered = True
        return str(self.open[-1])

    def finish(self, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Comment, ...]]:
        """Blocks and comments with their final ids; comments without words are left out."""
        kept = [index for index, draft in enumerate(self.drafts) if draft.spans]
        kept.sort(key=lambda index: self.drafts[index].spans[0])
        ids = {index: f"comment-{place}" for place, index in enumerate(kept, 1)}
        comments = []
        for index in kept:
            draft = self.drafts[index]
            parent = draft.parent
            while parent is not None and parent not in ids:
                parent = self.drafts[parent].parent
            comments.append(
                Comment(
                    ids[index],
                    Span(draft.spans[0].start, draft.spans[-1].end),
                    author=draft.author,
                    published=draft.published,
                    reply_to=None if parent is None else ids[parent],
                    depth=0 if parent is None else draft.depth,
                    by_writer=draft.by_writer,
                )
            )
        named = tuple(
            block if block.comment is None else replace(block, comment=ids.get(int(block.comment)))
            for block in blocks
        )
        return named, tuple(comments)
