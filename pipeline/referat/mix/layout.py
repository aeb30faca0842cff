"""The answers of a study laid out as tables; their columns are documented in README."""

from __future__ import annotations

from referat.mix.archive import Group
from referat.mix.figures import FIGURES, STANDINGS
from referat.mix.inserted import InsertionCount
from referat.mix.study import Study, corrected, near, with_previous
from referat.mix.tables import Cell, Columns, Table
from referat.mix.usage import SWITCHES


def tables_of(study: Study) -> tuple[Table, ...]:
    """All tables, in the order of the report."""
    tables = [_group_table("groups", study, (study.whole, *study.groups))]
    if study.period_by is not study.by:
        tables.append(_group_table("periods", study, study.periods))
    total = sum(words for _, words in study.languages)
    tables += [
        Table(
            "languages",
            {"language": str, "words": int, "share": float},
            tuple((code, words, round(words / total, 6)) for code, words in study.languages),
        ),
        _standing_table(study),
        _switch_table(study),
        _distribution_table(study),
        _insertion_table("insertions", study.lemmas),
        _insertion_table("insertion_phrases", study.phrases),
        Table(
            "insertion_periods",
            {"period": str, "lemma": str, "count": int, "words": int, "per_10000_words": float},
            tuple(
                (item.period, item.lemma, item.count, item.words, item.rate)
                for item in study.over_time
            ),
        ),
        _concordance_table(study),
        _most_mixed_table(study),
    ]
    return tuple(tables)


def _group_table(name: str, study: Study, groups: tuple[Group, ...]) -> Table:
    columns: Columns = {"group": str}
    columns |= dict.fromkeys(("posts", "posts_without_words", "words", "words_sv", "words_en"), int)
    for figure in (*FIGURES, "share_en_corrected"):
        columns |= dict.fromkeys((figure, f"{figure}_low", f"{figure}_high"), float)
    columns |= {"within_tagger_error_of_all": bool, "within_tagger_error_of_previous": bool}
    rows = []
    for group, previous in with_previous(groups, study.periods):
        cells: list[Cell] = [
            group.name, group.posts, group.empty, group.words, group.words_sv, group.words_en
        ]  # fmt: skip
        share = group.figures["share_en"]
        for each in (*group.figures.values(), corrected(share, study.accuracy)):
            cells += [each.value, each.low, each.high]
        cells += [near(group, study.whole, study.accuracy), near(group, previous, study.accuracy)]
        rows.append(tuple(cells))
    return Table(name, columns, tuple(rows))


def _standing_table(study: Study) -> Table:
    """What English words do, by period and in all."""
    figures = [f"of_{name}" for name in STANDINGS]
    columns: Columns = {"period": str}
    columns |= {"words_en": int}
    for figure in figures:
        columns |= dict.fromkeys((figure, f"{figure}_low", f"{figure}_high"), float)
    rows = []
    for group in (study.whole, *study.periods):
        cells: list[Cell] = [group.name, group.words_en]
        for figure in figures:
            each = group.figures[figure]
            cells += [each.value, each.low, each.high]
        rows.append(tuple(cells))
    return Table("standings", columns, tuple(rows))


def _switch_table(study: Study) -> Table:
    """Switches of language by place and marking, of all posts."""
    rows = []
    for kind in SWITCHES:
        place, _, marking = kind.partition("_")
        each = study.whole.figures[f"{kind}_per_thousand"]
        rows.append((place, marking, each.value, each.low, each.high))
    kinds = {"place": str, "marking": str}
    return Table(
        "switches",
        {**kinds, **dict.fromkeys(("per_1000_words", "low", "high"), float)},
        tuple(rows),
    )


def _distribution_table(study: Study) -> Table:
    return Table(
        "distributions",
        {"measure": str, "from": float, "to": float, "posts": int},
        tuple(
            (each.measure, round(low, 6), round(high, 6), posts)
            for each in study.distributions
            for low, high, posts in zip(each.edges[:-1], each.edges[1:], each.posts, strict=True)
        ),
    )


def _insertion_table(name: str, counted: tuple[InsertionCount, ...]) -> Table:
    return Table(
        name,
        {
            "lemma": str, "forms": str, "count": int, "posts": int, "first": str, "last": str,
            "marked": int, "bare": int, "inflected": int,
        },
        tuple(
            (
                item.lemma, " | ".join(item.forms), item.count, item.posts, item.first, item.last,
                item.marked, item.count - item.marked, item.inflected,
            )
            for item in counted
        ),
    )  # fmt: skip


def _concordance_table(study: Study) -> Table:
    return Table(
        "concordance",
        {
            "lemma": str, "left": str, "keyword": str, "right": str, "id": str, "origin": str,
            "url": str, "published": str, "start": int, "end": int,
        },
        tuple(
            (
                line.lemma, line.left, line.keyword, line.right, line.id, line.origin,
                line.url, line.published, line.start, line.end,
            )
            for line in study.lines
        ),
    )  # fmt: skip


def _most_mixed_table(study: Study) -> Table:
    return Table(
        "most_mixed",
        {
            "id": str, "title": str, "author": str, "published": str, "url": str, "words": int,
            "words_en": int, "cmi": float,
        },
        tuple(
            (
                post.id, post.title, post.author, post.published, post.url, post.words,
                post.words_en, post.cmi,
            )
            for post in study.most_mixed
        ),
    )  # fmt: skip
