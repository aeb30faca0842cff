"""Whose own words, about what, and what they think of it."""

from __future__ import annotations

from linguistic import claim_with, commentary_on, summary_of

from referat.stage import Stage
from referat.stages.commentary import CommentaryStage
from referat.summary import Summary

E1 = "Most people like the new tools and use them every day."
E2 = "Few managers know how to measure the results of their work."
E3 = "A third of the employees never use the tools at all."
REPORT = "Jag har läst rapporten ”State of Work” från Gartner."
BODY = (
    "Så här är det med verktygen, och så har det varit i många år på de flesta ställen.",
    "Alla köper dem, och ingen vet varför. Det är som det är, och det blir inte bättre.",
)


def told(summary: Summary) -> list[tuple[str, list[str]]]:
    """Stance and targets of each commentary, in order."""
    return [(item.stance.value, item.about) for item in summary.commentary]


def test_is_a_stage() -> None:
    assert isinstance(CommentaryStage(), Stage)


def test_own_stretches_leave_the_finding_out() -> None:
    summary = summary_of(f"Anna Berg vet. ”{E1}” Så är det nog, tror jag.")
    (item,) = summary.commentary
    assert [own.text for own in item.own] == ["Anna Berg vet.", "Så är det nog, tror jag."]
    (found,) = summary.findings
    assert item.start < found.start < found.end < item.end


def test_a_paragraph_that_is_a_finding_is_no_commentary() -> None:
    summary = summary_of(REPORT, E1)
    assert [item.own[0].text for item in summary.commentary] == [REPORT]
    assert summary.blocks[-1].role == "finding"


def test_the_attributions_words_are_neutral_commentary() -> None:
    summary = summary_of(f"”{E1[:-1]}”, säger Anna Berg.")
    (item,) = summary.commentary
    assert item.stance == "neutral"
    assert item.about == [summary.findings[0].id]
    assert item.cues == []
    assert summary.blocks[1].role == "finding"


def test_what_leads_up_to_a_row_is_about_the_row() -> None:
    summary = summary_of(REPORT, E1, E2, E3)
    assert told(summary) == [("neutral", ["finding-1", "finding-2", "finding-3"])]


def test_what_judges_behind_a_row_is_about_the_row() -> None:
    summary = summary_of(REPORT, E1, E2, "Här håller jag inte med alls.")
    assert told(summary)[-1] == ("disagrees", ["finding-1", "finding-2"])


def test_a_turn_to_one_of_a_row_is_about_that_one() -> None:
    summary = summary_of(REPORT, E1, E2, "Det första tror jag inte på. Det andra är klokt.")
    assert told(summary)[1:] == [("disagrees", ["finding-1"]), ("agrees", ["finding-2"])]


def test_praise_between_findings_is_of_the_one_before() -> None:
    summary = summary_of(REPORT, E1, "Bra! Det stämmer precis.", E2, "Här håller jag inte med.")
    assert told(summary)[1:] == [("agrees", ["finding-1"]), ("disagrees", ["finding-2"])]


def test_a_concession_is_mixed_and_its_cues_show_both_sides() -> None:
    summary = summary_of(
        REPORT,
        E1,
        "Jag är inte lika övertygad som de. Men strunt samma. Det är i princip helt rätt tänkt.",
    )
    item = summary.commentary[-1]
    assert item.stance == "mixed"
    cues = " ".join(cue.text for cue in item.cues)
    assert "övertygad" in cues
    assert "rätt tänkt" in cues


def test_praise_with_a_but_inside_its_reasons_agrees() -> None:
    summary = summary_of(
        REPORT,
        E1,
        "Bra! Verktygen har ett stort jobb att göra internt men viktiga blir de först här.",
    )
    assert told(summary)[-1] == ("agrees", ["finding-1"])


def test_cues_lie_in_the_writers_own_words() -> None:
    summary = summary_of(f"”I agree with that, it is great”, säger Anna Berg. {REPORT}")
    for item in summary.commentary:
        for cue in item.cues:
            assert any(own.start <= cue.start and cue.end <= own.end for own in item.own)
    assert {item.stance.value for item in summary.commentary} == {"neutral"}


def test_what_is_reported_in_the_writers_words_is_about_the_sources_claims() -> None:
    summary = summary_of("Enligt rapporten State of Work vill 46 procent av kommunerna satsa.")
    (item,) = summary.commentary
    (claim,) = summary.claims
    assert (item.stance.value, item.about) == ("neutral", [claim.id])


def test_praise_of_a_reported_result_is_of_its_claim() -> None:
    summary = summary_of(
        "Enligt rapporten State of Work vill 46 procent av kommunerna satsa.",
        "Bra! Det är klokt, och det behövs.",
    )
    claim = claim_with(summary, "46 procent")
    item = commentary_on(summary, "Bra!")
    assert (item.stance.value, item.about) == ("agrees", [claim.id])


def test_what_is_about_nothing_quoted_is_neutral() -> None:
    summary = summary_of("Intranätet har fått ny färg.", "Det är blått nu.")
    assert told(summary) == [("neutral", []), ("neutral", [])]


def test_a_finding_quoted_alone_between_paragraphs_is_told_apart_from_what_follows() -> None:
    summary = summary_of(REPORT, E1, "Mötet hölls i Lund.")
    assert told(summary)[-1][0] == "neutral"


def test_irony_objects() -> None:
    summary = summary_of(REPORT, E1, "Jo tack, det har vi ju sett hur bra det gick.")
    assert told(summary)[-1] == ("disagrees", ["finding-1"])


def test_readers_speak_in_their_own_voice() -> None:
    summary = summary_of(
        REPORT,
        E1,
        "Bra!",
        *BODY,
        "2 kommentarer",
        "Anna skriver:\n3 maj 2012 kl. 10.00\nHåller inte med alls, det där är fel.",
        "Bo skriver:\n3 maj 2012 kl. 11.00\nDet tycker jag också.",
    )
    readers = [item for item in summary.commentary if item.comment]
    assert [(item.voice.value, item.comment) for item in readers] == [
        ("reader", "comment-1"),
        ("reader", "comment-2"),
    ]
    assert readers[0].stance == "disagrees"
    assert all(item.voice == "author" for item in summary.commentary if not item.comment)
    assert summary.blocks[-1].role == "comment"


def test_roles_of_all_kinds() -> None:
    summary = summary_of(REPORT, E1, f"”{E2[:-1]}”, säger Anna Berg. Det är fel.", "Källa: Gartner")
    assert [block.role.value for block in summary.blocks] == [
        *("heading", "commentary", "finding", "commentary", "reference")
    ]


def test_an_english_commentary_keeps_its_language() -> None:
    summary = summary_of("Så här är det med verktygen hos oss.", "I agree with myself.")
    assert summary.commentary[0].language == "sv"
