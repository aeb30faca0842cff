"""The English insertions of an archive: counted by lemma and by phrase, over time, and in their
lines.

A lemma's lines are its first ones by date, so that a list shows where a word came in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from referat.mix.archive import Archive, By, period_sql

# Rows of the list of lemmas and of that of phrases; lemmas that are followed over time; lemmas
# with lines, and lines of each.
LISTED = 500
FOLLOWED = 8
WITH_LINES = 200
LINES = 20
_FORMS = 10

_EACH = (
    "(SELECT id, origin, url, published, unnest(insertions, recursive := true) FROM posts) AS each"
)

_LINES_SQL = (
    'SELECT lemma, "left", text, "right", id, origin, url, published, start, "end" '
    "FROM (SELECT id, origin, url, published, unnest(insertions, recursive := true) FROM posts) "
    "WHERE list_contains(?, lemma) QUALIFY row_number() OVER (PARTITION BY lemma "
    'ORDER BY published NULLS LAST, id, origin, start, "end", "left") <= ? '
    'ORDER BY lemma, published NULLS LAST, id, origin, start, "end", "left"'
)


@dataclass(frozen=True, slots=True)
class InsertionCount:
    """How often an insertion stands in how many posts, in which forms, from when to when; how often
    it is marked, how often it has a Swedish ending.
    """

    lemma: str
    forms: tuple[str, ...]
    count: int
    posts: int
    first: str | None
    last: str | None
    marked: int
    inflected: int


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """How often an insertion stands in the posts of a period; ``rate`` on 10,000 of its words."""

    period: str
    lemma: str
    count: int
    words: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class Concordance:
    """A line: the insertion as it stands, what is around it, and where it is."""

    lemma: str
    left: str
    keyword: str
    right: str
    id: str
    origin: str | None
    url: str | None
    published: str | None
    start: int
    end: int


def by_lemma(archive: Archive) -> tuple[InsertionCount, ...]:
    """The most frequent lemmas."""
    return _counted(archive, "lemma")


def by_phrase(archive: Archive) -> tuple[InsertionCount, ...]:
    """The most frequent phrases; each has one lemma, or the first of several by the alphabet."""
    return _counted(archive, "phrase")


def _counted(archive: Archive, key: str) -> tuple[InsertionCount, ...]:
    found = archive.rows(
        f"SELECT min(lemma), list_sort(list(DISTINCT phrase))[1:{_FORMS}], count(*) AS times, "  # noqa: S608 - ours
        "count(DISTINCT id) AS in_posts, substr(min(published), 1, 10), "
        "substr(max(published), 1, 10), count(*) FILTER (marked), count(*) FILTER (inflected) "
        f"FROM {_EACH} GROUP BY {key} ORDER BY times DESC, in_posts DESC, {key} LIMIT {LISTED}"
    )
    return tuple(InsertionCount(row[0], tuple(row[1]), *row[2:]) for row in found)


def by_period(
    archive: Archive, by: By, lemmas: Sequence[InsertionCount], words: Mapping[str, int]
) -> tuple[PeriodCount, ...]:
    """The most frequent lemmas in each period, periods without any included.

    Args:
        archive: what is asked.
        by: month or year.
        lemmas: by frequency; of those that have a date and stand there more than once, the first
            are followed.
        words: the words of each period, in order.
    """
    followed = [item.lemma for item in lemmas if item.first is not None and item.count > 1][
        :FOLLOWED
    ]
    found = archive.rows(
        f"SELECT lemma, {period_sql(by)} AS period, count(*) FROM {_EACH} "  # noqa: S608 - ours
        "WHERE list_contains(?, lemma) GROUP BY lemma, period",
        [followed],
    )
    counts = {(lemma, period): int(count) for lemma, period, count in found}
    return tuple(
        PeriodCount(period, lemma, count, total, round(1e4 * count / total, 4) if total else None)
        for lemma in followed
        for period, total in words.items()
        for count in (counts.get((lemma, period), 0),)
    )


def concordance(archive: Archive, lemmas: Sequence[InsertionCount]) -> tuple[Concordance, ...]:
    """The first lines of the most frequent lemmas, in the order of these."""
    chosen = [item.lemma for item in lemmas[:WITH_LINES]]
    found = archive.rows(_LINES_SQL, [chosen, LINES])
    rank = {lemma: number for number, lemma in enumerate(chosen)}
    lines = [Concordance(*row) for row in found]
    return tuple(sorted(lines, key=lambda line: rank[line.lemma]))
