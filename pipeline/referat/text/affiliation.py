"""What stands beside a name: the body that somebody belongs to, a fellow, a second name.

"Annegret Pohl, trafikchef på Nordbahn" and "Gridmarks projektledare Sean Holloway" belong to a
house, "kollegan Tom Ferris" to the one spoken of; "Dale Pettigrew och Ines Korhola" say it
together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from referat.post import Token
from referat.span import Span
from referat.text.entities import Entity, names_near
from referat.text.roles import is_person_noun

_token_start = itemgetter(0)
_FELLOWS = frozenset("kollegan medförfattaren medarbetaren colleague co-author".split())
# What stands between a name and that of the body: " på ", ", trafikchef på ".
_AFFILIATED = re.compile(r",?(?: [\w-]+){0,4} (?:på|vid|från|hos|at|from|of|with) (?:the )?")


def affiliation(text: str, entities: Sequence[Entity], person: Entity) -> str | None:
    """The body that somebody belongs to: "Annegret Pohl, trafikchef på Nordbahn", "Gridmarks
    projektledare Sean Holloway".
    """
    if " " not in person.name:
        return None
    for body in names_near(entities, person.span.start - 40, person.span.end + 60):
        if body.person:
            continue
        if body.span.end <= person.span.start:
            between = text[body.span.end : person.span.start]
            if body.genitive and between.strip().isalpha() and is_person_noun(between.strip()):
                return body.name
        elif body.span.start >= person.span.end:
            between = text[person.span.end : body.span.start]
            if _AFFILIATED.fullmatch(between):
                return body.name
    return None


def is_fellow(tokens: Sequence[Token], entity: Entity) -> bool:
    """Whether a name stands behind "kollegan" or "medförfattaren"."""
    index = bisect_left(tokens, entity.span.start, key=_token_start)
    return bool(index) and tokens[index - 1].norm in _FELLOWS


def joint(text: str, entities: Sequence[Entity], first: Entity) -> Entity:
    """Two people who say it together, as one: "skriver Dale Pettigrew och Ines Korhola"."""
    behind = names_near(entities, first.span.end, first.span.end + 8)
    for second in behind:
        between = text[first.span.end : second.span.start].strip()
        if between in ("och", "and", "&") and second.person == first.person and not first.genitive:
            name = f"{first.name} {between} {second.name}"
            span = Span(first.span.start, second.span.end)
            return second._replace(span=span, name=name, first=first.first)
    return first
