"""Finding an annotator's strings in a text, and the lines that the annotator counts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from referat.errors import ReferatError
from referat.span import Span, trim

Json = dict[str, Any]
# Characters that are not seen, and that an annotator may leave out of a string.
_UNSEEN = "[\u00ad\u200b\u200d\ufe0f\ufeff]*"
# How many code points of a string a message shows.
EXCERPT = 60


class AnnotationError(ReferatError):
    """An annotation that names what is not in the post, or names it in a way that is not unique."""


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    """What finds ``words`` in a text: white space, ``>`` at a line's start, unseen characters and
    the composition of letters may differ.
    """
    parts = []
    for word in unicodedata.normalize("NFC", words).split():
        letters = []
        for letter in word:
            decomposed = unicodedata.normalize("NFD", letter)
            letters.append(
                re.escape(letter)
                if decomposed == letter
                else f"(?:{re.escape(letter)}|{re.escape(decomposed)})"
            )
        parts.append(_UNSEEN.join(letters))
    between = rf"{_UNSEEN}(?:\s|(?<=\n)>)+{_UNSEEN}"
    return re.compile(between.join(parts))


class Locator:
    """Finds an annotator's strings in one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def all(self, words: str, scope: Span) -> list[Span]:
        """Every place of ``words`` in ``scope``."""
        found = _pattern(words).finditer(self.text, scope.start, scope.end)
        return [Span(*match.span()) for match in found]

    def one(self, spec: str | Json | list[Any], scope: Span, where: str) -> Span:
        """The place that ``spec`` names.

        Args:
            spec: a string; a list of string and number (0 is its first place in the scope); or an
                object with ``text``, or ``from`` and ``to``, and perhaps ``nth``.
            scope: where to look, in code points.
            where: the record, for the message.

        Raises:
            AnnotationError: it is not there, or there more than once and no number is given.
        """
        if isinstance(spec, str):
            spec = {"text": spec}
        elif isinstance(spec, list):
            spec = {"text": spec[0], "nth": spec[1]}
        if "from" in spec:
            first = self._pick(spec["from"], spec.get("nth"), scope, where)
            ends = self.all(spec["to"], Span(first.start, scope.end))
            if not ends:
                raise AnnotationError(f"{where}: {spec['to']!r} does not follow {spec['from']!r}")
            return Span(first.start, ends[0].end)
        return self._pick(spec["text"], spec.get("nth"), scope, where)

    def _pick(self, words: str, nth: int | None, scope: Span, where: str) -> Span:
        found = self.all(words, scope)
        if not found:
            raise AnnotationError(
                f"{where}: {words!r} does not stand in "
                f"{self.text[scope.start : scope.end][:EXCERPT]!r}..."
            )
        if nth is None and len(found) > 1:
            raise AnnotationError(
                f"{where}: {words!r} stands {len(found)} times there; give block or nth"
            )
        if nth is not None and nth >= len(found):
            raise AnnotationError(f"{where}: {words!r} stands only {len(found)} times there")
        return found[nth or 0]


def _lines(text: str) -> list[Span]:
    """The lines of a text without their line ends, in order."""
    return [Span(*match.span()) for match in re.finditer(r"[^\r\n]+", text)]


def numbered(text: str) -> list[tuple[int, Span]]:
    """The lines that hold more than white space, numbered from 1."""
    kept = [trim(text, *line) for line in _lines(text)]
    return list(enumerate((line for line in kept if line.start < line.end), start=1))
