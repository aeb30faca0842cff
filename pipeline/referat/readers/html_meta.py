"""What a page says of its post: title, author, date, address, site.

Pages say it for machines (JSON-LD of schema.org, Open Graph, Dublin Core, microdata, microformats)
and for readers (a by-line, a date, the window's title). What is meant for machines is believed
first, except for the title, which is what the page shows.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from referat.post import Meta
from referat.readers import html_traits as names
from referat.readers.html_lines import Surroundings
from referat.readers.html_linked import Linked
from referat.readers.html_survey import Survey, text_of, within
from referat.text.bylines import Line, author_in
from referat.text.chrome import Chrome, clean_name, is_full_name, match_chrome
from referat.text.dates import find_date, iso_date

_CANDIDATES = 40
_AUTHORS = (
    "author dc.creator dcterms.creator article:author parsely-author sailthru.author byl"
).split()
_DATES = (
    "article:published_time datepublished dc.date dc.date.issued dcterms.created dcterms.issued "
    "date pubdate publish-date publishdate parsely-pub-date sailthru.date"
).split()
_SIGNED = re.compile(
    r"(?:^|[\s|·•>])(?:[Aa]v|AV|[Tt]ext(?: (?:och|&) (?:foto|bild))?:|[Bb]y|[Ss]kribent:|"
    r"[Ff]örfattare:)\s+"
    r"(?P<name>[^\W\d_][\w.'’-]*+(?: (?:von|af|de|van|[^\W\d_][\w.'’-]*+)){1,3})"
)
# Catalogues put the surname first: "Lind, Eva".
_TURNED = re.compile(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+)")
_LINE = 200
_DATE_LINE = 60
_MARKS = (" | ", " – ", " — ", " - ", " « ", " » ", " :: ")
# The bits of a by-line's name that cannot be a name: where the sentence goes on.
_AFTER_NAME = frozenset("den i på kl och om publicerad publicerat at on in".split())


def page_meta(
    found: Survey,
    title: Any | None,
    threads: set[Any],
    lines: Surroundings,
    chrome: Chrome,
    origin: str | None,
) -> Meta:
    """What a page with one post says of it."""
    linked = Linked.of(found.nodes)
    metas = found.metas
    shown = text_of(title) if title is not None else None
    site = metas.get("og:site_name") or metas.get("application-name") or linked.site
    site = site or _site_beside(found.page_title, shown)
    said = next((metas[key] for key in _DATES if key in metas), None)
    published = metas.get("article:published_time") or linked.published or said
    published = (
        (iso_date(published, chrome.dates) if published else None)
        or _first_date(found.dates, threads, chrome)
        or lines.published
        or (None if title is None else _date_above(title, chrome))
    )
    return Meta(
        origin=origin,
        title=shown
        or bare_title(metas.get("og:title") or linked.headline or found.page_title, site),
        author=_author(found, linked, site, threads, lines, chrome),
        published=published,
        url=_address(found, linked, title),
        site=site,
    )


def post_meta(
    found: Survey,
    part: Any,
    title: Any,
    page: Meta,
    lines: Surroundings,
    origin: str | None,
    chrome: Chrome,
) -> Meta:
    """What a page with several posts says of one of them.

    Args:
        found: the elements inside the post, and the page's head.
        part: the element that holds the post.
        title: the element that shows its title.
        page: what the page says of itself.
        lines: the lines around the post's words.
        origin: what to call the post.
        chrome: the lexicons.
    """
    linked = Linked.of(found.nodes, text_of(title))
    published = iso_date(linked.published, chrome.dates) if linked.published else None
    above = _date_above(part, chrome)
    return Meta(
        origin=origin,
        title=text_of(title),
        author=linked.author or shown_author(found, set(), chrome) or lines.author,
        published=published or _first_date(found.dates, set(), chrome) or lines.published or above,
        url=_resolved(_own_link(title), found) or linked.url,
        site=page.site,
    )


def _date_above(part: Any, chrome: Chrome) -> str | None:
    """The date that stands above a post or its title, as Blogger puts it above all posts of a day.

    It is called a date, or is one and nothing else.
    """
    element = part
    for _ in range(4):
        # No further: above that are other posts.
        for sibling in islice(element.itersiblings(preceding=True), 2):
            if not isinstance(sibling.tag, str):
                continue
            words = text_of(sibling, 100)
            if names.traits(sibling) & names.DATE or _is_date(words, chrome):
                return iso_date(words, chrome.dates)
        element = element.getparent()
        if element is None or element.tag == "body":
            break
    return None


def _is_date(words: str, chrome: Chrome) -> bool:
    """Whether a line is a date and nothing else."""
    found = find_date(words, chrome.dates) if 4 <= len(words) <= _DATE_LINE else None
    return found is not None and not (words[: found.start] + words[found.end :]).strip(" .,:|–-")


def _own_link(title: Any) -> str | None:
    """The address that a title links to, or that is linked around it."""
    for element in title.iter("a"):
        if href := element.get("href"):
            return str(href)
    parent = title.getparent()
    if parent is not None and parent.tag == "a":
        return parent.get("href") or None
    return None


def _address(found: Survey, linked: Linked, title: Any | None) -> str | None:
    said = found.links.get("canonical") or found.metas.get("og:url") or linked.url
    if not said and title is not None:
        own = next(title.iter("a"), None)
        if own is not None and {"u-url", "bookmark"} & set(
            f"{own.get('class') or ''} {own.get('rel') or ''}".split()
        ):
            said = own.get("href")
    return _resolved(said, found)


def _resolved(said: str | None, found: Survey) -> str | None:
    """An address made absolute by what the page says about its own."""
    if not said or not said.strip():
        return None
    base = found.base or ""
    for own in (found.metas.get("og:url"), found.links.get("canonical")):
        if own and "://" in own:
            base = urljoin(own, base) if _is_address(own) else base
            break
    if not base or not _is_address(base) or not _is_address(said):
        return said.strip()
    return urljoin(base, said.strip())


def _is_address(said: str) -> bool:
    """Whether an address can be joined with another: brackets mark an IPv6 address, half of which
    is an error to `urljoin`.
    """
    return "[" not in said and "]" not in said


def _author(
    found: Survey,
    linked: Linked,
    site: str | None,
    threads: set[Any],
    lines: Surroundings,
    chrome: Chrome,
) -> str | None:
    """Who wrote the post. That the site did is what sites say that do not know better."""
    said = linked.author or _said_author(found, threads)
    if said and (site is None or said.casefold() != site.casefold()):
        return said
    return shown_author(found, threads, chrome) or lines.author or said


def _said_author(found: Survey, threads: set[Any]) -> str | None:
    """The author that the page's head names, or a ``<meta>`` inside the post."""
    metas = found.metas
    said = [metas[key] for key in _AUTHORS if key in metas]
    said += [each.get("content") for each in found.said if not within(each, threads)]
    name = next((each for each in said if each and "://" not in each), None)
    turned = _TURNED.fullmatch(name) if name else None
    return f"{turned[2]} {turned[1]}" if turned else name


def shown_author(found: Survey, threads: set[Any], chrome: Chrome) -> str | None:
    """Who wrote the post, as a by-line shows it."""
    for element in found.authors[:_CANDIDATES]:
        if within(element, threads) or element in threads or element.tag in ("h1", "h2"):
            continue
        flags = names.traits(element)
        words = text_of(element, _LINE)
        label = match_chrome(words, chrome)
        name = (label.name if label else None) or _signed(words, chrome)
        if name:
            several = author_in([Line(words, (words,))], [], chrome)
            return several if several and several.startswith(f"{name}, ") else name
        if flags & names.AUTHOR and (name := clean_name(words, chrome)) and len(name.split()) <= 4:
            return name
    for element in found.lines[:_CANDIDATES]:
        if not within(element, threads) and (signed := _signed(text_of(element, _LINE), chrome)):
            return signed
    return None


def _signed(words: str, chrome: Chrome) -> str | None:
    """The name in "Av Anna Svensson, kommunstrateg" or "Text: Anna Svensson"."""
    hit = _SIGNED.search(words)
    if hit is None:
        return None
    kept: list[str] = []
    for word in hit["name"].split():
        if word.lower().rstrip(".") in _AFTER_NAME or not (word[0].isupper() or len(word) <= 3):
            break
        kept.append(word)
        if len(word) > 2 and word.endswith("."):
            break
    name = " ".join(kept).rstrip(".,")
    return name if is_full_name(name, chrome) else None


def _first_date(dates: list[Any], threads: set[Any], chrome: Chrome) -> str | None:
    """The first date outside the comments, one for machines before one in words."""
    shown: str | None = None
    for element in dates[:_CANDIDATES]:
        if not within(element, threads) and not _is_change(element, chrome):
            for said in (element.get("datetime"), element.get("content"), element.get("title")):
                if said and said[:4].isdigit() and (when := iso_date(said, chrome.dates)):
                    return when
            words = text_of(element, 100)
            if shown is None and any(character.isdigit() for character in words):
                shown = iso_date(words, chrome.dates)
    return shown


def _is_change(element: Any, chrome: Chrome) -> bool:
    """Whether the words just before a date say that it is when something was changed."""
    before = element.getprevious()
    parent = element.getparent()
    said = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    if before is not None and not said.strip() and before.tag not in ("time", "br", "p", "div"):
        said = text_of(before, _DATE_LINE)
    return any(
        word.casefold().startswith(chrome.changed) for word in said[-_DATE_LINE:].split()[-3:]
    )


def _site_beside(page_title: str | None, shown: str | None) -> str | None:
    """What a ``<title>`` says besides the post's title: "The site: The title"."""
    if not page_title or not shown:
        return None
    for rest in (page_title.removesuffix(shown), page_title.removeprefix(shown)):
        bare = rest.strip(" |–—-«»:·")
        if rest != page_title and bare and len(bare) <= 60:
            return bare
    return None


def bare_title(title: str | None, site: str | None) -> str | None:
    """A ``<title>`` without the site's name at its end."""
    if not title:
        return None
    for mark in _MARKS:
        head, found, tail = title.rpartition(mark)
        if (
            found
            and head
            and ((site and tail.strip().casefold() == site.casefold()) or mark == " | ")
        ):
            return head.strip()
    return title
