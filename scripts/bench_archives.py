"""Measure how fast archives of many records are read, and how much memory that takes.

Writes archives of generated Swedish pages to a temporary folder (seeded; most of a web archive is
images and long pages), reads each with `referat.read` in a process of its own, and prints a table:
posts, rejected records, seconds, and the peak of memory. Nothing but reading is measured.

    python scripts/bench_archives.py [--gigabytes 0.2] [--formats warc jsonl csv]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

SEED = 20120503
IMAGE = 400_000
"""Bytes of an image; its own bytes are random, so that they do not shrink."""
SUBJECTS = "intranätet rapporten styrningen chefen läsaren kommunen plattformen mötet".split()
VERBS = "visar kräver förändrar försvarar saknar bromsar förklarar behöver".split()
OBJECTS = "arbetet vardagen pengarna kulturen tekniken samtalet tilliten frågan".split()
ENGLISH = "Most teams still share files by mail, and few leaders see why they should not."

# What the process that is measured runs: reads a file, and prints posts, rejected, seconds, MiB.
READING = """
import resource, sys, time
from pathlib import Path
from referat.readers import read
rejected = []
start = time.perf_counter()
posts = sum(1 for _ in read(sys.argv[1], rejected=rejected.append))
seconds = time.perf_counter() - start
status = Path("/proc/self/status")
if status.exists():
    line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM:"))
    peak = int(line.split()[1]) / 1024
else:
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
print(posts, len(rejected), seconds, peak)
"""


def paragraphs(chance: random.Random, count: int) -> list[str]:
    """Some paragraphs of Swedish, now and then with a quotation in English."""
    made = []
    for _ in range(count):
        sentences = [
            f"{chance.choice(SUBJECTS).capitalize()} {chance.choice(VERBS)} "
            f"{chance.choice(OBJECTS)} för {chance.randrange(2, 999)} av oss."
            for _ in range(chance.randrange(3, 9))
        ]
        if chance.random() < 0.2:
            sentences.append(f"”{ENGLISH}”")
        made.append(" ".join(sentences))
    return made


def records(size: int) -> Iterator[dict[str, str]]:
    """Posts of about ``size`` bytes together, one in ten of them long."""
    chance = random.Random(SEED)  # noqa: S311 (nothing secret: the same in every run)
    written = number = 0
    while written < size:
        number += 1
        text = "\n\n".join(paragraphs(chance, 400 if chance.random() < 0.1 else 12))
        written += len(text.encode())
        yield {
            "id": f"post-{number}",
            "url": f"https://exempel.se/{number}",
            "title": f"Inlägg nummer {number}",
            "published": "2012-05-03",
            "text": text,
        }


def write_jsonl(path: Path, size: int) -> None:
    """JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for record in records(size):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_csv(path: Path, size: int) -> None:
    """CSV as a Swedish Excel writes it: with semicolons, in Windows-1252."""
    with path.open("w", encoding="cp1252", newline="") as file:
        rows = csv.DictWriter(file, ["id", "url", "title", "published", "text"], delimiter=";")
        rows.writeheader()
        rows.writerows(records(size))


def write_warc(path: Path, size: int) -> None:
    """WARC.gz, a member a record: for each page of text, about as many bytes of image."""
    chance = random.Random(SEED)  # noqa: S311 (nothing secret: the same in every run)
    written = 0
    with path.open("wb") as file:
        for record in records(size):
            filling = "<nav>" + "<a href='/'>Hem</a>" * 2_000 + "</nav>"
            body = "".join(f"<p>{words}</p>\n" for words in record["text"].split("\n\n"))
            page = (
                f"<!DOCTYPE html><html><head><title>{record['title']}</title></head><body>"
                f"{filling}<article><h1>{record['title']}</h1>{body}</article></body></html>"
            ).encode()
            written += warc_record(file.write, record["url"], "text/html; charset=utf-8", page)
            if written < size:
                image = b"\xff\xd8\xff" + chance.randbytes(IMAGE)
                written += warc_record(file.write, record["url"] + "/bild", "image/jpeg", image)
            if written >= size:
                return


def warc_record(write: Callable[[bytes], object], url: str, media: str, body: bytes) -> int:
    """Write one answer of a server; its size before packing."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    whole = head.encode() + answer + b"\r\n\r\n"
    write(gzip.compress(whole, compresslevel=1, mtime=0))
    return len(whole)


FORMATS: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "warc": ("archive.warc.gz", write_warc),
    "jsonl": ("records.jsonl", write_jsonl),
    "csv": ("records.csv", write_csv),
}


def main() -> None:
    """Write each archive, read it, and print what that took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gigabytes", type=float, default=0.2, help="size before packing")
    parser.add_argument("--formats", nargs="+", choices=list(FORMATS), default=list(FORMATS))
    chosen = parser.parse_args()
    print("| archive | MB unpacked | MB on disk | posts | rejected | seconds | peak MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for format in chosen.formats:
        name, write = FORMATS[format]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            write(path, int(chosen.gigabytes * 1e9))
            done = subprocess.run(
                [sys.executable, "-c", READING, str(path)],
                check=True,
                capture_output=True,
                text=True,
            )
            posts, rejected, seconds, peak = done.stdout.split()
            print(
                f"| {name} | {chosen.gigabytes * 1e3:.0f} | {path.stat().st_size / 1e6:.0f} "
                f"| {posts} | {rejected} | {float(seconds):.0f} | {float(peak):.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
