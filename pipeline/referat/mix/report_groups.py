"""Sections of the report on groups: shares over time and by group, what English does, where the
language changes, and how the measures spread over posts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from referat.mix import labels, plots
from referat.mix.archive import By, Figure, Group
from referat.mix.markup import download, group_name, interval, number, percent, plot, table
from referat.mix.study import Study, corrected, near, with_previous
from referat.mix.tables import Table
from referat.writers.escape import html

_GROUPS = 40  # that the page shows; the tables hold all


def shares(study: Study, tables: dict[str, Table]) -> Iterator[str]:
    """Share of English over time or by group, with what lies within the tagger's error."""
    known = [group for group in study.groups if group.words]
    if study.whole.words_en in (0, study.whole.words):
        yield f"<p>{labels.ONE_LANGUAGE}</p>\n"
    elif study.by.over_time:
        yield _curve(study)
    else:
        largest = sorted(known, key=lambda group: (-group.words, group.name))[:_GROUPS]
        yield plot(
            plots.by_group(
                [_point(group, study.by) for group in largest],
                _corrected(largest, study),
                "engelska ord, procent",
            ),
            f"Andel engelska per {labels.GROUPS[study.by]}",
        )
        if study.periods:
            yield _curve(study)
    yield _group_table(study, study.groups, study.by)
    yield download(tables["groups"])
    if "periods" in tables and study.periods:
        yield _group_table(study, study.periods, study.period_by)
        yield download(tables["periods"])


def _curve(study: Study) -> str:
    periods = [period for period in study.periods if period.words]
    if len(periods) < 2:
        return f"<p>{labels.ONE_PERIOD if periods else labels.NO_PERIOD}</p>\n"
    points = [_point(period, study.period_by) for period in periods]
    drawn = plots.over_time(points, _corrected(periods, study), "engelska ord, procent")
    return plot(drawn, f"Andel engelska per {labels.GROUPS[study.period_by]}")


def _point(group: Group, by: By) -> plots.Point:
    share = group.figures["share_en"]
    low, high = (None if end is None else 100 * end for end in (share.low, share.high))
    return plots.Point(group_name(group.name, by), 100 * (share.value or 0.0), low, high)


def _corrected(groups: Sequence[Group], study: Study) -> list[float | None]:
    values = [corrected(group.figures["share_en"], study.accuracy).value for group in groups]
    return [None if value is None else 100 * value for value in values]


def _group_table(study: Study, groups: Sequence[Group], by: By) -> str:
    names = "group posts words share_en interval share_en_corrected near_all near_previous".split()
    heads = [labels.COLUMNS[name] for name in names]
    if not by.over_time:
        heads.pop()
    shown = list(groups)
    caption = f"Andel engelska per {labels.GROUPS[by]}"
    if len(shown) > _GROUPS and not by.over_time:
        caption += f"; {_GROUPS} grupper med flest ord av {len(shown)}"
        shown = sorted(shown, key=lambda group: (-group.words, group.name))[:_GROUPS]
    rows = []
    for group, previous in with_previous(shown, study.periods):
        share = group.figures["share_en"]
        cells = [
            group_name(group.name, by),
            number(group.posts, 0),
            number(group.words, 0),
            percent(share.value),
            interval(share, 100),
            percent(corrected(share, study.accuracy).value),
            _nearness(near(group, study.whole, study.accuracy)),
        ]
        if by.over_time:
            cells.append(_nearness(near(group, previous, study.accuracy)))
        rows.append(cells)
    return table(caption, heads, rows)


def _nearness(near: bool | None) -> str:
    if near is None:
        return "–"
    return labels.WITHIN if near else labels.BEYOND


def standings(study: Study, tables: dict[str, Table]) -> Iterator[str]:
    """What English words do: quoted, term or title, code-switching."""
    if not study.whole.words_en:
        yield f"<p>{labels.NO_ENGLISH}</p>\n"
        return
    by = study.period_by
    groups = [group for group in study.periods if group.words_en] or [study.whole]
    names = [group_name(group.name, by) for group in groups]
    series = [
        plots.Series(name, tuple(_percent(group, f"of_{key}") for group in groups))
        for key, name in labels.STANDINGS.items()
    ]
    title = "De engelska orden efter användning, procent"
    standing_groups = list(zip(names, groups, strict=True))
    if study.whole not in groups:
        standing_groups.append(("alla", study.whole))
    yield plot(plots.stacked(names, series, "procent av de engelska orden"), title)
    yield table(
        title,
        (labels.COLUMNS["period"], labels.COLUMNS["words_en"], *labels.STANDINGS.values()),
        [
            (
                name,
                number(group.words_en, 0),
                *(_with_interval(group.figures[f"of_{key}"]) for key in labels.STANDINGS),
            )
            for name, group in standing_groups
        ],
    )
    yield download(tables["standings"])


def _with_interval(share: Figure) -> str:
    known = share.low is not None
    return f"{percent(share.value)} ({interval(share, 100)})" if known else percent(share.value)


def _percent(group: Group, figure: str) -> float | None:
    value = group.figures[figure].value
    return None if value is None else 100 * value


def switches(study: Study, tables: dict[str, Table]) -> Iterator[str]:
    """Switches of language by place and marking."""
    figures = study.whole.figures
    if not figures["switches_per_thousand"].value:
        yield f"<p>{labels.ONE_LANGUAGE}</p>\n"
        return
    found = [(name, figures[f"{key}_per_thousand"]) for key, name in labels.SWITCHES.items()]
    title = "Språkbyten per 1 000 ord, efter plats och markering"
    points = [plots.Point(name, each.value or 0.0, each.low, each.high) for name, each in found]
    yield plot(plots.bars(points, "byten per 1 000 ord"), title)
    yield table(
        title,
        (labels.COLUMNS["kind"], labels.COLUMNS["rate"], labels.COLUMNS["interval"]),
        [(name, number(each.value, 2), interval(each, decimals=2)) for name, each in found],
    )
    yield download(tables["switches"])


def distributions(study: Study, tables: dict[str, Table]) -> Iterator[str]:
    """The measures of posts, by class."""
    drawn = [each for each in study.distributions if sum(each.posts)]
    for each in study.distributions:
        if not sum(each.posts):
            yield f"<p>{html(labels.MEASURES[each.measure])}: {labels.NO_MEASURE}</p>\n"
    if drawn:
        panels = [(labels.MEASURES[each.measure], each.edges, each.posts) for each in drawn]
        yield plot(plots.histograms(panels, "inlägg"), "Hur måtten fördelar sig över inläggen")
    yield "<details><summary>Siffrorna</summary>\n"
    yield table(
        "Inlägg per klass",
        [labels.COLUMNS[name] for name in ("measure", "from", "to", "posts")],
        [
            (labels.MEASURES[each.measure], number(low, 2), number(high, 2), number(posts, 0))
            for each in drawn
            for low, high, posts in zip(each.edges[:-1], each.edges[1:], each.posts, strict=True)
            if posts
        ],
    )
    yield "</details>\n"
    yield download(tables["distributions"])
