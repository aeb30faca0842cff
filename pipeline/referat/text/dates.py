"""Dates as pages write them, Swedish and English, read into ISO 8601.

Only dates that are complete become ISO; "för två år sedan" is known as a date, so that a by-line is
told from a sentence, but says no day. A day without its year ("3 maj", "12/11 10.31") is kept as
``--05-03`` until somebody knows what it followed: see `with_year`. Numeric dates are read the
Swedish way, day before month.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import NamedTuple

_CLOCK = (
    r"(?:,?\s?(?:-\s)?(?:kl\.?|klockan|at|@)?\s?{hour}[:.]{minute}(?:[:.]\d{{2}})?(?:\s?{half})?)?"
)
_WEEKDAY = (
    r"(?:(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?)?,?\s(?:den\s)?"
    r"|(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?,?\s)?"
)
_HALF = r"[ap]\.?m|[fe]\.?\s?m"
_NO_YEAR = "--"
_SIGN = re.compile(r"\d|\b(?:sedan|sen|ago)\b", re.IGNORECASE)
"""What every date holds: most lines hold nothing of the kind."""
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=\W|_|$)")


class Dates(NamedTuple):
    """Compiled patterns for one set of month names.

    ``plain`` is the source of a pattern without groups, for use inside other patterns.
    """

    plain: str
    patterns: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]


class FoundDate(NamedTuple):
    """A date in a text; ``iso`` is ``None`` where the year is not said.

    There, ``day`` is the day and perhaps the time, ``--05-03T14:10``, with XML Schema's sign for a
    day of any year (``gMonthDay``).
    """

    start: int
    end: int
    iso: str | None
    day: str | None = None


def compile_dates(months: Mapping[str, int]) -> Dates:
    """Patterns for the given month names (lower-case name to number)."""
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    named = _CLOCK.format(hour=r"(?P<h>\d{1,2})", minute=r"(?P<i>\d{2})", half=f"(?P<half>{_HALF})")
    bare = _CLOCK.format(hour=r"\d{1,2}", minute=r"\d{2}", half=_HALF)
    ordinal = r"(?:\.|:e|:a|st|nd|rd|th)?"
    shapes = (
        r"WEEKDAY(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:T(?P<t>\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,6})?"
        r"(?P<zone>Z|[+-]\d{2}:?\d{2})?|CLOCK)",
        rf"WEEKDAY(?:den\s)?(?P<d>\d{{1,2}}){ordinal}\s(?P<name>{names})(?!\w)\.?"
        r"(?:,?\s(?P<y>\d{4}))?CLOCK",
        rf"WEEKDAY(?P<name>{names})(?!\w)\.?\s(?P<d>\d{{1,2}}){ordinal}(?:,?\s(?P<y>\d{{4}}))?CLOCK",
        r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:[\s/-]+(?P<y>\d{4}))?CLOCK",
        r"(?:för\s)?(?:\d{1,2}|en|ett|två|tre|fyra|fem|sex|a|an|one|two|three)\s"
        r"(?:minut(?:er)?|timm(?:e|ar)|dag(?:ar)?|veckor|vecka|månad(?:er)?|år|minutes?|hours?|days?|weeks?|months?|years?)"
        r"\s(?:sedan|sen|ago)",
    )
    plain = "|".join(
        re.sub(r"\?P<\w+>", "?:", shape).replace("CLOCK", bare).replace("WEEKDAY", _WEEKDAY)
        for shape in shapes
    )
    patterns = tuple(
        re.compile(
            r"(?<!\w)(?:" + shape.replace("CLOCK", named).replace("WEEKDAY", _WEEKDAY) + r")(?!\w)",
            re.IGNORECASE,
        )
        for shape in shapes
    )
    return Dates(f"(?:{plain})", patterns, dict(months))


def find_date(text: str, dates: Dates) -> FoundDate | None:
    """The first date in ``text`` (a line or so: every pattern looks at all of it)."""
    if _SIGN.search(text) is None:
        return None
    best: re.Match[str] | None = None
    for pattern in dates.patterns:
        hit = pattern.search(text)
        if hit and (best is None or (hit.start(), -hit.end()) < (best.start(), -best.end())):
            best = hit
    if best is None:
        return None
    said = _iso(best.groupdict(), dates.months)
    if said is not None and said.startswith(_NO_YEAR):
        return FoundDate(best.start(), best.end(), None, said)
    return FoundDate(best.start(), best.end(), said)


def iso_date(text: str, dates: Dates) -> str | None:
    """The ISO 8601 form of the first complete date in ``text``; machine dates keep their zone."""
    found = find_date(text[:200], dates)
    return found.iso if found else None


def said_date(text: str, dates: Dates) -> str | None:
    """Like `iso_date`, but of a date without its year the day: for `with_year`."""
    found = find_date(text[:200], dates)
    return (found.iso or found.day) if found else None


def with_year(said: str | None, after: str | None) -> str | None:
    """A date with the year that it must have; ``None`` where nothing tells.

    A comment is written after its post, and most often soon after. Of a comment's day without a
    year, it is therefore the first such day at or after the post's own that is meant: below a post
    of December, "2 januari" is in the next year. Hours are not compared: the clocks of post and
    comment need not agree, and on the post's own day a comment is that day's.

    Args:
        said: ISO 8601, which is given back as it is, or a day such as ``--05-03T14:10``.
        after: when what is commented on was published, ISO 8601; ``None`` where it is not known.
    """
    if said is None or not said.startswith(_NO_YEAR):
        return said
    if after is None:
        return None
    try:
        first = date.fromisoformat(after[:10])
    except ValueError:
        return None
    # The 29th of February comes after eight years at the latest.
    for year in range(first.year, min(first.year + 8, date.max.year) + 1):
        whole = f"{year:04}{said[1:]}"
        if _is_day(whole[:10]) and whole[:10] >= after[:10]:
            return whole
    return None


def address_date(address: str) -> str | None:
    """The day in an address such as ``/2012/05/03/mobilen``; ``None`` where it holds no whole one.

    Blogs make such addresses of the day of publication.
    """
    hit = _IN_ADDRESS.search(address[:2000])
    if hit is None:
        return None
    said = f"{hit[1]}-{int(hit[2]):02}-{int(hit[3]):02}"
    return said if _is_day(said) else None


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _iso(parts: Mapping[str, str | None], months: Mapping[str, int]) -> str | None:
    """ISO 8601, or the day alone where there is no year."""
    year, day = parts.get("y"), parts.get("d")
    name, number = parts.get("name"), parts.get("m")
    month = months[name.lower()] if name else int(number or 0)
    if not day:
        return None
    try:
        # A leap year stands in for the year that is not said.
        said = date(int(year) if year else 2000, month, int(day)).isoformat()
    except ValueError:
        return None
    if not year:
        return _NO_YEAR + said[5:] + _clock(parts)
    if stamp := parts.get("t"):
        return f"{said}T{stamp}{parts.get('zone') or ''}"
    return said + _clock(parts)


def _clock(parts: Mapping[str, str | None]) -> str:
    hour, minute, half = parts.get("h"), parts.get("i"), (parts.get("half") or "").lower()
    if hour is None or minute is None:
        return ""
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half[0] in "pe" else 0)
    try:
        return "T" + time(hours, int(minute)).isoformat("minutes")
    except ValueError:
        return ""
