"""Input made to be hard: it is read, keeps every promise, and costs no more than its length.

Nothing here looks at a clock: work is counted in calls.
"""

from __future__ import annotations

import sys
from functools import cache

import pytest
from promise_checks import check, check_checksums, check_cover, check_partition

import referat
from referat.readers import read
from referat.settings import load_settings


@cache
def pipeline() -> referat.Pipeline:
    return referat.load()


HARD = {
    "nested Swedish marks": lambda n: "Hon sade: " + "”Ja " * n + "så är det" + "”" * n + ".",
    "nested English marks": lambda n: "“It is so " * n + "”" * n,
    "nested guillemets": lambda n: "»Ja " * n + "«" * n,
    "apostrophes": lambda n: "’t is ’n rock ’n roll " * n,
    "marks in turn": lambda n: '”“"»«’‘„' * n,
    "unclosed brackets": lambda n: "(… [... " * n,
    "quote signs": lambda n: "> " * n + "It never ends.",
    "dashes": lambda n: "– Ja, säger hon. " * n,
    "list numbers": lambda n: "1. " * n + "Klart",
    "deep indents": lambda n: (
        "3 kommentarer\n\n" + "".join(" " * (i % 40) + "1. Jo.\n" for i in range(n))
    ),
    "one-letter paragraphs": lambda n: "a\n\n" * n,
    "switches of language": lambda n: "Det här är the thing that matters och inte " * n,
    "attributed quotations": lambda n: "Han säger: ”Ja, det är så.” " * n,
    "sources in a row": lambda n: "Enligt en rapport från Storbolaget ökar handeln. " * n,
    "figures": lambda n: "1 000 " * n + "2,5 procent " * n,
}


@pytest.mark.parametrize("hard", HARD)
def test_ten_thousand_marks_give_a_sound_summary(hard):
    check(pipeline()(HARD[hard](10_000)))


@pytest.mark.parametrize("unit", ["a", "å", "ab1", "ord.", "”", "…", "😀", "<b>", "a\u0308", "1,"])
def test_a_megabyte_without_a_blank_gives_a_sound_summary(unit):
    summary = pipeline()(unit * (1_000_000 // len(unit.encode())))
    check_checksums(summary)
    check_partition(summary)
    check_cover(summary)


def calls(text: str) -> int:
    """How many calls, of Python functions and of built-in ones, it takes to summarise ``text``."""
    count = 0

    def tally(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tally)
    try:
        pipeline()(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("hard", HARD)
def test_four_times_the_text_is_about_four_times_the_work(hard):
    calls(HARD[hard](10))
    assert calls(HARD[hard](1_600)) < 5 * calls(HARD[hard](400)) + 1_000


@pytest.mark.parametrize(
    ("name", "text", "last_word"),
    [
        ("deep.html", "<div>" * 10_000 + "<p>Hej där, du gamla du fria</p>", "fria"),
        ("deep.html", "<blockquote>" * 10_000 + "<p>It never ends, they say</p>", "say"),
        ("deep.html", "<ul><li>" * 10_000 + "Sist på listan", "listan"),
        ("deep.html", "<b>" * 10_000 + "Fetast av alla", "alla"),
        ("deep.md", "> " * 10_000 + "It never ends", "ends"),
        ("deep.md", "*" * 10_000 + "Hej på dig" + "*" * 10_000, "dig"),
        ("deep.md", "[" * 10_000 + "Hej på dig" + "](x)" * 10_000, "dig"),
    ],
)
def test_ten_thousand_nested_tags_keep_their_words(name, text, last_word):
    (post,) = read(name, load_settings().input, text.encode())
    summary = pipeline()(post)
    check(summary)
    assert last_word in summary.text


def test_a_billion_laughs_stay_unread():
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    page = f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><html><body><p>Hej &l9; då.</p>'
    (post,) = read("laughs.html", load_settings().input, page.encode())
    assert len(post.text) < 10 * len(page)
