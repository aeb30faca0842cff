"""Gold from annotations: print a post's lines, compile an annotation, make one of gold again.

    python scripts/gold.py lines corpus/posts/NAME.txt      the post's text, line by line, numbered
    python scripts/gold.py make ANNOTATION.json --posts DIR --gold DIR
    python scripts/gold.py edit corpus/gold/NAME.json > ANNOTATION.json

The format is described in corpus/GUIDELINES.md, "How an annotation is written".
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from referat.errors import ReferatError
from referat.evaluate.annotation.locate import numbered
from referat.evaluate.annotation.making import make
from referat.evaluate.annotation.reverse import edit
from referat.readers import read
from referat.settings import load_settings
from referat.summary import Summary

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run one of the three commands; 1 where an annotation is refused."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    lines = commands.add_parser("lines", help="print a post's text with numbered lines")
    lines.add_argument("post", type=Path)
    maker = commands.add_parser("make", help="write gold files from annotations")
    maker.add_argument("annotations", type=Path, nargs="+", metavar="ANNOTATION")
    maker.add_argument("--posts", type=Path, default=ROOT / "corpus" / "posts")
    maker.add_argument("--gold", type=Path, default=ROOT / "corpus" / "gold")
    editor = commands.add_parser("edit", help="print the annotation of a gold file")
    editor.add_argument("gold", type=Path)
    arguments = parser.parse_args()
    settings = load_settings().input
    if arguments.command == "lines":
        (post,) = read(arguments.post, settings)
        for number, span in numbered(post.text):
            print(f"{number:4} | {span.of(post.text)}")
        return 0
    if arguments.command == "edit":
        gold = Summary.model_validate_json(arguments.gold.read_bytes())
        print(json.dumps(edit(gold), ensure_ascii=False, indent=1))
        return 0
    failed = 0
    for path in arguments.annotations:
        try:
            post_path = next(arguments.posts.glob(f"{path.stem}.*"))
            annotation = json.loads(path.read_text(encoding="utf-8"))
            gold = make(annotation, post_path, settings)
        except StopIteration:
            print(f"{path}: there is no post {path.stem}.* in {arguments.posts}", file=sys.stderr)
            failed += 1
        except (ReferatError, json.JSONDecodeError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            failed += 1
        else:
            (arguments.gold / f"{path.stem}.json").write_text(gold.to_json(), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
