"""Cuts: the ellipses by which a quotation was shortened.

``(…)``, ``[...]``, ``…`` and ``...`` at an edge or inside; with or without brackets, with three or
more full stops, or stops parted by spaces (``. . .``).
"""

from __future__ import annotations

import re

from referat.span import Span

_CUT = re.compile(r"[(\[] ?(?:…|\.{2,6}|(?:\. ){2,5}\.|---?|–|—) ?[)\]]|…|\.{3,6}|(?:\. ){2,5}\.")


def find_cuts(text: str, start: int, end: int) -> tuple[Span, ...]:
    """All cuts in ``text[start:end]``, in order, brackets included."""
    return tuple(Span(match.start(), match.end()) for match in _CUT.finditer(text, start, end))
