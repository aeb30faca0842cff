"""Measure how fast referat is and how much memory it takes, as Markdown tables for the README.

What is measured, each on one core where the system lets a process be pinned to one:

- *cold start*: ``referat summarise POST --format json`` as a whole process, median of several runs
  after one that warms the disk cache;
- *throughput*: posts per second over the corpus, each read from bytes in memory as its reader reads
  a file, to a `Summary`, one by one and in batches and without syntax, and on to JSON; median of
  several passes after a warm-up;
- *stages*: the share of the time that reading, each stage, the summary and the JSON take;
- *length*: time and peak memory from 1 kB to 10 MB, and for input made to be hard, each case in a
  process of its own, so that its peak memory is its own.

    python scripts/bench.py [--quick] [--json PATH]
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import referat
from referat.post import Post, Section
from referat.readers import read
from referat.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent
POSTS = ROOT / "corpus" / "posts"
SEED = 20120503
LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
COMMAND = "import sys; from referat.cli import main; sys.exit(main())"


@dataclass(frozen=True)
class Effort:
    """How often each thing is measured, and how long the longest text is, in bytes."""

    starts: int
    passes: int
    longest: int


FULL = Effort(starts=9, passes=15, longest=LENGTHS[-1])
QUICK = Effort(starts=3, passes=3, longest=100_000)


@dataclass(frozen=True)
class Case:
    """One input of a given length in bytes, and what it cost: seconds, and MiB at the peak."""

    name: str
    size: int
    seconds: float
    peak: float


@dataclass(frozen=True)
class Report:
    """All that one run of this script found out; times in seconds, memory in MiB."""

    machine: str
    cold_start: float
    cold_start_peak: float
    posts: int
    words: int
    posts_per_second: dict[str, float]
    stages: dict[str, float]
    lengths: list[Case]
    hostile: list[Case]


def pin() -> None:
    """Keep this process, and all it starts, on one core where the system has a call for it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def peak_of(who: int) -> float:
    """Peak resident memory of ``who`` (this process or its children) so far, in MiB.

    Linux counts what a process's parent held when it started it into ``ru_maxrss``, but not into
    the high-water mark that it shows of each process itself.
    """
    status = Path("/proc/self/status")
    if who == resource.RUSAGE_SELF and status.exists():
        marks = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(marks[0].split()[1]) / (1 << 10)
    peak = resource.getrusage(who).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def timed(task: Callable[[], object]) -> float:
    """Seconds that one call of ``task`` takes."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def cold_start(post: Path, runs: int) -> tuple[float, float]:
    """Median seconds and peak MiB of summarising one post in a fresh process."""
    command = [sys.executable, "-c", COMMAND, "summarise", str(post), "--format", "json"]

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    run()
    return statistics.median(timed(run) for _ in range(runs)), peak_of(resource.RUSAGE_CHILDREN)


def throughput(files: dict[Path, bytes], passes: int) -> dict[str, float]:
    """Posts per second, by what is done: medians over ``passes`` of the corpus."""
    pipeline = referat.load()
    settings = load_settings()
    untagged = settings.syntax.model_copy(update={"model_sv": "", "model_en": ""})
    rules = referat.load(settings.model_copy(update={"syntax": untagged}))

    def posts() -> Iterator[Post]:
        for path, data in files.items():
            yield from read(path, settings.input, data)

    ways: dict[str, Callable[[], Iterable[object]]] = {
        "one by one": lambda: map(pipeline, posts()),
        "one by one, to JSON": lambda: (pipeline(post).to_json() for post in posts()),
        "in batches, by `Pipeline.pipe`": lambda: pipeline.pipe(posts()),
        'without syntax (`model_sv = ""`, `model_en = ""`)': lambda: map(rules, posts()),
    }
    rates = {}
    for way, results in ways.items():
        count = sum(1 for _ in results())  # the warm-up
        seconds = [timed(partial(deque, results(), 0)) for _ in range(passes)]
        rates[way] = count / statistics.median(seconds)
    return rates


def stage_shares(files: dict[Path, bytes], passes: int) -> dict[str, float]:
    """Share of the whole time that each step takes, in the order in which they run.

    The summary's own time is what a whole call of the pipeline takes beyond its stages.
    """
    pipeline = referat.load()
    limits = load_settings().input
    spent: dict[str, list[float]] = {}

    def clock(step: str, seconds: float) -> None:
        spent.setdefault(step, []).append(seconds)

    for _ in range(passes):
        for path, data in files.items():
            start = time.perf_counter()
            posts = list(read(path, limits, data))
            clock("reading", time.perf_counter() - start)
            for post in posts:
                layered, in_stages = post, 0.0
                for stage in pipeline.stages:
                    start = time.perf_counter()
                    layered = stage(layered)
                    seconds = time.perf_counter() - start
                    in_stages += seconds
                    clock(stage.name, seconds)
                start = time.perf_counter()
                summary = pipeline(post)
                clock("summary", max(0.0, time.perf_counter() - start - in_stages))
                start = time.perf_counter()
                summary.to_json()
                clock("JSON", time.perf_counter() - start)
    whole = sum(map(sum, spent.values()))
    return {step: sum(seconds) / whole for step, seconds in spent.items()}


def paragraphs(files: Sequence[Path]) -> list[str]:
    """What the plain-text posts' writers wrote, block by block, without comments and chrome."""
    pipeline = referat.load()
    return [
        summary.text[block.start : block.end]
        for path in files
        if path.suffix == ".txt"
        for summary in (pipeline(path),)
        for block in summary.blocks
        if block.section is Section.POST
    ]


def recombined(blocks: Sequence[str], size: int) -> str:
    """A post of ``size`` bytes: blocks drawn in a seeded shuffle, over and over, the last cut."""
    draw = random.Random(SEED)  # noqa: S311 (nothing secret: the same text in every run)
    chosen: list[str] = []
    length = 0
    while length < size:
        for block in draw.sample(blocks, len(blocks)):
            chosen.append(block)
            length += len(block.encode()) + 2
    return "\n\n".join(chosen).encode()[:size].decode(errors="ignore")


def hostile_inputs() -> dict[str, str]:
    """Texts made to be hard, by the name they get in the table."""
    quotations = "”Ja, " * 10_000 + "det stämmer" + "”" * 10_000
    return {
        "10,000 nested tags": "<div>" * 10_000 + "<p>Hej då</p>" + "</div>" * 10_000,
        "10,000 nested block quotes": "> " * 10_000 + "It never ends.",
        "10,000 nested quotation marks": f"Hon skrev: {quotations}.",
        "10,000 opening marks": "“An “odd ‘case «of » nesting " * 2_500,
        "10,000 attributed quotations": "Han säger: ”Ja, det är så.” " * 10_000,
        "20,000 switches of language": "Det här är the thing that matters och inte " * 10_000,
        "1 MB without a blank": "åäöabcdefg" * 76_923,
        "1 MB of full stops": "." * 1_000_000,
        "1 MB of line ends": "a\n" * 500_000,
    }


def measure(name: str, file_name: str, text: str) -> Case:
    """Read and summarise one text to JSON; meant to run in a process of its own."""
    pipeline = referat.load()
    limits = load_settings().input
    data = text.encode()
    pipeline("Hej. En kort text först, så att allt är laddat.")
    seconds = timed(lambda: [pipeline(post).to_json() for post in read(file_name, limits, data)])
    return Case(name, len(data), seconds, peak_of(resource.RUSAGE_SELF))


def in_own_process(cases: Iterable[tuple[str, str, str]]) -> list[Case]:
    """`measure` for each of ``cases``, one fresh process after the other."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        return list(pool.map(measure, *zip(*cases, strict=True)))


def machine() -> str:
    """Processor, system and Python in one line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    return f"{model}, one core; {platform.system()}, Python {platform.python_version()}"


def size_name(size: int) -> str:
    """``10_000`` as ``10 kB``, in the powers of ten that `LENGTHS` counts in."""
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1_000} kB"


def run(effort: Effort) -> Report:
    """Measure everything."""
    pin()
    # First, while this process is small: what it holds counts into its children's peak.
    start, peak = cold_start(min(POSTS.glob("*.txt")), effort.starts)
    files = sorted(path for path in POSTS.iterdir() if path.suffix in {".txt", ".md", ".html"})
    loaded = {path: path.read_bytes() for path in files}
    blocks = paragraphs(files)
    lengths = [size for size in LENGTHS if size <= effort.longest]
    pipeline = referat.load()
    return Report(
        machine=machine(),
        cold_start=start,
        cold_start_peak=peak,
        posts=len(files),
        words=sum(len(pipeline(path).text.split()) for path in files),
        posts_per_second=throughput(loaded, effort.passes),
        stages=stage_shares(loaded, effort.passes),
        lengths=in_own_process(
            [(size_name(size), "long.txt", recombined(blocks, size)) for size in lengths]
        ),
        hostile=in_own_process(
            [
                (name, "hard.html" if "tags" in name else "hard.txt", text)
                for name, text in hostile_inputs().items()
            ]
        ),
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose first column is text and whose others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def markdown(report: Report) -> str:
    """The report as it stands in the README."""
    mean = report.words / report.posts
    overall = table(
        ["measure", "value"],
        [
            ["cold start to JSON, one post", f"{report.cold_start:.2f} s"],
            ["peak memory of that process", f"{report.cold_start_peak:.0f} MiB"],
            *([f"posts a second, {way}", f"{n:.0f}"] for way, n in report.posts_per_second.items()),
        ],
    )
    stages = table(
        ["step", "share of the time"],
        [[step, f"{share:.0%}"] for step, share in report.stages.items()],
    )
    costs = table(
        ["input", "bytes", "time", "a kilobyte", "peak memory"],
        [
            [
                case.name,
                f"{case.size:,}",
                f"{case.seconds:.3f} s",
                f"{case.seconds / case.size * 1e6:.2f} ms",
                f"{case.peak:.0f} MiB",
            ]
            for case in [*report.lengths, *report.hostile]
        ],
    )
    corpus = f"{report.posts} posts of {mean:.0f} words on average"
    return "\n\n".join([f"{report.machine}; {corpus}.", overall, stages, costs])


def main() -> int:
    """Measure, print, and write the figures where asked; the exit code."""
    parser = argparse.ArgumentParser(description="Measure speed and memory.")
    parser.add_argument("--quick", action="store_true", help="few runs, texts to 100 kB")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the figures there as well")
    options = parser.parse_args()
    report = run(QUICK if options.quick else FULL)
    print(markdown(report))
    if options.json:
        options.json.write_text(json.dumps(asdict(report), indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
