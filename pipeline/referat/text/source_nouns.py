"""Nouns that name a kind of source: report, survey, book; in Swedish with their inflection."""

from __future__ import annotations

from functools import cache, lru_cache

from referat.post import SourceKind
from referat.text.lexicon import load_tables

# Endings a Swedish noun may take; a stem in -e takes -n, one in -k doubles nothing here: "bok"
# has its umlaut plural left out, as a title never follows it.
_ENDINGS = (
    "",
    "en",
    "et",
    "n",
    "t",
    "er",
    "ar",
    "erna",
    "arna",
    "ens",
    "ets",
    "ns",
    "ts",
    "s",
    "or",
    "orna",
    "ena",
)
# Stems that lose an e when inflected: "artikel", "artikeln"; "barometer", "barometern".
_LOSING = {
    "artikel": ("artikeln", "artikelns", "artiklar", "artiklarna"),
    "krönika": ("krönikan", "krönikans", "krönikor"),
    "handbok": ("handboken",),
    "bok": ("boken", "bokens", "böcker"),
    "myndighet": ("myndigheten", "myndighetens"),
}


@cache
def source_nouns() -> dict[str, SourceKind]:
    """Every form of every source noun of one word, by normal form."""
    forms: dict[str, SourceKind] = {}
    for name, table in load_tables("sources").items():
        if name in ("institution", "title"):
            continue
        kind = SourceKind.REPORT if name == "carrier" else SourceKind(name)
        for stem in table["sv"]:
            for form in (*(stem + ending for ending in _ENDINGS), *_LOSING.get(stem, ())):
                forms.setdefault(form, kind)
        for stem in table["en"]:
            consonant = stem[-2] not in "aeiou"
            plural = stem[:-1] + "ies" if stem.endswith("y") and consonant else stem + "s"
            for form in (stem, plural, stem + "'s"):
                forms.setdefault(form, kind)
    return forms


@cache
def _institutions() -> frozenset[str]:
    table = load_tables("sources")["institution"]
    return frozenset((*table["sv"], *table["en"]))


@cache
def _institution_endings() -> tuple[str, ...]:
    return tuple(load_tables("sources")["institution"]["endings"])


def is_institution(name: str) -> bool:
    """Whether a name says by itself that it is that of a body which publishes findings: "Marlow
    Claims Panel", "Centre for Educational Spending Policy", "Dunmore-institutet".
    """
    words = name.lower().split()
    last = words[-1].rpartition("-")[2] if words else ""
    if len(words) < 2:
        compound = len(last) > 9 and last.endswith(_institution_endings())
        return ("-" in name and last in _institutions()) or compound
    headed = len(words) > 2 and words[1] in ("of", "for") and words[0] in _institutions()
    return last in _institutions() or headed


@cache
def _carriers() -> tuple[str, ...]:
    table = load_tables("sources")["carrier"]
    return (*table["sv"], *table["en"])


def is_carrier(norm: str) -> bool:
    """Whether a noun names the thing a report is printed on: "en tjock pdf"."""
    return norm.startswith(_carriers())


def title_kind(name: str) -> SourceKind | None:
    """The kind of source that a name of two words or more ends in, where bodies hardly end so:
    "Kerbside Study", "Concrete Sentiment Index".
    """
    words = name.lower().split()
    return _title_ends().get(words[-1]) if len(words) > 1 else None


@cache
def _title_ends() -> dict[str, SourceKind]:
    ends = load_tables("sources")["title"]
    return {word: SourceKind(kind) for kind, words in ends.items() for word in words}


@cache
def _longest() -> int:
    return max(len(form) for form in source_nouns())


@lru_cache(maxsize=65536)
def source_kind(norm: str) -> SourceKind | None:
    """The kind of source that a word names, compounds by their last part; else ``None``.

    "trendrapporten" is a report. A part must be of four letters or more to count as the end of a
    compound.
    """
    forms = source_nouns()
    if norm in forms:
        return forms[norm]
    for start in range(max(2, len(norm) - _longest()), len(norm) - 3):
        kind = forms.get(norm[start:])
        if kind is not None and kind is not SourceKind.PAGE:
            return kind
    return None
