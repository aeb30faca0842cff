"""Entries of exports and feeds: their posts, their threads, and what is not guessed at."""

from __future__ import annotations

import html

import pytest
from export_factory import atom, atom_entry, cdata, posts, words, wxr, wxr_comment, wxr_item
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referat.post import BlockKind, Meta, Post, Section
from referat.readers.entry import Entry, EntryComment, in_thread_order, is_empty, post_of
from referat.stages.blocks import Blocks

META = Meta(origin="export.xml#1", author="Anna Berg", id="1")
BODY = "<p>Jane McConnell skriver:</p><blockquote>Progress is slow.</blockquote><p>Jo då.</p>"


def entry(*comments: EntryComment, body: str = BODY, title: str | None = "Trender") -> Post:
    return post_of(Entry(title, body, META, comments))


def test_title_body_and_comments_are_told_apart() -> None:
    post = entry(
        EntryComment("7", "<p>Bra sagt.</p>", author="Bo Ek", published="2012-05-03T10:12:00"),
        EntryComment("8", "Tack.", "7", "Anna Berg", "2012-05-04T08:00:00+02:00", True),
    )
    assert words(post, Section.POST) == ["Trender"]
    assert words(post) == ["Jane McConnell skriver:", "Progress is slow.", "Jo då."]
    assert words(post, Section.COMMENTS) == ["Bra sagt.", "Tack."]
    assert words(post, Section.CHROME) == ["Bo Ek 2012-05-03 10:12", "Anna Berg 2012-05-04 08:00"]
    first, second = post.comments
    assert (first.id, first.author, first.reply_to, first.depth) == ("comment-1", "Bo Ek", None, 0)
    assert (second.author, second.reply_to, second.depth) == ("Anna Berg", "comment-1", 1)
    assert (first.by_writer, second.by_writer) == (False, True)
    assert second.published == "2012-05-04T08:00:00+02:00"
    assert second.span.of(post.text) == "Tack."
    assert post.meta == Meta(origin="export.xml#1", title="Trender", author="Anna Berg", id="1")
    assert Blocks()(post).comments == post.comments


@pytest.mark.parametrize(
    "said",
    [
        "Svara",
        "3 kommentarer",
        "Kommentarer är stängda.",
        "Eva Lind skriver:",
        "<b>Nej!</b><div>Det är fel.</div>",
        '<div class="comment"><cite class="fn">Eva</cite> sa ja.</div>',
        "<article><header>Eva</header><time>3 maj 2012</time><p>sa ja.</p></article>",
        "<dl><dt>Ett</dt><dd>Två</dd></dl>",
        "<ol><li>Ett</li><li>Två</li></ol>",
        "***",
    ],
)
def test_the_words_of_a_comment_are_never_the_pages(said: str) -> None:
    post = entry(EntryComment("1", said), EntryComment("2", "Jo.", author="Bo"))
    assert [comment.author for comment in post.comments] == [None, "Bo"]
    plain = html.unescape("".join(part.partition(">")[2] for part in f">{said}".split("<")))
    shown = "".join(words(post, Section.COMMENTS)[:-1])
    assert "".join(shown.split()) == "".join(plain.split())


def test_what_nobody_sees_in_a_comment_is_not_read() -> None:
    post = entry(EntryComment("1", "<script>alert(1)</script>", author="Bo Ek"))
    assert post.comments == ()
    assert "Bo Ek" not in post.text
    assert "alert" not in post.text


def test_a_name_is_taken_as_it_is_given() -> None:
    post = entry(EntryComment("1", "Jo.", author=" Publicerad  av Bo Ek, 3 maj "))
    assert post.comments[0].author == "Publicerad av Bo Ek, 3 maj"


def test_a_pingback_is_chrome() -> None:
    post = entry(
        EntryComment("1", "[…] andra ord […]", author="En annan blogg", ping=True),
        EntryComment("2", "Jo.", parent="1", author="Bo Ek"),
    )
    assert words(post, Section.CHROME) == ["En annan blogg", "Bo Ek"]
    assert [(each.author, each.reply_to, each.depth) for each in post.comments] == [
        ("Bo Ek", None, 0)
    ]


def test_an_answer_to_a_comment_without_words_answers_the_one_above_it() -> None:
    post = entry(
        EntryComment("1", "Ett."),
        EntryComment("2", "<img src='x'>", parent="1"),
        EntryComment("3", "Tre.", parent="2"),
    )
    assert [(each.reply_to, each.depth) for each in post.comments] == [
        (None, 0),
        ("comment-1", 1),
    ]


def test_the_thread_is_in_order_of_dates_with_answers_below_what_they_answer() -> None:
    given_order = [
        EntryComment("4", "d", published="2012-04"),
        EntryComment("3", "c", parent="1", published="2012-03"),
        EntryComment("2", "b", published="2012-02"),
        EntryComment("1", "a", published="2012-01"),
        EntryComment("5", "e", parent="3", published="2012-05"),
    ]
    placed = in_thread_order(given_order)
    assert [(each.comment.id, each.answers) for each in placed] == [
        ("1", None),
        ("3", 0),
        ("5", 1),
        ("2", None),
        ("4", None),
    ]


@pytest.mark.parametrize(
    "parents", [{"1": "1"}, {"1": "2", "2": "1"}, {"1": "3", "2": "1", "3": "2"}, {"1": "saknas"}]
)
def test_circles_and_missing_parents_lose_no_comment(parents: dict[str, str]) -> None:
    comments = [EntryComment(name, name, parents.get(name)) for name in "123"]
    placed = in_thread_order(comments)
    assert sorted(each.comment.id for each in placed) == ["1", "2", "3"]
    assert len(entry(*comments).comments) == 3


def test_answers_to_answers_as_deep_as_anybody_likes() -> None:
    chain = [EntryComment(str(n), f"Svar {n}.", str(n - 1)) for n in range(1, 2_001)]
    post = entry(*chain)
    assert [comment.depth for comment in post.comments] == list(range(2_000))
    assert post.comments[-1].reply_to == "comment-1999"


def test_an_entry_without_words_of_its_own_is_empty() -> None:
    assert is_empty(entry(body="<p><img src='x'></p>"))
    assert is_empty(entry(body=""))
    assert not is_empty(entry(body="Jo."))
    assert entry(body="", title=None).text == ""


def test_characters_that_no_element_can_hold_are_left_out_of_a_title() -> None:
    assert entry(title="Tren\x00der\x0b \ud800!").meta.title == "Tren der !"


def test_body_text_with_control_characters_is_read_with_a_warning() -> None:
    post = entry(body="Ett\x02två&#11;tre")
    assert "tre" in post.text
    assert "control_characters" in [oddity.code for oddity in post.warnings]


def test_a_heading_in_the_body_is_no_second_title() -> None:
    post = entry(body="<h1>Del ett</h1><p>Jo.</p>")
    assert [block.kind for block in post.blocks or ()] == [
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]


LINES = [
    "Enligt undersökningen har inget hänt.",
    "Most managers say that progress is slow.",
    "A & B < C",
    "Han sa ”jo” [sic] till mig […]",
    "Å, ä och ö]]> 🙂",
    "Det blev 3,5 procent.",
]
NAMES = ["Anna Berg", "Bo Ek", "Åsa Öhman", "anna", "C. D. & Co"]
bodies = st.lists(
    st.tuples(st.sampled_from(["p", "blockquote", "h2"]), st.sampled_from(LINES)), min_size=1
)
threads = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(LINES), st.integers(0, 5)), max_size=6
)


@settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(title=st.sampled_from(LINES), author=st.sampled_from(NAMES), body=bodies, thread=threads)
def test_whatever_is_written_into_an_export_or_a_feed_is_read_back(
    title: str, author: str, body: list[tuple[str, str]], thread: list[tuple[str, str, int]]
) -> None:
    page = "\n".join(f"<{tag}>{html.escape(line)}</{tag}>" for tag, line in body)
    # The n-th comment answers one of those before it, or none.
    parents = [parent if parent <= index else 0 for index, (_, _, parent) in enumerate(thread)]
    comments = [
        wxr_comment(
            html.escape(line),
            n,
            comment_author=html.escape(name),
            comment_parent=str(parents[n - 1]),
        )
        for n, (name, line, _) in enumerate(thread, 1)
    ]
    creator = html.escape(author)
    item = wxr_item(page, comments=comments, title=html.escape(title), dc__creator=author)
    tag = f"<author><name>{creator}</name></author>"
    for (post,) in (
        posts(wxr(item)),
        posts(atom(atom_entry(page, title=title, more=tag))),
    ):
        assert post.meta.title == title
        assert words(post, Section.POST) == [title]
        kinds = {"p": "paragraph", "blockquote": "blockquote", "h2": "heading"}
        assert [
            (block.kind.value, block.span.of(post.text))
            for block in post.blocks or ()
            if block.section is None
        ] == [(kinds[tag], line) for tag, line in body]
    (post,) = posts(wxr(item))
    assert post.meta.author == ("Anna Berg" if author == "anna" else author)
    found = {comment.id: comment for comment in post.comments}
    assert len(found) == len(thread)
    said = [(each.author, each.span.of(post.text)) for each in post.comments]
    assert sorted(said) == sorted((name, line) for name, line, _ in thread)
    pairs = sorted(
        (each.span.of(post.text), found[each.reply_to].span.of(post.text))
        for each in post.comments
        if each.reply_to
    )
    assert pairs == sorted(
        (thread[n][1], thread[parent - 1][1]) for n, parent in enumerate(parents) if parent
    )


def test_cdata_that_holds_its_own_end_is_written_in_two() -> None:
    assert cdata("a]]>b") == "<![CDATA[a]]]]><![CDATA[>b]]>"
