"""``referat mix``: language mix of an archive, as tables and as one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.console import UsageError, complain, ending, print_out, reason_of
from referat.cli.inputs import expand
from referat.errors import InputError

if TYPE_CHECKING:
    from referat.assemble import Pipeline
    from referat.mix.study import Study
    from referat.post import Post
    from referat.readers import Rejected


class Grouping(StrEnum):
    """What posts can be grouped by; the same names as `referat.mix.archive.By`."""

    MONTH = "month"
    YEAR = "year"
    SITE = "site"
    AUTHOR = "author"
    SOURCE = "source"
    TAG = "tag"


class TableFormat(StrEnum):
    """What tables are written as."""

    CSV = "csv"
    PARQUET = "parquet"
    BOTH = "both"


def mix(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="A dataset of referat batch, a folder of rows that this command wrote, or posts: "
            "files, archives, folders.",
        ),
    ],
    *,
    by: Annotated[Grouping, typer.Option("--by", "-b", help="What posts are grouped by.")] = (
        Grouping.YEAR
    ),
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where all files go.")
    ] = Path("mix"),
    tables: Annotated[
        TableFormat, typer.Option("--tables", help="What tables are written as.")
    ] = TableFormat.BOTH,
    tokens: Annotated[
        Path | None,
        typer.Option(
            "--tokens",
            metavar="FILE",
            show_default=False,
            help="Write the tokens there too: .conllu, .spacy or .parquet. Needs posts.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", show_default=False, help="First date, YYYY[-MM[-DD]]."
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="DATE", show_default=False, help="Last date, YYYY[-MM[-DD]]."
        ),
    ] = None,
    replicates: Annotated[
        int, typer.Option("--replicates", min=0, max=100_000, help="Draws of the bootstrap.")
    ] = 1_000,
    report: Annotated[
        bool, typer.Option("--report/--no-report", help="Whether the page is written.")
    ] = True,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", show_default=False, help="Settings (TOML)."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Measure language mix: shares, switches, indices, English insertions, by group and over time.

    Posts go through the pipeline first; their rows are kept in DIR/posts, which can be given as
    INPUT the next time.
    """  # fmt: skip
    with ending(debug):
        from referat.mix.accuracy import load_accuracy
        from referat.mix.archive import By, opened
        from referat.mix.selection import Selection
        from referat.mix.study import study_of

        selection = Selection(since, until)
        folder, failed = _rows_in(inputs, output, tokens, settings)
        with opened(folder, selection) as archive:
            study = study_of(archive, By(by), load_accuracy(), replicates)
        written = _write(study, output, tables, report)
        _tell(study, written)
        raise typer.Exit(1 if failed else 0)


def _rows_in(
    inputs: Sequence[str], output: Path, tokens: Path | None, settings: Path | None
) -> tuple[Path, int]:
    """The folder of rows: what was given, or what posts were made into; how many failed."""
    from referat.mix.dataset import write_rows
    from referat.mix.stored import stored_in

    if len(inputs) == 1 and stored_in(Path(inputs[0])):
        if tokens is not None:
            raise UsageError(f"{inputs[0]}: rows hold no tokens; --tokens needs the posts")
        return Path(inputs[0]), 0
    folder = output / "posts"
    if stored_in(folder):
        raise UsageError(
            f"{folder}: holds rows already; name another --output, or give it as INPUT"
        )
    from referat.assemble import load
    from referat.mix.rows import row_of
    from referat.models import load_word_model
    from referat.summarise import post_id

    paths, missing = expand(inputs)
    for error in missing:
        complain(str(error))
    counted = _Failures(len(missing))
    log_odds = load_word_model().log_odds
    posts = _posts(load(settings), paths, counted)
    if tokens is not None:
        posts = _with_tokens(posts, tokens)
    if not write_rows((row_of(post, post_id(post), log_odds) for post in posts), folder):
        raise UsageError(f"{', '.join(inputs)[:200]}: no post could be read; nothing to measure")
    return folder, counted.count


class _Failures:
    """Counts what could not be read, and says each in a line."""

    def __init__(self, count: int) -> None:
        self.count = count

    def reject(self, record: Rejected | InputError) -> None:
        """One more."""
        self.count += 1
        complain(str(record))


def _posts(pipeline: Pipeline, paths: Sequence[Path], failed: _Failures) -> Iterator[Post]:
    """The posts of all files, through the pipeline."""
    from referat.readers import read

    for path in paths:
        try:
            for post in read(path, pipeline.settings.input, rejected=failed.reject):
                yield pipeline.annotate(post)
        except InputError as error:
            failed.reject(error)


def _with_tokens(posts: Iterator[Post], path: Path) -> Iterator[Post]:
    """The same posts, whose tokens are written to a file on their way."""
    from referat.mix.docbin import to_docbin
    from referat.mix.exports import to_conllu, to_parquet
    from referat.summarise import post_id

    exports = {".conllu": to_conllu, ".spacy": to_docbin, ".parquet": to_parquet}
    if path.suffix not in exports:
        raise UsageError(f"{path}: tokens go to a file that ends in {', '.join(exports)}")
    return exports[path.suffix](posts, path, post_id)


def _write(study: Study, output: Path, tables: TableFormat, report: bool) -> list[Path]:
    from referat.mix.layout import tables_of
    from referat.mix.tables import write_csv, write_parquet
    from referat.writers.files import write_file

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{output}: {reason_of(error)}; name another --output") from error
    made = tables_of(study)
    written = []
    for table in made:
        if tables is not TableFormat.PARQUET:
            written.append(write_csv(table, output))
        if tables is not TableFormat.CSV:
            written.append(write_parquet(table, output))
    if report:
        from referat.mix.report import page

        written.append(output / "report.html")
        write_file(written[-1], page(study, made))
    return written


def _tell(study: Study, written: Sequence[Path]) -> None:
    """The outcome in a few lines."""
    from referat.mix.study import corrected

    if study.lacking:
        complain(
            f"{study.lacking} of {study.posts} posts have no {study.by}; they are grouped as "
            "unknown"
        )
    share = study.whole.figures["share_en"]
    told = corrected(share, study.accuracy).value
    assert share.value is not None
    assert told is not None
    between = (
        f" (95 %: {100 * share.low:.1f} to {100 * share.high:.1f})"
        if share.low is not None and share.high is not None
        else ""
    )
    print_out(
        f"{study.whole.posts} posts, {study.whole.words} words, {len(study.groups)} groups\n"
        f"English: {100 * share.value:.1f} %{between}, corrected {100 * told:.1f} %\n"
        f"{len(written)} files in {written[-1].parent}, the last of them {written[-1].name}\n"
    )
