"""`broken` names each promise that a summary does not keep."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from linguistic import summary_of

from referat.promises import broken
from referat.summary import Summary

WHOLE = summary_of(
    "Jag har läst rapporten ”State of Work” från Gartner.",
    "46 percent of the managers like the new tools.",
    "Det stämmer bra.",
)


def _checksum(summary: Summary) -> Summary:
    found = summary.findings[0].model_copy(update={"start": summary.findings[0].start + 1})
    return summary.model_copy(update={"findings": [found]})


def _outside(summary: Summary) -> Summary:
    run = summary.runs[-1].model_copy(update={"end": len(summary.text) + 5})
    return summary.model_copy(update={"runs": [*summary.runs[:-1], run]})


def _gap_in_runs(summary: Summary) -> Summary:
    return summary.model_copy(update={"runs": summary.runs[:-1]})


def _nobodys_words(summary: Summary) -> Summary:
    return summary.model_copy(update={"commentary": summary.commentary[:-1]})


def _twice(summary: Summary) -> Summary:
    return summary.model_copy(update={"findings": summary.findings * 2})


def _digest(summary: Summary, **change: object) -> Summary:
    first = summary.summary.sv[0].model_copy(update=change)
    digest = summary.summary.model_copy(update={"sv": [first]})
    return summary.model_copy(update={"summary": digest})


def _no_evidence(summary: Summary) -> Summary:
    return _digest(summary, evidence=[])


def _false_evidence(summary: Summary) -> Summary:
    return _digest(summary, evidence=["claim-99"])


def _false_figure(summary: Summary) -> Summary:
    return _digest(summary, text="I rapporten svarar 47 procent.")


def _false_name(summary: Summary) -> Summary:
    return _digest(summary, text="I rapporten svarar Karlström för 46 procent.")


def test_a_sound_summary_breaks_none() -> None:
    assert broken(WHOLE) == []


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_checksum, "findings[0]"),
        (_outside, "lies outside the text"),
        (_gap_in_runs, "runs: the block"),
        (_nobodys_words, "is nobody's"),
        (_twice, "overlap"),
        (_no_evidence, "has no evidence"),
        (_false_evidence, "'claim-99', which does not exist"),
        (_false_figure, "the figure '47'"),
        (_false_name, "the name 'Karlström'"),
    ],
)
def test_each_broken_promise_is_named(spoil: Callable[[Summary], Summary], named: str) -> None:
    assert any(named in line for line in broken(spoil(WHOLE)))


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ("Av 3,5 miljoner svarade alla.", "Of 3.5 million, all answered."),
        ("Av 1 000 svarade alla.", "Of 1000, all answered."),
        ("Gartners rapport säger det.", "The report by Gartner says so."),
    ],
)
def test_other_notations_and_genitives_are_no_breach(post: str, said: str) -> None:
    summary = summary_of(post, "Det är så det är, tycker jag.")
    assert broken(_digest(summary, text=said)) == []
