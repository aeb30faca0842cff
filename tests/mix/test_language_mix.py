"""The language mix, counted by hand."""

from __future__ import annotations

import pytest

from referat.mix import block_mixes, language_mix
from referat.post import Block, Post, Run, Section
from referat.span import Span


def post(*blocks: list[tuple[str, str]], chrome: int | None = None) -> Post:
    """A post whose blocks are given as runs of (language, words)."""
    text = "\n\n".join("".join(words for _, words in block) for block in blocks)
    made: list[Block] = []
    runs: list[Run] = []
    at = 0
    for index, block in enumerate(blocks):
        start = at
        for language, words in block:
            runs.append(Run(Span(at, at + len(words)), language))
            at += len(words)
        section = Section.CHROME if index == chrome else Section.POST
        made.append(Block(Span(start, at), section=section))
        at += 2
    return Post(text, blocks=tuple(made), runs=tuple(runs))


def test_words_shares_and_switches() -> None:
    mix = language_mix(
        post(
            [("sv", "Hon säger: ”"), ("en", "it works"), ("sv", "” igen.")],
            [("en", "It does.")],
        )
    )
    assert mix.tokens == {"sv": 3, "en": 4}
    assert mix.share == {"sv": 0.4286, "en": 0.5714}
    assert mix.switch_points == 3  # säger|it, works|igen, igen|It


def test_figures_marks_and_addresses_are_not_counted() -> None:
    mix = language_mix(post([("sv", "Av 46, se https://a.se – ja!")]))
    assert mix.tokens == {"sv": 3}


def test_a_run_without_words_is_no_switch() -> None:
    mix = language_mix(post([("sv", "Ja.")], [("und", "46 %")], [("sv", "Nej.")]))
    assert (mix.tokens, mix.switch_points) == ({"sv": 2}, 0)


def test_only_the_post_itself_counts() -> None:
    mix = language_mix(post([("sv", "Ja.")], [("en", "Share this")], [("sv", "Nej.")], chrome=1))
    assert (mix.tokens, mix.switch_points) == ({"sv": 2}, 0)


@pytest.mark.parametrize("blocks", [[], [[("und", "46 %")]]])
def test_a_post_without_a_word_has_empty_tables(blocks: list[list[tuple[str, str]]]) -> None:
    mix = language_mix(post(*blocks))
    assert (mix.tokens, mix.share, mix.switch_points) == ({}, {}, 0)


def test_blocks_have_a_mix_each_by_their_number_in_the_post() -> None:
    made = post(
        [("sv", "Ja, "), ("en", "right")],
        [("en", "Share this")],
        [("und", "46 %")],
        [("sv", "Nej.")],
        chrome=1,
    )
    assert [(number, mix.tokens, mix.cmi) for number, mix in block_mixes(made)] == [
        (0, {"en": 1, "sv": 1}, 50.0),
        (3, {"sv": 1}, 0.0),
    ]
