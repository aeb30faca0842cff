"""Corrections: each changes what it says, what depends on it follows, and no promise is broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk.posts import LIBRARY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referat.desk.edits.apply import applied
from referat.desk.edits.operations import (
    AddClaim,
    AddFinding,
    AddSentence,
    AddSource,
    ChangeClaim,
    ChangeCommentary,
    ChangeFinding,
    ChangeMeta,
    ChangeSentence,
    ChangeSource,
    Drop,
    DropSentence,
    MoveSentence,
    SetLanguage,
    SetRole,
    SplitCommentary,
)
from referat.desk.edits.settle import settle
from referat.desk.errors import EditError
from referat.evaluate.checks import lost_ids
from referat.post import Certainty, ClaimKind, Role, Section, SourceKind, Stance, Voice
from referat.promises import broken
from referat.restore import post_of
from referat.summarise import summary_of
from referat.summary import Summary

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TRAIN = json.loads((CORPUS / "splits.json").read_text(encoding="utf-8"))["train"]


@pytest.fixture(scope="module")
def summary(pipeline):
    return pipeline(LIBRARY)


def finding(summary, start):
    return next(item for item in summary.findings if item.text.startswith(start))


def commentary(summary, start):
    return next(item for item in summary.commentary if item.text.startswith(start))


def claim(summary, words):
    return next(item for item in summary.claims if words in item.text)


def sound(summary):
    assert [line for line in broken(summary) if not line.startswith("digest:")] == []
    assert list(lost_ids(summary)) == []
    return summary


def test_the_post_holds_what_these_tests_are_about(summary):
    assert [item.text.split()[0] for item in summary.findings] == ["Visitors", "Every"]
    assert finding(summary, "Every").speaker.name == "Helen Marsh"
    assert {item.stance for item in summary.commentary} >= {Stance.AGREES, Stance.DISAGREES}


@pytest.mark.parametrize("name", TRAIN[:12])
def test_gold_is_restored_and_settled_as_it_is(name):
    gold = Summary.model_validate_json((CORPUS / "gold" / f"{name}.json").read_bytes())
    post = post_of(gold)
    assert settle(post, post) == post
    again = summary_of(post, gold.provenance)
    known = {"mix": gold.mix, "runs": gold.runs}  # both are worked out anew
    assert again.model_copy(update=known) == gold


def test_a_stance_is_changed_and_its_cues_go(summary):
    item = commentary(summary, "Bra att")
    after = sound(applied(summary, ChangeCommentary(id=item.id, stance=Stance.DISAGREES)))
    changed = commentary(after, "Bra att")
    assert (changed.stance, changed.cues) == (Stance.DISAGREES, [])
    assert [x for x in after.commentary if x.id != item.id] == [
        x for x in summary.commentary if x.id != item.id
    ]


def test_what_a_commentary_is_about_is_changed(summary):
    item, target = commentary(summary, "Bra att"), finding(summary, "Every")
    after = sound(applied(summary, ChangeCommentary(id=item.id, about=[target.id])))
    assert commentary(after, "Bra att").about == [target.id]


def test_a_commentary_cannot_be_about_itself_or_about_nothing_known(summary):
    item = commentary(summary, "Bra att")
    for about in ([item.id], ["finding-99"]):
        with pytest.raises(EditError, match="there is no"):
            applied(summary, ChangeCommentary(id=item.id, about=about))


def test_a_commentary_is_parted_at_its_words(summary):
    item = commentary(summary, "Bra att")
    after = sound(applied(summary, SplitCommentary(id=item.id, words="Hos oss")))
    first, second = commentary(after, "Bra att"), commentary(after, "Hos oss")
    assert first.text == "Bra att någon säger det!"
    assert (first.stance, second.stance) == (item.stance, item.stance)
    assert first.id != second.id


def test_a_part_without_words_is_refused(summary):
    item = commentary(summary, "Bra att")
    with pytest.raises(EditError, match="both parts"):
        applied(summary, SplitCommentary(id=item.id, words="Bra att"))


def test_a_shorter_finding_leaves_its_words_to_the_writer(summary):
    item = finding(summary, "Visitors")
    words = "Visitors ask for silence more often than for books."
    after = sound(applied(summary, ChangeFinding(id=item.id, words=words)))
    assert finding(after, "Visitors").text == words
    assert commentary(after, "They rarely").own[0].text == "They rarely find it."
    assert all(claim.finding != item.id or claim.text in words for claim in after.claims)


def test_a_longer_finding_takes_its_words_from_the_writer(summary):
    short = applied(
        summary, ChangeFinding(id=finding(summary, "Visitors").id, words="Visitors ask")
    )
    whole = "Visitors ask for silence more often than for books. They rarely find it."
    after = sound(applied(short, ChangeFinding(id=finding(short, "Visitors").id, words=whole)))
    assert finding(after, "Visitors").text == whole
    assert not [item for item in after.commentary if "silence" in item.text]


def test_words_are_found_whatever_their_white_space(summary):
    item = finding(summary, "Visitors")
    after = applied(summary, ChangeFinding(id=item.id, words="Visitors  ask\nfor"))
    assert finding(after, "Visitors").text == "Visitors ask for"


def test_words_that_do_not_stand_in_the_post_are_refused(summary):
    with pytest.raises(EditError, match="does not stand so in the post"):
        applied(summary, ChangeFinding(id=finding(summary, "Visitors").id, words="Visitors say"))


def test_findings_may_not_share_words(summary):
    with pytest.raises(EditError, match="shares words"):
        applied(summary, AddFinding(words="They rarely find it."))


def test_a_finding_may_not_cross_blocks(summary):
    with pytest.raises(EditError, match="inside one paragraph"):
        applied(summary, AddFinding(words='precis så.\n\n"Every library'))


def test_a_finding_that_is_none_becomes_commentary(summary):
    item = finding(summary, "Visitors")
    after = sound(applied(summary, Drop(id=item.id)))
    assert item.id not in {each.id for each in after.findings}
    assert commentary(after, "Visitors").voice is Voice.AUTHOR
    assert all(item.id not in each.about for each in after.commentary)
    assert all(each.finding != item.id for each in after.claims)
    block = next(each for each in after.blocks if each.start == item.start)
    assert block.role is Role.COMMENTARY


def test_the_digest_rests_on_what_took_a_findings_place(summary):
    item = finding(summary, "Visitors")
    told = [s for s in summary.summary.sv if item.id in s.evidence]
    after = applied(summary, Drop(id=item.id))
    texts = {sentence.text: sentence for sentence in after.summary.sv}
    heir = commentary(after, "Visitors").id
    assert told
    assert all(heir in texts[sentence.text].evidence for sentence in told)


def test_quoted_words_become_a_finding_with_their_marks(summary):
    dropped = applied(summary, Drop(id=finding(summary, "Every").id))
    words = "Every library should close one room for talking"
    after = sound(applied(dropped, AddFinding(words=words, speaker="Helen Marsh")))
    item = finding(after, "Every")
    assert item.outer.text == f'"{words}"'
    assert (item.marking, item.language, item.speaker.name) == ("marks", "en", "Helen Marsh")


def test_a_speaker_has_to_be_named_in_the_post(summary):
    item = finding(summary, "Visitors")
    after = sound(applied(summary, ChangeFinding(id=item.id, speaker="Helen Marsh")))
    assert finding(after, "Visitors").speaker.text == "Helen Marsh"
    with pytest.raises(EditError, match="is not named"):
        applied(summary, ChangeFinding(id=item.id, speaker="Alice Munro"))


def test_a_speaker_is_taken_away(summary):
    item = finding(summary, "Every")
    assert finding(applied(summary, ChangeFinding(id=item.id, speaker="")), "Every").speaker is None


def test_a_source_is_added_changed_and_removed(summary):
    made = applied(
        summary, AddSource(title="Lindholm Institute", source_kind=SourceKind.ORGANISATION)
    )
    source = made.sources[-1]
    assert [mention.text for mention in source.mentions] == ["Lindholm Institute"]
    item = finding(made, "Visitors")
    given = sound(applied(made, ChangeFinding(id=item.id, source=source.id)))
    assert finding(given, "Visitors").source == source.id
    changed = applied(
        given,
        ChangeSource(
            id=source.id,
            title="Quiet Rooms",
            source_kind=SourceKind.REPORT,
            people=["Helen Marsh"],
            year=2019,
        ),
    )
    assert changed.sources[-1].title == "Quiet Rooms"
    gone = sound(applied(changed, Drop(id=source.id)))
    assert finding(gone, "Visitors").source is None


def test_a_title_that_the_post_does_not_name_is_refused(summary):
    with pytest.raises(EditError, match="is not named"):
        applied(summary, AddSource(title="Loud Rooms"))


def test_a_claim_is_changed(summary):
    item = claim(summary, "silence")
    after = sound(
        applied(
            summary,
            ChangeClaim(
                id=item.id,
                claim_kind=ClaimKind.CONCERN,
                negated=True,
                certainty=Certainty.HEDGED,
                words="ask for silence",
            ),
        )
    )
    changed = claim(after, "silence")
    assert changed.text == "ask for silence"
    assert (changed.kind, changed.negated, changed.certainty) == ("concern", True, "hedged")


def test_a_claim_is_added_with_whose_it_is(summary):
    made = sound(applied(summary, AddClaim(words="Rummen behövs till annat")))
    item = claim(made, "Rummen behövs till annat")
    assert (item.by.voice, item.commentary is not None) == (Voice.AUTHOR, True)
    quoted = applied(summary, AddClaim(words="rarely find it"))
    assert claim(quoted, "rarely find it").by.voice is Voice.SOURCE


def test_a_claim_that_is_none_goes(summary):
    item = claim(summary, "silence")
    after = sound(applied(summary, Drop(id=item.id)))
    assert item.id not in {each.id for each in after.claims}


@pytest.mark.parametrize("role", [Role.FINDING, Role.REFERENCE, Role.HEADING, Role.CHROME])
def test_a_paragraph_takes_every_role(summary, role):
    block = next(b for b in summary.blocks if summary.text[b.start :].startswith("Bra att"))
    after = sound(applied(summary, SetRole(block=block.start, role=role)))
    changed = next(b for b in after.blocks if b.start == block.start)
    assert changed.role is role
    assert (changed.section is Section.CHROME) is (role is Role.CHROME)
    back = sound(applied(after, SetRole(block=block.start, role=Role.COMMENTARY)))
    assert commentary(back, "Bra att").voice is Voice.AUTHOR


def test_a_paragraph_leaves_its_comment_and_joins_it_again(summary):
    block = next(b for b in summary.blocks if summary.text[b.start :].startswith("Det borde"))
    left = sound(applied(summary, SetRole(block=block.start, role=Role.COMMENTARY)))
    assert commentary(left, "Det borde").voice is Voice.AUTHOR
    joined = sound(applied(left, SetRole(block=block.start, role=Role.COMMENT)))
    assert commentary(joined, "Det borde").voice is Voice.READER
    assert joined.comments == summary.comments


def test_a_comment_cannot_lose_its_only_paragraph_or_be_made_of_nothing(summary):
    alone = next(b for b in summary.blocks if summary.text[b.start :].startswith("Nej,"))
    with pytest.raises(EditError, match="whole comment"):
        applied(summary, SetRole(block=alone.start, role=Role.COMMENTARY))
    outside = next(b for b in summary.blocks if b.role is Role.COMMENTARY)
    with pytest.raises(EditError, match="no comment"):
        applied(summary, SetRole(block=outside.start, role=Role.COMMENT))


def test_words_get_another_language(summary):
    after = sound(applied(summary, SetLanguage(words="Hos oss är det precis så.", language="da")))
    at = after.text.index("Hos oss")
    assert [run.language for run in after.runs if run.start == at] == ["da"]
    assert after.mix.tokens["da"] == 6


def test_sentences_are_changed_moved_added_and_dropped(summary):
    first = summary.summary.sv[0]
    changed = applied(summary, ChangeSentence(language="sv", number=1, text="Nytt  här."))
    assert changed.summary.sv[0].text == "Nytt här."
    moved = applied(changed, MoveSentence(language="sv", number=1, to=2))
    assert moved.summary.sv[1].text == "Nytt här."
    added = applied(
        moved,
        AddSentence(language="sv", after=0, text="Först.", evidence=first.evidence),
    )
    assert [s.text for s in added.summary.sv][:3:2] == ["Först.", "Nytt här."]
    dropped = applied(added, DropSentence(language="sv", number=3))
    assert "Nytt här." not in [s.text for s in dropped.summary.sv]


def test_a_sentence_has_to_rest_on_something_known(summary):
    with pytest.raises(EditError, match="there is no"):
        applied(summary, ChangeSentence(language="en", number=1, evidence=["finding-77"]))
    with pytest.raises(EditError, match="there is no sentence"):
        applied(summary, ChangeSentence(language="en", number=70, text="x"))
    with pytest.raises(EditError, match="cannot be empty"):
        applied(summary, ChangeSentence(language="en", number=1, text="   "))


def test_what_is_known_of_a_post_is_set(summary):
    after = applied(summary, ChangeMeta(title=" Om  tystnad ", published="2019-10"))
    assert (after.post.title, after.post.published) == ("Om tystnad", "2019-10")
    assert after.post.id == summary.post.id


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_row_of_corrections_breaks_a_promise(summary, data):
    """Whatever is corrected in whatever order: refused, or sound."""
    now = summary
    for _ in range(4):
        operation = data.draw(operations(now))
        try:
            now = applied(now, operation)
        except EditError:
            continue
        sound(now)


def operations(summary):
    starts = st.integers(0, len(summary.text) - 30)
    words = st.tuples(starts, st.integers(3, 60)).map(
        lambda place: (summary.text[place[0] : place[0] + place[1]].strip() or "x", place[0])
    )
    ids = st.sampled_from(
        [x.id for layer in (summary.findings, summary.claims) for x in layer] or ["none"]
    )
    made = [
        words.map(lambda w: AddFinding(words=w[0], near=w[1])),
        words.map(lambda w: AddClaim(words=w[0], near=w[1])),
        st.tuples(ids, words).map(lambda p: ChangeFinding(id=p[0], words=p[1][0], near=p[1][1])),
        ids.map(lambda name: Drop(id=name)),
        st.tuples(st.sampled_from([b.start for b in summary.blocks]), st.sampled_from(Role)).map(
            lambda p: SetRole(block=p[0], role=p[1])
        ),
        st.tuples(words, st.sampled_from(["sv", "en", "da"])).map(
            lambda p: SetLanguage(words=p[0][0], near=p[0][1], language=p[1])
        ),
    ]
    return st.one_of(made)
