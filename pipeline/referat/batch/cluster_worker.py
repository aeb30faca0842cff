"""A worker on a cluster, from both sides: what runs on the node, and what this process has of it.

A call to an actor takes Ray about a millisecond, and calls are done in their order; a few are
always under way, so that no worker waits for the next one.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from referat.batch.items import Outcome, Recipe, Task
from referat.batch.local import LocalEngine
from referat.batch.supervisor import Finished, Numbered
from referat.batch.worker import Make
from referat.errors import PipelineError, ReferatError

if TYPE_CHECKING:
    from types import ModuleType

_AHEAD = 4
"""Posts that a worker is given at a time."""


class Lost(Exception):  # noqa: N818 - never leaves the engine
    """The worker is gone: its node, its process, or the way there.

    Args:
        reason: the kind of loss, in Ray's terms.
        given: what it had been given, in that order.
    """

    def __init__(self, reason: str, given: list[Numbered]) -> None:
        super().__init__(reason)
        self.given = given


class NodeWorker:
    """What an actor runs: one worker process of the local engine, on its node.

    Args:
        make: makes the pipeline.
        post_seconds: longest time that a post may take.
    """

    def __init__(self, make: Make, post_seconds: float) -> None:
        self._engine = LocalEngine(make, 1, post_seconds)

    def recipe(self) -> Recipe:
        """What the pipeline is made of.

        Raises:
            ReferatError: it cannot be loaded.
        """
        return self._engine.recipe()

    def outcome(self, task: Task) -> Outcome:
        """What becomes of a post.

        Raises:
            ReferatError: the worker process cannot be started again.
        """
        (outcome,) = self._engine.outcomes([task])
        return outcome


class ClusterWorker:
    """The line to an actor, and what it has been given.

    Args:
        ray: the library.
        actor: the actor, which Ray may not have started yet.
    """

    def __init__(self, ray: ModuleType, actor: Any) -> None:
        self.ready = False
        self._ray = ray
        self._actor = actor
        self._starting = actor.recipe.remote()
        self._calls: deque[tuple[Any, Numbered]] = deque()

    @property
    def load(self) -> int:
        """How many posts it has to do."""
        return len(self._calls)

    @property
    def has_room(self) -> bool:
        """Whether it can be given one more."""
        return self.ready and len(self._calls) < _AHEAD

    @property
    def awaited(self) -> Any:
        """Ray's name for what comes back next; ``None`` where it has nothing to do."""
        if not self.ready:
            return self._starting
        return self._calls[0][0] if self._calls else None

    def give(self, item: Numbered) -> None:
        """Give it a post."""
        self._calls.append((self._actor.outcome.remote(item.task), item))

    def take(self) -> Finished | Recipe:
        """What has come back: the outcome of a post or, first of all, the recipe.

        Raises:
            Lost: nothing will come back any more.
            ReferatError: it cannot load the pipeline.
        """
        from ray.exceptions import RayError, RayTaskError

        try:
            found = self._ray.get(self.awaited)
        except RayTaskError as error:
            if isinstance(error.cause, ReferatError):
                raise error.cause from None
            said = " ".join(str(error.cause).split())[:300]
            raise PipelineError(
                f"a node cannot run the pipeline ({type(error.cause).__name__}: {said}); install "
                "the same referat on all nodes"
            ) from error
        except RayError as error:
            raise Lost(type(error).__name__, [item for _, item in self._calls]) from error
        if isinstance(found, Outcome):
            return Finished(self._calls.popleft()[1].number, found)
        assert isinstance(found, Recipe)
        self.ready = True
        return found

    def end(self) -> None:
        """Kill the actor, and its worker process with it."""
        self._ray.kill(self._actor)
