"""The kind head: is a claim a result, a trend, a concern, a judgement, advice or a prediction?

One linear layer over the claim's sentence vector and a few traits: who says it, what the lexicon
takes it for (`referat.text.kinds`), what it gives figures of. The lexicon knows "risk" and
"should"; the head has seen what people call a concern, or advice, without any such word.

Weights, with their card, are in ``models/kind-sv-en/``, written by ``scripts/train_kind.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import log1p
from pathlib import Path

import numpy as np

from referat.encoder import Encoder, load_encoder
from referat.linear_head import read_linear
from referat.models import model_folder
from referat.post import Certainty, Claim, ClaimKind, Voice
from referat.text.kinds import SHARES, kinds_named
from referat.text.stance_features import forms_of

SHIPPED = "kind-sv-en"
VECTOR_SCALE = 4.0  # what vectors are multiplied by, so that the traits do not outweigh them
TRAITS = 4 * len(ClaimKind) + len(Voice) + 6


def traits(text: str, claim: Claim) -> list[float]:
    """The traits of a claim, always in the same order.

    Args:
        text: its words.
        claim: the claim, with the kind that the lexicon gave it.
    """
    forms = forms_of(text)
    named = kinds_named(forms)
    said = [claim.kind is kind for kind in ClaimKind]
    by_source = claim.voice is Voice.SOURCE
    found = [
        *said,
        *(kind in named for kind in ClaimKind),
        *(one and by_source for one in said),
        *(one and claim.finding is not None for one in said),
        *(claim.voice is voice for voice in Voice),
        any(quantity.unit in SHARES for quantity in claim.quantities),
        bool(claim.quantities),
        claim.language == "en",
        claim.negated,
        claim.certainty is Certainty.HEDGED,
        log1p(len(forms)) / 3,
    ]
    return [float(value) for value in found]


def rows_of(texts: Sequence[str], claims: Sequence[Claim], encoder: Encoder) -> np.ndarray:
    """What the head sees: float32, shape (claims, traits + dimensions)."""
    known = [traits(text, claim) for text, claim in zip(texts, claims, strict=True)]
    shape = np.array(known, dtype=np.float32).reshape(len(claims), TRAITS)
    return np.hstack([shape, VECTOR_SCALE * encoder.encode(texts)])


class KindHead:
    """The head and the encoder it was trained on.

    Args:
        weights: float32, shape (kinds, features), features as `rows_of` has them.
        bias: float32, shape (kinds,).
        encoder: the static encoder.
    """

    def __init__(
        self, weights: np.ndarray, bias: np.ndarray, encoder: Encoder, name: str, version: str
    ):
        self._weights = weights
        self._bias = bias
        self._encoder = encoder
        self.name = name
        self.version = version

    def kinds(self, text: str, claims: Sequence[Claim]) -> list[ClaimKind]:
        """The kind of each claim of a text."""
        rows = rows_of([claim.span.of(text) for claim in claims], claims, self._encoder)
        order = tuple(ClaimKind)
        return [order[int(best)] for best in (rows @ self._weights.T + self._bias).argmax(axis=1)]


@cache
def load_kind(name: str = SHIPPED) -> KindHead:
    """A head on the shipped static encoder, once a process.

    Args:
        name: the shipped head's, or a folder.

    Raises:
        ModelError: the head or the encoder cannot be loaded.
    """
    folder = model_folder(name) if name == SHIPPED else Path(name)
    encoder = load_encoder()
    shape = len(ClaimKind), TRAITS + encoder.encode([""]).shape[1]
    weights, bias, meta = read_linear(folder, encoder, shape, "scripts/train_kind.py")
    return KindHead(weights, bias, encoder, meta["name"], meta["version"])
