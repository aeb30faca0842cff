"""Fit the points by which a claim is a result rather than a judgement.

    python scripts/fit_kinds.py [--corpus corpus]

Takes each claim of the corpus' train split that gold calls a result or a judgement, with its traits
(`referat.text.kinds`), and fits a logistic regression. Writes ``kinds.toml`` and prints how many
are told right on posts left out by turns. The same corpus gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from fit_worth import FOLDS, fitted

from referat import load
from referat.evaluate.corpus import GoldPost, load_corpus
from referat.evaluate.gold_input import before_commentary
from referat.post import ClaimKind, Post, Voice
from referat.readers import read
from referat.span import Span
from referat.summary import ClaimRecord
from referat.text.claim_maker import ClaimMaker, words_of
from referat.text.kinds import SHARES, Said, known_traits, traits
from referat.text.modality import modality

TABLE = Path("pipeline/referat/text/lexicons/kinds.toml")
HEAD = """# Points of each trait of a claim: their sum is the log-odds that it is a result and no
# judgement.
# Written by scripts/fit_kinds.py; `referat.text.kinds` says what each trait is.

[points]
"""


def said(maker: ClaimMaker, claim: ClaimRecord, spoken: bool) -> Said:
    """A gold claim as its kind is told from it."""
    span = Span(claim.start, claim.end)
    words = [word for sentence, part in maker.within(span) for word in words_of(sentence, part)]
    quantities = maker.quantities(span)
    return Said(
        words=words,
        language=claim.language,
        voice=claim.by.voice,
        spoken=spoken,
        reported=claim.by.voice is Voice.SOURCE and claim.finding is None,
        shares=any(quantity.unit in SHARES for quantity in quantities),
        figures=bool(quantities),
        modality=modality(words),
    )


def claims(post: Post, gold: GoldPost) -> Iterator[tuple[frozenset[str], bool]]:
    """The traits of each gold result or judgement of a post, and whether it is a result."""
    maker = ClaimMaker(post)
    spoken = {item.id for item in gold.gold.findings if item.speaker is not None}
    for claim in gold.gold.claims:
        if claim.kind in (ClaimKind.RESULT, ClaimKind.JUDGEMENT):
            shown = traits(said(maker, claim, claim.finding in spoken))
            yield frozenset(shown), claim.kind is ClaimKind.RESULT


def main() -> None:
    """Fit, show, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    corpus = parser.parse_args().corpus
    pipeline = load()
    stages = {stage.name: stage for stage in pipeline.stages}
    names = known_traits()
    made, labels, groups = [], [], []
    for number, gold in enumerate(load_corpus(corpus, pipeline.settings.input).split("train")):
        (post,) = read(gold.path, pipeline.settings.input)
        for shown, result in claims(before_commentary(post, gold.gold, stages), gold):
            made.append([float(name in shown) for name in names])
            labels.append(float(result))
            groups.append(number % FOLDS)
    rows, truth, fold = np.array(made), np.array(labels), np.array(groups)
    right = 0
    for number in range(FOLDS):
        weights = fitted(rows[fold != number], truth[fold != number])
        right += int(((rows[fold == number] @ weights > 0) == (truth[fold == number] > 0)).sum())
    print(f"{right / len(truth):.3f} of {len(truth)} told right")
    points = fitted(rows, truth)
    lines = [f"{name} = {value:.2f}" for name, value in zip(names, points, strict=True)]
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
