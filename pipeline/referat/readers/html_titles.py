"""Which element of a page shows the title of its post.

A heading that the window's title bears is one, and the nearest to the post's words where the site's
own name is another. Where no heading is, the window's title still tells the line; and where it does
not, a line in bold type above the words is one.
"""

from __future__ import annotations

from typing import Any

from referat.readers import html_traits as names
from referat.readers.html_lines import Surroundings
from referat.readers.html_survey import HEADINGS, Survey, text_of, within
from referat.text.bylines import Line

_CANDIDATES = 40
"""How many headings are weighed against each other: a page has a handful."""
_BOLD = frozenset({"b", "strong", "big", "font"})
_WORDS = 20
"""Most words of a title in bold type."""
_HOME = frozenset({"/", "./", "index.html", "index.htm", "index.php", "/index.html", "/index.php"})


def title_of(found: Survey, main: Any, lines: Surroundings) -> Any | None:
    """The element that shows the title, in or above the post."""
    said = (found.metas.get("og:title") or found.page_title or "").casefold()
    best: tuple[int, int] | None = None
    chosen = None
    nearest = _nearest(found, said, lines)
    for index, element in enumerate((found.titles + found.headings[:5])[:_CANDIDATES]):
        flags = names.traits(element)
        words = text_of(element)
        if not words or flags & (names.DROP | names.CHROME):
            continue
        borne = bool(said) and words.casefold() in said
        # A heading of a lower level, without a telling name, is one only where the page says so.
        if element not in found.titles and not (borne and " " in words):
            continue
        score = 2 if flags & names.TITLE else 0
        score += 3 if borne else 0
        score += 2 if borne and 2 * len(words) > len(said) else 0
        score += 1 if element.tag == "h1" else 0
        score += 2 if element is nearest else 0
        parent = element.getparent()
        while parent is not None and parent.tag != "body":
            if parent.tag in ("article", "main"):
                score += 2
                break
            parent = parent.getparent()
        if (best is None or (score, -index) > best) and same_article(element, main):
            best, chosen = (score, -index), element
    if chosen is None:
        return _line_title(said, lines)
    words = text_of(chosen)
    if words.casefold() in said and 2 * len(words) < len(said):
        # That may be the site's name, and the title stand in a box of its own below it.
        longer = _borne_line(said, lines, words)
        return chosen if longer is None else longer
    return chosen


def _nearest(found: Survey, said: str, lines: Surroundings) -> Any | None:
    """Of several headings that the window's title bears, the one nearest above the post's words.

    It is looked for where one of them leads home: that is the site's name.
    """
    headings = found.headings[:5]
    borne = [each for each in headings if (words := text_of(each).casefold()) and words in said]
    if len({text_of(each) for each in borne}) < 2:
        return None
    last = borne[-1]
    if _leads_home(last) or " " not in text_of(last):
        return None  # a single word names a site more often than a post
    if not any(_leads_home(each) for each in borne[:-1]):
        return None
    above = any(
        element is last or within(element, {last})
        for line, element in lines.around.above
        if line.words == text_of(last)
    )
    return last if above else None


def _leads_home(heading: Any) -> bool:
    return any((link.get("href") or "").lower() in _HOME for link in heading.iter("a"))


def _line_title(said: str, lines: Surroundings) -> Any | None:
    """The line above the post's words that is its title where no heading is."""
    if (borne := _borne_line(said, lines, "")) is not None:
        return borne
    for line, element in reversed(_lone_lines(lines)):
        if element.tag in _BOLD and 1 < len(line.words.split()) <= _WORDS:
            if not lines.is_byline(line):
                return element
    return None


def _borne_line(said: str, lines: Surroundings, below: str) -> Any | None:
    """The line above the post's words that the window's title bears.

    Where there is a heading ``below`` which it has to stand, it is longer than that as well.
    """
    for line, element in lines.around.above:
        words = line.words
        if below and words == below:
            return None
        if element.tag in HEADINGS or text_of(element) != words:
            continue
        if len(words) > len(below) and " " in words and words.casefold() in said:
            return element
    return None


def _lone_lines(lines: Surroundings) -> list[tuple[Line, Any]]:
    """The lines above the post's words that are no headings and fill an element, nearest first."""
    return [
        (line, element)
        for line, element in lines.around.above
        if element.tag not in HEADINGS and text_of(element) == line.words
    ]


def same_article(title: Any, main: Any) -> bool:
    """Whether a title stands in or above the post, and not below it."""
    if within(title, {main}):
        return True
    ancestors = {id(each): each for each in title.iterancestors()}
    child = main
    for parent in main.iterancestors():
        if id(parent) in ancestors:
            for sibling in parent:
                if sibling is child:
                    return False
                if sibling is title or within(title, {sibling}):
                    return True
            return False
        child = parent
    return True
