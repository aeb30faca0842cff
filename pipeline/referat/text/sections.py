"""Which blocks are the post, and which are the page's own words around it.

A phrase of the page's is chrome by its words alone, but some phrases are only so in their place: a
name or a date on a line of its own is a by-line above the post and part of the text within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from referat.post import Block, BlockKind, Lead, Section
from referat.text.chrome import Chrome, Match, is_full_name
from referat.text.layout import words_in
from referat.text.outline import can_be_heading, can_be_title, with_quotations

HEAD_BLOCKS, HEAD_WORDS = 5, 14
"""Most blocks of a page's head in plain text, and most words of one."""
_BODY_WORDS = 6
"""From how many words on a block is taken for the post's text and not for furniture of its head."""


def comments_start(blocks: Sequence[Block], labels: Sequence[Match | None]) -> int | None:
    """The index of the heading that opens the comments, or ``None``.

    A number of comments above the post's text is a link to them. A bare "Kommentarer" can be a
    heading of the writer's: it opens comments only where a by-line, a number or the end of a thread
    follows.
    """
    seen_body = False
    for index, label in enumerate(labels):
        if label is None:
            seen_body = seen_body or blocks[index].span.end - blocks[index].span.start > 40
        elif label.kind in {"comments", "comments_bare"} and seen_body and label.number != 0:
            below = labels[index + 1 : index + 4]
            if any(each and each.kind == "byline" for each in below):
                return index
            if any(block.lead is Lead.NUMBER for block in blocks[index + 1 : index + 2]):
                return index
            if label.kind == "comments" and any(each is None for each in labels[index + 1 :]):
                return index
            if any(each and each.kind == "reply" for each in labels[index + 1 :]):
                return index
    return None


def sectioned(
    text: str, blocks: Sequence[Block], told: Sequence[Match | None], plain: bool, chrome: Chrome
) -> tuple[list[Block], list[Match | None]]:
    """The blocks above the comments with their sections, and the labels that hold there.

    Args:
        text: the post's text.
        blocks: all blocks, or those above the heading of the comments.
        told: for each, what chrome it is by its words alone.
        plain: the text had no markup: titles and headings are to be found.
        chrome: the lexicons.
    """
    labels = [
        None if label and _is_lone(index, told) else label for index, label in enumerate(told)
    ]
    if plain:
        for index in range(_head(text, blocks, labels)):
            labels[index] = labels[index] or Match("site")
    title, body = _title_and_body(text, blocks, labels, plain)
    tail = len(blocks)
    while tail > 0 and (labels[tail - 1] is not None or blocks[tail - 1].section is Section.CHROME):
        tail -= 1
    for index, label in enumerate(labels):
        if label is not None and not _counts(index, label, labels, body, tail):
            labels[index] = None
    _name_near_title(text, blocks, labels, body, chrome)
    done: list[Block] = []
    for index, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if block.section is not None and block.section is not Section.POST:
            done.append(block)
        elif label is not None:
            credit = label.kind == "credit"
            kind = BlockKind.CAPTION if credit else block.kind
            done.append(replace(block, section=Section.CHROME, kind=kind))
        elif index == title:
            done.append(replace(block, section=Section.POST, kind=BlockKind.TITLE))
        else:
            done.append(replace(block, section=Section.POST))
    if plain:
        done = _with_headings(text, with_quotations(text, done), chrome)
    return done, labels


def _is_lone(index: int, told: Sequence[Match | None]) -> bool:
    """Whether a block is called like an entry of a menu and neither another entry nor a
    link to share stands beside it.
    """
    own = told[index]
    beside = (*told[max(index - 1, 0) : index], *told[index + 1 : index + 2])
    return (
        own is not None
        and own.where == "menu"
        and not any(each and (each.where == "menu" or each.kind == "share") for each in beside)
    )


def _head(text: str, blocks: Sequence[Block], labels: Sequence[Match | None]) -> int:
    """How many of the first blocks are the page's head: the site's name and its motto above a menu,
    or above a date that the post's title follows ("Lottas lada", date, title, text).
    """
    for index, label in enumerate(labels[:HEAD_BLOCKS]):
        if label is None:
            if words_in(blocks[index].span.of(text)) > HEAD_WORDS:
                break
            continue
        below = [place for place in range(index + 1, len(blocks)) if labels[place] is None][:4]
        titled = (
            label.kind == "byline"
            and label.name is None
            and len(below) > 1
            and below[0] == index + 1
            and can_be_title(text, blocks[below[0]])
            and any(words_in(blocks[place].span.of(text)) > HEAD_WORDS for place in below[1:])
        )
        if label.kind == "menu" or titled:
            return index
    return 0


def _title_and_body(
    text: str, blocks: Sequence[Block], labels: Sequence[Match | None], plain: bool
) -> tuple[int | None, int]:
    """Where the title and the post's first words of substance are."""
    title: int | None = next(
        (index for index, block in enumerate(blocks) if block.kind is BlockKind.TITLE), None
    )
    first = 0 if title is None else title + 1
    own = [
        index
        for index in range(first, len(blocks))
        if labels[index] is None and blocks[index].section is not Section.CHROME
    ]
    if title is None and plain and len(own) > 1 and can_be_title(text, blocks[own[0]]):
        title = own.pop(0)
    body = next(
        (
            index
            for index in own
            if blocks[index].kind is not BlockKind.PARAGRAPH
            or words_in(text[blocks[index].span.start : blocks[index].span.end]) >= _BODY_WORDS
        ),
        own[0] if own else len(blocks),
    )
    return title, body


def _counts(index: int, label: Match, labels: list[Match | None], body: int, tail: int) -> bool:
    """Whether a phrase is chrome where it stands, above the comments."""
    if label.where == "any":
        return label.kind != "comments_bare"
    if label.where in ("top", "menu"):
        # News pages put the by-line below the introduction.
        return index < body or index >= tail or (index == body + 1 and label.name is not None)
    if label.where == "row":
        around = labels[max(index - 3, 0) : index] + labels[index + 1 : index + 4]
        return any(each and each.kind == "share" and each.where == "any" for each in around)
    return False


def _name_near_title(
    text: str, blocks: Sequence[Block], labels: list[Match | None], body: int, chrome: Chrome
) -> None:
    """A name on a line of its own beside a date, above the post, is a by-line."""
    for index, following in pairwise(range(min(body, len(blocks)))):
        for one, other in ((index, following), (following, index)):
            beside = labels[other]
            words = blocks[one].span.of(text)
            if (
                labels[one] is None
                and one > 0
                and beside
                and beside.kind == "byline"
                and beside.name is None
                and blocks[one].kind is BlockKind.PARAGRAPH
                and is_full_name(words, chrome)
            ):
                labels[one] = Match("byline", "top", name=words)


def _with_headings(text: str, blocks: list[Block], chrome: Chrome) -> list[Block]:
    for index, block in enumerate(blocks):
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.section is not Section.POST or block.kind is not BlockKind.PARAGRAPH:
            continue
        if below is not None and below.section is not Section.POST:
            below = None
        if can_be_heading(text, block, below, chrome):
            blocks[index] = replace(block, kind=BlockKind.HEADING)
    return blocks
