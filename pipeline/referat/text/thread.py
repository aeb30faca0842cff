"""Comments told apart in a text that has lost its markup.

Below a heading such as "3 kommentarer", each comment begins with a by-line ("Anna skriver:",
"Anna, 3 maj 2012 kl. 14:02") or, where a page numbered its comments, with a number. An answer is
known by its indentation, by a number of its own inside another comment, or because it names whom
it answers ("Svar till Anna", "@Anna"). Whatever cannot be told apart stays one comment: two
comments read as one are a smaller fault than words in the wrong mouth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from referat.post import Block, Comment, Lead, Section
from referat.span import Span
from referat.text.chrome import LONGEST, Chrome, Match, is_full_name
from referat.text.dates import find_date

_NUMBER = re.compile(r"\(?(\d{1,3})")
# Somebody's name or what they call themselves, up to the mark before a date.
_NAME_AND_MARK = re.compile(r"(\w[\w.,' -]{0,58}?)\s?(?:[·•|–—-]|,|\()\s?")
_AT = re.compile(r"@([\w.-]{2,40}(?: [A-ZÅÄÖ][\w.-]{1,40})?)")
_ENDS = frozenset({"closed", "form"})


@dataclass(slots=True)
class _Draft:
    """A comment while its blocks are gathered."""

    indent: int
    author: str | None = None
    published: str | None = None
    by_writer: bool = False
    depth: int = 0
    parent: int | None = None
    number: int = 0
    blocks: list[int] = field(default_factory=list)


class _Thread:
    """The comments found so far, and which of them the next words belong to."""

    def __init__(self, blocks: Sequence[Block], text: str) -> None:
        self.blocks = blocks
        self.text = text
        self.drafts: list[_Draft] = []
        self.open: list[int] = []  # the comment at hand and those it answers, outermost first
        self.closed = True
        self.answers: str | None = None
        self.latest: dict[str, int] = {}  # by name, and by first name, folded

    @property
    def current(self) -> _Draft | None:
        return None if self.closed else self.drafts[-1]

    def begin(self, indent: int, match: Match | None = None, number: int = 0) -> None:
        """A new comment at a column; deeper than the one before, it answers that."""
        while self.open and self.drafts[self.open[-1]].indent >= indent:
            self.open.pop()
        parent = self.open[-1] if self.open else None
        draft = _Draft(indent, parent=parent, number=number)
        draft.depth = 0 if parent is None else self.drafts[parent].depth + 1
        if match:
            draft.author, draft.published = match.name, match.date or match.day
            draft.by_writer = match.by_writer
            self.answers = match.answers or self.answers
        self.drafts.append(draft)
        self.open.append(len(self.drafts) - 1)
        self.closed = False
        self.answer(self.answers)
        self.answers = None
        if draft.author:
            folded = draft.author.casefold()
            self.latest[folded.split()[0]] = self.latest[folded] = len(self.drafts) - 1

    def answer(self, name: str | None) -> None:
        """The comment at hand answers the latest one by ``name``."""
        if not name or not self.drafts or self.drafts[-1].parent is not None:
            return
        wanted = name.lstrip("@").casefold()
        index = self.latest.get(wanted, self.latest.get(wanted.split()[0] if wanted else ""))
        if index is not None and index != len(self.drafts) - 1:
            self.drafts[-1].parent = index
            self.drafts[-1].depth = self.drafts[index].depth + 1

    def numbered(self, block: Block) -> bool:
        """Whether a numbered block opens the next comment.

        It does where its number is one up at its column, or a first one further in than the
        comment at hand.
        """
        outer = block.outer or block.span
        hit = _NUMBER.match(self.text, outer.start) if block.outer else None
        said = int(hit[1]) if hit else None
        level = [index for index in self.open if self.drafts[index].indent == block.indent]
        if level:
            expected = self.drafts[level[-1]].number + 1
            if said not in (None, expected):
                return False
        elif self.open and block.indent < self.drafts[self.open[0]].indent:
            return False
        else:
            expected = 1
            if said not in (None, 1) and self.open:
                return False
        self.begin(block.indent, number=said or expected)
        return True


def read_thread(
    text: str,
    blocks: Sequence[Block],
    labels: Sequence[Match | None],
    count: int | None,
    chrome: Chrome,
) -> tuple[list[Block], list[Comment]]:
    """Blocks below a comments heading with section and comment, and the comments.

    Args:
        text: the post's text.
        blocks: the blocks below the heading.
        labels: for each of them, what chrome it is, if any.
        count: how many comments the page speaks of, where it does.
        chrome: the lexicons.
    """
    labels = _with_lone_names(text, blocks, labels, chrome)
    bylines = any(label and label.kind == "byline" and label.name for label in labels)
    numbers = not bylines and any(block.lead is Lead.NUMBER for block in blocks)
    thread = _Thread(blocks, text)
    sections: list[Section] = []
    loose = not bylines and not numbers
    apart = loose and count == sum(label is None for label in labels)
    for index, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if label is not None:
            sections.append(Section.CHROME)
            _take_label(thread, block, label, loose)
            continue
        starts = numbers and block.lead is Lead.NUMBER and thread.numbered(block)
        if not starts and loose and (apart or (thread.closed and not _ended(labels, index))):
            thread.begin(0)
        draft = thread.current
        if draft is None:
            # Words after the end of the thread, or before its first comment: not a reader's.
            sections.append(Section.CHROME)
            continue
        if not draft.blocks and (hit := _AT.match(text, block.span.start)):
            thread.answer(hit[1])
        draft.blocks.append(index)
        sections.append(Section.COMMENTS)
    return _finished(blocks, sections, thread.drafts)


def _with_lone_names(
    text: str, blocks: Sequence[Block], labels: Sequence[Match | None], chrome: Chrome
) -> list[Match | None]:
    """Labels in which a name on a line of its own, above or beside a date, is a by-line too."""
    told = list(labels)
    for index, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if label and label.where == "menu":
            told[index] = None  # what somebody answers in one word
        elif label is None or (label.kind == "byline" and not label.name):
            told[index] = name_beside_date(block.span.of(text)[: LONGEST + 1], chrome) or label
    for index in range(len(blocks) - 1):
        below = labels[index + 1]
        if labels[index] is None and below and below.kind == "byline" and not below.name:
            words = blocks[index].span.of(text)
            if is_full_name(words, chrome) or (words.isalpha() and words[0].isupper()):
                told[index] = Match("byline", "comments", name=words)
    return told


def name_beside_date(line: str, chrome: Chrome) -> Match | None:
    """The by-line that a line is among comments: a name of any kind, a mark, and a date to its end.

    Elsewhere "Vetenskap · 24 september 2021" is a rubric and a date.
    """
    found = find_date(line, chrome.dates) if len(line) <= LONGEST else None
    if found is None or line[found.end :].strip(" :)"):
        return None
    hit = _NAME_AND_MARK.fullmatch(line, 0, found.start)
    words = hit[1].split() if hit else []
    if not 1 <= len(words) <= 5 or words[0].lower() in chrome.not_names:
        return None
    return Match("byline", "comments", name=" ".join(words), date=found.iso, day=found.day)


def _take_label(thread: _Thread, block: Block, label: Match, loose: bool) -> None:
    draft = thread.current
    if label.kind == "byline":
        if label.name or (loose and label.date):
            thread.begin(block.indent, label)
        elif draft is not None:
            # A date below a name, or below the words as on blogg.se.
            draft.published = draft.published or label.date or label.day
            draft.by_writer = draft.by_writer or label.by_writer
    elif label.kind == "answer":
        if draft is not None and not draft.blocks:
            thread.answer(label.answers)
        else:
            thread.answers = label.answers
    elif label.kind in _ENDS or (loose and label.kind == "reply"):
        thread.closed = True


def _ended(labels: Sequence[Match | None], index: int) -> bool:
    return any(label and label.kind in _ENDS for label in labels[:index][-3:])


def _finished(
    blocks: Sequence[Block], sections: Sequence[Section], drafts: Sequence[_Draft]
) -> tuple[list[Block], list[Comment]]:
    """Blocks and comments with ids; a by-line without words below it is no comment."""
    kept = [index for index, draft in enumerate(drafts) if draft.blocks]
    ids = {draft: f"comment-{place}" for place, draft in enumerate(kept, 1)}
    owner = {block: ids[index] for index in kept for block in drafts[index].blocks}
    comments = []
    for index in kept:
        draft = drafts[index]
        parent = draft.parent
        while parent is not None and parent not in ids:
            parent = drafts[parent].parent
        span = Span(blocks[draft.blocks[0]].span.start, blocks[draft.blocks[-1]].span.end)
        comments.append(
            Comment(
                ids[index],
                span,
                author=draft.author,
                published=draft.published,
                reply_to=None if parent is None else ids[parent],
                depth=draft.depth if parent is not None else 0,
                by_writer=draft.by_writer,
            )
        )
    sorted_out = [
        replace(block, section=section, comment=owner.get(index))
        for index, (block, section) in enumerate(zip(blocks, sections, strict=True))
    ]
    return sorted_out, comments
