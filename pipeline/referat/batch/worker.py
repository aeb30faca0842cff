"""A worker: a process that loads the pipeline once and puts one post after the other through it.

What a post throws becomes a rejection that names the stage. What kills or hangs the process is the
supervisor's business (`referat.batch.local`); the stage it was in stands in shared memory.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from typing import TYPE_CHECKING, Any

from referat.batch.columns import record_of
from referat.batch.items import Outcome, Recipe, Rejection, Task
from referat.errors import ModelError, ReferatError

if TYPE_CHECKING:
    from referat.assemble import Pipeline

Make = Callable[[], "Pipeline"]
"""Makes the pipeline, in the worker; has to be importable there by its name."""

LAST = "summary"
"""What comes after all stages: the summary and its row."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The pipeline is loaded."""

    recipe: Recipe
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unready:
    """The pipeline cannot be loaded, for this reason."""

    error: str


def work(make: Make, channel: connection.Connection, at: Any) -> None:
    """What the process runs.

    Args:
        make: makes the pipeline.
        channel: tasks come in here, and outcomes go out.
        at: shared memory for the number of the stage that is at work.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process to see
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _serve(make, channel, at)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the process that started this one is gone


def _serve(make: Make, channel: connection.Connection, at: Any) -> None:
    try:
        pipeline = make()
    except ReferatError as error:
        channel.send(Unready(str(error)))
        return
    channel.send(Ready(recipe_of(pipeline), tuple(stage.name for stage in pipeline.stages)))
    while True:
        channel.send(outcome_of(channel.recv(), pipeline, at))


def _end_with_parent() -> None:
    """End this process where the one that started it has been killed."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def outcome_of(task: Task, pipeline: Pipeline, at: Any) -> Outcome:
    """What becomes of a post; whatever it throws is a rejection."""
    start = time.perf_counter()
    post, stage = task.post, LAST
    record, rejection = None, None
    try:
        for number, each in enumerate(pipeline.stages):
            at.value, stage = number, each.name
            post = each(post)
        at.value, stage = len(pipeline.stages), LAST
        record = record_of(post, pipeline.provenance, task.key, task.digest)
    except Exception as error:  # noqa: BLE001 - one bad post must not end the others
        said = " ".join(str(error).split())[:500]
        found = f"{type(error).__name__}: {said}; report it with the post"
        rejection = rejection_of(task, stage, found)
    seconds = time.perf_counter() - start
    return Outcome(
        task.key, task.digest, task.input, task.post.meta.origin or "", seconds, record, rejection
    )


def rejection_of(task: Task, stage: str, error: str) -> Rejection:
    """The rejection of a post that was read."""
    return Rejection(task.post.meta.origin or "", task.post.meta.id, stage, error, task.digest)


def recipe_of(pipeline: Pipeline) -> Recipe:
    """What a pipeline is made of, its models by their contents."""
    from referat.models import folder_digest, model_folder

    models = {}
    names = [name for stage in pipeline.stages for name in (stage.model or "").split(", ") if name]
    for name in names:
        try:
            models[name] = folder_digest(model_folder(name))
        except ModelError:
            # A pipeline of spaCy's that the user named; its version stands with its stage.
            models[name] = ""
    said = pipeline.provenance
    return Recipe(
        referat=said.referat,
        settings=said.settings,
        stages=tuple((each.stage, each.model, each.version) for each in said.stages),
        models=tuple(sorted(models.items())),
    )
