"""What a statement says of itself: its kind, whether it is negated, how certain it is, its parts.

Pure functions over the words of one claim. Negation counts where it negates the main predicate:
"inte bara" and "not only" do not, nor does a negation in a subordinate clause ("som inte …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from referat.post import Certainty, ClaimKind, Token
from referat.span import Span, trim
from referat.text.clauses import (
    english_bare_verbs,
    english_verbs,
    finite_verbs,
    swedish_verbs,
)
from referat.text.lexicon import Lexicon, Match, load_tables
from referat.text.words import normal

_SUBORDINATORS = frozenset(
    """som om när eftersom medan där vars vilket vilka innan tills who which whose if when
        because while where although unless whether until before after att that""".split()
)
_AND = frozenset(("och", "samt", "eller", "and", "or", "plus"))
# Words before a verb that are looked at; see `referat.text.coordination`.
FARTHEST = 80


class Modality(NamedTuple):
    """Negation and certainty of a claim, with the cues that show them."""

    negated: bool
    certainty: Certainty
    cues: tuple[Span, ...]


@cache
def _kinds() -> list[tuple[ClaimKind, Lexicon]]:
    table = load_tables("claims")["kind"]
    order = (ClaimKind.RECOMMENDATION, ClaimKind.PREDICTION, ClaimKind.CONCERN, ClaimKind.TREND)
    return [(kind, Lexicon({kind.value: table[kind.value]})) for kind in order]


@cache
def _modality() -> Lexicon:
    tables = load_tables("claims")
    return Lexicon(
        {
            "cue": tables["negation"]["cues"],
            "plain": tables["certainty"]["plain"],
            "uncertain": tables["certainty"]["uncertain"],
            "hedged": tables["certainty"]["hedged"],
            "negation": tables["negation"]["words"],
        }
    )


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


def modality(words: Sequence[Token]) -> Modality:
    """Negation and certainty of a claim, from its word tokens."""
    clause = _Clause(words, [word.norm for word in words], finite_verbs(words))
    negated = False
    certainty = Certainty.ASSERTED
    cues: list[Span] = []
    for match in _modality().find(clause.norms):
        span = Span(words[match.first].start, words[match.last - 1].end)
        if match.label == "cue":
            cues.append(span)
        elif match.label == "negation":
            if _corrects(clause, match):
                cues.append(span)
            elif not _is_subordinate(clause, match.first, match.last):
                negated = True
                cues.append(span)
        elif match.label == "uncertain":
            certainty = Certainty.UNCERTAIN
            negated = negated or not _NEGATIONS.isdisjoint(match.phrase.split())
            cues.append(span)
        elif match.label == "hedged" and _weakens(clause, match):
            if certainty is Certainty.ASSERTED:
                certainty = Certainty.HEDGED
            cues.append(span)
    for index, word in enumerate(words):
        if word.norm.endswith("n't") and not _is_subordinate(clause, index, index + 1):
            negated = True
            cues.append(Span(word.start, word.end))
    return Modality(negated, certainty, tuple(sorted(set(cues))))


_NEGATIONS = frozenset("inte ej aldrig ingen inget not never no nobody don't cannot can't".split())
_NOBODY = frozenset("ingen inget inga nobody none no".split())
_CLAUSE_SUBJECTS = frozenset("det den de vi man jag du han hon ni".split())
_ABILITY = frozenset(["kan", "kunde", "could"])


class _Clause(NamedTuple):
    """The words of a claim: tokens, normal forms, and which are finite verbs."""

    words: Sequence[Token]
    norms: list[str]
    finite: list[bool]


def _weakens(clause: _Clause, match: Match) -> bool:
    """Whether a hedge weakens the statement. "Kan inte", "nobody could" say what cannot be done,
    not what may be; "sånt som kan vänta" weakens what depends on the statement; "gott nog"
    measures.
    """
    norms = clause.norms
    if match.phrase in _ABILITY:
        denied = not _NEGATIONS.isdisjoint(norms[match.last : match.last + 2])
        denied = denied or not _NOBODY.isdisjoint(norms[: match.first])
        return not denied and not _is_subordinate(clause, match.first, match.last)
    if match.phrase == "nog" and match.first:
        return clause.words[match.first - 1].tag != "ADJ"
    return True


def _corrects(clause: _Clause, match: Match) -> bool:
    """Whether a negation denies no predicate: "inte X utan Y", "X, not Y", "det är inte X, det är
    Y", "trained not to".
    """
    norms = clause.norms
    if match.phrase in ("not", "never") and norms[match.last : match.last + 1] == ["to"]:
        return True
    behind = norms[match.last : match.last + 9]
    if match.phrase in ("inte", "ingen", "inget") and "utan" in behind:
        at = match.last + behind.index("utan") + 1
        # "utan att fråga", "utan vidare" set nothing against what is denied.
        doing = norms[at : at + 1] == ["att"] and _CLAUSE_SUBJECTS.isdisjoint(
            norms[at + 1 : at + 2]
        )
        lacks = doing or norms[at : at + 1] == ["vidare"]
        if not lacks:
            return True
    cleft = match.phrase in ("inte", "ikke", "not") and norms[max(0, match.first - 2) : match.first]
    if cleft and cleft[0] in ("det", "it") and len(cleft) == 2:
        if tuple(cleft) in set(pairwise(norms[match.last :])):
            return True
    return _is_contrast(clause, match)


def _is_contrast(clause: _Clause, match: Match) -> bool:
    """Whether "not" sets off a contrast: "a bridge, not a business model"."""
    words, norms = clause.words, clause.norms
    if match.phrase not in ("not", "inte", "never", "aldrig") or match.first == 0:
        return False
    gap = words[match.first].start - words[match.first - 1].end
    behind = norms[match.last : match.last + 1]
    determined = not _ARTICLES.isdisjoint(behind)
    return gap >= 2 and (determined or not any(clause.finite[match.last : match.last + 8]))


_ARTICLES = frozenset("""a an the en ett för for because därför by av with med at""".split())
# Verbs whose content is the statement: "teachers say that they have never been asked".
_SAYING = frozenset("say says said säger sa sade uppger svarar visar show shows".split())
_WHERE = frozenset(["där", "where"])


def _is_subordinate(clause: _Clause, first: int, last: int) -> bool:
    """Whether the words ``[first, last)`` stand in a clause below the main one.

    They do behind a subordinator that comes after the main verb. A clause inside the subject, or at
    the head of the sentence, is over when there are more finite verbs than subordinators: "Stores
    that kept their staff did not …".
    """
    finite = clause.finite
    begin = max(0, first - FARTHEST)
    below = [index for index in range(begin, first) if _subordinates(clause, index)]
    if not below or first - below[-1] > 12:
        return False
    if any(finite[begin : below[0]]):
        return True
    return sum(finite[below[0] + 1 : last + 1]) <= len(below)


def _subordinates(clause: _Clause, index: int) -> bool:
    """Whether a word begins a dependent clause: no mark of an infinitive, no adverb, and not the
    "that" of what somebody says.
    """
    norm = clause.norms[index]
    if norm in ("vad", "what") and index == 0:
        return True
    if norm not in _SUBORDINATORS or clause.words[index].tag == "PART":
        return False
    if norm in _WHERE and clause.finite[index + 1 : index + 2] == [True]:
        return False
    said = norm in ("att", "that") and index > 0 and clause.norms[index - 1] in _SAYING
    return not said


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
