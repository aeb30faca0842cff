"""The first stage: what is post, what is comment, what is chrome.

A reader of markup brings blocks; a reader of plain text brings none, and they are recovered from
the lines. Then each block gets its section. The page's own phrases are chrome, the title is the
first line that is none, and what follows a heading such as "3 kommentarer" is a thread of comments.
By-lines fill what is not yet known about the post.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from referat.post import (
    Block,
    BlockKind,
    Comment,
    Meta,
    Oddity,
    Post,
    Section,
)
from referat.span import Span
from referat.text.chrome import LONGEST, Chrome, Match, load_chrome, match_chrome
from referat.text.dates import address_date, with_year
from referat.text.furniture import without_boxes
from referat.text.layout import lay_out
from referat.text.outline import find_dashes, settle_dashes
from referat.text.repeats import PostWords, repeated
from referat.text.sections import comments_start, sectioned
from referat.text.signatures import without_bylines
from referat.text.thread import read_thread

_UPDATED = re.compile(r"\W*(?:senast |last )?(?:uppdatera|ändra|updated|modified)", re.IGNORECASE)
"""A by-line that tells when the post was changed, and not when it was written."""


class Blocks:
    """Gives a post its blocks, with sections, and its comments.

    Args:
        chrome: the lexicons of the page's own phrases; those of the package where none are given.
    """

    name = "blocks"
    needs: frozenset[str] = frozenset()
    gives = frozenset({"blocks", "comments"})
    model: str | None = None
    version = "1"

    def __init__(self, chrome: Chrome | None = None) -> None:
        self._chrome = chrome or load_chrome()

    def __call__(self, post: Post) -> Post:
        """The post with every letter in some block, every block in a section."""
        text, chrome = post.text, self._chrome
        if post.blocks is None:
            blocks: list[Block] = lay_out(text)
        else:
            blocks = find_dashes(text, post.blocks)
        blocks = settle_dashes(text, blocks, chrome)
        labels = [_label(text, block, chrome) for block in blocks]
        start = None
        if not post.comments:
            start = comments_start(blocks, labels)
        head = len(blocks) if start is None else start
        plain = post.blocks is None
        body, told = sectioned(text, blocks[:head], labels[:head], plain, chrome)
        body = without_boxes(body, labels[:head], post.markup)
        meta = _filled(text, post.meta, body, told)
        count = _count_said(labels, start)
        comments: Sequence[Comment] = post.comments
        if start is not None:
            below, marked = _split_bylines(text, blocks[start:], labels[start:], chrome)
            sorted_out, comments = read_thread(text, below, marked, count, chrome)
            body += sorted_out
        meta = _named_by_comments(meta, comments)
        body = without_bylines(text, body, meta, chrome)
        comments = _by_writer(_dated(comments, meta.published), meta.author)
        comments = _quoting(text, body, comments)
        return replace(
            post,
            blocks=tuple(body),
            comments=tuple(comments),
            meta=meta,
            warnings=post.warnings + _count_warning(count, len(comments)),
        )


def _label(text: str, block: Block, chrome: Chrome) -> Match | None:
    """What chrome a block is by its words alone, wherever it stands."""
    start, end = block.span
    if end - start > LONGEST or block.section is Section.COMMENTS:
        return None
    if block.kind is BlockKind.BLOCKQUOTE:
        return None
    return match_chrome(text[start:end], chrome)


def _split_bylines(
    text: str, blocks: Sequence[Block], labels: Sequence[Match | None], chrome: Chrome
) -> tuple[list[Block], list[Match | None]]:
    """Comments that begin on their by-line's own line ("Anna skriver: Jag tror …"), parted."""
    parted: list[Block] = []
    told: list[Match | None] = []
    for block, label in zip(blocks, labels, strict=True):
        start, end = block.span
        colon = text.find(":", start, min(end, start + 80)) if label is None else -1
        # The colon of "kl. 14:02" parts nothing.
        while 0 <= colon < end - 1 and not text[colon + 1].isspace():
            colon = text.find(":", colon + 1, min(end, start + 80))
        match = match_chrome(text[start : colon + 1], chrome) if colon > start else None
        rest = colon + 1
        while rest < end and text[rest].isspace():
            rest += 1
        if match and match.kind == "byline" and match.name and rest < end:
            outer = Span(block.outer.start, colon + 1) if block.outer else None
            parted.append(replace(block, span=Span(start, colon + 1), outer=outer))
            parted.append(Block(Span(rest, end), indent=block.indent))
            told += [match, None]
        else:
            parted.append(block)
            told.append(label)
    return parted, told


def _filled(text: str, meta: Meta, blocks: Sequence[Block], labels: Sequence[Match | None]) -> Meta:
    """What by-lines, the title and at last the address say, where nothing is known yet.

    Of a page whose comments its markup tells apart, by-lines below the post are the comments'.
    """
    end = len(blocks)
    if any(block.section is Section.COMMENTS for block in blocks):
        end = max((at for at, each in enumerate(blocks) if each.section is Section.POST), default=0)
    bylines = [label for label in labels[:end] if label and label.kind == "byline"]
    dates = [
        label.date
        for label, block in zip(labels[:end], blocks[:end], strict=False)
        if label and label.kind == "byline" and not _UPDATED.match(block.span.of(text)[:LONGEST])
    ]
    title = next((block.span for block in blocks if block.kind is BlockKind.TITLE), None)
    return replace(
        meta,
        title=meta.title or (" ".join(title.of(text).split()) if title else None),
        author=meta.author or next((label.name for label in bylines if label.name), None),
        published=meta.published
        or next(filter(None, dates), None)
        or (address_date(meta.url) if meta.url else None),
    )


def _named_by_comments(meta: Meta, comments: Sequence[Comment]) -> Meta:
    """The author, where only the comments tell: the page marks the writer's own answers."""
    marked = {comment.author for comment in comments if comment.by_writer and comment.author}
    return replace(meta, author=marked.pop()) if meta.author is None and len(marked) == 1 else meta


def _dated(comments: Sequence[Comment], published: str | None) -> list[Comment]:
    """Comments whose dates have their years, as far as the post's own date tells them."""
    return [
        replace(comment, published=with_year(comment.published, published)) for comment in comments
    ]


def _by_writer(comments: Sequence[Comment], author: str | None) -> list[Comment]:
    """Comments by the post's author marked: by full name, or by a first name nobody else has."""
    if author is None:
        return list(comments)
    whole = author.casefold()
    first = whole.split()[0]
    namesakes = {
        (comment.author or "").casefold()
        for comment in comments
        if (comment.author or "").casefold().startswith(first + " ")
    } - {whole}
    marked = []
    for comment in comments:
        name = " ".join((comment.author or "").casefold().split())
        same = name == whole or (name == first and not namesakes)
        marked.append(replace(comment, by_writer=True) if same else comment)
    return marked


def _quoting(text: str, blocks: Sequence[Block], comments: Sequence[Comment]) -> list[Comment]:
    """Comments with the stretches that repeat the post."""
    if not comments:
        return []
    words = PostWords(text, [block.span for block in blocks if block.section is Section.POST])
    found: dict[str, list[Span]] = {}
    for block in blocks:
        if block.comment is not None and block.section is Section.COMMENTS:
            found.setdefault(block.comment, []).extend(repeated(text, block.span, words))
    return [replace(comment, quotes_post=tuple(found.get(comment.id, ()))) for comment in comments]


def _count_said(labels: Sequence[Match | None], start: int | None) -> int | None:
    """How many comments the page speaks of: at their heading, or else wherever it last does."""
    heading = None if start is None else labels[start]
    if heading is not None and heading.number is not None:
        return heading.number
    said = [
        label.number
        for label in labels
        if label and label.number is not None and label.kind in ("comments", "byline")
    ]
    return said[-1] if said else None


def _count_warning(said: int | None, found: int) -> tuple[Oddity, ...]:
    if said is None or said == found:
        return ()
    message = (
        f"the page speaks of {said} {'comment' if said == 1 else 'comments'}, "
        f"but {found} can be told apart"
    )
    return (Oddity("comment_count", message),)
