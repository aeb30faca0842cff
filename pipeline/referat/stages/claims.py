"""Claims: the statements a reader of the summary needs, by whom, how certain, with which figures.

A source's claims are the sentences of its findings, and the sentences in which the writer reports
it in Swedish; the writer's and readers' are the sentences in which they judge, advise or predict.
What is said twice, a finding and its paraphrase most often, is one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from referat.kind_head import KindHead
from referat.likeness import Likeness
from referat.post import Claim, Commentary, Post, Stance
from referat.said_twice import said_once
from referat.span import Span
from referat.text.claim_maker import ClaimMaker
from referat.text.finding_claims import of_finding
from referat.text.own_claims import CommentaryClaims
from referat.text.salience import weighed


class Claims:
    """The claims stage.

    Args:
        likeness: tells which claims are alike; without it nothing is taken for said twice.
        head: tells the kinds of claims; without it the lexicon alone does.
    """

    name = "claims"
    needs = frozenset({"blocks", "sentences", "findings", "commentary"})
    gives = frozenset({"claims"})

    def __init__(self, likeness: Likeness | None = None, head: KindHead | None = None) -> None:
        self._likeness = likeness
        self._head = head
        names, versions = [], ["2"]
        for model in (None if likeness is None else likeness.encoder, head):
            if model is not None:
                names.append(model.name)
                versions.append(model.version)
        self.model = ", ".join(names) or None
        self.version = ", ".join(versions)

    def __call__(self, post: Post) -> Post:
        """The post with its claims, in the order of the text."""
        maker = ClaimMaker(post)
        commented = CommentaryClaims(maker)
        found: list[Claim] = []
        for finding in post.findings or ():
            found.extend(of_finding(maker, finding))
        for item in post.commentary or ():
            found.extend(commented.of_commentary(item))
        single = _each_once(found)
        if self._head is not None:
            kinds = self._head.kinds(post.text, single)
            single = [replace(claim, kind=kind) for claim, kind in zip(single, kinds, strict=True)]
        again: dict[Span, Span] = {}
        if self._likeness is not None:
            single, again = said_once(post.text, single, self._likeness)
        numbered = [replace(claim, id=f"claim-{i}") for i, claim in enumerate(single, 1)]
        by_span = {claim.span: claim.id for claim in numbered}
        by_span |= {span: by_span[first] for span, first in again.items()}
        resolved = _resolved(post.commentary or (), by_span, commented.reported)
        post = replace(post, commentary=resolved)
        return replace(post, claims=tuple(weighed(post, numbered)))


def _each_once(found: Iterable[Claim]) -> list[Claim]:
    """The claims in the order of the text, each stretch once: a finding and what its commentary
    reports may be the same words.
    """
    single: list[Claim] = []
    for claim in sorted(found, key=lambda claim: (claim.span, claim.voice)):
        if not single or claim.span != single[-1].span:
            single.append(claim)
    return single


def _resolved(
    commentary: Sequence[Commentary],
    by_span: Mapping[Span, str],
    reported: Mapping[str, Sequence[Span]],
) -> tuple[Commentary, ...]:
    """The commentary, with the claims that a paraphrase gave in place of the paraphrase.

    ``by_span`` has the id of the claim that stands in each place, or says what does.
    """
    result = []
    for item in commentary:
        about: list[str] = []
        for target in item.about:
            if target in reported:
                about += [by_span[span] for span in reported[target] if span in by_span]
            elif not target.startswith("reported-"):
                about.append(target)
        stance = item.stance if about else Stance.NEUTRAL
        result.append(
            replace(item, about=tuple(about), stance=stance, cues=item.cues if about else ())
        )
    return tuple(result)
