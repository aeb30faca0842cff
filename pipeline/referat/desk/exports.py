"""What an editor can take along: a post as Markdown, a page, a Word document, JSON or text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from referat.desk.word import document
from referat.summary import Summary
from referat.writers import WRITERS

_LONGEST = 60  # letters of a file's name


class Export(NamedTuple):
    """A format: its function, the suffix of its files, and its media type."""

    write: Callable[[Summary, str], bytes]
    suffix: str
    media: str


def _written(name: str) -> Callable[[Summary, str], bytes]:
    def write(summary: Summary, language: str) -> bytes:
        return WRITERS[name].write(summary, language).encode("utf-8", "replace")

    return write


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        "docx": Export(document, ".docx", _WORD),
        "markdown": Export(_written("markdown"), ".md", "text/markdown; charset=utf-8"),
        "html": Export(_written("html"), ".html", "text/html; charset=utf-8"),
        "text": Export(_written("terminal"), ".txt", "text/plain; charset=utf-8"),
        "json": Export(_written("json"), ".json", "application/json"),
    }
)
"""The formats, by name, those that editors use most first."""


def file_name(summary: Summary, number: int) -> str:
    """A name for a post's files, of its title and its number, without a suffix: letters, figures
    and hyphens only, whatever stands in the title.
    """
    title = unicodedata.normalize("NFKD", summary.post.title or "")
    plain = title.encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    return f"{slug or 'post'}-{number}"
