"""The report: one Swedish page that needs nothing else, with plots, their figures and downloads.

It is for researchers and for whoever reads what they wrote: it says what is counted, how sure the
figures are, and what is missing. All that comes from posts is escaped; no script runs and nothing
is fetched. The same study gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from referat.mix import labels
from referat.mix.markup import (
    interval,
    number,
    percent,
    table,
)
from referat.mix.report_groups import distributions, shares, standings, switches
from referat.mix.report_insertions import insertions, most_mixed
from referat.mix.study import Study, corrected
from referat.mix.tables import Table
from referat.writers.escape import html
from referat.writers.labels import labels as label_words

_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)


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
        (f"Andel engelska per {labels.GROUPS[study.by]}", shares(study, by_name)),
        ("Vad engelskan används till", standings(study, by_name)),
        ("Var språket byts", switches(study, by_name)),
        ("Måtten, inlägg för inlägg", distributions(study, by_name)),
        ("Engelska i skribenternas egen svenska", insertions(study, by_name)),
        ("De mest blandade inläggen", most_mixed(study, by_name)),
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
        ("Engelska, rättad för taggarens fel, %", percent(told.value), interval(told, 100)),
        *(
            (f"– därav {name}, % av engelskan", percent(figures[f"of_{key}"].value),
             interval(figures[f"of_{key}"], 100))
            for key, name in labels.STANDINGS.items()
        ),
        ("Kodväxling, ord per 1 000 ord", number(figures["own_per_thousand"].value),
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
        "testmaterial som den aldrig har sett, med svenska och engelska i samma stycke, får "
        f"{percent(told.token_accuracy)} procent av {number(told.words, 0)} ord rätt språk. I "
        f"{percent(told.false_alarms)} procent av {number(told.paragraphs, 0)} helt svenska "
        "stycken tar modellen fel och kallar något ord engelskt.</p>\n"
        f"<p>Modellen känner igen {percent(told.sensitivity, 2)} procent av de engelska orden och "
        f"tar {percent(told.fallout, 2)} procent av de övriga för engelska. I den rättade andelen "
        "är båda felen borträknade (Rogan &amp; Gladen 1978), så långt inläggen liknar "
        "testmaterialet. Två andelar som ligger högst "
        f"{percent(told.token_error, 2)} procentenheter isär är märkta ”{labels.WITHIN}”: en så "
        "liten skillnad kan bero på modellen. Om en större skillnad kan bero på slumpen visar "
        "intervallen.</p>\n"
        "<p>Enstaka engelska ord i svenska meningar räknas till svenskan i andelarna, men finns "
        "med i listan över uttryck. Vad som är citat, term eller kodväxling avgörs av hur inlägget "
        "är tolkat; fel i den tolkningen ingår inte i siffrorna ovan.</p>\n"
    )


def _definitions() -> Iterator[str]:
    yield "<dl>\n"
    for word, meaning in labels.DEFINITIONS.items():
        yield f"<dt>{html(word)}</dt><dd>{html(meaning)}</dd>\n"
    yield "</dl>\n"
