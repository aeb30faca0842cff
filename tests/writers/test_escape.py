"""What a post can do to a page, a Markdown file or a terminal: nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from referat.writers import escape


def test_controls_are_drawn_and_line_ends_kept() -> None:
    assert escape.visible("a\x1b[31m\x00b\r\n\tc\x9b") == "a␛[31m␀b\r\n\tc\ufffd"


def test_lone_surrogates_can_be_written() -> None:
    assert escape.visible("a\ud800b").encode() == "a\ufffdb".encode()


def test_direction_marks_do_not_reach_one_line() -> None:
    assert escape.one_line("a \u202eb\u2066 \n c") == "a b c"


def test_html_is_text() -> None:
    shown = escape.html("<a href=\"x\" title='y'>&amp;")
    assert shown == "&lt;a href=&quot;x&quot; title=&#x27;y&#x27;&gt;&amp;amp;"


@given(st.text(alphabet=st.sampled_from(list("ab1.)-+=#*_`[]()!<>|~&\\:/ \nåé🙂"))))
def test_markdown_shows_just_the_words(words: str) -> None:
    for before in ("", "- ", "> "):
        tokens = MarkdownIt("commonmark").enable("table").parse(before + escape.markdown(words))
        inline = [token for token in tokens if token.type == "inline"]
        shown = "".join(
            child.content for token in inline for child in token.children or () if child.content
        )
        kinds = {child.type for token in inline for child in token.children or ()}
        assert shown == escape.one_line(words)
        assert kinds <= {"text", "text_special"}
        assert not any(token.type in {"heading_open", "hr", "table_open"} for token in tokens)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JAVASCRIPT:x", " data:text/html,x", "//x.example", "/x", "", "http:",
     "java\nscript:x", "http://[x", "vbscript:x", "file:///etc/passwd", None],
)  # fmt: skip
def test_other_addresses_are_no_links(url: str | None) -> None:
    assert escape.link(url) is None


def test_links_are_encoded() -> None:
    assert escape.link("http://x.example/å b?c=<d>\n&e") == (
        "http://x.example/%C3%A5%20b?c=%3Cd%3E%0A&e"
    )
    assert escape.link("MAILTO:a@b.example") == "MAILTO:a@b.example"
