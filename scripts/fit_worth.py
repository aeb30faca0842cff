"""Fit the points by which a statement of the writer's or a reader's counts as a claim.

    python scripts/fit_worth.py [--corpus corpus]

Runs the pipeline on the corpus' train split up to the commentary, takes each statement of it with
its traits (`referat.text.worth`), asks gold whether it is a claim, and fits a logistic regression.
Writes ``worth.toml`` and prints the F1 that each threshold has on posts left out by turns. Takes
half a minute on NumPy alone; the same corpus gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from referat import load
from referat.evaluate.alignment import OVERLAP, overlap
from referat.evaluate.corpus import GoldPost, load_corpus
from referat.post import Post
from referat.readers import read
from referat.text.claim_maker import ClaimMaker
from referat.text.own_claims import CommentaryClaims
from referat.text.worth import known_traits, traits

TABLE = Path("pipeline/referat/text/lexicons/worth.toml")
FOLDS = 9
# Strength of the squared penalty: the points of rare traits stay small.
PENALTY = 3.0
STEPS = 50
HEAD = """# Points of each trait of a statement: their sum is the log-odds that it is a claim.
# Written by scripts/fit_worth.py; `referat.text.worth` says what each trait is.

[points]
"""


def statements(post: Post, gold: GoldPost) -> Iterator[tuple[frozenset[str], bool]]:
    """The traits of each statement of a post's commentary, and whether gold has it as a claim."""
    own = CommentaryClaims(ClaimMaker(post))
    for item in post.commentary or ():
        for stated in own.candidates(item):
            found = any(overlap(claim, stated.span) >= OVERLAP for claim in gold.gold.claims)
            yield frozenset(traits(stated.statement)), found


def fitted(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a squared penalty, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (likely - labels) + PENALTY * weights
        bend = (rows.T * (likely * (1 - likely))) @ rows + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    """Fit, show, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    corpus = parser.parse_args().corpus
    pipeline = load()
    names = known_traits()
    made, labels, groups = [], [], []
    for number, gold in enumerate(load_corpus(corpus, pipeline.settings.input).split("train")):
        (post,) = read(gold.path, pipeline.settings.input)
        for stage in pipeline.stages:
            if stage.name == "claims":
                break
            post = stage(post)
        for shown, found in statements(post, gold):
            made.append([float(name in shown) for name in names])
            labels.append(float(found))
            groups.append(number % FOLDS)
    rows, truth, fold = np.array(made), np.array(labels), np.array(groups)
    likely = np.zeros(len(truth))
    for number in range(FOLDS):
        weights = fitted(rows[fold != number], truth[fold != number])
        likely[fold == number] = 1 / (1 + np.exp(-rows[fold == number] @ weights))
    for threshold in np.arange(0.2, 0.5, 0.02):
        told = likely >= threshold
        f1 = 2 * (told * truth).sum() / (told.sum() + truth.sum())
        print(f"{threshold:.2f}  {f1:.3f}")
    points = fitted(rows, truth)
    lines = [f"{name} = {value:.2f}" for name, value in zip(names, points, strict=True)]
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
