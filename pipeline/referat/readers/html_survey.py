"""One walk over a page's elements: everything that could be the post, its title or its comments.

What is chosen among it is decided in `html_page`, `html_posts` and `html_meta`.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from referat.readers import html_traits as names
from referat.readers.html_linked import Node, linked_nodes

_HEAD = frozenset({"meta", "link", "script", "title", "base"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LABELS = frozenset("p div b strong font span td th legend summary center dt caption".split())
_BARE = frozenset({"td", "div", "body", "center", "font", "section", "article"})
_PARAGRAPH = 200
"""From how many code points on words that no element parts into paragraphs are a text."""
_LABEL = 80
"""Longest heading of comments, in code points."""
_TALK = re.compile(r"komment|svar|comment|respon|repl|disk|disc|läsar|reakt", re.IGNORECASE)
MANY = 200
"""Bounds how many elements of a kind are weighed against each other: a page has a handful."""


class Survey:
    """What the walk over all elements found."""

    def __init__(self) -> None:
        self.mains: list[Any] = []
        self.articles: list[Any] = []
        self.titles: list[Any] = []
        self.headings: list[Any] = []
        self.threads: list[Any] = []
        self.labels: list[Any] = []  # lines that may be the heading of comments, by their words
        self.authors: list[Any] = []
        self.dates: list[Any] = []
        self.said: list[Any] = []  # <meta> elements beside the post that name its author
        self.metas: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.lines: list[Any] = []  # by-lines and footers, where a name may stand
        self.scripts: list[str] = []
        self.base: str | None = None
        self.body_class: frozenset[str] = frozenset()
        self.page_title: str | None = None
        self.weights: dict[Any, int] = {}  # how long the paragraphs in an element are
        self.bare: dict[Any, int] = {}  # and words that stand in none

    @cached_property
    def nodes(self) -> list[Node]:
        """What the page says in JSON-LD."""
        return linked_nodes(self.scripts)

    def take_head(self, whole: Survey) -> None:
        """What the head of a page says, for a part of it."""
        self.nodes, self.metas, self.links = whole.nodes, whole.metas, whole.links
        self.base, self.page_title = whole.base, whole.page_title


def survey(root: Any) -> Survey:
    """What there is under ``root``."""
    found = Survey()
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in _HEAD:
            _head_element(element, tag, found)
            continue
        if tag == "body":
            found.body_class = frozenset((element.get("class") or "").lower().split())
        if tag == "p":
            parent = element.getparent()
            length = len(element.text or "") + sum(len(child.tail or "") for child in element)
            found.weights[parent] = found.weights.get(parent, 0) + length
        elif tag in _BARE and (element.find("br") is not None):
            # Old pages part paragraphs by line breaks, inside whatever holds them.
            length = len(element.text or "") + sum(len(child.tail or "") for child in element)
            if length >= _PARAGRAPH:
                found.bare[element] = length
        if tag in _LABELS and element.text and _TALK.search(element.text[:_LABEL]):
            if len(found.labels) < MANY and length_of(element, _LABEL) < _LABEL:
                found.labels.append(element)
        flags = names.traits(element)
        if tag in HEADINGS:
            found.headings.append(element)
            if flags & names.TITLE or tag == "h1":
                found.titles.append(element)
        if not flags:
            continue
        if flags & names.THREAD and tag not in HEADINGS:
            found.threads.append(element)
        elif flags & names.MAIN:
            found.mains.append(element)
        elif flags & names.ARTICLE and not flags & (names.ITEM | names.BODY):
            found.articles.append(element)
        if flags & (names.AUTHOR | names.BYLINE):
            found.authors.append(element)
        elif flags & names.CHROME:
            found.lines.append(element)
        if flags & names.DATE:
            found.dates.append(element)
    return found


def _head_element(element: Any, tag: str, found: Survey) -> None:
    if tag == "meta":
        key = element.get("property") or element.get("name")
        content = element.get("content")
        if key and content and content.strip():
            found.metas.setdefault(key.lower(), " ".join(content.split()))
        elif content and (element.get("itemprop") or "").lower() == "datepublished":
            found.dates.append(element)
        elif content and (element.get("itemprop") or "").lower() == "author":
            found.said.append(element)
    elif tag == "base":
        found.base = found.base or element.get("href")
    elif tag == "link":
        for rel in (element.get("rel") or "").lower().split():
            found.links.setdefault(rel, element.get("href") or "")
    elif tag == "script":
        if "ld+json" in (element.get("type") or "") and element.text:
            found.scripts.append(element.text)
    elif found.page_title is None and element.text:
        found.page_title = " ".join(element.text.split())


def text_of(element: Any, limit: int = 500) -> str:
    """The words of an element on one line, cut at about ``limit`` code points."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            break
    return " ".join("".join(pieces).split())


def within(element: Any, others: set[Any]) -> bool:
    """Whether an element lies inside one of others."""
    if not others:
        return False
    parent = element.getparent()
    while parent is not None:
        if parent in others:
            return True
        parent = parent.getparent()
    return False


def length_of(element: Any, limit: int) -> int:
    """How much text an element holds, as far as ``limit``."""
    size = 0
    for piece in element.itertext():
        size += len(piece.strip())
        if size >= limit:
            break
    return size
