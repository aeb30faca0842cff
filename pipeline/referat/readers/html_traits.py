"""What the names in a page's markup say: element, class, id, itemprop, role.

Themes name the same few things in many ways. The names below come from WordPress's themes, Blogger,
Medium-like sites, Swedish news pages and hand-made Swedish blogs. Names are compared as whole words
of a class or id: ``tag-intranet`` on a WordPress article says nothing about tags.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

DROP = 1  # not the post, nor anything around it: menus, sidebars, what is hidden
CHROME = 2  # the page's words around the post: by-line, tags, share buttons
MAIN = 4  # holds the post's text and little else
ARTICLE = 8  # holds the post, perhaps with its comments
THREAD = 16  # holds the comments
ITEM = 32  # one comment
BODY = 64  # the words of one comment
BYLINE = 128  # who wrote it, and when
AUTHOR = 256  # the name in a by-line
DATE = 512  # the date in a by-line
WRITER = 1024  # marks a comment by the post's author
PING = 2048  # a pingback among the comments
CAPTION = 4096
TITLE = 8192
REPLY = 16384  # a link to answer a comment

_TAGS = {
    "nav": DROP,
    "aside": DROP,
    "article": ARTICLE,
    "main": ARTICLE,
    "figcaption": CAPTION,
    "time": DATE,
    "address": BYLINE,
}
_WORDS: dict[int, str] = {
    DROP: """sidebar sidofält sidofalt sidokolumn widget widget-area widgets menu meny huvudmeny
        navbar nav navigation site-navigation post-navigation nav-links
        navigation-links comment-navigation breadcrumb breadcrumbs brödsmulor
        brodsmulor cookie cookies cookie-notice cookie-banner cookie-bar
        cookie-consent cookie-law-info-bar cookieconsent kakor newsletter nyhetsbrev
        popup modal skip-link screen-reader-text sr-only visually-hidden
        visuallyhidden related related-posts relatedposts jp-relatedposts yarpp
        yarpp-related relaterat relaterade relaterade-inlagg relaterade-inlägg
        advert advertisement ads annons site-header site-footer site-branding
        site-title masthead colophon footer sidfot page-footer sidhuvud pagination
        pager paginering
        blogroll searchform search-form sok sök pullquote
        comment-form comment-respond-form commentform jetpack-likes-widget-wrapper
        popular-posts avatar read-next most-read mest-läst hidden author-box readnext author-bio
        about-author print-only js-nav subscribe""",
    CHROME: """entry-meta post-meta meta post-info entry-footer post-footer entry-utility
        post-header-line-1 sharedaddy sd-sharing share share-buttons sharing social
        social-share social-links dela addtoany_share_save_container tags taggar
        post-tags tag-links tags-links cat-links post-categories kategorier
        etiketter post-labels comments-link comment-link comments-title
        kommentar-antal comment-count no-comments nocomments comments-closed
        post-footer-line edit-link reading-time lastid comment-reply-title
        byline-wrapper authorcard author-card gh-subscribe signup byline-meta
        actions post-actions postactions article-actions verktyg verktygsrad bio""",
    MAIN: """entry-content post-content post-body post_content entry_content article-body
        article-content article__body article__content article-text articlebody
        e-content entry-text post-text post-entry blog-post-content single-content
        td-post-content gh-content inlägg-text inlagg-text inläggstext inlaggstext brödtext
        brodtext artikeltext artikel-text post__content storycontent entrytext""",
    ARTICLE: """post hentry h-entry entry blog-post blogpost blogginlägg blogginlagg inlägg inlagg
        artikel content main primary innehåll innehall main-content page-content
        single-post""",
    THREAD: """comments comments-area commentlist comment-list comment_list comments-list
        comment-section comment-thread comments-block comment-holder
        wp-block-comments wp-block-comment-template kommentarer kommentarslista
        kommentarlista kommentarsfält kommentarsfalt kommentarfält responses
        responseswrapper responses-wrapper responsesstream response-list disqus_thread
        comments-wrapper article-comments post-comments entry-comments gh-comments
        fb-comments comments__list article__comments post__comments""",
    ITEM: """comment kommentar svar reply comment-item comment-wrap kommentarsinlägg
        responsesstream-item response-item response wp-block-comment
        depth-1 depth-2 depth-3 depth-4 depth-5 depth-6 h-cite uficomment
        ufiimageblockcontent""",
    BODY: """comment-body comment-content comment-text comment_body comment_text commenttext
        comment__content comment-inner kommentar-text kommentartext kommentarstext
        kommentar-innehåll kommentar-innehall wp-block-comment-content comment-block
        comment-copy post-message gh-comment-content uficommentbody""",
    BYLINE: """comment-author comment-meta comment-metadata comment-header comment-footer
        comment-info commentmetadata comment__meta comment-head comment-top
        kommentar-huvud kommentarshuvud kommentar-meta vcard byline avsändare
        avsandare signatur skriven-av postat-av author-info post-author posted-on
        posted-by entry-date wp-block-comment-author-name wp-block-comment-date
        comment-by comment__header post-byline kommentar-vem submitted node__submitted
        node__meta asset-meta entry-footer-info post-footers blog-meta article-byline entry-byline
        dateline publiceringsinfo uficommentactorandbodyspacing""",
    AUTHOR: """screen-name nickname p-nickname
        fn author author-name p-author författare forfattare namn name user username
        comment-author-name wp-block-comment-author-name comment-author post-author
        skribent kommentator commenter avsändare avsandare byline byline-name
        comment__author uficommentactorname""",
    DATE: """date datum time tid datetime published dt-published post-date entry-date
        comment-date comment-time wp-block-comment-date timestamp publicerad
        comment-timestamp date-header comment__date datum-tid
        time-ago uficommenttimestamp livetimestamp""",
    WRITER: "bypostauthor by-post-author byauthor författarsvar forfattarsvar comment-by-author",
    PING: "pingback trackback pings",
    CAPTION: "wp-caption-text caption bildtext wp-element-caption image-caption tr-caption foto",
    TITLE: """entry-title post-title p-name article-title inlägg-titel inlaggstitel rubrik
        post__title headline single-title""",
    REPLY: """reply-link comment-reply-link svara-lank svara-länk wp-block-comment-reply-link
        comment-actions uficommentactions thread-toggle""",
}
_IDS: dict[int, str] = {
    DROP: """sidebar secondary tertiary header footer nav navigation menu meny access masthead
        colophon cookie-notice sidhuvud sidfot branding site-header jp-relatedposts
        search commentform wpadminbar""",
    ARTICLE: "content main primary article innehåll innehall artikel inlägg inlagg huvudinnehåll",
    THREAD: """comments kommentarer commentlist comment-list disqus_thread comments-block
        comment-holder responses""",
}
_PROPS = {
    "articlebody": MAIN,
    "headline": TITLE,
    "author": AUTHOR,
    "comment": ITEM,
    "datepublished": DATE,
    "datecreated": DATE,
    "text": 0,
    # RDFa of Drupal, and the hooks that Wix and Medium name elements by.
    "dc:date": DATE,
    "dc:created": DATE,
    "dc:creator": AUTHOR,
    "schema:author": AUTHOR,
    "schema:datecreated": DATE,
    "schema:datepublished": DATE,
    "user-name": AUTHOR,
    "authorname": AUTHOR,
    "post-author": AUTHOR,
    "post-date": DATE,
    "time-ago": DATE,
    "storypublishdate": DATE,
}
_BY_CLASS: dict[str, int] = {}
for _flag, _names in _WORDS.items():
    for _name in _names.split():
        _BY_CLASS[_name] = _BY_CLASS.get(_name, 0) | _flag
_BY_ID = {name: flag for flag, names in _IDS.items() for name in names.split()}

_ITEM_ID = re.compile(r"(?:li-)?(?:comment|kommentar|svar|reply|komm)[-_]?\d+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# What the names of boxes around a post begin with, whatever a site goes on to call them.
_AROUND = re.compile(
    r"(?:newsletter|nyhetsbrev|subscribe|signup|related|relatera|share|sharing|dela|social|cookie"
    r"|advert|annons|sponsor|promo|author-?(?:box|bio|card)|read-?(?:more|next)|most-?read"
    r"|mest-?l[aä]st|l[aä]e?s-?(?:mer|ocks[aå]|[aä]ven)|more-from|tag-?list|taglist)(?:[-_]|$)"
)
# What a longer name ends in where it calls a part of a by-line: "blog-meta-item--author".
_PART = re.compile(
    r"[-_](?:(?P<author>author(?:[-_]name)?|name-uid|skribent|f[oö]rfattare)|(?P<byline>byline)"
    r"|date|datum|published|publicerad|pubdate|created|timestamp)$"
)
# Elements inside that such a part has none of: "comment--author" is a comment by the author.
_HELD = frozenset("p div ul ol article section blockquote main table body".split())
_PARTS = MAIN | ARTICLE | THREAD | ITEM | BODY
_PROP_ATTRIBUTES = ("itemprop", "property", "data-hook", "data-testid")
_AUTHOR_LINKS = frozenset({"author", "schema:author", "dc:creator"})
_BLOGGER_POST = re.compile(r"post-body-\d+")


def traits(element: Any) -> int:
    """What the names of an element say, as a union of this module's flags."""
    attributes = element.attrib
    tag = element.tag
    if not attributes:
        return _TAGS.get(tag, 0)
    found = _named(
        tag,
        attributes.get("class", ""),
        attributes.get("id", ""),
        " ".join(attributes[name] for name in _PROP_ATTRIBUTES if name in attributes),
        attributes.get("role", ""),
    )
    part = _part(attributes.get("class", ""))
    if part and not found & _PARTS and not any(child.tag in _HELD for child in element):
        found |= part
    style = attributes.get("style")
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    if hidden or (style and _HIDDEN.search(style[:500])):
        found |= DROP
    if not _AUTHOR_LINKS.isdisjoint(attributes.get("rel", "").split()):
        found |= AUTHOR
    return found


@lru_cache(maxsize=8192)
def _named(tag: str, classes: str, ident: str, prop: str, role: str) -> int:
    found = _TAGS.get(tag, 0)
    for word in classes.lower().split()[:30]:
        found |= _BY_CLASS.get(word, 0)
        if _AROUND.match(word):
            found |= CHROME
    name = ident.lower()
    if name:
        found |= _BY_ID.get(name, 0)
        if _ITEM_ID.fullmatch(name):
            found |= ITEM
        elif _BLOGGER_POST.fullmatch(name):
            found |= MAIN
    for word in prop.lower().split()[:4]:
        found |= _PROPS.get(word, 0)
    if role in ("navigation", "search", "banner", "contentinfo", "complementary"):
        found |= DROP
    elif role == "main":
        found |= ARTICLE
    return found


@lru_cache(maxsize=8192)
def _part(classes: str) -> int:
    found = 0
    for word in classes.lower().split()[:30]:
        if hit := _PART.search(word):
            found |= AUTHOR if hit["author"] else BYLINE if hit["byline"] else DATE
    return found
