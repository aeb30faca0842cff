"""``referat evaluate``: the pipeline's scores on a corpus with gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.console import UsageError, complain, ending

if TYPE_CHECKING:
    from referat.evaluate.evaluation import Evaluation

# Columns of a table that goes to a file or a pipe.
_PIPED_WIDTH = 200


def evaluate(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="Folder with posts/, gold/, splits.json.")
    ] = Path("corpus"),
    *,
    split: Annotated[
        str | None,
        typer.Option(
            "--split",
            "-s",
            metavar="NAME",
            show_default=False,
            help="Which posts. Default: dev, or all of a corpus without splits.",
        ),
    ] = None,
    json_: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE", show_default=False, help="Write the result there."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="FILE", show_default=False, help="Write a page to look at there."
        ),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            "--floors", metavar="FILE", show_default=False, help="Fail below the scores it holds."
        ),
    ] = None,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Write what was measured into --floors.")
    ] = False,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason",
            metavar="TEXT",
            show_default=False,
            help="Why --raise-floors may lower some; kept in the file.",
        ),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", show_default=False, help="Settings (TOML)."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Score the pipeline on a corpus with gold: every layer, end to end and on gold input."""
    with ending(debug):
        if raise_floors and floors is None:
            raise UsageError("--raise-floors needs --floors FILE")
        from rich.console import Console

        from referat.assemble import load
        from referat.evaluate.corpus import CorpusError, load_corpus
        from referat.evaluate.evaluation import evaluate as run
        from referat.evaluate.table import render

        pipeline = load(settings)
        try:
            gold = load_corpus(corpus, pipeline.settings.input)
        except CorpusError as error:
            for problem in error.problems:
                complain(str(problem))
            raise typer.Exit(2) from None
        result = run(gold, pipeline, split or gold.default_split)
        width = None if sys.stdout.isatty() else _PIPED_WIDTH
        render(result, Console(file=sys.stdout, width=width))
        _save(result, json_, html)
        if floors is not None and not _hold(result, floors, raise_floors, reason):
            raise typer.Exit(1)


def _save(result: Evaluation, json_: Path | None, html: Path | None) -> None:
    """Write an evaluation's files."""
    from referat.writers.files import write_file

    if json_ is not None:
        import json

        write_file(json_, json.dumps(result.as_json(), ensure_ascii=False, indent=1) + "\n")
    if html is not None:
        from referat.evaluate.page import page

        write_file(html, page(result))


def _hold(result: Evaluation, path: Path, raising: bool, reason: str | None) -> bool:
    """Whether an evaluation keeps its floors; writes them anew where ``raising``."""
    from referat.evaluate.floors import Floors
    from referat.writers.files import write_file

    known = Floors.read(path) if path.exists() or not raising else Floors(corpus="", floors={})
    if raising:
        known = known.raised(result, reason)
        write_file(path, known.model_dump_json(indent=1) + "\n")
    broken = known.below(result)
    for line in broken:
        complain(f"{path}: {line}")
    return not broken
