"""The common vocabulary of the sentence encoders, and where its Swedish pieces start from.

*Pieces*: WordPiece, lower-cased, with å, ä and ö kept. All pieces of the teacher in Latin letters
stand in it, so that what the teacher knows of English carries over row by row; the rest are the
most frequent pieces of Swedish text that the teacher has no piece for.

*Start*: a Swedish piece starts as the mean of the teacher's vectors of the English pieces it is
translated by, weighted by the translation table of IBM Model 1 (Brown et al. 1993, "The
Mathematics of Statistical Machine Translation", section 4), estimated on the training pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from tokenizers import (
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)

PIECES = 40_000
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
ROUNDS = 5  # of expectation maximisation
LONGEST = 60  # pieces of a sentence that alignment looks at


def is_latin(piece: str) -> bool:
    """Whether a piece of the teacher can occur in lower-cased Swedish or English text."""
    if piece.startswith("[unused"):
        return False
    return all(
        character.isascii()
        or "\u00c0" <= character <= "\u024f"
        or "\u2010" <= character <= "\u2044"
        or character in "€£§°·«»"
        for character in piece
    )


def empty_tokenizer(pieces: dict[str, int] | None = None) -> Tokenizer:
    """A WordPiece tokenizer with our normalisation, over the pieces given."""
    model = models.WordPiece(pieces or {"[UNK]": 0}, unk_token=SPECIAL[1])
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.BertNormalizer(
                clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=True
            ),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def build(swedish: Iterable[str], teacher: Sequence[str]) -> Tokenizer:
    """The common tokenizer: special pieces, the teacher's Latin ones, and Swedish ones.

    ``teacher`` are its pieces in the order of their rows.
    """
    trained = empty_tokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=26_000, min_frequency=3, special_tokens=["[UNK]"], show_progress=False
    )
    trained.train_from_iterator(swedish, trainer)
    # Ids follow the order in which pieces were made: single letters first, then by frequency.
    candidates = sorted(trained.get_vocab().items(), key=lambda entry: entry[1])
    pieces = list(SPECIAL) + [p for p in teacher if p not in SPECIAL and is_latin(p)]
    known = set(pieces)
    for piece, _ in candidates:
        if len(pieces) == PIECES:
            break
        if piece not in known:
            known.add(piece)
            pieces.append(piece)
    tokenizer = empty_tokenizer({piece: row for row, piece in enumerate(pieces)})
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[(name, SPECIAL.index(name)) for name in ("[CLS]", "[SEP]")],
    )
    return tokenizer


def ids_of(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    """The pieces of each text, special ones apart."""
    found: list[Any] = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [encoding.ids for encoding in found]


def translations(
    swedish: Sequence[Sequence[int]], english: Sequence[Sequence[int]], weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """IBM Model 1: which English piece a Swedish piece is translated by, and how often.

    ``weights`` is how much each pair counts. Returns Swedish pieces, English pieces and expected
    counts of the last round, one row a pair of pieces that ever met.
    """
    left, right, slots, weight = [], [], [], []
    slot = 0
    for sv, en, factor in zip(swedish, english, weights, strict=True):
        source = np.unique(np.array(sv[:LONGEST], dtype=np.int64))
        target = np.array(en[:LONGEST], dtype=np.int64)
        if not len(source) or not len(target):
            continue
        # Each English piece is one slot, shared out over the Swedish pieces of its sentence.
        left.append(np.tile(source, len(target)))
        right.append(np.repeat(target, len(source)))
        slots.append(np.repeat(np.arange(slot, slot + len(target)), len(source)))
        weight.append(np.full(len(source) * len(target), factor, dtype=np.float32))
        slot += len(target)
    source, target = np.concatenate(left), np.concatenate(right)
    owner, factor = np.concatenate(slots), np.concatenate(weight)
    met, cell = np.unique(source * PIECES + target, return_inverse=True)
    del left, right, slots, weight, target, source
    counts: np.ndarray = np.ones(len(met))
    for _ in range(ROUNDS):
        given = met // PIECES
        table = counts / np.bincount(given, counts, PIECES)[given]
        share = table[cell]
        share /= np.bincount(owner, share)[owner]
        counts = np.bincount(cell, share * factor, len(met))
    return met // PIECES, met % PIECES, counts


def first_vectors(
    rows: tuple[np.ndarray, np.ndarray, np.ndarray], english: np.ndarray, known: np.ndarray
) -> np.ndarray:
    """Where the pieces start: the teacher's own rows stay, others are translated.

    ``english`` has one row a piece, of which those in ``known`` (booleans) are set.
    """
    source, target, counts = rows
    share = counts / np.maximum(np.bincount(source, counts, PIECES)[source], 1e-9)
    # What a piece is translated by once in fifty times is chance.
    kept = (share > 0.02) & known[target]
    mixed = np.zeros_like(english)
    np.add.at(mixed, source[kept], share[kept, None].astype(np.float32) * english[target[kept]])
    start = english.copy()
    start[~known] = mixed[~known]
    return start
