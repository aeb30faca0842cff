"""English in the writer's Swedish: what is listed, what is not, and how."""

from __future__ import annotations

from dataclasses import replace

import pytest

from referat.mix.insertions import Insertion, insertions
from referat.mix.loans import Loan, known_loans, loan_of
from referat.mix.tagged import tagged_words
from referat.post import Block, Finding, Marking, Post, Reference, Run, RunKind, Section
from referat.span import Span


def deaf(_: str) -> float:
    """Log-odds of a model that hears no English."""
    return -6.0


def post(text: str, english: str = "", kind: RunKind = RunKind.TERM, quoted: bool = False) -> Post:
    start = text.index(english)
    inner = Span(start, start + len(english))
    runs = (
        Run(Span(0, inner.start), "sv"),
        Run(inner, "en", kind=kind),
        Run(Span(inner.end, len(text)), "sv"),
    )
    return Post(
        text,
        blocks=(Block(Span(0, len(text)), section=Section.POST),),
        runs=tuple(run for run in runs if run.span.start < run.span.end),
        findings=(Finding("f1", inner, inner, "en", Marking.LANGUAGE),) if quoted else (),
    )


def found(made: Post) -> list[Insertion]:
    return list(insertions(made, tagged_words(made), deaf))


def test_a_phrase_comes_with_the_words_around_it():
    (one,) = found(post("Vi kör en soft\nlaunch på måndag.", "soft\nlaunch"))
    assert (one.text, one.phrase, one.lemma) == ("soft launch", "soft launch", "soft launch")
    assert (one.words, one.marked, one.inflected) == (2, False, False)
    assert (one.left, one.right) == ("Vi kör en", "på måndag.")


@pytest.mark.parametrize(
    "text", ["Det heter ”soft launch” nu.", "Är det en ”soft launch?” frågar ni."]
)
def test_what_stands_between_marks_is_marked(text):
    assert [each.marked for each in found(post(text, "soft launch"))] == [True]


def test_a_line_is_cut_between_words():
    text = f"{'första ' * 20}soft launch {'sista ' * 20}slut"
    (one,) = found(post(text, "soft launch"))
    assert one.left == "första " * 7 + "första"
    assert one.right == "sista " * 9 + "sista"
    text = f"{'å' * 90}”soft launch”{'ö' * 90} är svenska"
    (one,) = found(post(text, "soft launch"))
    assert (one.left, one.right) == ("å" * 59 + "”", "”" + "ö" * 59)


def test_findings_and_titles_are_not_the_writers_words():
    text = "Hon säger it works fine ibland."
    assert found(post(text, "it works fine", quoted=True)) == []
    assert found(post("Hon läste How We Work nyss.", "How We Work", RunKind.TITLE)) == []


def test_a_block_without_swedish_is_english_text_and_no_insertion():
    assert found(post("It never ends.", "It never ends.", RunKind.TEXT)) == []


def test_more_than_six_words_are_alternation_and_no_insertion():
    text = "Ja, this is really how it ends here, tydligen."
    assert found(post(text, "this is really how it ends here", RunKind.TEXT)) == []


def test_a_post_in_english_has_no_insertions():
    text = "Hej, it works fine so far."
    assert found(post(text, "it works fine so far", RunKind.TEXT)) == []


def test_an_unmarked_term_in_a_line_that_names_a_source_is_no_insertion():
    made = post("Berg, A.: Pedal counts", "Pedal counts")
    whole = Span(0, len(made.text))
    assert found(replace(made, references=(Reference("r1", whole),))) == []


def test_letters_tell_nothing_where_a_capital_opens_a_sentence():
    made = post("Buildwatch mäter mest.", "")
    heard = insertions(made, tagged_words(made), lambda form: 6.0 if form == "buildwatch" else -6.0)
    assert list(heard) == []


@pytest.mark.parametrize(
    ("form", "loan"),
    [
        ("mailade", Loan("mail", True)),
        ("mejlade", Loan("mail", True)),
        ("mejl", Loan("mail", False)),
        ("mail", Loan("mail", False)),
        ("trenden", Loan("trend", True)),
        ("trendens", Loan("trend", True)),
        ("scrollar", Loan("scroll", True)),
        ("random", Loan("random", False)),
    ],
)
def test_swedish_endings_lead_to_the_english_word(form, loan):
    assert loan_of(form, "", False, deaf) == loan


@pytest.mark.parametrize(
    "form", ["livet", "liken", "posten", "in", "by", "version", "trendigheten"]
)
def test_swedish_words_are_no_loans(form):
    assert loan_of(form, "NOUN", False, deaf) is None


def test_letters_tell_long_words_of_open_classes_only():
    def keen(_: str) -> float:
        return 6.0

    assert loan_of("fractured", "ADJ", False, keen) == Loan("fractured", False)
    assert loan_of("fractured", "ADP", False, keen) is None
    assert loan_of("wow", "NOUN", False, keen) is None
    assert loan_of("fractured", "ADJ", True, keen) is None
    assert loan_of("mailade", "PROPN", False, keen) is None


def test_a_single_word_inside_swedish_is_listed_with_its_base():
    (one,) = found(post("Hon mailade mig.", ""))
    assert (one.text, one.lemma, one.inflected, one.left, one.right) == (
        "mailade",
        "mail",
        True,
        "Hon",
        "mig.",
    )


def test_a_capital_inside_a_sentence_is_taken_for_a_name():
    assert found(post("Vi ringde Trend i går.", "")) == []


def test_each_entry_of_the_lexicon_shows_one_of_its_forms():
    from referat.text.lexicon import load_tables

    forms = known_loans()
    tables = load_tables("english_loans")
    for kind in tables["endings"]:
        for entry in tables[kind]:
            words = entry["example"].lower().strip(".").replace(",", "").split()
            assert any(forms.get(word, Loan("", False)).base == entry["base"] for word in words), (
                entry
            )
