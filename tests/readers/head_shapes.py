"""Pages whose posts say in as many ways as sites have found what they are called, who wrote them
and when.

A `Head` is the template of a page; it says what of title, author and date the page shows at all.
`page_of_head` draws a post by a seed, fills the template in, and tells what a reader should find.
The templates stand in the modules beside this one. They are written from knowledge of what builders
and hands make, and the words in them are invented.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from reader_scores import Content
from readers.comment_shapes import moments
from site_markup import body, broken_body
from site_posts import logical_post


@dataclass(frozen=True, slots=True)
class Head:
    """How a page shows title, author and date.

    ``signed`` and ``dated`` say whether a page tells author and date; ``titled`` whether the words
    of the title stand in the post, and not in the head of the page alone.
    """

    page: str
    signed: bool = True
    dated: bool = True
    titled: bool = True
    author: str | None = None


def page_of_head(head: Head, seed: int) -> tuple[str, Content]:
    """A page with such a head, and what it holds."""
    post = logical_post(seed, 0).kept(captions=False)
    if head.author is not None:
        post = replace(post, author=head.author)
    paragraphs = [part for part in post.parts if part.kind == "paragraph"]
    fields = moments(post.published) | {
        "title": escape(post.title),
        "site": escape(post.site),
        "author": escape(post.author),
        "first": post.author.split()[0],
        "last": post.author.split()[-1],
        "caps": post.title.upper(),
        "slug": f"inlagg-{post.number}",
        "body": body(post.parts),
        "broken": broken_body(post.parts),
        "opening": escape(paragraphs[0].texts[0].split(".")[0]),
    }
    return head.page.format(**fields), Content(
        "\n".join(post.body if head.titled else post.body[1:]),
        post.title,
        post.author if head.signed else None,
        post.published.isoformat() if head.dated else None,
        tuple(post.quotations),
    )
