"""The comments of a page, gathered while its elements are walked.

An element that is a comment opens one; an element of the same kind inside it opens an answer, but
only after the outer comment has shown a by-line or words of its own, since themes wrap one comment
in two or three elements that all bear its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from referat.post import Block, Comment, Section
from referat.readers import html_traits as names
from referat.readers.html_answers import answered_by, ids_of, keys_of, level_of
from referat.readers.html_drafts import Draft, folded, settle_answers
from referat.readers.html_page import Page
from referat.readers.html_runs import signs_line
from referat.readers.html_signed import Signed
from referat.span import Span
from referat.text.chrome import Chrome, Match, clean_name

_ITEM_TAGS = frozenset({"article", "li", "div", "section", "dt"})
_OPENING = 120
"""How many code points of a comment's first words are kept, to tell whom they speak to."""
_LINE = 40
"""Longest line, in code points, that a page puts into every comment."""
_ENOUGH = 3
"""In how many comments a line stands, and in half of all, that is the page's."""
_FIGURES = re.compile(r"\d+")
_MOST = 4
"""One comment in so many may lack its author or date where the by-lines have been understood."""
_HIGHEST = 6
"""How far above an answer the list of answers is looked for."""
_HEADS = frozenset({"header", "footer", "time", "cite"})


class Thread:
    """The comments so far, and which of them is open."""

    def __init__(self, chrome: Chrome, roots: frozenset[Any]) -> None:
        self.chrome = chrome
        self.roots = roots
        self.drafts: list[Draft] = []
        self.open: list[int] = []
        self.at: dict[Any, int] = {}  # the elements of comments
        self.by_id: dict[str, int] = {}
        self.named: dict[str, int] = {}  # the latest comment of each author
        self.levels: list[tuple[int, int]] = []  # how far in, and which: the last one's line

    @property
    def current(self) -> Draft | None:
        """The innermost open comment."""
        return self.drafts[self.open[-1]] if self.open else None

    def opens(self, element: Any, flags: int, plain: bool, page: Page) -> bool:
        """Whether an element is a comment of its own.

        Args:
            element: the element.
            flags: what its names say.
            plain: nothing but the structure tells comments apart here.
            page: the parts of the page.
        """
        if flags & (names.PING | names.BODY | names.REPLY):
            return False
        if element in page.units:
            return self.current is None or self.current.shown
        if element.tag not in _ITEM_TAGS:
            return False
        if element.tag == "dt":
            above = element.getparent()
            return above in page.kept or above.getparent() in page.kept
        current = self.current
        if current is not None and not current.shown:
            return False
        if flags & names.ITEM and not flags & names.BYLINE:
            return True
        if not plain:
            # Disqus calls a comment a post.
            return element.tag == "li" and bool(flags & names.ARTICLE)
        if element.tag == "article":
            return True
        if page.units:
            return False
        if element.tag == "li" and current is None:
            return True
        return any(
            child.tag in _HEADS or names.traits(child) & (names.BYLINE | names.AUTHOR | names.DATE)
            for child in element[:3]
            if isinstance(child.tag, str)
        )

    @property
    def units(self) -> list[Any]:
        """The elements of comments that have words, in order."""
        return [element for element, index in self.at.items() if self.drafts[index].spans]

    @property
    def unsigned(self) -> int:
        """Of how many comments the author is not known."""
        return sum(bool(draft.spans) and draft.author is None for draft in self.drafts)

    @property
    def undated(self) -> int:
        """Of how many comments the date is not known."""
        return sum(bool(draft.spans) and draft.published is None for draft in self.drafts)

    @property
    def is_told(self) -> bool:
        """Whether the by-lines of most comments have been read."""
        return _MOST * max(self.unsigned, self.undated) <= len(self.units)

    def fill(self, told: Mapping[Any, Signed]) -> None:
        """Takes down authors and dates that comparing has told, where none is known."""
        for element, index in self.at.items():
            if element in told:
                draft = self.drafts[index]
                draft.author = draft.author or told[element].author
                draft.published = draft.published or told[element].published

    def begin(self, element: Any, flags: int, told: Signed | None) -> None:
        """Opens a comment; ``told`` is what is known of its by-line already."""
        index = len(self.drafts)
        level = level_of(element)
        parent = self.open[-1] if self.open else self._answered(element, level)
        writer = bool(flags & names.WRITER)
        draft = Draft(element, parent, level, by_writer=writer)
        if told is not None:
            draft.author, draft.published = told.author, told.published
            draft.exact = told.author is not None
        self.drafts.append(draft)
        self.open.append(index)
        self.at[element] = index
        for name in ids_of(element):
            self.by_id.setdefault(name, index)

    def _answered(self, element: Any, level: int | None) -> int | None:
        """Which comment a comment answers that lies in no other: it may name it, be pushed in, or
        lie in a list that follows it.
        """
        said = next((self.by_id[key] for key in answered_by(element) if key in self.by_id), None)
        if said is not None:
            return said
        if level is not None:
            while self.levels and self.levels[-1][0] >= level:
                self.levels.pop()
            above = self.levels[-1][1] if self.levels else None
            self.levels.append((level, len(self.drafts)))
            if above is not None:
                return above
        around = element.getparent()
        for _ in range(_HIGHEST):
            if around is None or around in self.roots:
                break
            before = around.getprevious()
            if before is not None and before in self.at:
                return self.at[before]
            around = around.getparent()
        return None

    def answers(self, label: Match) -> None:
        """The open comment says whom it answers, or the how-manieth comment."""
        draft = self.current
        if draft is None or draft.parent is not None:
            return
        if label.answers is not None:
            draft.parent = self.named.get(folded(label.answers))
        elif label.kind == "answer" and label.number and label.number <= self.open[-1]:
            draft.parent = label.number - 1

    def answers_link(self, target: str) -> None:
        """The open comment links to the one that it answers."""
        draft = self.current if len(self.open) == 1 else None
        found = next((self.by_id[key] for key in keys_of(target) if key in self.by_id), None)
        if draft is not None and draft.parent is None and found is not None:
            draft.parent = found if found < self.open[-1] else None

    def note_speaker(self, element: Any) -> None:
        """Takes down a name that is set apart before "skriver", at the head of the open comment."""
        if self.current is not None:
            self.current.note_speaker(element, self.chrome)

    def is_own_byline(self, words: str, page: Page) -> bool:
        """Whether a line at the head of the open comment is its author's name, with its date."""
        draft = self.current
        if draft is None or draft.spans:
            return False
        if draft.author is None:
            return draft.element in page.units and signs_line(words, self.chrome)
        return clean_name(words, self.chrome) == draft.author

    def end(self) -> None:
        """Closes the innermost comment."""
        if self.open:
            index = self.open.pop()
            if author := self.drafts[index].author:
                self.named[folded(author)] = index

    def end_all(self) -> None:
        """Closes every comment."""
        while self.open:
            self.end()

    def note(self, element: Any, flags: int) -> None:
        """Takes down what an element says about who wrote the open comment, and when."""
        if self.current is not None:
            self.current.note(element, flags, self.chrome, self.by_id)

    def byline(self, label: Match | None, words: str) -> None:
        """Takes down what the words of a by-line say."""
        if self.current is not None:
            self.current.byline(label, words, self.chrome)
            if label:
                self.answers(label)

    def words(self, span: Span, words: str) -> str | None:
        """Gives words to the open comment; the id of it, or ``None`` where they are nobody's."""
        draft = self.current
        if draft is None or draft.ping:
            return None
        draft.shown = True
        if not draft.answered:
            if not draft.spans:
                draft.opening = words[:_OPENING]
            draft.spans.append(span)
        for index in self.open[:-1]:
            self.drafts[index].answered = True
        return str(self.open[-1])

    def without_repeats(self, text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """Blocks of which the page's are the short lines that stand in most comments alike."""
        said: dict[str, list[int]] = {}
        for at, block in enumerate(blocks):
            start, end = block.span
            if block.comment is not None and end - start <= _LINE:
                line = _FIGURES.sub("0", block.span.of(text)).casefold()
                said.setdefault(line, []).append(at)
        told = sum(bool(draft.spans) for draft in self.drafts)
        done = list(blocks)
        for line, places in said.items():
            # Two readers may say the same; a sentence is the page's where nearly all hold it.
            most = 0.9 if line.endswith((".", "!", "?")) else 0.5
            if len({blocks[at].comment for at in places}) < max(_ENOUGH, most * told):
                continue
            for at in places:
                draft = self.drafts[int(blocks[at].comment or 0)]
                if len(draft.spans) > 1:
                    draft.spans.remove(blocks[at].span)
                    done[at] = replace(blocks[at], section=Section.CHROME, comment=None)
        return tuple(done)

    def finish(self, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Comment, ...]]:
        """Blocks and comments with their final ids; comments without words are left out."""
        settle_answers(self.drafts, self.chrome)
        kept = [index for index, draft in enumerate(self.drafts) if draft.spans]
        kept.sort(key=lambda index: self.drafts[index].spans[0])
        ids = {index: f"comment-{place}" for place, index in enumerate(kept, 1)}
        comments = []
        depths: dict[int, int] = {}
        # An answer comes after what it answers, so that the depth of that is known.
        for index in sorted(kept):
            parent = self._kept_parent(index, ids)
            depths[index] = 0 if parent is None else depths[parent] + 1
        for index in kept:
            draft = self.drafts[index]
            parent = self._kept_parent(index, ids)
            comments.append(
                Comment(
                    ids[index],
                    Span(draft.spans[0].start, draft.spans[-1].end),
                    author=draft.author,
                    published=draft.published,
                    reply_to=None if parent is None else ids[parent],
                    depth=depths[index],
                    by_writer=draft.by_writer,
                )
            )
        named = tuple(
            block if block.comment is None else replace(block, comment=ids.get(int(block.comment)))
            for block in blocks
        )
        return named, tuple(comments)

    def _kept_parent(self, index: int, ids: Mapping[int, str]) -> int | None:
        """The nearest comment with words that a comment answers."""
        parent = self.drafts[index].parent
        while parent is not None and parent not in ids:
            parent = self.drafts[parent].parent
        return parent
