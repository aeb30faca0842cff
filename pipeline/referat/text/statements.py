"""What a statement says of itself: its kind, and its parts where it enumerates.

Pure functions over the words of one claim; `referat.text.modality` tells negation and certainty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from referat.post import ClaimKind
from referat.span import Span, trim
from referat.text.clauses import (
    english_bare_verbs,
    english_verbs,
    swedish_verbs,
)
from referat.text.lexicon import Lexicon, load_tables
from referat.text.words import normal


@cache
def _kinds() -> list[tuple[ClaimKind, Lexicon]]:
    table = load_tables("claims")["kind"]
    order = (ClaimKind.RECOMMENDATION, ClaimKind.PREDICTION, ClaimKind.CONCERN, ClaimKind.TREND)
    return [(kind, Lexicon({kind.value: table[kind.value]})) for kind in order]


@cache
def opinions() -> Lexicon:
    """Phrases that make a sentence of the writer's a claim of his own."""
    return Lexicon({"opinion": load_tables("claims")["opinion"]["words"]})


def claim_kind(
    norms: Sequence[str], *, of_source: bool, spoken: bool = False, figures: bool = False
) -> ClaimKind:
    """The kind of a claim, from its words.

    Args:
        norms: normal forms of its words.
        of_source: whether it is a source's; the writer's and readers' own claims are judgements
            unless they advise or predict.
        spoken: whether a person says it; then a general statement is a judgement.
        figures: whether it gives a share: a percentage of people who worry is a result.
    """
    if of_source and len(norms) > 1 and _is_imperative(norms):
        return ClaimKind.RECOMMENDATION
    if _by_year(norms):
        return ClaimKind.PREDICTION
    for kind, lexicon in _kinds():
        if kind in (ClaimKind.TREND, ClaimKind.CONCERN) and (figures or not of_source):
            continue
        if kind is ClaimKind.PREDICTION and _CONDITIONAL & set(norms[:2]):
            continue
        if any(lexicon.find(norms)):
            return kind
    if not of_source:
        return ClaimKind.JUDGEMENT
    general = not figures and not any(norm in _RESEARCH for norm in norms)
    if general and (any(opinions().find(norms)) or (_IS & set(norms[:8]) and spoken)):
        return ClaimKind.JUDGEMENT
    return ClaimKind.RESULT


def _is_imperative(norms: Sequence[str]) -> bool:
    """Whether a statement begins with a bare verb that no second verb follows at once: "Replace
    annual reviews …", but not "Support is …".
    """
    finite, imperative, _ = english_verbs()
    if norms[0] in _SV_IMPERATIVES:
        return True
    if norms[0] in _NOUNS_TOO:
        return norms[1] in _OBJECTS
    bare = norms[0] in imperative or norms[0] in english_bare_verbs()
    return bare and (norms[1] not in finite or norms[0] in _LEADING_VERBS)


# Bare verbs that are nouns as often: they command where an object follows at once.
_NOUNS_TOO = frozenset(
    """trust change focus plan design set treat read open close fix train measure test expect use
    try share look help start stop end lead move need run show stand stay struggle take talk turn
    walk attack""".split()
)
_OBJECTS = frozenset(
    """the a an your our it them people all no more less every each this that these those employees
    customers on doing using trying buying being making asking with""".split()
)
# Verbs with which another begins: "Stop buying", "Let go", "Don't be".
_LEADING_VERBS = frozenset("stop start let don't never always please keep try".split())
_AHEAD = frozenset("will could may might would can kan kunna ska skall kommer".split())


def _by_year(norms: Sequence[str]) -> bool:
    """Whether a statement looks ahead to a year: "could replace … by 2030", "ska före 2035"."""
    return not _AHEAD.isdisjoint(norms) and any(
        norm in ("by", "before", "until", "före", "till", "innan")
        and following.isdigit()
        and len(following) == 4
        for norm, following in pairwise(norms)
    )


# The copula of a general statement: "A library is not a warehouse".
_IS = frozenset(
    ["is", "isn't", "it's", "are", "aren't", "är", "means", "betyder", "cannot", "must"]
)
_RESEARCH = frozenset(
    """found find finds found showed shows reported report respondents survey surveyed asked
        answered measured average median compared fann visade svarade tillfrågade undersökta
        jämfört snitt genomsnitt""".split()
)
_CONDITIONAL = frozenset(["if", "om"])
_SV_IMPERATIVES = frozenset(
    """sluta börja låt gör tänk glöm ge ta sätt bygg mät fråga satsa investera lyssna våga se
        testa prova skapa hitta""".split()
)


def enumeration(text: str, span: Span) -> tuple[Span, ...]:
    """The items of an enumeration: behind a colon, or three and more in a row ("A, B and C").

    Empty where the claim holds none.
    """
    stretch = span.of(text)
    colon = re.search(r":\s", stretch)
    if colon:
        items = _items(text, Span(span.start + colon.end(), span.end))
        return items if len(items) >= 2 else ()
    return _row(text, span)


_ARTICLES = frozenset("""a an the en ett för for because därför by av with med at""".split())
# Most words of an item in a running enumeration, behind its first.
_ITEM_WORDS = 4
# Words that a running enumeration begins behind: "ask for | time, training and trust".
_LEADING = frozenset(
    """of for to as by in with on about from between into like include includes including are is
    were was need want som av på för med till om i från mellan är var vara bland behöver vill
    saknar""".split()
)


def _row(text: str, span: Span) -> tuple[Span, ...]:
    """Three and more noun phrases with commas and a conjunction before the last."""
    stretch = span.of(text).rstrip(" .!…")
    found = re.search(
        r",?\s(?:and|or|och|eller|samt)\s(?!.*\s(?:and|or|och|eller|samt)\s)", stretch
    )
    if found is None or "," not in stretch[: found.start()]:
        return ()
    finite = swedish_verbs() | english_verbs()[0]
    before = [
        (match.start(), match.end()) for match in re.finditer(r"[^,;]+", stretch[: found.start()])
    ]
    last = re.match(r"[^,;]+", stretch[found.end() :])
    if len(before) < 2 or last is None:
        return ()
    items = [*before[1:], (found.end(), found.end() + last.end())]
    for start, end in items:
        words = normal(stretch[start:end]).split()
        # A form that may be a verb is a noun behind an article: "a lack of skills".
        verbs = [
            word
            for before_it, word in zip(["", *words], words, strict=False)
            if word in finite and before_it not in _ARTICLES
        ]
        if not 0 < len(words) <= _ITEM_WORDS or verbs:
            return ()
    # The first item begins behind the last verb or preposition before the first comma.
    start, end = before[0]
    head = list(re.finditer(r"\S+", stretch[start:end]))
    cut = next(
        (
            match.end()
            for match in reversed(head[:-1])
            if normal(match.group()) in _LEADING or normal(match.group()) in finite
        ),
        0,
    )
    first = (start + cut, end)
    if len(stretch[first[0] : first[1]].split()) > _ITEM_WORDS:
        return ()
    return tuple(trim(text, span.start + start, span.start + end) for start, end in [first, *items])


def _items(text: str, span: Span) -> tuple[Span, ...]:
    """Stretches between commas, semicolons and the last conjunction."""
    stretch = span.of(text).rstrip(" .!…")
    parts = []
    at = 0
    for match in re.finditer(
        r"[,;]\s+(?:(?:och|samt|eller|and|or)\s+)?|\s(?:och|samt|and|or)\s", stretch
    ):
        is_word = match.group()[0] not in ",;"
        if is_word and ("," in stretch[match.end() :] or stretch.count(",") == 0):
            continue
        if is_word and "," in stretch and re.search(r"[,;]\s+(?:och|samt|eller|and|or)\s", stretch):
            continue
        parts.append((at, match.start()))
        at = match.end()
    parts.append((at, len(stretch)))
    if len(parts) < 2:
        return ()
    return tuple(
        trim(text, span.start + start, span.start + end) for start, end in parts if end > start
    )
