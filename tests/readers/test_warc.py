"""WARC: pages out of web archives, and what is wrong with the others."""

from __future__ import annotations

import builtins
import bz2
import gc
import gzip
import io
import warnings
import zlib
from collections.abc import Iterator

import brotli
import pytest
from readers.streams import Made
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from referat.errors import EmptyInputError, InputError
from referat.post import Post
from referat.readers import Rejected, Source, _posts_of, read
from referat.readers.base import Fit
from referat.readers.warc import WarcReader
from referat.settings import InputSettings, load_settings

SETTINGS = load_settings().input
HTML = "text/html; charset=utf-8"


def told(data: bytes, limits: InputSettings = SETTINGS) -> tuple[list[Post], list[Rejected]]:
    rejected: list[Rejected] = []
    posts = list(read("a.warc", limits, data, rejected=rejected.append))
    return posts, rejected


def texts(data: bytes) -> list[str]:
    return [post.text for post in told(data)[0]]


def page(at: int, more: str = "") -> str:
    words = " ".join(f"mening{at * 31 + each * 17}" for each in range(60))
    return f"<!DOCTYPE html><html><body><p>Inlägg {at}: {words}. {more}</p></body></html>"


def record(
    body: bytes,
    uri: str = "http://exempel.se/a",
    kind: str = "response",
    status: str = "200 OK",
    http: str = f"Content-Type: {HTML}",
    headers: str = "",
    length: int | None = None,
) -> bytes:
    if kind == "resource":
        block, media = body, HTML
    else:
        block = f"HTTP/1.1 {status}\r\n{http}\r\n\r\n".encode() + body
        media = f"application/http; msgtype={kind}"
    size = len(block) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {media}\r\n"
    return f"{head}{headers}Content-Length: {size}\r\n\r\n".encode() + block + b"\r\n\r\n"


def archive(count: int = 5) -> list[bytes]:
    return [record(page(at).encode(), f"http://exempel.se/{at}") for at in range(count)]


def member(whole: bytes) -> bytes:
    return gzip.compress(whole, mtime=0)


def warcio_archive(packed: bool) -> bytes:
    """An archive as somebody else writes it."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        # It leaves temporary files to be closed by the collector of garbage.
        warnings.simplefilter("ignore", ResourceWarning)
        write_by_warcio(WARCWriter(file, gzip=packed))
        gc.collect()
    return file.getvalue()


def write_by_warcio(writer: WARCWriter) -> None:
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "prov"}))
    for at, (media, status) in enumerate(
        [("text/html", "200 OK"), ("image/png", "200 OK"), ("text/html", "404 Not Found")] * 2
    ):
        uri = f"http://exempel.se/{at}"
        http = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        body = io.BytesIO(page(at).encode())
        answer = writer.create_warc_record(uri, "response", body, http_headers=http)
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "exempel.se")], is_http_request=True)
        request = writer.create_warc_record(uri, "request", http_headers=asked)
        writer.write_request_response_pair(request, answer)


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_read_and_the_rest_is_passed_over(packed: bool) -> None:
    posts, rejected = told(warcio_archive(packed))
    assert [post.text[:9] for post in posts] == ["Inlägg 0:", "Inlägg 3:"]
    assert [post.meta.url for post in posts] == ["http://exempel.se/0", "http://exempel.se/3"]
    assert rejected == []


def test_packed_or_not_by_record_or_whole_the_posts_are_the_same() -> None:
    records = archive()
    plain = b"".join(records)
    forms = [plain, b"".join(map(member, records)), gzip.compress(plain), bz2.compress(plain)]
    # Members that begin and end anywhere, and such with zero bytes between them.
    forms.append(b"".join(gzip.compress(plain[at : at + 333]) for at in range(0, len(plain), 333)))
    forms.append(b"\x00\x00\x00".join(map(member, records)) + b"\x00" * 9)
    expected = texts(plain)
    assert len(expected) == 5
    assert [texts(form) for form in forms] == [expected] * len(forms)


def test_the_origin_is_the_byte_at_which_a_record_begins() -> None:
    records = archive(3)
    posts, _ = told(b"".join(records))
    places = [0, len(records[0]), len(records[0] + records[1])]
    assert [post.meta.origin for post in posts] == [f"a.warc#{at}" for at in places]
    packed = [member(each) for each in records]
    posts, _ = told(b"".join(packed))
    places = [0, len(packed[0]), len(packed[0] + packed[1])]
    assert [post.meta.origin for post in posts] == [f"a.warc#{at}" for at in places]
    posts, _ = told(gzip.compress(b"".join(records)))
    assert posts[1].meta.origin == f"a.warc#0+{len(records[0])}"


def test_a_page_that_names_its_address_keeps_it() -> None:
    body = "<html><head><link rel=canonical href='https://b.se/1'></head><body><p>Hej</p></body>"
    assert told(record(body.encode()))[0][0].meta.url == "https://b.se/1"
    assert told(record(b"<html><p>Hej", "<http://a.se/>"))[0][0].meta.url == "http://a.se/"
    assert told(record(b"<html><p>Hej", "urn:x"))[0][0].meta.url is None


@pytest.mark.parametrize(
    ("kind", "uri", "status", "http"),
    [
        ("request", "http://a.se/", "200 OK", "Content-Type: text/html"),
        ("metadata", "http://a.se/", "200 OK", "Content-Type: text/html"),
        ("response", "http://a.se/", "301 Moved", "Content-Type: text/html"),
        ("response", "http://a.se/", "200 OK", "Content-Type: text/css"),
        ("response", "http://a.se/", "200 OK", "Server: x"),
        ("response", "http://a.se/robots.txt", "200 OK", "Content-Type: text/plain"),
        ("revisit", "http://a.se/", "304 Not Modified", "Content-Type: text/html"),
        ("revisit", "http://a.se/", "200 OK", "Content-Type: image/png"),
    ],
)
def test_what_is_no_page_is_passed_over(kind: str, uri: str, status: str, http: str) -> None:
    passed = record(b"<html><p>Nej", uri, kind, status, http)
    posts, rejected = told(passed + record(b"<html><p>Ja"))
    assert [post.text for post in posts] == ["Ja"]
    assert rejected == []
    with pytest.raises(EmptyInputError):
        told(passed)


def test_resources_text_and_markdown_are_read() -> None:
    data = record(b"<html><p>Sida", kind="resource")
    data += record("Ren text på svenska.".encode(), http="content-type: TEXT/PLAIN")
    data += record(b"# Rubrik\n\n*Ord*", http="Content-Type: text/markdown")
    assert texts(data) == ["Sida", "Ren text på svenska.", "Rubrik\n\nOrd"]


@pytest.mark.parametrize(
    "coding", ["gzip", "x-gzip", "deflate", "raw", "br", "identity", "gzip, br"]
)
@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("media", ["text/html", "text/plain"])
def test_bodies_are_unpacked(coding: str, chunked: bool, media: str) -> None:
    text = "Enkäten är klar: de flesta läser inte. " * 40
    plain = (f"<html><body><p>{text}</p>" if media == "text/html" else text).encode()
    raw = zlib.compressobj(wbits=-15)
    body = {
        "gzip": gzip.compress(plain),
        "x-gzip": gzip.compress(plain),
        "deflate": zlib.compress(plain),
        "raw": raw.compress(plain) + raw.flush(),
        "br": brotli.compress(plain),
        "identity": plain,
        "gzip, br": brotli.compress(gzip.compress(plain)),
    }[coding]
    http = f"Content-Type: {media}\r\nContent-Encoding: {coding.replace('raw', 'deflate')}"
    if chunked:
        pieces = [body[at : at + 50] for at in range(0, len(body), 50)]
        body = b"".join(b"%x;a=b\r\n%s\r\n" % (len(each), each) for each in pieces) + b"0\r\n\r\n"
        http += "\r\nTransfer-Encoding: chunked"
    posts, rejected = told(record(body, http=http))
    assert rejected == []
    assert posts[0].text.strip() == text.strip()


@pytest.mark.parametrize("said", ["gzip", "br", "deflate"])
def test_bodies_that_the_crawler_has_unpacked_are_taken_as_they_are(said: str) -> None:
    http = f"Content-Type: {HTML}\r\nContent-Encoding: {said}\r\nTransfer-Encoding: chunked"
    assert texts(record(b"<html><p>Hej", http=http)) == ["Hej"]


@pytest.mark.parametrize(
    ("body", "said", "reason"),
    [
        (gzip.compress(page(1).encode())[:-20], "gzip", "its packed body is cut off"),
        (zlib.compress(page(1).encode())[:-20], "deflate", "its packed body is cut off"),
        (brotli.compress(page(1).encode())[:-20], "br", "its packed body is cut off"),
        (gzip.compress(page(1).encode())[:-8] + b"garbage!", "gzip", "its packed body is damaged"),
        (b"\xff" * 30, "br", "its packed body is damaged"),
        (b"\x28\xb5\x2f\xfd" * 9, "zstd", "packed by 'zstd'"),
        (b"x" * 9, "br, br, br, br", "packed 4 times over"),
        (gzip.compress(bytes(9_000_000)), "gzip", "unpacks to more than 200 times"),
        (gzip.compress(bytes(30_000_000)), "gzip", "unpacks to more than 200 times"),
        (brotli.compress(bytes(30_000_000), quality=5), "br", "unpacks to more than 200 times"),
        (b"%PDF-1.4 \x00", "identity", "it says that it is text/html, and is a PDF"),
        (b"", "identity", "it is empty"),
    ],
    ids=str.split("gzip deflate br crc no-br zstd four bomb large-bomb br-bomb pdf empty"),
)
def test_bodies_that_cannot_be_unpacked_cost_themselves_only(
    body: bytes, said: str, reason: str
) -> None:
    http = f"Content-Type: text/html\r\nContent-Encoding: {said}"
    broken = record(body, http=http)
    posts, rejected = told(broken + record(b"<html><p>Ja"))
    assert [post.text for post in posts] == ["Ja"]
    assert [each.offset for each in rejected] == [0]
    assert reason in rejected[0].reason


def test_chunks_that_break_off_are_rejected() -> None:
    http = f"Content-Type: {HTML}\r\nTransfer-Encoding: chunked"
    _, rejected = told(record(b"5\r\n<html\r\n40\r\n><p>Hej", http=http))
    assert "chunks are cut off" in rejected[0].reason


@pytest.mark.parametrize(
    ("encoding", "http", "meta"),
    [
        ("utf-8", "iso-8859-2", ""),
        ("cp1252", "utf-8", ""),
        ("cp1252", "iso-8859-1", ""),
        ("iso-8859-15", "ISO-8859-15", ""),
        ("koi8-r", "KOI8-R", "windows-1252"),
        ("windows-1251", "", "windows-1251"),
        ("utf-16", "utf-16", ""),
        ("utf-8", "rot13", "unicode_escape"),
    ],
)
def test_an_encoding_is_believed_where_the_bytes_allow_it(
    encoding: str, http: str, meta: str
) -> None:
    word = {"koi8-r": "\u0434\u043e\u043c", "windows-1251": "\u0434\u043e\u043c"}.get(
        encoding, "hårt €" if encoding == "iso-8859-15" else "hårt på år"
    )
    body = f"<html><head><meta charset='{meta}'></head><body><p>{word}</p></body></html>"
    media = f"Content-Type: text/html; charset={http}" if http else "Content-Type: text/html"
    assert texts(record(body.encode(encoding), http=media)) == [word]


def test_a_page_that_stands_twice_is_named() -> None:
    one, two = record(page(1).encode(), "http://a.se/1"), record(page(2).encode(), "http://a.se/2")
    again = record(page(1).encode(), "http://a.se/1?b")
    changed = record(b"", "http://a.se/2", kind="revisit", headers="WARC-Date: 2012-05-03\r\n")
    posts, rejected = told(one + two + again + changed)
    assert len(posts) == 2
    assert [each.offset for each in rejected] == [len(one + two), len(one + two + again)]
    assert rejected[0].reason == "it is a duplicate of the record at byte 0"
    assert "a revisit of http://a.se/2 (2012-05-03)" in rejected[1].reason


def test_a_page_that_the_crawl_cut_is_rejected() -> None:
    _, rejected = told(record(page(1).encode(), headers="WARC-Truncated: length\r\n"))
    assert "the crawl cut it off (WARC-Truncated: length)" in rejected[0].reason


def test_a_page_above_the_limit_is_rejected_and_an_image_is_passed_over() -> None:
    limits = load_settings(changes={"input": {"max_bytes": 1_000}}).input
    large = record(b"<html><p>" + b"ord " * 40_000)
    image = record(b"x" * 400_000, http="Content-Type: image/png")
    posts, rejected = told(image + large + record(b"<html><p>Ja"), limits)
    assert [post.text for post in posts] == ["Ja"]
    assert [each.reason for each in rejected] == ["it is larger than 1,000 bytes"]


@pytest.mark.parametrize(
    "broken",
    [
        record(page(9).encode(), length=10),
        record(page(9).encode(), length=1_500),
        record(page(9).encode(), length=10**15),
        record(page(9).encode(), length=-1),
        record(page(9).encode()).replace(b"Content-Length", b"Content-Lenght"),
        record(page(9).encode()).replace(b"WARC/1.0", b"WRAC/1.0"),
        record(page(9).encode(), headers="X: y\r\n" * 20_000),
        b"skr\xc3\xa4p\r\n\r\n",
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_broken_record_costs_itself_only(broken: bytes, packed: bool) -> None:
    records = archive(4)
    parts = [*records[:2], broken, *records[2:]]
    data = b"".join(map(member, parts) if packed else parts)
    before = sum(len(member(part) if packed else part) for part in parts[:2])
    posts, rejected = told(data)
    assert [each.offset for each in rejected] == [before]
    urls = [f"http://exempel.se/{at}" for at in range(4)]
    assert [post.meta.url for post in posts] == urls


def test_a_header_without_an_end_takes_the_next_records_for_its_own() -> None:
    records = archive(3)
    posts, rejected = told(records[0] + b"WARC/1.0\r\n" + records[1] + records[2])
    assert len(posts) == 3
    assert rejected == []


def test_garbled_members_cost_themselves_only() -> None:
    members = [member(each) for each in archive(5)]
    begin = len(members[0] + members[1])
    for at in range(0, len(members[2]), 7):
        data = bytearray(b"".join(members))
        for each in range(begin + at, begin + min(at + 9, len(members[2]))):
            data[each] ^= 0x5A
        posts, rejected = told(bytes(data))
        urls = [post.meta.url for post in posts if not post.meta.origin.endswith(f"#{begin}")]
        assert urls == [f"http://exempel.se/{at}" for at in (0, 1, 3, 4)]
        # Bytes that say when and by whom it was packed may be anything.
        assert [each.offset for each in rejected] in ([begin], [])


def test_a_bomb_is_stopped_and_the_next_member_read() -> None:
    bomb = member(record(bytes(20_000_000), http="Content-Type: image/bmp"))
    first, last = map(member, archive(2))
    posts, rejected = told(first + bomb + last)
    assert len(posts) == 2
    assert [each.offset for each in rejected] == [len(first)]
    assert "unpacks to more than 200 times its size" in rejected[0].reason


@pytest.mark.parametrize("packing", ["plain", "member", "whole"])
def test_an_archive_cut_anywhere_gives_what_stood_before(packing: str) -> None:
    records = archive(4)
    data = b"".join(map(member, records) if packing == "member" else records)
    data = gzip.compress(data) if packing == "whole" else data
    expected = texts(data)
    for cut in range(20, len(data), 97):
        rejected: list[Rejected] = []
        try:
            posts = list(read("a.warc", SETTINGS, data[:cut], rejected=rejected.append))
        except InputError:
            assert cut < 97  # too little to be known as WARC
            continue
        assert [post.text for post in posts] == expected[: len(posts)]
        assert len(rejected) <= 1
        if packing == "plain":
            whole = sum(len(b"".join(records[: at + 1])) - 4 <= cut for at in range(len(records)))
            assert len(posts) == whole
        else:
            assert "cut off" in rejected[0].reason


def test_wrong_lengths_one_after_another_take_no_quadratic_time() -> None:
    count = 4_000
    data = record(b"<html><p>x", length=9_000_000) * count
    rejected: list[Rejected] = []
    source = Source("a.warc", SETTINGS, data=data, rejected=rejected.append)
    assert list(WarcReader(_posts_of).read(source)) == []
    assert 0 < len(rejected) <= count


@pytest.mark.parametrize("packed", [False, True])
def test_no_more_is_read_than_the_next_record_needs(packed: bool) -> None:
    made: list[Made] = []
    sizes: list[int] = []

    def pieces() -> Iterator[bytes]:
        for at in range(600):
            whole = record(page(at).encode(), f"http://exempel.se/{at}")
            image = record(bytes(20_000), http="Content-Type: image/png")
            data = member(whole) + member(image) if packed else whole + image
            sizes.append(len(data))
            yield data

    def opened() -> io.BufferedReader:
        made.append(Made(pieces()))
        return io.BufferedReader(made[-1], 8192)

    source = Source("a.warc", SETTINGS, opener=opened)
    assert source.head
    sizes.clear()
    for number, _ in enumerate(WarcReader(_posts_of).read(source), 1):
        if number % 50 == 0:
            assert made[-1].given < sum(sizes[:number]) + 160_000
    assert number == 600


def test_archives_in_archives_end_somewhere() -> None:
    data = b"<html><p>Hej"
    for _ in range(6):
        data = record(data)
    posts, rejected = told(data)
    assert posts == []
    assert "nested deeper" in rejected[0].reason


def test_without_brotli_a_record_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def missing(name: str, *rest: object, **more: object) -> object:
        if name == "brotli":
            raise ImportError(name)
        return there(name, *rest, **more)

    data = record(
        brotli.compress(page(1).encode()), http=f"Content-Type: {HTML}\r\nContent-Encoding: br"
    )
    monkeypatch.setattr(builtins, "__import__", missing)
    _, rejected = told(data)
    assert "brotli is not installed" in rejected[0].reason


@pytest.mark.parametrize(
    ("head", "fit"),
    [
        (b"WARC/1.1\r\n", Fit.CONTENT),
        (gzip.compress(b"WARC/1.0\r\n"), Fit.CONTENT),
        (gzip.compress(b"Hej"), Fit.NONE),
        (b"\x1f\x8b\x08hej", Fit.NONE),
        (b"WARCraft", Fit.NONE),
    ],
)
def test_warc_is_known_by_its_first_record(head: bytes, fit: Fit) -> None:
    assert WarcReader(_posts_of).recognises(head, ".warc.gz") == fit
