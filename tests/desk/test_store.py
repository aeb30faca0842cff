"""The store: versions, locking, killed saves, searches."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from desk.posts import LIBRARY

from referat.desk.edits.operations import ChangeCommentary, ChangeSentence, Drop, Rewrite
from referat.desk.errors import MissingError, StaleError, StoreError
from referat.desk.listing import Query, matching
from referat.desk.store import Store
from referat.post import Stance

ROOT = Path(__file__).resolve().parents[2]


def sentence(number, text):
    return ChangeSentence(language="sv", number=number, text=text)


def test_the_machines_version_is_kept_beside_the_editors(desk, held):
    desk.correct(held.id, 1, sentence(1, "Mitt eget."))
    assert desk.store.version(held.id, 0) == held.summary
    assert desk.get(held.id).summary.summary.sv[0].text == "Mitt eget."
    (change,) = desk.differences(held.id)
    assert (change.stage, change.what, change.after) == ("digest", "text", "Mitt eget.")


def test_undo_and_redo_walk_the_history(desk, held):
    desk.correct(held.id, 1, sentence(1, "Ett."))
    desk.correct(held.id, 2, sentence(1, "Två."))
    desk.store.undo(held.id, 3)
    assert desk.get(held.id).summary.summary.sv[0].text == "Ett."
    desk.store.undo(held.id, 4)
    assert desk.get(held.id).summary == held.summary
    assert not desk.get(held.id).corrected
    with pytest.raises(MissingError):
        desk.store.undo(held.id, 5)
    desk.store.redo(held.id, 5)
    desk.store.redo(held.id, 6)
    assert desk.get(held.id).summary.summary.sv[0].text == "Två."
    with pytest.raises(MissingError):
        desk.store.redo(held.id, 7)


def test_what_was_undone_stays_in_the_history(desk, held):
    desk.correct(held.id, 1, sentence(1, "Ett."))
    desk.store.undo(held.id, 2)
    desk.correct(held.id, 3, sentence(1, "Två."))
    versions = desk.history(held.id)
    assert [(v.number, v.parent, v.is_head) for v in versions] == [
        (0, None, False),
        (1, 0, False),
        (2, 0, True),
    ]
    desk.store.turn_to(held.id, 4, 1)
    assert desk.get(held.id).summary.summary.sv[0].text == "Ett."


def test_a_second_tab_is_told_and_nothing_is_lost(desk, held):
    desk.correct(held.id, held.revision, sentence(1, "Första fliken."))
    with pytest.raises(StaleError) as told:
        desk.correct(held.id, held.revision, sentence(2, "Andra fliken."))
    assert told.value.current == 2
    desk.correct(held.id, told.value.current, sentence(2, "Andra fliken."))
    texts = [item.text for item in desk.get(held.id).summary.summary.sv]
    assert texts[:2] == ["Första fliken.", "Andra fliken."]


def test_of_many_that_save_at_once_one_wins_a_revision(desk, held):
    won, told = [], []

    def save(name):
        try:
            won.append(desk.correct(held.id, 1, sentence(1, name)))
        except StaleError:
            told.append(name)

    threads = [threading.Thread(target=save, args=(f"Nummer {n}.",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (won, len(told)) == ([2], 5)
    assert [v.number for v in desk.history(held.id)] == [0, 1]


def test_a_correction_that_changes_nothing_makes_no_version(desk, held):
    assert desk.correct(held.id, 1, sentence(1, held.summary.summary.sv[0].text)) == 1
    assert len(desk.history(held.id)) == 1


def test_the_digest_is_written_anew_from_the_corrected_layers(desk, held):
    item = next(x for x in held.summary.commentary if x.stance is Stance.DISAGREES)
    desk.correct(held.id, 1, ChangeCommentary(id=item.id, stance=Stance.AGREES))
    before = [s.text for s in desk.get(held.id).summary.summary.sv]
    desk.correct(held.id, 2, Rewrite())
    after = [s.text for s in desk.get(held.id).summary.summary.sv]
    assert before != after
    assert any("instämmer" in text and "tror jag inte" in text for text in after)


def test_written_anew_without_a_correction_the_digest_stays(desk, held):
    assert desk.correct(held.id, 1, Rewrite()) == 1


def test_what_was_corrected_is_counted_by_stage(desk, held):
    item = next(x for x in held.summary.commentary if x.stance is Stance.DISAGREES)
    desk.correct(held.id, 1, ChangeCommentary(id=item.id, stance=Stance.MIXED))
    (row,) = desk.store.tally()
    assert tuple(row) == ("commentary", "stance", "disagrees", "mixed", 1, 1)
    desk.store.undo(held.id, 2)
    assert desk.store.tally() == []


def test_accepted_records_and_finished_posts_are_noted(desk, held):
    record = held.summary.findings[0].id
    desk.accept(held.id, record, True)
    desk.store.set_done(held.id, True)
    again = desk.get(held.id)
    assert (again.accepted, again.done) == ({record}, True)
    assert desk.store.corrected() == [held.id]
    desk.accept(held.id, record, False)
    assert not desk.get(held.id).accepted
    with pytest.raises(MissingError):
        desk.accept(held.id, "finding-99", True)


def test_a_deleted_post_leaves_nothing_behind(desk, held):
    desk.correct(held.id, 1, Drop(id=held.summary.findings[0].id))
    desk.store.delete(held.id)
    tables = ("posts", "versions", "originals", "accepted", "changes", "names", "found")
    for table in tables:
        assert desk.store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    with pytest.raises(MissingError):
        desk.get(held.id)


KILLED = """
import os, sys
sys.path[:0] = [{pipeline!r}]
from pathlib import Path
from referat.desk import rows
from referat.desk.store import Store
store = Store(Path({path!r}))
summary = store.get(1).summary
changed = summary.model_copy(update={{"warnings": []}})
put = rows.put_listed
def killed(connection, post, summary):
    put(connection, post, summary)
    print("in the middle", flush=True)
    os.kill(os.getpid(), {signal})
rows.put_listed = killed
store.save(1, 1, changed, "{{}}")
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL on this system")
def test_a_save_that_is_killed_leaves_the_store_as_it_was(desk, held):
    path = desk.config.store
    before = held.summary
    desk.store.connection.close()
    code = KILLED.format(
        pipeline=str(ROOT / "pipeline"), path=str(path), signal=int(signal.SIGKILL)
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "in the middle\n"), done.stderr
    store = Store(path)
    assert store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    again = store.get(held.id)
    assert (again.revision, again.summary) == (1, before)
    assert len(store.history(held.id)) == 1
    assert store.save(held.id, 1, before, "{}") == 2


def test_what_is_no_store_is_refused_in_one_line(tmp_path):
    (tmp_path / "a").write_bytes(b"not a database, but long enough to be looked at" * 30)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / "a")
    other = sqlite3.connect(tmp_path / "b")
    other.execute("CREATE TABLE mine(x)")
    other.commit()
    other.close()
    with pytest.raises(StoreError, match="another program"):
        Store(tmp_path / "b")
    Store(tmp_path / "c").connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="another version"):
        Store(tmp_path / "c")


def test_posts_are_found_by_words_names_and_stance(desk, held):
    (other,) = desk.paste("Om katter\n\nKatter sover mest hela dagen, och det är väl bra.")

    def found(**asked):
        return [row["id"] for row in desk.search(Query(**asked)).rows]

    assert found(text="bibliotek tyst") == [held.id]
    assert found(text='"silence more often"') == [held.id]
    assert found(text="sil*") == [held.id]
    assert found(text="katter") == [other]
    assert found(text="helen marsh") == [held.id]
    assert found(source="quiet") == [held.id]
    assert found(speaker="Marsh") == [held.id]
    assert found(stance=Stance.DISAGREES) == [held.id]
    assert found(swedish=95) == [other]
    assert found(english=10) == [held.id]
    assert found(corrected=True) == []
    assert found() == [other, held.id]
    assert found(order="title") == [held.id, other]
    assert found(order="words") == [held.id, other]
    assert found(text="katter OR bibliotek") == []
    assert found(text="bibliotek", order="relevance") == [held.id]


def test_letters_with_marks_are_letters_of_their_own(desk):
    desk.paste("Hår i soppan är inget man vill ha, tycker jag.")
    assert desk.search(Query(text="hår")).total == 1
    assert desk.search(Query(text="har")).total == 0


@pytest.mark.parametrize(
    "text",
    ['"', '""', "*", "a AND", "NEAR(", "text:x", "-", "(", "'; DROP TABLE posts; --", "\0", "^a"],
)
def test_no_sign_in_a_search_means_anything(desk, held, text):
    desk.search(Query(text=text, source=text, speaker=text, site=text))
    assert desk.get(held.id)


def test_a_search_is_taken_apart_into_words_and_phrases():
    assert matching('tyst "more often" sil* ”två ord”') == '"tyst" "more often" "sil"* "två ord"'


def test_names_are_matched_as_they_stand(desk, held):
    assert desk.search(Query(source="%")).total == 0
    assert desk.search(Query(source="_uiet")).total == 0


def test_files_are_read_from_the_queue(desk):
    job = desk.upload([("../../a/b.txt", LIBRARY.encode()), ("bild.png", b"\x89PNG\r\n\x1a\n" * 9)])
    assert desk.intake.work_one()
    assert desk.intake.work_one()
    assert not desk.intake.work_one()
    first, second = desk.intake.job(job).files
    assert (first.name, first.state, first.made) == ("b.txt", "done", 1)
    assert (second.state, second.made) == ("failed", 0)
    assert "PNG" in second.message
    assert desk.store.original(first.post) == (".txt", LIBRARY.encode())
    assert desk.intake.job(job).is_over


def test_a_killed_queue_goes_on_and_makes_no_post_twice(desk):
    archive = "\n".join(f'{{"text": "Inlägg {n} om bibliotek och tystnad."}}' for n in range(3))
    job = desk.upload([("posts.jsonl", archive.encode())])
    with desk.store.writing() as connection:
        connection.execute("UPDATE queue SET state = 'reading', made = 1")
    assert not desk.intake.work_one()
    desk.intake.recover()
    assert desk.intake.work_one()
    assert desk.intake.job(job).posts == 3
    assert desk.store.counts()["posts"] == 2  # the first one was there before
