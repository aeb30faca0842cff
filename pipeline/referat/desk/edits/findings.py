"""Corrections of findings: which words, in which language, and whose."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from referat.desk.edits.blocks import spoken
from referat.desk.edits.locate import locate, places
from referat.desk.edits.operations import AddFinding, ChangeFinding
from referat.desk.edits.settle import block_of, is_bare, next_id
from referat.desk.errors import EditError
from referat.post import BlockKind, Finding, Lead, Marking, Post, Run, Source, Speaker
from referat.span import Span
from referat.text.cuts import find_cuts

_MARKS = "”“\"„»«’‘'‚›‹"


def add(post: Post, operation: AddFinding) -> Post:
    """The post with one more finding."""
    span = locate(post.text, operation.words, operation.near)
    made = _placed(post, Finding("", span, span, "und", Marking.LANGUAGE), span)
    made = replace(
        made,
        id=next_id("finding", (item.id for item in post.findings or ())),
        language=_language(post, span),
        marking=_marking(post, made),
    )
    made = _whose(post, made, operation.speaker, operation.source)
    return replace(post, findings=_in_order(post, [*(post.findings or ()), made]))


def change(post: Post, operation: ChangeFinding) -> Post:
    """The post with a finding changed."""
    known = next((item for item in post.findings or () if item.id == operation.id), None)
    if known is None:
        raise EditError("no_record", id=operation.id)
    made = known
    if operation.words is not None and operation.words.split() != known.span.of(post.text).split():
        near = known.span.start if operation.near is None else operation.near
        made = _placed(post, known, locate(post.text, operation.words, near))
    if operation.marking is not None:
        made = replace(made, marking=operation.marking)
    made = _whose(post, made, operation.speaker, operation.source)
    if operation.language is not None and operation.language != made.language:
        post = spoken(post, made.span, operation.language)
        made = replace(made, language=operation.language)
    rest = [item for item in post.findings or () if item.id != known.id]
    return replace(post, findings=_in_order(post, [*rest, made]))


def drop(post: Post, ident: str) -> Post:
    """The post without a finding; its words become commentary."""
    return replace(post, findings=tuple(f for f in post.findings or () if f.id != ident))


def _in_order(post: Post, findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings in the order of the text.

    Raises:
        EditError: two of them share words.
    """
    findings.sort(key=lambda item: item.span)
    for before, after in pairwise(findings):
        if before.span.end > after.span.start:
            raise EditError("finding_overlap", words=after.span.of(post.text)[:60])
    return tuple(findings)


def _placed(post: Post, finding: Finding, span: Span) -> Finding:
    """The finding at another place, with the marks that stand around it there.

    Raises:
        EditError: it would cross the edge of a block, or stand in a heading or in chrome.
    """
    block = block_of(post, span)
    if block is None:
        raise EditError("finding_block")
    if is_bare(block) and finding.span != span:
        raise EditError("finding_chrome")
    text, (start, end) = post.text, span
    before = start > block.span.start and text[start - 1] in _MARKS
    behind = end < block.span.end and text[end] in _MARKS
    outer = Span(start - before, end + behind)
    cuts = tuple(find_cuts(text, start, end))
    return replace(finding, span=span, outer=outer, cuts=cuts, comment=block.comment)


def _marking(post: Post, finding: Finding) -> Marking:
    """How the post marks the words, by what stands around them."""
    block = block_of(post, finding.span)
    if block is not None and (block.kind is BlockKind.BLOCKQUOTE or block.lead is Lead.QUOTE):
        return Marking.BLOCKQUOTE
    if block is not None and block.lead is Lead.DASH:
        return Marking.DASH
    return Marking.MARKS if finding.outer != finding.span else Marking.LANGUAGE


def _language(post: Post, span: Span) -> str:
    """The language of most of the words."""
    shared: dict[str, int] = {}
    for run in post.runs or ():
        shared[run.language] = shared.get(run.language, 0) + _shared(run, span)
    return max(sorted(shared), key=lambda name: shared[name], default="und")


def _shared(run: Run, span: Span) -> int:
    return max(0, min(run.span.end, span.end) - max(run.span.start, span.start))


def _whose(post: Post, finding: Finding, speaker: str | None, source: str | None) -> Finding:
    """The finding with another speaker and source; ``None`` leaves what is there."""
    if speaker is not None and speaker != (finding.speaker.name if finding.speaker else ""):
        name = " ".join(speaker.split())
        finding = replace(finding, speaker=_speaker(post, finding, name) if name else None)
    if source is not None:
        known: Source | None = next((s for s in post.sources if s.id == source), None)
        if source and known is None:
            raise EditError("no_source", id=source)
        finding = replace(finding, source=known.id if known else None)
    return finding


def _speaker(post: Post, finding: Finding, name: str) -> Speaker:
    """A speaker at the place of the name, or of its last word, that is nearest to the finding.

    Raises:
        EditError: the post does not name anybody so.
    """
    whole = places(post.text, name)
    found = whole and places(post.text, name.rsplit(maxsplit=1)[-1])
    if not found:
        raise EditError("speaker_missing", name=name)
    start, end = finding.outer

    def apart(place: Span) -> int:
        return max(place.start - end, start - place.end, 0)

    outside = [place for place in found if not finding.span.overlaps(place)]
    nearest = min(outside or found, key=lambda place: (apart(place), place))
    around = next((place for place in whole if place.holds(nearest)), nearest)
    return Speaker(name, around)
