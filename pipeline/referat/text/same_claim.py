"""Whether two statements say the same: a finding and its paraphrase, or one thing said twice.

An encoder puts "Sales rose by 3 percent" close to "Försäljningen ökade med 3 procent", and as close
to "Försäljningen minskade med 3 procent": what a statement is about weighs more with it than what
it says of it. So likeness is the first condition and not the last. Statements that say the same
also deny equally often, hold the same figures and years, name the same units and months, and point
the same way, up or down. Words for all of this, in both languages, are in
``lexicons/opposites.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from referat.text.lexicon import Lexicon, load_tables
from referat.text.numerals import number_word, parse_figure
from referat.text.quantities import find_quantities
from referat.text.words import Piece, Scanned, pieces_between

SAME = 0.55
"""How alike (`referat.likeness`) two statements must be. Of the statements of the train part of
``corpus/pairs`` that the encoder has not learned from, four fifths are as alike to their
translations, and of two statements on one topic that agree in all else, one in a thousand."""

FEWEST = 6
"""Words of a statement that says enough to be known again: "Det vet han inte" has too few."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What of a statement another must share to say the same.

    ``words`` is how many words it has, ``denials`` how many words or phrases of it deny;
    ``figures`` are the values of its figures, years too; ``terms`` are its units, months and the
    like, by kind; ``course`` are the words that point up (``+``) or down (``-``), in order.
    """

    words: int
    denials: int
    figures: frozenset[float]
    terms: frozenset[tuple[str, str]]
    course: str


def signature(text: str, pieces: Sequence[Scanned]) -> Signature:
    """The signature of a statement.

    Args:
        text: the text that holds it.
        pieces: the statement's words, figures and marks.
    """
    norms = [piece.norm for piece in pieces if piece.piece is Piece.WORD]
    denial, course, terms = _lexicons()
    denials = sum(match.label == "denial" for match in denial.find(norms))
    denials += sum(norm.endswith("n't") for norm in norms)
    signs = (_SIGNS.get(match.label, "") for match in course.find(norms))
    bare = [norm.removesuffix("s") for norm in norms]  # "på 40 kilometers höjd"
    named = {
        (kind, match.label)
        for kind, lexicon in terms.items()
        for forms in (norms, bare)
        for match in lexicon.find(forms)
    }
    return Signature(len(norms), denials, _figures(text, pieces), frozenset(named), "".join(signs))


def signature_of(text: str, pieces: tuple[Scanned, ...], start: int, end: int) -> Signature:
    """The signature of a stretch of a text; ``pieces`` are those of the whole."""
    return signature(text, pieces_between(pieces, start, end))


def agree(one: Signature, other: Signature) -> bool:
    """Whether nothing sets two statements against each other that are alike."""
    if one.denials != other.denials or one.figures != other.figures:
        return False
    for kind in {kind for kind, _ in one.terms} & {kind for kind, _ in other.terms}:
        here = {term for of, term in one.terms if of == kind}
        there = {term for of, term in other.terms if of == kind}
        if not (here <= there or there <= here):
            return False
    if not one.course or not other.course:
        return True
    shared = set(one.course) & set(other.course)
    return bool(shared) and (one.course == other.course or len(one.course) != len(other.course))


def same(one: Signature, other: Signature, alike: float) -> bool:
    """Whether two statements say the same.

    Args:
        one: the signature of the first.
        other: that of the second.
        alike: how alike `referat.likeness` finds them.
    """
    return alike >= SAME and min(one.words, other.words) >= FEWEST and agree(one, other)


def _figures(text: str, pieces: Sequence[Scanned]) -> frozenset[float]:
    """The values of all figures: of quantities, and of years and numbers that count nothing."""
    quantities = find_quantities(text, pieces)
    values: set[float] = set()
    for quantity in quantities:
        values |= set(quantity.value if isinstance(quantity.value, tuple) else (quantity.value,))
    counted = {place for item in quantities for place in range(*item.span)}
    for piece in pieces:
        if piece.start not in counted:
            form = text[piece.start : piece.end]
            figure = piece.piece is Piece.FIGURE
            value = parse_figure(form) if figure else number_word(piece.norm)
            # "one" and "ett" are articles and pronouns too.
            values |= set() if value is None or (value == 1 and not figure) else {value}
    return frozenset(round(value, 2) for value in values)


_SIGNS = {"up": "+", "down": "-"}


@cache
def _lexicons() -> tuple[Lexicon, Lexicon, dict[str, Lexicon]]:
    """What denies, what points up or down, and what excludes one another, by kind."""
    tables = load_tables("opposites")
    denial = Lexicon({"none": tables["denial"]["none"], "denial": tables["denial"]["words"]})
    course = Lexicon({name: tables[name]["words"] for name in ("neither", "up", "down")})
    return denial, course, {kind: Lexicon(table) for kind, table in tables["term"].items()}
