"""Commentary: the writer's and readers' own words, about which findings, with what stance.

Whatever of a paragraph is no finding and no reference is commentary. A paragraph is one piece
unless it holds several stances: what it reports of a source is cut from what it thinks of it, and
judgements of different findings from one another. The stage also speaks the last word on what each
block does in the post. What a unit thinks of its subject is told by the lexicon and, where the
stage has one, by the stance head, which sees the lexicon's answer among other things.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from referat.about_ranker import AboutRanker, Asking
from referat.post import (
    Block,
    BlockKind,
    Commentary,
    Finding,
    Post,
    Role,
    Run,
    Section,
    Sentence,
    Stance,
    Voice,
)
from referat.span import Span, onward, starting_in
from referat.stance_head import StanceHead
from referat.text.blocks import by_block
from referat.text.candidates import Question
from referat.text.stance import Judgement, Place, judge
from referat.text.stance_features import Unit
from referat.text.subjects import ATTRIBUTION_WORDS, Subjects
from referat.text.targets import Pointing
from referat.text.units import Piece, joint, own_words, rejoined, units_of


class CommentaryStage:
    """The commentary stage.

    Args:
        head: what judges the units; without it the lexicon alone does.
        ranker: what weighs what they may be about; without it the rule of position alone tells.
    """

    name = "commentary"
    needs = frozenset({"blocks", "runs", "sentences", "findings"})
    gives = frozenset({"commentary"})

    def __init__(self, head: StanceHead | None = None, ranker: AboutRanker | None = None) -> None:
        self._head = head
        self._ranker = ranker
        models = [model for model in (head, ranker) if model is not None]
        self.model = ", ".join(model.name for model in models) or None
        self.version = ", ".join(model.version for model in models) or "1"

    def __call__(self, post: Post) -> Post:
        """The post with its commentary, and with a role for every block."""
        walk = _Walk(post, self._head, self._ranker, self._ranker is not None)
        blocks = [walk.visit(index, block) for index, block in enumerate(post.blocks or ())]
        return replace(post, blocks=tuple(blocks), commentary=tuple(walk.commentary))

    def units(self, post: Post) -> list[tuple[Commentary, Unit]]:
        """Each commentary of a post with what a stance head sees of it: for training one."""
        walk = self._walked(post, asks=False)
        return list(zip(walk.commentary, walk.units, strict=True))

    def questions(self, post: Post) -> list[tuple[Commentary, Question]]:
        """Each commentary of a post with what it may be about: for training a ranker."""
        walk = self._walked(post, asks=True)
        asked = walk.asking.questions if walk.asking is not None else []
        return list(zip(walk.commentary, asked, strict=True))

    def _walked(self, post: Post, asks: bool) -> _Walk:
        walk = _Walk(post, self._head, self._ranker, asks or self._ranker is not None)
        for index, block in enumerate(post.blocks or ()):
            walk.visit(index, block)
        return walk


class _Walk:
    """One pass over the blocks of a post."""

    def __init__(
        self, post: Post, head: StanceHead | None, ranker: AboutRanker | None, asks: bool
    ) -> None:
        self._head = head
        self._text = post.text
        self._blocks = post.blocks or ()
        self._findings = by_block(self._blocks, post.findings or ())
        self._sentences = by_block(self._blocks, post.sentences or ())
        self._runs = by_block(self._blocks, post.runs or ())
        self._references = {item.span for item in post.references}
        self._comments = {comment.id: comment for comment in post.comments}
        self._paraphrases = {item.span: item for item in post.paraphrases}
        self._subjects = Subjects(post, self._findings, self._sentences)
        self.asking = Asking(post, self._subjects, ranker) if asks else None
        self.commentary: list[Commentary] = []
        self.units: list[Unit] = []  # one a commentary

    def visit(self, index: int, block: Block) -> Block:
        """Make the commentary of one block, and give the block with its role."""
        if block.section is Section.CHROME:
            return replace(block, role=Role.CHROME)
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            return replace(block, role=Role.HEADING)
        if block.span in self._references:
            return replace(block, role=Role.REFERENCE)
        findings = self._findings[index]
        comment = self._comments.get(block.comment or "")
        own = own_words(self._text, block, findings, comment)
        pieces = list(self._pieces(index, block, findings, own))
        for group in units_of(pieces):
            self._add(index, block, findings, group)
        self._subjects.saw(findings)
        if block.section is Section.COMMENTS:
            return replace(block, role=Role.COMMENT)
        return replace(block, role=self._role(index, findings, own, pieces))

    def _pieces(
        self, index: int, block: Block, findings: Sequence[Finding], own: Sequence[Span]
    ) -> Iterator[Piece]:
        place_of_block = self._place(index, block)
        outers = [finding.outer for finding in findings]
        for stretch in own:
            number = bisect_left(outers, stretch)
            after = findings[number - 1] if number else None
            before = findings[number] if number < len(findings) else None
            where = Place.BEHIND if after is not None else place_of_block
            for part in self._parts(index, stretch, where):
                yield replace(part, after=after, before=before)

    def _parts(self, index: int, stretch: Span, place: Place) -> list[Piece]:
        """A stretch of own words, cut where it goes from reporting to judging, and where it turns
        to another finding of the row ("Det fjärde rådet …").
        """
        parts: list[Piece] = []
        group: list[tuple[Sentence, Span]] = []
        for sentence, span in self._sentences_in(index, stretch):
            turns = bool(group) and (
                (sentence.span in self._paraphrases) != (group[-1][0].span in self._paraphrases)
                or Pointing(self._norms([(sentence, span)])).turns
            )
            if turns:
                parts.append(self._piece(group, place))
                group = []
            group.append((sentence, span))
        if group:
            parts.append(self._piece(group, place))
        return rejoined(parts, stretch)

    def _sentences_in(self, index: int, stretch: Span) -> Iterator[tuple[Sentence, Span]]:
        """The sentences that share words with a stretch, and the part of each that lies in it."""
        sentences = self._sentences[index]
        first = max(0, bisect_left(sentences, stretch.start, key=_start) - 1)
        for sentence in onward(sentences, first):
            if sentence.span.start >= stretch.end:
                break
            if sentence.span.overlaps(stretch):
                start, end = sentence.span
                yield sentence, Span(max(start, stretch.start), min(end, stretch.end))

    def _piece(self, group: Sequence[tuple[Sentence, Span]], place: Place) -> Piece:
        tokens = [
            starting_in(sentence.tokens, span.start, span.end)
            for sentence, span in group
            if sentence.span not in self._paraphrases
        ]
        reported = [
            self._paraphrases[sentence.span].id
            for sentence, _ in group
            if sentence.span in self._paraphrases
        ]
        return Piece(
            Span(group[0][1].start, group[-1][1].end),
            None,
            None,
            judge(tokens, self._text, place),
            tuple(self._norms(group)),
            tuple(reported),
        )

    @staticmethod
    def _norms(group: Sequence[tuple[Sentence, Span]]) -> list[str]:
        return [
            token.norm
            for sentence, span in group
            for token in starting_in(sentence.tokens, span.start, span.end)
            if token.is_word
        ]

    def _place(self, index: int, block: Block) -> Place:
        """Where the words of a block stand to the findings of the blocks around it."""
        if self._subjects.introduces(index, block):
            return Place.BEFORE
        if (
            block.section is Section.POST
            and not self._findings[index]
            and self._subjects.row(index, -1)
        ):
            return Place.BEHIND
        return Place.APART

    def _add(
        self, index: int, block: Block, findings: Sequence[Finding], group: Sequence[Piece]
    ) -> None:
        judgement = joint([piece.judgement for piece in group])
        told = self._subjects.about(index, block, findings, group, judgement)
        comment = self._comments.get(block.comment or "")
        by_writer = comment is not None and comment.by_writer
        reader = block.section is Section.COMMENTS and not by_writer
        unit = self._unit(index, block, group, judgement, len(dict.fromkeys(told)), reader)
        self.units.append(unit)
        if self._head is not None:
            judgement = self._head.judge(unit, self._words(index, group))
        about: Sequence[str] = told
        if self.asking is not None:
            about = self.asking.about(index, block, findings, group, judgement, told)
        stance, cues = judgement.stance, judgement.cues
        if not about:
            stance, cues = Stance.NEUTRAL, ()
        item = Commentary(
            id=f"commentary-{len(self.commentary) + 1}",
            span=Span(group[0].own.start, group[-1].own.end),
            own=tuple(piece.own for piece in group),
            language=self._language(index, group) or block.language,
            voice=Voice.READER if reader else Voice.AUTHOR,
            comment=block.comment,
            about=tuple(dict.fromkeys(about)),
            stance=stance,
            cues=cues,
        )
        self.commentary.append(item)
        self._subjects.told(item, group)

    def _unit(
        self,
        index: int,
        block: Block,
        group: Sequence[Piece],
        judgement: Judgement,
        about: int,
        reader: bool,
    ) -> Unit:
        """What a stance head sees of a unit."""
        behind = any(piece.after is not None for piece in group)
        sentences = [
            sentence for piece in group for sentence, _ in self._sentences_in(index, piece.own)
        ]
        reported = sum(sentence.span in self._paraphrases for sentence in sentences)
        return Unit(
            words=" ".join(piece.own.of(self._text) for piece in group),
            judgement=judgement,
            place=Place.BEHIND if behind else self._place(index, block),
            behind=behind,
            in_comment=block.comment is not None,
            by_reader=reader,
            in_list=block.kind is BlockKind.LIST_ITEM,
            about=about,
            sentences=len(sentences),
            reported=reported / max(1, len(sentences)),
        )

    def _words(self, index: int, group: Sequence[Piece]) -> list[tuple[str, Span]]:
        """The words of a unit with their spans, without those that only report."""
        return [
            (token.norm, Span(token.start, token.end))
            for piece in group
            for sentence, span in self._sentences_in(index, piece.own)
            if sentence.span not in self._paraphrases
            for token in starting_in(sentence.tokens, span.start, span.end)
            if token.is_word
        ]

    def _language(self, index: int, group: Sequence[Piece]) -> str | None:
        """The language of most of the own words: findings inside do not count."""
        counts: dict[str, int] = {}
        runs = self._runs[index]
        for piece in group:
            first = max(0, bisect_left(runs, piece.own.start, key=_start) - 1)
            for run in onward(runs, first):
                if run.span.start >= piece.own.end:
                    break
                covered = min(run.span.end, piece.own.end) - max(run.span.start, piece.own.start)
                if covered > 0:
                    counts[run.language] = counts.get(run.language, 0) + covered
        return max(sorted(counts), key=lambda name: counts[name]) if counts else None

    def _role(
        self, index: int, findings: Sequence[Finding], own: Sequence[Span], pieces: Sequence[Piece]
    ) -> Role:
        """A quotation with nothing but its attribution is a finding, all else commentary."""
        if not findings:
            return Role.COMMENTARY
        if not own:
            return Role.FINDING
        words = sum(len(piece.norms) for piece in pieces)
        neutral = all(piece.judgement.stance is Stance.NEUTRAL for piece in pieces)
        quoted = sum(finding.span.end - finding.span.start for finding in findings)
        rest = sum(span.end - span.start for span in own)
        attributed = any(finding.speaker or finding.source for finding in findings)
        same = all(self._beside_finding(index, span, findings) for span in own)
        short = words <= ATTRIBUTION_WORDS and rest <= 2 * quoted
        return Role.FINDING if neutral and attributed and same and short else Role.COMMENTARY

    def _beside_finding(self, index: int, span: Span, findings: Sequence[Finding]) -> bool:
        """Whether own words belong to a sentence that also holds quoted ones, or stand right
        behind a quotation in lower case ("”Nej.” säger hon").
        """
        for sentence, part in self._sentences_in(index, span):
            if part != span:
                return False
            place = max(0, bisect_left(findings, sentence.span.start, key=_start) - 1)
            quoted = any(sentence.span.overlaps(item.outer) for item in findings[place : place + 3])
            return quoted or self._text[span.start].islower()
        return False


def _start(item: Sentence | Finding | Run) -> int:
    return item.span.start
