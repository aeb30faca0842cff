"""Measure the sentence encoders, as tables for the README and the model card.

    python scripts/evaluate_encoder.py --data DIR [--encoder static] [--json PATH]

- *P@1*: a sentence has to find its translation among all sentences of the other language of all
  parallel sets (NTREX, FLORES, PUD and the test part of our own pairs, pooled), Swedish to English
  and back;
- *links*: each second sentence's translation is taken out; a sentence is linked to its nearest if
  they are nearer than a threshold, fitted on the sentences with an even number and measured on
  those with an odd one: F1 of the links, in the mean of both directions;
- *SweParaphrase*: Spearman's rank correlation with how alike people find two Swedish sentences;
- *negation* and *numbers*: how often a sentence's translation is nearer to it than the same
  translation negated, or with another figure. Cosines alone tell little here, by their nature: that
  is why the rule for repeated claims looks at negations and figures itself;
- *same claim*: how often the rule for repeated claims (`referat.text.same_claim`) takes a sentence
  and its translation for the same, of ``pairs``, ``negation`` and ``numbers``; and how often a
  sentence and its negation, or the one with another figure, in the same language or the other,
  which it never should;
- sentences a second on one core, and seconds to load.

Beside it stand TF-IDF over character 3- to 5-grams and, as published, the encoders people download.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from encoder_data import own, similar_pairs, test_pairs

from referat.likeness import Likeness
from referat.text.same_claim import same, signature
from referat.text.words import scanned

Encode = Callable[[Sequence[str]], np.ndarray]
SPEED_SENTENCES = 20_000


def retrieval(left: np.ndarray, right: np.ndarray, first: int, size: int) -> float:
    """Share of the ``size`` rows from ``first`` on that are nearest to their own."""
    nearest = (left[first : first + size] @ right.T).argmax(axis=1)
    return float((nearest == np.arange(first, first + size)).mean())


def link_f1(left: np.ndarray, right: np.ndarray) -> float:
    """F1 of links where half of the rows have no counterpart; see the head of this file."""
    rows = np.arange(len(left))
    there = rows % 4 < 2  # of each two neighbours among even and odd rows, one is left out
    scores = left @ right[there].T
    nearest = rows[there][scores.argmax(axis=1)]
    best = scores.max(axis=1)
    right_one = nearest == rows

    def f1(threshold: float, part: np.ndarray) -> float:
        linked = (best >= threshold) & part
        hits = float((linked & right_one).sum())
        return 2 * hits / max(float(linked.sum() + (there & part).sum()), 1.0)

    fitted = rows % 2 == 0
    threshold = max(np.linspace(0, 1, 201), key=lambda value: f1(value, fitted))
    return f1(threshold, ~fitted)


def ranks(values: Sequence[float]) -> np.ndarray:
    """Ranks of figures, ties sharing their mean."""
    array = np.asarray(values, dtype=np.float64)
    _, inverse, counts = np.unique(array, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2)[inverse]


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    """Rank correlation."""
    return float(np.corrcoef(ranks(left), ranks(right))[0, 1])


def kept_apart(encode: Encode, rows: list[dict[str, Any]], same: str, other: str) -> float:
    """Share of English sentences nearer to ``same`` than to ``other``."""
    english = encode([row["en"] for row in rows])
    near = (english * encode([row[same] for row in rows])).sum(axis=1)
    far = (english * encode([row[other] for row in rows])).sum(axis=1)
    return float((near > far).mean())


def quality(encode: Encode, data: Path) -> dict[str, float]:
    """All figures of quality, in per cent, by the name of the row."""
    sets = {name: pairs for name, pairs in test_pairs(data).items() if pairs}
    sv = encode([pair[0] for pairs in sets.values() for pair in pairs])
    en = encode([pair[1] for pairs in sets.values() for pair in pairs])
    found: dict[str, float] = {}
    first = 0
    for name, pairs in sets.items():
        found[f"{name} sv-en, P@1"] = 100 * retrieval(sv, en, first, len(pairs))
        found[f"{name} en-sv, P@1"] = 100 * retrieval(en, sv, first, len(pairs))
        first += len(pairs)
    found["links, F1"] = 50 * (link_f1(sv, en) + link_f1(en, sv))
    alike = similar_pairs(data)
    one, two = encode([a for a, _, _ in alike]), encode([b for _, b, _ in alike])
    found["SweParaphrase, Spearman"] = 100 * spearman(
        (one * two).sum(axis=1).tolist(), [label for _, _, label in alike]
    )
    if negation := own("test", "negation"):
        found["negation told"] = 100 * kept_apart(encode, negation, "sv", "sv_not")
    if numbers := own("test", "numbers"):
        found["numbers told"] = 100 * kept_apart(encode, numbers, "sv", "sv_other")
    return found


def repetitions(likeness: Likeness) -> dict[str, float]:
    """How often the rule for repeated claims takes two sentences for the same, in per cent."""

    def taken(rows: list[dict[str, Any]], one: str, other: str) -> list[bool]:
        texts = [[row[name] for row in rows] for name in (one, other)]
        alike = np.diag(likeness.between(*(likeness.vectors(side) for side in texts)))
        left, right = ([signature(text, scanned(text)) for text in side] for side in texts)
        asked = zip(left, right, alike.tolist(), strict=True)
        return [same(one, other, near) for one, other, near in asked]

    pairs, negation, numbers = (own("test", name) for name in ("pairs", "negation", "numbers"))
    crossed = [("en", "sv_not"), ("en_not", "sv"), ("en", "en_not"), ("sv", "sv_not")]
    asked = {
        "same claim: pairs found": taken(pairs, "en", "sv"),
        "same claim: negation pairs found": [
            *taken(negation, "en", "sv"),
            *taken(negation, "en_not", "sv_not"),
        ],
        "same claim: number pairs found": taken(numbers, "en", "sv"),
        "same claim: negated taken for it": [
            said for one, other in crossed for said in taken(negation, one, other)
        ],
        "same claim: other figure taken for it": [
            said for one in ("en", "sv") for said in taken(numbers, one, "sv_other")
        ],
    }
    return {name: 100 * float(np.mean(said)) for name, said in asked.items()}


def tfidf(data: Path) -> Encode:
    """Character 3- to 5-grams by TF-IDF, hashed, fitted on the parallel test sets themselves."""
    texts = [side for pairs in test_pairs(data).values() for pair in pairs for side in pair]
    size = 1 << 15

    def counts(text: str) -> dict[int, int]:
        padded = f" {text.lower()} "
        found: dict[int, int] = {}
        for width in (3, 4, 5):
            for begin in range(len(padded) - width + 1):
                place = hash_of(padded[begin : begin + width]) % size
                found[place] = found.get(place, 0) + 1
        return found

    seen = np.zeros(size)
    for text in texts:
        seen[list(counts(text))] += 1
    weight = np.log((1 + len(texts)) / (1 + seen)).astype(np.float32)

    def encode(some: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(some), size), dtype=np.float32)
        for row, text in enumerate(some):
            for place, number in counts(text).items():
                rows[row, place] = (1 + np.log(number)) * weight[place]
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: np.ndarray = rows / np.where(length == 0, 1, length)
        return unit

    return encode


def hash_of(gram: str) -> int:
    """FNV-1a over UTF-8: the same in every process, unlike `hash`."""
    value = 0xCBF29CE484222325
    for byte in gram.encode():
        value = (value ^ byte) * 0x100000001B3 % (1 << 64)
    return value


def speed(encode: Encode, data: Path) -> float:
    """Sentences a second of the parallel test sets, the best of three passes."""
    texts = [side for pairs in test_pairs(data).values() for pair in pairs for side in pair]
    texts = (texts * (SPEED_SENTENCES // len(texts) + 1))[:SPEED_SENTENCES]
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        encode(texts)
        best = max(best, len(texts) / (time.perf_counter() - start))
    return best


def load_seconds(name: str) -> float:
    """Seconds to import and load the encoder in a new process, Python's own start apart."""
    code = (
        "import time; start = time.perf_counter();"
        f"from referat.encoder import load_encoder; load_encoder({name!r}).encode(['hej']);"
        "print(time.perf_counter() - start)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout)
        for _ in range(3)
    ]
    return min(runs)


def figure(value: float | None) -> str:
    """A figure as the tables have it: as many decimals as its size needs."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def table(columns: dict[str, dict[str, float]]) -> str:
    """The figures as a Markdown table, a column an encoder."""
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    lines = ["| | " + " | ".join(columns) + " |", "| --- |" + " ---: |" * len(columns)]
    for name in names:
        cells = [figure(column.get(name)) for column in columns.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="measure the sentence encoders")
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--encoder", action="append", help="static, a folder or a hub's name")
    parser.add_argument("--baseline", action="store_true", help="measure TF-IDF too")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    from referat.encoder import load_encoder
    from referat.likeness import load_likeness

    columns: dict[str, dict[str, float]] = {}
    if arguments.baseline:
        columns["TF-IDF"] = quality(tfidf(arguments.data), arguments.data)
    for name in arguments.encoder or ["static"]:
        encode = load_encoder(name).encode
        columns[name] = (
            quality(encode, arguments.data)
            | repetitions(load_likeness(name))
            | {
                "sentences/s, one core": speed(encode, arguments.data),
                "load, s": load_seconds(name),
            }
        )
    print(table(columns))
    if arguments.json:
        arguments.json.write_text(json.dumps(columns, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
