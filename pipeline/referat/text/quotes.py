"""Quotation marks of Swedish and English, paired even where a writer paired them wrongly.

One pass over a stretch of text. A mark opens where white space, an opening bracket, a dash or
another opening mark stands before it and a word or a cut behind; it closes where a word or a stop
stands before it. Shapes only break ties, because writers mix them: ”…”, “…”, "…", »…«, «…», ’…’,
„…“ and “…“ are all found. Apostrophes inside words and after figures (5") are no marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from referat.span import Span

_DOUBLE = '"”“„»«″'
_SINGLE = "’‘'‚‹›"
MARKS = frozenset(_DOUBLE + _SINGLE)
_ANY_MARK = re.compile(f"[{_DOUBLE}{_SINGLE}]")
_SINGLE_MARK = re.compile(f"[{_SINGLE}]")
_OPENING_SHAPES = frozenset("„‚‘‹")
_BRACKETS = frozenset("([{–—-/")
# Deepest nesting that is followed; what is nested deeper counts as part of the quotation around it.
MAX_DEPTH = 6


class Quoted(NamedTuple):
    """A quotation: its words, the same with marks, its depth, whether it was closed."""

    inner: Span
    outer: Span
    depth: int
    closed: bool
    single: bool


class _Open(NamedTuple):
    at: int
    single: bool


def _can_open(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if after.isspace():
        return False
    return before.isspace() or before in _BRACKETS or (before in MARKS and after not in ".,;:!?)")


def find_quoted(text: str, start: int, end: int) -> list[Quoted]:
    """All quotations of ``text[start:end]``, by their start; nested ones after the outer one.

    An unclosed quotation runs to ``end``. Marks that neither open nor close anything are passed
    over. Linear in ``end - start``.
    """
    stack: list[_Open] = []
    found: list[Quoted] = []
    closers = _single_closers(text, start, end)
    for match in _ANY_MARK.finditer(text, start, end):
        at = match.start()
        mark = match.group()
        single = mark in _SINGLE
        after = text[at + 1] if at + 1 < end else " "
        before = text[at - 1] if at > start else " "
        inside_word = before.isalnum() and after.isalnum()
        if (inside_word and (single or mark == '"')) or (
            mark in "\"″'’" and before.isdigit() and not stack
        ):
            continue  # an apostrophe, or inches and feet
        closes = bool(stack) and not before.isspace()
        opens = _can_open(text, at, start, end)
        if closes and opens:
            # Between two marks, or at a dash: an opening shape opens, any other closes.
            closes = mark not in _OPENING_SHAPES and stack[-1].at != at - 1 and not before.isspace()
        if closes and _close(text, stack, found, at, single, after):
            continue
        if opens and (not single or _single_opens(at, closers)):
            stack.append(_Open(at, single))
    while stack:
        opened = stack.pop()
        if opened.single and opened.at > start:
            continue  # a stray apostrophe at a word's start ('90s, ’em) is no quotation
        found.append(
            Quoted(Span(opened.at + 1, end), Span(opened.at, end), len(stack), False, opened.single)
        )
    found.sort(key=lambda quoted: (quoted.outer.start, -quoted.outer.end))
    return [quoted for quoted in found if quoted.depth < MAX_DEPTH]


def _close(
    text: str, stack: list[_Open], found: list[Quoted], at: int, single: bool, after: str
) -> bool:
    """Close the innermost open quotation of the mark's family. Whether there was one."""
    if single and not any(opened.single for opened in stack[-2:]):
        return False
    if not single and stack[-1].single:
        # A double mark closes the double quotation around a single one that was an apostrophe.
        if len(stack) < 2 or stack[-2].single:
            return False
        stack.pop()
    if single and not stack[-1].single:
        return False
    if single and after.isalnum():
        return False
    opened = stack.pop()
    if opened.at + 1 < at:
        found.append(
            Quoted(
                Span(opened.at + 1, at), Span(opened.at, at + 1), len(stack), True, opened.single
            )
        )
    return True


def _single_closers(text: str, start: int, end: int) -> list[int]:
    """Places of single marks that stand at a word's end: what a single opening mark needs."""
    return [
        match.start()
        for match in _SINGLE_MARK.finditer(text, start, end)
        if match.start() > start
        and not text[match.start() - 1].isspace()
        and not (match.end() < end and text[match.end()].isalnum())
    ]


def _single_opens(at: int, closers: list[int]) -> bool:
    """Whether a single mark at a word's start has a partner at a word's end within 600 code points
    (else it is an apostrophe: ’90s, ’em).
    """
    place = bisect_right(closers, at + 1)
    return place < len(closers) and closers[place] < at + 600
