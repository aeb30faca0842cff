"""What a number counts: the unit behind it.

"46 procent" counts percent, "2,5 miljoner kronor" crowns, "tre stora kommuner" municipalities: the
noun as it stands, behind what may stand between. A number with nothing to count has no unit.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from referat.text.clauses import swedish_verbs
from referat.text.numerals import tables
from referat.text.words import Piece, Scanned

# Words that stand between a figure and what it counts.
_BETWEEN = frozenset(
    """stycken av alla de the of all svenska stora små större mindre nya new våra mina deras sina
        our their his her such other andra standard additional""".split()
)

NO_UNIT = frozenset(
    """och and or eller som i på av är var were was is are har had has om att men but that than
        än in at for with to kl klockan till från from by per när when the de det den a an en
        ett who which dem them oss us sämre bättre fler färre året förra nästa""".split()
)


def unit_behind(
    pieces: Sequence[Scanned], at: int, verbs: Set[int] = frozenset()
) -> tuple[str | None, int]:
    """The unit behind a number and where it ends; ``None`` where nothing is counted.

    Args:
        pieces: words, figures and marks of a claim.
        at: the place behind the number.
        verbs: where words begin that a tagger calls verbs: they count nothing.
    """
    known = tables()
    if at >= len(pieces):
        return None, at
    norm = pieces[at].norm
    following = pieces[at + 1].norm if at + 1 < len(pieces) else ""
    if norm in known["points"] or (
        norm in ("percentage", "percent") and following in ("points", "point")
    ):
        return "percentage points", at + 1 if norm in known["points"] else at + 2
    if norm in known["percent"]:
        return "percent", at + 1
    if norm == "per" and following == "cent":
        return "percent", at + 2
    if norm in known["money"]:
        return known["money"][norm], at + 1
    if norm in ("gånger", "times"):
        return ("times" if _compares(following) else norm), at + 1
    if norm in ("st", "nd", "rd", "th") and pieces[at].start == pieces[at - 1].end:
        return None, at  # "the 62nd parallel"
    if norm in known["months"] or pieces[at].piece is not Piece.WORD:
        return None, at
    if norm in _BETWEEN and following and pieces[at + 1].piece is Piece.WORD:
        probe = at + 1
        while probe < len(pieces) - 1 and pieces[probe].norm in _BETWEEN:
            probe += 1
        if _counts(pieces[probe], verbs):
            return pieces[probe].norm, probe + 1
        return None, at
    if norm in known["ordinals"]:
        noun = following and _counts(pieces[at + 1], verbs) and following not in swedish_verbs()
        return (following, at + 2) if noun else (None, at)  # "De tre första är självklara"
    if not _counts(pieces[at], verbs) or len(norm) < 2 or norm in swedish_verbs():
        return None, at  # "Min son på sju vill …": a verb counts nothing
    if _is_adjective(norm) and at + 1 < len(pieces) and pieces[at + 1].piece is Piece.WORD:
        if pieces[at + 1].norm not in NO_UNIT:
            return pieces[at + 1].norm, at + 2
    plural = (
        following.endswith("s") and not norm.endswith("s") and pieces[at + 1].piece is Piece.WORD
    )
    if plural and following not in NO_UNIT and following.isascii() and len(following) > 3:
        return f"{norm} {following}", at + 2  # "timetable periods"
    return norm, at + 1


def _counts(piece: Scanned, verbs: Set[int]) -> bool:
    """Whether a word can be what is counted."""
    return piece.piece is Piece.WORD and piece.norm not in NO_UNIT and piece.start not in verbs


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
