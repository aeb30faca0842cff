"""Each stage run on gold, so that its own faults are told from those of the stages before it.

A post is rebuilt from its gold up to one layer, one stage runs, and its layer is scored. Syntax has
no gold in the corpus and runs on gold blocks and runs. What gold does not hold and stages before
would have given is filled in: inline markup from the reader, the mark before a block from the text,
and a reported statement for each claim that gold gives to a source inside a commentary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from referat.evaluate.digests import digest
from referat.evaluate.layers import Scored, claims, commentary, findings, language
from referat.post import (
    Block,
    Claim,
    Comment,
    Commentary,
    Digest,
    Finding,
    Meta,
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
from referat.summarise import summary_of
from referat.summary import ClaimRecord, FindingRecord, Summary
from referat.text.layout import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from referat.evaluate.alignment import Spanned
    from referat.stage import Stage

# Each stage with a layer of its own in gold, and what scores it.
SCORED = {
    "language": language,
    "findings": findings,
    "commentary": commentary,
    "claims": claims,
    "digest": digest,
}


def on_gold(read: Post, gold: Summary, stages: Mapping[str, Stage]) -> Iterator[tuple[str, Scored]]:
    """The scores of every stage in `SCORED` on gold input, by the stage's name.

    Args:
        read: the post as its reader made it.
        gold: its gold.
        stages: a pipeline's stages, by name.
    """
    post = _opened(read, gold)
    # What a run is (a finding's words, a title) is settled by the findings.
    told = replace(stages["language"](post), findings=_findings(gold))
    yield "language", _score("language", told, gold)
    post = stages["syntax"](replace(post, runs=_runs(gold)))
    yield "findings", _score("findings", stages["findings"](post), gold)
    post = _found(post, gold)
    # A reported statement is a claim by the time it is scored; on gold it has the claim's id.
    told = replace(stages["commentary"](post), claims=claims_of(gold))
    yield "commentary", _score("commentary", told, gold)
    post = replace(post, commentary=_commentary(gold))
    yield "claims", _score("claims", stages["claims"](post), gold)
    post = replace(post, claims=claims_of(gold))
    yield "digest", _score("digest", stages["digest"](post), gold)


def before_commentary(read: Post, gold: Summary, stages: Mapping[str, Stage]) -> Post:
    """A post as the commentary stage gets it when all layers before are gold; see `on_gold`."""
    return _found(stages["syntax"](replace(_opened(read, gold), runs=_runs(gold))), gold)


def _opened(read: Post, gold: Summary) -> Post:
    """A post with gold blocks and comments."""
    return replace(
        read,
        meta=_meta(gold),
        blocks=_blocks(gold),
        comments=_comments(gold),
        warnings=(),
    )


def _found(post: Post, gold: Summary) -> Post:
    """A post with gold findings and what belongs to them."""
    return replace(
        post,
        findings=_findings(gold),
        sources=_sources(gold),
        references=_references(gold),
        paraphrases=tuple(_paraphrases(gold)),
    )


def _score(stage: str, post: Post, gold: Summary) -> Scored:
    """What a stage gave, held against gold. Layers that no stage has made yet are empty."""
    whole = replace(
        post,
        findings=post.findings or (),
        commentary=post.commentary or (),
        claims=post.claims or (),
        digest=post.digest or Digest(None, None),
    )
    return SCORED[stage](gold, summary_of(whole, gold.provenance))


def _span(item: Spanned) -> Span:
    return Span(item.start, item.end)


def _spans(items: Iterable[Spanned]) -> tuple[Span, ...]:
    return tuple(_span(item) for item in items)


def _meta(gold: Summary) -> Meta:
    post = gold.post
    return Meta(post.origin, post.title, post.author, post.published, post.url, post.site)


def _blocks(gold: Summary) -> tuple[Block, ...]:
    made = []
    for block in gold.blocks:
        line = gold.text.rfind("\n", 0, block.start) + 1
        lead, inner = mark_of(gold.text, line, block.end)
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


def _comments(gold: Summary) -> tuple[Comment, ...]:
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
        for item in gold.comments
    )


def _runs(gold: Summary) -> tuple[Run, ...]:
    return tuple(Run(_span(run), run.language, run.confidence, run.kind) for run in gold.runs)


def _findings(gold: Summary) -> tuple[Finding, ...]:
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
        )
        for item in gold.findings
    )


def _speaker(item: FindingRecord) -> Speaker | None:
    return Speaker(item.speaker.name, _span(item.speaker)) if item.speaker else None


def _sources(gold: Summary) -> tuple[Source, ...]:
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
        for item in gold.sources
    )


def _references(gold: Summary) -> tuple[Reference, ...]:
    return tuple(Reference(item.id, _span(item), item.source) for item in gold.references)


def _paraphrases(gold: Summary) -> Iterator[Paraphrase]:
    """What gold holds of reported statements: claims of a source in a commentary."""
    for claim in gold.claims:
        if claim.by.voice is Voice.SOURCE and claim.commentary:
            yield Paraphrase(
                claim.id, _span(claim), Span(claim.start, claim.start), None, claim.by.source
            )


def _commentary(gold: Summary) -> tuple[Commentary, ...]:
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
        for item in gold.commentary
    )


def claims_of(gold: Summary) -> tuple[Claim, ...]:
    """The claims of gold, as a stage would have made them."""
    return tuple(_claim(item) for item in gold.claims)


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
