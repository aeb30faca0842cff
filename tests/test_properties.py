"""Every promise of the contract, on text that nobody wrote by hand.

The examples are the same in every run. Input made to be large or hard is in `test_hostile`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from promise_checks import check

import referat
from referat.errors import EmptyInputError, InputError, NotTextError
from referat.readers import read
from referat.settings import load_settings
from referat.summary import Summary

ROOT = Path(__file__).resolve().parent.parent
POSTS = sorted(path for path in (ROOT / "corpus" / "posts").glob("*") if path.is_file())

steady = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

SWEDISH = [
    "Enligt rapporten från Framtidsrådet vill 46 procent av kommunerna satsa mer",
    "Jag håller inte med om det",
    "Det är kanske bra i princip, men strunt samma",
    "Undersökningen ”Nordic Library Monitor” visar att utlåningen minskar",
    "säger Karin Lundmark, chef på Biblioteksverket",
    "Tre av fyra lärare svarade, och var femte tvekade",
    "Priset är 2,5 miljoner kronor, dvs. 1 000 kr per elev",
    "Å andra sidan har ingen frågat eleverna",
    "Det gick ju strålande. Verkligen",
    "Bra!",
]
ENGLISH = [
    "The number of visitors has not increased over the last 12 months",
    "Most managers say that meetings take up half of their week",
    "New concerns emerge: cost, trust, and a lack of skilled people",
    "will transform the nature of work",
    "according to a report by the Harbour Institute",
    "Only 3.5 percent of respondents, or one in five, may agree",
    "says Dr. Ann Porter of Example Inc",
    "digital board",
]
FURNITURE = [
    "3 kommentarer",
    "Kommentarer",
    "Kommentarer är stängda.",
    "Anna Berg skriver:",
    "Svara",
    "Publicerad 3 maj 2012",
    "Av Anna Berg",
    "Taggar: skola, it",
    "Källor:",
    "%d",
    "&nbsp;",
    "---",
    "***",
    "https://example.org/a?b=c&d=%20",
]
ODD = [
    *(
        "😀",
        "👩‍👩‍👧",
        "🙂🙂",
        "🇸🇪",
        "a\u030a",
        "O\u0308l",
        "e\u0301",
        "שלום עולם",
        "مرحبا ٣ بالعالم",
    ),
    *("\x00", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u00a0", "\u2028", "\u2029", "\x85", "\x0b"),
    *(
        "\x0c",
        "\t",
        "\u202e",
        "\u2066",
        "İstanbul",
        "ﬁnans",
        "straße",
        "𝐅𝐞𝐭",
        "x²",
        "½",
        "Ⅳ",
        "日本語",
    ),
    *("(…)", "[...]", "…", "...", "....", "–", "—", "-", "- ", "– ", "*", "•", "1.", "2)", "a)"),
    *("(", ")", "[", "]", "{", "<", ">", "> ", ">>", "<p>", "</p>", "&", "&amp;", "&#8221;", "%s"),
    *("1 234,5", "3–5 procent", "50 %", "1/3", "2012-05-03", "12:30", "100 000 000", "1e9", "٣٤"),
]
MARKS = [
    *(
        "””",
        "“”",
        '""',
        "»«",
        "«»",
        "’’",
        "‘’",
        "„“",
        "“”",
        "''",
        "»»",
        "‹›",
        "““",
        "”“",
        "´´",
        "``",
    ),
]
ENDS = [
    "\n\n",
    "\n",
    "\r\n\r\n",
    "\r\n",
    "\r",
    "\n\n\n",
    "\n \n",
    "\n\u00a0\n",
    "\n  ",
    "\n> ",
    "\n– ",
]

words = st.sampled_from(SWEDISH + ENGLISH + FURNITURE)
noise = st.text(st.characters(codec="utf-8"), max_size=12)
plain = st.one_of(words, words, words, st.sampled_from(ODD), noise)
stray = st.sampled_from([mark for pair in MARKS for mark in pair])


@st.composite
def quoted(draw: st.DrawFn, inner: str) -> str:
    """``inner`` between marks that belong together, or that do not, or with one of them missing."""
    opening, closing = draw(st.sampled_from(MARKS)) if draw(st.booleans()) else draw(stray) * 2
    missing = draw(st.sampled_from(["neither", "neither", "neither", "opening", "closing"]))
    return opening * (missing != "opening") + inner + closing * (missing != "closing")


@st.composite
def sentence_like(draw: st.DrawFn) -> str:
    """A few pieces, some of them quoted, some of these inside one another."""
    parts = []
    for _ in range(draw(st.integers(1, 5))):
        part = draw(st.one_of(plain, plain, plain, stray))
        for _ in range(draw(st.sampled_from([0, 0, 1, 1, 2, 3]))):
            part = draw(quoted(part))
            if draw(st.booleans()):
                part = f"{part} {draw(plain)}"
        parts.append(part)
    return draw(st.sampled_from([" ", ". ", ", ", ": ", ""])).join(parts)


posts = st.lists(st.tuples(sentence_like(), st.sampled_from(ENDS)), min_size=1, max_size=9).map(
    lambda rows: "".join(paragraph + end for paragraph, end in rows)
)


@cache
def pipeline() -> referat.Pipeline:
    return referat.load()


def summarised(text: str) -> Summary:
    """The summary of ``text``; an example that is rightly refused does not count."""
    try:
        return pipeline()(text)
    except EmptyInputError:
        assert not any(map(str.isalnum, text)), "text with letters or figures refused as empty"
    except NotTextError:
        assert any(unicodedata.category(each) == "Cc" for each in text), "text refused as no text"
    return reject()


@steady
@given(posts)
def test_promises_hold_on_arbitrary_posts(text):
    check(summarised(text))


@steady
@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_promises_hold_on_arbitrary_characters(text):
    check(summarised(text))


@steady
@given(posts)
def test_the_text_is_kept_character_for_character(text):
    assert summarised(text).text == text


@steady
@given(posts, st.sampled_from(["\ud800", "\udfff", "\udc80"]), st.integers(0, 40))
def test_a_lone_surrogate_gives_a_summary_that_can_be_written(text, surrogate, at):
    check(summarised(text[:at] + surrogate + text[at:]))


@steady
@given(posts, st.sampled_from(["page.html", "page.md", "page.txt"]))
def test_promises_hold_for_every_format(text, name):
    try:
        made = list(read(name, load_settings().input, text.encode()))
    except InputError:
        reject()
    for post in made:
        check(pipeline()(post))


TAGS = [
    *("p", "div", "section", "article", "h1", "h2", "blockquote", "q", "cite", "a", "em", "span"),
    *("ul", "ol", "li", "table", "tr", "td", "pre", "br"),
]
tagged = st.lists(
    st.one_of(
        plain,
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(
            [
                '<li class="comment" id="comment-1">',
                '<ol class="commentlist">',
                '<div id="kommentarer">',
                '<cite class="fn">',
                '<a href="https://example.org/">',
                '<time datetime="2012-05-03">',
                "<!-- ",
                " -->",
                "<script>",
                "<![CDATA[",
                "&lt;",
                "&#0;",
                "&#xD800;",
                "&nosuch;",
            ]
        ),
    ),
    min_size=1,
    max_size=40,
).map(" ".join)


@steady
@given(tagged, st.sampled_from(["page.html", "page.md"]))
def test_promises_hold_for_broken_markup(text, name):
    try:
        made = list(read(name, load_settings().input, f"<html><body>{text}".encode()))
    except InputError:
        reject()
    for post in made:
        check(pipeline()(post))


@steady
@given(st.binary(max_size=300), st.sampled_from(["a.html", "a.md", "a.txt", "a"]))
def test_any_bytes_are_summarised_or_refused_in_one_line(data, name):
    refused = []
    try:
        made = list(read(name, load_settings().input, data, rejected=refused.append))
    except InputError as error:
        refused, made = [error], []
    for each in refused:
        assert str(each).startswith(name)
        assert len(str(each).splitlines()) == 1
    for post in made:
        check(pipeline()(post))


@settings(steady, max_examples=40)
@given(
    st.lists(
        posts.filter(lambda text: any(map(str.isalpha, text)) and "\0" not in text), max_size=5
    )
)
def test_neither_order_nor_batch_changes_a_byte(texts):
    try:
        one_by_one = [pipeline()(text).to_json() for text in texts]
    except InputError:
        reject()
    assert [each.to_json() for each in pipeline().pipe(texts)] == one_by_one
    assert [each.to_json() for each in pipeline().pipe(reversed(texts))] == one_by_one[::-1]


def test_another_pipeline_gives_the_same_bytes():
    other = referat.load()
    for path in POSTS:
        assert other(path).to_json() == pipeline()(path).to_json()


def test_another_process_gives_the_same_bytes():
    """Neither the seed of Python's hashes nor the locale nor the time zone has a say."""
    code = "import sys; from referat.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "summarise", *map(str, POSTS), "--format", "json"]
    outputs = set()
    for seed, locale, zone in (("1", "C.UTF-8", "UTC"), ("2", "C", "Asia/Tokyo")):
        environment = os.environ | {
            "PYTHONPATH": str(ROOT / "pipeline"),
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "TZ": zone,
        }
        outputs.add(
            subprocess.run(command, env=environment, check=True, capture_output=True).stdout
        )
    assert len(outputs) == 1


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.name)
def test_promises_hold_on_the_corpus(path):
    check(pipeline()(path))


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.name)
def test_promises_hold_on_a_post_cut_off_anywhere(path):
    data = path.read_bytes()
    for end in range(1, len(data), max(1, len(data) // 25)):
        try:
            made = list(read(path.name, load_settings().input, data[:end]))
        except EmptyInputError:
            continue
        for post in made:
            check(pipeline()(post))
