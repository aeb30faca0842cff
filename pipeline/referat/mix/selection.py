"""Which posts of a dataset count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from referat.errors import DatasetError

_DAY = "0000-01-01"
_LENGTHS = (4, 7, 10)  # of a year, a month, a day


@dataclass(frozen=True, slots=True)
class Selection:
    """Posts published from ``since`` to ``until``, both included; each a year, a month or a day in
    ISO 8601. With either, posts without a date do not count.

    Raises:
        DatasetError: a bound is none of these.
    """

    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        for bound in (self.since, self.until):
            if bound is not None and not _is_date(bound):
                raise DatasetError(f"{bound}: no date; give YYYY, YYYY-MM or YYYY-MM-DD")

    def create_view(self, connection: Any) -> None:
        """Make the view ``posts`` of those in the view ``every_post`` that count. The bounds are
        data, kept in a table of their own.
        """
        connection.execute("CREATE TABLE bounds (since VARCHAR, until VARCHAR)")
        connection.execute("INSERT INTO bounds VALUES (?, ?)", [self.since, self.until])
        connection.execute(
            "CREATE VIEW posts AS SELECT every_post.* FROM every_post, bounds WHERE "
            "(since IS NULL OR published >= since) AND "
            # A day of the last month is within it: "2012-05-03" begins with "2012-05".
            "(until IS NULL OR substr(published, 1, len(until)) <= until)"
        )


def _is_date(said: str) -> bool:
    try:
        date.fromisoformat(said + _DAY[len(said) :])
    except ValueError:
        return False
    return len(said) in _LENGTHS
