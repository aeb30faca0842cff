"""Tables as CSV and as Parquet.

CSV is UTF-8 with commas, a full stop in figures and nothing where there is no value, so that any
program reads it. A cell of a stranger's that a spreadsheet would run as a formula gets an
apostrophe in front; Parquet holds it as it is.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from referat.errors import DatasetError
from referat.mix.dataset import arrow
from referat.writers.escape import one_line
from referat.writers.files import write_file

Cell = str | int | float | bool | None
Columns = dict[str, type[str] | type[int] | type[float] | type[bool]]
_FORMULA = ("=", "+", "-", "@")
_TYPES = {str: "string", int: "int64", float: "float64", bool: "bool"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Args:
        name: its file's, without suffix.
        columns: the type of each column by its name.
        rows: its rows, a cell for each column.
    """

    name: str
    columns: Columns
    rows: tuple[tuple[Cell, ...], ...]


def csv_text(table: Table) -> str:
    """A table as CSV, with a head."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return out.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        shown = one_line(value)
        return f"'{shown}" if shown.startswith(_FORMULA) else shown
    return repr(value)


def write_csv(table: Table, folder: Path) -> Path:
    """Write a table as CSV; gives the file.

    Raises:
        DatasetError: it cannot be written.
    """
    path = folder / f"{table.name}.csv"
    try:
        write_file(path, csv_text(table))
    except OSError as error:
        raise unwritable(path, error) from error
    return path


def write_parquet(table: Table, folder: Path) -> Path:
    """Write a table as Parquet; gives the file.

    Raises:
        DatasetError: it cannot be written, or pyarrow is missing.
    """
    pa = arrow()
    from pyarrow import parquet

    schema = pa.schema(
        [(name, pa.type_for_alias(_TYPES[kind])) for name, kind in table.columns.items()]
    )
    columns = [
        pa.array([row[number] for row in table.rows], type=field.type)
        for number, field in enumerate(schema)
    ]
    path = folder / f"{table.name}.parquet"
    try:
        parquet.write_table(pa.table(columns, schema=schema), path, compression="zstd")
    except OSError as error:
        raise unwritable(path, error) from error
    return path


def unwritable(path: Path, error: OSError) -> DatasetError:
    """What is said where a file cannot be written."""
    what = (error.strerror or type(error).__name__).lower()
    return DatasetError(f"{path}: cannot be written ({what}); name another --output")
