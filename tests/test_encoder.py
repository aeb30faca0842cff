"""Encoders: unit rows of one space, the same whatever the batch, and errors that say what to do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from referat.encoder import load_encoder, quantised, read_static, read_transformer, to_unit
from referat.errors import ModelError
from referat.models import model_folder

SENTENCES = [
    "Two thirds of the schools have no librarian at all.",
    "Två skolor av tre har ingen bibliotekarie.",
    "The ferry was late every day in January.",
    "Färjan var sen varje dag i januari.",
    "Jag håller inte med rapporten om det här.",
    "I do not agree with the report on this.",
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of two layers and eight dimensions with a vocabulary of letters."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    letters = "abcdefghijklmnopqrstuvwxyzåäö."
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + x for x in letters)]
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(pieces) + "\n", encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab=str(vocabulary), strip_accents=False)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(config).eval().save_pretrained(folder)
    return folder


def test_a_translation_is_nearer_than_any_other_sentence() -> None:
    rows = load_encoder().encode(SENTENCES)
    scores = rows[0::2] @ rows[1::2].T
    assert scores.argmax(axis=1).tolist() == [0, 1, 2]


def test_rows_have_length_one_and_what_has_no_words_is_like_nothing() -> None:
    rows = load_encoder().encode(["Hej då", "", " \n"])
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 0])


def test_no_text_gives_no_row() -> None:
    encoder = load_encoder()
    assert encoder.encode([]).shape == (0, encoder.encode(["ja"]).shape[1])


def test_a_row_does_not_depend_on_what_else_is_encoded() -> None:
    encoder = load_encoder()
    many = encoder.encode(SENTENCES * 400)
    assert np.array_equal(many[: len(SENTENCES)], encoder.encode(SENTENCES))
    assert np.array_equal(many[-1], encoder.encode(SENTENCES[-1:])[0])


def test_composed_and_decomposed_letters_are_the_same() -> None:
    composed, decomposed = load_encoder().encode(["Förändring", "Fo\u0308ra\u0308ndring"])
    assert np.array_equal(composed, decomposed)


def test_a_long_text_is_read_to_its_limit() -> None:
    encoder = load_encoder()
    one, two = encoder.encode(["ja " * 300 + "nej", "ja " * 300 + "båt"])
    assert np.array_equal(one, two)


def test_quantising_keeps_each_figure_within_half_a_step() -> None:
    table = np.random.default_rng(1).normal(size=(50, 16))
    table[7] = 0
    rows, scale = quantised(table)
    assert rows.dtype == np.int8
    assert (np.abs(rows * scale[:, None] - table) <= scale[:, None] / 2 + 1e-6).all()


def test_a_row_of_zeros_stays_when_rows_are_scaled() -> None:
    assert to_unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [
        [pytest.approx(0.6), pytest.approx(0.8)],
        [0.0, 0.0],
    ]


def test_a_folder_of_transformers_takes_the_place_of_the_table(tiny: Path) -> None:
    encoder = load_encoder(str(tiny))
    rows = encoder.encode(["en båt", "ett hus som är längre än båten.", "en båt"])
    assert rows.shape == (3, 8)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    assert np.allclose(rows[0], rows[2], atol=1e-6)
    assert np.allclose(rows[0], encoder.encode(["en båt"])[0], atol=1e-5)


def test_the_version_of_a_transformer_follows_its_weights(tiny: Path, tmp_path: Path) -> None:
    from transformers import AutoModel

    again = read_transformer(str(tiny))
    assert again.version == load_encoder(str(tiny)).version
    changed = tmp_path / "changed"
    shutil.copytree(tiny, changed)
    model = AutoModel.from_pretrained(changed)
    model.embeddings.word_embeddings.weight.data += 1
    model.save_pretrained(changed)
    assert read_transformer(str(changed)).version != again.version


def test_a_static_encoder_is_read_from_a_folder_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(model_folder("encoder-sv-en"), folder)
    own = load_encoder(str(folder)).encode(SENTENCES)
    assert np.array_equal(own, load_encoder().encode(SENTENCES))


@pytest.fixture(scope="module")
def deep_rows() -> np.ndarray:
    """The sentences by the shipped transformer."""
    return load_encoder("deep").encode(SENTENCES)


def test_the_deep_encoder_finds_translations(deep_rows: np.ndarray) -> None:
    assert (deep_rows[0::2] @ deep_rows[1::2].T).argmax(axis=1).tolist() == [0, 1, 2]


def test_transformers_loads_the_deep_folder_whole() -> None:
    from transformers import AutoModel

    model, report = AutoModel.from_pretrained(
        model_folder("encoder-sv-en-deep"), output_loading_info=True
    )
    assert not report["missing_keys"]
    assert not report["unexpected_keys"]
    assert model.config.num_hidden_layers == 3
    assert {str(values.dtype) for values in model.parameters()} == {"torch.float32"}


def test_both_are_the_mean_of_what_either_says(deep_rows: np.ndarray) -> None:
    static = load_encoder("static").encode(SENTENCES)
    both = load_encoder("both")
    rows = both.encode(SENTENCES)
    mean = (static @ static.T + deep_rows @ deep_rows.T) / 2
    assert np.allclose(rows @ rows.T, mean, atol=1e-5)
    assert both.name == "encoder-sv-en+encoder-sv-en-deep"


def test_an_unknown_name_says_what_to_do() -> None:
    with pytest.raises(ModelError, match="download it first, or name its folder"):
        load_encoder("no-such-owner/no-such-model")


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["cut", "missing", "other"])
def test_a_damaged_folder_says_to_restore_it(tmp_path: Path, name: str, damage: str) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(model_folder("encoder-sv-en"), folder)
    path = folder / name
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:5000] if damage == "cut" else b"{}")
    with pytest.raises(ModelError, match="restore the folder"):
        read_static(folder)


def test_a_table_for_another_vocabulary_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(model_folder("encoder-sv-en"), folder)
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    pieces = tokenizer["model"]["vocab"]
    del pieces[max(pieces, key=lambda piece: pieces[piece])]
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    with pytest.raises(ModelError, match="a table of shape"):
        read_static(folder)
