"""The plots of the report, as SVG.

Every plot can be read without colour: series differ by marker, line or hatching, and say so in a
legend. What they are drawn on is `referat.mix.canvas`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from referat.mix.canvas import INK, drawn_on, short, svg_of, ticks
from referat.mix.periods import bar_places, calendar, with_gaps

# Okabe & Ito's colours, which all kinds of colour vision tell apart, and a hatching with each.
_LOOKS = (("#0072B2", ""), ("#E69F00", "///"), ("#009E73", "..."), ("#CC79A7", "xxx"))
_BLUE = _LOOKS[0][0]
# From so many places of bars on, their edges would hide what is between them.
_CROWDED = 60
# From so many points on, their marks would hide each other.
_MANY_POINTS = 40
_INTERVAL = "95 %-intervall"
_CORRECTED = "rättad för taggarens fel"


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
    """Points in order, joined, with their intervals; the corrected values as hollow diamonds. Where
    there are many points, a line in the band of its intervals, the corrected values dashed.
    """
    with drawn_on(8, 3.6) as (canvas, axes):
        names = [point.name for point in points]
        places = calendar(names)
        values = [point.value for point in points]
        if len(points) > _MANY_POINTS:
            _band(axes, places, points, corrected)
        else:
            _measured(axes, places, values, yerr=_bars(points))
            # No line over periods that nothing is known of.
            axes.plot(*with_gaps(places, values), color=_BLUE, linewidth=1.5)
            _corrected(axes, places, _numbers(corrected))
        ticks(axes, names, places)
        axes.set_ylabel(label)
        axes.set_ylim(bottom=0)
        _legend(axes)
        return svg_of(canvas)


def by_group(points: Sequence[Point], corrected: Sequence[float | None], label: str) -> str:
    """A line for each group: its value with its interval, the corrected one as a hollow diamond."""
    with drawn_on(8, 1.4 + 0.32 * len(points)) as (canvas, axes):
        places = range(len(points))
        _measured(axes, [point.value for point in points], places, xerr=_bars(points))
        _corrected(axes, _numbers(corrected), places)
        axes.set_yticks(list(places), [short(point.name) for point in points])
        axes.set_ylim(len(points) - 0.5, -0.5)  # the first on top
        axes.set_xlabel(label)
        axes.set_xlim(left=0)
        _legend(axes)
        return svg_of(canvas)


def _band(
    axes: Any, places: Sequence[int], points: Sequence[Point], corrected: Sequence[float | None]
) -> None:
    along, values = with_gaps(places, [point.value for point in points])
    low, high = (
        with_gaps(places, _numbers([getattr(point, end) for point in points]))[1]
        for end in ("low", "high")
    )
    axes.fill_between(along, low, high, color=_BLUE, alpha=0.3, linewidth=0, label=_INTERVAL)
    axes.plot(along, values, color=_BLUE, linewidth=1.5, label="uppmätt")
    axes.plot(
        *with_gaps(places, _numbers(corrected)),
        color=INK,
        linewidth=1,
        linestyle="--",
        label=_CORRECTED,
    )


def _measured(axes: Any, along: Sequence[float], up: Sequence[float], **bars: Any) -> None:
    axes.errorbar(
        along,
        up,
        **bars,
        color=_BLUE,
        marker="o",
        markersize=4,
        linestyle="none",
        elinewidth=1,
        capsize=3,
        clip_on=False,
        label=f"uppmätt, med {_INTERVAL}",
    )


def _corrected(axes: Any, along: Sequence[float], up: Sequence[float]) -> None:
    axes.plot(
        along,
        up,
        color=INK,
        linestyle="none",
        marker="D",
        markersize=8,
        markerfacecolor="none",
        clip_on=False,
        label=_CORRECTED,
    )


def _legend(axes: Any, columns: int = 3) -> None:
    """A legend above the axes, where it hides nothing."""
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.02), ncols=columns)


def stacked(categories: Sequence[str], series: Sequence[Series], label: str) -> str:
    """Bars of stacked, hatched parts, one for each category."""
    with drawn_on(8, 3.8) as (canvas, axes):
        places = bar_places(categories)
        base = [0.0] * len(categories)
        for one, (colour, hatch) in zip(series, _LOOKS, strict=True):
            heights = [value or 0.0 for value in one.values]
            axes.bar(
                places,
                heights,
                bottom=base,
                color=colour,
                hatch=hatch,
                label=one.name,
                **_edges(places),
            )
            base = [low + height for low, height in zip(base, heights, strict=True)]
        ticks(axes, categories, places)
        axes.set_ylabel(label)
        _legend(axes, len(series))
        return svg_of(canvas)


def _edges(places: Sequence[int]) -> dict[str, Any]:
    """How bars are set apart: by edges and gaps, or not at all where there are many."""
    crowded = len(places) > 1 and places[-1] - places[0] > _CROWDED
    return {"edgecolor": INK, "linewidth": 0 if crowded else 0.6, "width": 1 if crowded else 0.8}


def bars(points: Sequence[Point], label: str) -> str:
    """A horizontal bar for each point, with its interval."""
    with drawn_on(8, 0.9 + 0.42 * len(points)) as (canvas, axes):
        axes.barh(
            range(len(points)),
            [point.value for point in points],
            xerr=_bars(points),
            color=_BLUE,
            edgecolor=INK,
            linewidth=0.6,
            ecolor=INK,
            capsize=3,
        )
        axes.set_yticks(range(len(points)), [short(point.name) for point in points])
        axes.invert_yaxis()
        axes.set_xlabel(label)
        return svg_of(canvas)


def histograms(panels: Sequence[tuple[str, Sequence[float], Sequence[int]]], label: str) -> str:
    """A histogram for each panel: its title, the edges of its classes, what is in each."""
    rows = -(-len(panels) // 2)
    with drawn_on(8, 2.1 * rows, rows=rows, columns=2) as (canvas, grid):
        for axes, (title, edges, counts) in zip(grid.flat, panels, strict=False):
            axes.stairs(counts, edges, fill=True, facecolor=_BLUE, edgecolor=INK, linewidth=0.8)
            axes.set_title(title, fontsize=10, loc="left")
            axes.set_ylabel(label)
            axes.set_ylim(bottom=0)
            axes.yaxis.get_major_locator().set_params(integer=True)  # there is no half a post
        for axes in grid.flat[len(panels) :]:
            axes.set_visible(False)
        return svg_of(canvas)


def small_multiples(categories: Sequence[str], series: Sequence[Series], label: str) -> str:
    """A panel for each series on one scale, bars by category."""
    rows = -(-len(series) // 2)
    places = bar_places(categories)
    with drawn_on(8, 1.7 * rows, rows=rows, columns=2, shared=True) as (canvas, grid):
        for axes, one in zip(grid.flat, series, strict=False):
            heights = [value or 0.0 for value in one.values]
            axes.bar(places, heights, color=_BLUE, **_edges(places))
            axes.set_title(short(one.name), fontsize=10, loc="left")
            ticks(axes, categories, places, most=4)
        for axes in grid.flat[len(series) :]:
            axes.set_visible(False)
        canvas.supylabel(label, fontsize=10)
        return svg_of(canvas)


def _bars(points: Sequence[Point]) -> list[list[float]]:
    """Lengths of error bars; none where there is no interval."""
    return [
        [max(0.0, point.value - point.low) if point.low is not None else 0.0 for point in points],
        [max(0.0, point.high - point.value) if point.high is not None else 0.0 for point in points],
    ]


def _numbers(values: Sequence[float | None]) -> list[float]:
    """Values as they are drawn: nothing stands where there is none."""
    return [float("nan") if value is None else value for value in values]
