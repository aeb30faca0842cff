"""The measures of language mix in the literature, as pure functions.

They take words by language (a table of counts), the languages of words in order, or the lengths of
language spans. What carries no language (names apart, which take the language around them: figures,
addresses, punctuation, words of language ``und``) is left out by whoever calls. ``None`` means that
a measure is not defined for so little: no word, or too few spans. Nothing divides by zero.

What is cited below:

- Barnett et al. 2000: The LIDES coding manual. International Journal of Bilingualism 4(2).
- Das & Gambäck 2014: Identifying languages at the word level in code-mixed Indian social media
  text. ICON.
- Gambäck & Das 2016: Comparing the level of code-switching in corpora. LREC.
- Goh & Barabási 2008: Burstiness and memory in complex systems. EPL 81, 48002.
- Guzmán et al. 2017: Metrics for modeling code-switching across corpora. Interspeech.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log2, sqrt

# The least spans in which lengths spread, and in which neighbours' lengths can go together.
MIN_SPANS_BURSTINESS = 2
MIN_SPANS_MEMORY = 3


def shares(words: Mapping[str, int]) -> dict[str, float]:
    """The share of each language, or of what else words are counted by; empty without a word.

    >>> shares({"sv": 3, "en": 1})
    {'sv': 0.75, 'en': 0.25}
    """
    total = sum(words.values())
    return {language: count / total for language, count in words.items()} if total else {}


def cmi(words: Mapping[str, int]) -> float:
    """The code-mixing index of one utterance, 0 to 100: the share in per cent of the words that are
    not of the most frequent language. Das & Gambäck 2014: 100 · (1 - max w / (n - u)), where n - u
    are the words that have a language. 0 where there is none, as they define it.

    >>> cmi({"sv": 6, "en": 2})
    25.0
    >>> cmi({"sv": 8}), cmi({})
    (0.0, 0.0)
    """
    total = sum(words.values())
    return 100 * (1 - max(words.values()) / total) if total else 0.0


def cmi_with_switches(languages: Sequence[str]) -> float:
    """The code-mixing index of one utterance with its switch points, 0 to 100. Gambäck & Das 2016:
    C_u = 100 · (N - max t + P) / 2N, with N words, max t of them of the most frequent language,
    and P switch points inside. 0 without a word.

    "Vi kör en *soft launch* nu": N = 6, max t = 4, P = 2.

    >>> round(cmi_with_switches(["sv", "sv", "sv", "en", "en", "sv"]), 2)
    33.33
    """
    return 50 * _mixing(languages)


def _mixing(languages: Sequence[str]) -> float:
    """Twice C_u, as a fraction: 1 - (max t - P) / N."""
    if not languages:
        return 0.0
    most = max(Counter(languages).values())
    return 1 - (most - switch_points(languages)) / len(languages)


@dataclass(frozen=True, slots=True)
class UtteranceSums:
    """What the corpus form of the code-mixing index adds up; sums of texts can be added.

    ``utterances`` have a word; ``mixed`` hold more than one language; ``shifts`` have another
    matrix language than the utterance before; ``mixing`` is the sum of 1 - (max t - P) / N.
    """

    utterances: int
    mixed: int
    shifts: int
    mixing: float


def utterance_sums(utterances: Iterable[Sequence[str]]) -> UtteranceSums:
    """The sums over the utterances of one text, in order. An utterance without a word is none.

    The matrix language is the most frequent; where several are, that of the utterance before, if it
    is one of them, else the first used.

    >>> utterance_sums([["sv", "sv"], ["sv", "sv", "sv", "en"], [], ["en", "en"]])
    UtteranceSums(utterances=3, mixed=1, shifts=1, mixing=0.5)
    """
    count = mixed = shifts = 0
    mixing = 0.0
    matrix: str | None = None
    for languages in utterances:
        if not languages:
            continue
        words = Counter(languages)
        most = max(words.values())
        leading = [language for language, times in words.items() if times == most]
        now = matrix if matrix in leading else leading[0]
        count += 1
        mixed += len(words) > 1
        shifts += matrix is not None and now != matrix
        mixing += _mixing(languages)
        matrix = now
    return UtteranceSums(count, mixed, shifts, mixing)


def corpus_cmi(sums: UtteranceSums) -> float | None:
    """The code-mixing index of a corpus. Gambäck & Das 2016:
    C_c = 100/U · [ ½ · Σ (1 - (max t - P) / N + δ) + 5/6 · S ], with U utterances, S of them mixed,
    and δ = 1 where the matrix language differs from that of the utterance before. It may pass 100
    where every utterance is mixed. ``None`` without an utterance.

    Three utterances, one of them mixed by 0.5, one shift: 100/3 · (½ · 1.5 + 5/6).

    >>> round(corpus_cmi(UtteranceSums(utterances=3, mixed=1, shifts=1, mixing=0.5)), 2)
    52.78
    """
    if not sums.utterances:
        return None
    weighed = (sums.mixing + sums.shifts) / 2 + 5 * sums.mixed / 6
    return 100 * weighed / sums.utterances


def m_index(words: Mapping[str, int]) -> float | None:
    """The multilingual index, 0 (one language) to 1 (all alike). Barnett et al. 2000:
    (1 - Σ p²) / ((k - 1) · Σ p²) over the k languages that occur. 0 for one; ``None`` without a
    word.

    p = (¾, ¼): Σ p² = 0.625, so 0.375 / 0.625.

    >>> m_index({"sv": 3, "en": 1})
    0.6
    """
    parts = [count for count in words.values() if count]
    if not parts:
        return None
    if len(parts) == 1:
        return 0.0
    total = sum(parts)
    squares = sum(count * count for count in parts) / (total * total)
    return (1 - squares) / ((len(parts) - 1) * squares)


def entropy(counts: Iterable[int]) -> float | None:
    """Shannon's entropy of a distribution, in bits; ``None`` where there is nothing.

    >>> entropy([1, 1, 2])
    1.5
    """
    parts = [count for count in counts if count]
    total = sum(parts)
    if not total:
        return None
    return abs(-sum(count / total * log2(count / total) for count in parts))


def language_entropy(words: Mapping[str, int]) -> float | None:
    """The entropy of the language of a word, in bits: -Σ p · log₂ p (Guzmán et al. 2017). 0 for one
    language, 1 for two of equal share; ``None`` without a word.

    >>> round(language_entropy({"sv": 3, "en": 1}), 4)
    0.8113
    """
    return entropy(words.values())


def switch_points(languages: Sequence[str]) -> int:
    """Places where a word is of another language than the word before it.

    >>> switch_points(["sv", "en", "en", "sv"])
    2
    """
    return sum(before != after for before, after in pairwise(languages))


def i_index(languages: Sequence[str]) -> float | None:
    """The integration index: the probability that the next word is of another language, switch
    points over the n - 1 places between words (Guzmán et al. 2017). ``None`` for fewer than two
    words, between which there is no place.

    >>> i_index(["sv", "sv", "en", "sv", "sv"])
    0.5
    """
    return switch_points(languages) / (len(languages) - 1) if len(languages) > 1 else None


def span_lengths(languages: Iterable[str]) -> list[int]:
    """The lengths, in words, of the stretches of one language.

    >>> span_lengths(["sv", "sv", "en", "sv"])
    [2, 1, 1]
    """
    return [sum(1 for _ in words) for _, words in groupby(languages)]


def span_entropy(lengths: Iterable[int]) -> float | None:
    """The entropy of the length of a language span, in bits: -Σ p_l · log₂ p_l, where p_l is the
    share of spans of length l (Guzmán et al. 2017). ``None`` without a span.

    Lengths 2, 1, 1, 4: p = (¼, ½, ¼).

    >>> span_entropy([2, 1, 1, 4])
    1.5
    """
    return entropy(Counter(lengths).values())


def burstiness(lengths: Sequence[int]) -> float | None:
    """How unevenly long the language spans are: (σ - μ) / (σ + μ) of their lengths, with the
    standard deviation of the population (Goh & Barabási 2008; Guzmán et al. 2017). -1 where all are
    alike, towards 1 where a few are far longer. ``None`` for fewer than two spans, which have no
    spread to tell of.

    Lengths 1, 5: μ = 3, σ = 2, so -1 / 5.

    >>> burstiness([1, 5])
    -0.2
    """
    if len(lengths) < MIN_SPANS_BURSTINESS:
        return None
    mean, deviation = _moments(lengths)
    return (deviation - mean) / (deviation + mean)


def memory(lengths: Sequence[int]) -> float | None:
    """How far the length of a language span goes with that of the span before it, -1 to 1: the
    correlation of the lengths but the last with the lengths but the first (Goh & Barabási 2008;
    Guzmán et al. 2017). ``None`` for fewer than three spans, and where either side is constant.

    Lengths 1, 3, 1, 3 alternate: (1, 3, 1) against (3, 1, 3).

    >>> round(memory([1, 3, 1, 3]), 4)
    -1.0
    """
    if len(lengths) < MIN_SPANS_MEMORY:
        return None
    before, after = lengths[:-1], lengths[1:]
    mean_before, deviation_before = _moments(before)
    mean_after, deviation_after = _moments(after)
    if not deviation_before or not deviation_after:
        return None
    together = sum(
        (one - mean_before) * (other - mean_after) for one, other in zip(before, after, strict=True)
    ) / len(before)
    # Rounding may carry a perfect correlation a hair past 1.
    return max(-1.0, min(1.0, together / (deviation_before * deviation_after)))


def _moments(values: Sequence[int]) -> tuple[float, float]:
    """Mean and standard deviation of the population."""
    mean = sum(values) / len(values)
    # Equal lengths have no spread at all; a mean that is rounded would give them a little.
    if min(values) == max(values):
        return mean, 0.0
    return mean, sqrt(sum((value - mean) ** 2 for value in values) / len(values))


def per_thousand(count: int, words: int) -> float | None:
    """How many on a thousand words; ``None`` without a word.

    >>> per_thousand(3, 600)
    5.0
    """
    return 1000 * count / words if words else None
