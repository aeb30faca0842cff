"""What a piece of commentary is about.

By position and by pointing: words beside findings are about those of their paragraph; a paragraph
that leads up to a row of findings is about that row; one that judges is about the row before it, or
about those it points to ("det andra", "alla tre"); one that judges further down reaches back to the
last findings where it names their source or points back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from referat.post import Finding, Quantity, Source
from referat.text.lexicon import Lexicon, load_tables


@cache
def _pointers() -> tuple[Lexicon, Lexicon, Lexicon]:
    tables = load_tables("stance")
    ordinals = Lexicon(tables["ordinal"])
    return (
        ordinals,
        Lexicon({"plural": tables["plural"]["words"]}),
        Lexicon({"back": tables["back"]["words"]}),
    )


# How many findings back a paragraph can reach by a name.
_REACH = 30
_PLACES = {
    "first": (0,),
    "second": (1,),
    "third": (2,),
    "fourth": (3,),
    "last": (-1,),
    "first_two": (0, 1),
    "first_three": (0, 1, 2),
}


class Pointing:
    """What the first words of a sentence point to by number.

    Args:
        norms: the normal forms of the sentence's words.
    """

    def __init__(self, norms: Sequence[str]) -> None:
        ordinals, _, _ = _pointers()
        self.places = [_PLACES[match.label] for match in ordinals.find(list(norms[:8]))]

    @property
    def turns(self) -> bool:
        """Whether the sentence turns to a finding by number: "Det fjärde rådet …"."""
        return bool(self.places)


def pick(row: Sequence[Finding], norms: Sequence[str]) -> list[str]:
    """Those of a row of findings that a judging paragraph is about: the ones it points to by
    number, else all of the row.
    """
    ordinals, _, _ = _pointers()
    named = []
    for match in ordinals.find(list(norms[:40])):
        places = _PLACES[match.label]
        if len(row) > 1 and max(places) < len(row):
            named += [row[place].id for place in places]
    return list(dict.fromkeys(named)) or [finding.id for finding in row]


def pointed(norms: Sequence[str], size: int) -> list[int]:
    """The places in a row of ``size`` findings that a sentence points to by number."""
    ordinals, _, _ = _pointers()
    places = [place for match in ordinals.find(list(norms[:40])) for place in _PLACES[match.label]]
    return [place for place in places if -size <= place < size]


def pointers(norms: Sequence[str]) -> tuple[bool, bool]:
    """Whether a sentence points to several findings, and whether it reaches back in words."""
    _, plural, back = _pointers()
    return any(plural.find(list(norms[:40]))), any(back.find(list(norms)))


def by_figure(
    figures: Sequence[Quantity], told: Sequence[tuple[Finding, Sequence[Quantity]]]
) -> list[str]:
    """The findings that give a figure that a comment takes up: "38 procent låter för bra".

    Args:
        figures: the comment's quantities.
        told: findings in the order of the text, with theirs; the last few are searched.
    """
    wanted = {(figure.value, figure.unit) for figure in figures if figure.unit in _TELLING}
    if not wanted:
        return []
    return [
        finding.id
        for finding, quantities in told[-_REACH:]
        if any((item.value, item.unit) in wanted for item in quantities)
    ]


# Units of figures that seldom agree by chance.
_TELLING = frozenset(("percent", "times", "SEK", "USD", "EUR", "GBP", "percentage points"))


def points_back(
    norms: Sequence[str], sources: Mapping[str, Source], findings: Sequence[Finding]
) -> list[str]:
    """The findings that a paragraph without any beside it reaches back to: the last ones of the
    speaker or source it names, else, where it points back in words, the last one.
    """
    if not findings:
        return []
    lowered = set(norms)
    for finding in reversed(findings[-_REACH:]):
        names = [] if finding.speaker is None else [finding.speaker.name]
        source = sources.get(finding.source or "")
        if source is not None:
            names += [
                source.title,
                *source.people,
                *([source.organisation] if source.organisation else []),
            ]
        for name in names:
            parts = [part for part in name.lower().split() if len(part) > 3]
            forms = {form for part in parts for form in (part, part + "s")}
            if lowered & forms and (len(parts) < 3 or len(lowered & forms) > 1):
                same = [item.id for item in findings if item.source == finding.source]
                return same[-1:] if finding.speaker is None else [finding.id]
    _, _, back = _pointers()
    if any(back.find(list(norms))):
        return [findings[-1].id]
    return []
