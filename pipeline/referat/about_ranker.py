"""What a unit of commentary is about, weighed: position together with likeness and what is shared.

Each candidate (`referat.text.candidates`) gets the likelihood that the unit is about it, by a
logistic regression over its traits and over how alike it and the unit are (`referat.likeness`).
Those that are likely enough are what the unit is about: none, one or several. A unit that judges is
about something, so its best candidate needs less.

Weights, with their card, are in ``models/about-sv-en/``, written by ``scripts/train_about.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from referat.errors import ModelError
from referat.likeness import Likeness
from referat.models import model_folder, read_meta
from referat.post import Block, Finding, Post
from referat.text.candidates import Candidates, Question, Traits
from referat.text.stance import Judgement
from referat.text.subjects import Subjects
from referat.text.units import Piece

SHIPPED = "about-sv-en"
# Below it, that a candidate is the likest of all means nothing.
LIKE = 0.15


def all_traits(question: Question, alike: Sequence[float]) -> list[Traits]:
    """The traits of each candidate of a question, those of likeness among them.

    Args:
        question: the question.
        alike: how alike each candidate and the unit are.
    """
    best = max(alike, default=0.0)
    kinds = [item.kind for item in question.candidates]
    told = []
    for item, traits, near in zip(question.candidates, question.traits, alike, strict=True):
        rivals = [x for x, kind in zip(alike, kinds, strict=True) if kind == item.kind]
        found = dict(traits)
        found[f"{item.kind}: alike"] = near
        found[f"{item.kind}: more alike than most"] = near - sum(rivals) / len(rivals)
        found["likest"] = float(near == best > LIKE)
        found[f"{item.kind}: likest of its kind"] = float(near == max(rivals) > LIKE)
        found["candidates"] = float(np.log1p(len(kinds)))
        told.append(found)
    return told


class Alike:
    """How alike the stretches of one text are; each is encoded once.

    Args:
        text: the text.
        likeness: compares them.
    """

    def __init__(self, text: str, likeness: Likeness):
        self._text = text
        self._likeness = likeness
        self._rows: dict[tuple[int, int], np.ndarray] = {}

    def to(self, question: Question) -> list[float]:
        """How alike each candidate of a question and its unit are, to two decimals: what a
        machine's arithmetic does to the last digits then changes no decision.
        """
        spans = [item.span for item in question.candidates]
        new = [span for span in dict.fromkeys(spans) if span not in self._rows]
        texts = [question.words, *(span.of(self._text) for span in new)]
        unit, *rows = self._likeness.vectors(texts)
        self._rows |= dict(zip(new, rows, strict=True))
        if not spans:
            return []
        others = np.stack([self._rows[span] for span in spans])
        return [round(float(x), 2) for x in self._likeness.between(unit[None], others)[0]]


# What part of the best candidate's likelihood another needs beside it, in a unit that judges.
NEARLY = 0.6


class AboutRanker:
    """Weighs candidates.

    Args:
        weights: by trait; one that is not there weighs nothing.
        least: the likelihood from which on a unit is about a candidate.
        least_judged: that of the best candidate of a unit that judges.
        likeness: compares texts.
    """

    def __init__(
        self,
        weights: dict[str, float],
        least: float,
        least_judged: float,
        likeness: Likeness,
        name: str,
        version: str,
    ):
        self._weights = weights
        self._least = least
        self._least_judged = least_judged
        self.likeness = likeness
        self.name = name
        self.version = version

    def about(self, question: Question, alike: Sequence[float]) -> list[str]:
        """The ids of what a unit is about, in the order of the text."""
        likely = [self._likely(traits) for traits in all_traits(question, alike)]
        return chosen(question, likely, self._least, self._least_judged)

    def _likely(self, traits: Traits) -> float:
        """How likely the unit is about a candidate, 0 to 1."""
        points = sum(self._weights.get(name, 0.0) * value for name, value in traits.items())
        return float(1 / (1 + np.exp(-points)))


class Asking:
    """Asks what the units of one post are about, while it is walked; keeps what was asked.

    Args:
        post: the post, with findings.
        subjects: what has been told so far.
        ranker: weighs the candidates; without it the rule's answer stands.
    """

    def __init__(self, post: Post, subjects: Subjects, ranker: AboutRanker | None):
        self._candidates = Candidates(post, subjects)
        self._ranker = ranker
        self._alike = None if ranker is None else Alike(post.text, ranker.likeness)
        self.questions: list[Question] = []

    def about(
        self,
        index: int,
        block: Block,
        findings: Sequence[Finding],
        group: Sequence[Piece],
        judgement: Judgement,
        told: Sequence[str],
    ) -> Sequence[str]:
        """What a unit is about; the arguments are those of `Candidates.question`."""
        question = self._candidates.question(index, block, findings, group, judgement, told)
        self.questions.append(question)
        if self._ranker is None or self._alike is None:
            return told
        return self._ranker.about(question, self._alike.to(question))


def chosen(
    question: Question, likely: Sequence[float], least: float, least_judged: float
) -> list[str]:
    """The candidates that are likely enough, in the order of the text; see `AboutRanker`. Of a unit
    that judges, those nearly as likely as its best one: a judgement is of one thing, or of things
    alike. Where the unit counts its subjects off ("det andra"), those it points to.
    """
    best = max(likely, default=0.0)
    if question.judges:
        least = max(least, NEARLY * best)
    told = [
        item
        for item, value in zip(question.candidates, likely, strict=True)
        if (item.id in question.pointed_to)
        or (
            not question.pointed_to
            and (value >= least or (question.judges and value == best >= least_judged))
        )
    ]
    return [item.id for item in sorted(told, key=lambda item: item.span)]


def read_about(folder: Path, likeness: Likeness) -> AboutRanker:
    """The ranker of a folder.

    Raises:
        ModelError: the folder is damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    meta = read_meta(folder)
    try:
        weights = load_file(folder / "model.safetensors")["weights"]
        named = dict(zip(meta["traits"], weights.tolist(), strict=True))
        least, judged = float(meta["least"]), float(meta["least_judged"])
        return AboutRanker(named, least, judged, likeness, meta["name"], meta["version"])
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        place = f"models/{folder.name}"
        raise ModelError(f"{place}: damaged ({error}); restore the folder") from error


@cache
def load_about(name: str, likeness: Likeness) -> AboutRanker:
    """A ranker, once a process.

    Args:
        name: the shipped ranker's, or a folder.
        likeness: compares texts.

    Raises:
        ModelError: the ranker cannot be loaded.
    """
    return read_about(model_folder(name) if name == SHIPPED else Path(name), likeness)
