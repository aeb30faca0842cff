"""One view of one finding: what a writer says for and against the same thing is told together.

Stances are found paragraph by paragraph, so a writer may be seen to agree with a finding and, two
lines on, to object to it. Told apart that reads as a contradiction; it is a writer in two minds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from referat.post import Commentary, Stance, Voice
from referat.span import Span


def reconciled(
    commentary: Sequence[Commentary],
) -> tuple[tuple[Commentary, ...], dict[str, tuple[str, ...]]]:
    """The commentary with the writer's views of one first target made one, and for each such view
    the ids of those that went into it.
    """
    groups: dict[str, list[Commentary]] = {}
    for item in commentary:
        if item.voice is Voice.AUTHOR and item.stance is not Stance.NEUTRAL and item.about:
            groups.setdefault(f"{item.comment} {item.about[0]}", []).append(item)
    joined: dict[str, tuple[str, ...]] = {}
    made: dict[str, Commentary] = {}
    left_out: set[str] = set()
    for items in groups.values():
        if len(items) < 2:
            continue
        first = items[0]
        made[first.id] = _one(items)
        joined[first.id] = tuple(item.id for item in items)
        left_out |= {item.id for item in items[1:]}
    kept = tuple(made.get(item.id, item) for item in commentary if item.id not in left_out)
    return kept, joined


def _one(items: Sequence[Commentary]) -> Commentary:
    """Several views of one target as one: mixed where they differ."""
    first = items[0]
    stances = {item.stance for item in items}
    return replace(
        first,
        span=Span(first.span.start, max(item.span.end for item in items)),
        own=tuple(own for item in items for own in item.own),
        about=tuple(dict.fromkeys(target for item in items for target in item.about)),
        stance=first.stance if len(stances) == 1 else Stance.MIXED,
        cues=tuple(sorted(cue for item in items for cue in item.cues)),
    )
