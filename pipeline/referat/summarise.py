"""From a finished `Post` to the `Summary` that callers are promised.

The last step of the one way through: spans get their strings, runs that lie in a finding get its
kind, and what the stages left open is closed. Nothing is decided here that a stage could decide.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from referat.errors import PipelineError
from referat.mix import language_mix
from referat.post import (
    Block,
    Claim,
    Comment,
    Commentary,
    DigestSentence,
    Finding,
    Oddity,
    Post,
    Role,
    Run,
    RunKind,
    Section,
    Source,
    Voice,
)
from referat.span import Span
from referat.summary import (
    BlockRecord,
    ClaimBy,
    ClaimRecord,
    CommentaryRecord,
    CommentRecord,
    DigestRecord,
    FindingRecord,
    Headline,
    MixRecord,
    PostInfo,
    ProvenanceRecord,
    QuantityRecord,
    ReferenceRecord,
    RunRecord,
    SourceRecord,
    SpeakerRecord,
    Summary,
    SummarySentence,
    TextSpan,
    WarningRecord,
)


def post_id(post: Post) -> str:
    """A stable id: the one its archive gives it; else the first 16 hex digits of the SHA-256 of
    title, author, date and text.

    Where a post came from plays no part in the latter: the same post from two places has one id.
    """
    if post.meta.id:
        return post.meta.id
    known = "\0".join((post.meta.title or "", post.meta.author or "", post.meta.published or ""))
    digest = hashlib.sha256(f"{known}\0{post.text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def summary_of(post: Post, provenance: ProvenanceRecord) -> Summary:
    """The summary of a post that has been through all stages.

    Raises:
        PipelineError: a layer is missing.
    """
    layers = ("blocks", "runs", "findings", "commentary", "claims", "digest")
    missing = [name for name in layers if getattr(post, name) is None]
    if missing or post.digest is None:
        raise PipelineError(
            f"the post lacks {', '.join(missing)}; run it through the whole pipeline"
        )
    text = post.text
    return Summary(
        post=PostInfo(
            id=post_id(post),
            origin=post.meta.origin,
            title=post.meta.title,
            author=post.meta.author,
            published=post.meta.published,
            url=post.meta.url,
            site=post.meta.site,
        ),
        text=text,
        blocks=[_block(block) for block in post.blocks or ()],
        runs=_runs(post.runs or (), post.findings or ()),
        comments=[_comment(text, comment) for comment in post.comments],
        sources=[_source(text, source) for source in post.sources],
        findings=[_finding(text, finding) for finding in post.findings or ()],
        commentary=[_commentary(text, item) for item in post.commentary or ()],
        references=[
            ReferenceRecord(**_span(text, item.span), id=item.id, source=item.source)
            for item in post.references
        ],
        claims=[_claim(text, claim) for claim in post.claims or ()],
        summary=DigestRecord(
            headline=Headline(
                sv=_sentence(post.digest.headline_sv), en=_sentence(post.digest.headline_en)
            ),
            sv=[_said(sentence) for sentence in post.digest.sv],
            en=[_said(sentence) for sentence in post.digest.en],
        ),
        mix=MixRecord(**asdict(language_mix(post))),
        provenance=provenance,
        warnings=[_warning(text, oddity) for oddity in post.warnings],
    )


def _span(text: str, span: Span) -> dict[str, int | str]:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def _text_span(text: str, span: Span) -> TextSpan:
    return TextSpan(start=span.start, end=span.end, text=text[span.start : span.end])


def _text_spans(text: str, spans: Iterable[Span]) -> list[TextSpan]:
    return [_text_span(text, span) for span in spans]


def _block(block: Block) -> BlockRecord:
    return BlockRecord(
        start=block.span.start,
        end=block.span.end,
        kind=block.kind,
        section=block.section or Section.POST,
        language=block.language,
        confidence=block.confidence,
        role=block.role or Role.COMMENTARY,
        comment=block.comment,
    )


def _runs(runs: Sequence[Run], findings: Sequence[Finding]) -> list[RunRecord]:
    """The runs; one that lies in a finding of its language is of kind finding."""
    starts = [finding.outer.start for finding in findings]
    records = []
    for run in runs:
        kind = run.kind
        index = bisect_right(starts, run.span.start + (run.span.end - run.span.start) // 2) - 1
        if index >= 0:
            finding = findings[index]
            covered = min(run.span.end, finding.outer.end) - max(
                run.span.start, finding.outer.start
            )
            if 2 * covered > run.span.end - run.span.start and run.language == finding.language:
                kind = RunKind.FINDING
        records.append(
            RunRecord(
                start=run.span.start,
                end=run.span.end,
                language=run.language,
                confidence=run.confidence,
                kind=kind,
            )
        )
    return records


def _comment(text: str, comment: Comment) -> CommentRecord:
    return CommentRecord(
        id=comment.id,
        author=comment.author,
        published=comment.published,
        reply_to=comment.reply_to,
        depth=comment.depth,
        start=comment.span.start,
        end=comment.span.end,
        by_writer=comment.by_writer,
        quotes_post=_text_spans(text, comment.quotes_post),
    )


def _source(text: str, source: Source) -> SourceRecord:
    return SourceRecord(
        id=source.id,
        title=source.title,
        kind=source.kind,
        people=list(source.people),
        organisation=source.organisation,
        year=source.year,
        url=source.url,
        mentions=_text_spans(text, source.mentions),
    )


def _finding(text: str, finding: Finding) -> FindingRecord:
    speaker = finding.speaker
    return FindingRecord(
        **_span(text, finding.span),
        id=finding.id,
        language=finding.language,
        marking=finding.marking,
        outer=_text_span(text, finding.outer),
        cuts=_text_spans(text, finding.cuts),
        continues=finding.continues,
        speaker=SpeakerRecord(**_span(text, speaker.span), name=speaker.name) if speaker else None,
        source=finding.source,
        comment=finding.comment,
        confidence=finding.confidence,
    )


def _commentary(text: str, item: Commentary) -> CommentaryRecord:
    return CommentaryRecord(
        **_span(text, item.span),
        id=item.id,
        own=_text_spans(text, item.own),
        language=item.language,
        voice=Voice.READER if item.voice is Voice.READER else Voice.AUTHOR,
        comment=item.comment,
        about=list(item.about),
        stance=item.stance,
        cues=_text_spans(text, item.cues),
    )


def _claim(text: str, claim: Claim) -> ClaimRecord:
    voice = claim.voice
    if voice is Voice.SUMMARY:
        raise PipelineError(f"{claim.id} has the summary's own voice; a claim is somebody's")
    return ClaimRecord(
        **_span(text, claim.span),
        id=claim.id,
        language=claim.language,
        kind=claim.kind,
        by=ClaimBy(voice=voice, name=claim.name, source=claim.source),
        finding=claim.finding,
        commentary=claim.commentary,
        negated=claim.negated,
        certainty=claim.certainty,
        cues=_text_spans(text, claim.cues),
        quantities=[
            QuantityRecord(**_span(text, item.span), value=item.value, unit=item.unit)
            for item in claim.quantities
        ],
        parts=_text_spans(text, claim.parts),
        salience=claim.salience,
    )


def _said(sentence: DigestSentence) -> SummarySentence:
    return SummarySentence(
        text=sentence.text, evidence=list(sentence.evidence), voice=sentence.voice
    )


def _sentence(sentence: DigestSentence | None) -> SummarySentence | None:
    return _said(sentence) if sentence is not None else None


def _warning(text: str, oddity: Oddity) -> WarningRecord:
    span = oddity.span
    return WarningRecord(
        code=oddity.code,
        message=oddity.message,
        start=span.start if span else None,
        end=span.end if span else None,
        text=span.of(text) if span else None,
    )
