"""From a `Summary` back to a `Post`: the way of `referat.summarise`, backwards.

A summary is what is kept: as gold, in a dataset, on an editor's desk. To run a stage on it, or to
change a layer by the rules that stages follow, it has to be a post again. What a summary does not
hold is not made up: sentences are missing, and so is inline markup; of what the writer reports in
his own words there is what a source claims inside a commentary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from referat.post import (
    Block,
    Claim,
    Comment,
    Commentary,
    Digest,
    DigestSentence,
    Finding,
    Meta,
    Oddity,
    Paraphrase,
    Post,
    Quantity,
    Reference,
    Run,
    Source,
    Speaker,
    Voice,
)
from referat.span import Span
from referat.summary import ClaimRecord, FindingRecord, Summary, SummarySentence
from referat.text.layout import mark_of


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def post_of(summary: Summary) -> Post:
    """The post that a summary was made of, without sentences and markup."""
    return Post(
        summary.text,
        meta(summary),
        blocks(summary),
        comments=comments(summary),
        runs=runs(summary),
        sources=sources(summary),
        findings=findings(summary),
        paraphrases=tuple(paraphrases(summary)),
        commentary=commentary(summary),
        references=references(summary),
        claims=claims(summary),
        digest=digest(summary),
        warnings=warnings(summary),
    )


def _span(item: _Spanned) -> Span:
    return Span(item.start, item.end)


def _spans(items: Iterable[_Spanned]) -> tuple[Span, ...]:
    return tuple(_span(item) for item in items)


def meta(summary: Summary) -> Meta:
    """What is known besides the text."""
    post = summary.post
    return Meta(
        post.origin, post.title, post.author, post.published, post.url, post.site, id=post.id
    )


def blocks(summary: Summary) -> tuple[Block, ...]:
    """The blocks, each with the mark that stands before it in the text."""
    made = []
    for block in summary.blocks:
        line = summary.text.rfind("\n", 0, block.start) + 1
        lead, inner = mark_of(summary.text, line, block.end)
        marked = inner == block.start and line < block.start
        made.append(
            Block(
                _span(block),
                block.kind,
                block.section,
                block.comment,
                lead if marked else Block(_span(block)).lead,
                Span(line, block.end) if marked else None,
                language=block.language,
                confidence=block.confidence,
                role=block.role,
            )
        )
    return tuple(made)


def comments(summary: Summary) -> tuple[Comment, ...]:
    """The comments."""
    return tuple(
        Comment(
            item.id,
            _span(item),
            item.author,
            item.published,
            item.reply_to,
            item.depth,
            item.by_writer,
            _spans(item.quotes_post),
        )
        for item in summary.comments
    )


def runs(summary: Summary) -> tuple[Run, ...]:
    """The runs."""
    return tuple(Run(_span(run), run.language, run.confidence, run.kind) for run in summary.runs)


def findings(summary: Summary) -> tuple[Finding, ...]:
    """The findings."""
    return tuple(
        Finding(
            item.id,
            _span(item),
            _span(item.outer),
            item.language,
            item.marking,
            _spans(item.cuts),
            item.continues,
            _speaker(item),
            item.source,
            item.comment,
            item.confidence,
        )
        for item in summary.findings
    )


def _speaker(item: FindingRecord) -> Speaker | None:
    return Speaker(item.speaker.name, _span(item.speaker)) if item.speaker else None


def sources(summary: Summary) -> tuple[Source, ...]:
    """The sources."""
    return tuple(
        Source(
            item.id,
            item.title,
            item.kind,
            tuple(item.people),
            item.organisation,
            item.year,
            item.url,
            _spans(item.mentions),
        )
        for item in summary.sources
    )


def references(summary: Summary) -> tuple[Reference, ...]:
    """The references."""
    return tuple(Reference(item.id, _span(item), item.source) for item in summary.references)


def paraphrases(summary: Summary) -> Iterator[Paraphrase]:
    """What the summary holds of reported statements: claims of a source in a commentary."""
    for claim in summary.claims:
        if claim.by.voice is Voice.SOURCE and claim.commentary:
            yield Paraphrase(
                claim.id, _span(claim), Span(claim.start, claim.start), None, claim.by.source
            )


def commentary(summary: Summary) -> tuple[Commentary, ...]:
    """The commentary."""
    return tuple(
        Commentary(
            item.id,
            _span(item),
            _spans(item.own),
            item.language,
            item.voice,
            item.comment,
            tuple(item.about),
            item.stance,
            _spans(item.cues),
        )
        for item in summary.commentary
    )


def claims(summary: Summary) -> tuple[Claim, ...]:
    """The claims."""
    return tuple(_claim(item) for item in summary.claims)


def _claim(item: ClaimRecord) -> Claim:
    return Claim(
        item.id,
        _span(item),
        item.language,
        item.kind,
        item.by.voice,
        item.by.name,
        item.by.source,
        item.finding,
        item.commentary,
        item.negated,
        item.certainty,
        _spans(item.cues),
        tuple(Quantity(_span(part), part.value, part.unit) for part in item.quantities),
        _spans(item.parts),
        item.salience,
        tuple(item.also_in),
    )


def digest(summary: Summary) -> Digest:
    """The digest."""
    headline = summary.summary.headline
    return Digest(
        _sentence(headline.sv) if headline.sv else None,
        _sentence(headline.en) if headline.en else None,
        tuple(_sentence(item) for item in summary.summary.sv),
        tuple(_sentence(item) for item in summary.summary.en),
    )


def _sentence(item: SummarySentence) -> DigestSentence:
    return DigestSentence(item.text, tuple(item.evidence), item.voice)


def warnings(summary: Summary) -> tuple[Oddity, ...]:
    """What was odd."""
    return tuple(
        Oddity(
            item.code,
            item.message,
            Span(item.start, item.end) if item.start is not None and item.end is not None else None,
        )
        for item in summary.warnings
    )
