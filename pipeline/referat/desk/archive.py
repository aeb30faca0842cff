"""A batch's dataset, browsed where it lies.

Lists and searches are answered by an index beside the desk's store: one row of facts a post, and
what the search engine needs, but not the posts themselves. The index is built in the background,
a file of the dataset at a time, and follows it: new files are added, and where one has changed or
is gone, it is built anew. A post is read from its file when it is opened.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from referat.desk.errors import MissingError
from referat.desk.facts import COLUMNS
from referat.desk.listing import Listed, Query, listed
from referat.desk.schema import LISTED, SEARCHED_BESIDE, connected, opened, transaction
from referat.errors import DatasetError
from referat.summary import Summary

_INDEX = f"""{LISTED}{SEARCHED_BESIDE}
CREATE TABLE parts(name TEXT PRIMARY KEY, state TEXT NOT NULL, rows INTEGER NOT NULL);
CREATE TABLE spots(post INTEGER PRIMARY KEY, part TEXT NOT NULL, row INTEGER NOT NULL);
"""
_TABLES = ("posts", "names", "parts", "spots")
# Where a dataset has another name for a fact than lists have.
_NAMED = {
    name: f"n_{name}"
    for name in ("findings", "claims", "sources", "agrees", "disagrees", "mixed", "warnings")
}
_READ = (
    "key",
    "digest_sv",
    "digest_en",
    *(_NAMED.get(name, name) for name in COLUMNS),
    "findings",
    "commentary",
    "sources",
)
_AT_ONCE = 256  # rows of a dataset that are held at once


class Archive:
    """A dataset and its index.

    Args:
        folder: the dataset, as ``referat batch`` has written it.
        beside: the desk's folder, where the index is.

    Raises:
        DatasetError: there is no dataset of Parquet files, or pyarrow is missing.
        StoreError: the index cannot be opened.
    """

    def __init__(self, folder: Path, beside: Path) -> None:
        self.folder = folder
        self._posts = folder / "posts"
        if not self._posts.is_dir():
            raise DatasetError(f"{folder}: holds no dataset; name the --out of a 'referat batch'")
        if any(self._posts.glob("part-*.jsonl")):
            raise DatasetError(
                f"{folder}: is a dataset in JSON Lines, which is not browsed; write one with "
                "--format parquet"
            )
        if find_spec("pyarrow") is None:  # imported when a file is read: it takes its time
            raise DatasetError(
                "datasets are read by pyarrow, which is not installed; run pip install "
                "'referat[batch]'"
            )
        self.id = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        self._path = beside / f"archive-{self.id}.sqlite"
        beside.mkdir(parents=True, exist_ok=True)
        opened(self._path, _INDEX).close()
        self._local = threading.local()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.is_ready = False
        self.failure = ""

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection to the index."""
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            known = self._local.connection = connected(self._path)
            # What is lost can be built again.
            known.execute("PRAGMA synchronous = NORMAL")
        return known

    def start(self, after: float = 0.0) -> None:
        """Bring the index up to date in the background.

        Args:
            after: seconds to wait before, so that the first page has the machine to itself.
        """
        self._thread = threading.Thread(
            target=self._work, args=(after,), name="referat-index", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop after the file that is being read."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self, after: float = 0.0) -> None:
        try:
            if not self._stopped.wait(after):
                self.refresh()
        except (DatasetError, OSError, sqlite3.Error) as error:
            self.failure = str(error)

    def refresh(self) -> None:
        """Bring the index up to date.

        Raises:
            DatasetError: a file of the dataset cannot be read.
        """
        there = {path.name: _state(path) for path in sorted(self._posts.glob("part-*.parquet"))}
        rows = self.connection.execute("SELECT name, state FROM parts")
        known = {row["name"]: row["state"] for row in rows}
        if any(there.get(name) != state for name, state in known.items()):
            self._clear()
            known = {}
        for name, state in there.items():
            if name not in known and not self._stopped.is_set():
                self._add(name, state)
        self.is_ready = not self._stopped.is_set()

    def progress(self) -> tuple[int, int]:
        """How many posts are in the index, and how many files of the dataset are not yet."""
        row = self.connection.execute(
            "SELECT coalesce(sum(rows), 0) AS posts, count(*) AS parts FROM parts"
        ).fetchone()
        files = sum(1 for _ in self._posts.glob("part-*.parquet"))
        return row["posts"], files - row["parts"]

    def search(self, query: Query) -> Listed:
        """A page of the list of posts."""
        return listed(self.connection, query)

    def place(self, number: int) -> str:
        """What a post of the archive is called on the desk.

        Raises:
            MissingError: there is no such post.
        """
        return f"{self.id}:{self._row(number)['place']}"

    def placed(self, key: str) -> str:
        """The same, by the post's key."""
        return f"{self.id}:{key}"

    def get(self, number: int) -> Summary:
        """A post, from its file.

        Raises:
            MissingError: there is no such post, or its file is gone.
        """
        from pyarrow import ArrowException, parquet

        row = self._row(number)
        left = row["row"]
        try:
            with parquet.ParquetFile(self._posts / row["part"]) as file:
                for batch in file.iter_batches(_AT_ONCE, columns=["summary"], use_threads=False):
                    if left < batch.num_rows:
                        return Summary.model_validate_json(batch.column(0)[left].as_py())
                    left -= batch.num_rows
        except (OSError, ArrowException) as error:
            raise MissingError("no_post", number=str(number)) from error
        raise MissingError("no_post", number=str(number))

    def _row(self, number: int) -> sqlite3.Row:
        row: sqlite3.Row | None = self.connection.execute(
            "SELECT place, part, row FROM posts JOIN spots ON spots.post = posts.id WHERE id = ?",
            (number,),
        ).fetchone()
        if row is None:
            raise MissingError("no_post", number=str(number))
        return row

    def _clear(self) -> None:
        with transaction(self.connection) as connection:
            for table in _TABLES:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names
            connection.execute("INSERT INTO found(found) VALUES ('delete-all')")

    def _add(self, name: str, state: str) -> None:
        """Take a file of the dataset into the index, whole or not at all."""
        with transaction(self.connection) as connection:
            number = connection.execute("SELECT coalesce(max(id), 0) FROM posts").fetchone()[0]
            first = number
            for row in self._rows(name):
                number += 1
                _put(connection, number, row)
                connection.execute(
                    "INSERT INTO spots VALUES (?, ?, ?)", (number, name, number - first - 1)
                )
            connection.execute("INSERT INTO parts VALUES (?, ?, ?)", (name, state, number - first))

    def _rows(self, name: str) -> Iterator[Mapping[str, Any]]:
        from pyarrow import ArrowException, parquet

        path = self._posts / name
        try:
            with parquet.ParquetFile(path) as file:
                columns = list(_READ)
                for batch in file.iter_batches(_AT_ONCE, columns=columns, use_threads=False):
                    yield from batch.to_pylist()
        except (OSError, ArrowException) as error:
            raise DatasetError(f"{path}: cannot be read ({error}); run the batch again") from error


def _state(path: Path) -> str:
    """What tells a file from what it was before."""
    known = path.stat()
    return f"{known.st_size}:{known.st_mtime_ns}"


_MARKS = ", ".join("?" for _ in COLUMNS)
_POST = f"INSERT INTO posts(id, place, {', '.join(COLUMNS)}) VALUES (?, ?, {_MARKS})"  # noqa: S608


def _put(connection: sqlite3.Connection, number: int, row: Mapping[str, Any]) -> None:
    """Take one post in."""
    facts = [row[_NAMED.get(name, name)] for name in COLUMNS]
    connection.execute(_POST, (number, row["key"], *facts))
    sources = [s[field] for s in row["sources"] for field in ("title", "organisation") if s[field]]
    speakers = [finding["speaker"] for finding in row["findings"] if finding["speaker"]]
    names = [("source", name, number) for name in sources]
    names += [("speaker", name, number) for name in speakers]
    connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", names)
    # A post's words are its findings' and its writers'; what only names a source is in its names.
    words = [item["text"] for layer in ("findings", "commentary") for item in row[layer]]
    told = [row[name] or "" for name in ("headline_sv", "digest_sv", "headline_en", "digest_en")]
    connection.execute(
        "INSERT INTO found(rowid, title, text, digest, names) VALUES (?, ?, ?, ?, ?)",
        (
            number,
            row["title"] or "",
            "\n".join(words),
            "\n".join(told),
            "\n".join((*sources, *speakers)),
        ),
    )
