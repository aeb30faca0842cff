"""WordPress exports and feeds for tests, written as the programs that make them do."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from referat.post import Block, Post, Section
from referat.readers import Rejected, read
from referat.settings import InputSettings, load_settings

SETTINGS = load_settings().input
WXR_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file. It holds each <item> of your site. -->
<!-- generator="WordPress/3.3" created="2012-05-03 10:12" -->
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Intranätsbloggen</title>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login>anna</wp:author_login>
<wp:author_email>anna@exempel.se</wp:author_email>
<wp:author_display_name><![CDATA[Anna Berg]]></wp:author_display_name></wp:author>
<wp:tag><wp:tag_slug>item</wp:tag_slug><wp:tag_name><![CDATA[<item>]]></wp:tag_name></wp:tag>
"""
WXR_TAIL = "</channel>\n</rss>\n"
RSS_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Bloggen</title>
<image><title>Bilden</title></image>
"""
RSS_TAIL = "</channel></rss>"
ATOM_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://exempel.se/"><title>Bloggen</title>
<author><name>Anna Berg</name></author>
"""
ATOM_TAIL = "</feed>"


def fields(**values: str) -> str:
    """Elements of an export; ``wp__x`` is ``wp:x``."""
    return "\n".join(
        f"<{name.replace('__', ':')}>{cdata(value)}</{name.replace('__', ':')}>"
        for name, value in values.items()
    )


def cdata(text: str) -> str:
    """A CDATA section as WordPress writes it, also around "]]>"."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def wxr_item(body: str, number: int = 12, comments: Iterable[str] = (), **changes: str) -> str:
    """A published post."""
    values = {
        "title": "Trender: Det sociala intranätet",
        "link": f"http://exempel.se/{number}",
        "pubDate": "Thu, 03 May 2012 08:12:00 +0000",
        "dc__creator": "anna",
        "content__encoded": body,
        "excerpt__encoded": "",
        "wp__post_id": str(number),
        "wp__post_date": "2012-05-03 10:12:00",
        "wp__post_date_gmt": "2012-05-03 08:12:00",
        "wp__status": "publish",
        "wp__post_type": "post",
        "wp__post_password": "",
        **changes,
    }
    return f"<item>\n{fields(**values)}\n{''.join(comments)}</item>\n"


def wxr_comment(text: str, number: int, **changes: str) -> str:
    """An approved comment."""
    values = {
        "comment_id": str(number),
        "comment_author": "Bo Ek",
        "comment_author_email": "bo@exempel.se",
        "comment_author_url": "",
        "comment_date": f"2012-05-04 10:{number % 60:02d}:00",
        "comment_date_gmt": f"2012-05-04 08:{number % 60:02d}:00",
        "comment_content": text,
        "comment_approved": "1",
        "comment_type": "",
        "comment_parent": "0",
        "comment_user_id": "0",
        **changes,
    }
    named = {f"wp__{name}": value for name, value in values.items()}
    return f"<wp:comment>\n{fields(**named)}\n</wp:comment>\n"


def wxr(*items: str) -> str:
    return WXR_HEAD + "".join(items) + WXR_TAIL


def rss(*items: str) -> str:
    return RSS_HEAD + "\n".join(items) + RSS_TAIL


def rss_item(body: str, **changes: str) -> str:
    values = {"title": "Mobilen", "description": body, **changes}
    inside = "".join(
        f"<{name.replace('__', ':')}>{html.escape(value)}</{name.replace('__', ':')}>"
        for name, value in values.items()
    )
    return f"<item>{inside}</item>"


def atom(*entries: str) -> str:
    return ATOM_HEAD + "\n".join(entries) + ATOM_TAIL


def atom_entry(content: str, kind: str = "html", title: str = "Mobilen", more: str = "") -> str:
    return (
        f"<entry><title>{html.escape(title)}</title>{more}"
        f'<content type="{kind}">{html.escape(content)}</content></entry>'
    )


def posts(
    data: str | bytes,
    origin: str = "export.xml",
    settings: InputSettings = SETTINGS,
    rejected: list[Rejected] | None = None,
) -> list[Post]:
    """All posts of an export, none of which may be rejected unless a list is given."""
    return list(stream(data, origin, settings, rejected))


def stream(
    data: str | bytes,
    origin: str = "export.xml",
    settings: InputSettings = SETTINGS,
    rejected: list[Rejected] | None = None,
) -> Iterator[Post]:
    told: list[Rejected] = [] if rejected is None else rejected
    source = data.encode() if isinstance(data, str) else data
    yield from read(origin, settings, source, rejected=told.append)
    assert rejected is not None or not told


def words(post: Post, section: Section | None = None) -> list[str]:
    """The words of a post's blocks, of one section or of none."""
    return [block.span.of(post.text) for block in post.blocks or () if block.section is section]


def kinds(post: Post) -> list[tuple[str, str]]:
    """Kind and words of what the writer wrote."""

    def own(block: Block) -> bool:
        return block.section is None

    return [
        (block.kind.value, block.span.of(post.text)) for block in post.blocks or () if own(block)
    ]
