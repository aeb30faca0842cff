"""A guard against languages that are neither Swedish nor English.

The word model knows two languages only; to it, Norwegian looks Swedish. Marker words raise the
suspicion, langdetect (seeded, with only the profiles of languages that turn up in Swedish posts)
has the last word. langdetect is loaded on the first suspicion: most posts never need it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from referat.text.lexicon import load_tables

# Languages that langdetect may answer with: the ones of the markers, and the two we know better.
PROFILES = ("da", "de", "en", "es", "fi", "fr", "nl", "no", "sv")
# Share of marker words (words with a marker letter count) from which on a stretch is suspect.
SUSPICION = 0.25
# langdetect's own probability from which on its answer is taken.
CERTAINTY = 0.7


@cache
def _markers() -> tuple[dict[str, list[str]], dict[str, list[str]], frozenset[str]]:
    """Languages by marker word and by marker letter, and all marker letters."""
    words: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    for language, table in load_tables("languages").items():
        for word in table["words"]:
            words.setdefault(word, []).append(language)
        for letter in table["letters"]:
            letters.setdefault(letter, []).append(language)
    return words, letters, frozenset(letters)


def suspect(norms: list[str]) -> bool:
    """Whether the words (normal forms) of a stretch point to a third language."""
    words, letters, special = _markers()
    hits: dict[str, int] = {}
    for norm in norms:
        languages = words.get(norm, ())
        if not languages and not special.isdisjoint(norm):
            languages = [name for letter in special.intersection(norm) for name in letters[letter]]
        for language in set(languages):
            hits[language] = hits.get(language, 0) + 1
    return bool(hits) and max(hits.values()) >= SUSPICION * len(norms)


@cache
def _factory() -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.seed = 0
    directory = Path(PROFILES_DIRECTORY)
    factory.load_json_profile([(directory / name).read_text(encoding="utf-8") for name in PROFILES])
    return factory


def detect(text: str) -> tuple[str, float] | None:
    """langdetect's language and probability for ``text``, or ``None`` where it finds nothing.

    All capitals are lower-cased first: langdetect's profiles hardly know them.
    """
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.append(text.lower() if text.isupper() else text)
    try:
        best = detector.get_probabilities()
    except LangDetectException:  # its way to say that the text has no letters it knows
        return None
    return (best[0].lang, round(best[0].prob, 4)) if best else None


def third_language(text: str, norms: list[str]) -> tuple[str, float] | None:
    """Language and probability of a stretch that is neither Swedish nor English, else ``None``."""
    if not suspect(norms):
        return None
    found = detect(text)
    if found is None or found[0] in ("sv", "en") or found[1] < CERTAINTY:
        return None
    return found
