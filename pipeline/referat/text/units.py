"""Own words of a block, cut and gathered into units of one stance each.

A unit is what becomes one commentary. What a paragraph reports of a source is kept apart from what
it thinks of it, and judgements of different findings from one another; neutral words go with the
judgement beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from referat.post import Block, Comment, Finding, Stance
from referat.span import Span, subtract, trim
from referat.text.quotes import MARKS
from referat.text.stance import Judgement

_EDGES = " \t\r\n\u00a0,;:–—-" + "".join(sorted(MARKS))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of own words between findings of one block, or a part of one."""

    own: Span
    after: Finding | None  # the finding of the same block that stands before it
    before: Finding | None  # and the one behind it
    judgement: Judgement
    norms: tuple[str, ...]
    reported: tuple[str, ...]  # ids of the paraphrases in it


def own_words(
    text: str, block: Block, findings: Sequence[Finding], comment: Comment | None
) -> list[Span]:
    """What of a block is neither finding nor repeated from the post, with a word in it.

    ``findings`` are those of the block, ``comment`` is the one it belongs to.
    """
    holes = [finding.outer for finding in findings]
    if comment is not None:
        holes += [span for span in comment.quotes_post if span.overlaps(block.span)]
    result = []
    for stretch in subtract(block.span, holes):
        words = trim(text, stretch.start, stretch.end, _EDGES)
        if any(character.isalnum() for character in words.of(text)):
            # A stop or bracket stays with the words before it; a stray mark does not.
            end = words.end
            while end < stretch.end and not text[end].isspace():
                end += 1
            odd = MARKS.intersection(text[words.end : end])
            result.append(Span(words.start, words.end if odd else end))
    return result


def rejoined(parts: Sequence[Piece], stretch: Span) -> list[Piece]:
    """The parts of one stretch, neutral ones joined again: only a judgement is cut from what is
    reported, or from another judgement. The first and last reach the edges of the stretch.
    """
    joined: list[Piece] = []
    for part in parts:
        before = joined[-1] if joined else None
        apart = before is not None and (
            (
                part.judgement.stance is not Stance.NEUTRAL
                and (bool(before.reported) or before.judgement.stance is not Stance.NEUTRAL)
            )
            or (bool(part.reported) and before.judgement.stance is not Stance.NEUTRAL)
        )
        if before is None or apart:
            joined.append(part)
            continue
        joined[-1] = Piece(
            Span(before.own.start, part.own.end),
            None,
            None,
            joint([before.judgement, part.judgement]),
            before.norms + part.norms,
            before.reported + part.reported,
        )
    if joined:
        joined[0] = replace(joined[0], own=Span(stretch.start, joined[0].own.end))
        joined[-1] = replace(joined[-1], own=Span(joined[-1].own.start, stretch.end))
    return joined


def units_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces of one block gathered into units of one stance each. Neutral ones (an attribution, an
    introduction) go with what follows them, or with what stands before at the end; what only
    reports stays apart from a judgement.
    """
    unit: list[Piece] = []
    current: Stance | None = None
    for piece in pieces:
        stance = piece.judgement.stance
        neutral = stance is Stance.NEUTRAL
        parted = bool(unit) and (
            (not neutral and current not in (None, stance))
            or (not neutral and bool(unit[-1].reported) and unit[-1].own.end <= piece.own.start)
            or (bool(piece.reported) and neutral and current is not None)
        )
        if parted:
            yield unit
            unit, current = [], None
        unit.append(piece)
        if not neutral:
            current = stance
    if unit:
        yield unit


def joint(judgements: Sequence[Judgement]) -> Judgement:
    """The judgement of pieces that belong together: the one that is not neutral."""
    decided = [item for item in judgements if item.stance is not Stance.NEUTRAL]
    if not decided:
        return Judgement(Stance.NEUTRAL, (), False)
    cues = tuple(sorted({cue for item in decided for cue in item.cues}))
    strong = any(item.strong for item in decided)
    return Judgement(decided[0].stance, cues, strong, any(item.ironic for item in decided))
