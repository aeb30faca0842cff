"""An archive of rows, grouped: by month, year, site, author, source or tag.

DuckDB reads the columns it needs of the Parquet parts, keeps within a limit of memory and gives
numbers post by post; NumPy adds them up per group and draws the bootstrap. Nothing here looks at a
word, let alone in a loop. What strangers wrote reaches DuckDB as data only.

A post without what it is grouped by counts in the group `UNKNOWN`. One with several sources or tags
counts in each of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat.errors import DatasetError
from referat.mix.bootstrap import REPLICATES, intervals
from referat.mix.dataset import COUNTS, MEASURES
from referat.mix.figures import FIGURES, MEANS, SUMMED, figures
from referat.mix.selection import Selection
from referat.mix.stored import stored_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

UNKNOWN = "(unknown)"
ALL = "(all)"
_MEMORY = "768MB"
# Intervals of more groups than this take longer than anybody waits: the largest get theirs.
MOST_INTERVALS = 300


class By(StrEnum):
    """What posts are grouped by."""

    MONTH = "month"
    YEAR = "year"
    SITE = "site"
    AUTHOR = "author"
    SOURCE = "source"
    TAG = "tag"

    @property
    def over_time(self) -> bool:
        """Whether the groups are periods."""
        return self in (By.MONTH, By.YEAR)


# SQL for what a post is grouped by; lists are unnested, and an empty one is one NULL.
_DATED = "regexp_matches(published, '^[0-9]{4}-[0-9]{2}')"
_GROUP = {
    By.MONTH: f"CASE WHEN {_DATED} THEN substr(published, 1, 7) END",
    By.YEAR: "CASE WHEN regexp_matches(published, '^[0-9]{4}') THEN substr(published, 1, 4) END",
    By.SITE: "nullif(trim(site), '')",
    By.AUTHOR: "nullif(trim(author), '')",
    By.SOURCE: "unnest(CASE WHEN len(sources) > 0 THEN list_distinct(sources) ELSE [NULL] END)",
    By.TAG: "unnest(CASE WHEN len(tags) > 0 THEN list_distinct(tags) ELSE [NULL] END)",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a group, ``None`` where it is not defined, with its 95 % interval, ``None`` where
    there are too few posts for one.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of a group of posts; ``posts`` have a word, ``empty`` have none."""

    name: str
    posts: int
    empty: int
    words: int
    words_sv: int
    words_en: int
    figures: dict[str, Figure]


class Archive:
    """A dataset that questions are put to. Use `opened`.

    Args:
        connection: DuckDB with the rows as view ``posts``.
        name: what errors call it.
    """

    def __init__(self, connection: Any, name: str) -> None:
        self.connection = connection
        self.name = name

    def rows(self, query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """The answer to a query."""
        found: list[tuple[Any, ...]] = self.connection.execute(query, values or []).fetchall()
        return found

    def columns(self, query: str) -> dict[str, Any]:
        """The answer to a query as arrays, by column."""
        found: dict[str, Any] = self.connection.execute(query).fetchnumpy()
        return found

    def missing(self, by: By) -> tuple[int, int]:
        """How many posts lack what they would be grouped by, and how many there are."""
        query = f"SELECT count(*) FILTER ({_lacks(by)}), count(*) FROM posts"  # noqa: S608 - ours
        ((lacking, posts),) = self.rows(query)
        return int(lacking), int(posts)

    def groups(self, by: By | None, replicates: int = REPLICATES) -> list[Group]:
        """The groups in the order of their names, the unknown last; of all posts for ``None``."""
        import numpy as np

        key = f"coalesce(CAST({_GROUP[by]} AS VARCHAR), '{UNKNOWN}')" if by else f"'{ALL}'"
        found = self.columns(
            # Ordered by all of them, so that sums and draws do not depend on threads or files.
            f"SELECT grouped, {', '.join(_SUMS.values())} FROM "  # noqa: S608 - names of ours
            f"(SELECT {key} AS grouped, * FROM posts) ORDER BY ALL"
        )
        names = found.pop("grouped")
        counts = np.column_stack([np.ma.filled(found[name], 0).astype(float) for name in _SUMS])
        starts = [0, *(np.flatnonzero(names[1:] != names[:-1]) + 1).tolist()]
        ends = [*starts[1:], len(names)]
        sizes = sorted((end - start for start, end in zip(starts, ends, strict=True)), reverse=True)
        least = sizes[MOST_INTERVALS] if len(sizes) > MOST_INTERVALS else 0
        groups = [
            _group(str(names[start]), counts[start:end], replicates if end - start > least else 0)
            for start, end in zip(starts, ends, strict=True)
        ]
        return sorted(groups, key=lambda group: (group.name == UNKNOWN, group.name))

    def histogram(self, measure: str, edges: list[float]) -> list[int]:
        """How many posts have a measure in each class; the last class holds its upper edge."""
        import numpy as np

        if measure not in MEASURES:
            raise DatasetError(f"{measure}: no such measure; one of {', '.join(MEASURES)}")
        found = self.columns(f"SELECT {measure} FROM posts WHERE {measure} IS NOT NULL")  # noqa: S608 - checked above
        counted, _ = np.histogram(np.asarray(found[measure], dtype=float), edges)
        return [int(count) for count in counted]


def period_sql(by: By) -> str:
    """The month or year of a post as SQL, NULL where it has none."""
    return _GROUP[by]


def _lacks(by: By) -> str:
    if by is By.SOURCE:
        return "len(sources) = 0"
    return "len(tags) = 0" if by is By.TAG else f"{_GROUP[by]} IS NULL"


# What is fetched for each post, by the names of `SUMMED`.
_SUMS = {
    **{name: f"{name}" for name in (*COUNTS, "mixing")},
    "posts": "CAST(words > 0 AS BIGINT) AS posts",
    **{
        f"{name}_{part}": f"{sql} AS {name}_{part}"
        for name in MEANS
        for part, sql in (
            ("sum", f"coalesce({name}, 0)"),
            ("known", f"CAST({name} IS NOT NULL AS BIGINT)"),
        )
    },
}
assert tuple(_SUMS) == SUMMED


def _group(name: str, counts: Floats, replicates: int) -> Group:
    import numpy as np

    posts = counts[:, SUMMED.index("posts")]
    with_words = counts[posts > 0]
    sums = with_words.sum(axis=0) if len(with_words) else np.zeros(len(SUMMED))
    bounds = intervals(with_words, figures, name, replicates) if replicates else {}
    values = figures(sums[np.newaxis])
    return Group(
        name=name,
        posts=len(with_words),
        empty=len(counts) - len(with_words),
        words=int(sums[SUMMED.index("words")]),
        words_sv=int(sums[SUMMED.index("words_sv")]),
        words_en=int(sums[SUMMED.index("words_en")]),
        figures={figure: _figure(values[figure][0], bounds.get(figure)) for figure in FIGURES},
    )


def _figure(value: float, bounds: tuple[float, float] | None) -> Figure:
    if isnan(value):  # not defined
        return Figure(None)
    low, high = bounds or (None, None)
    return Figure(_rounded(value), _rounded(low), _rounded(high))


def _rounded(value: float | None) -> float | None:
    # Six digits: what is behind them may differ between machines.
    return None if value is None else round(float(value), 6)


@contextmanager
def opened(folder: Path, selection: Selection | None = None) -> Iterator[Archive]:
    """A dataset of rows, opened for questions.

    Raises:
        DatasetError: DuckDB is missing, the folder holds no rows, these are damaged or of another
            version, or no post with a word is selected.
    """
    stored = stored_in(folder)
    if stored is None:
        raise DatasetError(f"{folder}: holds no rows of language mix; give the posts themselves")
    duckdb = _duckdb()
    with tempfile.TemporaryDirectory(prefix="referat-mix-") as overflow:
        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": _MEMORY,
                "temp_directory": overflow,
                "autoinstall_known_extensions": False,
            },
        )
        try:
            stored.create_view(connection, "every_post")
            (selection or Selection()).create_view(connection)
            archive = Archive(connection, str(folder))
            ((posts, words),) = archive.rows("SELECT count(*), coalesce(sum(words), 0) FROM posts")
            if not words:
                raise DatasetError(
                    f"{folder}: {posts} posts selected, none of them with a word; "
                    "nothing to measure: give other posts or widen --since and --until"
                )
            yield archive
        except duckdb.Error as error:
            what = " ".join(str(error).split())[:200]
            raise DatasetError(f"{folder}: cannot be queried ({what}); write it anew") from error
        finally:
            connection.close()


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise DatasetError(
            "archives of language mix are grouped by DuckDB, which is not installed; run "
            "pip install 'referat[mix]'"
        ) from error
    return duckdb
