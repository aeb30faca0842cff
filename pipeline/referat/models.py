"""Model folders: find them, check them, load what is in them.

A model folder ``models/<task>-<languages>/`` holds weights, ``meta.json`` and a
model card. In a checkout the folders stand at its top; in an installed package they travel inside
it as ``shipped_models``.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat.errors import ModelError
from referat.text.emission import BUCKETS, MAX_GRAM, MIN_GRAM, features
from referat.text.language_runs import Calibration, Costs

if TYPE_CHECKING:
    import numpy as np

_PACKAGE = Path(__file__).parent


def model_folder(name: str) -> Path:
    """The folder of a shipped model.

    Raises:
        ModelError: the folder is neither in the package nor in the checkout around it.
    """
    for parent in (_PACKAGE / "shipped_models", _PACKAGE.parents[1] / "models"):
        if (parent / name / "meta.json").is_file():
            return parent / name
    raise ModelError(
        f"models/{name}: no such model folder; reinstall the package, or in a checkout restore it "
        f"with 'git checkout -- models/{name}'"
    )


def folder_digest(folder: Path) -> str:
    """The SHA-256 of a model folder: of the names and contents of all files in it."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            inside = hashlib.file_digest(stream, "sha256").hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{inside}\0".encode())
    return digest.hexdigest()


def read_meta(folder: Path) -> dict[str, Any]:
    """The ``meta.json`` of a model folder.

    Raises:
        ModelError: it is missing or no JSON object.
    """
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder.name}/meta.json: cannot be read; restore the folder") from error
    if not isinstance(meta, dict):
        raise ModelError(f"{folder.name}/meta.json: not a JSON object; restore the folder")
    return meta


class WordModel:
    """The word model ``language-sv-en``: log-odds of a word form being English, not Swedish.

    Calling it on a normal form (`referat.text.words.normal`) gives a figure clipped to ±6;
    0 for equally likely. Figures are kept per form.
    """

    CLIP = 6.0

    def __init__(
        self,
        weights: np.ndarray,
        scale: float,
        bias: float,
        name: str,
        version: str,
        costs: Costs | None = None,
        calibration: Calibration | None = None,
    ):
        self._weights: list[int] = weights.astype(int).tolist()
        self._scale = scale
        self._bias = bias
        self.name = name
        self.version = version
        self.costs = costs or Costs()
        self.calibration = calibration or Calibration()
        self.log_odds = lru_cache(maxsize=200_000)(self._log_odds)

    def _log_odds(self, form: str) -> float:
        weights = self._weights
        raw = self._scale * sum([weights[bucket] for bucket in features(form)]) + self._bias
        return max(-self.CLIP, min(self.CLIP, raw))


@cache
def load_word_model(name: str = "language-sv-en") -> WordModel:
    """Load the shipped word model, once a process.

    Raises:
        ModelError: the folder is missing, incomplete, or made for other features.
    """
    return read_word_model(model_folder(name))


def read_word_model(folder: Path) -> WordModel:
    """Load the word model of a folder.

    Raises:
        ModelError: the folder is incomplete, or made for other features.
    """
    import numpy as np

    meta = read_meta(folder)
    place = f"models/{folder.name}"
    try:
        if (meta["grams"], meta["buckets"]) != ([MIN_GRAM, MAX_GRAM], BUCKETS):
            raise ModelError(
                f"{place}: made for other features than this version computes; train it anew "
                "with scripts/train_language.py"
            )
        weights = np.load(folder / "weights.npy", allow_pickle=False)
        if weights.shape != (BUCKETS,):
            raise ValueError(f"shape {weights.shape}")
        return WordModel(
            weights,
            meta["scale"],
            meta["bias"],
            meta["name"],
            meta["version"],
            Costs(**meta["costs"]),
            Calibration(**meta["calibration"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{place}: damaged ({error}); restore the folder") from error
