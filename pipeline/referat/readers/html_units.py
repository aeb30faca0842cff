"""Comments that nothing but their shape tells apart, found by their by-lines.

Where no name in the markup says "comment", each comment still begins with who wrote it and when.
The dates are found first; then the kind of element (tag and class) that holds one date each, and
as much around it as it can, is what a comment is made of there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from referat.readers import html_traits as names
from referat.readers.html_survey import HEADINGS, length_of, text_of
from referat.text.chrome import LONGEST, Chrome, match_chrome
from referat.text.dates import find_date

_TAGS = frozenset({"article", "li", "div", "section"})
_SILENT = frozenset({"script", "style", "form", "nav", "button", "select", "textarea"})
_SAID = 60
"""Longest line of a date with what stands beside it."""
_BEFORE = 100
"""Most text between the start of a comment and its date: the name, and what stands around it."""
_LONG = 20_000
_OUTSIDE = 60
"""How many code points may stand in a thread outside its single comment."""
_HIGHEST = 12
"""Most levels between a date and the element of its comment."""
_LOOKED_AT = 20_000
_BOXES = frozenset({"div", "section"})
_BESIDE = frozenset("den skrev skriver kl klockan sa sade on at publicerad postat".split())


def comment_units(thread: Any, chrome: Chrome) -> list[Any]:
    """The elements of a thread that are comments, in order; none where the shape does not tell.

    Of a single comment, there is nothing to compare it with: it is the innermost box that begins
    with the one date and goes on after it. Items of a list need no date to be told apart.
    """
    kinds: dict[tuple[str, str], dict[Any, int]] = {}
    silent: set[tuple[str, str]] = set()
    owned: set[Any] = set()
    for date, size, starts, at in _dates(thread, chrome):
        seen: set[tuple[str, str]] = set()
        for height, element in enumerate(_above(date, thread)):
            first = element not in owned
            owned.add(element)
            if element.tag not in _TAGS:
                continue
            # Of one date, only the innermost element of a kind is its own.
            fresh = [kind for kind in _kinds_of(element) if kind not in seen]
            seen.update(fresh)
            before = at - starts[element]
            if not first or before > _BEFORE:
                continue
            if length_of(element, before + size + 2) <= before + size:
                silent.update(fresh)  # a by-line alone
            for kind in fresh:
                kinds.setdefault(kind, {})[element] = height
    ranked = [
        (len(units), min(units.values()), kind)
        for kind, units in kinds.items()
        if kind not in silent
    ]
    if not ranked:
        return []
    most, _, kind = max(ranked)
    if most > 1:
        return _with_like(kinds[kind], kind)
    heights = {unit: height for _, _, each in ranked for unit, height in kinds[each].items()}
    lone = min(heights, key=heights.__getitem__)
    listed = any(each.tag in ("li", "article") for each in _above(lone, thread))
    if listed or _other_count(thread, chrome) or not _holds_all(lone, thread):
        return []
    return [lone]


def _holds_all(lone: Any, thread: Any) -> bool:
    """Whether little is said in a thread outside one comment and headings: where to answer."""
    within_it = set(lone.iter())
    beside = sum(
        length_of(each, _LONG)
        for each in thread.iter("form", "script", "style", *HEADINGS)
        if each not in within_it
    )
    said = beside + length_of(lone, _LONG)
    return length_of(thread, _LONG + said) - said <= _OUTSIDE


def _other_count(thread: Any, chrome: Chrome) -> bool:
    """Whether the heading of a thread, in it or above it, speaks of several comments or none."""
    for heading in (
        *islice(thread.iter(*HEADINGS), 1),
        *islice(thread.itersiblings(preceding=True), 1),
    ):
        if heading.tag in HEADINGS:
            label = match_chrome(text_of(heading, LONGEST), chrome)
            if label and label.number is not None:
                return label.number != 1
    return False


def _with_like(units: dict[Any, int], kind: tuple[str, str]) -> list[Any]:
    """Comments, with those beside them of the same kind that show no date."""
    found = dict.fromkeys(units)
    for parent in dict.fromkeys(unit.getparent() for unit in units):
        for child in parent:
            if child not in found and kind[1] and kind in _kinds_of(child):
                found[child] = None
    return list(found)


def _kinds_of(element: Any) -> list[tuple[str, str]]:
    """The kinds an element is of: its tag with each of its classes, of which some may be shared."""
    return [(element.tag, word) for word in (element.get("class") or "").split()[:6] or [""]]


def _above(element: Any, thread: Any) -> list[Any]:
    """An element and those around it, inside a thread, innermost first."""
    chain: list[Any] = []
    while element is not None and element is not thread and len(chain) < _HIGHEST:
        chain.append(element)
        element = element.getparent()
    return chain


def _dates(thread: Any, chrome: Chrome) -> Iterator[tuple[Any, int, dict[Any, int], int]]:
    """Each element that shows a date: itself, its length, where elements start, where it does."""
    from lxml import etree

    starts: dict[Any, int] = {}
    at = 0
    walker = etree.iterwalk(thread, events=("start", "end"))
    for seen, (event, element) in enumerate(walker):
        if seen > _LOOKED_AT:
            return
        if event == "end":
            at += len((element.tail or "").strip())
            continue
        if element.tag in _SILENT:
            walker.skip_subtree()
            continue
        starts[element] = at
        if size := _date_length(element, chrome):
            yield element, size, starts, at
        at += len((element.text or "").strip())


def _date_length(element: Any, chrome: Chrome) -> int:
    """How many characters of a date an element shows, 0 where it shows none."""
    if element.tag == "time" or names.traits(element) & names.DATE:
        return max(length_of(element, _SAID), 1)
    own = (element.text or "") + " ".join(child.tail or "" for child in element)
    said = " ".join(own.split())
    if len(element) > 1 and element[1].tag == "br":
        # "<b>Anna</b> 3 maj 2012<br>", and the words of the comment after that.
        said = " ".join(f"{element.text or ''} {element[0].tail or ''}".split())
    if not 4 <= len(said) <= _SAID or not any(character.isdigit() for character in said):
        return 0
    found = find_date(said, chrome.dates)
    if found is None:
        return 0
    rest = f"{said[: found.start]} {said[found.end :]}".lower().replace(":", " ").split()
    words = [word.strip(".,|·–-") for word in rest]
    return len(said) if all(not word or word in _BESIDE for word in words) else 0
