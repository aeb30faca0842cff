"""The lexicons of chrome phrases, compiled.

A lexicon holds some two hundred forms of phrases, and every short line of every post is held
against them. The forms are therefore sorted by the letter that a line must begin with, into one
pattern a letter; those that begin with a name, a number or a date share one pattern more, which
is tried only where a line holds a figure or one of the words that such a form cannot do without.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from referat.text.dates import Dates, compile_dates

NUMBER_WORDS = {"en": 1, "ett": 1, "one": 1, "inga": 0, "no": 0, "ingen": 0}
_AGO = frozenset({"sedan", "sen", "ago"})
_NUMBER = rf"(?:\d{{1,6}}|{'|'.join(sorted(NUMBER_WORDS))})"
_NAME = r"@?[^\W\d_][\w.'’&-]{0,30}(?: [\w.'’&-]{1,30}){0,3}?"
# A date is a long pattern; for the patterns that every line meets, something like one will do.
_ROUGH_DATE = r"(?=\D{0,12}\d|[a-zåäö]{2,5} )[^|]{3,50}"
# Brackets of a form that group: neither escaped nor inside a character class.
_GROUP = re.compile(r"(?<![\\\[^])\(")
_OPTIONAL = re.compile(r"\((?:[^()\\\[]|\\.|\[[^\]]*\])*\)\?")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_LITERAL = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"\d")


class Form(NamedTuple):
    """One form of a phrase. ``source`` is a regular expression; ``open`` where it holds {any}."""

    kind: str
    where: str
    source: str
    open: bool


@dataclass(frozen=True, slots=True, eq=False)
class Chrome:
    """The compiled lexicons of all languages.

    Compared by identity, so that what a line is can be kept for the next who asks.
    """

    forms: tuple[Form, ...]
    by_initial: dict[str, re.Pattern[str]]
    places: dict[str, tuple[int, ...]]
    variable: re.Pattern[str]
    triggers: frozenset[str]
    dates: Dates
    not_names: frozenset[str]
    speech_verbs: frozenset[str]
    english: frozenset[str]
    writer_words: frozenset[str]
    byline_words: frozenset[str]
    signed_words: frozenset[str]
    bio_verbs: frozenset[str]
    changed: tuple[str, ...]
    openings: tuple[str, ...]


@cache
def load_chrome() -> Chrome:
    """The lexicons that come with the package, compiled once."""
    folder = resources.files("referat.text").joinpath("lexicons")
    tables = [
        tomllib.loads(folder.joinpath(f"chrome_{code}.toml").read_text(encoding="utf-8"))
        for code in ("sv", "en")
    ]
    months: dict[str, int] = {}
    for table in tables:
        months.update(table["months"])
    dates = compile_dates(months)
    written = [
        (form, phrase["kind"], phrase.get("where", "any"))
        for table in tables
        for phrase in table["phrase"]
        for form in phrase["forms"]
    ]
    by_initial: dict[str, list[str]] = {}
    places: dict[str, list[int]] = {"{": []}
    variable: list[str] = []
    triggers: set[str] = set(_AGO)
    for number, (form, _, _) in enumerate(written):
        rough = f"(?P<f{number}>{_expand(form, dates, named=False)})"
        letters = _initials(form)
        if "{" in letters:
            variable.append(rough)
            places["{"].append(number)
            triggers.update(_required(form))
            continue
        for letter in letters:
            by_initial.setdefault(letter, []).append(rough)
            places.setdefault(letter, []).append(number)
    return Chrome(
        forms=tuple(
            Form(kind, where, _expand(form, dates, named=True), "{any}" in form)
            for form, kind, where in written
        ),
        by_initial={letter: _either(sources) for letter, sources in by_initial.items()},
        places={
            letter: tuple(sorted({*numbers, *places["{"]})) for letter, numbers in places.items()
        },
        variable=_either(variable),
        triggers=frozenset(triggers),
        dates=dates,
        not_names=_words(tables, "name", "words"),
        speech_verbs=_words(tables, "speech", "verbs"),
        english=_words(tables, "function", "words"),
        writer_words=_words(tables, "writer", "words"),
        byline_words=_words(tables, "between", "words"),
        signed_words=_words(tables, "between", "words") | _words(tables, "signed", "words"),
        bio_verbs=_words(tables, "writer", "verbs"),
        openings=tuple(sorted(_words(tables, "opening", "words"))),
        changed=tuple(sorted(_words(tables, "changed", "beginnings"))),
    )


def first_form(line: str, chrome: Chrome) -> int | None:
    """The index of the first form that may match a lower-case line, or ``None``."""
    firsts = []
    fixed = chrome.by_initial.get(line[0])
    if fixed and (hit := fixed.fullmatch(line)):
        firsts.append(int((hit.lastgroup or "f0")[1:]))
    likely = (
        _FIGURE.search(line)
        or line.split(" ", 1)[0] in NUMBER_WORDS
        or not chrome.triggers.isdisjoint(_LITERAL.findall(line))
    )
    if likely and (hit := chrome.variable.fullmatch(line)):
        firsts.append(int((hit.lastgroup or "f0")[1:]))
    return min(firsts, default=None)


def forms_from(first: int, line: str, chrome: Chrome) -> Iterator[Form]:
    """The forms from ``first`` on that a lower-case line may have, by the letter it begins with."""
    places = chrome.places.get(line[0], chrome.places["{"])
    for place in places[bisect_left(places, first) :]:
        yield chrome.forms[place]


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of one form, compiled when a line has matched: most never do."""
    return re.compile(source, re.IGNORECASE)


def _initials(form: str) -> set[str]:
    """The characters that a line of this form can begin with; "{" for a placeholder's."""
    first = form[:1]
    if first == "[" or form[:2] == "\\d":
        return {"{"}  # a figure, as a rule
    if first == "\\":
        return {form[1]}
    if first != "(":
        found = {first}
        return found | _initials(form[2:]) if form[1:2] == "?" else found
    found = set()
    depth, start, end = 0, 1, len(form)
    for at, character in enumerate(form):
        depth += (character == "(") - (character == ")")
        if depth == 0 or (depth == 1 and character == "|"):
            found |= _initials(form[start:at])
            start = at + 1
        if depth == 0:
            end = at + 1
            break
    return found | _initials(form[end + 1 :]) if form[end : end + 1] == "?" else found


def _required(form: str) -> set[str]:
    """Words without which a line cannot have this form; a figure or number word stands for none."""
    bare = form
    while (shorter := _OPTIONAL.sub(" ", bare)) != bare:
        bare = shorter
    if "{n}" in bare or "{date}" in bare:
        return set()
    return set(_LITERAL.findall(_PLACEHOLDER.sub(" ", bare)))


def _either(sources: list[str]) -> re.Pattern[str]:
    """One pattern for all. It meets lower-case lines only: case-blind, it would be slow."""
    return re.compile("|".join(sources))


def _words(tables: list[dict[str, Any]], key: str, field: str) -> frozenset[str]:
    found: set[str] = set()
    for table in tables:
        entries = table.get(key, [])
        for entry in entries if isinstance(entries, list) else [entries]:
            found.update(entry[field])
    return frozenset(found)


def _expand(form: str, dates: Dates, named: bool) -> str:
    """A form of the lexicon as a regular expression; its first name, date, number are groups."""
    source = _GROUP.sub("(?:", form)
    when = dates.plain if named else _ROUGH_DATE
    for key, inside in (("n", _NUMBER), ("name", _NAME), ("date", when), ("any", ".{1,100}")):
        placeholder = "{" + key + "}"
        if named and key != "any":
            source = source.replace(placeholder, f"(?P<{key}>{inside})", 1)
            if key == "name":
                source = source.replace(placeholder, f"(?P<other>{inside})", 1)
        source = source.replace(placeholder, f"(?:{inside})")
    return source
