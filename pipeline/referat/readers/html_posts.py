"""Pages that hold several posts: a month's archive, a category, a blog's front page.

Such a page has two or more elements that are each a post by their name, side by side, with a title
and a text of their own. A page with one post has such elements, too: teasers of others below it.
There, the page says itself whose it is, or the one post outweighs the rest.
"""

from __future__ import annotations

from typing import Any

from referat.readers import html_traits as names
from referat.readers.html_survey import HEADINGS, Survey, length_of, text_of, within

_ENOUGH = 80
"""From how many code points on a text is one."""
_OUTWEIGHS = 4
"""How many times longer than every other the one post of a page is."""
_LONGEST = 20_000
_POST = frozenset(
    """post hentry h-entry entry blog-post blogpost blogginlägg blogginlagg inlägg inlagg artikel
    post-outer wp-block-post""".split()
)
_SINGLE = frozenset({"single", "single-post", "postid", "item-view", "post-template", "singular"})


def posts_on(found: Survey, threads: set[Any]) -> list[tuple[Any, Any]]:
    """The posts of a page that holds several, each with its title's element; else nothing."""
    if found.metas.get("og:type", "").lower() == "article" or _says_single(found):
        return []
    named = {each for each in found.articles if _is_post(each)}
    outer = [
        each
        for each in found.articles
        if each in named
        and not within(each, named)
        and each not in threads
        and not within(each, threads)
        and not _dropped(each)
    ]
    told = [(each, title) for each in outer if (title := _title_in(each)) is not None]
    sizes = [length_of(each, _LONGEST) - len(text_of(title)) for each, title in told]
    told = [pair for pair, size in zip(told, sizes, strict=True) if size >= _ENOUGH]
    sizes = sorted(size for size in sizes if size >= _ENOUGH)
    if len(told) < 2 or _is_title_of(found, [text_of(title) for _, title in told]):
        return []
    if sizes[-1] >= _OUTWEIGHS * sizes[-2] and not _linked(told[0][1]):
        return []
    return told


def _is_post(element: Any) -> bool:
    return element.tag == "article" or not _POST.isdisjoint(
        (element.get("class") or "").lower().split()
    )


def _says_single(found: Survey) -> bool:
    return not _SINGLE.isdisjoint(found.body_class)


def _dropped(element: Any) -> bool:
    """Whether an element lies in what is left out of a page."""
    while element is not None:
        # Blogger calls the list of posts a widget, too.
        widget = "blog" in (element.get("class") or "").lower()
        if not widget and (element.tag == "aside" or names.traits(element) & names.DROP):
            return True
        element = element.getparent()
    return False


def _title_in(post: Any) -> Any | None:
    """The heading that is a post's title: the one that is called so, or the first."""
    first = None
    for element in post.iter(*HEADINGS):
        if not text_of(element, 20):
            continue
        if names.traits(element) & names.TITLE:
            return element
        if first is None:
            first = element
    return first


def _linked(title: Any) -> bool:
    parent = title.getparent()
    return next(title.iter("a"), None) is not None or (parent is not None and parent.tag == "a")


def _is_title_of(found: Survey, titles: list[str]) -> bool:
    """Whether the page bears the title of just one of the posts."""
    said = (found.metas.get("og:title") or found.page_title or "").casefold()
    borne = [title for title in titles if " " in title and title.casefold() in said]
    return len(borne) == 1
