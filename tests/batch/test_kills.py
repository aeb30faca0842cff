"""Jobs that are really killed, and go on."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch.fakes import files, lines, rejected, texts

TESTS = Path(__file__).parents[1]
POSTS = {f"p{number:03}": f"Text nummer {number}." for number in range(60)}
POSTS |= {"p010": "RAISE", "p020": "CRASH"}


def start(archive: Path, out: Path, format: str = "jsonl") -> subprocess.Popen[bytes]:
    """The job, in a group of its own, as a terminal would start it."""
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "pipeline")])
    return subprocess.Popen(
        [sys.executable, str(TESTS / "batch" / "job.py"), str(archive), str(out), format],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def ended(job: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Exit status and what it said, once the job and all its workers have ended."""
    out, errors = job.communicate(timeout=120)
    del out
    return job.returncode, errors.decode()


def wait_for_dots(job: subprocess.Popen[bytes], count: int) -> None:
    assert job.stdout is not None
    for _ in range(count):
        if not job.stdout.read(1):
            return


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return lines(tmp_path / "archive.jsonl", POSTS)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_killed_at_several_moments_the_dataset_is_that_of_an_undisturbed_run(
    archive: Path, out: Path, tmp_path: Path, format: str
) -> None:
    chance = random.Random(format)
    for _ in range(3):
        job = start(archive, out, format)
        wait_for_dots(job, chance.randrange(30))
        job.kill()
        ended(job)
    assert ended(start(archive, out, format)) == (0, "")
    assert ended(start(archive, tmp_path / "fresh", format)) == (0, "")
    # Parts are whole or not there, and begin where the last one ended: so even the files are equal.
    assert files(out) == files(tmp_path / "fresh")
    assert rejected(out) == rejected(tmp_path / "fresh")
    assert {line["record"] for line in rejected(out)} == {"p010", "p020"}


def test_workers_end_with_a_job_that_is_killed(archive: Path, out: Path, tmp_path: Path) -> None:
    """Even one that hangs: reading what the job prints ends only when all of them have."""
    mark = tmp_path / "hanging"
    lines(archive, POSTS | {"p000": f"HANG {mark}"})
    job = start(archive, out)
    while not mark.exists():
        assert job.poll() is None
        time.sleep(0.01)
    job.kill()
    ended(job)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_job_keeps_what_is_done_and_goes_on(
    archive: Path, out: Path, number: signal.Signals
) -> None:
    # The post that hangs keeps the job from its end until the signal has come.
    lines(archive, POSTS | {"p040": "HANG"})
    job = start(archive, out)
    wait_for_dots(job, 23)
    os.killpg(job.pid, number)  # as Ctrl-C does: to the workers as well
    assert ended(job) == (130, "")
    done = len(texts(out))
    assert 20 <= done <= 40
    lines(archive, POSTS)
    assert ended(start(archive, out)) == (0, "")
    assert texts(out) == [text for text in POSTS.values() if text not in ("RAISE", "CRASH")]


def test_a_job_without_room_says_so_and_goes_on(archive: Path, out: Path) -> None:
    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))

    lines(archive, dict.fromkeys(POSTS, "Fem ord utan mening. " * 1000))
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "pipeline")])
    done = subprocess.run(
        [sys.executable, str(TESTS / "batch" / "job.py"), str(archive), str(out), "jsonl"],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        preexec_fn=no_room,
        check=False,
    )
    assert b"DatasetError" in done.stderr
    assert b"cannot be written (file too large)" in done.stderr
    assert not [path for path in out.rglob("*") if "aside" in path.name]
    assert ended(start(archive, out)) == (0, "")
    assert len(texts(out)) == 60
