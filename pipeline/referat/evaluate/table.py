"""An evaluation in a terminal: one table with the baselines in it, confusions, breakdowns, and the
worst posts with gold and prediction side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from referat.evaluate.evaluation import Evaluation
from referat.evaluate.measures import Confusion, Mean, Measure, Prf, Scores, Share
from referat.writers.escape import flat

# The measures of the breakdowns, and their short names.
COLUMNS = {
    "language.words": "words",
    "runs.overlap": "runs",
    "findings.overlap": "findings",
    "findings.speaker": "speaker",
    "findings.source": "source",
    "stance": "stance",
    "commentary.about": "about",
    "claims.overlap": "claims",
    "digest.findings": "told",
}
# Confusion tables that are printed.
CONFUSIONS = ("stance", "claims.kind", "claims.certainty", "claims.negated", "blocks.section")
# How many errors of a bad post a terminal shows, and how many code points of each side.
ERRORS, EXCERPT = 8, 60

KINDS: Mapping[type, str] = {Prf: "F1", Share: "share", Confusion: "macro-F1", Mean: "mean"}


def render(evaluation: Evaluation, console: Console) -> None:
    """Print everything but the posts themselves."""
    console.print(
        f"referat on {evaluation.corpus.folder}, split {evaluation.split}: "
        f"{len(evaluation.results)} posts, corpus {evaluation.corpus.digest[:12]}",
        highlight=False,
    )
    console.print(_main(evaluation))
    for name in CONFUSIONS:
        measure = evaluation.end_to_end.get(name)
        if isinstance(measure, Confusion) and measure.counts:
            console.print(_confusion(name, measure))
    console.print(_groups("by format", evaluation.by_format))
    if evaluation.by_tag:
        console.print(_groups("by phenomenon", evaluation.by_tag))
    for table in _worst(evaluation):
        console.print(table)


def figure(value: float | None) -> str:
    """A score with three decimals, or a dash."""
    return "–" if value is None else f"{value:.3f}"


def rows(evaluation: Evaluation) -> Iterator[tuple[str, str, str, str, str, str, str, str]]:
    """The main table: measure, kind, gold, end to end, interval, precision/recall, on gold input,
    baselines.
    """
    on_gold: dict[str, Measure] = {}
    for scores in evaluation.on_gold.values():
        on_gold |= scores
    baselines = evaluation.baselines
    for name, measure in evaluation.end_to_end.items():
        edges = evaluation.interval(name)
        both = ""
        count = ""
        if isinstance(measure, Prf):
            both = f"{figure(measure.precision)} / {figure(measure.recall)}"
            count = str(measure.gold)
        elif isinstance(measure, Share):
            count = str(measure.of)
        elif isinstance(measure, Confusion):
            both = f"accuracy {figure(measure.accuracy)}"
            count = str(measure.counts.total())
        elif isinstance(measure, Mean):
            count = str(measure.count)
        others = [
            f"{baseline} {figure(scores[name].value)}"
            for baseline, scores in baselines.items()
            if name in scores
        ]
        yield (
            name,
            KINDS[type(measure)],
            count,
            figure(measure.value),
            f"{edges[0]:.2f}–{edges[1]:.2f}" if edges else "",
            both,
            figure(on_gold[name].value) if name in on_gold else "",
            ", ".join(others),
        )


HEADS = ("measure", "kind", "gold", "score", "95 %", "precision / recall", "on gold", "baselines")


def _main(evaluation: Evaluation) -> Table:
    table = Table(title="end to end, and each stage on gold input", title_justify="left")
    for head in HEADS:
        table.add_column(
            head,
            justify="right" if head in ("gold", "score", "on gold") else "left",
            no_wrap=head != "baselines",
        )
    for row in rows(evaluation):
        table.add_row(*row)
    return table


def _confusion(name: str, measure: Confusion) -> Table:
    table = Table(title=f"{name}: rows gold, columns predicted", title_justify="left")
    table.add_column("")
    for label in measure.labels:
        table.add_column(label, justify="right")
    table.add_column("F1", justify="right")
    for gold in measure.labels:
        counts = [str(measure.counts[gold, told]) for told in measure.labels]
        table.add_row(gold, *counts, figure(measure.f1(gold)))
    return table


def _groups(title: str, groups: Mapping[str, tuple[int, Scores]]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("", no_wrap=True)
    table.add_column("posts", justify="right")
    for short in COLUMNS.values():
        table.add_column(short, justify="right")
    for name, (count, scores) in groups.items():
        values = [figure(scores[key].value if key in scores else None) for key in COLUMNS]
        table.add_row(name, str(count), *values)
    return table


def _worst(evaluation: Evaluation) -> Iterator[Table]:
    for result in evaluation.worst:
        errors = result.scored.errors
        table = Table(
            title=f"{result.post.path.name}: {result.mark:.3f}, {len(errors)} differences",
            title_justify="left",
        )
        for head in ("layer", "what", "gold", "predicted"):
            table.add_column(head, overflow="fold")
        for error in errors[:ERRORS]:
            cells = (error.layer, error.what, error.gold, error.predicted)
            # Text, not markup: a post may hold brackets that rich would obey.
            table.add_row(*(Text(_short(cell)) for cell in cells))
        yield table


def _short(text: str) -> str:
    line = flat(text)
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT]}…"
