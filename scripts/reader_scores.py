"""How a reader of pages is scored: words, quotations, comments, chrome.

What a page holds and what a reader found in it have the same shape, `Content`. `Score` adds pages
up. Words are compared without case and marks, as multisets for the main text and in order for
quotations and comments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"\w+")
SAME = 0.8
"""From which F1 of words on a found comment is an expected one."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: its words, who wrote it, when, and the index of the one it answers."""

    words: str
    author: str | None = None
    published: str | None = None
    parent: int | None = None
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds, or what a reader found in it.

    ``body`` is the title and the post; ``quoted`` each quotation in it that is marked as one.
    ``comments`` is ``None`` where a reader has the words of all comments (``talk``) and does not
    part them.
    """

    body: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    quoted: tuple[str, ...] = ()
    comments: tuple[Remark, ...] | None = ()
    talk: str = ""


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower())


def word_f1(expected: str, found: str) -> float:
    """F1 of two multisets of words; 1 where both are empty."""
    wanted, got = Counter(words(expected)), Counter(words(found))
    if not wanted and not got:
        return 1.0
    both = sum((wanted & got).values())
    return 2 * both / (sum(wanted.values()) + sum(got.values()))


def foreign(expected: str, found: str) -> tuple[int, int]:
    """Characters of found words that were not expected, and of all found words."""
    got = Counter(words(found))
    extra = got - Counter(words(expected))
    return _size(extra), _size(got)


def _size(counts: Counter[str]) -> int:
    return sum(len(word) * number for word, number in counts.items())


def holds(text: str, part: str) -> bool:
    """Whether the words of ``part`` stand in ``text`` in one piece."""
    return f" {' '.join(words(part))} " in f" {' '.join(words(text))} "


def answers(expected: Sequence[Remark], found: Sequence[Remark]) -> dict[int, int]:
    """Which found comment is which expected one, each at most once, the likest first."""
    pairs = sorted(
        (
            (-word_f1(wanted.words, got.words), abs(i - j), i, j)
            for i, wanted in enumerate(expected)
            for j, got in enumerate(found)
        ),
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, _, i, j in pairs:
        if -likeness >= SAME and i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def _day(said: str | None) -> str | None:
    return said[:10] if said else None


@dataclass(slots=True)
class Share:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: int, of: int) -> None:
        """Adds a page's."""
        self.right += right
        self.of += of

    @property
    def percent(self) -> float | None:
        """In per cent; ``None`` where there was nothing to count."""
        return 100 * self.right / self.of if self.of else None


@dataclass(slots=True)
class Score:
    """The pages of a set added up."""

    pages: int = 0
    f1: float = 0.0
    shares: dict[str, Share] = field(default_factory=dict)

    def count(self, name: str, right: int, of: int) -> None:
        """Adds to a share."""
        self.shares.setdefault(name, Share()).add(right, of)

    def add(self, expected: Content, found: Content) -> None:
        """Adds one page."""
        self.pages += 1
        self.f1 += word_f1(expected.body, found.body)
        self.count("chrome", *foreign(expected.body, found.body))
        self.count(
            "quotations",
            sum(any(holds(got, each) for got in found.quoted) for each in expected.quoted),
            len(expected.quoted),
        )
        for name in ("title", "author", "published"):
            wanted, got = getattr(expected, name), getattr(found, name)
            if wanted:
                same = _day(wanted) == _day(got) if name == "published" else wanted == got
                self.count(name, same, 1)
        self._add_comments(expected.comments or (), found)

    def _add_comments(self, expected: Sequence[Remark], found: Content) -> None:
        if found.comments is None:
            heard = sum(holds(found.talk, each.words) for each in expected)
            self.count("comments", heard, len(expected))
            return
        matched = answers(expected, found.comments)
        self.count("comments", len(matched), len(expected))
        self.count("invented", len(found.comments) - len(matched), len(found.comments))
        for i, wanted in enumerate(expected):
            got = found.comments[matched[i]] if i in matched else None
            if wanted.author:
                self.count("authors", got is not None and got.author == wanted.author, 1)
            if wanted.published:
                same = got is not None and _day(got.published) == _day(wanted.published)
                self.count("dates", same, 1)
            parent = None if wanted.parent is None else matched.get(wanted.parent, -1)
            self.count("parents", got is not None and got.parent == parent, 1)
            if wanted.quoted:
                self.count("requoted", got is not None and holds(got.quoted, wanted.quoted), 1)

    def figures(self) -> dict[str, float | None]:
        """All figures in per cent."""
        figures: dict[str, float | None] = {"F1": 100 * self.f1 / self.pages if self.pages else 0.0}
        return figures | {name: share.percent for name, share in self.shares.items()}
