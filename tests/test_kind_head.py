"""The kind head: sees the lexicon's answer and the words; refuses misfits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from referat.encoder import load_encoder
from referat.errors import ModelError
from referat.kind_head import SHIPPED, TRAITS, KindHead, load_kind, rows_of, traits
from referat.linear_head import read_linear
from referat.models import model_folder
from referat.post import Claim, ClaimKind, Voice
from referat.span import Span


def claim(text: str, kind: ClaimKind = ClaimKind.RESULT, voice: Voice = Voice.SOURCE) -> Claim:
    return Claim("", Span(0, len(text)), "sv", kind, voice)


def test_every_claim_has_the_same_traits() -> None:
    for text in ("", "Risken är att ingen kommer.", "Tre av fyra vet inte."):
        assert len(traits(text, claim(text))) == TRAITS


def test_the_lexicon_s_answer_comes_first() -> None:
    for place, kind in enumerate(ClaimKind):
        assert traits("Så är det.", claim("Så är det.", kind))[place] == 1


def test_a_claim_does_not_depend_on_those_beside_it() -> None:
    encoder = load_encoder()
    texts = ["Vi oroar oss för isen.", "Färjan bör gå oftare.", "Det ökar varje år."]
    claims = [claim(text) for text in texts]
    together = rows_of(texts, claims, encoder)
    alone = [rows_of([text], [one], encoder)[0] for text, one in zip(texts, claims, strict=True)]
    assert np.array_equal(together, np.stack(alone))
    assert rows_of([], [], encoder).shape == (0, together.shape[1])


def test_the_shipped_head_knows_advice_that_the_lexicon_takes_for_a_judgement() -> None:
    text = "Varje kommun behöver en plan för detta."
    said = claim(text, ClaimKind.JUDGEMENT, Voice.AUTHOR)
    assert load_kind().kinds(text, [said]) == [ClaimKind.RECOMMENDATION]


def test_a_post_without_claims_has_no_kinds() -> None:
    assert load_kind().kinds("", []) == []


def test_the_heaviest_kind_is_told() -> None:
    encoder = load_encoder()
    width = TRAITS + encoder.encode([""]).shape[1]
    bias = np.array([float(kind is ClaimKind.TREND) for kind in ClaimKind], dtype=np.float32)
    head = KindHead(np.zeros((len(bias), width), dtype=np.float32), bias, encoder, "always", "1")
    assert head.kinds("Så är det.", [claim("Så är det.")]) == [ClaimKind.TREND]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"encoder": ["another", "1"]}, "train it anew with scripts/train_kind.py"),
        ({"name": 3}, "restore the folder"),
        ({"encoder": None}, "train it anew|restore the folder"),
    ],
)
def test_a_misfit_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    folder = tmp_path / "head"
    shutil.copytree(model_folder(SHIPPED), folder)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    (folder / "meta.json").write_text(json.dumps(meta | change), "utf-8")
    shape = len(ClaimKind), TRAITS + load_encoder().encode([""]).shape[1]
    with pytest.raises(ModelError, match=message):
        read_linear(folder, load_encoder(), shape, "scripts/train_kind.py")
