"""Sections of the report on words: insertions with their rise and fall and their lines, and the
most mixed posts in full.
"""

from __future__ import annotations

from collections.abc import Iterator

from referat.mix import labels, plots
from referat.mix.canvas import short
from referat.mix.markup import download, marked_post, number, plot, table
from referat.mix.study import MixedPost, Study
from referat.mix.tables import Table
from referat.writers.escape import html, link

# Lemmas in the list, forms of each, lemmas with lines, lines of each; the tables hold more.
_LEMMAS = 30
_FORMS = 4
_WITH_LINES = 15
_LINES = 5


def insertions(study: Study, tables: dict[str, Table]) -> Iterator[str]:
    """English in the writers' own Swedish: rise and fall, list, lines."""
    if not study.lemmas:
        yield f"<p>{labels.NO_INSERTIONS}</p>\n"
        return
    yield _rise_and_fall(study)
    yield download(tables["insertion_periods"])
    names = "lemma forms count posts first last marked bare inflected".split()
    yield table(
        "De vanligaste uttrycken",
        [labels.COLUMNS[name] for name in names],
        [
            (
                each.lemma, ", ".join(each.forms[:_FORMS]), number(each.count, 0),
                number(each.posts, 0), each.first or "–", each.last or "–", number(each.marked, 0),
                number(each.count - each.marked, 0), number(each.inflected, 0),
            )
            for each in study.lemmas[:_LEMMAS]
        ],
        worded=2,
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
    if len(study.periods) < 2:
        return f"<p>{labels.ONE_PERIOD if study.periods else labels.NO_PERIOD}</p>\n"
    if not periods:
        return f"<p>{labels.NONE_TWICE}</p>\n"
    lemmas = list(dict.fromkeys(item.lemma for item in study.over_time))
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


def most_mixed(study: Study, tables: dict[str, Table]) -> Iterator[str]:
    """The most mixed posts, their languages marked."""
    if not study.most_mixed:
        yield f"<p>{labels.NO_MIXED}</p>\n"
        return
    marks = ", ".join(
        f'<span class="{name.removeprefix("en_")}">{label}</span>'
        for name, label in labels.STANDINGS.items()
    )
    yield f"<p>Så är de språk märkta som inte är svenska: {marks}.</p>\n"
    for post in study.most_mixed:
        yield (
            f"<details>\n<summary>{_heading(post)}</summary>\n{marked_post(post)}"
            f"{_address(post)}</details>\n"
        )
    yield download(tables["most_mixed"])


def _heading(post: MixedPost) -> str:
    known = [post.author, (post.published or "")[:10]]
    about = [html(part) for part in known if part]
    figures = f"CMI {number(post.cmi)}, {number(post.words_en, 0)} av {number(post.words, 0)} ord"
    title = post.title or short(post.text.strip())
    return f"<bdi>{html(title)}</bdi> ({', '.join([*about, figures])} engelska)"


def _address(post: MixedPost) -> str:
    """A link to the post, where it has an address."""
    address = link(post.url)
    return (
        f'<p><a href="{html(address)}" rel="noreferrer">Läs inlägget</a></p>\n' if address else ""
    )
