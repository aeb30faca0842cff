"""Commentary: the writer's and readers' own words, about which findings, with what stance.

Whatever of a paragraph is no finding and no reference is commentary. A paragraph is one piece
unless it holds several stances: what it reports of a source is cut from what it thinks of it, and
judgements of different findings from one another. The stage also speaks the last word on what each
block does in the post.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from referat.post import (
    Block,
    BlockKind,
    Commentary,
    Finding,
    Post,
    Quantity,
    Role,
    Run,
    Section,
    Sentence,
    Stance,
    Voice,
)
from referat.span import Span, onward, starting_in, subtract, trim
from referat.text.blocks import by_block
from referat.text.quantities import find_quantities
from referat.text.quotes import MARKS
from referat.text.stance import Judgement, Place, judge
from referat.text.targets import Pointing, by_figure, pick, points_back
from referat.text.words import pieces_between, scanned

# Most words beside a quotation that can be nothing but its attribution.
ATTRIBUTION_WORDS = 18
# How many findings back a figure is looked for.
FIGURES_BACK = 12
_EDGES = " \t\r\n\u00a0,;:–—-" + "".join(sorted(MARKS))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of own words between findings of one block, or a part of one."""

    own: Span
    after: Finding | None  # the finding of the same block that stands before it
    before: Finding | None  # and the one behind it
    judgement: Judgement
    norms: tuple[str, ...]
    reported: tuple[str, ...]  # ids of the paraphrases in it


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
        self._text = post.text
        self._blocks = post.blocks or ()
        self._findings = by_block(self._blocks, post.findings or ())
        self._sentences = by_block(self._blocks, post.sentences or ())
        self._runs = by_block(self._blocks, post.runs or ())
        self._references = {item.span for item in post.references}
        self._comments = {comment.id: comment for comment in post.comments}
        self._sources = {source.id: source for source in post.sources}
        self._paraphrases = {item.span: item for item in post.paraphrases}
        self._seen: list[Finding] = []
        self._pieces_of_text = scanned(post.text)
        self._known_quantities: dict[Span, Sequence[Quantity]] = {}
        self._last_reported: tuple[int, str] | None = None  # place and id of the last paraphrase
        self._of_comment: dict[str, str] = {}  # the last commentary of each comment
        self._of_writer: list[Commentary] = []  # in the post section
        self._judged: str | None = None  # the writer's last judgement
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
        pieces = list(self._pieces(index, block, findings, own))
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
                # A stop or bracket stays with the words before it; a stray mark does not.
                end = words.end
                while end < stretch.end and not self._text[end].isspace():
                    end += 1
                odd = MARKS.intersection(self._text[words.end : end])
                result.append(Span(words.start, words.end if odd else end))
        return result

    def _pieces(
        self, index: int, block: Block, findings: Sequence[Finding], own: Sequence[Span]
    ) -> Iterator[_Piece]:
        place_of_block = self._place(index, block)
        outers = [finding.outer for finding in findings]
        for stretch in own:
            number = bisect_left(outers, stretch)
            after = findings[number - 1] if number else None
            before = findings[number] if number < len(findings) else None
            where = Place.BEHIND if after is not None else place_of_block
            for part in self._parts(index, stretch, where):
                yield replace(part, after=after, before=before)

    def _parts(self, index: int, stretch: Span, place: Place) -> list[_Piece]:
        """A stretch of own words, cut where it goes from reporting to judging, and where it turns
        to another finding of the row ("Det fjärde rådet …").
        """
        parts: list[_Piece] = []
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
        return _rejoined(parts, stretch)

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

    def _piece(self, group: Sequence[tuple[Sentence, Span]], place: Place) -> _Piece:
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
        return _Piece(
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
        if self._introduces(index, block):
            return Place.BEFORE
        if block.section is Section.POST and not self._findings[index] and self._row(index, -1):
            return Place.BEHIND
        return Place.APART

    def _introduces(self, index: int, block: Block) -> bool:
        """Whether a block leads up to the findings of the next one: it follows none directly, ends
        in a colon, or announces them.
        """
        if self._findings[index] or block.section is not Section.POST or not self._row(index, 1):
            return False
        if not self._row(index, -1):
            return True
        if self._text[block.span.start : block.span.end].rstrip().endswith(":"):
            return True
        sentences = self._sentences[index]
        return bool(sentences) and not _ANNOUNCING.isdisjoint(t.norm for t in sentences[-1].tokens)

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
            own = self._own(block, found)
            if any(len(span.of(self._text).split()) > ATTRIBUTION_WORDS for span in own):
                break
            index += step
        return row

    def _add(
        self, index: int, block: Block, findings: Sequence[Finding], group: Sequence[_Piece]
    ) -> None:
        judgement = _joint([piece.judgement for piece in group])
        about = self._about(index, block, findings, group, judgement)
        stance, cues = judgement.stance, judgement.cues
        if not about:
            stance, cues = Stance.NEUTRAL, ()
        comment = self._comments.get(block.comment or "")
        by_writer = comment is not None and comment.by_writer
        reader = block.section is Section.COMMENTS and not by_writer
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
        for piece in group:
            if piece.reported:
                self._last_reported = (piece.own.start, piece.reported[-1])
        if block.comment is not None:
            self._of_comment[block.comment] = item.id
        else:
            self._of_writer.append(item)
            if stance is not Stance.NEUTRAL:
                self._judged = item.id

    def _language(self, index: int, group: Sequence[_Piece]) -> str | None:
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

    def _about(
        self,
        index: int,
        block: Block,
        findings: Sequence[Finding],
        group: Sequence[_Piece],
        judgement: Judgement,
    ) -> list[str]:
        norms = [norm for piece in group for norm in piece.norms]
        reported = [ident for piece in group for ident in piece.reported]
        if block.section is Section.COMMENTS:
            return self._about_in_comment(block, findings, norms, self._figures(group))
        judges = judgement.stance is not Stance.NEUTRAL
        if findings:
            if judges and any(piece.after for piece in group):
                return [piece.after.id for piece in group if piece.after is not None]
            near = [side for piece in group for side in (piece.after, piece.before)]
            return [*dict.fromkeys(side.id for side in near if side is not None), *reported]
        if reported and not judges:
            return reported
        if (
            judges
            and self._last_reported is not None
            and self._last_reported[0] >= block.span.start
        ):
            return [self._last_reported[1]]
        if self._introduces(index, block):
            return [finding.id for finding in self._announced(index, self._row(index, 1))]
        earlier = self._row(index, -1)
        if earlier:
            figured = by_figure(self._figures(group), self._told(earlier))
            return figured or pick(earlier, norms)
        named = by_figure(self._figures(group), self._told(self._seen[-FIGURES_BACK:]))
        named = named or points_back(norms, self._sources, self._seen)
        if named:
            return named
        if judges and judgement.strong:
            return self._last_subject()
        return [finding.id for finding in self._row(index, 1)]

    def _figures(self, group: Sequence[_Piece]) -> list[Quantity]:
        """The quantities in the own words of a unit."""
        return [quantity for piece in group for quantity in self._quantities(piece.own)]

    def _told(self, findings: Sequence[Finding]) -> list[tuple[Finding, Sequence[Quantity]]]:
        return [(finding, self._quantities(finding.span)) for finding in findings]

    def _quantities(self, span: Span) -> Sequence[Quantity]:
        """The quantities of a stretch, looked for once."""
        if span not in self._known_quantities:
            pieces = pieces_between(self._pieces_of_text, span.start, span.end)
            self._known_quantities[span] = find_quantities(self._text, pieces)
        return self._known_quantities[span]

    def _announced(self, index: int, row: Sequence[Finding]) -> list[Finding]:
        """The row that a paragraph introduces; where it says how many there are to come ("Två
        stycken …") and the row is shorter, the next findings too, with comments in between.
        """
        sentences = self._sentences[index]
        last = sentences[-1].tokens if sentences else ()
        counts = [_COUNTS[token.norm] for token in last if token.norm in _COUNTS]
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
        """What a judgement without anything beside it goes back to: the last finding or the last
        thing reported, whichever stands later.
        """
        finding = self._seen[-1] if self._seen else None
        if self._last_reported is not None and (
            finding is None or self._last_reported[0] > finding.span.start
        ):
            return [self._last_reported[1]]
        return [finding.id] if finding is not None else []

    def _about_in_comment(
        self,
        block: Block,
        findings: Sequence[Finding],
        norms: Sequence[str],
        figures: Sequence[Quantity],
    ) -> list[str]:
        """A comment is about what it quotes, else the comment it answers, else what it names, else
        the writer's last judgement.
        """
        if findings:
            return [finding.id for finding in findings]
        comment = self._comments.get(block.comment or "")
        if comment is None:
            return []
        figured = by_figure(figures, self._told(self._seen[-FIGURES_BACK:]))
        quoted = [
            item.id
            for span in comment.quotes_post[:3]
            for item in self._of_writer
            if _repeats(self._text, span, item.span)
        ]
        if quoted:
            return quoted
        if figured and comment.reply_to is None:
            return figured
        if comment.reply_to in self._of_comment:
            return [self._of_comment[comment.reply_to]]
        own = [finding for finding in self._seen if finding.comment is None]
        named = points_back(norms, self._sources, own)
        if named:
            return named
        return [self._judged] if self._judged is not None else []

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


def _repeats(text: str, span: Span, whole: Span) -> bool:
    """Whether words repeated in a comment stand in a stretch of the post."""
    repeated = " ".join(span.of(text).lower().split())[:60]
    return repeated in " ".join(whole.of(text).lower().split())


def _rejoined(parts: Sequence[_Piece], stretch: Span) -> list[_Piece]:
    """The parts of one stretch, neutral ones joined again: only a judgement is cut from what is
    reported, or from another judgement. The first and last reach the edges of the stretch.
    """
    joined: list[_Piece] = []
    for part in parts:
        before = joined[-1] if joined else None
        apart = before is not None and (
            (
                part.judgement.stance is not Stance.NEUTRAL
                and (bool(before.reported) or before.judgement.stance is not Stance.NEUTRAL)
            )
            or (bool(part.reported) and before.judgement.stance is not Stance.NEUTRAL)
        )
        if before is None or apart:
            joined.append(part)
            continue
        joined[-1] = _Piece(
            Span(before.own.start, part.own.end),
            None,
            None,
            _joint([before.judgement, part.judgement]),
            before.norms + part.norms,
            before.reported + part.reported,
        )
    if joined:
        joined[0] = replace(joined[0], own=Span(stretch.start, joined[0].own.end))
        joined[-1] = replace(joined[-1], own=Span(joined[-1].own.start, stretch.end))
    return joined


def _units(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces of one block gathered into units of one stance each. Neutral ones (an attribution, an
    introduction) go with what follows them, or with what stands before at the end; what only
    reports stays apart from a judgement.
    """
    unit: list[_Piece] = []
    current: Stance | None = None
    for piece in pieces:
        stance = piece.judgement.stance
        neutral = stance is Stance.NEUTRAL
        parted = bool(unit) and (
            (not neutral and current not in (None, stance))
            or (not neutral and bool(unit[-1].reported) and unit[-1].own.end <= piece.own.start)
            or (bool(piece.reported) and neutral and current is not None)
        )
        if parted:
            yield unit
            unit, current = [], None
        unit.append(piece)
        if not neutral:
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


_COUNTS = {"två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7}
_ANNOUNCING = frozenset(
    """följande två tre fyra fem sex sju åtta nio tio några nedan här dessa punkter citat
        citerar slutsatser fynd saker exempel hittar läser skriver säger konstaterar lyder
        sammanfattar framstår noterar fastnade fastnar lyfter""".split()
)
