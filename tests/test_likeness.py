"""Likeness: one scale for all encoders, and the setting that chooses among them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import referat
from referat.encoder import BothEncoders, TransformerEncoder, load_encoder
from referat.errors import ModelError
from referat.likeness import Likeness, load_likeness
from referat.settings import load_settings

FINDING = "Two thirds of the schools have no librarian at all."
PARAPHRASE = "Två skolor av tre har ingen bibliotekarie."
OTHER = "Färjan var sen varje dag i januari."
POST = f"Jag läste en rapport.\n\n”{FINDING}”\n\nDet tycker jag är tråkigt.\n"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of one layer and eight dimensions that knows single letters."""
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    letters = "abcdefghijklmnopqrstuvwxyzåäö."
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + x for x in letters)]
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(pieces) + "\n", encoding="utf-8")
    BertTokenizerFast(vocab=str(vocabulary), strip_accents=False).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(config).eval().save_pretrained(folder)
    return folder


def likeness_of(likeness: Likeness, one: str, other: str) -> float:
    rows = likeness.vectors([one, other])
    return float(likeness.between(rows[:1], rows[1:])[0, 0])


def test_the_same_is_one_and_a_translation_is_nearer_than_another_sentence() -> None:
    likeness = load_likeness("static")
    assert likeness_of(likeness, FINDING, FINDING) == pytest.approx(1, abs=1e-5)
    assert likeness_of(likeness, FINDING, PARAPHRASE) > 0.5
    assert abs(likeness_of(likeness, FINDING, OTHER)) < 0.3


def test_an_encoder_with_high_cosines_throughout_is_on_the_same_scale() -> None:
    class High:
        name, version = "high", "1"

        def encode(self, texts: list[str]) -> np.ndarray:
            rows = load_encoder("static").encode(texts)
            shared = np.full((len(rows), 1), 3.0, dtype=np.float32)
            both = np.hstack([rows, shared])
            unit: np.ndarray = both / np.linalg.norm(both, axis=1, keepdims=True)
            return unit

    high, low = Likeness(High()), load_likeness("static")
    for other in (PARAPHRASE, OTHER):
        assert likeness_of(high, FINDING, other) == pytest.approx(
            likeness_of(low, FINDING, other), abs=0.01
        )


def test_the_setting_takes_a_folder_and_the_summary_names_it(tiny: Path) -> None:
    settings = load_settings(changes={"encoder": str(tiny)})
    assert isinstance(load_likeness(str(tiny)).encoder, TransformerEncoder)
    stages = {stage.stage: stage for stage in referat.load(settings)(POST).provenance.stages}
    assert stages["claims"].model == f"{tiny}, kind-sv-en"


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("static", "encoder-sv-en, kind-sv-en"),
        ("deep", "encoder-sv-en-deep, kind-sv-en"),
        ("", "kind-sv-en"),
    ],
)
def test_the_setting_takes_the_shipped_encoders_or_none(name: str, model: str) -> None:
    pipeline = referat.load(load_settings(changes={"encoder": name}))
    claims = next(stage for stage in pipeline.stages if stage.name == "claims")
    assert claims.model == model


def test_both_are_the_two_side_by_side() -> None:
    assert isinstance(load_likeness("both").encoder, BothEncoders)


def test_a_model_that_is_not_there_is_one_line() -> None:
    with pytest.raises(ModelError, match="download it first, or name its folder"):
        referat.load(load_settings(changes={"encoder": "nobody/nothing"}))


def test_the_default_leaves_torch_alone() -> None:
    code = (
        "import sys, referat; from referat.settings import load_settings;"
        "off = {'syntax': {'model_sv': '', 'model_en': ''}};"
        f"referat.load(load_settings(changes=off))({POST!r});"
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    source = str(Path(referat.__file__).parents[1])
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": source})
