"""Generated pages: a logical post, rendered as the builders of sites render one.

The markup is written from knowledge of what each builder makes, and copied from none. ``BUILDERS``
are those that the HTML reader was developed with; ``HELD_OUT`` are for measuring only. A builder
that cannot nest comments, quote in them or show a caption says so, and `page_of` takes that out of
what is expected.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import site_builders_blogs as blogs
import site_builders_held as held
import site_builders_sites as sites
import site_builders_unseen_blogs as unseen_blogs
import site_builders_unseen_sites as unseen_sites
from site_posts import Logical, logical_post, nickname, signature


@dataclass(frozen=True, slots=True)
class Builder:
    """A template, what it cannot show, how people sign there, and when it was in use.

    ``sign`` renames those who comment, and with ``equals`` the writer too, as on a forum.
    """

    render: Callable[[Logical], str]
    nests: bool = True
    quotes: bool = True
    captions: bool = True
    sign: Callable[[str], str] | None = None
    equals: bool = False
    years: range | None = None


BUILDERS: dict[str, Builder] = {
    "wordpress_classic": Builder(blogs.wordpress_classic),
    "wordpress_blocks": Builder(blogs.wordpress_blocks),
    "wordpress_flat": Builder(blogs.flat_wordpress),
    "blogger_old": Builder(blogs.blogger_old, nests=False, quotes=False, captions=False),
    "blogger_threaded": Builder(blogs.blogger_threaded, quotes=False, captions=False),
    "medium": Builder(sites.medium),
    "handmade_2005": Builder(sites.handmade, nests=False, quotes=False, captions=False),
    "html5_bare": Builder(sites.bare),
    "html_lists": Builder(sites.bare_list),
    "news_hentry": Builder(sites.news),
    "ghost": Builder(sites.ghost),
    "disqus": Builder(sites.disqus),
    "facebook": Builder(sites.facebook, quotes=False),
    "flat_indent": Builder(sites.flat_indent),
    "flat_answers": Builder(sites.flat_answers),
    "flat_parents": Builder(sites.flat_parents, quotes=False),
}
HELD_OUT: dict[str, Builder] = {
    "drupal": Builder(held.drupal),
    "typepad": Builder(held.typepad, nests=False),
    "portal_2009": Builder(
        unseen_blogs.portal,
        nests=False,
        quotes=False,
        captions=False,
        sign=signature,
        years=range(2007, 2012),
    ),
    "movable_type": Builder(unseen_blogs.movable_type, years=range(2007, 2012)),
    "drupal6_campus": Builder(unseen_blogs.campus, sign=signature, years=range(2008, 2014)),
    "static_isso": Builder(unseen_blogs.static_isso, years=range(2019, 2025)),
    "newsletter": Builder(unseen_blogs.newsletter, years=range(2020, 2025)),
    "municipal": Builder(
        unseen_sites.municipal,
        nests=False,
        quotes=False,
        sign=signature,
        years=range(2009, 2015),
    ),
    "forum": Builder(
        unseen_sites.forum,
        nests=False,
        captions=False,
        sign=nickname,
        equals=True,
        years=range(2010, 2016),
    ),
    "tables_2004": Builder(
        unseen_sites.tables, nests=False, quotes=False, sign=signature, years=range(2003, 2006)
    ),
    "daily": Builder(unseen_sites.daily, quotes=False, sign=signature, years=range(2014, 2024)),
    "joomla_k2": Builder(unseen_sites.joomla, years=range(2009, 2014)),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A generated page and what it says."""

    builder: str
    html: str
    post: Logical


def page_of(name: str, seed: int, most_replies: int = 6) -> Made:
    """The page of a builder and a seed."""
    builder = BUILDERS.get(name) or HELD_OUT[name]
    post = logical_post(seed, most_replies)
    post = post.kept(nests=builder.nests, quotes=builder.quotes, captions=builder.captions)
    if builder.sign:
        post = post.signed(builder.sign, writer=builder.equals)
    if builder.years:
        post = post.moved(builder.years[seed % len(builder.years)])
    return Made(name, builder.render(post), post)


def _wordpress_month(posts: list[Logical]) -> str:
    inside = '<header class="page-header"><h1 class="page-title">Månadsarkiv: maj</h1></header>'
    inside += "\n".join(blogs.wordpress_entry(post, single=False) for post in posts)
    head = "<title>maj | Bloggen</title>"
    return blogs.wordpress_page(posts[0], inside, "archive date", head)


def _blogger_front(posts: list[Logical]) -> str:
    inside = "\n".join(blogs.blogger_entry(post, single=False) for post in posts)
    return blogs.blogger_page(posts[0], inside, posts[0].site)


def _news_category(posts: list[Logical]) -> str:
    inside = "<h1>Arbetsliv</h1>" + "\n".join(
        sites.news_entry(post, single=False) for post in posts
    )
    return sites.news_page(posts[0], inside, "<title>Arbetsliv | Nyheter</title>")


FRONTS: dict[str, Callable[[list[Logical]], str]] = {
    "wordpress_month": _wordpress_month,
    "blogger_front": _blogger_front,
    "news_category": _news_category,
}
"""Pages that hold several posts."""


def front_of(name: str, seed: int, number: int) -> tuple[str, list[Logical]]:
    """A page of ``number`` posts, and these posts."""
    posts = [logical_post(seed + index, 0) for index in range(number)]
    if name == "blogger_front":
        posts = [post.kept(captions=False) for post in posts]
    return FRONTS[name](posts), posts
