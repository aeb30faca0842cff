"""A worker process, and the thread of the first process that looks after it.

The thread hands its worker one post at a time and waits for what becomes of it, as long as a post
may take. Where the worker dies, the thread starts another and gives it the post once more, since
the system may have killed it for somebody else's hunger; a post that kills a second worker is
rejected. One that takes too long is rejected at once, and its worker killed.
"""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
import time
from typing import NamedTuple

from referat.batch.items import Outcome, Recipe, Task
from referat.batch.worker import LAST, Make, Ready, Unready, rejection_of, work
from referat.errors import PipelineError, ReferatError

_ATTEMPTS = 2
# How long a process may take from closing its end of the line to its end, in seconds.
_GRACE = 1.0
# The standard library keeps its list of processes without a lock.
_STARTING = threading.Lock()


class _Died(Exception):  # noqa: N818 - none of them ever leaves this module
    """The worker ended."""


class _Late(Exception):  # noqa: N818
    """The worker took too long."""


class _Ended(Exception):  # noqa: N818
    """The worker was ended, because nobody needs it any more."""


class Numbered(NamedTuple):
    """A task with its place among all of a run."""

    number: int
    task: Task


class Finished(NamedTuple):
    """What became of the task with that number."""

    number: int
    outcome: Outcome


class Supervisor:
    """A thread, and the worker that it looks after."""

    def __init__(
        self,
        make: Make,
        post_seconds: float,
        tasks: queue.Queue[Numbered | None],
        done: queue.Queue[Finished | Recipe | ReferatError],
    ) -> None:
        self._make = make
        self._post_seconds = post_seconds
        self._tasks = tasks
        self._done = done
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._lock = threading.Lock()
        self._ending = False
        self._worker: _Worker | None = None
        self._at_once = False

    @property
    def started(self) -> bool:
        """Whether its thread was started."""
        return self._thread.ident is not None

    def start(self, at_once: bool = False) -> None:
        """Start the thread; the worker with it, or when there is something to do."""
        self._at_once = at_once
        self._thread.start()

    def end(self) -> None:
        """Kill the worker, and let the thread end."""
        with self._lock:
            self._ending = True
            if self._worker is not None:
                self._worker.process.kill()
        self._tasks.put(None)

    def join(self) -> None:
        """Wait for the thread's end."""
        if self.started:
            self._thread.join()

    def _run(self) -> None:
        if hasattr(signal, "pthread_sigmask"):
            # Workers inherit this: Ctrl-C goes to all processes, but it is the first one's to stop.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        try:
            if self._at_once:
                self._employ()
            while (item := self._tasks.get()) is not None and not self._ending:
                self._done.put(Finished(item.number, self._outcome(item.task)))
        except ReferatError as error:
            self._done.put(error)
        except _Ended:
            pass
        finally:
            self._dismiss()

    def _outcome(self, task: Task) -> Outcome:
        """What becomes of a task, whatever it does to its worker."""
        start = time.monotonic()
        stage = LAST
        for _ in range(_ATTEMPTS):
            worker = self._worker or self._employ()
            try:
                return worker.ask(task, self._post_seconds)
            except _Late:
                stage = worker.stage()
                self._dismiss()
                found = (
                    f"it took longer than {self._post_seconds:g} s; raise batch.post_seconds in "
                    "the settings and run with --retry, or leave it out"
                )
                break
            except _Died:
                if self._ending:
                    raise _Ended from None
                stage = worker.stage()
                found = (
                    f"it ended its worker {_ATTEMPTS} times ({self._dismiss()}); check that memory "
                    "suffices and run with --retry, or report it with the post"
                )
        return Outcome(
            task.key,
            task.digest,
            task.input,
            task.post.meta.origin or "",
            time.monotonic() - start,
            rejection=rejection_of(task, stage, found),
        )

    def _employ(self) -> _Worker:
        """Start a worker and wait until it is ready.

        Raises:
            ReferatError: it cannot load the pipeline.
            _Ended: it is no longer needed.
        """
        with self._lock:
            if self._ending:
                raise _Ended
            self._worker = worker = _Worker(self._make)
        try:
            self._done.put(worker.ready())
        except _Died:
            if self._ending:
                raise _Ended from None
            raise PipelineError(
                f"a worker ended while it loaded the pipeline ({self._dismiss()}); check that "
                "memory suffices for so many --workers"
            ) from None
        return worker

    def _dismiss(self) -> str:
        """Kill the worker; gives how it ended."""
        with self._lock:
            worker, self._worker = self._worker, None
        return worker.end() if worker is not None else ""


class _Worker:
    """A process and the line to it."""

    def __init__(self, make: Make) -> None:
        # Not forked: threads of this process may hold locks that would never be let go there.
        context = multiprocessing.get_context("spawn")
        self._channel, theirs = context.Pipe()
        self._at = context.RawValue("i", 0)
        self._stages: tuple[str, ...] = ()
        self.process = context.Process(target=work, args=(make, theirs, self._at), daemon=True)
        with _STARTING:
            self.process.start()
        theirs.close()

    def ready(self) -> Recipe:
        """Waits until the pipeline is loaded.

        Raises:
            PipelineError: it cannot be.
            _Died: the process ended.
        """
        try:
            said = self._channel.recv()
        except (EOFError, OSError) as error:
            raise _Died from error
        if isinstance(said, Unready):
            raise PipelineError(said.error)
        assert isinstance(said, Ready)
        self._stages = (*said.stages, LAST)
        return said.recipe

    def ask(self, task: Task, seconds: float) -> Outcome:
        """What becomes of a task.

        Raises:
            _Late: it takes too long.
            _Died: the process ended.
        """
        try:
            self._channel.send(task)
            # Asked again: what came in while this thread had to wait for its turn is in time.
            if not self._channel.poll(seconds) and not self._channel.poll():
                raise _Late
            outcome = self._channel.recv()
        except (EOFError, OSError) as error:
            raise _Died from error
        assert isinstance(outcome, Outcome)
        return outcome

    def stage(self) -> str:
        """The stage that it is or was at."""
        return self._stages[int(self._at.value)]

    def end(self) -> str:
        """Kill it; gives how it had ended by itself, or that it was killed."""
        self.process.join(_GRACE)
        self.process.kill()
        self.process.join()
        self._channel.close()
        code = self.process.exitcode or 0
        self.process.close()
        return f"signal {-code}" if code < 0 else f"exit status {code}"
