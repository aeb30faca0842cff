"""Intervals by bootstrap over posts, for figures that are made of sums over posts.

Words of one post are alike, so posts, not words, are drawn with replacement (Efron & Tibshirani
1993, An introduction to the bootstrap, chapter 13: percentile intervals). A replicate is a weight
for each post, how often it was drawn; its sums are one product of weights and counts. Draws are
seeded by the name of the group: the same posts give the same interval, alone or among others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

REPLICATES = 1_000
LEVEL = 0.95
# Fewer posts have no spread that could be told from chance.
MIN_POSTS = 5
# Weights that are held at once, 32 MiB of them.
_HELD = 4_000_000


def seed_of(name: str) -> int:
    """A seed from a group's name."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:8], "big")


def replicate_sums(counts: Floats, name: str, replicates: int) -> Floats:
    """The sums of ``replicates`` draws of as many posts as there are, one row each.

    Args:
        counts: a row for each post, a column for each figure that is summed.
        name: seeds the draws.
        replicates: how many draws.
    """
    import numpy as np

    posts, columns = counts.shape
    generator = np.random.default_rng(seed_of(name))
    at_once = max(1, min(replicates, _HELD // max(posts, 1)))
    sums = np.empty((replicates, columns))
    for first in range(0, replicates, at_once):
        last = min(first + at_once, replicates)
        weights = np.empty((last - first, posts))
        for row in weights:
            row[:] = np.bincount(generator.integers(0, posts, posts), minlength=posts)
        sums[first:last] = weights @ counts
    return sums


def intervals(
    counts: Floats,
    figures: Callable[[Floats], dict[str, Floats]],
    name: str,
    replicates: int = REPLICATES,
) -> dict[str, tuple[float, float]]:
    """The 95 % percentile interval of each figure; none for fewer than five posts, or where a
    figure is defined in less than half of the draws.

    Args:
        counts: a row for each post.
        figures: from rows of sums to figures, a value for each row, NaN where not defined.
        name: seeds the draws.
        replicates: how many draws.
    """
    import numpy as np

    if len(counts) < MIN_POSTS:
        return {}
    found = {}
    tail = 100 * (1 - LEVEL) / 2
    for figure, values in figures(replicate_sums(counts, name, replicates)).items():
        defined = values[~np.isnan(values)]
        if 2 * len(defined) >= replicates:
            low, high = np.percentile(defined, [tail, 100 - tail])
            found[figure] = (float(low), float(high))
    return found
