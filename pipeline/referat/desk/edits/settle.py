"""After a correction: the layers brought back to what the contract promises.

A finding that grows takes words from the commentary around it; one that goes leaves words that are
nobody's; a claim may then lie in nothing. Whatever depends on what was corrected is put right here,
and nothing else: a post that keeps the promises comes out as it went in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from referat.desk.edits.settle_claims import settle_claims
from referat.desk.edits.settle_digest import records, settle_digest
from referat.post import (
    Block,
    BlockKind,
    Commentary,
    Finding,
    Post,
    Reference,
    Role,
    Section,
    Voice,
)
from referat.span import Span, subtract, trim

_BARE = (Role.HEADING, Role.CHROME)


def settle(post: Post, before: Post) -> Post:
    """The post with its layers put right.

    Args:
        post: the post after a correction.
        before: the post as it was, for what a vanished record's words belong to now.
    """
    post = _without_strays(post)
    post = _commentary(post)
    post = _roles(post)
    post = settle_claims(post)
    return settle_digest(_pointers(post), before)


def next_id(letter: str, taken: Iterable[str]) -> str:
    """An id that no record has: ``letter`` and the next number."""
    numbers = [0]
    for name in taken:
        tail = name.rpartition("-")[2]
        if tail.isascii() and tail.isdigit():
            numbers.append(int(tail))
    return f"{letter}-{max(numbers) + 1}"


def is_bare(block: Block) -> bool:
    """Whether a block's words are neither quoted nor commentary: a heading, or chrome."""
    headed = block.kind in (BlockKind.TITLE, BlockKind.HEADING)
    return block.role in _BARE or block.section is Section.CHROME or headed


def block_of(post: Post, span: Span) -> Block | None:
    """The block that holds a stretch."""
    return next((block for block in post.blocks or () if block.span.holds(span)), None)


def _without_strays(post: Post) -> Post:
    """Without findings and references that lie in no block, the rest in the order of the text."""
    found = [
        replace(item, comment=block.comment)
        for item in post.findings or ()
        if (block := block_of(post, item.span)) is not None
    ]
    return replace(
        post,
        findings=tuple(sorted(found, key=lambda item: item.span)),
        references=tuple(item for item in post.references if block_of(post, item.span)),
    )


def _commentary(post: Post) -> Post:
    """Commentary that lies beside or around findings, and holds whatever letters are left."""
    by_block: defaultdict[int, list[Commentary]] = defaultdict(list)
    for item in post.commentary or ():
        block = next((b for b in post.blocks or () if b.span.overlaps(item.span)), None)
        if block is not None:
            by_block[block.span.start].append(item)
    made: list[Commentary] = []
    ids = [item.id for item in post.commentary or ()]
    for block in post.blocks or ():
        if is_bare(block):
            continue
        settled = _in_block(post, block, by_block[block.span.start], ids)
        ids += [item.id for item in settled]
        made += settled
    return replace(post, commentary=tuple(sorted(made, key=lambda item: item.span)))


def _in_block(
    post: Post, block: Block, items: Sequence[Commentary], ids: Sequence[str]
) -> list[Commentary]:
    quoted = [item for item in post.findings or () if block.span.holds(item.span)]
    taken = [item.outer for item in quoted]
    taken += [item.span for item in post.references if block.span.holds(item.span)]
    repeats = _repeats(post, block)
    kept = []
    for item in items:
        known = _beside(item, [*(f.span for f in quoted), *taken[len(quoted) :]])
        known = known and _with_own(post.text, known, taken, repeats)
        kept += [_voiced(post, block, known)] if known is not None else []
    covered = [*taken, *repeats, *(item.span for item in kept)]
    for stretch in _worded(post.text, subtract(block.span, covered)):
        kept = _given_to_neighbour(post.text, stretch, kept, taken) or [
            *kept,
            _new(post, block, stretch, next_id("commentary", [*ids, *(k.id for k in kept)])),
        ]
    return sorted(kept, key=lambda item: item.span)


def _beside(item: Commentary, taken: Sequence[Span]) -> Commentary | None:
    """A commentary that no quoted words reach into from outside; ``None`` where they cover it."""
    start, end = item.span
    for other in taken:
        if item.span.holds(other) and item.span != other:
            continue
        if other.start <= start < other.end:
            start = other.end
        if other.start < end <= other.end:
            end = other.start
    if start >= end:
        return None
    return item if (start, end) == item.span else replace(item, span=Span(start, end))


def _with_own(
    text: str, item: Commentary, taken: Sequence[Span], repeats: Sequence[Span]
) -> Commentary | None:
    """A commentary whose own words are what nobody else says; ``None`` where it has none."""
    span = trim(text, *item.span)
    lost = _worded(text, subtract(span, [*item.own, *taken, *repeats]))
    inside = all(span.holds(part) for part in item.own)
    if inside and not lost and not _overlap(item.own, taken):
        return item
    own = tuple(_worded(text, subtract(span, taken)))
    cues = tuple(cue for cue in item.cues if any(part.holds(cue) for part in own))
    return replace(item, span=span, own=own, cues=cues) if own else None


def _given_to_neighbour(
    text: str, stretch: Span, items: Sequence[Commentary], taken: Sequence[Span]
) -> list[Commentary] | None:
    """The commentary that stands next to a free stretch, with nothing of anybody's between, made
    larger by it; ``None`` where there is none.
    """
    for index, item in enumerate(items):
        joined = Span(min(item.span.start, stretch.start), max(item.span.end, stretch.end))
        others = [other.span for other in items if other is not item]
        between = [*others, *(span for span in taken if not item.span.holds(span))]
        if any(joined.overlaps(span) for span in between):
            continue
        own = tuple(_worded(text, subtract(joined, taken)))
        return [*items[:index], replace(item, span=joined, own=own), *items[index + 1 :]]
    return None


def _new(post: Post, block: Block, stretch: Span, ident: str) -> Commentary:
    made = Commentary(ident, stretch, (stretch,), block.language, Voice.AUTHOR)
    return _voiced(post, block, made)


def _voiced(post: Post, block: Block, item: Commentary) -> Commentary:
    """The commentary as words of whoever wrote its block: the writer, or a reader."""
    comment = next((each for each in post.comments if each.id == block.comment), None)
    reader = comment is not None and not comment.by_writer
    voice = Voice.READER if reader else Voice.AUTHOR
    return replace(item, voice=voice, comment=block.comment)


def _repeats(post: Post, block: Block) -> list[Span]:
    """Words of a comment that repeat the post: a paragraph of nothing else has no commentary."""
    comment = next((item for item in post.comments if item.id == block.comment), None)
    return list(comment.quotes_post) if comment else []


def _worded(text: str, spans: Iterable[Span]) -> list[Span]:
    """The stretches that hold a letter or a figure, without white space at their edges."""
    trimmed = [trim(text, *span) for span in spans]
    return [span for span in trimmed if any(sign.isalnum() for sign in span.of(text))]


def _overlap(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in spans for other in others)


def _roles(post: Post) -> Post:
    """Blocks that no longer hold what their role says."""

    def role_of(block: Block) -> Role | None:
        if is_bare(block) or block.section is Section.COMMENTS:
            return block.role
        quoted = any(block.span.holds(item.span) for item in post.findings or ())
        named = any(block.span.holds(item.span) for item in post.references)
        own = any(block.span.overlaps(item.span) for item in post.commentary or ())
        if block.role is Role.FINDING and not quoted:
            return Role.REFERENCE if named and not own else Role.COMMENTARY
        if block.role is Role.REFERENCE and not named:
            return Role.FINDING if quoted and not own else Role.COMMENTARY
        if block.role is Role.COMMENTARY and quoted and not own:
            return Role.FINDING
        return block.role

    blocks = tuple(replace(block, role=role_of(block)) for block in post.blocks or ())
    return replace(post, blocks=blocks)


def _pointers(post: Post) -> Post:
    """Without ids of records that are gone."""
    findings = {item.id for item in post.findings or ()}
    sources = {item.id for item in post.sources}
    known = {ident for ident, _ in records(post)}

    def finding(item: Finding) -> Finding:
        continues = item.continues if item.continues in findings else None
        return replace(
            item, continues=continues, source=item.source if item.source in sources else None
        )

    def commentary(item: Commentary) -> Commentary:
        return replace(item, about=tuple(name for name in item.about if name in known))

    def reference(item: Reference) -> Reference:
        return replace(item, source=item.source if item.source in sources else None)

    return replace(
        post,
        findings=tuple(map(finding, post.findings or ())),
        commentary=tuple(map(commentary, post.commentary or ())),
        references=tuple(map(reference, post.references)),
        claims=tuple(
            replace(item, source=item.source if item.source in sources else None)
            for item in post.claims or ()
        ),
    )
