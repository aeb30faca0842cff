"""Quotation marks, paired as writers pair them."""

from __future__ import annotations

import pytest

from referat.text.quotes import MAX_DEPTH, find_quoted


def inner(text: str) -> list[str]:
    return [quoted.inner.of(text) for quoted in find_quoted(text, 0, len(text))]


@pytest.mark.parametrize(
    "marks",
    [
        "””",
        "“”",
        '""',
        "»«",
        "»»",
        "«»",
        "’’",
        "„“",
        "“““"[:2],
        "''",
        "‘’",
        "‹›",
        '”"',
        '"”',
        "“„"[:1] + '"',
    ],
)
def test_every_style_and_mismatched_pairs(marks: str) -> None:
    opening, closing = marks
    text = f"Hon sa {opening}allt ska bort{closing} och gick."
    found = find_quoted(text, 0, len(text))
    assert [quoted.inner.of(text) for quoted in found] == ["allt ska bort"]
    assert found[0].outer.of(text) == f"{opening}allt ska bort{closing}"
    assert found[0].closed
    assert found[0].depth == 0


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("”Vi ville ’testa’ det”, sa hon", "testa"),
        ("”Vi ville ”testa” det”, sa hon", "testa"),
        ("“We wanted to ‘test’ it”, sa hon", "test"),
        ('"’Bra’ sa han"', "Bra"),
    ],
)
def test_nested_marks_are_one_deeper(text: str, inside: str) -> None:
    outer, nested = find_quoted(text, 0, len(text))
    assert (outer.depth, nested.depth) == (0, 1)
    assert nested.inner.of(text) == inside
    assert outer.inner.holds(nested.outer)


def test_an_unclosed_mark_runs_to_the_end_and_says_so() -> None:
    text = "Hon sa: ”allt ska bort."
    (found,) = find_quoted(text, 0, len(text))
    assert found.inner.of(text) == "allt ska bort."
    assert not found.closed


def test_an_unclosed_single_mark_inside_does_not_hide_the_outer_close() -> None:
    assert inner("”Låt ‘em gå” sa han") == ["Låt ‘em gå"]


@pytest.mark.parametrize(
    "text",
    [
        "don't stop, it's fine",
        "’90-talet var bra",
        "låt ’em gå",
        '5" skärm och 6" till',
        "rock’n’roll",
        "företagets’ och kundernas’",
        "O’Brien och D’Angelo",
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    assert inner(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("”A”–”B”", ["A", "B"]),
        ("(”a b”)", ["a b"]),
        ("”a b”, ”c d”", ["a b", "c d"]),
        ("”a b” ”c d”", ["a b", "c d"]),
        ("”a b.”\n”c d.”", ["a b.", "c d."]),
        ("”…will transform”", ["…will transform"]),
        ("”Varför?”, frågar hon", ["Varför?"]),
    ],
)
def test_neighbours_and_punctuation(text: str, found: list[str]) -> None:
    assert inner(text) == found


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "”a” och ”b” och ”c”"
    assert [q.inner.of(text) for q in find_quoted(text, 4, 11)] == ["b"]


def test_what_is_nested_too_deep_belongs_to_what_is_around_it() -> None:
    text = "”a " * 10_000
    found = find_quoted(text, 0, len(text))
    assert max(quoted.depth for quoted in found) == MAX_DEPTH - 1
