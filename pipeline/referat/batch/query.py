"""Questions to a dataset, in SQL: DuckDB over its Parquet files.

The view ``posts`` has the columns of the dataset. ``findings``, ``commentary``, ``claims`` and
``sources`` have a row for each record of those lists, with the columns of the post before it
(``post`` is its key, the others begin with ``post_``).

DuckDB is shut in: it sees these views, and no file of the machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from referat.batch.columns import schema
from referat.errors import DatasetError

if TYPE_CHECKING:
    import duckdb

_POST = """
p.key AS post, p.title AS post_title, p.author AS post_author, p.published AS post_published,
p.year AS post_year, p.url AS post_url, p.site AS post_site
"""
_ABOUT = (
    "len(list_filter(p.commentary, lambda c: c.stance = '{stance}' "
    "AND list_contains(c.about, r.id))) AS {stance}"
)
_OBJECTIONS = ", ".join(_ABOUT.format(stance=each) for each in ("agrees", "disagrees", "mixed"))
_SOURCE = (
    "list_filter(p.sources, lambda s: s.id = r.source)[1].title AS source_title, "
    "list_filter(p.sources, lambda s: s.id = r.source)[1].organisation AS source_organisation"
)
# What a view has besides the columns of the post and the fields of its records: of a finding, what
# it comes from, and how many commentaries on it agree, disagree or do both.
_VIEWS = {
    "findings": f", {_SOURCE}, {_OBJECTIONS}",
    "commentary": "",
    "claims": f", {_SOURCE}",
    "sources": ", len(list_filter(p.findings, lambda f: f.source = r.id)) AS findings",
}
_BATCH = 1000


class Answer(NamedTuple):
    """The names of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def ask(folder: Path, question: str) -> Answer:
    """The answer to a question in SQL.

    Args:
        folder: the dataset.
        question: one statement over the views, or several; the last one is answered.

    Raises:
        DatasetError: there is no dataset of Parquet files, DuckDB is missing, or it does not take
            the question.
    """
    base = _base(folder)
    import duckdb

    try:
        answer = base.execute(question)
        columns = tuple(str(column[0]) for column in answer.description or ())
    except duckdb.Error as error:
        raise DatasetError(f"the question cannot be answered: {_first_line(error)}") from error
    return Answer(columns, _rows(base))


def _rows(base: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    import duckdb

    try:
        while rows := base.fetchmany(_BATCH):
            yield from rows
    except duckdb.Error as error:
        raise DatasetError(f"the question cannot be answered: {_first_line(error)}") from error
    finally:
        base.close()


def _base(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory, with the views."""
    files = _files(folder)
    try:
        import duckdb
        from pyarrow import dataset
    except ImportError as error:
        raise DatasetError(
            "datasets are queried by DuckDB and pyarrow, which are not installed; run pip install "
            "'referat[batch]'"
        ) from error
    base = duckdb.connect(
        config={"enable_external_access": "false", "python_enable_replacements": "false"}
    )
    # Handed over as an object: no path of the machine stands in any statement.
    base.register("posts", dataset.dataset(files, schema=schema(), format="parquet"))
    for name, more in _VIEWS.items():
        base.execute(
            f"CREATE VIEW {name} AS SELECT {_POST}, r.*{more} "  # noqa: S608 - constants
            f"FROM posts AS p, unnest(p.{name}) AS t(r)"
        )
    base.execute("SET lock_configuration = true")
    return base


def _files(folder: Path) -> Sequence[str]:
    """The files of a dataset, in their order.

    Raises:
        DatasetError: there is no dataset, or one in another format.
    """
    posts = folder / "posts"
    if not posts.is_dir():
        raise DatasetError(f"{folder}: holds no dataset; name the --out of a 'referat batch'")
    if any(posts.glob("part-*.jsonl")):
        raise DatasetError(
            f"{folder}: is a dataset in JSON Lines, which is not queried; write one with "
            "--format parquet"
        )
    return [str(path) for path in sorted(posts.glob("part-*.parquet"))]


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split("\n\n")[0].split())[:500]
