"""Fit the points by which a claim's salience is told.

    python scripts/fit_salience.py [--corpus corpus]

Runs the pipeline on the corpus' train split up to the claims, takes each claim that gold has too,
with its traits (`referat.text.salience`), and fits gold's salience by least squares. Writes
``salience.toml`` and prints how well the order of a post's claims agrees with gold's on posts left
out by turns. Takes half a minute on NumPy alone; the same corpus gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from fit_worth import FOLDS

from referat import load
from referat.evaluate.alignment import OVERLAP, overlap
from referat.evaluate.corpus import GoldPost, load_corpus
from referat.post import Post
from referat.readers import read
from referat.text.claim_maker import ClaimMaker
from referat.text.finding_claims import of_finding
from referat.text.lexicon import load_tables
from referat.text.own_claims import CommentaryClaims
from referat.text.salience import traits

TABLE = Path("pipeline/referat/text/lexicons/salience.toml")
# Strength of the squared penalty: the points of rare traits stay small.
PENALTY = 3.0
HEAD = """# Points of each trait of a claim: their sum is its salience.
# Written by scripts/fit_salience.py; `referat.text.salience` says what each trait is.

[points]
"""


def claims(post: Post, gold: GoldPost) -> Iterator[tuple[dict[str, float], float]]:
    """The traits of each claim of a post that gold has too, and its salience there."""
    maker = ClaimMaker(post)
    own = CommentaryClaims(maker)
    found = [claim for finding in post.findings or () for claim in of_finding(maker, finding)]
    found += [claim for item in post.commentary or () for claim in own.of_commentary(item)]
    found.sort(key=lambda claim: (claim.span, claim.voice))
    numbered = [replace(claim, id=f"claim-{i}") for i, claim in enumerate(found, 1)]
    for claim, shown in zip(numbered, traits(post, numbered), strict=True):
        same = [item for item in gold.gold.claims if overlap(item, claim.span) >= OVERLAP]
        if same:
            yield shown, same[0].salience


def fitted(rows: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Weights of a linear regression with a squared penalty."""
    return np.linalg.solve(rows.T @ rows + PENALTY * np.eye(rows.shape[1]), rows.T @ wanted)


def main() -> None:
    """Fit, show, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    corpus = parser.parse_args().corpus
    pipeline = load()
    names = sorted(load_tables("salience")["points"])
    made, wanted, groups = [], [], []
    for number, gold in enumerate(load_corpus(corpus, pipeline.settings.input).split("train")):
        (post,) = read(gold.path, pipeline.settings.input)
        for stage in pipeline.stages:
            if stage.name == "claims":
                break
            post = stage(post)
        for shown, salience in claims(post, gold):
            made.append([shown[name] for name in names])
            wanted.append(salience)
            groups.append(number % FOLDS)
    rows, truth, fold = np.array(made), np.array(wanted), np.array(groups)
    told = np.zeros(len(truth))
    for number in range(FOLDS):
        told[fold == number] = rows[fold == number] @ fitted(
            rows[fold != number], truth[fold != number]
        )
    print(f"correlation with gold {np.corrcoef(told, truth)[0, 1]:.3f} on {len(truth)} claims")
    points = fitted(rows, truth)
    lines = [f"{name} = {value:.3f}" for name, value in zip(names, points, strict=True)]
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
