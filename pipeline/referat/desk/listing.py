"""Lists of posts: full text, filters, order, a page at a time.

The same questions go to the store of a desk and to the index of an archive. Values reach SQLite as
parameters; what an editor writes into the search field is taken apart into words and phrases first,
so that no sign in it means anything to the search engine but quotation marks and a final ``*``.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field
from typing import Literal

from referat.post import Stance

PAGE = 25
"""Posts on one page of a list."""
COUNTED = 1000
"""Up to how many posts are counted; beyond, a list says "more than"."""

_TERM = re.compile(r'"([^"]*)"?|”([^”]*)”?|(\S+)')
_WORD = re.compile(r"\w")

Order = Literal["added", "published", "title", "words", "relevance"]
_ORDERS: dict[str, str] = {
    "added": "posts.id DESC",
    "published": "posts.published DESC, posts.id DESC",
    "title": "posts.title COLLATE NOCASE, posts.id",
    "words": "posts.words DESC, posts.id DESC",
    "relevance": "found.rank",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for. Empty fields ask for nothing.

    ``after`` and ``before`` are dates (or their beginnings, ``2019-10``), both included;
    ``swedish`` and ``english`` least shares of the post's words, in per cent.
    """

    text: str = ""
    source: str = ""
    speaker: str = ""
    stance: Stance | None = None
    after: str = ""
    before: str = ""
    site: str = ""
    swedish: int = 0
    english: int = 0
    corrected: bool | None = None
    done: bool | None = None
    order: Order = "added"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, and how many posts there are in all, counted up to `COUNTED`."""

    rows: list[sqlite3.Row] = field(repr=False)
    total: int
    page: int

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > COUNTED

    @property
    def pages(self) -> int:
        """How many pages can be turned to."""
        return -(-min(self.total, COUNTED) // PAGE)


def listed(connection: sqlite3.Connection, query: Query) -> Listed:
    """The page of posts that a query asks for."""
    source, where, values = _asked(query)
    order = query.order if query.order != "relevance" or "found" in source else "added"
    sorting = _ORDERS[order]
    if order == "added" and "found" in source:
        # The search engine's own order: it stops when the page is full.
        sorting = "found.rowid DESC"
    total = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {source} {where} LIMIT {COUNTED + 1})",  # noqa: S608
        values,
    ).fetchone()[0]
    rows = connection.execute(
        f"SELECT posts.* FROM {source} {where} ORDER BY {sorting} LIMIT ? OFFSET ?",  # noqa: S608
        (*values, PAGE, (query.page - 1) * PAGE),
    ).fetchall()
    return Listed(rows, total, query.page)


def _asked(query: Query) -> tuple[str, str, tuple[object, ...]]:
    """The tables, the condition with marks for values, and the values."""
    source, conditions, values = "posts", list[str](), list[object]()
    match = matching(query.text)
    if match:
        source = "found JOIN posts ON posts.id = found.rowid"
        conditions.append("found MATCH ?")
        values.append(match)
    for kind, name in (("source", query.source), ("speaker", query.speaker)):
        if name.strip():
            conditions.append(
                "posts.id IN (SELECT post FROM names WHERE kind = ? AND name LIKE ? ESCAPE '!')"
            )
            values += [kind, f"%{_literal(name.strip())}%"]
    if query.stance in _STANCES:
        conditions.append(f"posts.{_STANCES[query.stance]} > 0")
    if query.after:
        conditions.append("posts.published >= ?")
        values.append(query.after)
    if query.before:
        # "2019" includes all of that year.
        conditions.append("posts.published <= ?")
        values.append(query.before + "\U0010ffff")
    if query.site.strip():
        # There are few sites: their names are looked through, not the posts.
        conditions.append(
            "posts.site IN (SELECT DISTINCT site FROM posts WHERE site LIKE ? ESCAPE '!')"
        )
        values.append(f"%{_literal(query.site.strip())}%")
    for column, share in (("share_sv", query.swedish), ("share_en", query.english)):
        if share:
            conditions.append(f"posts.{column} >= ?")
            values.append(share / 100)
    for column, wanted in (("corrected", query.corrected), ("done", query.done)):
        if wanted is not None:
            conditions.append(f"posts.{column} = ?")
            values.append(int(wanted))
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return source, where, tuple(values)


_STANCES = {Stance.AGREES: "agrees", Stance.DISAGREES: "disagrees", Stance.MIXED: "mixed"}


def _literal(words: str) -> str:
    """``words`` for LIKE, where ``%`` and ``_`` mean something."""
    return re.sub(r"[!%_]", r"!\g<0>", words)


def matching(text: str) -> str:
    """What an editor looks for, in the search engine's notation; empty where there is no word.

    Words have to be there all, phrases in quotation marks as they stand; ``word*`` is any word that
    begins so.
    """
    terms = []
    for straight, curved, word in _TERM.findall(text.replace("\0", " ")):
        term = straight or curved or word.rstrip("*")
        if _WORD.search(term):
            quoted = term.replace('"', '""')
            terms.append(f'"{quoted}"{"*" if word.endswith("*") else ""}')
    return " ".join(terms)


def known_names(connection: sqlite3.Connection, kind: str, most: int = 200) -> list[str]:
    """The sources or speakers that most posts have, for a form to offer."""
    rows = connection.execute(
        "SELECT name FROM names WHERE kind = ? GROUP BY name ORDER BY count(*) DESC, name LIMIT ?",
        (kind, most),
    )
    return [row["name"] for row in rows]
