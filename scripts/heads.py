"""What the scripts that train small models on the corpus share: its posts, and what is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from referat.assemble import STAGES
from referat.evaluate.corpus import Corpus, GoldPost, load_corpus
from referat.post import Post
from referat.readers import read
from referat.settings import Settings, load_settings
from referat.stage import Stage

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"

Stages = dict[str, Stage]


def corpus_and_stages(*names: str) -> tuple[Corpus, Settings, Stages]:
    """The corpus, the default settings, and stages by name."""
    settings = load_settings()
    corpus = load_corpus(ROOT / "corpus", settings.input)
    return corpus, settings, {name: STAGES[name](settings) for name in names}


def posts_of(corpus: Corpus, split: str, settings: Settings) -> Iterator[tuple[GoldPost, Post]]:
    """The posts of a split, each as its reader makes it."""
    for gold in corpus.posts:
        if gold.split == split:
            yield gold, next(iter(read(gold.path, settings.input)))


def write_head(
    folder: Path, tensors: dict[str, np.ndarray], meta: dict[str, Any], card: str
) -> None:
    """Writes weights, ``meta.json`` and card of a model."""
    folder.mkdir(parents=True, exist_ok=True)
    # safetensors writes the bytes as they lie, and scikit-learn lays the columns first.
    laid = {
        name: np.ascontiguousarray(tensor, dtype=np.float32) for name, tensor in tensors.items()
    }
    save_file(laid, str(folder / "model.safetensors"))
    (folder / "model.safetensors").chmod(0o644)
    (folder / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", "utf-8")
    (folder / "README.md").write_text(card, "utf-8")
