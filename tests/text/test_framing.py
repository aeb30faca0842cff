"""What stands around a statement and is no part of it."""

from __future__ import annotations

import pytest

from referat.post import Token
from referat.span import Span
from referat.text.framing import unframed
from referat.text.words import Piece, scan


def bare(sentence: str) -> str:
    words = [
        Token(piece.start, piece.end, piece.norm, True)
        for piece in scan(sentence)
        if piece.piece is Piece.WORD
    ]
    return unframed(sentence, Span(0, len(sentence)), words)[0].of(sentence)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("and I have paid it.", "I have paid it."),
        ("Ja, och räven är hönsgårdens vän.", "räven är hönsgårdens vän."),
        ("Här tycker jag att de drar för stora växlar.", "de drar för stora växlar."),
        ("Lägg märke till att inga ställen ingår.", "inga ställen ingår."),
        ("Min son säger att kodein är knark.", "kodein är knark."),
        ("but it should be noted that they had no reason.", "they had no reason."),
        ("Så är det i hela landet, faktiskt.", "Så är det i hela landet"),
    ],
)
def test_openers_frames_and_seasoning_stand_outside(sentence: str, statement: str) -> None:
    assert bare(sentence) == statement


@pytest.mark.parametrize(
    "sentence",
    [
        "Jag tror att det gäller även här.",
        "Det hon sedan under lång tid hävdar att hon sett är tunt.",
        "They want time, tools and trust.",
        "Ja visst.",
    ],
)
def test_what_weakens_a_statement_belongs_to_it(sentence: str) -> None:
    assert bare(sentence) == sentence
