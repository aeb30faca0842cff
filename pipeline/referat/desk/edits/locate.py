"""Where an editor's words stand in a post."""

from __future__ import annotations

import re

from referat.desk.errors import EditError
from referat.span import Span

_SHOWN = 60  # code points of the words that a refusal repeats


def locate(text: str, words: str, near: int | None = None, within: Span | None = None) -> Span:
    """The place of ``words`` in ``text``, white space aside, nearest to ``near``.

    Args:
        text: the post's text.
        words: what is looked for.
        near: where it is expected to begin, in code points; the start where left out.
        within: the stretch it has to lie in; the whole text where left out.

    Raises:
        EditError: the words do not stand there.
    """
    parts = words.split()
    if not parts:
        raise EditError("words_empty")
    stretch = within or Span(0, len(text))
    pattern = re.compile(_spaced(parts))
    expected = stretch.start if near is None else near
    found = [match.span() for match in pattern.finditer(text, stretch.start, stretch.end)]
    if not found:
        raise EditError("words_missing", words=" ".join(parts)[:_SHOWN])
    return Span(*min(found, key=lambda place: (abs(place[0] - expected), place[0])))


def _spaced(parts: list[str]) -> str:
    return r"\s+".join(re.escape(part) for part in parts)


def places(text: str, words: str) -> tuple[Span, ...]:
    """Every place of ``words`` as whole words, white space aside."""
    parts = words.split()
    if not parts:
        return ()
    pattern = re.compile(rf"(?<!\w){_spaced(parts)}(?!\w)")
    return tuple(Span(*match.span()) for match in pattern.finditer(text))
