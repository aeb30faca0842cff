"""The blocks of an annotation: their lines, their spans, the runs that part them, their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from referat.evaluate.annotation.locate import EXCERPT, AnnotationError, Json, Locator, numbered
from referat.span import Span, subtract, trim
from referat.text.words import count_words

# What stands before a block's words: "> ", "1. ", "– ".
LEAD = re.compile(r"(?:(?:>|[*•·–—-]|\d{1,3}[.)])[ \t\u00a0]*)+")


class Unit(NamedTuple):
    """A block in the making, with what the annotator said of it."""

    span: Span
    said: Json


class Layout:
    """The blocks of one post, as an annotation lays them out.

    Args:
        text: the post's text.
        annotation: the whole annotation.

    Raises:
        AnnotationError: a line stands in no block or in two, or blocks overlap.
    """

    def __init__(self, text: str, annotation: Json) -> None:
        self.text = text
        self.whole = Span(0, len(text))
        self.find = Locator(text)
        self._lines = dict(numbered(text))
        self.units = list(self._units(annotation))

    def _units(self, annotation: Json) -> Iterator[Unit]:
        lines = self._lines
        said = list(annotation["blocks"])
        for item in annotation.get("chrome", []):
            number, language = item if isinstance(item, list) else (item, "sv")
            said.append({"lines": number, "section": "chrome", "lang": language})
        units = []
        seen: dict[int, str] = {}
        for item in said:
            first, last = item["lines"] if isinstance(item["lines"], list) else [item["lines"]] * 2
            if not (first in lines and last in lines and first <= last):
                raise AnnotationError(f"blocks: there are no lines {item['lines']}")
            span = Span(lines[first].start, lines[last].end)
            if "from" in item or "text" in item:
                span = self.find.one(item, span, f"block of line {first}")
            else:
                for number in range(first, last + 1):
                    if number in seen:
                        raise AnnotationError(f"blocks: line {number} stands in two blocks")
                    seen[number] = ""
            units.append(Unit(self._without_lead(span, item), item))
            seen.update(dict.fromkeys(range(first, last + 1), ""))
        missing = [number for number in lines if number not in seen]
        if missing:
            raise AnnotationError(f"blocks: lines {missing} stand in no block")
        units.sort()
        for before, after in pairwise(units):
            if before.span.end > after.span.start:
                raise AnnotationError(
                    f"blocks: {after.span.of(self.text)[:EXCERPT]!r} begins inside the block before"
                )
        yield from units

    def _without_lead(self, span: Span, said: Json) -> Span:
        """The block without list number, bullet, ``>`` or talstreck (``"lead": true`` keeps it)."""
        match = LEAD.match(self.text, span.start, span.end)
        if match is None or said.get("lead") or said.get("kind") in ("title", "heading"):
            return span
        lead = match.group()
        marked = ">" in lead or said.get("kind") == "list_item" or lead.strip() in ("–", "—", "-")
        parted = lead[-1:].isspace() or ">" in lead
        if not (marked and parted) or match.end() == span.end:
            return span
        return Span(match.end(), span.end)

    def unit_of(self, span: Span, where: str) -> Unit:
        """The block that holds a span; ``where`` is the record, for the message.

        Raises:
            AnnotationError: no block holds all of it.
        """
        for unit in self.units:
            if unit.span.holds(span):
                return unit
        raise AnnotationError(f"{where}: {span.of(self.text)[:EXCERPT]!r} crosses its block")

    def scope(self, said: Json) -> Span:
        """Where a record's string is looked for: the block of its ``line`` (all of them, where a
        line holds several), else the whole text.

        Raises:
            AnnotationError: there is no such line.
        """
        if "line" not in said:
            return self.whole
        place = self._lines.get(said["line"])
        spans = [unit.span for unit in self.units if place and unit.span.overlaps(place)]
        if not spans:
            raise AnnotationError(f"there is no line {said['line']}")
        return Span(spans[0].start, spans[-1].end)

    def blocks(
        self, findings: list[Json], commentary: list[Json], references: list[Json]
    ) -> tuple[list[Json], list[Json]]:
        """The records of all blocks and of all runs, made from the records of other layers.

        Takes the key ``attribution``, which gold does not have, out of ``commentary``.
        """
        blocks: list[Json] = []
        runs: list[Json] = []
        for unit in self.units:
            inside = [item for item in findings if within(item, unit.span)]
            made = self._runs(unit, inside)
            runs += made
            words = {run["language"]: 0 for run in made}
            for run in made:
                words[run["language"]] += count_words(self.text, run["start"], run["end"])
            main = unit.said.get("lang", "sv")
            language = max(sorted(words), key=lambda code: (words[code], code == main))
            section = unit.said.get("section", "comments" if "comment" in unit.said else "post")
            number = unit.said.get("comment")
            blocks.append(
                {
                    "start": unit.span.start,
                    "end": unit.span.end,
                    "kind": unit.said.get("kind", "paragraph"),
                    "section": section,
                    "language": language,
                    "confidence": 1.0,
                    "role": self._role(unit, section, inside, commentary, references),
                    "comment": f"comment-{number}" if number else None,
                }
            )
        for item in commentary:
            item.pop("attribution")
        return blocks, runs

    def _role(
        self,
        unit: Unit,
        section: str,
        findings: list[Json],
        commentary: list[Json],
        references: list[Json],
    ) -> str:
        if unit.said.get("kind") in ("title", "heading") and section == "post":
            return "heading"
        if section != "post":
            return {"comments": "comment"}.get(section, "chrome")
        own = [item for item in commentary if within(item, unit.span)]
        if findings and all(item["attribution"] for item in own):
            return "finding"
        if not own and any(within(item, unit.span) for item in references):
            return "reference"
        return "commentary"

    def _runs(self, unit: Unit, findings: list[Json]) -> list[Json]:
        main = unit.said.get("lang", "sv")
        where = f"runs of {unit.span.of(self.text)[:30]!r}"
        foreign: list[tuple[Span, str, str]] = []
        for said in unit.said.get("runs", []):
            words, kind, *more = said
            language = more[0] if more else "en"
            spec = [words, more[1]] if len(more) > 1 else words
            foreign.append((self.find.one(spec, unit.span, where), language, kind))
        for item in findings:
            span = Span(item["start"], item["end"])
            inner = [run for run in foreign if span.overlaps(run[0]) and run[1] != main]
            if item["language"] != main and not inner:
                foreign.append((span, item["language"], "finding"))
            elif item["language"] != main:
                # A stretch of another language inside a finding: the finding goes on around it.
                rest = subtract(span, [run[0] for run in inner])
                pieces = [trim(self.text, *piece) for piece in rest]
                foreign += [
                    (piece, item["language"], "finding")
                    for piece in pieces
                    if any(c.isalnum() for c in piece.of(self.text))
                ]
        foreign.sort()
        kind = unit.said.get("run", "text")
        spans = [Span(item["start"], item["end"]) for item in findings]
        made = []
        for span in subtract(unit.span, [run[0] for run in foreign]):
            if kind == "text" and self._only_in(span, spans):
                made.append((span, main, "finding"))
            else:
                made.append((span, main, kind))
        if not any(count_words(self.text, *span) for span, _, _ in made) and foreign:
            # Every word of the block is foreign: the marks go with them.
            languages = {run[1] for run in foreign}
            if len(languages) == 1 and len({run[2] for run in foreign}) == 1:
                foreign, made = [(unit.span, foreign[0][1], foreign[0][2])], []
        if not any(c.isalpha() for c in unit.span.of(self.text)):
            foreign, made = [], [(unit.span, "und", "text")]
        return [
            {
                "start": span.start,
                "end": span.end,
                "language": language,
                "confidence": 1.0,
                "kind": "finding" if self._only_in(span, spans) else kind,
            }
            for span, language, kind in sorted(foreign + made)
        ]

    def _only_in(self, span: Span, findings: list[Span]) -> bool:
        """Whether all words of a stretch stand in findings (and there are some)."""
        words = count_words(self.text, *span)
        inside = sum(
            count_words(self.text, max(span.start, item.start), min(span.end, item.end))
            for item in findings
            if item.overlaps(span)
        )
        return words > 0 and words == inside


def within(item: Json, span: Span) -> bool:
    """Whether a record with ``start`` and ``end`` lies in a span."""
    return span.holds(Span(item["start"], item["end"]))
