"""What an archive is asked for a report: groups, distributions, insertions, the most mixed posts.

`study_of` puts the questions and keeps the answers. Tables (`layout`) and report draw from the same
records, so that no plot shows what no table has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from referat.mix.accuracy import Accuracy, corrected_share, within_error
from referat.mix.archive import UNKNOWN, Archive, By, Figure, Group
from referat.mix.bootstrap import REPLICATES
from referat.mix.dataset import MEASURES
from referat.mix.inserted import (
    Concordance,
    InsertionCount,
    PeriodCount,
    by_lemma,
    by_period,
    by_phrase,
    concordance,
)

# Posts of fewer words are mixed by chance: three words, one of them English, have an index of 33.
LEAST_WORDS = 50
MOST_MIXED = 10
_CLASSES = 20
_SHOWN = ("id", "title", "author", "published", "url", "words", "words_en", "cmi", "text")
# The range of each measure; entropies end where few posts reach.
RANGES = {
    "cmi": (0.0, 100.0),
    "m_index": (0.0, 1.0),
    "i_index": (0.0, 1.0),
    "language_entropy": (0.0, 2.0),
    "span_entropy": (0.0, 8.0),
    "burstiness": (-1.0, 1.0),
    "memory": (-1.0, 1.0),
}

_POST_SQL = (
    "SELECT id, title, author, published, url, words, words_en, cmi, text, stretches FROM posts "
    "WHERE coalesce(id, '') = ? AND coalesce(origin, '') = ? ORDER BY cmi DESC, text LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many posts have a measure in each class; ``edges`` are one more than ``posts``."""

    measure: str
    edges: tuple[float, ...]
    posts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MixedPost:
    """One of the most mixed posts, with its text and its stretches of language: start, end,
    language, standing.
    """

    id: str
    title: str | None
    author: str | None
    published: str | None
    url: str | None
    words: int
    words_en: int
    cmi: float
    text: str
    stretches: tuple[tuple[int, int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Study:
    """All answers.

    ``lacking`` of ``posts`` posts lack what they are grouped by; ``undated`` have no year.
    ``periods`` are months or years: those of ``by`` where it is one, else years.
    """

    by: By
    posts: int
    lacking: int
    undated: int
    accuracy: Accuracy
    whole: Group
    groups: tuple[Group, ...]
    period_by: By
    periods: tuple[Group, ...]
    languages: tuple[tuple[str, int], ...]
    distributions: tuple[Distribution, ...]
    lemmas: tuple[InsertionCount, ...]
    phrases: tuple[InsertionCount, ...]
    over_time: tuple[PeriodCount, ...]
    lines: tuple[Concordance, ...]
    most_mixed: tuple[MixedPost, ...]


def study_of(archive: Archive, by: By, accuracy: Accuracy, replicates: int = REPLICATES) -> Study:
    """Put all questions to an archive."""
    (whole,) = archive.groups(None, replicates)
    groups = tuple(archive.groups(by, replicates))
    period_by = by if by.over_time else By.YEAR
    periods = groups if period_by is by else tuple(archive.groups(period_by, replicates))
    dated = tuple(period for period in periods if period.name != UNKNOWN)
    lacking, posts = archive.missing(by)
    lemmas = by_lemma(archive)
    return Study(
        by=by,
        posts=posts,
        lacking=lacking,
        undated=archive.missing(By.YEAR)[0],
        accuracy=accuracy,
        whole=whole,
        groups=groups,
        period_by=period_by,
        periods=dated,
        languages=_languages(archive),
        distributions=tuple(_distribution(archive, measure) for measure in MEASURES),
        lemmas=lemmas,
        phrases=by_phrase(archive),
        over_time=by_period(archive, period_by, lemmas, {each.name: each.words for each in dated}),
        lines=concordance(archive, lemmas),
        most_mixed=_most_mixed(archive),
    )


def _languages(archive: Archive) -> tuple[tuple[str, int], ...]:
    found = archive.rows(
        "SELECT language, CAST(sum(words) AS BIGINT) AS total FROM "
        "(SELECT unnest(languages, recursive := true) FROM posts) "
        "GROUP BY language ORDER BY total DESC, language"
    )
    return tuple((str(language), int(words)) for language, words in found)


def _distribution(archive: Archive, measure: str) -> Distribution:
    low, high = RANGES[measure]
    edges = [low + (high - low) * number / _CLASSES for number in range(_CLASSES + 1)]
    return Distribution(measure, tuple(edges), tuple(archive.histogram(measure, edges)))


def _most_mixed(archive: Archive) -> tuple[MixedPost, ...]:
    """The posts with the highest code-mixing index; short ones only where there are no others."""
    key = "coalesce(id, ''), coalesce(origin, '')"
    chosen = archive.rows(
        # Texts are read for the chosen ones only, below.
        f"SELECT DISTINCT {key}, cmi, words FROM posts WHERE words_en > 0 AND words > words_en "  # noqa: S608 - ours
        f"ORDER BY words >= {LEAST_WORDS} DESC, cmi DESC, words DESC, {key} LIMIT {MOST_MIXED}"
    )
    posts = []
    for values in chosen:
        (row,) = archive.rows(_POST_SQL, list(values[:2]))
        stretches = tuple(
            (item["start"], item["end"], item["language"], item["standing"]) for item in row[-1]
        )
        posts.append(MixedPost(**dict(zip(_SHOWN, row, strict=False)), stretches=stretches))
    return tuple(posts)


def corrected(figure: Figure, accuracy: Accuracy) -> Figure:
    """A share of English, and the ends of its interval, freed from the tagger's errors."""
    return Figure(
        *(
            None if value is None else round(corrected_share(value, accuracy), 6)
            for value in (figure.value, figure.low, figure.high)
        )
    )


def with_previous(
    groups: Sequence[Group], periods: Sequence[Group]
) -> Iterator[tuple[Group, Group | None]]:
    """Each group with the period before it; ``None`` for the first and for what is no period."""
    before: Group | None = None
    for group in groups:
        dated = group in periods
        yield group, before if dated else None
        before = group if dated else None


def near(group: Group, other: Group | None, accuracy: Accuracy) -> bool | None:
    """Whether the shares of English of two groups differ by no more than the tagger errs; ``None``
    where there is nothing to compare with.
    """
    if other is None or other is group:
        return None
    one, two = group.figures["share_en"].value, other.figures["share_en"].value
    return None if one is None or two is None else within_error(one, two, accuracy)
