"""Records: which body is read, what is told about the post, and what is no post."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from referat.errors import InputError
from referat.post import Post
from referat.readers import read_text
from referat.readers.record import post_of, value_at
from referat.settings import InputSettings, load_settings

SETTINGS = load_settings().input


def post(record: dict[str, object], settings: InputSettings = SETTINGS) -> Post:
    return post_of(record, 7, "fil.jsonl", settings, read_text)


def mapped(**names: str) -> InputSettings:
    return load_settings(changes={"input": {"fields": names}}).input


def test_everything_a_record_says_reaches_the_post() -> None:
    found = post(
        {
            "id": 41,
            "url": "https://exempel.se/41",
            "title": " Kvitton \n och kaos ",
            "author": ["Maja Lund", "Ali Ek"],
            "published": "3 maj 2012 kl. 10.15",
            "site": "Kontorsbloggen",
            "text": "Rapporten säger:\r\n\r\n“Receipts get lost.”\r\n",
        }
    )
    assert found.text == "Rapporten säger:\r\n\r\n“Receipts get lost.”\r\n"
    meta = found.meta
    assert (meta.origin, meta.id, meta.url) == ("fil.jsonl#41", "41", "https://exempel.se/41")
    assert (meta.title, meta.author) == ("Kvitton och kaos", "Maja Lund, Ali Ek")
    assert (meta.published, meta.site) == ("2012-05-03T10:15", "Kontorsbloggen")


def test_a_record_without_an_id_is_known_by_its_number() -> None:
    meta = post({"text": "Hej"}).meta
    assert (meta.origin, meta.id) == ("fil.jsonl#7", None)


def test_html_is_read_before_markdown_and_markdown_before_text() -> None:
    bodies: dict[str, object] = {"text": "ren", "markdown": "*stjärnor*", "html": "<p>sida</p>"}
    assert post(bodies).text == "sida"
    assert post(bodies | {"html": None}).text == "stjärnor"
    assert post(bodies | {"html": " ", "markdown": ""}).text == "ren"


def test_the_record_is_believed_before_its_body() -> None:
    page = (
        "<html><head><title>Sidans</title><link rel=canonical href='https://a.se/1'>"
        "<meta name=author content='Sidans Författare'></head><body><p>Ord på vägen.</p></body>"
    )
    meta = post({"html": page, "title": "Postens"}).meta
    assert (meta.title, meta.author, meta.url) == ("Postens", "Sidans Författare", "https://a.se/1")


def test_a_date_nobody_can_read_leaves_the_bodys_own() -> None:
    body = "---\ndate: 2011-02-01\n---\nHej"
    assert post({"markdown": body, "published": "i våras"}).meta.published == "2011-02-01"
    stamp = datetime(2012, 5, 3, 10, tzinfo=UTC)
    assert post({"text": "Hej", "published": stamp}).meta.published == "2012-05-03T10:00:00+00:00"


def test_fields_have_the_names_that_the_settings_give_them() -> None:
    settings = mapped(text="body", title="title.rendered", id="", html="content.rendered")
    record: dict[str, object] = {
        "id": 3,
        "body": "kropp",
        "title": {"rendered": "Rubrik"},
        "text": "fel",
    }
    found = post(record, settings)
    assert (found.text, found.meta.title, found.meta.id) == ("kropp", "Rubrik", None)
    assert post(record | {"content": {"rendered": "<p>Hej"}}, settings).text == "Hej"


@pytest.mark.parametrize(
    ("record", "value"),
    [
        ({"a.b": 1, "a": {"b": 2}}, 1),
        ({"a": {"b": 2}}, 2),
        ({"a": {"c": 2}}, None),
        ({"a": "b"}, None),
        ({}, None),
    ],
)
def test_paths_lead_into_records(record: dict[str, object], value: object) -> None:
    assert value_at(record, "a.b") == value


def test_a_field_that_is_switched_off_is_none() -> None:
    assert value_at({"": "x"}, "") is None


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ({}, "looked for 'html', 'markdown', 'text'"),
        ({"@context": "https://schema.org", "articleBody": "Hej"}, "it has no field with the text"),
        ({"text": None}, "it has no field"),
        ({"text": " \n\xa0"}, "it is empty"),
        ({"html": "<script>x</script>"}, "it is empty"),
        ({"text": 17}, "its field 'text' is a number"),
        ({"text": True}, "'text' is true or false"),
        ({"text": ["Hej"]}, "'text' is a list"),
        ({"html": {"a": "b"}, "text": "Hej"}, "'html' is a record of its own"),
        ({"text": "å" * (SETTINGS.max_bytes // 2 + 1)}, "larger than 10,000,000 bytes"),
    ],
)
def test_a_record_that_is_no_post_is_refused(record: dict[str, object], found: str) -> None:
    with pytest.raises(InputError, match=found):
        post(record)


def test_half_surrogates_and_nul_are_kept_from_doing_harm() -> None:
    found = post({"text": "hej\ud83d\x00", "title": "a\udc00b", "id": "\ud800"})
    assert found.text == "hej\ufffd\x00"
    assert (found.meta.title, found.meta.origin) == ("a\ufffdb", "fil.jsonl#\ufffd")
    assert {each.code for each in found.warnings} == {"lone_surrogate", "control_characters"}


@pytest.mark.parametrize(
    ("said", "tags"),
    [
        (["kontor", " möten ", "kontor", None], ("kontor", "möten")),
        ("kontor, möten; e-post", ("kontor", "möten", "e-post")),
        (7, ("7",)),
        ({"a": 1}, ()),
        (None, ()),
    ],
)
def test_tags_come_as_a_list_or_with_commas(said: object, tags: tuple[str, ...]) -> None:
    assert post({"text": "Hej", "tags": said}).meta.tags == tags


def test_a_records_tags_count_before_those_of_its_body() -> None:
    body = "---\ntags: [gamla]\n---\nHej"
    assert post({"markdown": body}).meta.tags == ("gamla",)
    assert post({"markdown": body, "tags": ["nya"]}).meta.tags == ("nya",)
