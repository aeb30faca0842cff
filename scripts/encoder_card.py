"""The model cards of the sentence encoders, with their figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from encoder_data import ENGLISH, PARALLEL, SHARES, SWEDISH
from encoder_deep import LAYERS
from evaluate_encoder import quality, table
from origins import origin_of

from referat.encoder import STATIC, BothEncoders, load_encoder, read_static, read_transformer
from referat.models import read_meta


def card(folder: Path, data: Path) -> str:
    """The card of the model in ``folder``, which is measured for it."""
    meta = read_meta(folder)
    figures = table({"static": quality(read_static(folder).encode, data)})
    size = sum(path.stat().st_size for path in folder.iterdir() if path.suffix != ".md") / 1e6
    return f"""# encoder-sv-en

Sentences of Swedish and English as vectors in one space: {meta["pieces"]:,} word pieces, one
vector of {meta["dimensions"]} dimensions each in 8 bits, a sentence is the mean of its pieces.
{size:.1f} MB, NumPy and tokenizers only.

For finding which finding a comment is about, which claims say the same in two languages, and as
features for small classifiers. It knows words, hardly their order: a sentence and its negation are
near to each other, and so are two that differ in a figure alone. What uses it has to look at
negations and figures by itself.

## Figures

In per cent, on sets that training has not seen; what each row means stands at the head of
`scripts/evaluate_encoder.py`, which measures them.

{figures}

## How it was made

By `scripts/train_encoder.py`, {meta["steps"]:,} steps, seed {meta["seed"]}. Both sides of a pair
learn to match what the teacher, {meta["teacher"]}, says of the English side. Swedish pieces start
from the teacher's vectors of the English pieces they are translated by (IBM Model 1).

{sources_of(meta)}"""


def sources_of(meta: dict[str, Any]) -> str:
    """What a model has learned from, and the licence that follows."""
    origins = sorted({origin_of(name) for name in (*PARALLEL, *SWEDISH, *ENGLISH)})
    sources = "\n".join(f"- {origin}" for origin in origins)
    pairs = ", ".join(f"{number:,} {kind}" for kind, number in meta["pairs"].items())
    shares = ", ".join(f"{kind} {share:.0%}" for kind, share in SHARES.items())
    return f"""Pairs: {pairs}; of the sentences drawn, {shares}. Sources:

{sources}
- corpus/pairs of this project (CC BY 4.0)

Licence of the weights: {meta["licence"]}. Tatoeba's sentences are by its contributors
(tatoeba.org), CC BY 2.0 FR.
"""


def deep_card(folder: Path, full: Path, data: Path) -> str:
    """The card of the deep encoder in ``folder``, measured beside itself in full precision and
    beside the shipped static encoder.
    """
    meta = read_meta(folder)
    static, deep = load_encoder(STATIC), read_transformer(str(folder))
    columns = {
        "deep": quality(deep.encode, data),
        "deep, full precision": quality(read_transformer(str(full)).encode, data),
        "static and deep": quality(BothEncoders(static, deep).encode, data),
    }
    size = sum(path.stat().st_size for path in folder.iterdir() if path.suffix != ".md") / 1e6
    return f"""# encoder-sv-en-deep

A transformer of {len(LAYERS)} layers for sentences of Swedish and English in one space: BERT over
{meta["pieces"]:,} word pieces, {meta["dimensions"]} dimensions, a sentence is the mean of its last
hidden states. {size:.1f} MB: matrices are stored as 8-bit floats (E4M3), which
`AutoModel.from_pretrained` reads; computed in 32 bits.

For close calls, alone or beside the static encoder; it sees the order of words, if dimly. A
sentence and its negation, or two that differ in a figure, are near to each other all the same.

## Figures

In per cent, on sets that training has not seen; what each row means stands at the head of
`scripts/evaluate_encoder.py`, which measures them.

{table(columns)}

## How it was made

By `scripts/train_encoder.py`, {meta["steps"]:,} steps, seed {meta["seed"]}, from layers
{", ".join(str(layer + 1) for layer in LAYERS)} of the teacher, {meta["teacher"]}. Both sides of a
pair learn to match what the teacher says of the English side; see `scripts/encoder_deep.py`.

{sources_of(meta)}"""
