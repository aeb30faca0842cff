"""Words, figures, addresses and marks."""

from __future__ import annotations

import unicodedata

import pytest

from referat.text.words import (
    Piece,
    count_words,
    cut,
    normal,
    piece_of,
    pieces_between,
    scan,
    scanned,
)


def pieces(text: str) -> list[tuple[str, str]]:
    return [(piece.piece.name.lower(), text[piece.start : piece.end]) for piece in scan(text)]


@pytest.mark.parametrize(
    "word",
    ["don’t", "it's", "självklart-inte", "IT-avdelningen", "EU:s", "cafe\u0301", "rock’n’roll"],
)
def test_apostrophes_hyphens_and_accents_stay_inside_a_word(word: str) -> None:
    assert pieces(f"en {word}, ja")[1] == ("word", word)


@pytest.mark.parametrize("figure", ["2,5", "3.14", "12:30", "2010/11", "1\u00a0000"])
def test_a_figure_keeps_its_inner_separators(figure: str) -> None:
    assert pieces(f"om {figure}.") == [("word", "om"), ("figure", figure), ("mark", ".")]


@pytest.mark.parametrize(
    "address", ["https://a.se/x?y=1", "www.a.se", "info@a.se", "#tag", "@namn"]
)
def test_addresses_are_no_words(address: str) -> None:
    assert pieces(f"se {address} nu")[1] == ("address", address)
    assert count_words(f"se {address} nu") == 2


def test_emoji_and_underscores_are_marks() -> None:
    assert pieces("🙂_") == [("mark", "🙂"), ("mark", "_")]


def test_normal_forms_are_one_for_nfc_and_nfd_and_for_both_apostrophes() -> None:
    assert normal(unicodedata.normalize("NFD", "Återhållsam")) == "återhållsam"
    assert normal("Don’t") == "don't"
    assert normal("åter\u00adblick") == "återblick"


def test_soft_hyphens_stand_inside_their_word() -> None:
    text = "under\u00adsökningen visar"
    assert [piece.norm for piece in scan(text)] == ["undersökningen", "visar"]
    assert next(scan(text)).end == text.index(" ")


def test_a_part_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    text = "ett två tre"
    assert [(piece.start, piece.end) for piece in scan(text, 4, 7)] == [(4, 7)]
    assert list(pieces_between(scanned(text), 4, 11)) == list(scan(text, 4, 11))
    assert pieces_between(scanned(text), 5, 7) == ()  # no halves


def test_kinds_are_told_apart() -> None:
    assert [piece.piece for piece in scan("a 1 # ,")] == [
        Piece.WORD,
        Piece.FIGURE,
        Piece.MARK,
        Piece.MARK,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Se https://a.se/x?y=1 eller info@a.se, #tag @namn, 12:30 och 1\u00a0000 kr i EU:s café.",
        "cafe\u0301 70's 5G 3x 1@a.se ½ x² a_b _c under\u00adsökningen",
        "",
        "…",
    ],
)
def test_cutting_and_scanning_agree(text: str) -> None:
    parts = cut(text)
    assert "".join(parts) == text
    assert [(form, piece_of(form)) for form in parts[1::2]] == [
        (text[piece.start : piece.end], piece.piece)
        for piece in scan(text)
        if piece.piece is not Piece.MARK
    ]
