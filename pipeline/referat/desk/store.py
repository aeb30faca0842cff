"""Posts on the desk: every version of each, and what lists and searches need.

A post has a head, the version that is shown, and a revision that grows with every change of it,
undoing included. Whoever saves names the revision they have seen; where it is no longer the current
one, nothing is written and `StaleError` says so: a second tab never overwrites what the first has
saved. Version 0 is the machine's and stays.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from referat.desk.errors import MissingError
from referat.desk.held import Held, Version
from referat.desk.rows import (
    MACHINE,
    current,
    newest_child,
    now,
    numbered,
    put_listed,
    put_version,
    remove,
    row_of,
    turn,
    unpacked,
)
from referat.desk.schema import connected, opened, transaction
from referat.summary import Summary


class Store:
    """The store of a desk. May be used by several threads.

    Args:
        path: its file; made where it is not there, its folder too.

    Raises:
        StoreError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        opened(path).close()
        self._local = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            known = self._local.connection = connected(self.path)
        return known

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write; see `referat.desk.schema.transaction`."""
        with transaction(self.connection) as connection:
            yield connection

    def add(
        self,
        summary: Summary,
        original: tuple[str, bytes] | None = None,
        *,
        place: str | None = None,
        queued: int | None = None,
    ) -> int:
        """Put a post on the desk; gives its number.

        Args:
            summary: the machine's version.
            original: the file it was read from, as suffix and bytes, if it holds this post alone.
            place: where an archive has it.
            queued: the row of the queue that it comes from, which counts it.
        """
        made = now()
        with self.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO posts(added, touched, place) VALUES (?, ?, ?)", (made, made, place)
            )
            post = int(cursor.lastrowid or 0)
            put_version(connection, post, MACHINE, None, None, summary)
            put_listed(connection, post, summary)
            if original is not None:
                connection.execute(
                    "INSERT INTO originals VALUES (?, ?, ?)",
                    (post, original[0], zlib.compress(original[1])),
                )
            if queued is not None:
                connection.execute(
                    "UPDATE queue SET made = made + 1, post = ? WHERE id = ?", (post, queued)
                )
        return post

    def get(self, post: int) -> Held:
        """A post in its current version.

        Raises:
            MissingError: there is none of that number.
        """
        connection = self.connection
        row = row_of(connection, post)
        version = numbered(connection, post, row["head"])
        accepted = connection.execute("SELECT record FROM accepted WHERE post = ?", (post,))
        return Held(
            id=post,
            revision=row["revision"],
            head=row["head"],
            corrected=bool(row["corrected"]),
            done=bool(row["done"]),
            added=row["added"],
            place=row["place"],
            summary=unpacked(version["summary"]),
            accepted=frozenset(each["record"] for each in accepted),
            can_undo=version["parent"] is not None,
            can_redo=newest_child(connection, post, row["head"]) is not None,
        )

    def placed(self, place: str) -> int | None:
        """The number of the post that was taken from a place of an archive."""
        row = self.connection.execute("SELECT id FROM posts WHERE place = ?", (place,)).fetchone()
        return int(row["id"]) if row else None

    def original(self, post: int) -> tuple[str, bytes] | None:
        """The file a post was read from, as suffix and bytes, where the desk has it."""
        row = self.connection.execute(
            "SELECT suffix, data FROM originals WHERE post = ?", (post,)
        ).fetchone()
        return (row["suffix"], zlib.decompress(row["data"])) if row else None

    def version(self, post: int, number: int) -> Summary:
        """One version of a post.

        Raises:
            MissingError: there is none.
        """
        return unpacked(numbered(self.connection, post, number)["summary"])

    def history(self, post: int) -> list[Version]:
        """All versions of a post, the oldest first.

        Raises:
            MissingError: there is no such post.
        """
        head = row_of(self.connection, post)["head"]
        rows = self.connection.execute(
            "SELECT number, parent, made, operation FROM versions WHERE post = ? ORDER BY number",
            (post,),
        )
        return [
            Version(
                row["number"],
                row["parent"],
                row["made"],
                json.loads(row["operation"]) if row["operation"] else None,
                row["number"] == head,
            )
            for row in rows
        ]

    def save(self, post: int, revision: int, summary: Summary, operation: str) -> int:
        """Make a corrected version the current one; gives the new revision.

        Args:
            post: which post.
            revision: the one that was corrected.
            summary: the post as it is now.
            operation: what was done, as JSON.

        Raises:
            StaleError: somebody else has saved since.
            MissingError: there is no such post.
        """
        with self.writing() as connection:
            row = current(connection, post, revision)
            last = connection.execute(
                "SELECT max(number) FROM versions WHERE post = ?", (post,)
            ).fetchone()[0]
            put_version(connection, post, last + 1, row["head"], operation, summary)
            turn(connection, post, last + 1, summary)
        return revision + 1

    def undo(self, post: int, revision: int) -> int:
        """Go back to the version before; gives the new revision.

        Raises:
            StaleError: somebody else has saved since.
            MissingError: there is no version before.
        """
        with self.writing() as connection:
            row = current(connection, post, revision)
            parent = numbered(connection, post, row["head"])["parent"]
            _go(connection, post, parent, "nothing_to_undo")
        return revision + 1

    def redo(self, post: int, revision: int) -> int:
        """Go on to the newest version that was made of the current one; gives the new revision.

        Raises:
            StaleError: somebody else has saved since.
            MissingError: there is none.
        """
        with self.writing() as connection:
            row = current(connection, post, revision)
            child = newest_child(connection, post, row["head"])
            _go(connection, post, child, "nothing_to_redo")
        return revision + 1

    def turn_to(self, post: int, revision: int, number: int) -> int:
        """Make any version the current one; gives the new revision.

        Raises:
            StaleError: somebody else has saved since.
            MissingError: there is no such version.
        """
        with self.writing() as connection:
            current(connection, post, revision)
            _go(connection, post, number, "no_version")
        return revision + 1

    def accept(self, post: int, record: str, accepted: bool) -> None:
        """Note that an editor finds a record right as it stands, or take that back.

        Raises:
            MissingError: there is no such post.
        """
        with self.writing() as connection:
            row_of(connection, post)
            if accepted:
                connection.execute("INSERT OR IGNORE INTO accepted VALUES (?, ?)", (post, record))
            else:
                connection.execute(
                    "DELETE FROM accepted WHERE post = ? AND record = ?", (post, record)
                )

    def set_done(self, post: int, done: bool) -> None:
        """Note that an editor has been through the whole post, or take that back.

        Raises:
            MissingError: there is no such post.
        """
        with self.writing() as connection:
            row_of(connection, post)
            connection.execute("UPDATE posts SET done = ? WHERE id = ?", (int(done), post))

    def delete(self, post: int) -> None:
        """Take a post off the desk, with everything that is known of it.

        Raises:
            MissingError: there is no such post.
        """
        with self.writing() as connection:
            row_of(connection, post)
            remove(connection, post)

    def corrected(self) -> list[int]:
        """The numbers of the posts that an editor has corrected or been through."""
        rows = self.connection.execute("SELECT id FROM posts WHERE corrected OR done ORDER BY id")
        return [row["id"] for row in rows]

    def tally(self) -> list[sqlite3.Row]:
        """How often each stage was corrected, and how: stage, what, before, after, times."""
        return self.connection.execute(
            "SELECT stage, what, before, after, count(*) AS times, count(DISTINCT post) AS posts "
            "FROM changes GROUP BY stage, what, before, after ORDER BY times DESC, stage, what"
        ).fetchall()

    def counts(self) -> dict[str, int]:
        """How many posts there are, corrected ones, and those an editor has been through."""
        row = self.connection.execute(
            "SELECT count(*) AS posts, coalesce(sum(corrected), 0) AS corrected, "
            "coalesce(sum(done), 0) AS done FROM posts"
        ).fetchone()
        return dict(row)


def _go(connection: sqlite3.Connection, post: int, number: int | None, refusal: str) -> None:
    """Turn to a version that is already there.

    Raises:
        MissingError: there is none.
    """
    if number is None:
        raise MissingError(refusal)
    row = numbered(connection, post, number)
    turn(connection, post, number, unpacked(row["summary"]))
