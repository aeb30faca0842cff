"""Measure how often the language tagger takes one language for the other, for reports to state.

    python scripts/language_errors.py --data DIR [--each 300]

Writes ``errors.json`` into the model's folder: how many words of each language got which, in
paragraphs that mix Swedish and English and in those of one language, and in how many all-Swedish
paragraphs a word outside names was taken for English. The paragraphs are those of the test part of
`mixed_text.py`, which nothing was trained or tuned on; DIR holds its data as
``scripts/train_language.py`` describes. `referat.mix.accuracy` reads the file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench_language import EACH, Detector, labels, referat_detector, words_of
from mixed_text import CONTROLS, Paragraph, mixed_paragraphs

from referat.models import load_word_model, model_folder, read_meta
from referat.writers.files import write_file

MODEL = "language-sv-en"


def errors(paragraphs: Iterable[Paragraph], detector: Detector) -> dict[str, Any]:
    """The counts, paragraphs that mix and those that do not apart."""
    confusion = {
        kind: {"sv": Counter[str](), "en": Counter[str]()} for kind in ("mixed", "one language")
    }
    swedish = alarmed = 0
    for paragraph in paragraphs:
        starts = words_of(paragraph.text)
        wanted = labels(starts, [(*span, "en") for span in paragraph.english])
        got = labels(starts, detector.stretches(paragraph.text))
        kind = "one language" if paragraph.kind in CONTROLS else "mixed"
        for gold, found in zip(wanted, got, strict=True):
            confusion[kind]["en" if gold == "en" else "sv"][found] += 1
        if paragraph.kind == "all Swedish":
            names = labels(starts, [(*span, "name") for span in paragraph.names])
            swedish += 1
            alarmed += any(
                language == "en" and name != "name"
                for language, name in zip(got, names, strict=True)
            )
    return {
        "confusion": {
            kind: {language: dict(sorted(found.items())) for language, found in rows.items()}
            for kind, rows in confusion.items()
        },
        "all_swedish": {"paragraphs": swedish, "alarmed": alarmed},
    }


def main() -> None:
    """Measure the shipped model and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/")
    parser.add_argument("--each", type=int, default=EACH, help="paragraphs of each kind and half")
    options = parser.parse_args()
    folder = model_folder(MODEL)
    counted = errors(
        mixed_paragraphs(options.data, "test", options.each), referat_detector(load_word_model())
    )
    report = {
        "model": MODEL,
        "version": read_meta(folder)["version"],
        "data": "Talbanken and EWT test parts and PUD, spliced by scripts/mixed_text.py",
        **counted,
    }
    write_file(folder / "errors.json", json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
