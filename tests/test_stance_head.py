"""The stance head: sees structure, words and lexicon; points to words; refuses misfits."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import referat
from referat.encoder import load_encoder
from referat.errors import ModelError
from referat.models import model_folder
from referat.post import Stance
from referat.settings import load_settings
from referat.span import Span
from referat.stance_head import CUE_WORDS, StanceHead, load_stance, read_stance, rows_of
from referat.text.stance import Judgement, Place
from referat.text.stance_features import BLANK, Unit, grams, structure

AGREED = Judgement(Stance.AGREES, (Span(0, 4),), True)


def behind(words: str, judgement: Judgement = BLANK.judgement) -> Unit:
    """A unit of one sentence directly behind a finding."""
    return replace(
        BLANK,
        words=words,
        judgement=judgement,
        place=Place.BEHIND,
        behind=True,
        about=1,
        sentences=1,
    )


def placed(words: str) -> list[tuple[str, Span]]:
    """The words of a unit, as if each stood ten code points behind the last."""
    return [
        (word.lower().strip(".,"), Span(10 * place, 10 * place + len(word)))
        for place, word in enumerate(words.split())
    ]


def head_for(stance: Stance) -> StanceHead:
    """A head that always says the same."""
    encoder = load_encoder()
    width = rows_of([BLANK], encoder).shape[1]
    bias = np.array([float(one is stance) for one in Stance], dtype=np.float32)
    return StanceHead(np.zeros((4, width), dtype=np.float32), bias, encoder, "always", "1")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Vem betalar?", "ends in a question"),
        ("Vem betalar? Staten.", "asks"),
        ("Hurra!", "exclaims"),
        ("De skriver:", "ends in a colon"),
        ("Av 12 svarade två.", "figures"),
        ("Hos oss är det så.", "first person"),
        ("Bra, men dyrt.", "concedes"),
        ("Men dyrt.", "begins with but"),
        ("Ja, så är det.", "begins with yes"),
        ("Nja.", "begins with no"),
        ("Det borde fler läsa.", "ought"),
    ],
)
def test_form_is_seen_where_it_is_and_not_where_it_is_not(words: str, name: str) -> None:
    assert structure(behind(words))[name] == 1
    assert structure(behind("Huset är rött."))[name] == 0


def test_negations_are_counted() -> None:
    assert structure(behind("Det är inte sant, aldrig."))["negations"] == 2


def test_all_units_have_the_same_features() -> None:
    assert list(structure(behind("Ja!", AGREED))) == list(structure(BLANK))


def test_what_the_lexicon_says_is_seen() -> None:
    seen = structure(behind("Så är det.", AGREED))
    assert (seen["lexicon agrees"], seen["lexicon neutral"], seen["lexicon strong"]) == (1, 0, 1)


def test_grams_have_length_one_and_share_what_inflected_forms_share() -> None:
    one, two, other = grams("rapporten"), grams("rapportens"), grams("öl")
    assert sum(weight**2 for weight in one.values()) == pytest.approx(1)
    assert len(one.keys() & two.keys()) > 20
    assert len(one.keys() & other.keys()) < 3
    assert grams(" – ") == {}


def test_where_head_and_lexicon_agree_the_lexicon_s_cues_stay() -> None:
    words = "Precis så är det."
    assert head_for(Stance.AGREES).judge(behind(words, AGREED), placed(words)) is AGREED


def test_neutral_has_no_cues() -> None:
    words = "Precis så är det."
    told = head_for(Stance.NEUTRAL).judge(behind(words, AGREED), placed(words))
    assert told == Judgement(Stance.NEUTRAL, (), False)


def test_the_shipped_head_tells_a_stance_without_an_outright_word() -> None:
    words = "Så är det hos oss också, jag känner igen vartenda ord av det här."
    told = load_stance().judge(behind(words), placed(words))
    assert told.stance is Stance.AGREES
    (cue,) = told.cues
    assert 0 <= cue.start < cue.end <= 10 * len(words.split())
    assert cue.end - cue.start <= 10 * CUE_WORDS


def test_irony_decides_by_itself() -> None:
    words = "Jo tack, vad bra."
    ironic = Judgement(Stance.DISAGREES, (Span(0, 7),), True, True)
    assert head_for(Stance.AGREES).judge(behind(words, ironic), placed(words)) is ironic


@pytest.mark.parametrize("change", [{"place": Place.BEFORE}, {"reported": 0.5}])
def test_what_leads_up_or_reports_takes_a_stance_in_outright_words_only(
    change: dict[str, Any],
) -> None:
    words = "Flera goda punkter finns att notera."
    head = head_for(Stance.AGREES)
    assert head.judge(behind(words), placed(words)).stance is Stance.AGREES
    assert head.judge(replace(behind(words), **change), placed(words)).stance is Stance.NEUTRAL
    disagreed = Judgement(Stance.DISAGREES, (Span(0, 5),), True)
    outright = replace(behind(words, disagreed), **change)
    assert head.judge(outright, placed(words)).stance is Stance.AGREES


def test_nothing_is_mixed_without_a_word_of_concession() -> None:
    head = head_for(Stance.MIXED)
    for words, mixed in (("Bra, men dyrt.", True), ("Bra och dyrt.", False)):
        told = head.judge(behind(words), placed(words)).stance
        assert (told is Stance.MIXED) is mixed


def test_a_unit_without_words_of_its_own_has_no_cue() -> None:
    assert head_for(Stance.AGREES).judge(behind(""), []).cues == ()


def test_a_head_for_another_encoder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "head"
    shutil.copytree(model_folder("stance-sv-en"), folder)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta["encoder"] = ["encoder-sv-en", "99"]
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    with pytest.raises(ModelError, match=r"train it anew with scripts/train_stance\.py"):
        read_stance(folder, load_encoder())


@pytest.mark.parametrize("damage", [b"", b"{}", None])
def test_a_damaged_head_says_to_restore_it(tmp_path: Path, damage: bytes | None) -> None:
    folder = tmp_path / "head"
    shutil.copytree(model_folder("stance-sv-en"), folder)
    path = folder / "model.safetensors"
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)
    with pytest.raises(ModelError, match="restore the folder"):
        read_stance(folder, load_encoder())


def test_without_a_head_the_lexicon_judges_alone() -> None:
    nlp = referat.load(load_settings(changes={"commentary": {"stance": "", "about": ""}}))
    stage = next(stage for stage in nlp.stages if stage.name == "commentary")
    assert stage.model is None
    shipped = next(stage for stage in referat.load().stages if stage.name == "commentary")
    assert shipped.model == "stance-sv-en, about-sv-en"
