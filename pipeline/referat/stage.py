"""What a stage is.

A stage is a callable that takes a `Post` and gives back a new one with one more layer. It says
which layers it needs and which it gives, so that `Pipeline` can refuse an order that cannot work
before the first post is read. Its parts (lexicons, models, thresholds) come in through its
constructor; nothing is looked up while it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

from referat.post import Post


@runtime_checkable
class Stage(Protocol):
    """One step from a `Post` to a `Post` with one more layer.

    A stage that is faster on many posts at once has a method ``pipe(posts)`` besides; see
    `BatchStage`.
    """

    @property
    def name(self) -> str:
        """What the stage is called in settings, errors and provenance."""

    @property
    def needs(self) -> frozenset[str]:
        """Layers of `Post` that must be there before."""

    @property
    def gives(self) -> frozenset[str]:
        """Layers of `Post` that are there afterwards."""

    @property
    def model(self) -> str | None:
        """Name of the model the stage runs with, or ``None`` where it runs on rules."""

    @property
    def version(self) -> str:
        """Version of its rules or model: a change of it may change what the stage gives."""

    def __call__(self, post: Post) -> Post:
        """The post with this stage's layers; every other layer as it was."""


@runtime_checkable
class BatchStage(Stage, Protocol):
    """A stage that takes many posts at once, which may be faster."""

    def pipe(self, posts: Iterable[Post]) -> Iterator[Post]:
        """The posts, in order, each with the layers that calling the stage on it gives."""
