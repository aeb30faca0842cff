"""Corrections of blocks: what one is, and in which language words are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from referat.desk.edits.locate import locate
from referat.desk.edits.operations import SetLanguage, SetRole
from referat.desk.edits.settle import next_id
from referat.desk.errors import EditError
from referat.post import (
    Block,
    BlockKind,
    Comment,
    Finding,
    Marking,
    Post,
    Reference,
    Role,
    Run,
    Section,
)
from referat.span import Span
from referat.text.words import count_words

_SECTIONS = {Role.COMMENT: Section.COMMENTS, Role.CHROME: Section.CHROME}


def set_role(post: Post, operation: SetRole) -> Post:
    """The post with a block in another role, and what stood in it removed or made accordingly."""
    block = next((b for b in post.blocks or () if b.span.start == operation.block), None)
    if block is None:
        raise EditError("no_block", place=str(operation.block))
    role = operation.role
    if role is block.role:
        return post
    post = _left_by_comment(post, block) if role is not Role.COMMENT else _joined(post, block)
    changed = next(b for b in post.blocks or () if b.span == block.span)
    changed = replace(
        changed,
        role=role,
        section=_SECTIONS.get(role, Section.POST),
        kind=_kind(block, role),
    )
    post = _with_block(post, changed)
    clear = role in (Role.HEADING, Role.CHROME, Role.REFERENCE, Role.COMMENTARY, Role.COMMENT)
    if clear or (role is Role.FINDING and not _holds_finding(post, block)):
        post = _emptied(post, block, commentary=role not in (Role.COMMENTARY, Role.COMMENT))
    if role is Role.REFERENCE:
        ident = next_id("reference", (item.id for item in post.references))
        named = [*post.references, Reference(ident, block.span)]
        post = replace(post, references=tuple(sorted(named, key=lambda item: item.span)))
    if role is Role.FINDING and not _holds_finding(post, block):
        ident = next_id("finding", (item.id for item in post.findings or ()))
        whole = Finding(ident, block.span, block.span, block.language, Marking.LANGUAGE)
        found = sorted([*(post.findings or ()), whole], key=lambda item: item.span)
        post = replace(post, findings=tuple(found))
    return post


def _kind(block: Block, role: Role) -> BlockKind:
    headed = block.kind in (BlockKind.TITLE, BlockKind.HEADING)
    if role is Role.HEADING:
        return block.kind if headed else BlockKind.HEADING
    return BlockKind.PARAGRAPH if headed else block.kind


def _holds_finding(post: Post, block: Block) -> bool:
    return any(block.span.holds(item.span) for item in post.findings or ())


def _emptied(post: Post, block: Block, commentary: bool) -> Post:
    """Without the findings and references of a block, and without its commentary if asked."""
    span = block.span
    return replace(
        post,
        findings=tuple(f for f in post.findings or () if not span.holds(f.span)),
        references=tuple(r for r in post.references if not span.holds(r.span)),
        commentary=tuple(
            c for c in post.commentary or () if not (commentary and span.overlaps(c.span))
        ),
    )


def _with_block(post: Post, changed: Block) -> Post:
    blocks = (changed if b.span == changed.span else b for b in post.blocks or ())
    return replace(post, blocks=tuple(blocks))


def _left_by_comment(post: Post, block: Block) -> Post:
    """The post with a block that belongs to no comment; its comment keeps its other blocks.

    Raises:
        EditError: it is the comment's only block, or stands in the middle of it.
    """
    comment = next((item for item in post.comments if item.id == block.comment), None)
    if comment is None:
        return post
    rest = [b.span for b in post.blocks or () if b.comment == comment.id and b != block]
    if not rest or (any(b < block.span for b in rest) and any(b > block.span for b in rest)):
        raise EditError("comment_whole")
    shorter = replace(comment, span=Span(min(rest).start, max(rest).end))
    return _with_block(_with_comment(post, shorter), replace(block, comment=None))


def _joined(post: Post, block: Block) -> Post:
    """The post with a block that belongs to the comment of the block before it.

    Raises:
        EditError: there is none.
    """
    if block.comment is not None:
        return post
    before = [b for b in post.blocks or () if b.span.end <= block.span.start]
    ident = before[-1].comment if before else None
    comment = next((item for item in post.comments if item.id == ident), None)
    if comment is None:
        raise EditError("comment_none")
    longer = replace(comment, span=Span(comment.span.start, block.span.end))
    return _with_block(_with_comment(post, longer), replace(block, comment=ident))


def _with_comment(post: Post, changed: Comment) -> Post:
    inside = tuple(part for part in changed.quotes_post if changed.span.holds(part))
    changed = replace(changed, quotes_post=inside)
    comments = (changed if item.id == changed.id else item for item in post.comments)
    return replace(post, comments=tuple(comments))


def set_language(post: Post, operation: SetLanguage) -> Post:
    """The post with some words in another language."""
    span = locate(post.text, operation.words, operation.near)
    return spoken(post, span, operation.language)


def spoken(post: Post, span: Span, language: str) -> Post:
    """The post with the words of ``span`` in ``language``, and the blocks around in the language
    of most of their words.
    """
    runs = tuple(part for run in post.runs or () for part in _cut(run, span, language))
    blocks = tuple(
        replace(block, language=_most(post.text, block, runs) or block.language)
        if block.span.overlaps(span)
        else block
        for block in post.blocks or ()
    )
    return replace(post, runs=runs, blocks=blocks)


def _cut(run: Run, span: Span, language: str) -> Iterator[Run]:
    start, end = max(run.span.start, span.start), min(run.span.end, span.end)
    if start >= end or run.language == language:
        yield run
        return
    if run.span.start < start:
        yield replace(run, span=Span(run.span.start, start))
    yield replace(run, span=Span(start, end), language=language, confidence=1.0)
    if end < run.span.end:
        yield replace(run, span=Span(end, run.span.end))


def _most(text: str, block: Block, runs: tuple[Run, ...]) -> str | None:
    counted: dict[str, int] = {}
    for run in runs:
        if block.span.holds(run.span) and run.language != "und":
            words = count_words(text, run.span.start, run.span.end)
            counted[run.language] = counted.get(run.language, 0) + words
    return max(sorted(counted), key=lambda name: counted[name]) if counted else None
