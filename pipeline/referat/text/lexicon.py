"""Lexicons: TOML files, one per subject and language, matched against normal forms.

An entry is a word or a phrase of several words (``"tyder på"``), in the normal form of
`referat.text.words.normal`; ``*`` at the end of its last word stands for any ending. Matching walks
over words once and looks each up in a dictionary by its first word, so its cost grows with the
text, not with the lexicon.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple


class Match(NamedTuple):
    """An entry found: its class, its place as word indexes ``[first, last)``, and its phrase."""

    label: str
    first: int
    last: int
    phrase: str


@cache
def load_tables(name: str) -> dict[str, Any]:
    """The tables of ``lexicons/<name>.toml``."""
    source = resources.files("referat.text") / "lexicons" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


class _Node:
    """A place in the tree of phrases: where each next word leads, and the entry that ends here."""

    __slots__ = ("entry", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.stems: dict[str, _Node] = {}
        self.entry: tuple[str, str] | None = None  # label and phrase


class Lexicon:
    """Phrases with labels, found in sequences of normal forms.

    The longest phrase that fits at a place wins; matches do not overlap. Phrases are kept as a tree
    of words, so that looking one up costs no more than its length.

    Args:
        entries: label to phrases; a phrase under two labels keeps the first.
    """

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        self._root = _Node()
        for label, phrases in entries.items():
            for phrase in phrases:
                node = self._root
                for word in phrase.split():
                    stem = word.endswith("*")
                    branch = node.stems if stem else node.words
                    node = branch.setdefault(word.removesuffix("*"), _Node())
                if node.entry is None:
                    node.entry = (label, phrase)

    def find(self, norms: Sequence[str]) -> Iterator[Match]:
        """All matches in ``norms``, in order."""
        words, stems = self._root.words, tuple(self._root.stems)
        index, count = 0, len(norms)
        while index < count:
            norm = norms[index]
            # Most words begin no entry; telling so here spares a call for each.
            if norm in words or (stems and norm.startswith(stems)):
                match = self.at(norms, index)
                if match is not None:
                    yield match
                    index = match.last
                    continue
            index += 1

    def at(self, norms: Sequence[str], index: int) -> Match | None:
        """The longest match that starts at ``index``, or ``None``."""
        found = _longest(self._root, norms, index)
        if found is None:
            return None
        last, (label, phrase) = found
        return Match(label, index, last, phrase)


def _longest(node: _Node, norms: Sequence[str], index: int) -> tuple[int, tuple[str, str]] | None:
    """Where the longest phrase below a node ends, and its entry; exact words before stems."""
    best = (index, node.entry) if node.entry is not None else None
    if index < len(norms):
        norm = norms[index]
        child = node.words.get(norm)
        if child is not None:
            best = _longest(child, norms, index + 1) or best
        if node.stems and norm.startswith(tuple(node.stems)):
            for stem, below in node.stems.items():
                found = _longest(below, norms, index + 1) if norm.startswith(stem) else None
                if found is not None and (best is None or found[0] > best[0]):
                    best = found
    return best
