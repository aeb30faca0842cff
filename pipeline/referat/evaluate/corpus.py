"""A corpus on disk: posts, their gold, their tags, and the splits.

    posts/NAME.{txt,md,html}    the posts
    gold/NAME.json              gold of each, in the shape of `referat schema`
    posts.json                  what each post is: author, subject, year, tags (optional)
    splits.json                 names by split (optional)

Whatever does not fit together is refused, with every problem named, before anything is measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from referat.errors import ReferatError
from referat.evaluate.checks import EXCERPT, Problem, gold_problems, table_problems
from referat.settings import InputSettings
from referat.summary import Summary

# How many problems an error message lists.
SHOWN = 20
# The one split of a corpus without splits.
WHOLE = "all"


class CorpusError(ReferatError):
    """A corpus that cannot be measured against: the problems, a line for each."""

    def __init__(self, folder: Path, problems: Sequence[Problem]) -> None:
        super().__init__(folder, problems)
        self.folder = folder
        self.problems = tuple(problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"... and {len(self.problems) - SHOWN} more")
        return f"{self.folder}: {len(self.problems)} problems in the corpus\n" + "\n".join(lines)


class PostCard(BaseModel):
    """What a post of the corpus is; none of it is known to the pipeline."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    author: str | None = None
    """The invented author, also where the post does not name them: splits part authors."""
    subject: str | None = None
    year: int | None = None
    style: str | None = None
    quirk: str | None = None
    """An oddity of the file: its encoding, line ends, broken markup."""
    hard: str | None = None
    """The obvious rule that fails in this post, and where."""
    tags: tuple[str, ...] = ()
    """The phenomena that stand in it (corpus/README.md lists them)."""


_T = TypeVar("_T")
_CARDS = TypeAdapter(dict[str, PostCard])
_SPLITS = TypeAdapter(dict[str, list[str]])


@dataclass(frozen=True, slots=True)
class GoldPost:
    """One post with its gold."""

    name: str
    path: Path
    gold: Summary
    card: PostCard
    split: str | None

    @property
    def format(self) -> str:
        """The file's suffix without the dot."""
        return self.path.suffix.lstrip(".")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Posts with gold, in the order of their names.

    ``digest`` is the SHA-256 (hexadecimal) over names and bytes of all posts and gold files: floors
    hold for the corpus they were measured on.
    """

    folder: Path
    posts: tuple[GoldPost, ...]
    digest: str

    @property
    def splits(self) -> list[str]:
        """The names of the splits; ``all`` is that of a corpus without any."""
        return sorted({post.split for post in self.posts if post.split}) or [WHOLE]

    @property
    def default_split(self) -> str:
        """What is measured when nothing is asked for: ``dev`` where there is one. Never ``test``:
        who looks at its scores while working tunes on it.
        """
        return next((name for name in ("dev", WHOLE) if name in self.splits), self.splits[0])

    def split(self, name: str) -> tuple[GoldPost, ...]:
        """The posts of one split.

        Raises:
            ReferatError: there is no such split.
        """
        if name not in self.splits:
            raise ReferatError(
                f"{self.folder}: no split {name!r}; there are {', '.join(self.splits)}"
            )
        return tuple(post for post in self.posts if name == (post.split or WHOLE))


def load_corpus(folder: Path, settings: InputSettings) -> Corpus:
    """Read and check a corpus.

    Raises:
        CorpusError: a gold file without post or post without gold, a checksum, span or id that is
            wrong, a text that the reader no longer makes, a split that names no post.
    """
    posts: dict[str, list[Path]] = {}
    for path in sorted((folder / "posts").glob("*.*")):
        posts.setdefault(path.stem, []).append(path)
    golds = {path.stem: path for path in sorted((folder / "gold").glob("*.json"))}
    if not posts and not golds:
        raise CorpusError(
            folder, [Problem(str(folder), "folder", "posts/ and gold/ with files", "nothing")]
        )
    problems: list[Problem] = []
    cards = _read(folder / "posts.json", _CARDS, problems)
    splits = _read(folder / "splits.json", _SPLITS, problems)
    problems += table_problems(folder / "splits.json", splits, posts, unique=True)
    if cards is not None:
        problems += table_problems(
            folder / "posts.json", {"posts": list(cards)}, posts, unique=True
        )
    split_of = {name: split for split, names in (splits or {}).items() for name in names}
    made: list[GoldPost] = []
    hashed = hashlib.sha256()
    for name in sorted(posts.keys() | golds.keys()):
        found = posts.get(name, [])
        if name not in golds:
            problems.append(Problem(found[0].name, "gold", f"gold/{name}.json", "no such file"))
            continue
        if len(found) != 1:
            names = ", ".join(path.name for path in found) or "no such file"
            problems.append(Problem(golds[name].name, "post", f"one file posts/{name}.*", names))
            continue
        gold, wrong = gold_problems(found[0], golds[name], settings)
        problems += wrong
        for path in (found[0], golds[name]):
            hashed.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        if gold is not None:
            card = (cards or {}).get(name, PostCard())
            made.append(GoldPost(name, found[0], gold, card, split_of.get(name)))
    if problems:
        raise CorpusError(folder, problems)
    return Corpus(folder, tuple(made), hashed.hexdigest())


def _read(file: Path, shape: TypeAdapter[_T], problems: list[Problem]) -> _T | None:
    """A JSON file of a known shape, ``None`` where there is none; what is wrong goes to
    ``problems``.
    """
    try:
        return shape.validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        problems += [
            Problem(
                file.name,
                ".".join(str(part) for part in item["loc"]) or "file",
                item["msg"],
                str(item.get("input"))[:EXCERPT],
            )
            for item in error.errors()
        ]
        return None
