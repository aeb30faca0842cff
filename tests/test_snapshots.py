"""Whole outputs of the corpus, held against what they were.

A snapshot is the JSON of a post without what changes from version to version (provenance) and with
confidences and saliences to two decimals, as the contract promises them. One post a markup format
is also kept as Markdown and as HTML. The posts are of the split that rules are written on: nobody
should read about the others in a failing test. To write all anew after a change that is meant::

    python tests/test_snapshots.py --write
"""

from __future__ import annotations

import difflib
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import referat
from referat.summary import ProvenanceRecord, Summary
from referat.writers import WRITERS

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOTS = ROOT / "tests" / "snapshots"
STEMS = (
    "bibliotek-hogljudda",
    "butik-sjalvscanning",
    "cykel-vadret",
    "distans-kameran",
    "elnat-flexibilitet",
    "hemtjanst-robotar",
    "jordbruk-akerdata",
    "lokalpress-betalvagg",
    "losenord-trotthet",
    "pension-forval",
    "skola-skarmtid",
    "turism-november",
)
POSTS = [next((ROOT / "corpus" / "posts").glob(f"{stem}.*")) for stem in STEMS]
PAGES = {"cykel-vadret": "markdown", "turism-november": "html"}


@cache
def summary_of(path: Path) -> Summary:
    """The summary of a post of the corpus, its origin as seen from the repository's root."""
    summary = _pipeline()(path)
    origin = path.relative_to(ROOT).as_posix()
    return summary.model_copy(update={"post": summary.post.model_copy(update={"origin": origin})})


@cache
def _pipeline() -> referat.Pipeline:
    return referat.load()


def _rounded(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _rounded(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return round(value, 2) if key in ("confidence", "salience") else value


def as_json(path: Path) -> str:
    """The snapshot of one post."""
    record = summary_of(path).model_dump(mode="json", exclude={"provenance"})
    return json.dumps(_rounded(record), ensure_ascii=False, indent=1) + "\n"


def as_page(path: Path) -> str:
    """The page of one post in its format, without versions in its provenance."""
    nameless = ProvenanceRecord(referat="0", settings="0" * 16, stages=[])
    summary = summary_of(path).model_copy(update={"provenance": nameless})
    return WRITERS[PAGES[path.stem]].write(summary, "sv")


def page_name(stem: str) -> str:
    """The file name of a post's page."""
    return f"{stem}{WRITERS[PAGES[stem]].suffix}"


def wanted() -> dict[Path, str]:
    """Every snapshot there should be, as it would be written now."""
    snapshots = {SNAPSHOTS / f"{path.stem}.json": as_json(path) for path in POSTS}
    for path in POSTS:
        if path.stem in PAGES:
            snapshots[SNAPSHOTS / page_name(path.stem)] = as_page(path)
    return snapshots


def compare(name: str, found: str) -> None:
    """Fail with what differs, and with what to do."""
    path = SNAPSHOTS / name
    kept = path.read_text(encoding="utf-8") if path.is_file() else ""
    if kept != found:
        lines = difflib.unified_diff(
            kept.splitlines(), found.splitlines(), "kept", "found", lineterm="", n=2
        )
        shown = list(lines)
        more = f"\n… and {len(shown) - 80} more lines" if len(shown) > 80 else ""
        pytest.fail(
            f"{name} is not what it was; if that is meant: python tests/test_snapshots.py --write\n"
            + "\n".join(shown[:80])
            + more,
            pytrace=False,
        )


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.stem)
def test_a_post_of_the_corpus_gives_what_it_gave(path: Path) -> None:
    compare(f"{path.stem}.json", as_json(path))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_it_was(name: str) -> None:
    (path,) = [path for path in POSTS if path.stem == name]
    compare(page_name(name), as_page(path))


def test_no_snapshot_is_left_over() -> None:
    kept = {path.name for path in SNAPSHOTS.iterdir()}
    assert kept == {f"{path.stem}.json" for path in POSTS} | set(map(page_name, PAGES))


def test_a_difference_is_shown_line_by_line() -> None:
    path = POSTS[0]
    changed = as_json(path).replace('"schema_version": "1"', '"schema_version": "2"')
    with pytest.raises(pytest.fail.Exception) as failed:
        compare(f"{path.stem}.json", changed)
    assert '+ "schema_version": "2"' in str(failed.value)
    assert "--write" in str(failed.value)


def write() -> None:
    """Write all snapshots anew, and remove those of posts that are gone."""
    SNAPSHOTS.mkdir(exist_ok=True)
    snapshots = wanted()
    for path in SNAPSHOTS.iterdir():
        if path not in snapshots:
            path.unlink()
    for path, text in snapshots.items():
        path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(snapshots)} snapshots written\n")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_snapshots.py --write")
    write()
