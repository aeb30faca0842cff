"""A post's text as HTML with every layer marked in it.

Layers overlap and nest as they like, HTML elements may not. So the text is cut at every edge of
every span, once, and the pieces are written in order: commentary, findings and claims become
elements (at most one of each open at a time, in that order of nesting, closed and opened again
where they cross), everything else becomes classes on the pieces. That takes O(n log n) for n spans
and never nests deeper than a fixed few elements, however a post is made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from referat.post import BlockKind, Role, Section, Stance, Voice
from referat.summary import (
    BlockRecord,
    ClaimRecord,
    CommentaryRecord,
    CommentRecord,
    FindingRecord,
    ReferenceRecord,
)
from referat.writers.escape import html
from referat.writers.view import STANCE_MARKS, Anchor, View

_TAGS = {
    BlockKind.TITLE: "h3",
    BlockKind.HEADING: "h4",
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "p",
    BlockKind.BLOCKQUOTE: "p",
    BlockKind.CAPTION: "p",
}
_DEEPEST = 6  # steps of indentation of a comment thread; deeper answers stand at this one
_HARD_WRAP = 48  # mean length of lines, in code points, from which line ends are taken for wrapping

_Item = CommentaryRecord | ReferenceRecord | FindingRecord | ClaimRecord


@dataclass(slots=True)
class _Edge:
    """What begins and ends at one place of the text."""

    begins: list[tuple[int, _Item]] = field(default_factory=list)  # with the level of nesting
    ends: list[tuple[int, _Item]] = field(default_factory=list)
    on: list[str] = field(default_factory=list)  # classes
    off: list[str] = field(default_factory=list)
    language: str | None = None
    block: BlockRecord | None = None
    closes: bool = False


def marked_text(view: View) -> str:
    """The whole text, block by block, as HTML."""
    return "".join(_Marker(view).pieces())


class _Marker:
    """One pass over a text; lives for one call of `marked_text`."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.text = view.summary.text
        filled = [block for block in view.summary.blocks if block.start < block.end]
        self.blocks = filled or [_whole(view)]
        self.comments = {comment.id: comment for comment in view.summary.comments}
        self.edges: defaultdict[int, _Edge] = defaultdict(_Edge)
        # Of several open items of one level the innermost is shown: the last to have begun.
        self.open: list[OrderedDict[str, _Item]] = [OrderedDict() for _ in range(3)]
        self.shown: list[_Item] = []
        self.begun: set[str] = set()
        self.classes: Counter[str] = Counter()
        self.language = "und"
        self.block: BlockRecord | None = None
        self.comment: str | None = None
        self.lead = ""  # a list number, bullet or ">" before the next block
        self._collect()

    def _collect(self) -> None:
        for block in self.blocks:
            self.edges[block.start].block = block
            self.edges[block.end].closes = True
        starts = [block.start for block in self.blocks]
        ends = [block.end for block in self.blocks]
        for level, item in _items(self.view):
            # A span that begins or ends between two blocks is shown as far as blocks go.
            later, before = bisect_right(ends, item.start), bisect_left(starts, item.end) - 1
            if later > before:
                continue
            start, end = max(item.start, starts[later]), min(item.end, ends[before])
            if start >= end:
                continue
            self.edges[start].begins.append((level, item))
            self.edges[end].ends.append((level, item))
        for start, end, name in _classes(self.view):
            if start < end:
                self.edges[start].on.append(name)
                self.edges[end].off.append(name)
        for run in self.view.summary.runs:
            self.edges[run.start].language = run.language

    def pieces(self) -> Iterator[str]:
        """The HTML in order."""
        at = 0
        for place in sorted(self.edges):
            yield from self._stretch(at, place)
            at = place
            edge = self.edges[place]
            yield from self._leave(edge)
            yield from self._enter(edge)
        yield from self._stretch(at, len(self.text))
        yield from self._turn_to(None)
        if self.lead:
            yield f'<p class="lead">{self.lead}</p>\n'

    def _stretch(self, start: int, end: int) -> Iterator[str]:
        if start == end:
            return
        words = html(self.text[start:end])
        if self.block is None:
            self.lead += words.strip()
            return
        attributes = ""
        if self.language not in (self.block.language, "und"):
            attributes += f' lang="{self.language}"'
        names = sorted(name for name, count in self.classes.items() if count > 0)
        if self.language not in ("sv", "und"):
            names.append("foreign")
        if names:
            attributes += f' class="{" ".join(names)}"'
        yield f"<span{attributes}>{words}</span>" if attributes else words

    def _leave(self, edge: _Edge) -> Iterator[str]:
        # The innermost first: a claim's number before the way back from the finding it is in.
        for level, item in sorted(edge.ends, key=lambda pair: -pair[0]):
            if item.id in self.begun:
                yield self._tail(item)
            self.open[level].pop(item.id, None)
        for name in edge.off:
            self.classes[name] -= 1
            if not self.classes[name]:
                del self.classes[name]
        if edge.closes and self.block is not None:
            yield from self._show([])
            yield f"</{_TAGS[self.block.kind]}></div>\n"
            self.block = None

    def _enter(self, edge: _Edge) -> Iterator[str]:
        if edge.language is not None:
            self.language = edge.language
        for name in edge.on:
            self.classes[name] += 1
        if edge.block is not None:
            yield from self._turn_to(edge.block.comment)
            yield _block_start(edge.block, self.text, self.view.margin(edge.block))
            if self.lead:
                yield f'<span class="lead">{self.lead}</span> '
                self.lead = ""
            self.block = edge.block
        # Longest first, so that of several that begin here the shortest is innermost.
        for level, item in sorted(edge.begins, key=lambda pair: (pair[0], -pair[1].end)):
            self.open[level][item.id] = item
        if self.block is None:
            return
        wanted = [next(reversed(layer.values())) for layer in self.open if layer]
        next_shown = {item.id for item in wanted}
        for _, item in edge.begins:
            if item.id not in next_shown and item.id not in self.begun:
                yield f'<span id="{self.view.anchors[item.id].target}"></span>{self._tag(item)}'
                self.begun.add(item.id)
        yield from self._show(wanted)

    def _show(self, wanted: Sequence[_Item]) -> Iterator[str]:
        """Close and open elements until just ``wanted`` are open, outermost first."""
        same = 0
        for now, then in zip(self.shown, wanted, strict=False):
            if now.id != then.id:
                break
            same += 1
        yield "</span>" * (len(self.shown) - same)
        for item in wanted[same:]:
            name = _class_of(item)
            if item.id in self.begun:
                yield f'<span class="{name}">'
            else:
                self.begun.add(item.id)
                target = self.view.anchors[item.id].target
                yield f'<span class="{name}" id="{target}">{self._tag(item)}'
        self.shown = list(wanted)

    def _tag(self, item: _Item) -> str:
        """The label before a finding, or before commentary that takes a stance."""
        anchor = self.view.anchors[item.id]
        if isinstance(item, FindingRecord):
            return f"{self._to_card('tag', anchor, html(anchor.label))} "
        everything = self.view.has_all_commentary
        if isinstance(item, CommentaryRecord) and (everything or item.stance is not Stance.NEUTRAL):
            words = f"{STANCE_MARKS[item.stance]} {self.view.words[f'stance.{item.stance}']}"
            name = f"tag {item.stance}"
            # On most pages only the writer's commentary has an entry of its own below the text.
            if everything or item.voice is Voice.AUTHOR:
                return f"{self._to_card(name, anchor, html(words))} "
            return f'<span class="{name}">{html(words)}</span> '
        return ""

    def _tail(self, item: _Item) -> str:
        """A claim's number, and the way back to the sentences that rest on the item."""
        if not isinstance(item, ClaimRecord):
            return self._back(item.id)
        anchor = self.view.anchors[item.id]
        around = self.view.cited.get(item.finding or item.commentary or "", ())
        number = self._to_card("number", anchor, str(anchor.number), html(anchor.label))
        return f"{number}{self._back(item.id, {place.target for place in around})}"

    def _to_card(self, name: str, anchor: Anchor, words: str, spoken: str = "") -> str:
        """A label of class ``name`` that leads to a record's entry, if the page has one."""
        aria = f' aria-label="{spoken}"' if spoken else ""
        if not self.view.has_cards:
            return f'<span class="{name}"{aria}>{words}</span>'
        return f'<a class="{name}" href="#{anchor.target}-card"{aria}>{words}</a>'

    def _back(self, identifier: str, told: Set[str] = frozenset()) -> str:
        """Links to the sentences that rest on a record, but for those ``told`` already."""
        back = self.view.words["back_to"]
        return "".join(
            f'<a class="back" href="#{place.target}" title="{back} {html(place.label)}"'
            f' aria-label="{back} {html(place.label)}">↩{place.number}</a>'
            for place in self.view.cited.get(identifier, ())
            # The headline rests on what its digest rests on.
            if place.target not in told and not place.target.endswith(("sv0", "en0"))
        )

    def _turn_to(self, comment: str | None) -> Iterator[str]:
        """Close one comment's element and open another's where the block belongs to another."""
        if comment == self.comment:
            return
        if self.comment in self.comments:
            yield "</article>\n"
        self.comment = comment
        record = self.comments.get(comment or "")
        if record is None:
            return
        target = self.view.anchors[record.id].target
        here = "" if record.id in self.begun else f' id="{target}"'
        self.begun.add(record.id)
        depth = min(record.depth, _DEEPEST)
        yield f'<article class="comment depth{depth}"{here}>{self._comment_head(record)}'

    def _comment_head(self, record: CommentRecord) -> str:
        words = self.view.words
        parts = [f"<b>{html(self.view.label(record.id))}</b>"]
        parts.append(f"<bdi>{html(record.author or words['anonymous'])}</bdi>")
        if record.by_writer:
            parts.append(words["by_writer"])
        if record.published:
            parts.append(f"<time>{html(self.view.day(record.published))}</time>")
        if record.reply_to:
            anchor = self.view.anchors.get(record.reply_to)
            label = html(self.view.label(record.reply_to))
            linked = f'<a href="#{anchor.target}">{label}</a>' if anchor else label
            parts.append(f"{words['reply_to']} {linked}")
        return f'<header class="meta">{" · ".join(parts)}{self._back(record.id)}</header>'


def _whole(view: View) -> BlockRecord:
    """A text without blocks is shown as one paragraph."""
    return BlockRecord(
        start=0,
        end=len(view.summary.text),
        kind=BlockKind.PARAGRAPH,
        section=Section.POST,
        language="und",
        confidence=0.0,
        role=Role.COMMENTARY,
    )


def _items(view: View) -> Iterator[tuple[int, _Item]]:
    yield from ((0, item) for item in view.summary.commentary)
    yield from ((0, item) for item in view.summary.references)
    yield from ((1, item) for item in view.summary.findings)
    yield from ((2, item) for item in view.summary.claims)


def _classes(view: View) -> Iterator[tuple[int, int, str]]:
    """The layers that are shown as classes of the pieces."""
    summary = view.summary
    for commentary in summary.commentary:
        yield from ((cue.start, cue.end, f"cue {commentary.stance}") for cue in commentary.cues)
    for finding in summary.findings:
        yield from ((cut.start, cut.end, "cut") for cut in finding.cuts)
        if finding.speaker:
            yield finding.speaker.start, finding.speaker.end, "who"
    for source in summary.sources:
        yield from ((mention.start, mention.end, "who") for mention in source.mentions)
    for claim in summary.claims:
        yield from ((figure.start, figure.end, "figure") for figure in claim.quantities)
    for comment in summary.comments:
        yield from ((part.start, part.end, "repeat") for part in comment.quotes_post)


def _class_of(item: _Item) -> str:
    if isinstance(item, FindingRecord):
        return "finding"
    if isinstance(item, ClaimRecord):
        return "claim"
    if isinstance(item, ReferenceRecord):
        return "reference"
    return f"said {item.stance}"


def _block_start(block: BlockRecord, text: str, margin: str) -> str:
    names = [f"block is-{block.kind} as-{block.role}"]
    lines = text.count("\n", block.start, block.end)
    if lines and (block.end - block.start) / (lines + 1) < _HARD_WRAP:
        names.append("lines")  # its line ends are meant, as in a verse or an address
    language = "" if block.language == "und" else f' lang="{block.language}"'
    return f'<div class="{" ".join(names)}"{language} dir="auto">{margin}<{_TAGS[block.kind]}>'
