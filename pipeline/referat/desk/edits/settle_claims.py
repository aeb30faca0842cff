"""Claims after a correction: each inside what holds it, and said by whom that belongs to."""

from __future__ import annotations

from dataclasses import replace

from referat.post import Claim, Commentary, Finding, Post, Voice
from referat.span import Span, trim

_FEWEST = 3  # words of a claim that is cut off at the edge of what holds it

_Holder = Finding | Commentary


def settle_claims(post: Post) -> Post:
    """The post with each claim in a finding or a commentary; without those that lie in neither."""
    holders: dict[str, _Holder] = {item.id: item for item in post.findings or ()}
    holders |= {item.id: item for item in post.commentary or ()}
    claims = [_settled(post, claim, holders) for claim in post.claims or ()]
    kept = sorted(filter(None, claims), key=lambda claim: (claim.span, claim.voice))
    return replace(post, claims=tuple(kept))


def _settled(post: Post, claim: Claim, holders: dict[str, _Holder]) -> Claim | None:
    holder = holders.get(claim.finding or claim.commentary or "")
    if holder is not None and holder.span.holds(claim.span):
        whose = Voice.SOURCE if isinstance(holder, Finding) else holder.voice
        right = claim.voice in (Voice.SOURCE, whose)
        return claim if right else inside(post, claim, holder)
    found = holder_of(post, claim.span)
    if found is not None:
        return inside(post, claim, found)
    # What is left of it stays where it was, if that says anything; else where most of it is now.
    rest = sorted(holders.values(), key=lambda item: -_shared(item.span, claim.span))
    for other in ([holder] if holder is not None else []) + rest[:1]:
        start, end = max(other.span.start, claim.span.start), min(other.span.end, claim.span.end)
        span = trim(post.text, start, max(start, end))
        if len(span.of(post.text).split()) >= _FEWEST:
            return inside(post, replace(claim, span=span), other)
    return None


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def holder_of(post: Post, span: Span) -> _Holder | None:
    """The finding, else the commentary, that holds a stretch."""
    holders: list[_Holder] = [*(post.findings or ()), *(post.commentary or ())]
    return next((item for item in holders if item.span.holds(span)), None)


def inside(post: Post, claim: Claim, holder: _Holder) -> Claim:
    """The claim as one of ``holder``: what a finding holds is its source's."""
    claim = replace(
        claim,
        cues=tuple(cue for cue in claim.cues if claim.span.holds(cue)),
        quantities=tuple(item for item in claim.quantities if claim.span.holds(item.span)),
        parts=tuple(part for part in claim.parts if claim.span.holds(part)),
    )
    if isinstance(holder, Finding):
        speaker = holder.speaker.name if holder.speaker else None
        return replace(
            claim,
            finding=holder.id,
            commentary=None,
            voice=Voice.SOURCE,
            name=speaker,
            source=holder.source,
        )
    comment = next((item for item in post.comments if item.id == holder.comment), None)
    name = comment.author if comment is not None else post.meta.author
    stays = claim.voice is Voice.SOURCE and claim.finding is None
    return replace(
        claim,
        finding=None,
        commentary=holder.id,
        voice=claim.voice if stays else holder.voice,
        name=claim.name if stays else name,
        source=claim.source if stays else None,
    )
