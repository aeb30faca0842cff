"""Checks the corpus: every gold file against its post, the contract and itself.

A gold file is written once and then outlives readers, models and lexicons that change around it.
This script is what notices when they have drifted apart: a post that the reader turns into another
text, an offset that no longer points at the words it claims, an id that leads nowhere. Each problem
is one line with the file, the place in it, and both strings; the exit status is 1 if there is any.

    python scripts/check_corpus.py --corpus corpus
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from referat.errors import ReferatError
from referat.post import Section
from referat.promises import broken
from referat.readers import read
from referat.settings import InputSettings, load_settings
from referat.summary import Summary
from referat.text.words import count_words

# How many code points of a text a message shows from where two texts part.
EXCERPT = 40
DEFAULT_CORPUS = Path(__file__).resolve().parent.parent / "corpus"


class Problem(NamedTuple):
    """One thing that is wrong: in which file, where in it, and the two strings that differ."""

    file: str
    where: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: expected {self.expected!r}, found {self.found!r}"


def check_corpus(corpus: Path, settings: InputSettings) -> list[Problem]:
    """All problems of a folder that holds ``posts/`` and ``gold/``, in the order of file names."""
    posts: dict[str, list[Path]] = {}
    for path in sorted((corpus / "posts").glob("*.*")):
        posts.setdefault(path.stem, []).append(path)
    golds = {path.stem: path for path in sorted((corpus / "gold").glob("*.json"))}
    if not posts and not golds:
        return [Problem(str(corpus), "folder", "posts/ and gold/ with files in them", "nothing")]
    problems: list[Problem] = []
    for stem in sorted(posts.keys() | golds.keys()):
        found = posts.get(stem, [])
        if stem not in golds:
            problems.append(Problem(found[0].name, "gold", f"gold/{stem}.json", "no such file"))
        elif len(found) != 1:
            names = ", ".join(path.name for path in found) or "no such file"
            problems.append(Problem(golds[stem].name, "post", f"one file posts/{stem}.*", names))
        else:
            problems.extend(check_pair(found[0], golds[stem], settings))
    return problems


def check_pair(post: Path, gold: Path, settings: InputSettings) -> list[Problem]:
    """The problems of one gold file, with the post it belongs to."""
    try:
        summary = Summary.model_validate_json(gold.read_bytes())
    except ValidationError as error:
        return [
            Problem(
                gold.name,
                ".".join(str(part) for part in item["loc"]),
                item["msg"],
                str(item.get("input"))[:EXCERPT],
            )
            for item in error.errors()
        ]
    problems = [Problem(gold.name, "promise", "kept", message) for message in broken(summary)]
    problems += [
        Problem(gold.name, where, "an id of this file, once", name)
        for where, name in lost_ids(summary)
    ]
    problems += text_problems(post, gold.name, summary, settings)
    if (counted := words_by_language(summary)) != summary.mix.tokens:
        problems.append(Problem(gold.name, "mix.tokens", str(counted), str(summary.mix.tokens)))
    return problems


def text_problems(
    post: Path, gold_name: str, summary: Summary, settings: InputSettings
) -> list[Problem]:
    """Whether the reader still makes of the post the text that the gold's offsets count into."""
    try:
        texts = [made.text for made in read(post, settings)]
    except ReferatError as error:
        return [Problem(post.name, "post", "a post that can be read", str(error))]
    if len(texts) != 1:
        return [Problem(post.name, "post", "one post", str(len(texts)))]
    made, kept = texts[0], summary.text
    if made == kept:
        return []
    at = next(
        (i for i, (a, b) in enumerate(zip(made, kept, strict=False)) if a != b),
        min(len(made), len(kept)),
    )
    where = f"text from {at}"
    return [Problem(gold_name, where, made[at : at + EXCERPT], kept[at : at + EXCERPT])]


def lost_ids(summary: Summary) -> Iterator[tuple[str, str]]:
    """Ids given twice, and mentions of ids that nothing in the file has: path and id."""
    layers = ("comments", "sources", "findings", "commentary", "references", "claims")
    given = Counter(record.id for layer in layers for record in getattr(summary, layer))
    yield from (("ids", name) for name, times in given.items() if times > 1)
    pointers = ("comment", "reply_to", "continues", "source", "finding", "commentary")
    for path, record in _records(summary.model_dump(mode="json"), ""):
        named = [record[key] for key in pointers if isinstance(record.get(key), str)]
        named += [*record.get("about", ()), *record.get("evidence", ())]
        yield from ((path, name) for name in named if name not in given)


def words_by_language(summary: Summary) -> dict[str, int]:
    """Words of the post section by the language of their run; ``und`` is no language."""
    counted: Counter[str] = Counter()
    blocks = [block for block in summary.blocks if block.section is Section.POST]
    for run in summary.runs:
        if run.language != "und" and any(
            block.start <= run.start and run.end <= block.end for block in blocks
        ):
            counted[run.language] += count_words(summary.text, run.start, run.end)
    return {language: counted[language] for language in sorted(counted) if counted[language]}


def _records(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON object in ``value`` but the outermost, with its path (ids rather than indices)."""
    if isinstance(value, dict):
        if path:
            yield path, value
        for key, inner in value.items():
            yield from _records(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            name = inner.get("id", index) if isinstance(inner, dict) else index
            yield from _records(inner, f"{path}[{name}]")


def main(arguments: list[str] | None = None) -> int:
    """Prints every problem; 0 if there is none, else 1."""
    parser = argparse.ArgumentParser(description="Check the corpus and its gold files.")
    parser.add_argument(
        "--corpus",
        type=Path,
        default=DEFAULT_CORPUS,
        metavar="DIR",
        help="folder with posts/ and gold/ (default: the corpus of this checkout)",
    )
    corpus = parser.parse_args(arguments).corpus
    problems = check_corpus(corpus, load_settings().input)
    for problem in problems:
        print(problem)
    if not problems:
        count = len(list((corpus / "gold").glob("*.json")))
        print(f"{corpus}: {count} posts with gold, no problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
