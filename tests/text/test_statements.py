"""What a statement says of itself."""

from __future__ import annotations

import pytest
from linguistic import sentences

from referat.span import Span
from referat.text.modality import Modality, modality
from referat.text.statements import claim_kind, enumeration


def said(text: str) -> Modality:
    return modality([token for s in sentences(text) for token in s.tokens if token.is_word])


def cues(text: str) -> list[str]:
    return [cue.of(text) for cue in said(text).cues]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The deployment has not increased.", "not"),
        ("It is no longer needed.", "no longer"),
        ("It doesn't work.", "doesn't"),
        ("Det har aldrig hänt.", "aldrig"),
        ("Varken chefer eller anställda vet.", "Varken"),
        ("Inga chefer svarade.", "Inga"),
        ("Det kan inte mätas.", "inte"),
        ("Stores that kept their staff did not close.", "not"),
    ],
)
def test_the_main_predicate_is_negated(text: str, cue: str) -> None:
    assert said(text).negated
    assert cues(text) == [cue]
    assert said(text).certainty.value == "asserted"


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Det är inte bara dyrt.", "inte bara"),
        ("Det är inte dyrt utan billigt.", "inte"),
        ("Chefer vet sällan.", "sällan"),
        ("Det märks knappt.", "knappt"),
        ("Bara chefer vet.", "Bara"),
        ("It is not only expensive.", "not only"),
        ("A bridge, not a model.", "not"),
    ],
)
def test_restrictions_and_contrasts_are_cues_not_negation(text: str, cue: str) -> None:
    assert not said(text).negated
    assert cues(text) == [cue]


@pytest.mark.parametrize(
    "text", ["De som inte svarade är få.", "We asked those who did not answer."]
)
def test_a_negation_in_a_subordinate_clause_does_not_count(text: str) -> None:
    assert not said(text).negated


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("They may agree.", "may"),
        ("I think so.", "I think"),
        ("Det kan bli dyrt.", "kan"),
        ("Det lär bli dyrt.", "lär"),
        ("Resultaten tyder på en ökning.", "tyder på"),
        ("Jag tror att det går.", "Jag tror"),
    ],
)
def test_hedges_weaken(text: str, cue: str) -> None:
    assert said(text).certainty.value == "hedged"
    assert cues(text) == [cue]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ingen vet om det går.", "Ingen vet"),
        ("It is unclear whether it works.", "unclear"),
        ("Det återstår att se.", "återstår att se"),
    ],
)
def test_what_is_said_not_to_be_known_is_uncertain(text: str, cue: str) -> None:
    assert said(text).certainty.value == "uncertain"
    assert cue in cues(text)


@pytest.mark.parametrize("text", ["Jag tycker att det är fel.", "De har ökat.", "It is so."])
def test_everything_else_is_asserted(text: str) -> None:
    assert said(text).certainty.value == "asserted"


def test_what_cannot_be_done_is_no_hedge() -> None:
    assert said("Det kan inte mätas.").certainty.value == "asserted"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("we should ban phones", "recommendation"),
        ("ask your staff", "recommendation"),
        ("it will transform work", "prediction"),
        ("new concerns emerge", "concern"),
        ("an increasing number use it", "trend"),
        ("trust has fallen since 2010", "trend"),
        ("most people like it", "result"),
    ],
)
def test_kinds_of_a_sources_claim(words: str, kind: str) -> None:
    assert claim_kind(words.split(), of_source=True).value == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("det är fel", "judgement"),
        ("risken är stor", "judgement"),
        ("vi måste våga", "recommendation"),
        ("det kommer att förändra allt", "prediction"),
    ],
)
def test_the_writers_own_claims_are_judgements_advice_or_predictions(words: str, kind: str) -> None:
    assert claim_kind(words.split(), of_source=False).value == kind


def test_a_share_of_people_who_worry_is_a_result() -> None:
    words = "46 percent worry about cost".split()
    assert claim_kind(words, of_source=True, figures=True).value == "result"


def test_a_general_statement_of_a_person_is_a_judgement() -> None:
    words = "a library is not a warehouse".split()
    assert claim_kind(words, of_source=True, spoken=True).value == "judgement"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "New concerns emerge: re-creation of silos, digital cultures, and language issues.",
            ["re-creation of silos", "digital cultures", "language issues"],
        ),
        ("Tre saker: pris, tid och tillit.", ["pris", "tid", "tillit"]),
        ("Three: cost; trust and skills; time.", ["cost", "trust and skills", "time"]),
        ("De sa: nej.", []),
        ("A and B.", []),
        ("Klockan 12:30, och sedan 13:30, kom de.", []),
    ],
)
def test_parts_of_an_enumeration(text: str, parts: list[str]) -> None:
    assert [span.of(text) for span in enumeration(text, Span(0, len(text)))] == parts


@pytest.mark.parametrize(
    "text",
    [
        "En enkät som bara går till dem som väntar säger inget om oss.",
        "Den som inte har något ska inte börja.",
        "Teachers say that they have never been asked.",
        "No school was able to state what it had cost.",
        "Där frågar ingen vakt.",
        "Prova inte tråd utan att fråga någon.",
        "Vi har aldri målt så mye støy.",
    ],
)
def test_negation_of_the_main_predicate_behind_other_clauses_counts(text: str) -> None:
    assert said(text).negated


@pytest.mark.parametrize(
    "text",
    [
        "Vad rapporten inte säger är lika viktigt.",
        "It was shown within a week of being trained not to.",
        "Det är inte pip vi vill slippa, det är dåliga pip.",
        "Det kommer, vare sig vi vill eller inte.",
        "My best ideas come at the lathe, never at a desk.",
    ],
)
def test_what_denies_no_main_predicate_is_no_negation(text: str) -> None:
    assert not said(text).negated


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("They were three times as likely to report exhaustion.", "asserted"),
        ("Larma inte om sådant som kan vänta.", "asserted"),
        ("Ingen på mötet kan svara på det.", "asserted"),
        ("Only 9 percent could say what it weighs.", "asserted"),
        ("It is unlikely to remain so.", "hedged"),
        ("Min gissning är att vi ser samma sak här.", "hedged"),
        ("Intresset förefaller vara störst där.", "hedged"),
        ("We cannot rule out that they moved.", "uncertain"),
        ("Effekten är okänd.", "uncertain"),
        ("Det är svårt att veta vad det beror på.", "uncertain"),
    ],
)
def test_certainty_by_what_weakens_the_statement_itself(text: str, certainty: str) -> None:
    assert said(text).certainty.value == certainty
