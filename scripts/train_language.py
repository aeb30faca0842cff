"""Train the word model that tells Swedish words from English ones.

    python scripts/train_language.py --data DIR [--out models/language-sv-en]

A logistic regression over hashed character 1- to 5-grams of each word form by itself, trained on
word types weighted by how often they occur. It gives the log-odds of a word being English; the
language stage decodes sequences of them. Runs in about a minute, with a fixed seed, on NumPy alone.

DIR holds the data folder: Swedish and English sentences under ``text/``, ``parallel/``, ``ud/`` and
``ner/``. The public sources are Mozilla voice-web (CC0), Tatoeba (CC BY 2.0 FR), GNOME user
documentation (CC BY 3.0), Universal Dependencies' Talbanken and EWT (CC BY-SA 4.0), the Swedish NER
corpus of klintan (CC BY 4.0) and the written questions of the Swedish parliament (public
documents); commits are named in the model card. Test parts are read for measuring only.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from referat.text.emission import BUCKETS, MAX_GRAM, MIN_GRAM, features
from referat.text.words import Piece, scan

SEED = 20260917
EPOCHS = 12
# A source with more words than this is cut off, so that one register does not drown the others.
MAX_WORDS = 1_200_000

SOURCES = {
    "sv": {
        "text/sv-voiceweb.jsonl.gz": "text",
        "text/sv-interpellations.jsonl.gz": "text",
        "parallel/human-tatoeba.jsonl.gz": "sv",
        "parallel/human-gnome.jsonl.gz": "sv",
        "ud/sv_talbanken-v2-train-mapped.conllu.gz": "conllu",
        "ner/sv_klintan-train.iob2.gz": "iob2",
    },
    "en": {
        "text/en-voiceweb.jsonl.gz": "text",
        "parallel/human-tatoeba.jsonl.gz": "en",
        "parallel/human-gnome.jsonl.gz": "en",
        "parallel/docs-mit.jsonl.gz": "en",
        "parallel/docs-ccby.jsonl.gz": "en",
        "ud/en_ewt-train.conllu.gz": "conllu",
    },
}
TEST = {
    "sv": {"langid/sv.jsonl.gz": "text", "ud/sv_talbanken-v2-test.conllu.gz": "conllu"},
    "en": {"langid/en.jsonl.gz": "text", "ud/en_ewt-test.conllu.gz": "conllu"},
}
ATTRIBUTION = """Mozilla voice-web (CC0-1.0); Tatoeba through Helsinki-NLP/OPUS-MT-testsets and
emilolio/translation-transformer (CC BY 2.0 FR); GNOME/gnome-user-docs (CC BY 3.0); AdobeDocs (MIT)
and MicrosoftDocs/dynamics365smb-docs (CC BY 4.0), English sides; UD_Swedish-Talbanken and
UD_English-EWT (CC BY-SA 4.0); klintan/swedish-ner-corpus (CC BY 4.0);
swerik-project/riksdagen-interpellations (public documents)."""


def sentences(path: Path, field: str) -> Iterator[str]:
    """The sentences of one file, in order."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        if field == "conllu":
            yield from (line[9:].rstrip("\n") for line in lines if line.startswith("# text = "))
        elif field == "iob2":
            # Names are left out: they belong to no language.
            words: list[str] = []
            for line in lines:
                if "\t" not in line:
                    yield " ".join(words)
                    words = []
                elif line.rstrip("\n").endswith("\tO"):
                    words.append(line.split("\t")[0])
        else:
            yield from (json.loads(line)[field] for line in lines)


def count(data: Path, sources: dict[str, str]) -> Counter[str]:
    """How often each word form occurs. Forms that look like names (a capital inside a sentence)
    are left out.
    """
    counts: Counter[str] = Counter()
    for name, field in sources.items():
        total = 0
        for sentence in sentences(data / name, field):
            for place, piece in enumerate(scan(sentence)):
                if piece.piece is not Piece.WORD or (place and sentence[piece.start].isupper()):
                    continue
                counts[piece.norm] += 1
                total += 1
            if total >= MAX_WORDS:
                break
    return counts


def training_set(sv: Counter[str], en: Counter[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Word types with the share of English among their uses, and their weights."""
    scale = sum(sv.values()) / sum(en.values())
    forms = sorted(form for form in set(sv) | set(en) if sv[form] + en[form] > 1)
    swedish = np.array([sv[form] for form in forms], dtype=np.float64)
    english = np.array([en[form] for form in forms], dtype=np.float64) * scale
    # A foreign word strays into every corpus: a share below one in twenty is taken to be that.
    share = english / (swedish + english)
    share = np.clip((share - 0.05) / 0.9, 0.0, 1.0)
    # Square root: frequent words matter more, but do not drown the types that stand for new words.
    weight = np.minimum(np.sqrt(swedish + english), 60.0)
    return forms, share, weight


def train(forms: list[str], share: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Logistic regression by Adam on shuffled batches; returns one weight per bucket."""
    rng = np.random.default_rng(SEED)
    rows = [np.array(features(form), dtype=np.int64) for form in forms]
    weights = np.zeros(BUCKETS + 1)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    step = 0
    for epoch in range(EPOCHS):
        rate = 0.02 * (1 - epoch / EPOCHS)
        order = rng.permutation(len(rows))
        for begin in range(0, len(order), 512):
            batch = order[begin : begin + 512]
            step += 1
            lengths = np.array([len(rows[i]) for i in batch])
            index = np.concatenate([rows[i] for i in batch])
            owner = np.repeat(np.arange(len(batch)), lengths)
            logit = np.bincount(owner, weights[index], len(batch)) + weights[BUCKETS]
            error = (1 / (1 + np.exp(-logit)) - share[batch]) * weight[batch] / weight.mean()
            gradient = np.bincount(index, error[owner], BUCKETS + 1) / len(batch)
            gradient[BUCKETS] = error.mean()
            gradient += 2e-6 * weights
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient**2 - second)
            weights -= rate * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def accuracy(weights: np.ndarray, scale: float, data: Path) -> dict[str, float]:
    """Share of words (running, names left out) whose sign is right, by test file."""
    result = {}
    table = np.round(weights / scale).astype(np.int8)
    for language, sources in TEST.items():
        for name, field in sources.items():
            counts = count(data, {name: field})
            right = sum(
                number
                for form, number in counts.items()
                if (
                    (scale * float(table[features(form)].sum(dtype=np.int64)) + weights[BUCKETS])
                    > 0
                )
                == (language == "en")
            )
            result[name] = round(right / sum(counts.values()), 4)
    return result


def main() -> None:
    """Train, measure, and write weights, meta.json and card together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--out", type=Path, default=Path("models/language-sv-en"))
    arguments = parser.parse_args()
    missing = [name for group in SOURCES.values() for name in group]
    missing = sorted({name for name in missing if not (arguments.data / name).is_file()})
    if missing:
        parser.error(
            f"{arguments.data} lacks {', '.join(missing)}; this script's docstring names the "
            "public sources to put there"
        )
    counts = {language: count(arguments.data, sources) for language, sources in SOURCES.items()}
    forms, share, weight = training_set(counts["sv"], counts["en"])
    print(f"{len(forms)} word types")
    weights = train(forms, share, weight)
    scale = float(np.abs(weights[:BUCKETS]).max() / 127)
    table = np.round(weights[:BUCKETS] / scale).astype(np.int8)
    figures = accuracy(weights, scale, arguments.data)
    arguments.out.mkdir(parents=True, exist_ok=True)
    np.save(arguments.out / "weights.npy", table, allow_pickle=False)
    words = {language: sum(group.values()) for language, group in counts.items()}
    meta = {
        "name": "language-sv-en",
        "version": "0.1.0",
        "licence": "CC-BY-SA-4.0",
        "grams": [MIN_GRAM, MAX_GRAM],
        "buckets": BUCKETS,
        "scale": scale,
        "bias": float(weights[BUCKETS]),
        "types": len(forms),
        "words": words,
        "seed": SEED,
        "accuracy": figures,
    }
    (arguments.out / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    rows = "\n".join(f"| `{name}` | {100 * value:.1f} |" for name, value in figures.items())
    card = f"""# language-sv-en

Gives the log-odds of a word being English rather than Swedish, from the word's own letters: a
logistic regression over {BUCKETS} hashed character {MIN_GRAM}- to {MAX_GRAM}-grams, 8-bit weights,
NumPy only. The language stage decodes sequences of these figures; alone, the model knows nothing of
a word's neighbours, of names or of other languages.

Trained by `scripts/train_language.py` (seed {SEED}) on {len(forms)} word types from
{words["sv"]} Swedish and {words["en"]} English words.

Running words, one by one, whose sign is right, in per cent, on data that training never saw (names
inside sentences left out; words that both languages have count against it):

| test set | accuracy |
| --- | --- |
{rows}

Licence of the weights: CC BY-SA 4.0. Data: {" ".join(ATTRIBUTION.split())}
"""
    (arguments.out / "README.md").write_text(card, encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
