"""What an editor should look at again: figures and names in the digest that the post does not hold.

The machine writes no such sentence. An editor may, and is told, not kept from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from referat.summary import Summary
from referat.text.grounding import figure_values, names_in, stands_in


class Doubt(NamedTuple):
    """A word of a sentence that does not stand in the post.

    ``sentence`` is where it is: ``sv-2``, or ``en-0`` for a headline.
    """

    kind: Literal["name", "figure"]
    word: str
    sentence: str


def doubts(summary: Summary) -> Iterator[Doubt]:
    """The doubts about a digest, in its order."""
    text = summary.text.replace("\u00ad", "")
    known = figure_values(text)
    for language in ("sv", "en"):
        headline = getattr(summary.summary.headline, language)
        told = [headline, *getattr(summary.summary, language)]
        for number, sentence in enumerate(told):
            if sentence is None:
                continue
            where = f"{language}-{number}"
            for name in names_in(sentence.text):
                if not stands_in(name, text):
                    yield Doubt("name", name, where)
            for figure in sorted(figure_values(sentence.text) - known):
                yield Doubt("figure", figure, where)
