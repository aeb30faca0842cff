"""What a stretch of commentary thinks of what it is about.

Cues come from a lexicon in two strengths: words of agreement and objection as such, and words of
liking and disliking. A negation turns a cue round; a word of concession between cues of both kinds
makes the stance mixed; irony turns praise into objection. What is judged here is one of the things
that the stance head (`referat.stance_head`) looks at.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
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
    "är var vore blir känns kändes låter lät verkar tycker så is was sounds seems it's".split()
)
_POINTERS = frozenset(
    ["det", "detta", "den", "de", "här", "this", "that", "it", "jag", "vi", "mig", "oss", "i"]
)


# "inte bara bra", "not only good" negate nothing.
_NOT_ONLY = frozenset(["bara", "minst", "endast", "enbart", "ens", "only", "just"])


_FIRST_PERSON = frozenset(["jag", "vi", "mig", "oss", "i"])


# Most words of an opening question that throws a finding back: "Vilka kunder då?"
ECHO = 6
_LIMITING = frozenset("men fast dock däremot but however".split())
_OUGHT = frozenset("bör borde måste should must".split())


class Place(Enum):
    """Where a stretch of commentary stands to findings."""

    BEFORE = "before"  # leads up to them
    BEHIND = "behind"  # follows them directly
    APART = "apart"


class Judgement(NamedTuple):
    """A stance, and the cues that show it."""

    stance: Stance
    cues: tuple[Span, ...]
    strong: bool
    ironic: bool = False


class _Hit(NamedTuple):
    span: Span
    agrees: bool | None  # None: both, as "kluven"
    strong: bool
    first_person: bool = False
    sentence: int = 0


class _Found(NamedTuple):
    hits: list[_Hit]
    turns: list[tuple[int, Span]]
    irony: list[Span]


@cache
def _lexicon() -> tuple[Lexicon, Lexicon, frozenset[str]]:
    """Cues that count anywhere, cues that count where a sentence begins, and negations."""
    tables = load_tables("stance")
    anywhere = {
        "irony": tables["irony"]["words"],
        "both strong": tables["both"]["words"],
        "disagrees strong": tables["disagrees"]["strong"],
        "agrees strong": tables["agrees"]["strong"],
        "disagrees weak": tables["disagrees"]["weak"],
        "agrees weak": tables["agrees"]["weak"],
        "turn": tables["turn"]["words"],
    }
    opening = {
        "disagrees strong": tables["disagrees"]["opening"],
        "agrees strong": tables["agrees"]["opening"],
    }
    return Lexicon(anywhere), Lexicon(opening), frozenset(tables["negation"]["words"])


def judge(sentences: Sequence[Sequence[Token]], text: str, place: Place = Place.APART) -> Judgement:
    """The stance of a stretch.

    Args:
        sentences: the tokens of its sentences, without what is quoted or reported of others.
        text: the post's text.
        place: where it stands to findings. What leads up to them says nothing of them by liking;
            what follows them directly shows its stance by structure, too.
    """
    hits: list[_Hit] = []
    turns: list[tuple[int, Span]] = []
    ironic: list[Span] = []
    for index, tokens in enumerate(sentences):
        found = _hits(index, tokens, text)
        hits += found.hits
        turns += found.turns
        ironic += found.irony
    if place is Place.BEFORE:
        hits = [hit for hit in hits if hit.strong and hit.first_person]
    elif ironic:
        cues = sorted({*ironic, *(hit.span for hit in hits)})
        return Judgement(Stance.DISAGREES, tuple(cues), True, True)
    if place is Place.BEHIND:
        turned = _turned(sentences, text, hits)
        if turned is not None:
            return turned
        hits = hits or _by_structure(sentences, text)
    return _weighed(hits, turns, text)


def _weighed(hits: Sequence[_Hit], turns: Sequence[tuple[int, Span]], text: str) -> Judgement:
    """The stance that the cues of a stretch show together. Agreement that a word such as "men"
    takes back makes it mixed, also where what follows holds no cue; an exclamation of liking
    ("Bra!") only where it does so in the same sentence.
    """
    strong = any(hit.strong for hit in hits)
    agrees = [hit for hit in hits if hit.agrees is not False]
    objects = [hit for hit in hits if hit.agrees is not True]
    both_strong = any(hit.strong for hit in agrees) and any(hit.strong for hit in objects)
    torn = any(hit.agrees is None for hit in hits)
    if agrees and objects and (turns or both_strong or torn):
        return Judgement(Stance.MIXED, tuple(sorted({hit.span for hit in hits})), strong)
    limits = [
        turn
        for sentence, turn in turns
        if turn.of(text).lower() in _LIMITING
        and any(
            turn.start >= hit.span.end and (hit.strong or hit.sentence == sentence)
            for hit in agrees
        )
    ]
    if agrees and not objects and limits:
        cues = {limits[0], *(hit.span for hit in agrees)}
        return Judgement(Stance.MIXED, tuple(sorted(cues)), strong)
    weights = [sum(2 if hit.strong else 1 for hit in side) for side in (agrees, objects)]
    if weights[0] == weights[1]:
        return Judgement(Stance.NEUTRAL, (), False)
    chosen = agrees if weights[0] > weights[1] else objects
    stance = Stance.AGREES if weights[0] > weights[1] else Stance.DISAGREES
    return Judgement(stance, tuple(sorted({hit.span for hit in chosen})), strong)


def _turned(
    sentences: Sequence[Sequence[Token]], text: str, hits: Sequence[_Hit]
) -> Judgement | None:
    """A concession by structure: behind a finding, a sentence that begins with "Fast", "Men" or
    "Däremot" takes back a part of what stands before it, whatever that is.
    """
    turns = frozenset(load_tables("stance")["turn"]["opening"])
    for index, tokens in enumerate(sentences[1:4], 1):
        first = next((token for token in tokens if token.is_word), None)
        if first is None or first.norm not in turns or text[first.start].islower():
            continue
        before = {hit.agrees for hit in hits if hit.sentence < index}
        behind = {hit.agrees for hit in hits if hit.sentence >= index}
        if before <= {False} and before and True not in behind:
            return None  # an objection that goes on
        if behind == {True} and not before:
            return None  # "… Men visst har de rätt": what stood before was no objection
        cues = {Span(first.start, first.end), *(hit.span for hit in hits)}
        return Judgement(Stance.MIXED, tuple(sorted(cues)), any(hit.strong for hit in hits))
    return None


def _by_structure(sentences: Sequence[Sequence[Token]], text: str) -> list[_Hit]:
    """What the form of the first sentence behind a finding shows where no word does: a short
    question doubts it, "Men" objects, and "bör" or "måste" draws its conclusion.
    """
    if not sentences:
        return []
    words = [token for token in sentences[0] if token.is_word]
    if not words:
        return []
    whole = Span(words[0].start, sentences[0][-1].end)
    if whole.of(text).rstrip('”"').endswith("?"):
        return [_Hit(whole, False, False)] if len(words) <= ECHO and len(sentences) > 1 else []
    if words[0].norm == "men":
        return [_Hit(Span(words[0].start, words[0].end), False, False)]
    for tokens in sentences:
        for token in tokens:
            if token.norm in _OUGHT:
                return [_Hit(Span(token.start, token.end), True, False)]
    return []


def _hits(sentence: int, tokens: Sequence[Token], text: str) -> _Found:
    """The cues of one sentence, its words of concession, and its marks of irony."""
    words = [token for token in tokens if token.is_word]
    lexicon, opening, negations = _lexicon()
    norms = [word.norm for word in words]
    personal = not _FIRST_PERSON.isdisjoint(norms)
    question = any(text[token.start] == "?" for token in tokens[-3:])
    hits: list[_Hit] = []
    turns: list[tuple[int, Span]] = []
    ironic: list[Span] = []
    first = opening.at(norms, 0) if norms else None
    if first is not None and not question:
        span = Span(words[0].start, words[first.last - 1].end)
        hits.append(_Hit(span, first.label.startswith("agrees"), True, sentence=sentence))
    for match in lexicon.find(norms):
        span = Span(words[match.first].start, words[match.last - 1].end)
        if match.label == "turn":
            turns.append((sentence, span))
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
        if side == "both":
            hits.append(_Hit(span, None, True, personal, sentence))
            continue
        if first is not None and match.last <= first.last:
            continue
        agrees = side == "agrees"
        if negation is not None and not negations.intersection(match.phrase.split()):
            agrees = not agrees
            span = Span(words[negation].start, span.end)
        hits.append(_Hit(span, agrees, strong, personal, sentence))
    return _Found(hits, turns, ironic)


def _evaluates(norms: Sequence[str], at: int) -> bool:
    """Whether a word of liking or disliking is said of what stands before, not in passing."""
    if len(norms) <= EXCLAMATION:
        return True
    before = norms[max(0, at - 3) : at]
    return (at == 0) or (
        not _PREDICATES.isdisjoint(before) and not _POINTERS.isdisjoint(norms[max(0, at - 6) : at])
    )
