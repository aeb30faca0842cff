"""Dates in words, and the years of those that leave theirs out."""

from __future__ import annotations

import pytest

from referat.post import Meta, Post
from referat.readers import read_text
from referat.settings import load_settings
from referat.stages.blocks import Blocks
from referat.text.chrome import load_chrome
from referat.text.dates import find_date, iso_date, said_date, with_year

DATES = load_chrome().dates


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12/11 10.31", "--11-12T10:31"),
        ("19 mars", "--03-19"),
        ("den 3 maj kl 14.20", "--05-03T14:20"),
        ("May 3 at 2:10 pm", "--05-03T14:10"),
        ("maj 3, 2012 kl 1:46 em", "2012-05-03T13:46"),
        ("torsdag, maj 03, 2012 12:04:00 f.m.", "2012-05-03T00:04"),
        ("29 februari", "--02-29"),
        ("30 februari", None),
        ("13/13", None),
        ("för två år sedan", None),
        ("3 maj 2012", "2012-05-03"),
    ],
)
def test_a_day_without_a_year_is_kept_as_a_day(words: str, day: str | None) -> None:
    assert said_date(words, DATES) == day
    assert iso_date(words, DATES) == (day if day and day[0] != "-" else None)
    assert find_date(words, DATES) is not None


def test_a_month_is_no_part_of_a_name() -> None:
    assert said_date("6 maria_k", DATES) is None


@pytest.mark.parametrize(
    ("said", "after", "whole"),
    [
        ("--05-03T14:10", "2012-05-01", "2012-05-03T14:10"),
        ("--05-03", "2012-05-03T21:00:00+02:00", "2012-05-03"),
        ("--05-03T08:00", "2012-05-03T21:00", "2012-05-03T08:00"),
        ("--05-02", "2012-05-03", "2013-05-02"),
        ("--01-02", "2012-12-30", "2013-01-02"),
        ("--12-31", "2012-12-30", "2012-12-31"),
        ("--02-29", "2012-02-29", "2012-02-29"),
        ("--02-29", "2012-03-01", "2016-02-29"),
        ("--02-29", "1896-03-01", "1904-02-29"),
        ("--02-30", "2012-03-01", None),
        ("--05-03", None, None),
        ("--05-03", "2012", None),
        ("--05-03", "9999-06-01", None),
        ("2010-05-03", "2012-05-01", "2010-05-03"),
        ("2010-05-03", None, "2010-05-03"),
        (None, "2012-05-01", None),
    ],
)
def test_a_comment_has_the_first_such_day_from_the_post_on(
    said: str | None, after: str | None, whole: str | None
) -> None:
    assert with_year(said, after) == whole


PLAIN = """Mobilen på jobbet
{date}

Jag läser om mobiler och tycker att det mesta är sagt redan.

2 kommentarer

Eva Lind, 30 december kl. 14.20
Det är det inte alls.

Bo Ek, 2/1 08.15
Jo, det är det visst."""


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Publicerad 29 december 2012", ["2012-12-30T14:20", "2013-01-02T08:15"]),
        ("", [None, None]),
    ],
)
def test_comments_in_plain_text_have_their_years(date: str, expected: list[str | None]) -> None:
    text = PLAIN.format(date=date)
    post = Blocks()(read_text(text, format="txt", settings=load_settings().input))
    assert [comment.published for comment in post.comments] == expected


PAGE = """<article><h1>Mobilen</h1>{date}<p>Texten i inlägget är lång nog för att vara det som sidan
handlar om, tycker vi.</p></article><h2>Kommentarer</h2><dl><dt>Eva, Umeå, 31/12 10.31</dt>
<dd>Bra sagt.</dd><dt>Bo Ek, 2 januari</dt><dd>Nej.</dd><dt>Trackback från Hönsbloggen, 3/1 07.20
</dt><dd>[...] en läsvärd text [...]</dd></dl>"""


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<time datetime=2012-12-29>", ["2012-12-31T10:31", "2013-01-02"]),
        ("", [None, None]),
    ],
)
def test_comments_on_a_page_have_their_years(date: str, expected: list[str | None]) -> None:
    page = PAGE.format(date=date)
    post = Blocks()(read_text(page, format="html", settings=load_settings().input))
    assert [comment.author for comment in post.comments] == ["Eva, Umeå", "Bo Ek"]
    assert [comment.published for comment in post.comments] == expected


def test_a_by_line_without_a_year_does_not_date_the_post() -> None:
    text = "Mobilen\nPublicerad 3 maj\n\nDet mesta om mobiler är sagt redan."
    post = Blocks()(Post(text, Meta()))
    assert post.meta.published is None
