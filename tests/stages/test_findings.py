"""Quoted material set apart, with who said it and where it is from."""

from __future__ import annotations

import pytest
from linguistic import findings, only_finding, pipeline, source_titles, speakers, summary_of

from referat.readers import read_text
from referat.settings import load_settings
from referat.stage import Stage
from referat.stages.findings import Findings

E1 = "Most people like the new tools and use them every day."
E2 = "Few managers know how to measure the results of their work."
E3 = "A third of the employees never use the tools at all."
BODY = (
    "Så här är det med verktygen, och så har det varit i många år på de flesta ställen.",
    "Alla köper dem, och ingen vet varför. Det är som det är, och det blir inte bättre.",
    "Till slut tröttnar man. Då köper man något annat, och så börjar det om igen.",
)
REPORT = "Jag har läst rapporten ”State of Work” från Gartner."


def test_is_a_stage() -> None:
    settings = load_settings()
    assert isinstance(Findings(settings.findings, settings.language), Stage)


# --- marks


@pytest.mark.parametrize(
    "marks", ["””", "“”", '""', "»«", "»»", "«»", "’’", "„“", "““", "‘’", '”"', '"”']
)
def test_every_quotation_mark_style(marks: str) -> None:
    found = only_finding(f"Så skriver Anna Berg: {marks[0]}Most people like the tools{marks[1]}.")
    assert found.text == "Most people like the tools"
    assert found.outer.text == f"{marks[0]}Most people like the tools{marks[1]}"
    assert found.marking == "marks"
    assert found.language == "en"


def test_inner_marks_stay_in_the_finding_and_make_none_of_their_own() -> None:
    words = "The ‘digital board’ is a body that decides “everything” for all."
    assert findings(f"Anna Berg skriver: ”{words}”") == [words]


def test_mismatched_inner_marks_of_an_unmarked_finding() -> None:
    words = "The major change is the “digital board“, a body that decides everything."
    assert findings("Så står det i rapporten.", words) == [words]


def test_an_unclosed_mark_closes_with_the_block_and_warns() -> None:
    summary = summary_of("Anna Berg skriver: ”Most people like the tools.", "Bra!")
    (found,) = summary.findings
    assert found.text == "Most people like the tools."
    (warning,) = summary.warnings
    assert (warning.code, warning.text) == ("unclosed_quotation", "”")
    assert warning.end == found.start


def test_a_swedish_quotation_is_a_finding() -> None:
    found = only_finding("”Vi har aldrig sett något liknande”, säger Anna Berg.")
    assert (found.text, found.language) == ("Vi har aldrig sett något liknande", "sv")


def test_a_quotation_cut_off_at_its_head_is_a_finding() -> None:
    found = only_finding(
        "Anna Berg skriver att de ”…will transform the nature of work [...] for everyone.”"
    )
    assert found.text == "…will transform the nature of work [...] for everyone."
    assert [cut.text for cut in found.cuts] == ["…", "[...]"]


def test_a_cut_behind_an_unmarked_finding_belongs_to_it() -> None:
    found = only_finding("Så står det i rapporten.", f"{E1} (…)")
    assert found.text == f"{E1} (…)"
    assert [cut.text for cut in found.cuts] == ["(…)"]


# --- other markings


def test_lines_with_an_angle_are_block_quotes() -> None:
    found = only_finding("Enligt rapporten:", f"> {E1}", "Bra!")
    assert (found.text, found.outer.text) == (E1, f"> {E1}")
    assert found.marking == "blockquote"


def test_the_signature_of_a_block_quote_is_its_speaker() -> None:
    found = only_finding("Så här:", f"> ”{E1}”\n> — Anna Berg, Gartner", "Bra!")
    assert found.text == E1
    assert found.speaker is not None
    assert found.speaker.name == "Anna Berg"


def test_talstreck_with_attribution_leaves_the_attribution_out() -> None:
    summary = summary_of("– Vi ville se vad som hände, säger Anna Berg. Det gick bra till slut.")
    first, second = summary.findings
    assert (first.text, first.marking) == ("Vi ville se vad som hände", "dash")
    assert first.outer.text.startswith("–")
    assert (second.text, second.continues) == ("Det gick bra till slut.", first.id)
    assert [item.own[0].text for item in summary.commentary] == ["säger Anna Berg."]
    assert summary.blocks[1].role == "finding"


def test_the_interviewers_question_is_no_finding() -> None:
    dialogue = (
        "– Hur gick det?",
        "– Det gick bra, säger Anna Berg.",
        "– Vad händer nu?",
        "– Vi fortsätter, säger hon.",
    )
    assert findings(*dialogue) == ["Det gick bra", "Vi fortsätter"]
    assert speakers(*dialogue) == ["Anna Berg", "Anna Berg"]


def test_an_english_paragraph_that_nothing_marks() -> None:
    found = only_finding("Så står det i rapporten.", E1, "Det är bra.")
    assert (found.text, found.marking) == (E1, "language")
    assert found.outer == found.outer.model_copy(update={"start": found.start, "end": found.end})


def test_several_unmarked_paragraphs_in_a_row() -> None:
    assert findings("Så står det i rapporten.", E1, E2, E3, "Det är bra.") == [E1, E2, E3]


def test_an_unmarked_clause_inside_a_sentence() -> None:
    text = "Hon sa att people will always find a way around the rules och det tror jag."
    found = only_finding(text)
    assert found.text == "people will always find a way around the rules"
    assert found.marking == "language"


def test_english_in_an_english_post_is_not_quoted_by_its_language() -> None:
    assert findings("The tools are here to stay.", E1, E2) == []


def test_english_of_a_reader_is_his_own() -> None:
    summary = summary_of(
        *BODY,
        "1 kommentar",
        "Bo skriver:\n3 maj 2012 kl. 11.00\nMost people in my team like the tools a lot.",
    )
    assert [comment.author for comment in summary.comments] == ["Bo"]
    assert summary.findings == []


# --- no findings


@pytest.mark.parametrize(
    "paragraph",
    [
        "Många talar om en ”digital board” och om ”agile governance” i dag.",
        "Jag har läst ”How People Learn to Love Their Tools” två gånger.",
        "Läs mer i ”How People Learn to Love Their Tools”.",
        "Det är så ”modernt” och ”bra”.",
        "Som jag skrev i våras: ”The intranet will be dead in five years.”",
        "Förra året skrev jag: ”Intranätet kommer att dö inom fem år.” Det gjorde det inte.",
        "Då säger chefen: ”Det där har vi aldrig gjort förut.” Så brukar det låta.",
        "Då säger chefen: ”We have never done it that way before.” Så är det alltid.",
        "Det heter ofta last but not least i sådana texter.",
        "Källa: State of Work, Gartner, 2011",
    ],
)
def test_terms_titles_scare_quotes_self_quotation_and_invention(paragraph: str) -> None:
    assert findings("Så här är det med verktygen.", paragraph) == []


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("markdown", "Läs [Most people like the new tools a lot](https://a.se/r) i dag."),
        (
            "html",
            "<p>Läs <a href='https://a.se/r'>Most people like the new tools a lot</a> i dag.</p>",
        ),
    ],
)
def test_the_text_of_a_link_is_no_finding(form: str, text: str) -> None:
    post = read_text(f"{BODY[0]}\n\n{text}", format=form, settings=load_settings().input)
    assert pipeline()(post).findings == []


def test_what_the_writer_asked_himself_is_no_finding() -> None:
    assert findings(BODY[0], "Vi frågade oss: ”Är det här verkligen bra?”") == []


def test_a_q_element_has_no_marks_and_is_a_finding() -> None:
    html = f"<p>{BODY[0]}</p><p>Anna Berg skriver: <q>Most people like the tools</q>. Bra!</p>"
    post = read_text(html, format="html", settings=load_settings().input)
    (found,) = pipeline()(post).findings
    assert (found.text, found.marking) == ("Most people like the tools", "marks")


def test_who_is_cited_in_a_block_quote_is_no_finding_but_its_speaker() -> None:
    html = f"<p>{BODY[0]}</p><blockquote><p>{E1}</p><cite>Anna Berg</cite></blockquote><p>Ja.</p>"
    post = read_text(html, format="html", settings=load_settings().input)
    (found,) = pipeline()(post).findings
    assert (found.text, found.marking) == (E1, "blockquote")
    assert found.speaker is not None
    assert found.speaker.name == "Anna Berg"


# --- comments

COMMENTED = (
    REPORT,
    E1,
    *BODY,
    "2 kommentarer",
    "Anna skriver:\n3 maj 2012 kl. 10.00\nRapporten säger ju: ”Few managers know what to do.” Jo.",
    f"Bo skriver:\n3 maj 2012 kl. 11.00\n”{E1}” Det tror jag inte på.",
)


def test_a_reader_who_quotes_the_report_anew_makes_a_finding_of_the_comment() -> None:
    summary = summary_of(*COMMENTED)
    assert [(f.text, f.comment) for f in summary.findings] == [
        (E1, None),
        ("Few managers know what to do.", "comment-1"),
    ]


def test_a_reader_who_repeats_the_post_makes_none() -> None:
    summary = summary_of(*COMMENTED)
    assert [span.text for span in summary.comments[1].quotes_post] == [E1]


# --- who says it


@pytest.mark.parametrize(
    "paragraphs",
    [
        (f"Anna Berg, chef på Gartner, säger: ”{E1}”",),
        (f"Anna Berg skriver att ”{E1[:-1]}”.",),
        (f"”{E1}” skriver Anna Berg i sin blogg.",),
        (f"“{E1}” according to Anna Berg.", "Det är bra, tycker jag, och det är sant."),
        (f"”{E1}”", "Det skriver Anna Berg i sin blogg."),
        ("Anna Berg i rapporten State of Work:", E1),
        ("Anna Berg skriver så här:", E1),
        (f"”{E1}”, säger forskaren Anna Berg.",),
        (*BODY, f"“{E1}” — Anna Berg, Gartner"),
        ("I en intervju med Fokus säger Anna Berg:", f"– {E1}"),
        ("Enligt Anna Berg är verktygen ”here to stay for a long time”.",),
        ("Anna Berg har skrivit rapporten State of Work.", f"”{E1}”, säger hon."),
        ("Anna Berg vet hur det är.", f"”{E1}”, säger Berg."),
    ],
)
def test_attribution_before_behind_in_the_next_paragraph_and_by_colon(
    paragraphs: tuple[str, ...],
) -> None:
    assert speakers(*paragraphs) == ["Anna Berg"]


def test_attribution_in_the_middle_makes_two_findings() -> None:
    paragraph = "”Most people like it”, skriver Anna Berg, ”and they will pay for it.”"
    first, second = summary_of(paragraph).findings
    assert (first.text, second.text) == ("Most people like it", "and they will pay for it.")
    assert (first.continues, second.continues) == (None, first.id)
    assert speakers(paragraph) == ["Anna Berg"] * 2


def test_english_attribution_in_the_middle() -> None:
    paragraph = "“Most people like the tools,” writes Anna Berg, “but few know why they do.”"
    first, second = summary_of(BODY[0], paragraph).findings
    assert second.continues == first.id
    assert speakers(BODY[0], paragraph) == ["Anna Berg"] * 2


def test_a_pronoun_stands_for_whom_the_post_named_and_for_no_verb() -> None:
    found = only_finding("Anna Berg har mätt länge.", f"”{E1[:-1]}”, säger hon.")
    assert found.speaker is not None
    assert found.speaker.name == "Anna Berg"
    assert "säger" not in found.speaker.text


def test_two_people_take_turns() -> None:
    assert speakers(
        f"”{E1[:-1]}”, säger Anna Berg.",
        f"”{E2[:-1]}”, svarar Karl Ek.",
        f"”{E3[:-1]}”, tillägger han.",
    ) == ["Anna Berg", "Karl Ek", "Karl Ek"]


def test_an_unnamed_role_is_named_by_its_words() -> None:
    found = only_finding("”We never use the new tools at work”, säger tre chefer.")
    assert found.speaker is not None
    assert found.speaker.name == found.speaker.text == "tre chefer"


def test_the_writers_own_i_is_no_speaker() -> None:
    assert findings("”The tools will be dead in a year or two”, skrev jag förra året.") == []


# --- where it is from


@pytest.mark.parametrize(
    ("introduction", "title", "kind", "organisation"),
    [
        (
            "Jag har läst rapporten ”State of Work” från Gartner.",
            "State of Work",
            "report",
            "Gartner",
        ),
        ("Undersökningen Digital Habits har kommit.", "Digital Habits", "survey", None),
        ("I Gartners rapport är det dystert.", "Gartner", "report", "Gartner"),
        ("En ny rapport från Gartner är dyster.", "Gartner", "report", "Gartner"),
        ("Det kom en studie. Den heter Left in the Dark.", "Left in the Dark", "study", None),
        (
            "Så här skriver tankesmedjan Northfield Institute.",
            "Northfield Institute",
            "organisation",
            None,
        ),
    ],
)
def test_a_source_by_title_organisation_genitive_and_heter(
    introduction: str, title: str, kind: str, organisation: str | None
) -> None:
    summary = summary_of(introduction, E1)
    (found,) = summary.findings
    source = next(item for item in summary.sources if item.id == found.source)
    assert (source.title, source.kind.value) == (title, kind)
    if kind != "organisation":
        assert source.organisation == organisation


@pytest.mark.parametrize(
    "paragraph",
    [
        "”Most people like the tools”, enligt en rapport från Gartner.",
        "“Most people like the tools,” according to a report by Gartner.",
    ],
)
def test_a_report_named_behind_its_words_is_their_source_and_nobody_speaks(paragraph: str) -> None:
    summary = summary_of(BODY[0], paragraph)
    (found,) = summary.findings
    (source,) = summary.sources
    assert (found.source, found.speaker) == (source.id, None)
    assert source.organisation == "Gartner"


def test_the_authors_speak_by_their_role() -> None:
    assert speakers(REPORT, f"Författarna hävdar: ”{E1}”") == ["författarna"]


def test_a_year_in_the_title_line_is_the_sources() -> None:
    summary = summary_of("Jag läste undersökningen State of Work från 2011.", E1)
    assert [source.year for source in summary.sources] == [2011]


def test_a_title_at_the_head_of_a_sentence_is_without_its_noun() -> None:
    assert source_titles("Rapporten State of Work är dyster.", *BODY[:1], E1) == ["State of Work"]


def test_a_title_in_quotation_marks_is_without_them() -> None:
    summary = summary_of("Jag läste boken ”How People Learn to Love Their Tools”.", E1)
    assert [source.title for source in summary.sources] == ["How People Learn to Love Their Tools"]


def test_a_person_quoted_directly_is_a_source_of_kind_person() -> None:
    summary = summary_of(f"”{E1[:-1]}”, säger Anna Berg.")
    (source,) = summary.sources
    assert (source.title, source.kind.value) == ("Anna Berg", "person")


def test_a_source_is_carried_until_another_is_introduced() -> None:
    paragraphs = (
        REPORT,
        E1,
        "Det låter rimligt, tycker jag.",
        E2,
        "Så kom undersökningen Digital Habits från Forrester.",
        E3,
    )
    assert source_titles(*paragraphs) == ["State of Work", "State of Work", "Digital Habits"]


def test_who_made_the_report_and_who_speaks_for_all_its_findings() -> None:
    paragraphs = (
        "Den årliga undersökningen ”State of Work” visar att det går trögt.",
        "Anna Berg lyfter fram tre saker ur undersökningen.",
        E1,
        E2,
        "En sak är dock bra.",
        E3,
    )
    assert speakers(*paragraphs) == ["Anna Berg"] * 3
    (source,) = summary_of(*paragraphs).sources
    assert source.people == ["Anna Berg"]


def test_a_source_mentioned_twice_is_one() -> None:
    summary = summary_of(REPORT, E1, "Rapporten ”State of Work” är läsvärd, och den är lång.")
    (source,) = summary.sources
    assert len(source.mentions) >= 2


def test_no_source_is_made_up() -> None:
    found = only_finding("Det är så här, tycker jag.", E1)
    assert (found.source, found.speaker) == (None, None)
