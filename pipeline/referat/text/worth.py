"""What a writer's or reader's statement is worth to somebody who reads a digest.

Commentary judges, advises and predicts, and between it all tells a story, sets a scene, thanks and
jokes. No word tells the one from the other for certain. So each trait of a statement (it gives a
figure, it denies, it opens the post, it begins "Den som …") has points in ``worth.toml``, and their
sum says how likely an editor would count the statement as a claim. The points were fitted to the
corpus' train split by ``scripts/fit_worth.py``, as a logistic regression over these traits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from referat.post import Certainty, Stance, Token
from referat.text.lexicon import load_tables
from referat.text.modality import Modality
from referat.text.statements import claim_kind

ENOUGH = 0.34
"""The likelihood from which on a statement is a claim: where F1 on train is highest."""

# Words of a statement: fewer are short, more are long, many more very long.
SHORT, LONG, VERY_LONG = 6, 13, 21
# Statements of one commentary from which on one is far down.
FAR = 5
_OWN = frozenset("jag vi min mitt mina vår vårt våra mig oss i we my our me us".split())
_OTHERS = frozenset("han hon hen de dom he she they".split())
_COPULA = frozenset(["är", "is", "are"])


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a commentary, with what its traits are told from."""

    words: Sequence[Token]
    sentence: str  # the sentence that holds it, as it stands
    stance: Stance
    modality: Modality
    outright: bool  # whether it, or what frames it, says that it is an opinion
    cued: bool  # whether a cue of the commentary's stance stands in it
    figures: bool
    reader: bool
    answers: bool  # whether the writer says it in a comment
    place: int  # its place in its commentary, from 1
    opens: bool  # whether it stands in the post's first paragraph
    listed: bool  # whether its block is a list item


def worth(statement: Statement) -> float:
    """How likely a statement is a claim, 0 to 1."""
    points = load_tables("worth")["points"]
    return 1 / (1 + exp(-sum(points[trait] for trait in traits(statement))))


@cache
def known_traits() -> tuple[str, ...]:
    """All traits, in order."""
    return tuple(sorted(load_tables("worth")["points"]))


def traits(statement: Statement) -> Iterator[str]:
    """The traits of a statement."""
    yield "any"
    yield statement.stance.value
    yield from (name for name, holds in _standing(statement).items() if holds)
    yield from (name for name, holds in _wording(statement).items() if holds)


def _standing(statement: Statement) -> dict[str, bool]:
    """Traits of where and by whom it is said."""
    ending = statement.sentence.rstrip()[-1:]
    return {
        "reader": statement.reader,
        "answers": statement.answers,
        "cued": statement.cued,
        "first": statement.place == 1,
        "far": statement.place >= FAR,
        "opens": statement.opens,
        "listed": statement.listed,
        "exclaims": ending == "!",
        "quotes": any(mark in statement.sentence for mark in '"”“»'),
    }


def _wording(statement: Statement) -> dict[str, bool]:
    """Traits of its words."""
    words = statement.words
    norms = [word.norm for word in words]
    own = not _OWN.isdisjoint(norms)
    past = any("Tense=Past" in w.features and "VerbForm=Fin" in w.features for w in words)
    roots = [word.tag for word in words if word.relation == "root"]
    kind = claim_kind(norms, of_source=False).value
    return {
        "short": len(norms) < SHORT,
        "long": len(norms) >= LONG,
        "very_long": len(norms) >= VERY_LONG,
        "opinion": statement.outright,
        "recommendation": kind == "recommendation",
        "prediction": kind == "prediction",
        "negated": statement.modality.negated,
        "hedged": statement.modality.certainty is not Certainty.ASSERTED,
        "qualified": bool(statement.modality.cues),
        "figure": statement.figures,
        "own": own,
        "past": past,
        "own_past": own and past,
        "others": norms[0] in _OTHERS,
        "orders": "Mood=Imp" in words[0].features,
        "resumes": norms[0] in ("så", "so"),
        "whoever": norms[0] in ("den", "de") and "som" in norms[1:3],
        "is": not _COPULA.isdisjoint(norms[:6]),
        "superlative": any("Degree=Sup" in word.features for word in words),
        "adjective": "ADJ" in roots,
        "noun": "NOUN" in roots,
        "person": any(word.name == "B-PER" for word in words),
    }
