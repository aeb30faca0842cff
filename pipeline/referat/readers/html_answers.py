"""Which comment a comment answers, as the markup tells where it does not nest.

It may say how far in a comment stands (a class such as ``depth-2``, an attribute, a margin, a
spacer's width), name the comment that is answered, or link to it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_DEPTHS = r"depth|level|lvl|nivå|niva|indent|djup|nest(?:ing|ed)?"
_LEVEL = re.compile(rf"(?:^|[\s_-])(?:{_DEPTHS})[-_]?(\d{{1,2}})\b")
_LEVEL_ATTRIBUTE = re.compile(rf"(?:data-|aria-)(?:[\w-]*-)?(?:{_DEPTHS})")
_INDENT = re.compile(
    r"(?:(?:margin|padding)(?:-left|-inline-start)|text-indent|--[\w-]*(?:depth|level|indent))\s*:\s*"
    r"(\d{1,4}(?:\.\d{1,3})?)\s*(?:px|em|rem|%|pt|;|$)"
    r"|(?:margin|padding)\s*:(?:\s*-?[\d.]{1,6}[a-z%]{0,3}){3}\s+(\d{1,4}(?:\.\d{1,3})?)[a-z%]{0,3}",
    re.I,
)
_INNER = 3
"""How many boxes in a box in a comment may be pushed in instead of the comment."""
_CELLS = 6
"""How many elements at the start of a comment may hold a spacer."""
_NUMBER = re.compile(r"\d+$")
_PARENTS = (
    "data-parent",
    "data-parent-id",
    "data-parentid",
    "data-parent-comment-id",
    "data-reply-to",
    "data-in-reply-to",
    "data-reply-to-id",
    "data-parent-comment",
    "data-parentcomment",
)


def level_of(element: Any) -> int | None:
    """How far a comment is pushed in where the markup does not nest; ``None`` where nothing says.

    Only what comments of one page say can be compared: steps, pixels, or a hundredth of a width.
    """
    inner = element
    for _ in range(_INNER):
        said = _own_level(inner)
        if said is not None:
            return said
        if len(inner) != 1 or (inner.text or "").strip() or not isinstance(inner[0].tag, str):
            break
        inner = inner[0]
    return _spacer(element)


def _own_level(element: Any) -> int | None:
    """How far an element says that it is pushed in."""
    said = _level_class(element.get("class", ""))
    if said is not None:
        return said
    for name, value in element.attrib.items():
        if value.isdecimal() and len(value) <= 3 and _LEVEL_ATTRIBUTE.fullmatch(name):
            return int(value)
    hit = _INDENT.search(element.get("style", "")[:500])
    return int(float(hit[1] or hit[2]) * 100) if hit else None


def _spacer(element: Any) -> int | None:
    """How wide the empty cell or picture is that stands before the words of a comment."""
    for seen, each in enumerate(element.iter()):
        if seen > _CELLS or (each.text or "").strip():
            return None
        if each.tag == "td" and (said := _own_level(each)) is not None:
            return said
        width = each.get("width", "")
        if each.tag == "img" and width.isdecimal():
            return int(width[:4]) if each.get("height") in ("0", "1", "2") else None
    return None


@lru_cache(maxsize=1024)
def _level_class(classes: str) -> int | None:
    hit = _LEVEL.search(classes.lower())
    return int(hit[1]) if hit else None


def ids_of(element: Any) -> list[str]:
    """What a comment may be called by those that answer it."""
    said = (element.get(name) for name in ("id", "data-id", "data-comment-id", "data-commentid"))
    return [key for name in said if name for key in keys_of(name)]


def answered_by(element: Any) -> list[str]:
    """What a comment's attributes call the one that it answers."""
    return [key for name in _PARENTS if (said := element.get(name)) for key in keys_of(said)]


def keys_of(name: str) -> list[str]:
    """A name whole and by its number: ``#comment-12`` is ``comment-12`` and ``12``."""
    whole = name[-200:].rpartition("#")[2].strip()
    number = _NUMBER.search(whole)
    keys = [whole] if whole else []
    return [*keys, number[0]] if number and number[0] != whole else keys
