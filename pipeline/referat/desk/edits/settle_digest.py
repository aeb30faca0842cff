"""The digest after a correction: what it rests on has to be there."""

from __future__ import annotations

from dataclasses import replace

from referat.post import Digest, DigestSentence, Post
from referat.span import Span


def settle_digest(post: Post, before: Post) -> Post:
    """The post with a digest that rests on what there is.

    A record that is gone is replaced by the one that has its words now. A sentence that then rests
    on nothing is dropped: what it told about is no longer in any layer.
    """
    digest = post.digest
    if digest is None:
        return post
    heirs = _heirs(post, before)

    def rested(sentence: DigestSentence | None) -> DigestSentence | None:
        if sentence is None:
            return None
        evidence = tuple(dict.fromkeys(heirs[i] for i in sentence.evidence if heirs.get(i)))
        return replace(sentence, evidence=evidence) if evidence else None

    settled = Digest(
        rested(digest.headline_sv),
        rested(digest.headline_en),
        tuple(filter(None, map(rested, digest.sv))),
        tuple(filter(None, map(rested, digest.en))),
    )
    return replace(post, digest=settled)


def _heirs(post: Post, before: Post) -> dict[str, str]:
    """For each id, now and before, the id that stands for it; none where nothing does."""
    now = {ident for ident, _ in records(post)}
    heirs = {ident: ident for ident in now}
    spans = [*((item.id, item.span) for item in post.findings or ())]
    spans += [(item.id, item.span) for item in post.commentary or ()]
    spans += [(item.id, item.span) for item in post.references]
    for ident, span in records(before):
        if ident not in now and span is not None:
            heir = next((name for name, place in spans if place.overlaps(span)), None)
            if heir is not None:
                heirs[ident] = heir
    return heirs


def records(post: Post) -> list[tuple[str, Span | None]]:
    """The ids that a sentence can rest on, each with its place; a source has none."""
    return [
        *((item.id, item.span) for item in post.findings or ()),
        *((item.id, item.span) for item in post.commentary or ()),
        *((item.id, item.span) for item in post.claims or ()),
        *((item.id, item.span) for item in post.references),
        *((item.id, item.span) for item in post.comments),
        *((item.id, None) for item in post.sources),
    ]
