"""Months and years on an axis of time."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PERIOD = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2}))?")
# Bars stand side by side where there are more periods, and fewer than one in so many has a bar.
_MANY = 40
_SPARSE = 3


def calendar(names: Sequence[str]) -> list[int]:
    """Where months or years stand on the axis of time, so that a year without posts leaves its
    place empty; anything else stands side by side.

    >>> calendar(["2012-11", "2013-01"]), calendar(["2012", "2015"]), calendar(["b", "a"])
    ([24154, 24156], [2012, 2015], [0, 1])
    """
    found = [_PERIOD.fullmatch(name) for name in names]
    places = []
    for number, match in enumerate(found):
        if match is None:
            return list(range(len(names)))
        year, month = int(match["year"]), match["month"]
        places.append(year if month is None else 12 * year + int(month) - 1)
        if number and places[-1] <= places[-2]:
            return list(range(len(names)))
    return places


def bar_places(names: Sequence[str]) -> list[int]:
    """Where the bars of months or years stand: as `calendar` has them, or side by side where so few
    periods have one that bars of the calendar's would be threads.

    >>> bar_places(["2012-11", "2013-01"]), bar_places(["2001-01", "2012-01", "2020-01"])
    ([24154, 24156], [0, 1, 2])
    """
    places = calendar(names)
    span = places[-1] - places[0] + 1 if places else 0
    sparse = span > _MANY and span > _SPARSE * len(places)
    return list(range(len(names))) if sparse else places


def with_gaps(places: Sequence[int], values: Sequence[float]) -> tuple[list[float], list[float]]:
    """A line that breaks where a place is left out."""
    along: list[float] = []
    up: list[float] = []
    for place, value in zip(places, values, strict=True):
        if along and place != along[-1] + 1:
            along.append(place)
            up.append(float("nan"))
        along.append(place)
        up.append(value)
    return along, up
