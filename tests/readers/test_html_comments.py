"""Comments in mark-up of many kinds, and the rules that tell them apart there."""

from __future__ import annotations

import re

import pytest
from bench_readers import content_of_post
from reader_scores import Content, Score
from readers.comment_shapes import Shape, page_of_shape
from readers.comment_shapes_blogs import SHAPES as BLOGS
from readers.comment_shapes_hand import SHAPES as HAND
from readers.comment_shapes_later import SHAPES as LATER
from readers.comment_shapes_sites import SHAPES as SITES

from referat.post import Post
from referat.readers import read
from referat.readers.html_parse import parse_page
from referat.readers.html_runs import find_runs, signs_line
from referat.readers.html_signed import signed
from referat.settings import load_settings
from referat.stages.blocks import Blocks
from referat.text.chrome import bare_byline, clean_name, load_chrome

INPUT = load_settings().input
CHROME = load_chrome()
SHAPES: dict[str, Shape] = BLOGS | SITES | HAND | LATER
# Shapes of which some things cannot be told yet: names and answers of short comments in boxes that
# nothing parts, and what the page says below such.
PARTLY = {"facebook_plugin": 55, "wpdiscuz": 70, "mediawiki": 70}
MEASURES = ("comments", "authors", "dates", "parents")


def post_of(page: str) -> Post:
    [post] = read("sida.html", INPUT, page.encode())
    return Blocks()(post)


def content(page: str) -> Content:
    return content_of_post(post_of(page))


@pytest.mark.parametrize("name", SHAPES)
def test_comments_of_each_shape_are_told_apart_with_author_and_date(name: str) -> None:
    score = Score()
    for seed in (1, 2, 3):
        page, expected = page_of_shape(SHAPES[name], seed)
        score.add(expected, content(page))
    figures = score.figures()
    low = PARTLY.get(name, 80)
    said = {key: figures.get(key) for key in MEASURES}
    assert {key: value for key, value in said.items() if value is not None and value < low} == {}
    assert (figures["F1"] or 0) > 97


def test_most_comments_of_all_shapes_are_read_right() -> None:
    score = Score()
    for shape in SHAPES.values():
        page, expected = page_of_shape(shape, 30)
        score.add(expected, content(page))
    figures = score.figures()
    assert min(figures[key] or 0 for key in MEASURES) > 95
    assert (figures["invented"] or 0) < 3
    assert (figures["chrome"] or 0) < 2


@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if not shape.dated])
def test_a_page_without_dates_gets_none(name: str) -> None:
    page, _ = page_of_shape(SHAPES[name], 2)
    assert {comment.published for comment in post_of(page).comments} == {None}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("29 oktober 2009 kl. 12:51", None),
        ("Permalänk", None),
        ("#12", None),
        ("3.", None),
        ("At", None),
        ("Skrivet av: maria_k", "maria_k"),
        ("Skickades av Doris Holm (ej verifierad) på 2012-05-03 12:04", "Doris Holm"),
        ("Ulf Ek | 3 maj 2012 12:04 | Svara", "Ulf Ek"),
        ("torsdag 3 maj 2012, 12:04 av Ulf Ek", "Ulf Ek"),
        ("Från: elinor.n Datum: 3 maj 2012", "elinor.n"),
        ("Nisse 79", "Nisse 79"),
        ("J. Svensson", "J. Svensson"),
        ("Anna (Lund)", "Anna (Lund)"),
    ],
)
def test_a_name_is_what_a_by_line_says_besides_date_and_links(said: str, name: str | None) -> None:
    assert clean_name(said, CHROME) == name


def test_a_by_line_of_nothing_but_its_words_names_nobody() -> None:
    assert bare_byline("Postat den kl 12.04 av", CHROME) == ""


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("Tant Agda, 3/5 2012", True),
        ("/Kalle, 3/5 2012", True),
        ("Postat av: Mamma på kontoret", True),
        ("webbredaktör i Umeå skrev:", True),
        ("Kalle @ 2012-05-03, 12:04", True),
        ("Håller med om det mesta.", False),
        ("Den 3 maj 2012 var jag där och det var inte alls så här.", False),
        ("8 kommentarer", False),
        ("Svara", False),
    ],
)
def test_a_line_is_a_by_line_where_it_says_who_and_when_and_nothing_else(
    line: str, is_byline: bool
) -> None:
    assert signs_line(line, CHROME) is is_byline


def body(inside: str) -> str:
    words = "<p>Inlägget är så långt att det är det som sidan handlar om, och mer än så.</p>"
    return f"<body><div class='entry-content'><h1>Mötet</h1>{words * 3}</div>{inside}</body>"


ROWS = "<p>Det stämmer hos oss med, tyvärr.</p>", "<p>Nja, det tror jag inte alls på.</p>"
SIGNED = "<p><b>Kalle</b> skrev 3 maj 2012:</p>", "<p><b>Pia</b> skrev 4 maj 2012:</p>"


@pytest.mark.parametrize("after", [False, True])
def test_a_by_line_is_that_of_what_follows_or_of_what_goes_before(after: bool) -> None:
    pairs = zip(ROWS, SIGNED, strict=True) if after else zip(SIGNED, ROWS, strict=True)
    page = body("<h3>Kommentarer</h3>" + "".join(part for pair in pairs for part in pair))
    found = content(page).comments or ()
    assert [(one.author, one.published, one.words) for one in found] == [
        ("Kalle", "2012-05-03", re.sub("<.*?>", "", ROWS[0])),
        ("Pia", "2012-05-04", re.sub("<.*?>", "", ROWS[1])),
    ]


def test_what_stands_below_the_comments_is_in_none_of_them() -> None:
    parts = "".join(part for pair in zip(SIGNED, ROWS, strict=True) for part in pair)
    page = body(
        f"<h3>Kommentarer</h3>{parts}<h3>Läs också</h3><p>En annan text om något annat.</p>"
    )
    assert "En annan text" not in "".join(one.words for one in content(page).comments or ())


def test_a_line_that_looks_like_a_heading_opens_comments() -> None:
    parts = "".join(part for pair in zip(SIGNED, ROWS, strict=True) for part in pair)
    assert len(content(body(f"<p><b>2 kommentarer:</b></p>{parts}")).comments or ()) == 2


def test_a_link_to_another_comment_before_the_words_says_what_is_answered() -> None:
    item = (
        "<div class='comment' id='c{0}'><b>{1}</b> {2} <i>{0} maj 2012</i>"
        "<p>Ett svar som är ungefär så här långt.</p></div>"
    )
    answer = "<a href='#c3'>svarar</a>"
    page = body(
        f"<div class='comments'>{item.format(3, 'Kalle', '')}{item.format(4, 'Pia', '')}"
        f"{item.format(5, 'Ulf', answer)}</div>"
    )
    assert [one.parent for one in content(page).comments or ()] == [None, None, 0]


def units(page: str, path: str) -> dict[str, tuple[str | None, str | None]]:
    root, _ = parse_page(page)
    elements = root.xpath(path)
    found = signed(elements, CHROME)
    return {
        each.get("id"): (found[each].author, found[each].published)
        for each in elements
        if each in found
    }


def test_comparing_comments_tells_the_name_from_the_town_and_from_links() -> None:
    item = (
        "<div class='x' id='{0}'><i class='q1'>{1}</i><i class='q2'>Borås</i>"
        "<i class='q3'>{0} maj 2012</i><p>{2}</p><a>Gilla</a></div>"
    )
    page = "".join(
        item.format(day, name, words)
        for day, name, words in (
            (3, "Kalle", "Det här stämmer inte alls med vad vi har sett hos oss."),
            (4, "Tant Agda", "Amen!"),
            (5, "k8", "Man undrar ju vem som har betalat för den där mätningen."),
        )
    )
    assert units(page, "//div[@class='x']") == {
        "3": ("Kalle", "2012-05-03"),
        "4": ("Tant Agda", "2012-05-04"),
        "5": ("k8", "2012-05-05"),
    }


def test_a_date_for_machines_is_read_from_its_attribute() -> None:
    item = (
        "<div class='x' id='{0}'><b>{1}</b><i data-utime='{2}'>för länge sedan</i><p>Ja.</p></div>"
    )
    page = item.format(1, "Kalle", 1336046640) + item.format(2, "Pia", 1336046640000)
    assert {when for _, when in units(page, "//div[@class='x']").values()} == {
        "2012-05-03T12:04:00+00:00"
    }


def test_runs_of_one_by_line_inside_a_comment_are_none() -> None:
    root, _ = parse_page(
        "<div class='t'>"
        + "<div><p><b>Kalle</b> skrev 3 maj 2012:</p><p>Det stämmer hos oss med.</p></div>" * 3
        + "</div>"
    )
    assert find_runs(root.xpath("//div[@class='t']")[0], CHROME) == []
