"""What the templates of generated pages share: escaping, dates, bodies, nests of comments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import escape

from site_posts import Logical, Part, Reply

MONTHS = """januari februari mars april maj juni juli augusti september oktober november
    december""".split()
PORTRAIT = '<img src="/bild.png" alt="">'


def day(when: datetime) -> str:
    """3 maj 2012."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def clock(when: datetime) -> str:
    """14:05."""
    return f"{when:%H:%M}"


def moment(when: datetime) -> str:
    """3 maj 2012 kl. 14.05."""
    return f"{day(when)} kl. {when:%H.%M}"


def iso(when: datetime) -> str:
    """2012-05-03T14:05:00+02:00."""
    return f"{when:%Y-%m-%dT%H:%M:%S}+02:00"


def paragraphs(texts: tuple[str, ...], opening: str = "<p>") -> str:
    """Each text in a paragraph."""
    return "\n".join(f"{opening}{escape(text)}</p>" for text in texts)


def body(
    parts: tuple[Part, ...],
    *,
    paragraph: str = "<p>",
    heading: str = "<h2>{}</h2>",
    quotation: str = "<blockquote>{}</blockquote>",
    listing: str = "<ul>",
    caption: str = '<figure><img src="/a.png" alt=""><figcaption>{}</figcaption></figure>',
) -> str:
    """A body in today's markup, with a template's own classes."""
    pieces = []
    for part in parts:
        if part.kind == "paragraph":
            pieces.append(paragraphs(part.texts, paragraph))
        elif part.kind == "heading":
            pieces.append(heading.format(escape(part.texts[0])))
        elif part.kind == "quotation":
            pieces.append(quotation.format(paragraphs(part.texts)))
        elif part.kind == "list":
            items = "".join(f"<li>{escape(text)}</li>" for text in part.texts)
            pieces.append(f"{listing}{items}</ul>")
        else:
            pieces.append(caption.format(escape(part.texts[0])))
    return "\n".join(pieces)


def broken_body(parts: tuple[Part, ...]) -> str:
    """A body as old editors wrote it: line breaks for paragraphs, bold for headings."""
    pieces = []
    for part in parts:
        if part.kind == "quotation":
            pieces.append(
                "<blockquote>" + "<br /><br />".join(map(escape, part.texts)) + "</blockquote>"
            )
        elif part.kind == "list":
            pieces.append("<ul>" + "".join(f"<li>{escape(t)}" for t in part.texts) + "</ul>")
        elif part.kind == "heading":
            pieces.append(f"<b>{escape(part.texts[0])}</b><br /><br />")
        else:
            pieces.append("<br />".join(map(escape, part.texts)) + "<br /><br />")
    return "\n".join(pieces)


def remark(reply: Reply) -> str:
    """A comment's words, with what it quotes first."""
    quoted = ""
    if reply.quotation:
        quoted = f"<blockquote><p>{escape(reply.quotation)}</p></blockquote>\n"
    return quoted + paragraphs(reply.words)


def nest(
    replies: tuple[Reply, ...],
    one: Callable[[int, Reply, int, str], str],
    group: Callable[[str, int], str],
    parent: int | None = None,
    depth: int = 0,
) -> str:
    """Comments with their answers inside them.

    Args:
        replies: all comments.
        one: makes a comment of its index, itself, its depth and its answers.
        group: makes a list of a string of comments at a depth.
        parent: whose answers are wanted.
        depth: how deep they stand.
    """
    inside = [
        one(index, reply, depth, nest(replies, one, group, index, depth + 1))
        for index, reply in enumerate(replies)
        if reply.parent == parent
    ]
    return group("\n".join(inside), depth) if inside else ""


def depth_of(replies: tuple[Reply, ...], index: int) -> int:
    """How deep a comment stands."""
    depth, above = 0, replies[index].parent
    while above is not None:
        depth, above = depth + 1, replies[above].parent
    return depth


def counted(post: Logical, one: str = "kommentar", many: str = "kommentarer") -> str:
    """3 kommentarer."""
    number = len(post.replies)
    return f"{number} {one if number == 1 else many}"
