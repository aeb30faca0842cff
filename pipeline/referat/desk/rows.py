"""A store's rows: what one save reads and writes, inside the transaction of whoever saves.

Apart from the first, these functions are called between BEGIN and COMMIT only; see
`referat.desk.store`.
"""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import astuple
from datetime import UTC, datetime

from referat.desk.changes import Change, changes
from referat.desk.errors import MissingError, StaleError
from referat.desk.facts import COLUMNS, facts_of, names_of, told
from referat.summary import Summary

MACHINE = 0
"""The number of the machine's version."""

_OF_POST = ("originals", "versions", "accepted", "changes", "names")


def unpacked(packed: bytes) -> Summary:
    """A summary as a version holds it."""
    return Summary.model_validate_json(zlib.decompress(packed))


def now() -> str:
    """The time in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def row_of(connection: sqlite3.Connection, post: int) -> sqlite3.Row:
    """What is known of a post besides its versions.

    Raises:
        MissingError: there is no such post.
    """
    row: sqlite3.Row | None = connection.execute(
        "SELECT id, revision, head, corrected, done, added, place FROM posts WHERE id = ?",
        (post,),
    ).fetchone()
    if row is None:
        raise MissingError("no_post", number=str(post))
    return row


def current(connection: sqlite3.Connection, post: int, revision: int) -> sqlite3.Row:
    """The same, where ``revision`` is the one that whoever saves has seen.

    Raises:
        StaleError: somebody else has saved since.
    """
    row = row_of(connection, post)
    if row["revision"] != revision:
        raise StaleError(row["revision"])
    return row


def numbered(connection: sqlite3.Connection, post: int, number: int) -> sqlite3.Row:
    """A version's parent and summary.

    Raises:
        MissingError: there is no such version.
    """
    row: sqlite3.Row | None = connection.execute(
        "SELECT parent, summary FROM versions WHERE post = ? AND number = ?", (post, number)
    ).fetchone()
    if row is None:
        raise MissingError("no_version", number=str(number))
    return row


def newest_child(connection: sqlite3.Connection, post: int, head: int) -> int | None:
    """The last version that was made of ``head``."""
    number: int | None = connection.execute(
        "SELECT max(number) FROM versions WHERE post = ? AND parent = ?", (post, head)
    ).fetchone()[0]
    return number


def put_version(
    connection: sqlite3.Connection,
    post: int,
    number: int,
    parent: int | None,
    operation: str | None,
    summary: Summary,
) -> None:
    """Add a version."""
    packed = zlib.compress(summary.model_dump_json().encode("utf-8", "surrogatepass"))
    connection.execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)",
        (post, number, parent, now(), operation, packed),
    )


def turn(connection: sqlite3.Connection, post: int, number: int, summary: Summary) -> None:
    """Make a version the head, with all that lists show of it; the revision grows."""
    machine = unpacked(numbered(connection, post, MACHINE)["summary"])
    differences = changes(machine, summary)
    connection.execute(
        "UPDATE posts SET revision = revision + 1, head = ?, corrected = ?, touched = ? "
        "WHERE id = ?",
        (number, int(bool(differences)), now(), post),
    )
    put_listed(connection, post, summary)
    _put_tally(connection, post, differences)


def put_listed(connection: sqlite3.Connection, post: int, summary: Summary) -> None:
    """Write what lists show of a post and find it by."""
    facts, names = facts_of(summary), names_of(summary)
    columns = ", ".join(f"{name} = ?" for name in COLUMNS)
    connection.execute(
        f"UPDATE posts SET {columns} WHERE id = ?",  # noqa: S608 - our own column names
        (*astuple(facts), post),
    )
    connection.execute("DELETE FROM names WHERE post = ?", (post,))
    rows = [("source", name, post) for name in names.sources]
    rows += [("speaker", name, post) for name in names.speakers]
    connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", rows)
    connection.execute("DELETE FROM found WHERE rowid = ?", (post,))
    everybody = "\n".join((*names.sources, *names.speakers))
    connection.execute(
        "INSERT INTO found(rowid, title, text, digest, names) VALUES (?, ?, ?, ?, ?)",
        (post, facts.title or "", summary.text, told(summary), everybody),
    )


def _put_tally(connection: sqlite3.Connection, post: int, differences: list[Change]) -> None:
    connection.execute("DELETE FROM changes WHERE post = ?", (post,))
    connection.executemany(
        "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)",
        [(post, c.stage, c.what, c.record, *c.kinds) for c in differences],
    )


def remove(connection: sqlite3.Connection, post: int) -> None:
    """Delete all rows of a post."""
    connection.execute("DELETE FROM posts WHERE id = ?", (post,))
    connection.execute("DELETE FROM found WHERE rowid = ?", (post,))
    for table in _OF_POST:
        connection.execute(
            f"DELETE FROM {table} WHERE post = ?",  # noqa: S608 - our own table names
            (post,),
        )
