"""A run over archives: read everything, do what is not done yet, leave a dataset and a report.

Every run reads its inputs to their end and holds each post against the ledger: one that stands
there with the same digest is passed over, a new or changed one goes to the engine. So to resume
after a crash, to add new posts and to check a finished dataset are one and the same thing.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from referat.batch.columns import LAYOUT
from referat.batch.dataset import Dataset
from referat.batch.items import Engine, Outcome, Recipe, Rejection, Task, digest_of, place_of
from referat.batch.plan import Reading, check, plan
from referat.errors import InputError
from referat.settings import Settings
from referat.summary import SCHEMA_VERSION

_SLOWEST = 5
_REASONS = 10


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done.

    Args:
        inputs: files, folders, patterns, or ``-``.
        out: the folder of the dataset.
        format: a name of `referat.batch.parts.FORMATS`.
        settings: those of the pipeline.
        new: begin the dataset anew where it cannot be added to.
        retry: try again what was rejected.
    """

    inputs: tuple[str, ...]
    out: Path
    format: str
    settings: Settings
    new: bool = False
    retry: bool = False


@dataclass(slots=True)
class Progress:
    """How far a run is. Counts posts; changes as it goes on."""

    files: int = 0
    bytes: int = 0
    bytes_read: int = 0
    current: str = ""
    done: int = 0
    unchanged: int = 0
    rejected: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, and what the dataset holds behind it.

    Args:
        finished: whether it came to its end, not stopped before.
        new, changed, unchanged, rejected: posts and records that this run met; ``unchanged`` ones
            that were rejected before count there.
        gone: posts taken out, because their input no longer holds them.
        kept: posts that this run did not meet, and that stay: their input could not be read whole.
        redone: rows whose file was lost or damaged.
        seconds: how long it took.
        totals: what the rows of the dataset add up to: posts, words, findings ...
        rejections: rejected records of the dataset.
        reasons: the most frequent of their stages and errors, with their numbers.
        slowest: the slowest posts of this run: seconds and origin.
    """

    finished: bool
    new: int
    changed: int
    unchanged: int
    rejected: int
    gone: int
    kept: int
    redone: int
    seconds: float
    totals: dict[str, int]
    rejections: int
    reasons: list[tuple[str, str, int]]
    slowest: list[tuple[float, str]]


class Watch(Protocol):
    """Is shown how far a run is, many times a second."""

    def __call__(self, progress: Progress) -> None:
        """Shows it, or not."""


def run(job: Job, engine: Engine, watch: Watch, stop: Callable[[], bool] = lambda: False) -> Report:
    """Do a job, or what is left of it.

    Args:
        job: what is to be done.
        engine: what does it; it is not closed.
        watch: is shown the progress.
        stop: says whether to stop; what is done by then is kept.

    Raises:
        NotFoundError: there is nothing of an input's name.
        DatasetError: the dataset is in use, of another version, damaged, or cannot be written.
        ReferatError: the pipeline cannot be loaded.
    """
    check(job.inputs)
    part_posts = job.settings.batch.part_posts
    dataset = Dataset(job.out, job.format, part_posts, new=job.new)
    try:
        return _Run(job, engine, dataset, watch, stop).done()
    finally:
        dataset.close()


def _stamp() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(slots=True)
class _Run:
    """One run; its methods are the steps."""

    job: Job
    engine: Engine
    dataset: Dataset
    watch: Watch
    stop: Callable[[], bool]
    progress: Progress = field(default_factory=Progress)
    begun: float = field(default_factory=time.monotonic)
    started: str = field(default_factory=_stamp)
    new: int = 0
    changed: int = 0
    incomplete: set[int] = field(default_factory=set)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def done(self) -> Report:
        """All steps."""
        recipe = self.engine.recipe()
        self.dataset.claim(recipe)
        redone = self.dataset.recover()
        if self.job.retry:
            self.dataset.ledger.forget_rejections()
        self._note(recipe, None)
        for outcome in self.engine.outcomes(self._tasks()):
            self._take(outcome)
        finished = not self.stop()
        gone, kept = self._cleared() if finished else (0, 0)
        self.dataset.finish()
        report = self._report(finished, gone, kept, redone)
        self._note(recipe, report)
        return report

    def _tasks(self) -> Iterator[Task]:
        """What is not done yet, of all that there is to read."""
        ledger, progress = self.dataset.ledger, self.progress
        refused: list[tuple[int, InputError]] = []
        progress.files, progress.bytes = plan(
            self.job.inputs, self.job.out, ledger, lambda *each: refused.append(each)
        )
        for number, error in refused:
            found = f"{error.found}; {error.remedy}"
            self._refuse(Rejection(error.origin, None, "read", found, ""), number)
        reading = Reading(self.job.settings.input)
        for file in ledger.planned():
            for item in reading.items(file):
                progress.current = str(file.path)
                progress.bytes_read = reading.bytes_read()
                if self.stop():
                    return
                if isinstance(item, Rejection):
                    self._refuse(item, file.input)
                    continue
                key = ledger.saw(place_of(item.meta.origin or str(file.path)))
                digest = digest_of(item)
                known = ledger.known(key)
                if known is not None and known.digest == digest:
                    progress.unchanged += 1
                    self._show()
                    continue
                yield Task(key, digest, file.input, item)
            progress.bytes_read = reading.bytes_read()

    def _refuse(self, rejection: Rejection, input_: int) -> None:
        """Take in what could not be read."""
        self.incomplete.add(input_)
        said = rejection.to_json()
        key = self.dataset.ledger.saw(place_of(f"\0{rejection.origin}\0{rejection.record}"))
        digest = place_of(said).hex()
        known = self.dataset.ledger.known(key)
        if known is None or known.digest != digest:
            self._take(Outcome(key, digest, input_, rejection.origin, 0.0, rejection=rejection))
        else:
            self.progress.unchanged += 1
            self._show()

    def _take(self, outcome: Outcome) -> None:
        """Take in what became of a post."""
        if outcome.rejection is not None:
            self.progress.rejected += 1
        else:
            known = self.dataset.ledger.known(outcome.key)
            self.changed += known is not None
            self.new += known is None
            self.progress.done += 1
            entry = (outcome.seconds, outcome.origin)
            if len(self.slowest) < _SLOWEST:
                heapq.heappush(self.slowest, entry)
            else:
                heapq.heappushpop(self.slowest, entry)
        self.dataset.add(outcome)
        self._show()

    def _cleared(self) -> tuple[int, int]:
        """Take out what the inputs no longer hold; gives how many posts went, and how many stay.

        Posts of an input that could not be read whole stay: they may be in what was not read.
        """
        ledger = self.dataset.ledger
        self.dataset.flush()
        gone = kept = 0
        for name in self.job.inputs:
            number = ledger.input(name)
            whole = number not in self.incomplete
            if not whole:
                kept += ledger.gone_count(number)
            while found := ledger.gone(number, rows=whole):
                gone += sum(part is not None for _, part in found)
                self.dataset.drop(found)
        return gone, kept

    def _show(self) -> None:
        self.progress.seconds = time.monotonic() - self.begun
        self.watch(self.progress)

    def _report(self, finished: bool, gone: int, kept: int, redone: int) -> Report:
        return Report(
            finished=finished,
            new=self.new,
            changed=self.changed,
            unchanged=self.progress.unchanged,
            rejected=self.progress.rejected,
            gone=gone,
            kept=kept,
            redone=redone,
            seconds=time.monotonic() - self.begun,
            totals=dict(self.dataset.tally()),
            rejections=self.dataset.ledger.rejected(),
            reasons=self.dataset.ledger.reasons(_REASONS),
            slowest=sorted(self.slowest, reverse=True),
        )

    def _note(self, recipe: Recipe, report: Report | None) -> None:
        """Write ``run.json``, at the start and at the end."""
        done = report is not None and report.finished
        run: dict[str, object] = {
            "referat": recipe.referat,
            "schema_version": SCHEMA_VERSION,
            "layout": LAYOUT,
            "stages": [
                {"stage": stage, "model": model, "version": version}
                for stage, model, version in recipe.stages
            ],
            "models": dict(recipe.models),
            "settings_digest": recipe.settings,
            "settings": self.job.settings.model_dump(mode="json"),
            "inputs": list(self.job.inputs),
            "format": self.job.format,
            "engine": self.engine.name,
            "workers": self.engine.workers,
            "started": self.started,
            "finished": _stamp() if done else None,
            "counts": _counts(report) if report is not None else None,
        }
        self.dataset.write_run(run)


def _counts(report: Report) -> dict[str, object]:
    names: Sequence[str] = ("new", "changed", "unchanged", "rejected", "gone", "kept", "redone")
    return {
        "run": {name: getattr(report, name) for name in names},
        "dataset": {**report.totals, "rejected": report.rejections},
    }
