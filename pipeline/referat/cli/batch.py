"""``referat batch``: archives in, a dataset out, as often as it takes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.console import UsageError, complain, ending

if TYPE_CHECKING:
    from referat.batch.items import Engine
    from referat.batch.run import Job, Report
    from referat.settings import Settings

Stop = Callable[[], bool]


class EngineName(StrEnum):
    """What works through the posts."""

    LOCAL = "local"
    RAY = "ray"


class DatasetFormat(StrEnum):
    """What a dataset can be written in; the same names as `referat.batch.parts.FORMATS`."""

    PARQUET = "parquet"
    JSONL = "jsonl"


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Archives, exports, posts, folders, patterns, lists, or -."
        ),
    ],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder of the dataset.")],
    format_: Annotated[
        DatasetFormat, typer.Option("--format", "-f", help="Format of the dataset's files.")
    ] = DatasetFormat.PARQUET,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-w",
            min=1,
            show_default=False,
            help="Worker processes. Default: as many as there are cores for this process, or in "
            "the cluster.",
        ),
    ] = None,
    engine: Annotated[
        EngineName,
        typer.Option("--engine", help="Workers of this machine, or of a Ray cluster."),
    ] = EngineName.LOCAL,
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="HOST:PORT",
            show_default=False,
            help="The Ray cluster. Default: $RAY_ADDRESS, or the one this machine is a node of.",
        ),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", show_default=False, help="Settings (TOML)."),
    ] = None,
    new: Annotated[
        bool,
        typer.Option(
            "--new",
            help="Begin a dataset anew that another version or other settings wrote, or that is "
            "damaged. One that can be added to is not touched by this.",
        ),
    ] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what was rejected.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no report; errors only.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Summarise archives into a dataset: one row a post, and a list of what was rejected.

    The same command, given again, goes on where it was stopped or killed. Over finished input it
    only checks; new posts are added, and changed ones replace theirs.
    """
    with ending(debug):
        from referat.batch.run import Job
        from referat.settings import load_settings

        if address is not None and engine is not EngineName.RAY:
            raise UsageError("--address names a Ray cluster; give --engine ray as well")
        chosen = load_settings(settings)
        job = Job(tuple(inputs), out, format_.value, chosen, new=new, retry=retry)
        make = partial(_engine, engine, address or "auto", workers, chosen)
        report = _run(job, make, quiet)
        if not quiet:
            from referat.cli.batch_progress import show_report

            show_report(report, out)
        if not report.finished:
            complain("stopped; what is done is kept, and the same command goes on from there")
            raise typer.Exit(130)
        raise typer.Exit(1 if report.rejections else 0)


def _engine(
    name: EngineName, address: str, workers: int | None, settings: Settings, stop: Stop
) -> Engine:
    from referat.assemble import load

    make, limits = partial(load, settings), settings.batch
    if name is EngineName.LOCAL:
        from referat.batch.local import LocalEngine

        return LocalEngine(make, workers or _cores(), limits.post_seconds, stop)
    from referat.batch.cluster import RayEngine

    return RayEngine(make, address, workers, limits.post_seconds, limits.wait_seconds, stop)


def _run(job: Job, make: Callable[[Stop], Engine], quiet: bool) -> Report:
    from referat.batch.run import run
    from referat.cli.batch_progress import watching

    with stopping() as stop:
        engine = make(stop)
        try:
            with watching(quiet) as watch:
                return run(job, engine, watch, stop)
        finally:
            engine.close()


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Lets Ctrl-C and SIGTERM end a run in good order; a second one ends it at once."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, ask) for number in signals}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _cores() -> int:
    """How many cores this process may use; a scheduler may have given it few of many."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
