"""Which predicted span answers which gold span.

Two spans overlap well enough where they share 80 % of the code points of the longer one; then they
also hold most of each other. Each span answers one at most: pairs are taken from the best overlap
down, ties by place, which for spans that do not cross gives the best matching.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from referat.span import trim

# The part of the longer span's code points that two spans must share to count as the same.
OVERLAP = 0.8
# What may stand at a span's edge without belonging to what it says.
EDGES = " \t\r\n\u00a0.,;:!?…–—-\"”“„’‘'»«()[]>"


class Spanned(Protocol):
    """Anything with a place in the text, in code points."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


_G = TypeVar("_G", bound=Spanned)
_P = TypeVar("_P", bound=Spanned)


def shared(one: Spanned, other: Spanned) -> int:
    """How many code points two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def overlap(one: Spanned, other: Spanned) -> float:
    """Shared code points as a part of the longer span; 1 where both are the same."""
    longer = max(one.end - one.start, other.end - other.start)
    return shared(one, other) / longer if longer else float(one.start == other.start)


def align(
    gold: Sequence[_G], predicted: Sequence[_P], least: float = OVERLAP
) -> list[tuple[_G, _P]]:
    """Pairs of a gold and a predicted span that overlap by ``least`` or more, in the order of gold.

    Each span stands in one pair at most.
    """
    candidates = sorted(
        (-overlap(one, other), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(predicted)
        if overlap(one, other) >= least
    )
    answered: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in answered and j not in taken:
            answered[i] = j
            taken.add(j)
    return [(gold[i], predicted[answered[i]]) for i in sorted(answered)]


def nearest(one: Spanned, others: Sequence[_P]) -> _P | None:
    """The span that shares most code points with ``one``; ``None`` where none shares any."""
    best = max(others, key=lambda other: (shared(one, other), -other.start), default=None)
    return best if best is not None and shared(one, best) else None


def exact(text: str, gold: Sequence[Spanned], predicted: Sequence[Spanned]) -> int:
    """How many gold spans were predicted to the code point, punctuation and white space at their
    edges aside: whether a statement's full stop belongs to it is a matter of habit.
    """
    wanted = {trim(text, item.start, item.end, EDGES) for item in gold}
    return len(wanted & {trim(text, item.start, item.end, EDGES) for item in predicted})
