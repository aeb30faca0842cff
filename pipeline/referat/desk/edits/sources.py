"""Corrections of sources: what there is, what it is called, whose it is."""

from __future__ import annotations

from dataclasses import replace

from referat.desk.edits.locate import places
from referat.desk.edits.operations import AddSource, ChangeSource
from referat.desk.edits.settle import next_id
from referat.desk.errors import EditError
from referat.post import Post, Source


def add(post: Post, operation: AddSource) -> Post:
    """The post with one more source."""
    ident = next_id("source", (item.id for item in post.sources))
    return replace(post, sources=(*post.sources, _told(post, ident, operation)))


def change(post: Post, operation: ChangeSource) -> Post:
    """The post with a source changed."""
    known = next((item for item in post.sources if item.id == operation.id), None)
    if known is None:
        raise EditError("no_record", id=operation.id)
    made = _told(post, known.id, operation)
    if made.title == known.title:
        made = replace(made, mentions=known.mentions)
    return replace(post, sources=tuple(made if s is known else s for s in post.sources))


def drop(post: Post, ident: str) -> Post:
    """The post without a source; nothing comes from it any longer."""
    return replace(post, sources=tuple(item for item in post.sources if item.id != ident))


def _told(post: Post, ident: str, operation: AddSource | ChangeSource) -> Source:
    """A source as the editor gives it, with the places of its title.

    Raises:
        EditError: the post names no such thing: a digest that told of it could not be traced.
    """
    title = " ".join(operation.title.split())
    mentions = places(post.text, title)
    if not mentions:
        raise EditError("title_missing", title=title)
    people = tuple(name for name in (" ".join(each.split()) for each in operation.people) if name)
    return Source(
        ident,
        title,
        operation.source_kind,
        people,
        " ".join((operation.organisation or "").split()) or None,
        operation.year,
        (operation.url or "").strip() or None,
        mentions,
    )
