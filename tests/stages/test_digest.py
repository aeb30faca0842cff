"""Headline and sentences, each with its evidence and in its own voice."""

from __future__ import annotations

import re

import pytest
from linguistic import TITLE, summary_of

import referat
from referat.settings import load_settings
from referat.stage import Stage
from referat.stages.digest import DigestStage
from referat.summary import Summary, SummarySentence

REPORT = "Jag har läst rapporten ”State of Work” från Gartner."
E1 = "Most people like the new tools and use them every day."
E2 = "Few managers know how to measure the results of their work."
E3 = "A third of the employees never use the tools at all."
MIXED = "Jag är inte lika övertygad som de. Men i princip är det helt rätt tänkt."
COMMENTS = (
    "Så här är det med verktygen, och så har det varit i många år på de flesta ställen.",
    "Alla köper dem, och ingen vet varför. Det är som det är, och det blir inte bättre.",
    "2 kommentarer",
    "Anna skriver:\n3 maj 2012 kl. 10.00\nJag håller inte med alls, det där är fel.",
    "Bo skriver:\n3 maj 2012 kl. 11.00\nJag tycker att alla borde läsa den.",
)
FULL = (REPORT, E1, E2, "Det stämmer bra.", E3, MIXED, *COMMENTS)


def everything(summary: Summary) -> list[SummarySentence]:
    digest = summary.summary
    heads = [head for head in (digest.headline.sv, digest.headline.en) if head]
    return [*heads, *digest.sv, *digest.en]


def quotations(sentence: str) -> list[str]:
    return re.findall(r"[”“]([^”“]+)”", sentence)


def test_is_a_stage() -> None:
    assert isinstance(DigestStage(load_settings().digest), Stage)


def test_every_sentence_has_evidence_of_its_own_voice() -> None:
    summary = summary_of(*FULL)
    voices = {item.id: item.voice.value for item in summary.commentary}
    voices |= {item.id: item.by.voice.value for item in summary.claims}
    voices |= {item.id: "source" for item in [*summary.findings, *summary.sources]}
    voices |= {item.id: "reader" for item in summary.comments}
    for sentence in [*summary.summary.sv, *summary.summary.en]:
        assert sentence.evidence
        assert sentence.voice.value in {voices[ident] for ident in sentence.evidence}


def test_findings_then_the_writer_then_the_readers() -> None:
    summary = summary_of(*FULL)
    for sentences in (summary.summary.sv, summary.summary.en):
        order = [sentence.voice.value for sentence in sentences]
        ranks = ["source", "author", "reader"]
        assert order == sorted(order, key=ranks.index)
        assert set(order) == set(ranks)


def test_two_to_six_sentences() -> None:
    summary = summary_of(*FULL)
    assert 2 <= len(summary.summary.sv) <= 6
    assert 2 <= len(summary.summary.en) <= 6


def test_the_length_follows_the_settings() -> None:
    settings = load_settings(changes={"digest": {"max_sentences": 2, "max_quote_words": 5}})
    summary = referat.load(settings)("\n\n".join([TITLE, *FULL]))
    assert len(summary.summary.sv) <= 2
    findings = [s.text for s in summary.summary.sv if s.voice == "source"]
    assert any("(…)" in text for text in findings)
    for words in [words for text in findings for words in quotations(text)]:
        # "A third of the employees never (…)": what denies is not cut off.
        assert len(words.split()) <= (7 if "never" in words else 6)


def test_source_and_maker_are_named_with_the_first_finding() -> None:
    summary = summary_of("Anna Berg har skrivit rapporten State of Work.", E1, E2)
    assert "rapporten State of Work" in summary.summary.sv[0].text
    assert "Anna Berg" in summary.summary.sv[0].text
    assert "the report State of Work" in summary.summary.en[0].text


def test_english_findings_are_quoted_in_english_in_both_texts() -> None:
    summary = summary_of(REPORT, E1)
    assert E1.rstrip(".") in summary.summary.sv[0].text
    assert E1.rstrip(".") in summary.summary.en[0].text


def test_quotations_are_verbatim_up_to_inner_marks_and_cuts() -> None:
    summary = summary_of(*FULL)
    text = " ".join(re.sub(r"[”“’‘]", "’", summary.text).split())
    for sentence in everything(summary):
        for words in quotations(sentence.text):
            for stretch in re.split(r" ?\(…\)| …", re.sub(r"[’‘]", "’", words)):
                assert stretch.strip() in text


def test_inner_marks_become_single() -> None:
    summary = summary_of(REPORT, "The “digital board” is a body that decides everything for all.")
    assert "”The ’digital board’ is" in summary.summary.sv[0].text
    assert "“The ‘digital board’ is" in summary.summary.en[0].text


def test_a_long_finding_is_cut_at_a_clause_and_says_so() -> None:
    words = "The tools are many and good, " * 8 + "and people like them."
    (sentence, *_) = summary_of(*COMMENTS[:2], REPORT, words).summary.sv
    (quoted,) = quotations(sentence.text)
    assert quoted.endswith("good (…)")
    assert len(quoted.split()) <= load_settings().digest.max_quote_words + 1


def test_objection_and_agreement_of_a_mixed_view_are_both_told() -> None:
    summary = summary_of(REPORT, E1, MIXED)
    (view,) = [s for s in summary.summary.sv if s.voice == "author"]
    assert "inte lika övertygad" in view.text
    assert "rätt tänkt" in view.text
    assert "finding-1" in view.evidence


def test_a_quotation_that_begins_with_men_gets_no_second_men() -> None:
    summary = summary_of(REPORT, E1, MIXED)
    assert not any(re.search(r"\b(men|but)\W+[Mm]en\b", s.text) for s in everything(summary))


@pytest.mark.parametrize(
    ("words", "sv", "en"),
    [
        ("Det stämmer bra.", "instämmer", "agrees"),
        ("Här håller jag inte med.", "invänder", "objects"),
        (MIXED, "kluven", "two minds"),
    ],
)
def test_each_stance_has_its_verb(words: str, sv: str, en: str) -> None:
    digest = summary_of(REPORT, E1, words).summary
    assert any("Skribenten" in s.text or "skribenten" in s.text for s in digest.sv)
    assert any(sv in s.text for s in digest.sv if s.voice == "author")
    assert any(en in s.text for s in digest.en if s.voice == "author")


def test_no_readers_words_in_the_writers_mouth() -> None:
    summary = summary_of(*FULL)
    at = min(comment.start for comment in summary.comments)
    for sentence in everything(summary):
        if sentence.voice != "reader":
            for words in quotations(sentence.text):
                opening = words[:25].replace("’", "")
                assert opening not in summary.text[at:]
        else:
            assert "kommentarerna" in sentence.text or "comments" in sentence.text


def test_no_finding_in_the_writers_mouth() -> None:
    summary = summary_of(*FULL)
    for sentence in summary.summary.sv:
        if sentence.text.startswith("Skribenten skriver"):
            assert not any(finding.text[:30] in sentence.text for finding in summary.findings)


@pytest.mark.parametrize(
    "words",
    [
        "Enligt en rapport från Gartner har tre av fyra företag infört verktygen. Så är det.",
        "Undersökningen visar att cheferna inte vet vad de gör.",
    ],
)
def test_what_is_reported_is_told_once_and_not_as_the_writers_own(words: str) -> None:
    summary = summary_of(words)
    reported = summary.claims[0].text.rstrip(".")
    told = [s.voice.value for s in summary.summary.sv if reported in s.text]
    assert told == ["source"]


def test_a_share_in_words_is_not_turned_into_percent() -> None:
    summary = summary_of("Enligt rapporten State of Work har tre av fyra företag infört verktygen.")
    assert not any("75" in sentence.text for sentence in everything(summary))


def test_the_swedish_headline_is_the_title() -> None:
    headline = summary_of(*FULL).summary.headline
    assert headline.sv is not None
    assert headline.sv.text == TITLE
    assert headline.en is not None
    assert headline.en.text.startswith("State of Work: “")


def test_a_post_with_nothing_quoted_is_told_by_its_own_words() -> None:
    summary = summary_of("Intranätet har fått ny färg.", "Det är blått nu.")
    (sentence,) = summary.summary.sv
    assert sentence.voice == "author"
    assert "Det är blått nu" in sentence.text


def test_sentences_end_in_one_stop() -> None:
    for sentence in [*summary_of(*FULL).summary.sv, *summary_of(*FULL).summary.en]:
        assert re.search(r"[^.]\.$|[!?…]”$", sentence.text), sentence.text
        assert "  " not in sentence.text
        assert sentence.text[0].isupper() or sentence.text[0] in "”“"


def test_an_unnamed_speaker_behind_a_semicolon_has_no_capital() -> None:
    findings = [f"Ett anslag på dörren säger: ”{one}”" for one in (E1, E2)]
    findings += [f"Anna Berg säger: ”{one}”" for one in (E3, E1.replace("new", "old"))]
    digests = referat.load(load_settings(changes={"digest": {"max_sentences": 2}}))(
        "\n\n".join(findings)
    )
    told = " ".join(sentence.text for sentence in digests.summary.sv)
    assert "; Ett anslag" not in told
    assert "; anna" not in told


@pytest.mark.parametrize(("length", "words"), [("short", 40), ("standard", 90), ("long", 200)])
def test_a_digest_keeps_to_the_words_of_its_length(length: str, words: int) -> None:
    findings = [
        f"The {number}0 teams of the year like the new tools a lot." for number in range(1, 9)
    ]
    nlp = referat.load(load_settings(changes={"digest": {"length": length}}))
    summary = nlp("\n\n".join([TITLE, REPORT, *findings, "Det stämmer bra.", *COMMENTS]))
    for told in (summary.summary.sv, summary.summary.en):
        assert told
        assert sum(len(sentence.text.split()) for sentence in told) <= words
    if length == "short":
        assert len(summary.summary.sv) == 1


def test_a_quotation_is_never_cut_before_what_denies_it() -> None:
    settings = load_settings(changes={"digest": {"max_quote_words": 5}})
    words = "The tools that most of the teams bought last year have not changed anything at all."
    summary = referat.load(settings)("\n\n".join([TITLE, REPORT, words]))
    assert "have not" in summary.summary.sv[-1].text


def test_for_and_against_the_same_finding_is_told_once() -> None:
    words = (REPORT, E1, "Det stämmer bra, jag håller med.", "Fast det är fel, det håller inte.")
    told = [s.text for s in summary_of(*words).summary.sv if s.voice == "author"]
    assert sum("Most people like the new tools" in text for text in told) <= 1
