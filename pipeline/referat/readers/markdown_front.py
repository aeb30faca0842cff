"""Front matter: what stands between two lines of ``---`` above a Markdown text.

It is read as plain ``key: value`` lines, with lists as far as people write them there, and never as
YAML, which could build objects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_FRONT = re.compile(r"---[ \t]*\r?\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"([A-Za-z_åäöÅÄÖ-]{1,40})[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_QUOTED = re.compile(r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')[ \t]*(?:#.*)?""")
_NAMED = re.compile(r"(?:name|namn)[ \t]*:[ \t]*(.*)", re.I)
_KEYS = {
    "title": "title",
    "titel": "title",
    "rubrik": "title",
    "author": "author",
    "authors": "author",
    "författare": "author",
    "skribent": "author",
    "date": "published",
    "datum": "published",
    "published": "published",
    "publicerad": "published",
    "canonical_url": "url",
    "canonical": "url",
    "url": "url",
    "link": "url",
    "site": "site",
    "site_name": "site",
    "blogg": "site",
    "tags": "tags",
    "taggar": "tags",
    "etiketter": "tags",
    "categories": "tags",
    "kategorier": "tags",
}
_LONGEST_FRONT = 20_000


def front_matter(text: str) -> tuple[Mapping[str, str], tuple[str, ...], str]:
    """The known keys at the text's head, its tags and categories, and the text below them."""
    opened = _FRONT.match(text)
    closed = _FRONT_END.search(text, opened.end(), _LONGEST_FRONT) if opened else None
    if opened is None or closed is None:
        return {}, (), text
    known: dict[str, list[str]] = {}
    lines = text[opened.end() : closed.start()].splitlines()
    listed: str | None = None  # the key whose values follow, an item a line
    for line in lines:
        if listed is not None and (item := _ITEM.fullmatch(line)):
            known[listed] += _values(item[1])
        elif not line[:1].isspace() and (hit := _KEY.fullmatch(line.rstrip())):
            listed = key = _KEYS.get(hit[1].lower())
            if key is not None and (hit[2].strip() or key not in known):
                # Tags and categories add up; of other keys the last counts.
                known[key] = (known.get(key, []) if key == "tags" else []) + _values(hit[2])
    if not any(_KEY.match(line) for line in lines):
        return {}, (), text
    tags = tuple(dict.fromkeys(known.pop("tags", ())))
    told = {key: ", ".join(values) for key, values in known.items() if values}
    return told, tags, text[closed.end() :]


def _values(said: str) -> list[str]:
    """The values that stand behind a key: one, or several in brackets. Quotes are taken off."""
    said = said.strip()
    if said.startswith("[") and said.endswith("]") and not said.startswith("[["):
        return [value for part in said[1:-1].split(",") for value in _values(part)]
    if hit := _NAMED.fullmatch(said):
        said = hit[1]
    if hit := _QUOTED.fullmatch(said):
        said = hit[1].replace('\\"', '"') if hit[2] is None else hit[2].replace("''", "'")
    else:
        said = _COMMENT.sub("", said).strip("\"'")
    return [said.strip()] if said.strip() else []
