"""What a list is asked for, from the address of its page: anything that does not fit is ignored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from referat.desk.listing import Order, Query
from referat.post import Stance

KEYS = (
    "q",
    "source",
    "speaker",
    "stance",
    "after",
    "before",
    "site",
    "swedish",
    "english",
    "corrected",
    "order",
    "page",
)
"""The names of a query's fields in an address."""
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_LONGEST = 300
_LAST_PAGE = 10_000
_YES_NO = {"yes": True, "no": False}
_STANCES = {stance.value: stance for stance in Stance}
_ORDERS: dict[str, Order] = {name: name for name in get_args(Order)}


def query_of(fields: Mapping[str, str]) -> tuple[Query, dict[str, str]]:
    """A query, and its fields as they were understood, for the form to show."""
    said = {key: fields.get(key, "").strip()[:_LONGEST] for key in KEYS}
    query = Query(
        text=said["q"],
        source=said["source"],
        speaker=said["speaker"],
        stance=_STANCES.get(said["stance"]),
        after=said["after"] if _DATE.fullmatch(said["after"]) else "",
        before=said["before"] if _DATE.fullmatch(said["before"]) else "",
        site=said["site"],
        swedish=_number(said["swedish"], 0, 100),
        english=_number(said["english"], 0, 100),
        corrected=_YES_NO.get(said["corrected"]),
        order=_ORDERS.get(said["order"], "added"),
        page=_number(said["page"], 1, _LAST_PAGE),
    )
    return query, said


def _number(text: str, least: int, most: int) -> int:
    value = int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else least
    return max(least, min(most, value))
