"""Sentences as vectors, Swedish and English in one space: how alike two of them are is one product.

An `Encoder` turns texts into rows of length one; the product of two rows is the cosine of what
they say, whichever language each is in. *Static* is the shipped table ``models/encoder-sv-en``:
one vector a word piece in 8 bits, a sentence is their mean; NumPy only, thousands of sentences a
second. *Deep* is a small transformer, ``models/encoder-sv-en-deep``, better on close calls and a
hundred times slower; *both* are the two side by side, better than either. By a folder or by the
name of a model on a hub any encoder that transformers can load takes their place, with the mean of
its last hidden states, as the sentence-transformers family has it. For all but the first torch is
imported, and only what is already on the machine is read.

How the models were made and what they are worth stands in their cards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from referat.errors import ModelError
from referat.models import model_folder, read_meta

if TYPE_CHECKING:
    from tokenizers import Tokenizer

STATIC, DEEP, BOTH = "static", "deep", "both"
LONGEST = 256  # word pieces of a text that are read; the rest is left out
BATCH = 32


class Encoder(Protocol):
    """What turns texts into vectors. ``name`` and ``version`` go into a summary's provenance."""

    name: str
    version: str

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text, float32, shape (texts, dimensions), each of length one.

        A text without any known word piece has a row of zeros: it is like nothing.
        """


def quantised(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A table of floats in 8 bits: int8 rows, and what each row is multiplied by, float32."""
    scale = np.abs(table).max(axis=1) / 127
    scale[scale == 0] = 1.0
    return np.round(table / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def to_unit(rows: np.ndarray) -> np.ndarray:
    """Rows scaled to length one; rows of zeros stay."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: np.ndarray = (rows / np.where(length == 0, 1.0, length)).astype(np.float32)
    return unit


class StaticEncoder:
    """The mean of one vector a word piece.

    Args:
        table: int8, shape (pieces, dimensions).
        scale: float32, shape (pieces,), what each row is multiplied by.
        tokenizer: gives the rows of a text.
    """

    def __init__(
        self, table: np.ndarray, scale: np.ndarray, tokenizer: Tokenizer, name: str, version: str
    ):
        self._table = table
        self._scale = scale
        self._tokenizer = tokenizer
        self.name = name
        self.version = version

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See `Encoder`; what comes out for a text does not depend on the texts beside it."""
        found = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for begin in range(0, len(texts), 1024):
            some = [str(text) for text in texts[begin : begin + 1024]]
            encodings = self._tokenizer.encode_batch_fast(some, add_special_tokens=False)
            ids = [encoding.ids[:LONGEST] for encoding in encodings]
            filled = [place for place, row in enumerate(ids) if row]
            if not filled:
                continue
            flat = np.concatenate([np.array(ids[place], dtype=np.int64) for place in filled])
            starts = np.cumsum([0, *[len(ids[place]) for place in filled[:-1]]])
            rows = self._table[flat] * self._scale[flat, None]
            found[[begin + place for place in filled]] = np.add.reduceat(rows, starts, axis=0)
        return to_unit(found)


class TransformerEncoder:
    """The mean of the last hidden states of a model that transformers loads."""

    def __init__(self, model: Any, tokenizer: Any, name: str, version: str):
        self._model = model
        self._tokenizer = tokenizer
        self.name = name
        self.version = version

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See `Encoder`; padding to the longest of a batch may change the last digits."""
        import torch

        found = np.zeros((len(texts), self._model.config.hidden_size), dtype=np.float32)
        # Texts of a length together: little is padded. The order changes nothing that comes out.
        order = sorted(range(len(texts)), key=lambda place: (len(texts[place]), place))
        for begin in range(0, len(order), BATCH):
            places = order[begin : begin + BATCH]
            batch = self._tokenizer(
                [str(texts[place]) for place in places],
                padding=True,
                truncation=True,
                max_length=LONGEST,
                return_tensors="pt",
            )
            with torch.inference_mode():
                states = self._model(**batch).last_hidden_state
            mask = batch["attention_mask"][..., None].to(states.dtype)
            found[places] = ((states * mask).sum(1) / mask.sum(1)).float().numpy()
        return to_unit(found)


class BothEncoders:
    """Two encoders side by side: the cosine of two texts is the mean of what either says."""

    def __init__(self, first: Encoder, second: Encoder):
        self._parts = (first, second)
        self.name = f"{first.name}+{second.name}"
        self.version = f"{first.version}+{second.version}"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See `Encoder`."""
        return to_unit(np.hstack([part.encode(texts) for part in self._parts]))


def read_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no tokenizer.
    """
    from tokenizers import Tokenizer

    text = path.read_text(encoding="utf-8")
    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # the library tells every fault by a bare Exception
        raise ValueError(str(error)) from error


def read_static(folder: Path) -> StaticEncoder:
    """The static encoder of a folder.

    Raises:
        ModelError: the folder is incomplete or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    meta = read_meta(folder)
    place = f"models/{folder.name}"
    try:
        tensors = load_file(folder / "model.safetensors")
        table, scale = tensors["table"], tensors["scale"]
        tokenizer = read_tokenizer(folder / "tokenizer.json")
        if table.dtype != np.int8 or table.shape != (tokenizer.get_vocab_size(), len(table[0])):
            raise ValueError(f"a table of shape {table.shape}")
        if scale.shape != (len(table),):
            raise ValueError(f"scales of shape {scale.shape}")
        return StaticEncoder(table, scale, tokenizer, meta["name"], meta["version"])
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise ModelError(f"{place}: damaged ({error}); restore the folder") from error


def read_transformer(name: str) -> TransformerEncoder:
    """The encoder of a folder, or of a hub's model that an earlier download left on this machine.

    Nothing is downloaded here: whoever wants a model from a hub fetches it first. Its version is
    that of its ``meta.json``, else the start of the SHA-256 of its parameters.

    Raises:
        ModelError: there is no such model, or transformers cannot load it.
    """
    from transformers import AutoModel, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
        model = AutoModel.from_pretrained(name, local_files_only=True).eval()
    except (OSError, ValueError) as error:
        raise ModelError(
            f"encoder '{name}': none of static, deep and both, nor a model that transformers finds "
            "on this machine; download it first, or name its folder"
        ) from error
    if (Path(name) / "meta.json").is_file():
        meta = read_meta(Path(name))
        return TransformerEncoder(model, tokenizer, meta["name"], meta["version"])
    digest = hashlib.sha256()
    for _, values in sorted(model.state_dict().items()):
        digest.update(values.contiguous().cpu().numpy().tobytes())
    return TransformerEncoder(model, tokenizer, name, digest.hexdigest()[:12])


@cache
def load_encoder(name: str = STATIC) -> Encoder:
    """The encoder a setting names, once a process.

    Args:
        name: ``static``, ``deep``, ``both``, a folder, or a model of a hub.

    Raises:
        ModelError: it cannot be loaded.
    """
    if name == STATIC:
        return read_static(model_folder("encoder-sv-en"))
    if name == DEEP:
        return read_transformer(str(model_folder("encoder-sv-en-deep")))
    if name == BOTH:
        return BothEncoders(load_encoder(STATIC), load_encoder(DEEP))
    folder = Path(name)
    if (folder / "meta.json").is_file() and not (folder / "config.json").is_file():
        return read_static(folder)
    return read_transformer(name)
