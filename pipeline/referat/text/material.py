"""What a digest is written from: one post's layers, looked up in one language.

The writers of the digest's parts (`referat.text.telling`, `referat.text.views`) share it. It knows
which claim of a finding is quoted, which sentence a claim stands in, and how own words are quoted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from referat.post import (
    Claim,
    Finding,
    Post,
    Sentence,
    Source,
    Stance,
    Voice,
)
from referat.span import Span, onward, trim
from referat.text.phrasing import phrases, plain, polarity, quote, shorten
from referat.text.reconciling import reconciled


@dataclass(frozen=True, slots=True)
class Quotable:
    """A finding that can be quoted: with what it goes on from, if that belongs to one sentence."""

    claim: Claim
    spans: tuple[Span, ...]
    findings: tuple[Finding, ...]
    source: Source | None
    tone: str | None  # positive or negative, as the writer introduces it
    introduced: str | None  # id of the commentary that does

    @property
    def speaker(self) -> str | None:
        """Whom the words are given to."""
        speaker = self.findings[0].speaker
        return speaker.name if speaker is not None else None

    @property
    def evidence(self) -> list[str]:
        """The ids that a quotation of it rests on."""
        return [self.claim.id, *(finding.id for finding in self.findings)]


class Material:
    """The layers of a post as the digest needs them.

    Args:
        post: a post that has been through the claims stage.
        language: ``sv`` or ``en``.
        max_quote_words: longest quotation, in words.
        most: most findings that are told, the weightiest; ``None`` for all.
    """

    def __init__(
        self, post: Post, language: str, max_quote_words: int, most: int | None = None
    ) -> None:
        self.post = post
        self.text = post.text
        self.language = language
        self.phrases: dict[str, Any] = phrases(language)
        self.max_quote_words = max_quote_words
        self.findings = {finding.id: finding for finding in post.findings or ()}
        self.sources = {source.id: source for source in post.sources}
        self.claims = {claim.id: claim for claim in post.claims or ()}
        self.commentary, self.joined = reconciled(post.commentary or ())
        quotable = list(self._quotable())
        weightiest = {item.claim.id for item in _by_weight(quotable)[:most]}
        self.quotable = [item for item in quotable if item.claim.id in weightiest]

    def _quotable(self) -> Iterator[Quotable]:
        """The post's own findings in the order of the text, each with its weightiest claim."""
        best: dict[str, Claim] = {}
        for claim in self.claims.values():
            if claim.finding is not None:
                known = best.get(claim.finding)
                if known is None or claim.salience > known.salience:
                    best[claim.finding] = claim
        tones = self._tones()
        going_on = {f.continues: f for f in self.findings.values() if f.continues is not None}
        for finding in self.findings.values():
            weightiest = best.get(finding.id)
            if weightiest is None or finding.comment is not None:
                continue
            if finding.continues is not None and finding.continues in best:
                continue  # quoted together with what it goes on from
            spans = [self.sentence_of(weightiest, finding)]
            members = [finding]
            following = going_on.get(finding.id)
            unfinished = finding.span.of(self.text)[-1:] not in ".!?…"
            if following is not None and unfinished:
                members.append(following)
                spans = [finding.span, following.span]
            tone, introduced = tones.get(finding.id, (None, None))
            source = self.sources.get(finding.source or "")
            yield Quotable(weightiest, tuple(spans), tuple(members), source, tone, introduced)
            if following is not None and not unfinished and following.id in best:
                other = best[following.id]
                span = self.sentence_of(other, following)
                yield Quotable(other, (span,), (following,), source, tone, introduced)

    def _tones(self) -> dict[str, tuple[str, str]]:
        """How the writer introduces findings: good or bad, by finding."""
        tones: dict[str, tuple[str, str]] = {}
        for item in self.commentary:
            if item.voice is not Voice.AUTHOR or item.stance is not Stance.NEUTRAL:
                continue
            norms = item.span.of(self.text).lower().replace(",", " ").replace(".", " ").split()
            labels = {match.label for match in polarity().find(norms)}
            if len(labels) != 1:
                continue
            for target in item.about:
                finding = self.findings.get(target)
                if finding is not None and finding.span.start > item.span.end:
                    tones[target] = (min(labels), item.id)
        return tones

    def sentences_near(self, span: Span) -> Iterator[Sentence]:
        """The sentences that share words with a stretch."""
        sentences = self.post.sentences or ()
        first = max(0, bisect_left(sentences, span.start, key=_start) - 1)
        for sentence in onward(sentences, first):
            if sentence.span.start >= span.end:
                break
            if sentence.span.overlaps(span):
                yield sentence

    def sentence_of(self, claim: Claim, finding: Finding) -> Span:
        """The sentence of a finding that holds a claim, so that no half of it is quoted alone."""
        for sentence in self.sentences_near(claim.span):
            if sentence.span.holds(claim.span):
                start, end = sentence.span
                return Span(max(start, finding.span.start), min(end, finding.span.end))
        return claim.span

    def within(self, span: Span, own: Span) -> Span:
        """The part of ``span`` that lies in ``own``."""
        return Span(max(span.start, own.start), min(span.end, own.end))

    def quoted(self, span: Span, most: int | None = None) -> str:
        """A stretch between quotation marks, shortened to ``most`` words, but never before a word
        that denies or weakens what it says.
        """
        stretch = trim(self.text, span.start, span.end)
        words = plain(self.text, stretch)
        limit = min(most or self.max_quote_words, self.max_quote_words)
        return quote(shorten(words, limit, self._needed(stretch)), self.language)

    def _needed(self, stretch: Span) -> int:
        """How many words of a stretch lead up to the last one that qualifies a claim in it."""
        ends = [
            cue.end
            for claim in self.claims.values()
            if claim.span.overlaps(stretch)
            for cue in claim.cues
            if stretch.holds(cue)
        ]
        return len(plain(self.text, Span(stretch.start, max(ends))).split()) if ends else 0


def _by_weight(quotable: Sequence[Quotable]) -> list[Quotable]:
    """Findings in the order in which they are worth telling: the weightiest of each source before
    the second of any.
    """
    ranked = sorted(quotable, key=lambda item: (-item.claim.salience, item.claim.span))
    told: Counter[str | None] = Counter()
    turns: list[tuple[int, int]] = []
    for place, item in enumerate(ranked):
        whose = item.source.id if item.source is not None else item.speaker
        turns.append((told[whose], place))
        told[whose] += 1
    return [ranked[place] for _, place in sorted(turns)]


def _start(sentence: Sentence) -> int:
    return sentence.span.start


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids in order, each once."""
    return tuple(dict.fromkeys(ids))
