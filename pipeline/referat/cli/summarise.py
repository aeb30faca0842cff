"""``referat summarise``: posts in, summaries out, to standard output, a file or a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, count, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from referat.cli.console import (
    UsageError,
    complain,
    ending,
    on_terminal,
    print_out,
    progress,
    reason_of,
    report,
)
from referat.cli.inputs import expand
from referat.errors import InputError

if TYPE_CHECKING:
    from referat.assemble import Pipeline
    from referat.readers import Rejected
    from referat.summary import Summary


class Format(StrEnum):
    """What can be written; the same names as `referat.writers.WRITERS`."""

    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    TERMINAL = "terminal"


class Language(StrEnum):
    """What can be written in."""

    SV = "sv"
    EN = "en"


class Length(StrEnum):
    """How much a digest tells; the same names as the setting `digest.length`."""

    SHORT = "short"
    STANDARD = "standard"
    LONG = "long"


# What stands between two summaries on standard output.
_BETWEEN = {Format.MARKDOWN: "\n---\n\n", Format.TERMINAL: "\n"}


class _Order(NamedTuple):
    """How summaries are to be written."""

    format: Format
    language: Language
    several: bool
    folder: bool = False  # whether the output is one


def summarise(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Posts, archives, folders, patterns such as '*.html', or - (stdin).",
        ),
    ],
    *,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="Default: terminal on a terminal, json otherwise.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            show_default=False,
            help="A file; for several posts a folder, with a file for each.",
        ),
    ] = None,
    language: Annotated[
        Language, typer.Option("--language", "-l", help="Language of the digest and its page.")
    ] = Language.SV,
    length: Annotated[
        Length | None,
        typer.Option(
            "--length",
            help="One sentence, up to 90 words, or up to 200. Default: as the settings say.",
            show_default=False,
        ),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", show_default=False, help="Settings (TOML)."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Summarise posts: who found what, what the writer makes of it, what readers answered.

    Several posts are written to standard output one after the other, as JSON Lines (one object a
    line) in JSON; with --output, to a file each: those of an archive, numbered, to a folder of its
    name.
    """  # fmt: skip
    with ending(debug):
        to_screen = on_terminal() and output is None
        paths, missing = expand(files)
        order = _Order(
            format=format_ or (Format.TERMINAL if to_screen else Format.JSON),
            language=language,
            several=len(paths) + len(missing) > 1,
        )
        targets, folder = _targets(paths, order, output)
        order = order._replace(folder=folder)
        from referat.assemble import load
        from referat.settings import load_settings

        told = {"digest": {"length": length.value}} if length is not None else None
        pipeline = load(load_settings(settings, told) if told else settings)
        for error in missing:
            complain(str(error))
        # A bar would be drawn over by summaries that go to the same screen.
        with progress(len(paths), quiet or to_screen) as advance:
            failed = _run(pipeline, list(zip(paths, targets, strict=True)), order, advance, debug)
        raise typer.Exit(1 if failed or missing else 0)


def _run(
    pipeline: Pipeline,
    jobs: Sequence[tuple[Path, Path | None]],
    order: _Order,
    advance: Callable[[], None],
    debug: bool,
) -> int:
    """Summarise and write one input after the other; gives how many posts could not be."""
    failed = 0
    between = ""

    def reject(record: Rejected) -> None:
        nonlocal failed
        failed += 1
        complain(str(record))

    for path, target in jobs:
        try:
            summaries, several = _peeked(pipeline.summaries(path, rejected=reject))
            wanted = order._replace(several=order.several or several)
            for place, summary in zip(_places(path, target, wanted, several), summaries):  # noqa: B905
                if place is not None:
                    _to_file(summary, order, place)
                else:
                    print_out(between)
                    between = _BETWEEN.get(order.format, "")
                    _to_stdout(summary, wanted)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad post must not stop the others
            report(path, error, debug)
            failed += 1
        advance()
    return failed


def _peeked(summaries: Iterator[Summary]) -> tuple[Iterator[Summary], bool]:
    """The same summaries, and whether there are several."""
    first = list(islice(summaries, 2))
    return chain(first, summaries), len(first) > 1


def _places(path: Path, target: Path | None, order: _Order, several: bool) -> Iterator[Path | None]:
    """Where the summaries of one input go; those of an archive to a folder of its name."""
    if not several:
        return repeat(target)
    if target is None:
        if order.format is Format.HTML:
            raise _too_many(path)
        return repeat(None)
    if not order.folder:
        raise _too_many(path)
    folder = target.with_suffix("")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return (folder / f"{number}{target.suffix}" for number in count(1))


def _too_many(path: Path) -> InputError:
    return InputError(str(path), "several posts in it", "name a folder with --output")


def _unwritable(target: Path, error: OSError) -> InputError:
    return InputError(
        str(target), f"cannot be written ({reason_of(error)})", "name another --output"
    )


def _targets(
    paths: Sequence[Path], order: _Order, output: str | None
) -> tuple[Sequence[Path | None], bool]:
    """The file that each input's summary goes to (``None`` is standard output), and whether they
    stand in a folder that was named for them.
    """
    if output is None:
        if order.several and order.format is Format.HTML:
            raise UsageError("several pages do not fit into one stream; add --output FOLDER")
        return [None] * len(paths), False
    place = Path(output)
    into_folder = order.several or place.is_dir() or output.endswith(("/", os.sep))
    if not into_folder:
        targets = [place]
    elif place.exists() and not place.is_dir():
        raise UsageError(f"{output}: is a file; name a folder for several posts")
    else:
        from referat.writers import WRITERS
        from referat.writers.files import output_names

        targets = [place / name for name in output_names(paths, WRITERS[order.format].suffix)]
    inputs = {os.path.realpath(path) for path in paths}
    for target in targets:
        if os.path.realpath(target) in inputs:
            raise UsageError(f"{target}: is one of the posts; name another --output")
    try:
        (place if into_folder else place.parent).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{output}: {reason_of(error)}; name another --output") from error
    return targets, into_folder


def _to_file(summary: Summary, order: _Order, target: Path) -> None:
    from referat.writers import WRITERS
    from referat.writers.files import write_file

    try:
        write_file(target, WRITERS[order.format].write(summary, order.language))
    except OSError as error:
        raise _unwritable(target, error) from error


def _to_stdout(summary: Summary, order: _Order) -> None:
    from referat.writers import WRITERS, json, terminal

    if order.format is Format.JSON and order.several:
        print_out(json.write_line(summary))
    elif order.format is Format.TERMINAL and on_terminal():
        from rich.console import Console

        terminal.render(summary, order.language, Console(file=sys.stdout))
    else:
        print_out(WRITERS[order.format].write(summary, order.language))
