"""Model folders: found, checked, loaded, or refused in one line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from referat import models
from referat.errors import ModelError
from referat.models import load_word_model, model_folder, read_meta

NAME = "language-sv-en"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The word model's folder in a checkout of its own, to be spoilt."""
    folder = tmp_path / "models" / NAME
    shutil.copytree(model_folder(NAME), folder)
    monkeypatch.setattr(models, "_PACKAGE", tmp_path / "pipeline" / "referat")
    load_word_model.cache_clear()
    yield folder
    load_word_model.cache_clear()


def test_the_word_model_tells_english_from_swedish() -> None:
    model = load_word_model()
    assert model.log_odds("through") > 1
    assert model.log_odds("undersökningen") < -1
    assert -model.CLIP <= model.log_odds("a" * 10_000) <= model.CLIP
    assert model.name == NAME


def test_a_model_is_loaded_once() -> None:
    assert load_word_model() is load_word_model()


def test_the_folder_holds_its_card() -> None:
    folder = model_folder(NAME)
    assert (folder / "README.md").is_file()
    assert {"name", "version", "grams", "buckets"} <= read_meta(folder).keys()


def test_a_missing_folder_is_named_with_its_remedy() -> None:
    with pytest.raises(ModelError, match=r"^models/no-such: no such model folder; .*reinstall"):
        model_folder("no-such")


def test_an_untouched_copy_loads(copied: Path) -> None:
    assert load_word_model().name == NAME


def _no_weights(folder: Path) -> None:
    (folder / "weights.npy").unlink()


def _cut_weights(folder: Path) -> None:
    data = (folder / "weights.npy").read_bytes()
    (folder / "weights.npy").write_bytes(data[: len(data) // 2])


def _random_weights(folder: Path) -> None:
    (folder / "weights.npy").write_bytes(b"no weights at all")


def _no_json(folder: Path) -> None:
    (folder / "meta.json").write_text("{", encoding="utf-8")


def _a_list(folder: Path) -> None:
    (folder / "meta.json").write_text("[]", encoding="utf-8")


def _no_scale(folder: Path) -> None:
    meta = read_meta(folder)
    del meta["scale"]
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def _other_features(folder: Path) -> None:
    meta = read_meta(folder) | {"buckets": 7}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def _gone(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (_no_weights, "damaged"),
        (_cut_weights, "damaged"),
        (_random_weights, "damaged"),
        (_no_json, "meta.json: cannot be read"),
        (_a_list, "not a JSON object"),
        (_no_scale, "damaged"),
        (_other_features, "made for other features"),
        (_gone, "no such model folder"),
    ],
)
def test_a_damaged_folder_is_refused_in_one_line(
    copied: Path, spoil: Callable[[Path], None], found: str
) -> None:
    spoil(copied)
    with pytest.raises(ModelError) as refused:
        load_word_model()
    assert found in str(refused.value)
    assert NAME in str(refused.value)
    assert "\n" not in str(refused.value)
