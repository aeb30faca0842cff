"""Who says a finding and where it comes from, case by case: each rule has the post that made it
necessary, told in other words.
"""

from __future__ import annotations

from pathlib import Path

import linguistic
import pytest

from referat.summary import Summary

E1 = "Most people like the tools they have been given at work."
E2 = "Nobody has asked the staff what they need to do their jobs."
E3 = "Managers spend two hours a day looking for old messages."
OWN = "Det där känner jag igen från min egen arbetsplats, och det är inte roligt."
# Enough Swedish for English without marks to count as quoted.
BODY = (
    "Så här är det med verktygen, och så har det varit i många år på de flesta ställen jag vet.",
    "Alla köper dem, och ingen vet varför. Det är som det är, och det blir nog inte bättre i år.",
    "Till slut tröttnar man. Då köper man något annat, och så börjar det om igen från början.",
)


def summary_of(*paragraphs: str) -> Summary:
    """The summary of a Swedish post that ends with these paragraphs."""
    return linguistic.summary_of(*BODY, *paragraphs)


def speakers(*paragraphs: str) -> list[str | None]:
    """Who says each finding."""
    return linguistic.speakers(*BODY, *paragraphs)


def source_titles(*paragraphs: str) -> list[str | None]:
    """The title of each finding's source."""
    return linguistic.source_titles(*BODY, *paragraphs)


def both(*paragraphs: str) -> list[tuple[str | None, str | None]]:
    """Speaker and source of each finding."""
    return list(zip(speakers(*paragraphs), source_titles(*paragraphs), strict=True))


# What leads up to a finding


def test_a_neighbour_who_has_spoken_does_not_take_over_the_report() -> None:
    assert both(
        "Jag läste rapporten ”State of Work” från Acme Institute.",
        "Min granne Bosse sa att den var för lång. Jag höll med honom då.",
        OWN,
        E1,
    ) == [(None, "State of Work")]


def test_a_lead_holds_for_its_row_and_the_report_comes_back_behind_it() -> None:
    assert both(
        "Jane Hill höll i mars ett föredrag om kontor.",
        E1,
        OWN,
        "Men Pernilla Kask, som är ombudsman i Växjö, formulerade det så här:",
        "– Det är inte verktygen jag vill slippa, det är dåliga verktyg.",
        OWN,
        "Hill delar in kontoren i tre sorter:",
        E2,
    ) == [("Jane Hill", "föredrag"), ("Pernilla Kask", "Pernilla Kask"), ("Jane Hill", "föredrag")]


def test_a_place_that_is_also_a_given_name_is_nobody() -> None:
    assert speakers(
        "Louise Marrow på Orchard Trust mejlar mig sitt svar från Kent:", f"– {E1}"
    ) == ["Louise Marrow"]


def test_somebody_beside_the_point_does_not_lead_up() -> None:
    assert speakers(
        "Jag läste rapporten ”State of Work”.", f"Och den här, som Anna hade strukit under: ”{E1}”"
    ) == [None]


def test_a_name_behind_the_reports_verb_leads_up_to_a_colon() -> None:
    assert speakers(
        "I rapporten ”State of Work” skriver Rosa Delgado om möten.",
        f"Rapporten räknar med att mötena blir fler, men Delgado är försiktig: {E1}",
    ) == ["Rosa Delgado"]


def test_the_words_of_a_report_are_no_people() -> None:
    assert speakers(
        "I rapporten ”State of Work” skriver Marek Doyle om möten.",
        "Doyle ägnar fem rader åt Norden. De lyder så här:",
        E1,
    ) == ["Marek Doyle"]


def test_a_letter_is_by_whom_the_line_above_it_names() -> None:
    assert both("Sara i Hultsfred:\n”Är det lagligt att byta medicin utan att fråga mig?”") == [
        ("Sara i Hultsfred", "Sara i Hultsfred")
    ]


def test_what_begins_in_lower_case_below_a_quotation_attributes_it() -> None:
    assert source_titles(
        f"> {E1}", "enligt en sammanfattning från Fjordby Research som delades ut i maj."
    ) == ["Fjordby Research"]


# Unnamed people


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (f"”{E1[:-1]}”, svarar en vaktmästare i Vejle.", "en vaktmästare i Vejle"),
        (f"En av cheferna uttrycker sig hårdare. ”{E1[:-1]}”, menar hon.", "En av cheferna"),
        (f"Tre av dem, alla i byggbranschen, säger samma sak: ”{E1}”", "Tre av dem"),
        (f"Bäst är en vaktmästare i Vejle, på omslaget: ”{E1}”", "en vaktmästare i Vejle"),
        (
            f"En kvinna som hyr ut stugor i Lofoten hade läst och sa till slut: ”{E1}”",
            "En kvinna som hyr ut stugor i Lofoten",
        ),
    ],
)
def test_somebody_without_a_name_speaks_by_the_words_of_the_post(
    sentence: str, speaker: str
) -> None:
    assert speakers(sentence) == [speaker]


def test_she_who_is_something_is_a_role() -> None:
    assert speakers("– För att lappen inte laddar ur, svarar hon som är skiftledare.") == [
        "hon som är skiftledare"
    ]


def test_a_figure_is_nobody() -> None:
    assert speakers(
        "Anna Berg på Kedjan är inte orolig. Fyra av tio handlare säljer inget på lördagar.",
        f"”{E1[:-1]}”, säger hon.",
    ) == ["Anna Berg"]


def test_a_thing_that_ends_like_a_profession_is_nobody() -> None:
    assert speakers("Anna Berg gick ner. Källaren är torr.", "– Det såg man inte, säger hon.") == [
        "Anna Berg"
    ]


def test_a_body_is_meant_by_the_last_part_of_its_name() -> None:
    assert speakers(
        "Marlow Claims Panel har frågat två tusen hushåll om försäkringar.",
        f"Panelen skriver: ”{E1}”",
        f"Längre ner uppger samma panel: ”{E2}”",
    ) == ["Marlow Claims Panel", "Marlow Claims Panel"]


# Names


def test_two_who_write_it_together_are_one_speaker() -> None:
    summary = summary_of(
        f"”{E1[:-1]}”, skriver Dale Pettigrew och Ines Korhola i undersökningen Pay in the Open."
    )
    (found,) = summary.findings
    assert found.speaker is not None
    assert found.speaker.name == "Dale Pettigrew och Ines Korhola"
    assert {"Dale Pettigrew", "Ines Korhola"} <= set(summary.sources[0].people)


def test_the_second_verb_has_the_subject_of_the_first() -> None:
    assert speakers(f"”{E1[:-1]}”, skriver Anna Berg, och tillägger: ”{E2}”") == ["Anna Berg"] * 2


def test_she_stands_before_the_report_she_speaks_in() -> None:
    assert both(
        "I rapporten ”State of Work” skriver Dana Whitlock om möten.",
        "Men när hon i rapporten råder cheferna att ”wait until the staff ask for it” tvivlar jag.",
    )[-1] == ("Dana Whitlock", "State of Work")


def test_a_verb_at_the_head_of_a_sentence_is_no_part_of_the_name() -> None:
    assert speakers(
        "Hälsa Stig från mig.", "”Här får jag det gjort för halva priset”, sa Stig."
    ) == ["Stig"]


def test_somebody_of_another_house_speaks_for_himself() -> None:
    assert both(
        "I rapporten ”State of Work” från tankesmedjan Rail Watch konstaterar Marek Doyle att "
        f"”{E1[:-1]}”.",
        f"Anna Pohl, trafikchef på Nordbahn, säger till kundtidningen: ”{E2}”",
    ) == [("Marek Doyle", "State of Work"), ("Anna Pohl", "Anna Pohl")]


def test_somebody_is_given_the_report_of_his_own_house() -> None:
    assert source_titles(
        "Institutet Gridmark har skrivit rapporten ”Flexible Homes”.",
        E1,
        "Så till ”Left in the Dark”, en rapport från Fair Current.",
        E2,
        f"Gridmarks projektledare Sean Holloway skriver att ”{E3[:-1]}”.",
    ) == ["Flexible Homes", "Left in the Dark", "Flexible Homes"]


# Reading, speaking, writing


def test_what_is_read_aloud_is_the_reports() -> None:
    assert (
        both(
            "Jag läste rapporten ”State of Work” tillsammans med Solveig Hamrin.",
            f"”{E1[:-1]}”, läser hon, ”and nobody has asked them why they do so”.",
        )
        == [(None, "State of Work")] * 2
    )


def test_an_author_who_is_interviewed_speaks_for_himself() -> None:
    assert both(
        "Agneta Forslin har skrivit utredningen ”Två gånger samma hus” om byggfukt.",
        "– Jag har full respekt för att folk vill flytta in, säger Agneta Forslin.",
    ) == [("Agneta Forslin", "Agneta Forslin")]


def test_a_written_quotation_belongs_to_the_text_that_is_named_below() -> None:
    assert source_titles(
        f"”{E1[:-1]}”, skriver Aldous Pemberley.",
        OWN,
        "Hela rapporten, från Wharfe Centre for Mental Health:",
        "Bridging the First Six Weeks: Support After Acute Care",
    ) == ["Bridging the First Six Weeks: Support After Acute Care"]


# Sources


def test_a_title_with_a_colon_is_whole() -> None:
    assert source_titles("Care by the Clock: Time and Trust in Home Care", OWN, E1) == [
        "Care by the Clock: Time and Trust in Home Care"
    ]


def test_a_name_that_ends_like_a_title_is_one() -> None:
    assert source_titles(
        "Jag läste rapporten ”State of Work” från Acme Institute.",
        E1,
        "Så till en annan källa. Nu har Kerbside Study kommit, och den ger en dystrare bild.",
        E2,
    ) == ["State of Work", "Kerbside Study"]


def test_what_a_till_is_called_is_no_source() -> None:
    assert source_titles(
        "Jag läste rapporten ”The Frictionless Store” från Acme Institute.",
        "Personalen blir ambassadörer. Kassan ska heta ”The Goodbye Zone”.",
        E1,
    ) == ["The Frictionless Store"]


def test_a_chapter_is_no_source() -> None:
    assert source_titles(
        "Jag läste rapporten ”State of Work” från Acme Institute.",
        "Mest läst lär bli kapitel fyra, ”Who Blushes First?”. Det är kort.",
        E1,
    ) == ["State of Work"]


def test_who_made_a_source_may_be_told_in_the_next_sentence() -> None:
    summary = summary_of(
        "Det handlar om rapporten ”State of Work”.", "Den kommer från Tariff Panel i Utrecht.", E1
    )
    assert [(source.title, source.organisation) for source in summary.sources] == [
        ("State of Work", "Tariff Panel")
    ]


def test_what_is_spoken_of_first_gets_its_title_later() -> None:
    summary = summary_of(
        "Det har kommit en rapport om kontor, och jag har läst den.",
        "Konsulterna på Coastline Partners har döpt den till The Off-Season Dividend.",
        E1,
    )
    assert [source.title for source in summary.sources] == ["The Off-Season Dividend"]


def test_a_paper_is_who_published_an_article() -> None:
    summary = summary_of(
        "I tidskriften The Ledger har Duncan Frayne en sågning under rubriken "
        "Why Slow Money Loses, och den är rolig:",
        f"”{E1}”",
    )
    (found,) = summary.findings
    titles = {source.id: source.title for source in summary.sources}
    assert titles[found.source or ""] == "Why Slow Money Loses"


def test_a_printed_thing_without_a_title_is_no_source() -> None:
    assert source_titles("På bordet låg en broschyr om köer.", E1) == [None]


def test_a_source_named_in_the_headline_alone_is_known(tmp_path: Path) -> None:
    file = tmp_path / "post.md"
    post = f"# ’Museums After Midnight’\n\nHär är ett stycke som jag återger rakt av:\n\n> {E1}\n"
    file.write_text("\n\n".join([post, *BODY]), encoding="utf-8")
    summary = linguistic.pipeline()(file)
    assert [source.title for source in summary.sources] == ["Museums After Midnight"]


def test_an_english_and_inside_a_name_belongs_to_it() -> None:
    assert speakers(
        "Kansliet har läst en rapport från Hotel and Kitchen Institute i Cork. "
        f"”{E1[:-1]}”, skriver institutet."
    ) == ["Hotel and Kitchen Institute"]


def test_sources_that_nothing_comes_from_are_left_out() -> None:
    summary = summary_of(
        "Det kom en ny rapport i går, men den läste jag inte.",
        "Jag läste undersökningen Digital Habits från Acme Institute.",
        E1,
    )
    assert [source.title for source in summary.sources] == ["Digital Habits"]
