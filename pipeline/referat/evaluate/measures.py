"""Counts that add up over posts, and the scores made of them.

Every measure is a small frozen record of counts with ``+`` and a ``value``. The score of a corpus,
of a format or of a phenomenon is the sum of its posts' records (micro-average), so a breakdown is a
sum over fewer posts and a bootstrap interval a sum over resampled ones.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

Json = dict[str, Any]
_M = TypeVar("_M", bound="Measure")


class Measure(Protocol):
    """Counts that add up, and the score they give."""

    @property
    def value(self) -> float | None:
        """The score in [0, 1] (or as the measure says); ``None`` where nothing was counted."""

    def __add__(self: _M, other: _M) -> _M: ...

    def as_json(self) -> Json:
        """The counts and what follows from them."""


@dataclass(frozen=True, slots=True)
class Prf:
    """Precision, recall and F1 of things that are found or not.

    F1 is the harmonic mean of precision and recall (van Rijsbergen 1979): 2·hits / (predicted +
    gold). ``None`` where there is nothing to find and nothing was found.
    """

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Prf) -> Prf:
        return Prf(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float | None:
        """Hits as a part of what was predicted."""
        return self.hits / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Hits as a part of gold."""
        return self.hits / self.gold if self.gold else None

    @property
    def value(self) -> float | None:
        """F1."""
        both = self.predicted + self.gold
        return 2 * self.hits / both if both else None

    def as_json(self) -> Json:
        """Counts, precision, recall and F1."""
        return {
            "hits": self.hits,
            "predicted": self.predicted,
            "gold": self.gold,
            "precision": _rounded(self.precision),
            "recall": _rounded(self.recall),
            "f1": _rounded(self.value),
        }


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a number of cases are right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float | None:
        """Right cases as a part of all."""
        return self.right / self.of if self.of else None

    def as_json(self) -> Json:
        """Counts and share."""
        return {"right": self.right, "of": self.of, "share": _rounded(self.value)}


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a figure over posts (ROUGE, ratios of length)."""

    total: float = 0.0
    count: int = 0

    def __add__(self, other: Mean) -> Mean:
        return Mean(self.total + other.total, self.count + other.count)

    @property
    def value(self) -> float | None:
        """The mean."""
        return self.total / self.count if self.count else None

    def as_json(self) -> Json:
        """Count and mean."""
        return {"count": self.count, "mean": _rounded(self.value)}


# What is told of a place where the pipeline sees nothing.
NONE = "none"


@dataclass(frozen=True)
class Confusion:
    """Labels told apart: how often each gold label was given each predicted one.

    ``value`` is macro-F1, the mean of the labels' F1 over all labels that gold or prediction use
    (`NONE` is no label: it only costs recall).
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __add__(self, other: Confusion) -> Confusion:
        return Confusion(self.counts + other.counts)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Confusion:
        """Counted from pairs of gold and predicted label."""
        return cls(Counter(pairs))

    @property
    def labels(self) -> list[str]:
        """All labels, `NONE` last."""
        names = {name for pair in self.counts for name in pair}
        return [*sorted(names - {NONE}), *sorted(names & {NONE})]

    @property
    def accuracy(self) -> float | None:
        """The share of gold labels that were given."""
        total = self.counts.total()
        right = sum(count for (gold, told), count in self.counts.items() if gold == told)
        return right / total if total else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (1960): agreement beyond what the two sides' label shares make by chance.

        ``None`` where nothing was counted, or where both sides give one label to everything.
        """
        total = self.counts.total()
        if not total:
            return None
        rows: Counter[str] = Counter()
        columns: Counter[str] = Counter()
        for (gold, told), count in self.counts.items():
            rows[gold] += count
            columns[told] += count
        chance = sum(rows[label] * columns[label] for label in rows) / total**2
        return None if chance == 1 else ((self.accuracy or 0.0) - chance) / (1 - chance)

    def f1(self, label: str) -> float | None:
        """F1 of one label; ``None`` where neither side uses it."""
        gold = sum(count for (name, _), count in self.counts.items() if name == label)
        told = sum(count for (_, name), count in self.counts.items() if name == label)
        return 2 * self.counts[label, label] / (gold + told) if gold + told else None

    @property
    def value(self) -> float | None:
        """Macro-F1."""
        scores = [self.f1(label) or 0.0 for label in self.labels if label != NONE]
        return sum(scores) / len(scores) if scores else None

    def as_json(self) -> Json:
        """Accuracy, macro-F1, kappa, F1 of each label, the table (rows gold, columns predicted)."""
        return {
            "accuracy": _rounded(self.accuracy),
            "macro_f1": _rounded(self.value),
            "kappa": _rounded(self.kappa),
            "f1": {name: _rounded(self.f1(name)) for name in self.labels if name != NONE},
            "table": {
                gold: {told: self.counts[gold, told] for told in self.labels}
                for gold in self.labels
            },
        }


Scores = Mapping[str, Measure]
"""The measures of one post or of many, by name: "findings.overlap", "stance"."""


def added(scores: Iterable[Scores]) -> dict[str, Measure]:
    """The sum of many posts' scores. A measure that some posts lack counts where it is there."""
    total: dict[str, Measure] = {}
    for one in scores:
        for name, measure in one.items():
            total[name] = total[name] + measure if name in total else measure
    return total


def interval(
    posts: Sequence[Scores], name: str, seed: int = 0, rounds: int = 1000
) -> tuple[float, float] | None:
    """The 95 % percentile bootstrap interval of one measure, posts resampled (Efron 1979).

    ``None`` where no resample holds anything to count.
    """
    rng = random.Random(seed)  # noqa: S311 - resampling, not secrets
    having = [scores[name] for scores in posts if name in scores]
    values = []
    for _ in range(rounds if len(having) > 1 else 0):
        drawn = rng.choices(having, k=len(having))
        total = drawn[0]
        for measure in drawn[1:]:
            total = total + measure
        if total.value is not None:
            values.append(total.value)
    if not values:
        return None
    values.sort()
    return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
