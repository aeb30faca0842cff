"""Whether what one text names stands in another: its figures and its names.

The digest may bring in neither a figure nor a name that the post does not hold. What counts as
one, and when two spellings are the same, is said here once, for the checks of a summary and of a
digest's sentence.
"""

from __future__ import annotations

import re
from functools import cache

from referat.text.lexicon import load_tables

_FIGURE = re.compile(r"\d+(?:[.,\u00a0 ]\d+)*")
_NAME = re.compile(r"(?<![.!?:”“\"’‘(]\s)(?<!^)(?<![”“\"’‘(…])\b[A-ZÅÄÖÉ][\w-]+(?:['’][a-zåäö]+)?")
_GENITIVE = re.compile(r"['’]?s$")


def figures_in(text: str) -> list[str]:
    """The figures of a text as they are written, in order."""
    return _FIGURE.findall(text)


def figure_values(text: str) -> set[str]:
    """The values of the figures in a text, in one notation: 3,5 and 3.5 are both ``3.5``."""
    return {value_of(figure) for figure in figures_in(text)}


def names_in(text: str) -> list[str]:
    """The names in a sentence: words with a capital that do not open it or a quotation, but for
    those that only English capitalises ("Swedish", "June").
    """
    names = [found.rstrip("'’-") for found in _NAME.findall(text)]
    return [name for name in names if _GENITIVE.sub("", name) not in _capitalised()]


@cache
def _capitalised() -> frozenset[str]:
    tables = load_tables("capitals_en").values()
    return frozenset(word for table in tables for word in table["words"])


def stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text, up to its genitive."""
    return name in text or _GENITIVE.sub("", name) in text


def value_of(figure: str) -> str:
    """A figure's value in one notation: 3,5 and 3.5, 1 000 and 1000 are the same."""
    compact = re.sub(r"[\u00a0 ]", "", figure)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", compact):
        return re.sub(r"[.,]", "", compact)
    return compact.replace(",", ".")
