"""The plots of the report, as SVG.

Every plot can be read without colour: series differ by marker, line or hatching, and say so in a
legend. Text stays text, in the reader's own sans serif. The same study gives the same bytes: no
date, fixed names of elements. matplotlib is used without its global state.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from referat.errors import DatasetError
from referat.mix.periods import calendar, with_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure as Canvas

INK = "#22262b"
# Okabe & Ito's colours, which all kinds of colour vision tell apart.
BLUE, ORANGE, GREEN = "#0072B2", "#E69F00", "#009E73"
_HATCHES = ("", "///", "...")
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


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a group, with its interval where there is one."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Values under a name, one for each category; ``None`` where there is none."""

    name: str
    values: tuple[float | None, ...]


def over_time(points: Sequence[Point], corrected: Sequence[float | None], label: str) -> str:
    """Points in order, joined, with their intervals; the corrected values as hollow diamonds."""
    with _canvas(8, 3.6) as (canvas, axes):
        names = [point.name for point in points]
        places = calendar(names)
        axes.errorbar(
            places,
            [point.value for point in points],
            yerr=_bars(points),
            color=BLUE,
            marker="o",
            linestyle="none",
            elinewidth=1,
            capsize=3,
            label="uppmätt, med 95 %",
        )
        # No line over periods that nothing is known of.
        axes.plot(*with_gaps(places, [point.value for point in points]), color=BLUE, linewidth=1.5)
        axes.plot(
            places,
            [float("nan") if value is None else value for value in corrected],
            color=INK,
            linestyle="none",
            marker="D",
            markersize=7,
            markerfacecolor="none",
            label="rättat för taggarens fel",
        )
        _ticks(axes, names, places)
        axes.set_ylabel(label)
        axes.set_ylim(bottom=0)
        axes.legend()
        return _svg(canvas)


def by_group(points: Sequence[Point], corrected: Sequence[float | None], label: str) -> str:
    """A line for each group: its value with its interval, the corrected one as a hollow diamond."""
    with _canvas(8, 1.2 + 0.32 * len(points)) as (canvas, axes):
        places = range(len(points))
        axes.errorbar(
            [point.value for point in points],
            places,
            xerr=_bars(points),
            color=BLUE,
            marker="o",
            linestyle="none",
            elinewidth=1,
            capsize=3,
            label="uppmätt, med 95 %",
        )
        axes.plot(
            [float("nan") if value is None else value for value in corrected],
            places,
            color=INK,
            linestyle="none",
            marker="D",
            markersize=7,
            markerfacecolor="none",
            label="rättat för taggarens fel",
        )
        axes.set_yticks(list(places), [_short(point.name) for point in points])
        axes.invert_yaxis()
        axes.set_xlabel(label)
        axes.set_xlim(left=0)
        axes.legend()
        return _svg(canvas)


def stacked(categories: Sequence[str], series: Sequence[Series], label: str) -> str:
    """Bars of stacked, hatched parts, one for each category."""
    with _canvas(8, 3.6) as (canvas, axes):
        places = calendar(categories)
        base = [0.0] * len(categories)
        for one, colour, hatch in zip(series, (BLUE, ORANGE, GREEN), _HATCHES, strict=True):
            heights = [value or 0.0 for value in one.values]
            axes.bar(
                places,
                heights,
                bottom=base,
                color=colour,
                hatch=hatch,
                edgecolor=INK,
                linewidth=0.6,
                label=one.name,
            )
            base = [low + height for low, height in zip(base, heights, strict=True)]
        _ticks(axes, categories, places)
        axes.set_ylabel(label)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.18), ncols=len(series))
        return _svg(canvas)


def bars(points: Sequence[Point], label: str) -> str:
    """A horizontal bar for each point, with its interval."""
    with _canvas(8, 0.9 + 0.42 * len(points)) as (canvas, axes):
        axes.barh(
            range(len(points)),
            [point.value for point in points],
            xerr=_bars(points),
            color=BLUE,
            edgecolor=INK,
            linewidth=0.6,
            ecolor=INK,
            capsize=3,
        )
        axes.set_yticks(range(len(points)), [_short(point.name) for point in points])
        axes.invert_yaxis()
        axes.set_xlabel(label)
        return _svg(canvas)


def histograms(panels: Sequence[tuple[str, Sequence[float], Sequence[int]]], label: str) -> str:
    """A histogram for each panel: its title, the edges of its classes, what is in each."""
    with _canvas(8, 2.1 * -(-len(panels) // 2), rows=-(-len(panels) // 2), columns=2) as made:
        canvas, grid = made
        for axes, (title, edges, counts) in zip(grid.flat, panels, strict=False):
            axes.stairs(counts, edges, fill=True, facecolor=BLUE, edgecolor=INK, linewidth=0.8)
            axes.set_title(title, fontsize=10, loc="left")
            axes.set_ylabel(label)
            axes.set_ylim(bottom=0)
        for axes in grid.flat[len(panels) :]:
            axes.set_visible(False)
        return _svg(canvas)


def small_multiples(categories: Sequence[str], series: Sequence[Series], label: str) -> str:
    """A panel for each series on one scale, bars by category."""
    rows = -(-len(series) // 2)
    places = calendar(categories)
    with _canvas(8, 1.7 * rows, rows=rows, columns=2, shared=True) as (canvas, grid):
        for axes, one in zip(grid.flat, series, strict=False):
            axes.bar(
                places,
                [value or 0.0 for value in one.values],
                color=BLUE,
                edgecolor=INK,
                linewidth=0.6,
            )
            axes.set_title(_short(one.name), fontsize=10, loc="left")
            _ticks(axes, categories, places, most=6)
        for axes in grid.flat[len(series) :]:
            axes.set_visible(False)
        canvas.supylabel(label, fontsize=10)
        return _svg(canvas)


def _bars(points: Sequence[Point]) -> list[list[float]]:
    """Lengths of error bars; none where there is no interval."""
    return [
        [max(0.0, point.value - point.low) if point.low is not None else 0.0 for point in points],
        [max(0.0, point.high - point.value) if point.high is not None else 0.0 for point in points],
    ]


def _ticks(
    axes: Any, names: Sequence[str], places: Sequence[int], most: int = _MOST_LABELS
) -> None:
    """Names below the axis, so many that they stand clear of each other."""
    least = (places[-1] - places[0]) / most if len(places) > 1 else 0
    shown: list[int] = []
    for number, place in enumerate(places):
        if not shown or place - places[shown[-1]] >= least:
            shown.append(number)
    long = len(shown) > 8 or any(len(name) > 8 for name in names)
    axes.set_xticks(
        [places[number] for number in shown],
        [_short(names[number]) for number in shown],
        rotation=45 if long else 0,
        ha="right" if long else "center",
    )
    axes.grid(visible=False, axis="x")


def _comma(value: float, _: float) -> str:
    """A figure on an axis as Swedes write it."""
    return f"{value:.6g}".replace(".", ",").replace("-", "−")


def _short(name: str) -> str:
    from referat.writers.escape import one_line

    shown = one_line(name)
    return shown if len(shown) <= 36 else f"{shown[:35]}…"


@contextmanager
def _canvas(
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


def _svg(canvas: Canvas) -> str:
    out = io.StringIO()
    canvas.savefig(
        out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
    )
    return out.getvalue()
