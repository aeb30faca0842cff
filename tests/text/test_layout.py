"""Quotations in plain text, by their marks and by being set in."""

from __future__ import annotations

import pytest

from referat.post import Post
from referat.stages.blocks import Blocks

BODY = "En ny rapport om delade kök på kontor har kommit och bekräftar det mesta."
QUOTED = "Shared kitchens have not become cleaner over the last ten years."
MORE = "and every third sponge is older than the team that owns it."


def shape(text: str) -> list[tuple[str, str]]:
    post = Blocks()(Post(text))
    assert post.text == text
    return [(block.kind.value, block.span.of(text)) for block in post.blocks or ()]


@pytest.mark.parametrize("lead", ["    ", "\t", "      "])
def test_a_paragraph_that_is_set_in_is_a_quotation(lead: str) -> None:
    text = f"{BODY}\n\n{lead}{QUOTED}\n\n{lead}{MORE}\n\n{BODY}"
    assert shape(text) == [
        ("paragraph", BODY),
        ("blockquote", QUOTED),
        ("blockquote", MORE),
        ("paragraph", BODY),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"1. Diska genast.\n\n    {QUOTED}\n\n{BODY}",  # goes on with the item
        f"    {BODY}\n\n    {BODY}\n\n    {BODY}",  # all of them are
        f"{BODY}\n\n  {QUOTED}\n\n{BODY}",  # by less than four columns
        f"{BODY}\n\n    {QUOTED}\n{MORE}\n\n{BODY}",  # the first line only
    ],
)
def test_what_is_set_in_for_another_reason_is_none(text: str) -> None:
    assert "blockquote" not in [kind for kind, _ in shape(text)]


def test_set_in_comments_are_no_quotations() -> None:
    text = (
        f"Köket\n\n{BODY}\n\n2 kommentarer\n\nBo Al, 3 maj 2012\n\n    Håller med om allt.\n\n"
        "Siv Ek, 4 maj 2012\n\n    Inte jag."
    )
    assert "blockquote" not in [kind for kind, _ in shape(text)]


def test_lines_behind_a_bar_are_quoted() -> None:
    text = f"{BODY}\n\nAnna Ek skrev:\n| {QUOTED}\n| {MORE}\n\n{BODY}"
    assert ("blockquote", f"{QUOTED}\n| {MORE}") in shape(text)


def test_rows_of_a_table_are_not_quoted() -> None:
    text = f"{BODY}\n\n| kök | svampar |\n| fyra | åtta |\n\n{BODY}"
    assert "blockquote" not in [kind for kind, _ in shape(text)]


def test_quotations_of_mail_programs_are_told_from_the_answer() -> None:
    text = f"Svar\n\nAnna Ek skrev:\n> {QUOTED}\n>> {MORE}\n>\n> Ja.\n{BODY}\n"
    assert shape(text)[1:] == [
        ("paragraph", "Anna Ek skrev:"),
        ("blockquote", f"{QUOTED}\n>> {MORE}"),
        ("blockquote", "Ja."),
        ("paragraph", BODY),
    ]
