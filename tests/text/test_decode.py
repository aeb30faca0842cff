"""Bytes to text: encodings found, nothing changed, what is odd reported."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.text.decode import control_share, decode, replace_surrogates

SENTENCE = "Räksmörgås – ”på intranätet” kostar 5 €\r\n"


def codes(data: bytes) -> list[str]:
    return [oddity.code for oddity in decode(data).oddities]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("cp1252"), "windows-1252"),
        (SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_every_usual_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    assert decode(data) == (SENTENCE, encoding, ())


def test_stray_windows_bytes_in_utf_8_are_read_and_reported() -> None:
    data = "Först på svenska, ".encode() + "sen på annat sätt".encode("cp1252")
    decoded = decode(data)
    assert decoded.text == "Först på svenska, sen på annat sätt"
    assert codes(data) == ["mixed_encoding"]
    span = decoded.oddities[0].span
    assert span is not None
    assert span.of(decoded.text) == "å"


def test_quotation_mark_after_capital_umlaut_is_no_utf_8() -> None:
    # In Windows-1252, "Ö”" is the two bytes of a Hebrew accent in UTF-8.
    data = "”EN BÄTTRE MILJÖ” är på väg".encode("cp1252")
    assert decode(data).text == "”EN BÄTTRE MILJÖ” är på väg"


def test_bytes_that_windows_1252_leaves_open_are_kept() -> None:
    assert decode(b"\xe5\x81\xe5").text == "å\x81å"


def test_doubly_encoded_letters_are_reported_and_left() -> None:
    text = "PÃ¥ intranÃ¤tet"
    assert decode(text.encode()).text == text
    assert codes(text.encode()) == ["mojibake"]
    assert codes("Ã är en bokstav på portugisiska".encode()) == []


def test_soft_hyphens_entities_and_no_break_spaces_stay() -> None:
    text = "intra\u00adnätet&nbsp;\u00a0är\r\ndött\x0c"
    assert decode(text.encode()).text == text


def test_control_characters_are_reported_with_their_place() -> None:
    decoded = decode(b"hej\x00du")
    assert [oddity.code for oddity in decoded.oddities] == ["control_characters"]
    assert decoded.oddities[0].span == (3, 4)
    assert control_share("a\x00b\n") == (1, 0.25)


def test_half_surrogates_become_replacement_characters_of_the_same_length() -> None:
    text, odd = replace_surrogates("a\ud800b")
    assert text == "a\ufffdb"
    assert odd[0].code == "lone_surrogate"
    assert replace_surrogates("å🙂") == ("å🙂", ())


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_that_can_be_written(data: bytes) -> None:
    decoded = decode(data)
    decoded.text.encode("utf-8")
    for oddity in decoded.oddities:
        assert oddity.span is None or oddity.span.end <= len(decoded.text)


@given(st.text(max_size=300))
def test_utf_8_is_never_changed(text: str) -> None:
    data = text.encode("utf-8")
    starts_odd = text.startswith("\ufeff") or "\x00" in text
    assert starts_odd or decode(data).text == text


def test_each_byte_of_windows_1252_has_its_character_alone_and_among_utf_8() -> None:
    for byte in range(0x80, 0x100):
        single = bytes([byte])
        wanted = single.decode("cp1252", "ignore") or single.decode("latin-1")
        assert decode(b"\xe5 \xe4 \xf6 " + single + b" ord").text == f"å ä ö {wanted} ord"
        mixed = "årliga möten på tjänster ".encode() + single + b" ord"
        assert decode(mixed).text == f"årliga möten på tjänster {wanted} ord"
