"""Train the ranker of what a unit of commentary is about.

    pip install -e .[train]
    python scripts/train_about.py

Learns from the gold commentary of the corpus' train split, twice: with all layers before it gold,
and as the stages before give them. Each unit's candidates (`referat.text.candidates`) are one line
each, right where gold says so. Logistic regression (scikit-learn) on their traits and on how alike
they are to the unit. How likely a candidate must be is set on six folds of train, parted by post,
where F1 of the links and half the share of judgements with a right link are highest together: F1
alone is best where much is left unsaid, and a stance on nothing is no stance. Writes weights,
``meta.json`` and card with the figures in one go; nothing is drawn at random, so the same corpus
gives the same weights.

What each part is worth, by F1 and judgements on dev end to end, 52.1 and 53.2 with all: without
likeness 50.5, 52.3; without the rule's answer 48.8, 52.3; without what is shared (figures, names,
words) 49.7, 53.2. The rule alone has 49.0, 45.0.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from heads import MODELS, Stages, corpus_and_stages, posts_of, write_head
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from referat.about_ranker import Alike, all_traits, chosen
from referat.evaluate.alignment import nearest, shared
from referat.evaluate.corpus import Corpus, GoldPost
from referat.evaluate.gold_input import before_commentary
from referat.likeness import load_likeness
from referat.post import Post, Stance
from referat.settings import Settings
from referat.span import Span
from referat.stages.commentary import CommentaryStage
from referat.stance_head import load_stance
from referat.text.candidates import Question, Traits

STRENGTH = 0.3  # C of the regression
FOLDS = 6
# How likely the best candidate of a unit that judges must be: of 0.05 to 0.2 best on the folds.
LEAST_JUDGED = 0.05
# Share of the shorter of two statements that both must cover to be one.
COVERED = 0.3


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit with its candidates, the gold links of each, and those that gold wants."""

    post: str
    gold_layers: bool
    question: Question
    traits: tuple[Traits, ...]
    links: tuple[frozenset[str], ...]
    wanted: frozenset[str]
    told: frozenset[str]  # by the rule of position
    judged: bool


class _Place:
    """A span as the alignment takes it."""

    def __init__(self, span: Span, ident: str = "") -> None:
        self.start, self.end = span
        self.id = ident


def links_of(post: Post, gold: GoldPost) -> dict[str, frozenset[str]]:
    """The gold ids that each finding, paraphrase and commentary of a post stands for."""
    of_source = [claim for claim in gold.gold.claims if claim.commentary]
    links: dict[str, frozenset[str]] = {}
    for finding in post.findings or ():
        quoted = nearest(_Place(finding.span), gold.gold.findings)
        links[finding.id] = frozenset() if quoted is None else frozenset([quoted.id])
    for told in post.commentary or ():
        thought = nearest(_Place(told.span), gold.gold.commentary)
        links[told.id] = frozenset() if thought is None else frozenset([thought.id])
    for item in post.paraphrases:
        place = _Place(item.span)
        links[item.id] = frozenset(
            claim.id
            for claim in of_source
            if shared(place, claim)
            > COVERED * min(place.end - place.start, claim.end - claim.start)
        )
    return links


def asked_of(post: Post, gold: GoldPost, gold_layers: bool) -> list[Asked]:
    """The units of a post that gold's commentary answers."""
    stage = CommentaryStage(load_stance())
    questions = stage.questions(post)
    links = links_of(stage(post), gold)
    alike = Alike(post.text, load_likeness("static"))
    units = [_Place(item.span, str(place)) for place, (item, _) in enumerate(questions)]
    of_claim = {claim.id: claim.finding for claim in gold.gold.claims if claim.finding}
    asked = []
    for item in gold.gold.commentary:
        unit = nearest(item, units)
        if unit is None:
            continue
        told, question = questions[int(unit.id)]
        asked.append(
            Asked(
                post=gold.path.name,
                gold_layers=gold_layers,
                question=question,
                traits=tuple(all_traits(question, alike.to(question))),
                links=tuple(links[candidate.id] for candidate in question.candidates),
                wanted=frozenset(of_claim.get(target) or target for target in item.about),
                told=frozenset(told.about),
                judged=item.stance is not Stance.NEUTRAL and bool(item.about),
            )
        )
    return asked


def rows_of(corpus: Corpus, split: str, settings: Settings, stages: Stages) -> list[Asked]:
    """The units of all posts of a split, on gold layers and end to end."""
    rows: list[Asked] = []
    for gold, source in posts_of(corpus, split, settings):
        rows += asked_of(before_commentary(source, gold.gold, stages), gold, True)
        found = reduce(lambda given, stage: stage(given), stages.values(), source)
        rows += asked_of(found, gold, False)
    return rows


def figures(rows: Sequence[Asked], said: Sequence[frozenset[str]]) -> tuple[float, float]:
    """F1 of the links, and the share of judgements with a right one, in per cent."""
    hits = told = wanted = judged = right = 0
    for row, ids in zip(rows, said, strict=True):
        seen: set[str] = set()
        for candidate, links in zip(row.question.candidates, row.links, strict=True):
            if candidate.id in ids:
                seen |= links or {f"not in gold: {candidate.id}"}
        hits += len(seen & row.wanted)
        told += len(seen)
        wanted += len(row.wanted)
        judged += row.judged
        right += row.judged and bool(seen & row.wanted)
    return 200 * hits / max(1, told + wanted), 100 * right / max(1, judged)


class Fitted:
    """A regression over traits."""

    def __init__(self, rows: Sequence[Asked]) -> None:
        self.names = DictVectorizer()
        table = self.names.fit_transform([traits for row in rows for traits in row.traits])
        right = [bool(links & row.wanted) for row in rows for links in row.links]
        self.model = LogisticRegression(C=STRENGTH, max_iter=5_000, fit_intercept=False)
        self.model.fit(table, right)

    def likely(self, row: Asked) -> list[float]:
        """How likely each candidate of a unit is."""
        if not row.traits:
            return []
        table = self.names.transform(row.traits)
        return [float(value) for value in self.model.predict_proba(table)[:, 1]]


def said_by(
    rows: Sequence[Asked], likely: Sequence[Sequence[float]], least: float
) -> list[frozenset[str]]:
    """What the ranker says of each unit."""
    return [
        frozenset(chosen(row.question, values, least, LEAST_JUDGED))
        for row, values in zip(rows, likely, strict=True)
    ]


def folded(rows: Sequence[Asked]) -> list[list[float]]:
    """How likely each candidate is by a regression that has not seen its post."""
    posts = sorted({row.post for row in rows})
    fold = {name: place % FOLDS for place, name in enumerate(posts)}
    fitted = [Fitted([row for row in rows if fold[row.post] != n]) for n in range(FOLDS)]
    return [fitted[fold[row.post]].likely(row) for row in rows]


def worth(measured: tuple[float, float]) -> float:
    """What the threshold is chosen by; see the head of this file."""
    return measured[0] + measured[1] / 2


def table_of(parts: dict[str, tuple[list[Asked], list[frozenset[str]]]]) -> str:
    """The figures of rule and ranker as a Markdown table."""
    lines = [
        "| | units | rule: F1 | ranker: F1 | rule: judgements | ranker: judgements |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, (rows, said) in parts.items():
        rule = figures(rows, [row.told for row in rows])
        ranked = figures(rows, said)
        cells = (rule[0], ranked[0], rule[1], ranked[1])
        lines.append(f"| {name} | {len(rows)} | " + " | ".join(f"{x:.1f}" for x in cells) + " |")
    return "\n".join(lines)


def card(table: str, meta: dict[str, Any]) -> str:
    """The model card."""
    return f"""# about-sv-en

What a unit of commentary is about: how likely each finding, reported statement and commentary
within reach is, from where it stands, whether the rule of position names it, how alike it and the
unit are, and the figures, names and words they share. {len(meta["traits"])} weights.

## Figures

In per cent. *F1* of the links; *judgements*: the share of units with a stance that have a right
link. *Rule* is position alone. Train by six folds, parted by post.

{table}

## How it was made

By `scripts/train_about.py` from the corpus' train split, {meta["learned_from"]} candidates.

Licence of the weights: CC BY 4.0, as the corpus.
"""


def main() -> None:
    """Trains, measures, writes."""
    parser = argparse.ArgumentParser(description="train the ranker of what commentary is about")
    parser.add_argument("--out", type=Path, default=MODELS / "about-sv-en", help="model folder")
    arguments = parser.parse_args()
    corpus, settings, stages = corpus_and_stages("blocks", "language", "syntax", "findings")
    train = rows_of(corpus, "train", settings, stages)
    dev = rows_of(corpus, "dev", settings, stages)
    likely = folded(train)
    steps = [round(float(step), 2) for step in np.arange(0.14, 0.6, 0.02)]
    least = max(steps, key=lambda step: worth(figures(train, said_by(train, likely, step))))
    fitted = Fitted(train)
    parts = {}
    for name, rows, values in (
        ("train", train, likely),
        ("dev", dev, [fitted.likely(row) for row in dev]),
    ):
        said = said_by(rows, values, least)
        for layers, gold_layers in (("gold layers", True), ("end to end", False)):
            kept = [place for place, row in enumerate(rows) if row.gold_layers is gold_layers]
            parts[f"{name}, {layers}"] = [rows[x] for x in kept], [said[x] for x in kept]
    table = table_of(parts)
    meta = {
        "name": "about-sv-en",
        "version": "0.1.0",
        "licence": "CC-BY-4.0",
        "least": least,
        "least_judged": LEAST_JUDGED,
        "learned_from": sum(len(row.traits) for row in train),
        "traits": fitted.names.get_feature_names_out().tolist(),
    }
    write_head(arguments.out, {"weights": fitted.model.coef_[0]}, meta, card(table, meta))
    print(f"from {least}\n{table}")


if __name__ == "__main__":
    main()
