"""The kind of a claim: result, trend, concern, judgement, recommendation or prediction.

Advice, predictions, concerns and trends show by their words (``claims.toml``), and are told first,
in that order: "we should stop the decline" advises. What is left is a result, something measured or
observed, or a judgement, something valued. No word tells the one from the other for certain, so
each trait of a claim has points in ``kinds.toml``, and their sum says which is likelier. The points
were fitted to the corpus' train split by ``scripts/fit_kinds.py``, as a logistic regression.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from referat.post import Certainty, ClaimKind, Token, Voice
from referat.text.clauses import english_bare_verbs, english_verbs
from referat.text.lexicon import Lexicon, load_tables
from referat.text.modality import Modality
from referat.text.statements import opinions

# Units of figures that make a statement a result: "fell by 38 percent", not "for three years".
SHARES = frozenset(("percent", "percentage points", "times"))
# Words of a claim: fewer are short, more are long.
SHORT, LONG = 6, 15
# Words from its beginning among which the copula of a general statement stands.
OPENING = 8


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as its kind is told from it."""

    words: Sequence[Token]
    language: str
    voice: Voice
    spoken: bool  # whether the source is a person who is quoted
    reported: bool  # whether the writer gives a source's claim in words of his own
    shares: bool  # whether it gives a share or a ratio: "46 procent"
    figures: bool  # whether it gives any figure
    modality: Modality


def claim_kind(said: Said) -> ClaimKind:
    """The kind of a claim."""
    norms = [word.norm for word in said.words]
    of_source = said.voice is Voice.SOURCE
    if not of_source and said.words and "Mood=Imp" in said.words[0].features:
        return ClaimKind.RECOMMENDATION  # "Bygg i det som redan står där."
    shown = shown_kind(norms, of_source=of_source, figures=said.shares)
    if shown is not None:
        return shown
    points = load_tables("kinds")["points"]
    observed = sum(points[trait] for trait in traits(said))
    return ClaimKind.RESULT if observed > 0 else ClaimKind.JUDGEMENT


@cache
def known_traits() -> tuple[str, ...]:
    """All traits, in order."""
    return tuple(sorted(load_tables("kinds")["points"]))


def traits(said: Said) -> Iterator[str]:
    """The traits of a claim that advises, predicts, fears and observes no change."""
    yield "any"
    norms = [word.norm for word in said.words]
    features = [word.features for word in said.words]
    past = any("Tense=Past" in shown and "VerbForm=Fin" in shown for shown in features)
    own = not _OWN.isdisjoint(norms)
    roots = [word.tag for word in said.words if word.relation == "root"]
    of_source = said.voice is Voice.SOURCE
    held = {
        "source": of_source,
        "reader": said.voice is Voice.READER,
        "spoken": said.spoken,
        "reported": said.reported,
        "figure": said.figures,
        "share": said.shares,
        "opinion": any(opinions().find(norms)),
        "research": not _RESEARCH.isdisjoint(norms),
        "general": not _IS.isdisjoint(norms[:OPENING]),
        "past": past,
        "present": not past,
        "source_past": past and of_source,
        "own": own,
        "own_past": own and past,
        "perfect": any("VerbForm=Sup" in shown for shown in features),
        "others": bool(norms) and norms[0] in _OTHERS,
        "adjective": "ADJ" in roots,
        "noun": "NOUN" in roots,
        "compares": any("Degree=Cmp" in shown for shown in features),
        "superlative": any("Degree=Sup" in shown for shown in features),
        "negated": said.modality.negated,
        "hedged": said.modality.certainty is not Certainty.ASSERTED,
        "swedish": said.language == "sv",
        "person": any(word.name == "B-PER" for word in said.words),
        "addresses": not _YOU.isdisjoint(norms),
        "short": len(norms) < SHORT,
        "long": len(norms) > LONG,
    }
    yield from (name for name, holds in held.items() if holds)


_OWN = frozenset("jag vi min mitt mina vår vårt våra mig oss i we my our me us".split())
_OTHERS = frozenset("han hon hen de dom he she they".split())
_YOU = frozenset("du ni man er dig din ditt dina you your".split())


def shown_kind(norms: Sequence[str], *, of_source: bool, figures: bool = False) -> ClaimKind | None:
    """The kind that a claim's words show; ``None`` for a result or a judgement.

    Args:
        norms: normal forms of its words.
        of_source: whether it is a source's: only of those concerns and trends are told.
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
    return None


@cache
def _kinds() -> list[tuple[ClaimKind, Lexicon]]:
    table = load_tables("claims")["kind"]
    order = (ClaimKind.RECOMMENDATION, ClaimKind.PREDICTION, ClaimKind.CONCERN, ClaimKind.TREND)
    return [(kind, Lexicon({kind.value: table[kind.value]})) for kind in order]


def kinds_named(norms: Sequence[str]) -> set[ClaimKind]:
    """The kinds that a word or phrase of a statement speaks for."""
    return {kind for kind, lexicon in _kinds() if any(lexicon.find(norms))}


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
