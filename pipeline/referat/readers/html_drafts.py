"""A comment in the making: what its by-line says, as the elements and lines of it come by."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from referat.readers import html_traits as names
from referat.readers.html_answers import keys_of
from referat.span import Span
from referat.text.chrome import Chrome, Match, bare_byline, clean_name, is_name, match_chrome
from referat.text.dates import find_date, said_date

_NAME_TAGS = ("strong", "b", "cite", "h2", "h3", "h4", "h5", "h6", "a")
_NAMES = 5
"""How many elements of a by-line may be the name."""
_PIECES = 20
"""How many pieces of text of a by-line are read."""
_BRACKETS = re.compile(r"\(([^()]{3,40})\)")
_BYLINE = 200
"""How many code points of a by-line are read."""


@dataclass(slots=True)
class Draft:
    """A comment, of which ``element`` holds what the page has of it."""

    element: Any
    parent: int | None
    level: int | None = None  # how far it is pushed in, where the markup does not nest
    author: str | None = None
    exact: bool = False  # the author's name had an element of its own
    published: str | None = None
    by_writer: bool = False
    shown: bool = False  # a by-line or words have been seen
    spans: list[Span] = field(default_factory=list)
    answered: bool = False
    head: str = ""  # the words of the by-line
    opening: str = ""  # the first words
    ping: bool = False  # another site's link, and nobody's words

    def note(self, element: Any, flags: int, chrome: Chrome, ids: Container[str]) -> None:
        """Takes down what an element says about who wrote the comment, and when.

        Args:
            element: a by-line, or a part of one.
            flags: what its names say.
            chrome: the lexicons.
            ids: what the comments so far are called in links to them.
        """
        self.by_writer = self.by_writer or bool(flags & names.WRITER)
        if flags & names.AUTHOR and not self.exact:
            # ".comment-author" holds the whole by-line, ".fn" in it the name alone.
            exact = not flags & names.BYLINE
            name = clean_name(_apart(element), chrome)
            # The inner of two elements that are called so holds less besides the name.
            if exact or self.author is None or (name and name in self.author):
                self.author, self.exact = name or self.author, exact and name is not None
        elif self.author is None and not flags & names.DATE:
            # A by-line without classes sets the name apart by whatever element there is.
            likely = (each for each in element.iter(*_NAME_TAGS) if not _points_to(each, ids))
            lines = [_apart(each) for each in islice(likely, _NAMES)]
            self.author = next((name for line in lines if (name := clean_name(line, chrome))), None)
            head = _before_date(element.text or "", chrome)
            if not lines and head and is_name(head.split(",")[0], chrome):
                self.author = clean_name(head, chrome)
        if flags & names.DATE and self.published is None:
            self.published = _date_of(element, chrome)

    def note_speaker(self, element: Any, chrome: Chrome) -> None:
        """Takes down a name that is set apart before "skriver", at the head of the comment."""
        tail = " ".join((element.tail or "").split())[:_BYLINE]
        if self.shown or self.author or not tail[:1].isalpha():
            return
        if not bare_byline(tail, chrome):
            self.author = clean_name(_apart(element), chrome)

    def byline(self, label: Match | None, words: str, chrome: Chrome) -> None:
        """Takes down what the words of a by-line say."""
        self.shown = True
        if len(self.head) < _BYLINE:
            self.head = f"{self.head} {words[:_BYLINE]}"
        if label:
            self.ping = self.ping or label.kind == "pingback"
            self.author = self.author or label.name
            self.published = self.published or label.date or label.day
            self.by_writer = self.by_writer or label.by_writer
        if self.published is None:
            self.published = said_date(words, chrome.dates)
        told = label is not None and (label.kind != "byline" or label.date)
        if self.author is None and not told:
            self.author = _lone_name(words, chrome)


def settle_answers(drafts: Sequence[Draft], chrome: Chrome) -> None:
    """Fills in which comments are answered where only words say so.

    A by-line that names, beside its own author, one of an earlier comment tells whom it answers,
    whatever arrow or word stands between; and so do first words such as "@Anna".
    """
    latest: dict[str, int] = {}
    for index, draft in enumerate(drafts):
        if draft.parent is None and index:
            draft.parent = _beside(draft, latest, chrome)
            if draft.parent is None and draft.opening.startswith("@"):
                words = draft.opening[1:].split()[:_NAMES]
                draft.parent = _called(words, latest, first_only=True)
        if draft.author:
            latest[folded(draft.author)] = index


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().lstrip("@").split())


def _beside(draft: Draft, latest: Mapping[str, int], chrome: Chrome) -> int | None:
    """The latest comment of somebody that a by-line names beside its author, or by its number."""
    rest = draft.head.replace(draft.author or "", " | ", 1)
    found = _called(rest.split()[: 2 * _PIECES], latest, first_only=False)
    if found is not None:
        return found
    for part in _BRACKETS.findall(rest):
        label = match_chrome(part, chrome)
        if label and label.kind == "answer" and label.number:
            below = max(latest.values(), default=-1)
            return label.number - 1 if label.number - 1 <= below else None
    return None


def _called(words: Sequence[str], latest: Mapping[str, int], first_only: bool) -> int | None:
    """The latest comment of whomever the words name, the longest name first."""
    for start in range(1 if first_only else len(words)):
        for size in range(min(_NAMES, len(words) - start), 0, -1):
            said = " ".join(words[start : start + size])
            name = folded(said.strip("@:,;.!()→↳»›"))
            if len(name) > 1 and name in latest:
                return latest[name]
    return None


def _points_to(link: Any, ids: Container[str]) -> bool:
    """Whether an element is a link to a comment, this one or another."""
    return link.tag == "a" and any(key in ids for key in keys_of(link.get("href") or ""))


def _date_of(element: Any, chrome: Chrome) -> str | None:
    """The date of an element that is called one: for machines, as shown, or in its title."""
    sources = (element.get("datetime"), element.get("content"), _apart(element))
    for said in (*sources, element.get("title")):
        if said and (found := said_date(said, chrome.dates)):
            return found
    return None


def _lone_name(words: str, chrome: Chrome) -> str | None:
    """The name in a by-line that holds nothing besides it and perhaps a date after it."""
    head = _before_date(words, chrome)
    tail = " ".join(words[:_BYLINE].split())[len(head) :]
    dated = find_date(tail, chrome.dates)
    if dated and bare_byline(tail[dated.end :], chrome) and ":" not in head:
        return None  # there are two that it may be
    return clean_name(head, chrome)


def _before_date(words: str, chrome: Chrome) -> str:
    """A by-line up to its date, on one line; all of it where it does not end in one."""
    line = " ".join(words[:_BYLINE].split())
    dated = find_date(line, chrome.dates)
    return line[: dated.start].rstrip(" ,–-") if dated and dated.start else line


def _apart(element: Any) -> str:
    """The words of a by-line on one line, those of elements side by side apart."""
    return " ".join(" ".join(islice(element.itertext(), _PIECES)).split())[:_BYLINE]
