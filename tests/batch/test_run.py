"""Runs over archives: what comes out, once and only once, whatever was there before."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from batch.fakes import Inline, do, files, lines, rejected, rows, settings, texts
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from referat.errors import DatasetError, NotFoundError

POSTS = {f"p{number}": f"Text nummer {number}." for number in range(8)}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return lines(tmp_path / "archive.jsonl", POSTS)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_each_post_comes_out_once_in_the_order_of_the_input(archive: Path, out: Path) -> None:
    report = do(out, archive)
    assert texts(out) == list(POSTS.values())
    assert (report.finished, report.new, report.rejected) == (True, 8, 0)
    assert sorted(files(out)) == [f"part-00000{number}.jsonl" for number in (1, 2, 3)]


def test_a_second_run_does_nothing_but_check(archive: Path, out: Path) -> None:
    do(out, archive)
    before = {path: path.stat().st_mtime_ns for path in (out / "posts").iterdir()}
    engine = Inline()
    report = do(out, archive, engine=engine)
    assert engine.asked == []
    assert {path: path.stat().st_mtime_ns for path in (out / "posts").iterdir()} == before
    assert (report.new, report.changed, report.unchanged) == (0, 0, 8)


def test_new_posts_are_added_and_the_others_not_touched(archive: Path, out: Path) -> None:
    do(out, archive)
    before = files(out)
    lines(archive, {"first": "Allra först.", **POSTS, "last": "Allra sist."})
    engine = Inline()
    do(out, archive, engine=engine)
    assert engine.asked == ["Allra först.", "Allra sist."]
    assert texts(out) == [*POSTS.values(), "Allra först.", "Allra sist."]
    assert before.items() <= files(out).items()


def test_a_changed_post_replaces_its_own_row(archive: Path, out: Path) -> None:
    do(out, archive)
    lines(archive, POSTS | {"p4": "Ny text."})
    engine = Inline()
    report = do(out, archive, engine=engine)
    assert engine.asked == ["Ny text."]
    assert texts(out) == list((POSTS | {"p4": "Ny text."}).values())
    assert (report.new, report.changed) == (0, 1)


def test_a_post_of_which_only_the_title_changed_is_changed(tmp_path: Path, out: Path) -> None:
    archive = tmp_path / "a.jsonl"
    archive.write_text('{"id": "1", "title": "Gammal", "text": "Samma."}\n')
    do(out, archive)
    archive.write_text('{"id": "1", "title": "Ny", "text": "Samma."}\n')
    assert do(out, archive).changed == 1
    assert [row["title"] for row in rows(out)] == ["Ny"]


def test_a_changed_post_that_fails_now_leaves_the_rows(archive: Path, out: Path) -> None:
    do(out, archive)
    lines(archive, POSTS | {"p4": "RAISE"})
    do(out, archive)
    assert texts(out) == [text for key, text in POSTS.items() if key != "p4"]
    assert [line["record"] for line in rejected(out)] == ["p4"]


def test_a_rejected_post_is_not_tried_again_unless_it_changes(archive: Path, out: Path) -> None:
    lines(archive, POSTS | {"p4": "RAISE"})
    do(out, archive)
    engine = Inline()
    do(out, archive, engine=engine)
    assert engine.asked == []
    lines(archive, POSTS)
    do(out, archive)
    assert sorted(texts(out)) == sorted(POSTS.values())
    assert rejected(out) == []


def test_retry_tries_what_was_rejected(archive: Path, out: Path) -> None:
    lines(archive, POSTS | {"p4": "RAISE"})
    do(out, archive)
    engine = Inline()
    report = do(out, archive, engine=engine, retry=True)
    assert engine.asked == ["RAISE"]
    assert (report.rejected, report.rejections) == (1, 1)


def test_a_rejection_says_where_what_and_why(archive: Path, out: Path) -> None:
    lines(archive, {"good": "Bra.", "bad": "RAISE", "broken": "{not json"})
    report = do(out, archive)
    in_pipeline, in_reader = sorted(rejected(out), key=lambda line: line["stage"])
    assert in_pipeline["origin"] == f"{archive}#bad"
    assert (in_pipeline["record"], in_pipeline["stage"]) == ("bad", "obeying")
    assert in_pipeline["error"].startswith("ZeroDivisionError: division of nothing; ")
    assert len(in_pipeline["digest"]) == len(in_reader["digest"]) == 32
    assert (in_reader["origin"], in_reader["record"]) == (str(archive), "line 3")
    assert in_reader["stage"] == "read"
    assert "no JSON" in in_reader["error"]
    assert report.rejections == 2
    assert {(stage, count) for stage, _, count in report.reasons} == {("obeying", 1), ("read", 1)}


def test_posts_that_left_the_input_leave_the_dataset(archive: Path, out: Path) -> None:
    do(out, archive)
    lines(archive, {key: text for key, text in POSTS.items() if key not in ("p0", "p4")})
    report = do(out, archive)
    assert report.gone == 2
    assert texts(out) == [text for key, text in POSTS.items() if key not in ("p0", "p4")]


def test_all_posts_of_a_file_may_leave(archive: Path, out: Path) -> None:
    do(out, archive)
    lines(archive, {"p7": POSTS["p7"]})
    do(out, archive)
    assert texts(out) == [POSTS["p7"]]
    assert list(files(out)) == ["part-000003.jsonl"]


def test_nothing_leaves_where_the_input_could_not_be_read_whole(archive: Path, out: Path) -> None:
    do(out, archive)
    lines(archive, {"p0": POSTS["p0"], "cut": '{"id": "p1", "te'})
    report = do(out, archive)
    assert texts(out) == list(POSTS.values())
    assert (report.gone, report.kept) == (0, 7)


def test_a_mended_record_is_no_longer_rejected(archive: Path, out: Path) -> None:
    lines(archive, {"p0": POSTS["p0"], "cut": '{"id": "p1", "te'})
    do(out, archive)
    assert len(rejected(out)) == 1
    lines(archive, POSTS)
    do(out, archive)
    assert rejected(out) == []
    assert texts(out) == list(POSTS.values())


def test_posts_of_other_inputs_stay(archive: Path, out: Path, tmp_path: Path) -> None:
    other = lines(tmp_path / "other.jsonl", {"p0": "Ett annat arkiv."})
    do(out, archive)
    do(out, other)
    assert texts(out) == [*POSTS.values(), "Ett annat arkiv."]


def test_posts_that_share_an_id_all_come_out(tmp_path: Path, out: Path) -> None:
    archive = tmp_path / "a.jsonl"
    said = [json.dumps({"id": "same", "text": f"Text {number}."}) for number in range(3)]
    archive.write_text("\n".join(said))
    do(out, archive)
    assert texts(out) == ["Text 0.", "Text 1.", "Text 2."]
    assert len({row["key"] for row in rows(out)}) == 3
    assert do(out, archive).unchanged == 3


def test_a_file_that_two_inputs_name_is_read_once(archive: Path, out: Path) -> None:
    do(out, archive, archive.parent / "*.jsonl")
    assert texts(out) == list(POSTS.values())


def test_a_dataset_in_the_folder_that_is_read_is_refused(archive: Path) -> None:
    do(archive.parent / "out", archive)
    with pytest.raises(DatasetError, match="lies in the input"):
        do(archive.parent / "out", archive.parent)


def test_a_missing_input_is_refused_before_anything_is_done(archive: Path, out: Path) -> None:
    with pytest.raises(NotFoundError):
        do(out, archive, archive.with_name("missing.jsonl"))
    assert not out.exists()


def test_a_run_that_is_stopped_keeps_what_is_done(archive: Path, out: Path) -> None:
    engine = Inline()
    report = do(out, archive, engine=engine, stop=lambda: len(engine.asked) == 5)
    assert not report.finished
    assert texts(out) == list(POSTS.values())[:5]
    assert json.loads((out / "run.json").read_text())["finished"] is None
    again = Inline()
    do(out, archive, engine=again)
    assert again.asked == list(POSTS.values())[5:]
    assert texts(out) == list(POSTS.values())


def test_run_json_says_what_made_the_dataset(archive: Path, out: Path) -> None:
    do(out, archive)
    said = json.loads((out / "run.json").read_text())
    assert said["inputs"] == [str(archive)]
    assert said["stages"] == [{"stage": "obeying", "model": None, "version": "1"}]
    assert said["settings"] == settings().model_dump(mode="json")
    assert said["started"] <= said["finished"]
    assert said["counts"]["dataset"]["posts"] == 8
    assert said["counts"]["run"]["new"] == 8


def test_a_dataset_of_another_version_is_refused(archive: Path, out: Path) -> None:
    do(out, archive)
    before = files(out)
    with pytest.raises(DatasetError, match=r"other stages \(obeying\).*--new"):
        do(out, archive, engine=Inline("2"))
    assert files(out) == before


def test_new_begins_a_dataset_of_another_version_anew(archive: Path, out: Path) -> None:
    do(out, archive)
    lines(archive, {"p0": "Bara en."})
    do(out, archive, engine=Inline("2"), new=True)
    assert texts(out) == ["Bara en."]
    assert len(files(out)) == 1


def test_new_goes_on_with_a_dataset_that_can_be_added_to(archive: Path, out: Path) -> None:
    """A job that was killed is started again by the same command."""
    do(out, archive, new=True)
    engine = Inline()
    do(out, archive, engine=engine, new=True)
    assert engine.asked == []


def test_settings_that_change_no_summary_may_change(archive: Path, out: Path) -> None:
    do(out, archive, part_posts=3)
    assert do(out, archive, part_posts=2).unchanged == 8


def test_another_format_is_refused(archive: Path, out: Path) -> None:
    do(out, archive)
    with pytest.raises(DatasetError, match=r"another format \(jsonl, not parquet\)"):
        do(out, archive, format="parquet")


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from([f"id{number}" for number in range(6)]),
            st.sampled_from(["Ett.", "Två.", "Tre.", "RAISE"]),
            min_size=1,
        ),
        min_size=2,
        max_size=4,
    ),
    st.integers(1, 4),
)
@hypothesis_settings(max_examples=25, deadline=None)
def test_any_history_ends_in_the_dataset_of_one_run(
    history: list[dict[str, str]], part_posts: int
) -> None:
    with TemporaryDirectory() as folder:
        archive, out, fresh = (Path(folder) / name for name in ("a.jsonl", "out", "fresh"))
        for state in history:
            lines(archive, state)
            do(out, archive, part_posts=part_posts)
        do(fresh, archive)
        assert sorted(rows(out), key=lambda row: row["key"]) == sorted(
            rows(fresh), key=lambda row: row["key"]
        )
        assert rejected(out) == rejected(fresh)
