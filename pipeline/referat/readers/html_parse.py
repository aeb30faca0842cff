"""From a page's source to its elements.

lxml parses whatever is there. What nests deeper than it will follow is made flatter first, so that
no word is lost.
"""

from __future__ import annotations

import re
from typing import Any

from referat.post import Oddity

_DEEPEST = 200
"""Levels of nesting that are kept where a page nests deeper than the parser will follow."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
# Elements that end themselves, or that the parser ends: their tags do not nest.
_SHALLOW = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr p li dt dd td th
    tr option
    """.split()
)


def parse_page(text: str) -> tuple[Any, tuple[Oddity, ...]]:
    """The root element, and a warning where nesting had to be cut down.

    No entity is expanded but those of HTML itself: libxml2's HTML parser reads no declarations.
    """
    source = text.replace("\x00", "\ufffd")
    root, deep = _parsed(source)
    if not deep:
        return root, ()
    root, deep = _parsed(_flattened(source))
    if deep:
        root, _ = _parsed(_TAG.sub(" ", source).replace("<", "&lt;"))
    return root, (
        Oddity(
            "deep_nesting",
            f"elements are nested deeper than a parser will follow; {_DEEPEST} levels are kept",
        ),
    )


def _parsed(source: str) -> tuple[Any, bool]:
    """The root (``None`` where there is nothing), and whether the parser gave up on the depth."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        return None, "depth" in str(error).lower()
    return root, any("depth" in (entry.message or "").lower() for entry in parser.error_log)


def _flattened(source: str) -> str:
    """The source without tags that open deeper than `_DEEPEST`, and those that close them."""
    depth = 0

    def kept(hit: re.Match[str]) -> str:
        nonlocal depth
        if hit[2].lower() in _SHALLOW or hit[3].endswith("/"):
            return hit[0]
        if hit[1]:
            depth = max(depth - 1, 0)
            return hit[0] if depth < _DEEPEST else " "
        depth += 1
        return hit[0] if depth <= _DEEPEST else " "

    return _TAG.sub(kept, source)
