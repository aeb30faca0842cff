"""Score the pipeline on the examples of the corpus: single comments and miniature posts.

    python scripts/score_examples.py [--corpus DIR] [--errors]

They were made to be hard and are used for development: figures on them are no measure of quality on
real posts (`referat evaluate` is). Findings, names and titles are compared as there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import referat
from referat.evaluate.alignment import align
from referat.evaluate.layers import same_title
from referat.evaluate.measures import Confusion, Measure, Prf, Share, added
from referat.span import Span

ROOT = Path(__file__).resolve().parent.parent
# What the stance examples are put behind, so that the comment follows a finding.
INTRODUCTION = (
    "En rubrik om något\n\nI rapporten Signals of Change, som gavs ut av Northern Policy Lab i "
    "våras, behandlas ämnet.\n\n"
)


def stance_of(example: dict[str, Any], pipeline: referat.Pipeline) -> str:
    """The stance that the pipeline gives a comment as a whole."""
    text = f"{INTRODUCTION}{example['finding']}\n\n{example['comment']}"
    start = text.rindex(example["comment"])
    items = [item for item in pipeline(text).commentary if item.start >= start - 1]
    told = {item.stance.value for item in items} - {"neutral"}
    if not told:
        return "neutral"
    return min(told) if len(told) == 1 else "mixed"


def stance_examples(path: Path, pipeline: referat.Pipeline) -> tuple[Confusion, list[str]]:
    """The confusion of stances, and the errors."""
    pairs, errors = [], []
    for example in _lines(path):
        stance = stance_of(example, pipeline)
        pairs.append((example["stance"], stance))
        if stance != example["stance"]:
            errors.append(f"{stance}, gold {example['stance']}: {example['comment'][:90]!r}")
    return Confusion.of(pairs), errors


def attribution_examples(
    path: Path, pipeline: referat.Pipeline
) -> tuple[dict[str, Measure], list[str]]:
    """Findings, and speaker and source of those that were found, and the errors."""
    scores: list[dict[str, Measure]] = []
    errors: list[str] = []
    for example in _lines(path):
        summary = pipeline(example["text"])
        wanted = {_span(example["text"], item): item for item in example["findings"]}
        pairs = align(list(wanted), summary.findings)
        titles = {item.id: item.title for item in summary.sources}
        speakers = sources = 0
        for span, found in pairs:
            gold = wanted[span]
            name = found.speaker.name if found.speaker else None
            title = titles.get(found.source or "")
            same = (name or "").casefold() == (gold["speaker"] or "").casefold()
            speakers += same
            sources += same_title(title, gold["source"])
            if not (same and same_title(title, gold["source"])):
                errors.append(
                    f"{gold['text'][:40]!r}: {name}, {title}; gold {gold['speaker']}, "
                    f"{gold['source']}"
                )
        missed = wanted.keys() - {span for span, _ in pairs}
        errors += [f"missed: {wanted[span]['text'][:70]!r}" for span in sorted(missed)]
        scores.append(
            {
                "findings": Prf(len(pairs), len(summary.findings), len(wanted)),
                "speaker": Share(speakers, len(pairs)),
                "source": Share(sources, len(pairs)),
            }
        )
    return added(scores), errors


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _span(text: str, item: dict[str, Any]) -> Span:
    """Where the finding stands; ``nth`` counts its places from 0."""
    at = text.index(item["text"])
    for _ in range(item.get("nth", 0)):
        at = text.index(item["text"], at + 1)
    return Span(at, at + len(item["text"]))


def main() -> None:
    """Score both, and list the errors if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", metavar="DIR")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    arguments = parser.parse_args()
    pipeline = referat.load()
    examples = arguments.corpus / "examples"
    stances, wrong = stance_examples(examples / "stance.jsonl", pipeline)
    print(f"stance: accuracy {stances.accuracy:.3f}, macro-F1 {stances.value:.3f}")
    for gold in stances.labels:
        row = "  ".join(f"{told} {stances.counts[gold, told]:3}" for told in stances.labels)
        print(f"    {gold:10}{row}")
    scores, more = attribution_examples(examples / "attribution.jsonl", pipeline)
    print("attribution: " + ", ".join(f"{name} {m.value:.3f}" for name, m in scores.items()))
    if arguments.errors:
        for error in wrong + more:
            print(f"  {error}")


if __name__ == "__main__":
    main()
