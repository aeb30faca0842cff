"""The words of the desk's pages, in Swedish and English.

They stand in a TOML file for each language, with the same keys; a nested key is looked up as
``table.key``. Words that a summary's page has as well (kinds, stances, voices) are taken from
`referat.writers.labels`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from referat.writers.labels import labels

LANGUAGES = ("sv", "en")


@cache
def words(language: str) -> Mapping[str, str]:
    """All words of ``language`` ("sv" or "en"); anything else gives the Swedish ones."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    file = resources.files("referat.desk").joinpath(f"words_{known}.toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType({**labels(known), **dict(_flat(tables, ""))})


def said(language: str, key: str, **facts: str) -> str:
    """A sentence with its facts put in."""
    return words(language)[key].format(**facts)


def _flat(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value
