"""Score the pipeline on the held-out posts and on the examples of the corpus.

    python scripts/score_examples.py [--corpus DIR] [--errors]

- *held out* (``corpus/held_out/``): posts with compact gold, which names strings, not offsets. A
  finding is found where a predicted span shares 80 % of its characters; "exact" leaves punctuation
  at the edges aside. A speaker is right only under gold's very name. A source is right where one
  title holds the other. A stance is that of the commentary whose span holds the first words that
  gold gives; where none does, the stance is "none" and counts as wrong.
- *stance* and *attribution* (``corpus/examples/``): single comments and miniature posts, made to be
  hard and used for development: figures on them are no measure of quality on real posts.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import referat
from referat.summary import CommentaryRecord, FindingRecord, Summary

ROOT = Path(__file__).resolve().parent.parent
STANCES = ("agrees", "disagrees", "mixed", "neutral")
# What is told of a place where the pipeline sees no commentary.
NONE = "none"
EDGES = " \n.,;:!?…\"”“'’()[]"
# What the stance examples are put behind, so that the comment follows a finding.
INTRODUCTION = (
    "En rubrik om något\n\nI rapporten Signals of Change, som gavs ut av Northern Policy Lab i "
    "våras, behandlas ämnet.\n\n"
)


def find(text: str, words: str, nth: int = 0) -> int:
    """Where ``words`` begin in ``text`` for the ``nth`` time after the first.

    Raises ValueError where they do not stand in the text that often.
    """
    at = text.index(words)
    for _ in range(nth):
        at = text.index(words, at + 1)
    return at


def overlap(found: FindingRecord, start: int, end: int) -> float:
    """Shared code points as a part of the longer of two spans."""
    shared = min(found.end, end) - max(found.start, start)
    return max(0, shared) / max(found.end - found.start, end - start)


def same_title(first: str | None, second: str | None) -> bool:
    """Whether two titles name one source: one holds the other, in any case."""
    if not first or not second:
        return not first and not second
    return first.lower() in second.lower() or second.lower() in first.lower()


def score_finding(
    summary: Summary, gold: dict[str, Any], source: str | None, counts: Counter[str]
) -> str | None:
    """Count one gold finding; says what is wrong with the one that was found, if anything."""
    counts["findings"] += 1
    start = find(summary.text, gold["text"], gold.get("nth", 0))
    end = start + len(gold["text"])
    best = max(summary.findings, key=lambda item: overlap(item, start, end), default=None)
    if best is None or overlap(best, start, end) < 0.8:
        return f"missed: {gold['text'][:70]!r}"
    counts["found"] += 1
    counts["exact"] += best.text.strip(EDGES) == gold["text"].strip(EDGES)
    name = best.speaker.name if best.speaker else None
    counts["speaker"] += (name or "").lower() == (gold["speaker"] or "").lower()
    title = next((item.title for item in summary.sources if item.id == best.source), None)
    counts["source"] += same_title(title, source)
    if (name or "").lower() != (gold["speaker"] or "").lower() or not same_title(title, source):
        return f"{gold['text'][:40]!r}: {name}, {title}; gold {gold['speaker']}, {source}"
    return None


def stance_at(summary: Summary, start: int) -> str:
    """The stance of the commentary that holds a place, or ``NONE``."""
    near: list[CommentaryRecord] = [
        item for item in summary.commentary if item.start <= start < item.end
    ]
    return near[0].stance.value if near else NONE


def held_out(folder: Path, pipeline: referat.Pipeline) -> Iterator[str]:
    """Score the held-out posts; yields the errors."""
    counts: Counter[str] = Counter()
    stances: Counter[tuple[str, str]] = Counter()
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        post = next((folder / "posts").glob(f"{path.stem}.*"))
        summary = pipeline(post)
        titles = {item["key"]: item["title"] for item in gold["sources"]}
        counts["predicted"] += len(summary.findings)
        for finding in gold["findings"]:
            error = score_finding(summary, finding, titles.get(finding["source"]), counts)
            if error:
                yield f"{path.stem}: {error}"
        for item in gold["commentary"]:
            start = find(summary.text, item["starts"], item.get("nth", 0))
            stances[item["stance"], stance_at(summary, start)] += 1
    print_findings("held out", counts)
    print_stances("held out", stances)


def stance_examples(path: Path, pipeline: referat.Pipeline) -> Iterator[str]:
    """Score the stance examples; yields the errors."""
    stances: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        text = f"{INTRODUCTION}{example['finding']}\n\n{example['comment']}"
        summary = pipeline(text)
        start = text.rindex(example["comment"])
        seen = {item.stance.value for item in summary.commentary if item.start >= start - 1} - {
            "neutral"
        }
        stance = "neutral" if not seen else min(seen) if len(seen) == 1 else "mixed"
        stances[example["stance"], stance] += 1
        if stance != example["stance"]:
            yield f"{stance}, gold {example['stance']}: {example['comment'][:90]!r}"
    print_stances("stance examples", stances)


def attribution_examples(path: Path, pipeline: referat.Pipeline) -> Iterator[str]:
    """Score the attribution examples; yields the errors."""
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        summary = pipeline(example["text"])
        counts["predicted"] += len(summary.findings)
        for finding in example["findings"]:
            error = score_finding(summary, finding, finding["source"], counts)
            if error:
                yield error
    print_findings("attribution examples", counts)


def print_findings(name: str, counts: Counter[str]) -> None:
    """One line: F1 of findings, and how many of the found ones have speaker and source right."""
    both = counts["predicted"] + counts["findings"]
    found = max(1, counts["found"])
    print(
        f"{name}: findings F1 {2 * counts['found'] / both:.3f}, exact "
        f"{2 * counts['exact'] / both:.3f}; speaker {counts['speaker'] / found:.3f}, source "
        f"{counts['source'] / found:.3f} of {counts['found']} found"
    )


def print_stances(name: str, stances: Counter[tuple[str, str]]) -> None:
    """Accuracy, macro-F1 and the confusion table (rows gold, columns predicted)."""
    right = {stance: stances[stance, stance] for stance in STANCES}
    scores = []
    for stance in STANCES:
        gold = sum(stances[stance, other] for other in (*STANCES, NONE))
        told = sum(stances[other, stance] for other in STANCES)
        scores.append(2 * right[stance] / max(1, gold + told))
    accuracy = sum(right.values()) / max(1, stances.total())
    print(f"{name}: stance accuracy {accuracy:.3f}, macro-F1 {sum(scores) / len(scores):.3f}")
    for stance in STANCES:
        row = "  ".join(f"{other} {stances[stance, other]:3}" for other in (*STANCES, NONE))
        print(f"    {stance:10}{row}")


def main() -> None:
    """Score all three, and list the errors if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    arguments = parser.parse_args()
    pipeline = referat.load()
    examples = arguments.corpus / "examples"
    for errors in (
        held_out(arguments.corpus / "held_out", pipeline),
        stance_examples(examples / "stance.jsonl", pipeline),
        attribution_examples(examples / "attribution.jsonl", pipeline),
    ):
        for error in errors:
            if arguments.errors:
                print(f"  {error}")


if __name__ == "__main__":
    main()
