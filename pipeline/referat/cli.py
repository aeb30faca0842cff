"""The command line: ``referat summarise``, ``referat evaluate``, ``referat schema``.

Nothing heavy is imported before a post has to be read, so that ``referat --help`` answers at once.

Exit status: 0, all inputs were summarised (also when whoever reads standard output stops reading),
or no score is below its floor; 1, some could not be, the others were, or some score is; 2, the
command, the settings or a corpus are wrong and nothing was done; 130, interrupted. An input that
cannot be summarised costs one line on standard error.
"""

from __future__ import annotations

import glob
import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from referat.errors import InputError, NotFoundError, ReferatError

if TYPE_CHECKING:
    from referat.evaluate.evaluation import Evaluation
    from referat.summary import Summary

app = typer.Typer(
    name="referat",
    help="Digests of Swedish posts that quote foreign findings, with every word traceable.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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


# Columns of a table that goes to a file or a pipe.
_PIPED_WIDTH = 200
# What stands between two summaries on standard output.
_BETWEEN = {Format.MARKDOWN: "\n---\n\n", Format.TERMINAL: "\n"}


class _Order(NamedTuple):
    """How summaries are to be written."""

    format: Format
    language: Language
    several: bool


class UsageError(ReferatError):
    """The command does not make sense as it is given."""


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

    with _ending():
        _print(json.schema())


@app.command()
def summarise(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Posts, patterns such as '*.html', or - (stdin)."),
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
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", show_default=False, help="Settings (TOML)."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Summarise posts: who found what, what the writer makes of it, what readers answered.

    Several posts are written to standard output one after the other, as JSON Lines (one object a
    line) in JSON; with --output, to a file each.
    """  # fmt: skip
    with _ending(debug):
        to_screen = _on_terminal() and output is None
        paths, missing = expand(files)
        order = _Order(
            format=format_ or (Format.TERMINAL if to_screen else Format.JSON),
            language=language,
            several=len(paths) + len(missing) > 1,
        )
        targets = _targets(paths, order, output)
        from referat.assemble import load

        pipeline = load(settings)
        for error in missing:
            _complain(str(error))
        # A bar would be drawn over by summaries that go to the same screen.
        with _progress(len(paths), quiet or to_screen) as advance:
            failed = _run(pipeline, list(zip(paths, targets, strict=True)), order, advance, debug)
        raise typer.Exit(1 if failed or missing else 0)


@app.command()
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
    with _ending(debug):
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
                _complain(str(problem))
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
        _complain(f"{path}: {line}")
    return not broken


def _run(
    pipeline: Callable[[Path], Summary],
    jobs: Sequence[tuple[Path, Path | None]],
    order: _Order,
    advance: Callable[[], None],
    debug: bool,
) -> int:
    """Summarise and write one post after the other; gives how many could not be."""
    failed = 0
    between = ""
    for path, target in jobs:
        try:
            summary = pipeline(path)
            if target is not None:
                _to_file(summary, order, target)
            else:
                _print(between)
                between = _BETWEEN.get(order.format, "")
                _to_stdout(summary, order)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad post must not stop the others
            _report(path, error, debug)
            failed += 1
        advance()
    return failed


def expand(arguments: Sequence[str]) -> tuple[list[Path], list[InputError]]:
    """The files that ``arguments`` name, each once, and an error for each pattern without files.

    A name that exists is taken as it is, also with brackets in it; else ``*``, ``?``, ``[…]`` and
    ``**`` are matched here, for shells that do not (or were told not to).
    """
    paths: dict[str, Path] = {}
    missing: list[InputError] = []
    for argument in arguments:
        found = [argument]
        if argument != "-" and glob.has_magic(argument) and not os.path.lexists(argument):
            # Path.glob takes no absolute pattern.
            matched = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207
            found = [name for name in matched if Path(name).is_file()]
            if not found:
                missing.append(
                    NotFoundError(
                        argument, "no file fits this pattern", "check the folder it names"
                    )
                )
        for name in found:
            same = name if name == "-" else os.path.realpath(name)
            paths.setdefault(same, Path(name))
    return list(paths.values()), missing


def _targets(paths: Sequence[Path], order: _Order, output: str | None) -> Sequence[Path | None]:
    """The file that each summary goes to; ``None`` is standard output."""
    if output is None:
        if order.several and order.format is Format.HTML:
            raise UsageError("several pages do not fit into one stream; add --output FOLDER")
        return [None] * len(paths)
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
        raise UsageError(f"{output}: {_reason(error)}; name another --output") from error
    return targets


def _to_file(summary: Summary, order: _Order, target: Path) -> None:
    from referat.writers import WRITERS
    from referat.writers.files import write_file

    try:
        write_file(target, WRITERS[order.format].write(summary, order.language))
    except OSError as error:
        raise InputError(
            str(target), f"cannot be written ({_reason(error)})", "name another --output"
        ) from error


def _to_stdout(summary: Summary, order: _Order) -> None:
    from referat.writers import WRITERS, json, terminal

    if order.format is Format.JSON and order.several:
        _print(json.write_line(summary))
    elif order.format is Format.TERMINAL and _on_terminal():
        from rich.console import Console

        terminal.render(summary, order.language, Console(file=sys.stdout))
    else:
        _print(WRITERS[order.format].write(summary, order.language))


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _print(text: str) -> None:
    """Write to standard output, in UTF-8 and with bare line feeds whatever the platform."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _complain(message: str) -> None:
    """One line on standard error; a file's name cannot break it or command the terminal."""
    from referat.writers.escape import one_line

    # Not typer.echo, which would write past the progress bar and into its line.
    sys.stderr.write(f"referat: {one_line(message)}\n")


def _report(path: Path, error: Exception, debug: bool) -> None:
    """Say in one line why an input could not be summarised."""
    if debug:
        traceback.print_exception(error)
    if isinstance(error, InputError):
        _complain(str(error))
    elif isinstance(error, ReferatError):
        _complain(f"{path}: {error}")
    else:
        _complain(
            f"{path}: unexpected error: {type(error).__name__}; run with --debug and report it"
        )


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[], None]]:
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
def _ending(debug: bool = False) -> Iterator[None]:
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
        _complain(str(error))
        raise typer.Exit(2) from None


if __name__ == "__main__":
    main()
