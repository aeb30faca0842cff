"""The cluster engine: worker processes on all nodes of a Ray cluster, fed by this process.

An actor of Ray's holds one core of a node and looks after one worker process there, by the local
engine: so what becomes of a post that fails, crashes or hangs is the same on a cluster as on one
machine. Files are read and the dataset is written by this process alone; the nodes need neither
the archives nor the dataset, only the same installed package.

A node may be lost at any moment. Its posts are then given to other workers, and a new actor is
asked for, which Ray starts where there is or will be a free core. Only workers that are ready are
given posts, so that none waits for a node that never comes.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from referat.batch.cluster_worker import ClusterWorker, Lost, NodeWorker
from referat.batch.items import Outcome, Recipe, Task
from referat.batch.supervisor import Finished, Numbered
from referat.batch.worker import LAST, Make, rejection_of
from referat.errors import PipelineError

if TYPE_CHECKING:
    from types import ModuleType

_WINDOW = 64
"""Posts for each worker that may be finished before an earlier one is: what memory has to hold."""
_TICK = 0.2
"""Seconds after which a wait looks up, so that an interrupt is seen."""
_MOST_LOST = 3
"""How many workers may be lost over a post before it is rejected."""
_MOST_FAILED = 10
"""How many workers in a row may be lost before they are ready."""


class RayEngine:
    """Workers on the nodes of a Ray cluster.

    Args:
        make: makes the pipeline in each worker; importable on the nodes by its name.
        address: ``host:port`` of the cluster; ``auto`` is the one that this machine belongs to.
        workers: how many; as many as the cluster has cores where it is not given.
        post_seconds: longest time that a post may take.
        wait_seconds: how long there may be no worker at all.
        stop: says whether to stop; asked several times a second.

    Raises:
        PipelineError: Ray is missing, or there is no such cluster.
    """

    name = "ray"

    def __init__(
        self,
        make: Make,
        address: str,
        workers: int | None,
        post_seconds: float,
        wait_seconds: float,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._ray = _connected(address)
        self.workers = workers or max(int(self._ray.cluster_resources().get("CPU", 0)), 1)
        self._actor = self._ray.remote(NodeWorker).options(num_cpus=1, max_restarts=0)
        self._parameters = (make, post_seconds)
        self._wait_seconds = wait_seconds
        self._stop = stop
        self._recipe: Recipe | None = None
        self._staff: list[ClusterWorker] = []
        self._back: deque[Numbered] = deque()
        self._lost: dict[int, int] = {}
        self._failed = 0
        self._staffed = time.monotonic()

    def recipe(self) -> Recipe:
        """What its pipeline is made of; starts the first worker for that.

        Raises:
            PipelineError: the pipeline cannot be loaded, or no node takes a worker.
            KeyboardInterrupt: it was to stop before.
        """
        while self._recipe is None:
            if self._stop():
                raise KeyboardInterrupt
            self._employ(1)
            # No post was given yet, so that none can come back.
            deque(self._finished(), maxlen=0)
        return self._recipe

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What becomes of each task, in the order of the tasks. Ends early where it is to stop.

        Raises:
            PipelineError: workers have different pipelines, or there is no worker left.
        """
        source = enumerate(tasks)
        given = told = 0
        held: dict[int, Outcome] = {}
        exhausted = False
        while not self._stop() and not (exhausted and told == given):
            while (worker := self._free()) and not self._stop():
                fresh = not self._back
                if fresh and (exhausted or given - told >= _WINDOW * self.workers):
                    break
                item = Numbered(*each) if fresh and (each := next(source, None)) else None
                if fresh and item is None:
                    exhausted = True
                    break
                given += fresh
                worker.give(item or self._back.popleft())
            self._employ(given - told)
            for number, outcome in self._finished():
                held[number] = outcome
            while told in held:
                yield held.pop(told)
                told += 1

    def _free(self) -> ClusterWorker | None:
        """The worker that has least to do, where it may have more."""
        free = [worker for worker in self._staff if worker.has_room]
        return min(free, key=lambda worker: worker.load, default=None)

    def _employ(self, wanted: int) -> None:
        """Ask for as many workers as there is work for."""
        while len(self._staff) < min(max(wanted, 1), self.workers):
            self._staff.append(ClusterWorker(self._ray, self._actor.remote(*self._parameters)))

    def _finished(self) -> Iterator[Finished]:
        """What workers have finished since, after a short wait for it.

        Raises:
            PipelineError: a worker cannot load the pipeline, or has another than the first; none
                is there.
        """
        awaited = {worker.awaited: worker for worker in self._staff if worker.awaited is not None}
        for ref in self._done(list(awaited)):
            worker = awaited[ref]
            try:
                found = worker.take()
            except Lost as lost:
                yield from self._replaced(worker, lost)
                continue
            self._failed, self._staffed = 0, time.monotonic()
            if isinstance(found, Finished):
                self._lost.pop(found.number, None)
                yield found
            elif self._recipe not in (None, found):
                raise PipelineError(
                    "nodes of the cluster have different versions of referat or of its models; "
                    "install the same on all of them"
                )
            else:
                self._recipe = found
        self._look_for_workers()

    def _done(self, refs: list[Any]) -> list[Any]:
        """Which of these have come back, after a short wait for the first."""
        if not refs:
            return []
        self._ray.wait(refs, num_returns=1, timeout=_TICK)
        done: list[Any]
        done, _ = self._ray.wait(refs, num_returns=len(refs), timeout=0)
        return done

    def _replaced(self, worker: ClusterWorker, lost: Lost) -> Iterator[Finished]:
        """Take back what a lost worker had to do; gives what has now been lost too often."""
        self._staff.remove(worker)
        if not worker.ready:
            self._failed += 1
            if self._failed >= _MOST_FAILED:
                raise PipelineError(
                    f"workers end before they are ready ({lost}); install the same referat on all "
                    "nodes, and check that memory suffices for one worker a core"
                )
        # The first in its line is what it was at; the others had not been begun.
        for place, item in enumerate(lost.given):
            if place == 0:
                self._lost[item.number] = self._lost.get(item.number, 0) + 1
                if self._lost[item.number] >= _MOST_LOST:
                    yield Finished(item.number, _given_up(item.task, str(lost)))
                    continue
            self._back.append(item)
        self._back = deque(sorted(self._back))

    def _look_for_workers(self) -> None:
        """End the run where nobody has been there to work for too long."""
        if any(worker.ready for worker in self._staff):
            self._staffed = time.monotonic()
        elif time.monotonic() - self._staffed > self._wait_seconds:
            cores = self._ray.available_resources().get("CPU", 0)
            raise PipelineError(
                f"no worker has started for {self._wait_seconds:g} s (the cluster has {cores:g} "
                "free cores); add nodes, or raise batch.wait_seconds in the settings, and run the "
                "same command again"
            )

    def close(self) -> None:
        """End the workers at once, and leave the cluster."""
        for worker in self._staff:
            worker.end()
        self._ray.shutdown()


def _given_up(task: Task, how: str) -> Outcome:
    """The outcome of a post whose workers are always lost."""
    found = (
        f"{_MOST_LOST} workers were lost over it ({how}); check that the memory of the nodes "
        "suffices and run with --retry, or report it with the post"
    )
    origin = task.post.meta.origin or ""
    rejection = rejection_of(task, LAST, found)
    return Outcome(task.key, task.digest, task.input, origin, 0.0, rejection=rejection)


def _connected(address: str) -> ModuleType:
    """Ray, with a line to the cluster.

    Raises:
        PipelineError: Ray is missing, or there is no such cluster.
    """
    try:
        import ray
    except ImportError as error:
        raise PipelineError(
            "clusters are reached by Ray, which is not installed; run pip install 'referat[ray]'"
        ) from error
    before: Any = signal.getsignal(signal.SIGTERM)
    try:
        ray.init(address, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, RuntimeError, ValueError) as error:
        said = " ".join(str(error).split())[:300]
        raise PipelineError(
            f"{address}: no Ray cluster answers ({said}); start one with 'ray start --head', or "
            "name its --address"
        ) from error
    finally:
        # Ray ends the process on this signal; a run has to end in good order.
        signal.signal(signal.SIGTERM, before)
    module: ModuleType = ray
    return module
