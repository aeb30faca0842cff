"""CSV, TSV and Parquet: rows to posts, whatever a spreadsheet has done to them."""

from __future__ import annotations

import builtins
import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers.streams import Made

from referat.errors import EmptyInputError, InputError
from referat.post import Post
from referat.readers import Rejected, Source, read, read_text
from referat.readers.base import Fit
from referat.readers.tabular import CsvReader
from referat.settings import InputSettings, load_settings

SETTINGS = load_settings().input
SMALL = load_settings(changes={"input": {"max_bytes": 100}}).input
READER = CsvReader(read_text)
HEAD = "id,url,title,author,published,text\r\n"


def told(
    data: bytes | str, origin: str = "a.csv", limits: InputSettings = SETTINGS
) -> tuple[list[Post], list[Rejected]]:
    rejected: list[Rejected] = []
    raw = data.encode() if isinstance(data, str) else data
    posts = list(read(origin, limits, raw, rejected=rejected.append))
    return posts, rejected


def parquet(rows: list[dict[str, object]], **options: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file, **options)
    return file.getvalue()


def test_a_row_is_a_post() -> None:
    row = (
        '7,https://a.se/7,Kvitton,Maja Lund,2012-05-03,"Hon säger ""no"".\r\n\r\nSedan, slut."\r\n'
    )
    posts, rejected = told(HEAD + row)
    assert [post.text for post in posts] == ['Hon säger "no".\r\n\r\nSedan, slut.']
    meta = posts[0].meta
    assert (meta.origin, meta.id, meta.url) == ("a.csv#7", "7", "https://a.se/7")
    assert (meta.title, meta.author, meta.published) == ("Kvitton", "Maja Lund", "2012-05-03")
    assert rejected == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("declared", [False, True])
def test_what_spreadsheets_write_is_read(delimiter: str, encoding: str, declared: bool) -> None:
    file = io.StringIO(newline="")
    rows = csv.writer(file, delimiter=delimiter)
    rows.writerows([["Title", "TEXT"], ["Åska", "Först; sedan,\r\ndärpå\t”slut”."], ["", "Två"]])
    first = f"sep={delimiter}\r\n" if declared else ""
    posts, rejected = told((first + file.getvalue()).encode(encoding))
    assert [post.text for post in posts] == ["Först; sedan,\r\ndärpå\t”slut”.", "Två"]
    assert [post.meta.title for post in posts] == ["Åska", None]
    assert rejected == []


def test_a_file_put_together_from_two_encodings_reads() -> None:
    data = b"id,text\n" + "1,hårt väder\n".encode() + "2,mörka år\n".encode("cp1252")
    posts, _ = told(data)
    assert [post.text for post in posts] == ["hårt väder", "mörka år"]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("x,y", "it has 2 columns, and the header has 3"),
        ("x,y,z,å", "it has 4 columns"),
        ('1,"a"b,c', "its quotation marks are broken"),
        ("1,,titel", "it is empty"),
        ("1,\xa0,titel", "it is empty"),
        ('1,"' + "å" * 60 + '",t', "larger than 100 bytes"),
        ('1,"' + "rad\n" * 60 + '",t', "larger than 200 bytes; it goes on to line"),
        ("1," + "x" * 900 + ",t", "larger than 200 bytes"),
    ],
)
def test_a_broken_row_costs_itself_only(broken: str, reason: str) -> None:
    head = "id,text,title\n1,före,a\n\n"
    posts, rejected = told(f"{head}{broken}\n2,efter,b\n", limits=SMALL)
    texts = [post.text for post in posts]
    assert texts[0] == "före"
    assert texts[-1] == "efter"
    assert (rejected[0].place, rejected[0].offset) == ("line 4", len(head.encode()))
    assert reason in rejected[0].reason


def test_posts_longer_than_the_modules_own_bound_are_read() -> None:
    posts, _ = told('text\n"' + "ord " * 50_000 + '"\n')
    assert len(posts[0].text) == 200_000


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("a;b\n1;2\n", "no column holds a text .found 'a', 'b'; looked for 'html', 'markdown', "),
        ("text,Text\n1,2\n", "two of its columns are called 'text'"),
        ("id,text\rx,y\r", "its first line is no header"),
        ("x" * 500, "its first line is no header"),
    ],
)
def test_a_header_that_does_not_help_is_refused(data: str, found: str) -> None:
    with pytest.raises(InputError, match=found):
        told(data, limits=SMALL)


@pytest.mark.parametrize("data", ["id,text\n", "text"])
def test_a_table_without_rows_is_empty(data: str) -> None:
    with pytest.raises(EmptyInputError):
        told(data)


def test_columns_are_mapped_by_the_settings() -> None:
    limits = load_settings(changes={"input": {"fields": {"text": "Brödtext"}}}).input
    posts, _ = told("nr;brödtext\n1;Hej\n", limits=limits)
    assert posts[0].text == "Hej"


@pytest.mark.parametrize(
    ("head", "fit"),
    [
        ("id,text\n1,hej\n", Fit.CONTENT),
        ("Title;HTML\n1;<p>\n", Fit.NONE),
        ("title;html\na;<p>\n", Fit.CONTENT),
        ('id,text\n1,"hej\ndå"\n', Fit.CONTENT),
        ("id,text", Fit.NONE),
        ("text\nhej\n", Fit.NONE),
        ("title, text och bild\nEn rad prosa.\n", Fit.NONE),
        ("title,text\nEn rad prosa.\n", Fit.NONE),
        ("title,text,text\na,b,c\n", Fit.NONE),
        ("", Fit.NONE),
    ],
)
def test_a_table_is_known_by_its_header(head: str, fit: Fit) -> None:
    assert READER.recognises(head.encode(), ".txt") == fit
    assert READER.recognises(head.encode(), ".csv") == Fit.NAME


def test_a_file_cut_anywhere_gives_what_stood_before() -> None:
    texts = [f"Inlägg {at}, “no”:\n\nhon sa ”nej”, {at}." * 4 for at in range(6)]
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["id", "text"], *([at, text] for at, text in enumerate(texts))])
    data = file.getvalue().encode()
    for cut in range(9, len(data), 97):
        rejected: list[Rejected] = []
        try:
            posts = list(read("a.csv", SETTINGS, data[:cut], rejected=rejected.append))
        except EmptyInputError:
            continue
        whole = [text for text in texts if text.encode() + b'"' in data[:cut]]
        assert [post.text for post in posts] == whole or not rejected
        assert len(rejected) <= 1
        assert all("ends inside" in each.reason or "columns" in each.reason for each in rejected)


def test_no_more_is_read_than_the_next_row_needs() -> None:
    made: list[Made] = []

    def pieces() -> Iterator[bytes]:
        yield b"id,text\n"
        for at in range(2_000):
            yield f'{at},"{"ord " * 500}"\n'.encode()

    def opened() -> io.BufferedReader:
        made.append(Made(pieces()))
        return io.BufferedReader(made[-1], 8192)

    for number, _ in enumerate(READER.read(Source("a.csv", SETTINGS, opener=opened)), 1):
        if number % 100 == 0:
            assert made[-1].given < (number + 1) * 2_020 + 20_000
    assert number == 2_000


def test_parquet_gives_a_post_a_row() -> None:
    rows: list[dict[str, object]] = [
        {
            "id": at,
            "content": {"rendered": f"<p>Inlägg {at}</p>", "raw": "x"},
            "published": datetime(2012, 5, 3, 10, 30, tzinfo=UTC),
            "ballast": "y" * 100,
        }
        for at in range(5)
    ]
    limits = load_settings(changes={"input": {"fields": {"html": "content.rendered"}}}).input
    for data in (parquet(rows), parquet(rows, row_group_size=2)):
        posts, rejected = told(data, "utan-namn", limits)
        assert [post.text for post in posts] == [f"Inlägg {at}" for at in range(5)]
        assert posts[4].meta.origin == "utan-namn#4"
        assert posts[4].meta.published == "2012-05-03T10:30:00+00:00"
        assert rejected == []


def test_parquet_holds_bytes_nanoseconds_and_rows_without_a_text() -> None:
    stamps = pa.array([1_336_000_000_123_456_789] * 3, pa.timestamp("ns"))
    table = pa.table({"text": pa.array([b"h\xe5rt", None, b"Hej"]), "published": stamps})
    file = io.BytesIO()
    pq.write_table(table, file)
    posts, rejected = told(file.getvalue(), "a.parquet")
    assert [post.text for post in posts] == ["hårt", "Hej"]
    assert [post.meta.origin for post in posts] == ["a.parquet#1", "a.parquet#3"]
    assert posts[0].meta.published == "2012-05-02T23:06:40"
    assert [each.place for each in rejected] == ["record 2"]


def test_parquet_without_a_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"found 'a', 'b.c'; looked for 'html'"):
        told(parquet([{"a": 1, "b": {"c": 2}}]))


def test_damaged_parquet_never_raises_anything_else() -> None:
    data = parquet([{"text": f"Inlägg {at} " * 50} for at in range(60)], row_group_size=20)
    for cut in range(4, len(data), 97):
        with pytest.raises(InputError, match="damaged Parquet"):
            told(data[:cut])
    rejections = 0
    for at in range(30, len(data), 97):
        garbled = bytearray(data)
        for each in range(at, min(at + 20, len(data))):
            garbled[each] ^= 0xA5
        try:
            _, rejected = told(bytes(garbled))
        except InputError:
            continue
        rejections += bool(rejected)
    assert rejections


def test_a_text_that_stands_in_many_rows_is_held_once_and_a_bomb_not_at_all() -> None:
    posts, rejected = told(parquet([{"text": "ord " * 100_000, "id": at} for at in range(40)]))
    assert [len(post.text) for post in posts] == [400_000] * 40
    assert rejected == []
    bomb = parquet([{"text": "x" * 5_000_000}], use_dictionary=False, compression="zstd")
    posts, rejected = told(bomb)
    assert posts == []
    assert [each.place for each in rejected] == ["record 1 to 1"]
    assert "unpacks to more than 200 times its size" in rejected[0].reason


def test_packed_parquet_is_read_as_far_as_it_fits_into_memory() -> None:
    data = gzip.compress(parquet([{"text": "Hej"}]))
    posts, _ = told(data, "a.parquet.gz")
    assert [post.text for post in posts] == ["Hej"]
    with pytest.raises(InputError, match="unpack it first"):
        told(data, "a.parquet.gz", SMALL)


def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def missing(name: str, *rest: object, **more: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return there(name, *rest, **more)

    data = parquet([{"text": "Hej"}])
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InputError, match=r"pip install 'referat\[parquet\]'"):
        told(data)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
BODY = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from('\n,;"\t')),
    min_size=1,
).filter(lambda text: text.strip() and "\ufeff" not in text)
RECORD = st.fixed_dictionaries(
    {"id": st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), "title": WORDS, "author": WORDS}
    | {"text": BODY}
)


@given(st.lists(RECORD, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_the_same_records_read_alike_from_every_format(records: list[dict[str, str]]) -> None:
    file = io.StringIO(newline="")
    rows = csv.DictWriter(file, ["id", "title", "author", "text"])
    rows.writeheader()
    rows.writerows(records)
    lines = "".join(json.dumps(record) + "\n" for record in records)
    expected = [
        (
            record["text"],
            record["id"],
            " ".join(record["title"].split()) or None,
            " ".join(record["author"].split()) or None,
        )
        for record in records
    ]
    for data in (lines.encode(), file.getvalue().encode(), parquet(list(records))):
        posts, rejected = told(data)
        found = [(post.text, post.meta.id, post.meta.title, post.meta.author) for post in posts]
        assert found == expected
        assert rejected == []
