"""The text layer of PDFs."""

from __future__ import annotations

import io
import logging
import threading
import zlib

import pypdf
import pytest
from fpdf import FPDF

from referat.errors import EmptyInputError, InputError, TooLargeError
from referat.post import Post
from referat.readers import read
from referat.settings import load_settings
from referat.stages.blocks import Blocks

SETTINGS = load_settings().input
OPENING = (
    "En ny rapport om delade kök på kontor har kommit, och den bekräftar det mesta som vi "
    "redan har anat i åratal när vi har stått där med vår kalla kopp."
)
QUOTED = (
    "Shared kitchens have not become cleaner over the last ten years, and every third sponge "
    "is older than the team that owns it. (...)"
)


def a_document(pages: int = 3) -> FPDF:
    pdf = FPDF()
    pdf.set_title("Egenskapens rubrik")
    pdf.set_author("Anna Ek")
    for number in range(1, pages + 1):
        pdf.add_page()
        line(pdf, "Kontorsbrevet", size=8)
        if number == 1:
            line(pdf, "Köket som ingen städar", size=20)
        line(pdf, OPENING.replace("En ny", f"Den {'en två tre fyra'.split()[number % 4]} nya"))
        line(pdf, QUOTED, left=25)
        line(pdf, "Det stämmer på pricken hos oss.")
        if number == 2:
            line(pdf, "Vad man kan göra", size=15)
            line(pdf, "1. Diska")
            line(pdf, "2. Torka")
        pdf.set_y(-20)
        line(pdf, f"Sida {number} av {pages}", size=8)
    return pdf


def line(pdf: FPDF, text: str, size: float = 11, left: float = 10) -> None:
    pdf.set_font("Helvetica", size=size)
    pdf.set_x(left)
    pdf.multi_cell(190 - 2 * left, size / 2, text, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)


def parsed(data: bytes) -> Post:
    (post,) = read("inlägg", SETTINGS, data)
    return post


def test_lines_become_paragraphs_and_the_text_stays_as_it_is() -> None:
    post = parsed(bytes(a_document().output()))
    own = [block for block in post.blocks or () if block.section is None]
    words = [(block.kind.value, " ".join(block.span.of(post.text).split())) for block in own]
    assert words[:4] == [
        ("title", "Köket som ingen städar"),
        ("paragraph", OPENING.replace("En ny", "Den två nya")),
        ("blockquote", QUOTED),
        ("paragraph", "Det stämmer på pricken hos oss."),
    ]
    assert ("heading", "Vad man kan göra") in words
    assert [block.span.of(post.text) for block in own if block.kind == "list_item"] == [
        "Diska",
        "Torka",
    ]
    assert "\n" in own[1].span.of(post.text)
    assert (post.meta.title, post.meta.author) == ("Egenskapens rubrik", "Anna Ek")


def test_headers_footers_and_page_numbers_are_chrome() -> None:
    post = Blocks()(parsed(bytes(a_document().output())))
    chrome = [block.span.of(post.text) for block in post.blocks or () if block.section == "chrome"]
    assert chrome == [
        words for page in (1, 2, 3) for words in ("Kontorsbrevet", f"Sida {page} av 3")
    ]


def test_a_hyphen_at_a_line_s_end_is_kept_in_the_text() -> None:
    pdf = FPDF()
    pdf.add_page()
    line(pdf, "Vi har ett gemensamt disk-\nställ, som ingen vill veta av.")
    post = parsed(bytes(pdf.output()))
    assert [block.span.of(post.text) for block in post.blocks or ()] == [
        "Vi har ett gemensamt disk-\nställ, som ingen vill veta av."
    ]


def test_what_has_no_text_or_a_password_is_refused() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    with pytest.raises(EmptyInputError, match="OCR"):
        parsed(bytes(pdf.output()))
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bytes(a_document().output())))
    writer.encrypt("hemligt", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(InputError, match="encrypted"):
        parsed(stream.getvalue())


def test_too_many_pages_are_refused() -> None:
    writer = pypdf.PdfWriter()
    for _ in range(301):
        writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(TooLargeError, match="300 pages"):
        parsed(stream.getvalue())


def by_hand(content: bytes, pages: str = "[3 0 R]", filters: str = "") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids " + pages.encode() + b">>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font"
        b"<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>endobj\n"
        b"4 0 obj<</Length "
        + str(len(content)).encode()
        + filters.encode()
        + b">>stream\n"
        + content
        + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF"
    )


def test_a_file_without_a_table_of_its_objects_is_read() -> None:
    assert parsed(by_hand(b"BT /F 12 Tf 20 100 Td (Ord) Tj ET")).text.strip() == "Ord"


def test_bombs_and_circles_are_refused() -> None:
    bomb = zlib.compress(b"BT /F 12 Tf (a) Tj ET " * 2_000_000)
    with pytest.raises(InputError, match="beyond all measure"):
        parsed(by_hand(bomb, filters="/Filter/FlateDecode"))
    with pytest.raises(InputError):
        parsed(by_hand(b"", pages="[2 0 R]"))
    with pytest.raises(InputError):
        parsed(by_hand(b"[" * 10_000 + b"BT ET"))
    with pytest.raises(InputError, match="beyond all measure"):
        parsed(by_hand(b"BT /F 12 Tf (a) Tj ET " * 100_000))


def test_a_document_cut_or_garbled_anywhere_is_read_or_refused() -> None:
    data = bytes(a_document(1).output())
    for at in range(9, len(data), 97):
        garbled = bytearray(data)
        garbled[at] ^= 0x15
        for broken in (data[:at], bytes(garbled)):
            try:
                parsed(broken)
            except InputError as error:
                assert "\n" not in str(error)


@pytest.mark.parametrize("level", [logging.NOTSET, logging.DEBUG, logging.ERROR])
def test_the_level_of_the_librarys_logger_is_only_changed_while_it_reads(
    level: int, caplog: pytest.LogCaptureFixture
) -> None:
    whole = bytes(a_document().output())
    mended = whole.replace(b"startxref\n", b"startxref\n9")
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(level)
    try:
        assert parsed(mended).text
        with pytest.raises(InputError):
            parsed(whole[:500])
        assert not caplog.records
        assert logger.level == level
        pypdf.PdfReader(io.BytesIO(mended))
        assert bool(caplog.records) is (level != logging.ERROR)
    finally:
        logger.setLevel(before)


def test_threads_that_read_at_once_put_the_level_back() -> None:
    data = bytes(a_document().output())
    logger = logging.getLogger("pypdf")
    before = logger.level
    threads = [threading.Thread(target=parsed, args=(data,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert logger.level == before
