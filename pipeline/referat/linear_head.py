"""One linear layer over sentence vectors and traits: what the heads' folders hold, and its checks.

A head's ``meta.json`` names the encoder whose vectors it was trained on; with another its weights
mean nothing, and it is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from referat.encoder import Encoder
from referat.errors import ModelError
from referat.models import read_meta


def read_linear(
    folder: Path, encoder: Encoder, shape: tuple[int, int], script: str
) -> tuple[np.ndarray, np.ndarray, dict[str, Any]]:
    """Weights, bias and ``meta.json`` of a head's folder.

    Args:
        folder: the folder.
        encoder: the encoder the head will run with.
        shape: how many answers the head knows, and how many features it sees.
        script: what trains the head, for the error.

    Raises:
        ModelError: the folder is damaged, or its head was trained on another encoder.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    meta = read_meta(folder)
    place = f"models/{folder.name}"
    try:
        if meta["encoder"] != [encoder.name, encoder.version]:
            raise ModelError(
                f"{place}: trained on the vectors of {' '.join(meta['encoder'])}, not on those of "
                f"{encoder.name} {encoder.version}; train it anew with {script}"
            )
        tensors = load_file(folder / "model.safetensors")
        weights, bias = tensors["weights"], tensors["bias"]
        if weights.shape != shape or bias.shape != shape[:1]:
            raise ValueError(f"weights of shape {weights.shape}")
        for name in ("name", "version"):
            if not isinstance(meta[name], str):
                raise ValueError(f"no {name} in meta.json")
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelError(f"{place}: damaged ({error}); restore the folder") from error
    return weights, bias, meta
