"""What the English of a post does, where its language changes, and how mixed its sentences are.

These are the figures that need to know who says what: no tagger of words alone can tell English
that is quoted from English that is mentioned and English that the writer writes in. They are
counts, which can be added, with their shares and rates beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from referat.mix import measures
from referat.mix.tagged import Place, Standing, TaggedWord, switches
from referat.post import Post

ENGLISH = "en"
SWITCHES = tuple(f"{place}_{mark}" for place in Place for mark in ("marked", "bare"))
"""Kinds of switches: between blocks, between sentences, inside one; at quotation marks or bare."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts over some words of a post.

    Args:
        words: how many have a language.
        english: how many of them are English, by `Standing`.
        switches: how often a word is of another language than the one before, by kind.
        sums: what the corpus form of the code-mixing index adds up, with sentences as utterances.

    Eight words, "Vi kör en *soft launch* nu, ”oh well”" with the marked words as a term:

    >>> sums = measures.utterance_sums([["sv"] * 3 + ["en"] * 2 + ["sv"] + ["en"] * 2])
    >>> met = {"inside_bare": 2, "inside_marked": 1}
    >>> usage = Usage(8, {Standing.OWN: 2, Standing.TERM: 2}, met, sums)
    >>> usage.english_shares[Standing.OWN], usage.switches_per_thousand["inside_bare"]
    (0.5, 250.0)

    Four of eight words are of the matrix language, with three switches: 1 - (4 - 3) / 8 = 0.875;
    the one sentence is mixed: 100 · (0.875 / 2 + 5/6).

    >>> round(usage.corpus_cmi, 2)
    127.08
    """

    words: int
    english: dict[str, int]
    switches: dict[str, int]
    sums: measures.UtteranceSums

    @property
    def english_shares(self) -> dict[str, float]:
        """The share of English words of each standing; empty where there is no English."""
        return measures.shares(self.english)

    @property
    def switches_per_thousand(self) -> dict[str, float | None]:
        """Switches of each kind on a thousand words; ``None`` without a word."""
        return {
            kind: measures.per_thousand(count, self.words) for kind, count in self.switches.items()
        }

    @property
    def corpus_cmi(self) -> float | None:
        """`referat.mix.measures.corpus_cmi` over the sentences."""
        return measures.corpus_cmi(self.sums)


def usage_of(post: Post, words: Sequence[TaggedWord]) -> Usage:
    """The usage of a post, or of some of its blocks.

    Args:
        post: what the words stand in.
        words: `referat.mix.tagged.tagged_words` of it, all or those of some blocks, in order.
    """
    english = Counter(word.standing for word in words if word.language == ENGLISH)
    met = Counter(
        f"{each.place}_{'marked' if each.marked else 'bare'}" for each in switches(post, words)
    )
    return Usage(
        words=len(words),
        english={standing: english[standing] for standing in Standing},
        switches={kind: met[kind] for kind in SWITCHES},
        sums=measures.utterance_sums(
            [word.language for word in sentence]
            for _, sentence in groupby(words, key=attrgetter("block", "sentence"))
        ),
    )
