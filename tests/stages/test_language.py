"""The language of blocks, and of runs inside them."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from linguistic import summary_of

from referat.models import load_word_model
from referat.post import Block, Post
from referat.settings import load_settings
from referat.span import Span
from referat.stage import Stage
from referat.stages.language import Language

STAGE = Language(load_word_model(), load_settings().language)


def runs(text: str) -> list[tuple[str, str, str]]:
    post = STAGE(Post(text, blocks=(Block(Span(0, len(text))),)))
    found = post.runs or ()
    assert [run.span.start for run in found] == [0, *(run.span.end for run in found)][:-1]
    assert found[-1].span.end == len(text)
    return [(run.language, run.kind.value, run.span.of(text)) for run in found]


def foreign(text: str) -> list[tuple[str, str]]:
    """What is English in a text, with its kind."""
    return [(kind, words) for language, kind, words in runs(text) if language == "en"]


def block_language(text: str) -> str:
    (block,) = STAGE(Post(text, blocks=(Block(Span(0, len(text))),))).blocks or ()
    return block.language


def test_is_a_stage() -> None:
    assert isinstance(STAGE, Stage)
    assert STAGE.model == "language-sv-en"


def test_a_title_in_swedish_is_an_english_run_without_its_marks() -> None:
    text = "Den årliga undersökningen ”Digital Workplace Trends” visar att det går trögt."
    assert runs(text) == [
        ("sv", "text", "Den årliga undersökningen ”"),
        ("en", "title", "Digital Workplace Trends"),
        ("sv", "text", "” visar att det går trögt."),
    ]


def test_a_title_that_nothing_marks_behind_its_noun() -> None:
    text = "I rapporten Left in the Dark står det att inget händer."
    assert foreign(text) == [("title", "Left in the Dark")]


def test_a_quoted_term_is_a_term() -> None:
    assert foreign("Många talar om en ”digital board” som styr allt.") == [
        ("term", "digital board")
    ]


def test_a_title_and_the_quotation_behind_it_are_two_runs() -> None:
    text = "Jane Hill skrev rapporten ”State of Work”. ”Most people like the new tools”, säger hon."
    assert foreign(text) == [
        ("title", "State of Work"),
        ("text", "Most people like the new tools"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Jane McConnell på Northfield Institute säger att det går bra.",
        "Vi använder Microsoft Teams och Google Docs varje dag.",
        "Stockholm, Göteborg och New York är alla med.",
        "Vi kör på lean och agile i hela organisationen.",
    ],
)
def test_names_and_loans_take_the_language_around_them(text: str) -> None:
    assert {language for language, _, _ in runs(text)} == {"sv"}


def test_names_in_english_are_english() -> None:
    text = "The survey that Karin Lundmark made at Biblioteksverket shows that most people agree."
    assert {language for language, _, _ in runs(text)} == {"en"}


def test_an_english_clause_inside_a_swedish_sentence() -> None:
    text = "Hon sa att people will always find a way around the rules och det tror jag."
    assert foreign(text) == [("text", "people will always find a way around the rules")]


def test_the_language_changes_between_sentences() -> None:
    text = "Most people like the tools. Det tycker inte jag, för min del."
    assert runs(text) == [
        ("en", "text", "Most people like the tools."),
        ("sv", "text", " Det tycker inte jag, för min del."),
    ]


def test_figures_at_the_head_of_a_quotation_belong_to_it() -> None:
    assert foreign("Hon säger: ”46 percent of employees never use the tools”, och så är det.") == [
        ("text", "46 percent of employees never use the tools")
    ]


def test_a_third_language_has_a_run_of_its_own() -> None:
    text = "Som han sa: ”Wir haben das nicht gewusst und es ist nicht gut für uns.” Så är det nu."
    assert [language for language, _, _ in runs(text)] == ["sv", "de", "sv"]


@pytest.mark.parametrize("text", ["%d", "🙂", "1.", "46", "…", "x"])
def test_nothing_to_tell_is_und(text: str) -> None:
    assert block_language(text) == "und"
    assert [language for language, _, _ in runs(text)] == ["und"]


@pytest.mark.parametrize(
    "text", ["Bra!", "Ja.", "Precis så.", "Ok, då vet vi det.", "3 kommentarer"]
)
def test_short_swedish_pieces_stay_swedish(text: str) -> None:
    assert block_language(text) == "sv"


@pytest.mark.parametrize("text", ["Nothing new here.", "I agree.", "The tools are here to stay."])
def test_short_english_pieces_are_english(text: str) -> None:
    assert block_language(text) == "en"


def test_a_mixed_block_is_of_its_larger_share() -> None:
    assert block_language("Hon skriver: ”The tools are here to stay for a very long time.”") == "en"
    assert block_language("Det är ungefär så här de alltid skriver: ”It works.”") == "sv"


def test_runs_that_lie_in_a_finding_are_of_its_kind() -> None:
    summary = summary_of("Så här står det:", "Most people like the new tools.")
    assert [run.kind for run in summary.runs][-1] == "finding"
    assert [run.kind for run in summary.runs][-2] == "text"


@pytest.mark.parametrize(
    "text", ["Caf\u0065\u0301 \u00e4r bra.", "A\u030a\u0308r det bra?", "a\u202eb c"]
)
def test_odd_characters_do_not_break_the_partition(text: str) -> None:
    assert "".join(words for _, _, words in runs(text)) == text


def test_a_phrase_in_marks_between_names_does_not_break_the_partition() -> None:
    text = 'Hon fick komma till Curie-institutet i "of the EU" Paris.'
    assert "".join(words for _, _, words in runs(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "dom tycker nåt annat än mej",
        "Mums!",
        "Haha, precis!",
        "Vi har en AI-driven content-strategi.",
        "Jag mailade länken till intranätets dashboard igår.",
        "Det ar en ny aasikt om ett foretag.",
        "Vi aer inte saekra paa det haer.",
        "Ses på www.digital-workplace.com eller @working_out_loud, #futureofwork.",
        "T.ex. Storgatan 12, 123 45 Ankeborg, tel. 08-123 45 67",
        "Golden Gate Park ligger i San Francisco och är stort.",
        "Hälsningar från Miramar Beach Hotel",
    ],
)
def test_swedish_as_swedes_write_it_is_swedish(text: str) -> None:
    assert {language for language, _, _ in runs(text)} == {"sv"}


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    text = "Vi går över ån efter kvällens möte."
    assert runs(unicodedata.normalize("NFD", text))[0][0] == "sv"


def test_an_attribution_between_commas_parts_two_english_runs() -> None:
    text = "”Most of them knew the rules, säger Karin Berg, and they did not follow them.”"
    assert [language for language, _, _ in runs(text)] == ["en", "sv", "en"]


def test_the_last_word_before_an_english_sentence_stays_swedish() -> None:
    text = "Ett val avgjordes av hans gunst. I loved my stay here. Så var det med det register."
    assert foreign(text) == [("text", "I loved my stay here.")]


def blocks(*texts: str) -> list[tuple[str, float]]:
    at, made = 0, []
    for text in texts:
        made.append(Block(Span(at, at + len(text))))
        at += len(text) + 2
    post = STAGE(Post("\n\n".join(texts), blocks=tuple(made)))
    return [(block.language, block.confidence) for block in post.blocks or ()]


def test_a_block_with_too_little_to_tell_is_of_its_posts_language() -> None:
    english = "The tools are here to stay, and nobody knows what they are for."
    swedish = "Verktygen är här för att stanna, och ingen vet vad de är till för."
    assert blocks(english, "IBM 2012")[1][0] == "en"
    assert blocks(swedish, "IBM 2012")[1][0] == "sv"
    assert blocks(english, "IBM 2012")[1][1] < blocks(english, english)[1][1]


def test_an_attribution_is_not_in_the_language_of_its_quotation() -> None:
    text = "”Wir haben das nicht gewusst und es ist nicht gut für uns”, skriver hon i rapporten."
    assert [language for language, _, _ in runs(text)] == ["de", "sv"]


def test_a_danish_paragraph_is_danish_throughout() -> None:
    text = "Vi har ikke set noget af det, og det bliver værre hver dag. Hvad nu?"
    assert block_language(text) == "da"
    assert [language for language, _, _ in runs(text)] == ["da"]


def test_a_title_half_in_swedish_leaves_one_run_a_language() -> None:
    """bibliotek-lan, cut off: two runs of one language side by side were one too many."""
    found = runs("Jag har kvar tabellen.\n\nRapporten: Lending in Transition, D")
    assert all(before[1] != after[1] for before, after in pairwise(found[1:]))


def test_a_swedish_motto_without_letters_of_its_own_is_not_norwegian() -> None:
    """forsakring-sjalvrisk: as a third language it became a finding."""
    motto = "En blogg om det finstilta, skriven på fritiden av en som borde sova"
    assert block_language(motto) == "sv"
