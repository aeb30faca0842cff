"""Stretches of a sentence that may be the titles of sources: quoted, cited, linked, emphasised, or
in another language. Whether one is a source's is told by the words around it, in
`referat.text.mentions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from referat.post import Markup, MarkupKind
from referat.span import Span


class Title(NamedTuple):
    """A stretch that may be a source's title: quoted, cited, linked, or an English title run.

    ``plain``: it can be one without a source noun beside it; ``cited``: markup says it is one.
    """

    span: Span
    text: str
    url: str | None
    plain: bool = False
    cited: bool = False


def titles_in(
    text: str, span: Span, quoted: Iterable[Span], markup: Iterable[Markup], runs: Iterable[Span]
) -> list[Title]:
    """Stretches of a sentence that may be titles, in order, without overlaps.

    Args:
        text: the post's text.
        span: the sentence.
        quoted: quotations (inner spans) that are no findings.
        markup: inline markup; ``<cite>``, links and emphasis can hold a title.
        runs: runs of kind title.
    """
    found: list[Title] = []
    runs = list(runs)
    foreign = set(runs)
    links = [item for item in markup if item.kind is MarkupKind.LINK]
    for item in quoted:
        words = item.of(text)
        if span.holds(item) and len(words.split()) <= 14 and not words[:1].islower():
            found.append(Title(item, words, _target(item, links)))
    for inline in markup:
        count = len(inline.span.of(text).split())
        if (
            span.holds(inline.span)
            and inline.kind in (MarkupKind.CITE, MarkupKind.EMPHASIS, MarkupKind.LINK)
            and 0 < count <= 14
            and inline.span.of(text)[:1].isupper()
        ):
            found.append(
                Title(
                    inline.span,
                    inline.span.of(text),
                    _target(inline.span, links),
                    plain=inline.span in foreign or inline.kind is MarkupKind.CITE,
                    cited=inline.kind is MarkupKind.CITE,
                )
            )
    found.extend(
        Title(item, item.of(text), _target(item, links), plain=True)
        for item in runs
        if span.holds(item)
    )
    found.sort(key=lambda title: (title.span.start, -title.span.end, not title.plain))
    result: list[Title] = []
    for title in found:
        if not result or title.span.start >= result[-1].span.end:
            result.append(title)
    return result


def _target(span: Span, links: Iterable[Markup]) -> str | None:
    return next((item.target for item in links if item.span.overlaps(span)), None)
