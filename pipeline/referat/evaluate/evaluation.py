"""All of it over a split: end to end, on gold input, baselines, breakdowns, the worst posts.

>>> result = evaluate(load_corpus(Path("corpus"), settings.input), pipeline, "dev")
>>> result.end_to_end["findings.overlap"].value
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from referat import __version__
from referat.assemble import Pipeline
from referat.evaluate.baselines import baselines
from referat.evaluate.corpus import Corpus, GoldPost
from referat.evaluate.digests import digest
from referat.evaluate.gold_input import on_gold
from referat.evaluate.layers import Scored, every_layer, headline_scores
from referat.evaluate.measures import Measure, Scores, added, interval
from referat.readers import read
from referat.summary import Summary

# How many posts are listed with their errors.
WORST = 10


@dataclass(frozen=True)
class PostResult:
    """One post: what was predicted, its scores, its errors."""

    post: GoldPost
    predicted: Summary
    scored: Scored
    on_gold: Mapping[str, Scored]
    baselines: Mapping[str, Scores]

    @property
    def mark(self) -> float:
        """The mean of the post's main figures, one a layer; 1 where nothing could be scored."""
        values = [value for _, value in headline_scores(self.scored.scores)]
        return sum(values) / len(values) if values else 1.0


@dataclass(frozen=True)
class Evaluation:
    """The result over a split. All sums are made when asked for."""

    corpus: Corpus
    split: str
    results: tuple[PostResult, ...]

    @property
    def end_to_end(self) -> dict[str, Measure]:
        """Every measure with each stage working on what the stages before it gave."""
        return added(result.scored.scores for result in self.results)

    @property
    def on_gold(self) -> dict[str, dict[str, Measure]]:
        """Every measure of a stage that worked on gold, by stage."""
        stages = {name: None for result in self.results for name in result.on_gold}
        return {
            name: added(result.on_gold[name].scores for result in self.results) for name in stages
        }

    @property
    def baselines(self) -> dict[str, dict[str, Measure]]:
        """The measures of each baseline."""
        names = {name: None for result in self.results for name in result.baselines}
        return {name: added(result.baselines[name] for result in self.results) for name in names}

    @property
    def by_format(self) -> dict[str, tuple[int, dict[str, Measure]]]:
        """Number of posts and measures for each file format."""
        return _grouped((result.post.format, result) for result in self.results)

    @property
    def by_tag(self) -> dict[str, tuple[int, dict[str, Measure]]]:
        """Number of posts and measures for each phenomenon."""
        return _grouped((tag, result) for result in self.results for tag in result.post.card.tags)

    @property
    def worst(self) -> list[PostResult]:
        """The posts with the lowest marks, the worst first; ties by name."""
        ordered = sorted(self.results, key=lambda result: (result.mark, result.post.name))
        return ordered[:WORST]

    def interval(self, name: str) -> tuple[float, float] | None:
        """The 95 % bootstrap interval of an end-to-end measure."""
        return interval([result.scored.scores for result in self.results], name)

    def as_json(self) -> dict[str, Any]:
        """Everything but the summaries, ready for ``json.dumps``; same bytes for same input."""
        return {
            "referat": __version__,
            "split": self.split,
            "posts": len(self.results),
            "corpus": self.corpus.digest,
            "end_to_end": _json(self.end_to_end),
            "intervals": {
                name: [round(edge, 4) for edge in edges]
                for name in self.end_to_end
                if (edges := self.interval(name))
            },
            "on_gold": {name: _json(scores) for name, scores in self.on_gold.items()},
            "baselines": {name: _json(scores) for name, scores in self.baselines.items()},
            "by_format": _groups_json(self.by_format),
            "by_tag": _groups_json(self.by_tag),
            "worst": [
                {
                    "post": result.post.name,
                    "mark": round(result.mark, 4),
                    "errors": [error._asdict() for error in result.scored.errors],
                }
                for result in self.worst
            ],
        }


def evaluate(corpus: Corpus, pipeline: Pipeline, split: str) -> Evaluation:
    """Run the pipeline over a split of a corpus and score it.

    Raises:
        ReferatError: the corpus has no such split.
        InputError: a post cannot be read.
    """
    stages = {stage.name: stage for stage in pipeline.stages}
    results = []
    for post in corpus.split(split):
        (made,) = read(post.path, pipeline.settings.input)
        predicted = pipeline(made)
        scored = _whole(post.gold, predicted)
        results.append(
            PostResult(
                post,
                predicted,
                scored,
                dict(on_gold(made, post.gold, stages)),
                dict(baselines(post.gold)),
            )
        )
    return Evaluation(corpus, split, tuple(results))


def _whole(gold: Summary, predicted: Summary) -> Scored:
    """All layers and the digest of one post."""
    layers, told = every_layer(gold, predicted), digest(gold, predicted)
    return Scored(layers.scores | told.scores, layers.errors + told.errors)


def _grouped(
    pairs: Iterator[tuple[str, PostResult]] | Sequence[tuple[str, PostResult]],
) -> dict[str, tuple[int, dict[str, Measure]]]:
    groups: dict[str, list[PostResult]] = {}
    for name, result in pairs:
        groups.setdefault(name, []).append(result)
    return {
        name: (len(group), added(result.scored.scores for result in group))
        for name, group in sorted(groups.items())
    }


def _json(scores: Scores) -> dict[str, Any]:
    return {name: measure.as_json() for name, measure in scores.items()}


def _groups_json(groups: Mapping[str, tuple[int, Scores]]) -> dict[str, Any]:
    return {
        name: {
            "posts": count,
            "scores": {
                key: None if measure.value is None else round(measure.value, 4)
                for key, measure in scores.items()
            },
        }
        for name, (count, scores) in groups.items()
    }
