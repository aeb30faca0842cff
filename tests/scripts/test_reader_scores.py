"""How the benchmark of page readers counts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts"))

from bench_readers import table
from reader_scores import Content, Remark, Score, answers, foreign, holds, word_f1


def test_words_are_compared_as_a_multiset_without_case_or_marks() -> None:
    assert word_f1("Ett, två två!", "två ETT två") == 1
    assert word_f1("ett två", "ett ett") == pytest.approx(0.5)
    assert word_f1("", "") == 1
    assert word_f1("ett", "") == 0


def test_chrome_is_what_was_not_expected() -> None:
    assert foreign("ett två", "ett två dela") == (4, 10)
    assert foreign("ett ett", "ett") == (0, 3)


def test_a_part_stands_in_a_text_only_whole() -> None:
    assert holds("Hon sa: One, two. Sedan", "one two")
    assert not holds("one, and two", "one two")
    assert not holds("ones two", "one two")


def test_each_comment_is_found_once_and_the_likest_first() -> None:
    expected = [Remark("bra sagt"), Remark("bra sagt")]
    assert answers(expected, [Remark("nej"), Remark("bra sagt")]) == {1: 1}
    assert answers(expected, [Remark("bra sagt"), Remark("Bra sagt!")]) == {0: 0, 1: 1}


def test_a_page_is_scored_by_what_is_missing_wrong_and_invented() -> None:
    expected = Content(
        "Titel ord",
        "Titel",
        "Eva Lind",
        "2012-05-03T10:00",
        ("a b",),
        (Remark("ett två tre", "Bo", "2012-05-04"), Remark("fyra fem sex", "Li", None, 0, "fem")),
    )
    found = Content(
        "Titel ord",
        "Titel",
        None,
        "2012-05-03",
        (),
        (
            Remark("sju åtta"),
            Remark("ett två tre", "Bo", "2012-05-05"),
            Remark("fyra fem sex", "Bo", None, 1, "fyra fem"),
        ),
    )
    score = Score()
    score.add(expected, found)
    figures = score.figures()
    assert figures == {
        "F1": 100,
        "chrome": 0,
        "quotations": 0,
        "title": 100,
        "author": 0,
        "published": 100,
        "comments": 100,
        "invented": pytest.approx(100 / 3),
        "authors": 50,
        "dates": 0,
        "parents": 100,
        "requoted": 100,
    }


def test_comments_in_one_text_are_found_but_have_no_authors() -> None:
    score = Score()
    score.add(
        Content("a", comments=(Remark("bra sagt", "Bo"),)),
        Content("a", None, comments=None, talk="Bra sagt!"),
    )
    assert score.figures()["comments"] == 100
    assert "authors" not in score.figures()


def test_a_library_that_is_not_there_has_a_row_that_says_so() -> None:
    lines = table({"referat": {"F1": 99.54}, "another": None}, ["F1", "chrome"]).splitlines()
    assert lines[2:] == ["| referat | 99.5 | – |", "| another | not installed | |"]
