"""Measure `referat batch`: throughput, overhead, memory, kills at random moments, poison.

Archives are made of the corpus (`batch_archives`), jobs run as processes of their own, through the
command line. What is held against targets says so in the last column.

    python scripts/bench_batch.py [speed] [costs] [scale] [kills] [poison] [ray] [--posts 400]

``speed`` runs one archive with one worker and with two, an eighth of it with one, and the bare loop
(read, summarise, count, write JSON) over it; overhead is the time of all processes against its,
both without their start. ``--posts`` is the longest archive, in posts. ``costs`` measures the parts
of the same in one process. ``scale`` runs archives of
more and more posts, short ones by rules alone, so that it is the engine that is measured. ``ray``
needs the extra of that name, and starts a cluster of two nodes on loopback. The defaults take some
minutes.

On a machine that others use, seconds say little. CPU time of all processes stands beside them, and
what two workers would reach on two idle cores follows from it: twice a worker's share of it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from batch_archives import SEED, write_jsonl, write_poisoned_zip, write_short_jsonl
from batch_cluster import cluster
from batch_costs import costs
from batch_measure import Measured, environment, measured

COMMAND = [sys.executable, "-m", "referat.cli", "batch"]
# The bare loop: what reading, the pipeline and what a row holds cost by themselves.
LOOP = """
import sys
import referat
from referat.mix.rows import row_of
from referat.models import load_word_model
from referat.summarise import summary_of
nlp = referat.load()
log_odds = load_word_model().log_odds
for post in referat.read(sys.argv[1]):
    for stage in nlp.stages:
        post = stage(post)
    summary_of(post, nlp.provenance).to_json(indent=None)
    row_of(post, "", log_odds)
"""
# Rules alone, without models of syntax and stance.
LIGHT = '[syntax]\nmodel_sv = ""\nmodel_en = ""\n[commentary]\nstance = ""\n'


def batch(archive: Path, out: Path, workers: int, settings: Path | None = None) -> list[str]:
    """The command line of a job."""
    more = ["--settings", str(settings)] if settings else []
    return [*COMMAND, str(archive), "--out", str(out), "-w", str(workers), "--quiet", *more]


def rows(out: Path) -> dict[str, str]:
    """A digest of each row of a dataset by its key."""
    from pyarrow import parquet

    found = {}
    for path in sorted((out / "posts").glob("part-*.parquet")):
        for row in parquet.read_table(path).to_pylist():
            if row["key"] in found:
                raise SystemExit(f"{out}: the post {row['key']} stands in it twice")
            found[row["key"]] = json.dumps(row, sort_keys=True)
    return found


def bench_speed(folder: Path, posts: int) -> None:
    """Throughput with one worker and with two, cost a post, overhead, memory."""
    small, large = folder / "small.jsonl", folder / "large.jsonl"
    few = max(posts // 8, 1)
    write_jsonl(small, few)
    write_jsonl(large, posts)
    runs = {
        (few, 1): measured(batch(small, folder / "few", 1)),
        (few, 2): measured(batch(small, folder / "few-two", 2)),
        (posts, 1): measured(batch(large, folder / "one", 1)),
        (posts, 2): measured(batch(large, folder / "two", 2)),
        (posts, 0): measured(batch(large, folder / "two", 2)),
    }
    loops = [measured([sys.executable, "-c", LOOP, str(each)]) for each in (small, large)]
    print("| job | posts | seconds | CPU s | posts a second | MiB, first | MiB, largest worker |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for (count, workers), run in runs.items():
        name = f"{workers} worker{'s' * (workers > 1)}" if workers else "again: nothing to do"
        rate = f"{count / run.seconds:.1f}"
        print(
            f"| {name} | {count} | {run.seconds:.1f} | {run.work:.1f} | {rate} | {run.first:.0f} "
            f"| {run.worker:.0f} |"
        )
    print(
        f"| bare loop | {posts} | {loops[1].seconds:.1f} | {loops[1].work:.1f} | "
        f"{posts / loops[1].seconds:.1f} | {loops[1].first:.0f} | |\n"
    )
    # Starting costs the same for any number of posts: differences leave it out.
    one = runs[posts, 1].work - runs[few, 1].work
    bare = loops[1].work - loops[0].work
    seconds = {each: runs[posts, each].seconds - runs[few, each].seconds for each in (1, 2)}
    print("| measure | value | target |")
    print("| --- | ---: | ---: |")
    print(f"| two workers against one, in seconds | {seconds[1] / seconds[2]:.2f} | 1.85 |")
    # Two workers share what is their work; the first process needs its part of two cores as well.
    shared, apart = runs[posts, 2].work - runs[few, 2].work, runs[posts, 2].own - runs[few, 2].own
    alone = one - (runs[posts, 1].own - runs[few, 1].own)
    print(
        f"| the same by CPU time, on two cores: {alone:.1f} s of a worker, {shared:.1f} s of all, "
        f"{apart:.1f} s of the first process | {2 * alone / shared:.2f} | 1.85 |"
    )
    print(f"| overhead of the engine, in CPU time | {one / bare - 1:.1%} | 5 % |")
    print(
        f"| CPU ms a post, engine and bare loop | {one / (posts - few) * 1e3:.1f}, "
        f"{bare / (posts - few) * 1e3:.1f} | |"
    )
    growth = runs[posts, 1].first - runs[few, 1].first, runs[posts, 1].worker - runs[few, 1].worker
    print(
        f"| MiB more at {posts} posts than at {few}, first process and worker "
        f"| {growth[0]:+.0f}, {growth[1]:+.0f} | |\n"
    )


def bench_costs(folder: Path, posts: int) -> None:
    """Cost a post by parts, and what of it is the engine."""
    write_jsonl(folder / "costs.jsonl", posts)
    found = costs(folder / "costs.jsonl", folder / "costs")
    work = found["reading"] + found["pipeline"]
    print("| " + " | ".join(f"{name}, CPU ms a post" for name in found) + " | overhead | target |")
    print("| ---: " * (len(found) + 2) + "|")
    share = (sum(found.values()) - work) / work
    print("| " + " | ".join(f"{each:.2f}" for each in found.values()) + f" | {share:.1%} | 5 % |\n")


def bench_scale(folder: Path, counts: list[int]) -> None:
    """Cost a post and memory over archives of more and more short posts, by rules alone."""
    settings = folder / "light.toml"
    settings.write_text(LIGHT, encoding="utf-8")
    print(
        "| posts | seconds | CPU s | CPU ms a post | MiB, first | MiB, largest worker | check, s |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in counts:
        archive, out = folder / "scale.jsonl", folder / f"scale-{count}"
        write_short_jsonl(archive, count)
        run = measured(batch(archive, out, 2, settings))
        again = measured(batch(archive, out, 2, settings))
        print(
            f"| {count:,} | {run.seconds:.1f} | {run.work:.1f} | {run.work / count * 1e3:.2f} "
            f"| {run.first:.0f} | {run.worker:.0f} | {again.seconds:.1f} |",
            flush=True,
        )
    print()


def bench_kills(folder: Path, posts: int, kills: int) -> None:
    """One job, killed at random moments, against one that is left alone."""
    archive, settings = folder / "killed.jsonl", folder / "settings.toml"
    # Rules alone, and small files: more of the moments fall where the dataset is written.
    settings.write_text(f"{LIGHT}[batch]\npart_posts = 4\n", encoding="utf-8")
    write_jsonl(archive, 1)
    start = measured(batch(archive, folder / "started", 2, settings)).seconds
    write_jsonl(archive, posts)
    command = batch(archive, folder / "killed", 2, settings)
    whole = measured(batch(archive, folder / "whole", 2, settings))
    chance = random.Random(SEED)  # noqa: S311 (nothing secret)
    met = 0
    for _ in range(kills):
        job = subprocess.Popen(command, env=environment(), start_new_session=True)
        try:
            job.wait(chance.uniform(0.2, start + 2.0))
        except subprocess.TimeoutExpired:
            met += 1
            # The job alone half of the times, with all its workers else.
            if chance.random() < 0.5:
                job.kill()
            else:
                os.killpg(job.pid, signal.SIGKILL)
            job.wait()
    measured(command)
    before, after = rows(folder / "whole"), rows(folder / "killed")
    print("| posts | starts | killed | rows | equal to the undisturbed run | its seconds |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    same = "yes" if before == after and len(after) == posts else "NO"
    print(f"| {posts} | {kills + 1} | {met} | {len(after)} | {same} | {whole.seconds:.1f} |\n")


def bench_poison(folder: Path, posts: int, every: int) -> None:
    """An archive in which one record in so many cannot be read."""
    archive, out = folder / "poisoned.zip", folder / "poisoned"
    good, bad = write_poisoned_zip(archive, posts, every)
    measured(batch(archive, out, 2), status=(0, 1))
    came = {json.loads(row)["origin"].partition("!")[2] for row in rows(out).values()}
    lines = [json.loads(line) for line in (out / "rejected.jsonl").read_text().splitlines()]
    places = [f"{line['origin']} {line['record']}" for line in lines]
    named = sum(any(name in place for place in places) for name in bad)
    print("| posts | good | come out | bad | named in rejected.jsonl | lines in it |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    print(f"| {posts} | {len(good)} | {len(came & good)} | {len(bad)} | {named} | {len(lines)} |\n")
    print("| reason | times |")
    print("| --- | ---: |")
    for reason, times in Counter(line["error"] for line in lines).most_common():
        print(f"| {' '.join(reason.split())[:110]} | {times} |")


def bench_ray(folder: Path, posts: int) -> None:
    """One archive by two workers of this machine, and by those of two nodes of a cluster."""
    counts = (max(posts // 8, 1), posts)
    for count in counts:
        write_jsonl(folder / f"{count}.jsonl", count)
    with cluster(2) as address:
        runs: dict[tuple[str, int], Measured] = {}
        for name, more in (("local", []), ("ray", ["--address", address])):
            for count in counts:
                command = batch(folder / f"{count}.jsonl", folder / f"{name}-{count}", 2)
                command += ["--engine", name, *more]
                runs[name, count] = measured(command, everywhere=True)
    print("| engine | posts | seconds | CPU s | CPU s, first process | ms a post without start |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    few, many = counts
    each = {}
    for name in ("local", "ray"):
        each[name] = (runs[name, many].work - runs[name, few].work) / (many - few) * 1e3
        for count in counts:
            run, cost = runs[name, count], f"{each[name]:.1f}" if count == many else ""
            print(
                f"| {name} | {count} | {run.seconds:.1f} | {run.work:.1f} | {run.own:.1f} "
                f"| {cost} |"
            )
    same = "yes" if rows(folder / f"local-{many}") == rows(folder / f"ray-{many}") else "NO"
    print(f"\nrows equal: {same}; overhead of the cluster {each['ray'] / each['local'] - 1:.1%}\n")


def main() -> None:
    """Measure what is asked for, and print it as Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", default=["speed", "costs", "kills", "poison"])
    parser.add_argument("--posts", type=int, default=400, help="posts of the longest archive")
    parser.add_argument("--scale", type=int, nargs="+", default=[1_000, 10_000], help="posts")
    parser.add_argument("--kills", type=int, default=10, help="how often the job is killed")
    parser.add_argument("--kill-posts", type=int, default=200, help="posts of the job to kill")
    parser.add_argument("--poison-posts", type=int, default=300, help="members of the archive")
    parser.add_argument("--every", type=int, default=10, help="one member in so many is bad")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "speed" in chosen.parts:
            bench_speed(folder, chosen.posts)
        if "costs" in chosen.parts:
            bench_costs(folder, chosen.posts)
        if "scale" in chosen.parts:
            bench_scale(folder, chosen.scale)
        if "kills" in chosen.parts:
            bench_kills(folder, chosen.kill_posts, chosen.kills)
        if "ray" in chosen.parts:
            bench_ray(folder, chosen.posts)
        if "poison" in chosen.parts:
            bench_poison(folder, chosen.poison_posts, chosen.every)


if __name__ == "__main__":
    main()
