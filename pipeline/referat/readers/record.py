"""A record of an export, a mapping of fields to values, to a post.

JSON Lines, CSV and Parquet differ in how a record is written and not in what it means, which is
said here once. What the fields are called is a setting (``input.fields``); a name with dots is a
path into records inside the record. Of several bodies, HTML is read before Markdown and Markdown
before text, since it says most about where a paragraph ends. What a record says of its title,
author, date, page, site and tags counts for more than what its body says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from referat.errors import InputError
from referat.post import Meta, Post
from referat.settings import FieldSettings, InputSettings
from referat.text.chrome import load_chrome
from referat.text.dates import iso_date
from referat.text.decode import replace_surrogates

ReadText = Callable[..., Post]
"""`referat.readers.read_text`: given to the readers of records, which it knows and they do not."""

# The field of a body and the format it is in, the one that says most first.
_BODIES = (("html", "html"), ("markdown", "markdown"), ("text", "txt"))
_SAID = ("title", "author", "url", "site")


def bodies_of(fields: FieldSettings) -> tuple[str, ...]:
    """What the fields are called that can hold a post's text, in the order they are read in."""
    names = (str(getattr(fields, key)) for key, _ in _BODIES)
    return tuple(name for name in names if name)


def names_of(fields: FieldSettings) -> tuple[str, ...]:
    """What all fields are called that are not switched off."""
    return tuple(dict.fromkeys(name for name in fields.model_dump().values() if name))


def looked_for(fields: FieldSettings) -> str:
    """The fields that can hold a post's text, as a refusal lists them."""
    return ", ".join(repr(name) for name in bodies_of(fields)) or "none: all are switched off"


def value_at(record: Mapping[str, object], name: str) -> object:
    """The value of the field ``name``: one of that very name, else one inside another by its path.

    ``None`` where there is none.
    """
    if not name or name in record:
        return record.get(name) if name else None
    inside: object = record
    for part in name.split("."):
        if not isinstance(inside, Mapping):
            return None
        inside = inside.get(part)
    return inside


def post_of(
    record: Mapping[str, object],
    number: int,
    origin: str,
    settings: InputSettings,
    read_text: ReadText,
) -> Post:
    """The post in a record.

    Args:
        record: its fields; a missing one is the same as one that is ``None``.
        number: which record of its file it is, from 1 on; it stands in the origin of a post
            without an id.
        origin: the file.
        settings: what the fields are called, and the limits.
        read_text: reads a string in a given format.

    Raises:
        InputError: it has no body, or one that is no string, is empty or is too large.
    """
    fields = settings.fields
    body, format = _body(record, fields, origin)
    ident = _words(value_at(record, fields.id))
    post = read_text(body, f"{origin}#{ident or number}", format, settings=settings)
    return replace(post, meta=_meta(record, fields, post.meta, ident))


def _body(record: Mapping[str, object], fields: FieldSettings, origin: str) -> tuple[str, str]:
    """The first body that holds words, and its format."""
    blank = False
    for key, format in _BODIES:
        name = getattr(fields, key)
        value = value_at(record, name)
        if value is None:
            continue
        if not isinstance(value, str):
            found = f"its field {name!r} is {_kind(value)}, not text"
            raise InputError(origin, found, "name the field that holds the text in input.fields")
        if value.strip():
            return value, format
        blank = True
    if blank:
        raise InputError(origin, "it is empty", "name a file that holds a post")
    raise InputError(
        origin,
        f"it has no field with the text (looked for {looked_for(fields)})",
        "say in input.fields what the field with the text is called",
    )


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, Mapping):
        return "a record of its own"
    return "a list" if isinstance(value, list | tuple) else f"of type {type(value).__name__}"


def _meta(
    record: Mapping[str, object], fields: FieldSettings, body: Meta, ident: str | None
) -> Meta:
    said = {key: _words(value_at(record, getattr(fields, key))) for key in _SAID}
    published = _words(value_at(record, fields.published))
    stamp = iso_date(published, load_chrome().dates) if published else None
    return Meta(
        origin=body.origin,
        title=said["title"] or body.title,
        author=said["author"] or body.author,
        published=stamp or body.published,
        url=said["url"] or body.url,
        site=said["site"] or body.site,
        id=ident,
        tags=_tags(value_at(record, fields.tags)) or body.tags,
    )


def _tags(value: object) -> tuple[str, ...]:
    """Tags from a list of words, or from words with commas or semicolons between them."""
    if isinstance(value, str):
        value = re.split("[,;]", value)
    items = value if isinstance(value, list | tuple) else (value,)
    return tuple(dict.fromkeys(words for words in map(_words, items) if words))


def _words(value: object) -> str | None:
    """A value that is told about a post, on one line; ``None`` for what is not words or a number.

    Several authors stand in a list in many exports.
    """
    if isinstance(value, list | tuple):
        return ", ".join(words for words in map(_words, value) if words) or None
    if isinstance(value, date):  # a datetime is one as well
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    whole, _ = replace_surrogates(str(value))
    return " ".join(whole.split()) or None
