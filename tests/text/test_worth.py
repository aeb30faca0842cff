"""What a statement of the writer's own is worth."""

from __future__ import annotations

import pytest

from referat.post import Certainty, Stance, Token
from referat.text.modality import Modality
from referat.text.words import Piece, scan
from referat.text.worth import Statement, known_traits, traits, worth


def stated(sentence: str, *, figures: bool = False, opens: bool = False) -> Statement:
    words = [
        Token(piece.start, piece.end, piece.norm, True)
        for piece in scan(sentence)
        if piece.piece is Piece.WORD
    ]
    return Statement(
        words=words,
        sentence=sentence,
        stance=Stance.NEUTRAL,
        modality=Modality(negated=False, certainty=Certainty.ASSERTED, cues=()),
        outright=False,
        cued=False,
        figures=figures,
        reader=False,
        answers=False,
        place=2,
        opens=opens,
        listed=False,
    )


def test_advice_is_worth_more_than_a_scene() -> None:
    advice = stated("Kommunerna borde läsa rapporten före nästa budget.")
    scene = stated("Så satt jag där med kaffet och läste!", opens=True)
    assert worth(advice) > 0.5 > worth(scene)


def test_a_figure_raises_the_worth() -> None:
    plain = stated("Avgiften ligger på samma nivå i de flesta kommuner.")
    counted = stated("Avgiften ligger på samma nivå i de flesta kommuner.", figures=True)
    assert worth(counted) > worth(plain)


@pytest.mark.parametrize(
    ("sentence", "trait"),
    [
        ("Den som läser betalar två gånger.", "whoever"),
        ("Så är det nog.", "resumes"),
        ("Vi lagade hela taket själva.", "own"),
        ("Hon ställer fel fråga till fel folk.", "others"),
        ("Det blev en bra dag!", "exclaims"),
        ("Alla borde få mer tid.", "recommendation"),
    ],
)
def test_traits_have_names_and_points(sentence: str, trait: str) -> None:
    shown = set(traits(stated(sentence)))
    assert trait in shown
    assert shown <= set(known_traits())
