"""A real post of the kind, where it is at hand: beside the repository, never in it.

Its blocks are pointed to by index, count and structure, and by markers of at most three words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from linguistic import pipeline
from promise_checks import check

from referat.post import BlockKind, Marking, Role, Section, SourceKind, Stance, Voice
from referat.summary import BlockRecord, CommentaryRecord, Summary

SAMPLE = Path(__file__).resolve().parents[2] / "shared" / "sample" / "trend-post.txt"

pytestmark = pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample post is not at hand")

SURVEY = "Digital Workplace Trends"
AUTHOR = "Jane McConnell"


@pytest.fixture(scope="module")
def summary() -> Iterator[Summary]:
    yield pipeline()(SAMPLE)


def words(summary: Summary, block: BlockRecord) -> str:
    return summary.text[block.start : block.end]


def about(summary: Summary, finding: int, opening: str) -> CommentaryRecord:
    """The writer's paragraph on the finding of that number that opens with these words."""
    (found,) = [
        item
        for item in summary.commentary
        if f"finding-{finding}" in item.about and item.text.startswith(opening)
    ]
    return found


def test_the_promises_hold(summary: Summary) -> None:
    check(summary)


def test_the_first_line_is_the_title(summary: Summary) -> None:
    title = summary.text.splitlines()[0]
    assert (summary.blocks[0].kind, words(summary, summary.blocks[0])) == (BlockKind.TITLE, title)
    assert summary.post.title == title


def test_all_but_the_findings_is_swedish(summary: Summary) -> None:
    findings = [(finding.start, finding.end) for finding in summary.findings]
    for block in summary.blocks:
        wanted = "en" if (block.start, block.end) in findings else "sv"
        if words(summary, block).isascii() and len(words(summary, block)) == 2:
            wanted = "und"
        assert block.language == wanted, words(summary, block)[:30]


def test_five_english_findings_that_nothing_marks(summary: Summary) -> None:
    assert len(summary.findings) == 5
    for finding in summary.findings:
        assert (finding.language, finding.marking) == ("en", Marking.LANGUAGE)
        assert finding.comment is None
        (block,) = [b for b in summary.blocks if (b.start, b.end) == (finding.start, finding.end)]
        assert block.role is Role.FINDING
        assert block.section is Section.POST


def test_the_first_two_are_cut(summary: Summary) -> None:
    cuts = [[cut.text for cut in finding.cuts] for finding in summary.findings]
    assert cuts == [["(…)"], ["(…)"], [], [], []]
    assert all(finding.text.endswith("(…)") for finding in summary.findings[:2])


def test_survey_and_author_on_all_five(summary: Summary) -> None:
    (source,) = summary.sources
    assert (source.title, source.kind, source.people) == (SURVEY, SourceKind.SURVEY, [AUTHOR])
    assert {finding.source for finding in summary.findings} == {source.id}
    for finding in summary.findings:
        assert finding.speaker is not None
        assert (finding.speaker.name, finding.speaker.text) == (AUTHOR, AUTHOR)


def test_the_survey_is_an_english_title_in_swedish(summary: Summary) -> None:
    titles = [summary.text[run.start : run.end] for run in summary.runs if run.kind == "title"]
    assert titles == [SURVEY]


def test_a_quoted_term_lies_in_the_fifth_finding(summary: Summary) -> None:
    assert "“digital board“" in summary.findings[4].text
    assert all(not finding.text.startswith("digital") for finding in summary.findings)


def test_praise_agrees_with_the_fourth_finding(summary: Summary) -> None:
    item = about(summary, 4, "Bra!")
    assert (item.stance, item.about) == (Stance.AGREES, ["finding-4"])
    assert item.cues


def test_a_concession_about_the_fifth_finding_is_mixed(summary: Summary) -> None:
    item = about(summary, 5, "Jag är inte")
    assert (item.stance, item.about) == (Stance.MIXED, ["finding-5"])
    cues = [cue.text for cue in item.cues]
    assert any("övertygad" in cue for cue in cues)
    assert any("rätt" in cue for cue in cues)


def test_two_comments_in_a_thread(summary: Summary) -> None:
    first, second = summary.comments
    assert (first.reply_to, first.depth) == (None, 0)
    assert (second.reply_to, second.depth) == (first.id, 1)
    blocks = [b for b in summary.blocks if b.section is Section.COMMENTS]
    assert [b.comment for b in blocks] == [first.id] * 2 + [second.id] * 3
    assert all(b.role is Role.COMMENT for b in blocks)


def test_the_first_comment_repeats_a_sentence_of_the_post(summary: Summary) -> None:
    first, second = summary.comments
    (repeated,) = first.quotes_post
    assert repeated.text in summary.text[: first.start]
    assert repeated.start == first.start
    assert second.quotes_post == []


def test_chrome_and_a_warning_about_the_count(summary: Summary) -> None:
    chrome = [words(summary, b) for b in summary.blocks if b.section is Section.CHROME]
    assert chrome == ["3 kommentarer", "Kommentarer är stängda.", "%d"]
    assert all(b.role is Role.CHROME for b in summary.blocks if b.section is Section.CHROME)
    (warning,) = summary.warnings
    assert warning.code == "comment_count"
    assert {"3", "2"} <= set(re.findall(r"\d+", warning.message))


def test_three_concerns_are_parts_of_one_claim(summary: Summary) -> None:
    (claim,) = [claim for claim in summary.claims if claim.finding == "finding-3"]
    assert claim.kind == "concern"
    assert len(claim.parts) == 3
    assert claim.parts[0].text.startswith("re-creation of")
    assert claim.parts[1].text.startswith("digital native")
    assert claim.parts[2].text.startswith("language issues")
    assert claim.by.name == AUTHOR


def test_what_has_not_increased_is_negated_with_its_period(summary: Summary) -> None:
    (claim,) = [claim for claim in summary.claims if "12 months" in claim.text]
    assert claim.finding == "finding-1"
    assert claim.negated
    ((quantity),) = claim.quantities
    assert (quantity.text, quantity.value, quantity.unit) == ("12 months", 12, "months")
    others = [c for c in summary.claims if c.finding == "finding-1" and c is not claim]
    assert not any(other.negated for other in others)


def test_the_swedish_digest_names_survey_and_author(summary: Summary) -> None:
    told = " ".join(sentence.text for sentence in summary.summary.sv)
    assert SURVEY in told
    assert AUTHOR in told


def test_it_gives_the_negative_and_the_positive_findings(summary: Summary) -> None:
    evidence = {i for s in summary.summary.sv if s.voice is Voice.SOURCE for i in s.evidence}
    assert {"finding-1", "finding-2", "finding-3"} <= evidence
    assert {"finding-4", "finding-5"} & evidence
    (positive,) = [s for s in summary.summary.sv if "positivt" in s.text]
    assert "finding-4" in positive.evidence
    assert "finding-1" not in positive.evidence


def test_it_says_that_the_writer_objects_but_holds_the_idea_to_be_right(summary: Summary) -> None:
    (view,) = [
        s for s in summary.summary.sv if s.voice is Voice.AUTHOR and "finding-5" in s.evidence
    ]
    assert view.text.index("övertygad") < view.text.index("rätt tänkt")
    assert "i princip" in view.text


def test_it_says_that_the_writer_agrees_with_the_fourth(summary: Summary) -> None:
    views = [s for s in summary.summary.sv if s.voice is Voice.AUTHOR and "finding-4" in s.evidence]
    assert any("instämmer" in view.text for view in views)


def test_no_readers_word_in_the_writers_mouth(summary: Summary) -> None:
    at = summary.comments[0].start
    repeated = summary.comments[0].quotes_post[0].text
    readers = summary.text[at:].replace(repeated, "")
    digest = summary.summary
    for sentence in [*digest.sv, *digest.en]:
        quoted = re.findall(r"[”“]([^”“]+)”", sentence.text)
        if sentence.voice is Voice.READER:
            assert quoted
            continue
        for stretch in quoted:
            opening = stretch.split("’")[0].removesuffix(" …")[:25]
            assert len(opening) < 8 or opening not in readers


def test_the_digest_is_of_two_to_six_sentences(summary: Summary) -> None:
    assert 2 <= len(summary.summary.sv) <= 6
    assert 2 <= len(summary.summary.en) <= 6
