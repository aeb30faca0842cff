"""What the language stage needs besides the weights of words: costs of a switch, and confidences.

Both are fitted on the development paragraphs of `mixed_text.py`, after the words have been trained
and before anything is measured on the test part. Costs are found by trying values one after the
other for each, and keeping what scores best; confidences by a logistic regression on how strong and
how long a stretch is.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from bench_language import Counts, labels, words_of
from mixed_text import CONTROLS, MIXED, PARTS, SEED, Paragraph, mixed_paragraphs, read_sentences

from referat.models import WordModel
from referat.post import Block, Post
from referat.settings import load_settings
from referat.span import Span
from referat.stages.language import Language
from referat.text.language_runs import Calibration, Costs

# Paragraphs of each mixed kind in each half of the development part.
EACH = 150
# The values tried for each cost.
GRID: dict[str, tuple[float, ...]] = {
    "inside": (2.5, 3.0, 3.5, 4.0, 4.5, 5.5),
    # Cheap, though these paragraphs would have it dear: they lack the attributions that stand
    # between commas ("…, säger Hill, …").
    "comma": (2.0, 2.5),
    "colon": (1.0, 2.0, 3.0, 4.0),
    "sentence": (0.0, 0.5, 1.0, 1.5, 2.0, 2.5),
    "quote": (0.0, 0.5, 1.0, 1.5, 2.0),
    "name": (0.05, 0.15, 0.25, 0.35, 0.5),
    "opener": (0.3, 0.5, 0.7, 0.85, 1.0),
    "prior": (0.0, 0.5, 1.0, 1.5, 2.0),
}
# What has to be gained for a value to be taken over the one before: less is chance.
GAIN = 0.02
# The bounds of the bins of the reliability table.
BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


class _Gold(NamedTuple):
    """A paragraph, where its words begin, their languages, and which of them are names."""

    paragraph: Paragraph
    starts: list[int]
    languages: list[str]
    names: list[bool]


def gold_of(paragraphs: Iterable[Paragraph]) -> list[_Gold]:
    """Paragraphs with the languages of their words."""
    result = []
    for paragraph in paragraphs:
        starts = words_of(paragraph.text)
        english = labels(starts, [(*span, "en") for span in paragraph.english])
        names = labels(starts, [(*span, "name") for span in paragraph.names])
        result.append(
            _Gold(
                paragraph,
                starts,
                ["en" if each == "en" else "sv" for each in english],
                [each == "name" for each in names],
            )
        )
    return result


def stage_of(model: WordModel) -> Language:
    """The language stage around a model, with the default settings."""
    return Language(model, load_settings().language)


def _as_post(text: str) -> Post:
    return Post(text, blocks=(Block(Span(0, len(text))),))


def score(model: WordModel, gold: Sequence[_Gold]) -> float:
    """How good the runs are: span F1 averaged over the mixed kinds, switch F1, five times the
    token accuracy, less the false alarms, those of Swedish paragraphs twice.
    """
    stage = stage_of(model)
    counts = {kind: Counts() for kind in ("mixed", *MIXED)}
    alarms: dict[str, list[bool]] = {kind: [] for kind in CONTROLS}
    for paragraph, starts, languages, names in gold:
        runs = stage(_as_post(paragraph.text)).runs or ()
        found = labels(starts, [(*run.span, run.language) for run in runs])
        if paragraph.kind in CONTROLS:
            triples = zip(found, languages, names, strict=True)
            alarms[paragraph.kind].append(any(a != b and not name for a, b, name in triples))
        else:
            counts["mixed"].add(languages, found)
            counts[paragraph.kind].add(languages, found)
    figures = {kind: each.figures() for kind, each in counts.items()}
    rates = {kind: 100 * sum(each) / max(1, len(each)) for kind, each in alarms.items()}
    return (
        sum(figures[kind]["span F1"] for kind in MIXED) / len(MIXED)
        + figures["mixed"]["switch F1"]
        + 5 * figures["mixed"]["token accuracy"]
        - 2 * rates["all Swedish"]
        - rates["all English"]
    )


def tuned(model: WordModel, data: Path) -> Costs:
    """The costs with which the development paragraphs come out best; sets them in the model."""
    gold = gold_of(mixed_paragraphs(data, "dev", EACH))
    model.costs = Costs()
    best, most = model.costs, score(model, gold)
    for name, values in GRID.items():
        for value in values:
            model.costs = best._replace(**{name: value})
            found = score(model, gold)
            if found > most + GAIN:
                best, most = model.costs, found
    model.costs = best
    return best


class Outcome(NamedTuple):
    """A run or block: its confidence, and what share of its words is in its language."""

    sure: float
    right: float


def _pieces(data: Path, part: str) -> Iterator[tuple[str, str]]:
    """Pieces of one to five words of a part's sentences, by language: what is short is what
    confidences are for.
    """
    draw = random.Random(f"{SEED} pieces {part}")  # noqa: S311 (nothing secret)
    for half in PARTS[part].values():
        for language, name in zip(("sv", "en"), half, strict=True):
            for sentence in read_sentences(data / name):
                words = sentence.text.split()
                size = draw.randint(1, 5)
                if len(words) > size:
                    first = draw.randrange(len(words) - size)
                    yield " ".join(words[first : first + size]), language


def outcomes(model: WordModel, data: Path, part: str) -> tuple[list[Outcome], list[Outcome]]:
    """How runs and blocks of a part came out, third languages and what has no word left aside."""
    stage = stage_of(model)
    runs: list[Outcome] = []
    blocks: list[Outcome] = []
    for paragraph, starts, languages, _ in gold_of(mixed_paragraphs(data, part, EACH)):
        post = stage(_as_post(paragraph.text))
        for run in post.runs or ():
            inside = [run.span.start <= start < run.span.end for start in starts]
            own = [each for each, here in zip(languages, inside, strict=True) if here]
            if own and run.language in ("sv", "en"):
                runs.append(Outcome(run.confidence, own.count(run.language) / len(own)))
        for block in post.blocks or ():
            if languages and 2 * languages.count("en") != len(languages):
                larger = "en" if 2 * languages.count("en") > len(languages) else "sv"
                blocks.append(Outcome(block.confidence, float(block.language == larger)))
    for text, language in _pieces(data, part):
        for block in stage(_as_post(text)).blocks or ():
            if block.language in ("sv", "en"):
                blocks.append(Outcome(block.confidence, float(block.language == language)))
    return runs, blocks


def calibrated(model: WordModel, data: Path) -> Calibration:
    """The calibration that fits the development part; sets it in the model.

    The stage is run with a calibration that hands its features out instead of judging them.
    """
    features: list[tuple[float, float]] = []

    class Recorder(Calibration):
        def __call__(self, odds: Sequence[float]) -> float:
            features.append(self.features(odds))
            return float(len(features))

    model.calibration = Recorder()
    # Confidences are now places in `features`; merged runs have that of their last part.
    runs, blocks = outcomes(model, data, "dev")
    kept = [each for each in (*runs, *blocks) if each.sure == int(each.sure) and each.sure >= 1]
    rows = np.array([(1.0, *features[int(each.sure) - 1]) for each in kept])
    target = np.array([each.right for each in kept])
    weights = np.zeros(rows.shape[1])
    for _ in range(30):  # Newton's method for a logistic regression, with a little ridge
        found = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (target - found) - 1e-3 * weights
        curve = (rows * (found * (1 - found))[:, None]).T @ rows + 1e-3 * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    model.calibration = Calibration(*(round(float(each), 4) for each in weights))
    return model.calibration


def reliability(found: Sequence[Outcome]) -> tuple[list[tuple[str, int, float, float]], float]:
    """Bins with how many fall into each, their mean confidence and how many are right, in per
    cent; and the expected calibration error, the mean distance of the two.
    """
    rows = []
    error = 0.0
    for low, high in pairwise(BINS):
        last = high == BINS[-1]
        inside = [each for each in found if low <= each.sure < high or (last and each.sure >= high)]
        if inside:
            sure = math.fsum(each.sure for each in inside) / len(inside)
            right = math.fsum(each.right for each in inside) / len(inside)
            rows.append((f"{low:.2f} to {high:.2f}", len(inside), 100 * sure, 100 * right))
            error += abs(sure - right) * len(inside) / len(found)
    return rows, 100 * error
