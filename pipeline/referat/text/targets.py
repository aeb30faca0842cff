"""What a piece of commentary is about.

By position and by pointing: words beside findings are about those of their paragraph; a paragraph
that leads up to a row of findings is about that row; one that judges is about the row before it, or
about those it points to ("det andra", "alla tre"); one that judges further down reaches back to the
last findings where it names their source or points back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from referat.post import Finding, Source
from referat.text.lexicon import Lexicon, load_tables


@cache
def _pointers() -> tuple[Lexicon, Lexicon, Lexicon]:
    tables = load_tables("stance")
    ordinals = Lexicon(tables["ordinal"])
    return ordinals, Lexicon({"plural": tables["plural"]["words"]}), Lexicon({"back": tables["back"]["words"]})


_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}


def pick(row: Sequence[Finding], norms: Sequence[str]) -> list[str]:
    """Those of a row of findings that a judging paragraph is about: the ones it points to by
    number, else all of the row.
    """
    ordinals, _, _ = _pointers()
    named = []
    for match in ordinals.find(list(norms[:40])):
        place = _PLACES[match.label]
        if len(row) > 1 and -1 <= place < len(row):
            named.append(row[place].id)
    return list(dict.fromkeys(named)) or [finding.id for finding in row]


def points_back(
    norms: Sequence[str], text: str, sources: Mapping[str, Source], findings: Sequence[Finding]
) -> list[str]:
    """The findings that a paragraph without any beside it reaches back to: the last ones of the
    speaker or source it names, else, where it points back in words, the last one.
    """
    if not findings:
        return []
    lowered = set(norms)
    for finding in reversed(findings):
        names = [] if finding.speaker is None else [finding.speaker.name]
        if finding.source in sources:
            source = sources[finding.source]
            names += [source.title, *source.people, *([source.organisation] if source.organisation else [])]
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
