"""What claims are made with: one post's sentences, clauses, sources and figures, looked up.

`ClaimMaker` cuts a stretch into statements and makes a claim of one. What stretches hold claims,
and whose, is told by `referat.text.finding_claims` and `referat.text.own_claims`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from referat.post import Claim, Post, Quantity, Sentence, Source, SourceKind, Stance, Token, Voice
from referat.span import Span, onward, starting_in, trim
from referat.text.coordination import main_clauses
from referat.text.cuts import find_cuts
from referat.text.modality import modality
from referat.text.quantities import find_quantities
from referat.text.quotes import MARKS
from referat.text.statements import claim_kind, enumeration
from referat.text.words import pieces_between, scanned

# Units of figures that make a statement a result: "fell by 38 percent", not "for three years".
_SHARES = frozenset(("percent", "percentage points", "times"))


@dataclass(frozen=True, slots=True)
class Teller:
    """Whose claim it is, and where it stands."""

    voice: Voice
    name: str | None
    source: str | None = None
    finding: str | None = None
    commentary: str | None = None
    spoken: bool = False


def _cuts_a_quotation(clause: str) -> bool:
    """Whether a clause holds one mark of a pair without the other."""
    return sum(1 for character in clause if character in _DOUBLE) % 2 == 1


_DOUBLE = frozenset('"”“„»«')


def words_of(sentence: Sentence, span: Span) -> list[Token]:
    """The words of a sentence that begin in a stretch."""
    return [t for t in starting_in(sentence.tokens, span.start, span.end) if t.is_word]


def _title_words(post: Post) -> frozenset[str]:
    title = (post.meta.title or "").lower().split()
    return frozenset(word.strip('.,:;!?()”"') for word in title if len(word) > 4)


class ClaimMaker:
    """Makes the claims of one post."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.text = post.text
        self.pieces = scanned(post.text)
        self.sentences = post.sentences or ()
        self.starts = [sentence.span.start for sentence in self.sentences]
        self.sources = {source.id: source for source in post.sources}
        self.authors = {comment.id: comment.author for comment in post.comments}
        self.judged = {
            target
            for item in post.commentary or ()
            if item.stance is not Stance.NEUTRAL
            for target in item.about
        }
        self.title = _title_words(post)

    def within(self, span: Span) -> Iterator[tuple[Sentence, Span]]:
        """Sentences that share words with a stretch, and the part of each that lies in it."""
        first = max(0, bisect_left(self.starts, span.start) - 1)
        for sentence in onward(self.sentences, first):
            if sentence.span.start >= span.end:
                break
            if sentence.span.overlaps(span):
                yield (
                    sentence,
                    Span(max(sentence.span.start, span.start), min(sentence.span.end, span.end)),
                )

    def clauses(
        self, span: Span, words: Sequence[Token], language: str
    ) -> Iterator[tuple[Span, Sequence[Token]]]:
        """The coordinated statements of a sentence; an enumeration behind a colon stays whole."""
        if not words or (": " in span.of(self.text) and enumeration(self.text, span)):
            yield span, words
            return
        gaps = ["", *(self.text[a.end : b.start] for a, b in pairwise(words))]
        pairs = main_clauses(words, gaps, language)
        clauses = []
        for first, last in pairs:
            # From behind the conjunction to the next one: figures are no words, and belong to it.
            start = span.start if first == 0 else words[first - 1].end
            end = span.end if last == len(words) else words[last].start
            clause = span
            if pairs != [(0, len(words))]:
                clause = trim(self.text, start, end, " \t\r\n\u00a0,;–—-")
                opening = self.text[clause.start : words[first].start]
                clause = self.without_cuts(
                    Span(clause.start + len(opening) - len(opening.lstrip(".:!?… ")), clause.end)
                )
            clauses.append((clause, words[first:last]))
        if any(_cuts_a_quotation(clause.of(self.text)) for clause, _ in clauses):
            clauses = [(span, words)]
        yield from clauses

    def without_cuts(self, part: Span) -> Span:
        """A sentence without white space, marks and cuts at its edges."""
        span = trim(self.text, part.start, part.end)
        for cut in find_cuts(self.text, span.start, span.end):
            if cut.end == span.end:
                span = trim(self.text, span.start, cut.start)
        for cut in reversed(find_cuts(self.text, span.start, span.end)):
            if cut.start == span.start:
                span = trim(self.text, cut.end, span.end)
        quoted = span.of(self.text)
        if quoted[:1] in MARKS and not set(quoted[1:]) & MARKS:
            span = Span(span.start + 1, span.end)
        return span if span.end > span.start else trim(self.text, part.start, part.end)

    def whose(self, speaker: str | None, source_id: str | None) -> tuple[str | None, str | None]:
        """The name of whoever makes the claim (speaker, else organisation), and the source's id."""
        if speaker is not None:
            return speaker, source_id
        source: Source | None = self.sources.get(source_id or "")
        if source is None:
            return None, source_id
        if source.kind is SourceKind.PERSON:
            return source.title, source_id
        return source.organisation, source_id

    def quantities(self, span: Span) -> tuple[Quantity, ...]:
        """The figures of a stretch."""
        return find_quantities(self.text, pieces_between(self.pieces, span.start, span.end))

    def claim(
        self, span: Span, words: Sequence[Token], language: str, teller: Teller, salience: float
    ) -> Claim:
        """The claim of a statement."""
        quantities = self.quantities(span)
        mode = modality(words)
        return Claim(
            id="",
            span=span,
            language=language,
            kind=claim_kind(
                [word.norm for word in words],
                of_source=teller.voice is Voice.SOURCE,
                spoken=teller.spoken,
                figures=any(quantity.unit in _SHARES for quantity in quantities),
            ),
            voice=teller.voice,
            name=teller.name,
            source=teller.source,
            finding=teller.finding,
            commentary=teller.commentary,
            negated=mode.negated,
            certainty=mode.certainty,
            cues=tuple(cue for cue in mode.cues if span.holds(cue)),
            quantities=quantities,
            parts=enumeration(self.text, span),
            salience=round(salience, 2),
        )

    def salience(self, norms: Sequence[str], place: int, judged: bool) -> float:
        """How much a source's claim matters: figures, the writer's judgement and the title's words
        raise it, a place further back in its finding lowers it.
        """
        value = 0.55 - 0.08 * min(place, 4)
        value += (
            0.12
            if any(norm[0].isdigit() or norm in ("procent", "percent") for norm in norms)
            else 0.0
        )
        value += 0.15 if judged else 0.0
        value += 0.08 if self.title & set(norms) else 0.0
        return max(0.05, min(1.0, value))
