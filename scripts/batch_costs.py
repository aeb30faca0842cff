"""What a post costs by parts, in CPU time of one process: pipeline, row, pickling, files.

On a machine that others use, the CPU time of whole jobs differs by more than the engine costs:
processes share caches and cores with strangers. Here each part is measured right after the other.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import referat
from referat.batch.columns import record_of
from referat.batch.items import Key, Outcome, Recipe, Task
from referat.batch.run import Job, run
from referat.batch.worker import recipe_of
from referat.mix.rows import row_of
from referat.models import load_word_model
from referat.settings import load_settings
from referat.summarise import summary_of


class _Replay:
    """An engine that knows the outcomes already: what is left is the first process."""

    name = "replay"
    workers = 1

    def __init__(self, recipe: Recipe, outcomes: list[Outcome]) -> None:
        self._recipe = recipe
        self._outcomes = outcomes

    def recipe(self) -> Recipe:
        """That of the pipeline that made the outcomes."""
        return self._recipe

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes by the keys of the tasks."""
        for task, outcome in zip(tasks, self._outcomes, strict=False):
            yield Outcome(task.key, task.digest, task.input, outcome.origin, 0.0, outcome.record)

    def close(self) -> None:
        """Nothing to end."""


def costs(archive: Path, out: Path) -> dict[str, float]:
    """CPU milliseconds a post, by part."""
    nlp, log_odds = referat.load(), load_word_model().log_odds
    posts = list(referat.read(str(archive)))
    for post in posts[:8]:
        nlp(post)  # what is loaded and learnt on first use
    spent = dict.fromkeys(("pipeline", "rows", "pickling", "reading", "files"), 0.0)
    outcomes = []
    for number, post in enumerate(posts):
        key = Key(number.to_bytes(16, "big"), 1)
        begun, layered = time.process_time(), post
        for stage in nlp.stages:
            layered = stage(layered)
        summary_of(layered, nlp.provenance).to_json(indent=None)
        row_of(layered, "", log_odds)
        piped = time.process_time()
        record = record_of(layered, nlp.provenance, key, "")
        made = time.process_time()
        outcome = Outcome(key, "", 1, post.meta.origin or "", 0.0, record)
        for each in (Task(key, "", 1, post), outcome):
            pickle.loads(pickle.dumps(each))  # noqa: S301 - our own
        spent["pipeline"] += piped - begun
        # A record is made of what the pipeline's part has just made and counted once more.
        spent["rows"] += made - piped
        spent["pickling"] += time.process_time() - made
        begun = time.process_time()
        summary_of(layered, nlp.provenance).to_json(indent=None)
        row_of(layered, "", log_odds)
        spent["rows"] -= time.process_time() - begun
        outcomes.append(outcome)
    begun = time.process_time()
    count = sum(1 for _ in referat.read(str(archive)))
    spent["reading"] = time.process_time() - begun
    begun = time.process_time()
    job = Job((str(archive),), out, "parquet", load_settings())
    run(job, _Replay(recipe_of(nlp), outcomes), lambda progress: None)
    spent["files"] = time.process_time() - begun - spent["reading"]
    return {name: seconds / count * 1e3 for name, seconds in spent.items()}
