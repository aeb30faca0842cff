"""What the shape of an element says, where its names say nothing.

A table may hold data or a layout, a line be a by-line, a box hold links to other pages.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from referat.readers import html_traits as names
from referat.readers.html_survey import HEADINGS, length_of, text_of
from referat.text.chrome import Chrome, match_chrome

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li
    main ol p pre section summary table tbody tfoot thead tr ul
    """.split()
)
_ROUGH_CELL = frozenset({"p", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol"})
_CELL_LIMIT = 200
_HEAD_LINE = 120
"""Longest by-line, in code points."""
_BOXES = frozenset({"div", "section", "aside", "ul", "p"})
_FIELDS = frozenset({"text", "email", "search", "submit"})
_LOOKED_AT = 20
"""How many fields of a box are looked at."""
_BOX = 800
"""Longest box of links, in code points."""
_MORE = (
    "läs också",
    "läs även",
    "läs mer",
    "läs vidare",
    "relatera",
    "mer om ämnet",
    "mest läst",
    "fler artiklar",
    "fler inlägg",
    "liknande inlägg",
    "senaste nytt",
    "prenumerera",
    "annons",
    "read more",
    "related",
    "see also",
    "more from",
)


_MENUS = frozenset({"ul", "ol", "p", "div", "td", "tr", "center"})
_MENU_TAGS = _MENUS | frozenset("li a span b strong i em font br img tbody table small".split())
_MENU_SIZE = 80
"""Most elements of a menu."""
_ENTRY_WORDS = 4
_FOOTER = 600
"""Longest footer of a post, in code points: a longer one holds more than the page's words."""
_BETWEEN = str.maketrans("", "", " \t\r\n\xa0|·•»>/,-–—[]*:")
_NOTES = re.compile(
    r"(?:fot)?not(?:er|s)?\b|footnote|käll|referens|litteratur|source|reference", re.I
)
_TALK = re.compile(r"komment|svar|comment|respons|repl", re.IGNORECASE)


def is_menu(element: Any) -> bool:
    """Whether an element is a row or list of short links within the site, and nothing else.

    A writer's list of links leads to other sites or says what they are.
    """
    if element.tag not in _MENUS:
        return False
    links: list[Any] = []
    for seen, each in enumerate(element.iter()):
        if seen > _MENU_SIZE or each.tag not in _MENU_TAGS:
            return False
        if each.tag == "a":
            links.append(each)
    said = [text_of(link) for link in links]
    if len([each for each in said if each]) < 2 or any(
        len(each.split()) > _ENTRY_WORDS for each in said
    ):
        return False
    if any((link.get("href") or "").lower().startswith(("http", "//")) for link in links):
        return False
    return text_of(element, 10_000).translate(_BETWEEN) == "".join(said).translate(_BETWEEN)


def is_post_footer(element: Any) -> bool:
    """Whether an element is the footer of a post: who wrote it, its tags, what one can do with it.

    Notes and sources are the writer's, and comments their writers'.
    """
    if element.tag != "footer" or length_of(element, _FOOTER) >= _FOOTER:
        return False
    said = f"{element.get('class') or ''} {element.get('id') or ''} {text_of(element, 40)[:40]}"
    if any(_TALK.search(text_of(heading, 100)) for heading in element.iter(*HEADINGS)):
        return False
    return _NOTES.search(said) is None


def is_more(element: Any) -> bool:
    """Whether an element is a box of links to other pages, or begs for subscribers."""
    if element.tag not in _BOXES:
        return False
    words = text_of(element, 40)[:40].casefold()
    if not words.startswith(_MORE) or length_of(element, _BOX) >= _BOX:
        return False
    linked = sum(length_of(link, _BOX) for link in element.iter("a"))
    return 2 * linked >= length_of(element, _BOX)


def is_box(element: Any, chrome: Chrome) -> bool:
    """Whether an element is a box that a phrase of the page's heads, or has fields to fill in."""
    if element.tag not in _BOXES or length_of(element, _BOX) >= _BOX:
        return False
    first = next((said for piece in element.itertext() if (said := piece.strip())), "")
    label = match_chrome(first, chrome) if first else None
    if label is not None and label.kind in ("box", "ad"):
        return True
    if label is not None and label.kind == "links":
        linked = sum(length_of(link, _BOX) for link in element.iter("a"))
        return 2 * linked >= length_of(element, _BOX)
    return element.tag in ("div", "section") and any(
        (field.get("type") or "text").lower() in _FIELDS
        for field in islice(element.iter("input", "textarea"), _LOOKED_AT)
    )


def holds_data(table: Any) -> bool:
    """Whether a table holds data, as against one that a page is laid out with."""
    for seen, element in enumerate(table.iter()):
        if seen > _CELL_LIMIT:
            break
        if seen and element.tag in _ROUGH_CELL:
            return False
    return True


def opens_comment(element: Any) -> bool:
    """Whether an inline element stands alone at the head of a comment: before a date, or before
    the block that holds its words.
    """
    parent, following = element.getparent(), element.getnext()
    if element.getprevious() is not None or (parent.text or "").strip() or following is None:
        return False
    if (element.tail or "").strip(" \t\r\n·,|–-") or not isinstance(following.tag, str):
        return False
    return following.tag in BLOCKS or bool(names.traits(following) & names.DATE)


def leads_to_answered(link: Any) -> bool:
    """Whether a link leads to what a comment answers."""
    said = f"{link.get('class') or ''} {link.get('rel') or ''}".split()
    return "u-in-reply-to" in said or "in-reply-to" in said


def is_head(element: Any) -> bool:
    """Whether an element is one line with a date in it: the by-line of a comment."""
    if element.tag not in ("div", "p", "span") or not len(element):
        return False
    dated = False
    for child in element:
        tag = child.tag
        if tag in BLOCKS or tag == "br":
            return False
        dated = dated or tag == "time" or bool(names.traits(child) & names.DATE)
    return dated and length_of(element, _HEAD_LINE) < _HEAD_LINE
