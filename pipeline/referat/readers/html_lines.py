"""The lines that stand around a post's words: above them, title and by-line; below, the signature.

A line is what a reader sees on one: the text of a block, or as far as a line break. Its pieces are
what inline elements part in it. Where the words of the post begin and end is told by their length.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from referat.readers import html_traits as names
from referat.readers.html_shapes import BLOCKS
from referat.text.bylines import LIKELY, SURE, Line, author_in, date_in, is_running
from referat.text.chrome import Chrome, match_chrome

_SILENT = frozenset(
    """script style noscript template svg iframe object embed select option input textarea button
    nav aside form head audio video""".split()
)
_NEAR = 8
"""How many lines above the post's first words, and below its last, are looked at."""
_ENDS = frozenset({"comments", "comments_bare", "box", "links"})
_MOST = 20_000
"""How many elements of a page are looked at."""
_ITEMS = 1000
"""How many elements of a thread are looked at."""
_LONG = 400
"""How many code points of a line are kept."""


class _Around(NamedTuple):
    """The lines above and below a post's words, each with the element that holds it."""

    above: list[tuple[Line, Any]]
    below: list[tuple[Line, Any]]


class Surroundings:
    """The lines around a post, read when they are asked for: most pages tell without them.

    Args:
        root: the page.
        main: the element that holds the post.
        threads: the elements that hold comments.
        chrome: the lexicons.
    """

    def __init__(self, root: Any, main: Any, threads: Set[Any], chrome: Chrome) -> None:
        self._where = root, main, threads
        self._chrome = chrome

    @cached_property
    def around(self) -> _Around:
        """The lines above and below, each with its element, the nearest first."""
        return _lines_around(*self._where, self._chrome)

    @property
    def author(self) -> str | None:
        """Who wrote the post, as the lines tell.

        Where the page marks the writer's own comments, those tell better than a lone name does.
        """
        above, below = self._said
        marked = any(
            names.traits(each) & names.WRITER
            for thread in self._where[2]
            for each in islice(thread.iter("li", "div", "article", "dt"), _ITEMS)
        )
        return author_in(above, below, self._chrome, SURE if marked else LIKELY)

    @property
    def published(self) -> str | None:
        """When it was published, as the lines tell."""
        above, below = self._said
        return date_in(above, below, self._chrome)

    def is_byline(self, line: Line) -> bool:
        """Whether a line is a name or a date, or holds them."""
        return author_in([line], [], self._chrome) is not None or (
            date_in([line], [], self._chrome) is not None
        )

    @property
    def _said(self) -> tuple[list[Line], list[Line]]:
        return [line for line, _ in self.around.above], [line for line, _ in self.around.below]


def _lines_around(root: Any, main: Any, threads: Set[Any], chrome: Chrome) -> _Around:
    before: list[tuple[Line, Any]] = []
    after: list[tuple[Line, Any]] = []
    seen = False
    for line, element, inside in _lines(root, main, threads):
        if inside and is_running(line, chrome):
            seen = True
            after.clear()
        elif seen:
            after.append((line, element))
        else:
            before.append((line, element))
    for place, (line, _) in enumerate(after):
        label = match_chrome(line.words, chrome)
        if label and label.kind in _ENDS:
            del after[place:]  # what follows has writers of its own
            break
    return _Around(before[: -_NEAR - 1 : -1] if seen else [], after[:_NEAR])


def _lines(root: Any, main: Any, threads: Set[Any]) -> Iterator[tuple[Line, Any, bool]]:
    """Each line of a page, the element it stands in, and whether that is inside the post's."""
    from lxml import etree

    pieces: list[str] = []
    holder: Any = None
    inside, size = False, 0
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: Any = None
    for seen, (event, element) in enumerate(walker):
        tag = element.tag
        if seen > _MOST:
            break
        breaks = tag in BLOCKS or tag == "br"
        if event == "start" and breaks and pieces:
            yield _line(pieces), holder, inside
            pieces, size = [], 0
        if event == "start":
            inside = inside or element is main
            if tag in _SILENT or element in threads or _is_dropped(element, main):
                walker.skip_subtree()
                skipped = element
                continue
            said = element.text
        else:
            if breaks and pieces:
                yield _line(pieces), holder, inside
                pieces, size = [], 0
            if element is skipped:
                skipped = None
            inside = inside and element is not main
            said = element.tail
        if said and size < _LONG and (bare := " ".join(said.split())):
            if not pieces:
                holder = element if event == "start" else element.getparent()
            size += len(bare)
            pieces.append(bare)
    if pieces:
        yield _line(pieces), holder, inside


def _line(pieces: list[str]) -> Line:
    return Line(" ".join(pieces)[:_LONG], tuple(pieces))


def _is_dropped(element: Any, main: Any) -> bool:
    return (
        element is not main
        and bool(names.traits(element) & names.DROP)
        and not any(up is element for up in main.iterancestors())
    )
