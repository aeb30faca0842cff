"""How far the language tagger itself is off, and what that does to a share of English.

The counts come from ``errors.json`` of the model, which ``scripts/language_errors.py`` measures on
test paragraphs that training never saw. The corrected share is the estimator of Rogan & Gladen
1978 (Estimating prevalence from the results of a screening test. American Journal of Epidemiology
107): where the tagger calls a part s of English words English, and a part f of others, a raw share
r of words called English comes of a true share (r - f) / (s - f). It holds as far as the posts are
like the test paragraphs; real ones have names, slips and jargon that these have fewer of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from referat.errors import ModelError
from referat.models import model_folder

MODEL = "language-sv-en"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The tagger's errors on test.

    Args:
        model: the model's name.
        version: its version when it was measured.
        data: what it was measured on.
        token_accuracy: the part of the words of mixed paragraphs that got their language.
        words: how many words these have.
        false_alarms: the part of all-Swedish paragraphs in which a word was called English.
        paragraphs: how many paragraphs these are.
        sensitivity: the part of English words that were called English, in all paragraphs.
        fallout: the part of other words that were.
    """

    model: str
    version: str
    data: str
    token_accuracy: float
    words: int
    false_alarms: float
    paragraphs: int
    sensitivity: float
    fallout: float

    @property
    def token_error(self) -> float:
        """The part of the words of mixed paragraphs that got another language."""
        return 1 - self.token_accuracy


def load_accuracy(folder: Path | None = None) -> Accuracy:
    """The errors of the shipped tagger, or those in another model folder.

    Raises:
        ModelError: ``errors.json`` is missing or damaged.
    """
    place = folder or model_folder(MODEL)
    try:
        measured = json.loads((place / "errors.json").read_text(encoding="utf-8"))
        return accuracy_of(measured)
    except (OSError, ValueError, KeyError, TypeError, ZeroDivisionError) as error:
        raise ModelError(
            f"{place.name}/errors.json: missing or damaged; restore the folder, or write it anew "
            "with scripts/language_errors.py"
        ) from error


def accuracy_of(measured: Mapping[str, object]) -> Accuracy:
    """What the counts of ``errors.json`` come to."""
    confusion = measured["confusion"]
    alarms = measured["all_swedish"]
    assert isinstance(confusion, dict)
    assert isinstance(alarms, dict)
    mixed = confusion["mixed"]
    words = sum(sum(row.values()) for row in mixed.values())
    right = sum(row.get(language, 0) for language, row in mixed.items())
    return Accuracy(
        model=str(measured["model"]),
        version=str(measured["version"]),
        data=str(measured["data"]),
        token_accuracy=right / words,
        words=words,
        false_alarms=alarms["alarmed"] / alarms["paragraphs"],
        paragraphs=alarms["paragraphs"],
        sensitivity=_called_english(confusion, "en"),
        fallout=_called_english(confusion, "sv"),
    )


def _called_english(confusion: Mapping[str, Mapping[str, Mapping[str, int]]], gold: str) -> float:
    rows = [kind[gold] for kind in confusion.values()]
    return sum(row.get("en", 0) for row in rows) / sum(sum(row.values()) for row in rows)


def corrected_share(raw: float, accuracy: Accuracy) -> float:
    """The share of English that a raw share comes of, within 0 and 1.

    With 98 % of English words told and 1 % of others taken for English, 20 % raw:

    >>> told = Accuracy("m", "1", "d", 0.99, 100, 0.0, 10, sensitivity=0.98, fallout=0.01)
    >>> round(corrected_share(0.2, told), 4)
    0.1959
    >>> corrected_share(0.005, told)
    0.0
    """
    gap = accuracy.sensitivity - accuracy.fallout
    if gap <= 0:
        raise ModelError(
            f"{accuracy.model}: calls no more of English words English than of others; nothing "
            "can be corrected by such errors"
        )
    return min(1.0, max(0.0, (raw - accuracy.fallout) / gap))


def within_error(one: float, other: float, accuracy: Accuracy) -> bool:
    """Whether two shares of English differ by no more than the tagger's part of wrong words."""
    return abs(one - other) <= accuracy.token_error
