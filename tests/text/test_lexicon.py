"""Phrases looked up in words."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from referat.text.lexicon import Lexicon, load_tables

FILES = sorted(
    item.name
    for item in (resources.files("referat.text") / "lexicons").iterdir()
    if item.name.endswith(".toml")
)


def found(lexicon: Lexicon, words: str) -> list[tuple[str, str]]:
    return [(match.label, match.phrase) for match in lexicon.find(words.split())]


def test_the_longest_phrase_wins() -> None:
    lexicon = Lexicon({"no": ["inte"], "only": ["inte bara"]})
    assert found(lexicon, "det är inte bara så , inte alls") == [
        ("only", "inte bara"),
        ("no", "inte"),
    ]


def test_a_star_stands_for_any_ending() -> None:
    lexicon = Lexicon({"x": ["felaktig*", "har fel*"]})
    assert found(lexicon, "felaktiga de har felaktigt") == [("x", "felaktig*"), ("x", "har fel*")]
    assert found(lexicon, "fel") == []


def test_a_phrase_under_two_labels_keeps_the_first() -> None:
    assert found(Lexicon({"a": ["ja"], "b": ["ja"]}), "ja") == [("a", "ja")]


def test_matches_do_not_overlap_and_give_word_indexes() -> None:
    matches = list(Lexicon({"x": ["a b", "b c"]}).find(["a", "b", "c"]))
    assert [(match.first, match.last) for match in matches] == [(0, 2)]


def test_a_phrase_does_not_reach_past_the_end() -> None:
    assert Lexicon({"x": ["a b c"]}).at(["a", "b"], 0) is None


@pytest.mark.parametrize("name", FILES)
def test_every_lexicon_is_toml_in_normal_form(name: str) -> None:
    raw = (resources.files("referat.text") / "lexicons" / name).read_text(encoding="utf-8")
    assert tomllib.loads(raw) == load_tables(name.removesuffix(".toml"))
    assert "’" not in raw.split("#")[0]
