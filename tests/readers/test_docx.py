"""Word documents: what they say, and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Cm

from referat.errors import EmptyInputError, InputError, NotTextError, TooLargeError
from referat.post import Post
from referat.readers import read
from referat.settings import load_settings
from referat.stages.blocks import Blocks

SETTINGS = load_settings().input
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(make: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    document.core_properties.title = "Egenskapens rubrik"
    document.core_properties.author = "Anna Ek"
    document.core_properties.created = datetime(2012, 5, 3, 14, 2)
    make(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def parsed(data: bytes, name: str = "inlägg") -> Post:
    (post,) = read(name, SETTINGS, data)
    return post


def kinds(post: Post) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(post.text)) for block in post.blocks or ()]


def body(xml: str) -> Callable[[Any], object]:
    """Makes a document of the given elements."""

    def make(document: Any) -> None:
        namespaces = (
            f'xmlns:w="{W}" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        )
        for element in reversed(list(parse_xml(f"<w:body {namespaces}>{xml}</w:body>"))):
            document.element.body.insert(0, element)

    return make


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            raw = old.read(name)
            new.writestr(name, change(raw) if name == part else raw)
    return stream.getvalue()


def a_post(document: Any) -> None:
    document.add_heading("Köket som ingen städar", 0)
    document.add_paragraph(
        "En ny rapport om delade kök på kontor har kommit, och den bekräftar det mesta vi anat."
    )
    document.add_heading("Vad de såg", 1)
    document.add_paragraph("Shared kitchens have not become cleaner in ten years.", style="Quote")
    quoted = document.add_paragraph("Every third sponge is older than the team that owns it.")
    quoted.paragraph_format.left_indent = quoted.paragraph_format.right_indent = Cm(1)
    document.add_paragraph("Det stämmer på pricken hos oss.")
    document.add_paragraph("Diska", style="List Bullet")
    document.add_paragraph("Torka", style="List Number")
    document.add_paragraph("Diskhon en fredag", style="Caption")
    table = document.add_table(2, 2)
    for cell, words in zip((c for row in table.rows for c in row.cells), "abcd", strict=True):
        cell.text = words
    document.add_paragraph("2 kommentarer")
    document.add_paragraph("Bosse Ström, 4 maj 2012")
    document.add_paragraph("Hos oss är det precis tvärtom, faktiskt.")
    document.add_paragraph("Anna Ek, 5 maj 2012")
    document.add_paragraph("Då får du gärna berätta hur ni gör!")


def test_styles_say_what_a_paragraph_is() -> None:
    post = parsed(packed(a_post))
    assert kinds(post)[:10] == [
        ("title", "Köket som ingen städar"),
        ("paragraph", post.text.split("\n\n")[1]),
        ("heading", "Vad de såg"),
        ("blockquote", "Shared kitchens have not become cleaner in ten years."),
        ("blockquote", "Every third sponge is older than the team that owns it."),
        ("paragraph", "Det stämmer på pricken hos oss."),
        ("list_item", "Diska"),
        ("list_item", "Torka"),
        ("caption", "Diskhon en fredag"),
        ("paragraph", "a | b"),
    ]
    assert [block.lead.value for block in (post.blocks or ())[6:8]] == ["bullet", "number"]
    assert (post.meta.title, post.meta.author) == ("Köket som ingen städar", "Anna Ek")
    assert post.meta.published == "2012-05-03T14:02:00Z"


def test_comments_below_the_post_are_told_apart() -> None:
    post = Blocks()(parsed(packed(a_post)))
    assert [(each.author, each.by_writer) for each in post.comments] == [
        ("Bosse Ström", False),
        ("Anna Ek", True),
    ]
    assert not post.warnings


def test_tracked_changes_are_accepted_and_hidden_words_left_out() -> None:
    post = parsed(
        packed(
            body(
                "<w:p><w:r><w:t>Det blev </w:t></w:r>"
                "<w:del><w:r><w:delText>sämre</w:delText></w:r></w:del>"
                "<w:ins><w:r><w:t>bättre</w:t></w:r></w:ins>"
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hemligt</w:t></w:r></w:p>"
                "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Ett </w:t></w:r></w:p>"
                "<w:p><w:r><w:t>stycke.</w:t></w:r></w:p>"
            )
        )
    )
    assert post.text == "Det blev bättre\n\nEtt stycke."


def test_links_emphasis_breaks_and_hyphens_are_kept() -> None:
    def make(document: Any) -> None:
        key = document.part.relate_to(
            "http://a.se/",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        body(
            f'<w:p><w:r><w:t xml:space="preserve">Se </w:t></w:r><w:hyperlink r:id="{key}"><w:r>'
            "<w:t>rapporten</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>e</w:t><w:noBreakHyphen/>"
            "<w:t>han</w:t><w:softHyphen/><w:t>del</w:t></w:r>"
            '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> fet</w:t></w:r>'
            '<w:r><w:rPr><w:i/></w:rPr><w:t>stil</w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr>'
            "<w:t>!</w:t></w:r></w:p>"
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
            ' HYPERLINK "http://b.se/" </w:instrText></w:r><w:r><w:fldChar '
            'w:fldCharType="separate"/></w:r><w:r><w:t>här</w:t></w:r><w:r><w:fldChar '
            'w:fldCharType="end"/></w:r><w:r><w:t> och där</w:t></w:r></w:p>'
        )(document)

    post = parsed(packed(make))
    assert post.text.startswith("Se rapporten\ne\u2011han\u00addel fetstil!\n\nhär och där")
    assert [(m.kind.value, m.span.of(post.text), m.target) for m in post.markup] == [
        ("link", "rapporten", "http://a.se/"),
        ("emphasis", "fetstil", None),
        ("link", "här", "http://b.se/"),
    ]


def test_text_boxes_follow_their_paragraph_and_stand_there_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Rutan</w:t></w:r></w:p></w:txbxContent>"
    post = parsed(
        packed(
            body(
                "<w:p><w:r><w:t>Före</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
                f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
                "<w:r><w:t> efter</w:t></w:r></w:p>"
            )
        )
    )
    assert post.text == "Före efter\n\nRutan"


def test_a_table_in_a_text_box_is_read_once() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell.format('Svar')}{cell.format('Andel')}</w:tr>"
    box = f"<w:txbxContent><w:tbl>{row}</w:tbl></w:txbxContent>"
    post = parsed(packed(body(f"<w:p><w:r><w:t>Före</w:t></w:r><w:r>{box}</w:r></w:p>")))
    assert [text for _, text in kinds(post)] == ["Före", "Svar | Andel"]


def test_comments_in_the_margin_are_left_out_with_a_warning() -> None:
    def make(document: Any) -> None:
        run = document.add_paragraph("Påståendet").runs[0]
        document.add_comment(run, text="Stämmer det?", author="Redaktören")

    post = parsed(packed(make))
    assert post.text == "Påståendet"
    assert [oddity.code for oddity in post.warnings] == ["margin_comments"]


def test_footnotes_follow_their_paragraph() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    note = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Kitchen Report, 2012.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

    def make(document: Any) -> None:
        part = Part(PackURI("/word/footnotes.xml"), kind, note, document.part.package)
        document.part.relate_to(
            part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        )
        mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        body(
            f"<w:p><w:r><w:t>Ett</w:t></w:r>{mark}{mark}</w:p><w:p><w:r><w:t>Två</w:t></w:r></w:p>"
        )(document)

    assert parsed(packed(make)).text == "Ett\n\nKitchen Report, 2012.\n\nTvå"


def test_a_first_heading_is_the_title_where_no_style_is() -> None:
    def make(document: Any) -> None:
        document.add_heading("Rubriken", 1)
        document.add_paragraph("Text.")
        document.add_heading("En till", 1)

    assert [kind for kind, _ in kinds(parsed(packed(make)))] == ["title", "paragraph", "heading"]


def test_documents_with_macros_are_read() -> None:
    def macro(types: bytes) -> bytes:
        return types.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )

    data = changed(packed(lambda d: d.add_paragraph("Ord")), "[Content_Types].xml", macro)
    assert parsed(data).text == "Ord"


def test_a_document_cut_anywhere_is_refused() -> None:
    data = packed(a_post)
    for cut in range(100, len(data) - 1, 97):
        with pytest.raises(InputError):
            parsed(data[:cut])


def test_a_garbled_document_is_read_or_refused() -> None:
    data = packed(a_post)
    for at in range(31, len(data), 97):
        garbled = bytearray(data)
        garbled[at] ^= 0x55
        try:
            parsed(bytes(garbled))
        except InputError:
            continue


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"<w:document ", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document "),
        lambda raw: raw.decode().replace("UTF-8", "UTF-16").encode("utf-16")[:-2],
        lambda raw: raw.replace(b"<w:p>", b"<w:p>" * 10_000, 1),
        lambda raw: raw.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 10_000 + b"</w:p>" * 10_000),
        lambda raw: raw.replace(b"<w:p>", b"\x00<w:p>", 1),
        lambda raw: b"",
        lambda raw: b"<a/>",
        lambda raw: b"\x00" * 500,
        lambda raw: b"ingen xml",
    ],
)
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "_rels/.rels", "[Content_Types].xml"]
)
def test_a_broken_part_is_refused_or_does_no_harm(
    part: str, change: Callable[[bytes], bytes]
) -> None:
    try:
        post = parsed(changed(packed(a_post), part, change))
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert part != "word/document.xml"
        assert "Det stämmer på pricken hos oss." in post.text


def test_entities_are_never_read() -> None:
    def declared(raw: bytes) -> bytes:
        start = raw.index(b"<w:document")
        outside = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        return raw[:start] + outside + raw[start:].replace(b"Det ", b"&x; ", 1)

    with pytest.raises(InputError, match="document type of its own"):
        parsed(changed(packed(a_post), "word/document.xml", declared))


def test_bombs_are_refused() -> None:
    def huge(raw: bytes) -> bytes:
        return raw.replace(b"<w:body>", b"<w:body>" + b" " * 5_000_000)

    with pytest.raises(TooLargeError, match="times its size"):
        parsed(changed(packed(a_post), "word/document.xml", huge))
    many = changed(packed(a_post), "word/styles.xml", lambda _: b" " * (SETTINGS.max_bytes + 1))
    with pytest.raises(TooLargeError, match="larger than"):
        parsed(many)


def test_pictures_are_not_unpacked() -> None:
    data = packed(a_post)
    bomb = changed(data, "docProps/thumbnail.jpeg", lambda _: bytes(30_000_000))
    assert parsed(bomb).text == parsed(data).text


def test_other_packages_and_empty_documents_are_refused() -> None:
    with pytest.raises(EmptyInputError):
        parsed(packed(lambda _: None))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types>spreadsheetml</Types>")
    with pytest.raises(NotTextError, match="a workbook"):
        parsed(stream.getvalue())


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    def circle(raw: bytes) -> bytes:
        return re.sub(
            rb'(<w:style [^>]*w:styleId="Normal"[^>]*>)', rb'\1<w:basedOn w:val="Quote"/>', raw
        )

    post = parsed(changed(packed(a_post), "word/styles.xml", circle))
    assert "Det stämmer på pricken hos oss." in post.text
