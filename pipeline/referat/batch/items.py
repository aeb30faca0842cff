"""What travels between reader, engine, dataset and ledger: small frozen records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from referat.post import Post


class Key(NamedTuple):
    """Which post of the input it is, whatever stands in it.

    Args:
        place: the first 16 bytes of the SHA-256 of its origin, which holds the file and the id that
            the file gives it, or its number there.
        nth: 1, or more where several posts of a run have one origin.
    """

    place: bytes
    nth: int

    def __str__(self) -> str:
        """As it stands in the dataset."""
        return self.place.hex() + (f"-{self.nth}" if self.nth > 1 else "")


def place_of(origin: str) -> bytes:
    """The place of a key."""
    return hashlib.sha256(origin.encode("utf-8", "surrogatepass")).digest()[:16]


def digest_of(post: Post) -> str:
    """32 hex digits of the SHA-256 of a post as it was read: its text, markup and metadata."""
    return hashlib.sha256(repr(post).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Task:
    """A post that is to be summarised."""

    key: Key
    digest: str
    input: int
    post: Post


class Record(NamedTuple):
    """One row of the dataset, in the three parts that the formats put together, each as JSON.

    Args:
        columns: an object of what is one value a post, and of its language mix.
        lists: an object of the nested lists.
        summary: the whole summary.
    """

    columns: str
    lists: str
    summary: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that did not become a row.

    Args:
        origin: the file, or the post's place in it.
        record: which record of the file, or the id of the post; ``None`` for the file as a whole.
        stage: ``read``, or the stage of the pipeline that it came to.
        error: what is wrong, and what to do.
        digest: of the post, or of the file where the record could not be read; empty where there
            is none (standard input, a missing file).
    """

    origin: str
    record: str | None
    stage: str
    error: str
    digest: str

    def to_json(self) -> str:
        """One line of ``rejected.jsonl``, without its end."""
        return json.dumps(asdict(self), ensure_ascii=True)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: a record, or a rejection.

    ``seconds`` is the time that the pipeline took for it.
    """

    key: Key
    digest: str
    input: int
    origin: str
    seconds: float
    record: Record | None = None
    rejection: Rejection | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that rows depend on besides the posts. Rows of different recipes never share a dataset.

    Args:
        referat: the version of the package.
        settings: the fingerprint of the settings.
        stages: name, model and version of each stage.
        models: name and SHA-256 of each model folder.
    """

    referat: str
    settings: str
    stages: tuple[tuple[str, str | None, str], ...]
    models: tuple[tuple[str, str], ...]

    def to_json(self) -> str:
        """As the dataset keeps it."""
        return json.dumps(asdict(self), sort_keys=True)


def difference(theirs: Mapping[str, str | None], ours: Mapping[str, str]) -> str:
    """What made a dataset, as against what is to add to it, as part of a sentence."""
    for name in ("format", "layout"):
        if theirs[name] != ours[name]:
            return f"another {name} ({theirs[name]}, not {ours[name]})"
    before, now = json.loads(theirs["recipe"] or "{}"), json.loads(ours["recipe"])
    for name, value in now.items():
        was = before.get(name)
        if was == value:
            continue
        if isinstance(value, str):
            return (
                f"other {name} ({was}, not {value})"
                if name == "settings"
                else (f"another version of referat ({was}, not {value})")
            )
        changed = [str(each[0]) for each in value if each not in (was or [])] or [name]
        return f"other {name} ({', '.join(changed)})"
    return "another version of referat"


class Known(NamedTuple):
    """What the dataset holds of a post: in which part, or that it was rejected (``part`` is
    ``None``).
    """

    digest: str
    part: int | None


class Part(NamedTuple):
    """A file of the dataset. ``tally`` is what its rows add up to, as JSON."""

    number: int
    name: str
    sha256: str
    rows: int
    tally: str


class Entry(NamedTuple):
    """A line of the ledger: a row in a part, or a rejection as JSON."""

    key: Key
    digest: str
    input: int
    part: int | None
    rejection: str | None


class PlannedFile(NamedTuple):
    """A file that is to be read; ``size`` in bytes."""

    path: Path
    input: int
    size: int


class Engine(Protocol):
    """What works through tasks."""

    name: str
    workers: int

    def recipe(self) -> Recipe:
        """What its pipeline is made of.

        Raises:
            ReferatError: the pipeline cannot be loaded.
        """

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What becomes of each task, in the order of the tasks."""

    def close(self) -> None:
        """End its workers at once; what they were at is dropped."""
