"""HTML pages with one comment, and what stands behind the comments."""

from __future__ import annotations

import pytest

from referat.post import Post, Section
from referat.readers import read_text
from referat.settings import load_settings
from referat.stages.blocks import Blocks

WORDS = "Texten i inlägget är lång nog för att vara det som sidan handlar om, tycker vi."
BODY = f"<p>{WORDS}</p>"
ONE = """<div class=kort><div class=bild>EL</div><div class=yta><div class=rad><h4>Eva Lind</h4>
<span>3 maj 2012</span></div><div class=ord><p>Det där är precis vad vi har sett i Umeå.</p></div>
</div></div>"""


def post_of(page: str) -> Post:
    return Blocks()(read_text(page, format="html", settings=load_settings().input))


def words(post: Post, section: Section) -> list[str]:
    return [each.span.of(post.text) for each in post.blocks or () if each.section is section]


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>Diskussion (1)</h3>",
        "<h3>1 kommentar</h3>",
        "<h3>Discussion (1)</h3>",
        "<h3>Samtalet går vidare</h3>",
        "",
    ],
)
def test_a_single_comment_is_told_by_its_by_line(heading: str) -> None:
    post = post_of(f"<article><h1>T</h1>{BODY}<div class=comments>{heading}{ONE}</div></article>")
    [comment] = post.comments
    assert (comment.author, comment.published) == ("Eva Lind", "2012-05-03")
    assert comment.span.of(post.text) == "Det där är precis vad vi har sett i Umeå."
    assert words(post, Section.POST) == ["T", WORDS]


def test_a_thread_of_several_comments_with_one_date_loses_no_words() -> None:
    thread = f"<h3>2 kommentarer</h3>{ONE}<div><b>Bo</b><p>Nej, inte här.</p></div>"
    post = post_of(f"<article><h1>T</h1>{BODY}<div class=comments>{thread}</div></article>")
    assert "Nej, inte här." in words(post, Section.COMMENTS)
    assert words(post, Section.POST) == ["T", WORDS]


def test_words_in_a_box_of_comments_are_not_the_post() -> None:
    thread = "<h3>Vad tycker du?</h3><p>Här kan du snart säga vad du tycker om inlägget ovan.</p>"
    post = post_of(f"<article><h1>T</h1>{BODY}<div class=comments>{thread}</div></article>")
    assert words(post, Section.POST) == ["T", WORDS]
    assert post.comments == ()


@pytest.mark.parametrize(
    "line",
    [
        "Copyright bloggens alla skribenter",
        "Copyright 2012 Bygdeposten",
        "© 2012 Bygdeposten",
        "(c) 2012 Eva Lind. Alla rättigheter förbehållna.",
        "Alla rättigheter förbehållna.",
        "All rights reserved",
        "Kopiering förbjuden",
        "Drivs med WordPress",
        "Proudly powered by Ghost",
    ],
)
def test_copyright_lines_are_chrome(line: str) -> None:
    post = post_of(f"<body><h1>Mobilen</h1>{BODY}{BODY}<hr><p>{line}</p>")
    assert words(post, Section.POST) == ["Mobilen", WORDS, WORDS]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright är en fråga som ingen i rapporten vill ta i.",
        "Alla rättigheter har ett pris, skriver de.",
        "Drivs av kommunen gör bara två av tre bibliotek numera.",
    ],
)
def test_sentences_about_rights_are_the_writers(line: str) -> None:
    post = post_of(f"<body><h1>Mobilen</h1>{BODY}<p>{line}</p>")
    assert line in words(post, Section.POST)


def test_what_stands_behind_the_comments_is_the_pages() -> None:
    thread = "".join(
        f"<li><p><b>{name}</b> 3 maj 2012</p><p>Bra.</p></li>" for name in ("Bo", "Li")
    )
    tail = "<p>Sidan görs av oss som bor här.</p>"
    post = post_of(f"<body><h1>M</h1>{BODY}<h2>2 kommentarer</h2><ol>{thread}</ol>{tail}")
    assert len(post.comments) == 2
    assert words(post, Section.POST) == ["M", WORDS]


def test_a_post_may_go_on_behind_a_box_that_looks_like_comments() -> None:
    box = "<div class=comments><div class=comment><b class=fn>Bo</b><p>Bra.</p></div></div>"
    post = post_of(f"<body><main><h1>M</h1>{BODY}{box}{BODY * 3}</main>")
    assert words(post, Section.POST) == ["M", *[WORDS] * 4]


MENU = "<ul><li><a href='/'>Hem</a></li><li><a href='/om'>Om bloggen</a></li></ul>"


@pytest.mark.parametrize(
    "box",
    [
        MENU,
        "<p><a href='/'>Hem</a> | <a href='arkiv.html'>Arkiv</a> | <a href='#gb'>Gästbok</a></p>",
        "<table><tr><td><a href=1.htm>Del 1</a></td><td><a href=2.htm>Del 2</a></td></tr></table>",
        "<p>Hem</p><p>Arkiv</p>",
        "<p>Home</p><p>About me</p>",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_menus_beside_the_words_are_chrome(box: str, above: bool) -> None:
    inside = f"{box}{BODY}{BODY}" if above else f"{BODY}{BODY}{box}"
    post = post_of(f"<body><h1>Mobilen</h1>{inside}</body>")
    assert words(post, Section.POST) == ["Mobilen", WORDS, WORDS]


@pytest.mark.parametrize(
    "listed",
    [
        "<ul><li><a href='https://a.example'>Rapporten</a></li><li><a href='/b'>B</a></li></ul>",
        "<p><a href='/a'>Rapporten</a> och <a href='/b'>bilagan</a> finns på min sida</p>",
        "<ul><li><a href='/a'>Rapporten</a></li></ul>",
        "<p>Arkiv</p>",
    ],
)
def test_links_of_the_writers_are_no_menu(listed: str) -> None:
    post = post_of(f"<body><h1>Mobilen</h1>{BODY}{listed}{BODY}</body>")
    assert len(words(post, Section.POST)) > 3


def test_a_post_may_be_called_as_menus_call_their_entries() -> None:
    assert words(post_of(f"<article><h1>Hem</h1>{BODY}</article>"), Section.POST) == ["Hem", WORDS]


def test_the_footer_of_a_post_is_chrome_but_not_its_notes() -> None:
    card = "<footer><div><h4>Eva Lind</h4><p>Bor i Umeå och skriver.</p></div></footer>"
    notes = "<footer class=footnotes><p>Siffrorna är mina egna.</p></footer>"
    post = post_of(f"<article><h1>M</h1>{BODY}{notes}{card}</article>")
    assert words(post, Section.POST) == ["M", WORDS, "Siffrorna är mina egna."]


ANSWERED = """<article><h1>M</h1>{0}<p>{1}</p></article><ol class=commentlist><li class=comment>
<cite class=fn>Bo Ek</cite><p>Bra.</p></li><li class='comment bypostauthor'>
<cite class=fn>Eva Lind</cite><p>Tack.</p></li></ol>"""


@pytest.mark.parametrize("signature", ["Eva Lind", "/Eva", "– Eva"])
def test_the_writers_own_comment_and_signature_tell_who_wrote_the_post(signature: str) -> None:
    post = post_of(ANSWERED.format(BODY, signature))
    assert post.meta.author == "Eva Lind"
    assert words(post, Section.POST) == ["M", WORDS]


def test_somebody_elses_name_below_the_post_is_no_signature() -> None:
    assert "Bo Ek" in words(post_of(ANSWERED.format(BODY, "Bo Ek")), Section.POST)


@pytest.mark.parametrize(
    "line", ["Senast uppdaterad 2020-11-30", "Uppdaterad: 30 november 2020", "Updated May 3, 2012"]
)
def test_a_date_of_change_is_not_when_the_post_was_published(line: str) -> None:
    post = post_of(f"<article><h1>M</h1>{BODY}<p>{line}</p></article>")
    assert post.meta.published is None
    assert words(post, Section.POST) == ["M", WORDS]


def test_comments_with_one_date_among_them_are_told_by_their_words() -> None:
    second = "<p>Bo Ek skriver:</p><p>Nej, det där har vi aldrig sett i Borås, tvärtom.</p>" * 2
    thread = f"<h3>Kommentarer</h3>{ONE}{second}"
    post = post_of(f"<article><h1>T</h1>{BODY}<div class=comments>{thread}</div></article>")
    assert "Bo Ek" in [each.author for each in post.comments]


def test_comments_with_by_lines_in_boxes_of_no_name_are_told_by_their_dates() -> None:
    one = "<div class=k><div class=k-byline><b>{}</b> 3 maj 2012</div><div>Nyheter</div></div>"
    thread = "".join(one.format(name) for name in ("Bo Ek", "Li Ek", "Mo Ek"))
    post = post_of(f"<article><h1>T</h1>{BODY}</article><div id=comments>{thread}</div>")
    assert [each.author for each in post.comments] == ["Bo Ek", "Li Ek", "Mo Ek"]
    assert words(post, Section.COMMENTS) == ["Nyheter"] * 3


def test_comments_in_the_footer_of_a_post_are_no_chrome() -> None:
    thread = "<h3>2 kommentarer</h3><p>Bo Ek skriver:</p><p>Ja.</p><p>Li skriver:</p><p>Nej.</p>"
    post = post_of(f"<article><h1>T</h1>{BODY}<footer>{thread}</footer></article>")
    assert [each.author for each in post.comments] == ["Bo Ek", "Li"]
