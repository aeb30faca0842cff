"""Comments that have no element of their own: a by-line and what follows it, or what goes before.

Old templates and hands put a by-line and some paragraphs beside one another, for each comment, and
nothing around them. Here such rows are parted at their by-lines, and each part is put into an
element, so that the rest of the reader meets what it knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from referat.readers.html_shapes import BLOCKS
from referat.readers.html_survey import HEADINGS, length_of, text_of
from referat.text.chrome import Chrome, bare_byline, match_chrome
from referat.text.dates import find_date

_BYLINE = 120
"""Longest by-line that stands alone, in code points."""
_NAME_WORDS = 5
_LOOKED_AT = 4000
"""How many elements of a thread are looked at."""
_CHILDREN = 2000
_BOXES = frozenset("p div ul ol li blockquote button article section".split())
_MOST_BOXES = 3
"""How many boxes a by-line does not hold."""
_SKIPPED = frozenset("script style form noscript template".split())
_PARTED = frozenset({"td", "div", "section", "p", "li", "center", "dd"})
Kind = tuple[str, str]
LINE = "data-line"
"""Marks a paragraph that was a line below another one: one line end parts them, not two."""


class Run(NamedTuple):
    """The children of ``parent`` from ``start`` to ``end``, which are one comment."""

    parent: Any
    start: int
    end: int

    @property
    def children(self) -> list[Any]:
        """The elements that are the comment."""
        return list(self.parent[self.start : self.end])


def signs(element: Any, chrome: Chrome) -> bool:
    """Whether an element is a by-line and nothing else."""
    if length_of(element, _BYLINE) >= _BYLINE:
        return False
    inside = sum(each.tag in _BOXES for each in element.iterdescendants())
    return inside < _MOST_BOXES and signs_line(_spaced(element), chrome)


def signs_line(words: str, chrome: Chrome) -> bool:
    """Whether a line says who wrote something, or that and when, and nothing else."""
    if not words or len(words) > _BYLINE:
        return False
    label = match_chrome(words, chrome)
    if label is not None and (label.kind != "byline" or label.name or label.date or label.day):
        return label.kind == "byline"
    if _is_introduced(words, chrome):
        return True
    dated = find_date(words, chrome.dates)
    if dated is None or not any(letter.isdigit() for letter in words[dated.start : dated.end]):
        return False
    name = f"{bare_byline(words[: dated.start], chrome)} {bare_byline(words[dated.end :], chrome)}"
    return len(name.split()) <= _NAME_WORDS and not words.endswith((".", "!", "?"))


def _is_introduced(words: str, chrome: Chrome) -> bool:
    """Whether a line is "Postat av: " or " skrev:" with a name of any kind beside it."""
    parts = [word.strip(".:,").lower() for word in words.split()]
    if not 2 <= len(parts) <= _NAME_WORDS + 2 or words.endswith((".", "!", "?")):
        return False
    led = len(parts) > 2 and chrome.byline_words.issuperset(parts[:2])
    return led or (words.endswith(":") and parts[-1] in chrome.byline_words)


def find_runs(thread: Any, chrome: Chrome) -> list[Run]:
    """Comments without elements of their own in a thread, in order; none where there are none."""
    by_kind: dict[Kind, list[list[Run]]] = defaultdict(list)
    for parent in islice(thread.iter(), _LOOKED_AT):
        if not isinstance(parent.tag, str) or parent.tag in _SKIPPED or len(parent) < 2:
            continue
        kind, runs = _runs_in(parent, chrome)
        if runs:
            by_kind[kind].append(runs)
    if not by_kind:
        return []
    # Answers may stand in a row of their own, which is that of one comment.
    rows = max(by_kind.values(), key=lambda rows: sum(map(len, rows)))
    if all(len(runs) == 1 and runs[0].parent is not thread for runs in rows):
        return []
    return [run for runs in rows for run in runs]


def _runs_in(parent: Any, chrome: Chrome) -> tuple[Kind, list[Run]]:
    children = list(islice(parent, _CHILDREN))
    sized = [
        0 if each.tag in _SKIPPED or not isinstance(each.tag, str) else length_of(each, _BYLINE)
        for each in children
    ]
    if not any(0 < size < _BYLINE for size in sized):
        return ("", ""), []
    anchors = [
        at
        for at, each in enumerate(children)
        if each.tag in BLOCKS and 0 < sized[at] < _BYLINE and signs(each, chrome)
    ]
    if not anchors or (parent.text or "").strip():
        return ("", ""), []
    kind = _kind(children[anchors[0]])
    shapes = {_shape(children[at]) for at in anchors}
    anchors = [
        at
        for at, each in enumerate(children)
        if _kind(each) == kind
        and (at in anchors or (0 < sized[at] < _BYLINE and _is_like(each, kind, shapes)))
    ]
    words = [at for at, size in enumerate(sized) if size and at not in anchors]
    words = [at for at in words if not _is_other_byline(children[at], chrome)]
    if not words:
        return kind, []
    if words[0] < anchors[0] and words[-1] < anchors[-1]:
        edges = [-1, *anchors]
        spans = [(above + 1, below + 1) for above, below in zip(edges, anchors, strict=False)]
    elif words[0] > anchors[0]:
        spans = list(zip(anchors, [*anchors[1:], _end(children, anchors[-1])], strict=True))
    else:
        return kind, []
    filled = [span for span in spans if any(span[0] <= at < span[1] for at in words)]
    if 2 * len(filled) < len(spans):
        return kind, []
    return kind, [Run(parent, start, end) for start, end in filled]


def _is_like(element: Any, kind: Kind, shapes: set[tuple[Kind, ...]]) -> bool:
    """Whether a short element is built as by-lines beside it are, whatever name it holds."""
    shape = _shape(element)
    return shape in shapes and bool(shape or kind[1] or kind[0] in ("dt", *HEADINGS))


def _shape(element: Any) -> tuple[Kind, ...]:
    return tuple(_kind(each) for each in islice(element.iterdescendants(), _BYLINE))


def _end(children: list[Any], last: int) -> int:
    """Where the last comment ends: before a form, or a heading of what comes after it."""
    for at in range(last + 1, len(children)):
        if children[at].tag in ("form", "nav", "aside", "footer", *HEADINGS):
            return at
    return len(children)


def _is_other_byline(element: Any, chrome: Chrome) -> bool:
    """Whether an element is the other half of a by-line, a name apart from its date, or chrome."""
    if element.tag == "hr" or signs(element, chrome):
        return True
    return element.tag in HEADINGS and match_chrome(_spaced(element)[:_BYLINE], chrome) is not None


def _kind(element: Any) -> Kind:
    said = (element.get("class") or "").split()
    return element.tag, said[0] if said else ""


def _spaced(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def wrapped(runs: list[Run]) -> list[Any]:
    """Each run in an element of its own, in order."""
    made = []
    by_parent: dict[Any, list[Run]] = defaultdict(list)
    for run in runs:
        by_parent[run.parent].append(run)
    for parent, own in by_parent.items():
        children = list(parent)
        for run in own:
            made.append(wrap(children[run.start : run.end]))
    return made


def wrap(elements: list[Any]) -> Any:
    """An element around some that stand side by side, with what follows the last of them."""
    first = elements[0]
    own = first.makeelement("section", {})
    first.addprevious(own)
    for element in elements:
        own.append(element)
    return own


def term_runs(thread: Any) -> list[Run]:
    """Each term with its definition in lists of them that nest, as answers do."""
    if not any(each.find(".//dl") is not None for each in islice(thread.iter("dd"), _LOOKED_AT)):
        return []
    runs = []
    for parent in [*([thread] if thread.tag == "dl" else []), *thread.iterdescendants("dl")]:
        starts = [at for at, each in enumerate(parent) if each.tag == "dt"]
        ends = [*starts[1:], len(parent)]
        runs += [Run(parent, start, end) for start, end in zip(starts, ends, strict=True)]
    return runs


def part_lines(thread: Any, chrome: Chrome) -> bool:
    """Puts text that line breaks part into paragraphs, where a by-line is one of its lines.

    Whether there was any such text.
    """
    found = False
    for element in list(islice(thread.iter(), _LOOKED_AT)):
        if element.tag not in _PARTED or next(element.iterchildren("br"), None) is None:
            continue
        lines = list(_lines(element))
        # A name alone may be any word of a comment.
        signed = [_signs_pieces(line, chrome) for line, _ in lines]
        if any(signed) and len(lines) > 1:
            _set_lines(element, lines, signed)
            found = True
    return found


_Line = list[Any]


def _lines(element: Any) -> Iterator[tuple[_Line, int]]:
    """Lines of an element with the number of breaks before each: pieces of text, or elements."""
    line: _Line = [element.text or ""]
    breaks = 0
    for child in list(element):
        tail = child.tail or ""
        if child.tag == "br" or child.tag in BLOCKS:
            if _is_filled(line):
                yield line, breaks
                breaks = 0
            if child.tag == "br":
                breaks += 1
            else:
                yield [child], 2
                breaks = 2
            line = [tail]
        else:
            line += [child, tail]
    if _is_filled(line):
        yield line, breaks


def _is_filled(line: _Line) -> bool:
    return any(not isinstance(piece, str) or piece.strip() for piece in line)


def _signs_pieces(line: _Line, chrome: Chrome) -> bool:
    said = " ".join(piece if isinstance(piece, str) else text_of(piece, _BYLINE) for piece in line)
    return signs_line(" ".join(said.split()), chrome)


def _set_lines(element: Any, lines: list[tuple[_Line, int]], signed: list[bool]) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
    paragraph = None
    for at, (line, breaks) in enumerate(lines):
        if len(line) == 1 and not isinstance(line[0], str):
            line[0].tail = None
            element.append(line[0])
            paragraph = None
            continue
        apart = breaks > 1 or signed[at] or (at > 0 and signed[at - 1])
        if paragraph is None or apart:
            paragraph = element.makeelement("p", {LINE: "1"} if breaks == 1 else {})
            element.append(paragraph)
        else:
            paragraph.append(element.makeelement("br", {}))
        _fill(paragraph, line)


def _fill(paragraph: Any, line: _Line) -> None:
    """Adds a line's pieces to a paragraph."""
    for piece in line:
        if not isinstance(piece, str):
            piece.tail = None
            paragraph.append(piece)
        elif len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + piece
        else:
            paragraph.text = (paragraph.text or "") + piece
