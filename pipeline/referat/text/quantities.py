"""Figures with their units, in both languages, as numbers.

"46 procent" is 46 percent, "2,5 miljoner kronor" 2 500 000 SEK, "tre av fyra" 75 percent, "var
femte" 20 percent, "fördubblades" 2 times, "10–20 procent" a range. Years, dates, clock times,
ordinals and list numbers are no quantities. What is counted is the unit: the noun as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from referat.post import Quantity
from referat.span import Span
from referat.text.clauses import swedish_verbs
from referat.text.lexicon import load_tables
from referat.text.words import Piece, Scanned

_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,’']\d{3})+$")
_RANGE_MARKS = frozenset("–—-")
_RANGE_WORDS = frozenset(("till", "to", "och", "and"))
_YEAR_BEFORE = frozenset(
    """år året under i sedan från till in since from until during by of hösten våren sommaren
        vintern before after innan efter för""".split()
)
# Words that stand between a figure and what it counts.
_BETWEEN = frozenset(
    """stycken av alla de the of all svenska stora små större mindre nya new våra mina deras sina
        our their his her such other andra standard additional""".split()
)
_NO_UNIT = frozenset(
    """och and or eller som i på av är var were was is are har had has om att men but that than
        än in at for with to kl klockan till från from by per när when the de det den a an en
        ett who which dem them oss us sämre bättre fler färre året""".split()
)


@cache
def _starters() -> frozenset[str]:
    """Words and signs that a quantity can begin with, besides a figure."""
    tables = _tables()
    words = {*tables["words"], *tables["one"], *tables["ratios"], "var", "vart", "varannan", "halv"}
    return frozenset(words | {"vartannat", "every", "hälften", "half", "$", "€", "£"})


class _Number(NamedTuple):
    value: float
    first: int  # piece indexes
    last: int
    in_words: bool


@cache
def _tables() -> dict[str, Any]:
    tables = load_tables("numbers")
    return {
        "words": {**tables["sv"], **tables["en"]},
        "one": frozenset(tables["one"]["words"]),
        "multipliers": tables["multipliers"],
        "money": tables["money"],
        "percent": frozenset(tables["percent"]["words"]),
        "points": frozenset(tables["percent"]["points"]),
        "fractions": tables["fractions"],
        "every": tables["every"],
        "ratios": tables["ratios"],
        "months": frozenset(tables["months"]["words"]),
        "cents": tables["cents"],
    }


@lru_cache(maxsize=4096)
def number_word(norm: str) -> float | None:
    """The value of a number in one word, composed ones too: "sjutton", "fyrahundra", "twenty-five";
    ``None`` for any other word.
    """
    words: dict[str, float] = _tables()["words"]
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


# Letters of the longest number in one word that is read.
_LONGEST_NUMBER = 40


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


def find_quantities(text: str, pieces: Sequence[Scanned]) -> tuple[Quantity, ...]:
    """All quantities among the pieces of one claim, in order.

    Args:
        text: the text that the pieces point into.
        pieces: words, figures and marks of the claim.
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
            _ratio(pieces, index)
            or _every(pieces, index)
            or _share_in_words(pieces, index)
            or _out_of(text, pieces, index)
            or _counted(text, pieces, index)
            or _age(text, pieces, index)
        )
        if found is None:
            index += 1
            continue
        value, unit, first, last = found
        result.append(Quantity(Span(pieces[first].start, pieces[last - 1].end), value, unit))
        index = max(last, index + 1)
    return tuple(result)


_Found = tuple[float | tuple[float, float], str, int, int]


def _ratio(pieces: Sequence[Scanned], index: int) -> _Found | None:
    """ "fördubblades", "twice", "tre gånger så många"."""
    value = _tables()["ratios"].get(pieces[index].norm)
    return (float(value), "times", index, index + 1) if value is not None else None


def _every(pieces: Sequence[Scanned], index: int) -> _Found | None:
    """ "var femte", "varannan", "every fifth"."""
    norm = pieces[index].norm
    every = _tables()["every"]
    if norm in ("varannan", "vartannat"):
        return 50.0, "percent", index, index + 1
    if norm in ("var", "vart", "every") and index + 1 < len(pieces):
        part = every.get(pieces[index + 1].norm)
        if part is not None:
            return round(100 / part, 2), "percent", index, index + 2
    return None


def _number(text: str, pieces: Sequence[Scanned], index: int) -> _Number | None:
    """A number in digits or words from ``index`` on, multipliers included."""
    piece = pieces[index]
    tables = _tables()
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
        if value is None and piece.norm in tables["one"] and last < len(pieces):
            following = pieces[last].norm
            if following in tables["multipliers"] or following in (
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
    while last < len(pieces) and pieces[last].norm in tables["multipliers"]:
        value *= tables["multipliers"][pieces[last].norm]
        last += 1
    return _Number(value, index, last, in_words)


def _half(pieces: Sequence[Scanned], index: int) -> _Number | None:
    """ "half a million", "en halv miljon", "en och en halv miljon"."""
    multipliers = _tables()["multipliers"]
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
                return _Number(value * multiplier, index, index + size + 1, True)
    return None


def _share_in_words(pieces: Sequence[Scanned], index: int) -> _Found | None:
    """ "hälften", "en tredjedel", "two thirds", "a quarter", "more than half"."""
    tables = _tables()
    norm = pieces[index].norm
    if norm == "half" and index > 1 and pieces[index - 2].norm in ("and", "och"):
        return None  # "an hour and a half"
    if norm in ("hälften", "half") and not (
        index + 1 < len(pieces) and pieces[index + 1].norm in ("år", "year", "a", "an", "hour")
    ):
        return 50.0, "percent", index, index + 1
    if index + 1 >= len(pieces):
        return None
    part = tables["fractions"].get(pieces[index + 1].norm)
    count = 1.0 if norm in tables["one"] else number_word(norm)
    if part is None or count is None or pieces[index + 1].norm in ("hälften", "half", "halva"):
        return None
    if (
        pieces[index + 1].norm in ("third", "fifth", "tenth", "quarter")
        and norm not in tables["one"]
    ):
        return None
    ordinal = pieces[index + 1].norm in ("third", "fifth", "tenth")
    if pieces[index + 1].norm == "kvarts" or (ordinal and _counts_on(pieces, index + 2)):
        return None  # "a fifth time"
    value = round(count * part, 2)
    exact = {66.66: 66.67, 99.99: 100.0}
    return exact.get(value, value), "percent", index, index + 2


# Words behind a fraction that no noun is: "fell by a fifth while sales rose".
_GOING_ON = frozenset("of av while since before because more less so".split())


def _counts_on(pieces: Sequence[Scanned], at: int) -> bool:
    """Whether a noun follows, so that an ordinal before it tells which one."""
    if at >= len(pieces) or pieces[at].piece is not Piece.WORD:
        return False
    return pieces[at].norm not in _NO_UNIT and pieces[at].norm not in _GOING_ON


def _counted(text: str, pieces: Sequence[Scanned], index: int) -> _Found | None:
    """A number with its unit, a range, or a share such as "tre av fyra"."""
    tables = _tables()
    first = index
    currency = None
    if pieces[index].norm in ("$", "€", "£") and index + 1 < len(pieces):
        currency, index = tables["money"][pieces[index].norm], index + 1
    number = _number(text, pieces, index)
    if number is None:
        return None
    low = number
    joint = number.last
    if joint + 1 < len(pieces) and (
        (text[pieces[joint].start] in _RANGE_MARKS and len(pieces[joint].norm) == 1)
        or pieces[joint].norm in _RANGE_WORDS
    ):
        high = _number(text, pieces, joint + 1)
        between = index > 0 and pieces[index - 1].norm in ("mellan", "between", "från", "from")
        marks = text[pieces[joint].start] in _RANGE_MARKS
        if (
            high is not None
            and high.value > low.value
            and (marks or between or pieces[joint].norm in ("till", "to"))
        ):
            unit, last = _unit(text, pieces, high.last)
            years = _is_year(low) and _is_year(high)
            if unit is not None and not years:
                scale = high.value / _bare(text, pieces, high) if low.value < 1000 else 1.0
                return (low.value * scale, high.value), unit, first, last
    share = _share(text, pieces, number)
    if share is not None:
        return share
    if currency is not None:
        return number.value, currency, first, number.last
    unit, last = _unit(text, pieces, number.last)
    if unit == "gånger" and number.value != int(number.value):
        unit = "times"  # "1,5 gånger": nothing happens one and a half times
    if unit in tables["cents"]:
        return round(number.value / 100, 2), tables["cents"][unit], first, last
    if unit is not None and index and pieces[index - 1].norm == "minus":
        return -number.value, unit, index - 1, last
    if unit is None or (
        _is_year(number)
        and not number.in_words
        and unit not in ("percent", "SEK", "USD", "EUR", "GBP")
        and _dated(pieces, index)
    ):
        return None
    return number.value, unit, first, last


def _bare(text: str, pieces: Sequence[Scanned], number: _Number) -> float:
    """The number before its multiplier: in "10–20 miljoner" the multiplier belongs to both."""
    plain = parse_figure(text[pieces[number.first].start : pieces[number.first].end])
    return plain if plain else number.value


def _is_year(number: _Number) -> bool:
    one_piece = not number.in_words and number.last - number.first == 1
    return one_piece and number.value == int(number.value) and 1900 <= number.value <= 2099


def _dated(pieces: Sequence[Scanned], index: int) -> bool:
    """Whether a figure that may be a year stands as one: behind a preposition, or alone."""
    if index and pieces[index - 1].norm in _tables()["months"]:
        return True
    return (
        index == 0 or pieces[index - 1].norm in _YEAR_BEFORE or not pieces[index - 1].norm.isalpha()
    )


def _share(text: str, pieces: Sequence[Scanned], number: _Number) -> _Found | None:
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
    whole = _number(text, pieces, at + step)
    if whole is None or not 1 < whole.value <= 1000 or number.value > whole.value:
        return None
    if (norm in ("in", "of") and whole.value > 100) or _is_year(whole):
        return None
    return round(100 * number.value / whole.value, 2), "percent", number.first, whole.last


def _out_of(text: str, pieces: Sequence[Scanned], index: int) -> _Found | None:
    """ "eight workplaces out of ten", "nio kommuner av tio"."""
    number = _number(text, pieces, index)
    if number is None or number.last + 2 >= len(pieces) or number.value < 1:
        return None
    at = number.last + 1
    if pieces[number.last].piece is not Piece.WORD or pieces[number.last].norm in _NO_UNIT:
        return None
    norms = [piece.norm for piece in pieces[at : at + 2]]
    at += 2 if norms == ["out", "of"] else 1
    if norms[:1] not in (["out"], ["av"]) or at >= len(pieces):
        return None
    whole = _number(text, pieces, at)
    if whole is None or not number.value < whole.value <= 1000 or _is_year(whole):
        return None
    return round(100 * number.value / whole.value, 2), "percent", index, whole.last


_AGED = {"över": "år", "fyllt": "år", "fyllda": "år", "är": "år", "over": "years", "aged": "years"}
_AGED_OF = frozenset(["man", "woman", "girl", "boy", "mother", "father"])


def _age(text: str, pieces: Sequence[Scanned], index: int) -> _Found | None:
    """ "over sixty", "är 81 och", "a man of 47": an age without its unit."""
    number = _number(text, pieces, index)
    if number is None or not index or not 10 <= number.value <= 110:
        return None
    before = pieces[index - 1].norm
    unit = _AGED.get(before)
    if before == "of" and index > 1 and pieces[index - 2].norm in _AGED_OF:
        unit = "years"
    if unit is None or _counts_on(pieces, number.last):
        return None
    if before == "är" and not (
        index > 1
        and (pieces[index - 2].norm in _OLD or pieces[index - 2].norm.endswith(("n", "e", "a")))
    ):
        return None  # "svaret är 42"
    return number.value, unit, index, number.last


_OLD = frozenset("jag du han hon hen min din".split())


def _unit(text: str, pieces: Sequence[Scanned], at: int) -> tuple[str | None, int]:
    """The unit behind a number and where it ends; ``None`` where nothing is counted."""
    tables = _tables()
    if at >= len(pieces):
        return None, at
    norm = pieces[at].norm
    following = pieces[at + 1].norm if at + 1 < len(pieces) else ""
    if norm in tables["points"] or (
        norm in ("percentage", "percent") and following in ("points", "point")
    ):
        return "percentage points", at + 1 if norm in tables["points"] else at + 2
    if norm in tables["percent"]:
        return "percent", at + 1
    if norm == "per" and following == "cent":
        return "percent", at + 2
    if norm in tables["money"]:
        return tables["money"][norm], at + 1
    if norm in ("gånger", "times"):
        return ("times" if _compares(following) else norm), at + 1
    if norm in ("st", "nd", "rd", "th") and pieces[at].start == pieces[at - 1].end:
        return None, at  # "the 62nd parallel"
    if norm in tables["months"] or pieces[at].piece is not Piece.WORD:
        return None, at
    if norm in _BETWEEN and following and pieces[at + 1].piece is Piece.WORD:
        probe = at + 1
        while probe < len(pieces) - 1 and pieces[probe].norm in _BETWEEN:
            probe += 1
        if pieces[probe].piece is Piece.WORD and pieces[probe].norm not in _NO_UNIT:
            return pieces[probe].norm, probe + 1
        return None, at
    if norm in _NO_UNIT or len(norm) < 2 or norm in swedish_verbs():
        return None, at  # "Min son på sju vill …": a verb counts nothing
    if _is_adjective(norm) and at + 1 < len(pieces) and pieces[at + 1].piece is Piece.WORD:
        if pieces[at + 1].norm not in _NO_UNIT:
            return pieces[at + 1].norm, at + 2
    plural = (
        following.endswith("s") and not norm.endswith("s") and pieces[at + 1].piece is Piece.WORD
    )
    if plural and following not in _NO_UNIT and following.isascii() and len(following) > 3:
        return f"{norm} {following}", at + 2  # "timetable periods"
    return norm, at + 1


def _compares(following: str) -> bool:
    """Whether "times" is a ratio: "tre gånger så många", "25 times heavier", not "tre gånger på
    åtta år".
    """
    return following in ("så", "as", "more", "less", "the", "mer", "fler", "färre", "mindre") or (
        following.endswith(("er", "re", "are")) and len(following) > 3
    )


def _is_adjective(norm: str) -> bool:
    """Whether a word between a figure and a noun is most likely an adjective."""
    return (
        norm.endswith(
            (
                "ska",
                "iga",
                "ade",
                "ande",
                "liga",
                "eiska",
                "ala",
                "iva",
                "ish",
                "ean",
                "ican",
                "ive",
                "al",
                "ed",
                "ing",
                "ic",
                "ous",
                "ful",
            )
        )
        and len(norm) > 4
    )
