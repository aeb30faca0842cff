"""Stand-ins for what is slow or harmless: a pipeline that does what a post tells it to, an engine
without processes, and archives to read.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from referat.assemble import Pipeline
from referat.batch.items import Outcome, Recipe, Task
from referat.batch.run import Job, Report, run
from referat.batch.worker import outcome_of, recipe_of
from referat.errors import ModelError
from referat.post import Block, Digest, DigestSentence, Post, Run, Voice
from referat.settings import Settings, load_settings
from referat.span import Span


class Obeying:
    """A stage that gives all layers, and does what the first word of the text says."""

    name = "obeying"
    needs: frozenset[str] = frozenset()
    gives = frozenset({"blocks", "runs", "findings", "commentary", "claims", "digest"})
    model = None

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def __call__(self, post: Post) -> Post:
        match post.text.split()[0]:
            case "RAISE":
                raise ZeroDivisionError("division of\nnothing")
            case "CRASH":
                os.kill(os.getpid(), signal.SIGKILL)
            case "EXIT":
                raise SystemExit(3)
            case "ONCE":  # crashes, unless it has done so before
                Path(post.text.split()[1]).touch(exist_ok=False)
                os.kill(os.getpid(), signal.SIGKILL)
            case "LOSE":  # ends what looks after its worker
                os.kill(os.getppid(), signal.SIGKILL)
                threading.Event().wait()
            case "UNTIL":  # works until there is such a file
                while not Path(post.text.split()[1]).exists():
                    time.sleep(0.05)
            case "HANG":  # and leaves a mark, where it is told to
                for mark in post.text.split()[1:]:
                    Path(mark).touch()
                threading.Event().wait()
        whole = Span(0, len(post.text))
        said = DigestSentence(post.text.split()[0], ("block",), Voice.SUMMARY)
        return replace(
            post,
            blocks=(Block(whole, language="sv"),),
            runs=(Run(whole, "sv"),),
            findings=(),
            commentary=(),
            claims=(),
            digest=Digest(said, said),
        )


def pipeline(version: str = "1") -> Pipeline:
    """A pipeline of the obeying stage alone."""
    return Pipeline([Obeying(version)], load_settings())


def pipeline_of_environment() -> Pipeline:
    """A pipeline whose version says how many threads numeric libraries may have in its process."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return pipeline(" ".join(os.environ[name] for name in names))


def pipeline_of_process() -> Pipeline:
    """A pipeline that is another one in each process."""
    return pipeline(str(os.getpid()))


def twice_obeying() -> Pipeline:
    """One that obeys only in its second stage."""
    return Pipeline([Idle(), Obeying()], load_settings())


class Idle(Obeying):
    """A stage that does nothing."""

    name = "idle"
    gives = frozenset()

    def __call__(self, post: Post) -> Post:
        return post


def unloadable() -> Pipeline:
    """A pipeline whose model is missing."""
    raise ModelError("models/x: no such model folder; restore it")


def dying() -> Pipeline:
    """A pipeline that ends the process that loads it."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


class Inline:
    """An engine without processes."""

    name = "inline"
    workers = 1

    def __init__(self, version: str = "1") -> None:
        self._pipeline = pipeline(version)
        self.asked: list[str] = []

    def recipe(self) -> Recipe:
        return recipe_of(self._pipeline)

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        for task in tasks:
            self.asked.append(task.post.text)
            yield outcome_of(task, self._pipeline, SimpleNamespace(value=0))

    def close(self) -> None:
        """Nothing to end."""


def settings(part_posts: int = 3) -> Settings:
    """The default settings, with small parts."""
    return load_settings(changes={"batch": {"part_posts": part_posts}})


def lines(path: Path, posts: Mapping[str, str]) -> Path:
    """JSON Lines with these texts by their ids; a text that begins with ``{`` is a line by itself,
    as it is.
    """
    made = [
        text if text.startswith("{") else json.dumps({"id": ident, "text": text})
        for ident, text in posts.items()
    ]
    path.write_text("".join(f"{line}\n" for line in made), encoding="utf-8")
    return path


def do(out: Path, *inputs: Path, engine: Any = None, **options: Any) -> Report:
    """One run of the inline engine (or another)."""
    stop = options.pop("stop", lambda: False)
    format = options.pop("format", "jsonl")
    chosen = options.pop("settings", None) or settings(options.pop("part_posts", 3))
    job = Job(tuple(map(str, inputs)), out, format, chosen, **options)
    return run(job, engine or Inline(), lambda progress: None, stop)


def rows(out: Path) -> list[dict[str, Any]]:
    """The rows of a dataset in JSON Lines, in their order."""
    return [
        json.loads(line)
        for path in sorted((out / "posts").glob("part-*"))
        for line in path.read_text("utf-8").splitlines()
    ]


def texts(out: Path) -> list[str]:
    """The texts of all rows, in their order."""
    return [row["summary"]["text"] for row in rows(out)]


def rejected(out: Path) -> list[dict[str, Any]]:
    """The lines of ``rejected.jsonl``."""
    return [json.loads(line) for line in (out / "rejected.jsonl").read_text("utf-8").splitlines()]


def files(out: Path) -> dict[str, bytes]:
    """The files with rows, whole."""
    return {path.name: path.read_bytes() for path in (out / "posts").iterdir()}
