"""The digest's language."""

from __future__ import annotations

import pytest

from referat.post import Source, SourceKind
from referat.span import Span
from referat.text.phrasing import (
    capital,
    genitive,
    is_named,
    listed,
    one_stop,
    plain,
    quote,
    role_phrase,
    shorten,
    source_phrase,
)


@pytest.mark.parametrize(
    ("words", "sv", "en"),
    [
        ("a “b” c.", "”a ’b’ c”", "“a ‘b’ c”"),
        ("a ”b” c", "”a ’b’ c”", "“a ‘b’ c”"),
        ("Bra!", "”Bra!”", "“Bra!”"),
        ("wait...", "”wait...”", "“wait...”"),
        ("a, b,", "”a, b”", "“a, b”"),
        ("don’t", "”don’t”", "“don’t”"),
    ],
)
def test_inner_marks_become_single_and_nothing_else_changes(words: str, sv: str, en: str) -> None:
    assert (quote(words, "sv"), quote(words, "en")) == (sv, en)


def test_a_quotation_is_shortened_at_a_clause_and_says_so() -> None:
    words = "the cost fell in most of the towns, while sales rose in none of them at all"
    assert shorten(words, 9) == "the cost fell in most of the towns (…)"
    assert shorten("a b c", 3) == "a b c"


def test_no_stump_is_made_where_no_clause_ends() -> None:
    words = "one two three four five six seven eight nine ten"
    assert shorten(words, 6) == words
    assert shorten(words, 6, strict=True) == "one two three four five six (…)"


@pytest.mark.parametrize("turn", ["but", "although", "men", "fast"])
def test_nothing_is_cut_before_what_a_sentence_turns_to(turn: str) -> None:
    words = f"the first trials are going on, {turn} the use has not grown, as one reads in the text"
    assert shorten(words, 7) == f"the first trials are going on, {turn} the use has not grown (…)"


def test_a_statement_keeps_its_figure_and_its_denial() -> None:
    words = "the town paid the bill, said a clerk, in all some four million crowns, and it leaks"
    assert shorten(words, 9, [(0, 13)]).startswith(words[:69])


def test_brackets_stay_closed() -> None:
    words = "it grew in all of the (small, poor, far) towns of the north, they say, and the south"
    assert shorten(words, 8).count("(") - 1 == shorten(words, 8).count(")") - 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It grew. (…)", "It grew."),
        ("…will grow", "will grow"),
        ("(…) It grew [...] fast", "It grew [...] fast"),
        ("a\u00adb  c\n d", "ab c d"),
        ("a\u0000b", "a\ufffdb"),
    ],
)
def test_running_text_has_no_cuts_at_its_edges_and_shows_controls(text: str, words: str) -> None:
    assert plain(text, Span(0, len(text))) == words


def test_lists() -> None:
    assert listed(["a"], "sv") == "a"
    assert listed(["a", "b"], "sv") == "a och b"
    assert listed(["a", "b", "c"], "en") == "a, b and c"


def test_genitives() -> None:
    assert (genitive("Gartner", "sv"), genitive("Forbes", "sv")) == ("Gartners", "Forbes")
    assert (genitive("Gartner", "en"), genitive("Forbes", "en")) == ("Gartner's", "Forbes'")


@pytest.mark.parametrize(
    ("source", "sv", "en"),
    [
        (
            Source("s", "State of Work", SourceKind.SURVEY),
            "undersökningen State of Work",
            "the survey State of Work",
        ),
        (
            Source("s", "Gartner", SourceKind.REPORT, organisation="Gartner"),
            "Gartners rapport",
            "Gartner's report",
        ),
        (Source("s", "ny studie", SourceKind.STUDY), "studien", "the study"),
        (Source("s", "Ann Porter", SourceKind.PERSON), "Ann Porter", "Ann Porter"),
    ],
)
def test_noun_phrases_for_sources(source: Source, sv: str, en: str) -> None:
    assert (source_phrase(source, "sv"), source_phrase(source, "en")) == (sv, en)


def test_named_sources() -> None:
    assert is_named(Source("s", "State of Work", SourceKind.SURVEY))
    assert is_named(Source("s", "eMarketer", SourceKind.REPORT))
    assert not is_named(Source("s", "ny amerikansk studie", SourceKind.STUDY))


def test_roles_are_translated_where_english_has_a_word_else_quoted() -> None:
    assert role_phrase("författarna", "en") == "the authors"
    assert role_phrase("tre chefer", "en") == "“tre chefer”"
    assert role_phrase("tre chefer", "sv") == "tre chefer"
    assert role_phrase("Ann Porter", "en") == "Ann Porter"


def test_stops_and_capitals() -> None:
    assert one_stop("Hon säger: ”Bra!”.") == "Hon säger: ”Bra!”"
    assert one_stop("Hon säger: ”bra”.") == "Hon säger: ”bra”."
    assert capital("där heter det") == "Där heter det"
    assert capital("”där”") == "”där”"


def test_a_role_that_opened_a_sentence_loses_its_capital() -> None:
    assert role_phrase("En av cheferna", "sv") == "en av cheferna"
    assert role_phrase("De Vries", "sv") == "De Vries"
