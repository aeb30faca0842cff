"""Ellipses that shorten a quotation."""

from __future__ import annotations

import pytest

from referat.text.cuts import find_cuts


@pytest.mark.parametrize(
    "cut", ["(…)", "[…]", "(...)", "[...]", "…", "...", "....", ". . .", "(–)", "[---]"]
)
def test_every_kind_of_cut_with_its_brackets(cut: str) -> None:
    text = f"The tools {cut} will stay."
    assert [span.of(text) for span in find_cuts(text, 0, len(text))] == [cut]


def test_cuts_at_both_edges_and_inside() -> None:
    text = "…will transform [...] the nature of work. (…)"
    assert [span.of(text) for span in find_cuts(text, 0, len(text))] == ["…", "[...]", "(…)"]


@pytest.mark.parametrize("text", ["a.. b", "slut. Början", "a – b", "(a)", "1.5.2", "[1]"])
def test_other_stops_and_dashes_are_no_cuts(text: str) -> None:
    assert find_cuts(text, 0, len(text)) == ()


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "… (…) …"
    assert [tuple(span) for span in find_cuts(text, 2, 5)] == [(2, 5)]
