"""One entry of an export or a feed, as the post that a page of its own would give.

Exports and feeds say what a page has to be searched for: which words are the title, which the
post, who wrote each comment and what it answers. An `Entry` holds these. Its post is read by the
walk that reads pages, over a page that is built of elements and says of each what it is, so that a
post has the same text whether it came as a page or out of an export. By-lines of comments stand in
that text as a theme shows them, because every name in a summary has to stand in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from referat.post import BlockKind, Comment, Meta, Oddity, Post, Section
from referat.readers.html import read_page
from referat.readers.html_page import Page
from referat.readers.html_parse import parse_page
from referat.readers.xml_scan import FORBIDDEN
from referat.text.chrome import load_chrome
from referat.text.decode import oddities_of

# Elements of a comment whose words nobody sees, and those that may stay; of the rest, the words do.
_SILENT = (
    *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed"),
    *("canvas", "button", "select", "input", "textarea", "audio", "video", "map", "nav", "form"),
)
_KEPT = frozenset(
    """
    a b blockquote br code cite em h1 h2 h3 h4 h5 h6 hr i li ol p pre q span strong table tbody
    td th thead tr ul
    """.split()
)
_PARTS = frozenset(
    """
    address article aside center dd details div dl dt fieldset figcaption figure footer header main
    section summary
    """.split()
)


@dataclass(frozen=True, slots=True)
class EntryComment:
    """A comment as an export gives it.

    Args:
        id: the export's own id.
        html: its words, as HTML.
        parent: the id of the comment that it answers.
        author: who wrote it.
        published: when, in ISO 8601.
        by_writer: whether the post's author wrote it.
        ping: it is a pingback or trackback: another page's, and nobody's comment.
    """

    id: str
    html: str
    parent: str | None = None
    author: str | None = None
    published: str | None = None
    by_writer: bool = False
    ping: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A post as an export or a feed gives it.

    Args:
        title: its title as plain text; ``None`` where it has none.
        html: its body, as HTML.
        meta: what else is known about it.
        comments: in any order; `post_of` puts them in that of their dates, answers below what they
            answer.
        warnings: what was odd about its record.
    """

    title: str | None
    html: str
    meta: Meta
    comments: tuple[EntryComment, ...] = ()
    warnings: tuple[Oddity, ...] = ()


class _Placed(NamedTuple):
    """A comment in the thread, and the place of the one that it answers, counted from 0."""

    comment: EntryComment
    answers: int | None


def post_of(entry: Entry) -> Post:
    """The post that an entry holds. Its text is empty where the entry has no words."""
    from lxml import etree

    title = " ".join(FORBIDDEN.sub(" ", entry.title or "").split()) or None
    root = etree.Element("html")
    page = etree.SubElement(root, "body")
    article = etree.SubElement(page, "article")
    kept = {root, page, article}
    heading = None
    if title:
        heading = etree.SubElement(article, "h1")
        heading.text = title
        kept.add(heading)
    main, odd = _fragment(entry.html)
    article.append(main)
    section = etree.SubElement(page, "section")
    placed = in_thread_order(entry.comments)
    shown = _show_comments(section, placed)
    parts = Page(
        root=root,
        main=main,
        title=heading,
        threads=frozenset({section}),
        plain_threads=frozenset(),
        units=frozenset(),
        kept=frozenset({*kept, main, section}),
        meta=replace(entry.meta, title=title),
        exact=True,
    )
    post = read_page(parts, load_chrome(), entry.warnings + odd)
    return replace(
        post,
        comments=_known(post.comments, placed, shown),
        warnings=post.warnings + oddities_of(post.text),
    )


def is_empty(post: Post) -> bool:
    """Whether an entry's post holds no words besides its title and those of the page."""
    return not any(
        block.kind is not BlockKind.TITLE and block.section is not Section.CHROME
        for block in post.blocks or ()
    )


def in_thread_order(comments: Sequence[EntryComment]) -> list[_Placed]:
    """Comments by date, answers below what they answer. Nothing is lost.

    What answers a comment that is not there, or in a circle, stands by itself.
    """
    order = list(range(len(comments)))
    if all(comment.published for comment in comments):
        order.sort(key=lambda index: comments[index].published or "")
    index_of = {comments[index].id: index for index in reversed(order)}
    answers: dict[int, list[int]] = {}
    tops: list[int] = []
    for index in order:
        parent = index_of.get(comments[index].parent or "")
        if parent is None or parent == index:
            tops.append(index)
        else:
            answers.setdefault(parent, []).append(index)
    placed: list[_Placed] = []
    seen: set[int] = set()
    for top in [*tops, *order]:  # the latter for what is in a circle: no top leads to it
        waiting: list[tuple[int, int | None]] = [(top, None)]
        while waiting:
            index, above = waiting.pop()
            if index in seen:
                continue
            seen.add(index)
            below = reversed(answers.get(index, []))
            waiting += [(answer, len(placed)) for answer in below]
            placed.append(_Placed(comments[index], above))
    return placed


def _show_comments(section: Any, placed: Sequence[_Placed]) -> list[int]:
    """Sets comments into the page, one below the other, and gives the places of those with words.

    They are not nested there: threads may go deeper than a walk should, and what answers what is
    known already.
    """
    from lxml import etree

    shown: list[int] = []
    for place, (comment, _) in enumerate(placed):
        label = " ".join(FORBIDDEN.sub(" ", comment.author or "").split())
        if comment.ping:
            if label:
                etree.SubElement(section, "div", {"class": "pingback"}).text = label
            continue
        words, _ = _fragment(comment.html)
        _simplify(words)
        if not "".join(words.itertext()).strip():
            continue
        shown.append(place)
        if comment.published:
            label = f"{label} {comment.published[:16].replace('T', ' ')}".strip()
        written = etree.SubElement(section, "div", {"class": "comment"})
        if label:
            etree.SubElement(written, "div", {"class": "comment-meta"}).text = label
        words.set("class", "comment-content")
        written.append(words)
    return shown


def _simplify(words: Any) -> None:
    """Leaves of a comment's markup what says how its words are set.

    Names that a page's comments go by may stand in the words of one; here they mean nothing.
    """
    from lxml import etree

    etree.strip_elements(words, *_SILENT, with_tail=False)
    for element in words.iter():
        target = element.get("href") if element.tag == "a" else None
        element.attrib.clear()
        if target:
            element.set("href", target)
        if element.tag not in _KEPT and element is not words:
            element.tag = "div" if element.tag in _PARTS else "span"


def _known(
    found: Sequence[Comment], placed: Sequence[_Placed], shown: Sequence[int]
) -> tuple[Comment, ...]:
    """The comments of the page, with what the entry says of each.

    An answer to one without words answers the nearest one above it that has some.
    """
    at_place = dict(zip(shown, found, strict=True))
    depths: dict[str, int] = {}
    known: list[Comment] = []
    for place, comment in at_place.items():
        said, above = placed[place]
        while above is not None and above not in at_place:
            above = placed[above].answers
        reply_to = None if above is None else at_place[above].id
        depths[comment.id] = 0 if reply_to is None else depths[reply_to] + 1
        known.append(
            replace(
                comment,
                author=" ".join((said.author or "").split()) or None,
                published=said.published,
                reply_to=reply_to,
                depth=depths[comment.id],
                by_writer=said.by_writer,
            )
        )
    return tuple(known)


def _fragment(html: str) -> tuple[Any, tuple[Oddity, ...]]:
    """An element that holds what is in a part of a page, and what was odd about it."""
    from lxml import etree

    root, odd = parse_page(html)
    body = None if root is None else root.find("body")
    if body is None:
        return etree.Element("div"), odd
    body.tag = "div"
    return body, odd
