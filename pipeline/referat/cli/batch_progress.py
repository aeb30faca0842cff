"""What ``referat batch`` shows: a live line on a terminal, plain lines in a log, a report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from referat.cli.console import print_out

if TYPE_CHECKING:
    from referat.batch.run import Progress, Report, Watch

# Seconds between two lines in a log, and between two pictures on a terminal.
_LOG_EVERY = 30.0
_DRAW_EVERY = 0.2
# Characters of a name in the report.
_LONGEST = 300
_LANGUAGES = {"sv": "Swedish", "en": "English", "other": "other"}


@contextmanager
def watching(quiet: bool) -> Iterator[Watch]:
    """Shows progress on standard error, as fits who may be reading it."""
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        with _drawn() as draw:
            yield _Every(_DRAW_EVERY, draw)
    else:
        yield _Every(_LOG_EVERY, _log)


class _Every:
    """Hands progress on, but not more often than every so many seconds."""

    def __init__(self, seconds: float, show: Callable[[Progress, str], object]) -> None:
        self._seconds = seconds
        self._show = show
        self._next = seconds
        self._first: tuple[float, int] | None = None

    def __call__(self, progress: Progress) -> None:
        """Shows it, where it is time."""
        if self._first is None and progress.done:
            # What was done in an earlier run goes by too fast to tell anything.
            self._first = (progress.seconds, progress.bytes_read)
        if progress.seconds >= self._next:
            self._next = progress.seconds + self._seconds
            self._show(progress, self._pace(progress))

    def _pace(self, progress: Progress) -> str:
        """Posts a second and the time left, both since the first post that was not done before."""
        if self._first is None:
            return ""
        seconds, read = progress.seconds - self._first[0], progress.bytes_read - self._first[1]
        said = [f"{(progress.done - 1) / seconds:.1f} a second"] if seconds > 0 else []
        if read > 0:
            left = (progress.bytes - progress.bytes_read) * seconds / read
            said.append(f"{timedelta(seconds=round(left))} left")
        return ", ".join(said)


def _log(progress: Progress, pace: str) -> None:
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S")
    sys.stderr.write(f"{stamp} {_line(progress, pace)}\n")
    sys.stderr.flush()


def _line(progress: Progress, pace: str) -> str:
    from referat.writers.escape import one_line

    said = [
        f"{progress.done:,} posts",
        pace,
        f"{progress.rejected:,} rejected",
        f"{progress.unchanged:,} done before" if progress.unchanged else "",
        f"{progress.bytes_read / progress.bytes:.0%} read" if progress.bytes else "",
        one_line(Path(progress.current).name),
    ]
    return ", ".join(each for each in said if each)


@contextmanager
def _drawn() -> Iterator[Callable[[Progress, str], object]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(bar_width=20),
        TextColumn("{task.fields[said]}", markup=False),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("referat", total=None, said="starting")

        def draw(progress: object, pace: str) -> None:
            from referat.batch.run import Progress as Ours

            assert isinstance(progress, Ours)
            bar.update(
                task,
                total=progress.bytes or None,
                completed=progress.bytes_read,
                said=_line(progress, pace),
            )

        yield draw


def show_report(report: Report, out: Path) -> None:
    """Print what a run did, and what the dataset holds."""
    print_out("".join(f"{line}\n" for line in _report(report, out)))


def _report(report: Report, out: Path) -> Iterator[str]:
    from referat.writers.escape import one_line

    took = timedelta(seconds=round(report.seconds))
    done = report.new + report.changed
    yield f"{out}: {report.totals.get('posts', 0):,} posts, {report.rejections:,} rejected"
    rate = f", {done / report.seconds:.1f} a second" if done else ""
    yield (
        f"  this run: {report.new:,} new, {report.changed:,} changed, "
        f"{report.unchanged:,} as before, {report.rejected:,} rejected, in {took}{rate}"
    )
    if report.redone:
        yield f"  {report.redone:,} posts stood in files that were lost or damaged, and were redone"
    if report.gone:
        yield f"  {report.gone:,} posts are no longer in the input, and were taken out"
    if report.kept:
        yield (
            f"  {report.kept:,} posts of earlier runs were not met, and stay: their input could "
            "not be read whole"
        )
    words = report.totals.get("words", 0)
    if words:
        shares = (
            f"{name} {report.totals[f'words_{code}'] / words:.1%}"
            for code, name in _LANGUAGES.items()
        )
        yield f"  languages of {words:,} words: {', '.join(shares)}"
        names = ("findings", "commentary", "claims", "sources", "agrees", "disagrees")
        yield "  " + ", ".join(f"{name} {report.totals[name]:,}" for name in names)
    if report.slowest:
        yield "  slowest posts:"
        yield from (
            f"    {seconds:6.2f} s  {_shortened(one_line(name))}"
            for seconds, name in report.slowest
        )
    if report.reasons:
        yield f"  rejected, with origin and reason in {out / 'rejected.jsonl'}:"
        yield from (
            f"    {count:6,}  {one_line(stage)}: {_shortened(one_line(error))}"
            for stage, error, count in report.reasons
        )


def _shortened(words: str) -> str:
    """A name or reason without its middle, where a stranger made it very long."""
    return (
        words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
    )
