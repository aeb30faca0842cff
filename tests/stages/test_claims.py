"""The statements that matter."""

from __future__ import annotations

import pytest
from linguistic import claim_with, summary_of

from referat.stage import Stage
from referat.stages.claims import Claims
from referat.summary import ClaimRecord

REPORT = "Jag har läst rapporten ”State of Work” från Gartner."
E1 = "Most people like the new tools and use them every day."


def quoted(words: str) -> list[ClaimRecord]:
    """The claims of a finding that a report makes."""
    return [claim for claim in summary_of(REPORT, words).claims if claim.finding]


def test_is_a_stage() -> None:
    assert isinstance(Claims(), Stage)


def test_a_finding_is_claimed_by_its_source() -> None:
    (claim,) = quoted(E1)
    assert claim.text == E1
    assert (claim.by.voice.value, claim.by.name) == ("source", "Gartner")
    assert claim.by.source == "source-1"
    assert (claim.finding, claim.commentary) == ("finding-1", None)


def test_the_speaker_goes_before_the_organisation() -> None:
    summary = summary_of(REPORT, f"”{E1[:-1]}”, säger Anna Berg.")
    assert claim_with(summary, "Most people").by.name == "Anna Berg"


def test_a_finding_and_its_paraphrase_are_one_claim() -> None:
    summary = summary_of(
        "Rapporten ”State of Space” kommer från Gartner.",
        "The number of small satellites launched each year has risen by 40 percent since 2017.",
        "Enligt Gartner har antalet småsatelliter som skjuts upp varje år ökat med 40 procent "
        "sedan 2017. Enligt Gartner har antalet småsatelliter som skjuts upp varje år minskat med "
        "40 procent sedan 2017.",
    )
    first, *others = [claim for claim in summary.claims if claim.by.voice == "source"]
    (paraphrase,) = [item for item in summary.commentary if "ökat" in item.text]
    assert (first.finding, first.also_in) == ("finding-1", [paraphrase.id])
    assert ["minskat" in claim.text for claim in others] == [True]


def test_two_main_clauses_are_two_claims_and_each_is_negated_for_itself() -> None:
    claims = quoted(
        "Experimentation is continuing but deployment has not increased over the last 12 months."
    )
    assert [claim.negated for claim in claims] == [False, True]
    assert [(q.text, q.value, q.unit) for q in claims[1].quantities] == [
        ("12 months", 12, "months")
    ]
    assert claims[0].quantities == []


def test_an_inner_quotation_is_not_cut_through() -> None:
    claims = quoted("The ‘digital board’ is here to stay, and “boards” like change.")
    for claim in claims:
        assert claim.text.count("“") == claim.text.count("”")


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("46 percent of the managers do not use them.", 46, "percent"),
        ("Three out of four managers do not use them.", 75, "percent"),
        ("Between 10 and 20 percent do not use them.", (10, 20), "percent"),
        ("The tools cost $3 billion every year, they say.", 3_000_000_000, "USD"),
        ("We asked 1,200 managers about the tools.", 1200, "managers"),
    ],
)
def test_quantities_of_english_findings(
    words: str, value: float | tuple[float, float], unit: str
) -> None:
    (claim,) = quoted(words)
    assert [(item.value, item.unit) for item in claim.quantities][:1] == [(value, unit)]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("46 procent av cheferna tvekar", 46, "percent"),
        ("tre av fyra chefer tvekar", 75, "percent"),
        ("var femte chef tvekar", 20, "percent"),
        ("hälften av cheferna tvekar", 50, "percent"),
        ("det kostar 2,5 miljoner kronor om året", 2_500_000, "SEK"),
        ("antalet möten har fördubblats", 2, "times"),
        ("mellan 10 och 20 procent tvekar", (10, 20), "percent"),
    ],
)
def test_quantities_of_what_is_reported_in_swedish(
    words: str, value: float | tuple[float, float], unit: str
) -> None:
    summary = summary_of(f"Undersökningen ”State of Work” visar att {words}.")
    (claim,) = summary.claims
    assert (claim.by.voice.value, claim.by.source) == ("source", "source-1")
    assert [(item.value, item.unit) for item in claim.quantities][:1] == [(value, unit)]


def test_a_year_is_no_quantity() -> None:
    (claim,) = quoted("Trust in the tools has fallen since 2010, they say.")
    assert claim.quantities == []


def test_the_parts_of_an_enumeration() -> None:
    (claim,) = quoted(
        "New concerns emerge: re-creation of silos, digital cultures, and language issues."
    )
    assert [part.text for part in claim.parts] == [
        "re-creation of silos",
        "digital cultures",
        "language issues",
    ]
    assert claim.kind == "concern"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Most people like the new tools and use them every day.", "result"),
        ("An increasing number of people use the tools.", "trend"),
        ("Trust in the boards has fallen for three years in a row.", "trend"),
        ("New concerns emerge as people learn about the tools.", "concern"),
        ("Managers should ask their people first.", "recommendation"),
        ("Ask your people before you buy the tools.", "recommendation"),
        ("The tools will transform the nature of work.", "prediction"),
    ],
)
def test_kinds_of_a_sources_claims(words: str, kind: str) -> None:
    (claim,) = quoted(words)
    assert claim.kind == kind


def test_negation_in_the_reported_clause_counts() -> None:
    summary = summary_of("Undersökningen visar att cheferna inte vet vad de gör.")
    (claim,) = summary.claims
    assert claim.negated
    assert [cue.text for cue in claim.cues] == ["inte"]


@pytest.mark.parametrize(
    ("words", "certainty"),
    [
        ("The tools may change the way we work.", "hedged"),
        ("It is unclear whether the tools change the way we work.", "uncertain"),
        ("The tools change the way we work.", "asserted"),
    ],
)
def test_certainty_of_findings(words: str, certainty: str) -> None:
    (claim,) = quoted(words)
    assert claim.certainty == certainty
    assert bool(claim.cues) == (certainty != "asserted")


@pytest.mark.parametrize(
    ("words", "kind", "certainty"),
    [
        ("Jag tycker att det är en dålig idé.", "judgement", "asserted"),
        ("Jag tror att det är en dålig idé.", "judgement", "hedged"),
        ("Alla borde läsa rapporten, tycker jag.", "recommendation", "asserted"),
        ("Jag tror att det kommer att ta tio år.", "prediction", "hedged"),
    ],
)
def test_the_writers_own_claims(words: str, kind: str, certainty: str) -> None:
    summary = summary_of(REPORT, E1, words)
    claim = claim_with(summary, words.rstrip(".").removeprefix("Jag tycker att "))
    assert (claim.kind.value, claim.certainty.value) == (kind, certainty)
    assert claim.by.voice == "author"
    assert claim.by.source is None
    assert claim.commentary is not None


def test_a_readers_claim_is_the_readers() -> None:
    summary = summary_of(
        REPORT,
        E1,
        "Så här är det med verktygen, och så har det varit i många år på de flesta ställen.",
        "Alla köper dem, och ingen vet varför. Det är som det är, och det blir inte bättre.",
        "1 kommentar",
        "Anna skriver:\n3 maj 2012 kl. 10.00\nJag tycker att det där är helt fel.",
    )
    claim = claim_with(summary, "helt fel")
    assert (claim.by.voice.value, claim.by.name) == ("reader", "Anna")


def test_plain_narrative_is_no_claim() -> None:
    assert summary_of("Intranätet har fått ny färg.", "Mötet hölls i Lund.").claims == []


def test_claims_lie_inside_what_they_are_of() -> None:
    summary = summary_of(REPORT, f"{E1} Few know why. (…)", "Jag tycker att det är fel.")
    spans = {item.id: item for item in [*summary.findings, *summary.commentary]}
    for claim in summary.claims:
        home = spans[claim.finding or claim.commentary or ""]
        assert home.start <= claim.start < claim.end <= home.end
        assert 0 <= claim.salience <= 1


def test_what_a_source_says_weighs_more_than_what_a_reader_says() -> None:
    summary = summary_of(
        REPORT,
        E1,
        "Så här är det med verktygen, och så har det varit i många år på de flesta ställen.",
        "Alla köper dem, och ingen vet varför. Det är som det är, och det blir inte bättre.",
        "1 kommentar",
        "Anna skriver:\n3 maj 2012 kl. 10.00\nJag tycker att det där är helt fel.",
    )
    assert claim_with(summary, "Most people").salience > claim_with(summary, "helt fel").salience


def test_each_statement_of_a_judgement_is_a_claim_of_its_own() -> None:
    summary = summary_of(
        "I rapporten Tools at Work står det: ”Most people like the new tools.”",
        "Det stämmer inte alls. Men folk är trötta, och chefen har redan köpt nästa system.",
    )
    own = [claim.text for claim in summary.claims if claim.by.voice == "author"]
    assert own[-2:] == ["folk är trötta", "chefen har redan köpt nästa system."]


def test_a_finding_is_cut_at_a_semicolon_a_concession_and_a_cut() -> None:
    summary = summary_of(
        "I rapporten Tools at Work står det:",
        "Costs fell sharply, although the effect was gone in a year; most teams never noticed it. "
        "Sales rose in spring (…) and they fell again in autumn.",
        "Det är intressant, tycker jag.",
    )
    own = [claim.text for claim in summary.claims if claim.by.voice == "source"]
    assert own == [
        "Costs fell sharply",
        "the effect was gone in a year",
        "most teams never noticed it.",
        "Sales rose in spring",
        "they fell again in autumn.",
    ]


def test_att_that_opens_a_statement_stays() -> None:
    summary = summary_of(
        "I rapporten Tools at Work står det: ”Most people like the new tools.”",
        "Det låter klokt, och att ta med personalen är alltid rätt.",
    )
    own = [claim.text for claim in summary.claims if claim.by.voice == "author"]
    assert own[-1] == "att ta med personalen är alltid rätt."


def test_a_verb_behind_a_figure_is_no_unit() -> None:
    summary = summary_of(
        "I rapporten Tools at Work står det: ”Most people like the new tools.”",
        "Så är det verkligen. Min son på sju vill aldrig handla någon annanstans.",
    )
    assert [claim.quantities for claim in summary.claims if "sju" in claim.text] == [[]]
