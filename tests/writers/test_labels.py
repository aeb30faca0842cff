"""The interface's words: both languages have the same, and every enum's value has one."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

import referat.writers
from referat import errors, post
from referat.writers.labels import LABELS, labels


def test_both_languages_have_the_same_words() -> None:
    assert list(LABELS["sv"]) == list(LABELS["en"])
    assert all(word for words in LABELS.values() for word in words.values())


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("stance", post.Stance), ("voice", post.Voice), ("kind", post.ClaimKind),
        ("certainty", post.Certainty), ("marking", post.Marking), ("origin", post.SourceKind),
    ],
)  # fmt: skip
def test_every_value_has_a_word(prefix: str, kind: type[StrEnum]) -> None:
    assert {f"{prefix}.{value}" for value in kind} <= set(LABELS["sv"])


def test_another_language_is_refused() -> None:
    with pytest.raises(errors.SettingsError, match="'fr'; choose sv or en"):
        labels("fr")


def test_words_that_the_writers_name_are_there() -> None:
    folder = Path(referat.writers.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    used = set(re.findall(r"words\[[\"']([a-z_.]+)[\"']\]", source))
    assert used
    assert used <= set(LABELS["sv"])
