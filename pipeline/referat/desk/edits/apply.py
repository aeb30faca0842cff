"""A correction carried out: a post in, the corrected post out.

Each kind of correction is one function of a post and a record of `referat.desk.edits.operations`.
What follows from it in other layers is settled afterwards, in one place; a correction after which
the post would break a promise of the contract is refused, so that no sequence of them can make a
post that the writers or the evaluation do not take.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from referat.desk.edits import blocks, claims, digests, findings, sources
from referat.desk.edits.operations import (
    AddClaim,
    AddFinding,
    AddSentence,
    AddSource,
    ChangeClaim,
    ChangeCommentary,
    ChangeFinding,
    ChangeMeta,
    ChangeSentence,
    ChangeSource,
    Digesting,
    Drop,
    DropSentence,
    Layered,
    MoveSentence,
    SetLanguage,
    SetRole,
    SplitCommentary,
)
from referat.desk.edits.settle import settle
from referat.desk.errors import EditError
from referat.post import Meta, Post, Run, RunKind
from referat.promises import broken
from referat.restore import post_of
from referat.summarise import summary_of
from referat.summary import Summary

_Step = Callable[[Post, Any], Post]


def applied(summary: Summary, operation: Layered | Digesting) -> Summary:
    """The summary after a correction.

    Raises:
        EditError: the correction does not fit the post.
    """
    before = post_of(summary)
    after = _STEPS[type(operation)](before, operation)
    if not isinstance(operation, AddSentence | ChangeSentence | MoveSentence | DropSentence):
        after = settle(after, before)
    made = finished(after, summary)
    wrong = [line for line in broken(made) if not line.startswith("digest:")]
    if wrong:
        raise EditError("promise", detail=wrong[0])
    return made


def finished(post: Post, summary: Summary) -> Summary:
    """The summary of a corrected post, with the provenance of the one it comes from."""
    # Which run is a finding's is told anew from the findings.
    runs = tuple(_plain(run) for run in post.runs or ())
    return summary_of(replace(post, runs=runs), summary.provenance)


def _plain(run: Run) -> Run:
    return replace(run, kind=RunKind.TEXT) if run.kind is RunKind.FINDING else run


def _drop(post: Post, operation: Drop) -> Post:
    for layer, gone in (
        (post.findings or (), findings.drop),
        (post.claims or (), claims.drop),
        (post.sources, sources.drop),
    ):
        if any(item.id == operation.id for item in layer):
            return gone(post, operation.id)
    raise EditError("no_record", id=operation.id)


def _meta(post: Post, operation: ChangeMeta) -> Post:
    def said(words: str | None) -> str | None:
        return " ".join((words or "").split()) or None

    meta = Meta(
        origin=post.meta.origin,
        title=said(operation.title),
        author=said(operation.author),
        published=operation.published,
        url=said(operation.url),
        site=said(operation.site),
        id=post.meta.id,
    )
    return replace(post, meta=meta)


_STEPS: dict[type, _Step] = {
    SetRole: blocks.set_role,
    SetLanguage: blocks.set_language,
    AddFinding: findings.add,
    ChangeFinding: findings.change,
    ChangeCommentary: claims.change_commentary,
    SplitCommentary: claims.split_commentary,
    AddClaim: claims.add,
    ChangeClaim: claims.change,
    Drop: _drop,
    AddSource: sources.add,
    ChangeSource: sources.change,
    ChangeMeta: _meta,
    ChangeSentence: digests.change,
    AddSentence: digests.add,
    MoveSentence: digests.move,
    DropSentence: digests.drop,
}
