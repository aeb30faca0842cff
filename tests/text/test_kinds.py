"""The kind of a claim."""

from __future__ import annotations

import pytest
from linguistic import sentences

from referat.post import Voice
from referat.text.kinds import Said, claim_kind, known_traits, shown_kind, traits
from referat.text.modality import modality


def said(
    text: str,
    voice: Voice,
    *,
    spoken: bool = False,
    shares: bool = False,
    language: str = "sv",
    reported: bool = False,
) -> Said:
    words = [token for sentence in sentences(text) for token in sentence.tokens if token.is_word]
    return Said(words, language, voice, spoken, reported, shares, shares, modality(words))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We should ban phones", "recommendation"),
        ("Ask your staff", "recommendation"),
        ("It will transform work", "prediction"),
        ("New concerns emerge", "concern"),
        ("An increasing number use it", "trend"),
        ("Trust has fallen since 2010", "trend"),
        ("Most people like it", "result"),
    ],
)
def test_kinds_of_a_sources_claim(words: str, kind: str) -> None:
    assert claim_kind(said(words, Voice.SOURCE, language="en")).value == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Det är fel", "judgement"),
        ("Risken är stor", "judgement"),
        ("Vi måste våga", "recommendation"),
        ("Det kommer att förändra allt", "prediction"),
    ],
)
def test_the_writers_own_claims_are_judgements_advice_or_predictions(words: str, kind: str) -> None:
    assert claim_kind(said(words, Voice.AUTHOR)).value == kind


def test_what_the_writer_counted_is_a_result() -> None:
    counted = said("Vi räknade till fyrtio procent i vår egen enkät", Voice.AUTHOR, shares=True)
    assert claim_kind(counted).value == "result"


def test_a_share_of_people_who_worry_is_a_result() -> None:
    worried = said("46 percent worry about cost", Voice.SOURCE, shares=True, language="en")
    assert claim_kind(worried).value == "result"


def test_a_general_statement_of_a_person_is_likelier_a_judgement_than_a_reports() -> None:
    text = "A library is not a warehouse"
    spoken, written = (
        set(traits(said(text, Voice.SOURCE, spoken=person, language="en")))
        for person in (True, False)
    )
    assert spoken - written == {"spoken"}


def test_words_show_advice_before_change() -> None:
    norms = "we should stop the decline".split()
    kind = shown_kind(norms, of_source=True)
    assert kind is not None and kind.value == "recommendation"


def test_all_traits_have_points() -> None:
    shown = set(traits(said("Jag trodde att hon var bättre", Voice.AUTHOR)))
    assert {"any", "own", "past"} & shown
    assert shown <= set(known_traits())
