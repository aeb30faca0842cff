"""Whether a statement is negated, and how certain it is.

Pure functions over the words of one claim. Negation counts where it negates the main predicate:
"inte bara" and "not only" do not, nor does a negation in a subordinate clause ("som inte …"). A
hedge counts where it weakens the statement itself, not what depends on it ("sånt som kan vänta").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from referat.post import Certainty, Token
from referat.span import Span
from referat.text.clauses import finite_verbs
from referat.text.lexicon import Lexicon, Match, load_tables

_SUBORDINATORS = frozenset(
    """som om när eftersom medan där vars vilket vilka innan tills who which whose if when
        because while where although unless whether until before after att that""".split()
)
# Words before a verb that are looked at; see `referat.text.coordination`.
FARTHEST = 80


class Modality(NamedTuple):
    """Negation and certainty of a claim, with the cues that show them."""

    negated: bool
    certainty: Certainty
    cues: tuple[Span, ...]


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
