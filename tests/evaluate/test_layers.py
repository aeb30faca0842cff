"""Every layer's score reacts to what is wrong in it, and to nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from referat.evaluate.baselines import baselines
from referat.evaluate.digests import digest
from referat.evaluate.layers import Scored, every_layer, same_title
from referat.evaluate.measures import Confusion, Prf
from referat.summary import Summary

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"
SKOLA = CORPUS / "gold" / "skola-skarmtid.json"


@pytest.fixture(scope="module")
def gold() -> Summary:
    return Summary.model_validate_json(SKOLA.read_bytes())


def scored(gold: Summary, change: Callable[[dict[str, Any]], None]) -> Scored:
    """Gold against a copy of it that ``change`` has spoilt."""
    copy = gold.model_dump(mode="json")
    change(copy)
    told = Summary.model_validate(copy)
    layers, whole = every_layer(gold, told), digest(gold, told)
    return Scored(layers.scores | whole.scores, layers.errors + whole.errors)


def below_one(scores: Scored) -> set[str]:
    """Measures that are not perfect, but for those that ask more than an editor's digest tells."""
    return {
        name
        for name, measure in scores.scores.items()
        if measure.value is not None and measure.value < 1 and not name.endswith("_all")
    }


def test_gold_against_itself_is_perfect(gold: Summary) -> None:
    result = scored(gold, lambda copy: None)
    assert below_one(result) == set()
    assert result.errors == []
    count = len(gold.findings)
    assert result.scores["findings.overlap"] == Prf(count, count, count)


def test_a_missed_finding_is_missed_and_named(gold: Summary) -> None:
    def drop(copy: dict[str, Any]) -> None:
        lost = copy["findings"].pop()
        for item in copy["commentary"]:
            item["about"] = [key for key in item["about"] if key != lost["id"]]
        for claim in copy["claims"]:
            if claim["finding"] == lost["id"]:
                claim["finding"] = None

    result = scored(gold, drop)
    count = len(gold.findings)
    assert result.scores["findings.overlap"] == Prf(count - 1, count - 1, count)
    assert any(
        error.layer == "findings"
        and error.what == "missed"
        and error.gold == gold.findings[-1].text
        for error in result.errors
    )


def test_wider_edges_cost_exact_and_not_overlap(gold: Summary) -> None:
    def widen(copy: dict[str, Any]) -> None:
        finding = copy["findings"][0]
        finding["start"] += 4
        finding["text"] = finding["text"][4:]

    lower = below_one(scored(gold, widen))
    assert "findings.exact" in lower
    assert "findings.overlap" not in lower


def test_a_wrong_speaker_costs_the_speaker_only(gold: Summary) -> None:
    def rename(copy: dict[str, Any]) -> None:
        place = copy["findings"][0]
        copy["findings"][0]["speaker"] = {
            "start": place["start"],
            "end": place["start"] + 3,
            "text": place["text"][:3],
            "name": "Somebody Else",
        }

    assert below_one(scored(gold, rename)) == {"findings.speaker"}


def test_a_wrong_source_costs_the_source(gold: Summary) -> None:
    def lose(copy: dict[str, Any]) -> None:
        copy["findings"][0]["source"] = None

    assert below_one(scored(gold, lose)) == {"findings.source", "findings.source_named"}


def test_a_wrong_stance_is_in_the_confusion_table(gold: Summary) -> None:
    index = next(i for i, item in enumerate(gold.commentary) if item.stance == "agrees")

    def turn(copy: dict[str, Any]) -> None:
        copy["commentary"][index]["stance"] = "disagrees"

    result = scored(gold, turn)
    stance = result.scores["stance"]
    assert isinstance(stance, Confusion)
    assert stance.counts["agrees", "disagrees"] == 1
    assert {"stance", "stance.author", "digest.stances"} <= below_one(result)
    assert any(error.what == "agrees → disagrees" for error in result.errors)


def test_missing_commentary_counts_as_a_wrong_stance(gold: Summary) -> None:
    def drop(copy: dict[str, Any]) -> None:
        copy["commentary"] = []
        copy["claims"] = [claim for claim in copy["claims"] if claim["finding"]]

    result = scored(gold, drop)
    stance = result.scores["stance"]
    assert isinstance(stance, Confusion)
    assert stance.accuracy == 0
    assert stance.counts.total() == len(gold.commentary)


def test_a_claim_of_a_finding_stands_for_the_finding(gold: Summary) -> None:
    claim_of = {claim.finding: claim.id for claim in gold.claims if claim.finding}

    def point(copy: dict[str, Any]) -> None:
        for item in copy["commentary"]:
            item["about"] = [claim_of.get(key, key) for key in item["about"]]

    assert "commentary.about" not in below_one(scored(gold, point))


@pytest.mark.parametrize(
    ("field", "value", "measure"),
    [
        ("negated", True, "claims.negated"),
        ("certainty", "uncertain", "claims.certainty"),
        ("kind", "prediction", "claims.kind"),
        ("quantities", [], "claims.quantities"),
    ],
)
def test_a_claims_labels(gold: Summary, field: str, value: object, measure: str) -> None:
    index = next(
        i
        for i, claim in enumerate(gold.claims)
        if claim.quantities and not claim.negated and claim.kind != "prediction"
    )

    def spoil(copy: dict[str, Any]) -> None:
        copy["claims"][index][field] = value

    assert below_one(scored(gold, spoil)) == {measure}


def test_another_unit_is_another_quantity(gold: Summary) -> None:
    index = next(i for i, claim in enumerate(gold.claims) if claim.quantities)

    def spoil(copy: dict[str, Any]) -> None:
        copy["claims"][index]["quantities"][0]["unit"] = "pandas"

    result = scored(gold, spoil)
    assert below_one(result) == {"claims.quantities"}
    assert any(error.layer == "quantities" for error in result.errors)


def test_words_in_the_wrong_language(gold: Summary) -> None:
    index = next(i for i, run in enumerate(gold.runs) if run.kind == "title")

    def turn(copy: dict[str, Any]) -> None:
        copy["runs"][index]["language"] = "sv"

    lower = below_one(scored(gold, turn))
    assert {"language.words", "runs.overlap", "runs.recall_terms_titles"} <= lower


def test_a_digest_that_tells_less_covers_less(gold: Summary) -> None:
    def shorten(copy: dict[str, Any]) -> None:
        copy["summary"]["sv"] = copy["summary"]["sv"][:1]

    lower = below_one(scored(gold, shorten))
    assert {"digest.findings", "digest.stances", "digest.rouge1_sv", "digest.length_sv"} <= lower
    assert "digest.rouge1_en" not in lower


def test_a_name_that_the_evidence_does_not_hold_is_not_traceable(gold: Summary) -> None:
    def invent(copy: dict[str, Any]) -> None:
        copy["summary"]["sv"][0]["text"] = "Inlägget återger vad Botilda har funnit om 77 skolor."

    result = scored(gold, invent)
    assert "digest.traceable" in below_one(result)
    assert any("77, Botilda" in error.what for error in result.errors)


def test_titles() -> None:
    assert same_title("Chalk and Screens", "chalk and screens 2019")
    assert same_title(None, None)
    assert not same_title("Chalk", None)
    assert not same_title("Chal", "Chalk and Screens")


def test_baselines_have_the_measures_they_are_for(gold: Summary) -> None:
    found = dict(baselines(gold))
    assert list(found) == ["quotation marks", "langdetect", "lead-3", "LexRank", "TextRank"]
    assert set(found["quotation marks"]) == {"findings.exact", "findings.overlap"}
    assert "language.words" in found["langdetect"]
    for name in ("lead-3", "LexRank", "TextRank"):
        assert {"digest.findings", "digest.sources", "digest.rouge1_sv"} <= set(found[name])
    # The post's findings are unmarked: marks alone find none of them.
    assert found["quotation marks"]["findings.overlap"].value == 0
