"""HTML pages: the post, its title and author, and its comments."""

from __future__ import annotations

import pytest

from referat.post import BlockKind, MarkupKind, Post, Section
from referat.readers import read_text
from referat.settings import load_settings
from referat.stages.blocks import Blocks

SETTINGS = load_settings().input
BODY = "<p>Texten i inlägget är lång nog för att vara det som sidan handlar om, tycker vi.</p>"


def parsed(page: str) -> Post:
    return read_text(page, format="html", settings=SETTINGS)


def words(post: Post, section: Section | None = None) -> list[str]:
    return [
        block.span.of(post.text)
        for block in post.blocks or ()
        if section is None or block.section is section
    ]


def test_white_space_entities_and_breaks_are_those_of_a_browser() -> None:
    post = parsed("<p>Ett  <b>två </b>\n tre&nbsp;fyra &amp; fem<br>sex</p><pre>a  b\n c</pre>")
    assert words(post) == ["Ett två tre\u00a0fyra & fem\nsex", "a  b\n c"]


def test_two_breaks_part_paragraphs() -> None:
    assert words(parsed("<div>Ett<br><br>två<br/>tre</div>")) == ["Ett", "två\ntre"]


def test_a_quotation_of_several_paragraphs_is_several_blocks() -> None:
    post = parsed("<blockquote><p>Ett</p><p>Två</p><footer>– Jane Roe</footer></blockquote>")
    assert [block.kind for block in post.blocks or ()] == [
        BlockKind.BLOCKQUOTE,
        BlockKind.BLOCKQUOTE,
        BlockKind.PARAGRAPH,
    ]


def test_q_cite_and_links_are_markup_and_no_marks_are_invented() -> None:
    post = parsed('<p>Hon sa <q>jo då</q> i <cite>Boken</cite>, <a href="/x">här</a>.</p>')
    assert post.text == "Hon sa jo då i Boken, här."
    assert [(item.kind, item.span.of(post.text)) for item in post.markup] == [
        (MarkupKind.QUOTE, "jo då"),
        (MarkupKind.CITE, "Boken"),
        (MarkupKind.LINK, "här"),
    ]


def test_tables_lists_captions() -> None:
    post = parsed(
        "<ul><li>ett</li></ul><table><tr><th>a<th>b<tr><td>1<td>2</table>"
        "<figure><figcaption>Bild</figcaption></figure>"
    )
    assert [(block.kind.value, block.span.of(post.text)) for block in post.blocks or ()] == [
        ("list_item", "ett"),
        ("paragraph", "a | b"),
        ("paragraph", "1 | 2"),
        ("caption", "Bild"),
    ]


def test_a_layout_table_is_no_table() -> None:
    post = parsed("<table><tr><td><p>Ett</p></td><td><h2>Två</h2></td></tr></table>")
    assert words(post) == ["Ett", "Två"]


PAGE = f"""<!doctype html><html><head><title>Mobilen | Bloggen</title>
<meta property="og:site_name" content="Bloggen"><link rel="canonical" href="http://b.se/1">
<script type="application/ld+json">{{"@graph": [{{"@type": "BlogPosting",
"author": {{"name": "Eva Lind"}}, "datePublished": "2013-02-01T08:00:00+01:00"}}]}}</script>
<style>p {{}}</style></head><body>
<header class="site-header"><h1>Bloggen</h1><nav>Hem</nav></header>
<div id="content"><article class="post tag-mobil"><h1 class="entry-title">Mobilen</h1>
<div class="entry-meta">Av <span class="author">Eva Lind</span> <time>1 februari 2013</time></div>
<div class="entry-content">{BODY}<div class="sharedaddy">Dela på Facebook</div></div></article>
<div id="comments"><h2>2 svar på ”Mobilen”</h2>%s
<p class="nocomments">Kommentarer är stängda.</p></div></div>
<div id="sidebar">Senaste inlägg</div><footer>Sidfot</footer></body></html>"""

WORDPRESS = """<ol class="commentlist"><li class="comment depth-1" id="li-comment-7">
<div id="comment-7"><div class="comment-author vcard"><cite class="fn">Bo Ek</cite>
<span class="says">skriver:</span></div><div class="comment-metadata">
<time datetime="2013-02-02T09:00:00+01:00">2 februari</time></div>
<div class="comment-content"><p>Bra sagt.</p><blockquote>Quoted words</blockquote></div>
<div class="reply"><a class="comment-reply-link">Svara</a></div></div>
<ul class="children"><li class="comment bypostauthor" id="li-comment-8"><div id="comment-8">
<cite class="fn">Eva</cite><p>Tack.</p></div></li></ul></li>
<li class="pingback"><p>Pingback: En annan blogg</p></li></ol>"""

SWEDISH = """<div class="kommentar" id="kommentar-1"><p class="avsandare">Bo Ek,
2 februari 2013 kl. 09.00</p><p>Bra sagt.</p><blockquote>Quoted words</blockquote>
<a class="svara-lank">Svara</a><div class="svar"><p class="avsandare">Eva Lind skriver:</p>
<p>Tack.</p></div></div>"""

HTML5 = """<article><header><strong>Bo Ek</strong> <time datetime="2013-02-02T09:00">då</time>
</header><p>Bra sagt.</p><blockquote>Quoted words</blockquote><footer>Svara</footer>
<article><header><h3>Eva Lind</h3></header><p>Tack.</p></article></article>"""


@pytest.mark.parametrize("thread", [WORDPRESS, SWEDISH, HTML5])
def test_a_thread_under_three_kinds_of_markup(thread: str) -> None:
    page = PAGE.replace('id="comments"', "") if thread is HTML5 else PAGE
    post = Blocks()(parsed(page % thread))
    first, second = post.comments
    assert (first.id, first.author, first.depth, first.reply_to) == ("comment-1", "Bo Ek", 0, None)
    assert first.published is not None
    assert first.published.startswith("2013-02-02T09:00")
    assert first.span.of(post.text) == "Bra sagt.\n\nQuoted words"
    assert (second.id, second.depth, second.reply_to) == ("comment-2", 1, "comment-1")
    assert second.by_writer
    assert second.span.of(post.text) == "Tack."
    assert words(post, Section.COMMENTS) == ["Bra sagt.", "Quoted words", "Tack."]
    quoted = [block for block in post.blocks or () if block.kind is BlockKind.BLOCKQUOTE]
    assert [block.comment for block in quoted] == ["comment-1"]
    assert not [oddity for oddity in post.warnings if oddity.code == "comment_count"]


def test_responses_below_an_article_are_its_comments() -> None:
    """skog-stubbar: on such pages the thread lies outside the article, under names of its own."""
    post = Blocks()(
        parsed(
            f"""<main><article class="postArticle"><h1>Mobilen</h1>{BODY}</article>
<section class="responsesWrapper"><h4>Svar</h4>
<div class="responsesStream-item"><a href="/@bo">Bo Ek</a> <time>2 feb. 2013</time>
<p>Bra sagt, det tycker jag med.</p></div>
<div class="responsesStream-item"><a href="/@li">Li Ek</a> <time>3 feb. 2013</time>
<p>Nej, så är det inte alls hos oss.</p></div></section>
<div class="readNext"><h4>Mer</h4><a href="/x">Telefonen</a></div></main>"""
        )
    )
    assert words(post, Section.COMMENTS) == [
        "Bra sagt, det tycker jag med.",
        "Nej, så är det inte alls hos oss.",
    ]
    assert "Telefonen" not in post.text


def test_a_heading_of_comments_beside_the_post_does_not_make_it_a_thread() -> None:
    """lantbruk-lastips: post and comments are children of one element without a telling name."""
    post = Blocks()(
        parsed(
            f"""<body><div id="mitten"><h1>Mobilen</h1>{BODY}{BODY}
<h2 id="kommentarer">Kommentarer (2)</h2><dl><dt>Bo Ek, 12/11 10.31</dt><dd>Bra sagt.</dd>
<dt>Li Ek, 12/11 13.02</dt><dd>Nej, inte hos oss.</dd></dl></div></body>"""
        )
    )
    assert words(post, Section.COMMENTS) == ["Bra sagt.", "Nej, inte hos oss."]
    assert len(words(post, Section.POST)) > 1


def test_what_the_page_says_of_itself() -> None:
    meta = parsed(PAGE % WORDPRESS).meta
    assert meta.title == "Mobilen"
    assert meta.author == "Eva Lind"
    assert meta.published == "2013-02-01T08:00:00+01:00"
    assert (meta.url, meta.site) == ("http://b.se/1", "Bloggen")


def test_the_page_around_the_post_is_chrome_or_gone() -> None:
    post = Blocks()(parsed(PAGE % WORDPRESS))
    chrome = words(post, Section.CHROME)
    for phrase in ("Dela på Facebook", "2 svar på ”Mobilen”", "Pingback: En annan blogg", "Svara"):
        assert phrase in chrome
    assert chrome[-1] == "Kommentarer är stängda."
    for gone in ("Hem", "Senaste inlägg", "Sidfot", "Bloggen\n"):
        assert gone not in post.text
    assert words(post, Section.POST)[0] == "Mobilen"


def test_comments_without_any_markup_are_told_by_their_words() -> None:
    page = f"<div><h1>Titel</h1>{BODY}</div><div id=kommentarer><h3>1 kommentar</h3>"
    post = Blocks()(parsed(page + "<p>Bo Ek skriver:</p><p>Jag håller med.</p></div>"))
    assert [comment.author for comment in post.comments] == ["Bo Ek"]


def test_the_densest_element_where_nothing_is_named() -> None:
    post = parsed(f"<table><tr><td>Meny</td><td><h1>Titel</h1>{BODY}{BODY}</td></tr></table>")
    assert "Meny" not in post.text


@pytest.mark.parametrize("tag", ["div", "blockquote", "span", "b", "ul", "table"])
def test_ten_thousand_nested_tags_keep_their_words(tag: str) -> None:
    post = parsed(f"<{tag}>" * 10_000 + "Ordet" + f"</{tag}>" * 10_000 + "<p>Slutet</p>")
    assert "Ordet" in post.text
    assert "Slutet" in post.text
    assert [oddity.code for oddity in post.warnings] == ["deep_nesting"]


def test_entities_of_a_page_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    post = parsed(f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><p>Hej &l9;</p>')
    assert len(post.text) < 2000
    assert "haha" not in post.text


def test_nul_bytes_and_broken_markup() -> None:
    assert "slut" in parsed("<p>Hej\x00 <b>du<p>och </i></div>slut").text


def test_an_introduction_between_title_and_text_is_the_writers() -> None:
    intro = "En ny rapport visar att bonden sällan får del av all den kunskap som samlas in."
    page = f"""<main><h1>Titel</h1><p class="datum">3 maj 2012</p><p class="ingress">{intro}</p>
    <div class="brodtext">{BODY}</div></main><footer>Sidfot</footer>"""
    post = Blocks()(parsed(page))
    assert words(post, Section.POST)[:2] == ["Titel", intro]
    assert words(post, Section.CHROME) == ["3 maj 2012"]


def test_the_footer_of_a_post_stays_as_chrome_above_the_comments() -> None:
    page = PAGE.replace(
        "</article>\n<div", '<footer class="entry-meta">Om det</footer></article><div'
    )
    assert "Om det" in words(Blocks()(parsed(page % WORDPRESS)), Section.CHROME)
