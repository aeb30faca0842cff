"""The model card of the static encoder, with its figures."""

from __future__ import annotations

from pathlib import Path

from encoder_data import ENGLISH, PARALLEL, SHARES, SWEDISH
from evaluate_encoder import quality, table
from origins import origin_of

from referat.encoder import read_static
from referat.models import read_meta


def card(folder: Path, data: Path) -> str:
    """The card of the model in ``folder``, which is measured for it."""
    meta = read_meta(folder)
    figures = table({"static": quality(read_static(folder).encode, data)})
    sources = "\n".join(
        f"- {origin}" for origin in sorted({origin_of(n) for n in (*PARALLEL, *SWEDISH, *ENGLISH)})
    )
    pairs = ", ".join(f"{number:,} {kind}" for kind, number in meta["pairs"].items())
    shares = ", ".join(f"{kind} {share:.0%}" for kind, share in SHARES.items())
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

Pairs: {pairs}; of the sentences drawn, {shares}. Sources:

{sources}
- corpus/pairs of this project (CC BY 4.0)

Licence of the weights: {meta["licence"]}. Tatoeba's sentences are by its contributors
(tatoeba.org), CC BY 2.0 FR.
"""
