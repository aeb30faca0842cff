"""The tables of a desk's store.

One SQLite file in WAL mode: a save is one transaction, so that a desk that is killed in the middle
of one has either all of it or nothing. ``posts``, ``names`` and ``found`` are what lists are made
of and are also what an archive's index has; ``versions`` holds whole summaries, packed, so that any
version is read without the ones before it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from referat.desk.errors import StoreError
from referat.desk.facts import COLUMNS

APPLICATION = 0x72666474  # "rfdt", by which SQLite's own tools can tell whose a file is
LAYOUT = 1
"""Number of this set of tables."""

_TEXTS = ("title", "author", "published", "site", "url", "origin", "headline_sv", "headline_en")
_FACTS = ",\n  ".join(
    f"{name} {'TEXT' if name in _TEXTS else 'REAL' if name.startswith('share') else 'INTEGER'}"
    for name in COLUMNS
)

LISTED = f"""
CREATE TABLE posts(
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL DEFAULT 1,
  head INTEGER NOT NULL DEFAULT 0,
  added TEXT NOT NULL DEFAULT '',
  touched TEXT NOT NULL DEFAULT '',
  corrected INTEGER NOT NULL DEFAULT 0,
  done INTEGER NOT NULL DEFAULT 0,
  place TEXT,
  {_FACTS}
);
CREATE INDEX posts_published ON posts(published);
CREATE INDEX posts_site ON posts(site);
CREATE INDEX posts_title ON posts(title COLLATE NOCASE);
CREATE INDEX posts_words ON posts(words);
CREATE UNIQUE INDEX posts_place ON posts(place) WHERE place IS NOT NULL;
CREATE TABLE names(
  kind TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE, post INTEGER NOT NULL,
  PRIMARY KEY(kind, name, post)
) WITHOUT ROWID;
CREATE INDEX names_post ON names(post);
"""
"""Tables of a list of posts; ``place`` is where an archive has a post."""

# Diacritics count: "hår" is not "har".
_TOKENS = 'tokenize="unicode61 remove_diacritics 0"'
SEARCHED = f"CREATE VIRTUAL TABLE found USING fts5(title, text, digest, names, {_TOKENS});"
SEARCHED_BESIDE = (
    f"CREATE VIRTUAL TABLE found USING fts5(title, text, digest, names, content='', {_TOKENS});"
)
"""The same without the words themselves, which the archive has."""

_STORE = """
CREATE TABLE originals(post INTEGER PRIMARY KEY, suffix TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE versions(
  post INTEGER NOT NULL, number INTEGER NOT NULL, parent INTEGER,
  made TEXT NOT NULL, operation TEXT, summary BLOB NOT NULL,
  PRIMARY KEY(post, number)
);
CREATE TABLE accepted(post INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY(post, record))
  WITHOUT ROWID;
CREATE TABLE changes(
  post INTEGER NOT NULL, stage TEXT NOT NULL, what TEXT NOT NULL,
  record TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL
);
CREATE INDEX changes_post ON changes(post);
CREATE INDEX changes_stage ON changes(stage, what, before, after);
CREATE TABLE queue(
  id INTEGER PRIMARY KEY, job TEXT NOT NULL, name TEXT NOT NULL, data BLOB,
  state TEXT NOT NULL DEFAULT 'waiting', message TEXT NOT NULL DEFAULT '',
  made INTEGER NOT NULL DEFAULT 0, post INTEGER
);
CREATE INDEX queue_job ON queue(job);
CREATE INDEX queue_state ON queue(state);
"""


def opened(path: Path, layout: str = LISTED + SEARCHED + _STORE) -> sqlite3.Connection:
    """A connection to a store; a new one is made where there is none.

    Args:
        path: its file. The folder is there.
        layout: the tables that a new file gets.

    Raises:
        StoreError: the file is damaged, another program's, or of another layout.
    """
    try:
        connection = connected(path)
        with transaction(connection):
            whose = connection.execute("PRAGMA application_id").fetchone()[0]
            number = connection.execute("PRAGMA user_version").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if not tables:
                for statement in layout.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {LAYOUT}")
                return connection
    except sqlite3.Error as error:
        raise StoreError("store_damaged", path=str(path), reason=str(error)) from error
    if whose != APPLICATION:
        raise StoreError("store_foreign", path=str(path))
    if number != LAYOUT:
        raise StoreError("store_layout", path=str(path), number=str(number))
    return connection


def connected(path: Path) -> sqlite3.Connection:
    """A bare connection, with what holds for all of them."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    # An editor's work is worth a flush to disk.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One write, whole or not at all. The lock is taken at once, so that what is read inside is
    what is written to.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:  # an interrupt too must leave nothing half-written
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
