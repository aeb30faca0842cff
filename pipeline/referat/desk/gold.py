"""Corrected posts as a corpus with gold, in the layout that ``referat evaluate`` takes.

A post goes out with the file it was read from, so that the evaluation reads it as the desk did;
where the desk has no file of its own for it, with its text. Each gold file is held against its
post by the checks of the corpus. One that does not pass is left out, and the reason is told: gold
that is wrong in one place is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from referat.desk.exports import file_name
from referat.desk.store import Store
from referat.errors import ReferatError
from referat.evaluate.checks import Problem, gold_problems, words_by_language
from referat.settings import InputSettings
from referat.summary import MixRecord, ProvenanceRecord, Summary
from referat.writers.files import write_file

GOLD = ProvenanceRecord(referat="gold", settings="0" * 16, stages=[])
"""What gold says of its making, as in the corpus: no program has judged anything."""
_SUFFIXES = frozenset(
    ".txt .text .md .markdown .html .htm .xhtml .docx .odt .pdf .eml .xml .json .jsonl".split()
)


class Exported(NamedTuple):
    """One post: the name of its files, and what kept it back, if anything did."""

    name: str
    problem: str | None


def as_gold(summary: Summary, name: str, file: str) -> Summary:
    """A corrected summary as gold: nothing is uncertain in it.

    Args:
        summary: the editor's version.
        name: the post's name in the corpus, which is its id.
        file: the name of the post's file.
    """
    tokens = words_by_language(summary)
    return summary.model_copy(
        update={
            "post": summary.post.model_copy(update={"id": name, "origin": file}),
            "blocks": [item.model_copy(update={"confidence": 1.0}) for item in summary.blocks],
            "runs": [item.model_copy(update={"confidence": 1.0}) for item in summary.runs],
            "findings": [item.model_copy(update={"confidence": 1.0}) for item in summary.findings],
            "mix": MixRecord(
                tokens=tokens,
                share=summary.mix.share,
                switch_points=summary.mix.switch_points,
            ),
            "provenance": GOLD,
        }
    )


def export_gold(store: Store, folder: Path, settings: InputSettings) -> Iterator[Exported]:
    """Write the posts that an editor has corrected or been through.

    Args:
        store: the desk's.
        folder: where ``posts/`` and ``gold/`` are, or are to be; files of the same posts are
            replaced, others stay.
        settings: what the readers may read.

    Raises:
        ReferatError: the folder cannot be written.
    """
    posts, golds = folder / "posts", folder / "gold"
    try:
        posts.mkdir(parents=True, exist_ok=True)
        golds.mkdir(parents=True, exist_ok=True)
        for number in store.corrected():
            yield _export(store, number, posts, golds, settings)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ReferatError(f"{folder}: cannot be written ({reason}); name another") from error


def _export(
    store: Store, number: int, posts: Path, golds: Path, settings: InputSettings
) -> Exported:
    summary = store.get(number).summary
    name = file_name(summary, number)
    for known in (*posts.glob(f"{name}.*"), golds / f"{name}.json"):
        known.unlink(missing_ok=True)
    problem = "no file of it can be read again"
    for suffix, data in _files(store, number, summary):
        post, gold = posts / f"{name}{suffix}", golds / f"{name}.json"
        post.write_bytes(data)
        write_file(gold, as_gold(summary, name, post.name).to_json())
        _, problems = gold_problems(post, gold, settings)
        if not problems:
            return Exported(name, None)
        problem = _worst(problems)
        post.unlink()
        gold.unlink()
    return Exported(name, problem)


def _files(store: Store, number: int, summary: Summary) -> Iterator[tuple[str, bytes]]:
    """What the post may be written as: the file it came from, then its text."""
    original = store.original(number)
    if original is not None and original[0] in _SUFFIXES:
        yield original
    yield ".txt", summary.text.encode("utf-8", "replace")


def _worst(problems: list[Problem]) -> str:
    """The first problem that an editor can do something about."""
    promised = [problem for problem in problems if problem.where == "promise"]
    return promised[0].found if promised else str(problems[0])
