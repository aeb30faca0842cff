"""The command line: ``summarise``, ``batch``, ``query``, ``inspect``, ``evaluate``, ``mix``,
``desk`` and ``schema``.

One module a command. Nothing heavy is imported before a post has to be read, so that
``referat --help`` answers at once.

Exit status: 0, all inputs were summarised or measured (also when whoever reads standard output
stops reading), or no score is below its floor; 1, some could not be, the others were, or some score
is; 2, the command, the settings, a corpus or a dataset are wrong and nothing was done; 130,
interrupted. An input or a record of an archive that cannot be read costs one line on standard
error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from referat.cli.batch import batch
from referat.cli.console import ending, print_out
from referat.cli.desk import desk
from referat.cli.evaluate import evaluate
from referat.cli.inspect import inspect
from referat.cli.mix import mix
from referat.cli.query import query
from referat.cli.summarise import summarise

__all__ = ["app", "main"]

app = typer.Typer(
    name="referat",
    help="Digests of Swedish posts that quote foreign findings, with every word traceable.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(summarise)
app.command()(batch)
app.command()(query)
app.command()(inspect)
app.command()(evaluate)
app.command()(mix)
app.command()(desk)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends in `SystemExit`.

    Args:
        arguments: what stands after ``referat``; the process's own where ``None``.
    """
    app(args=list(arguments) if arguments is not None else None, prog_name="referat")


def _show_version(wanted: bool) -> None:
    if wanted:
        from referat import __version__

        typer.echo(f"referat {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    del version  # answered by its callback


@app.command()
def schema() -> None:
    """Print the JSON Schema of a summary."""
    from referat.writers import json

    with ending():
        print_out(json.schema())
