"""The local engine: worker processes, fed by one reader, bounded at every step.

Pools of the standard library lose all their work with one worker, and know no time limit a task;
see `referat.batch.supervisor` for what happens to a post that crashes or hangs one.
"""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import resource_tracker

from referat.batch.items import Outcome, Recipe, Task
from referat.batch.supervisor import Finished, Numbered, Supervisor
from referat.batch.worker import Make
from referat.errors import PipelineError, ReferatError

_AHEAD = 4
"""Posts that are read ahead for each worker, so that none waits for the reader."""
_WINDOW = 64
"""Posts for each worker that may be finished before an earlier one is: what memory has to hold."""
_TICK = 0.2
"""Seconds after which a wait looks up, so that an interrupt is seen."""
# Numeric libraries bring a thread for each core; workers would fight over them.
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "RAYON_NUM_THREADS",
    ),
    "1",
) | {"TOKENIZERS_PARALLELISM": "false"}


class LocalEngine:
    """Worker processes of this machine.

    Args:
        make: makes the pipeline in each worker; importable by its name.
        workers: how many.
        post_seconds: longest time that a post may take.
        stop: says whether to stop; asked several times a second.
    """

    name = "local"

    def __init__(
        self,
        make: Make,
        workers: int,
        post_seconds: float,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.workers = workers
        self._stop = stop
        self._recipe: Recipe | None = None
        self._before = {name: os.environ.get(name) for name in _ONE_THREAD}
        # Started with the first worker, it would undo what keeps interrupts from that worker.
        resource_tracker.ensure_running()
        # Inherited by the workers, and there before any library of theirs is imported.
        os.environ.update(_ONE_THREAD)
        self._tasks: queue.Queue[Numbered | None] = queue.Queue()
        self._done: queue.Queue[Finished | Recipe | ReferatError] = queue.Queue()
        self._supervisors = [
            Supervisor(make, post_seconds, self._tasks, self._done) for _ in range(workers)
        ]

    def recipe(self) -> Recipe:
        """What its pipeline is made of; starts the first worker for that.

        Raises:
            ReferatError: the pipeline cannot be loaded.
            KeyboardInterrupt: it was to stop before.
        """
        self._supervisors[0].start(at_once=True)
        while self._recipe is None:
            if self._stop():
                raise KeyboardInterrupt
            self._next(wait=True)
        return self._recipe

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What becomes of each task, in the order of the tasks. Ends early where it is to stop.

        Raises:
            ReferatError: a worker cannot be started.
        """
        source = enumerate(tasks)
        given = finished = told = 0
        held: dict[int, Outcome] = {}
        exhausted = False
        while not self._stop() and not (exhausted and told == given):
            room = min(_AHEAD * self.workers + finished, _WINDOW * self.workers + told) > given
            reading = room and not exhausted
            if reading:
                item = next(source, None)
                exhausted = item is None
                if item is not None:
                    self._tasks.put(Numbered(*item))
                    given += 1
                    self._staff(given - finished)
            while found := self._next(wait=not reading):
                held[found.number] = found.outcome
                finished += 1
                reading = True
            while told in held:
                yield held.pop(told)
                told += 1

    def _next(self, wait: bool) -> Finished | None:
        """What a worker has finished next; ``None`` where there is nothing (yet).

        Raises:
            ReferatError: a worker cannot be started, or has another pipeline than the first.
        """
        try:
            found = self._done.get(wait, _TICK)
        except queue.Empty:
            return None
        if isinstance(found, ReferatError):
            raise found
        if isinstance(found, Finished):
            return found
        if self._recipe not in (None, found):
            raise PipelineError(
                "the package or its models changed while they were at work; begin again"
            )
        self._recipe = found
        return None

    def _staff(self, waiting: int) -> None:
        """Start as many workers as there is work for."""
        for supervisor in self._supervisors[:waiting]:
            if not supervisor.started:
                supervisor.start()

    def close(self) -> None:
        """End the workers at once; what they were at is dropped."""
        for supervisor in self._supervisors:
            supervisor.end()
        for supervisor in self._supervisors:
            supervisor.join()
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
