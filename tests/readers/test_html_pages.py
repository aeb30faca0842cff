"""HTML pages as the builders of sites make them, and as they are when something is broken."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts"))

from bench_readers import content_of, content_of_post
from reader_scores import Score
from site_builders import BUILDERS, FRONTS, HELD_OUT, Made, front_of, page_of
from site_posts import logical_post

from referat.errors import InputError
from referat.post import BlockKind, MarkupKind, Post, Section
from referat.readers import read, read_text
from referat.settings import load_settings
from referat.stages.blocks import Blocks

INPUT = load_settings().input
BODY = "<p>Texten i inlägget är lång nog för att vara det som sidan handlar om, tycker vi.</p>"
WHOLE = ("title", "author", "published", "quotations", "comments", "authors", "dates", "parents")


def posts(page: str | bytes) -> list[Post]:
    data = page.encode() if isinstance(page, str) else page
    return list(read("sida.html", INPUT, data))


def only(page: str | bytes) -> Post:
    [post] = posts(page)
    return post


def words(post: Post, section: Section | None = None) -> list[str]:
    return [
        block.span.of(post.text)
        for block in post.blocks or ()
        if section is None or block.section is section
    ]


@pytest.mark.parametrize("seed", [3, 8])
@pytest.mark.parametrize("name", BUILDERS)
def test_a_page_of_each_site_builder_is_read_whole(name: str, seed: int) -> None:
    made = page_of(name, seed)
    score = Score()
    score.add(content_of(made), content_of_post(Blocks()(only(made.html))))
    figures = score.figures()
    assert figures["F1"] > 98
    assert figures["chrome"] < 4
    assert {key: figures[key] for key in WHOLE if figures.get(key, 100.0) != 100.0} == {}
    assert not figures.get("invented")


@pytest.mark.parametrize("number", [2, 5])
@pytest.mark.parametrize("name", FRONTS)
def test_a_page_of_several_posts_gives_each_of_them(name: str, number: int) -> None:
    page, logical = front_of(name, 40, number)
    found = posts(page)
    assert [post.meta.origin for post in found] == [f"sida.html#{n + 1}" for n in range(number)]
    assert [post.meta.title for post in found] == [one.title for one in logical]
    assert [post.meta.author for post in found] == [one.author for one in logical]
    assert [post.meta.url for post in found] == [one.url for one in logical]
    assert [(post.meta.published or "")[:10] for post in found] == [
        one.published.isoformat()[:10] for one in logical
    ]
    for post, one in zip(found, logical, strict=True):
        body = "\n".join(words(Blocks()(post), Section.POST))
        assert [text for text in one.body if text not in body] == []


def test_read_text_gives_one_post_of_a_page_of_several() -> None:
    page, logical = front_of("wordpress_month", 40, 3)
    post = read_text(page, format="html", settings=INPUT)
    assert any(one.parts[0].texts[0] in post.text for one in logical)


def test_three_hundred_posts_on_a_page_are_all_given() -> None:
    one = "<article class='post'><h2><a href='/{0}'>Inlägg {0}</a></h2>" + 2 * BODY + "</article>"
    found = posts("<body>" + "".join(one.format(number) for number in range(300)) + "</body>")
    assert [post.meta.title for post in found] == [f"Inlägg {number}" for number in range(300)]


TEASER = (
    "<article class='post'><h3><a href='/x'>Ett annat</a></h3><p>En puff som är så pass lång"
    " att den ensam kunde vara ett helt litet inlägg på en annan sida än denna.</p></article>"
)


@pytest.mark.parametrize(
    "page",
    [
        f"<title>En mobil | B</title><article><h1>En mobil</h1>{BODY}</article>{TEASER * 3}",
        f"<meta property='og:type' content='article'><article><h1>M</h1>{BODY}</article>{TEASER}",
        f"<body class='single-post'><article><h1>M</h1>{BODY}</article>{TEASER}</body>",
        f"<main><article><h1>M</h1>{BODY * 8}</article></main>{TEASER * 2}",
        f"<main><article><h1>M</h1>{BODY}</article></main><aside>{TEASER * 2}</aside>",
    ],
)
def test_a_post_with_teasers_of_others_is_one(page: str) -> None:
    post = only(page)
    assert post.meta.origin == "sida.html"
    assert "Texten i inlägget" in post.text
    assert "Ett annat" not in "".join(words(Blocks()(post), Section.POST))


def linked(script: str) -> str:
    return f'<script type="application/ld+json">{script}</script><h1>Mobilen</h1>{BODY}'


@pytest.mark.parametrize(
    ("script", "author"),
    [
        ('{"@type": "BlogPosting", "author": "Eva Lind"}', "Eva Lind"),
        (
            '{"@type": ["Article"], "author": [{"name": "Eva Lind"}, {"name": "Bo Ek"}]}',
            "Eva Lind, Bo Ek",
        ),
        (
            '{"@graph": [{"@type": "Person", "@id": "#e", "name": "Eva Lind"},'
            '{"@type": "NewsArticle", "author": {"@id": "#e"}}]}',
            "Eva Lind",
        ),
        (
            '[{"@type": "WebPage", "mainEntity": {"@type": "Article", "author": "Eva Lind"}}]',
            "Eva Lind",
        ),
        (
            '{"blogPost": [{"@type": "BlogPosting", "author": {"name": ["Eva Lind"]}}]}',
            "Eva Lind",
        ),
        ('//<![CDATA[\n{"@type": "Article", "author": {"name": "Eva\nLind"}}\n//]]>', "Eva Lind"),
        ('{"@type": "Article", "author": {"@id": "#borta"}}', None),
        ('{"@type": "Article", "author": "https://b.se/eva"}', None),
        ('{"@type": "Article", "author": {"name": 7}}', None),
        ("[" * 20_000, None),
        ("{broken", None),
    ],
)
def test_authors_in_linked_data(script: str, author: str | None) -> None:
    assert only(linked(script)).meta.author == author


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://b.se/1'>", "https://b.se/1"),
        (
            "<link rel=canonical href=/1><meta property=og:url content=https://b.se/2>",
            "https://b.se/1",
        ),
        ("<base href='https://b.se/x/'><link rel='canonical' href='1'>", "https://b.se/x/1"),
        ("<link rel='canonical' href='/1'>", "/1"),
        ("<base href='https://[b'><link rel='canonical' href='/1'>", "/1"),
        ("<meta property='og:url' content='https://b.se/2'>", "https://b.se/2"),
    ],
)
def test_addresses(head: str, url: str) -> None:
    assert only(f"<html><head>{head}</head><body><h1>T</h1>{BODY}</body></html>").meta.url == url


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("<p class=byline>Av Torkel Vinberg, rådgivare</p>", "Torkel Vinberg", None),
        ("<p>Text: Eva Lind</p>", "Eva Lind", None),
        ("<p>Publicerad 3 maj 2012 kl. 14.05</p>", None, "2012-05-03T14:05"),
        ("<p>Text: Eva Lind. Publicerad 3 maj 2012 kl. 14.05</p>", "Eva Lind", "2012-05-03T14:05"),
        (
            "<div><span>Eva Lind</span> <time datetime=2012-05-03>då</time></div>",
            "Eva Lind",
            "2012-05-03",
        ),
        ("<span itemprop=author><b itemprop=name>Eva Lind</b></span>", "Eva Lind", None),
        (
            "<a class='p-author h-card'>Eva Lind</a><i class=dt-published title=2012-05-03>nu</i>",
            "Eva Lind",
            "2012-05-03",
        ),
        ("<meta itemprop=datePublished content=2012-05-03>", None, "2012-05-03"),
    ],
)
def test_bylines(line: str, author: str | None, published: str | None) -> None:
    meta = Blocks()(only(f"<article><h1>Mobilen</h1>{line}{BODY}</article>")).meta
    assert (meta.author, meta.published) == (author, published)


def test_entities_in_titles() -> None:
    page = (
        "<title>Vi &amp; de &#8211; Bloggen</title><meta property='og:site_name' content='Bloggen'>"
    )
    assert only(page + BODY).meta.title == "Vi & de"


def test_links_keep_their_targets_and_quotations_their_kinds() -> None:
    post = only(
        f"<article><h1>T</h1>{BODY}<p>Se <a href='/r?a=1&amp;b=2'>den</a> och <q>jo</q>.</p>"
        "<blockquote cite='/k'><p>One.</p><ul><li>Two.</li></ul></blockquote></article>"
    )
    assert [(item.kind, item.target) for item in post.markup] == [
        (MarkupKind.LINK, "/r?a=1&b=2"),
        (MarkupKind.QUOTE, None),
    ]
    kinds = {block.span.of(post.text): block.kind for block in post.blocks or ()}
    assert kinds["One."] is kinds["Two."] is BlockKind.BLOCKQUOTE


@pytest.mark.parametrize(
    "box",
    [
        "<div class='x'><b>Läs också</b><br><a>Höns i Kolbäck</a><br><a>Vattenavgiften</a></div>",
        "<div class='author-box-wide'><p>Eva Lind bor i Umeå och har tre katter hemma.</p></div>",
        "<section class='related-stories'><h4>Annat</h4><a>Höns i Kolbäck</a></section>",
        "<div class='nyhetsbrev-puff'><p>Få nästa inlägg i din inkorg på fredag.</p></div>",
        "<ul class='taggar'><li><a>höns</a></li></ul>",
        "<p class='cookie-rad'>Vi använder kakor för att sidan ska fungera som den ska.</p>",
    ],
)
def test_boxes_around_a_post_are_not_the_post(box: str) -> None:
    post = Blocks()(only(f"<article><h1>Mobilen</h1>{BODY}{box}{BODY}</article>"))
    assert words(post, Section.POST) == ["Mobilen", BODY[3:-4], BODY[3:-4]]


def test_a_paragraph_that_begins_with_reading_is_the_writers() -> None:
    text = "Läs också noga det som står i bilagan, för där finns siffrorna vi saknar."
    assert text in words(
        Blocks()(only(f"<article><h1>M</h1>{BODY}<p>{text}</p></article>")), Section.POST
    )


FLAT = """<div class="kommentar" id="kommentar-7"><b class=namn>Bo Ek</b> <p>Bra sagt.</p></div>
<div class="kommentar" id="kommentar-8" %s><b class=namn>Li Ek</b> %s<p>Nej, inte alls.</p></div>
<div class="kommentar" id="kommentar-9"><b class=namn>Mo Ek</b> <p>Jo, det tycker jag.</p></div>"""


@pytest.mark.parametrize(
    ("attribute", "inside"),
    [
        ("data-parent='7'", ""),
        ("data-in-reply-to='#kommentar-7'", ""),
        ("", "<p>Svar till Bo Ek</p>"),
        ("", "<p>Som svar på Bo Ek:</p>"),
        ("", "<a class=u-in-reply-to href='#kommentar-7'>svar</a>"),
    ],
)
def test_answers_among_flat_comments(attribute: str, inside: str) -> None:
    thread = FLAT % (attribute, inside)
    post = only(f"<article><h1>T</h1>{BODY}</article><div id=kommentarer>{thread}</div>")
    assert [(each.author, each.reply_to, each.depth) for each in post.comments] == [
        ("Bo Ek", None, 0),
        ("Li Ek", "comment-1", 1),
        ("Mo Ek", None, 0),
    ]


@pytest.mark.parametrize(
    "kind", ["class='kommentar niva-{}'", "class=kommentar style='margin-left:{}em'"]
)
def test_comments_that_are_pushed_in_answer_those_less_so(kind: str) -> None:
    thread = "".join(
        f"<div {kind.format(level)}><b class=namn>Bo{number}</b><p>Ord {number}.</p></div>"
        for number, level in enumerate([0, 1, 2, 1, 0])
    )
    post = only(f"<article><h1>T</h1>{BODY}</article><div id=kommentarer>{thread}</div>")
    assert [each.reply_to for each in post.comments] == [
        None,
        "comment-1",
        "comment-2",
        "comment-1",
        None,
    ]


def test_an_answer_to_what_is_not_there_stands_by_itself() -> None:
    thread = FLAT % ("data-parent='999'", "<p>Svar till Ingen Alls</p>")
    post = only(f"<article><h1>T</h1>{BODY}</article><div id=kommentarer>{thread}</div>")
    assert [each.reply_to for each in post.comments] == [None, None, None]


BROKEN = {
    "nothing closed": "<div><article><h1>Mobilen<p>"
    + BODY[3:-4]
    + "<blockquote>Quoted<ul><li>a<li>b",
    "nested forms": f"<form><form><article><h1>M</h1>{BODY}</article></form>{BODY}</form>",
    "wrong charset": f"<meta charset='utf-16'><h1>Mobilen</h1>{BODY}",
    "unknown charset": f"<meta charset='x-ingen'><h1>Mobilen</h1>{BODY}",
    "CDATA": f"<h1>Mobilen</h1><![CDATA[ <p>bort</p> ]]>{BODY}",
    "NUL": f"<h1>Mob\x00ilen</h1>{BODY}\x00",
    "attributes twice": f"<div class=a class=post id=x id=y><h1>Mobilen</h1>{BODY}</div>",
    "long class": f"<div class='{'a ' * 50_000}'>{BODY}</div>",
    "odd numbers": f"<h1>&#0;&#xFFFFFFF;&#55296;Mobilen</h1>{BODY}",
    "comment left open": f"<h1>Mobilen</h1>{BODY}<!-- <p>bort",
    "tags as words": f"<h1>Mobilen</h1>{BODY}<p>3 < 4 och 5 > 2 <ö>å</ö></p>",
    "frames": f"<frameset><frame src=x></frameset><noframes>{BODY}</noframes>{BODY}",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_markup_is_read(name: str) -> None:
    assert "Texten i inlägget" in only(BROKEN[name]).text


@pytest.mark.parametrize("part", ["<div class=kommentar><p>Ord</p>", "<article><h2>T</h2>", "<q>"])
def test_ten_thousand_levels_of_the_same(part: str) -> None:
    found = posts(f"<h1>Titel</h1>{BODY}<div id=kommentarer>{part * 10_000}")
    assert any("Texten i inlägget" in post.text for post in found)


def test_four_thousand_flat_comments() -> None:
    one = (
        "<div class=kommentar style='margin-left:{0}px'><b class=namn>B{0}</b><p>Ord {0}.</p></div>"
    )
    thread = "".join(one.format(number) for number in range(4_000))
    post = only(f"<article><h1>T</h1>{BODY}</article><div id=kommentarer>{thread}</div>")
    assert len(post.comments) == 4_000
    assert post.comments[-1].depth == 3_999


@settings(max_examples=120, deadline=None)
@given(
    name=st.sampled_from([*BUILDERS, *HELD_OUT]),
    seed=st.integers(0, 20),
    share=st.floats(0.02, 1),
)
def test_a_page_cut_at_any_byte_is_read_or_refused(name: str, seed: int, share: float) -> None:
    data = page_of(name, seed).html.encode()
    try:
        found = posts(data[: int(len(data) * share)])
    except InputError:
        found = []
    for post in found:
        assert post.text


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "<p> </p> <div class=comment> </div> <li> <ol> <blockquote> <article> </article>"
            " <time> <h2> Kommentarer </h2> <table> <tr> <td> <br> <header> </header>"
            " <a href=#> </a> <b> </b> 2012-05-03 Anna skriver: <dl> <dt> <dd> <form> <![CDATA["
            " &amp; &# <!-- -->".split()
        ),
        max_size=60,
    )
)
def test_any_heap_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    try:
        found = posts("<html><body>" + " ".join(pieces))
    except InputError:
        found = []
    for post in found:
        Blocks()(post)


def test_the_same_page_gives_the_same_post() -> None:
    page = page_of("disqus", 5).html
    assert posts(page) == posts(page)


def test_a_generated_page_is_the_same_each_time() -> None:
    assert page_of("ghost", 2) == page_of("ghost", 2)
    assert isinstance(page_of("drupal", 2), Made)
    assert logical_post(2) != logical_post(3)
