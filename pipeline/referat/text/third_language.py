"""A guard against languages that are neither Swedish nor English.

The word model knows two languages only; to it, Norwegian looks Swedish. Marker words raise the
suspicion, langdetect (seeded, with only the profiles of languages that turn up in Swedish posts)
has the last word. langdetect is loaded on the first suspicion: most posts never need it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

# Languages that langdetect may answer with: the ones of the markers, and the two we know better.
PROFILES = ("da", "de", "en", "es", "fi", "fr", "nl", "no", "sv")
# Share of marker words (words with a marker letter count) from which on a stretch is suspect.
SUSPICION = 0.25
# langdetect's own probability from which on its answer is taken.
CERTAINTY = 0.7


@cache
def _markers() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    source = resources.files("referat.text") / "lexicons" / "languages.toml"
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    words = {language: frozenset(table["words"]) for language, table in tables.items()}
    letters = {language: frozenset(table["letters"]) for language, table in tables.items()}
    return words, letters


def suspect(norms: list[str]) -> bool:
    """Whether the words (normal forms) of a stretch point to a third language."""
    if not norms:
        return False
    words, letters = _markers()
    for language, markers in words.items():
        special = letters[language]
        hits = sum(1 for norm in norms if norm in markers or not special.isdisjoint(norm))
        if hits >= SUSPICION * len(norms):
            return True
    return False


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
