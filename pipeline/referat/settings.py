"""Every setting there is, read from TOML.

``default.toml`` beside this file holds all settings with their defaults and reasons. A settings
file of a user's names only what differs; a key that does not exist is refused with its full path,
so that a misspelt setting never passes for a set one.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from referat.errors import SettingsError


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FieldSettings(_Table):
    """What the fields of JSON Lines, CSV and Parquet are called."""

    id: str
    url: str
    title: str
    author: str
    published: str
    site: str
    tags: str
    text: str
    markdown: str
    html: str


class InputSettings(_Table):
    """What is read at all."""

    max_bytes: int = Field(gt=0)
    max_control_share: float = Field(ge=0, le=1)
    max_expansion: int = Field(gt=1)
    max_nesting: int = Field(ge=0)
    fields: FieldSettings


class LanguageSettings(_Table):
    """How languages are told apart."""

    min_swedish_share: float = Field(ge=0, le=1)
    third_language_min_words: int = Field(ge=1)


class SyntaxSettings(_Table):
    """Which spaCy pipelines, if any, tag the tokens."""

    model_sv: str
    model_en: str


class FindingSettings(_Table):
    """What counts as a finding."""

    min_words: int = Field(ge=1)
    min_unmarked_words: int = Field(ge=1)


class CommentarySettings(_Table):
    """What judges the stance of commentary."""

    stance: str


class DigestSettings(_Table):
    """How long the digest gets."""

    length: Literal["short", "standard", "long"]
    max_sentences: int = Field(ge=2)
    max_quote_words: int = Field(ge=5)


class BatchSettings(_Table):
    """How archives are worked through; nothing of it changes a summary."""

    post_seconds: float = Field(gt=0)
    part_posts: int = Field(ge=1)
    wait_seconds: float = Field(gt=0)


class Settings(_Table):
    """All settings of a pipeline."""

    input: InputSettings
    language: LanguageSettings
    syntax: SyntaxSettings
    findings: FindingSettings
    commentary: CommentarySettings
    digest: DigestSettings
    batch: BatchSettings

    def fingerprint(self) -> str:
        """The first 16 hex digits of the SHA-256 of these settings, for provenance.

        Those of ``batch`` are left out: no summary depends on them.
        """
        said = self.model_dump_json(exclude={"batch"})
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@cache
def _defaults() -> str:
    return resources.files("referat").joinpath("default.toml").read_text(encoding="utf-8")


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in changes.items():
        below = result.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            result[key] = _merged(below, value)
        else:
            result[key] = value
    return result


def load_settings(path: Path | None = None, changes: dict[str, Any] | None = None) -> Settings:
    """The default settings, changed by a TOML file and then by ``changes`` (nested tables).

    Raises:
        SettingsError: the file cannot be read, a key does not exist, or a value does not fit.
    """
    origin = str(path) if path else "settings"
    tables = tomllib.loads(_defaults())
    if path is not None:
        try:
            tables = _merged(tables, tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"{origin}: cannot be read ({error}); name a TOML file in UTF-8"
            ) from error
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{origin}: not TOML ({error}); mend that line") from error
    if changes:
        tables = _merged(tables, changes)
    try:
        return Settings.model_validate(tables)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            found = f"there is no setting {key!r}"
        else:
            found = f"{key} is {first['input']!r}: {first['msg'].lower()}"
        raise SettingsError(
            f"{origin}: {found}; see referat's default.toml for what there is"
        ) from error
