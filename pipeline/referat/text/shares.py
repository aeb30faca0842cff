"""Figures that say what part of a whole something is, how much more it is, or how old somebody is.

"Tre av fyra" is 75 percent, "var femte" 20, "hälften" 50, "two thirds" 66.67, "eight workplaces out
of ten" 80; "fördubblades" is 2 times; "a man of 47" is 47 years old.
"""

from __future__ import annotations

from collections.abc import Sequence

from referat.text.numerals import Found, Number, is_year, number_word, read_number, tables
from referat.text.units_counted import NO_UNIT
from referat.text.words import Piece, Scanned


def ratio(pieces: Sequence[Scanned], index: int) -> Found | None:
    """ "fördubblades", "twice", "tre gånger så många"."""
    value = tables()["ratios"].get(pieces[index].norm)
    return (float(value), "times", index, index + 1) if value is not None else None


def every(pieces: Sequence[Scanned], index: int) -> Found | None:
    """ "var femte", "varannan", "every fifth"."""
    norm = pieces[index].norm
    parts = tables()["every"]
    if norm in ("varannan", "vartannat"):
        return 50.0, "percent", index, index + 1
    if norm in ("var", "vart", "every") and index + 1 < len(pieces):
        part = parts.get(pieces[index + 1].norm)
        if part is not None:
            return round(100 / part, 2), "percent", index, index + 2
    return None


def share_in_words(pieces: Sequence[Scanned], index: int) -> Found | None:
    """ "hälften", "en tredjedel", "two thirds", "a quarter", "more than half"."""
    known = tables()
    norm = pieces[index].norm
    if norm == "half" and index > 1 and pieces[index - 2].norm in ("and", "och"):
        return None  # "an hour and a half"
    if norm in ("hälften", "half") and not (
        index + 1 < len(pieces) and pieces[index + 1].norm in ("år", "year", "a", "an", "hour")
    ):
        return 50.0, "percent", index, index + 1
    if index + 1 >= len(pieces):
        return None
    part = known["fractions"].get(pieces[index + 1].norm)
    count = 1.0 if norm in known["one"] else number_word(norm)
    if part is None or count is None or pieces[index + 1].norm in ("hälften", "half", "halva"):
        return None
    if (
        pieces[index + 1].norm in ("third", "fifth", "tenth", "quarter")
        and norm not in known["one"]
    ):
        return None
    ordinal = pieces[index + 1].norm in ("third", "fifth", "tenth")
    if pieces[index + 1].norm == "kvarts" or (ordinal and counts_on(pieces, index + 2)):
        return None  # "a fifth time"
    value = round(count * part, 2)
    exact = {66.66: 66.67, 99.99: 100.0}
    return exact.get(value, value), "percent", index, index + 2


# Words behind a fraction that no noun is: "fell by a fifth while sales rose".
_GOING_ON = frozenset("of av while since before because more less so".split())


def counts_on(pieces: Sequence[Scanned], at: int) -> bool:
    """Whether a noun follows, so that an ordinal before it tells which one."""
    if at >= len(pieces) or pieces[at].piece is not Piece.WORD:
        return False
    return pieces[at].norm not in NO_UNIT and pieces[at].norm not in _GOING_ON


def share_of(text: str, pieces: Sequence[Scanned], number: Number) -> Found | None:
    """ "tre av fyra", "7 av 10", "three out of four", "one in five"."""
    at = number.last
    if at + 1 >= len(pieces):
        return None
    norm = pieces[at].norm
    step = 1
    if norm == "out" and pieces[at + 1].norm == "of":
        step = 2
    elif norm not in ("av", "in", "of"):
        return None
    if at + step >= len(pieces):
        return None
    whole = read_number(text, pieces, at + step)
    if whole is None or not 1 < whole.value <= 1000 or number.value > whole.value:
        return None
    if (norm in ("in", "of") and whole.value > 100) or is_year(whole):
        return None
    return round(100 * number.value / whole.value, 2), "percent", number.first, whole.last


def out_of(text: str, pieces: Sequence[Scanned], index: int) -> Found | None:
    """ "eight workplaces out of ten", "nio kommuner av tio"."""
    number = read_number(text, pieces, index)
    if number is None or number.last + 2 >= len(pieces) or number.value < 1:
        return None
    at = number.last + 1
    if pieces[number.last].piece is not Piece.WORD or pieces[number.last].norm in NO_UNIT:
        return None
    norms = [piece.norm for piece in pieces[at : at + 2]]
    at += 2 if norms == ["out", "of"] else 1
    if norms[:1] not in (["out"], ["av"]) or at >= len(pieces):
        return None
    whole = read_number(text, pieces, at)
    if whole is None or not number.value < whole.value <= 1000 or is_year(whole):
        return None
    return round(100 * number.value / whole.value, 2), "percent", index, whole.last


_AGED = {"över": "år", "fyllt": "år", "fyllda": "år", "är": "år", "over": "years", "aged": "years"}

_AGED_OF = frozenset(["man", "woman", "girl", "boy", "mother", "father"])

_OLD = frozenset("jag du han hon hen min din".split())


def age(text: str, pieces: Sequence[Scanned], index: int) -> Found | None:
    """ "over sixty", "är 81 och", "a man of 47": an age without its unit."""
    number = read_number(text, pieces, index)
    if number is None or not index or not 10 <= number.value <= 110:
        return None
    before = pieces[index - 1].norm
    unit = _AGED.get(before)
    if before == "of" and index > 1 and pieces[index - 2].norm in _AGED_OF:
        unit = "years"
    if unit is None or counts_on(pieces, number.last):
        return None
    if before == "är" and not (
        index > 1
        and (pieces[index - 2].norm in _OLD or pieces[index - 2].norm.endswith(("n", "e", "a")))
    ):
        return None  # "svaret är 42"
    return number.value, unit, index, number.last
