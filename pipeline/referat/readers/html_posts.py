"""Pages that hold several posts: a month's archive, a category, a blog's front page.

Such a page has two or more elements that are each a post by their name, side by side, with a title
and a text of their own. A page with one post has such elements, too: teasers of others below it.
There, the page says itself whose it is, or the one post outweighs the rest.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from referat.readers import html_traits as names
from referat.readers.html_survey import HEADINGS, Survey, length_of, text_of, within

_ENOUGH = 80
"""How many code points two posts of a page have at least, or it is no page of posts."""
_OUTWEIGHS = 4
"""How many times longer than every other the one post of a page is."""
_LONGEST = 20_000
_POST = frozenset(
    """post hentry h-entry entry blog-post blogpost blogginlägg blogginlagg inlägg inlagg artikel
    post-outer wp-block-post""".split()
)
_SINGLE = frozenset({"single", "single-post", "postid", "item-view", "post-template", "singular"})


class Posts(NamedTuple):
    """The posts of a page.

    ``several`` has the element of each with its title's; it is empty where the page holds one, of
    which ``one`` is the element where there were others to choose from.
    """

    several: list[tuple[Any, Any]]
    one: Any | None = None


def posts_on(found: Survey, threads: set[Any]) -> Posts:
    """The posts of a page, as far as their names tell them."""
    named = {each for each in found.articles if _is_post(each)}
    outer = [
        each
        for each in found.articles
        if each in named
        and not within(each, named)
        and each not in threads
        and not within(each, threads)
        and not dropped(each)
    ]
    told = [(each, title) for each in outer if (title := _title_in(each)) is not None]
    if len(told) < 2:
        return Posts([])
    sizes = [length_of(each, _LONGEST) - len(text_of(title)) for each, title in told]
    longest = max(range(len(told)), key=lambda at: (sizes[at], -at))
    said = (found.metas.get("og:title") or found.page_title or "").casefold()
    titles = [text_of(title).casefold() for _, title in told]
    borne = [at for at, title in enumerate(titles) if " " in title and title in said]
    if len(borne) == 1:
        return Posts([], told[borne[0]][0])
    if found.metas.get("og:type", "").lower() == "article" or _says_single(found):
        headed = [part for part, title in told if title.tag == "h1"]
        return Posts([], headed[0] if headed else told[longest][0])
    second = sorted(sizes)[-2]
    if second < _ENOUGH:
        return Posts([])
    if sizes[longest] >= _OUTWEIGHS * second and not _linked(told[0][1]):
        return Posts([], told[longest][0])
    return Posts(told)


def _is_post(element: Any) -> bool:
    return element.tag == "article" or not _POST.isdisjoint(
        (element.get("class") or "").lower().split()
    )


def _says_single(found: Survey) -> bool:
    return not _SINGLE.isdisjoint(found.body_class)


def dropped(element: Any) -> bool:
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
