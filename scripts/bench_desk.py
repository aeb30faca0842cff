"""Measures the editor's desk: start, a pasted post, a search among 200,000 posts, a long page.

A desk is started as an editor would, in a process of its own, and asked over HTTP. The archive is
made of the corpus' train posts, repeated, each time with words of its own, so that searches hit
from one post to all of them.

    python scripts/bench_desk.py --posts 200000 --work build/bench-desk
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import referat
from referat.batch.columns import record_of
from referat.batch.items import Key, Record
from referat.batch.parts import ParquetParts
from referat.readers import read, read_text

if TYPE_CHECKING:
    from referat.assemble import Pipeline

ROOT = Path(__file__).resolve().parent.parent
PART = 5_000  # posts of one file of the archive
SEED = 20_260_901
WORDS = 1_500
LONG = 10_000
REPEATS = 15


@contextmanager
def served(*options: str) -> Iterator[tuple[str, float]]:
    """A desk's address, and how many seconds passed from its start to its first page."""
    command = [sys.executable, "-m", "referat.cli", "desk", "--port", "0", "--no-browser", *options]
    path = {"PYTHONPATH": str(ROOT / "pipeline"), "PYTHONUNBUFFERED": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ | path, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        told = re.search(r"http://[^/\s]+", process.stdout.readline())
        if told is None:
            raise SystemExit("the desk did not say where it is")
        asked(told[0] + "/")
        yield told[0], time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def asked(address: str, form: dict[str, str] | None = None) -> bytes:
    """What the desk answers."""
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    with urllib.request.urlopen(address, data) as answer:  # noqa: S310 - the desk's own address
        body: bytes = answer.read()
    return body


def timed(address: str, form: dict[str, str] | None = None) -> tuple[float, bytes]:
    """Seconds of one question, and its answer."""
    start = time.perf_counter()
    body = asked(address, form)
    return time.perf_counter() - start, body


def posts() -> list[str]:
    """The texts of the corpus' train posts."""
    names = json.loads((ROOT / "corpus" / "splits.json").read_text(encoding="utf-8"))["train"]
    paths = sorted((ROOT / "corpus" / "posts").glob("*.*"))
    return [next(read(path)).text for path in paths if path.stem in names]


def of_words(count: int) -> str:
    """A text of about ``count`` words, of train posts."""
    paragraphs: list[str] = []
    words = 0
    while words < count:
        for text in posts():
            paragraphs += text.split("\n\n")
            words += len(text.split())
            if words >= count:
                break
    while words > count and len(paragraphs) > 1:
        words -= len(paragraphs.pop().split())
    return "\n\n".join(paragraphs)


def write_archive(folder: Path, count: int, pipeline: Pipeline) -> None:
    """A dataset of ``count`` posts, unless it is there."""
    made = [read_text(text, settings=pipeline.settings.input) for text in posts()]
    provenance = pipeline(made[0]).provenance
    records = [record_of(pipeline.annotate(p), provenance, Key(b"0", 1), "0" * 64) for p in made]
    columns = [(json.loads(r.columns), json.loads(r.lists), r.summary) for r in records]
    (folder / "posts").mkdir(parents=True, exist_ok=True)
    for part in range(-(-count // PART)):
        path = folder / "posts" / f"part-{part + 1:06d}.parquet"
        if path.exists():
            continue
        rng = random.Random(SEED + part)  # noqa: S311 - a made-up archive
        rows = []
        for index in range(min(PART, count - part * PART)):
            values, lists, summary = columns[(part * PART + index) % len(columns)]
            number = part * PART + index
            said = {
                "key": f"{number:032x}",
                "title": f"{values['title'] or 'Utan rubrik'} nummer{number}",
                "published": f"{rng.randint(2004, 2026)}-{rng.randint(1, 12):02}-01",
                "site": f"sida{rng.randint(1, 50)}",
                "digest_sv": f"{values['digest_sv']} ord{rng.randint(1, 5000)}",
            }
            rows.append(Record(json.dumps(values | said), json.dumps(lists), summary))
        ParquetParts().write(path, rows)


def search(address: str) -> list[tuple[str, float, float]]:
    """Each question with its median and worst time."""
    while b'role="status">S' in asked(f"{address}/archive"):  # the index is being built
        time.sleep(2)
    questions = {
        "the first page": "",
        "one post": "q=nummer4711",
        "forty posts": "q=ord77",
        "a phrase": "q=%22enligt+rapporten%22",
        "a word of most posts": "q=att",
        "two words of most posts": "q=det+som",
        "a word, by relevance": "q=bibliotek&order=relevance",
        "by date": "order=published",
        "a word of most posts, by date": "q=att&order=published",
        "a site, from 2020": "site=sida7&after=2020",
        "a source": "source=institute",
        "a stance and a share": "stance=disagrees&english=30",
        "page 30": "page=30",
    }
    found = []
    for name, query in questions.items():
        times = [timed(f"{address}/archive?{query}")[0] for _ in range(REPEATS)]
        found.append((name, statistics.median(times), max(times)))
    return found


def measure(work: Path, count: int) -> Iterator[tuple[str, str, str]]:
    """What was measured: name, figure, target."""
    pipeline = referat.load()
    starts = []
    for number in range(5):
        with served("--data", str(work / f"start{number}")) as (_, seconds):
            starts.append(seconds)
    yield "first page after start, median of 5", f"{statistics.median(starts):.2f} s", "1 s"
    with served("--data", str(work / "desk")) as (address, _):
        asked(f"{address}/posts", {"text": of_words(200)})
        text = of_words(WORDS)
        times = [timed(f"{address}/posts", {"text": text})[0] for _ in range(5)]
        told = f"{statistics.median(times):.2f} s"
        yield f"{len(text.split()):,} words, pasted to shown, median of 5", told, "1.5 s"
        text = of_words(LONG)
        seconds, body = timed(f"{address}/posts", {"text": text})
        yield f"page of {len(text.split()):,} words", f"{len(body) / 1e6:.2f} MB", "1 MB"
        yield "the same, pasted to shown", f"{seconds:.1f} s", ""
    archive = work / "archive"
    write_archive(archive, count, pipeline)
    with served("--data", str(work / "desk"), "--archive", str(archive)) as (address, seconds):
        yield f"first page with an archive of {count:,}", f"{seconds:.2f} s", "1 s"
        for name, median, worst in search(address):
            told = f"{1000 * median:.0f} ms, at most {1000 * worst:.0f} ms"
            yield f"{count:,} posts: {name}", told, "200 ms"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=int, default=200_000, help="posts of the archive")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench-desk")
    given = parser.parse_args(arguments)
    given.work.mkdir(parents=True, exist_ok=True)
    print(f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print("| what | measured | target |\n| --- | ---: | ---: |")
    for name, figure, target in measure(given.work, given.posts):
        print(f"| {name} | {figure} | {target} |", flush=True)


if __name__ == "__main__":
    main()
