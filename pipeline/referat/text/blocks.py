"""What belongs to which block: layers sorted by place, dealt out in one pass.

Stages look at one block at a time. Dealing a whole layer out once keeps them linear where a search
per block would not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from referat.post import Block, Markup, Post, Token
from referat.span import Span


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_T = TypeVar("_T", bound=_Placed)


def by_block(blocks: Sequence[Block], items: Iterable[_T]) -> list[list[_T]]:
    """The items that begin in each block; both must be in the order of the text. What begins
    outside every block is left out.
    """
    result: list[list[_T]] = [[] for _ in blocks]
    index = 0
    for item in items:
        while index < len(blocks) and blocks[index].span.end <= item.span.start:
            index += 1
        if index < len(blocks) and blocks[index].span.start <= item.span.start:
            result[index].append(item)
    return result


def markup_by_block(post: Post) -> list[list[Markup]]:
    """The inline markup that lies wholly in each block, in order."""
    blocks = post.blocks or ()
    ordered = sorted(post.markup, key=lambda item: item.span)
    return [
        [item for item in items if block.span.holds(item.span)]
        for block, items in zip(blocks, by_block(blocks, ordered), strict=True)
    ]


def outside(tokens: Sequence[Token], holes: Sequence[Span]) -> list[Token]:
    """The tokens that begin in none of the holes; both in order."""
    if not holes or holes[-1].end <= tokens[0].start or holes[0].start >= tokens[-1].end:
        return list(tokens)
    result: list[Token] = []
    index = 0
    for token in tokens:
        while index < len(holes) and holes[index].end <= token.start:
            index += 1
        if index == len(holes) or token.start < holes[index].start:
            result.append(token)
    return result
