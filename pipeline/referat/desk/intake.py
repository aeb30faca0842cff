"""Files that wait to be read: a queue in the store, worked off in the background.

A file's bytes stand in the store until it is read, never in a file of its own name. A post and the
count of what its file has given are written in one transaction: a desk that is killed goes on where
it was, and makes no post twice.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from referat.desk.engine import Engine
from referat.desk.errors import BusyError, MissingError
from referat.desk.store import Store
from referat.errors import ReferatError
from referat.readers import Rejected, read
from referat.writers.escape import one_line

MOST_POSTS = 500
"""Most posts that one file may give; an archive of more is a case for ``referat batch``."""
_LONGEST = 120  # code points of a file's name
_WAITING, _READING, _DONE, _FAILED = "waiting", "reading", "done", "failed"


@dataclass(frozen=True, slots=True)
class Queued:
    """One file: its state (waiting, reading, done, failed), what went wrong, how many posts it has
    given, and the last of them.
    """

    name: str
    state: str
    message: str
    made: int
    post: int | None


@dataclass(frozen=True, slots=True)
class Job:
    """Files that came together."""

    id: str
    files: tuple[Queued, ...]

    @property
    def finished(self) -> int:
        """How many files are read, or could not be."""
        return sum(file.state in (_DONE, _FAILED) for file in self.files)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.finished == len(self.files)

    @property
    def posts(self) -> int:
        """How many posts the files have given."""
        return sum(file.made for file in self.files)


def bare_name(name: str) -> str:
    """What a file was called, without folders and signs that mean anything to a system."""
    last = PurePosixPath(name.replace("\\", "/")).name
    line = one_line(last).lstrip(".").replace("/", "")
    stem, dot, suffix = line.rpartition(".")
    if not dot:
        return line[:_LONGEST] or "file"
    return f"{stem[:_LONGEST]}.{suffix[:20]}"


class Intake:
    """The queue.

    Args:
        store: where it stands.
        engine: the pipeline.
        most: how many files may wait.
    """

    def __init__(self, store: Store, engine: Engine, most: int) -> None:
        self._store = store
        self._engine = engine
        self._most = most
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def recover(self) -> None:
        """Take up what a killed desk was reading; forget what was finished."""
        with self._store.writing() as connection:
            connection.execute("DELETE FROM queue WHERE state IN (?, ?)", (_DONE, _FAILED))
            connection.execute("UPDATE queue SET state = ?", (_WAITING,))

    def start(self) -> None:
        """Work the queue off in the background."""
        self.recover()
        self._wake.set()
        self._thread = threading.Thread(target=self._work, name="referat-intake", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop after the post that is being read."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def put(self, files: Sequence[tuple[str, bytes]]) -> str:
        """Add files to the queue; gives the id of the job.

        Raises:
            BusyError: too many wait already.
        """
        job = secrets.token_hex(8)
        with self._store.writing() as connection:
            waiting = connection.execute(
                "SELECT count(*) FROM queue WHERE state IN (?, ?)", (_WAITING, _READING)
            ).fetchone()[0]
            if waiting + len(files) > self._most:
                raise BusyError("queue_full", most=str(self._most))
            connection.executemany(
                "INSERT INTO queue(job, name, data) VALUES (?, ?, ?)",
                [(job, bare_name(name), data) for name, data in files],
            )
        self._wake.set()
        return job

    def job(self, ident: str) -> Job:
        """How far a job is.

        Raises:
            MissingError: there is none of that id.
        """
        rows = self._store.connection.execute(
            "SELECT name, state, message, made, post FROM queue WHERE job = ? ORDER BY id", (ident,)
        ).fetchall()
        if not rows:
            raise MissingError("no_job")
        return Job(ident, tuple(Queued(*row) for row in rows))

    def _work(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait()
            self._wake.clear()
            while not self._stopped.is_set() and self.work_one():
                pass

    def work_one(self) -> bool:
        """Read the file that has waited longest; gives whether there was one."""
        with self._store.writing() as connection:
            row = connection.execute(
                "SELECT id, name, data, made FROM queue WHERE state = ? ORDER BY id LIMIT 1",
                (_WAITING,),
            ).fetchone()
            if row is None:
                return False
            connection.execute("UPDATE queue SET state = ? WHERE id = ?", (_READING, row["id"]))
        rejected: list[Rejected] = []
        try:
            message = self._read(row["id"], row["name"], row["data"], row["made"], rejected)
            state = _DONE
        except ReferatError as error:
            state, message = _FAILED, str(error)
        except Exception as error:  # noqa: BLE001 - one bad file must not stop the queue
            state, message = _FAILED, f"unexpected error: {type(error).__name__}"
        if self._stopped.is_set() and state == _DONE and message is None:
            return False  # stopped in the middle: the next start goes on
        told = "; ".join([*([message] if message else []), *map(str, rejected[:3])])
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE queue SET state = ?, message = ?, data = NULL WHERE id = ?",
                (state, told, row["id"]),
            )
        return True

    def _read(
        self, ident: int, name: str, data: bytes, made: int, rejected: list[Rejected]
    ) -> str | None:
        """Put a file's posts on the desk; gives what else is to be said, ``None`` where the desk
        was stopped in between.
        """
        settings = self._engine.settings.input
        posts = read(name, settings, data, rejected=rejected.append)
        first = list(islice(posts, 2))
        alone = len(first) == 1
        for index, post in enumerate((*first, *posts)):
            if index >= MOST_POSTS:
                return f"more than {MOST_POSTS} posts in it; read it with referat batch"
            if index < made:
                continue  # on the desk already, before it was killed
            if self._stopped.is_set():
                return None
            summary = self._engine.summarise(post)
            original = (PurePosixPath(name).suffix.lower(), data) if alone else None
            self._store.add(summary, original, queued=ident)
        return ""
