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
from referat.text.phrasing import BETWEEN, phrases, plain, polarity, quote, shorten, turns
from referat.text.reconciling import reconciled

# What a denial adds to the weight of a finding.
DENIED = 0.05
# Words up to which a finding is quoted whole, whatever it holds besides its weightiest sentence.
WHOLE_WORDS = 30


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
        roomy: whether there is room for what the findings can do without.
    """

    def __init__(
        self,
        post: Post,
        language: str,
        max_quote_words: int,
        most: int | None = None,
        roomy: bool = True,
    ) -> None:
        self.post = post
        self.text = post.text
        self.language = language
        self.phrases: dict[str, Any] = phrases(language)
        self.max_quote_words = max_quote_words
        self.roomy = roomy
        self.findings = {finding.id: finding for finding in post.findings or ()}
        self.sources = {source.id: source for source in post.sources}
        self.claims = {claim.id: claim for claim in post.claims or ()}
        self._ordered = sorted(self.claims.values(), key=_where)
        self._said_in: dict[str, list[Claim]] = {}
        for claim in self._ordered:
            if claim.commentary is not None:
                self._said_in.setdefault(claim.commentary, []).append(claim)
        self._below = {item.id for item in post.commentary or () if item.comment is not None}
        self._quoted = sorted(finding.span for finding in self.findings.values())
        self.commentary, self.joined = reconciled(post.commentary or ())
        quotable = list(self._quotable())
        weightiest = {item.claim.id for item in _by_weight(quotable)[:most]}
        self.quotable = [item for item in quotable if item.claim.id in weightiest]

    def writer(self, again: bool) -> str:
        """The writer by name, where the post's text gives first name and surname; by surname where
        he has been named. Else what the digest calls somebody who writes.
        """
        name = " ".join((self.post.meta.author or "").split())
        names = name.split(" ")
        if not 2 <= len(names) <= 4 or name not in self.text:
            return str(self.phrases["writer"])
        if not all(part[:1].isupper() and part.strip(".-’'").isalpha() for part in names):
            return str(self.phrases["writer"])
        return names[-1] if again and len(names[-1]) > 2 else name

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

    def claims_in(self, span: Span) -> Iterator[Claim]:
        """The claims that share words with a stretch, in order."""
        first = max(0, bisect_left(self._ordered, span, key=_where) - 1)
        for claim in onward(self._ordered, first):
            if claim.span.start >= span.end:
                break
            if claim.span.overlaps(span):
                yield claim

    def claims_of(self, commentary: str) -> list[Claim]:
        """The claims of a piece of commentary, in order."""
        return self._said_in.get(commentary, [])

    def is_answer(self, claim: Claim) -> bool:
        """Whether a claim stands in a comment: what is answered there is no news."""
        return claim.commentary in self._below

    def holds_quotation(self, span: Span) -> bool:
        """Whether a finding shares words with a stretch."""
        first = max(0, bisect_left(self._quoted, span) - 1)
        return any(quoted.overlaps(span) for quoted in self._quoted[first : first + 2])

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

    def finding_quoted(self, item: Quotable, most: int, strict: bool = False) -> str:
        """A finding between quotation marks in at most ``most`` words: all of it, the sentence that
        weighs most, or the statement alone. A half is quoted only where the sentence is too long,
        and cut only where the half is.
        """
        if len(item.spans) == 1:
            whole, sentence = item.findings[0].span, item.spans[0]
            if self._words(whole) <= min(most, WHOLE_WORDS):
                return self.quoted(whole)
            if self._words(sentence) > most + most // 4:
                return self.quoted(self._half(sentence, item.claim), most, strict)
            return self.quoted(sentence, most, strict)
        if sum(self._words(span) for span in item.spans) > most + most // 4:
            held = next(one for one in item.findings if one.id == item.claim.finding)
            return self.quoted(self.sentence_of(item.claim, held), most, strict)
        return self.together(item.spans, most)

    def _half(self, sentence: Span, weightiest: Claim) -> Span:
        """The statement that stands for a sentence too long to quote: the one that denies, or that
        a "but" leads up to, before the one that weighs most.
        """
        inside = [
            claim
            for claim in self.claims_in(sentence)
            if claim.finding == weightiest.finding and sentence.holds(claim.span)
        ]

        def weight(claim: Claim) -> tuple[bool, float, int]:
            before = plain(self.text, Span(sentence.start, claim.span.start)).lower().split()
            turned = bool(before) and before[-1] in turns()
            return claim.negated or turned, claim.salience, -claim.span.start

        return max([weightiest, *inside], key=weight).span

    def together(self, spans: Sequence[Span], most: int) -> str:
        """Several stretches as one quotation, with an ellipsis for what stands between them."""
        words = f" {BETWEEN} ".join(plain(self.text, span).rstrip(" ,;:.") for span in spans)
        if self.text[spans[-1].end - 1 : spans[-1].end] == ".":
            words += "."
        return quote(shorten(words, most), self.language)

    def quoted(self, span: Span, most: int | None = None, strict: bool = False) -> str:
        """A stretch between quotation marks, shortened to ``most`` words, but never before a word
        that denies or weakens what it says, nor before a figure that it gives; ``strict`` as
        `referat.text.phrasing.shorten` has it.
        """
        stretch = trim(self.text, span.start, span.end)
        words = plain(self.text, stretch)
        limit = min(most or self.max_quote_words, self.max_quote_words)
        return quote(shorten(words, limit, self._closed(stretch), strict), self.language)

    def _words(self, span: Span) -> int:
        return len(plain(self.text, span).split())

    def _closed(self, stretch: Span) -> list[tuple[int, int]]:
        """Where in a stretch no cut may fall, in words: between the beginning of a claim and the
        last word that qualifies it, or the last of its figures.
        """
        closed = []
        for claim in self.claims_in(stretch):
            needed = (*claim.cues, *(quantity.span for quantity in claim.quantities))
            ends = [span.end for span in needed if stretch.holds(span)]
            if ends:
                low = self._words(Span(stretch.start, max(stretch.start, claim.span.start)))
                closed.append((low, self._words(Span(stretch.start, max(ends)))))
        return closed


def _by_weight(quotable: Sequence[Quotable]) -> list[Quotable]:
    """Findings in the order in which they are worth telling: the weightiest of each source before
    the second of any. Of two that weigh nearly the same, what is denied is the news.
    """
    ranked = sorted(
        quotable,
        key=lambda item: (-item.claim.salience - DENIED * item.claim.negated, item.claim.span),
    )
    told: Counter[str | None] = Counter()
    turns: list[tuple[int, int]] = []
    for place, item in enumerate(ranked):
        whose = item.source.id if item.source is not None else item.speaker
        turns.append((told[whose], place))
        told[whose] += 1
    return [ranked[place] for _, place in sorted(turns)]


def _where(claim: Claim) -> Span:
    return claim.span


def _start(sentence: Sentence) -> int:
    return sentence.span.start


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids in order, each once."""
    return tuple(dict.fromkeys(ids))
