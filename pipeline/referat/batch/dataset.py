"""The folder of a dataset, kept whole wherever the process is killed.

    posts/part-000001.parquet ...   the rows
    rejected.jsonl                  what did not become a row, and why
    run.json                        what the last run was, and what it counted
    ledger.sqlite                   which post stands where (`referat.batch.ledger`)

A file of rows is written aside and forced to disk; then the ledger commits to it, by its SHA-256;
then it takes its place. Killed before the commit, the file aside is thrown away and its posts are
done again; killed behind it, the next run moves the file into its place. A post that changed is
replaced in its own file, in one such step, so that it never stands there twice nor is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from referat.batch.columns import LAYOUT
from referat.batch.items import Entry, Key, Outcome, Part, Recipe, Record, difference
from referat.batch.ledger import DamagedLedgerError, Ledger
from referat.batch.parts import FORMATS
from referat.errors import DatasetError
from referat.writers.files import write_file

_PART = re.compile(r"part-\d{6,}\.(?:parquet|jsonl)")
_ASIDE = re.compile(rf"\.({_PART.pattern})\.aside")
# What the columns of a file are added up to, by the name of the sum.
_SUMS = {
    "words": "words",
    "findings": "n_findings",
    "commentary": "n_commentary",
    "claims": "n_claims",
    "sources": "n_sources",
    "agrees": "n_agrees",
    "disagrees": "n_disagrees",
}


class Dataset:
    """A dataset that is being written. Only one process can have it at a time.

    Args:
        folder: where it is, or is to be.
        format: a name of `referat.batch.parts.FORMATS`.
        part_posts: how many rows a file gets.
        new: whether a dataset that cannot be added to is to be begun anew.

    Raises:
        DatasetError: it is in use or damaged, it cannot be written, or a library is missing.
    """

    def __init__(self, folder: Path, format: str, part_posts: int, new: bool = False) -> None:
        self.folder = folder
        self.posts = folder / "posts"
        self._format_name = format
        self._format = FORMATS[format]()
        self._part_posts = part_posts
        self._new = new
        self._fresh: list[tuple[Outcome, Record]] = []
        self._replacing: dict[int, dict[Key, Outcome | None]] = {}
        self._other: list[Entry] = []
        self._dropped: list[Key] = []
        with _room(folder):
            self.posts.mkdir(parents=True, exist_ok=True)
        self.ledger = self._opened()

    def _opened(self) -> Ledger:
        path = self.folder / "ledger.sqlite"
        orphans = any(_PART.fullmatch(each.name) for each in self.posts.iterdir())
        if not path.exists() and orphans and not self._new:
            raise DatasetError(
                f"{self.folder}: it holds posts, but its ledger.sqlite is missing; bring that "
                "back, or begin the dataset anew with --new"
            )
        try:
            return Ledger(path)
        except DamagedLedgerError:
            if not self._new:
                raise
            path.unlink()
            path.with_name(path.name + "-journal").unlink(missing_ok=True)
            return Ledger(path)

    def close(self) -> None:
        """Let other processes have it. What was not flushed is dropped."""
        self.ledger.close()

    def claim(self, recipe: Recipe) -> None:
        """Hold what made the dataset against what is to add to it.

        Raises:
            DatasetError: rows of the two would differ, and ``new`` was not said.
        """
        ours = {"recipe": recipe.to_json(), "format": self._format_name, "layout": LAYOUT}
        theirs = {name: self.ledger.fact(name) for name in ours}
        if theirs == ours:
            return
        if any(theirs.values()) and not self._new:
            raise DatasetError(
                f"{self.folder}: was written with {difference(theirs, ours)}; name another --out, "
                "or begin it anew with --new"
            )
        self.ledger.clear(ours)

    def recover(self) -> int:
        """Finish what a killed run left half done; gives how many rows have to be done again.

        Raises:
            DatasetError: the folder cannot be written.
        """
        lost = 0
        with _room(self.folder):
            known = {part.name: part for part in self.ledger.parts()}
            for path in sorted(self.posts.iterdir()):
                if aside := _ASIDE.fullmatch(path.name):
                    part = known.get(aside[1])
                    if part is not None and file_digest(path) == part.sha256:
                        path.replace(self.posts / part.name)
                    else:
                        path.unlink()
                elif _PART.fullmatch(path.name) and path.name not in known:
                    path.unlink()
            for part in known.values():
                path = self.posts / part.name
                if not path.is_file() or file_digest(path) != part.sha256:
                    path.unlink(missing_ok=True)
                    lost += self.ledger.forget_part(part.number)
            self._write_rejected()
        return lost

    def add(self, outcome: Outcome) -> None:
        """Take in what became of a post; it replaces what the dataset holds of it.

        Raises:
            DatasetError: there is no room.
        """
        known = self.ledger.known(outcome.key)
        rejection = outcome.rejection
        if rejection is not None:
            entry = Entry(outcome.key, outcome.digest, outcome.input, None, rejection.to_json())
            self._other.append(entry)
        if known is not None and known.part is not None:
            self._replacing.setdefault(known.part, {})[outcome.key] = outcome
        elif outcome.record is not None:
            self._fresh.append((outcome, outcome.record))
        held = len(self._fresh) + len(self._other) + sum(map(len, self._replacing.values()))
        if held >= self._part_posts:
            self.flush()

    def drop(self, gone: Iterable[tuple[Key, int | None]]) -> None:
        """Take posts and rejections out that the input no longer holds."""
        for key, part in gone:
            self._dropped.append(key)
            if part is not None:
                self._replacing.setdefault(part, {})[key] = None
        self.flush()

    def flush(self) -> None:
        """Write what was taken in, in the steps that stand at the head of this module.

        Raises:
            DatasetError: there is no room.
        """
        with _room(self.folder):
            entries, parts, emptied = list(self._other), [], []
            if self._fresh:
                number = self.ledger.next_part()
                name = f"part-{number:06d}{self._format.suffix}"
                parts.append(self._aside(number, name, [record for _, record in self._fresh]))
                entries += [_entry(outcome, number) for outcome, _ in self._fresh]
            for number, changes in self._replacing.items():
                before = self.ledger.part(number)
                records = _changed(self._format.read(self.posts / before.name), changes)
                entries += [
                    _entry(each, number) for each in changes.values() if each and each.record
                ]
                if records:
                    parts.append(self._aside(number, before.name, records))
                else:
                    emptied.append(before)
            _sync(self.posts)
            gone = [part.number for part in emptied]
            self.ledger.commit(entries, self._dropped, parts, gone)
            for part in parts:
                (self.posts / f".{part.name}.aside").replace(self.posts / part.name)
            for part in emptied:
                (self.posts / part.name).unlink()
            _sync(self.posts)
            self._append_rejected(entry.rejection for entry in self._other if entry.rejection)
        self._fresh, self._replacing, self._other, self._dropped = [], {}, [], []

    def _aside(self, number: int, name: str, records: Sequence[Record]) -> Part:
        """Write a file aside."""
        path = self.posts / f".{name}.aside"
        path.unlink(missing_ok=True)
        try:
            self._format.write(path, records)
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
            sha256 = file_digest(path)
        except BaseException:  # an interrupt too must leave no half-written file behind
            path.unlink(missing_ok=True)
            raise
        return Part(number, name, sha256, len(records), json.dumps(_tally(records)))

    def finish(self) -> None:
        """Write the last rows, and ``rejected.jsonl`` anew, in an order of its own."""
        self.flush()
        with _room(self.folder):
            self._write_rejected()

    def write_run(self, run: Mapping[str, object]) -> None:
        """Write ``run.json``."""
        with _room(self.folder):
            text = json.dumps(run, ensure_ascii=False, indent=2) + "\n"
            write_file(self.folder / "run.json", text)

    def tally(self) -> Counter[str]:
        """What all rows add up to."""
        total: Counter[str] = Counter()
        for part in self.ledger.parts():
            total["posts"] += part.rows
            total.update(json.loads(part.tally))
        return total

    def _append_rejected(self, lines: Iterable[str]) -> None:
        with (self.folder / "rejected.jsonl").open("a", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in lines)

    def _write_rejected(self) -> None:
        aside = self.folder / ".rejected.jsonl.aside"
        with aside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in self.ledger.rejections())
        aside.replace(self.folder / "rejected.jsonl")


@contextmanager
def _room(folder: Path) -> Iterator[None]:
    """Says what is wrong where the system does not let a dataset be written."""
    try:
        yield
    except OSError as error:
        raise DatasetError(
            f"{folder}: cannot be written ({(error.strerror or str(error)).lower()}); "
            "mend that, and run the same command again: it goes on where it was"
        ) from error


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, as hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Force the names in a folder to disk, where the system lets one do so."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _entry(outcome: Outcome, part: int) -> Entry:
    return Entry(outcome.key, outcome.digest, outcome.input, part, None)


def _changed(records: Sequence[Record], changes: Mapping[Key, Outcome | None]) -> list[Record]:
    """The rows of a file with changes: each in its place, without those that are no rows now."""
    by_name = {str(key): outcome.record if outcome else None for key, outcome in changes.items()}
    kept = [by_name.get(json.loads(each.columns)["key"], each) for each in records]
    return [record for record in kept if record is not None]


def _tally(records: Sequence[Record]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for record in records:
        columns = json.loads(record.columns)
        for name, column in _SUMS.items():
            sums[name] += columns[column]
        for language in ("sv", "en", "other"):
            sums[f"words_{language}"] += round(columns["words"] * columns[f"share_{language}"])
    return dict(sums)
