"""Dates as Swedish sites of different years wrote them, for the templates of generated pages."""

from __future__ import annotations

from datetime import datetime

from site_markup import MONTHS, day

WEEKDAYS = "måndag tisdag onsdag torsdag fredag lördag söndag".split()


def weekday(when: datetime) -> str:
    """Torsdag 3 maj 2012 14:05, without its capital."""
    return f"{WEEKDAYS[when.weekday()]} {day(when)} {when:%H:%M}"


def padded(when: datetime) -> str:
    """Torsdag, 03 maj 2012 14:05, without its capital; Joomla's."""
    return f"{WEEKDAYS[when.weekday()]}, {when:%d} {MONTHS[when.month - 1]} {when:%Y %H:%M}"


def numbered(when: datetime) -> str:
    """Tor, 2012-05-03 14:05, without its capital; Drupal 6's."""
    return f"{WEEKDAYS[when.weekday()][:3]}, {when:%Y-%m-%d %H:%M}"


def american(when: datetime) -> str:
    """Maj 3, 2012 14:05, without its capital: a translated template with an American order."""
    return f"{MONTHS[when.month - 1]} {when.day}, {when:%Y %H:%M}"


def slashed(when: datetime) -> str:
    """3/5 2012 kl 14.05."""
    return f"{when.day}/{when.month} {when:%Y} kl {when:%H.%M}"


def dashed(when: datetime) -> str:
    """3/5-04 kl 14.05."""
    return f"{when.day}/{when.month}-{when:%y} kl {when:%H.%M}"


def plain(when: datetime) -> str:
    """2012-05-03 14:05."""
    return f"{when:%Y-%m-%d %H:%M}"


def boarded(when: datetime) -> str:
    """2012-05-03, 14:05; a forum's."""
    return f"{when:%Y-%m-%d, %H:%M}"


def clock_first(when: datetime) -> str:
    """14:05, 3 maj 2012."""
    return f"{when:%H:%M}, {day(when)}"


def short(when: datetime) -> str:
    """3 maj, of a page that has the year elsewhere."""
    return f"{when.day} {MONTHS[when.month - 1]}"
