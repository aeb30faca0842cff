"""``referat inspect``: what the reader sees in a file, before anything is made of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.console import complain, ending, report, utf8_out
from referat.cli.inputs import expand

if TYPE_CHECKING:
    from referat.readers import Rejected

# Columns where standard output is no terminal.
_PIPED_WIDTH = 100


def inspect(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE", help="Posts, archives, folders, patterns such as '*.html', or -."
        ),
    ],
    *,
    posts: Annotated[
        int, typer.Option("--posts", "-n", min=1, help="Most posts that are shown of one file.")
    ] = 20,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", show_default=False, help="Settings (TOML)."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Show what the reader understands of posts: blocks, sections, comment threads, metadata."""
    with ending(debug):
        from rich.console import Console

        from referat.readers import read
        from referat.settings import load_settings
        from referat.stages.blocks import Blocks
        from referat.writers.structure import render

        limits = load_settings(settings).input
        divide = Blocks()
        console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else _PIPED_WIDTH)
        paths, missing = expand(files)
        failed = len(missing)
        for error in missing:
            complain(str(error))

        def reject(record: Rejected) -> None:
            nonlocal failed
            failed += 1
            complain(str(record))

        utf8_out()
        for path in paths:
            try:
                for number, post in enumerate(read(path, limits, rejected=reject)):
                    if number == posts:
                        console.print(f"more posts in {path}; --posts shows them", markup=False)
                        break
                    render(divide(post), console)
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001 - one bad post must not stop the others
                report(path, error, debug)
                failed += 1
        raise typer.Exit(1 if failed else 0)
