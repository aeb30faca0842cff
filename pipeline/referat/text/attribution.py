"""From reporting verbs and named sources to the speaker and source of each finding.

A post is read from its start, as its reader does. What a sentence says of a finding beside it
decides; else the paragraph that introduces it; else the source and speaker that were introduced
last are carried on. A signature below a block quote, a bracket behind a quotation, and "Så skriver
X" in the next paragraph reach back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from referat.post import Block, Section, Sentence, SourceKind
from referat.text.attribution_reader import Reader
from referat.text.entities import Names
from referat.text.mentions import Mention
from referat.text.quotation import Candidate
from referat.text.reporting import Said
from referat.text.source_registry import Registry
from referat.text.whose import Carried, Reported, State

_REACHING_BACK = re.compile(
    r"(?:(?:så|det|detta|orden|citatet|meningen|formuleringen|så här|raderna)\s+(?:skriver|skrev|"
    r"säger|sa|sade|konstaterar|menar|kommer från|står|sammanfattar|formulerar|inleds|inleder|"
    r"börjar|lyder|berättar|långt)|(?:orden|citatet|meningen|formuleringen|raderna) (?:är|kommer)|"
    r"med (?:det svaret|de orden|den meningen)|(?:that|this) is|so (?:says|writes))\b",
    re.IGNORECASE,
)
# A paragraph that goes on from the quotation above it: "according to a summary that …".
_GOING_ON = re.compile(r"(?:according to|enligt|skriver|säger|writes|says|heter det|står det)\b")


class Told(NamedTuple):
    """What a block's sentences tell: reporting verbs and sources, each in order."""

    said: list[Said]
    named: list[Mention]


class Attribution(NamedTuple):
    """For each block the findings' speakers and sources; and all sentences that report."""

    carried: list[list[Carried]]
    reported: list[Reported]


Part = tuple[Block, Sequence[Candidate], bool]


def attribute(
    text: str,
    parts: Sequence[Part],
    told: Sequence[Told],
    sentences: Sequence[Sequence[Sentence]],
    names: Names,
    registry: Registry,
    home: str = "sv",
    headline: Mention | None = None,
) -> Attribution:
    """Speaker and source of each candidate of each block (for a reference: its source alone).

    ``headline`` is the title that the post's own holds; it counts where the post names nothing.
    """
    reader = Reader(text, names, registry, home)
    states = {Section.POST: State(), Section.COMMENTS: State()}
    result: list[list[Carried]] = []
    for (block, accepted, reference), (said, named), own in zip(
        parts, told, sentences, strict=True
    ):
        state = states[Section.COMMENTS if block.section is Section.COMMENTS else Section.POST]
        if reference:
            whose = reader.reference(block, named, own, state)
            if reader.is_signature(block):
                _give_back(result, parts, whose)
            result.append([whose])
            continue
        if (
            result
            and not accepted
            and (
                _REACHING_BACK.match(text, block.span.start)
                or _GOING_ON.match(text, block.span.start)
            )
        ):
            back = (
                said[0] if said and said[0].pronoun != "self" else reader.resolver.leading_up(own)
            )
            if back is not None:
                reader.resolver.foreign = any(
                    item.language != home for item in parts[len(result) - 1][1]
                )
                _give_back(result, parts, reader.resolver.whose(back, named, state))
                result.append([])
                continue
        result.append(reader.block(block, accepted, said, named, own, state))
    if headline is not None and not registry.documents():
        registry.add(headline, None)
    carried = _late_sources(parts, result, registry, home)
    return Attribution(carried, reader.reported)


def _give_back(result: list[list[Carried]], parts: Sequence[Part], whose: Carried) -> None:
    """Give the row of findings that ends the post so far to whom a later line names."""
    if whose.speaker is None and whose.source is None:
        return
    index = len(result) - 1
    while index >= 0 and parts[index][2]:
        index -= 1
    marking = parts[index][1][-1].marking if index >= 0 and parts[index][1] else None
    while (
        index >= 0
        and parts[index][1]
        and parts[index][1][-1].marking is marking
        and not any(item.explicit for item in result[index])
    ):
        result[index] = [
            item._replace(speaker=whose.speaker or item.speaker, source=whose.source)
            for item in result[index]
        ]
        index -= 1


def _late_sources(
    parts: Sequence[Part], result: list[list[Carried]], registry: Registry, home: str
) -> list[list[Carried]]:
    """Findings that stand before anything is named belong to the first document that is; so do the
    written words of somebody who was known by name only then.
    """
    document = registry.late()
    if document is None:
        return result

    def named_later(item: Carried) -> bool:
        return item.source is None or (
            item.written
            and item.source < document
            and registry.kind(item.source) is SourceKind.PERSON
        )

    late: list[list[Carried]] = []
    for (_, accepted, reference), carried in zip(parts, result, strict=True):
        if reference or not accepted:
            late.append(carried)
            continue
        late.append(
            [
                item._replace(source=document)
                if named_later(item) and candidate.language != home
                else item
                for item, candidate in zip(carried, accepted, strict=True)
            ]
        )
    return late
