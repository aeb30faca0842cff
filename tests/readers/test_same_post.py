"""The same post in several formats gives the same blocks."""

from __future__ import annotations

import html
import io
from email.message import EmailMessage
from typing import NamedTuple

import docx
import odfdo
import pytest
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.post import Post
from referat.readers import read
from referat.settings import load_settings

SETTINGS = load_settings().input
WORDS = st.lists(
    st.sampled_from(
        "köket rapporten svampen disken ”rent” the kitchen is never clean, åtta av tio – säger "
        "Jane 2012 <b> & 37% (…) e-post".split()
    ),
    min_size=3,
    max_size=12,
).map(lambda words: "Ord " + " ".join(words) + " slut.")


class Part(NamedTuple):
    kind: str
    text: str


PARTS = st.lists(
    st.builds(Part, st.sampled_from(["heading", "paragraph", "list_item", "blockquote"]), WORDS),
    min_size=1,
    max_size=8,
)


def as_docx(parts: list[Part]) -> bytes:
    document = docx.Document()
    for kind, text in parts:
        if kind in ("title", "heading"):
            document.add_heading(text, 0 if kind == "title" else 2)
        elif kind == "blockquote" and len(text) % 2:
            quoted = document.add_paragraph(text).paragraph_format
            quoted.left_indent = quoted.right_indent = Cm(1)
        else:
            style = {"blockquote": "Intense Quote", "list_item": "List Bullet"}.get(kind)
            document.add_paragraph(text, style=style)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_odt(parts: list[Part]) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    for kind, text in parts:
        if kind == "heading":
            document.body.append(odfdo.Header(2, text))
        elif kind == "list_item":
            document.body.append(odfdo.List([text]))
        else:
            style = {"title": "Title", "blockquote": "Quotations"}.get(kind, "Standard")
            document.body.append(odfdo.Paragraph(text, style=style))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_mail(parts: list[Part]) -> bytes:
    marks = {
        "title": "<h1>{}</h1>",
        "heading": "<h2>{}</h2>",
        "paragraph": "<p>{}</p>",
        "list_item": "<ul><li>{}</li></ul>",
        "blockquote": "<blockquote><p>{}</p></blockquote>",
    }
    page = "".join(marks[kind].format(html.escape(text)) for kind, text in parts)
    message = EmailMessage()
    message["From"], message["Subject"] = "Anna <a@b.se>", "Brevet"
    message.set_content("annat")
    message.add_alternative(f"<html><body><article>{page}</article></body></html>", subtype="html")
    return message.as_bytes()


def as_markdown(parts: list[Part]) -> bytes:
    marks = {"title": "# ", "heading": "## ", "list_item": "- ", "blockquote": "> "}
    lines = (marks.get(kind, "") + html.escape(text, quote=False) for kind, text in parts)
    return "\n\n".join(["---\nx: y\n---", *lines]).encode()


@pytest.mark.parametrize("write", [as_docx, as_odt, as_mail, as_markdown])
@settings(max_examples=25, deadline=None)
@given(first=WORDS, parts=PARTS)
def test_a_post_has_the_same_blocks_in_every_format(
    write: object, first: str, parts: list[Part]
) -> None:
    assert callable(write)
    whole = [Part("title", first), *parts]
    post: Post = next(iter(read("inlägg", SETTINGS, write(whole))))
    told = [
        Part(block.kind.value, " ".join(block.span.of(post.text).split()))
        for block in post.blocks or ()
    ]
    assert told == whole
