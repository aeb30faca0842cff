"""What a dataset knows of itself, in one SQLite file: which post came out where, and which did not.

SQLite, because its commits survive whatever kills the process, and because a million posts do not
fit into a dictionary. The ledger is written before a file of the dataset takes its place (see
`referat.batch.dataset`), so that it is always right about what there is or has to be.

What belongs to the run in progress alone (the plan, the posts that were met) stands in temporary
tables, which end with the process.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from referat.batch.items import Entry, Key, Known, Part, PlannedFile
from referat.errors import DatasetError

_TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS input (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS part (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, rows INTEGER NOT NULL,
    tally TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS outcome (
    place BLOB NOT NULL, nth INTEGER NOT NULL, digest TEXT NOT NULL, input INTEGER NOT NULL,
    part INTEGER, rejection TEXT, PRIMARY KEY (place, nth)
) WITHOUT ROWID;
CREATE TEMP TABLE seen (place BLOB PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE plan (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL, real BLOB NOT NULL UNIQUE, input INTEGER NOT NULL,
    size INTEGER NOT NULL
);
"""


# What an input gave before, and this run has not met. Interpolated below: it is no data.
_UNSEEN = (
    "FROM outcome o LEFT JOIN seen s ON s.place = o.place "
    "WHERE o.input = ? AND (s.place IS NULL OR s.count < o.nth)"
)


class DamagedLedgerError(DatasetError):
    """The file is no ledger, or no longer one."""


class Ledger:
    """The ledger of one dataset, locked for this process.

    Args:
        path: the file; it is made where it is not there.

    Raises:
        DamagedLedgerError: it is no ledger.
        DatasetError: another run holds it, or it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._base = sqlite3.connect(path, timeout=0, isolation_level=None)
        with self._explained():
            try:
                self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._base.execute("PRAGMA synchronous = FULL")
                # On disk, so that memory does not grow with the archive.
                self._base.execute("PRAGMA temp_store = FILE")
                self._base.execute("BEGIN EXCLUSIVE")
                self._base.execute("COMMIT")
                self._base.executescript(_TABLES)
            except BaseException:
                self._base.close()
                raise

    def close(self) -> None:
        """Let other processes have it."""
        self._base.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise DatasetError(
                    f"{self._path.parent}: another run is writing this dataset; wait for its end, "
                    "or name another --out"
                ) from error
            raise DatasetError(
                f"{self._path}: cannot be written ({error}); mend that, and run the same command "
                "again"
            ) from error
        except sqlite3.DatabaseError as error:
            raise DamagedLedgerError(
                f"{self._path}: is damaged ({error}); begin the dataset anew with --new"
            ) from error

    # Facts and inputs

    def fact(self, name: str) -> str | None:
        """A fact about the dataset."""
        with self._explained():
            found = self._base.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def input(self, name: str) -> int:
        """The number of an input, as the caller calls it."""
        with self._explained():
            self._base.execute("INSERT OR IGNORE INTO input (name) VALUES (?)", (name,))
            (number,) = self._base.execute(
                "SELECT id FROM input WHERE name = ?", (name,)
            ).fetchone()
        return int(number)

    # The run in progress

    def plan(self, files: Iterable[PlannedFile]) -> tuple[int, int]:
        """Keep the files that are to be read, each once; gives how many, and their bytes."""
        with self._explained():
            self._base.executemany(
                "INSERT OR IGNORE INTO plan (path, real, input, size) VALUES (?, ?, ?, ?)",
                (
                    (
                        os.fsencode(file.path),
                        os.fsencode(os.path.realpath(file.path)),
                        file.input,
                        file.size,
                    )
                    for file in files
                ),
            )
            return self._base.execute("SELECT count(*), total(size) FROM plan").fetchone()  # type: ignore[no-any-return]

    def planned(self) -> Iterator[PlannedFile]:
        """The files that are to be read, in the order in which they were named."""
        at = 0
        while rows := self._rows(
            "SELECT id, path, input, size FROM plan WHERE id > ? ORDER BY id LIMIT 1000", at
        ):
            for _, path, input_, size in rows:
                yield PlannedFile(Path(os.fsdecode(path)), input_, size)
            at = rows[-1][0]

    def saw(self, place: bytes) -> Key:
        """The key of a post that was met at a place."""
        with self._explained():
            self._base.execute(
                "INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
                (place,),
            )
            (nth,) = self._base.execute(
                "SELECT count FROM seen WHERE place = ?", (place,)
            ).fetchone()
        return Key(place, nth)

    # Outcomes

    def known(self, key: Key) -> Known | None:
        """What the dataset holds of a post."""
        with self._explained():
            found = self._base.execute(
                "SELECT digest, part FROM outcome WHERE place = ? AND nth = ?", key
            ).fetchone()
        return Known(*found) if found else None

    def parts(self) -> list[Part]:
        """All files of the dataset, by number."""
        return [Part(*row) for row in self._rows("SELECT * FROM part ORDER BY number")]

    def part(self, number: int) -> Part:
        """One file of the dataset."""
        (row,) = self._rows("SELECT * FROM part WHERE number = ?", number)
        return Part(*row)

    def next_part(self) -> int:
        """The number of the next file; none is given twice as long as it is in use."""
        ((number,),) = self._rows("SELECT coalesce(max(number), 0) + 1 FROM part")
        return int(number)

    def rejections(self) -> Iterator[str]:
        """All rejections, as JSON."""
        with self._explained():
            for (line,) in self._base.execute(
                "SELECT rejection FROM outcome WHERE rejection IS NOT NULL "
                "ORDER BY json_extract(rejection, '$.origin'), place, nth"
            ):
                yield line

    def reasons(self, most: int) -> list[tuple[str, str, int]]:
        """Stage, error and number of the most frequent rejections, and how many there are."""
        rows = self._rows(
            "SELECT json_extract(rejection, '$.stage'), json_extract(rejection, '$.error'), "
            "count(*) AS n FROM outcome WHERE rejection IS NOT NULL "
            "GROUP BY 1, 2 ORDER BY n DESC, 1, 2 LIMIT ?",
            most,
        )
        return [(stage, error, int(n)) for stage, error, n in rows]

    def rejected(self) -> int:
        """How many records are rejected."""
        ((count,),) = self._rows("SELECT count(*) FROM outcome WHERE rejection IS NOT NULL")
        return int(count)

    def gone(self, input_: int, rows: bool) -> list[tuple[Key, int | None]]:
        """Some of what an input gave and this run has not met, with its part.

        Args:
            input_: the input.
            rows: rejections and rows, not only rejections.
        """
        found = self._rows(
            f"SELECT o.place, o.nth, o.part {_UNSEEN} AND (? OR o.part IS NULL) "
            "ORDER BY o.part LIMIT 1000",
            input_,
            rows,
        )
        return [(Key(place, nth), part) for place, nth, part in found]

    def gone_count(self, input_: int) -> int:
        """How many rows an input gave that this run has not met."""
        ((count,),) = self._rows(
            f"SELECT count(*) {_UNSEEN} AND o.part IS NOT NULL",
            input_,
        )
        return int(count)

    def clear(self, facts: Mapping[str, str]) -> None:
        """Forget everything, and begin with new facts."""
        with self._explained(), self._committed():
            for table in ("outcome", "part", "input", "fact"):
                self._base.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
            self._base.executemany("INSERT INTO fact VALUES (?, ?)", facts.items())

    def forget_rejections(self) -> None:
        """Let all that was rejected be tried again."""
        with self._explained():
            self._base.execute("DELETE FROM outcome WHERE rejection IS NOT NULL")

    def forget_part(self, number: int) -> int:
        """Take a lost file out, with all that stood in it; gives how many rows those were."""
        with self._explained(), self._committed():
            self._base.execute("DELETE FROM part WHERE number = ?", (number,))
            return self._base.execute("DELETE FROM outcome WHERE part = ?", (number,)).rowcount

    def commit(
        self,
        entries: Iterable[Entry],
        dropped: Iterable[Key],
        parts: Iterable[Part],
        emptied: Iterable[int],
    ) -> None:
        """Enter outcomes and files, all or none."""
        with self._explained(), self._committed():
            self._base.executemany("DELETE FROM outcome WHERE place = ? AND nth = ?", dropped)
            self._base.executemany(
                "INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?)",
                ((*entry.key, *entry[1:]) for entry in entries),
            )
            self._base.executemany(
                "DELETE FROM part WHERE number = ?", ((number,) for number in emptied)
            )
            self._base.executemany("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?)", parts)

    @contextmanager
    def _committed(self) -> Iterator[None]:
        self._base.execute("BEGIN")
        try:
            yield
            self._base.execute("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself where the disk is full.
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._explained():
            return self._base.execute(query, values).fetchall()
