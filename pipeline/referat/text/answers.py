"""The digest's sentences about what readers answer.

A reader is told where a comment says something: a claim, or a sentence that shows agreement or
objection. Thanks, greetings and "Ok, då förstår jag" are comments, and nothing for a digest. That a
reader agrees or objects is said only where the words that are quoted show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from referat.post import Claim, Commentary, DigestSentence, Stance, Voice
from referat.span import Span
from referat.text.material import Material, unique
from referat.text.phrasing import one_stop

# Fewest words of a reader's sentence that says something by itself.
FEWEST = 4
# Words up to which a sentence that begins with "Ok" or "Jaha" only takes note.
NOTED = 6
# What a sentence weighs that holds no claim, beside the salience of one that does; and what it
# weighs more where it shows a stance.
BARE, JUDGES = 0.3, 0.1


class _Answer(NamedTuple):
    """What of a comment is told: its words, the ids they rest on, their stance, their weight."""

    span: Span
    ids: tuple[str, ...]
    stance: Stance
    weight: float


def readers(material: Material, most: int) -> list[DigestSentence]:
    """What readers say, one sentence a comment, the ``most`` weightiest that say something, in the
    order of the text.
    """
    by_comment: dict[str, list[Commentary]] = {}
    for item in material.commentary:
        if item.comment is not None and item.voice is Voice.READER:
            by_comment.setdefault(item.comment, []).append(item)
    answers = []
    for place, comment in enumerate(material.post.comments):
        answer = _answer(material, by_comment.get(comment.id, ()))
        if answer is not None:
            answers.append((place, comment, answer))
    answers = sorted(answers, key=lambda told: (-told[2].weight, told[0]))[:most]
    return [
        _told(material, comment.id, comment.author, answer)
        for _, comment, answer in sorted(answers, key=lambda told: told[0])
    ]


def _told(material: Material, comment: str, author: str | None, answer: _Answer) -> DigestSentence:
    name = {Stance.AGREES: "reader_agrees", Stance.DISAGREES: "reader_disagrees"}.get(
        answer.stance, "reader"
    )
    text = material.phrases[f"{name}_named" if author else name].format(
        speaker=author, quote=material.quoted(answer.span)
    )
    return DigestSentence(one_stop(text), unique([*answer.ids, comment]), Voice.READER)


def _answer(material: Material, items: Sequence[Commentary]) -> _Answer | None:
    """What is told of a comment; ``None`` where it says nothing that a digest needs."""
    found = [answer for item in items for answer in _answers(material, item)]
    return max(found, key=lambda one: (one.weight, -one.span.start), default=None)


def _answers(material: Material, item: Commentary) -> list[_Answer]:
    """The sentences of a piece that say something: those that show its stance, and its claims."""
    claims = material.claims_of(item.id)
    found = []
    for own in item.own:
        for sentence in material.sentences_near(own):
            span = material.within(sentence.span, own)
            inside = [claim for claim in claims if span.holds(claim.span)]
            shows = any(span.overlaps(cue) for cue in item.cues)
            if not _says_something(material, span) or not (inside or shows):
                continue
            stance = item.stance if shows else Stance.NEUTRAL
            if stance is Stance.NEUTRAL and not inside:
                continue
            found.append(_weighed(item, span, inside, stance))
    return found


def _says_something(material: Material, span: Span) -> bool:
    """Whether a sentence says more than that somebody has read: no thanks, no question, and no
    "Ok, då förstår jag".
    """
    said = span.of(material.text)
    words = [
        word.lower().strip(",.!?:;")
        for word in said.split()
        if any(letter.isalnum() for letter in word)
    ]
    if len(words) < FEWEST or said.rstrip().endswith("?"):
        return False
    notes = words[0] in material.phrases["notes"] and len(words) <= NOTED
    return words[0] not in material.phrases["thanks"] and not notes


def _weighed(item: Commentary, span: Span, claims: Sequence[Claim], stance: Stance) -> _Answer:
    """A sentence with its weight: a claim counts most, then a stance, then how much is said."""
    weight = max((claim.salience for claim in claims), default=BARE)
    if stance is not Stance.NEUTRAL:
        weight += JUDGES
    ids = [ident for claim in claims[:1] for ident in (claim.id,)]
    return _Answer(span, (*ids, item.id), stance, weight)
