"""What a reader understood of a post, for a terminal: its blocks, their sections, the comments.

For whoever wonders why a summary misses something: a line a block, with its section, kind and
first words, markup that means something, and the thread as a tree. As in the digest for a
terminal, everything is set as text: a post cannot colour, move or command the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from referat.post import Block, Comment, Lead, MarkupKind, Post, Section
from referat.writers.escape import one_line
from referat.writers.view import excerpt

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_WORDS = 300  # code points that are shown of a block
_WIDEST = 120  # columns
_DEEPEST = 8  # steps of indentation of a thread
_SECTIONS = {Section.POST: "green", Section.COMMENTS: "cyan", Section.CHROME: "dim"}
_LEADS = {Lead.DASH: "–", Lead.QUOTE: ">", Lead.NUMBER: "1.", Lead.BULLET: "•"}
_SHOWN = (MarkupKind.LINK, MarkupKind.QUOTE, MarkupKind.CITE)


def render(post: Post, console: Console) -> None:
    """Print what is known about ``post`` and how its text is divided.

    Args:
        post: a post with blocks, as the blocks stage gives it.
        console: where to; 120 columns at most are used.
    """
    from rich.padding import Padding
    from rich.table import Table

    for indent, mark, body in _lines(post):
        row = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
        row.add_column(no_wrap=True)
        row.add_column(overflow="fold")
        row.add_row(mark, body)
        shifted = Padding(row, (0, 0, 0, indent), expand=False)
        console.print(shifted, width=min(console.width, _WIDEST))


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(one_line(words), style=style, overflow="fold")


def _column(words: str, style: str) -> Text:
    """Words of our own, with their blanks."""
    from rich.text import Text

    return Text(words, style=style)


def _lines(post: Post) -> Iterator[tuple[int, Text, Text]]:
    """All lines: indent in columns, mark, and what stands after it."""
    yield 0, _text(post.meta.origin or "text", "bold"), _text("")
    known = post.meta
    for name, said in (
        ("title", known.title),
        ("author", known.author),
        ("published", known.published),
        ("site", known.site),
        ("url", known.url),
        ("id", known.id),
    ):
        yield 2, _column(f"{name:9}", "dim"), _text(said) if said else _text("not known", "dim")
    yield 0, _text(""), _text("")
    blocks = post.blocks or ()
    for block in blocks:
        yield _block(post, block)
    if post.comments:
        yield 0, _text(""), _text("")
        yield 0, _text(f"comments: {len(post.comments)}", "bold cyan"), _text("")
        for comment in post.comments:
            yield _comment(post, comment)
    for warning in post.warnings:
        yield 0, _text("!", "yellow"), _text(f"{warning.code}: {warning.message}", "yellow")
    yield 0, _text(""), _text("")


def _block(post: Post, block: Block) -> tuple[int, Text, Text]:
    section = block.section or Section.POST
    colour = _SECTIONS[section]
    mark = _column(f"{section:8} {block.kind:10} {_LEADS.get(block.lead, ''):2}", colour)
    body = _text(excerpt(block.span.of(post.text), _WORDS), colour if colour == "dim" else "")
    if block.comment:
        body.append(f"  [{block.comment}]", style="cyan")
    for item in post.markup:
        if item.kind in _SHOWN and block.span.start <= item.span.start < block.span.end:
            said = excerpt(item.span.of(post.text), 60)
            target = f" → {item.target}" if item.target else ""
            body.append(f"  <{item.kind}: {one_line(said + target)}>", style="magenta")
    return 0, mark, body


def _comment(post: Post, comment: Comment) -> tuple[int, Text, Text]:
    who = comment.author or "nobody named"
    facts = [comment.published or "", "the writer" if comment.by_writer else ""]
    facts.append(f"answers {comment.reply_to}" if comment.reply_to else "")
    known = ", ".join(fact for fact in facts if fact)
    mark = _text(f"{comment.id}:", "cyan")
    body = _text(f"{who} ({known})" if known else who, "bold")
    body.append(f"  {one_line(excerpt(comment.span.of(post.text), 80))}", style="not bold")
    return 2 + 2 * min(comment.depth, _DEEPEST), mark, body
