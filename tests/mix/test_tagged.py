"""Words with their language: whose English it is, and where and how the language changes."""

from __future__ import annotations

import pytest

from referat.mix.tagged import Place, Standing, Switch, switches, tagged_words
from referat.mix.usage import usage_of
from referat.post import (
    Block,
    BlockKind,
    Finding,
    Marking,
    Markup,
    MarkupKind,
    Post,
    Reference,
    Run,
    RunKind,
    Section,
    Sentence,
)
from referat.span import Span


def span(text: str, words: str) -> Span:
    """Where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def one_block(text: str, english: str, kind: RunKind = RunKind.TEXT, **layers: object) -> Post:
    """A post of one paragraph, Swedish but for one stretch."""
    inner = span(text, english)
    around = (
        Run(Span(0, inner.start), "sv"),
        Run(inner, "en", kind=kind),
        Run(Span(inner.end, len(text)), "sv"),
    )
    blocks = (Block(Span(0, len(text)), section=Section.POST),)
    runs = tuple(run for run in around if run.span.start < run.span.end)
    return Post(text, blocks=blocks, runs=runs, **layers)


def english(post: Post) -> set[Standing]:
    return {word.standing for word in tagged_words(post) if word.language == "en"}


def met(post: Post) -> list[tuple[Place, bool]]:
    found: tuple[Switch, ...] = switches(post, tagged_words(post))
    return [(each.place, each.marked) for each in found]


def test_english_in_a_finding_is_quoted():
    text = "Hon säger: ”it works well” igen."
    quoted = Finding(
        "f1",
        span(text, "it works well"),
        span(text, "”it works well”"),
        "en",
        Marking.MARKS,
    )
    assert english(one_block(text, "it works well", findings=(quoted,))) == {Standing.FINDING}


def test_a_title_is_a_term_marked_or_not():
    post = one_block("I Pedal Counts står det mer.", "Pedal Counts", RunKind.TITLE)
    assert english(post) == {Standing.TERM}


def test_a_line_that_names_a_source_holds_terms():
    text = "Källa: How we work now, andra upplagan"
    post = one_block(text, "How we work now", references=(Reference("r1", Span(0, len(text))),))
    assert english(post) == {Standing.TERM}


@pytest.mark.parametrize(
    ("text", "markup", "standing"),
    [
        ("Det kallas ”soft launch” ibland.", (), Standing.TERM),
        ("Vi kör en soft launch på måndag.", (), Standing.OWN),
        ("Det kallas soft launch ibland.", (MarkupKind.EMPHASIS,), Standing.TERM),
        ("Det kallas soft launch ibland.", (MarkupKind.CODE,), Standing.OWN),
    ],
)
def test_a_short_stretch_is_mentioned_where_it_is_set_apart_and_used_where_not(
    text, markup, standing
):
    marks = tuple(Markup(span(text, "soft launch"), kind) for kind in markup)
    assert english(one_block(text, "soft launch", RunKind.TERM, markup=marks)) == {standing}


def test_a_clause_of_the_writers_own_is_code_switching():
    post = one_block("Ja, and that was that, sa ingen av oss då.", "and that was that")
    assert english(post) == {Standing.OWN}


def test_the_english_of_a_post_in_english_is_no_code_switching():
    post = one_block("Hej! This post is written in English.", "This post is written in English.")
    assert english(post) == {Standing.MAIN}
    assert [word.standing for word in tagged_words(post) if word.language == "sv"] == [Standing.OWN]


def test_what_is_quoted_does_not_decide_the_language_of_a_post():
    text = "Hon säger: ”it works well for all of us” igen."
    words = "it works well for all of us"
    quoted = Finding("f1", span(text, words), span(text, f"”{words}”"), "en", Marking.MARKS)
    standings = [word.standing for word in tagged_words(one_block(text, words, findings=(quoted,)))]
    assert standings == [Standing.MAIN] * 2 + [Standing.FINDING] * 7 + [Standing.MAIN]


def test_switches_inside_a_sentence_are_bare_or_at_marks():
    assert met(one_block("Vi kör soft launch nu.", "soft launch")) == [(Place.INSIDE, False)] * 2
    assert met(one_block("Vi kör ”soft launch” nu.", "soft launch")) == [(Place.INSIDE, True)] * 2


def test_italics_count_as_marks():
    text = "Vi kör soft launch nu."
    marks = (Markup(span(text, "soft launch"), MarkupKind.EMPHASIS),)
    assert met(one_block(text, "soft launch", markup=marks)) == [(Place.INSIDE, True)] * 2


def test_a_switch_between_sentences_is_told_by_the_layer_of_sentences():
    text = "Så är det. Never mind. Nu går vi."
    parts = ("Så är det.", "Never mind.", "Nu går vi.")
    sentences = tuple(Sentence(span(text, part), "sv", ()) for part in parts)
    assert met(one_block(text, "Never mind.", sentences=sentences)) == [(Place.SENTENCE, False)] * 2


@pytest.mark.parametrize(
    ("kind", "marked"), [(BlockKind.PARAGRAPH, False), (BlockKind.BLOCKQUOTE, True)]
)
def test_a_switch_between_blocks_is_marked_by_a_block_quote(kind, marked):
    text = "Så här:\n\nIt never ends.\n\nJa."
    parts = [span(text, words) for words in ("Så här:", "It never ends.", "Ja.")]
    post = Post(
        text,
        blocks=tuple(
            Block(part, kind if number == 1 else BlockKind.PARAGRAPH, Section.POST)
            for number, part in enumerate(parts)
        ),
        runs=tuple(
            Run(part, language) for part, language in zip(parts, ("sv", "en", "sv"), strict=True)
        ),
    )
    assert met(post) == [(Place.BLOCK, marked)] * 2


def test_usage_adds_up_what_words_do_and_where_the_language_changes():
    post = one_block("Vi kör ”soft launch” nu igen.", "soft launch", RunKind.TERM)
    usage = usage_of(post, tagged_words(post))
    assert usage.words == 6
    assert usage.english_shares == {
        Standing.FINDING: 0.0, Standing.TERM: 1.0, Standing.MAIN: 0.0, Standing.OWN: 0.0
    }  # fmt: skip
    assert {kind: count for kind, count in usage.switches.items() if count} == {"inside_marked": 2}
    assert usage.switches_per_thousand["inside_marked"] == pytest.approx(2000 / 6)
    # Six words, four of them Swedish, two switches: 1 - (4 - 2) / 6.
    assert usage.corpus_cmi == pytest.approx(100 * ((2 / 3) / 2 + 5 / 6))


def test_usage_of_nothing_divides_nothing():
    usage = usage_of(Post("", blocks=(), runs=()), ())
    assert set(usage.switches_per_thousand.values()) == {None}
    assert (usage.corpus_cmi, usage.words) == (None, 0)
    assert set(usage.english_shares.values()) == set()


def test_words_of_no_language_neither_count_nor_switch():
    text = "Ja x nej"
    post = Post(
        text,
        blocks=(Block(Span(0, 8), section=Section.POST),),
        runs=(Run(Span(0, 3), "sv"), Run(Span(3, 5), "und"), Run(Span(5, 8), "sv")),
    )
    assert [word.norm for word in tagged_words(post)] == ["ja", "nej"]
    assert met(post) == []
