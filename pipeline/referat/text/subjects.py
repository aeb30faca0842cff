"""What each commentary is about, found while a post is walked from its first block to its last.

By position first: words beside a quotation are about it, a paragraph that leads up to a row of
findings about that row, one that judges about the row before it. Then by what it points to or takes
up (`referat.text.targets`): a number, a figure, a name. What is left goes back to the last thing
told. Comments are about what they quote, else about the comment they answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from referat.post import (
    Block,
    Commentary,
    Finding,
    Post,
    Quantity,
    Section,
    Sentence,
    Stance,
)
from referat.span import Span
from referat.text.quantities import find_quantities
from referat.text.stance import Judgement
from referat.text.targets import by_figure, pick, points_back
from referat.text.units import Piece, own_words
from referat.text.words import pieces_between, scanned

# Most words beside a quotation that can be nothing but its attribution.
ATTRIBUTION_WORDS = 18
# How many findings back a figure is looked for.
FIGURES_BACK = 12


class Subjects:
    """What has been told so far, and what commentary can be about.

    Args:
        post: the post, with findings.
        findings: its findings, by block.
        sentences: its sentences, by block.
    """

    def __init__(
        self,
        post: Post,
        findings: Sequence[Sequence[Finding]],
        sentences: Sequence[Sequence[Sentence]],
    ) -> None:
        self._text = post.text
        self._blocks = post.blocks or ()
        self._findings = findings
        self._sentences = sentences
        self._references = {item.span for item in post.references}
        self._comments = {comment.id: comment for comment in post.comments}
        self._sources = {source.id: source for source in post.sources}
        self._seen: list[Finding] = []
        self._pieces_of_text = scanned(post.text)
        self._known_quantities: dict[Span, Sequence[Quantity]] = {}
        self._last_reported: tuple[int, str] | None = None  # place and id of the last paraphrase
        self._of_comment: dict[str, Commentary] = {}  # the last commentary of each comment
        self.of_writer: list[Commentary] = []  # in the post section
        self.judged: str | None = None  # the writer's last judgement, by id

    def saw(self, findings: Sequence[Finding]) -> None:
        """The findings of a block lie behind."""
        self._seen += findings

    def told(self, item: Commentary, group: Sequence[Piece]) -> None:
        """A commentary was made of a unit."""
        for piece in group:
            if piece.reported:
                self._last_reported = (piece.own.start, piece.reported[-1])
        if item.comment is not None:
            self._of_comment[item.comment] = item
        else:
            self.of_writer.append(item)
            if item.stance is not Stance.NEUTRAL:
                self.judged = item.id

    def introduces(self, index: int, block: Block) -> bool:
        """Whether a block leads up to the findings of the next one: it follows none directly, ends
        in a colon, or announces them.
        """
        if self._findings[index] or block.section is not Section.POST or not self.row(index, 1):
            return False
        if not self.row(index, -1):
            return True
        if self._text[block.span.start : block.span.end].rstrip().endswith(":"):
            return True
        sentences = self._sentences[index]
        return bool(sentences) and not _ANNOUNCING.isdisjoint(t.norm for t in sentences[-1].tokens)

    def row(self, index: int, step: int) -> list[Finding]:
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
            comment = self._comments.get(block.comment or "")
            own = own_words(self._text, block, found, comment)
            if any(len(span.of(self._text).split()) > ATTRIBUTION_WORDS for span in own):
                break
            index += step
        return row

    def about(
        self,
        index: int,
        block: Block,
        findings: Sequence[Finding],
        group: Sequence[Piece],
        judgement: Judgement,
    ) -> list[str]:
        """The ids that a unit of a block is about.

        Args:
            index: the block's place among all.
            block: the block.
            findings: those of the block.
            group: the unit.
            judgement: what the unit thinks.
        """
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
        if self.introduces(index, block):
            return [finding.id for finding in self._announced(index, self.row(index, 1))]
        earlier = self.row(index, -1)
        if earlier:
            figured = by_figure(self._figures(group), self._figured(earlier))
            return figured or pick(earlier, norms)
        named = by_figure(self._figures(group), self._figured(self._seen[-FIGURES_BACK:]))
        named = named or points_back(norms, self._sources, self._seen)
        if named:
            return named
        if judges and judgement.strong:
            return self._last_subject()
        return [finding.id for finding in self.row(index, 1)]

    def answered(self, block: Block) -> Commentary | None:
        """What the comment that a block of a comment answers said last."""
        comment = self._comments.get(block.comment or "")
        return self._of_comment.get(comment.reply_to or "") if comment is not None else None

    def _figures(self, group: Sequence[Piece]) -> list[Quantity]:
        """The quantities in the own words of a unit."""
        return [quantity for piece in group for quantity in self.quantities(piece.own)]

    def _figured(self, findings: Sequence[Finding]) -> list[tuple[Finding, Sequence[Quantity]]]:
        """Findings with their quantities."""
        return [(finding, self.quantities(finding.span)) for finding in findings]

    def quantities(self, span: Span) -> Sequence[Quantity]:
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
        figured = by_figure(figures, self._figured(self._seen[-FIGURES_BACK:]))
        quoted = [
            item.id
            for span in comment.quotes_post[:3]
            for item in self.of_writer
            if _repeats(self._text, span, item.span)
        ]
        if quoted:
            return quoted
        if figured and comment.reply_to is None:
            return figured
        answered = self.answered(block)
        if answered is not None:
            return [answered.id]
        own = [finding for finding in self._seen if finding.comment is None]
        named = points_back(norms, self._sources, own)
        if named:
            return named
        return [self.judged] if self.judged is not None else []


def _repeats(text: str, span: Span, whole: Span) -> bool:
    """Whether words repeated in a comment stand in a stretch of the post."""
    repeated = " ".join(span.of(text).lower().split())[:60]
    return repeated in " ".join(whole.of(text).lower().split())


_COUNTS = {"två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7}
_ANNOUNCING = frozenset(
    """följande två tre fyra fem sex sju åtta nio tio några nedan här dessa punkter citat
        citerar slutsatser fynd saker exempel hittar läser skriver säger konstaterar lyder
        sammanfattar framstår noterar fastnade fastnar lyfter""".split()
)
