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
    assert shorten("a b c d e f g, h i j k", 9) == "a b c d e f g (…)"
    assert shorten("a b c d e f g", 5) == "a b c d e (…)"
    assert shorten("a b c", 3) == "a b c"


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
