"""A post's words made safe to stand in a page, a Markdown file or a terminal.

A post is written by strangers. Whatever stands in it must come out as text: no tag, no Markdown,
no terminal command, no direction mark that turns the words around it. The summary itself is never
changed; these functions make copies for show. All of them take time linear in the text.
"""

from __future__ import annotations

import re
from html import escape as _escape
from urllib.parse import quote, urlsplit

# Unicode's pictures of control characters stand for U+0000 to U+001F; tab and line ends stay.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
_CONTROLS: dict[int, int] = {
    **_PICTURES,
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),  # C1: a terminal may take U+009B as a command
    0xFFFE: 0xFFFD,
    0xFFFF: 0xFFFD,
}
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile("[ \t\r\n\u2028\u2029]+")
# Embeddings, overrides and isolates: in running text they reorder what is around them.
_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# Every mark that means something in CommonMark or its tables, wherever in a line it stands.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&]")
# What only means something where a line begins: headings, lists, rules, underlined headings.
_LINE_START = re.compile(r"^([ \t]*)(?:([#+=:-])|(\d{1,9})([.)]))")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


def visible(text: str) -> str:
    """``text`` with control characters drawn as pictures and lone surrogates replaced."""
    return _SURROGATES.sub("\ufffd", text.translate(_CONTROLS))


def flat(text: str) -> str:
    """``text`` on one line with single blanks; no-break and thin blanks are kept."""
    return _BLANKS.sub(" ", text).strip(" ")


def one_line(text: str) -> str:
    """`visible` text on one line, without direction marks."""
    return flat(visible(text).translate(_DIRECTIONS))


def html(text: str) -> str:
    """``text`` for an element's content or a quoted attribute of an HTML page."""
    return _escape(visible(text), quote=True)


def markdown(text: str) -> str:
    """``text`` as one line of CommonMark that shows exactly its words."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", one_line(text))
    return _LINE_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", escaped
    )


def link(url: str | None) -> str | None:
    """``url`` where it is safe to follow (http, https or mailto), percent-encoded; else ``None``.

    A scheme such as ``javascript`` would run in the page of whoever opens the summary.
    """
    if url is None:
        return None
    bare = url.strip()
    try:
        parts = urlsplit(bare)
    except ValueError:  # such as an address with an unclosed "[": no link then
        return None
    if parts.scheme.lower() not in _SAFE_SCHEMES or not (parts.netloc or parts.path):
        return None
    return quote(bare, safe="%/:?#[]@!$&'()*+,;=~-._", errors="replace")
