"""What is wrong with a gold file: its shape, its spans, its ids, its promises, its post.

A gold file is written once and then outlives readers, models and lexicons that change around it.
This is what notices when they have drifted apart: a post that the reader turns into another text,
an offset that no longer points at the words it claims, an id that leads nowhere, a claim outside
the finding it is said to come from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from referat.errors import ReferatError
from referat.evaluate.alignment import Spanned
from referat.post import Section, Voice
from referat.promises import broken
from referat.readers import read
from referat.settings import InputSettings
from referat.summary import Summary, TextSpan
from referat.text.words import count_words

# How many code points of a text a message shows from where two texts part.
EXCERPT = 40


class Problem(NamedTuple):
    """One thing that is wrong: in which file, where in it, and the two strings that differ."""

    file: str
    where: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: expected {self.expected!r}, found {self.found!r}"


def gold_problems(
    post: Path, gold: Path, settings: InputSettings
) -> tuple[Summary | None, list[Problem]]:
    """A gold file, checked against the post it belongs to; ``None`` where it has another shape."""
    name = gold.name
    try:
        summary = Summary.model_validate_json(gold.read_bytes())
    except ValidationError as error:
        return None, [
            Problem(
                name,
                ".".join(str(part) for part in item["loc"]),
                item["msg"],
                str(item.get("input"))[:EXCERPT],
            )
            for item in error.errors()
        ]
    problems = [Problem(name, "promise", "kept", message) for message in broken(summary)]
    problems += [
        Problem(name, where, "an id of this file, once", found)
        for where, found in lost_ids(summary)
    ]
    if not problems:
        problems += [Problem(name, *parts) for parts in _misplaced(summary)]
    problems += _text_problems(post, name, summary, settings)
    if (counted := words_by_language(summary)) != summary.mix.tokens:
        problems.append(Problem(name, "mix.tokens", str(counted), str(summary.mix.tokens)))
    return summary, problems


def table_problems(
    file: Path, table: Mapping[str, Sequence[str]] | None, known: Iterable[str], unique: bool
) -> list[Problem]:
    """What is wrong with ``splits.json`` or the like: names of posts that do not exist or, where
    each post has one place (``unique``), stand in two or none.
    """
    if table is None:
        return []
    posts = set(known)
    times = Counter(name for names in table.values() for name in names)
    problems = [
        Problem(file.name, name, "the name of a post", "no such post")
        for name in sorted(times.keys() - posts)
    ]
    if unique:
        problems += [
            Problem(file.name, name, "in one split", f"in {times[name]}")
            for name in sorted(posts)
            if times[name] != 1
        ]
    return problems


def lost_ids(summary: Summary) -> Iterator[tuple[str, str]]:
    """Ids given twice, and mentions of ids that nothing in the file has: path and id."""
    layers = ("comments", "sources", "findings", "commentary", "references", "claims")
    given = Counter(record.id for layer in layers for record in getattr(summary, layer))
    yield from (("ids", name) for name, times in given.items() if times > 1)
    pointers = ("comment", "reply_to", "continues", "source", "finding", "commentary")
    for path, record in _records(summary.model_dump(mode="json"), ""):
        named = [record[key] for key in pointers if isinstance(record.get(key), str)]
        for key in ("about", "evidence", "also_in"):
            named += record.get(key, ())
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


def _misplaced(summary: Summary) -> Iterator[tuple[str, str, str]]:
    """Records that are well formed but stand where they cannot: path, what should be, what is."""
    holders: dict[str, TextSpan] = {item.id: item for item in summary.findings}
    holders |= {item.id: item for item in summary.commentary}
    for claim in summary.claims:
        holder = holders.get(claim.finding or claim.commentary or "")
        if holder is None:
            yield claim.id, "a finding or a commentary", "null"
        elif not _inside(claim, holder):
            yield claim.id, f"inside {holder.text[:EXCERPT]}", claim.text[:EXCERPT]
        for part in (*claim.cues, *claim.parts):
            if not _inside(part, claim):
                yield f"{claim.id}.cues", f"inside {claim.text[:EXCERPT]}", part.text[:EXCERPT]
    by_comment = {item.id: item for item in summary.comments}
    for finding in summary.findings:
        if not _inside(finding, finding.outer):
            yield f"{finding.id}.outer", finding.text[:EXCERPT], finding.outer.text[:EXCERPT]
        for cut in finding.cuts:
            if not _inside(cut, finding):
                yield f"{finding.id}.cuts", f"inside {finding.text[:EXCERPT]}", cut.text
    for item in summary.commentary:
        for part in (*item.own, *item.cues):
            if not _inside(part, item):
                yield f"{item.id}.own", f"inside {item.text[:EXCERPT]}", part.text[:EXCERPT]
        comment = by_comment.get(item.comment or "")
        reader = comment is not None and not comment.by_writer
        if (item.voice is Voice.READER) is not reader:
            yield f"{item.id}.voice", "reader" if reader else "author", item.voice
    for comment in summary.comments:
        parent = by_comment.get(comment.reply_to or "")
        depth = parent.depth + 1 if parent else 0
        if comment.depth != depth:
            yield f"{comment.id}.depth", str(depth), str(comment.depth)
        for quote in comment.quotes_post:
            if not _inside(quote, comment):
                yield f"{comment.id}.quotes_post", "inside the comment", quote.text[:EXCERPT]


def _inside(inner: Spanned, outer: Spanned) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _text_problems(
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
