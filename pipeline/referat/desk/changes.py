"""What differs between the machine's version of a post and the editor's.

Told by stage, so that whoever works on a stage sees how often it is corrected, and how; and record
by record, so that an editor sees what was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from referat.summary import (
    ClaimRecord,
    CommentaryRecord,
    FindingRecord,
    SourceRecord,
    Summary,
    SummarySentence,
)

ADDED, DROPPED = "added", "dropped"
_LABELS = frozenset(
    "role language marking stance kind negated certainty voice added dropped order".split()
)
"""What has few values, which can be counted."""


class Change(NamedTuple):
    """One difference: in which stage's work, what of which record, and both values as text."""

    stage: str
    what: str
    record: str
    before: str
    after: str

    @property
    def kinds(self) -> tuple[str, str]:
        """Both values where they are labels; nothing where they are the post's words."""
        return (self.before, self.after) if self.what in _LABELS else ("", "")


def changes(machine: Summary, now: Summary) -> list[Change]:
    """All differences, in the order of the stages."""
    return [
        *_meta(machine, now),
        *_blocks(machine, now),
        *_languages(machine, now),
        *_records("sources", machine.sources, now.sources, _SOURCE),
        *_records("findings", machine.findings, now.findings, _FINDING),
        *_records("commentary", machine.commentary, now.commentary, _COMMENTARY),
        *_records("claims", machine.claims, now.claims, _CLAIM),
        *_digest(machine, now),
    ]


def _meta(machine: Summary, now: Summary) -> Iterator[Change]:
    for name in ("title", "author", "published", "site", "url"):
        before, after = getattr(machine.post, name), getattr(now.post, name)
        if before != after:
            yield Change("reading", name, "post", before or "", after or "")


def _blocks(machine: Summary, now: Summary) -> Iterator[Change]:
    before = {block.start: block for block in machine.blocks}
    for block in now.blocks:
        known = before.get(block.start)
        if known is not None and known.role != block.role:
            record = f"block-{block.start}"
            yield Change("blocks", "role", record, known.role, block.role)


def _languages(machine: Summary, now: Summary) -> Iterator[Change]:
    """Runs that are in another language than the machine's at their first letter."""
    starts = [(run.start, run.language) for run in machine.runs]
    at = 0
    for run in now.runs:
        while at + 1 < len(starts) and starts[at + 1][0] <= run.start:
            at += 1
        if starts and starts[at][1] != run.language:
            yield Change("language", "language", f"run-{run.start}", starts[at][1], run.language)


_Fields = Mapping[str, Callable[[Any], str]]

_FINDING: _Fields = {
    "span": lambda item: item.text,
    "language": lambda item: item.language,
    "marking": lambda item: item.marking,
    "speaker": lambda item: item.speaker.name if item.speaker else "",
    "source": lambda item: item.source or "",
}
_COMMENTARY: _Fields = {
    "span": lambda item: item.text,
    "stance": lambda item: item.stance,
    "about": lambda item: ", ".join(item.about),
}
_CLAIM: _Fields = {
    "span": lambda item: item.text,
    "kind": lambda item: item.kind,
    "negated": lambda item: "yes" if item.negated else "no",
    "certainty": lambda item: item.certainty,
}
_SOURCE: _Fields = {
    "title": lambda item: item.title,
    "kind": lambda item: item.kind,
    "people": lambda item: ", ".join(item.people),
    "organisation": lambda item: item.organisation or "",
    "year": lambda item: str(item.year or ""),
    "url": lambda item: item.url or "",
}
_Records = (
    Sequence[FindingRecord]
    | Sequence[CommentaryRecord]
    | Sequence[ClaimRecord]
    | Sequence[SourceRecord]
)


def _records(stage: str, machine: _Records, now: _Records, fields: _Fields) -> Iterator[Change]:
    before = {item.id: item for item in machine}
    after = {item.id: item for item in now}
    words = fields.get("span") or fields["title"]
    for ident, item in before.items():
        if ident not in after:
            yield Change(stage, DROPPED, ident, words(item), "")
    for ident, item in after.items():
        if ident not in before:
            yield Change(stage, ADDED, ident, "", words(item))
            continue
        for name, value in fields.items():
            old, new = value(before[ident]), value(item)
            if old != new:
                yield Change(stage, name, ident, old, new)


def _digest(machine: Summary, now: Summary) -> Iterator[Change]:
    for language in ("sv", "en"):
        before: SummarySentence | None = getattr(machine.summary.headline, language)
        after: SummarySentence | None = getattr(now.summary.headline, language)
        told, tells = before.text if before else "", after.text if after else ""
        if told != tells:
            yield Change("digest", "headline", f"{language}-0", told, tells)
        yield from _sentences(
            language, getattr(machine.summary, language), getattr(now.summary, language)
        )


def _sentences(
    language: str, machine: Sequence[SummarySentence], now: Sequence[SummarySentence]
) -> Iterator[Change]:
    """Sentences that were edited, added, dropped or moved, and those that rest on other records."""
    old, new = [item.text for item in machine], [item.text for item in now]
    moved = set(old) & set(new)
    if [text for text in old if text in moved] != [text for text in new if text in moved]:
        yield Change("digest", "order", language, "", "")
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone = [text for text in old[a:b] if text not in moved]
        come = [(at, new[at]) for at in range(c, d) if new[at] not in moved]
        for (at, text), before in zip(come, gone, strict=False):
            yield Change("digest", "text", f"{language}-{at + 1}", before, text)
        for at, text in come[len(gone) :]:
            yield Change("digest", ADDED, f"{language}-{at + 1}", "", text)
        for text in gone[len(come) :]:
            yield Change("digest", DROPPED, language, text, "")
    rested = {item.text: item.evidence for item in machine}
    for at, item in enumerate(now, start=1):
        if item.text in rested and rested[item.text] != item.evidence:
            before_ids, after_ids = ", ".join(rested[item.text]), ", ".join(item.evidence)
            yield Change("digest", "evidence", f"{language}-{at}", before_ids, after_ids)
