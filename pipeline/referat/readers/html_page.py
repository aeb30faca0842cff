"""What a page is about: its post, its title, who wrote it, where its comments are.

One walk over the elements collects everything that could be the main content, the title or a
thread of comments; then the best of each is chosen, by what the markup calls it before how much
text it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from referat.post import Meta
from referat.readers.html_lines import Surroundings
from referat.readers.html_meta import page_meta, post_meta
from referat.readers.html_posts import dropped, posts_on
from referat.readers.html_runs import term_runs, wrapped
from referat.readers.html_signed import Signed
from referat.readers.html_survey import Survey, length_of, survey, within
from referat.readers.html_threads import find_threads
from referat.readers.html_titles import same_article, title_of
from referat.readers.html_units import comment_units
from referat.text.chrome import Chrome

_ENOUGH = 80
"""From how many code points on an element can hold the post."""
_OUTWEIGHS = 3
"""How many times as long words in no paragraph are as those in paragraphs where they are the post.
"""
_CANDIDATES = 40
"""How many elements are weighed against each other: a page has a handful."""


class Page(NamedTuple):
    """Where the parts of a page, or of one post on it, are.

    ``root`` is what is walked. ``threads`` and ``plain_threads`` hold comments; in the latter,
    nothing but the structure tells one from the next, and ``units`` are those it tells. ``kept``
    are these parts and every element around one. A page that is ``exact`` was made of records that
    say what each element is: nothing is guessed from words.
    """

    root: Any
    main: Any
    title: Any | None
    threads: frozenset[Any]
    plain_threads: frozenset[Any]
    units: frozenset[Any]
    kept: frozenset[Any]
    meta: Meta
    exact: bool = False
    signed: Mapping[Any, Signed] = MappingProxyType({})
    heads: frozenset[Any] = frozenset()


def survey_page(root: Any, chrome: Chrome, origin: str | None) -> Page:
    """The parts of the page under ``root``, whose one post, or longest, is the post."""
    found = survey(root)
    threads = find_threads(found, chrome)
    one = posts_on(found, threads[0] | threads[1]).one
    return _page_of(root, found, threads, one, chrome, origin)


def survey_posts(root: Any, chrome: Chrome, origin: str) -> list[Page]:
    """The parts of each post on the page under ``root``."""
    found = survey(root)
    threads = find_threads(found, chrome)
    posts = posts_on(found, threads[0] | threads[1])
    whole = _page_of(root, found, threads, posts.one, chrome, origin)
    if not posts.several:
        return [whole]
    return [
        _page_of_post(part, title, found, whole.meta, chrome, f"{origin}#{number}")
        for number, (part, title) in enumerate(posts.several, 1)
    ]


def _page_of(
    root: Any,
    found: Survey,
    threads: tuple[set[Any], set[Any]],
    one: Any | None,
    chrome: Chrome,
    origin: str | None,
) -> Page:
    every = threads[0] | threads[1]
    main = _main(root, found, every, one)
    lines = Surroundings(root, main, every, chrome)
    title = title_of(found, main, lines)
    meta = page_meta(found, title, every, lines, chrome, origin)
    return _parts(root, main, title, threads, meta, chrome)


def _page_of_post(
    part: Any, title: Any, found: Survey, page: Meta, chrome: Chrome, origin: str
) -> Page:
    inside = survey(part)
    inside.take_head(found)
    threads = find_threads(inside, chrome)
    outside = [each for each in inside.mains if not within(each, threads[0] | threads[1])]
    main = max(outside, key=lambda each: length_of(each, 20_000), default=part)
    if not same_article(title, main):
        main = part
    lines = Surroundings(part, main, threads[0] | threads[1], chrome)
    meta = post_meta(inside, part, title, page, lines, origin, chrome)
    return _parts(part, main, title, threads, meta, chrome)


def _parts(
    root: Any,
    main: Any,
    title: Any | None,
    threads: tuple[set[Any], set[Any]],
    meta: Meta,
    chrome: Chrome,
) -> Page:
    named, plain = threads
    kept: set[Any] = set()
    for part in (main, title, *named, *plain):
        element = part
        while element is not None and element not in kept:
            kept.add(element)
            element = element.getparent()
    units = frozenset(
        [
            *(unit for thread in plain for unit in comment_units(thread, chrome)),
            *(unit for thread in named for unit in wrapped(term_runs(thread))),
        ]
    )
    return Page(root, main, title, frozenset(named), frozenset(plain), units, frozenset(kept), meta)


def _main(root: Any, found: Survey, threads: set[Any], one: Any | None) -> Any:
    """The element that holds the post: by what it is called, or by where most paragraphs are.

    Args:
        root: the page.
        found: what there is on it.
        threads: the comments.
        one: the post among several that the page is about, where that is known.
    """
    for candidates in (found.mains, found.articles):
        outside = [each for each in candidates[:_CANDIDATES] if not within(each, threads)]
        if one is not None:
            outside = [each for each in candidates if each is one or within(each, {one})]
        outside = [each for each in outside if not dropped(each)] or outside
        if not outside:
            continue
        sizes = [length_of(each, 20_000) for each in outside]
        if max(sizes) < _ENOUGH:
            continue
        # Of several that are nested, the first is the outermost; a list page's longest wins.
        best = max(range(len(outside)), key=lambda index: (sizes[index], -index))
        chosen = outside[best]
        # An article inside <main> is narrower and still holds most of what <main> does.
        for index, each in enumerate(outside):
            if sizes[index] > 0.6 * sizes[best] and each is not chosen and within(each, {chosen}):
                chosen = each
                break
        return chosen
    weights = {
        each: weight
        for each, weight in found.weights.items()
        if each is not None and each not in threads
    }
    ranked = sorted(weights.items(), key=lambda item: -item[1])[:5]
    bare = [(size, each) for each, size in found.bare.items() if each not in threads]
    most, holder = max(bare, key=lambda item: item[0], default=(0, None))
    if most > _OUTWEIGHS * max(weights.values(), default=0) and not within(holder, threads):
        return holder
    for element, weight in ranked:
        if weight >= _ENOUGH and not within(element, threads):
            return element
    body = root.find("body")
    return root if body is None else body
