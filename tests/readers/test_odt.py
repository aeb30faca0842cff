"""OpenDocument texts: what they say, and what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from referat.errors import EmptyInputError, InputError, TooLargeError
from referat.post import Post
from referat.readers import read
from referat.settings import load_settings
from referat.stages.blocks import Blocks

SETTINGS = load_settings().input
SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("style", "style"),
            ("table", "table"),
            ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"),
            ("meta", "meta"),
            ("manifest", "manifest"),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
STYLES = """
<style:style style:name="Quotations" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<style:style style:name="P2" style:family="paragraph"><style:paragraph-properties
 fo:margin-left="1cm" fo:margin-right="1cm"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/>
</style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>
"""
META = (
    f"<office:document-meta {SPACES}><office:meta><dc:title>Egenskapen</dc:title>"
    "<meta:initial-creator>Anna Ek</meta:initial-creator>"
    "<meta:creation-date>2012-05-03T14:02:00.5</meta:creation-date>"
    "</office:meta></office:document-meta>"
)
BODY = """
<text:p text:style-name="Title">Köket som ingen städar</text:p>
<text:p>En ny rapport om <text:span text:style-name="T1">delade kök</text:span> har kommit.
<text:note><text:note-citation>1</text:note-citation><text:note-body>
<text:p>Kitchen Report, 2012.</text:p></text:note-body></text:note>Läs <text:a xlink:href="http://a.se/">den</text:a>!</text:p>
<text:h text:outline-level="1">Vad de såg</text:h>
<text:p text:style-name="P1">Shared kitchens have not become cleaner.</text:p>
<text:p text:style-name="P2">Every third sponge is too old.</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>Diska</text:p><text:p>genast</text:p>
</text:list-item></text:list>
<text:list><text:list-item><text:p>Torka</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>
<text:p>2 kommentarer</text:p><text:p>Bosse Ström, 4 maj 2012</text:p>
<text:p>Hos oss är det precis<text:line-break/>tvärtom.</text:p>
<text:p>Anna Ek, 5 maj 2012</text:p><text:p>Berätta hur ni gör!</text:p>
"""


def packed(body: str = BODY, before: str = "", **parts: bytes) -> bytes:
    content = (
        f"{before}<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.text"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", parts.get("content", content.encode()))
        archive.writestr("meta.xml", parts.get("meta", META.encode()))
        for name, data in parts.items():
            if name not in ("content", "meta"):
                archive.writestr({"manifest": "META-INF/manifest.xml"}.get(name, name), data)
    return stream.getvalue()


def parsed(data: bytes) -> Post:
    (post,) = read("inlägg", SETTINGS, data)
    return post


def test_styles_and_lists_say_what_a_paragraph_is() -> None:
    post = parsed(packed())
    assert [(block.kind.value, block.span.of(post.text)) for block in post.blocks or ()][:10] == [
        ("title", "Köket som ingen städar"),
        ("paragraph", "En ny rapport om delade kök har kommit. Läs den!"),
        ("paragraph", "Kitchen Report, 2012."),
        ("heading", "Vad de såg"),
        ("blockquote", "Shared kitchens have not become cleaner."),
        ("blockquote", "Every third sponge is too old."),
        ("list_item", "Diska"),
        ("list_item", "genast"),
        ("list_item", "Torka"),
        ("paragraph", "a | b"),
    ]
    assert [block.lead.value for block in (post.blocks or ())[6:9]] == ["number", "", "bullet"]
    assert [(m.kind.value, m.span.of(post.text), m.target) for m in post.markup] == [
        ("emphasis", "delade kök", None),
        ("link", "den", "http://a.se/"),
    ]
    assert (post.meta.title, post.meta.author) == ("Köket som ingen städar", "Anna Ek")
    assert (post.meta.published or "").startswith("2012-05-03T14:02")


def test_comments_below_the_post_are_told_apart() -> None:
    post = Blocks()(parsed(packed()))
    assert [(each.author, each.by_writer) for each in post.comments] == [
        ("Bosse Ström", False),
        ("Anna Ek", True),
    ]


def test_a_document_that_a_library_made_is_read() -> None:
    from odfdo import Document, Header, List, Paragraph

    document = Document("text")
    document.body.clear()
    for element in (
        Header(1, "Rubriken"),
        Paragraph("Så här skriver de:"),
        Paragraph("Nobody reads the sign.", style="Quotations"),
        List(["ett", "två"]),
    ):
        document.body.append(element)
    stream = io.BytesIO()
    document.save(stream)
    post = parsed(stream.getvalue())
    assert [block.kind.value for block in post.blocks or ()] == [
        "title",
        "paragraph",
        "blockquote",
        "list_item",
        "list_item",
    ]


def test_deleted_words_are_no_text_and_comments_in_the_margin_a_warning() -> None:
    post = parsed(
        packed(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>sämre</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
            "<text:p>Det blev<office:annotation><text:p>Nja</text:p></office:annotation> bättre."
            "</text:p>"
        )
    )
    assert post.text == "Det blev bättre."
    assert [oddity.code for oddity in post.warnings] == ["margin_comments"]


def test_a_table_of_contents_is_the_page_s_own() -> None:
    post = parsed(
        packed(
            "<text:table-of-content><text:p>Ett 2</text:p></text:table-of-content>"
            "<text:p>Ord</text:p>"
        )
    )
    assert [block.section for block in post.blocks or ()] == ["chrome", None]


def test_elements_of_other_programs_do_no_harm() -> None:
    assert (
        parsed(packed('<text:p>Ett<x:y xmlns:x="urn:annat">, två</x:y></text:p>')).text
        == "Ett, två"
    )


def test_a_document_cut_or_garbled_anywhere_is_read_or_refused() -> None:
    data = packed()
    for at in range(60, len(data) - 1, 23):
        with pytest.raises(InputError):
            parsed(data[:at])
        garbled = bytearray(data)
        garbled[at] ^= 0x55
        try:
            parsed(bytes(garbled))
        except InputError:
            continue


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<a/>",
        b"ingen xml",
        b"\x00" * 500,
        b"<a>" * 10_000,
        b"<a>" * 10_000 + b"</a>" * 10_000,
    ],
)
def test_broken_parts_are_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        parsed(packed(content=content))


@pytest.mark.parametrize("part", ["meta", "styles.xml", "manifest"])
@pytest.mark.parametrize("data", [b"ingen xml", b"\x00", b"<a>" * 10_000])
def test_other_broken_parts_are_refused(part: str, data: bytes) -> None:
    with pytest.raises(InputError, match="damaged"):
        parsed(packed(**{part: data}))


def test_deep_nesting_within_the_parser_s_limit_is_read() -> None:
    deep = "<text:section>" * 200 + "<text:p>Ord</text:p>" + "</text:section>" * 200
    assert parsed(packed(deep)).text == "Ord"


def test_nul_bytes_declared_entities_and_encryption_are_refused() -> None:
    with pytest.raises(InputError, match="damaged"):
        parsed(packed("<text:p>O\x00rd</text:p>"))
    entity = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(InputError, match="document type of its own"):
        parsed(packed("<text:p>&x;</text:p>", entity))
    locked = f"<manifest:manifest {SPACES}><manifest:encryption-data/></manifest:manifest>"
    with pytest.raises(InputError, match="encrypted"):
        parsed(packed(manifest=locked.encode()))


def test_bombs_and_empty_documents_are_refused() -> None:
    with pytest.raises(TooLargeError, match="times its size"):
        parsed(packed(" " * 5_000_000))
    with pytest.raises(EmptyInputError):
        parsed(packed("<text:p> </text:p>"))


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    pairs = ("A", "B"), ("B", "A")
    styles = (f'<style:style style:name="{a}" style:parent-style-name="{b}"/>' for a, b in pairs)
    circle = f"<a {SPACES}>{''.join(styles)}</a>"
    data = packed('<text:p text:style-name="A">Ord</text:p>', **{"styles.xml": circle.encode()})
    assert parsed(data).text == "Ord"
