"""A comment taken apart: every piece of its text, and of the attributes that tell something.

Each piece has a role: where it stands in its comment, in terms of elements and classes. Comments of
one page come out of one template, so that pieces of one role are the same thing in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from referat.readers.html_linked import Node, linked_nodes, person_of, string_of

_SILENT = frozenset(
    "style noscript template form button select textarea nav iframe object svg".split()
)
_TELLING = re.compile(
    r"(?:datetime|title|alt|aria-label|content|data-(?:[\w-]*[-_])?"
    r"(?:utime|time|timestamp|date|author|name|user|username|nick))"
)
_PASSING = frozenset({"span", "font", "small", "em", "i"})
_FIGURES = re.compile(r"\d+")
_MOST = 250
"""How many pieces of one comment are looked at."""
Role = tuple[str, int]


class Piece(NamedTuple):
    """Some words of a comment, on one line.

    ``where`` is "text" or "tail" as in lxml, the name of an attribute, or "linked" for what
    JSON-LD says; ``element`` is whose they are. Of several in one place, ``role`` counts from the
    first, and ``roles`` from the last as well: comments are of one paragraph or more.
    """

    role: Role
    words: str
    element: Any
    where: str
    roles: tuple[Role, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether a reader sees the words."""
        return self.where in ("text", "tail")

    @property
    def around(self) -> Any:
        """The element that the words stand in."""
        return self.element.getparent() if self.where == "tail" else self.element


def pieces_of(unit: Any, others: frozenset[Any]) -> list[Piece]:
    """The pieces of a comment in their order, without those of ``others`` inside it."""
    found: list[Piece] = []
    count: dict[str, int] = {}
    for path, words, element, where in _walked(unit, others):
        line = " ".join(words.split())
        if not line:
            continue
        number = count.get(path, 0)
        count[path] = number + 1
        found.append(Piece((path, number), line, element, where))
        if len(found) >= _MOST:
            break
    return [
        piece._replace(roles=(piece.role, (piece.role[0], piece.role[1] - count[piece.role[0]])))
        for piece in found
    ]


def _walked(unit: Any, others: frozenset[Any]) -> Iterator[tuple[str, str, Any, str]]:
    from lxml import etree

    paths: list[str] = [""]
    walker = etree.iterwalk(unit, events=("start", "end"))
    skipped: Any = None
    for event, element in walker:
        if event == "start":
            if element is not unit and (element in others or element.tag in _SILENT):
                walker.skip_subtree()
                skipped = element
                continue
            path = paths[-1] if element is unit else f"{paths[-1]}{_step(element)}"
            paths.append(path)
            for name, value in element.attrib.items():
                if _TELLING.fullmatch(name):
                    yield f"{path}@{name}", value[:500], element, name
            if element.tag == "script":
                for key, said in _linked(element):
                    yield f"{path}@{key}", said, element, "linked"
            elif element.text:
                yield path, element.text, element, "text"
            continue
        if element is skipped:
            skipped = None
        else:
            paths.pop()
        if element is not unit and element.tail:
            yield paths[-1], element.tail, element, "tail"


def _step(element: Any) -> str:
    """An element's part of a path. Links do not count: some writers have a home page."""
    tag = element.tag
    if tag == "a":
        return ""
    said = element.get("class") or element.get("itemprop") or element.get("data-hook") or ""
    named = said.split() or [element.get("id") or ""]
    name = _FIGURES.sub("", named[0])
    return "" if not name and tag in _PASSING else f"/{tag}.{name}"


def _linked(script: Any) -> Iterator[tuple[str, str]]:
    """Author and date of a script with one comment's JSON-LD."""
    if "ld+json" not in (script.get("type") or ""):
        return
    nodes: list[Node] = linked_nodes([script.text or ""])
    for node in nodes[:1]:
        for key in ("dateCreated", "datePublished", "commentTime"):
            if said := string_of(node.get(key)):
                yield "date", said
                break
        if name := person_of(node.get("author") or node.get("creator")):
            yield "author", name
