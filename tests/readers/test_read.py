"""Opening inputs: which reader, and one-line refusals that say what to do."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.errors import (
    EmptyInputError,
    InputError,
    NotFoundError,
    NotTextError,
    TooLargeError,
)
from referat.post import Post
from referat.readers import read, read_text
from referat.settings import load_settings

SETTINGS = load_settings().input
SMALL = load_settings(changes={"input": {"max_bytes": 20}}).input


def first(origin: str, data: bytes) -> Post:
    return next(iter(read(origin, SETTINGS, data)))


def test_plain_text_is_left_as_it_is() -> None:
    post = first("a.txt", "\ufeffEn rad\r\n\r\nTvå <rader>\r\n".encode())
    assert post.text == "En rad\r\n\r\nTvå <rader>\r\n"
    assert post.blocks is None
    assert post.meta.origin == "a.txt"


@pytest.mark.parametrize(
    ("origin", "data", "text"),
    [
        ("a.txt", b"<!DOCTYPE html><p>Hej &amp; du</p>", "Hej & du"),
        ("a.html", b"Hej &amp; du", "Hej & du"),
        ("a.md", b"# Hej\n\n*du*", "Hej\n\ndu"),
        ("utan-namn", b"---\ntitle: Hej\n---\n*du*", "du"),
        ("a.xyz", b"*du*", "*du*"),
        ("a.md", b"<div>Hej</div>\n\n**du**", "Hej\n\ndu"),
    ],
)
def test_content_is_believed_before_the_name(origin: str, data: bytes, text: str) -> None:
    assert first(origin, data).text == text


@pytest.mark.parametrize(
    ("data", "error", "found"),
    [
        (b"", EmptyInputError, "empty"),
        (b" \r\n\xc2\xa0", EmptyInputError, "empty"),
        (b"\xef\xbb\xbf", EmptyInputError, "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", InputError, "a PDF that is damaged or incomplete"),
        (b"\x89PNG\r\n\x1a\n\x00", NotTextError, "a PNG image"),
        (b"\xff\xd8\xff\xe0", NotTextError, "a JPEG image"),
        (b"PK\x03\x04....word/document.xml", InputError, "a Word document that is damaged"),
        (b"PK\x03\x04....xl/workbook.xml", NotTextError, "an Excel workbook"),
        (b"PK\x03\x04....", InputError, "a damaged ZIP archive"),
        (b"{\\rtf1 hej}", NotTextError, "an RTF document"),
        (bytes(range(256)) * 4, NotTextError, "binary data"),
        (b"x" * (SETTINGS.max_bytes + 1), TooLargeError, "larger than 10,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    data: bytes, error: type[InputError], found: str
) -> None:
    with pytest.raises(error) as caught:
        first("mapp/fil.txt", data)
    message = str(caught.value)
    assert message.startswith("mapp/fil.txt: ")
    assert found in message
    assert "; " in message
    assert "\n" not in message


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(EmptyInputError):
        first("a.html", b"<html><body><script>var a;</script></body></html>")


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        next(iter(read(tmp_path / "saknas.txt", SETTINGS)))
    with pytest.raises(EmptyInputError, match="no file in it"):
        next(iter(read(tmp_path, SETTINGS)))
    with pytest.raises(NotFoundError, match="no file fits"):
        next(iter(read(tmp_path / "*.txt", SETTINGS)))
    with pytest.raises(NotFoundError):
        next(iter(read("a\x00b", SETTINGS)))


def test_a_file_is_read_with_its_path_as_origin(tmp_path: Path) -> None:
    path = tmp_path / "inlägg.txt"
    path.write_bytes("Hallå".encode("cp1252"))
    post = next(iter(read(path, SETTINGS)))
    assert (post.text, post.meta.origin) == ("Hallå", str(path))


def test_the_limit_counts_bytes_of_files_and_strings(tmp_path: Path) -> None:
    path = tmp_path / "stor.txt"
    path.write_bytes(b"x" * 21)
    with pytest.raises(TooLargeError):
        next(iter(read(path, SMALL)))
    with pytest.raises(TooLargeError):
        read_text("å" * 11, settings=SMALL)
    assert read_text("å" * 10, settings=SMALL).text == "å" * 10


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO("Hallå där".encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    post = next(iter(read("-", SETTINGS)))
    assert (post.text, post.meta.origin) == ("Hallå där", "-")


def test_half_surrogates_in_a_string_are_replaced_with_a_warning() -> None:
    post = read_text("hej\ud83d", settings=SETTINGS)
    assert post.text == "hej\ufffd"
    assert [oddity.code for oddity in post.warnings] == ["lone_surrogate"]


@pytest.mark.parametrize("name", ["markdown", "html", "txt"])
@given(text=st.text(min_size=1, max_size=200))
def test_any_string_gives_a_post_that_can_be_written(name: str, text: str) -> None:
    try:
        post = read_text(text, format=name, settings=SETTINGS)
    except EmptyInputError:
        return
    post.text.encode("utf-8")
    for block in post.blocks or ():
        words = block.span.of(post.text)
        assert words == words.strip() != ""
