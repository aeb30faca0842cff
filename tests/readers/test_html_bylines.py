"""Who wrote a post and when, as the builders of blogs and hand-made pages show it."""

from __future__ import annotations

import pytest

from referat.post import Post, Section
from referat.readers import read_text
from referat.settings import load_settings
from referat.stages.blocks import Blocks
from referat.text.dates import address_date

WORDS = "Texten i inlägget är lång nog för att vara det som sidan handlar om, tycker vi."
BODY = f"<p>{WORDS}</p>"


def post_of(page: str) -> Post:
    return Blocks()(read_text(page, format="html", settings=load_settings().input))


@pytest.mark.parametrize(
    "line",
    [
        "<div class=submitted>Skickat av <a>Eva Lind</a> den tor, 2012-05-03 - 14:02</div>",
        "<div class=node__meta>Av <span class='field--name-uid'>Eva Lind</span>, 3 maj 2012</div>",
        "<p class=x>Postat av Eva Lind den 3 maj 2012</p>",
        "<p>Skrivet av Eva Lind, 2012-05-03 14:02</p>",
        "<p>Publicerat: 2012-05-03 14:02</p><p>Text: Eva Lind</p>",
        "<p>Datum: 3 maj 2012</p><p>Av Eva Lind</p>",
        "<div class=blog-meta><span class=blog-meta-item--author>Eva Lind</span>"
        "<time class=blog-meta-item--date>3 maj 2012</time></div>",
        "<span data-hook=user-name>Eva Lind</span> <span data-hook=time-ago>3 maj 2012</span>",
        "<a data-testid=authorName>Eva Lind</a> "
        "<span data-testid=storyPublishDate>3 maj 2012</span>",
        "<a rel='author nofollow'>Eva Lind</a> <span class=article__published>3 maj 2012</span>",
        "<span property='dc:date dc:created' content=2012-05-03T14:02>i våras</span>"
        "<span property=schema:author>Eva Lind</span>",
        "<div class=entry-footer-info>Postat av Eva Lind den 3 maj 2012 kl 14:02 | Permalänk</div>",
        "<p class=asset-meta>By <span class='vcard author'>Eva Lind</span> on May 3, 2012</p>",
        "<b rel=schema:author>Eva Lind</b> <span class=x--name-created>3 maj 2012</span>",
        "<p>Skickat av <span class=username>Eva Lind</span> den 2012-05-03</p>",
        "<div class=post_author>Eva Lind</div><div class=post_datum>2012-05-03</div>",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_by_lines_of_many_kinds(line: str, above: bool) -> None:
    inside = f"{line}{BODY}" if above else f"{BODY}{BODY}{line}"
    post = post_of(f"<article><h1>Mobilen</h1>{inside}</article>")
    assert post.meta.author == "Eva Lind"
    assert (post.meta.published or "")[:10] == "2012-05-03"


@pytest.mark.parametrize(
    "above",
    [
        "<h2>3 maj 2012</h2>",
        "<p>Torsdag 3 maj 2012</p>",
        "<div class=date-header>2012-05-03</div>",
        "<h4><b>den 3 maj 2012</b></h4>",
    ],
)
def test_a_date_above_the_title(above: str) -> None:
    post = post_of(f"<body><div>{above}<h1>Mobilen</h1>{BODY}</div></body>")
    assert post.meta.published == "2012-05-03"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://b.example/2012/05/03/mobilen", "2012-05-03"),
        ("https://b.example/2012/5/3", "2012-05-03"),
        ("/2012-05-03-mobilen.html", "2012-05-03"),
        ("https://b.example/2012/05/mobilen", None),
        ("https://b.example/2012/13/03/mobilen", None),
        ("https://b.example/a/20120503", None),
        ("https://b.example/2012/05/031", None),
    ],
)
def test_the_address_is_the_last_to_tell_the_day(address: str, day: str | None) -> None:
    assert address_date(address) == day
    page = f"<link rel=canonical href='{address}'><article><h1>Mobilen</h1>%s{BODY}</article>"
    assert post_of(page % "").meta.published == day
    assert post_of(page % "<p>Publicerad 1 juni 2010</p>").meta.published == "2010-06-01"


def test_a_long_box_that_is_called_after_its_author_is_the_post() -> None:
    post = post_of(f"<body><h1>Mobilen</h1><div class=by_author>{BODY * 5}</div></body>")
    sections = [each.section for each in post.blocks or ()]
    assert sections == [Section.POST] * 6


def test_a_comment_that_is_called_after_the_author_keeps_its_words() -> None:
    thread = (
        "<ol id=comments><li class='comment by-author'><b class=fn>Eva Lind</b> Tack för det.</li>"
        "<li class=comment><b class=fn>Bo Ek</b> Varsågod.</li></ol>"
    )
    post = post_of(f"<article><h1>Mobilen</h1>{BODY}</article>{thread}")
    assert [each.span.of(post.text) for each in post.comments] == ["Tack för det.", "Varsågod."]
