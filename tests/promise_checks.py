"""The promises of the contract, checked on a finished summary without the package's own checks.

`referat.promises.broken` is what the package has for itself; what stands here shares no code with
it, nor with the stages, so that a misreading of the contract has to be made twice to go unseen.
Each function raises `AssertionError` where its promise is broken.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from referat.promises import broken
from referat.settings import load_settings
from referat.summary import Summary


def records(value: object) -> Iterator[dict[str, object]]:
    """Every JSON object inside ``value``, itself included."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from records(item)


def check_checksums(summary: Summary) -> None:
    for record in records(json.loads(summary.to_json())):
        if isinstance(record.get("start"), int) and isinstance(record.get("end"), int):
            assert 0 <= record["start"] <= record["end"] <= len(summary.text)
            if record.get("text") is not None:
                assert summary.text[record["start"] : record["end"]] == record["text"]


def check_partition(summary: Summary) -> None:
    """Runs cover their block from edge to edge; blocks do not overlap and hold every word."""
    runs = [(run.start, run.end) for run in summary.runs]
    edges = []
    for block in summary.blocks:
        inside = [run for run in runs if block.start <= run[0] and run[1] <= block.end]
        assert inside[0][0] == block.start
        assert inside[-1][1] == block.end
        assert all(before[1] == after[0] for before, after in pairwise(inside))
        edges += inside
    assert edges == runs, "a run outside every block, or out of order"
    at = 0
    for block in summary.blocks:
        assert at <= block.start < block.end
        between = summary.text[at : block.start]
        assert not re.search(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}", between), f"left out: {between!r}"
        at = block.end


def check_cover(summary: Summary) -> None:
    """Each letter and figure the writer wrote belongs to exactly one of three."""
    times = Counter[int]()
    spans = [*summary.findings, *summary.references]
    spans += [own for item in summary.commentary for own in item.own]
    for span in spans:
        times.update(range(span.start, span.end))
    for block in summary.blocks:
        if block.section == "post" and block.kind not in {"title", "heading"}:
            for at in range(block.start, block.end):
                if summary.text[at].isalnum():
                    around = summary.text[max(0, at - 30) : at + 30]
                    assert times[at] == 1, f"{summary.text[at]!r} is in {times[at]}: {around!r}"


def check_nesting(summary: Summary) -> None:
    findings = summary.findings
    assert all(before.end <= after.start for before, after in pairwise(findings))
    for finding in findings:
        assert finding.start < finding.end
        assert finding.outer.start <= finding.start
        assert finding.end <= finding.outer.end
        assert all(finding.start <= cut.start and cut.end <= finding.end for cut in finding.cuts)
        assert any(b.start <= finding.start and finding.end <= b.end for b in summary.blocks)
        for item in summary.commentary:
            apart = finding.end <= item.start or item.end <= finding.start
            assert apart or (item.start <= finding.start and finding.end <= item.end)
    for item in summary.commentary:
        assert item.own
        assert all(item.start <= own.start and own.end <= item.end for own in item.own)
    for claim in summary.claims:
        assert all(claim.start <= part.start and part.end <= claim.end for part in claim.parts)


def check_ids(summary: Summary) -> None:
    """Ids are unique, and whatever points somewhere points to something of the right kind."""
    layers = {
        name: [item.id for item in getattr(summary, name)]
        for name in ("findings", "commentary", "references", "claims", "comments", "sources")
    }
    everything = [each for ids in layers.values() for each in ids]
    assert len(everything) == len(set(everything))
    for finding in summary.findings:
        assert finding.continues in {*layers["findings"], None} - {finding.id}
    for item in [*summary.findings, *summary.references]:
        assert item.source in {*layers["sources"], None}
    for item in [*summary.findings, *summary.commentary, *summary.blocks]:
        assert item.comment in {*layers["comments"], None}
    for item in summary.commentary:
        assert set(item.about) <= set(everything) - {item.id}
    for claim in summary.claims:
        assert claim.by.source in {*layers["sources"], None}
        assert (claim.finding in layers["findings"]) != (claim.commentary in layers["commentary"])
        assert set(claim.also_in) <= {*layers["findings"], *layers["commentary"]}
    for comment in summary.comments:
        assert comment.reply_to in {*layers["comments"], None} - {comment.id}


def _letters(text: str | None) -> str:
    """The letters and figures of a text: quotation marks may have been made single. A post without
    a title has a character that stands in no text.
    """
    return "\0" if text is None else "".join(c for c in text if c.isalnum())


def check_digest(summary: Summary) -> None:
    """Evidence exists, speaks with the voice of its sentence, and every figure is in the text."""
    voices: dict[str, str] = {item.id: "source" for item in summary.sources}
    voices |= {item.id: "source" for item in [*summary.findings, *summary.references]}
    voices |= {item.id: item.voice.value for item in summary.commentary}
    voices |= {item.id: item.by.voice.value for item in summary.claims}
    voices |= {item.id: "author" if item.by_writer else "reader" for item in summary.comments}
    figures = set(re.findall(r"\d+", summary.text))
    digest = summary.summary
    assert max(len(digest.sv), len(digest.en)) <= load_settings().digest.max_sentences
    for sentence in filter(None, [digest.headline.sv, digest.headline.en, *digest.sv, *digest.en]):
        assert sentence.text.strip()
        assert sentence.evidence
        assert set(sentence.evidence) <= set(voices)
        heard = {voices[each] for each in sentence.evidence}
        # The post's own title is the writer's, whatever it is about.
        own = sentence.voice == "summary" or _letters(summary.post.title) in _letters(sentence.text)
        assert own or sentence.voice in heard
        assert set(re.findall(r"\d+", sentence.text)) <= figures


def check_json(summary: Summary) -> None:
    written = summary.to_json()
    written.encode("utf-8")
    again = Summary.model_validate_json(written)
    assert again == summary
    assert again.to_json() == written


def check(summary: Summary) -> None:
    """All promises about one summary."""
    assert broken(summary) == []
    check_checksums(summary)
    check_partition(summary)
    check_cover(summary)
    check_nesting(summary)
    check_ids(summary)
    check_digest(summary)
    check_json(summary)
