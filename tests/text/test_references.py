"""Lines that only name a source."""

from __future__ import annotations

import pytest
from linguistic import pipeline, summary_of

from referat.readers import read_text
from referat.settings import load_settings


@pytest.mark.parametrize(
    "line",
    [
        "Källa: State of Work, Gartner, 2011",
        "Läs mer: The Paywall Year",
        "https://example.com/state-of-work",
        "Länk: https://example.com/state-of-work",
    ],
)
def test_lines_that_only_name_a_source(line: str) -> None:
    summary = summary_of("Rapporten är dyster och lång, men den är läsvärd.", line)
    assert [item.text for item in summary.references] == [line]
    assert summary.findings == []
    assert summary.blocks[-1].role == "reference"


@pytest.mark.parametrize(
    "line",
    [
        "Källan till problemet är att ingen frågar.",
        "Läs mer om hur vi gjorde förra året och varför det gick så illa som det gjorde.",
    ],
)
def test_sentences_that_say_something_are_none(line: str) -> None:
    assert summary_of("Rapporten är dyster och lång.", line).references == []


def test_a_links_text_alone_on_its_line_is_one() -> None:
    html = (
        "<html><body><article><h1>Trenden</h1><p>Rapporten är dyster och lång, men läsvärd.</p>"
        "<p><a href='https://example.com/r'>State of Work 2011</a></p></article></body></html>"
    )
    post = read_text(html, format="html", settings=load_settings().input)
    assert [item.text for item in pipeline()(post).references] == ["State of Work 2011"]


@pytest.mark.parametrize(
    "line",
    [
        "Hela rapporten, från Acme Institute:",
        "Jane Hill, ”Why Slow Money Loses”, The Ledger",
    ],
)
def test_a_line_that_leads_to_what_stands_below_and_an_entry_of_a_list_are_ones(line: str) -> None:
    summary = summary_of(
        "Rapporten är dyster och lång, men den är läsvärd.", line, "Care by the Clock: Time at Work"
    )
    assert line in [item.text for item in summary.references]
