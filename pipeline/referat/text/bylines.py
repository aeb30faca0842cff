"""Who wrote a post and when, as the lines above and below its words say it.

Sites say it in as many ways as there are sites, and no list of phrases holds them all. What is left
of a by-line is alike, though, when what every by-line may hold is taken away: dates, clock times,
marks, and words such as "skrivet av". Where that is a name, the line is a by-line. A name or a date
counts for more the more of its surroundings speak for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from referat.text.chrome import LONGEST, Chrome, bare_byline, is_full_name, match_chrome
from referat.text.dates import FoundDate, find_date
from referat.text.lexicon import load_tables

_RUNNING = 12
"""From how many words on a line is the post's own, unless it is signed."""
_DATES = 4
"""How many dates of a line are read."""
_READ = 240
"""How many code points of a line are read."""
LIKELY, SURE = 2.0, 3.0
"""How much speaks for a name that stands alone beside a date, and for one after "skrivet av"."""
_GUESSED = 2.5
"""Most that can speak for a name that nothing says to be the writer's."""
_PARTS = re.compile(
    r"\s*[|·•»«›/]+\s*|\s[-–—]+\s|^[-–—]+\s*|,\s+(?=$)|(?<=\w)\s+(?=[A-ZÅÄÖ]\w+:\s)"
)
_AND = re.compile(r"\s*,\s*|\s+(?:och|and|&)\s+")
_BY = re.compile(r"(?:^|\s)(?:av|by|Av|By|AV)\s+")
_CONTACT = re.compile(r"\S+@\S+\.\w+|https?://|\b(?:tel|telefon|mobil)\b", re.I)


class Line(NamedTuple):
    """The words of a line, and the pieces that elements part them into."""

    words: str
    pieces: tuple[str, ...]


class Named(NamedTuple):
    """A name or a date that lines say, and how much speaks for it."""

    said: str
    weight: float


def is_running(line: Line, chrome: Chrome) -> bool:
    """Whether a line is running text: long, and neither signed nor about its writer."""
    words = line.words
    if len(words.split()) < _RUNNING or words.casefold().startswith(chrome.openings):
        return False
    if len(words) <= LONGEST and (":" in words or _BY.search(words)):
        if any(each.weight >= SURE for each in _names(line, chrome)):
            return False
    return writer_of(words, chrome) is None


def author_in(
    above: Sequence[Line], below: Sequence[Line], chrome: Chrome, needed: float = LIKELY
) -> str | None:
    """The name of whoever wrote the post.

    Args:
        above: the lines above the post's words, the nearest first.
        below: those below them, likewise.
        chrome: the lexicons.
        needed: how much must speak for it, `LIKELY` or `SURE`.
    """
    best: Named | None = None
    for lines in (above, below):
        for place, line in enumerate(lines):
            beside = [lines[at] for at in (place - 1, place + 1) if 0 <= at < len(lines)]
            for named in _names(line, chrome):
                weight = named.weight
                if weight < SURE:
                    weight += any(_is_dated(each, chrome) for each in beside)
                    weight += any(_CONTACT.search(each.words) is not None for each in beside)
                    weight += any(_leads(each.words, chrome) for each in beside)
                    weight = min(weight, _GUESSED)  # nobody says so
                if weight >= needed and (best is None or weight > best.weight):
                    best = Named(named.said, weight)
            name = writer_of(line.words, chrome)
            if name and best is None and needed <= LIKELY:
                best = Named(name, LIKELY)
    return best.said if best else None


def date_in(above: Sequence[Line], below: Sequence[Line], chrome: Chrome) -> str | None:
    """The day of publication that lines above and below a post tell, nearest first."""
    best: Named | None = None
    for far, lines in ((0.0, above), (0.5, below)):
        for line in lines:
            for said, weight in _days(line, chrome):
                if weight - far > (best.weight if best else 0.0):
                    best = Named(said, weight - far)
    return best.said if best else None


def writer_of(words: str, chrome: Chrome) -> str | None:
    """The name with which a line about its writer begins: "Anna Lind är forskare vid …"."""
    if len(words) > _READ:
        return None
    told = words.split()
    for size in (2, 3):
        name = " ".join(told[:size])
        if len(told) > size + 1 and told[size].casefold() in chrome.bio_verbs:
            return name if is_full_name(name, chrome) and _is_given(told[0]) else None
    return None


def says_no_more(words: str, known: Sequence[str], chrome: Chrome) -> bool:
    """Whether a line says nothing besides what is known, dates, and a by-line's own words."""
    left = " ".join(words.split()).casefold()
    if left.startswith(chrome.openings):
        return True
    before = left
    for each in sorted(known, key=len, reverse=True):
        if len(each) > 1:
            left = left.replace(each.casefold(), " | ")
    for part in _undated(left, chrome):
        kept = " ".join(word for word in part.split() if not word.startswith(chrome.changed))
        if bare_byline(kept, chrome, post=True) and match_chrome(part, chrome) is None:
            return False
    return left != before or find_date(words, chrome.dates) is not None


def _names(line: Line, chrome: Chrome) -> Iterator[Named]:
    """The names that a line holds once all that is no name is taken away."""
    if len(line.words) > _READ:
        return
    parts = _undated(line.words, chrome)
    if len(line.pieces) > 1:
        parts += [part for piece in line.pieces for part in _undated(piece, chrome)]
    dated = _is_dated(line, chrome)
    for part in parts:
        led = _BY.split(part)[-1] if _BY.search(part) else None
        if led is not None:
            head = part[: len(part) - len(led)].split()
            last = head[-2].strip(" :").casefold() if len(head) > 1 else ""
            if last and last not in chrome.signed_words and not last[-1].isdigit():
                continue
        said = part if led is None else led
        bare = bare_byline(said, chrome, post=True)
        introduced = led is not None or (bare and not said.startswith(bare[:1]) and ":" in said)
        people = [_cased(each) for each in _AND.split(bare) if each]
        if not people or not all(is_full_name(each, chrome) for each in people):
            continue
        weight = SURE if introduced else 1.0 + dated + _is_given(people[0].split()[0])
        if len(people) > 1 and not introduced:
            continue
        yield Named(", ".join(people), weight)


def _days(line: Line, chrome: Chrome) -> Iterator[Named]:
    """The dates of a line that can be when a post was published."""
    words = line.words[:_READ]
    opens = words.casefold().startswith(chrome.openings)
    named = any(True for _ in _names(line, chrome))
    at = 0
    for _ in range(_DATES):
        found = find_date(words[at:], chrome.dates)
        if found is None:
            return
        before = words[at : at + found.start]
        at += found.end
        label = [word.strip(":,.").casefold() for word in before.split()][-3:]
        if found.iso is None or any(word.startswith(chrome.changed) for word in label):
            continue
        rest = bare_byline(
            words.replace(words[at - found.end + found.start : at], " "), chrome, post=True
        )
        if opens or any(word in chrome.signed_words for word in label):
            yield Named(found.iso, SURE)
        elif named:
            yield Named(found.iso, 2.5)
        elif not rest:
            yield Named(found.iso, LIKELY)
        elif len(rest.split()) <= 4:
            yield Named(found.iso, 1.0)


def _undated(words: str, chrome: Chrome) -> list[str]:
    """The parts of a line between dates and marks."""
    left, parts = words[:_READ], []
    for _ in range(_DATES):
        found: FoundDate | None = find_date(left, chrome.dates)
        if found is None:
            break
        parts += _PARTS.split(left[: found.start])
        left = left[found.end :]
    parts += _PARTS.split(left)
    return [part for each in parts if (part := each.strip(" ,;"))]


def _is_dated(line: Line, chrome: Chrome) -> bool:
    """Whether a short line holds a date."""
    return len(line.words.split()) <= _RUNNING and find_date(line.words, chrome.dates) is not None


def _leads(words: str, chrome: Chrome) -> bool:
    """Whether a line says that a name comes beside it: "Skrivet av"."""
    label = match_chrome(words, chrome)
    return not bare_byline(words, chrome, post=True) or (
        label is not None and label.kind == "byline"
    )


def _cased(name: str) -> str:
    """A name with capitals where it was written in nothing else."""
    return name.title() if name.isupper() else name


@cache
def _given() -> frozenset[str]:
    return frozenset(load_tables("names")["given"].split())


def _is_given(word: str) -> bool:
    """Whether a word is a given name; of a double one, its first half is enough."""
    folded = word.casefold()
    return folded in _given() or folded.split("-")[0] in _given()
