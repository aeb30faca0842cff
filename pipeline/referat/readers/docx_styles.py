"""What the styles and lists of a Word document say (ECMA-376, part 1, 17.7 and 17.9).

A paragraph's own properties change what its style says, and that changes what the style it is
based on says: whether it is indented, which list it belongs to, which level of the outline it is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from referat.readers.office_styles import is_indented, looks_of, with_name

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, as lxml writes it."""


class Look(NamedTuple):
    """What a style, or a paragraph with its style, says of a paragraph."""

    names: tuple[str, ...] = ()
    left: bool = False
    right: bool = False
    list_id: str = ""
    list_level: int = 0
    outline: int = 0


def looks(styles: Any) -> dict[str, Look]:
    """What the paragraph styles say, each with what it takes from those it is based on."""
    own: dict[str, tuple[str, str, Any]] = {}
    for style in styles:
        if style.tag == W + "style" and style.get(W + "styleId"):
            based = style.find(W + "basedOn")
            name = style.find(W + "name")
            own[style.get(W + "styleId")] = (
                style.get(W + "styleId") if name is None else name.get(W + "val", ""),
                "" if based is None else based.get(W + "val", ""),
                style.find(W + "pPr"),
            )

    def changed(look: Look, _: str, style: tuple[str, str, Any]) -> Look:
        name, _, properties = style
        return with_properties(look._replace(names=with_name(name, look.names)), properties)

    return looks_of(own, lambda style: style[1], Look(), changed)


def with_properties(look: Look, properties: Any) -> Look:
    """A look with what the properties of a paragraph (``w:pPr``) change of it."""
    if properties is None:
        return look
    indent, listed = properties.find(W + "ind"), properties.find(W + "numPr")
    outline = properties.find(W + "outlineLvl")
    if indent is not None:
        left = indent.get(W + "left") or indent.get(W + "start")
        right = indent.get(W + "right") or indent.get(W + "end")
        look = look._replace(
            left=look.left if left is None else is_indented(left),
            right=look.right if right is None else is_indented(right),
        )
    if listed is not None:
        number, level = listed.find(W + "numId"), listed.find(W + "ilvl")
        look = look._replace(
            list_id=look.list_id if number is None else number.get(W + "val", ""),
            list_level=0 if level is None else _small(level.get(W + "val")),
        )
    if outline is not None:
        level_said = _small(outline.get(W + "val"), 9)
        look = look._replace(outline=level_said + 1 if level_said < 9 else 0)
    return look


def _small(figure: str | None, otherwise: int = 0) -> int:
    """A level, which has one digit."""
    return int(figure) if figure and figure in "0123456789" else otherwise


def numbers(numbering: Any) -> frozenset[tuple[str, int]]:
    """The lists, by id and level, that have numbers and not bullets."""
    numbered: dict[str, set[int]] = {}
    for abstract in numbering.iterchildren(W + "abstractNum"):
        levels = numbered.setdefault(abstract.get(W + "abstractNumId", ""), set())
        for level in abstract.iterchildren(W + "lvl"):
            form = level.find(W + "numFmt")
            if form is not None and form.get(W + "val") not in ("bullet", "none"):
                levels.add(_small(level.get(W + "ilvl")))
    found: set[tuple[str, int]] = set()
    for number in numbering.iterchildren(W + "num"):
        to = number.find(W + "abstractNumId")
        levels = set() if to is None else numbered.get(to.get(W + "val", ""), set())
        found.update((number.get(W + "numId", ""), level) for level in levels)
    return frozenset(found)
