"""JSON-LD: what a page says of itself in the vocabulary of schema.org.

Pages nest it as they like: a list, a graph with references by ``@id``, an article as the main
entity of a page, several authors. The first article that is found is the post's; of a page with
several posts, the one with the post's headline.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

_LIMIT = 200_000
_SCRIPTS = 10
_NODES = 500
_AROUND = ("@graph", "mainEntity", "mainEntityOfPage", "blogPost", "blogPosts", "itemListElement")
_AROUND_ITEM = ("item", "hasPart")
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Linked:
    """What JSON-LD says of one article. ``None``: nothing."""

    headline: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    site: str | None = None

    @classmethod
    def of(cls, nodes: Sequence[Node], headline: str | None = None) -> Linked:
        """What the nodes of a page say of the first article, or of the one with a headline."""
        by_id = {node["@id"]: node for node in reversed(nodes) if _names_itself(node)}
        site = next(
            (string_of(node.get("name")) for node in nodes if "WebSite" in _kinds(node)), None
        )
        for node in nodes:
            if not any(kind.endswith(("Article", "Posting")) for kind in _kinds(node)):
                continue
            title = string_of(node.get("headline")) or string_of(node.get("name"))
            if headline is not None and title != headline:
                continue
            return cls(
                title,
                _names(node.get("author") or node.get("creator"), by_id),
                string_of(node.get("datePublished")) or string_of(node.get("dateCreated")),
                string_of(node.get("url")) or _page_of(node.get("mainEntityOfPage")),
                _names(node.get("publisher"), by_id) or site,
            )
        return cls(site=site)


def linked_nodes(scripts: Sequence[str]) -> list[Node]:
    """What there is in the JSON-LD scripts of a page, as far as anybody needs it."""
    every = (node for script in scripts[:_SCRIPTS] for node in _nodes_of(script))
    return list(islice(every, _NODES))


def string_of(value: Any) -> str | None:
    """A string on one line; ``None`` for what is none or is empty."""
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def person_of(value: Any) -> str | None:
    """The name of a person that is given in place, or of several."""
    return _names(value, {})


def _nodes_of(script: str) -> Iterator[Node]:
    if len(script) > _LIMIT:
        return
    bare = script.strip().removeprefix("<![CDATA[").removesuffix("]]>")
    bare = bare.removeprefix("//<![CDATA[").removesuffix("//").strip()
    try:
        # Editors leave line ends inside strings.
        data = json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        # Broken data about a page is not worth a warning: nothing of the post is lost.
        return
    waiting: list[Any] = [data]
    for _ in range(_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:_NODES]
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in _AROUND + _AROUND_ITEM if key in item)


def _names_itself(node: Node) -> bool:
    """Whether a node is more than a reference to another."""
    return isinstance(node.get("@id"), str) and len(node) > 1


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    several = kinds if isinstance(kinds, list) else [kinds]
    return [kind for kind in several if isinstance(kind, str)]


def _names(value: Any, by_id: Mapping[str, Node]) -> str | None:
    """The names of people or organisations, with commas between several."""
    said: list[str] = []
    for one in (value if isinstance(value, list) else [value])[:5]:
        node = one
        if isinstance(node, dict) and "name" not in node:
            reference = node.get("@id")
            node = by_id.get(reference) if isinstance(reference, str) else None
        name = string_of(node.get("name")) if isinstance(node, Mapping) else string_of(node)
        if name and "://" not in name and name not in said:
            said.append(name)
    return ", ".join(said) or None


def _page_of(value: Any) -> str | None:
    return string_of(value.get("@id")) if isinstance(value, dict) else string_of(value)
