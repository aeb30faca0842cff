"""What commentary claims: statements that the writer reports of a source, and those of the writer's
and the readers' own that are worth it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from referat.post import (
    BlockKind,
    Claim,
    Commentary,
    Paraphrase,
    Section,
    Sentence,
    Token,
    Voice,
)
from referat.span import Span, trim
from referat.text.claim_maker import ClaimMaker, Teller, words_of
from referat.text.clauses import says_something
from referat.text.framing import unframed
from referat.text.modality import modality
from referat.text.quotes import MARKS
from referat.text.statements import opinions
from referat.text.worth import ENOUGH, Statement, worth

# Fewest words of a sentence that reports something.
MIN_WORDS = 4
# Fewest words of a statement of the writer's own: "Fyran är gratis".
MIN_OWN = 3
_EDGES = " \t\r\n\u00a0" + "".join(sorted(MARKS))


class Own(NamedTuple):
    """A statement of the writer's or a reader's own: where it stands, its words, its traits."""

    span: Span
    words: Sequence[Token]
    language: str
    statement: Statement


class CommentaryClaims:
    """The claims of one post's commentary.

    Args:
        maker: makes them.
    """

    def __init__(self, maker: ClaimMaker) -> None:
        self._maker = maker
        self._text = maker.text
        # Where the claims stand that each paraphrase gave.
        self.reported: dict[str, list[Span]] = {}
        self._told = sorted(maker.post.paraphrases, key=lambda item: item.span)
        blocks = maker.post.blocks or ()
        self._opening = next(
            (
                block.span
                for block in blocks
                if block.section is Section.POST and block.kind is BlockKind.PARAGRAPH
            ),
            Span(0, 0),
        )
        self._listed = [block.span for block in blocks if block.kind is BlockKind.LIST_ITEM]

    def of_commentary(self, item: Commentary) -> Iterator[Claim]:
        """The claims of one piece: what it reports, and what it says for itself."""
        reported: Paraphrase | None = None
        place = 0
        for own in item.own:
            for sentence, part in self._maker.within(own):
                words = words_of(sentence, part)
                told = self._told_in(sentence.span)
                if not self._says(sentence, part, words, MIN_WORDS if told else MIN_OWN):
                    continue
                whole = sentence.span == trim(self._text, part.start, part.end)
                goes_on = reported is not None and whole and self._goes_on(part, words)
                if told:
                    reported = told[-1]
                    for paraphrase in told:
                        yield from self._reported(part, sentence, item, paraphrase)
                elif reported is not None and goes_on:
                    yield from self._reported(part, sentence, item, reported)
                elif whole:
                    for stated in self.statements(sentence, part, words, item, place):
                        place += 1
                        likely = worth(stated.statement)
                        if likely >= ENOUGH or stated.statement.outright:
                            reported = None
                            yield self._own(stated, item, likely)

    def candidates(self, item: Commentary) -> Iterator[Own]:
        """All statements of a piece that are its voice's own, whatever they are worth."""
        place = 0
        for own in item.own:
            for sentence, part in self._maker.within(own):
                words = words_of(sentence, part)
                whole = sentence.span == trim(self._text, part.start, part.end)
                told = self._told_in(sentence.span)
                if whole and not told and self._says(sentence, part, words, MIN_OWN):
                    for stated in self.statements(sentence, part, words, item, place):
                        place += 1
                        yield stated

    def _told_in(self, span: Span) -> list[Paraphrase]:
        """The paraphrases that stand in a sentence, in order."""
        first = bisect_left(self._told, span.start, key=_start)
        last = bisect_left(self._told, span.end, lo=first, key=_start)
        return [item for item in self._told[first:last] if item.span.end <= span.end]

    def _says(self, sentence: Sentence, part: Span, words: Sequence[Token], fewest: int) -> bool:
        asks = part.of(self._text).rstrip().endswith(("?", ":"))
        return len(words) >= fewest and not asks and says_something(words, sentence.language)

    def statements(
        self, sentence: Sentence, part: Span, words: Sequence[Token], item: Commentary, place: int
    ) -> Iterator[Own]:
        """The statements of a sentence of the writer's or a reader's own, with their traits.

        Args:
            sentence: the sentence.
            part: the stretch of it that lies in the commentary's own words.
            words: the words of that stretch.
            item: the commentary.
            place: how many statements stand before it in the commentary.
        """
        for clause, clause_words in self._maker.clauses(part, words, sentence.language):
            inside = list(clause_words)
            span = trim(self._text, clause.start, clause.end, _EDGES)
            before = words[words.index(inside[0]) - 1] if inside[0] != words[0] else None
            if before is not None and before.norm == "att":
                # "och att ta med personalen är rätt": here it opens the statement.
                inside.insert(0, before)
                span = Span(before.start, span.end)
            span, bare = unframed(self._text, span, inside)
            place += 1
            statement = Statement(
                words=bare,
                sentence=part.of(self._text),
                stance=item.stance,
                modality=modality(bare),
                outright=any(opinions().find([word.norm for word in inside])),
                cued=any(span.overlaps(cue) for cue in item.cues),
                figures=bool(self._maker.quantities(span)),
                reader=item.voice is Voice.READER,
                answers=item.comment is not None and item.voice is Voice.AUTHOR,
                place=place,
                opens=self._opening.overlaps(span),
                listed=any(block.overlaps(span) for block in self._listed),
            )
            yield Own(span, bare, sentence.language, statement)

    def _own(self, stated: Own, item: Commentary, likely: float) -> Claim:
        """The claim of a statement of the writer's or a reader's own."""
        reader = item.voice is Voice.READER
        authors = self._maker.authors
        name = authors.get(item.comment or "") if reader else self._maker.post.meta.author
        teller = Teller(item.voice, name, commentary=item.id)
        outright = 0.05 if stated.statement.outright else 0.0
        if reader:
            salience = 0.25 + outright
        else:
            salience = (0.5 if stated.statement.cued else 0.35) + outright
        return self._maker.claim(
            stated.span, stated.words, stated.language, teller, min(0.6, salience + likely / 20)
        )

    def _reported(
        self, part: Span, sentence: Sentence, item: Commentary, whose: Paraphrase
    ) -> Iterator[Claim]:
        """What a sentence reports, without its reporting verb: "… visar att | det ökar". Where only
        a part of the sentence is reported, that part.
        """
        maker = self._maker
        name, source = maker.whose(whose.speaker.name if whose.speaker else None, whose.source)
        teller = Teller(Voice.SOURCE, name, source, commentary=item.id)
        if part.holds(whose.span) and whose.span != part:
            part = whose.span
        words = words_of(sentence, part)
        inside = _content(words, whose.verb if whose.span.holds(part) else None)
        span = trim(self._text, part.start, part.end, _EDGES)
        if len(inside) < len(words):
            behind = words[len(words) - len(inside) - 1].end
            span = trim(self._text, behind, span.end)
        for clause, clause_words in maker.clauses(span, inside, sentence.language):
            norms = [word.norm for word in clause_words]
            salience = min(1.0, maker.salience(norms, 0, whose.id in maker.judged) + 0.05)
            claim = maker.claim(clause, clause_words, sentence.language, teller, salience)
            self.reported.setdefault(whose.id, []).append(claim.span)
            yield claim

    def _goes_on(self, part: Span, words: Sequence[Token]) -> bool:
        """Whether a sentence goes on with what was reported: it gives figures and nothing of the
        writer's own.
        """
        norms = [word.norm for word in words]
        if any(norm in ("jag", "vi", "min", "mitt", "mina") for norm in norms):
            return False
        return bool(self._maker.quantities(part)) and not any(opinions().find(norms))


def _start(item: Paraphrase) -> int:
    return item.span.start


def _content(words: Sequence[Token], verb: Span | None) -> Sequence[Token]:
    """The words behind "att" or "that" where the reporting verb stands before them."""
    if verb is None or verb.end == verb.start:
        return words
    behind = [index for index, word in enumerate(words) if word.start >= verb.start]
    for index in behind[:6]:
        if words[index].norm in ("enligt", "according"):
            break  # "Enligt rapporten har ingen råd att …": what is reported begins elsewhere
        near = words[index].start <= verb.end + 12
        if near and words[index].norm in ("att", "that") and len(words) - index > 3:
            return words[index + 1 :]
    return words
