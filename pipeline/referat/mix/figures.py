"""From sums over posts to the figures of a group: what is added, and what is made of it.

Everything is a function of sums, so that one row of sums (a group) and a thousand (its bootstrap)
go the same way. Ratios are of sums, not means of ratios: a post of ten words does not weigh like
one of ten thousand. Means over posts are given where a measure cannot be added (burstiness, memory,
span entropy); posts for which it is not defined take no part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from referat.mix.dataset import COUNTS
from referat.mix.usage import SWITCHES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Measures of a post whose mean over posts is given.
MEANS = ("cmi", "burstiness", "memory", "span_entropy")
# Columns that are summed: the counts of a row, a 1 for each post with words, and for each of MEANS
# its value and a 1 where there is one.
SUMMED = (
    *COUNTS,
    "mixing",
    "posts",
    *(f"{name}_{part}" for name in MEANS for part in ("sum", "known")),
)
STANDINGS = ("en_finding", "en_term", "en_main", "en_own")
"""English words by what they do: quoted, mentioned, the language of the post, code-switching."""
FIGURES = (
    "share_en",
    "share_sv",
    "share_other",
    *(f"of_{name}" for name in STANDINGS),
    "own_per_thousand",
    "switches_per_thousand",
    *(f"{name}_per_thousand" for name in SWITCHES),
    "corpus_cmi",
    "m_index",
    "language_entropy",
    "i_index",
    *(f"{name}_mean" for name in MEANS),
)
"""The figures of a group, in the order of the tables.

Shares are of words with a language; ``of_en_*`` of English words; rates on a thousand words;
``m_index`` and ``language_entropy`` are of three classes, Swedish, English and all else.
"""


def figures(sums: Floats) -> dict[str, Floats]:
    """The figures of rows of sums; NaN where one is not defined.

    Args:
        sums: a row for each group or draw, columns as `SUMMED`.
    """
    import numpy as np

    of = {name: sums[:, number] for number, name in enumerate(SUMMED)}
    words, english = of["words"], of["words_en"]
    shares = {
        "share_en": _over(english, words),
        "share_sv": _over(of["words_sv"], words),
        "share_other": _over(words - english - of["words_sv"], words),
    }
    switches = np.sum([of[name] for name in SWITCHES], axis=0)
    weighed = (of["mixing"] + of["shifts"]) / 2 + 5 * of["mixed"] / 6
    return {
        **shares,
        **{f"of_{name}": _over(of[name], english) for name in STANDINGS},
        "own_per_thousand": _over(1000 * of["en_own"], words),
        "switches_per_thousand": _over(1000 * switches, words),
        **{f"{name}_per_thousand": _over(1000 * of[name], words) for name in SWITCHES},
        "corpus_cmi": _over(100 * weighed, of["utterances"]),
        "m_index": _m_index(np.stack(list(shares.values()))),
        "language_entropy": _entropy(np.stack(list(shares.values()))),
        # Between the words of a post, there is a place fewer than words.
        "i_index": _over(switches, words - of["posts"]),
        **{f"{name}_mean": _over(of[f"{name}_sum"], of[f"{name}_known"]) for name in MEANS},
    }


def _over(above: Floats, below: Floats) -> Floats:
    """A quotient, NaN where nothing stands below."""
    import numpy as np

    quotients: Floats = np.full(len(below), np.nan)
    np.divide(above, below, out=quotients, where=below > 0)
    return quotients


def _m_index(shares: Floats) -> Floats:
    """`referat.mix.measures.m_index` for columns of shares."""
    import numpy as np

    squares = np.sum(shares**2, axis=0)
    classes = np.sum(shares > 0, axis=0)
    found = _over(1 - squares, (classes - 1) * squares)
    index: Floats = np.where(classes == 1, 0.0, found)
    return index


def _entropy(shares: Floats) -> Floats:
    """`referat.mix.measures.language_entropy` for columns of shares."""
    import numpy as np

    # log2(1) is 0, so that what is not there adds nothing; NaN stays NaN.
    logs = np.log2(np.where(shares == 0, 1.0, shares))
    bits: Floats = np.abs(np.sum(shares * logs, axis=0))
    return bits
