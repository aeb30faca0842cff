"""The pages of templates that no reader is tuned on say what they are expected to say.

No reader runs here: who writes such a template checks it by what lxml finds in the page.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path

import pytest
from lxml import etree, html

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts"))

from site_builders import BUILDERS, HELD_OUT, page_of
from site_posts import FIRST, LAST, Reply, logical_post, nickname, signature

SEEDS = range(12)
UNSEEN = [name for name in HELD_OUT if name not in {"drupal", "typepad"}]
SHOWN = {
    "portal_2009": ("torsdag 3 maj 2007 09:07", "3/5 2007 kl 09.07"),
    "movable_type": ("maj 3, 2007 09:07", "maj 3, 2007 09:07"),
    "drupal6_campus": ("tor, 2007-05-03 09:07", "tor, 2007-05-03 09:07"),
    "static_isso": ("3 maj 2007", "2007-05-03T09:07:00+02:00"),
    "newsletter": ("3 maj 2007", "3 maj 2007 09:07"),
    "municipal": ("Publicerad: 2007-05-03", "2007-05-03 09:07"),
    "forum": ("2007-05-03, 09:07", "2007-05-03, 09:07"),
    "tables_2004": ("den 3 maj 2007", "3/5-07 kl 09.07"),
    "daily": ("Publicerad 2007-05-03 09:07", "09:07, 3 maj 2007"),
    "joomla_k2": ("torsdag, 03 maj 2007 09:07", "2007-05-03 09:07"),
}


def shown(page: str) -> str:
    """The words of a page that a browser would show, without those of scripts."""
    tree = html.fromstring(page)
    for each in tree.xpath("//script | //head"):
        each.drop_tree()
    return " ".join(" ".join(tree.itertext()).split())


def test_there_are_ten_and_the_reader_was_not_developed_with_any() -> None:
    assert len(UNSEEN) == 10
    assert set(UNSEEN) == set(SHOWN)
    assert not set(HELD_OUT) & set(BUILDERS)


@pytest.mark.parametrize("name", UNSEEN)
def test_a_page_shows_all_that_is_expected_of_it(name: str) -> None:
    for seed in SEEDS:
        made = page_of(name, seed)
        words = shown(made.html)
        assert made.post.author in words
        for text in made.post.body:
            assert text in words
        for reply in made.post.replies:
            assert reply.author in words
            assert all(text in words for text in reply.words)
            assert reply.quotation is None or reply.quotation in words


@pytest.mark.parametrize("name", UNSEEN)
def test_a_sentence_of_the_body_stands_in_the_page_once(name: str) -> None:
    for seed in SEEDS:
        made = page_of(name, seed, most_replies=0)
        words = shown(made.html)
        for part in made.post.parts:
            if part.kind in {"paragraph", "quotation"}:
                for text in part.texts:
                    said = sum(text in other for other in made.post.body)
                    assert words.count(text) == said


@pytest.mark.parametrize("name", UNSEEN)
def test_comments_come_in_their_order_and_below_the_post(name: str) -> None:
    for seed in SEEDS:
        made = page_of(name, seed)
        words = shown(made.html)
        place = words.index(made.post.parts[-1].texts[-1])
        for reply in made.post.replies:
            place = words.index(reply.words[0], place)


@pytest.mark.parametrize("name", UNSEEN)
def test_dates_are_written_as_such_a_site_wrote_them(name: str) -> None:
    when = datetime(2007, 5, 3, 9, 7)
    reply = Reply("Elin Fors", when, ("Jaha.",))
    post = replace(logical_post(3), published=when, replies=(reply,))
    page = HELD_OUT[name].render(post)
    of_post, of_reply = SHOWN[name]
    assert of_post in page
    # The post's stands above, so that one format may serve both.
    assert page.rindex(of_reply) > page.index(of_post)


@pytest.mark.parametrize("name", UNSEEN)
def test_a_page_is_of_the_years_of_its_template(name: str) -> None:
    years = HELD_OUT[name].years
    assert years is not None
    posts = [page_of(name, seed).post for seed in SEEDS]
    assert {post.published.year for post in posts} == set(years)
    before = [logical_post(seed) for seed in SEEDS]
    for post, old in zip(posts, before, strict=True):
        waits = [reply.published - post.published for reply in post.replies]
        assert waits == [reply.published - old.published for reply in old.replies]


def test_people_sign_with_the_same_name_each_time_and_in_several_ways() -> None:
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    signed = {name: signature(name) for name in names}
    assert signed["Lena Fors"] == "Lena"
    assert {len(each.split()) for each in signed.values()} == {1, 2, 3}
    assert {nickname(name).isupper() for name in names} == {True, False}
    assert all(escape(each) == each for each in signed.values())


def test_a_member_of_a_forum_writes_under_a_nickname_and_a_columnist_does_not() -> None:
    author = logical_post(5).author
    assert page_of("forum", 5).post.author == nickname(author) != author
    assert page_of("daily", 5).post.author == author


@pytest.mark.parametrize("name", sorted(set(UNSEEN) - {"tables_2004"}))
def test_elements_of_a_page_are_closed_as_they_were_opened(name: str) -> None:
    for seed in SEEDS:
        parser = etree.HTMLParser(recover=True)
        etree.fromstring(page_of(name, seed).html, parser)
        wrong = [error.message for error in parser.error_log if "tag" in error.message.lower()]
        # libxml2 knows no elements of HTML5 and calls them invalid.
        assert [each for each in wrong if "invalid" not in each] == []
