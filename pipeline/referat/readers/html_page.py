"""What a page is about: its post, its title, who wrote it, where its comments are.

One walk over the elements collects everything that could be the main content, the title or a
thread of comments; then the best of each is chosen, by what the markup calls it before how much
text it holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from referat.post import Meta
from referat.readers import html_traits as names
from referat.text.chrome import Chrome, clean_name, match_chrome
from referat.text.dates import iso_date

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_JSON_LIMIT = 200_000
_ENOUGH = 80
"""From how many code points on an element can hold the post."""
_CANDIDATES = 40
_MANY = 200
"""Bounds on how many elements are weighed against each other: a page has a handful."""


class Page(NamedTuple):
    """Where the parts of a page are.

    ``threads`` and ``plain_threads`` hold comments; in the latter, nothing but the structure tells
    one from the next. ``kept`` are these parts and every element around one. A page that is
    ``exact`` was made of records that say what each element is: nothing is guessed from words.
    """

    main: Any
    title: Any | None
    threads: frozenset[Any]
    plain_threads: frozenset[Any]
    kept: frozenset[Any]
    meta: Meta
    exact: bool = False


class _Survey:
    """What the walk over all elements found."""

    def __init__(self) -> None:
        self.mains: list[Any] = []
        self.articles: list[Any] = []
        self.titles: list[Any] = []
        self.headings: list[Any] = []
        self.threads: list[Any] = []
        self.authors: list[Any] = []
        self.dates: list[Any] = []
        self.metas: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.scripts: list[str] = []
        self.page_title: str | None = None
        self.weights: dict[Any, int] = {}


def survey_page(root: Any, chrome: Chrome, origin: str | None) -> Page:
    """The parts of the page under ``root``."""
    found = _survey(root)
    threads, plain = _threads(found, chrome)
    title = _title(found)
    main = _main(root, found, threads | plain)
    if title is not None and not _same_article(title, main):
        title = None
    kept: set[Any] = set()
    for part in (main, title, *threads, *plain):
        element = part
        while element is not None and element not in kept:
            kept.add(element)
            element = element.getparent()
    meta = _meta(found, title, threads | plain, chrome, origin)
    return Page(main, title, frozenset(threads), frozenset(plain), frozenset(kept), meta)


def _survey(root: Any) -> _Survey:
    found = _Survey()
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in ("meta", "link", "script", "title"):
            _head_element(element, tag, found)
            continue
        if tag == "p":
            parent = element.getparent()
            length = len(element.text or "") + sum(len(child.tail or "") for child in element)
            found.weights[parent] = found.weights.get(parent, 0) + length
        flags = names.traits(element)
        if tag in _HEADINGS:
            found.headings.append(element)
            if flags & names.TITLE or tag == "h1":
                found.titles.append(element)
        if not flags:
            continue
        if flags & names.THREAD and tag not in _HEADINGS:
            found.threads.append(element)
        elif flags & names.MAIN:
            found.mains.append(element)
        elif flags & names.ARTICLE and not flags & (names.ITEM | names.BODY):
            found.articles.append(element)
        if flags & (names.AUTHOR | names.BYLINE):
            found.authors.append(element)
        if flags & names.DATE:
            found.dates.append(element)
    return found


def _head_element(element: Any, tag: str, found: _Survey) -> None:
    if tag == "meta":
        key = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if key and content and content.strip():
            found.metas.setdefault(key.lower(), " ".join(content.split()))
    elif tag == "link":
        for rel in (element.get("rel") or "").lower().split():
            found.links.setdefault(rel, element.get("href") or "")
    elif tag == "script":
        if "ld+json" in (element.get("type") or "") and element.text:
            found.scripts.append(element.text)
    elif found.page_title is None and element.text:
        found.page_title = " ".join(element.text.split())


def text_of(element: Any, limit: int = 500) -> str:
    """The words of an element on one line, cut at about ``limit`` code points."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            break
    return " ".join("".join(pieces).split())


def _threads(found: _Survey, chrome: Chrome) -> tuple[set[Any], set[Any]]:
    """The outermost elements that hold comments, by their names or by the heading above them."""
    named = set(found.threads[:_MANY])
    threads = {each for each in named if not _within(each, named)}
    plain = {each for each in threads if not _names_comments(each)}
    threads -= plain
    headings = 0
    for heading in found.headings:
        label = match_chrome(text_of(heading, 200), chrome)
        if label is None or label.kind not in ("comments", "comments_bare"):
            continue
        headings += 1
        if headings > 5 or _within(heading, threads | plain):
            continue
        parent = heading.getparent()
        if parent is not None and parent.tag in ("header", "hgroup"):
            parent = parent.getparent()
        if parent is None:
            continue
        if (
            parent.tag in ("section", "div", "aside")
            and _length(parent, 400)
            and not _follows_text(heading)
            and not any(
                _within(each, {parent}) or each is parent
                for each in found.mains + found.articles[:1]
            )
        ):
            plain.add(parent)
        else:
            # The heading stands beside the post's own paragraphs: what follows it is the thread.
            followers = [
                each
                for each in heading.itersiblings()
                if each.tag in ("ol", "ul", "dl", "div", "section", "article")
            ]
            plain.update(each for each in followers if not _within(each, threads))
    return threads, plain


def _follows_text(heading: Any) -> bool:
    """Whether a post's worth of paragraphs stands before a heading beside it."""
    size = 0
    for each in heading.itersiblings("p", preceding=True):
        size += _length(each, _ENOUGH)
        if size >= _ENOUGH:
            return True
    return False


def _names_comments(thread: Any) -> bool:
    """Whether any element of a thread is called a comment (bounded: the first few hundred say)."""
    for seen, element in enumerate(thread.iter("article", "li", "div", "section", "dt")):
        if seen > _MANY:
            break
        if seen and names.traits(element) & (names.ITEM | names.BYLINE):
            return True
    return False


def _within(element: Any, others: set[Any]) -> bool:
    if not others:
        return False
    parent = element.getparent()
    while parent is not None:
        if parent in others:
            return True
        parent = parent.getparent()
    return False


def _length(element: Any, limit: int) -> int:
    """How much text an element holds, as far as ``limit``."""
    size = 0
    for piece in element.itertext():
        size += len(piece.strip())
        if size >= limit:
            break
    return size


def _main(root: Any, found: _Survey, threads: set[Any]) -> Any:
    """The element that holds the post: by what it is called, or by where most paragraphs are."""
    for candidates in (found.mains, found.articles):
        outside = [each for each in candidates[:_CANDIDATES] if not _within(each, threads)]
        if not outside:
            continue
        sizes = [_length(each, 20_000) for each in outside]
        if max(sizes) < _ENOUGH:
            continue
        # Of several that are nested, the first is the outermost; a list page's longest wins.
        best = max(range(len(outside)), key=lambda index: (sizes[index], -index))
        chosen = outside[best]
        # An article inside <main> is narrower and still holds most of what <main> does.
        for index, each in enumerate(outside):
            if sizes[index] > 0.6 * sizes[best] and each is not chosen and _within(each, {chosen}):
                chosen = each
                break
        return chosen
    weights = {
        each: weight
        for each, weight in found.weights.items()
        if each is not None and each not in threads
    }
    ranked = sorted(weights.items(), key=lambda item: -item[1])[:5]
    for element, weight in ranked:
        if weight >= _ENOUGH and not _within(element, threads):
            return element
    body = root.find("body")
    return root if body is None else body


def _title(found: _Survey) -> Any | None:
    """The element that shows the title."""
    said = (found.metas.get("og:title") or found.page_title or "").casefold()
    best: tuple[int, int] | None = None
    chosen = None
    for index, element in enumerate(found.titles[:_CANDIDATES]):
        flags = names.traits(element)
        words = text_of(element)
        if not words or flags & names.DROP or (flags & names.CHROME):
            continue
        score = 2 if flags & names.TITLE else 0
        score += 3 if said and words.casefold() in said else 0
        score += 1 if element.tag == "h1" else 0
        parent = element.getparent()
        while parent is not None and parent.tag != "body":
            if parent.tag in ("article", "main"):
                score += 2
                break
            parent = parent.getparent()
        if best is None or (score, -index) > best:
            best, chosen = (score, -index), element
    return chosen


def _same_article(title: Any, main: Any) -> bool:
    """Whether a title stands in or above the post, and not below it."""
    if _within(title, {main}):
        return True
    ancestors = {id(each): each for each in title.iterancestors()}
    child = main
    for parent in main.iterancestors():
        if id(parent) in ancestors:
            for sibling in parent:
                if sibling is child:
                    return False
                if sibling is title or _within(title, {sibling}):
                    return True
            return False
        child = parent
    return True


def _meta(
    found: _Survey,
    title: Any | None,
    threads: set[Any],
    chrome: Chrome,
    origin: str | None,
) -> Meta:
    linked = _linked_data(found.scripts)
    metas = found.metas
    site = metas.get("og:site_name") or metas.get("application-name") or _named(linked, "publisher")
    shown = text_of(title) if title is not None else None
    site = site or _site_beside(found.page_title, shown)
    published = (
        metas.get("article:published_time")
        or _string(linked.get("datePublished"))
        or metas.get("dc.date")
        or metas.get("dcterms.created")
        or metas.get("date")
    )
    if not published:
        published = _first_date(found.dates, threads)
    return Meta(
        origin=origin,
        title=shown or _bare_title(metas.get("og:title") or found.page_title, site),
        author=_author(found, linked, threads, chrome),
        published=iso_date(published, chrome.dates) if published else None,
        url=found.links.get("canonical") or metas.get("og:url") or None,
        site=site,
    )


def _author(
    found: _Survey, linked: Mapping[str, Any], threads: set[Any], chrome: Chrome
) -> str | None:
    said = _named(linked, "author") or found.metas.get("author") or found.metas.get("dc.creator")
    said = said or found.metas.get("article:author")
    if said and not said.startswith("http"):
        return said
    for element in found.authors[:_CANDIDATES]:
        if _within(element, threads) or element in threads:
            continue
        flags = names.traits(element)
        words = text_of(element, 200)
        label = match_chrome(words, chrome)
        if label and label.name:
            return label.name
        if flags & names.AUTHOR and (name := clean_name(words, chrome)) and len(name.split()) <= 4:
            return name
    return None


def _first_date(dates: list[Any], threads: set[Any]) -> str | None:
    """The first date outside the comments, one for machines before one in words."""
    shown: str | None = None
    for element in dates[:_CANDIDATES]:
        if not _within(element, threads):
            for said in (element.get("datetime"), element.get("content"), element.get("title")):
                if said and said[:4].isdigit():
                    return str(said)
            words = text_of(element, 100)
            if shown is None and any(character.isdigit() for character in words):
                shown = words
    return shown


def _site_beside(page_title: str | None, shown: str | None) -> str | None:
    """What a ``<title>`` says besides the post's title: "The site: The title"."""
    if not page_title or not shown:
        return None
    for rest in (page_title.removesuffix(shown), page_title.removeprefix(shown)):
        bare = rest.strip(" |–—-«»:·")
        if rest != page_title and bare and len(bare) <= 60:
            return bare
    return None


def _bare_title(title: str | None, site: str | None) -> str | None:
    """A ``<title>`` without the site's name at its end."""
    if not title:
        return None
    for mark in (" | ", " – ", " — ", " - ", " « ", " » ", " :: "):
        head, found, tail = title.rpartition(mark)
        if (
            found
            and head
            and ((site and tail.strip().casefold() == site.casefold()) or mark == " | ")
        ):
            return head.strip()
    return title


def _linked_data(scripts: list[str]) -> Mapping[str, Any]:
    """The first article in a page's JSON-LD, or an empty mapping."""
    for script in scripts[:5]:
        if len(script) > _JSON_LIMIT:
            continue
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            # Broken data about a page is not worth a warning: nothing of the post is lost.
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            said = [kind for kind in kinds if isinstance(kind, str)]
            if any(kind.endswith(("Article", "Posting")) for kind in said):
                return node
    return {}


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in graph or [] if isinstance(node, dict))


def _named(linked: Mapping[str, Any], key: str) -> str | None:
    value = linked.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _string(value)


def _string(value: Any) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None
