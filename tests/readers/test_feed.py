"""Feeds: RSS and Atom in all their versions, and what is wrong with them in the wild."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from export_factory import (
    ATOM_TAIL,
    RSS_HEAD,
    RSS_TAIL,
    SETTINGS,
    atom,
    atom_entry,
    kinds,
    posts,
    rss,
    rss_item,
    words,
    wxr,
    wxr_item,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.errors import EmptyInputError, InputError
from referat.post import Section
from referat.readers import READERS, Fit, Rejected, Source
from referat.readers.xml_scan import Scanner, chunks_of
from referat.readers.xml_stream import XmlStream

BODY = "<p>Rapporten är tydlig:</p><blockquote>Trust is falling.</blockquote><p>Tyvärr.</p>"
READ = [
    ("paragraph", "Rapporten är tydlig:"),
    ("blockquote", "Trust is falling."),
    ("paragraph", "Tyvärr."),
]
RDF = f"""<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:innehall="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="http://exempel.se/"><title>Bloggen</title>
<items><rdf:Seq><rdf:li resource="http://exempel.se/1"/></rdf:Seq></items></channel>
<item rdf:about="http://exempel.se/1"><title>Mobilen</title><link>http://exempel.se/1</link>
<dc:creator>Anna Berg</dc:creator><dc:date>2012-05-03T10:12:00+02:00</dc:date>
<description>Kort.</description><innehall:encoded><![CDATA[{BODY}]]></innehall:encoded></item>
</rdf:RDF>"""
ATOM_03 = f"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Bloggen</title>
<entry><title>Mobilen</title><link rel="alternate" type="text/html" href="http://exempel.se/1"/>
<author><name>Anna Berg</name></author><issued>2012-05-03T10:12:00+02:00</issued>
<id>http://exempel.se/1</id>
<content type="text/html" mode="escaped">{html.escape(BODY)}</content></entry></feed>"""
XHTML = (
    f"""<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content>"""
)
RSS_2 = rss(
    rss_item(
        "Kort.",
        content__encoded=BODY,
        dc__creator="Anna Berg",
        pubDate="Thu, 03 May 2012 10:12:00 +0200",
        link="http://exempel.se/1",
        guid="http://exempel.se/1",
    )
)
MORE = """<id>http://exempel.se/1</id><published>2012-05-03T10:12:00+02:00</published>
<updated>2013-01-01T00:00:00Z</updated><link rel="self" href="http://exempel.se/x.xml"/>
<link href="/1"/><author><name>Anna Berg</name></author><summary>Kort.</summary>"""


@pytest.mark.parametrize(
    "data",
    [
        RSS_2,
        RDF,
        ATOM_03,
        atom(atom_entry(BODY, more=MORE)),
        atom(f"<entry><title>Mobilen</title>{MORE}{XHTML}</entry>"),
        atom(atom_entry(BODY, more=MORE)).replace("<feed xmlns=", "<feed xmlns:a="),
    ],
)
def test_one_post_in_every_kind_of_feed(data: str) -> None:
    (post,) = posts(data)
    assert kinds(post) == READ
    assert words(post, Section.POST) == ["Mobilen"]
    meta = post.meta
    assert (meta.title, meta.author, meta.site) == ("Mobilen", "Anna Berg", "Bloggen")
    assert meta.published == "2012-05-03T10:12:00+02:00"
    assert meta.url == "http://exempel.se/1"
    assert meta.id == "http://exempel.se/1"
    assert meta.origin == "export.xml#http://exempel.se/1"


def test_prefixes_are_read_by_their_namespace_and_undeclared_ones_by_their_looks() -> None:
    prefixed = """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Bloggen</a:title>
    <a:entry><a:title>Mobilen</a:title><a:id>1</a:id><a:content>Jo.</a:content></a:entry></a:feed>"""
    (post,) = posts(prefixed)
    assert (post.meta.id, post.meta.site, words(post)) == ("1", "Bloggen", ["Jo."])
    undeclared = "<rss><channel>" + rss_item("", content__encoded="Jo.", dc__creator="Bo Ek")
    (post,) = posts(undeclared + RSS_TAIL)
    assert (post.meta.author, words(post)) == ("Bo Ek", ["Jo."])


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("<author>anna@exempel.se (Anna Berg)</author>", "Anna Berg"),
        ("<author>Anna Berg &lt;anna@exempel.se&gt;</author>", "Anna Berg"),
        ("<author>anna@exempel.se</author>", None),
        ("<dc:creator>Anna Berg (redaktör)</dc:creator>", "Anna Berg (redaktör)"),
        ("<dc:creator> Anna &amp;amp; Bo </dc:creator>", "Anna & Bo"),
        ("", None),
    ],
)
def test_authors_in_rss(written: str, author: str | None) -> None:
    (post,) = posts(rss(rss_item("Jo.").replace("</item>", written + "</item>")))
    assert post.meta.author == author


def test_an_entry_without_author_is_by_the_feeds() -> None:
    (post,) = posts(atom(atom_entry("Jo.")))
    assert post.meta.author == "Anna Berg"


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("Thu, 03 May 2012 08:12:00 GMT", "2012-05-03T08:12:00+00:00"),
        ("3 May 2012 08:12 +0200", "2012-05-03T08:12:00+02:00"),
        ("2012-05-03 08:12:00", "2012-05-03T08:12:00"),
        ("2012-05-03", "2012-05-03"),
        ("tor, 3 maj 2012", "2012-05-03"),
        ("Thu, 99 May 2012 08:12:00 GMT", None),
        ("nyss", None),
    ],
)
def test_dates_as_feeds_write_them(said: str, published: str | None) -> None:
    (post,) = posts(rss(rss_item("Jo.", pubDate=said)))
    assert post.meta.published == published


@pytest.mark.parametrize(
    ("more", "url"),
    [
        ("<guid>http://exempel.se/1</guid>", "http://exempel.se/1"),
        ('<guid isPermaLink="false">http://exempel.se/1</guid>', None),
        ("<guid>tag:1</guid>", None),
        ("<link>\n http://exempel.se/2 </link>", "http://exempel.se/2"),
        ('<a:link xmlns:a="http://www.w3.org/2005/Atom" href="http://[x"/>', "http://[x"),
    ],
)
def test_links_in_rss(more: str, url: str | None) -> None:
    (post,) = posts(rss(rss_item("Jo.").replace("</item>", more + "</item>")))
    assert post.meta.url == url


@pytest.mark.parametrize(
    ("kind", "content", "shown"),
    [
        ("text", "Ett <b>& två\n\nTre", ["Ett <b>& två", "Tre"]),
        ("html", "Ett <b>&amp; två</b>\n\nTre", ["Ett & två Tre"]),
        ("html", "Ett\n\nTre &auml;", ["Ett", "Tre ä"]),
        ("text/html", "<p>Ett</p>", ["Ett"]),
        ("text/plain", "Ett\nTvå", ["Ett\nTvå"]),
    ],
)
def test_atom_says_how_its_content_is_written(kind: str, content: str, shown: list[str]) -> None:
    (post,) = posts(atom(atom_entry(content, kind)))
    assert words(post) == shown


def test_content_that_is_no_text_gives_way_to_the_summary() -> None:
    picture = atom_entry("AAAA", "image/png", more="<summary>Kort.</summary>")
    (post,) = posts(atom(picture))
    assert words(post) == ["Kort."]


def test_plain_text_in_rss_keeps_its_lines() -> None:
    (post,) = posts(rss(rss_item("Ett & två\nrad\n\nTre < fyra")))
    assert words(post) == ["Ett & två\nrad", "Tre < fyra"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Mobilen &amp; vi", "Mobilen & vi"),
        ("Mobilen &amp;amp; vi", "Mobilen & vi"),
        ("Mobilen &#8211; vi", "Mobilen – vi"),
        ("Mobilen &ndash; vi", "Mobilen – vi"),
        ("Mobilen &#150; vi", "Mobilen – vi"),
        ("Mobilen & vi", "Mobilen & vi"),
        ("Mobilen &vi; du", "Mobilen &vi; du"),
        ("<![CDATA[<b>Mobilen</b> &aring; vi]]>", "Mobilen å vi"),
        ("Om &lt;rubrik&gt;-taggen", "Om <rubrik>-taggen"),
        ("Mobilen &lt;3 vi", "Mobilen <3 vi"),
        ("Mobilen <3 vi", "Mobilen <3 vi"),
        ("&#0;&#x1F;Mobilen&#xD800;", "Mobilen"),
    ],
)
def test_titles_as_feeds_write_them(written: str, title: str) -> None:
    item = rss_item("Jo.").replace("<title>Mobilen</title>", f"<title>{written}</title>")
    (post,) = posts(rss(item))
    assert (post.meta.title or "").replace("\ufffd", "") == title
    assert words(post) == ["Jo."]


def test_a_title_that_atom_calls_text_is_left_as_it_is() -> None:
    (post,) = posts(atom(atom_entry("Jo.", title="Om <b> och &amp;")))
    assert post.meta.title == "Om <b> och &amp;"


def test_html_that_was_escaped_twice_is_read_with_a_warning() -> None:
    (post,) = posts(rss(rss_item(html.escape(BODY))))
    assert kinds(post) == READ
    assert [oddity.code for oddity in post.warnings] == ["double_escape"]


def test_tags_that_a_writer_shows_are_words() -> None:
    said = "<p>Skriv &lt;p&gt; och &lt;/p&gt;.</p>"
    (post,) = posts(rss(rss_item(said)))
    assert words(post) == ["Skriv <p> och </p>."]
    assert not post.warnings


@pytest.mark.parametrize(
    "raw",
    [
        "<p>Ett<br>två</p>",
        "<p>Ett<br>två",
        "Ett <img src=x>två",
        "<b><i>Ett</b></i> två & <",
        "<p>Ett</p><title>två</p>",
    ],
)
def test_html_put_into_a_field_as_it_stands_harms_nothing_else(raw: str) -> None:
    broken = f"<item><description>{raw}</description><guid>2</guid></item>"
    found = posts(rss(rss_item("Ett.", guid="1"), broken, rss_item("Tre.", guid="3")))
    assert [post.meta.id for post in found] == ["1", "2", "3"]
    assert "Ett" in found[1].text
    assert [oddity.code for oddity in found[1].warnings] == ["broken_markup"]


def test_what_cannot_be_mended_is_rejected() -> None:
    broken = "<item><guid>2</guid><x><y></x></y></item>"
    rejected: list[Rejected] = []
    found = posts(rss(rss_item("Ett.", guid="1"), broken, rss_item("Tre.")), rejected=rejected)
    assert [post.meta.id for post in found] == ["1", None]
    assert found[1].meta.origin == "export.xml#3"
    (told,) = rejected
    assert told.place == "record 2"
    assert told.reason.startswith("its markup is broken (")


def test_entries_without_words_are_rejected_as_empty() -> None:
    rejected: list[Rejected] = []
    entries = (rss_item(""), rss_item("<img src='x'>"), "<item/>", rss_item("Jo."))
    assert len(posts(rss(*entries), rejected=rejected)) == 1
    assert [(item.place, item.reason) for item in rejected] == [
        ("record 1", "it is empty"),
        ("record 2", "it is empty"),
        ("record 3", "it is empty"),
    ]


def test_a_feed_without_entries_is_an_error() -> None:
    with pytest.raises(EmptyInputError, match="no post in it"):
        posts(rss())


def test_a_backup_of_blogger() -> None:
    def kind(name: str) -> str:
        scheme = "http://schemas.google.com/g/2005#kind"
        term = f"http://schemas.google.com/blogger/2008/kind#{name}"
        return f'<category scheme="{scheme}" term="{term}"/>'

    names = ("settings", "template", "post", "comment", "page")
    rejected: list[Rejected] = []
    found = posts(
        atom(*(atom_entry(f"Ord {name}.", more=kind(name)) for name in names)), rejected=rejected
    )
    assert [words(post) for post in found] == [["Ord post."], ["Ord page."]]
    assert [item.place for item in rejected] == ["record 4"]


def test_elements_nested_too_deep() -> None:
    deep = "<div>" * 5_000 + "djupt" + "</div>" * 5_000
    entry = f'<entry><id>1</id><content type="xhtml">{deep}</content></entry>'
    for data in (atom(entry), rss(rss_item(deep))):
        (post,) = posts(data)
        assert words(post) == ["djupt"]
        assert "deep_nesting" in [oddity.code for oddity in post.warnings]
    rejected: list[Rejected] = []
    (post,) = posts(rss(f"<item>{deep}</item>", rss_item("Jo.")), rejected=rejected)
    assert words(post) == ["Jo."]
    assert "nested deeper" in rejected[0].reason


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE feed SYSTEM "{uri}">',
        '<!DOCTYPE feed [<!ENTITY hemligt SYSTEM "{uri}">]>',
        '<!DOCTYPE feed [<!ENTITY % allt SYSTEM "{uri}"> %allt;]>',
    ],
)
def test_no_file_outside_is_read(doctype: str, tmp_path: Path) -> None:
    secret = tmp_path / "hemligt"
    secret.write_text("lösenord", encoding="utf-8")
    data = (
        doctype.format(uri=secret.as_uri())
        + atom(
            atom_entry("Jo."), "<entry><title>&hemligt;</title><content>Ord.</content></entry>"
        ).partition("?>")[2]
    )
    rejected: list[Rejected] = []
    found = posts(data, rejected=rejected)
    assert words(found[0]) == ["Jo."]
    assert "lösenord" not in "".join(post.text for post in found)
    assert len(found) + len(rejected) == 2


class _Endless(io.RawIOBase):
    """A feed that is made while it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._rest) < len(buffer) and (part := next(self._parts, b"")):
            self._rest += part
        given = self._rest[: len(buffer)]
        self._rest = self._rest[len(given) :]
        buffer[: len(given)] = given
        return len(given)


def test_a_long_feed_is_read_with_little_in_memory() -> None:
    size = 0

    def parts() -> Iterator[bytes]:
        nonlocal size
        for part in (RSS_HEAD, *(rss_item(f"Inlägg {n}.") for n in range(3_000)), RSS_TAIL):
            size += len(part.encode())
            yield part.encode()

    source = Source("flöde", SETTINGS, opener=lambda: io.BufferedReader(_Endless(parts())))
    stream = XmlStream(source)
    assert stream.root is not None
    size = 0
    seen = 0
    for seen, record in enumerate(stream.records(), 1):
        assert record.number == seen
        assert len(record.element.getparent()) == 1
        if seen % 500 == 0:
            assert record.offset is not None
            assert size - record.offset < 200_000  # not read further ahead than a chunk or two
    assert seen == 3_000


def test_the_scanner_keeps_no_more_than_a_record() -> None:
    def chunks() -> Iterator[bytes]:
        yield b"<rss>" + b"x" * 100_000
        for _ in range(200):
            yield b"<item>" + b"y" * 50_000 + b"</item>" + b"z" * 50_000
        yield b"<item><![CDATA[" + b"w" * 1_000_000 + b"]]></item></rss>"

    scanner = Scanner(chunks(), 60_000)
    faults = []
    for piece in scanner.pieces():
        assert len(scanner._buffer) < 1_200_000
        faults.append(piece.fault)
    assert faults == [""] * 200 + ["it is larger than 60,000 bytes"]
    assert scanner.ended


@pytest.mark.parametrize("size", [1, 7, 100])
def test_the_scanner_finds_the_same_wherever_chunks_end(size: int) -> None:
    data = (RSS_2 + "<!-- <item> --><item/>" + RDF).encode()
    whole = list(Scanner(iter([data]), 10_000).pieces())
    parts = (data[at : at + size] for at in range(0, len(data), size))
    assert list(Scanner(parts, 10_000).pieces()) == whole
    assert [piece.name for piece in whole] == ["item", "item", "item"]
    assert all(data[piece.offset :].startswith(piece.data) for piece in whole)


@pytest.mark.parametrize(
    "unit",
    [b"<item>", b"<!--", b"<![CDATA[", b"<item><!--", b"<item><![CDATA[</item>", b"<!DOCTYPE["],
)
def test_the_scanner_ends_whatever_it_is_given(unit: bytes) -> None:
    data = unit * 20_000
    found = list(Scanner(chunks_of(io.BytesIO(data)), 1_000_000).pieces())
    assert all(piece.fault for piece in found)


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "feed", Fit.CONTENT),
        (b"\xef\xbb\xbf<!-- a --><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "feed", Fit.CONTENT),
        ("\ufeff<rss >".encode("utf-16-le"), "feed", Fit.CONTENT),
        (ATOM_03[:200].encode(), "feed", Fit.CONTENT),
        (RDF[:400].encode(), "feed", Fit.CONTENT),
        (b"<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>", "feed", Fit.NONE),
        (b"<!doctype html><p>&lt;rss&gt;", "feed", Fit.NONE),
        (b"<html><rss>", "feed", Fit.NONE),
        (b"Om <rss>", "feed", Fit.NONE),
        (b'<?xml version="1.0"?><html>', "feed", Fit.NONE),
        (b'<?xml version="1.0"?><rss>', "html", Fit.NONE),
        (b"<rss>", "wordpress", Fit.NONE),
        (b"<feed>", "wordpress", Fit.NONE),
    ],
)
def test_feeds_are_known_by_their_root(head: bytes, name: str, expected: Fit) -> None:
    assert READERS[name]().recognises(head, ".xml") is expected


def test_a_page_with_an_xml_declaration_is_still_a_page() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html><body><p>Jo.</p></body></html>'
    assert posts(page, "sida.xml")[0].text == "Jo."


def test_a_feed_that_is_cut_between_two_entries_says_so() -> None:
    data = atom(atom_entry("Jo.")).removesuffix(ATOM_TAIL)
    rejected: list[Rejected] = []
    assert len(posts(data, rejected=rejected)) == 1
    assert [(item.reason, item.offset) for item in rejected] == [
        ("the file is cut off: its last tag never came", len(data.encode()))
    ]


HOSTILE = [
    *("<title>", "<title></title>", "</title>", "&a", "&#1", "<", "<x>", '<x y="', "<br>", "]]>"),
    *("&lt;p&gt;", "a@", "(", " ", "\n", "<![CDATA[", "<!--", "<a xmlns:b='c'>", "<?", "[a b='c']"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_one_hostile_record_leaves_the_next_alone(unit: str) -> None:
    many = unit * 20_000
    hostile = f"<item><description>{many}</description><dc:creator>{many}</dc:creator></item>"
    rejected: list[Rejected] = []
    found = posts(rss(hostile, rss_item("Jo.", guid="2")), rejected=rejected)
    assert found[-1].meta.id == "2"
    assert len(found) + len(rejected) == 2


EXAMPLES = [RSS_2.encode(), RDF.encode(), ATOM_03.encode(), wxr(wxr_item(BODY)).encode()]
edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 30),
        st.sampled_from([b"", b"<", b">", b"&", b"]]>", b"<!--", b"<![CDATA[", b"\x00", b"\xff"])
        | st.binary(max_size=6),
    ),
    min_size=1,
    max_size=4,
)


@settings(derandomize=True, database=None, deadline=None, max_examples=200)
@given(data=st.sampled_from(EXAMPLES), edits=edits)
def test_no_damage_to_a_file_is_more_than_a_rejection(
    data: bytes, edits: list[tuple[float, int, bytes]]
) -> None:
    for place, length, put in edits:
        at = int(place * len(data))
        data = data[:at] + put + data[at + length :]
    try:
        found = posts(data, rejected=[])
    except InputError as error:
        assert "\n" not in str(error)
        return
    for post in found:
        post.text.encode()
        assert post.text.strip()


def test_categories_are_tags_but_not_what_blogger_and_wordpress_file_by() -> None:
    (post,) = posts(rss(rss_item("Jo.").replace("</item>", "<category> Möten </category></item>")))
    assert post.meta.tags == ("Möten",)
    kind = '<category scheme="http://schemas.google.com/g/2005#kind" term="post"/>'
    more = f'{kind}<category term="Kontor"/><category term="Kontor"/><category/>'
    (post,) = posts(atom(atom_entry("Jo.", more=more)))
    assert post.meta.tags == ("Kontor",)
    item = wxr_item("Jo.").replace(
        "</item>",
        '<category domain="post_format">Notis</category>'
        '<category domain="post_tag">e-post</category></item>',
    )
    (post,) = posts(wxr(item))
    assert post.meta.tags == ("e-post",)
