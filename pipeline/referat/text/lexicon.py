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


class Lexicon:
    """Phrases with labels, found in sequences of normal forms.

    The longest phrase that fits at a place wins; matches do not overlap.

    Args:
        entries: label to phrases; a phrase under two labels keeps the first.
    """

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        seen: set[str] = set()
        for label, phrases in entries.items():
            for phrase in phrases:
                if phrase in seen:
                    continue
                seen.add(phrase)
                words = tuple(phrase.split())
                first = words[0]
                if first.endswith("*"):
                    stems.setdefault(first[:4].rstrip("*"), []).append((words, label))
                else:
                    exact.setdefault(first, []).append((words, label))
        self._exact = {key: self._longest(group) for key, group in exact.items()}
        self._stems = {key: self._longest(group) for key, group in stems.items()}
        self._stem_lengths = sorted({len(key) for key in stems}, reverse=True)

    @staticmethod
    def _longest(group: list[tuple[tuple[str, ...], str]]) -> list[tuple[tuple[str, ...], str]]:
        return sorted(group, key=lambda item: (-len(item[0]), item[0]))

    def find(self, norms: Sequence[str]) -> Iterator[Match]:
        """All matches in ``norms``, in order."""
        exact, stems, lengths = self._exact, self._stems, self._stem_lengths
        index, count = 0, len(norms)
        while index < count:
            norm = norms[index]
            # Most words begin no entry; telling so here spares a call for each.
            if norm not in exact and not any(norm[:length] in stems for length in lengths):
                index += 1
                continue
            match = self.at(norms, index)
            if match is None:
                index += 1
            else:
                yield match
                index = match.last

    def at(self, norms: Sequence[str], index: int) -> Match | None:
        """The longest match that starts at ``index``, or ``None``."""
        norm = norms[index]
        best: Match | None = None
        for words, label in self._exact.get(norm, ()):
            if len(words) == 1 or self._fits(words, norms, index):
                best = Match(label, index, index + len(words), " ".join(words))
                break
        for length in self._stem_lengths:
            for words, label in self._stems.get(norm[:length], ()):
                if (best is None or len(words) > best.last - best.first) and self._fits(
                    words, norms, index
                ):
                    best = Match(label, index, index + len(words), " ".join(words))
        return best

    @staticmethod
    def _fits(words: tuple[str, ...], norms: Sequence[str], index: int) -> bool:
        if index + len(words) > len(norms):
            return False
        for offset, word in enumerate(words):
            norm = norms[index + offset]
            if norm != word and not (word.endswith("*") and norm.startswith(word[:-1])):
                return False
        return True
