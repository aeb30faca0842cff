"""Train the bilingual sentence encoders, Swedish and English in one space.

    pip install -e .[train]
    python scripts/train_encoder.py --data DIR --work WORK [--until STAGE]

Stages, each of which leaves its result in WORK and is not done twice (delete a file to do it anew):

- *teach*: the teacher's vectors of all English sentences (`encoder_teacher.py`);
- *tokenise*: the common vocabulary (`encoder_vocabulary.py`), ``tokenizer.json``;
- *initialise*: where each piece starts, ``start.npy``;
- *static*: a table of one vector a piece; a sentence is their mean (`encoder_static.py`);
- *deep*: a transformer of three layers (`encoder_deep.py`), saved as it goes;
- *quantise*: both in 8 bits, with ``meta.json``, tokenizer and model card, into ``models/``.

Everything is seeded; on one machine the same data give the same weights.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from encoder_card import card, deep_card
from encoder_data import PARALLEL, SHARES, SWEDISH, english_text, swedish_text, training_pairs
from encoder_deep import student, whole
from encoder_deep import train as train_deep
from encoder_static import Examples, project, train
from encoder_teacher import Teacher, taught
from encoder_vocabulary import (
    PIECES,
    SPECIAL,
    build,
    first_vectors,
    ids_of,
    is_latin,
    translations,
)
from origins import explained
from safetensors.numpy import save_file
from safetensors.torch import save_file as save_torch
from tokenizers import Tokenizer
from transformers import PreTrainedTokenizerFast

from referat.encoder import quantised

SEED = 20261124
STAGES = ("teach", "tokenise", "initialise", "static", "deep", "quantise")
MODELS = Path(__file__).resolve().parent.parent / "models"
# So rare a piece still weighs this much of a frequent one: a / (a + p), Arora et al. 2017, "A
# Simple but Tough-to-Beat Baseline for Sentence Embeddings".
SMOOTH = 1e-3


class Run:
    """One run: the data, and the files of the stages that are done."""

    def __init__(self, data: Path, work: Path):
        self.data, self.work = data, work
        work.mkdir(parents=True, exist_ok=True)
        self.pairs = training_pairs(data)
        self.english = english_text(data)

    def teach(self) -> np.ndarray:
        """The teacher's vectors of the English sides and then of the English sentences."""
        return taught([pair.en for pair in self.pairs] + self.english, self.work)

    def tokenise(self) -> Tokenizer:
        """The common tokenizer."""
        path = self.work / "tokenizer.json"
        if not path.is_file():
            teacher = Teacher().tokenizer
            vocabulary = sorted(teacher.get_vocab().items(), key=lambda entry: entry[1])
            sides = [pair.sv for pair in self.pairs if pair.kind != "docs"]
            swedish = [*swedish_text(self.data), *sides]
            build(swedish, [piece for piece, _ in vocabulary]).save(str(path))
        return Tokenizer.from_file(str(path))

    def shared(self, teacher: Teacher) -> tuple[list[int], list[int]]:
        """The rows of the pieces we share with the teacher: ours, and its own."""
        theirs, ours = teacher.tokenizer.get_vocab(), self.tokenise().get_vocab()
        pieces = sorted(p for p in ours if p in theirs and p not in SPECIAL and is_latin(p))
        return [ours[piece] for piece in pieces], [theirs[piece] for piece in pieces]

    def translated(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """See `translations`."""
        path = self.work / "translations.npz"
        if not path.is_file():
            tokenizer = self.tokenise()
            sv = ids_of(tokenizer, [pair.sv for pair in self.pairs])
            en = ids_of(tokenizer, [pair.en for pair in self.pairs])
            weights = np.array([WEIGHT[pair.kind] for pair in self.pairs], dtype=np.float32)
            source, target, counts = translations(sv, en, weights)
            np.savez(path, source=source, target=target, counts=counts)
        with np.load(path) as kept:
            return kept["source"], kept["target"], kept["counts"]

    def initialise(self) -> np.ndarray:
        """Where each piece of the static table starts, float32, in the teacher's dimensions."""
        path = self.work / "start.npy"
        if not path.is_file():
            tokenizer, teacher = self.tokenise(), Teacher()
            rows, places = self.shared(teacher)
            ends = teacher.tokenizer.convert_tokens_to_ids(["[CLS]", "[SEP]"])
            vectors = np.zeros((PIECES, teacher.model.config.hidden_size), dtype=np.float32)
            known = np.zeros(PIECES, dtype=bool)
            known[rows] = True
            for begin in range(0, len(rows), 1024):
                some = slice(begin, begin + 1024)
                found = teacher.pooled([[ends[0], place, ends[1]] for place in places[some]])
                vectors[rows[some]] = found.numpy()
            start = first_vectors(self.translated(), vectors, known)
            sides = [side for pair in self.pairs for side in (pair.sv, pair.en)]
            ids = [np.array(pieces) for pieces in ids_of(tokenizer, sides)]
            counts = np.bincount(np.concatenate(ids).astype(np.int64), None, PIECES)
            share = counts / counts.sum()
            np.save(path, start * (SMOOTH / (SMOOTH + share))[:, None].astype(np.float32))
        found_start: np.ndarray = np.load(path)
        return found_start

    def words(self, teacher: Teacher) -> np.ndarray:
        """Where each word vector of the deep encoder starts, float32."""
        rows, places = self.shared(teacher)
        special = teacher.tokenizer.convert_tokens_to_ids(list(SPECIAL))
        theirs = teacher.model.embeddings.word_embeddings.weight.detach().numpy()
        vectors = np.zeros((PIECES, theirs.shape[1]), dtype=np.float32)
        vectors[rows] = theirs[places]
        vectors[: len(SPECIAL)] = theirs[special]
        known = np.zeros(PIECES, dtype=bool)
        known[[*range(len(SPECIAL)), *rows]] = True
        start = first_vectors(self.translated(), vectors, known)
        # Pieces that no pair has met start as the mean of all others.
        empty = ~start.any(axis=1)
        start[empty] = start[~empty].mean(axis=0)
        return start

    def examples(self) -> Examples:
        """What the encoders learn from."""
        tokenizer = self.tokenise()
        return Examples(
            swedish=ids_of(tokenizer, [pair.sv for pair in self.pairs]),
            english=ids_of(tokenizer, [pair.en for pair in self.pairs] + self.english),
            kinds=[pair.kind for pair in self.pairs],
            target=self.teach(),
        )

    def static(self, steps: int, dimensions: int) -> np.ndarray:
        """The trained table, float32, one row a piece."""
        path = self.work / f"static-{dimensions}-{steps}.npy"
        if not path.is_file():
            start, examples = self.initialise(), self.examples()
            turn = project(examples.target, dimensions)
            np.save(path, train(examples, start @ turn, turn, steps, SEED))
        table: np.ndarray = np.load(path)
        return table

    def deep(self, steps: int) -> Any:
        """The trained transformer."""
        teacher = Teacher()
        model = student(teacher.model, self.words(teacher))
        ends = (SPECIAL.index("[CLS]"), SPECIAL.index("[SEP]"))
        train_deep(self.examples(), model, ends, steps, SEED, self.work / f"deep-{steps}.pt")
        return whole(model, teacher.model)

    def quantise(self, table: np.ndarray, steps: int, out: Path) -> None:
        """Write the folder of the static encoder."""
        out.mkdir(parents=True, exist_ok=True)
        rows, scale = quantised(table)
        save_file({"table": rows, "scale": scale}, str(out / "model.safetensors"))
        shutil.copy(self.work / "tokenizer.json", out / "tokenizer.json")
        self.describe("encoder-sv-en", table.shape[1], steps, out)
        (out / "README.md").write_text(card(out, self.data), "utf-8")

    def quantise_deep(self, model: Any, steps: int, out: Path) -> None:
        """Write the folder of the deep encoder, and one in full precision into ``work``.

        Matrices are stored as 8-bit floats (E4M3): what transformers loads by itself, unlike
        integers with a scale beside them.
        """
        special = dict(zip(("pad", "unk", "cls", "sep", "mask"), SPECIAL, strict=True))
        make: Any = PreTrainedTokenizerFast
        tokenizer = make(
            tokenizer_object=self.tokenise(),
            **{f"{name}_token": piece for name, piece in special.items()},
        )
        full = self.work / "deep-full"
        for folder in (full, out):
            model.save_pretrained(folder)
            tokenizer.save_pretrained(folder)
        packed = {
            name: (values.to(torch.float8_e4m3fn) if values.dim() == 2 else values).contiguous()
            for name, values in model.state_dict().items()
        }
        save_torch(packed, str(out / "model.safetensors"), metadata={"format": "pt"})
        (out / "model.safetensors").chmod(0o644)
        self.describe("encoder-sv-en-deep", model.config.hidden_size, steps, out)
        (out / "README.md").write_text(deep_card(out, full, self.data), "utf-8")

    def describe(self, name: str, dimensions: int, steps: int, out: Path) -> None:
        """Write ``meta.json``."""
        kinds = Counter(pair.kind for pair in self.pairs)
        meta: dict[str, Any] = {
            "name": name,
            "version": "0.1.0",
            "licence": "CC-BY-4.0",
            "dimensions": int(dimensions),
            "pieces": PIECES,
            "teacher": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
            "steps": steps,
            "seed": SEED,
            "pairs": {kind: kinds[kind] for kind in sorted(SHARES)},
        }
        (out / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", "utf-8")


# How much a pair counts where translations are counted: documentation has its own senses of words.
WEIGHT = {"tatoeba": 1.0, "gnome": 1.0, "own": 2.0, "docs": 0.3}


def main() -> None:
    """Runs the stages that are not done."""
    parser = argparse.ArgumentParser(description="train the bilingual sentence encoders")
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="where stages leave their results")
    parser.add_argument("--out", type=Path, default=MODELS, help="where the model folders stand")
    parser.add_argument("--steps", type=int, default=700, help="static: steps of 1,024 pairs")
    parser.add_argument("--deep-steps", type=int, default=2_500, help="deep: of 192 sentences")
    parser.add_argument("--dimensions", type=int, default=272)
    parser.add_argument("--until", choices=STAGES, default=STAGES[-1], help="stop after this stage")
    arguments = parser.parse_args()
    missing = [name for name in (*PARALLEL, *SWEDISH) if not (arguments.data / name).is_file()]
    if missing:
        raise SystemExit(f"missing in {arguments.data}:\n{explained(missing)}")
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    run = Run(arguments.data, arguments.work)
    last = STAGES.index(arguments.until)
    run.teach()
    if last >= 1:
        run.tokenise()
    if last >= 2:
        run.initialise()
    if last < 3:
        return
    table = run.static(arguments.steps, arguments.dimensions)
    if last < 4:
        return
    model = run.deep(arguments.deep_steps)
    if last < 5:
        return
    run.quantise(table, arguments.steps, arguments.out / "encoder-sv-en")
    run.quantise_deep(model, arguments.deep_steps, arguments.out / "encoder-sv-en-deep")


if __name__ == "__main__":
    main()
