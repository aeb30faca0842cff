"""The report: one Swedish page that needs nothing else, with plots, their figures and downloads.

It is for researchers and for whoever reads what they wrote: it says what is counted, how sure the
figures are, and what is missing. All that comes from posts is escaped; no script runs and nothing
is fetched. The same study gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from referat.mix import labels, plots
from referat.mix.archive import By, Group
from referat.mix.inserted import FOLLOWED
from referat.mix.markup import (
    download,
    group_name,
    interval,
    marked_post,
    number,
    percent,
    plot,
    table,
)
from referat.mix.study import MixedPost, Study, corrected, near
from referat.mix.tables import Table
from referat.writers.escape import html, link
from referat.writers.labels import labels as label_words

_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
# Groups, lemmas and lines that the page shows; the tables hold more.
_GROUPS = 40
_LEMMAS = 30
_WITH_LINES = 15
_LINES = 5


@cache
def _style() -> str:
    return resources.files("referat.mix").joinpath("report.css").read_text(encoding="utf-8")


def page(study: Study, tables: Sequence[Table]) -> str:
    """The whole page, ending in a newline.

    Raises:
        DatasetError: matplotlib is missing.
    """
    by_name = {each.name: each for each in tables}
    sections = (
        ("I korthet", _brief(study)),
        ("Hur säkra är siffrorna?", _accuracy(study)),
        (f"Andel engelska per {labels.GROUPS[study.by]}", _shares(study, by_name)),
        ("Vad engelskan gör där", _standings(study)),
        ("Var språket byts", _switches(study)),
        ("Måtten, inlägg för inlägg", _distributions(study, by_name)),
        ("Engelska i skribenternas egen svenska", _insertions(study, by_name)),
        ("De mest blandade inläggen", _most_mixed(study, by_name)),
        ("Vad orden betyder", _definitions()),
    )
    body = "".join(
        f"<section>\n<h2>{html(title)}</h2>\n{''.join(parts)}</section>\n"
        for title, parts in sections
    )
    return (
        '<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Språkblandning</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        f"<h1>Språkblandning</h1>\n{_lead(study)}<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _lead(study: Study) -> str:
    whole = study.whole
    lines = [
        f"{number(whole.posts, 0)} inlägg med {number(whole.words, 0)} ord, grupperade per "
        f"{labels.GROUPS[study.by]}."
    ]
    if whole.empty:
        lines.append(f"{number(whole.empty, 0)} inlägg utan ord räknas inte.")
    if study.lacking:
        lines.append(
            f"{number(study.lacking, 0)} av {number(study.posts, 0)} inlägg saknar uppgift om "
            f"{labels.GROUPS[study.by]} och står som ”{labels.UNKNOWN[study.by]}”."
        )
    if study.undated and not study.by.over_time:
        lines.append(f"{number(study.undated, 0)} inlägg saknar datum.")
    return "".join(f'<p class="lead">{line}</p>\n' for line in lines)


def _brief(study: Study) -> Iterator[str]:
    figures = study.whole.figures
    told = corrected(figures["share_en"], study.accuracy)
    rows = [
        ("Engelska, % av orden", percent(figures["share_en"].value),
         interval(figures["share_en"], 100)),
        ("Engelska, rättat för taggarens fel, %", percent(told.value), interval(told, 100)),
        *(
            (f"– därav {name}, % av engelskan", percent(figures[f"of_{key}"].value),
             interval(figures[f"of_{key}"], 100))
            for key, name in labels.STANDINGS.items()
        ),
        ("Kodväxling, ord per 1 000", number(figures["own_per_thousand"].value),
         interval(figures["own_per_thousand"])),
        ("Språkbyten per 1 000 ord", number(figures["switches_per_thousand"].value),
         interval(figures["switches_per_thousand"])),
        ("CMI för korpus", number(figures["corpus_cmi"].value), interval(figures["corpus_cmi"])),
        *(
            (name, number(figures[key].value, 3), interval(figures[key], decimals=3))
            for key, name in (
                ("m_index", "M-index"),
                ("language_entropy", "Språkentropi, bitar"),
                ("i_index", "I-index"),
                ("burstiness_mean", "Ryckighet, medel över inlägg"),
                ("memory_mean", "Minne, medel över inlägg"),
                ("span_entropy_mean", "Spannentropi, medel över inlägg"),
            )
        ),
    ]  # fmt: skip
    yield table("Alla inlägg", ("Mått", "Värde", "95 %"), rows)
    yield table(
        "Ord per språk",
        ("Språk", "Ord", "Andel, %"),
        [
            (_language(code), number(words, 0), percent(words / study.whole.words, 2))
            for code, words in study.languages
        ],
    )


def _language(code: str) -> str:
    return label_words("sv").get(f"language.{code}", code)


def _accuracy(study: Study) -> Iterator[str]:
    told = study.accuracy
    yield (
        f"<p>Språket sätts ord för ord av modellen {html(told.model)} {html(told.version)}. På "
        f"testmaterial som den aldrig har sett, med svenska och engelska i samma stycke, får "
        f"{percent(told.token_accuracy)} procent av {number(told.words, 0)} ord rätt språk. I "
        f"{percent(told.false_alarms)} procent av {number(told.paragraphs, 0)} helt svenska "
        "stycken tas något ord för engelska i onödan.</p>\n"
        f"<p>Modellen känner igen {percent(told.sensitivity, 2)} procent av de engelska orden och "
        f"kallar {percent(told.fallout, 2)} procent av de andra engelska. Den rättade andelen är "
        "vad som då återstår (Rogan & Gladen 1978). Den gäller så långt inläggen liknar "
        f"testmaterialet. Två andelar som skiljer sig med högst {percent(told.token_error, 2)} "
        f"procentenheter är märkta ”{labels.WITHIN}”: så små skillnader kan modellen själv ha "
        "gjort. Enstaka engelska ord i svenska meningar räknas till svenskan i andelarna; de står "
        "i listan över uttryck.</p>\n"
    ).replace("& ", "&amp; ")


def _shares(study: Study, tables: dict[str, Table]) -> Iterator[str]:
    known = [group for group in study.groups if group.words]
    if study.whole.words_en == 0 or study.whole.words_en == study.whole.words:
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
    previous: Group | None = None
    for group in shown:
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
            previous = group if group in study.periods else None
        rows.append(cells)
    return table(caption, heads, rows)


def _nearness(near: bool | None) -> str:
    if near is None:
        return "–"
    return labels.WITHIN if near else labels.BEYOND


def _standings(study: Study) -> Iterator[str]:
    if not study.whole.words_en:
        yield f"<p>{labels.NO_ENGLISH}</p>\n"
        return
    by, groups = (study.period_by, list(study.periods)) if study.periods else (study.by, [])
    groups = [group for group in groups if group.words_en] or [study.whole]
    names = [group_name(group.name, by) for group in groups]
    series = [
        plots.Series(name, tuple(_percent(group, f"of_{key}") for group in groups))
        for key, name in labels.STANDINGS.items()
    ]
    title = "Vad de engelska orden gör, procent av dem"
    yield plot(plots.stacked(names, series, "procent av de engelska orden"), title)
    yield table(
        title,
        (labels.COLUMNS["period"], labels.COLUMNS["words_en"], *labels.STANDINGS.values()),
        [
            (
                name,
                number(group.words_en, 0),
                *(
                    f"{percent(group.figures[f'of_{key}'].value)} "
                    f"({interval(group.figures[f'of_{key}'], 100)})"
                    for key in labels.STANDINGS
                ),
            )
            for name, group in zip([*names, "alla"], [*groups, study.whole], strict=True)
        ],
    )
    yield "<p>Siffrorna finns också i tabellen per grupp ovan, i kolumnerna of_en.</p>\n"


def _percent(group: Group, figure: str) -> float | None:
    value = group.figures[figure].value
    return None if value is None else 100 * value


def _switches(study: Study) -> Iterator[str]:
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
    yield "<p>Siffrorna finns också per grupp, i groups.csv ovan.</p>\n"


def _distributions(study: Study, tables: dict[str, Table]) -> Iterator[str]:
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


def _insertions(study: Study, tables: dict[str, Table]) -> Iterator[str]:
    if not study.lemmas:
        yield f"<p>{labels.NO_INSERTIONS}</p>\n"
        return
    yield _rise_and_fall(study)
    names = "lemma forms count posts first last marked bare inflected".split()
    yield table(
        f"De {min(_LEMMAS, len(study.lemmas))} vanligaste uttrycken",
        [labels.COLUMNS[name] for name in names],
        [
            (
                each.lemma, ", ".join(each.forms), number(each.count, 0), number(each.posts, 0),
                each.first or "–", each.last or "–", number(each.marked, 0),
                number(each.count - each.marked, 0), number(each.inflected, 0),
            )
            for each in study.lemmas[:_LEMMAS]
        ],
    )  # fmt: skip
    yield download(tables["insertions"])
    yield download(tables["insertion_phrases"])
    yield "<h3>I sitt sammanhang</h3>\n"
    for each in study.lemmas[:_WITH_LINES]:
        lines = [line for line in study.lines if line.lemma == each.lemma][:_LINES]
        cells = "".join(
            f'<tr><td class="left"><bdi>{html(line.left)}</bdi></td>'
            f"<td><b>{html(line.keyword)}</b></td><td><bdi>{html(line.right)}</bdi></td>"
            f"<td>{_place(line.url, line.origin or line.id, line.published)}</td></tr>\n"
            for line in lines
        )
        yield f'<table class="lines"><caption>{html(each.lemma)}</caption>\n{cells}</table>\n'
    yield download(tables["concordance"])


def _place(url: str | None, name: str, published: str | None) -> str:
    """Where a line stands, with a link where the post has an address."""
    address = link(url)
    shown = html(name if published is None else f"{name}, {published[:10]}")
    return f'<a href="{html(address)}" rel="noreferrer">{shown}</a>' if address else shown


def _rise_and_fall(study: Study) -> str:
    periods = list(dict.fromkeys(item.period for item in study.over_time))
    if len(periods) < 2:
        return f"<p>{labels.ONE_PERIOD if periods else labels.NO_PERIOD}</p>\n"
    lemmas = [each.lemma for each in study.lemmas[:FOLLOWED]]
    series = [
        plots.Series(lemma, tuple(item.rate for item in study.over_time if item.lemma == lemma))
        for lemma in lemmas
    ]
    title = f"De vanligaste uttrycken per {labels.GROUPS[study.period_by]}"
    drawn = plot(plots.small_multiples(periods, series, "per 10 000 ord"), title)
    rows = [
        (period, *(number(one.values[number_], 2) for one in series))
        for number_, period in enumerate(periods)
    ]
    return drawn + table(f"{title}, per 10 000 ord", (labels.COLUMNS["period"], *lemmas), rows)


def _most_mixed(study: Study, tables: dict[str, Table]) -> Iterator[str]:
    if not study.most_mixed:
        yield f"<p>{labels.NO_MIXED}</p>\n"
        return
    yield (
        '<p class="legend">Så är språken märkta: <span class="own">kodväxling</span>, '
        '<span class="term">term eller titel</span>, <span class="finding">citat</span>.</p>\n'
    )
    for post in study.most_mixed:
        yield f"<details>\n<summary>{_heading(post)}</summary>\n{marked_post(post)}</details>\n"
    yield download(tables["most_mixed"])


def _heading(post: MixedPost) -> str:
    known = [post.author, (post.published or "")[:10]]
    about = [html(part) for part in known if part]
    figures = f"CMI {number(post.cmi)}, {number(post.words_en, 0)} av {number(post.words, 0)} ord"
    return f"<bdi>{html(post.title or post.id)}</bdi> ({', '.join([*about, figures])} engelska)"


def _definitions() -> Iterator[str]:
    yield "<dl>\n"
    for word, meaning in labels.DEFINITIONS.items():
        yield f"<dt>{html(word)}</dt><dd>{html(meaning)}</dd>\n"
    yield "</dl>\n"
