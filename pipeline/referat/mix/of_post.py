"""Language mix of a post and of each of its blocks: the measures over the words of `tagged`.

Of the post, this is what a summary holds as ``mix``. The utterance of the code-mixing index is the
post here; sentences are its utterances where posts are put together (`referat.mix.rows`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from referat.mix import measures
from referat.mix.tagged import tagged_words
from referat.post import Post

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Mix:
    """Words and their share for each language, by language code; the number of switches, places
    where a word is of another language than the word before it, across blocks too; and the measures
    of `referat.mix.measures`, rounded to four decimals.

    Without a word, tables are empty and measures ``None``, the code-mixing index as well: a mean
    over posts shall not take what has no words for unmixed.
    """

    tokens: dict[str, int]
    share: dict[str, float]
    switch_points: int
    cmi: float | None = None
    m_index: float | None = None
    i_index: float | None = None
    language_entropy: float | None = None
    span_entropy: float | None = None
    burstiness: float | None = None
    memory: float | None = None


def language_mix(post: Post) -> Mix:
    """The language mix of a post's own section."""
    return mix_of([word.language for word in tagged_words(post)])


def block_mixes(post: Post) -> Iterator[tuple[int, Mix]]:
    """The language mix of each block of the post's own section that has words, with its number
    among the blocks of the post.
    """
    for number, words in groupby(tagged_words(post), key=attrgetter("block")):
        yield number, mix_of([word.language for word in words])


def mix_of(languages: Sequence[str]) -> Mix:
    """The mix of words in order, given by their languages.

    >>> mix = mix_of(["sv", "sv", "en", "sv"])
    >>> mix.tokens, mix.share, mix.switch_points, mix.cmi, mix.i_index
    ({'en': 1, 'sv': 3}, {'en': 0.25, 'sv': 0.75}, 2, 25.0, 0.6667)
    """
    words = dict(sorted(Counter(languages).items()))
    lengths = measures.span_lengths(languages)
    return Mix(
        tokens=words,
        share={
            language: round(part, _DECIMALS) for language, part in measures.shares(words).items()
        },
        switch_points=measures.switch_points(languages),
        cmi=_rounded(measures.cmi(words) if words else None),
        m_index=_rounded(measures.m_index(words)),
        i_index=_rounded(measures.i_index(languages)),
        language_entropy=_rounded(measures.language_entropy(words)),
        span_entropy=_rounded(measures.span_entropy(lengths)),
        burstiness=_rounded(measures.burstiness(lengths)),
        memory=_rounded(measures.memory(lengths)),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)
