"""WordPress exports: posts as their theme would show them, threads, and broken files."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest
from export_factory import (
    SETTINGS,
    WXR_HEAD,
    WXR_TAIL,
    kinds,
    posts,
    stream,
    words,
    wxr,
    wxr_comment,
    wxr_item,
)

from referat.errors import EmptyInputError
from referat.post import MarkupKind, Section
from referat.readers import Rejected
from referat.readers.wordpress_text import readable, with_breaks, without_shortcodes
from referat.settings import load_settings
from referat.stages.blocks import Blocks

POST = """Den årliga undersökningen visar att intranätet inte har slagit igenom.
Och kanske upprepar det gamla misstag.

<blockquote>Enterprise-wide deployment has not increased.

Benefits remain <em>anecdotal</em>. (…)</blockquote>
Bra [sic]! Det säger <a href="http://jane.example/">Jane</a> […] också.
<!--more-->
<ul>
	<li>Ett</li>
	<li>Två</li>
</ul>
Slut."""


def test_a_post_typed_in_the_classic_editor() -> None:
    (post,) = posts(wxr(wxr_item(POST)))
    assert kinds(post) == [
        (
            "paragraph",
            "Den årliga undersökningen visar att intranätet inte har slagit igenom.\n"
            "Och kanske upprepar det gamla misstag.",
        ),
        ("blockquote", "Enterprise-wide deployment has not increased."),
        ("blockquote", "Benefits remain anecdotal. (…)"),
        ("paragraph", "Bra [sic]! Det säger Jane […] också."),
        ("list_item", "Ett"),
        ("list_item", "Två"),
        ("paragraph", "Slut."),
    ]
    links = [item for item in post.markup if item.kind is MarkupKind.LINK]
    assert [(item.span.of(post.text), item.target) for item in links] == [
        ("Jane", "http://jane.example/")
    ]


def test_what_the_export_says_of_a_post() -> None:
    (post,) = posts(wxr(wxr_item("Jo.", 31)), origin="blogg.xml")
    meta = post.meta
    assert meta.title == "Trender: Det sociala intranätet"
    assert (meta.author, meta.site, meta.id) == ("Anna Berg", "Intranätsbloggen", "31")
    assert (meta.url, meta.origin) == ("http://exempel.se/31", "blogg.xml#31")
    assert meta.published == "2012-05-03T10:12:00+02:00"


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({"wp__post_date_gmt": "0000-00-00 00:00:00"}, "2012-05-03T10:12:00"),
        ({"wp__post_date": "0000-00-00 00:00:00"}, "2012-05-03T08:12:00+00:00"),
        ({"wp__post_date_gmt": "2012-05-03 13:42:00"}, "2012-05-03T10:12:00-03:30"),
        ({"wp__post_date_gmt": "2011-05-03 13:42:00"}, "2012-05-03T10:12:00"),
        ({"wp__post_date": "", "pubDate": "Wed, 30 Nov -0001 00:00:00 +0000"}, None),
    ],
)
def test_dates(changes: dict[str, str], published: str | None) -> None:
    (post,) = posts(wxr(wxr_item("Jo.", **changes)))
    assert post.meta.published == published


@pytest.mark.parametrize(
    "changes",
    [
        {"wp__post_type": "attachment", "wp__status": "inherit"},
        {"wp__post_type": "nav_menu_item"},
        {"wp__status": "draft"},
        {"wp__status": "trash"},
        {"wp__status": "private"},
    ],
)
def test_what_is_no_published_post_is_passed_over(changes: dict[str, str]) -> None:
    data = wxr(wxr_item("Nej.", 1, **changes), wxr_item("Jo.", 2))
    assert [post.meta.id for post in posts(data)] == ["2"]
    with pytest.raises(EmptyInputError, match="no post in it"):
        posts(wxr(wxr_item("Nej.", 1, **changes)))


def test_a_page_is_read_and_what_cannot_be_is_rejected() -> None:
    rejected: list[Rejected] = []
    data = wxr(
        wxr_item("Om mig.", 1, wp__post_type="page"),
        wxr_item("Hemligt.", 2, wp__post_password="x"),
        wxr_item('<img src="x">', 3),
    )
    found = posts(data, rejected=rejected)
    assert [post.meta.id for post in found] == ["1"]
    assert [(item.place, item.reason) for item in rejected] == [
        ("record 2", "it is protected by a password"),
        ("record 3", "it is empty"),
    ]
    assert [item.offset for item in rejected] == [
        hit.start() for hit in re.finditer(b"<item>\n", data.encode())
    ][1:]


def test_older_exports_name_no_users() -> None:
    data = re.sub(r"<wp:author>.*?</wp:author>", "", wxr(wxr_item("Jo.")), flags=re.DOTALL)
    (post,) = posts(data.replace("export/1.2/", "export/1.0/"))
    assert (post.meta.author, post.meta.id) == ("anna", "12")


def test_comments_with_their_threads_and_writers() -> None:
    comments = [
        wxr_comment("Tack.", 9, comment_author="Anna B", comment_user_id="2", comment_parent="3"),
        wxr_comment("Jag håller inte med.\nAlls.\n\n<b>Nej</b>.", 3),
        wxr_comment("Köp piller", 4, comment_approved="spam"),
        wxr_comment("Väntar", 5, comment_approved="0"),
        wxr_comment("[…] ord […]", 6, comment_author="Annan blogg", comment_type="pingback"),
        wxr_comment("Svara", 7, comment_author="Eva &amp; Co", comment_type="comment"),
    ]
    (read_post,) = posts(wxr(wxr_item(POST, comments=comments)))
    post = Blocks()(read_post)
    assert [
        (each.author, each.span.of(post.text), each.reply_to, each.by_writer)
        for each in post.comments
    ] == [
        ("Bo Ek", "Jag håller inte med.\nAlls.\n\nNej.", None, False),
        ("Anna B", "Tack.", "comment-1", True),
        ("Eva & Co", "Svara", None, False),
    ]
    assert post.comments[0].published == "2012-05-04T10:03:00+02:00"
    assert words(post, Section.CHROME) == [
        "Bo Ek 2012-05-04 10:03",
        "Anna B 2012-05-04 10:09",
        "Annan blogg",
        "Eva & Co 2012-05-04 10:07",
    ]
    assert "piller" not in post.text
    assert not post.warnings


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"comment_user_id": "2", "comment_author": "Någon"}, True),
        ({"comment_user_id": "7"}, False),
        ({"comment_author_email": "Anna@exempel.se"}, True),
        ({"comment_author_url": "http://www.exempel.se/om"}, True),
        ({"comment_author_url": "http://annan.example/"}, False),
        ({"comment_author": "Bo", "comment_author_email": "anna@exempel.se"}, False),
    ],
)
def test_a_comment_is_the_writers_as_a_user_or_by_name_and_address(
    changes: dict[str, str], expected: bool
) -> None:
    said = wxr_comment("Jo.", 1, **{"comment_author": "Anna Berg", **changes})
    (post,) = posts(wxr(wxr_item("Jo.", comments=[said])))
    assert post.comments[0].by_writer is expected


BLOCKS = """<!-- wp:paragraph {"align":"left"} -->
<p>Ett stycke
på två rader.</p>
<!-- /wp:paragraph -->

<!-- wp:quote -->
<blockquote class="wp-block-quote"><p>Progress is slow.</p><cite>Jane</cite></blockquote>
<!-- /wp:quote -->
<!-- wp:spacer /-->
<!-- wp:freeform -->
Fritt ord.
Rad två.

Nytt stycke.
<!-- /wp:freeform -->

Löst
ord."""


def test_a_post_of_the_block_editor() -> None:
    (post,) = posts(wxr(wxr_item(BLOCKS)))
    assert kinds(post) == [
        ("paragraph", "Ett stycke på två rader."),
        ("blockquote", "Progress is slow."),
        ("blockquote", "Jane"),
        ("paragraph", "Fritt ord.\nRad två."),
        ("paragraph", "Nytt stycke."),
        ("paragraph", "Löst\nord."),
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a\nb", "a<br>b"),
        ("a\r\n\r\nb", "a<br><br>b"),
        ("a\n \t\n\n b", "a<br><br>b"),
        ("a<br />\nb", "a<br />b"),
        ("a\n<br>b", "a<br>b"),
        ("<p>a</p>\n\n<p>b</p>", "<p>a</p><p>b</p>"),
        ("a\n\n<h2>b</h2>\nc", "a<h2>b</h2>c"),
        ("<pre>a\n\nb <b>c\nd</b></pre>\ne\nf", "<pre>a\n\nb <b>c\nd</b></pre>e<br>f"),
        ("<a\nhref='x'>b</a>\nc", "<a\nhref='x'>b</a><br>c"),
        ("<em>a\n\nb</em>", "<em>a<br><br>b</em>"),
        ("a < b\n> c", "a < b<br>> c"),
    ],
)
def test_line_ends_and_blank_lines(source: str, shown: str) -> None:
    assert with_breaks(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[sic] och […] och [...] och [1]", "[sic] och […] och [...] och [1]"),
        ("[Läs mer] [red. anm.: a=b]", "[Läs mer] [red. anm.: a=b]"),
        ("a [gallery] b", "a  b"),
        ("[gallery ids='1,2' /]b", "b"),
        ("a [embed]http://x/[/embed] b", "a  b"),
        ("[youtube=http://x/?a=1&b=2]", ""),
        ("[youtube http://x/]", ""),
        ('[knapp färg="röd"]Ord[/knapp]', "Ord"),
        ("[rad][kolumn]Ord[/kolumn][/rad]", "Ord"),
        ('[modul id="3"]', ""),
        ("[[gallery]]", "[gallery]"),
        ("[[sic]]", "[sic]"),
        ("[video src='x'][/video]a", "a"),
        ("a[/gallery]b", "ab"),
        (
            '[caption id="a" width="3"]<img src="x" /> Bilden[/caption]b',
            '<div class="wp-caption-text"><img src="x" /> Bilden</div>b',
        ),
        (
            "[caption caption='Bilden']<img>[/caption]",
            '<div class="wp-caption-text">Bilden</div><div class="wp-caption-text"><img></div>',
        ),
        ("[caption]öppen", "öppen"),
        ("[video]öppen", "öppen"),
    ],
)
def test_shortcodes_go_and_what_a_writer_set_in_brackets_stays(source: str, shown: str) -> None:
    assert without_shortcodes(source) == shown


def test_a_caption_is_a_caption() -> None:
    (post,) = posts(
        wxr(wxr_item('Ett.\n\n[caption id="a"]<img src="x"/> Bilden[/caption]\n\nTvå.'))
    )
    assert kinds(post) == [("paragraph", "Ett."), ("caption", "Bilden"), ("paragraph", "Två.")]


@pytest.mark.parametrize(
    "unit", ["<!--", "<!-- wp:a ", "[a", "[embed]", "[[", " \t", "\n", "<a ", "]"]
)
def test_nothing_typed_costs_more_than_its_length(unit: str) -> None:
    source = unit * 100_000
    assert len(readable(source)) <= 9 * len(source)


THREE = wxr(*(wxr_item(f"Inlägg {n} & ord.", n, title=f"Nr {n}") for n in (1, 2, 3)))
RECOGNISED = len(THREE.partition("<channel>")[0].encode())


@pytest.mark.parametrize("cut", range(RECOGNISED, len(THREE.encode()), 97))
def test_of_a_file_that_was_cut_off_what_was_whole_is_read(cut: int) -> None:
    data = THREE.encode()[:cut]
    whole = data.count(b"</item>")
    begun = len(re.findall(b"<item(?=>\n)", data))
    rejected: list[Rejected] = []
    found = posts(data, rejected=rejected)
    assert [post.meta.title for post in found] == [f"Nr {n}" for n in range(1, whole + 1)]
    (told,) = rejected
    assert "cut off" in told.reason
    if begun > whole:
        assert told.place == f"record {whole + 1}"
        assert told.offset == data.rindex(b"<item>\n")


def test_an_item_that_never_ends_costs_only_itself() -> None:
    items = [wxr_item(f"Inlägg {n}.", n) for n in (1, 2, 3)]
    items[1] = items[1].replace("</item>\n", "")
    rejected: list[Rejected] = []
    assert [post.meta.id for post in posts(wxr(*items), rejected=rejected)] == ["1", "3"]
    assert [(item.place, item.reason) for item in rejected] == [
        ("record 2", "its end tag is missing")
    ]


@pytest.mark.parametrize("opening", ["<![CDATA[", "<!-- "])
def test_a_section_that_is_not_closed_costs_only_its_own_item(opening: str) -> None:
    broken = f"<item><title>Nr 2</title><description>{opening}öppen</description>\n</item>\n"
    items = [wxr_item("Inlägg 1.", 1), broken, wxr_item("Inlägg 3.", 3)]
    rejected: list[Rejected] = []
    assert [post.meta.id for post in posts(wxr(*items), rejected=rejected)] == ["1", "3"]
    assert [(item.place, item.reason) for item in rejected] == [
        ("record 2", "a comment or CDATA section in it is not closed")
    ]


def test_a_post_that_quotes_an_export_is_whole() -> None:
    quoted = "<pre>&lt;x&gt;<item>a</item>\n<item>b</item></pre> Så ser det ut."
    (first, second) = posts(wxr(wxr_item(quoted, 1), wxr_item("Jo.", 2)))
    assert "Så ser det ut." in first.text
    assert second.meta.id == "2"


def test_control_characters_are_left_out_before_parsing() -> None:
    (post,) = posts(wxr(wxr_item("Ett\x0b ord\x00 till\x1f.", title="Nr\x08 1")))
    assert (post.meta.title, words(post)) == ("Nr 1", ["Ett ord till."])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_with_and_without_a_mark(encoding: str) -> None:
    data = wxr(wxr_item("Åäö – ”ord”.", 1), wxr_item("", 2)).encode(encoding)
    rejected: list[Rejected] = []
    (post,) = posts(data, rejected=rejected)
    assert words(post) == ["Åäö – ”ord”."]
    assert post.meta.site == "Intranätsbloggen"
    assert (rejected[0].offset is None) == (encoding != "utf-8-sig")


@pytest.mark.parametrize(
    ("declared", "actual"),
    [
        ("UTF-8", "cp1252"),
        ("ISO-8859-1", "utf-8"),
        ("ISO-8859-1", "cp1252"),
        ("ISO-8859-15", "iso-8859-15"),
        ("unicode_escape", "utf-8"),
        ("finns-inte", "utf-8"),
    ],
)
def test_a_wrong_declaration_of_the_encoding_does_no_harm(declared: str, actual: str) -> None:
    said = "Åäö kostar 3 €."
    data = wxr(wxr_item(said)).replace('encoding="UTF-8"', f'encoding="{declared}"').encode(actual)
    (post,) = posts(data)
    assert words(post) == [said]


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def test_entities_of_the_files_own_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "hemligt.txt"
    secret.write_text("lösenord", encoding="utf-8")
    doctype = (
        f'<!DOCTYPE rss [<!ENTITY l0 "<item>ha</item>">{BOMB}'
        f'<!ENTITY fil SYSTEM "{secret.as_uri()}">]>\n<rss version'
    )
    data = wxr(
        wxr_item("x", 1).replace("<![CDATA[x]]>", "&l9;"),
        wxr_item("x", 2).replace("<![CDATA[x]]>", "&fil;"),
        wxr_item("Jo.", 3),
    ).replace("<rss version", doctype)
    rejected: list[Rejected] = []
    (post,) = posts(data, rejected=rejected)
    assert post.meta.id == "3"
    assert [item.place for item in rejected] == ["record 1", "record 2"]
    assert all("entity of the file's own" in item.reason for item in rejected)
    assert "lösenord" not in str(rejected)


def test_a_record_above_the_limit_is_rejected_and_the_rest_read() -> None:
    small = load_settings(changes={"input": {"max_bytes": 20_000}}).input
    data = wxr(wxr_item("Ett.", 1), wxr_item("ord " * 200_000, 2), wxr_item("Tre.", 3))
    rejected: list[Rejected] = []
    found = posts(data, settings=small, rejected=rejected)
    assert [post.meta.id for post in found] == ["1", "3"]
    assert [(item.place, item.reason) for item in rejected] == [
        ("record 2", "it is larger than 20,000 bytes")
    ]


def test_an_export_with_a_notice_of_php_above_it() -> None:
    notice = "\n<br />\n<b>Warning</b>: set_time_limit() has been disabled<br />\n"
    (post,) = posts(notice + wxr(wxr_item("Jo.")))
    assert (post.meta.site, words(post)) == ("Intranätsbloggen", ["Jo."])


def test_posts_come_one_by_one() -> None:
    """The second item is broken beyond the first chunk: the first is there before it is seen."""
    data = WXR_HEAD + wxr_item("Ett.", 1) + " " * 200_000 + "<item>"
    rejected: list[Rejected] = []
    found = stream(data, rejected=rejected)
    assert next(found).meta.id == "1"
    assert rejected == []
    assert list(found) == []
    assert len(rejected) == 1


def test_the_limits_of_the_settings_do_not_hold_for_the_file() -> None:
    small = load_settings(changes={"input": {"max_bytes": 3_000}}).input
    data = wxr(*(wxr_item("Ord. " * 100, n) for n in range(1, 20)))
    assert len(data) > small.max_bytes < SETTINGS.max_bytes
    assert len(posts(data, settings=small)) == 19
    assert data.endswith(WXR_TAIL)


def test_a_compressed_export_may_be_larger_than_one_post() -> None:
    small = load_settings(changes={"input": {"max_bytes": 3_000}}).input
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("blogg.xml", wxr(*(wxr_item("Ord. " * 99, n) for n in range(9))))
    found = posts(packed.getvalue(), "blogg.zip", small)
    assert [post.meta.origin for post in found] == [f"blogg.zip!blogg.xml#{n}" for n in range(9)]
    assert len(posts(gzip.compress(wxr(wxr_item("Jo.")).encode()), "blogg.xml.gz")) == 1
