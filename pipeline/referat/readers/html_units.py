"""Comments that nothing but their shape tells apart, found by their by-lines.

Where no name in the markup says "comment", each comment still begins with who wrote it and when.
The dates are found first; then the kind of element (tag and class) that holds one date each, and
as much around it as it can, is what a comment is made of there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from referat.readers import html_traits as names
from referat.readers.html_runs import Run, find_runs, part_lines, signs, signs_line, wrapped
from referat.readers.html_shapes import BLOCKS
from referat.readers.html_survey import HEADINGS, length_of, text_of
from referat.text.chrome import LONGEST, Chrome, match_chrome

_TAGS = frozenset("article li div section table tr dd p".split())
_SILENT = frozenset({"script", "style", "form", "nav", "button", "select", "textarea"})
_SAID = 60
"""Longest line of a date with what stands beside it."""
_BEFORE = 100
"""Most text between the start of a comment and its date: the name, and what stands around it."""
_SCRIPT = 2000
_AFTER = 60
"""Most text after a date that stands at the end of a comment."""
_LISTS = frozenset({"ul", "ol", "dl"})
_LONG = 20_000
_MANY = 1_000_000
_MOST = 0.8
"""What share of a thread its comments hold where nothing else need be looked for."""
_OUTSIDE = 60
"""How many code points may stand in a thread outside its single comment."""
_HIGHEST = 12
"""Most levels between a date and the element of its comment."""
_LOOKED_AT = 20_000
_PARITY = re.compile(r"(?:^|[-_]?)(?:odd|even|alt|udda|jämn)$|[-_]?\d+$")
_BOXES = frozenset({"div", "section"})


def comment_units(thread: Any, chrome: Chrome) -> list[Any]:
    """The elements of a thread that are comments, in order; none where the shape does not tell.

    Of a single comment, there is nothing to compare it with: it is the innermost box that begins
    with the one date and goes on after it. Items of a list need no date to be told apart. Comments
    that are nothing but paragraphs side by side are put into elements of their own.
    """
    units = _by_shape(thread, chrome) or _in_rows(thread, chrome)
    listed = next(thread.iter("li", "article"), None) is not None
    if not units and not listed and part_lines(thread, chrome):
        units = _by_shape(thread, chrome) or _in_rows(thread, chrome)
    return units


def _in_rows(thread: Any, chrome: Chrome) -> list[Any]:
    return wrapped(find_runs(thread, chrome))


def _by_shape(thread: Any, chrome: Chrome) -> list[Any]:
    kinds: dict[tuple[str, str], dict[Any, int]] = {}
    silent: Counter[tuple[str, str]] = Counter()
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
            if not first or (before > _BEFORE and _after(element) > before + size + _AFTER):
                continue
            if signs(element, chrome):
                silent.update(fresh)  # a by-line alone, or a very short comment
            for kind in fresh:
                kinds.setdefault(kind, {})[element] = height
    ranked = [
        (len(units), min(units.values()), kind)
        for kind, units in kinds.items()
        if 2 * silent[kind] < len(units)
    ]
    if not ranked:
        return []
    most, _, kind = max(ranked)
    if most > 1 and _holds_most(kinds[kind], thread):
        return _with_like(kinds[kind], kind)
    rows = find_runs(thread, chrome)
    if len(rows) > 1 and (len(rows) > most or _say_more(rows, kinds[kind])):
        return wrapped(rows)
    if most > 1:
        return _with_like(kinds[kind], kind)
    heights = {unit: height for _, _, each in ranked for unit, height in kinds[each].items()}
    lone = min(heights, key=heights.__getitem__)
    listed = any(each.tag in ("li", "article") for each in _above(lone, thread))
    if listed or _other_count(thread, chrome) or not _holds_all(lone, thread):
        return []
    return [lone]


def _holds_most(units: dict[Any, int], thread: Any) -> bool:
    """Whether most of what is said in a thread is said in its comments."""
    said = sum(length_of(unit, _LONG) for unit in units)
    return said >= _MOST * length_of(thread, _MANY)


def _say_more(rows: list[Run], units: dict[Any, int]) -> bool:
    """Whether rows hold much more than as many elements do: then those are by-lines."""
    if len(rows) < len(units):
        return False
    said = sum(length_of(child, _LONG) for row in rows for child in row.children)
    return said > 2 * sum(length_of(unit, _LONG) for unit in units)


def _after(element: Any) -> int:
    """How long an element is without what may hold answers: lists, and elements of its own kind."""
    kind = (element.tag, element.get("class"))
    inside: set[Any] = set()
    size = 0
    for each in element.iter("ul", "ol", "dl", element.tag):
        if each is element or (
            each.tag not in _LISTS and (not kind[1] or (each.tag, each.get("class")) != kind)
        ):
            continue
        if not any(up in inside for up in _above(each, element)[1:]):
            size += length_of(each, _LONG)
        inside.add(each)
    return length_of(element, _LONG) - size


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
    said = (_PARITY.sub("", word) for word in (element.get("class") or "").lower().split()[:6])
    return [(element.tag, word) for word in dict.fromkeys(said) if word] or [(element.tag, "")]


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
            tail = (element.tail or "").strip()
            if 8 <= len(tail) <= _SAID and element.tag not in BLOCKS and signs_line(tail, chrome):
                yield element.getparent(), len(tail), starts, at
            at += len(tail)
            continue
        if element.tag == "script" and '"Comment"' in (element.text or "")[:_SCRIPT]:
            yield element, 1, starts | {element: at}, at
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
    return len(said) if signs_line(said, chrome) else 0
