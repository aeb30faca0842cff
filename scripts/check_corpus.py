"""Checks the corpus: every gold file against its post, the contract and itself.

Each problem is one line with the file, the place in it, and both strings; the exit status is 1 if
there is any.

    python scripts/check_corpus.py --corpus corpus
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from referat.evaluate.corpus import CorpusError, load_corpus
from referat.settings import load_settings

DEFAULT_CORPUS = Path(__file__).resolve().parent.parent / "corpus"


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
    print(f"{folder}: {len(corpus.posts)} posts with gold, no problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
