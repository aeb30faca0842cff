"""What a statement says of itself: its kind, whether it is negated, how certain it is, its parts.

Pure functions over the words of one claim. Negation counts where it negates the main predicate:
"inte bara" and "not only" do not, nor does a negation in a subordinate clause ("som inte …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from referat.post import Certainty, ClaimKind, Token
from referat.span import Span, trim
from referat.text.clauses import english_verbs, swedish_verbs
from referat.text.lexicon import Lexicon, load_tables

_SUBORDINATORS = frozenset(
    """som om när eftersom medan där vars vilket vilka innan tills who which whose if when because while where although
    unless whether until before after att that""".split()
)
_AND = frozenset(("och", "samt", "eller", "and", "or", "plus"))


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
            "uncertain": tables["certainty"]["uncertain"],
            "hedged": tables["certainty"]["hedged"],
            "negation": tables["negation"]["words"],
        }
    )


@cache
def opinions() -> Lexicon:
    """Phrases that make a sentence of the writer's a claim of his own."""
    return Lexicon({"opinion": load_tables("claims")["opinion"]["words"]})


def claim_kind(norms: Sequence[str], of_source: bool, has_share: bool) -> ClaimKind:
    """The kind of a claim, from its words.

    Args:
        norms: normal forms of its words.
        of_source: whether it is a source's; then what is no other kind is a result, else a judgement.
        has_share: whether it gives a percentage: a figure for a worry is a result.
    """
    imperative = english_verbs()[1]
    if of_source and norms and norms[0] in imperative and len(norms) > 1:
        return ClaimKind.RECOMMENDATION
    for kind, lexicon in _kinds():
        if kind is ClaimKind.CONCERN and has_share:
            continue
        if not of_source and kind in (ClaimKind.TREND, ClaimKind.CONCERN):
            continue
        if any(lexicon.find(norms)):
            return kind
    return ClaimKind.RESULT if of_source else ClaimKind.JUDGEMENT


def modality(words: Sequence[Token], reported: bool) -> Modality:
    """Negation and certainty of a claim.

    Args:
        words: its word tokens.
        reported: whether the writer reports it ("X visar att …"): the complement is then what is
            claimed, and its negation counts.
    """
    norms = [word.norm for word in words]
    negated = False
    certainty = Certainty.ASSERTED
    cues: list[Span] = []
    for match in _modality().find(norms):
        span = Span(words[match.first].start, words[match.last - 1].end)
        if match.label == "cue":
            cues.append(span)
        elif match.label == "negation":
            if "utan" in norms[match.last : match.last + 9] and match.phrase == "inte":
                cues.append(span)  # "inte X utan Y" corrects, it does not deny
            elif not _is_subordinate(norms, match.first, reported):
                negated = True
                cues.append(span)
        elif match.label == "uncertain":
            certainty = Certainty.UNCERTAIN
            cues.append(span)
        else:
            if certainty is Certainty.ASSERTED:
                certainty = Certainty.HEDGED
            cues.append(span)
    contracted = [word for word in words if word.norm.endswith("n't")]
    for word in contracted:
        if not _is_subordinate(norms, norms.index(word.norm), reported):
            negated = True
            cues.append(Span(word.start, word.end))
    return Modality(negated, certainty, tuple(sorted(set(cues))))


def _is_subordinate(norms: Sequence[str], at: int, reported: bool) -> bool:
    """Whether the word at ``at`` stands in a clause below the main one."""
    finite = swedish_verbs() | english_verbs()[0]
    complement = reported
    for index in range(at):
        if norms[index] not in _SUBORDINATORS:
            continue
        if complement and norms[index] in ("att", "that"):
            complement = False  # the reported clause itself
            continue
        between = norms[index + 1 : at]
        # A clause at the head ends at its second finite verb: "Om A gör B, blir C inte …".
        verbs = sum(1 for norm in between if norm in finite)
        if index == 0 and verbs >= 2:
            continue
        if at - index <= 12:
            return True
    return False


def enumeration(text: str, span: Span) -> tuple[Span, ...]:
    """The items of an enumeration behind a colon or with three items and more: "A, B and C".

    Empty where the claim holds none.
    """
    stretch = span.of(text)
    colon = re.search(r":\s", stretch)
    if colon:
        items = _items(text, Span(span.start + colon.end(), span.end))
        return items if len(items) >= 2 else ()
    return ()


def _items(text: str, span: Span) -> tuple[Span, ...]:
    """Stretches between commas, semicolons and the last conjunction."""
    stretch = span.of(text).rstrip(" .!…")
    parts = []
    at = 0
    for match in re.finditer(r"[,;]\s+(?:(?:och|samt|eller|and|or)\s+)?|\s(?:och|samt|and|or)\s", stretch):
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
    return tuple(trim(text, span.start + start, span.start + end) for start, end in parts if end > start)
