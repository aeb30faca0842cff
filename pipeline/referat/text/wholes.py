"""What a block marks off as a whole: quotations, emphasis, and titles by their capitals.

A title's capitals hide its language from a decoder of words, and a quoted term is too short for
one; so these are found first, by marks and by capitals, and judged whole by the language stage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from referat.post import Markup, MarkupKind, SourceKind
from referat.span import Span
from referat.text.entities import organisation_words
from referat.text.quotes import find_quoted
from referat.text.source_nouns import source_kind

# Most words of a quotation or emphasis that is judged as a whole, as a title or term would be.
MAX_WHOLE = 12
_SMALL_WORDS = frozenset(
    "a an and as at by for from in into of on or the to vs with & it is are".split()
)
_QUOTING = (MarkupKind.QUOTE, MarkupKind.CITE, MarkupKind.EMPHASIS, MarkupKind.LINK)


class Words(NamedTuple):
    """Words of a text, as lists side by side: where each begins and ends, and its normal form."""

    starts: list[int]
    ends: list[int]
    norms: list[str]


class Whole(NamedTuple):
    """Words of a block that are judged together: word indexes, whether marked off by quotes."""

    first: int
    last: int
    quoted: bool


_MARK = re.compile("[\"”“„»«″’‘'‚‹›]")
# A capital with a capital or a small English word behind it.
_CAPITALS = re.compile(
    r"[^\W\d_a-zåäöéü][\w’'-]*\W{1,3}(?:[^\W\d_a-zåäöéü]|(?:"
    + "|".join(sorted(_SMALL_WORDS - {"&", "i"}))
    + r")\b|&)"
)


def may_quote(text: str) -> bool:
    """Whether a block has any quotation mark: a quick look before a long one."""
    return _MARK.search(text) is not None


def may_name(text: str) -> bool:
    """Whether a block has capitals that may be those of a title."""
    return _CAPITALS.search(text) is not None


def find_wholes(text: str, span: Span, words: Words, markup: Sequence[Markup]) -> Iterator[Whole]:
    """What a block marks off: quotations, emphasis and links, capitals behind source nouns."""
    starts, norms = words.starts, words.norms
    spans = [(item.span, True) for item in markup if item.kind in _QUOTING]
    block = text[span.start : span.end]
    if may_quote(block):
        quoted = find_quoted(text, span.start, span.end)
        spans = [(each.inner, True) for each in quoted] + spans
    for inner, marked in spans:
        first, last = bisect_left(starts, inner.start), bisect_left(starts, inner.end)
        if 0 < last - first <= MAX_WHOLE:
            yield Whole(first, last, marked)
    if not may_name(block):
        return
    for index in [index for index, start in enumerate(starts[:-1]) if text[start].isupper()]:
        norm = norms[index]
        if norm in _OPENERS:
            continue
        last = _title_end(text, words, index)
        if last - index < 2 or (index and _continues_name(text, words, index)):
            continue
        if source_kind(norm) is not None and norm.endswith(("en", "et", "n", "t")):
            continue  # "Rapporten | State of Work …" at a sentence's head
        if _is_introduced(text, words, index, last) or _has_title_form(words, index, last):
            yield Whole(index, last, False)


def _continues_name(text: str, words: Words, index: int) -> bool:
    """Whether the word before is part of the same capitalised sequence."""
    if words.norms[index - 1] in _OPENERS:
        return False
    between = text[words.ends[index - 1] : words.starts[index]]
    return text[words.starts[index - 1]].isupper() and between.isspace()


# Words directly before a title that nothing marks: "Den heter Left in the Dark".
_NAMING = frozenset(
    """heter hette kallas kallad kallat titeln rubriken till läst läste läser utgåva utgåvan upplaga
    av bakom ur publicerat publicerade publicerar släppt släppte skrivit lanserat called titled
    entitled""".split()
)
# Swedish words whose capital only says that a sentence begins.
_OPENERS = frozenset("i på av ur om en ett den det de för till från med och men så hos vid".split())


def _is_introduced(text: str, words: Words, first: int, last: int) -> bool:
    """Whether what stands around a capitalised sequence says that it is a title: a source noun
    before it ("rapporten X", "studien, X,"), "heter", or "X, en rapport från …" behind it.
    """
    if first:
        before = words.norms[first - 1]
        kind = source_kind(before)
        if kind not in (None, SourceKind.ORGANISATION) and not before.endswith("s"):
            return True
        if before in _NAMING and before not in ("till", "av"):
            return True
    near = words.norms[last : last + 4]
    if len(near) > 1 and near[0] in ("en", "ett", "heter", "a", "an", "the", "den"):
        gap = text[words.ends[last - 1] : words.starts[last]]
        named = near[0] == "heter" or "," in gap
        return named and any(source_kind(norm) for norm in near[1:])
    return False


def _has_title_form(words: Words, first: int, last: int) -> bool:
    """Whether a capitalised sequence reads like a title, not a name: a small word inside it, or an
    article before two words and more ("Left in the Dark", "The Paywall Year").
    """
    norms = words.norms[first:last]
    if not organisation_words().isdisjoint(norms) or norms[0] in (
        "bank",
        "university",
        "house",
        "department",
        "ministry",
        "institute",
        "school",
        "journal",
    ):
        return False
    inner = set(norms[1:-1]) & _SMALL_WORDS
    return bool(inner - {"&", "and"}) or (len(norms) > 2 and (norms[0] == "the" or bool(inner)))


def _title_end(text: str, words: Words, first: int) -> int:
    """Where a sequence of capitalised words ends; small words may stand inside."""
    starts, ends, norms = words
    last = first + 1
    for index in range(last, min(first + MAX_WHOLE, len(starts))):
        if text[ends[index - 1] : starts[index]].strip(" :&-–\u00a0"):
            break
        if text[starts[index]].isupper():
            last = index + 1
        elif norms[index] not in _SMALL_WORDS:
            break
    return last


def is_title_case(text: str, words: Words, first: int, last: int) -> bool:
    """Whether all words of ``[first, last)`` but small ones begin with a capital."""
    capital = False
    for start, norm in zip(words.starts[first:last], words.norms[first:last], strict=True):
        if text[start].isupper():
            capital = True
        elif norm not in _SMALL_WORDS:
            return False
    return capital
