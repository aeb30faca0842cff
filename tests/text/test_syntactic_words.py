"""Words as treebanks count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.text.syntactic_words import syntactic_words


def words(text: str, language: str) -> list[str]:
    return [text[a:b] for a, b in syntactic_words(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TV-program om 1970-talet", ["TV-program", "om", "1970-talet"]),
        ("Bl.a. 25 000 kr.", ["Bl.a.", "25 000", "kr", "."]),
        ("kl. 12.30 i dag", ["kl.", "12.30", "i", "dag"]),
        ("EU:s 3:e våg…", ["EU:s", "3:e", "våg", "…"]),
        ("Hon skrev J. Berg ...", ["Hon", "skrev", "J.", "Berg", "..."]),
        ("under\u00adsökning", ["under\u00adsökning"]),
        ("se https://a.se/b?c=1", ["se", "https://a.se/b?c=1"]),
    ],
)
def test_swedish_words_keep_hyphens_and_abbreviations_whole(text, expected):
    assert words(text, "sv") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("long-term", ["long", "-", "term"]),
        ("Don’t say it's the U.S. way!", "Do n’t say it 's the U.S. way !".split()),
        ("We cannot", ["We", "can", "not"]),
        ("the report’s 2,500 pages", ["the", "report", "’s", "2,500", "pages"]),
        ("Mr. O'Brien agreed.", ["Mr.", "O'Brien", "agreed", "."]),
        ("no?!! :)", ["no", "?!!", ":)"]),
    ],
)
def test_english_words_part_at_hyphens_and_clitics(text, expected):
    assert words(text, "en") == expected


def test_letters_with_combining_marks_are_one_word():
    assert words("Ra\u030ad ges", "sv") == ["Ra\u030ad", "ges"]


def test_an_emoji_with_its_modifiers_is_one_mark():
    assert words("ja 👩‍🔬 👍🏽!", "sv") == ["ja", "👩‍🔬", "👍🏽", "!"]


def test_only_the_stretch_is_read():
    assert syntactic_words("ett två tre", 4, 7, "sv") == [(4, 7)]


@given(st.text(max_size=80), st.sampled_from(["sv", "en"]))
def test_words_are_in_order_and_leave_only_white_space_between_them(text, language):
    at = 0
    for start, end in syntactic_words(text, 0, len(text), language):
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
