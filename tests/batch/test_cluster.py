"""The cluster engine, on a real Ray cluster of two nodes on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from batch import fakes
from batch.fakes import do, files, lines, rejected, texts

from referat.batch.cluster import RayEngine
from referat.batch.local import LocalEngine
from referat.batch.run import Report
from referat.errors import PipelineError

# Before Ray is imported: this process shall be reached by loopback, too.
os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
pytest.importorskip("ray", reason="Ray is not installed (pip install 'referat[ray]')")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="Ray has clusters on POSIX only")

Stop = Callable[[], bool]
TESTS = Path(__file__).parents[1]
POSTS = {f"p{number:02}": f"Text nummer {number}." for number in range(40)}
BAD = {"p07": "RAISE", "p11": "CRASH", "p23": "EXIT"}


class Nodes(NamedTuple):
    """A cluster, as its process is spoken to."""

    process: subprocess.Popen[str]
    address: str

    def say(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == f"{word}\n"


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "pipeline")])
    process = subprocess.Popen(
        [sys.executable, str(TESTS / "batch" / "cluster.py"), "2"],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    yield Nodes(process, process.stdout.readline().strip())
    process.communicate(timeout=60)


def engine(nodes: Nodes, make: object = fakes.pipeline, **changes: float) -> RayEngine:
    limits = {"post_seconds": 60.0, "wait_seconds": 60.0} | changes
    return RayEngine(make, nodes.address, None, **limits)  # type: ignore[arg-type]


def run(
    out: Path, archive: Path, made: RayEngine | LocalEngine, stop: Stop = lambda: False
) -> Report:
    try:
        return do(out, archive, engine=made, stop=stop)
    finally:
        made.close()


def test_a_node_that_is_killed_in_mid_job_costs_nothing(nodes: Nodes, tmp_path: Path) -> None:
    """Both workers are at a post when one of their nodes goes; rows and rejects are those of the
    local engine.
    """
    mark, out = tmp_path / "mark", tmp_path / "ray"
    late = dict.fromkeys(("p20", "p21"), f"UNTIL {mark}")
    archive = lines(tmp_path / "a.jsonl", POSTS | BAD | late)

    def stop() -> bool:
        if out.exists() and len(texts(out)) >= 15 and not mark.exists():
            nodes.say("kill")
            mark.touch()
        return False

    made = engine(nodes)
    assert made.workers == 2
    report = run(out, archive, made, stop)
    assert mark.exists()
    assert (report.finished, report.new, report.rejected) == (True, 37, 3)
    nodes.say("add")
    run(tmp_path / "local", archive, LocalEngine(fakes.pipeline, 2, 60.0))
    assert files(out) == files(tmp_path / "local")
    assert rejected(out) == rejected(tmp_path / "local")
    assert {line["record"] for line in rejected(out)} == set(BAD)


def test_what_was_begun_on_a_cluster_is_finished_elsewhere(nodes: Nodes, tmp_path: Path) -> None:
    archive, out = lines(tmp_path / "a.jsonl", POSTS), tmp_path / "ray"
    report = run(out, archive, engine(nodes), lambda: out.exists() and len(texts(out)) >= 12)
    assert not report.finished
    done = len(texts(out))
    assert 12 <= done < 40
    report = do(out, archive)
    assert (report.unchanged, report.new) == (done, 40 - done)
    assert texts(out) == list(POSTS.values())


def test_posts_that_hang_or_lose_their_workers_are_rejected(nodes: Nodes, tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", {"p00": "LOSE", "p01": "HANG", "p02": "Text."})
    run(tmp_path / "out", archive, engine(nodes, post_seconds=4.0))
    assert texts(tmp_path / "out") == ["Text."]
    lost, hung = rejected(tmp_path / "out")
    assert lost["error"].startswith("3 workers were lost over it (ActorDiedError); check that")
    assert hung["error"].startswith("it took longer than 4 s; raise batch.post_seconds")
    assert (lost["record"], hung["record"]) == ("p00", "p01")


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (fakes.unloadable, r"^models/x: no such model folder; restore it$"),
        (fakes.pipeline_of_process, "different versions of referat or of its models"),
    ],
)
def test_a_pipeline_that_does_not_serve_ends_the_run(
    nodes: Nodes, tmp_path: Path, make: object, error: str
) -> None:
    archive = lines(tmp_path / "a.jsonl", POSTS | {"p00": "HANG"})
    with pytest.raises(PipelineError, match=error):
        run(tmp_path / "out", archive, engine(nodes, make))


def test_a_cluster_without_a_free_core_ends_the_run(nodes: Nodes, tmp_path: Path) -> None:
    """The last test: it leaves no node behind."""
    nodes.say("kill")
    nodes.say("kill")
    with pytest.raises(PipelineError, match=r"no worker has started for 1 s \(the cluster has 0"):
        run(tmp_path / "out", lines(tmp_path / "a", POSTS), engine(nodes, wait_seconds=1.0))
