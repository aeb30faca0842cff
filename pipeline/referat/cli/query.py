"""``referat query``: questions to a dataset of ``referat batch``, in SQL."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.console import complain, ending, on_terminal, print_out, utf8_out

if TYPE_CHECKING:
    from referat.batch.query import Answer

# Columns of a table that goes to a file or a pipe.
_PIPED_WIDTH = 120
# Rows of a table; who needs more takes CSV or JSON Lines.
_MOST = 200


class Shape(StrEnum):
    """How an answer can be shown."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


def query(
    dataset: Annotated[Path, typer.Argument(metavar="DIR", help="The --out of 'referat batch'.")],
    question: Annotated[str, typer.Argument(metavar="SQL", help="The question; - reads it.")],
    *,
    format_: Annotated[Shape, typer.Option("--format", "-f", help="How to show the answer.")] = (
        Shape.TABLE
    ),
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Ask a dataset in SQL (DuckDB): views posts, findings, claims, commentary, sources.

    A view's columns are told by: referat query DIR "DESCRIBE findings".
    """
    with ending(debug):
        from referat.batch.query import ask

        answer = ask(dataset, sys.stdin.read() if question == "-" else question)
        if format_ is Shape.TABLE:
            _table(answer)
        elif format_ is Shape.CSV:
            utf8_out()
            out = csv.writer(sys.stdout, lineterminator="\n")
            out.writerow(answer.columns)
            out.writerows([_plain(value) for value in row] for row in answer.rows)
        else:
            for row in answer.rows:
                named = dict(zip(answer.columns, row, strict=True))
                print_out(json.dumps(named, ensure_ascii=False, default=str) + "\n")


def _table(answer: Answer) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from referat.writers.escape import one_line

    table = Table(box=box.SIMPLE_HEAD if on_terminal() else box.MARKDOWN, show_edge=True)
    for column in answer.columns:
        table.add_column(Text(one_line(column)), overflow="fold")
    rows: Iterator[tuple[object, ...]] = answer.rows
    for row in islice(rows, _MOST):
        # Strangers wrote what stands in it: no markup, and no commands to the terminal.
        table.add_row(*(Text(one_line(str(_plain(value)))) for value in row))
    utf8_out()
    Console(file=sys.stdout, width=None if on_terminal() else _PIPED_WIDTH).print(table)
    if next(rows, None) is not None:
        complain(f"more than {_MOST} rows; --format csv or jsonl gives all")


def _plain(value: object) -> object:
    """A value as one cell: nested ones as JSON, nothing for NULL."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value
