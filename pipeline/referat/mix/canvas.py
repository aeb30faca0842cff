"""What the report's plots are drawn on: axes in its style, ticks, and the SVG that comes out.

Text stays text, in the reader's own sans serif. The same plot gives the same bytes: no date, fixed
names of elements. matplotlib is used without its global state.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from referat.errors import DatasetError
from referat.writers.escape import one_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

INK = "#22262b"
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "referat",
    "font.family": "sans-serif",
    "font.size": 10.0,
    # A stranger's "$" is a dollar.
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#dddddd",
    "hatch.linewidth": 0.8,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "axes.formatter.use_locale": False,
}
_MOST_LABELS = 16


def ticks(axes: Any, names: Sequence[str], places: Sequence[int], most: int = _MOST_LABELS) -> None:
    """Names below the axis, so many that they stand clear of each other."""
    least = (places[-1] - places[0]) / most if len(places) > 1 else 0
    shown: list[int] = []
    for number, place in enumerate(places):
        if not shown or place - places[shown[-1]] >= least:
            shown.append(number)
    long = len(shown) > 8 or any(len(name) > 8 for name in names)
    axes.set_xticks(
        [places[number] for number in shown],
        [short(names[number]) for number in shown],
        rotation=45 if long else 0,
        ha="right" if long else "center",
    )
    axes.grid(visible=False, axis="x")


def _comma(value: float, _: float) -> str:
    """A figure on an axis as Swedes write it."""
    return f"{value:.6g}".replace(".", ",").replace("-", "−")


def short(name: str) -> str:
    """A name as a label: on one line, cut where it is long."""
    shown = one_line(name)
    return shown if len(shown) <= 36 else f"{shown[:35]}…"


@contextmanager
def drawn_on(
    width: float, height: float, rows: int = 1, columns: int = 1, shared: bool = False
) -> Iterator[tuple[Canvas, Any]]:
    """A figure and its axes, in the report's style.

    Raises:
        DatasetError: matplotlib is missing.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise DatasetError(
            "the report is drawn by matplotlib, which is not installed; run pip install "
            "'referat[mix]', or add --no-report for tables alone"
        ) from error
    with mpl.rc_context(_STYLE):
        canvas = Figure(figsize=(width, height), layout="constrained")
        single = rows == columns == 1
        grid = canvas.subplots(rows, columns, squeeze=single, sharex=shared, sharey=shared)
        for axes in canvas.axes:
            axes.xaxis.set_major_formatter(_comma)
            axes.yaxis.set_major_formatter(_comma)
        yield canvas, grid


def svg_of(canvas: Canvas) -> str:
    """A figure as SVG."""
    out = io.StringIO()
    canvas.savefig(
        out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
    )
    return out.getvalue()
