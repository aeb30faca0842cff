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

from referat import restore
from referat.evaluate.digests import digest
from referat.evaluate.layers import Scored, claims, commentary, findings, language
from referat.post import Digest, Post
from referat.summarise import summary_of
from referat.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    told = replace(stages["language"](post), findings=restore.findings(gold))
    yield "language", _score("language", told, gold)
    post = stages["syntax"](replace(post, runs=restore.runs(gold)))
    yield "findings", _score("findings", stages["findings"](post), gold)
    post = _found(post, gold)
    # A reported statement is a claim by the time it is scored; on gold it has the claim's id.
    told = replace(stages["commentary"](post), claims=restore.claims(gold))
    yield "commentary", _score("commentary", told, gold)
    post = replace(post, commentary=restore.commentary(gold))
    yield "claims", _score("claims", stages["claims"](post), gold)
    post = replace(post, claims=restore.claims(gold))
    yield "digest", _score("digest", stages["digest"](post), gold)


def before_commentary(read: Post, gold: Summary, stages: Mapping[str, Stage]) -> Post:
    """A post as the commentary stage gets it when all layers before are gold; see `on_gold`."""
    return _found(stages["syntax"](replace(_opened(read, gold), runs=restore.runs(gold))), gold)


def _opened(read: Post, gold: Summary) -> Post:
    """A post with gold blocks and comments."""
    return replace(
        read,
        meta=restore.meta(gold),
        blocks=restore.blocks(gold),
        comments=restore.comments(gold),
        warnings=(),
    )


def _found(post: Post, gold: Summary) -> Post:
    """A post with gold findings and what belongs to them."""
    return replace(
        post,
        findings=restore.findings(gold),
        sources=restore.sources(gold),
        references=restore.references(gold),
        paraphrases=tuple(restore.paraphrases(gold)),
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
