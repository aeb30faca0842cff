"""What the styles of an OpenDocument text say (ISO/IEC 26300, part 3, 16).

Styles stand in two parts of the package: the common ones, and those that the program made by itself
for a single paragraph or word. A style takes from the one it is based on what it does not say.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from referat.readers.odt_tags import tag
from referat.readers.office_styles import is_indented, looks_of, with_name

_ESCAPED = re.compile(r"_([0-9a-f]{2})_")
_NAME = tag("style:name")
_LEVELS = frozenset("123456789")


class Look(NamedTuple):
    """What a style says, with what it takes from those it is based on."""

    names: tuple[str, ...] = ()
    left: bool = False
    right: bool = False
    outline: int = 0
    strong: bool = False


def looks(*roots: Any) -> dict[str, Look]:
    """What styles say by name; those of the content come after the common ones."""
    own: dict[str, Any] = {}
    for root in roots:
        for style in root.iter(tag("style:style")):
            own[style.get(_NAME, "")] = style
    parent = tag("style:parent-style-name")
    return looks_of(own, lambda style: str(style.get(parent, "")), Look(), _with)


def _with(look: Look, name: str, style: Any) -> Look:
    """A look with what a style changes of it."""
    # Names of styles are written with their spaces as "_20_".
    shown = style.get(tag("style:display-name")) or _ESCAPED.sub(
        lambda hit: chr(int(hit[1], 16)), name
    )
    look = look._replace(names=with_name(shown, look.names))
    if level := outline_level(style.get(tag("style:default-outline-level"), "")):
        look = look._replace(outline=level)
    paragraph = style.find(tag("style:paragraph-properties"))
    if paragraph is not None:
        left, right = (paragraph.get(tag(f"fo:margin-{side}")) for side in ("left", "right"))
        look = look._replace(
            left=look.left if left is None else is_indented(left),
            right=look.right if right is None else is_indented(right),
        )
    words = style.find(tag("style:text-properties"))
    if words is not None and style.get(tag("style:family")) == "text":
        weight, slant = words.get(tag("fo:font-weight")), words.get(tag("fo:font-style"))
        strong = weight in ("bold", "600", "700", "800", "900") or slant in ("italic", "oblique")
        plain = weight == "normal" or slant == "normal"
        look = look._replace(strong=strong or (look.strong and not plain))
    return look


def numbers(*roots: Any) -> frozenset[tuple[str, int]]:
    """The list styles, by name and level, that have numbers and not bullets."""
    found: set[tuple[str, int]] = set()
    for root in roots:
        for style in root.iter(tag("text:list-style")):
            for level in style.iterchildren(tag("text:list-level-style-number")):
                said = level.get(tag("text:level"), "")
                if said in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"):
                    found.add((style.get(_NAME, ""), int(said)))
    return frozenset(found)


def outline_level(said: str) -> int:
    """The level of a heading, or 0 where none is said."""
    return int(said) if said in _LEVELS else 0
