"""How much a claim matters."""

from __future__ import annotations

from linguistic import summary_of

from referat.summary import ClaimRecord, Summary

REPORT = "Jag har läst rapporten ”State of Work” från Gartner."
SHARE = "38 percent of the employees never use the new tools at all."
PLAIN = "Few managers know how to measure the results of their work."
OWN = "Jag tycker att alla borde få mer tid för sådant."


def claim(summary: Summary, words: str) -> ClaimRecord:
    (found,) = [item for item in summary.claims if words in item.text]
    return found


def test_a_share_matters_more_than_a_statement_without() -> None:
    first = summary_of(REPORT, SHARE, PLAIN)
    assert claim(first, "38 percent").salience > claim(first, "Few managers").salience


def test_what_is_told_first_matters_more() -> None:
    more = "The tools are used by most of the staff. Nobody asked them what they need."
    early, late = summary_of(REPORT, PLAIN, SHARE, more), summary_of(REPORT, SHARE, more, PLAIN)
    assert claim(early, "Few managers").salience > claim(late, "Few managers").salience


def test_a_source_matters_more_than_the_writer() -> None:
    summary = summary_of(REPORT, PLAIN, OWN)
    assert claim(summary, "Few managers").salience > claim(summary, "mer tid").salience
