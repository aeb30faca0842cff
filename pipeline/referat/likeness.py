"""How alike two texts are, on a scale that is the same for every encoder.

Cosines of one encoder say little beside those of another: unrelated sentences have 0.05 with one
and 0.75 with the next. So a cosine is set against what unrelated sentences have, those of
``lexicons/unrelated.toml``: `Likeness` is 0 for texts as far apart as they, and 1 for the same
text. Thresholds and weights that were fitted with one encoder then hold, nearly, for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property

import numpy as np

from referat.encoder import Encoder, load_encoder
from referat.text.lexicon import load_tables


class Likeness:
    """Compares texts by an encoder.

    Args:
        encoder: makes their vectors.
    """

    def __init__(self, encoder: Encoder):
        self.encoder = encoder

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text, to be compared with `between`."""
        return self.encoder.encode(texts)

    def between(self, rows: np.ndarray, others: np.ndarray) -> np.ndarray:
        """How alike each row is to each of the others, shape (rows, others): at most 1; what is
        unrelated has about 0, and may have less.
        """
        alike: np.ndarray = (rows @ others.T - self._unrelated) / (1 - self._unrelated)
        return alike

    @cached_property
    def _unrelated(self) -> float:
        """The mean cosine of sentences that have nothing to do with one another."""
        vectors = self.encoder.encode(load_tables("unrelated")["sentences"]["texts"])
        return float((vectors @ vectors.T)[np.triu_indices(len(vectors), 1)].mean())


@cache
def load_likeness(name: str) -> Likeness:
    """The comparison by the encoder that a setting names, once a process.

    Raises:
        ModelError: the encoder cannot be loaded.
    """
    return Likeness(load_encoder(name))
