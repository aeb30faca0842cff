"""Corrections of commentary and claims: stance, subject, what is a claim and how it is meant."""

from __future__ import annotations

from dataclasses import replace

from referat.desk.edits.locate import locate
from referat.desk.edits.operations import (
    AddClaim,
    ChangeClaim,
    ChangeCommentary,
    SplitCommentary,
)
from referat.desk.edits.settle import next_id
from referat.desk.edits.settle_claims import holder_of, inside
from referat.desk.edits.settle_digest import records
from referat.desk.errors import EditError
from referat.post import Claim, Commentary, Post, Stance, Voice
from referat.span import Span, trim

_SALIENCE = 0.7  # of a claim that an editor found worth adding: what a digest should hold


def change_commentary(post: Post, operation: ChangeCommentary) -> Post:
    """The post with a commentary of another stance, or about something else."""
    known = _commentary(post, operation.id)
    made = known
    if operation.about is not None:
        given = {ident for ident, _ in records(post)} - {known.id}
        lost = [ident for ident in operation.about if ident not in given]
        if lost:
            raise EditError("no_record", id=lost[0])
        made = replace(made, about=tuple(dict.fromkeys(operation.about)))
    if operation.stance is not None and operation.stance is not known.stance:
        # The machine's cues speak for the stance that it saw.
        made = replace(made, stance=operation.stance, cues=())
    return _with_commentary(post, known, [made])


def split_commentary(post: Post, operation: SplitCommentary) -> Post:
    """The post with a commentary parted before some of its words."""
    known = _commentary(post, operation.id)
    at = locate(post.text, operation.words, within=known.span).start
    halves = [
        _half(post, known, Span(known.span.start, at)),
        _half(post, known, Span(at, known.span.end)),
    ]
    if not all(half.own for half in halves):
        raise EditError("split_empty")
    ident = next_id("commentary", (item.id for item in post.commentary or ()))
    return _with_commentary(post, known, [halves[0], replace(halves[1], id=ident)])


def _half(post: Post, known: Commentary, part: Span) -> Commentary:
    own = [
        trim(post.text, max(piece.start, part.start), min(piece.end, part.end))
        for piece in known.own
        if piece.overlaps(part)
    ]
    worded = tuple(p for p in own if any(sign.isalnum() for sign in p.of(post.text)))
    cues = tuple(cue for cue in known.cues if part.holds(cue))
    return replace(known, span=trim(post.text, *part), own=worded, cues=cues)


def _commentary(post: Post, ident: str) -> Commentary:
    known = next((item for item in post.commentary or () if item.id == ident), None)
    if known is None:
        raise EditError("no_record", id=ident)
    return known


def _with_commentary(post: Post, known: Commentary, made: list[Commentary]) -> Post:
    rest = [item for item in post.commentary or () if item is not known]
    return replace(post, commentary=tuple(sorted([*rest, *made], key=lambda item: item.span)))


def add(post: Post, operation: AddClaim) -> Post:
    """The post with one more claim, of whoever says it."""
    span = locate(post.text, operation.words, operation.near)
    holder = holder_of(post, span)
    if holder is None:
        raise EditError("claim_nowhere")
    made = Claim(
        next_id("claim", (item.id for item in post.claims or ())),
        span,
        holder.language,
        operation.claim_kind,
        Voice.AUTHOR,
        negated=operation.negated,
        certainty=operation.certainty,
        salience=_SALIENCE,
    )
    return _with_claims(post, [*(post.claims or ()), inside(post, made, holder)])


def change(post: Post, operation: ChangeClaim) -> Post:
    """The post with a claim changed."""
    known = next((item for item in post.claims or () if item.id == operation.id), None)
    if known is None:
        raise EditError("no_record", id=operation.id)
    made = known
    if operation.words is not None and operation.words.split() != known.span.of(post.text).split():
        span = locate(post.text, operation.words, known.span.start)
        holder = holder_of(post, span)
        if holder is None:
            raise EditError("claim_nowhere")
        made = inside(post, replace(made, span=span), holder)
    if operation.claim_kind is not None:
        made = replace(made, kind=operation.claim_kind)
    negated = made.negated if operation.negated is None else operation.negated
    certainty = operation.certainty or made.certainty
    if (negated, certainty) != (made.negated, made.certainty):
        # Cues are of both; which of them still speaks for the claim is not known.
        made = replace(made, negated=negated, certainty=certainty, cues=())
    rest = [item for item in post.claims or () if item is not known]
    return _with_claims(post, [*rest, made])


def _with_claims(post: Post, claims: list[Claim]) -> Post:
    return replace(post, claims=tuple(sorted(claims, key=lambda claim: (claim.span, claim.voice))))


def drop(post: Post, ident: str) -> Post:
    """The post without a claim. Commentary on it alone has nothing left to take a stance on."""

    def left(item: Commentary) -> Commentary:
        if ident not in item.about:
            return item
        about = tuple(name for name in item.about if name != ident)
        if about:
            return replace(item, about=about)
        return replace(item, about=(), stance=Stance.NEUTRAL, cues=())

    return replace(
        post,
        claims=tuple(claim for claim in post.claims or () if claim.id != ident),
        commentary=tuple(map(left, post.commentary or ())),
    )
