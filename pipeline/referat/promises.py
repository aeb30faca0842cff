"""What every summary keeps, as a check that anyone can run on one.

`broken` looks at a finished `Summary` and names each promise of the contract that it does not keep;
an empty list is the normal answer. Tests run it on arbitrary text, the corpus check on gold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from referat.post import BlockKind, Role, Section
from referat.summary import Summary
from referat.text.grounding import figure_values, figures_in, names_in, stands_in, value_of


def broken(summary: Summary) -> list[str]:
    """The promises that a summary breaks, one line each; empty where it keeps them all."""
    return [
        *_checksums(summary.model_dump(), summary.text),
        *_runs(summary),
        *_coverage(summary),
        *_findings(summary),
        *_digest(summary),
    ]


def _checksums(value: Any, text: str, path: str = "") -> Iterator[str]:
    """Promise 1: every span covers the string it repeats."""
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _checksums(item, text, f"{path}[{index}]")
    elif isinstance(value, dict):
        start, end = value.get("start"), value.get("end")
        if start is not None and end is not None:
            if not 0 <= start <= end <= len(text):
                yield f"{path}: [{start}, {end}) lies outside the text of {len(text)} code points"
            elif isinstance(value.get("text"), str) and text[start:end] != value["text"]:
                yield f"{path}: the text holds {text[start:end]!r}, the record {value['text']!r}"
        for key, item in value.items():
            if isinstance(item, dict | list | tuple):
                yield from _checksums(item, text, f"{path}.{key}" if path else key)


def _runs(summary: Summary) -> Iterator[str]:
    """Promise 2: the runs of a block cover it without gaps."""
    runs = iter(sorted(summary.runs, key=lambda run: run.start))
    run = next(runs, None)
    for block in sorted(summary.blocks, key=lambda block: block.start):
        at = block.start
        while run is not None and run.start < block.end:
            if run.start != at or run.end > block.end:
                yield f"runs: [{run.start}, {run.end}) does not go on at {at} in its block"
            at = run.end
            run = next(runs, None)
        if at != block.end:
            yield f"runs: the block [{block.start}, {block.end}) is covered up to {at} only"
    if run is not None:
        yield f"runs: [{run.start}, {run.end}) lies in no block"


def _coverage(summary: Summary) -> Iterator[str]:
    """Promise 2: each letter and figure of the post section lies in exactly one of a finding, a
    commentary's own words, a reference.
    """
    spans = [(item.start, item.end) for item in summary.findings]
    spans += [(own.start, own.end) for item in summary.commentary for own in item.own]
    spans += [(item.start, item.end) for item in summary.references]
    spans.sort()
    for before, after in pairwise(spans):
        if before[1] > after[0]:
            yield f"coverage: {before} and {after} overlap"
    index = 0
    for block in sorted(summary.blocks, key=lambda block: block.start):
        if (
            block.section is not Section.POST
            or block.role is Role.HEADING
            or block.kind in (BlockKind.TITLE, BlockKind.HEADING)
        ):
            continue
        at = block.start
        while index < len(spans) and spans[index][1] <= at:
            index += 1
        probe = index
        while at < block.end:
            start, end = spans[probe] if probe < len(spans) else (block.end, block.end)
            gap = summary.text[at : min(start, block.end)]
            if any(character.isalnum() for character in gap):
                yield f"coverage: {gap.strip()[:60]!r} at {at} is nobody's"
            at = max(at, end) if start < block.end else block.end
            probe += 1


def _findings(summary: Summary) -> Iterator[str]:
    """Promise 2: findings do not overlap; each lies outside a commentary or wholly inside one, and
    crosses no block.
    """
    findings = sorted(summary.findings, key=lambda item: item.start)
    for before, after in pairwise(findings):
        if before.end > after.start:
            yield f"{after.id} overlaps {before.id}"
    commentary = sorted(summary.commentary, key=lambda item: item.start)
    blocks = sorted((block.start, block.end) for block in summary.blocks)
    at = here = 0
    for finding in findings:
        while at < len(commentary) and commentary[at].end <= finding.start:
            at += 1
        if at < len(commentary):
            item = commentary[at]
            inside = item.start <= finding.start and finding.end <= item.end
            if not inside and finding.end > item.start:
                yield f"{finding.id} lies partly in {item.id}"
        while here < len(blocks) and blocks[here][1] <= finding.start:
            here += 1
        if (
            here >= len(blocks)
            or not blocks[here][0] <= finding.start <= finding.end <= blocks[here][1]
        ):
            yield f"{finding.id} crosses the edge of its block"


def _digest(summary: Summary) -> Iterator[str]:
    """Promise 3: evidence exists; figures and names stand in the text; voices are kept."""
    known = {
        item.id
        for items in (
            summary.findings,
            summary.commentary,
            summary.claims,
            summary.sources,
            summary.references,
            summary.comments,
        )
        for item in items
    }
    figures = figure_values(summary.text)
    figures |= set(re.findall(r"\d+", summary.text))
    words = summary.text.replace("\u00ad", "")
    headline = summary.summary.headline
    for sentence in (headline.sv, headline.en, *summary.summary.sv, *summary.summary.en):
        if sentence is None:
            continue
        short = sentence.text[:60]
        if not sentence.evidence:
            yield f"digest: {short!r} has no evidence"
        for ident in sentence.evidence:
            if ident not in known:
                yield f"digest: {short!r} rests on {ident!r}, which does not exist"
        for figure in figures_in(sentence.text):
            if value_of(figure) not in figures and figure not in summary.text:
                yield f"digest: the figure {figure!r} of {short!r} does not stand in the text"
        for name in names_in(sentence.text):
            if not stands_in(name, words):
                yield f"digest: the name {name!r} of {short!r} does not stand in the text"
