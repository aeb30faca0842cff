"""What the styles of Word and OpenDocument files make of a paragraph.

A style says more than looks do: a title, a heading, a quotation, a caption, a list. Word keeps the
English names of its own styles in the file, whatever its menus say; other programs and people who
make styles write Swedish ones. A style takes from those that it is based on what it does not say
itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from referat.post import BlockKind, Lead, Section
from referat.readers.builder import Style

Said = TypeVar("Said")
Look = TypeVar("Look")

_LONGEST_CHAIN = 20
"""How many styles one takes from, and how many of their names are kept."""
_TITLE = frozenset({"title", "titel", "rubrik", "dokumenttitel"})
_QUOTE = frozenset(
    {
        "quote",
        "intense quote",
        "citat",
        "starkt citat",
        "quotations",
        "quotation",
        "block text",
        "blockquote",
        "block quote",
        "block quotation",
        "blockcitat",
    }
)
_CAPTION = frozenset({"caption", "beskrivning", "bildtext"})
_HEADING = re.compile(r"(?:heading|rubrik) ?(\d)\b|heading|subtitle|underrubrik")
_CONTENTS = re.compile(r"(?:toc|contents|innehåll|innehållsförteckning)(?: ?\d| heading)?")
_BULLETED = re.compile(r"(?:list bullet|punktlista)(?: \d)?")
_NUMBERED = re.compile(r"(?:list number|numrerad lista)(?: \d)?")


class Nature(NamedTuple):
    """What a paragraph's style makes of it.

    ``level`` is that of a heading; ``contents``, a line of a table of contents.
    """

    kind: BlockKind
    lead: Lead = Lead.NONE
    level: int = 0
    contents: bool = False


def nature_of(names: Iterable[str]) -> Nature | None:
    """What a style is by its name and the names of those it is based on, nearest first."""
    for name in names:
        folded = " ".join(name.casefold().replace("_", " ").split())
        if folded in _TITLE:
            return Nature(BlockKind.TITLE)
        if folded in _QUOTE:
            return Nature(BlockKind.BLOCKQUOTE)
        if folded in _CAPTION:
            return Nature(BlockKind.CAPTION)
        if _CONTENTS.fullmatch(folded):
            return Nature(BlockKind.PARAGRAPH, contents=True)
        if hit := _HEADING.fullmatch(folded):
            return Nature(BlockKind.HEADING, level=int(hit[1] or 2))
        if _BULLETED.fullmatch(folded):
            return Nature(BlockKind.LIST_ITEM, Lead.BULLET)
        if _NUMBERED.fullmatch(folded):
            return Nature(BlockKind.LIST_ITEM, Lead.NUMBER)
    return None


def style_of(nature: Nature | None, indent: int = 0) -> Style:
    """The builder's style for what a paragraph is; a table of contents is the page's own."""
    if nature is None:
        return Style(indent=indent)
    section = Section.CHROME if nature.contents else None
    return Style(nature.kind, section=section, lead=nature.lead, indent=indent)


def looks_of(
    styles: Mapping[str, Said],
    based_on: Callable[[Said], str],
    plain: Look,
    changed: Callable[[Look, str, Said], Look],
) -> dict[str, Look]:
    """The look of each style, with what it takes from those that it is based on.

    Args:
        styles: what the file says of each style, by the style's id.
        based_on: gives the id of the style that one is based on, or an empty string.
        plain: the look of what has no style.
        changed: gives a look with what a style changes of it; is called with the style's id.
    """
    looks: dict[str, Look] = {}
    for style in styles:
        chain: list[str] = []
        at = style
        # Styles may be based on each other in a circle, or in a chain of thousands.
        while at in styles and at not in looks and at not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(at)
            at = based_on(styles[at])
        look = looks.get(at, plain)
        for each in reversed(chain):
            look = looks[each] = changed(look, each, styles[each])
    return looks


def with_name(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a style and of those it is based on, nearest first."""
    return (name, *names[:_LONGEST_CHAIN])


def is_indented(measure: str) -> bool:
    """Whether a measure of indentation is more than nothing."""
    return not measure.startswith("-") and any(digit in "123456789" for digit in measure)
