"""Where the comments of a page are: by what an element is called, or by the heading above them.

A heading such as "3 kommentarer" may be one in its markup, or bold type or a box that only looks
like one. What follows it is the thread. Where that is more than one element, they are put into one.
"""

from __future__ import annotations

from typing import Any

from referat.readers import html_traits as names
from referat.readers.html_runs import signs, wrap
from referat.readers.html_shapes import BLOCKS, is_more
from referat.readers.html_survey import HEADINGS, MANY, Survey, length_of, text_of, within
from referat.text.chrome import LONGEST, Chrome, match_chrome

_ENOUGH = 80
"""How much text before a heading, beside it, is a post."""
_HEADED = 5
"""How many headings may open comments."""
_FOLLOWERS = 1000
_MOST = 0.6
"""What share of the text below a heading one element holds that is the thread."""
_ENDS = frozenset({"form", "nav", "aside", "footer", "script", "style"})
_HOLDERS = frozenset({"section", "div", "aside"})


def find_threads(found: Survey, chrome: Chrome) -> tuple[set[Any], set[Any]]:
    """The outermost elements that hold comments: those in which names tell comments apart, and
    those in which nothing but the structure does.
    """
    named = set(found.threads[:MANY])
    threads = {each for each in named if not within(each, named)}
    plain = {each for each in threads if not _names_comments(each, chrome)}
    threads -= plain
    headings = 0
    for heading in found.headings:
        if not _opens_comments(heading, chrome):
            continue
        headings += 1
        if headings > _HEADED or within(heading, threads | plain):
            continue
        _add_below(heading, found, threads, plain, chrome)
    if not threads and not plain:
        for label in found.labels:
            if _opens_comments(label, chrome) and _add_below(label, found, threads, plain, chrome):
                break
    return threads, plain


def _opens_comments(heading: Any, chrome: Chrome) -> bool:
    label = match_chrome(text_of(heading, 200), chrome)
    return label is not None and label.kind in ("comments", "comments_bare") and label.number != 0


def _add_below(
    heading: Any, found: Survey, threads: set[Any], plain: set[Any], chrome: Chrome
) -> bool:
    """Adds the thread that a heading opens; whether there is one."""
    heading = _outermost(heading)
    parent = heading.getparent()
    if parent is not None and parent.tag in ("header", "hgroup"):
        heading, parent = parent, parent.getparent()
    if parent is None:
        return False
    if (
        parent.tag in _HOLDERS
        and (heading.tag in HEADINGS or length_of(parent, 400) > length_of(heading, 400))
        and length_of(parent, 400)
        and not _follows_text(heading)
        and not any(
            within(each, {parent}) or each is parent for each in found.mains + found.articles[:1]
        )
    ):
        plain.add(parent)
        return True
    # The heading stands beside the post's own paragraphs: what follows it is the thread.
    below = _followers(heading, chrome)
    below = [each for each in below if not within(each, threads) and each not in threads]
    size = sum(length_of(each, _FOLLOWERS) for each in below)
    if not size:
        return False
    most = max(below, key=lambda each: length_of(each, _FOLLOWERS))
    if most.tag in ("ol", "ul", "dl", "div", "section") and (
        length_of(most, _FOLLOWERS) >= _MOST * size and not _is_unit(most, below)
    ):
        plain.add(most)
    else:
        plain.add(wrap(below))
    return True


def _is_unit(most: Any, below: list[Any]) -> bool:
    """Whether an element is one of several of its kind."""
    kind = (most.tag, most.get("class"))
    return sum((each.tag, each.get("class")) == kind for each in below) > 1


def _outermost(heading: Any) -> Any:
    """A heading with the elements around it that hold nothing else."""
    parent = heading.getparent()
    while parent is not None and parent.tag not in (
        "body",
        "html",
        "td",
        "section",
        "article",
        "main",
    ):
        if (heading.tail or "").strip() or len(parent) > 1 or (parent.text or "").strip():
            break
        heading, parent = parent, parent.getparent()
    return heading


def _followers(heading: Any, chrome: Chrome) -> list[Any]:
    """The elements below a heading, as far as they can be its comments."""
    if (heading.tail or "").strip():
        own = heading.makeelement("p", {})
        own.text, heading.tail = heading.tail, None
        heading.addnext(own)
    below: list[Any] = []
    for each in heading.itersiblings():
        if not isinstance(each.tag, str) or len(below) >= _FOLLOWERS:
            break
        if each.tag in _ENDS or names.traits(each) & names.DROP or is_more(each):
            break
        if each.tag in HEADINGS and not signs(each, chrome):
            label = match_chrome(text_of(each, LONGEST), chrome)
            if (label and label.kind != "byline") or each.tag <= heading.tag:
                break
        below.append(each)
    return below


def _follows_text(heading: Any) -> bool:
    """Whether a post's worth of paragraphs stands before a heading beside it."""
    size = 0
    for each in heading.itersiblings("p", preceding=True):
        size += length_of(each, _ENOUGH)
        if size >= _ENOUGH:
            return True
    return False


def _names_comments(thread: Any, chrome: Chrome) -> bool:
    """Whether elements of a thread are called comments (bounded: the first few hundred say).

    A by-line alone that is called one does not say where a comment ends.
    """
    for seen, element in enumerate(thread.iter("article", "li", "div", "section", "dt")):
        if seen > MANY:
            break
        if seen and names.traits(element) & names.ITEM and not _is_byline(element, chrome):
            return True
    return False


def _is_byline(element: Any, chrome: Chrome) -> bool:
    """Whether an element called a comment holds nothing but its by-line."""
    following = element.getnext()
    return (
        element.tag == "div"
        and following is not None
        and following.tag in BLOCKS
        and not names.traits(following) & names.ITEM
        and signs(element, chrome)
    )
