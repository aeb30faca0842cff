"""Checks the corpus: every gold file against its post, the contract and itself, and the pairs.

Each problem is one line with the file, the place in it, and both strings; the exit status is 1 if
there is any.

    python scripts/check_corpus.py --corpus corpus
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from referat.evaluate.corpus import CorpusError, load_corpus
from referat.settings import load_settings

DEFAULT_CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def pair_problems(folder: Path) -> Iterator[str]:
    """What is wrong with the sentence pairs: a line is no record of full fields, an id or a
    sentence comes twice, also between train and test.
    """
    seen: dict[str, str] = {}
    for path in sorted((folder / "pairs").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            place = f"pairs/{path.name}:{number}"
            try:
                record = json.loads(line)
            except ValueError as error:
                yield f"{place}: no JSON ({error})"
                continue
            empty = [key for key, value in record.items() if not str(value).strip()]
            if empty or "id" not in record:
                yield f"{place}: no {', '.join(empty) or 'id'}"
                continue
            content = {key: value for key, value in record.items() if key not in ("id", "topic")}
            for said in (record["id"], json.dumps(content, ensure_ascii=False)):
                if said in seen:
                    yield f"{place}: stands in {seen[said]} too: {said}"
                seen[said] = place


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
    folder = parser.parse_args(arguments).corpus
    try:
        corpus = load_corpus(folder, load_settings().input)
    except CorpusError as error:
        for problem in error.problems:
            print(problem)
        return 1
    wrong = list(pair_problems(folder))
    for line in wrong:
        print(line)
    if wrong:
        return 1
    print(f"{folder}: {len(corpus.posts)} posts with gold, no problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
