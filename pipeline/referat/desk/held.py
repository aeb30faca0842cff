"""What the store gives out: a post in its current version, and the versions it has had."""

from __future__ import annotations

from dataclasses import dataclass

from referat.summary import Summary


@dataclass(frozen=True, slots=True)
class Held:
    """A post on the desk, in its current version."""

    id: int
    revision: int
    head: int
    corrected: bool
    done: bool
    added: str
    place: str | None
    summary: Summary
    accepted: frozenset[str]
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a post: when it was made, of which, and by what."""

    number: int
    parent: int | None
    made: str
    operation: dict[str, object] | None
    is_head: bool
