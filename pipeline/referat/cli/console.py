"""What all commands share: standard output, one line for each failure, progress, exit status."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from referat.errors import InputError, ReferatError


class UsageError(ReferatError):
    """The command does not make sense as it is given."""


def on_terminal() -> bool:
    """Whether a person may be reading standard output."""
    return sys.stdout.isatty()


def utf8_out() -> None:
    """Let standard output be UTF-8 with bare line feeds, whatever the platform."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def print_out(text: str) -> None:
    """Write to standard output."""
    utf8_out()
    sys.stdout.write(text)
    sys.stdout.flush()


def reason_of(error: OSError) -> str:
    """What the system says is wrong, as part of a sentence."""
    return (error.strerror or type(error).__name__).lower()


def complain(message: str) -> None:
    """One line on standard error; a file's name cannot break it or command the terminal."""
    from referat.writers.escape import one_line

    # Not typer.echo, which would write past the progress bar and into its line.
    sys.stderr.write(f"referat: {one_line(message)}\n")


def report(path: Path, error: Exception, debug: bool) -> None:
    """Say in one line why an input could not be summarised."""
    if debug:
        traceback.print_exception(error)
    if isinstance(error, InputError):
        complain(str(error))
    elif isinstance(error, ReferatError):
        complain(f"{path}: {error}")
    else:
        complain(
            f"{path}: unexpected error: {type(error).__name__}; run with --debug and report it"
        )


@contextmanager
def progress(total: int, quiet: bool) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error where a person may be watching; gives its step."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    # Standard output carries the summaries: the bar must not take it over.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("referat", total=total)
        yield lambda: bar.advance(task)


@contextmanager
def ending(debug: bool = False) -> Iterator[None]:
    """Turn what ends a run into its exit status."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # Whoever read the output has enough. What Python still flushes at exit goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except ReferatError as error:
        if debug:
            traceback.print_exception(error)
        complain(str(error))
        raise typer.Exit(2) from None
