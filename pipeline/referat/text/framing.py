"""What frames a statement and is no part of it: "Ja, och", "Här tycker jag att", "…, faktiskt".

A claim is the statement alone. In front of it may stand a conjunction or an interjection that ties
it to what came before, and a clause that only says who thinks so; behind it a word that seasons it.
A frame that weakens what it frames ("jag tror att") is no such frame: it belongs to the claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from referat.post import Token
from referat.span import Span
from referat.text.lexicon import Lexicon, load_tables

# Fewest words that a statement keeps.
FEWEST = 2
# Words before which a clause that says who thinks so begins: "Här | tycker jag att …".
LEAD = 1
# Words of a clause that gives a statement to somebody: "Min son säger att …".
SAYING = 4


@cache
def _openers(name: str) -> frozenset[str]:
    return frozenset(load_tables("framing")[name]["words"])


@cache
def _frames() -> Lexicon:
    tables = load_tables("framing")
    return Lexicon({name: tables[name]["words"] for name in ("frame", "saying")})


def unframed(text: str, span: Span, words: Sequence[Token]) -> tuple[Span, Sequence[Token]]:
    """A statement without its frame: where it stands, and its words.

    Args:
        text: the post's text.
        span: where the framed statement stands.
        words: its words.
    """
    first = _opening(text, words)
    first = _behind_frame([word.norm for word in words], first)
    last = len(words)
    if last - first > FEWEST * 2 and text[words[-2].end : words[-1].start].strip() == ",":
        last -= 1  # "Jag tror att de har fel där, faktiskt"
    start = words[first].start if first else span.start
    end = words[last - 1].end if last < len(words) else span.end
    return Span(start, end), words[first:last]


def _opening(text: str, words: Sequence[Token]) -> int:
    """How many words open the statement without belonging to it. An interjection stands before a
    comma: "No, it works", but "No school knew".
    """
    first = 0
    while len(words) - first > FEWEST:
        norm = words[first].norm
        behind = text[words[first].end : words[first + 1].start]
        if norm not in _openers("openers") and not (
            norm in _openers("interjections") and "," in behind
        ):
            break
        first += 1
    return first


def _behind_frame(norms: Sequence[str], first: int) -> int:
    """The place behind a clause that says who thinks so."""
    for match in _frames().find(norms[first : first + LEAD + SAYING + 2]):
        reach = LEAD if match.label == "frame" else SAYING
        if match.first <= reach and len(norms) - first - match.last > FEWEST:
            return first + match.last
    return first
