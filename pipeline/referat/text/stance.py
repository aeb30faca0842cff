"""What a stretch of commentary thinks of what it is about.

Cues come from a lexicon in two strengths: words of agreement and objection as such, and words of
liking and disliking. A negation turns a cue round; a word of concession between cues of both kinds
makes the stance mixed; irony turns praise into objection. A head on the sentence encoder can later
take this module's place behind the same function.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from referat.post import Stance, Token
from referat.span import Span
from referat.text.lexicon import Lexicon, load_tables

# How far before a cue a negation reaches, in words.
NEGATION_REACH = 3
# A sentence of no more words is an exclamation: "Mycket bra!"
EXCLAMATION = 5
_PREDICATES = frozenset(
    "är var vore blir känns kändes låter lät verkar tycker så is was sounds seems feels it's".split()
)
_POINTERS = frozenset("det detta den de här this that it jag vi mig oss i".split())


# "inte bara bra", "not only good" negate nothing.
_NOT_ONLY = frozenset("bara minst endast enbart ens only just".split())


class Judgement(NamedTuple):
    """A stance, and the cues that show it."""

    stance: Stance
    cues: tuple[Span, ...]
    strong: bool


class _Hit(NamedTuple):
    span: Span
    agrees: bool
    strong: bool


@cache
def _lexicon() -> tuple[Lexicon, frozenset[str]]:
    tables = load_tables("stance")
    entries = {
        "irony": tables["irony"]["words"],
        "disagrees strong": tables["disagrees"]["strong"],
        "agrees strong": tables["agrees"]["strong"],
        "disagrees weak": tables["disagrees"]["weak"],
        "agrees weak": tables["agrees"]["weak"],
        "turn": tables["turn"]["words"],
    }
    return Lexicon(entries), frozenset(tables["negation"]["words"])


def judge(sentences: Sequence[Sequence[Token]], text: str, introduces: bool = False) -> Judgement:
    """The stance of a stretch.

    Args:
        sentences: the tokens of its sentences, quoted words and what is reported of others left out.
        text: the post's text.
        introduces: whether the stretch leads up to findings; liking then says nothing of them.
    """
    hits: list[_Hit] = []
    turns = False
    ironic: list[Span] = []
    for tokens in sentences:
        words = [token for token in tokens if token.is_word]
        found, turned, irony = _hits(words, tokens, text)
        hits += found
        turns = turns or turned
        ironic += irony
    if ironic and not introduces:
        cues = sorted({*ironic, *(hit.span for hit in hits)})
        return Judgement(Stance.DISAGREES, tuple(cues), True)
    if introduces:
        hits = [hit for hit in hits if hit.strong]
    strong = any(hit.strong for hit in hits)
    agrees = [hit for hit in hits if hit.agrees]
    objects = [hit for hit in hits if not hit.agrees]
    both_strong = any(hit.strong for hit in agrees) and any(hit.strong for hit in objects)
    if agrees and objects and (turns or both_strong):
        chosen, stance = hits, Stance.MIXED
    else:
        weights = [sum(2 if hit.strong else 1 for hit in side) for side in (agrees, objects)]
        if weights[0] == weights[1]:
            return Judgement(Stance.NEUTRAL, (), False)
        stance = Stance.AGREES if weights[0] > weights[1] else Stance.DISAGREES
        chosen = agrees if weights[0] > weights[1] else objects
    return Judgement(stance, tuple(sorted({hit.span for hit in chosen})), strong)


def _hits(
    words: Sequence[Token], tokens: Sequence[Token], text: str
) -> tuple[list[_Hit], bool, list[Span]]:
    """The cues of one sentence, whether it turns a concession, and its marks of irony."""
    lexicon, negations = _lexicon()
    norms = [word.norm for word in words]
    question = any(text[token.start] == "?" for token in tokens[-3:])
    hits: list[_Hit] = []
    turns = False
    ironic: list[Span] = []
    for match in lexicon.find(norms):
        span = Span(words[match.first].start, words[match.last - 1].end)
        if match.label == "turn":
            turns = True
            continue
        if match.label == "irony":
            if not question:
                ironic.append(span)
            continue
        side, strength = match.label.split()
        strong = strength == "strong"
        if question or (not strong and not _evaluates(norms, match.first)):
            continue
        near = range(max(0, match.first - NEGATION_REACH), match.first)
        negation = next(
            (
                index
                for index in near
                if norms[index] in negations and norms[index + 1] not in _NOT_ONLY
            ),
            None,
        )
        agrees = side == "agrees"
        if negation is not None and not negations.intersection(match.phrase.split()):
            agrees = not agrees
            span = Span(words[negation].start, span.end)
        hits.append(_Hit(span, agrees, strong))
    return hits, turns, ironic


def _evaluates(norms: Sequence[str], at: int) -> bool:
    """Whether a word of liking or disliking is said of what stands before, not in passing."""
    if len(norms) <= EXCLAMATION:
        return True
    before = norms[max(0, at - 3) : at]
    return (at == 0) or (
        not _PREDICATES.isdisjoint(before) and not _POINTERS.isdisjoint(norms[max(0, at - 6) : at])
    )
