"""The row of a post, from the pipeline, against its text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from referat.assemble import load
from referat.mix.rows import MixRow, row_of
from referat.models import load_word_model
from referat.post import Post
from referat.readers import read_text

TEXT = (
    "Mjuk start\n\nHon skriver: ”Most meetings could have been an email, and nobody would miss "
    "them”, och det stämmer.\n\nVi kör en soft launch på måndag. Kollegan mailade mig."
)


@pytest.fixture(scope="module")
def row() -> MixRow:
    pipeline = load()
    post = pipeline.annotate(read_text(TEXT, settings=pipeline.settings.input))
    post = replace(post, meta=replace(post.meta, tags=("kontor",)))
    return row_of(post, "x", load_word_model().log_odds)


def test_counts_agree_with_each_other(row):
    assert row.words == row.words_sv + row.words_en == sum(each.words for each in row.languages)
    assert row.words_en == row.en_finding + row.en_term + row.en_main + row.en_own
    assert (row.en_finding, row.en_term, row.en_own) == (12, 0, 2)
    assert row.utterances == 4
    assert row.tags == ("kontor",)


def test_switches_are_told_apart(row):
    assert (row.inside_marked, row.inside_bare) == (2, 2)
    assert row.block_marked + row.block_bare + row.sentence_marked + row.sentence_bare == 0
    assert row.mixed == 2


def test_insertions_are_the_writers_own(row):
    assert [(each.lemma, each.inflected) for each in row.insertions] == [
        ("soft launch", False),
        ("mail", True),
    ]


def test_stretches_cover_the_post_and_name_standings(row):
    english = [
        (row.text[each.start : each.end].strip(" ”,"), each.standing)
        for each in row.stretches
        if each.language == "en"
    ]
    assert [standing for _, standing in english] == ["finding", "own"]
    assert english[1][0] == "soft launch"
    covered = "".join(row.text[each.start : each.end] for each in row.stretches)
    assert covered == TEXT.replace("\n\n", "")


def test_a_post_without_words_has_a_row_of_nothing():
    row = row_of(Post("46 %", blocks=(), runs=()), "x", float)
    assert (row.words, row.utterances, row.cmi, row.m_index) == (0, 0, None, None)
    assert (row.insertions, row.stretches) == ((), ())
