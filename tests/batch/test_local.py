"""The local engine: real worker processes, with a pipeline that crashes and hangs when told to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch import fakes
from batch.fakes import do, lines, rejected, texts

from referat.batch.items import Key, Task, place_of
from referat.batch.local import LocalEngine
from referat.errors import PipelineError
from referat.post import Meta, Post

POSTS = {f"p{number:02}": f"Text nummer {number}." for number in range(24)}
LONG = 60.0


def engine(workers: int = 2, seconds: float = LONG, make: object = fakes.pipeline) -> LocalEngine:
    return LocalEngine(make, workers, seconds)  # type: ignore[arg-type]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run(out: Path, archive: Path, made: LocalEngine) -> None:
    try:
        do(out, archive, engine=made)
    finally:
        made.close()


def test_the_dataset_does_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", POSTS | {"p07": "RAISE", "p11": "CRASH"})
    for workers in (1, 3):
        run(tmp_path / str(workers), archive, engine(workers))
    assert fakes.files(tmp_path / "1") == fakes.files(tmp_path / "3")
    assert rejected(tmp_path / "1") == rejected(tmp_path / "3")
    assert len(texts(tmp_path / "1")) == 22


@pytest.mark.parametrize(("word", "how"), [("CRASH", "signal 9"), ("EXIT", "exit status 3")])
def test_a_post_that_ends_its_worker_is_rejected_and_the_others_come_out(
    tmp_path: Path, out: Path, word: str, how: str
) -> None:
    bad = {"p00": word, "p12": word, "p23": word}
    run(out, lines(tmp_path / "a.jsonl", POSTS | bad), engine())
    assert texts(out) == [text for key, text in POSTS.items() if key not in bad]
    assert [line["record"] for line in rejected(out)] == sorted(bad)
    assert {line["stage"] for line in rejected(out)} == {"obeying"}
    assert all(f"ended its worker 2 times ({how})" in line["error"] for line in rejected(out))


def test_a_post_whose_worker_was_killed_by_chance_gets_a_second_chance(
    tmp_path: Path, out: Path
) -> None:
    posts = POSTS | {"p03": f"ONCE {tmp_path / 'mark'}"}
    run(out, lines(tmp_path / "a.jsonl", posts), engine())
    # The second attempt finds the mark, which is an error of its own kind and ends no worker.
    (line,) = rejected(out)
    assert line["error"].startswith("FileExistsError")


def test_a_post_that_hangs_is_rejected_by_its_time_limit(tmp_path: Path, out: Path) -> None:
    posts = POSTS | {"p05": "HANG"}
    run(out, lines(tmp_path / "a.jsonl", posts), engine(seconds=3, make=fakes.twice_obeying))
    assert texts(out) == [text for key, text in POSTS.items() if key != "p05"]
    (line,) = rejected(out)
    assert line["error"].startswith("it took longer than 3 s; raise batch.post_seconds")
    assert (line["record"], line["stage"]) == ("p05", "obeying")


def test_a_missing_model_ends_the_run_in_one_line(tmp_path: Path, out: Path) -> None:
    with pytest.raises(PipelineError, match="models/x: no such model folder"):
        run(out, lines(tmp_path / "a.jsonl", POSTS), engine(make=fakes.unloadable))


def test_a_worker_that_dies_while_it_loads_ends_the_run(tmp_path: Path, out: Path) -> None:
    with pytest.raises(PipelineError, match=r"while it loaded the pipeline \(signal 9\)"):
        run(out, lines(tmp_path / "a.jsonl", POSTS), engine(make=fakes.dying))


def test_posts_larger_than_a_pipe_go_both_ways(tmp_path: Path, out: Path) -> None:
    posts = {f"p{number}": f"{number} " + "ord " * 200_000 for number in range(4)}
    run(out, lines(tmp_path / "a.jsonl", posts), engine())
    assert [len(text) for text in texts(out)] == [len(text) for text in posts.values()]


def test_the_reader_is_never_far_ahead() -> None:
    """What is read and not told yet is bounded, so that memory is."""
    pulled = told = farthest = 0

    def tasks() -> Iterator[Task]:
        nonlocal pulled
        for number in range(300):
            pulled += 1
            post = Post(f"Text {number}.", Meta(origin=str(number)))
            yield Task(Key(place_of(str(number)), 1), "", 1, post)

    made = engine(1)
    try:
        made.recipe()
        for _ in made.outcomes(tasks()):
            told += 1
            farthest = max(farthest, pulled - told)
    finally:
        made.close()
    assert told == 300
    assert farthest <= 64


def test_only_as_many_workers_are_started_as_there_is_work_for(tmp_path: Path, out: Path) -> None:
    made = engine(3)
    run(out, lines(tmp_path / "a.jsonl", {"p0": "En."}), made)
    assert [each.started for each in made._supervisors] == [True, False, False]


def test_numeric_libraries_get_one_thread_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    made = engine(make=fakes.pipeline_of_environment)
    try:
        assert made.recipe().stages == (("obeying", None, "1 1 1"),)
    finally:
        made.close()
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ
