"""The page's own words: phrases that blogs and news sites put around a post and its comments.

The phrases are data (``lexicons/chrome_sv.toml`` and ``chrome_en.toml``). A phrase is chrome only
where it is a whole short line: a writer who says "3 kommentarer" in the middle of a sentence is
not a template. By-lines give names and dates besides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from referat.text.chrome_lexicon import (
    NUMBER_WORDS,
    Chrome,
    Form,
    compiled,
    first_form,
    forms_from,
    load_chrome,
)
from referat.text.dates import find_date

__all__ = [
    "LONGEST",
    "Chrome",
    "Match",
    "bare_byline",
    "clean_name",
    "is_full_name",
    "is_name",
    "load_chrome",
    "match_chrome",
]

LONGEST = 160
"""Longest line, in code points, that can be chrome."""

_EDGES = " \t\n\r\xa0….:!»›→«‹←*#|•·–—-_"
# Words within a name that have no capital: "Ruth in Lincoln", "Stina på Storvallen".
_SMALL = frozenset({"von", "af", "de", "van", "och", "and", "i", "in", "på", "från", "of", "the"})
# What stands between a name and a date: "Anna Svensson Publicerad 3 maj 2012".
_AFTER_NAME = frozenset("publicerad publicerat postad postat published posted".split())
_PARTS = re.compile(r"\s*[|·•]\s*")
_MENU = re.compile(r"\s+[|/·•»>]\s+")
# Fewest entries of a menu's row, and most words of an entry.
MENU_PARTS, MENU_WORDS = 3, 3
_BACK, _ON = ("← ", "« ", "‹ "), (" →", " »", " ›")
_INITIAL = re.compile(r"\s[^\W\d_]$")
# A state behind a name: "(ej verifierad)". What has a capital is a place or a name.
_ASIDE = re.compile(r"(?<=\S)\s*\([a-zåäö][^()A-ZÅÄÖ]{1,40}\)")
_NUMBERED = re.compile(r"#?\d{1,5}[.:)]?")
_HOUR = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?")
_CONTACT = re.compile(r"https?://\S+|\S+@\S+\.\w+")


class Match(NamedTuple):
    """What a line of chrome is, and what it tells.

    ``where`` is where such a line counts, see ``chrome_sv.toml``. ``day`` is a date whose year
    is not said, for `referat.text.dates.with_year`.
    """

    kind: str
    where: str = "any"
    name: str | None = None
    date: str | None = None
    number: int | None = None
    answers: str | None = None
    by_writer: bool = False
    day: str | None = None


def match_chrome(line: str, chrome: Chrome) -> Match | None:
    """What kind of chrome ``line`` (a whole block) is, or ``None`` for somebody's words."""
    if len(line) > LONGEST:
        return None
    folded = " ".join(line.split())
    return _match_line(folded, chrome) if folded else None


@lru_cache(maxsize=4096)
def _match_line(folded: str, chrome: Chrome) -> Match | None:
    """What a line is: threads, walk and blocks ask of the same lines, and pages repeat them."""
    if not any(character.isalnum() for character in folded):
        return Match("separator") if _is_rule(folded) else None
    found = _match_one(folded, chrome)
    if found is None and _PARTS.search(folded):
        found = _match_row(_PARTS.split(folded), chrome)
    if found is None and _is_menu(folded):
        found = Match("menu", "top")
    if found is None and _is_tags(folded):
        found = Match("tags", "top")
    if found is None and _leads_on(folded):
        found = Match("more", "top")
    return found


def _is_tags(folded: str) -> bool:
    """Whether a line is nothing but tags: "#intranät #möten"."""
    return folded[0] == "#" and all(
        word[0] == "#" and word[1:2].isalpha() for word in folded.split()
    )


def _leads_on(folded: str) -> bool:
    """Whether a line leads to the posts before and after by arrows: "← Det förra  Det nästa →"."""
    return folded.startswith(_BACK) or folded.endswith(_ON)


def _is_menu(folded: str) -> bool:
    """Whether a line is a row of a menu or a path: "Nyheter | Sport | Familj", "Hem / Åsikter"."""
    parts = _MENU.split(folded)
    return (
        len(parts) >= MENU_PARTS
        and all(0 < len(part.split()) <= MENU_WORDS for part in parts)
        and not folded.endswith((".", "!", "?", ":"))
        and not any(character.isdigit() for character in folded)
    )


def _is_rule(folded: str) -> bool:
    marks = folded.replace(" ", "")
    return len(marks) >= 3 and len(set(marks)) == 1 and marks[0] in "*-_=~#–—•·+."


def _match_one(folded: str, chrome: Chrome) -> Match | None:
    bare = folded.strip(_EDGES)
    lower = bare.lower()
    first = first_form(lower, chrome) if bare else None
    if first is None:
        return None
    for form in forms_from(first, lower, chrome):
        hit = compiled(form.source).fullmatch(bare)
        if hit and (found := _told(form, hit, folded, chrome)):
            return found
    return None


def _told(form: Form, hit: re.Match[str], folded: str, chrome: Chrome) -> Match | None:
    parts = hit.groupdict()
    name = parts.get("name")
    badge = False
    if name is not None:
        name, badge = _bare_name(name, chrome)
        if not is_name(name, chrome):
            return None
    # A commenter may call herself "anna"; "Av erfarenhet" above a post is no by-line.
    if name is not None and form.where != "comments" and not name[0].isupper():
        return None
    # "Läs mer om hur vi gjorde det." is a sentence of the writer's, whatever it begins with.
    sentence = folded.endswith((".", "!", "?")) and ":" not in folded
    if form.open and sentence and form.kind in {"more", "tags", "comments"}:
        return None
    number = parts.get("n")
    said = parts.get("date")
    # "Anna Lind29 maj": what stands in two boxes side by side comes without a space.
    if said and hit.start("date") and hit.string[hit.start("date") - 1].isalnum():
        return None
    when = find_date(said, chrome.dates) if said else None
    answers = parts.get("other") or (name if form.kind == "answer" else None)
    return Match(
        form.kind,
        form.where,
        name=None if answers == name else name,
        date=when.iso if when else None,
        number=_number(number),
        answers=answers,
        by_writer=badge
        or any(f"({word})" in folded.lower() for word in chrome.writer_words)
        or folded.strip(_EDGES).lower() in chrome.writer_words,
        day=when.day if when else None,
    )


def _bare_name(name: str, chrome: Chrome) -> tuple[str, bool]:
    """A name without the badge or the full stop behind it, and whether there was such a badge."""
    head, _, last = name.rpartition(" ")
    if head and last.lower() in chrome.writer_words:
        return head, True
    if head and last.lower() in _AFTER_NAME:
        name, (head, _, last) = head, head.rpartition(" ")
    return (name.rstrip(".") if len(last) > 3 else name), False


def _number(said: str | None) -> int | None:
    if said is None:
        return None
    return int(said) if said.isdecimal() else NUMBER_WORDS.get(said.lower())


def _match_row(parts: list[str], chrome: Chrome) -> Match | None:
    """A row such as "3 maj 2012 | Anna Svensson | 3 kommentarer"."""
    told = [_match_one(part, chrome) for part in parts if part]
    known = [match for match in told if match]
    if not known or 2 * len(known) < len(told):
        return None
    others = [part for part, match in zip((p for p in parts if p), told, strict=True) if not match]
    if any(len(part.split()) > 4 for part in others):
        return None
    names = [match.name for match in known if match.name]
    names += [part for part in others if is_full_name(part, chrome)]
    weak = any(match.where == "top" for match in known) or bool(others)
    return Match(
        "byline" if any(match.kind == "byline" for match in known) else known[0].kind,
        "top" if weak else "any",
        name=names[0] if names else None,
        date=next((match.date for match in known if match.date), None),
        number=next((match.number for match in known if match.kind == "comments"), None),
        day=next((match.day for match in known if match.day), None),
    )


def is_name(text: str, chrome: Chrome) -> bool:
    """Whether ``text`` can be somebody's name: one to four words, none of them everyday ones."""
    words = text.split()
    if not 1 <= len(words) <= 4 or words[0].lower() in chrome.not_names:
        return False
    if any(len(word) > 4 and word.endswith(".") for word in words[:-1]):
        return False  # a sentence ends there
    if words[0][0] == "@" or len(words) == 1:
        return True
    return all(word[0].isupper() or word in _SMALL for word in words)


def is_full_name(text: str, chrome: Chrome) -> bool:
    """Whether ``text`` looks like a name and surname and nothing else."""
    words = text.split()
    return (
        2 <= len(words) <= 4
        and is_name(text, chrome)
        and all(word.replace("-", "").replace(".", "").isalpha() for word in words)
        and not text.isupper()
    )


def clean_name(text: str, chrome: Chrome) -> str | None:
    """A commenter's name without "skriver:", dates, addresses and marks around it."""
    line = " ".join(_CONTACT.sub(" ", text[:LONGEST]).split())
    found = _match_one(line, chrome)
    if found and found.name:
        return found.name.lstrip("@")
    if found and found.kind in ("more", "reply", "share"):
        return None
    dated = find_date(line, chrome.dates)
    if dated:
        bare = bare_byline(line[: dated.start], chrome) or bare_byline(line[dated.end :], chrome)
    else:
        bare = bare_byline(line, chrome)
    bare = bare.rpartition(": ")[2].lstrip("@")
    return bare if bare and len(bare) <= 60 and bare[0].isalnum() else None


def bare_byline(text: str, chrome: Chrome, post: bool = False) -> str:
    """What a by-line without its date says besides "skrivet av", "kl. 14.02" and the like.

    Of a ``post``, by-lines have more such words than of a comment, which has few words of its own.
    """
    between = chrome.signed_words if post else chrome.byline_words
    words = _ASIDE.sub("", text).split()
    while words and (_is_between(words[0], between) or _NUMBERED.fullmatch(words[0])):
        words.pop(0)
    while words and _is_between(words[-1], between):
        words.pop()
    bare = " ".join(words).strip(_EDGES + "/()[]@,;")
    if "(" in bare and ")" not in bare:
        bare += ")"
    return f"{bare}." if _INITIAL.search(bare) and f"{bare}." in text else bare


def _is_between(word: str, between: frozenset[str]) -> bool:
    bare = word.strip(_EDGES + "/()[]@,;'’").lower()
    return not bare or bare in between or _HOUR.fullmatch(bare) is not None
