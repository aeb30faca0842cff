"""JSON Lines and JSON: records one by one, broken ones apart."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers.streams import Made

from referat.errors import EmptyInputError, InputError
from referat.post import Post
from referat.readers import READERS, Rejected, Source, read, read_text
from referat.readers.base import Fit
from referat.readers.json_lines import JsonLinesReader
from referat.readers.json_values import values_of
from referat.settings import load_settings

SETTINGS = load_settings().input
SMALL = load_settings(changes={"input": {"max_bytes": 100}}).input
READER = JsonLinesReader(read_text)


def told(
    data: bytes, origin: str = "a.jsonl", limits: object = None
) -> tuple[list[Post], list[Rejected]]:
    rejected: list[Rejected] = []
    posts = list(read(origin, limits or SETTINGS, data, rejected=rejected.append))
    return posts, rejected


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def test_a_line_is_a_post() -> None:
    data = line(id="a", text="Först.\n\nSedan.", title="Ett") + b"\r\n \n" + line(html="<p>Två")
    posts, rejected = told(data)
    assert [post.text for post in posts] == ["Först.\n\nSedan.", "Två"]
    assert [post.meta.origin for post in posts] == ["a.jsonl#a", "a.jsonl#2"]
    assert posts[0].meta.title == "Ett"
    assert rejected == []


@pytest.mark.parametrize(
    "data",
    [
        b'{"text": "Hej"}',
        b'{"text": "Hej"}\r\n',
        b'\xef\xbb\xbf{"text": "Hej"}\n',
        b'\n\n{"text": "Hej"}\n\n\n',
        b'{\n  "text": "Hej"\n}\n',
        b'[{"text": "Hej"}]',
        b'\xef\xbb\xbf [\n{"text": "Hej"}\n]\n',
        b'{"text": "Hej", "title": NaN, "id": Infinity}',
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.txt", "utan-namn"])
def test_one_record_in_every_form(data: bytes, name: str) -> None:
    posts, rejected = told(data, name)
    assert [post.text for post in posts] == ["Hej"]
    assert rejected == []


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b'{"text": "Hej"', "it is no JSON"),
        (b'{"text": "Hej"} hej', "it is no JSON"),
        (b'{"text": "a\tb"}', "it is no JSON"),
        (b'{"text": "a\\x"}', "it is no JSON"),
        (b"hej", "it is no JSON"),
        (b'{"text": NaN}', "it has no field"),
        (b'{"text": "a", "text": "b"}', "the key 'text' stands in it twice"),
        (b'{"a": ' + b"[" * 100_000, "nested too deep"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "it is no record"),
        (b"17", "it is no JSON object"),
        (b'["Hej"]', "it is no JSON object"),
        (b"null", "it is no JSON object"),
        (b'{"text": 5}', "is a number"),
        (b'{"text": ""}', "it is empty"),
        (b'{"@type": "Article"}', "looked for 'html', 'markdown', 'text'"),
    ],
)
def test_a_broken_line_costs_itself_only(broken: bytes, reason: str) -> None:
    before, after = line(text="före"), line(text="efter")
    posts, rejected = told(before + broken + b"\r\n" + after)
    assert [post.text for post in posts] == ["före", "efter"]
    assert [(each.place, each.offset) for each in rejected] == [("line 2", len(before))]
    assert reason in rejected[0].reason
    posts, rejected = told(broken + b"\n" + after + line(text="sist"), "a.jsonl")
    assert [post.text for post in posts] == ["efter", "sist"]
    assert len(rejected) == 1


def test_half_surrogates_and_stray_encodings_are_read_with_a_warning() -> None:
    posts, rejected = told(b'{"text": "hej\\ud800"}\n{"text": "h\xe5rt arbete p\xe5 g\xe5ng"}\n')
    assert [post.text for post in posts] == ["hej\ufffd", "hårt arbete på gång"]
    assert [each.code for each in posts[0].warnings] == ["lone_surrogate"]
    assert rejected == []


def test_utf_16_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="save it as UTF-8"):
        told("\ufeff".encode("utf-16-le") + '{"text": "Hej"}'.encode("utf-16-le"))


def test_a_line_above_the_limit_is_skipped_without_being_held() -> None:
    data = line(text="före") + line(text="x" * 5_000) + line(text="efter")
    posts, rejected = told(data, limits=SMALL)
    assert [post.text for post in posts] == ["före", "efter"]
    assert [(each.place, each.offset) for each in rejected] == [("line 2", len(line(text="före")))]
    assert "too long" in rejected[0].reason
    posts, rejected = told(
        b"[" + line(text="x" * 5_000) + b"," + line(text="b") + b"]", limits=SMALL
    )
    assert [post.text for post in posts] == ["b"]
    assert "too long" in rejected[0].reason


def test_what_stands_in_a_list_beside_records_is_rejected() -> None:
    data = b'[{"text": "a"}, 1, "x{", [2], {"text": "b \\"}{\\\\"}, {"text" "c"}, {"text": "d"}]'
    posts, rejected = told(data, "a.json")
    assert [(post.text, post.meta.origin) for post in posts] == [
        ("a", "a.json#1"),
        ('b "}{\\', "a.json#4"),
        ("d", "a.json#6"),
    ]
    assert [each.place for each in rejected] == ["record 2", "record 3", "record 5"]
    assert [data[each.offset : each.offset + 3] for each in rejected] == [b"1, ", b"[2]", b'{"t']


def test_records_in_a_row_are_read() -> None:
    posts, rejected = told(b'{\n"text": "a"\n}\n{\n"text": "b"\n}\n', "a.json")
    assert [post.text for post in posts] == ["a", "b"]
    assert rejected == []


@pytest.mark.parametrize("data", [b"[]", b"[\n]\n"])
def test_an_empty_list_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        told(data, "a.json")


def test_fields_are_mapped_by_the_settings() -> None:
    limits = load_settings(changes={"input": {"fields": {"text": "body"}}}).input
    posts, _ = told(line(body="Hej", text="nej"), limits=limits)
    assert posts[0].text == "Hej"


@pytest.mark.parametrize("form", ["lines", "list", "indented"])
def test_a_file_cut_anywhere_gives_what_stood_before(form: str) -> None:
    records = [{"id": str(at), "text": f"Inlägg {at} säger “no”.\n" * 5} for at in range(6)]
    if form == "lines":
        data = b"".join(line(**record) for record in records)
    else:
        indent = 2 if form == "indented" else None
        data = json.dumps(records, ensure_ascii=False, indent=indent).encode()
    for cut in range(1, len(data), 97):
        rejected: list[Rejected] = []
        try:
            posts = list(read("a.json", SETTINGS, data[:cut], rejected=rejected.append))
        except EmptyInputError:
            assert form != "lines"
            continue
        assert [post.text for post in posts] == [record["text"] for record in records[: len(posts)]]
        assert len(rejected) <= 1
        if rejected:
            assert "cut off" in rejected[0].reason
            assert rejected[0].offset is not None
            assert rejected[0].offset < cut


@pytest.mark.parametrize("form", ["lines", "list"])
def test_no_more_is_read_than_the_next_record_needs(form: str) -> None:
    made: list[Made] = []

    def pieces() -> Iterator[bytes]:
        yield b"[" if form == "list" else b""
        for at in range(2_000):
            yield line(id=at, text="ord " * 500) + (b"," if form == "list" else b"")

    def opened() -> io.BufferedReader:
        made.append(Made(pieces()))
        return io.BufferedReader(made[-1], 8192)

    source = Source("a.json", SETTINGS, opener=opened)
    size = len(line(id=0, text="ord " * 500))
    for number, _ in enumerate(READER.read(source), 1):
        if number % 100 == 0:
            assert made[-1].given < (number + 1) * (size + 4) + 80_000
    assert number == 2_000


@pytest.mark.parametrize(
    ("head", "fit"),
    [
        (b'{"a": 1}', Fit.CONTENT),
        (b'[ { "a" : 1}', Fit.CONTENT),
        (b'{"a\\"b": ', Fit.CONTENT),
        (b"{}", Fit.CONTENT),
        (b"{\\rtf1", Fit.NONE),
        (b"{hej}", Fit.NONE),
        (b"[1]: http://a.se", Fit.NONE),
        (b'{"Hej", sa hon', Fit.NONE),
    ],
)
def test_json_is_known_by_its_first_key(head: bytes, fit: Fit) -> None:
    assert READER.recognises(head, ".txt") == fit
    assert READER.recognises(head, ".json") == max(fit, Fit.NAME)


@given(
    st.lists(
        st.dictionaries(st.text('ab"\\{}[]å', max_size=4), st.text('"\\{}[],å\n', max_size=8)),
        max_size=6,
    ),
    st.sampled_from([None, 1]),
    st.integers(1, 7),
)
@settings(max_examples=60, deadline=None)
def test_values_are_parted_wherever_the_pieces_are_cut(
    records: list[dict[str, str]], indent: int | None, size: int
) -> None:
    data = json.dumps(records, indent=indent, ensure_ascii=False).encode()
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    found = list(values_of(pieces, 10_000))
    assert [json.loads(value.data or b"") for value in found] == records
    assert all(value.whole for value in found)
    assert all(data[value.offset :].startswith(value.data or b"") for value in found)


def test_the_formats_stand_in_the_table() -> None:
    assert READERS["json"]().name == "json"
