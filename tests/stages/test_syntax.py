"""Sentences and tokens."""

from __future__ import annotations

from collections.abc import Sequence

from referat.post import Block, Post, Run, Section
from referat.span import Span
from referat.stage import BatchStage, Stage
from referat.stages.syntax import Syntax
from referat.syntax_model import Analysis


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


class Analyser:
    """Takes down what it is asked, and gives each word its place as lemma; heads are the first."""

    version = "7"

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[list[str]] = []

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[list[Analysis]]:
        self.asked += [list(words) for words in sentences]
        return [
            [
                Analysis(self.name, "", word, 0, "dep" if place else "root", "B-PER")
                for place, word in enumerate(words)
            ]
            for words in sentences
        ]


def test_an_analysis_is_laid_over_the_tokens() -> None:
    stage = Syntax({"sv": Analyser("tiny")})
    (sentence,) = stage(post("Det regnar.")).sentences or ()
    assert (stage.model, stage.version) == ("tiny", "2, 7")
    assert [(t.tag, t.lemma, t.head, t.relation, t.name) for t in sentence.tokens] == [
        ("tiny", "Det", 0, "root", "B-PER"),
        ("tiny", "regnar", 0, "dep", "B-PER"),
        ("tiny", ".", 0, "dep", "B-PER"),
    ]


def test_words_of_several_tokens_and_tokens_of_several_words_keep_their_places() -> None:
    english = Analyser("en")
    text = "We don't, Mr. Berg"
    run = Run(Span(0, len(text)), "en")
    (sentence,) = Syntax({"en": english})(post(text, Section.POST, run)).sentences or ()
    assert english.asked == [["We", "do", "n't", ",", "Mr.", "Berg"]]
    assert [(token.norm, token.lemma) for token in sentence.tokens] == [
        *(("we", "We"), ("don't", "do"), (",", ","), ("mr", "Mr."), (".", "Mr."), ("berg", "Berg"))
    ]


def test_words_reach_the_model_as_treebanks_write_them() -> None:
    swedish = Analyser("sv")
    text = "Ra\u030ad om under\u00adsökningen"
    (sentence,) = Syntax({"sv": swedish})(post(text)).sentences or ()
    assert swedish.asked == [["Råd", "om", "undersökningen"]]
    assert [text[token.start : token.end] for token in sentence.tokens] == text.split()


def test_a_quotation_inside_a_sentence_goes_to_the_pipeline_of_its_language() -> None:
    swedish, english = Analyser("sv"), Analyser("en")
    text = "Hon sa att tools are here redan i går kväll."
    start, end = text.index("tools"), text.index(" redan")
    runs = (
        Run(Span(0, start), "sv"),
        Run(Span(start, end), "en"),
        Run(Span(end, len(text)), "sv"),
    )
    stage = Syntax({"sv": swedish, "en": english})
    (sentence,) = stage(post(text, Section.POST, *runs)).sentences or ()
    assert swedish.asked[0][0] == "Hon"
    assert english.asked == [["tools", "are", "here"]]
    tagged = {token.norm: token for token in sentence.tokens}
    assert tagged["redan"].tag == "sv"
    assert (tagged["are"].tag, tagged["are"].head) == ("en", 3)
    # The stretch hangs where its first head outside was, not on a root of its own.
    assert (tagged["tools"].tag, tagged["tools"].head, tagged["tools"].relation) == ("en", 0, "dep")


def test_many_posts_at_once_give_what_each_gives_alone() -> None:
    posts = [post("Det regnar."), post("Vem sa det? Ingen."), post("")]
    stage = Syntax({"sv": Analyser("tiny")})
    assert list(stage.pipe(posts)) == [stage(each) for each in posts]
    assert isinstance(stage, BatchStage)


def test_a_language_without_a_pipeline_keeps_the_rules_tokens() -> None:
    (sentence,) = Syntax({"en": Analyser("tiny")})(post("Det regnar.")).sentences or ()
    assert {(token.tag, token.head) for token in sentence.tokens} == {("", -1)}


def test_the_end_of_a_sentence_without_end_is_not_analysed() -> None:
    analyser = Analyser("tiny")
    (sentence,) = Syntax({"sv": analyser})(post("ord " * 1000)).sentences or ()
    assert len(analyser.asked[0]) < 1000 == len(sentence.tokens)
    assert (sentence.tokens[0].tag, sentence.tokens[-1].tag) == ("tiny", "")
