"""Sentence ends, by rules that know Swedish and English.

A stop ends a sentence where white space and something that can begin one follow it. It does not
after an abbreviation ("t.ex. skolor"), an initial ("J. McConnell"), an ordinal before a month or a
noun ("den 3. maj"), inside a figure (2,5 and 3.14 are one piece), or before a word in lower case:
that goes for question and exclamation marks too, since ”Varför?” frågar hon is one sentence.
Closing marks and brackets behind a stop belong to the sentence it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from referat.text.lexicon import load_tables
from referat.text.words import Piece, Scanned

_STOPS = frozenset(".!?…")
_CLOSERS = frozenset("\"”“’'»«)]}")
_OPENERS = frozenset("\"”“‘’'»«„([{–—-•*")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    tables = load_tables("abbreviations")
    words = frozenset(word for table in tables.values() for word in table["words"])
    never = frozenset(word for table in tables.values() for word in table["never_final"])
    return words | never, never


def split_sentences(text: str, pieces: Sequence[Scanned]) -> Iterator[tuple[int, int]]:
    """Sentences of one block as index pairs ``[first, last)`` into its pieces."""
    first = 0
    index = 0
    count = len(pieces)
    while index < count:
        piece = pieces[index]
        if piece.piece is not Piece.MARK or text[piece.start] not in _STOPS:
            index += 1
            continue
        after = index + 1
        # Further stops and closing marks directly behind ("?!", "...", ".”)").
        while (
            after < count
            and pieces[after].start == pieces[after - 1].end
            and text[pieces[after].start] in _STOPS | _CLOSERS
        ):
            after += 1
        if after < count and _ends(text, pieces, index, after):
            after = _with_cut(text, pieces, after)
            yield first, after
            first = after
        index = after
    if first < count:
        yield first, count


def _ends(text: str, pieces: Sequence[Scanned], stop: int, after: int) -> bool:
    """Whether the stop at index ``stop``, with what closes behind it up to ``after``, ends."""
    following = pieces[after]
    if following.start == pieces[after - 1].end:
        return False  # no white space: "referat.se", "12.30"
    begins = text[following.start]
    if begins in _OPENERS:
        probe = after
        while probe < len(pieces) and text[pieces[probe].start] in _OPENERS:
            probe += 1
        if probe < len(pieces):
            begins = text[pieces[probe].start]
    if begins.islower():
        return False
    if text[pieces[stop].start] != "." or after > stop + 1:
        return True
    return not _is_abbreviation(text, pieces, stop)


def _is_abbreviation(text: str, pieces: Sequence[Scanned], stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation, an initial or an ordinal."""
    if stop == 0 or pieces[stop - 1].end != pieces[stop].start:
        return False
    before = pieces[stop - 1]
    following = text[pieces[stop + 1].start] if stop + 1 < len(pieces) else " "
    if before.piece is Piece.FIGURE:
        # An ordinal or a list number, unless a capital begins the next sentence.
        return stop < 2 or following.isdigit()
    # "t.ex", "d.v.s": join the parts that stops hold together without white space.
    norm, probe = before.norm, stop - 1
    while (
        probe >= 2
        and text[pieces[probe - 1].start] == "."
        and pieces[probe - 1].end == pieces[probe].start
        and pieces[probe - 2].end == pieces[probe - 1].start
        and stop - probe < 6
    ):
        probe -= 2
        norm = f"{pieces[probe].norm}.{norm}"
    known, never_final = _abbreviations()
    if norm in never_final:
        return True
    if len(before.norm) == 1 and text[before.start].isupper():
        return True  # an initial
    # An abbreviation before a capital may end a sentence; before a name it does not. Without
    # knowledge of names the longer sentence does less harm, but only for short abbreviations.
    return norm in known and (len(norm) <= 3 or "." in norm) and not following.isupper()


def _with_cut(text: str, pieces: Sequence[Scanned], after: int) -> int:
    """``after`` moved behind a bracketed cut: "… months. (…)" is one sentence with its cut."""
    for opening, closing in (("(", ")"), ("[", "]")):
        if after + 2 < len(pieces) + 0 and text[pieces[after].start] == opening:
            probe = after + 1
            while probe < len(pieces) and text[pieces[probe].start] in "….":
                probe += 1
            if probe > after + 1 and probe < len(pieces) and text[pieces[probe].start] == closing:
                return probe + 1
    return after
