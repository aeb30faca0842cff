"""A guard against languages that are neither Swedish nor English.

The word model knows two languages only; to it, Norwegian looks Swedish. Marker words raise the
suspicion, and so do words that look more Norwegian or Danish than Swedish by their trigrams;
langdetect (seeded, with only the profiles of languages that turn up in Swedish posts) has the last
word. langdetect is loaded on the first suspicion: many posts never need it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from referat.text.lexicon import load_tables

# Languages that langdetect may answer with: the ones of the markers, and the two we know better.
PROFILES = ("da", "de", "en", "es", "fi", "fr", "it", "nl", "no", "pl", "pt", "sv")
# Share of marker words (words with a marker letter count) from which on a stretch is suspect, and
# how many there have to be for each word that only Swedish or English has.
SUSPICION = 0.1
AGAINST_NATIVE = 1.0
# A stretch with more Swedish or English words than this is not looked at by its trigrams.
MOST_NATIVE = 0
# By how much a stretch has to be likelier in Norwegian or Danish than in Swedish and English: log-
# odds for the square root of its number of words.
SCANDINAVIAN = 5.0
# How often langdetect tries, each time with other weights; its own seven take twice as long.
TRIALS = 3
# langdetect's probability of anything but Swedish and English from which on it is believed.
CERTAINTY = 0.7

# The languages with å, and those with ä or ö.
_RINGS = ("no", "da")
_UMLAUTS = ("de", "fi")


class _Markers(NamedTuple):
    """Languages by marker word and by marker letter, all of either, and words of our own two."""

    words: dict[str, list[str]]
    letters: dict[str, list[str]]
    all_words: frozenset[str]
    any_letter: re.Pattern[str]
    native: frozenset[str]


@cache
def _markers() -> _Markers:
    tables = load_tables("languages")
    native = frozenset(tables["native"]["words"].split())
    words: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    for language, table in tables.items():
        if language != "native":
            for word in set(table["words"].split()) - native:
                words.setdefault(word, []).append(language)
            for letter in table["letters"]:
                letters.setdefault(letter, []).append(language)
    pattern = re.compile(f"[{''.join(letters)}]", re.IGNORECASE)
    return _Markers(words, letters, frozenset(words), pattern, native)


def hinted(text: str, norms: Sequence[str]) -> bool:
    """Whether a block holds any marker word or letter, or no word that only Swedish or English has:
    a quick look before its sentences are looked at one by one.
    """
    markers = _markers()
    return (
        not markers.all_words.isdisjoint(norms)
        or markers.native.isdisjoint(norms)
        or markers.any_letter.search(text) is not None
    )


def suspect(norms: Sequence[str], by_letters: bool = True) -> bool:
    """Whether the words (normal forms) of a stretch point to a third language; without
    ``by_letters`` only marker words and letters are asked.
    """
    markers = _markers()
    hits: dict[str, int] = {}
    own = rings = umlauts = 0
    for norm in norms:
        if norm in markers.native:
            own += 1
            continue
        languages = markers.words.get(norm, ())
        if not languages:
            found = markers.any_letter.findall(norm)
            languages = [name for letter in found for name in markers.letters.get(letter, ())]
            rings += "å" in norm
            umlauts += "ä" in norm or "ö" in norm
        for language in set(languages):
            hits[language] = hits.get(language, 0) + 1
    for language, count in hits.items():
        # Letters that Swedish has and the language has not speak against it as its words do.
        against = own + (language not in _RINGS and rings) + (language not in _UMLAUTS and umlauts)
        if count > AGAINST_NATIVE * against and count >= SUSPICION * len(norms):
            return True
    return by_letters and own <= MOST_NATIVE and _looks_scandinavian(norms)


@cache
def _trigrams() -> dict[str, tuple[float, ...]]:
    """How likely each trigram of langdetect's profiles is in Swedish, English, Norwegian and
    Danish, as logarithms. Five is added to each count, so that what is rare says little.
    """
    shares = []
    for name in ("sv", "en", "no", "da"):
        profile = json.loads((_profiles() / name).read_text(encoding="utf-8"))
        total = profile["n_words"][2]
        counts = {gram: n + 5 for gram, n in profile["freq"].items() if len(gram) == 3}
        shares.append({gram: math.log(n / total) for gram, n in counts.items()})
        shares[-1][""] = math.log(5 / total)
    grams = sorted({gram for each in shares for gram in each})
    return {gram: tuple(each.get(gram, each[""]) for each in shares) for gram in grams}


@lru_cache(maxsize=65536)
def _likelihoods(norm: str) -> tuple[float, ...]:
    """How likely a word is in Swedish, English, Norwegian and Danish, as logarithms."""
    trigrams = _trigrams()
    word = f" {norm} "
    found = [trigrams.get(word[at : at + 3], trigrams[""]) for at in range(len(word) - 2)]
    return tuple(map(math.fsum, zip(*found, strict=True)))


def _looks_scandinavian(norms: Sequence[str]) -> bool:
    """Whether the words of a stretch look more like Norwegian or Danish than like Swedish and
    English.
    """
    if any("ä" in norm or "ö" in norm for norm in norms):
        return False  # neither language has these letters
    sv, en, no, da = map(math.fsum, zip(*map(_likelihoods, norms), strict=True))
    return max(no, da) - max(sv, en) > SCANDINAVIAN * math.sqrt(len(norms))


def _profiles() -> Path:
    from langdetect.detector_factory import PROFILES_DIRECTORY

    return Path(PROFILES_DIRECTORY)


@cache
def _factory() -> Any:
    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    factory.seed = 0
    factory.load_json_profile(
        [(_profiles() / name).read_text(encoding="utf-8") for name in PROFILES]
    )
    return factory


def detect(text: str) -> tuple[str, float] | None:
    """langdetect's likeliest third language for ``text`` and its probability, ``None`` where that
    is nothing or `CERTAINTY` is not reached by all third languages together: what is divided
    between Danish and Norwegian is still neither Swedish nor English.

    All capitals are lower-cased first: langdetect's profiles hardly know them.
    """
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.n_trial = TRIALS
    detector.append(text.lower() if text.isupper() else text)
    try:
        found = detector.get_probabilities()
    except LangDetectException:  # its way to say that the text has no letters it knows
        return None
    third = [each for each in found if each.lang not in ("sv", "en")]
    total = sum(each.prob for each in third)
    return (third[0].lang, round(min(1.0, total), 4)) if total >= CERTAINTY else None


def third_language(text: str, norms: Sequence[str]) -> tuple[str, float] | None:
    """Language and probability of a stretch that is neither Swedish nor English, else ``None``.

    What begins with a small letter goes on from something else, an attribution from its quotation,
    and is in the language of that unless its words say otherwise.
    """
    return detect(text) if suspect(norms, by_letters=not text[0].islower()) else None
