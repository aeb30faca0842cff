"""Settings: defaults, files, and what is refused."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from referat.errors import SettingsError
from referat.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent


def test_every_default_stands_in_the_file_with_a_reason() -> None:
    lines = (ROOT / "pipeline/referat/default.toml").read_text(encoding="utf-8").splitlines()
    assert load_settings().model_dump() == tomllib.loads("\n".join(lines))
    for before, line in pairwise(lines):
        if "=" in line and not line.startswith("#"):
            assert before.startswith("#") or "=" in before, line


def test_a_file_names_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[digest]\nmax_sentences = 3\n", encoding="utf-8")
    settings = load_settings(path)
    assert settings.digest.max_sentences == 3
    assert settings.digest.max_quote_words == load_settings().digest.max_quote_words
    assert settings.input == load_settings().input


def test_changes_go_before_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[digest]\nmax_sentences = 3\n", encoding="utf-8")
    assert load_settings(path, {"digest": {"max_sentences": 4}}).digest.max_sentences == 4


@pytest.mark.parametrize(
    ("toml", "found"),
    [
        ("[digest]\nmax_sentence = 3\n", "there is no setting 'digest.max_sentence'"),
        ("[digests]\nmax_sentences = 3\n", "there is no setting 'digests'"),
        ("colour = 'red'\n", "there is no setting 'colour'"),
        ("[digest]\nmax_sentences = 1\n", "digest.max_sentences is 1"),
        ("[digest]\nmax_sentences = '3'\n", "digest.max_sentences is '3'"),
        ("digest = 3\n", "digest is 3"),
        ("[language]\nmin_swedish_share = 1.5\n", "language.min_swedish_share is 1.5"),
        ("[digest\n", "not TOML"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_path(tmp_path: Path, toml: str, found: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings(path)
    message = str(refused.value)
    assert message.startswith(f"{path}: ")
    assert found in message
    assert "\n" not in message


@pytest.mark.parametrize("content", [None, b"\xff\xfe[digest]"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(path)


@pytest.mark.parametrize("changes", [{"digest": {"max_sentences": 4}}, {"input": {"max_bytes": 7}}])
def test_the_fingerprint_follows_the_values(changes: dict[str, Any]) -> None:
    assert load_settings().fingerprint() == load_settings(changes={}).fingerprint()
    assert load_settings(changes=changes).fingerprint() != load_settings().fingerprint()
    assert len(load_settings().fingerprint()) == 16


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().digest.max_sentences = 3  # type: ignore[misc]
