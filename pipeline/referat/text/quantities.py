"""Figures with their units, in both languages, as numbers.

"46 procent" is 46 percent, "2,5 miljoner kronor" 2 500 000 SEK, "tre av fyra" 75 percent, "var
femte" 20 percent, "fördubblades" 2 times, "10–20 procent" a range. Years, dates, clock times,
ordinals and list numbers are no quantities. What is counted is the unit: the noun as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

from referat.post import Quantity
from referat.span import Span
from referat.text.numerals import (
    Found,
    Number,
    is_year,
    number_word,
    parse_figure,
    read_number,
    tables,
)
from referat.text.shares import age, every, out_of, ratio, share_in_words, share_of
from referat.text.units_counted import unit_behind
from referat.text.words import Piece, Scanned

_RANGE_MARKS = frozenset("–—-")

_RANGE_WORDS = frozenset(("till", "to", "och", "and"))

_YEAR_BEFORE = frozenset(
    """år året under i sedan från till in since from until during by of hösten våren sommaren
        vintern before after innan efter för""".split()
)


@cache
def _starters() -> frozenset[str]:
    """Words and signs that a quantity can begin with, besides a figure."""
    known = tables()
    words = {*known["words"], *known["one"], *known["ratios"], "var", "vart", "varannan", "halv"}
    return frozenset(words | {"vartannat", "every", "hälften", "half", "$", "€", "£"})


def find_quantities(
    text: str, pieces: Sequence[Scanned], verbs: Set[int] = frozenset()
) -> tuple[Quantity, ...]:
    """All quantities among the pieces of one claim, in order.

    Args:
        text: the text that the pieces point into.
        pieces: words, figures and marks of the claim.
        verbs: where words begin that a tagger calls verbs: "Två stycken framstår" counts nothing.
    """
    result: list[Quantity] = []
    index = 0
    starters = _starters()
    while index < len(pieces):
        if pieces[index].piece is not Piece.FIGURE and not (
            pieces[index].norm in starters or number_word(pieces[index].norm) is not None
        ):
            index += 1
            continue
        found = (
            ratio(pieces, index)
            or every(pieces, index)
            or share_in_words(pieces, index)
            or out_of(text, pieces, index)
            or _counted(text, pieces, index, verbs)
            or age(text, pieces, index)
        )
        if found is None:
            index += 1
            continue
        value, unit, first, last = found
        result.append(Quantity(Span(pieces[first].start, pieces[last - 1].end), value, unit))
        index = max(last, index + 1)
    return tuple(result)


def _counted(text: str, pieces: Sequence[Scanned], index: int, verbs: Set[int]) -> Found | None:
    """A number with its unit, a range, or a share such as "tre av fyra"."""
    known = tables()
    first = index
    currency = None
    if pieces[index].norm in ("$", "€", "£") and index + 1 < len(pieces):
        currency, index = known["money"][pieces[index].norm], index + 1
    number = read_number(text, pieces, index)
    if number is None:
        return None
    low = number
    joint = number.last
    if joint + 1 < len(pieces) and (
        (text[pieces[joint].start] in _RANGE_MARKS and len(pieces[joint].norm) == 1)
        or pieces[joint].norm in _RANGE_WORDS
    ):
        high = read_number(text, pieces, joint + 1)
        between = index > 0 and pieces[index - 1].norm in ("mellan", "between", "från", "from")
        marks = text[pieces[joint].start] in _RANGE_MARKS
        if (
            high is not None
            and high.value > low.value
            and (marks or between or pieces[joint].norm in ("till", "to"))
        ):
            unit, last = unit_behind(pieces, high.last, verbs)
            years = is_year(low) and is_year(high)
            if unit is not None and not years:
                scale = high.value / _bare(text, pieces, high) if low.value < 1000 else 1.0
                return (low.value * scale, high.value), unit, first, last
    share = share_of(text, pieces, number)
    if share is not None:
        return share
    if currency is not None:
        return number.value, currency, first, number.last
    if number.last == index + 1 and pieces[index].norm in known["one"]:
        return None  # "en av cheferna" counts no more than "en chef" does
    unit, last = unit_behind(pieces, number.last, verbs)
    if unit == "gånger" and number.value != int(number.value):
        unit = "times"  # "1,5 gånger": nothing happens one and a half times
    if unit in known["cents"]:
        return round(number.value / 100, 2), known["cents"][unit], first, last
    if unit is not None and index and pieces[index - 1].norm == "minus":
        return -number.value, unit, index - 1, last
    if unit is None or (
        is_year(number)
        and not number.in_words
        and unit not in ("percent", "SEK", "USD", "EUR", "GBP")
        and _dated(pieces, index)
    ):
        return None
    return number.value, unit, first, last


def _bare(text: str, pieces: Sequence[Scanned], number: Number) -> float:
    """The number before its multiplier: in "10–20 miljoner" the multiplier belongs to both."""
    plain = parse_figure(text[pieces[number.first].start : pieces[number.first].end])
    return plain if plain else number.value


def _dated(pieces: Sequence[Scanned], index: int) -> bool:
    """Whether a figure that may be a year stands as one: behind a preposition, or alone."""
    if index and pieces[index - 1].norm in tables()["months"]:
        return True
    return (
        index == 0 or pieces[index - 1].norm in _YEAR_BEFORE or not pieces[index - 1].norm.isalpha()
    )
