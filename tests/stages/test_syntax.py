"""Sentences and tokens."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from referat.post import Block, Post, Run, Section
from referat.span import Span
from referat.stage import Stage
from referat.stages.syntax import Syntax


def post(text: str, section: Section = Section.POST, *runs: Run) -> Post:
    whole = Span(0, len(text))
    block = Block(whole, section=section, language="sv")
    return Post(text, blocks=(block,), runs=runs or (Run(whole, "sv"),))


def test_is_a_stage() -> None:
    assert isinstance(Syntax(), Stage)
    assert Syntax().needs == {"blocks", "runs"}
    assert Syntax().model is None


def test_a_sentence_holds_its_words_figures_and_marks() -> None:
    (sentence,) = Syntax()(post("Bl.a. 2,5 procent, ja!")).sentences or ()
    assert [token.norm for token in sentence.tokens] == [
        *("bl", ".", "a", ".", "2,5", "procent", ",", "ja", "!")
    ]
    assert [token.norm for token in sentence.tokens if token.is_word] == [
        "bl",
        "a",
        "procent",
        "ja",
    ]


def test_a_sentence_is_of_the_language_of_most_of_it() -> None:
    text = "Hon sa: ”The tools are here to stay.” Så är det."
    cut = text.index("The"), text.index("”", 10)
    runs = (
        Run(Span(0, cut[0]), "sv"),
        Run(Span(*cut), "en"),
        Run(Span(cut[1], len(text)), "sv"),
    )
    found = Syntax()(post(text, Section.POST, *runs)).sentences or ()
    assert [sentence.language for sentence in found] == ["en", "sv"]


def test_chrome_is_not_read() -> None:
    assert Syntax()(post("3 kommentarer", Section.CHROME)).sentences == ()


class _Parsed(SimpleNamespace):
    """A parser's token, its own head unless told otherwise."""

    def __init__(self, idx: int, i: int, text: str, tag: str, head: int = 0) -> None:
        super().__init__(idx=idx, i=i, text=text, pos_=tag, lemma_=text.lower())
        self.head: Any = SimpleNamespace(i=head)


def test_a_parsers_tags_are_laid_over_the_tokens() -> None:
    def parse(text: str) -> Iterator[Any]:
        assert text == "Det regnar."
        yield _Parsed(0, 0, "Det", "PRON", 1)
        yield _Parsed(4, 1, "regnar", "VERB", 1)
        yield _Parsed(10, 2, ".", "PUNCT", 1)

    stage = Syntax({"sv": parse}, "tiny")
    (sentence,) = stage(post("Det regnar.")).sentences or ()
    assert stage.model == "tiny"
    assert [(t.tag, t.lemma, t.head) for t in sentence.tokens] == [
        ("PRON", "det", 1),
        ("VERB", "regnar", 1),
        ("PUNCT", ".", 1),
    ]


def test_a_parser_that_cuts_words_otherwise_gives_tags_but_no_heads() -> None:
    def parse(text: str) -> Iterator[Any]:
        yield _Parsed(0, 0, "Det", "PRON", 1)
        yield _Parsed(4, 1, "reg", "VERB", 1)
        yield _Parsed(7, 2, "nar.", "X", 1)

    (sentence,) = Syntax({"sv": parse})(post("Det regnar.")).sentences or ()
    assert [(t.tag, t.head) for t in sentence.tokens] == [("PRON", -1), ("VERB", -1), ("", -1)]
