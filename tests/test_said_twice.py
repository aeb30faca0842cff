"""Claims that say the same become one, and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pytest

from referat.encoder import Encoder
from referat.likeness import Likeness
from referat.post import Claim, ClaimKind, Voice
from referat.said_twice import REACH, said_once
from referat.span import Span
from referat.text.lexicon import load_tables

RISE = "Antalet cyklister i staden ökade med 40 procent"
AGAIN = "The number of cyclists in the city rose by 40 per cent"
DROP = "Antalet cyklister i staden minskade med 40 procent"


class Same:
    """An encoder that finds all sentences of a post the same, and others unrelated."""

    name, version = "same", "1"

    def __init__(self) -> None:
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for place, text in enumerate(texts):
            rows[place, 0 if "y" in text and "40" in text else 1 + hash_of(text)] = 1
        return rows


class Counted(Likeness):
    """Keeps how many claims each was compared with."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self.compared: list[int] = []

    def between(self, rows: np.ndarray, others: np.ndarray) -> np.ndarray:
        self.compared.append(len(others))
        return super().between(rows, others)


def hash_of(text: str) -> int:
    return sum(map(ord, text)) % 63


def claims_of(
    *texts: str,
    findings: Mapping[int, str] = MappingProxyType({0: "finding-1"}),
    voice: Voice = Voice.SOURCE,
    names: Mapping[int, str] = MappingProxyType({}),
) -> tuple[str, list[Claim]]:
    """A text of these sentences, each of them a claim."""
    text = ". ".join(texts)
    found = []
    at = 0
    for number, said in enumerate(texts):
        start = text.index(said, at)
        at = start + len(said)
        finding = findings.get(number)
        found.append(
            Claim(
                id="",
                span=Span(start, at),
                language="sv",
                kind=ClaimKind.RESULT,
                voice=voice,
                name=names.get(number),
                finding=finding,
                commentary=None if finding else f"commentary-{number}",
                salience=0.5 + number / 10,
            )
        )
    return text, found


def test_a_paraphrase_goes_with_its_finding() -> None:
    text, claims = claims_of(AGAIN, RISE)
    (kept,), again = said_once(text, claims, Likeness(Same()))
    assert kept.finding == "finding-1"
    assert kept.also_in == ("commentary-1",)
    assert kept.salience == 0.6
    assert again == {claims[1].span: claims[0].span}


def test_the_finding_is_kept_where_the_paraphrase_stands_first() -> None:
    text, claims = claims_of(RISE, AGAIN, findings={1: "finding-1"})
    (kept,), again = said_once(text, claims, Likeness(Same()))
    assert (kept.span, kept.also_in) == (claims[1].span, ("commentary-0",))
    assert again == {claims[0].span: claims[1].span}


def test_what_says_the_opposite_stays_a_claim_of_its_own() -> None:
    text, claims = claims_of(AGAIN, DROP)
    assert said_once(text, claims, Likeness(Same())) == (claims, {})


@pytest.mark.parametrize(
    ("voice", "names"),
    [
        (Voice.READER, {}),
        (Voice.READER, {0: "Mia", 1: "Ove"}),
        (Voice.AUTHOR, {0: "Mia", 1: "Ove"}),
    ],
)
def test_two_people_who_say_the_same_make_two_claims(voice: Voice, names: dict[int, str]) -> None:
    text, claims = claims_of(RISE, AGAIN, voice=voice, names=names, findings={})
    assert len(said_once(text, claims, Likeness(Same()))[0]) == 2


def test_each_claim_is_encoded_once_and_compared_with_few() -> None:
    encoder = Same()
    likeness = Counted(encoder)
    text, claims = claims_of(*[f"Färjan till ön nummer {n} gick aldrig" for n in range(200)])
    assert len(said_once(text, claims, likeness)[0]) == 200
    assert max(likeness.compared) == REACH
    assert encoder.texts == 200 + len(load_tables("unrelated")["sentences"]["texts"])


def test_within_one_quotation_nothing_is_said_twice() -> None:
    text, claims = claims_of(RISE, AGAIN, findings={0: "finding-1", 1: "finding-1"})
    assert said_once(text, claims, Likeness(Same())) == (claims, {})


def test_no_claims_are_no_claims() -> None:
    assert said_once("", [], Likeness(Same())) == ([], {})
