"""Claims: the statements a reader of the summary needs, by whom, how certain, with which figures.

A source's claims are the sentences of its findings, and the sentences in which the writer reports
it in Swedish; the writer's and readers' are the sentences in which they judge, advise or predict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from referat.post import Claim, Commentary, Post, Stance
from referat.span import Span
from referat.text.claim_maker import ClaimMaker
from referat.text.finding_claims import of_finding
from referat.text.own_claims import CommentaryClaims
from referat.text.salience import weighed


class Claims:
    """The claims stage."""

    name = "claims"
    needs = frozenset({"blocks", "sentences", "findings", "commentary"})
    gives = frozenset({"claims"})
    model = None
    version = "2"

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
        numbered = [replace(claim, id=f"claim-{i}") for i, claim in enumerate(single, 1)]
        resolved = _resolved(post.commentary or (), numbered, commented.reported)
        post = replace(post, commentary=resolved)
        return replace(post, claims=tuple(weighed(post, numbered)))


def _each_once(found: Iterable[Claim]) -> list[Claim]:
    """The claims in the order of the text, each statement once.

    Here the same statement found twice is joined; so far that is the same stretch of the text, as a
    finding and as what its commentary reports.
    """
    single: list[Claim] = []
    for claim in sorted(found, key=lambda claim: (claim.span, claim.voice)):
        if not single or claim.span != single[-1].span:
            single.append(claim)
    return single


def _resolved(
    commentary: Sequence[Commentary],
    claims: Sequence[Claim],
    reported: Mapping[str, Sequence[Span]],
) -> tuple[Commentary, ...]:
    """The commentary, with the claims that a paraphrase gave in place of the paraphrase."""
    by_span = {claim.span: claim.id for claim in claims}
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
