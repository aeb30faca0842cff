"""Pieces of the report's HTML: Swedish figures, tables, plots, downloads, marked text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence

from referat.mix.archive import ALL, UNKNOWN, By, Figure
from referat.mix.labels import UNKNOWN as UNKNOWN_WORDS
from referat.mix.study import MixedPost
from referat.mix.tables import Table, csv_text
from referat.writers.escape import html, one_line

# Code points of a post that are shown; the rest is in the dataset.
_LONGEST = 4_000
_MISSING = "–"


def number(value: float | None, decimals: int = 1) -> str:
    """A figure as Swedes write it; a dash where there is none."""
    if value is None:
        return _MISSING
    # A no-break blank between thousands, a comma before decimals, a true minus.
    return f"{value:,.{decimals}f}".translate({ord(","): "\u00a0", ord("."): ",", ord("-"): "−"})


def percent(value: float | None, decimals: int = 1) -> str:
    """A share in per cent, without the sign."""
    return number(None if value is None else 100 * value, decimals)


def interval(figure: Figure, scale: float = 1.0, decimals: int = 1) -> str:
    """An interval, or a dash."""
    if figure.low is None or figure.high is None:
        return _MISSING
    between = " till " if figure.low < 0 else "–"  # a minus behind a dash cannot be read
    return number(scale * figure.low, decimals) + between + number(scale * figure.high, decimals)


def group_name(name: str, by: By) -> str:
    """What a group is called."""
    if name == ALL:
        return "alla"
    return UNKNOWN_WORDS[by] if name == UNKNOWN else one_line(name)


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], worded: int = 1
) -> str:
    """A table; cells are text, the first ``worded`` of a row to the left, others to the right."""
    sides = [' class="worded"' if number < worded else "" for number in range(len(heads))]
    head = "".join(
        f'<th scope="col"{side}>{html(cell)}</th>' for side, cell in zip(sides, heads, strict=True)
    )
    body = ""
    for first, *rest in rows:
        cells = zip(sides[1:], rest, strict=True)
        body += f'<tr><th scope="row"{sides[0]}><bdi>{html(first)}</bdi></th>'
        body += "".join(f"<td{side}><bdi>{html(cell)}</bdi></td>" for side, cell in cells)
        body += "</tr>\n"
    return (
        f'<div class="wide"><table>\n<caption>{html(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
    )


def plot(svg: str, title: str) -> str:
    """A plot as an image of its own, so that nothing in it can touch the page."""
    data = b64encode(svg.encode("utf-8")).decode("ascii")
    return (
        f'<figure><img alt="{html(title)}. Siffrorna står i tabellen nedanför." '
        f'src="data:image/svg+xml;base64,{data}">\n'
        f"<figcaption>{html(title)}</figcaption></figure>\n"
    )


def download(made: Table) -> str:
    """A link that saves a table as CSV, out of the page itself."""
    data = b64encode(csv_text(made).encode("utf-8", "replace")).decode("ascii")
    return (
        f'<p class="save"><a download="{html(made.name)}.csv" '
        f'href="data:text/csv;charset=utf-8;base64,{data}">Hämta {html(made.name)}.csv</a></p>\n'
    )


def marked_post(post: MixedPost) -> str:
    """A post's own text with its other languages marked."""
    parts: list[str] = []
    paragraph: list[str] = []
    end: int | None = None
    shown = 0
    for start, stop, language, standing in post.stretches:
        # Runs of one block meet; where they do not, a new one begins.
        if end is not None and start != end:
            parts.append(_paragraph(paragraph))
            paragraph = []
        words = html(post.text[start : min(stop, start + _LONGEST - shown)])
        # Swedish and what is no word have no standing.
        paragraph.append(
            f'<span lang="{html(language)}" class="{html(standing)}">{words}</span>'
            if standing
            else words
        )
        shown += stop - start
        end = stop
        if shown >= _LONGEST:
            paragraph.append(" …")
            break
    parts.append(_paragraph(paragraph))
    return f'<div class="text" dir="auto">\n{"".join(parts)}</div>\n'


def _paragraph(pieces: Sequence[str]) -> str:
    return f"<p>{''.join(pieces)}</p>\n" if pieces else ""
