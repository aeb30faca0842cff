"""How much a claim matters to somebody who reads a digest: 0 to 1, the first five an editor's.

An editor's pick is told by where a claim stands and what it holds: a source's before the writer's,
early before late, with a share before without, one that a stance rests on before one that nobody
comments. Each trait has points in ``salience.toml``; their sum is the salience. The points were
fitted to gold salience on the corpus' train split by ``scripts/fit_salience.py``, by least squares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from referat.post import Claim, Post, Stance, Voice
from referat.text.lexicon import load_tables
from referat.text.phrasing import turns

# Claims of one voice, and of one finding, behind which a later one counts as no further back.
LAST, DEEP = 10, 4
# Words of a claim: fewer are short, more are long.
SHORT, LONG = 7, 20
# Code points before a claim in which the "but" stands that leads up to it.
REACH = 10


def weighed(post: Post, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a post, in the order of the text, each with its salience.

    Args:
        post: the post, with its findings and commentary.
        claims: its claims; what stands as their salience is how likely each is one.
    """
    points = load_tables("salience")["points"]
    return [
        replace(claim, salience=round(min(1.0, max(0.05, sum(held.values()))), 2))
        for claim, held in (
            (claim, {name: points[name] * value for name, value in shown.items()})
            for claim, shown in zip(claims, traits(post, claims), strict=True)
        )
    ]


def traits(post: Post, claims: Sequence[Claim]) -> Iterator[dict[str, float]]:
    """The traits of each claim, by name."""
    judged = {
        target
        for item in post.commentary or ()
        if item.stance is not Stance.NEUTRAL
        for target in item.about
    }
    told: Counter[str] = Counter()
    for claim in claims:
        source = claim.voice is Voice.SOURCE
        before = post.text[max(0, claim.span.start - REACH) : claim.span.start].lower().split()
        length = len(claim.span.of(post.text).split())
        place = told[claim.finding or ""] if claim.finding is not None else 0
        yield {
            "any": 1.0,
            "source": float(source),
            "reader": float(claim.voice is Voice.READER),
            "reported": float(source and claim.finding is None),
            "likely": 0.0 if source else claim.salience,
            "order": min(told[claim.voice.value], LAST) / LAST,
            "place": min(place, DEEP) / DEEP,
            "figure": float(bool(claim.quantities)),
            "share": float(any(quantity.unit == "percent" for quantity in claim.quantities)),
            "negated": float(claim.negated),
            "turned": float(bool(before) and before[-1].strip(",") in turns()),
            "judged": float(source and (claim.finding in judged or claim.id in judged)),
            "long": float(length > LONG),
            "short": float(length < SHORT),
            "late": claim.span.start / max(1, len(post.text)),
        }
        told[claim.voice.value] += 1
        if claim.finding is not None:
            told[claim.finding] += 1
