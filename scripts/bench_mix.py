"""Measure how long an archive's language mix takes, and how much memory.

    python scripts/bench_mix.py [--posts 20000] [--by month] [--replicates 1000] [--batch]
        [--keep DIR]

Rows of posts are generated (seeded), with counts, texts and insertions as posts on trends have
them: ten years, twenty sites, a thousand authors, three insertions a post out of five thousand by
Zipf's law. They are written as `referat.mix.dataset` writes them, or with ``--batch`` as the column
of a dataset of summaries (with nothing but the text in these). Then a process of its own does
what ``referat mix`` does with such a folder: groups with bootstrap intervals, insertions, lines,
tables, page. What is printed is its time and its peak memory. ``--posts 1000000`` needs some
gigabytes of disk.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from referat.mix.accuracy import load_accuracy
from referat.mix.archive import By, opened
from referat.mix.dataset import mix_field, schema
from referat.mix.layout import tables_of
from referat.mix.report import page
from referat.mix.study import study_of
from referat.mix.usage import SWITCHES

SEED = 20121018
POSTS = 20_000
PART = 50_000
EACH = 3  # insertions of a post
VOCABULARY = 5_000
SWEDISH = "Vi har läst ännu en rapport om framtidens kontor, och den lovar det mesta. "
ENGLISH = "Most offices will be empty by Friday. "


def generate(folder: Path, posts: int, batch: bool) -> None:
    """Write rows of ``posts`` posts."""
    draw = np.random.default_rng(SEED)
    for number, first in enumerate(range(0, posts, PART)):
        table = rows(draw, first, min(PART, posts - first))
        table = nested(table) if batch else table
        parquet.write_table(table, folder / f"part-{number:05d}.parquet", compression="zstd")


def rows(draw: np.random.Generator, first: int, count: int) -> pa.Table:
    """Rows as Arrow has them, column by column."""
    words = draw.integers(80, 900, count)
    english = np.minimum(words - 1, (words * draw.beta(1.2, 5, count)).astype(int))
    finding = (english * draw.beta(6, 2, count)).astype(int)
    term = ((english - finding) * draw.beta(2, 2, count)).astype(int)
    main = np.where(english > words / 2, english - finding - term, 0)
    share = english / words
    switches = {
        name: draw.binomial(words, share * rate)
        for name, rate in zip(
            SWITCHES,
            (0.03, 0.02, 0.02, 0.005, 0.05, 0.02),
            strict=True,
        )
    }
    sentences = words // 12
    mixed = draw.binomial(sentences, share)
    months = 12 * 2008 + draw.integers(0, 120, count)
    columns: dict[str, Any] = {
        "id": [f"{first + place:016x}" for place in range(count)],
        "origin": [f"export.jsonl#{first + place}" for place in range(count)],
        "url": pa.nulls(count, pa.string()),
        "title": [f"Inlägg {first + place}" for place in range(count)],
        "author": [f"Skribent {each}" for each in draw.integers(0, 1000, count)],
        "published": [f"{month // 12}-{month % 12 + 1:02d}-15" for month in months.tolist()],
        "site": [f"blogg-{each}.example" for each in draw.integers(0, 20, count)],
        "sources": [[f"Rapport {each}"] for each in draw.zipf(1.6, count) % 2000],
        "tags": [[f"etikett {each}"] for each in draw.integers(0, 40, count)],
        "words": words,
        "words_sv": words - english,
        "words_en": english,
        "languages": languages(words, english),
        "en_finding": finding,
        "en_term": term,
        "en_main": main,
        "en_own": english - finding - term - main,
        **switches,
        "utterances": sentences,
        "mixed": mixed,
        "shifts": draw.binomial(sentences, share / 2),
        "mixing": mixed * draw.uniform(0.2, 0.6, count),
        "cmi": 100 * np.minimum(share, 1 - share),
        "m_index": draw.uniform(0, 1, count),
        "i_index": sum(switches.values()) / (words - 1),
        "language_entropy": draw.uniform(0, 1, count),
        "span_entropy": draw.uniform(0, 5, count),
        "burstiness": draw.uniform(-0.5, 0.5, count),
        "memory": draw.uniform(-0.8, 0.8, count),
        "text": texts(draw, words),
        "stretches": stretches(words),
        "insertions": insertions(draw, count),
    }
    wanted = schema()
    arrays = [pa.array(columns[field.name], type=field.type) for field in wanted]
    return pa.Table.from_arrays(arrays, schema=wanted)


def nested(table: pa.Table) -> pa.Table:
    """The same rows as a dataset of summaries has them."""
    field = mix_field()
    kept = [table[each.name].combine_chunks() for each in field.type]
    texts_, titles = table["text"].to_pylist(), table["sources"].combine_chunks()
    sources = pa.ListArray.from_arrays(
        titles.offsets, pa.StructArray.from_arrays([titles.values], names=["title"])
    )
    summaries = pa.array([json.dumps({"text": text}) for text in texts_])
    told = "id origin url title author published site".split()
    return pa.Table.from_arrays(
        [
            *(table[name] for name in told),
            sources,
            summaries,
            pa.StructArray.from_arrays(kept, fields=list(field.type)),
        ],
        schema=pa.schema(
            [
                *(table.schema.field(name) for name in told),
                pa.field("sources", sources.type),
                pa.field("summary", pa.string()),
                field,
            ]
        ),
    )


def texts(draw: np.random.Generator, words: np.ndarray) -> list[str]:
    """Texts of so many letters as posts have, which do not pack to nothing."""
    letters = draw.choice(np.frombuffer(b"etaoinsrdlkmgvhfupb ", dtype=np.uint8), 7 * 1000 + 50_000)
    pool = letters.tobytes().decode("ascii")
    starts = draw.integers(0, 50_000, len(words)).tolist()
    return [
        pool[start : start + 7 * size] + ENGLISH
        for start, size in zip(starts, words.tolist(), strict=True)
    ]


def languages(words: np.ndarray, english: np.ndarray) -> pa.Array:
    """Two languages a post."""
    counts = np.column_stack([english, words - english]).ravel()
    kind = schema().field("languages").type
    codes = pa.array(["en", "sv"] * len(words))
    inner = pa.StructArray.from_arrays([codes, pa.array(counts)], fields=list(kind.value_type))
    return listed(inner, 2, kind)


def stretches(words: np.ndarray) -> pa.Array:
    """A Swedish stretch and an English one a post."""
    ends = 7 * words
    starts = np.column_stack([np.zeros_like(ends), ends]).ravel()
    stops = np.column_stack([ends, ends + len(ENGLISH)]).ravel()
    kind = schema().field("stretches").type
    inner = pa.StructArray.from_arrays(
        [
            pa.array(starts),
            pa.array(stops),
            pa.array(["sv", "en"] * len(words)),
            pa.array(["", "finding"] * len(words)),
        ],
        fields=list(kind.value_type),
    )
    return listed(inner, 2, kind)


def insertions(draw: np.random.Generator, count: int) -> pa.Array:
    """Insertions by Zipf's law."""
    total = EACH * count
    drawn = (draw.zipf(1.3, total) - 1) % VOCABULARY
    names = pa.array([f"buzzword {each}" for each in range(VOCABULARY)]).take(pa.array(drawn))
    kind = schema().field("insertions").type
    values = {
        "start": pa.array(np.full(total, 10)),
        "end": pa.array(np.full(total, 22)),
        "text": names,
        "phrase": names,
        "lemma": names,
        "words": pa.array(np.full(total, 2)),
        "marked": pa.array(draw.random(total) < 0.4),
        "inflected": pa.array(draw.random(total) < 0.1),
        "left": pa.array([SWEDISH] * total),
        "right": pa.array([SWEDISH] * total),
    }
    fields = list(kind.value_type)
    inner = pa.StructArray.from_arrays([values[field.name] for field in fields], fields=fields)
    return listed(inner, EACH, kind)


def listed(inner: pa.Array, each: int, kind: pa.DataType) -> pa.Array:
    """Lists of ``each`` items."""
    offsets = pa.array(np.arange(0, len(inner) + 1, each, dtype=np.int32))
    return pa.ListArray.from_arrays(offsets, inner, type=kind)


def measured(folder: Path, by: str, replicates: int) -> tuple[dict[str, float], float, int]:
    """Seconds of each part, peak memory in MiB, and bytes of the page; runs in its own process."""
    seconds = {}
    start = time.perf_counter()
    with opened(folder) as archive:
        study = study_of(archive, By(by), load_accuracy(), replicates)
    seconds["questions"] = time.perf_counter() - start
    start = time.perf_counter()
    made = page(study, tables_of(study))
    seconds["tables and page"] = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, most / (1 << 20 if sys.platform == "darwin" else 1 << 10), len(made.encode())


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=int, default=POSTS)
    parser.add_argument("--by", choices=[str(each) for each in By], default="month")
    parser.add_argument("--replicates", type=int, default=1_000)
    parser.add_argument("--batch", action="store_true", help="rows inside rows of summaries")
    parser.add_argument("--keep", type=Path, help="write the rows there and leave them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.glob("*.parquet")):
            generate(folder, options.posts, options.batch)
        size = sum(path.stat().st_size for path in folder.glob("*.parquet"))
        # A fresh interpreter, so that its peak is not that of generating.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            seconds, peak, page_size = pool.submit(
                measured, folder, options.by, options.replicates
            ).result()
    print("| posts | rows, MB | by | replicates | questions, s | tables and page, s | peak, MiB |")
    print("| ---: | ---: | --- | ---: | ---: | ---: | ---: |")
    print(
        f"| {options.posts:,} | {size / 1e6:.0f} | {options.by} | {options.replicates:,} | "
        f"{seconds['questions']:.1f} | {seconds['tables and page']:.1f} | {peak:.0f} |"
    )
    print(f"\nThe page has {page_size / 1e6:.1f} MB.")


if __name__ == "__main__":
    main()
