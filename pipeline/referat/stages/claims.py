"""Claims: the statements a reader of the summary needs, by whom, how certain, with which figures.

A source's claims are the sentences of its findings, and the sentences in which the writer reports
it in Swedish; the writer's and readers' are the sentences in which they judge, advise or predict.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from referat.post import (
    Claim,
    ClaimKind,
    Commentary,
    Finding,
    Marking,
    Paraphrase,
    Post,
    Sentence,
    Source,
    SourceKind,
    Stance,
    Token,
    Voice,
)
from referat.span import Span, onward, starting_in, trim
from referat.text.clauses import says_something
from referat.text.coordination import main_clauses
from referat.text.cuts import find_cuts
from referat.text.framing import unframed
from referat.text.quantities import find_quantities
from referat.text.quotes import MARKS
from referat.text.statements import claim_kind, enumeration, modality, opinions
from referat.text.words import pieces_between, scanned

# Fewest words of a sentence that says enough to be a claim.
MIN_WORDS = 4
_EDGES = " \t\r\n\u00a0" + "".join(sorted(MARKS))
_QUESTION = "?"
# Units of figures that make a statement a result: "fell by 38 percent", not "for three years".
_SHARES = frozenset(("percent", "percentage points", "times"))
# Words that a sentence with a cue of stance must hold besides it.
MIN_BESIDE = 6
_TELLING_OF_ONESELF = frozenset("jag vi i we".split())
_PAST = frozenset(
    "var hade fick gick blev kom sa såg gjorde stod tog was were had did went said".split()
)


class Claims:
    """The claims stage."""

    name = "claims"
    needs = frozenset({"blocks", "sentences", "findings", "commentary"})
    gives = frozenset({"claims"})
    model = None
    version = "1"

    def __call__(self, post: Post) -> Post:
        """The post with its claims, in the order of the text."""
        maker = _Maker(post)
        found: list[Claim] = []
        for finding in post.findings or ():
            found.extend(maker.of_finding(finding))
        for item in post.commentary or ():
            found.extend(maker.of_commentary(item))
        found.sort(key=lambda claim: (claim.span, claim.voice))
        unique: list[Claim] = []
        for claim in found:
            if not unique or claim.span != unique[-1].span:
                unique.append(claim)
        numbered = [replace(claim, id=f"claim-{i}") for i, claim in enumerate(unique, 1)]
        return replace(
            post,
            claims=tuple(numbered),
            commentary=_resolved(post.commentary or (), numbered, maker.reported),
        )


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


def _cuts_a_quotation(clause: str) -> bool:
    """Whether a clause holds one mark of a pair without the other."""
    return sum(1 for character in clause if character in _DOUBLE) % 2 == 1


_DOUBLE = frozenset('"”“„»«')


def _words(sentence: Sentence, span: Span) -> list[Token]:
    """The words of a sentence that begin in a stretch."""
    return [t for t in starting_in(sentence.tokens, span.start, span.end) if t.is_word]


class _Maker:
    """Makes the claims of one post."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._text = post.text
        self._pieces = scanned(post.text)
        self._sentences = post.sentences or ()
        self._starts = [sentence.span.start for sentence in self._sentences]
        self._sources = {source.id: source for source in post.sources}
        self._paraphrases = {item.span: item for item in post.paraphrases}
        self._authors = {comment.id: comment.author for comment in post.comments}
        # Where the claims stand that each paraphrase gave.
        self.reported: dict[str, list[Span]] = {}
        self._judged = {
            target
            for item in post.commentary or ()
            if item.stance is not Stance.NEUTRAL
            for target in item.about
        }
        self._title = self._title_words()

    def _title_words(self) -> frozenset[str]:
        title = (self._post.meta.title or "").lower().split()
        return frozenset(word.strip('.,:;!?()”"') for word in title if len(word) > 4)

    def _within(self, span: Span) -> Iterator[tuple[Sentence, Span]]:
        """Sentences that share words with a stretch, and the part of each that lies in it."""
        first = max(0, bisect_left(self._starts, span.start) - 1)
        for sentence in onward(self._sentences, first):
            if sentence.span.start >= span.end:
                break
            if sentence.span.overlaps(span):
                yield (
                    sentence,
                    Span(max(sentence.span.start, span.start), min(sentence.span.end, span.end)),
                )

    def of_finding(self, finding: Finding) -> Iterator[Claim]:
        """One claim for each statement of a finding: each sentence, each coordinated clause."""
        parts = list(self._within(finding.span))
        name, source = self._whose(
            finding.speaker.name if finding.speaker else None, finding.source
        )
        for place, (sentence, part) in enumerate(parts):
            span = self._without_cuts(part)
            words = _words(sentence, span)
            says = says_something(words, finding.language)
            alone = len(parts) == 1
            if len(words) < (2 if alone else MIN_WORDS) or not (alone or says or len(words) >= 8):
                continue
            if span.of(self._text).endswith(_QUESTION) and finding.marking is Marking.DASH:
                continue
            for clause, clause_words in self._clauses(span, words, finding.language):
                clause, clause_words = unframed(self._text, clause, clause_words)
                norms = [word.norm for word in clause_words]
                yield self._claim(
                    clause,
                    clause_words,
                    finding.language,
                    Voice.SOURCE,
                    name,
                    source,
                    finding=finding.id,
                    salience=self._salience(norms, place, finding.id in self._judged),
                    spoken=finding.speaker is not None,
                )

    def _clauses(
        self, span: Span, words: Sequence[Token], language: str
    ) -> Iterator[tuple[Span, Sequence[Token]]]:
        """The coordinated statements of a sentence; an enumeration behind a colon stays whole."""
        if not words or (": " in span.of(self._text) and enumeration(self._text, span)):
            yield span, words
            return
        gaps = ["", *(self._text[a.end : b.start] for a, b in pairwise(words))]
        pairs = main_clauses(words, gaps, language)
        clauses = []
        for first, last in pairs:
            # From behind the conjunction to the next one: figures are no words, and belong to it.
            start = span.start if first == 0 else words[first - 1].end
            end = span.end if last == len(words) else words[last].start
            clause = span
            if pairs != [(0, len(words))]:
                clause = trim(self._text, start, end, " \t\r\n\u00a0,;–—-")
                opening = self._text[clause.start : words[first].start]
                clause = self._without_cuts(
                    Span(clause.start + len(opening) - len(opening.lstrip(".:!?… ")), clause.end)
                )
            clauses.append((clause, words[first:last]))
        if any(_cuts_a_quotation(clause.of(self._text)) for clause, _ in clauses):
            clauses = [(span, words)]
        yield from clauses

    def of_commentary(self, item: Commentary) -> Iterator[Claim]:
        """The sentences of a piece of commentary that report a source, judge, advise or predict."""
        reported: Paraphrase | None = None
        for own in item.own:
            for sentence, part in self._within(own):
                whole = sentence.span == trim(self._text, part.start, part.end)
                paraphrase = self._paraphrases.get(sentence.span)
                words = _words(sentence, part)
                norms = [word.norm for word in words]
                if len(norms) < MIN_WORDS or not says_something(words, sentence.language):
                    continue
                if part.of(self._text).rstrip().endswith((_QUESTION, ":")):
                    continue
                if paraphrase is not None:
                    reported = paraphrase
                    yield from self._reported(part, words, sentence, item, paraphrase)
                elif reported is not None and whole and self._goes_on(part, norms):
                    yield from self._reported(part, words, sentence, item, reported)
                elif whole and (
                    # In a piece that judges, each statement is a judgement or a reason for it.
                    item.stance is not Stance.NEUTRAL or self._is_opinion(item, words, part)
                ):
                    reported = None
                    yield from self._opinions(part, words, sentence.language, item)

    def _opinions(
        self, part: Span, words: Sequence[Token], language: str, item: Commentary
    ) -> Iterator[Claim]:
        """The statements of a sentence of the writer's or a reader's own, without the conjunction
        that ties them to what stands before.
        """
        reader = item.voice is Voice.READER
        for clause, clause_words in self._clauses(part, words, language):
            inside = list(clause_words)
            span = trim(self._text, clause.start, clause.end, _EDGES)
            before = words[words.index(inside[0]) - 1] if inside[0] != words[0] else None
            if before is not None and before.norm == "att":
                # "och att ta med personalen är rätt": here it opens the statement.
                inside.insert(0, before)
                span = Span(before.start, span.end)
            span, bare = unframed(self._text, span, inside)
            yield self._claim(
                span,
                bare,
                language,
                item.voice,
                self._commenter(item) if reader else self._post.meta.author,
                None,
                commentary=item.id,
                salience=self._opinion_salience(item, words, part),
            )

    def _reported(
        self,
        part: Span,
        words: Sequence[Token],
        sentence: Sentence,
        item: Commentary,
        whose: Paraphrase,
    ) -> Iterator[Claim]:
        """What a sentence reports, without its reporting verb: "… visar att | det ökar"."""
        name, source = self._whose(whose.speaker.name if whose.speaker else None, whose.source)
        inside = self._content(words, whose.verb if sentence.span == whose.span else None)
        span = trim(self._text, part.start, part.end, _EDGES)
        if len(inside) < len(words):
            behind = words[len(words) - len(inside) - 1].end
            span = trim(self._text, behind, span.end)
        for clause, clause_words in self._clauses(span, inside, sentence.language):
            norms = [word.norm for word in clause_words]
            claim = self._claim(
                clause,
                clause_words,
                sentence.language,
                Voice.SOURCE,
                name,
                source,
                commentary=item.id,
                salience=min(1.0, self._salience(norms, 0, whose.id in self._judged) + 0.05),
            )
            self.reported.setdefault(whose.id, []).append(claim.span)
            yield claim

    @staticmethod
    def _content(words: Sequence[Token], verb: Span | None) -> Sequence[Token]:
        """The words behind "att" or "that" where the reporting verb stands before them."""
        if verb is None:
            return words
        behind = [index for index, word in enumerate(words) if word.start >= verb.start]
        for index in behind[:6]:
            if words[index].norm in ("enligt", "according"):
                break  # "Enligt rapporten har ingen råd att …": what is reported begins elsewhere
            near = words[index].start <= verb.end + 12
            if near and words[index].norm in ("att", "that") and len(words) - index > 3:
                return words[index + 1 :]
        return words

    def _goes_on(self, part: Span, norms: Sequence[str]) -> bool:
        """Whether a sentence goes on with what was reported: it gives figures and nothing of the
        writer's own.
        """
        if any(norm in ("jag", "vi", "min", "mitt", "mina") for norm in norms):
            return False
        pieces = pieces_between(self._pieces, part.start, part.end)
        return bool(find_quantities(self._text, pieces)) and not any(opinions().find(norms))

    def _is_opinion(self, item: Commentary, words: Sequence[Token], part: Span) -> bool:
        """Whether a sentence says what its writer thinks, advises or expects. One that only shows
        agreement or objection ("Så är det nog.") says nothing by itself: its stance tells that.
        """
        norms = [word.norm for word in words]
        if any(opinions().find(norms)):
            return True
        cues = [cue for cue in item.cues if part.start <= cue.start < part.end]
        if cues:
            held = sum(1 for word in words if any(c.start <= word.start < c.end for c in cues))
            return len(words) - held >= MIN_BESIDE
        if not _TELLING_OF_ONESELF.isdisjoint(norms[:2]) and not _PAST.isdisjoint(norms):
            return False
        return claim_kind(norms, of_source=False) is not ClaimKind.JUDGEMENT

    def _commenter(self, item: Commentary) -> str | None:
        return self._authors.get(item.comment or "")

    def _without_cuts(self, part: Span) -> Span:
        """A sentence without white space, marks and cuts at its edges."""
        span = trim(self._text, part.start, part.end)
        for cut in find_cuts(self._text, span.start, span.end):
            if cut.end == span.end:
                span = trim(self._text, span.start, cut.start)
        for cut in reversed(find_cuts(self._text, span.start, span.end)):
            if cut.start == span.start:
                span = trim(self._text, cut.end, span.end)
        quoted = span.of(self._text)
        if quoted[:1] in MARKS and not set(quoted[1:]) & MARKS:
            span = Span(span.start + 1, span.end)
        return span if span.end > span.start else trim(self._text, part.start, part.end)

    def _whose(self, speaker: str | None, source_id: str | None) -> tuple[str | None, str | None]:
        """The name of whoever makes the claim (speaker, else organisation), and the source's id."""
        if speaker is not None:
            return speaker, source_id
        source: Source | None = self._sources.get(source_id or "")
        if source is None:
            return None, source_id
        if source.kind is SourceKind.PERSON:
            return source.title, source_id
        return source.organisation, source_id

    def _claim(
        self,
        span: Span,
        words: Sequence[Token],
        language: str,
        voice: Voice,
        name: str | None,
        source: str | None,
        *,
        finding: str | None = None,
        commentary: str | None = None,
        salience: float,
        spoken: bool = False,
    ) -> Claim:
        quantities = find_quantities(self._text, pieces_between(self._pieces, span.start, span.end))
        mode = modality(words)
        return Claim(
            id="",
            span=span,
            language=language,
            kind=claim_kind(
                [word.norm for word in words],
                of_source=voice is Voice.SOURCE,
                spoken=spoken,
                figures=any(quantity.unit in _SHARES for quantity in quantities),
            ),
            voice=voice,
            name=name,
            source=source,
            finding=finding,
            commentary=commentary,
            negated=mode.negated,
            certainty=mode.certainty,
            cues=tuple(cue for cue in mode.cues if span.holds(cue)),
            quantities=quantities,
            parts=enumeration(self._text, span),
            salience=round(salience, 2),
        )

    def _salience(self, norms: Sequence[str], place: int, judged: bool) -> float:
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
        value += 0.08 if self._title & set(norms) else 0.0
        return max(0.05, min(1.0, value))

    def _opinion_salience(self, item: Commentary, words: Sequence[Token], part: Span) -> float:
        """How much a judgement matters: what says it outright more than a reason for it."""
        outright = 0.05 if self._is_opinion(item, words, part) else 0.0
        if item.voice is Voice.READER:
            return 0.25 + outright
        cued = any(part.start <= cue.start < part.end for cue in item.cues)
        return (0.5 if cued else 0.35) + outright
