"""What sources claim in words that the post quotes: each statement of a finding is one claim."""

from __future__ import annotations

from collections.abc import Iterator

from referat.post import Claim, Finding, Marking, Voice
from referat.text.claim_maker import ClaimMaker, Teller, words_of
from referat.text.clauses import says_something
from referat.text.framing import unframed

# Fewest words of a sentence that says enough to be a claim.
MIN_WORDS = 4
_QUESTION = "?"


def of_finding(maker: ClaimMaker, finding: Finding) -> Iterator[Claim]:
    """One claim for each statement of a finding: each sentence, each coordinated clause."""
    parts = list(maker.within(finding.span))
    speaker = finding.speaker.name if finding.speaker else None
    name, source = maker.whose(speaker, finding.source)
    teller = Teller(Voice.SOURCE, name, source, finding=finding.id, spoken=speaker is not None)
    for sentence, part in parts:
        span = maker.without_cuts(part)
        words = words_of(sentence, span)
        says = says_something(words, finding.language)
        alone = len(parts) == 1
        if len(words) < (2 if alone else MIN_WORDS) or not (alone or says or len(words) >= 8):
            continue
        if span.of(maker.text).endswith(_QUESTION) and finding.marking is Marking.DASH:
            continue
        for framed, framed_words in maker.clauses(span, words, finding.language):
            clause, clause_words = unframed(maker.text, framed, framed_words)
            yield maker.claim(clause, clause_words, finding.language, teller)
