"""WARC, the format of web archives (ISO 28500:2017, WARC 1.1), plain or gzip, a record at a time.

What a server answered with a page (``response``, status 200) or what was archived as one
(``resource``) is read by the reader of its format; requests, images, answers of other kinds and
``robots.txt`` are passed over. Records are found here and not by a library: warcio and FastWARC
hand out a record that is cut off as if it were whole, and end at the first damaged one. Here a
record that is cut, garbled or of a wrong length is rejected with its place, and reading goes on at
the next. A page that stands twice in a file, or that a ``revisit`` says has not changed, is named
as a duplicate.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from referat.errors import InputError
from referat.post import Post
from referat.readers.base import Fit, PostsOf, Source, check_nesting, too_large
from referat.readers.sniff import kind_of_binary
from referat.readers.warc_http import Answer, answer_in, unpacked
from referat.readers.warc_records import Record, records_of
from referat.readers.warc_tape import Tape

_GZIP = b"\x1f\x8b"
_MARK = b"WARC/"
# The media types that hold a post, and the suffix that their reader knows.
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,300}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_META_WITHIN = 2048
# Encodings of text that text.decode cannot tell by the bytes. No other name is looked up: Python
# has codecs that are none of text.
_BELIEVED = re.compile(
    r"(?:iso[-_]?8859[-_](?:[2-9]|1[0-6])|windows-?125[013-8]|cp125[013-8]|koi8-[ru]"
    r"|shift[-_]jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5|mac(?:intosh|-?roman))",
    re.IGNORECASE,
)


class WarcReader:
    """Reads WARC and WARC.gz."""

    name = "warc"
    suffixes = (".warc",)

    def __init__(self, posts_of: PostsOf) -> None:
        self._posts_of = posts_of

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By the first record's first bytes, also inside gzip."""
        if head.startswith(_GZIP):
            try:
                head = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, len(_MARK))
            except zlib.error:
                return Fit.NONE
        return Fit.CONTENT if head.startswith(_MARK) else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """The posts of all pages.

        Raises:
            InputError: it lies in too many archives.
        """
        check_nesting(source)
        first: dict[bytes, str] = {}
        with source.open() as stream:
            tape = Tape(stream, source.head.startswith(_GZIP), source.settings.max_expansion)
            for record in records_of(tape, source):
                place = str(record.place)
                try:
                    page = _page(record, source)
                    if page is None:
                        continue
                    digest = hashlib.blake2b(page.data or b"", digest_size=16).digest()
                    if digest in first:
                        found = f"it is a duplicate of the record at byte {first[digest]}"
                        raise InputError(page.origin, found, "read the other one")
                    first[digest] = place
                    for post in self._posts_of(page):
                        yield _with_url(post, record.uri)
                except InputError as error:
                    source.reject(f"record at byte {place}", error.found, record.place.offset)


def _with_url(post: Post, uri: str) -> Post:
    """A post with the address it was fetched from, where it names none itself."""
    if post.meta.url or not uri.startswith(("http://", "https://")):
        return post
    return replace(post, meta=replace(post.meta, url=uri))


def _page(record: Record, source: Source) -> Source | None:
    """The page in a record as an input of its own; ``None`` where it holds none.

    Raises:
        InputError: the page is cut off, cannot be unpacked, is too large, or another's duplicate.
    """
    origin = f"{source.origin}#{record.place}"
    answer = _answer(record)
    if answer is None or answer.status != 200 or _is_robots(record.uri):
        return None
    media = answer.headers.get("content-type", "")
    kind = media.partition(";")[0].strip().lower()
    if kind not in _KINDS:
        return None
    remedy = "fetch it again"
    if record.kind == "revisit":
        when = record.headers.get("warc-refers-to-date") or record.headers.get("warc-date", "")
        found = f"it is a duplicate, a revisit of {record.uri[:200]}"
        raise InputError(origin, found + (f" ({when[:40]})" if when else ""), remedy)
    if cut := record.headers.get("warc-truncated"):
        raise InputError(origin, f"the crawl cut it off (WARC-Truncated: {cut[:40]})", remedy)
    if not record.held:
        raise too_large(origin, source.settings.max_bytes)
    data = unpacked(answer, origin, source.settings)
    if binary := kind_of_binary(data[:4096]):
        raise InputError(origin, f"it says that it is {kind}, and is {binary}", remedy)
    return replace(
        source,
        origin=origin,
        path=None,
        data=_in_utf8(data, media),
        opener=None,
        depth=source.depth + 1,
        hint="page" + _KINDS[kind],
    )


def _answer(record: Record) -> Answer | None:
    """What a record holds, as a server's answer."""
    if record.kind == "resource":
        media = record.headers.get("content-type", "")
        return Answer(200, {"content-type": media}, record.block)
    if record.kind not in ("response", "revisit"):
        return None
    return answer_in(record.block)


def _is_robots(uri: str) -> bool:
    """Whether a record is what a site tells crawlers and nobody else."""
    try:
        return urlsplit(uri).path == "/robots.txt"
    except ValueError:
        return False


def _in_utf8(data: bytes, media: str) -> bytes:
    """A page in UTF-8, where it is in an encoding that only its declaration can tell.

    The server's word comes before the page's own. Neither is believed of bytes that are UTF-8 or
    UTF-16, or that are not in the encoding that is named; what is left is decided by the bytes.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass  # what the rest of this function is about
    else:
        return data
    said = _CHARSET.search(media)
    inside = _META.search(data, 0, _META_WITHIN)
    for name in (said and said[1], inside and inside[1].decode("ascii")):
        if not name:
            continue
        if not _BELIEVED.fullmatch(name):
            return data
        try:
            return data.decode(name).encode("utf-8")
        except (UnicodeError, LookupError):
            continue  # the bytes are not what was said
    return data
