"""People without a name: "en av cheferna", "en vaktmästare i Vejle", "Pappan med kastrullpojken".

A role is a noun phrase. It is told by its determiner ("tre chefer") or, where it is in the definite
form, by its noun: a person ("konstapeln") or a body named before ("panelen"). How far it goes on is
told by the verb, comma or conjunction behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from referat.post import Token
from referat.span import Span
from referat.text.clauses import swedish_verbs
from referat.text.lexicon import load_tables

# Longest role, in words.
MAX_WORDS = 9
_DETERMINERS = frozenset(
    """en ett två tre fyra fem sex sju åtta nio tio flera många några någon ingen one two three four
    five several some a an somebody someone""".split()
)
# Determiners that stand for somebody by themselves: "frågade någon".
_ALONE = frozenset("någon somebody someone".split())
_ENDS = frozenset(
    "som att till om när efter för där who and och that when where men but så".split()
)
# Determiners of one person: "Fyra av tio handlare" are a figure, and nobody's name.
_ONE = frozenset("en ett någon a an one somebody someone".split())
# "samma panel", "the same unit"
_SAME = frozenset({"samma", "the"})
_PARTITIVE = frozenset({"av", "of"})
_DEFINITE_PLURAL = ("arna", "erna", "orna", "rna", "ena")
_DEFINITE = ("en", "an", "et", "ln", "rn", "in")


@cache
def _people() -> tuple[frozenset[str], tuple[str, ...]]:
    """All forms of the nouns for people, and the endings of others."""
    forms: set[str] = set()
    endings: list[str] = []
    for table in load_tables("roles").values():
        for noun in table["nouns"]:
            stem = noun.removesuffix("e").removesuffix("a")
            forms.update((noun, noun + "n", noun + "en", noun + "na", noun + "s"))
            forms.update(stem + end for end in ("an", "en", "arna", "erna", "orna", "ar", "er"))
            forms.add(noun.removesuffix("er") + "rna")
        endings += [end + more for end in table["endings"] for more in ("", "n", "en", "na")]
    return frozenset(forms), tuple(endings)


@cache
def _things() -> tuple[str, ...]:
    return tuple(load_tables("roles")["sv"]["things"])


@lru_cache(maxsize=65536)
def is_person_noun(norm: str) -> bool:
    """Whether a word is a noun for a person or for people, in any form."""
    forms, endings = _people()
    if norm.startswith(_things()):
        return False
    return norm in forms or (len(norm) > 5 and norm.endswith(endings))


def is_definite(norm: str) -> bool:
    """Whether a noun is in the Swedish definite form, by its ending."""
    return len(norm) > 4 and norm.endswith((*_DEFINITE, *_DEFINITE_PLURAL))


def is_plural(norm: str) -> bool:
    """Whether a definite noun stands for several: "utredarna"."""
    return norm.endswith(_DEFINITE_PLURAL)


def role(tokens: Sequence[Token], at: int, limit: int) -> Span | None:
    """The role that begins at a token, no further than ``limit``; ``None`` where none does.

    Its place belongs to it ("en rektor i Lund"), a comma, a relative clause or what a verb governs
    besides do not.
    """
    last = at
    while last < limit and tokens[last].is_word and last - at < MAX_WORDS:
        if tokens[last].norm in _ENDS and not (last > at and tokens[last].norm == "för"):
            break
        last += 1
    first = tokens[at].norm
    if first not in _DETERMINERS or (last - at < 2 and first not in _ALONE):
        return None
    if first not in _ALONE and not any(
        is_person_noun(token.norm) or token.norm in _PARTITIVE for token in tokens[at + 1 : last]
    ):
        return None  # "räknade tre sekunder"
    if first in _ALONE and (last - at < 2 or tokens[at + 1].norm not in ("i", "på", "in", "from")):
        last = at + 1
    return Span(tokens[at].start, tokens[last - 1].end)


def definite_role(tokens: Sequence[Token], at: int, limit: int) -> Span | None:
    """A definite noun at a token that stands for somebody: "projektledaren", "klubben". Words for
    people may have their place with them; others stand alone.
    """
    if at + 1 < limit and tokens[at].norm in _SAME:
        at += 2 if tokens[at + 1].norm == "same" and at + 2 < limit else 1
        return Span(tokens[at].start, tokens[at].end) if tokens[at].is_word else None
    if at >= limit or not tokens[at].is_word or not is_definite(tokens[at].norm):
        return None
    if tokens[at].tag not in ("", "NOUN", "PROPN"):
        return None
    return Span(tokens[at].start, tokens[at].end)


def somebody(tokens: Sequence[Token]) -> Span | None:
    """The unnamed person of a sentence that names nobody: "Bäst är en vaktmästare i Vejle, på
    omslaget:".
    """
    for at, token in enumerate(tokens[:-1]):
        head = tokens[at + 1]
        if token.norm in _ONE and head.tag in ("", "NOUN") and is_person_noun(head.norm):
            return role(tokens, at, len(tokens))
    return None


def introduced(tokens: Sequence[Token]) -> Span | None:
    """The unnamed person that a sentence begins with, as its subject: "Pappan med kastrullpojken"
    in "Pappan med kastrullpojken hade en annan uppfattning".
    """
    at = next((index for index, token in enumerate(tokens) if token.is_word), None)
    if at is None:
        return None
    determined = tokens[at].norm in _ONE
    head = at + 1 if determined else at
    if determined and head < len(tokens) and tokens[head].norm in _PARTITIVE:
        head += 1
    while determined and head < len(tokens) - 1 and tokens[head].tag in ("ADJ", "NUM", "DET"):
        head += 1
    if head >= len(tokens) or not is_person_noun(tokens[head].norm):
        return None
    if not determined and not is_definite(tokens[head].norm):
        return None
    verbs = swedish_verbs()
    last = head + 1
    relative = False
    while last < len(tokens) and tokens[last].is_word and last - at < 2 * MAX_WORDS:
        norm = tokens[last].norm
        if norm == "som" and last == head + 1:
            relative = True
        elif norm in verbs or tokens[last].tag in ("VERB", "AUX"):
            if not relative and tokens[last - 1].tag != "AUX":
                break
            relative = False
        elif norm in ("och", "men", "and") and not relative:
            break
        last += 1
    if last >= len(tokens) or last - at > MAX_WORDS:
        return Span(tokens[at].start, tokens[head].end)
    return Span(tokens[at].start, tokens[last - 1].end)
