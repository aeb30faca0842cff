"""What a unit of commentary may be about, and what speaks for each.

The rule of position (`referat.text.subjects`) gives one answer. Here each finding, reported
statement and commentary within reach stands as a candidate, with the traits by which
`referat.about_ranker` weighs it: where it stands to the unit, whether the rule names it, how many
others lie between, and what both have in common: figures, names, words. A trait is a name with a
value, most often 1; traits that a candidate does not have are left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log1p

from referat.post import (
    Block,
    BlockKind,
    Finding,
    Paraphrase,
    Post,
    Section,
    Stance,
)
from referat.span import Span
from referat.text.stance import Judgement
from referat.text.stance_features import forms_of
from referat.text.subjects import Subjects
from referat.text.targets import pointed, pointers
from referat.text.units import Piece

# Findings before and behind a unit that are candidates; comments reach further back.
FINDINGS, FINDINGS_OF_COMMENT = 6, 12
# Reported statements before and behind it.
REPORTED_BEFORE, REPORTED_BEHIND = 3, 2
# The writer's commentary that a comment may be about.
COMMENTED = 40
# Letters by which words count as the same in both of two texts, and fewest letters of such a word.
_STEM, _LONG = 6, 5
_POINTING = frozenset(
    "det detta den dessa de här där sådant samma this that it these they such".split()
)
_FIRST_PERSON = frozenset("jag vi mig oss min mitt mina vår vårt våra i we my our".split())

Traits = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a unit may be about: a finding, what is reported, or other commentary."""

    id: str
    kind: str
    place: str
    span: Span
    between: int  # how many of its kind lie between it and the unit


@dataclass(frozen=True, slots=True)
class Question:
    """A unit with its candidates.

    ``traits`` are those of each candidate, ``pointed_to`` the ids that the unit points to by
    number; ``judges`` tells whether the unit takes a stance, and so is about something.
    """

    words: str
    judges: bool
    candidates: tuple[Candidate, ...]
    traits: tuple[Traits, ...]
    pointed_to: frozenset[str]


class Candidates:
    """Finds the candidates of each unit while a post is walked.

    Args:
        post: the post, with findings.
        subjects: what has been told so far, and the rule.
    """

    def __init__(self, post: Post, subjects: Subjects) -> None:
        self._post = post
        self._text = post.text
        self._subjects = subjects
        self._findings = post.findings or ()
        self._finding_starts = [item.span.start for item in self._findings]
        self._reported = sorted(post.paraphrases, key=lambda item: item.span)
        self._reported_starts = [item.span.start for item in self._reported]
        self._sources = {source.id: source for source in post.sources}
        self._known_words: dict[Span, frozenset[str]] = {}
        self._known_names: dict[str, frozenset[str]] = {}

    def question(
        self,
        index: int,
        block: Block,
        findings: Sequence[Finding],
        group: Sequence[Piece],
        judgement: Judgement,
        told: Sequence[str],
    ) -> Question:
        """What there is to ask of a unit.

        Args:
            index: the place of its block among all.
            block: its block.
            findings: those of the block.
            group: the unit.
            judgement: what it thinks.
            told: what it is about by the rule.
        """
        unit = Span(group[0].own.start, group[-1].own.end)
        beside = {piece.after.id: "after" for piece in group if piece.after is not None}
        beside |= {piece.before.id: "before" for piece in group if piece.before is not None}
        places = {finding.id: "same block" for finding in findings} | beside
        if block.section is Section.POST:
            places |= {item.id: "row before" for item in self._subjects.row(index, -1)}
            places |= {item.id: "row behind" for item in self._subjects.row(index, 1)}
        candidates = [
            *self._of_findings(unit, block, places),
            *self._of_reported(unit, block),
            *self._of_commentary(block),
        ]
        asked = _Asked(self._text, block, group, judgement, tuple(dict.fromkeys(told)))
        row = [item.id for item in candidates if item.place == "row before"][::-1]
        pointed_to = frozenset(row[place] for place in pointed(asked.norms, len(row)))
        traits = []
        for item in candidates:
            found = dict(asked.of_candidate(item, unit))
            found |= self._in_common(item, asked, group)
            found["headings between"] = min(2.0, self._headings_between(unit, item.span))
            traits.append({name: value for name, value in found.items() if value})
        judges = judgement.stance is not Stance.NEUTRAL
        return Question(asked.words, judges, tuple(candidates), tuple(traits), pointed_to)

    def _of_findings(
        self, unit: Span, block: Block, places: Mapping[str, str]
    ) -> Iterator[Candidate]:
        in_comment = block.section is Section.COMMENTS
        reach = FINDINGS_OF_COMMENT if in_comment else FINDINGS
        first = bisect_left(self._finding_starts, unit.start)
        last = bisect_left(self._finding_starts, unit.end)
        seen = [
            item
            for item in self._findings[max(0, first - 2 * reach) : first]
            if item.comment in (None, block.comment)
        ]
        for between, item in enumerate(reversed(seen[-reach:])):
            yield Candidate(item.id, "finding", places.get(item.id, "earlier"), item.span, between)
        for item in self._findings[first : min(last, first + reach)]:
            yield Candidate(item.id, "finding", places.get(item.id, "same block"), item.span, 0)
        coming = [] if in_comment else self._findings[last : last + reach]
        for between, item in enumerate(coming):
            if item.comment is None:
                yield Candidate(
                    item.id, "finding", places.get(item.id, "later"), item.span, between
                )

    def _of_reported(self, unit: Span, block: Block) -> Iterator[Candidate]:
        first = bisect_left(self._reported_starts, unit.start)
        last = bisect_left(self._reported_starts, unit.end)
        seen = self._reported[max(0, first - REPORTED_BEFORE) : first]
        for between, item in enumerate(reversed(seen)):
            yield Candidate(item.id, "reported", "earlier", item.span, between)
        for item in self._reported[first : min(last, first + FINDINGS)]:
            yield Candidate(item.id, "reported", "within", item.span, 0)
        if block.section is not Section.COMMENTS:
            coming = self._reported[last : last + REPORTED_BEHIND]
            for between, item in enumerate(coming):
                yield Candidate(item.id, "reported", "later", item.span, between)

    def _of_commentary(self, block: Block) -> Iterator[Candidate]:
        if block.section is not Section.COMMENTS:
            return
        parent = self._subjects.answered(block)
        written = self._subjects.of_writer[-COMMENTED:]
        known = [] if parent is None else [parent]
        for between, item in enumerate([*known, *reversed(written)]):
            if item is parent:
                place = "parent"
            elif item.id == self._subjects.judged:
                place = "last judgement"
            else:
                place = "judgement" if item.stance is not Stance.NEUTRAL else "other"
            yield Candidate(item.id, "commentary", place, item.span, between)

    def _in_common(self, item: Candidate, asked: _Asked, group: Sequence[Piece]) -> Traits:
        """What a candidate and the unit have in common."""
        figures = {
            (quantity.value, quantity.unit)
            for piece in group
            for quantity in self._subjects.quantities(piece.own)
        }
        same = any(
            (quantity.value, quantity.unit) in figures
            for quantity in self._subjects.quantities(item.span)
        )
        names = self._names(item.id)
        return {
            "figure in common": float(same),
            "named": float(not names.isdisjoint(asked.capitalised)),
            "words in common": float(min(3, len(asked.stems & self._stems(item.span)))),
        }

    def _stems(self, span: Span) -> frozenset[str]:
        if span not in self._known_words:
            self._known_words[span] = _stems(forms_of(span.of(self._text)))
        return self._known_words[span]

    def _names(self, ident: str) -> frozenset[str]:
        """The words of the names that go with a finding or a paraphrase, and their genitives."""
        if not self._known_names:
            records: list[Finding | Paraphrase] = [*self._findings, *self._reported]
            for record in records:
                names = [record.speaker.name] if record.speaker is not None else []
                source = self._sources.get(record.source or "")
                if source is not None:
                    names += [source.title, *source.people, source.organisation or ""]
                words = {word for name in names for word in name.split()}
                long = {word for word in words if word[:1].isupper() and len(word) >= _LONG - 1}
                self._known_names[record.id] = frozenset(long | {word + "s" for word in long})
        return self._known_names.get(ident, frozenset())

    def _headings_between(self, unit: Span, other: Span) -> int:
        first, last = sorted((unit.start, other.start))
        return bisect_left(self._headings, last) - bisect_left(self._headings, first)

    @cached_property
    def _headings(self) -> list[int]:
        blocks = self._post.blocks or ()
        return [block.span.start for block in blocks if block.kind is BlockKind.HEADING]


class _Asked:
    """A unit, as its candidates are asked about."""

    def __init__(
        self,
        text: str,
        block: Block,
        group: Sequence[Piece],
        judgement: Judgement,
        told: Sequence[str],
    ) -> None:
        self.words = " ".join(piece.own.of(text) for piece in group)
        self.norms = [norm for piece in group for norm in piece.norms]
        self.stems = _stems(forms_of(self.words))
        bare = (word.strip(".,;:!?()[]”\"'’") for word in self.words.split())
        self.capitalised = frozenset(word for word in bare if word[:1].isupper())
        self._told = told
        self._where = "comment" if block.section is Section.COMMENTS else "post"
        plural, back = pointers(self.norms)
        self._is = {
            "judges": judgement.stance is not Stance.NEUTRAL,
            "leads up": self.words.rstrip().endswith(":"),
            "points": not _POINTING.isdisjoint(self.norms[:6]),
            "first person": not _FIRST_PERSON.isdisjoint(self.norms),
            "plural": plural,
            "points back": back,
            "asks": "?" in self.words,
            "short": len(self.norms) < _STEM,
            "reports": any(piece.reported for piece in group),
        }

    def of_candidate(self, item: Candidate, unit: Span) -> Iterator[tuple[str, float]]:
        """The traits of a candidate's place, and of the unit as far as they bear on it."""
        told = item.id in self._told
        place = f"{self._where}: {item.kind} {item.place}"
        yield place, 1.0
        yield f"{self._where}: {item.kind} told", float(told)
        yield f"{self._where}: {item.kind}, nothing told", float(not self._told)
        yield "told alone", float(told and len(self._told) == 1)
        yield "told among many", float(told and len(self._told) > 2)
        yield f"{item.kind}: between", log1p(item.between)
        yield f"{item.kind}: nearest", float(item.between == 0)
        side = "before" if item.span.start < unit.start else "behind"
        for name, holds in self._is.items():
            yield name, float(holds)
            yield f"{name}: {side}", float(holds)
            yield f"{name}: told", float(holds and told)
        yield f"judges: {place}", float(self._is["judges"])
        yield f"reports: {place}", float(self._is["reports"])
        yield "length", log1p(len(self.norms)) / 3


def _stems(forms: Sequence[str]) -> frozenset[str]:
    return frozenset(form[:_STEM] for form in forms if len(form) >= _LONG)
