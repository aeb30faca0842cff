"""Titles that only the wording around them gives away.

"Den heter Det tysta mötet", "rapporten Fler händer i vården", "Trust, Actually är namnet på årets
rapport", "Det visar Nordic Retail Pulse 2014 från konsultfirman …": no quotation mark, no markup,
often Swedish. A title begins with a capital; how far it goes on in lower case is told by the first
verb, preposition of origin or mark behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from referat.post import SourceKind, Token
from referat.span import Span
from referat.text.clauses import swedish_verbs
from referat.text.entities import Entity
from referat.text.source_nouns import source_kind

_token_start = itemgetter(0)
# Longest title found by its wording, in words.
MAX_WORDS = 9
NAMING = frozenset("heter hette heta titeln undertiteln rubriken namnet".split())
# Words that may stand between "heter" and a title: "heter något med Landscape".
_BETWEEN = frozenset(
    "är kort och gott faktiskt helt enkelt då något med förresten alltså numera kallt rätt".split()
)
_CALLING = frozenset("döpt döpts döpte döper kallas kallat kallad".split())
# Words that can stand for a source before "heter".
_MAY_BE_SOURCES = frozenset(
    "den denna något årets vårens höstens förra senaste första andra tredje".split()
)
_ENDING = frozenset("från av som vid hos är var ur genom under where that which from by".split())
_JOINING = frozenset("och i på om för utan med till mot of the and for in on to a an at".split())
_ENGLISH_JOINING = frozenset("in of the for and on to with at from by".split())
_PUBLISHED = frozenset(
    """publicerade publicerat publicerar släppte släppt släpper gav gett ger kom kommit utkom
    presenterade presenterat lanserade skrev skrivit gjort gjorde""".split()
)


class Named(NamedTuple):
    """A title found by its wording, and whether it needs no source noun beside it."""

    span: Span
    alone: bool


def named_titles(text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> Iterator[Named]:
    """The titles that a sentence's wording gives away, in order; they may overlap.

    Args:
        text: the post's text.
        tokens: the sentence's tokens outside quotations.
        entities: its names.
    """
    people = [entity.span for entity in entities if entity.person]
    named = [(entity.span.start, entity.span.end) for entity in entities]
    for index, token in enumerate(tokens):
        if not token.is_word or any(start < token.start < end for start, end in named):
            continue
        first = _behind_naming(text, tokens, index)
        alone = first is not None
        if first is None:
            first = _behind_noun(text, tokens, index)
        if first is None or any(
            person.start <= tokens[first].start < person.end for person in people
        ):
            continue
        span = _extent(text, tokens, first)
        if span is not None and not _looks_like_a_name(text, span):
            yield Named(span, alone)
    for entity in entities:
        if not entity.person and not entity.genitive and _described(text, tokens, entity):
            year = re.match(r" (?:19|20)\d\d\b", text[entity.span.end : entity.span.end + 6])
            end = entity.span.end + (len(year.group()) if year else 0)
            yield Named(Span(_beginning(text, tokens, entity.span.start), end), True)


def _beginning(text: str, tokens: Sequence[Token], start: int) -> int:
    """Where a title begins whose last words are a name: "Sleeper Services in Europe"."""
    index = bisect_left(tokens, start, key=_token_start)
    while index >= 2 and tokens[index - 1].norm in _ENGLISH_JOINING:
        before = tokens[index - 2]
        gap = text[before.end : tokens[index].start]
        if not before.is_word or not text[before.start].isupper() or re.search(r"[^\w\s]", gap):
            break
        index -= 2
        while (
            index
            and tokens[index - 1].is_word
            and text[tokens[index - 1].start].isupper()
            and text[tokens[index - 1].end : tokens[index].start].isspace()
            and tokens[index - 1].norm not in ("i", "in")
        ):
            index -= 1
    return min(start, tokens[index].start) if index < len(tokens) else start


def _behind_naming(text: str, tokens: Sequence[Token], index: int) -> int | None:
    """The first word of a title behind "heter", "titeln är", "döpts till"."""
    norm = tokens[index].norm
    at = index + 1
    if norm in _CALLING:
        limit = min(len(tokens), at + 3)
        at = next((i + 1 for i in range(at, limit) if tokens[i].norm == "till"), at)
    elif norm not in NAMING or not of_a_source(tokens, index):
        return None
    while at < len(tokens) and (tokens[at].norm in _BETWEEN or text[tokens[at].start] in ':”"“»*_'):
        at += 1
    return at if at < len(tokens) and text[tokens[at].start].isupper() else None


def of_a_source(tokens: Sequence[Token], verb: int) -> bool:
    """Whether what is called something can be a source: "Den heter …", "en rapport som heter …",
    but not "en egen sida som heter Övrigt" or "Kassan ska heta …".
    """
    if tokens[verb].norm in ("titeln", "undertiteln", "rubriken", "namnet"):
        return True
    before = [token for token in tokens[max(0, verb - 8) : verb] if token.is_word]
    for token in reversed(before):
        if source_kind(token.norm) is not None or token.norm in _MAY_BE_SOURCES:
            return True
        if token.norm == "som" or token.norm in swedish_verbs():
            continue
        if token.tag in ("NOUN", "PROPN") or (not token.tag and len(token.norm) > 3):
            return False
    return not before


def _behind_noun(text: str, tokens: Sequence[Token], index: int) -> int | None:
    """The first word of a title right behind a source noun, or behind it and a comma."""
    kind = source_kind(tokens[index].norm)
    if kind is None or kind is SourceKind.ORGANISATION or index + 1 >= len(tokens):
        return None
    at = index + 1
    if tokens[at].norm in ("från", "av", "vid", "from", "by"):
        # "en studie från Chalmers, Why We Click, …"
        comma = next(
            (i for i in range(at, min(len(tokens), at + 7)) if tokens[i].norm == ","), None
        )
        if comma is None or not any(token.norm == "," for token in tokens[comma + 1 : comma + 9]):
            return None
        at = comma
    if tokens[at].norm == "," and at + 1 < len(tokens):
        at += 1
        # "i rapporten, Anna" is an address; a title behind a comma is closed by one, or a stop.
        if tokens[index].norm.endswith("s") and not tokens[index].norm.endswith("ss"):
            return None
    gap = text[tokens[at - 1].end : tokens[at].start]
    return at if gap.isspace() and text[tokens[at].start].isupper() else None


def _extent(text: str, tokens: Sequence[Token], first: int) -> Span | None:
    """From a title's first word as far as it goes on."""
    verbs = swedish_verbs()
    last = first + 1
    end = tokens[first].end
    while last < len(tokens) and last - first < MAX_WORDS:
        token = tokens[last]
        between = text[tokens[last - 1].end : token.start]
        if not between or not between.isspace():
            if token.norm in ("&", "-", ":", "–") and last + 1 < len(tokens):
                last += 1
                continue
            if token.norm not in ("&",):
                break
        capital = text[token.start].isupper()
        if not token.is_word:
            if re.fullmatch(r"(?:19|20)\d\d", token.norm):
                end = token.end
            break
        if not capital and (token.norm in _ENDING or token.norm in verbs):
            break
        if token.norm in _JOINING and not capital:
            following = tokens[last + 1] if last + 1 < len(tokens) else None
            if following is None or not following.is_word or following.norm in verbs:
                break
            last += 1
            continue
        end = token.end
        last += 1
    span = Span(tokens[first].start, end)
    return span if len(span.of(text)) > 2 else None


def _looks_like_a_name(text: str, span: Span) -> bool:
    """Two or three capitalised words and nothing else: "Initiativtagaren heter Ragnhild Solbakken".

    English titles of that form are runs of kind title, and found by their language.
    """
    words = span.of(text).split()
    return 2 <= len(words) <= 3 and all(
        word[:1].isupper() and word[-1:].isalpha() for word in words
    )


def _described(text: str, tokens: Sequence[Token], entity: Entity) -> bool:
    """Whether what stands behind a name says that it is a title: "X, en rapport från …", "X är
    namnet på …", "X, som Y publicerade", "X – så heter …", "Det visar X från konsultfirman …".
    """
    behind = [token for token in tokens if token.start >= entity.span.end][:8]
    norms = [token.norm for token in behind]
    if not norms:
        return False
    if re.fullmatch(r"(?:19|20)\d\d", norms[0]):
        behind, norms = behind[1:], norms[1:]
    joined = " ".join(norms)
    kinds = [source_kind(norm) for norm in norms[:5]]
    work = any(kind not in (None, SourceKind.ORGANISATION, SourceKind.PAGE) for kind in kinds)
    if re.match(r"(?:, )?(?:är namnet på|heter|– så heter|- så heter)\b", joined) and work:
        return True
    if re.match(r", (?:en|ett|den|a|an) ", joined) and work and norms[1] != norms[-1]:
        return True
    if joined.startswith(", som ") and _PUBLISHED & set(norms[2:7]):
        return True
    if norms[:1] in (["från"], ["from"]) and entity.last - entity.first > 1:
        if "&" in entity.name or re.match(r" (?:19|20)\d\d ", text[entity.span.end :][:6]):
            return True  # "Plate & Margin 2009 från …": no name of a person
        before = [token.norm for token in tokens if token.end <= entity.span.start][-3:]
        maker = len(norms) > 1 and (
            source_kind(norms[1]) is SourceKind.ORGANISATION or text[behind[1].start].isupper()
        )
        return maker and bool({"visar", "visade", "ur", "i", "ser", "läst", "läser"} & set(before))
    return False
