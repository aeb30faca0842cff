"""Train the model that tells Swedish words from English ones, and fit what goes with it.

    python scripts/train_language.py --data DIR [--out models/language-sv-en]

First a logistic regression over hashed character 1- to 5-grams of each word form by itself, trained
on word types weighted by how often they occur: it gives the log-odds of a word being English. Then,
on development paragraphs (`mixed_text.py`), what a switch of language costs where, and how sure a
stretch is (`fit_language.py`). Last the test parts, which nothing before has seen, are measured
(`bench_language.py`), and weights, ``meta.json`` and model card are written together. Takes some
two minutes, with fixed seeds, on NumPy alone.

DIR holds the data folder; where a file is missing, the script says where its source is to be had.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from bench_language import EACH, markdown, measure, table
from fit_language import calibrated, outcomes, reliability, tuned
from mixed_text import HELD_OUT, PARTS
from origins import explained, origin_of
from treebank import iob2_rows, lines_of

from referat.models import WordModel
from referat.text.emission import BUCKETS, MAX_GRAM, MIN_GRAM, features
from referat.text.lexicon import load_tables
from referat.text.words import Piece, scan

SEED = 20260917
EPOCHS = 30
# A source with more words than this is cut off, so that one register does not drown the others.
MAX_WORDS = 2_400_000

SOURCES = {
    "sv": {
        "text/sv-voiceweb.jsonl.gz": "text",
        "text/sv-interpellations.jsonl.gz": "text",
        "parallel/human-tatoeba.jsonl.gz": "sv",
        "parallel/human-gnome.jsonl.gz": "sv",
        "ud/sv_talbanken-v2-train-mapped.conllu.gz": "conllu",
        "ner/sv_klintan-train.iob2.gz": "iob2",
        "labelled/sv_absabank-imm-train.jsonl.gz": "text",
        "labelled/sv_argumentation-train.jsonl.gz": "text",
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
# How often each word of the lexicon of colloquial Swedish counts as read.
COLLOQUIAL = 30
# How much of a Swedish word's count its spellings without å, ä and ö get.
ASCII_SHARE = 0.1
_ASCII = (str.maketrans("åäö", "aao"), str.maketrans({"å": "aa", "ä": "ae", "ö": "oe"}))


def sentences(path: Path, field: str) -> Iterator[str]:
    """The sentences of one file, in order."""
    if field == "conllu":
        lines = (line for line in lines_of(path) if line.startswith("# text = "))
        yield from (line.removeprefix("# text = ") for line in lines)
    elif field == "iob2":
        # Names are left out: they belong to no language. So is what development needs.
        for number, (_, rows) in enumerate(iob2_rows(path)):
            if number % HELD_OUT:
                yield " ".join(token for token, tag in rows if tag == "O")
    else:
        yield from (json.loads(line)[field] for line in lines_of(path))


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
    swedish = {form: float(number) for form, number in sv.items()}
    for form, number in sv.items():
        if number < 2:
            continue
        for plain in {form.translate(letters) for letters in _ASCII} - {form}:
            swedish[plain] = swedish.get(plain, 0.0) + ASCII_SHARE * number
    forms = sorted(set(swedish) | set(en))
    own = np.array([swedish.get(form, 0.0) for form in forms], dtype=np.float64)
    english = np.array([en[form] for form in forms], dtype=np.float64) * scale
    # A foreign word strays into every corpus: a share below one in twenty is taken to be that.
    share = english / (own + english)
    share = np.clip((share - 0.05) / 0.9, 0.0, 1.0)
    # Square root: frequent words matter more, but do not drown the types that stand for new words.
    weight = np.minimum(np.sqrt(own + english), 60.0)
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


def accuracy(model: WordModel, data: Path) -> dict[str, float]:
    """Share of words (running, names left out) whose sign is right, by test file."""
    result = {}
    for language, sources in TEST.items():
        for name, field in sources.items():
            counts = count(data, {name: field})
            right = sum(
                number
                for form, number in counts.items()
                if (model.log_odds(form) > 0) == (language == "en")
            )
            result[name] = round(right / sum(counts.values()), 4)
    return result


def needed() -> list[str]:
    """All files that are read, those for development and test among them."""
    groups = [*SOURCES.values(), *TEST.values()]
    names = {name for group in groups for name in group}
    names |= {name for part in PARTS.values() for half in part.values() for name in half}
    return sorted(names | {f"langid/{name}.jsonl.gz" for name in ("da", "nb", "nn", "de")})


def card(meta: dict[str, Any], data: Path, model: WordModel) -> str:
    """The model card, with the figures of the test parts."""
    words = meta["words"]
    report = measure("referat", data, "test", EACH, model)
    runs, blocks = (reliability(found) for found in outcomes(model, data, "test"))
    tables = []
    for name, (bins, error) in (("Runs", runs), ("Blocks, short pieces among them", blocks)):
        rows = [[place, str(n), f"{sure:.1f}", f"{right:.1f}"] for place, n, sure, right in bins]
        head = ["confidence", "how many", "mean confidence", "right"]
        tables.append(
            f"{name}; expected calibration error {error:.1f} percentage points:\n\n"
            + table(head, rows)
        )
    sources = sorted({origin_of(name) for group in SOURCES.values() for name in group})
    single = table(
        ["test set", "accuracy"],
        [[f"`{name}`", f"{100 * value:.1f}"] for name, value in meta["accuracy"].items()],
    )
    return f"""# language-sv-en

Gives the log-odds of a word being English rather than Swedish, from the word's own letters: a
logistic regression over {BUCKETS} hashed character {MIN_GRAM}- to {MAX_GRAM}-grams, 8-bit weights,
NumPy only. With it go what a switch of language costs between two words, by what stands between
them, and what makes the confidence of a stretch. The language stage decodes sequences of words by
these; what is a title, a term or a third language is told by rules and lexicons, not by this model.

Trained by `scripts/train_language.py` (seed {SEED}) on {meta["types"]} word types from
{words["sv"]} Swedish and {words["en"]} English words; costs and confidences fitted on development
paragraphs. It knows the Swedish of parliament, news, forums and documentation better than that of
chats. Its names are those of these sources: an unknown name at a sentence's start may count for
either language. Words that both languages have are told by their neighbours or not at all.

## Paragraphs, and pieces of them

Measured with `scripts/bench_language.py` on paragraphs put together from test parts that training
never saw, all in per cent. Speed and memory are those of the machine that the model was trained on,
training included.

{markdown([report])}

## Confidence

How many are right of those that get a confidence, in per cent, on the same test parts.

{tables[0]}

{tables[1]}

## Single words

Running words, one by one, whose sign is right, in per cent, on data that training never saw (names
inside sentences left out; words that both languages have count against it):

{single}

## Licence

The weights are under CC BY-SA 4.0. Data: {"; ".join(sources)}.
"""


def main() -> None:
    """Train, fit, measure, and write weights, meta.json and card together."""
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n")[0],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--out", type=Path, default=Path("models/language-sv-en"))
    arguments = parser.parse_args()
    missing = [name for name in needed() if not (arguments.data / name).is_file()]
    if missing:
        parser.error(f"{arguments.data} lacks these files:\n{explained(missing)}")
    counts = {language: count(arguments.data, sources) for language, sources in SOURCES.items()}
    for form in load_tables("colloquial")["sv"]["words"].split():
        counts["sv"][form] += COLLOQUIAL
    forms, share, weight = training_set(counts["sv"], counts["en"])
    print(f"{len(forms)} word types")
    weights = train(forms, share, weight)
    scale = float(np.abs(weights[:BUCKETS]).max() / 127)
    quantised = np.round(weights[:BUCKETS] / scale).astype(np.int8)
    model = WordModel(quantised, scale, float(weights[BUCKETS]), "language-sv-en", "0.2.0")
    costs = tuned(model, arguments.data)
    print(costs)
    calibration = calibrated(model, arguments.data)
    print(calibration)
    meta = {
        "name": model.name,
        "version": model.version,
        "licence": "CC-BY-SA-4.0",
        "grams": [MIN_GRAM, MAX_GRAM],
        "buckets": BUCKETS,
        "scale": scale,
        "bias": float(weights[BUCKETS]),
        "costs": costs._asdict(),
        "calibration": asdict(calibration),
        "types": len(forms),
        "words": {language: sum(group.values()) for language, group in counts.items()},
        "seed": SEED,
        "accuracy": accuracy(model, arguments.data),
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    np.save(arguments.out / "weights.npy", quantised, allow_pickle=False)
    (arguments.out / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    text = card(meta, arguments.data, model)
    (arguments.out / "README.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
