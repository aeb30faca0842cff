"""Writers: a `Summary` in, one format's text out. One module a format, one table that names them.

A writer is a pure function of a summary and a language for its interface words ("sv" or "en").
To add a format, write such a function in a module of its own and give it a line in `WRITERS`.
Libraries that only one format needs are imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from referat.summary import Summary
from referat.writers import html, json, markdown, terminal


class Writer(NamedTuple):
    """A format: its function, and the suffix that its files get."""

    write: Callable[[Summary, str], str]
    suffix: str


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "json": Writer(json.write, ".json"),
        "markdown": Writer(markdown.write, ".md"),
        "html": Writer(html.write, ".html"),
        "terminal": Writer(terminal.write, ".txt"),
    }
)
