"""Run a command as a process of its own, and measure it: time, CPU time, memory (Linux)."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY = 0.2


class Measured(NamedTuple):
    """What a job took: seconds, CPU seconds of all its processes and of the first alone, and MiB:
    the most that the first process and the largest of its workers had.
    """

    seconds: float
    work: float
    own: float
    first: float
    worker: float


class Process(NamedTuple):
    """A process: its number and its parent's, CPU seconds, bytes in memory."""

    pid: int
    parent: int
    work: float
    resident: int


def environment() -> dict[str, str]:
    """That of this process, with one thread for numeric libraries, also in the bare loop."""
    return os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def measured(
    command: list[str], status: tuple[int, ...] = (0,), everywhere: bool = False
) -> Measured:
    """Run a command to its end.

    Args:
        command: the command line.
        status: what it may end with.
        everywhere: count the work of all processes below this one, since those of a cluster are
            not below the job.
    """
    met = {each.pid: each for each in _below(processes(), os.getpid())}
    known = sum(each.work for each in met.values())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    job = subprocess.Popen(command, env=environment())
    ended = threading.Event()
    first, worker = Process(job.pid, 0, 0.0, 0), 0

    def watch() -> None:
        nonlocal first, worker
        while not ended.wait(_EVERY):
            for each in _below(processes(), os.getpid()):
                met[each.pid] = each
                if each.pid == job.pid:
                    first = each._replace(resident=max(first.resident, each.resident))
                elif each.parent == job.pid:
                    worker = max(worker, each.resident)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        code = job.wait()
    finally:
        ended.set()
        watcher.join()
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code not in status:
        raise SystemExit(f"{' '.join(command)}: exit status {code}")
    if everywhere:
        work = sum(each.work for each in met.values()) - known
    else:
        work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(seconds, work, first.work, first.resident / 2**20, worker / 2**20)


def processes() -> Iterator[Process]:
    """All processes."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        work = (int(fields[11]) + int(fields[12])) / _TICKS
        yield Process(int(status.parent.name), int(fields[1]), work, int(fields[21]) * _PAGE)


def _below(found: Iterable[Process], root: int) -> Iterator[Process]:
    """Children of a process, their children, and so on."""
    children: dict[int, list[Process]] = {}
    for each in found:
        children.setdefault(each.parent, []).append(each)
    left = [root]
    while left:
        for each in children.get(left.pop(), ()):
            yield each
            left.append(each.pid)
