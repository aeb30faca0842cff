"""Sentence pairs, Swedish and English, for training and measuring the sentence encoders.

Training pairs come from the parallel files whose licence allows it and from our own pairs in
``corpus/pairs/``. Human, general-register pairs matter most: product documentation is most of
what there is and least like a post, so it is capped by its source and drawn seldom. What is only
for measuring (NTREX, FLORES, PUD, SweParaphrase, the test parts of our own pairs) is read by
functions of its own and never meets the training ones.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treebank import lines_of

CORPUS = Path(__file__).resolve().parent.parent / "corpus"

# What share of the sentences drawn in training comes from which kind of source.
SHARES = {"tatoeba": 0.45, "gnome": 0.10, "docs": 0.37, "own": 0.08}
# Most pairs of one documentation source.
MAX_OF_SOURCE = 12_000
# A pair whose longer side has more than this many times the letters of the shorter is no pair.
MAX_RATIO = 3.0

PARALLEL = {
    "parallel/human-tatoeba.jsonl.gz": "tatoeba",
    "parallel/human-gnome.jsonl.gz": "gnome",
    "parallel/docs-mit.jsonl.gz": "docs",
    "parallel/docs-ccby.jsonl.gz": "docs",
}
# Swedish text that only the vocabulary is counted on.
SWEDISH = (
    "text/sv-interpellations.jsonl.gz",
    "text/sv-voiceweb.jsonl.gz",
    "labelled/sv_absabank-imm-train.jsonl.gz",
)
# English text that the English side learns on by itself.
ENGLISH = ("text/en-voiceweb.jsonl.gz",)
TESTS = {
    "NTREX": "parallel/ntrex.jsonl.gz",
    "FLORES": "parallel/flores-devtest.jsonl.gz",
    "PUD": "parallel/pud.jsonl.gz",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in both languages, and the kind of source it is from (a key of `SHARES`)."""

    sv: str
    en: str
    kind: str


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file, plain or gzipped."""
    for line in lines_of(path):
        if line.strip():
            yield json.loads(line)


def clean(text: str) -> str:
    """NFC, white space single."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def own(part: str, kind: str = "pairs") -> list[dict[str, Any]]:
    """The lines of ``corpus/pairs/<kind>-<part>.jsonl``; ``part`` is train or test."""
    path = CORPUS / "pairs" / f"{kind}-{part}.jsonl"
    return list(records(path)) if path.is_file() else []


def usable(sv: str, en: str) -> bool:
    """Whether both sides are there, differ, and are about as long as each other."""
    if not sv or not en or (sv == en and len(sv.split()) > 2):
        return False
    longer, shorter = max(len(sv), len(en)), min(len(sv), len(en))
    return longer <= MAX_RATIO * shorter + 10


def training_pairs(data: Path) -> list[Pair]:
    """All pairs for training, each once, in the order of the files."""
    pairs: dict[tuple[str, str], Pair] = {}
    for name, kind in PARALLEL.items():
        taken: Counter[str] = Counter()
        for record in records(data / name):
            sv, en = clean(record["sv"]), clean(record["en"])
            source = str(record.get("source", ""))
            if not usable(sv, en) or (kind == "docs" and taken[source] >= MAX_OF_SOURCE):
                continue
            taken[source] += 1
            pairs.setdefault((sv, en), Pair(sv, en, kind))
    for record in own("train"):
        pair = Pair(clean(record["sv"]), clean(record["en"]), "own")
        pairs.setdefault((pair.sv, pair.en), pair)
    return list(pairs.values())


def swedish_text(data: Path) -> Iterator[str]:
    """Swedish lines to count the vocabulary on, pairs apart."""
    for name in SWEDISH:
        yield from (clean(record["text"]) for record in records(data / name))


def english_text(data: Path) -> list[str]:
    """English sentences without a Swedish side."""
    return [clean(record["text"]) for name in ENGLISH for record in records(data / name)]


def test_pairs(data: Path) -> dict[str, list[tuple[str, str]]]:
    """The parallel test sets: pairs of Swedish and English by name."""
    sets = {
        name: [(record["sv"], record["en"]) for record in records(data / file)]
        for name, file in TESTS.items()
    }
    sets["own pairs"] = [(record["sv"], record["en"]) for record in own("test")]
    return sets


def similar_pairs(data: Path, part: str = "test") -> list[tuple[str, str, float]]:
    """SweParaphrase: two Swedish sentences and how alike they are, 0 to 5. For measuring only."""
    path = data / f"labelled/sv_sweparaphrase-{part}.jsonl.gz"
    return [(r["text"], r["text2"], float(r["label"])) for r in records(path)]
