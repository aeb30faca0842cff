"""Heads of posts, answers and page furniture in mark-up of many kinds."""

from __future__ import annotations

import pytest
from bench_readers import content_of_post
from reader_scores import Content, Score
from readers.comment_shapes import Shape, page_of_shape
from readers.furniture_shapes import PAGES, page_with
from readers.furniture_shapes import SHAPES as FURNITURE
from readers.furniture_shapes_held import SHAPES as HELD_FURNITURE
from readers.head_shapes import Head, page_of_head
from readers.head_shapes_blogs import SHAPES as BLOGS
from readers.head_shapes_held import SHAPES as HELD_HEADS
from readers.head_shapes_sites import SHAPES as SITES
from readers.reply_shapes import SHAPES as REPLIES
from readers.reply_shapes_held import SHAPES as HELD_REPLIES

from referat.readers import read
from referat.settings import load_settings
from referat.stages.blocks import Blocks

INPUT = load_settings().input
HEADS: dict[str, Head] = BLOGS | SITES


def content(page: str) -> Content:
    [post] = read("sida.html", INPUT, page.encode())
    return content_of_post(Blocks()(post))


@pytest.mark.parametrize("name", HEADS)
def test_title_author_and_date_of_each_head_are_read(name: str) -> None:
    score = Score()
    for seed in (1, 3):
        page, expected = page_of_head(HEADS[name], seed)
        found = content(page)
        score.add(expected, found)
        if not HEADS[name].signed:
            assert found.author is None
        if not HEADS[name].dated:
            assert found.published is None
    figures = score.figures()
    told = {key: figures.get(key) for key in ("title", "author", "published")}
    assert {key: value for key, value in told.items() if value not in (None, 100)} == {}
    assert (figures["F1"] or 0) > 97


def test_most_heads_that_no_rule_was_made_for_are_read() -> None:
    score = Score()
    for head in HELD_HEADS.values():
        page, expected = page_of_head(head, 5)
        score.add(expected, content(page))
    figures = score.figures()
    assert min(figures[key] or 0 for key in ("title", "author", "published")) >= 80


@pytest.mark.parametrize("shapes", [REPLIES, HELD_REPLIES])
def test_most_answers_are_told_from_what_they_answer(shapes: dict[str, Shape]) -> None:
    score = Score()
    for shape in shapes.values():
        page, expected = page_of_shape(shape, 4)
        score.add(expected, content(page))
    assert (score.figures()["parents"] or 0) >= 90


@pytest.mark.parametrize("name", FURNITURE)
def test_furniture_is_neither_the_post_nor_a_comment(name: str) -> None:
    for page in PAGES:
        html, expected = page_with(FURNITURE[name], page, 1)
        score = Score()
        found = content(html)
        score.add(expected, found)
        figures = score.figures()
        assert found.comments == ()
        assert (figures["chrome"] or 0) < 5
        assert (figures["F1"] or 0) > 95


def test_most_furniture_that_no_rule_was_made_for_is_told() -> None:
    score = Score()
    for piece in HELD_FURNITURE.values():
        for page in PAGES:
            html, expected = page_with(piece, page, 2)
            score.add(expected, content(html))
    figures = score.figures()
    assert (figures["chrome"] or 0) < 2
    assert (figures["invented"] or 0) == 0
