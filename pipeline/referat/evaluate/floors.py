"""The gate: scores below which no change may bring the pipeline.

``tests/floors.json`` holds, for each split, a floor for the main measures end to end and on gold
input, and the digest of the corpus they were measured on:

    {"corpus": "...", "floors": {"dev": {"findings.overlap": 0.9, "gold/stance": 0.6}},
     "lowered": []}

Raising a floor is free. Lowering one, and measuring on another corpus, asks for a reason, which
stays in the file with the old and the new value.
"""

from __future__ import annotations

import math
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from referat.errors import ReferatError
from referat.evaluate.evaluation import Evaluation

# Measures with a floor: at least one for every layer. Others are printed, and may move.
FLOORED = (
    "blocks.overlap",
    "blocks.section",
    "comments.overlap",
    "language.words",
    "runs.overlap",
    "findings.exact",
    "findings.overlap",
    "findings.speaker",
    "findings.source",
    "findings.cuts",
    "sources",
    "references.overlap",
    "commentary.overlap",
    "commentary.about",
    "stance",
    "claims.overlap",
    "claims.salient",
    "claims.voice",
    "claims.negated",
    "claims.certainty",
    "claims.quantities",
    "digest.findings",
    "digest.stances",
    "digest.sources",
    "digest.rougeL_sv",
    "digest.rougeL_en",
    "digest.traceable",
    "mix.share",
)
# Marks the floor of a stage that worked on gold.
ON_GOLD = "gold/"


class Lowered(BaseModel):
    """A floor that was lowered, or set anew on another corpus, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    split: str
    measure: str
    before: float
    after: float
    reason: str


class Floors(BaseModel):
    """The floors file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corpus: str
    floors: dict[str, dict[str, float]]
    lowered: list[Lowered] = []

    @classmethod
    def read(cls, path: Path) -> Floors:
        """The floors in a file.

        Raises:
            ReferatError: there is no such file, or it has another shape.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise ReferatError(f"{path}: no floors there; make them with --raise-floors") from error
        except ValidationError as error:
            raise ReferatError(
                f"{path}: is no file of floors: {error.errors()[0]['msg']}"
            ) from error

    def below(self, evaluation: Evaluation) -> list[str]:
        """What is wrong with an evaluation: a line for each measure below its floor.

        A floor whose measure is gone counts as broken, and so does another corpus: floors mean
        nothing on posts that they were not measured on.
        """
        if evaluation.corpus.digest != self.corpus:
            return [
                "the floors were measured on another corpus "
                f"({self.corpus[:12]}, not {evaluation.corpus.digest[:12]}); "
                "measure them anew with --raise-floors --reason"
            ]
        measured = floored(evaluation)
        wanted = self.floors.get(evaluation.split)
        if wanted is None:
            return [f"there are no floors for the split {evaluation.split!r}"]
        lines = []
        for name, floor in wanted.items():
            value = measured.get(name)
            if value is None:
                lines.append(f"{name}: nothing was measured, the floor is {floor}")
            elif value < floor:
                lines.append(f"{name}: {value:.4f} is below the floor of {floor}")
        return lines

    def raised(self, evaluation: Evaluation, reason: str | None) -> Floors:
        """These floors, raised to what an evaluation measured.

        Raises:
            ReferatError: a floor would be lowered, or the corpus is another, and no ``reason`` is
                given.
        """
        split = evaluation.split
        before = self.floors.get(split, {})
        measured = floored(evaluation)
        moved = evaluation.corpus.digest != self.corpus
        lower = {
            name: measured.get(name, 0.0)
            for name, floor in before.items()
            if measured.get(name, 0.0) < floor
        }
        if reason is None and (lower or (moved and self.floors)):
            what = ", ".join(sorted(lower)) if lower else "the corpus is another"
            raise ReferatError(f"floors would be lowered ({what}); say why with --reason")
        return Floors(
            corpus=evaluation.corpus.digest,
            # Floors of another corpus say nothing of this one.
            floors={**({} if moved else self.floors), split: measured},
            lowered=[
                *self.lowered,
                *(
                    Lowered(
                        split=split,
                        measure=name,
                        before=before[name],
                        after=value,
                        reason=reason or "",
                    )
                    for name, value in lower.items()
                ),
            ],
        )


def floored(evaluation: Evaluation) -> dict[str, float]:
    """The measures that have floors, rounded down to three decimals."""
    found: dict[str, float] = {}
    for name in FLOORED:
        measure = evaluation.end_to_end.get(name)
        if measure is not None and measure.value is not None:
            found[name] = _down(measure.value)
    for scores in evaluation.on_gold.values():
        for name in FLOORED:
            measure = scores.get(name)
            if measure is not None and measure.value is not None:
                found[ON_GOLD + name] = _down(measure.value)
    return found


def _down(value: float) -> float:
    """Rounded down, but not for the last bit of a fraction such as 0.29."""
    return math.floor(value * 1000 + 1e-9) / 1000
