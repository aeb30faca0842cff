"""Boxes that pages put below a post, and lists of links in it, told by the lines that head them.

A phrase such as "Senaste kommentarer" says that what follows is the page's, but not how far. It is
taken to be the box's as long as it is lists, links and a few words, and no heading of the writer's
comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from referat.post import Block, BlockKind, Markup, MarkupKind, Section
from referat.span import Span
from referat.text.chrome import Match

_HEADS = frozenset({"box", "links", "more", "form", "closed", "ad"})
_LINKED = 0.6
"""What share of a block is links where it is nothing but them."""
_MOST = 600
"""Most code points of running text in the boxes below a post."""
_SHARE = 0.4
"""The same as a share of the post above them."""


def without_boxes(
    blocks: Sequence[Block], labels: Sequence[Match | None], markup: Sequence[Markup]
) -> list[Block]:
    """Blocks of which the boxes below the post, and lists of links in it, are the page's.

    Args:
        blocks: the blocks above the comments, with their sections.
        labels: for each, what chrome it is by its words alone.
        markup: the inline markup of the text, in order.
    """
    done = list(blocks)
    heads = [at for at, label in enumerate(labels) if label and _heads(label)]
    if not heads:
        return done
    linked = _linked(blocks, markup)
    for at in heads:
        end = at + 1
        while end < len(done) and linked[end] and not _heads(labels[end]):
            end += 1
        if end > at + 1:
            _give(done, range(at, end))
    start = next((at for at in heads if _is_tail(done, labels, linked, at)), len(done))
    _give(done, range(start, len(done)))
    return done


def _heads(label: Match | None) -> bool:
    """Whether a phrase heads a box: a number of comments does where there are none."""
    return label is not None and (
        label.kind in _HEADS or (label.kind == "comments" and label.number == 0)
    )


def _give(blocks: list[Block], places: range) -> None:
    """Makes blocks of the post the page's."""
    for at in places:
        if blocks[at].section is Section.POST and blocks[at].kind is not BlockKind.TITLE:
            blocks[at] = replace(blocks[at], section=Section.CHROME)


def _is_tail(
    blocks: Sequence[Block], labels: Sequence[Match | None], linked: Sequence[bool], start: int
) -> bool:
    """Whether from a line that heads a box on there is nothing but boxes."""
    label = labels[start]
    sizes = [
        each.span.end - each.span.start if each.section is Section.POST and not linked[at] else 0
        for at, each in enumerate(blocks)
    ]
    said = sum(sizes[start + 1 :])
    if said > _MOST or said > _SHARE * sum(sizes[:start]):
        return False
    if label is not None and label.kind == "links" and said:
        return False
    return not any(
        blocks[at].kind in (BlockKind.HEADING, BlockKind.BLOCKQUOTE)
        and blocks[at].section is Section.POST
        and labels[at] is None
        and not linked[at]
        for at in range(start + 1, len(blocks))
    )


def _linked(blocks: Sequence[Block], markup: Sequence[Markup]) -> list[bool]:
    """For each block, whether it is nothing but links."""
    links = [each.span for each in markup if each.kind is MarkupKind.LINK]
    found: list[bool] = []
    at = 0
    for block in blocks:
        span = block.span
        while at < len(links) and links[at].end <= span.start:
            at += 1
        within, next_one = 0, at
        while next_one < len(links) and links[next_one].start < span.end:
            within += _overlap(links[next_one], span)
            next_one += 1
        found.append(0 < _LINKED * (span.end - span.start) <= within)
    return found


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
