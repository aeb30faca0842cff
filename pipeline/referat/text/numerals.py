"""Numbers as they are written, in digits and in words, Swedish and English.

"2,5" and "2.5", "1 000" and "1,000", "sjutton", "fyrahundra", "twenty-five", "två miljoner", "half
a million". What is counted with them is told by `referat.text.units_counted`, what part of a whole
they say by `referat.text.shares`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from referat.text.lexicon import load_tables
from referat.text.words import Piece, Scanned

_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,’']\d{3})+$")


class Number(NamedTuple):
    """A number, and the pieces it stands in."""

    value: float
    first: int  # piece indexes
    last: int
    in_words: bool


# A figure's value, its unit, its first piece and the one behind its last.
Found = tuple[float | tuple[float, float], str, int, int]


@cache
def tables() -> dict[str, Any]:
    """The words that numbers and units are told by, ready to look up."""
    known = load_tables("numbers")
    return {
        "words": {**known["sv"], **known["en"]},
        "one": frozenset(known["one"]["words"]),
        "multipliers": known["multipliers"],
        "money": known["money"],
        "percent": frozenset(known["percent"]["words"]),
        "points": frozenset(known["percent"]["points"]),
        "fractions": known["fractions"],
        "every": known["every"],
        "ratios": known["ratios"],
        "months": frozenset(known["months"]["words"]),
        "cents": known["cents"],
        "ordinals": frozenset(known["ordinals"]["words"]),
    }


# Letters of the longest number in one word that is read.
_LONGEST_NUMBER = 40


@lru_cache(maxsize=4096)
def number_word(norm: str) -> float | None:
    """The value of a number in one word, composed ones too: "sjutton", "fyrahundra", "twenty-five";
    ``None`` for any other word.
    """
    words: dict[str, float] = tables()["words"]
    if norm in words:
        return float(words[norm])
    if len(norm) > _LONGEST_NUMBER:
        return None
    for scale, word in ((1000, "tusen"), (100, "hundra")):
        before, found, behind = norm.partition(word)
        if found:
            times = number_word(before) if before else 1.0
            rest = number_word(behind) if behind else 0.0
            return None if times is None or rest is None else times * scale + rest
    for tens, value in words.items():
        if 20 <= value < 100 and norm.startswith(tens):
            rest = words.get(norm[len(tens) :].removeprefix("-"))
            if rest is not None and 0 < rest < 10:
                return float(value + rest)
    return None


def parse_figure(form: str) -> float | None:
    """The value of a figure in digits, Swedish or English: 2,5 and 2.5; 1 000, 1.000 and 1,000.

    ``None`` for what is no number: 12:30, 2011/12, 3.1.2.
    """
    compact = re.sub(r"[ \u00a0\u202f]", "", form)
    if compact.isdigit():
        return float(compact)
    if _GROUPED.match(form):
        return float(re.sub(r"\D", "", form))
    if re.fullmatch(r"\d+[.,]\d+", compact):
        return float(compact.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", compact):
        return float(compact.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", compact):
        return float(compact.replace(".", "").replace(",", "."))
    return None


def read_number(text: str, pieces: Sequence[Scanned], index: int) -> Number | None:
    """A number in digits or words from ``index`` on, multipliers included."""
    piece = pieces[index]
    known = tables()
    last = index + 1
    if piece.piece is Piece.FIGURE:
        value = parse_figure(text[piece.start : piece.end])
        in_words = False
        # "1 000": groups of three digits parted by plain spaces.
        while (
            value is not None
            and last < len(pieces)
            and pieces[last].piece is Piece.FIGURE
            and re.fullmatch(r"\d{3}", pieces[last].norm)
            and text[pieces[last - 1].end : pieces[last].start] in (" ", "\u00a0")
            and re.fullmatch(r"\d{1,3}", pieces[index].norm)
        ):
            value = value * 1000 + float(pieces[last].norm)
            last += 1
    elif (half := _half(pieces, index)) is not None:
        return half
    else:
        value = number_word(piece.norm)
        in_words = True
        if value is None and piece.norm in known["one"] and last < len(pieces):
            following = pieces[last].norm
            if following in known["multipliers"] or following in (
                "av",
                "in",
                "out",
                "hundra",
                "hundred",
            ):
                value = 1.0
    if value is None:
        return None
    value = float(value)
    while last < len(pieces) and pieces[last].norm in known["multipliers"]:
        value *= known["multipliers"][pieces[last].norm]
        last += 1
    return Number(value, index, last, in_words)


def _half(pieces: Sequence[Scanned], index: int) -> Number | None:
    """ "half a million", "en halv miljon", "en och en halv miljon"."""
    multipliers = tables()["multipliers"]
    norms = [piece.norm for piece in pieces[index : index + 5]]
    for value, words in (
        (1.5, ("one", "and", "a", "half")),
        (1.5, ("en", "och", "en", "halv")),
        (0.5, ("half", "a")),
        (0.5, ("a", "half")),
        (0.5, ("en", "halv")),
        (0.5, ("halv",)),
    ):
        size = len(words)
        if tuple(norms[:size]) == words and norms[size : size + 1]:
            multiplier = multipliers.get(norms[size])
            if multiplier is not None:
                return Number(value * multiplier, index, index + size + 1, True)
    return None


def is_year(number: Number) -> bool:
    """Whether a number in digits may be a year."""
    one_piece = not number.in_words and number.last - number.first == 1
    return one_piece and number.value == int(number.value) and 1900 <= number.value <= 2099
