"""Does a stretch of words hold a clause?

A quotation with a clause in it says something; one without is a term, a title or a scare quote.
Without a tagger the answer rests on a lexicon of verb forms, inflected by rule from
``verbs_en.toml`` and ``verbs_sv.toml``; where a syntax model has tagged the words, its finite verbs
count as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from referat.post import Token
from referat.text.lexicon import load_tables

_VOWELS = frozenset("aeiou")
# Endings of Swedish finite verbs that hardly any noun shares.
_SV_PAST = ("ade", "ades")


def _english_forms(verb: str) -> tuple[str, str, str]:
    """Third person, past and present participle of a regular verb."""
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es", verb + "ed", verb + "ing"
    short = (
        len(verb) <= 4
        and verb[-1] not in "aeiouwxyh"
        and verb[-2] in _VOWELS
        and (len(verb) < 3 or verb[-3] not in _VOWELS)
    )
    stem = verb + verb[-1] if short else verb
    return verb + "s", stem + "ed", stem + "ing"


@cache
def english_verbs() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Finite English forms; bare forms that open an imperative; forms that are as often nouns."""
    tables = load_tables("verbs_en")
    finite = set(tables["finite"].split())
    loose: set[str] = set()
    for verb in tables["regular"].split():
        third, past, _ = _english_forms(verb)
        finite |= {verb, third, past}
    for verb in tables["noun_like"].split():
        third, past, _ = _english_forms(verb)
        finite.add(past)
        loose |= {verb, third}
    return frozenset(finite), frozenset(tables["imperative"].split()), frozenset(loose - finite)


@cache
def english_bare_verbs() -> frozenset[str]:
    """Bare forms of English verbs that are hardly ever nouns: what an imperative begins with."""
    return frozenset(load_tables("verbs_en")["regular"].split())


@cache
def swedish_verbs() -> frozenset[str]:
    """Finite Swedish forms."""
    tables = load_tables("verbs_sv")
    finite = set(tables["finite"].split())
    for verb in tables["first"].split():
        stem = verb[:-1] if verb.endswith("a") else verb
        finite |= {stem + ending for ending in ("ar", "ade", "as", "ades")}
    return frozenset(finite)


def has_clause(norms: Sequence[str], language: str) -> bool:
    """Whether the words (normal forms) hold a finite verb, or open with an imperative.

    For a language without a lexicon here the answer is yes from six words on.
    """
    if language == "en":
        finite, imperative, loose = english_verbs()
        if norms and norms[0] in imperative:
            return len(norms) > 1
        # A form that may be a noun counts as a verb behind a plural or a pronoun, and not as the
        # first word: "customers report", but not "report on trends" or "the annual report".
        return any(
            norm in finite
            or (
                norm in loose
                and index > 0
                and (norms[index - 1].endswith("s") or norms[index - 1] in _PRONOUNS)
                and index + 1 < len(norms)
            )
            or ("'" in norm and norm.endswith(("n't", "'re", "'ve", "'ll", "'m")))
            for index, norm in enumerate(norms)
        )
    if language == "sv":
        finite_sv = swedish_verbs()
        return any(norm in finite_sv or norm.endswith(_SV_PAST) for norm in norms)
    return len(norms) >= 6


@cache
def _finite_forms(language: str | None) -> frozenset[str]:
    """The finite verbs of a language's lexicon, of both where it is neither English nor Swedish."""
    if language == "en":
        return english_verbs()[0]
    return swedish_verbs() if language == "sv" else english_verbs()[0] | swedish_verbs()


def finite_verbs(words: Sequence[Token], language: str | None = None) -> list[bool]:
    """For each word whether it is a finite verb.

    A syntax model's features tell where the word has a tag; elsewhere the lexicon of ``language``
    (both lexicons where it is ``None``). What a model takes for a participle is a finite verb
    where the lexicon has it and no auxiliary stands near before it: "teams bought them".
    """
    finite = _finite_forms(language)
    return [
        (
            "VerbForm=Fin" in word.features
            or ("VerbForm=Part" in word.features and word.norm in finite and not _led(words, index))
            if word.tag
            else word.norm in finite
        )
        for index, word in enumerate(words)
    ]


def _led(words: Sequence[Token], index: int) -> bool:
    """Whether an auxiliary stands among the three words before one."""
    return any(word.tag == "AUX" for word in words[max(0, index - 3) : index])


def says_something(words: Sequence[Token], language: str) -> bool:
    """Whether words hold a clause: by the tags of a syntax model, or by `has_clause`.

    Either will do: a tagger knows verbs that no list has, and a list those that it mistakes.
    """
    tagged = any("VerbForm=Fin" in word.features for word in words)
    return tagged or has_clause([word.norm for word in words], language)


_PRONOUNS = frozenset(
    "i you he she it we they who that which this these those people most many some".split()
)
