"""Claims that say the same become one claim, which names all that says it.

A post quotes a finding and tells it once more in its own language; a source is quoted twice to the
same effect. A reader of the summary needs that once. Which claims say the same is told by how alike
they are (`referat.likeness`) and by whether anything sets them against each other
(`referat.text.same_claim`). Only claims of the same teller are made one: what a reader repeats of
the writer is the reader's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from referat.likeness import Likeness
from referat.post import Claim, Voice
from referat.span import Span
from referat.text.same_claim import same, signature_of
from referat.text.words import scanned

REACH = 60
"""How many claims back one is compared: more than most posts hold, and a bound on the work."""


def said_once(
    text: str, claims: Sequence[Claim], likeness: Likeness
) -> tuple[list[Claim], dict[Span, Span]]:
    """The claims without those that repeat another, in order.

    Of two that say the same, a finding's is kept before a paraphrase's, else the first.

    Args:
        text: the post's text.
        claims: its claims, in the order of the text, no two in the same place.
        likeness: compares them.

    Returns:
        The claims that are left, each with what else says it in ``also_in``; and for each place of
        a repetition the place of the claim that stands for it.
    """
    pieces = scanned(text)
    signatures = [signature_of(text, pieces, *claim.span) for claim in claims]
    vectors = likeness.vectors([claim.span.of(text) for claim in claims])
    stands_for = list(range(len(claims)))
    for place in range(1, len(claims)):
        first = max(0, place - REACH)
        alike = likeness.between(vectors[place : place + 1], vectors[first:place])[0]
        for before in range(first, place):
            if (
                stands_for[before] == before
                and _of_one(claims[before], claims[place])
                and same(signatures[before], signatures[place], float(alike[before - first]))
            ):
                stands_for[place] = before
                break
    return _joined(claims, stands_for)


def _of_one(claim: Claim, other: Claim) -> bool:
    """Whether two claims may be one teller's in two places: the voice is the same, and no name or
    source differs. A paraphrase often names the report where the quotation names who wrote it:
    there one source is enough. Readers have to be known by name. Within one quotation or one
    commentary a second sentence goes on from the first, however like it is.
    """
    if claim.voice is not other.voice or (claim.voice is Voice.READER and claim.name is None):
        return False
    if (claim.finding or claim.commentary) == (other.finding or other.commentary):
        return False
    names, sources = {claim.name, other.name} - {None}, {claim.source, other.source} - {None}
    paraphrased = claim.finding is None or other.finding is None
    one_source = paraphrased and claim.source is not None and claim.source == other.source
    return len(sources) < 2 and (len(names) < 2 or one_source)


def _joined(
    claims: Sequence[Claim], stands_for: Sequence[int]
) -> tuple[list[Claim], dict[Span, Span]]:
    """One claim of each group that ``stands_for`` the same."""
    groups: dict[int, list[Claim]] = {}
    for claim, first in zip(claims, stands_for, strict=True):
        groups.setdefault(first, []).append(claim)
    told: list[Claim] = []
    again: dict[Span, Span] = {}
    for group in groups.values():
        kept = next((claim for claim in group if claim.finding is not None), group[0])
        home = kept.finding or kept.commentary
        ids = [claim.finding or claim.commentary for claim in group]
        others = dict.fromkeys(ident for ident in ids if ident is not None and ident != home)
        salience = max(claim.salience for claim in group)
        told.append(replace(kept, also_in=tuple(others), salience=salience))
        again |= {claim.span: kept.span for claim in group if claim is not kept}
    return sorted(told, key=lambda claim: claim.span), again
