"""How far two annotators agree: F1 for spans, Cohen's kappa for labels, as a Markdown table.

Some posts of the corpus were annotated twice, the second time from the guidelines alone.
``corpus/agreement/first`` and ``second`` hold both annotations as they were before anybody compared
them; the gold of these posts is what was settled afterwards. The first annotation is taken as gold
and the second as prediction, by the same code that scores the pipeline; F1 and kappa do not change
where the two are exchanged.

    python scripts/agreement.py [--corpus DIR] [--differences]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from referat.errors import ReferatError
from referat.evaluate.layers import Error, every_layer
from referat.evaluate.measures import Confusion, Measure, Prf, Share, added
from referat.summary import Summary

ROOT = Path(__file__).resolve().parent.parent
# What the table tells: the name of a layer or label, and its measure.
ROWS: tuple[tuple[str, str], ...] = (
    ("blocks", "blocks.overlap"),
    ("section of a block", "blocks.section"),
    ("kind of a block", "blocks.kind"),
    ("role of a block", "blocks.role"),
    ("language of a word", "language.words"),
    ("runs other than Swedish", "runs.overlap"),
    ("kind of a run", "runs.kind"),
    ("comments", "comments.overlap"),
    ("what a comment answers", "comments.reply_to"),
    ("what a comment repeats of the post", "comments.quotes_post.overlap"),
    ("findings", "findings.overlap"),
    ("marking of a finding", "findings.marking"),
    ("speaker of a finding", "findings.speaker"),
    ("source of a finding", "findings.source"),
    ("sources", "sources"),
    ("kind of a source", "sources.kind"),
    ("references", "references.overlap"),
    ("commentary", "commentary.overlap"),
    ("stance", "stance"),
    ("what a commentary is about", "commentary.about"),
    ("claims", "claims.overlap"),
    ("voice of a claim", "claims.voice"),
    ("kind of a claim", "claims.kind"),
    ("negation of a claim", "claims.negated"),
    ("certainty of a claim", "claims.certainty"),
    ("quantities of a claim", "claims.quantities"),
)


def pairs(folder: Path) -> Iterator[tuple[str, Summary, Summary]]:
    """Name and both annotations of each post that was annotated twice.

    Raises:
        ReferatError: a post has only one of them, or they are of different texts.
    """
    first = {path.stem: path for path in sorted((folder / "first").glob("*.json"))}
    second = {path.stem: path for path in sorted((folder / "second").glob("*.json"))}
    if lonely := sorted(first.keys() ^ second.keys()):
        raise ReferatError(f"{folder}: annotated only once: {', '.join(lonely)}")
    for name, path in first.items():
        one = Summary.model_validate_json(path.read_bytes())
        other = Summary.model_validate_json(second[name].read_bytes())
        if one.text != other.text:
            raise ReferatError(f"{folder}: the two annotations of {name} have different texts")
        yield name, one, other


def table(folder: Path) -> str:
    """The Markdown table of `ROWS`, with the number of posts above it."""
    scores = [every_layer(one, other).scores for _, one, other in pairs(folder)]
    total = added(scores)
    lines = [
        f"{len(scores)} posts:",
        "",
        "| layer | first / second | F1 | kappa | same |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [_row(label, total[name]) for label, name in ROWS if name in total]
    return "\n".join(lines)


def _row(label: str, measure: Measure) -> str:
    if isinstance(measure, Prf):
        counts, f1, kappa, same = f"{measure.gold} / {measure.predicted}", measure.value, None, None
    elif isinstance(measure, Confusion):
        counts, f1, kappa, same = str(measure.counts.total()), None, measure.kappa, measure.accuracy
    else:
        of = measure.of if isinstance(measure, Share) else ""
        counts, f1, kappa, same = str(of), None, None, measure.value
    cells = ["" if value is None else f"{value:.2f}" for value in (f1, kappa, same)]
    return f"| {label} | {counts} | {' | '.join(cells)} |"


def main() -> int:
    """Print the table, or each difference; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", metavar="DIR")
    parser.add_argument("--differences", action="store_true", help="list what differs, by post")
    arguments = parser.parse_args()
    folder: Path = arguments.corpus / "agreement"
    if not arguments.differences:
        print(table(folder))
        return 0
    for name, one, other in pairs(folder):
        print(f"{name}:")
        for error in every_layer(one, other).errors:
            print(f"  {_difference(error)}")
    return 0


def _difference(error: Error) -> str:
    one, other = (" ".join(text.split())[:90] for text in (error.gold, error.predicted))
    return f"{error.layer}: {error.what}: first {one!r}, second {other!r}"


if __name__ == "__main__":
    sys.exit(main())
