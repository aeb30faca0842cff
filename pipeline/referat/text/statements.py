"""What a statement says of itself: that it is an opinion, and its parts where it enumerates.

Pure functions over the words of one claim; `referat.text.modality` tells negation and certainty,
`referat.text.kinds` the kind.
"""

from __future__ import annotations

import re
from functools import cache

from referat.span import Span, trim
from referat.text.clauses import (
    english_verbs,
    swedish_verbs,
)
from referat.text.lexicon import Lexicon, load_tables
from referat.text.words import normal


@cache
def opinions() -> Lexicon:
    """Phrases that make a sentence of the writer's a claim of his own."""
    return Lexicon({"opinion": load_tables("claims")["opinion"]["words"]})


def enumeration(text: str, span: Span) -> tuple[Span, ...]:
    """The items of an enumeration: behind a colon, or three and more in a row ("A, B and C").

    Empty where the claim holds none.
    """
    stretch = span.of(text)
    colon = re.search(r":\s", stretch)
    if colon:
        items = _items(text, Span(span.start + colon.end(), span.end))
        return items if len(items) >= 2 else ()
    return _row(text, span)


_ARTICLES = frozenset("""a an the en ett för for because därför by av with med at""".split())
# Most words of an item in a running enumeration, behind its first.
_ITEM_WORDS = 4
# Words that a running enumeration begins behind: "ask for | time, training and trust".
_LEADING = frozenset(
    """of for to as by in with on about from between into like include includes including are is
    were was need want som av på för med till om i från mellan är var vara bland behöver vill
    saknar""".split()
)


def _row(text: str, span: Span) -> tuple[Span, ...]:
    """Three and more noun phrases with commas and a conjunction before the last."""
    stretch = span.of(text).rstrip(" .!…")
    found = re.search(
        r",?\s(?:and|or|och|eller|samt)\s(?!.*\s(?:and|or|och|eller|samt)\s)", stretch
    )
    if found is None or "," not in stretch[: found.start()]:
        return ()
    finite = swedish_verbs() | english_verbs()[0]
    before = [
        (match.start(), match.end()) for match in re.finditer(r"[^,;]+", stretch[: found.start()])
    ]
    last = re.match(r"[^,;]+", stretch[found.end() :])
    if len(before) < 2 or last is None:
        return ()
    items = [*before[1:], (found.end(), found.end() + last.end())]
    for start, end in items:
        words = normal(stretch[start:end]).split()
        # A form that may be a verb is a noun behind an article: "a lack of skills".
        verbs = [
            word
            for before_it, word in zip(["", *words], words, strict=False)
            if word in finite and before_it not in _ARTICLES
        ]
        if not 0 < len(words) <= _ITEM_WORDS or verbs:
            return ()
    # The first item begins behind the last verb or preposition before the first comma.
    start, end = before[0]
    head = list(re.finditer(r"\S+", stretch[start:end]))
    cut = next(
        (
            match.end()
            for match in reversed(head[:-1])
            if normal(match.group()) in _LEADING or normal(match.group()) in finite
        ),
        0,
    )
    first = (start + cut, end)
    if len(stretch[first[0] : first[1]].split()) > _ITEM_WORDS:
        return ()
    return tuple(trim(text, span.start + start, span.start + end) for start, end in [first, *items])


def _items(text: str, span: Span) -> tuple[Span, ...]:
    """Stretches between commas, semicolons and the last conjunction."""
    stretch = span.of(text).rstrip(" .!…")
    parts = []
    at = 0
    for match in re.finditer(
        r"[,;]\s+(?:(?:och|samt|eller|and|or)\s+)?|\s(?:och|samt|and|or)\s", stretch
    ):
        is_word = match.group()[0] not in ",;"
        if is_word and ("," in stretch[match.end() :] or stretch.count(",") == 0):
            continue
        if is_word and "," in stretch and re.search(r"[,;]\s+(?:och|samt|eller|and|or)\s", stretch):
            continue
        parts.append((at, match.start()))
        at = match.end()
    parts.append((at, len(stretch)))
    if len(parts) < 2:
        return ()
    return tuple(
        trim(text, span.start + start, span.start + end) for start, end in parts if end > start
    )
