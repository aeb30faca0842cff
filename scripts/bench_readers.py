"""Measure how well referat and others read HTML pages, as tables for the README.

    python scripts/bench_readers.py [--each 12] [--seed 1] [--json PATH]

The pages are the HTML posts of the corpus with their gold, and generated ones: ``--each`` pages of
every template in `site_builders.py`, those the reader was developed with and those it was not
("held out") apart. Beside referat run, where they are installed (``pip install -e .[bench]``),
trafilatura and readability-lxml, each as its documentation shows it:

- *trafilatura*: `bare_extraction` with metadata, once with comments and once without. Quotations
  are its ``quote`` elements. It gives the comments' words as one text, so that a comment counts as
  found where its words stand there in one piece; it tells no authors, dates or parents of them;
- *readability*: ``Document.summary``; quotations are ``blockquote`` elements.

referat is measured as the pipeline runs it: the reader and the stage for blocks.

What the figures mean, in per cent: *F1* of the words of title and post, comments apart, a mean over
pages; *chrome*: characters of words given as the post's that are none of it (less is better);
*quotations*: block quotations of the post that come out marked as such, whole; *comments* found,
and *authors*, *dates* and *parents* of all there are (top-level comments have the right parent
where they have none); *invented*: found comments that are none; *title*, *author*, *date* of the
post. *Pages/s* is one pass over the set on one core, the best of three.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader_scores import Content, Remark, Score
from site_builders import BUILDERS, FRONTS, HELD_OUT, Made, front_of, page_of

from referat.evaluate.corpus import load_corpus
from referat.post import BlockKind, Post, Section
from referat.readers import read
from referat.settings import load_settings
from referat.stages.blocks import Blocks
from referat.summary import Summary

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
COLUMNS = (
    "F1 chrome quotations title author published comments authors dates parents requoted invented"
).split()
PASSES = 3
Page = tuple[bytes, Content]


def content_of(made: Made) -> Content:
    """What a generated page holds."""
    post = made.post
    return Content(
        "\n".join(post.body),
        post.title,
        post.author,
        post.published.isoformat(),
        tuple(post.quotations),
        tuple(
            Remark(
                "\n".join(((reply.quotation,) if reply.quotation else ()) + reply.words),
                reply.author,
                reply.published.isoformat(),
                reply.parent,
                reply.quotation or "",
            )
            for reply in post.replies
        ),
    )


def content_of_gold(gold: Summary) -> Content:
    """What a page of the corpus holds."""
    text = gold.text
    ids = [comment.id for comment in gold.comments]
    inside: dict[str, list[Any]] = {each: [] for each in ids}
    for block in gold.blocks:
        if block.comment in inside and block.section == Section.COMMENTS:
            inside[block.comment].append(block)
    post = [block for block in gold.blocks if block.section == Section.POST]
    return Content(
        "\n".join(text[block.start : block.end] for block in post),
        gold.post.title,
        gold.post.author,
        gold.post.published,
        tuple(text[b.start : b.end] for b in post if b.kind == BlockKind.BLOCKQUOTE),
        tuple(
            Remark(
                "\n".join(text[b.start : b.end] for b in inside[comment.id]),
                comment.author,
                comment.published,
                None if comment.reply_to is None else ids.index(comment.reply_to),
                "\n".join(
                    text[b.start : b.end]
                    for b in inside[comment.id]
                    if b.kind == BlockKind.BLOCKQUOTE
                ),
            )
            for comment in gold.comments
        ),
    )


def content_of_post(post: Post) -> Content:
    """What referat found."""
    text, blocks = post.text, post.blocks or ()
    ids = [comment.id for comment in post.comments]
    body = [block for block in blocks if block.section is Section.POST]
    return Content(
        "\n".join(block.span.of(text) for block in body),
        post.meta.title,
        post.meta.author,
        post.meta.published,
        tuple(b.span.of(text) for b in body if b.kind is BlockKind.BLOCKQUOTE),
        tuple(
            Remark(
                "\n".join(
                    b.span.of(text)
                    for b in blocks
                    if b.comment == comment.id and b.section is Section.COMMENTS
                ),
                comment.author,
                comment.published,
                None if comment.reply_to is None else ids.index(comment.reply_to),
                "\n".join(
                    b.span.of(text)
                    for b in blocks
                    if b.comment == comment.id and b.kind is BlockKind.BLOCKQUOTE
                ),
            )
            for comment in post.comments
        ),
    )


def referat_reads() -> Callable[[bytes], Content]:
    """referat: reader and blocks."""
    settings, blocks = load_settings().input, Blocks()
    return lambda data: content_of_post(blocks(next(read("page.html", settings, data))))


def trafilatura_reads(comments: bool) -> Callable[[bytes], Content]:
    """trafilatura, with or without comments."""
    from trafilatura import bare_extraction

    def run(data: bytes) -> Content:
        found: Any = bare_extraction(data, include_comments=comments, with_metadata=True)
        if found is None:
            return Content("", comments=None)
        body = found.text or ""
        title = found.title or ""
        quoted = tuple(" ".join(each.itertext()) for each in found.body.iter("quote"))
        return Content(
            body if body.startswith(title) else f"{title}\n{body}",
            found.title,
            found.author,
            found.date,
            quoted,
            None,
            found.comments or "",
        )

    return run


def readability_reads() -> Callable[[bytes], Content]:
    """readability-lxml."""
    from lxml import html
    from readability import Document

    def run(data: bytes) -> Content:
        document = Document(data)
        tree = html.fromstring(document.summary())
        title = document.short_title()
        return Content(
            f"{title}\n{' '.join(tree.itertext())}",
            title,
            quoted=tuple(" ".join(each.itertext()) for each in tree.iter("blockquote")),
            comments=None,
        )

    return run


@dataclass(frozen=True, slots=True)
class Contender:
    """A reader that is measured. ``module`` is what must be installed."""

    name: str
    module: str
    make: Callable[[], Callable[[bytes], Content]]
    talks: bool = True


CONTENDERS = (
    Contender("referat", "referat", referat_reads),
    Contender("trafilatura", "trafilatura", lambda: trafilatura_reads(True)),
    Contender("trafilatura, no comments", "trafilatura", lambda: trafilatura_reads(False), False),
    Contender("readability", "readability", readability_reads, False),
)


def sets(each: int, seed: int) -> Iterator[tuple[str, list[Page]]]:
    """The sets of pages by name."""
    every = load_corpus(CORPUS, load_settings().input).posts
    corpus = [item for item in every if item.path.suffix == ".html"]
    for name, test in (("corpus, train and dev", False), ("corpus, test", True)):
        yield (
            name,
            [
                (item.path.read_bytes(), content_of_gold(item.gold))
                for item in corpus
                if (item.split == "test") is test
            ],
        )
    for name, builders in (("generated", BUILDERS), ("generated, held out", HELD_OUT)):
        made = [
            page_of(builder, 1000 * seed + number) for builder in builders for number in range(each)
        ]
        yield name, [(one.html.encode(), content_of(one)) for one in made]


def measure(contender: Contender, pages: Sequence[Page]) -> dict[str, float | None]:
    """The figures of one reader on one set."""
    run = contender.make()
    score = Score()
    for data, expected in pages:
        score.add(expected, run(data))
    figures = score.figures()
    if not contender.talks:
        figures.pop("comments", None)
    best = min(_seconds(run, pages) for _ in range(PASSES))
    return figures | {"pages/s": len(pages) / best}


def _seconds(run: Callable[[bytes], Content], pages: Sequence[Page]) -> float:
    start = time.perf_counter()
    for data, _ in pages:
        run(data)
    return time.perf_counter() - start


def fronts(seed: int, each: int = 10) -> dict[str, dict[str, float | None]]:
    """How pages of several posts are parted by referat; the others give one text."""
    settings, blocks = load_settings().input, Blocks()
    results = {}
    for name in FRONTS:
        score = Score()
        for number in range(each):
            page, posts = front_of(name, 1000 * seed + 20 * number, 2 + number % 6)
            found = [blocks(post) for post in read("front.html", settings, page.encode())]
            score.count("pages parted", len(found) == len(posts), 1)
            for logical, post in zip(posts, found, strict=False):
                made = content_of(Made(name, page, logical))
                score.add(made, content_of_post(post))
                score.count("url", post.meta.url == logical.url, 1)
        results[name] = score.figures()
    return results


def table(rows: dict[str, dict[str, float | None] | None], columns: Sequence[str]) -> str:
    """A Markdown table; ``None`` for a row whose library is not installed."""
    lines = [f"| | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    for name, row in rows.items():
        if row is None:
            lines.append(f"| {name} | not installed{' |' * len(columns)}")
            continue
        cells = [_cell(row.get(column)) for column in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--each", type=int, default=12, help="generated pages of each template")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by-template", action="store_true", help="referat's figures by template")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    for name, pages in sets(options.each, options.seed):
        rows = {
            contender.name: measure(contender, pages)
            if importlib.util.find_spec(contender.module)
            else None
            for contender in CONTENDERS
        }
        results[name] = rows
        print(f"\n{name}, {len(pages)} pages\n")
        print(table(rows, [*COLUMNS, "pages/s"]))
    results["fronts"] = fronts(options.seed)
    print("\npages of several posts, referat\n")
    print(table(results["fronts"], ["pages parted", "url", *COLUMNS[:6]]))
    if options.by_template:
        builders: dict[str, dict[str, float | None] | None] = {}
        for builder in BUILDERS:
            made = [page_of(builder, 1000 * options.seed + n) for n in range(options.each)]
            builders[builder] = measure(
                CONTENDERS[0], [(one.html.encode(), content_of(one)) for one in made]
            )
        results["templates"] = builders
        print("\nreferat by template\n")
        print(table(builders, [*COLUMNS, "pages/s"]))
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
