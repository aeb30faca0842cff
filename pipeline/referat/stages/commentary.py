"""Commentary: the writer's and readers' own words, about which findings, with what stance.

Whatever of a paragraph is no finding and no reference is commentary. A paragraph is one piece
unless it judges different findings differently; then it is cut where the stance changes. The stage
also speaks the last word on what each block does in the post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from referat.post import (
    Block,
    BlockKind,
    Comment,
    Commentary,
    Finding,
    Paraphrase,
    Post,
    Role,
    Run,
    Section,
    Sentence,
    Stance,
    Token,
    Voice,
)
from referat.span import Span, subtract, trim
from referat.text.quotes import MARKS
from referat.text.stance import Judgement, judge
from referat.text.targets import pick, points_back

# Most words beside a quotation that can be nothing but its attribution.
ATTRIBUTION_WORDS = 18
_EDGES = " \t\r\n\u00a0,;:–—-" + "".join(sorted(MARKS))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of own words between findings of one block."""

    own: Span
    after: Finding | None  # the finding of the same block that stands before it
    before: Finding | None  # and the one behind it
    judgement: Judgement
    norms: tuple[str, ...]


class CommentaryStage:
    """The commentary stage."""

    name = "commentary"
    needs = frozenset({"blocks", "runs", "sentences", "findings"})
    gives = frozenset({"commentary"})
    model = None
    version = "1"

    def __call__(self, post: Post) -> Post:
        """The post with its commentary, and with a role for every block."""
        walk = _Walk(post)
        blocks = [walk.visit(index, block) for index, block in enumerate(post.blocks or ())]
        return replace(post, blocks=tuple(blocks), commentary=tuple(walk.commentary))


class _Walk:
    """One pass over the blocks of a post."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._text = post.text
        self._blocks = post.blocks or ()
        self._findings = _by_block(self._blocks, post.findings or ())
        self._sentences = _sentences_by_block(self._blocks, post.sentences or ())
        self._runs = _runs_by_block(self._blocks, post.runs or ())
        self._references = {item.span for item in post.references}
        self._comments = {comment.id: comment for comment in post.comments}
        self._sources = {source.id: source for source in post.sources}
        self._paraphrases = _paraphrase_index(post.paraphrases)
        self._seen: list[Finding] = []
        self._reported: list[str] = []  # ids of commentary that holds a paraphrase
        self.commentary: list[Commentary] = []

    def visit(self, index: int, block: Block) -> Block:
        """Make the commentary of one block, and give the block with its role."""
        if block.section is Section.CHROME:
            return replace(block, role=Role.CHROME)
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            return replace(block, role=Role.HEADING)
        if block.span in self._references:
            return replace(block, role=Role.REFERENCE)
        findings = self._findings[index]
        own = self._own(block, findings)
        pieces = self._pieces(index, block, findings, own)
        for group in _units(pieces):
            self._add(index, block, findings, group)
        self._seen += findings
        if block.section is Section.COMMENTS:
            return replace(block, role=Role.COMMENT)
        return replace(block, role=self._role(index, findings, own, pieces))

    def _own(self, block: Block, findings: Sequence[Finding]) -> list[Span]:
        """What of a block is neither finding nor repeated from the post, with a word in it."""
        holes = [finding.outer for finding in findings]
        comment = self._comments.get(block.comment or "")
        if comment is not None:
            holes += [span for span in comment.quotes_post if span.overlaps(block.span)]
        result = []
        for stretch in subtract(block.span, holes):
            words = trim(self._text, stretch.start, stretch.end, _EDGES)
            if any(character.isalnum() for character in words.of(self._text)):
                # A closing mark or stop stays with the words before it.
                end = words.end
                while end < stretch.end and not self._text[end].isspace():
                    end += 1
                tail = self._text[words.end : end]
                end = end if not set(tail) & MARKS else words.end
                result.append(Span(words.start, end))
        return result

    def _pieces(
        self, index: int, block: Block, findings: Sequence[Finding], own: Sequence[Span]
    ) -> list[_Piece]:
        introduces = self._introduces(index, block)
        pieces = []
        for stretch in own:
            after = next((f for f in reversed(findings) if f.outer.end <= stretch.start), None)
            before = next((f for f in findings if f.outer.start >= stretch.end), None)
            sentences = list(self._judged(index, stretch))
            judgement = judge(sentences, self._text, introduces)
            norms = tuple(
                token.norm
                for sentence in self._sentences[index]
                for token in sentence.tokens
                if token.is_word and stretch.start <= token.start < stretch.end
            )
            pieces.append(_Piece(stretch, after, before, judgement, norms))
        return pieces

    def _judged(self, index: int, stretch: Span) -> Iterator[list[Token]]:
        """The tokens of a stretch by sentence, without what is reported of others."""
        for sentence in self._sentences[index]:
            if not sentence.span.overlaps(stretch) or sentence.span in self._paraphrases:
                continue
            tokens = [token for token in sentence.tokens if stretch.start <= token.start < stretch.end]
            if tokens:
                yield tokens

    def _introduces(self, index: int, block: Block) -> bool:
        """Whether a block leads up to the findings of the next one and follows none directly."""
        if self._findings[index] or block.section is not Section.POST:
            return False
        following = self._row(index, 1)
        return bool(following) and not self._row(index, -1) or (
            bool(following) and self._text[block.span.start : block.span.end].rstrip().endswith(":")
        ) or (bool(following) and self._announces(index))

    def _announces(self, index: int) -> bool:
        """Whether the last sentence of a block counts or names what follows: "Två stycken …"."""
        sentences = self._sentences[index]
        if not sentences:
            return False
        norms = {token.norm for token in sentences[-1].tokens}
        return not norms.isdisjoint(_ANNOUNCING)

    def _row(self, index: int, step: int) -> list[Finding]:
        """The findings of the blocks directly before or behind a block, up to the next block with
        words of the writer's own.
        """
        row: list[Finding] = []
        index += step
        while 0 <= index < len(self._blocks):
            block = self._blocks[index]
            if block.section is Section.CHROME or block.span in self._references:
                index += step
                continue
            found = self._findings[index]
            if not found or block.section is not Section.POST:
                break
            row = [*found, *row] if step < 0 else [*row, *found]
            if any(len(span.of(self._text).split()) > ATTRIBUTION_WORDS for span in self._own(block, found)):
                break
            index += step
        return row

    def _add(self, index: int, block: Block, findings: Sequence[Finding], group: list[_Piece]) -> None:
        judgement = _joint([piece.judgement for piece in group])
        about = self._about(index, block, findings, group, judgement)
        stance, cues = judgement.stance, judgement.cues
        if not about:
            stance, cues = Stance.NEUTRAL, ()
        comment = self._comments.get(block.comment or "")
        reader = block.section is Section.COMMENTS and not (comment is not None and comment.by_writer)
        span = Span(group[0].own.start, group[-1].own.end)
        item = Commentary(
            id=f"commentary-{len(self.commentary) + 1}",
            span=span,
            own=tuple(piece.own for piece in group),
            language=block.language if not findings else self._own_language(index, group),
            voice=Voice.READER if reader else Voice.AUTHOR,
            comment=block.comment,
            about=tuple(about),
            stance=stance,
            cues=cues,
        )
        self.commentary.append(item)
        if any(sentence.span in self._paraphrases for sentence in self._sentences[index]):
            self._reported.append(item.id)

    def _own_language(self, index: int, group: Sequence[_Piece]) -> str:
        """The language of most of the own words: findings inside do not count."""
        counts: dict[str, int] = {}
        for run in self._runs[index]:
            for piece in group:
                covered = min(run.span.end, piece.own.end) - max(run.span.start, piece.own.start)
                if covered > 0:
                    counts[run.language] = counts.get(run.language, 0) + covered
        return max(sorted(counts), key=lambda name: counts[name]) if counts else "und"

    def _about(
        self,
        index: int,
        block: Block,
        findings: Sequence[Finding],
        group: Sequence[_Piece],
        judgement: Judgement,
    ) -> list[str]:
        norms = [norm for piece in group for norm in piece.norms]
        if block.section is Section.COMMENTS:
            return self._about_in_comment(block, findings, norms)
        if findings:
            near = [piece.after for piece in group] + [piece.before for piece in group]
            beside = {finding.id for finding in near if finding is not None}
            if judgement.stance is not Stance.NEUTRAL and any(piece.after for piece in group):
                beside = {piece.after.id for piece in group if piece.after is not None}
            return [finding.id for finding in findings if finding.id in beside]
        earlier, later = self._row(index, -1), self._row(index, 1)
        if self._introduces(index, block):
            return [finding.id for finding in self._announced(index, later)]
        if earlier:
            return pick(earlier, norms)
        named = points_back(norms, self._text, self._sources, self._seen)
        if named:
            return named
        if judgement.stance is not Stance.NEUTRAL and judgement.strong:
            return self._last_subject()
        return [finding.id for finding in later]

    def _announced(self, index: int, row: Sequence[Finding]) -> list[Finding]:
        """The row that a paragraph introduces; where it says how many there are to come ("Två
        stycken …") and the row is shorter, the next findings too, with comments in between.
        """
        sentences = self._sentences[index]
        counts = [_COUNTS[t.norm] for t in sentences[-1].tokens if t.norm in _COUNTS] if sentences else []
        if not counts or counts[0] <= len(row):
            return list(row)
        coming = [
            finding
            for found in self._findings[index + 1 : index + 1 + 3 * counts[0]]
            for finding in found
            if finding.comment is None
        ]
        return coming[: counts[0]] if len(coming) >= counts[0] else list(row)

    def _last_subject(self) -> list[str]:
        """What a judgement without anything beside it goes back to: the last findings or the last
        paragraph that reports, whichever stands later.
        """
        reported = self._reported[-1:]
        if not self._seen:
            return reported
        last = self._seen[-1]
        if reported:
            where = next(item for item in self.commentary if item.id == reported[0])
            if where.span.start > last.span.start:
                return reported
        return [last.id]

    def _about_in_comment(
        self, block: Block, findings: Sequence[Finding], norms: Sequence[str]
    ) -> list[str]:
        """A comment is about what it quotes, else the comment it answers, else what it names, else
        the post's last judgement.
        """
        if findings:
            return [finding.id for finding in findings]
        comment = self._comments.get(block.comment or "")
        if comment is None:
            return []
        quoted = [
            item.id
            for item in self.commentary
            if item.comment is None and any(self._repeats(span, item) for span in comment.quotes_post)
        ]
        if quoted:
            return quoted
        parent = [item.id for item in self.commentary if comment.reply_to is not None and item.comment == comment.reply_to]
        if parent:
            return parent[-1:]
        named = points_back(norms, self._text, self._sources, [f for f in self._seen if f.comment is None])
        if named:
            return named
        judged = [
            item.id
            for item in self.commentary
            if item.comment is None and item.stance is not Stance.NEUTRAL
        ]
        return judged[-1:]

    def _repeats(self, span: Span, item: Commentary) -> bool:
        """Whether words repeated in a comment come from a piece of commentary."""
        repeated = " ".join(span.of(self._text).lower().split())[:60]
        return repeated in " ".join(item.span.of(self._text).lower().split())

    def _role(
        self, index: int, findings: Sequence[Finding], own: Sequence[Span], pieces: Sequence[_Piece]
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
        same = all(self._in_sentence_of_finding(index, span, findings) for span in own)
        short = words <= ATTRIBUTION_WORDS and rest <= 2 * quoted
        return Role.FINDING if neutral and attributed and same and short else Role.COMMENTARY

    def _in_sentence_of_finding(
        self, index: int, span: Span, findings: Sequence[Finding]
    ) -> bool:
        """Whether own words belong to a sentence that also holds quoted ones, or stand right
        behind a quotation in lower case ("”Nej.” säger hon").
        """
        for sentence in self._sentences[index]:
            if sentence.span.holds(span):
                return any(sentence.span.overlaps(finding.outer) for finding in findings) or self._text[
                    span.start
                ].islower()
        return False


_COUNTS = {"två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7}
_ANNOUNCING = frozenset(
    """följande två tre fyra fem sex sju åtta nio tio några nedan här dessa punkter citat citerar slutsatser fynd saker
    exempel hittar läser skriver säger konstaterar lyder sammanfattar framstår noterar fastnade fastnar lyfter""".split()
)


def _units(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces of one block gathered into units of one stance each. Neutral ones (an attribution, an
    introduction) go with what follows them, or with what stands before at the end.
    """
    if len({piece.judgement.stance for piece in pieces} - {Stance.NEUTRAL}) <= 1:
        if pieces:
            yield list(pieces)
        return
    unit: list[_Piece] = []
    current: Stance | None = None
    for piece in pieces:
        stance = piece.judgement.stance
        if stance is not Stance.NEUTRAL and current not in (None, stance):
            yield unit
            unit, current = [], None
        unit.append(piece)
        if stance is not Stance.NEUTRAL:
            current = stance
    if unit:
        yield unit


def _joint(judgements: Sequence[Judgement]) -> Judgement:
    """The judgement of pieces that belong together: the one that is not neutral."""
    decided = [item for item in judgements if item.stance is not Stance.NEUTRAL]
    if not decided:
        return Judgement(Stance.NEUTRAL, (), False)
    cues = tuple(sorted({cue for item in decided for cue in item.cues}))
    return Judgement(decided[0].stance, cues, any(item.strong for item in decided))


def _by_block(blocks: Sequence[Block], findings: Sequence[Finding]) -> list[list[Finding]]:
    result: list[list[Finding]] = [[] for _ in blocks]
    at = 0
    for index, block in enumerate(blocks):
        while at < len(findings) and findings[at].span.start < block.span.end:
            result[index].append(findings[at])
            at += 1
    return result


def _sentences_by_block(
    blocks: Sequence[Block], sentences: Sequence[Sentence]
) -> list[list[Sentence]]:
    result: list[list[Sentence]] = [[] for _ in blocks]
    at = 0
    for index, block in enumerate(blocks):
        while at < len(sentences) and sentences[at].span.start < block.span.end:
            if sentences[at].span.start >= block.span.start:
                result[index].append(sentences[at])
            at += 1
    return result


def _runs_by_block(blocks: Sequence[Block], runs: Sequence[Run]) -> list[list[Run]]:
    result: list[list[Run]] = [[] for _ in blocks]
    at = 0
    for index, block in enumerate(blocks):
        while at < len(runs) and runs[at].span.start < block.span.end:
            result[index].append(runs[at])
            at += 1
    return result


def _paraphrase_index(paraphrases: Sequence[Paraphrase]) -> dict[Span, Paraphrase]:
    return {item.span: item for item in paraphrases}
