"""The stance head: what a unit of commentary thinks, learned from annotated posts.

One linear layer over three things: where the unit stands and what the lexicon says of it, its
hashed character n-grams (`referat.text.stance_features`), and its sentence vector. The lexicon
sees outright agreement and objection; the head has seen how writers say it without any such word.
Where the head finds a stance that the lexicon has no cue for, its cue is the few words that moved
it most.

Weights, with their card, are in ``models/stance-sv-en/``, written by ``scripts/train_stance.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from referat.encoder import Encoder, load_encoder
from referat.linear_head import read_linear
from referat.models import model_folder
from referat.post import Stance
from referat.span import Span
from referat.text.stance import Judgement, Place
from referat.text.stance_features import BLANK, GRAM_BUCKETS, Unit, grams, structure

SHIPPED = "stance-sv-en"
# What each part is multiplied by: lengths of vectors that let none outweigh the others.
GRAM_SCALE = 3.0
VECTOR_SCALE = 4.0
# Most words of a cue that the head points to.
CUE_WORDS = 4


def rows_of(units: Sequence[Unit], encoder: Encoder) -> np.ndarray:
    """What the head sees: float32, shape (units, structure + grams + dimensions)."""
    shape = np.array([list(structure(unit).values()) for unit in units], dtype=np.float32)
    hashed = np.zeros((len(units), GRAM_BUCKETS), dtype=np.float32)
    for row, unit in enumerate(units):
        for bucket, weight in grams(unit.words).items():
            hashed[row, bucket] = weight
    vectors = encoder.encode([unit.words for unit in units])
    return np.hstack([shape, GRAM_SCALE * hashed, VECTOR_SCALE * vectors])


def decided(unit: Unit, scores: np.ndarray) -> Stance:
    """The stance of a unit, from the head's scores and by the rules that say when it is not asked.

    Irony is the lexicon's to tell: to the head, words of praise are praise. What leads up to
    findings, or reports what a source says, takes a stance only in outright words. And nothing is
    mixed without a word of concession.
    """
    said = unit.judgement.stance
    if unit.judgement.ironic:
        return said
    if said is Stance.NEUTRAL and (unit.place is Place.BEFORE or unit.reported > 0):
        return said
    order = tuple(Stance)
    allowed = scores.copy()
    if said is not Stance.MIXED and not structure(unit)["concedes"]:
        allowed[order.index(Stance.MIXED)] = -np.inf
    return order[int(allowed.argmax())]


class StanceHead:
    """The head and the encoder it was trained on.

    Args:
        weights: float32, shape (stances, features), features as `rows_of` has them.
        bias: float32, shape (stances,).
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

    def judge(self, unit: Unit, words: Sequence[tuple[str, Span]]) -> Judgement:
        """What a unit thinks (`decided`), with the cues that show it.

        Args:
            unit: the unit.
            words: its words in order with their spans: where a cue can be.
        """
        scores = self._weights @ rows_of([unit], self._encoder)[0] + self._bias
        stance = decided(unit, scores)
        if stance is unit.judgement.stance:
            return unit.judgement
        if stance is Stance.NEUTRAL:
            return Judgement(stance, (), False)
        cue = self._cue(stance, words)
        return Judgement(stance, cue, False)

    def _cue(self, stance: Stance, words: Sequence[tuple[str, Span]]) -> tuple[Span, ...]:
        """The stretch of at most `CUE_WORDS` words that speaks most for a stance."""
        order = tuple(Stance)
        against = self._weights[order.index(stance)] - self._weights[order.index(Stance.NEUTRAL)]
        first = against.shape[0] - GRAM_BUCKETS - self._dimensions
        of_grams, of_vector = np.split(against[first:], [GRAM_BUCKETS])
        vectors = self._encoder.encode([form for form, _ in words])
        moved = VECTOR_SCALE * vectors @ of_vector / max(1, len(words)) ** 0.5
        for place, (form, _) in enumerate(words):
            found = grams(form)
            moved[place] += sum(weight * of_grams[bucket] for bucket, weight in found.items())
        best: tuple[float, tuple[Span, ...]] = (0.0, ())
        for begin in range(len(words)):
            for end in range(begin + 1, min(begin + CUE_WORDS, len(words)) + 1):
                total = float(moved[begin:end].sum())
                if total > best[0]:
                    best = total, (Span(words[begin][1].start, words[end - 1][1].end),)
        return best[1]

    @property
    def _dimensions(self) -> int:
        return int(self._encoder.encode([""]).shape[1])


def read_stance(folder: Path, encoder: Encoder) -> StanceHead:
    """The head of a folder.

    Raises:
        ModelError: the folder is damaged, or its head was trained on another encoder.
    """
    shape = len(Stance), rows_of([BLANK], encoder).shape[1]
    weights, bias, meta = read_linear(folder, encoder, shape, "scripts/train_stance.py")
    return StanceHead(weights, bias, encoder, meta["name"], meta["version"])


@cache
def load_stance(name: str = SHIPPED) -> StanceHead:
    """A head on the shipped static encoder, once a process.

    Args:
        name: the shipped head's, or a folder.

    Raises:
        ModelError: the head or the encoder cannot be loaded.
    """
    folder = model_folder(name) if name == SHIPPED else Path(name)
    return read_stance(folder, load_encoder())
