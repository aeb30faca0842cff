"""The statements of a sentence: where one main clause ends and the next begins.

"We found no effect, but we did find one on sleep" holds two statements, and each can be denied
alone. What tells is the seam between two clauses (a conjunction, a comma, a colon, a stop that no
capital follows) and the words behind it: a subject of its own with its finite verb, or an auxiliary
that begins a second predicate. A clause that another governs is never cut off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from referat.post import Token
from referat.text.clauses import finite_verbs, says_something
from referat.text.lexicon import load_tables

# Words behind a seam among which the finite verb of a new clause stands.
REACH = 10
# Fewest words before a reason or an appended clause that make it a statement of its own.
LONG = 8
# Words before a conjunction below which the two halves stay together: "Det gör vi också, men …".
SHORT = 3
# Fewest words of a clause behind a comma: "…, they say" is none.
FEWEST = 3

# Words on either side of a seam that are looked at: a clause that is longer is no clause, but a
# page without stops, which must not cost the square of its length.
FARTHEST = 80

_WHERE = frozenset(("där", "where"))  # adverbs as often: "Där har vi det"
_RELATIVE = frozenset(("which", "that"))

_COMMA = re.compile(r",\s|\s[–—-]\s|[\[(](?:…|\.{3})[\])]")
_STOP = re.compile(r";|(?<![\[(.])(?:…|\.\.)|(?<![.…])[.!?]\s")
_COLON = re.compile(r":\s")


@cache
def _words() -> dict[str, frozenset[str]]:
    tables: dict[str, Any] = load_tables("coordination")
    return {name: frozenset(table["words"]) for name, table in tables.items()}


class _Clauses(NamedTuple):
    """A sentence's words with what the rules ask of each."""

    norms: list[str]
    finite: list[bool]
    orders: list[bool]  # imperatives
    gaps: Sequence[str]
    language: str

    def at(self, index: int) -> str:
        """The word at a place; empty behind the last."""
        return self.norms[index] if index < len(self.norms) else ""

    def verb(self, begin: int, reach: int = REACH) -> int | None:
        """How many words behind ``begin`` the first finite verb stands."""
        found = self.finite[begin : begin + reach]
        return found.index(True) if True in found else None

    def binds(self, begin: int, end: int) -> bool:
        """Whether what stands in ``[begin, end)`` makes a clause depend on another."""
        return not _words()["binding"].isdisjoint(self.norms[begin:end])

    def is_whole(self, begin: int, end: int) -> bool:
        """Whether what stands in ``[begin, end)`` has a main verb besides those of the clauses that
        depend on it: "Ett rum där ingen säljer något" has none, nor has "If you ask".
        """
        if self.at(begin) in _words()["conditions"]:
            commas = [
                at
                for at in range(begin + 1, end)
                if _COMMA.search(self.gaps[at]) and self.at(at) not in _words()["conjunctions"]
            ]
            begin = commas[0] if commas else end
        norms = enumerate(self.norms[begin + 1 : end], begin + 1)
        bound = sum(
            norm in _words()["relative"]
            and not (norm in _WHERE and index + 1 < len(self.norms) and self.finite[index + 1])
            for index, norm in norms
        )
        verbs = sum(self.finite[begin:end]) + sum(self.orders[begin:end])
        return begin < end and (verbs > bound or not bound)

    def has_subject(self, begin: int, reach: int = 2) -> bool:
        """Whether a clause begins with a pronoun as subject and its verb; in Swedish also with an
        adverb, the verb, and then the subject.
        """
        verb = self.verb(begin, reach + 1)
        if verb is None or verb == 0:
            return False
        if self.at(begin) in _words()["subjects"]:
            return not self.binds(begin + 1, begin + verb)
        inverted = self.language == "sv" and self.at(begin) in _words()["fronted"]
        return inverted and verb <= 4


def main_clauses(
    words: Sequence[Token], gaps: Sequence[str], language: str
) -> list[tuple[int, int]]:
    """Coordinated main clauses of a sentence, as word index pairs ``[first, last)``; conjunctions
    between them belong to none.

    Args:
        words: its words.
        gaps: what stands between each word and the one before it.
        language: ``sv`` or ``en``; for others the sentence is one clause.
    """
    if language not in ("sv", "en"):
        return [(0, len(words))]
    clauses = _Clauses(
        [word.norm for word in words],
        finite_verbs(words, language),
        ["Mood=Imp" in word.features for word in words],
        gaps,
        language,
    )
    cuts = [0]
    ends: list[int] = []
    for index in range(1, len(words) - 1):
        begin = _seam(clauses, cuts[-1], index)
        if begin is None or begin >= len(words) - 1:
            continue
        if not says_something(words[begin : begin + FARTHEST], language):
            continue
        if says_something(words[max(cuts[-1], index - FARTHEST) : index], language):
            cuts.append(begin)
            ends.append(index)
        elif _STOP.search(gaps[index]) or _COLON.search(gaps[index]):
            cuts[-1] = begin  # "Ett frågetecken: rapporten räknar …"
    return list(zip(cuts, [*ends, len(words)], strict=True))


def _seam(clauses: _Clauses, first: int, index: int) -> int | None:
    """Where the clause behind a seam before ``index`` begins; ``None`` where there is no seam.

    Args:
        clauses: the sentence.
        first: where the clause before the seam begins.
        index: the word behind the seam.
    """
    gap = clauses.gaps[index]
    tables = _words()
    joined = clauses.at(index) in tables["conjunctions"]
    begin = index + joined
    begin += clauses.at(begin) in ("att", "that") and joined  # "visar att A, men att B"
    verb = clauses.verb(begin)
    if _STOP.search(gap):
        cut_out = "…" in gap or ".." in gap  # it may have cut out words of one clause
        return begin if verb is not None and (verb > 0 or not cut_out) else None
    comma, colon = _COMMA.search(gap) is not None, _COLON.search(gap) is not None
    if not (joined or comma or colon) or index - first > FARTHEST:
        return None
    if not clauses.is_whole(first, index):
        return None
    if colon:
        stands = verb is not None and verb > 0 and clauses.at(index) not in tables["binding"]
        return index if stands else None
    if not joined:
        return _appended(clauses, first, index) if comma else None
    if index - first < SHORT or clauses.norms[index - 1 : index + 1] == ["all", "but"]:
        return None
    if clauses.has_subject(begin) or _second_predicate(clauses, index, begin):
        return begin
    if not comma and clauses.at(index) not in ("men", "but"):
        return None
    return begin if _begins_clause(clauses, begin, verb) else None


def _begins_clause(clauses: _Clauses, begin: int, verb: int | None) -> bool:
    """Whether a clause begins behind a comma and a conjunction: with an imperative, with a
    condition and what follows from it, or with a noun phrase before its verb. A verb right behind
    the conjunction goes with the subject before it, unless Swedish inverts: "men då kom hösten".
    """
    if verb is None:
        return False
    if clauses.orders[begin]:
        return True
    if clauses.at(begin) in _words()["conditions"]:
        return sum(clauses.finite[begin:]) > 1
    inverted = clauses.language == "sv" and clauses.at(begin) in _words()["subjects"]
    return inverted or (verb >= 1 and not clauses.binds(begin, begin + verb + 1))


def _second_predicate(clauses: _Clauses, index: int, begin: int) -> bool:
    """Whether "and" leads on with another predicate of the same subject: with an auxiliary ("would
    cost …, and could be running within …"), or behind a comma with any verb ("peaked in the weeks
    before, and appeared to be …").
    """
    if (
        clauses.language != "en"
        or clauses.at(index) != "and"
        or len(clauses.norms) - begin < LONG // 2
    ):
        return False
    parted = _COMMA.search(clauses.gaps[index]) is not None and clauses.finite[begin]
    return parted or clauses.at(begin) in _words()["auxiliaries"]


def _appended(clauses: _Clauses, first: int, index: int) -> int | None:
    """Where a clause begins that follows a comma with no conjunction: "Nobody decided it, it just
    happened", "…, för den bygger på elva gårdar", "…, of which a third was".
    """
    word, following = clauses.at(index), clauses.at(index + 1)
    tables = _words()
    if len(clauses.norms) - index < FEWEST:
        return None  # "…, they say"
    if word in tables["reasons"]:
        # A reason begins as a main clause does, with its subject and verb at once.
        verb = clauses.verb(index + 1, 4)
        stands = verb is not None and not clauses.binds(index + 1, index + 1 + verb)
        return index + 1 if stands and verb else None
    if index - first >= LONG // 2:
        which = word in ("which", "vilket") and clauses.finite[index + 1]
        named = word in ("a", "an") and not _RELATIVE.isdisjoint(
            clauses.norms[index + 2 : index + 4]
        )
        if which or named or (word, following) == ("of", "which"):
            return index
    # "Det är inte summan, det är …": what corrects a negation belongs to it.
    corrects = word in tables["repeating"] and not tables["negations"].isdisjoint(
        clauses.norms[first:index]
    )
    return index if not corrects and clauses.has_subject(index) else None
