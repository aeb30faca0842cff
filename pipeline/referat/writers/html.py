"""The summary as one HTML page that needs nothing else: no script, no font, no image, no network.

The digest and the post stand side by side. Every sentence of the digest leads to the places it
rests on, and every such place leads back. The page is for editors: it has to read well on a phone,
on paper and in the dark, and nothing may be told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from referat.summary import Summary
from referat.writers.entries import (
    chips,
    claims_section,
    digest_items,
    finding_entry,
    mix_section,
    opinion_entry,
    section,
    source_entry,
    warning_entry,
)
from referat.writers.escape import html, link
from referat.writers.marked import marked_text
from referat.writers.view import STANCE_MARKS, View, sentences

# No script runs and nothing is fetched, whatever a post may have smuggled in.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@cache
def style() -> str:
    """The style sheet of a page."""
    return resources.files("referat.writers").joinpath("page.css").read_text(encoding="utf-8")


def write(summary: Summary, language: str) -> str:
    """The page, with interface words in ``language`` ("sv" or "en"), ending in a newline."""
    view = View.of(summary, language)
    headline = view.headline
    title = html(headline.text if headline else view.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>\n{style()}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#text">{view.words["skip"]}</a>\n'
        f"{_masthead(view, title)}<main>\n{_digests(view)}{_post(view)}</main>\n"
        f'<div class="details">\n{"".join(_details(view))}</div>\n{_footer(view)}</body>\n</html>\n'
    )


def _masthead(view: View, title: str) -> str:
    post, headline = view.summary.post, view.headline
    named = html(view.quoted(view.title) if post.title else view.title)
    address = link(post.url)
    shown = f'<a href="{html(address)}" rel="noreferrer">{named}</a>' if address else named
    parts = [f"{view.words['digest.of']} <bdi>{shown}</bdi>"]
    parts += [f"<bdi>{html(part)}</bdi>" for part in (post.author, post.site) if part]
    if post.published:
        parts.append(f"<time>{html(view.day(post.published))}</time>")
    rests_on = chips(view, headline.evidence, headline.voice) if headline else ""
    return (
        '<header class="masthead">\n<p class="brand">referat</p>\n'
        f'<h1 id="{view.language}0">{title}</h1>\n'
        f'<p class="byline">{" · ".join(parts)}</p>\n{rests_on}</header>\n'
    )


def _digests(view: View) -> str:
    """Both digests, the page's language first."""
    other = "en" if view.language == "sv" else "sv"
    first, second = _digest(view, view.language), _digest(view, other)
    if not first and not second:
        first = f"<p>{view.words['nothing']}</p>\n"
    return f'<aside class="digest" aria-label="{view.words["digest"]}">\n{first}{second}</aside>\n'


def _digest(view: View, language: str) -> str:
    written = sentences(view.summary, language)
    if not written:
        return ""
    headlines = view.summary.summary.headline
    headline = headlines.sv if language == "sv" else headlines.en
    head = ""
    if headline is not None and language != view.language:
        head = f'<p class="headline" lang="{language}" id="{language}0">{html(headline.text)}</p>\n'
    return (
        f'<section class="in-{language}">\n<h2>{view.words[f"digest.{language}"]}</h2>\n{head}'
        f"<ol>\n{''.join(digest_items(view, language, written))}</ol>\n</section>\n"
    )


def _post(view: View) -> str:
    words = view.words
    legend = [
        f'<span class="finding">{words["finding"]}</span>',
        f'<span class="foreign">{words["legend.foreign"]}</span>',
        f'<span class="claim">{words["claim"]}<span class="number">1</span></span>',
        f'<span class="cue mixed">{words["legend.cue"]}</span>',
        *(
            f'<span class="tag {stance}">{mark} {words[f"stance.{stance}"]}</span>'
            for stance, mark in STANCE_MARKS.items()
            if stance != "neutral"
        ),
        f'<span class="figure">{words["figures"].lower()}</span>',
        f'<span class="repeat">{words["repeats"]}</span>',
        f'<span class="back">↩</span> {words["in_digest"]}',
    ]
    items = "".join(f"<li>{item}</li>" for item in legend)
    return (
        f'<section class="post" id="text">\n<h2>{words["post"]}</h2>\n'
        f'<ul class="legend" aria-label="{words["legend"]}">{items}</ul>\n'
        f"{marked_text(view)}</section>\n"
    )


def _details(view: View) -> Iterator[str]:
    summary = view.summary
    yield section(view, "findings", "ol", (finding_entry(view, item) for item in summary.findings))
    yield section(
        view, "commentary", "ul", (opinion_entry(view, x) for x in view.writers_commentary())
    )
    yield claims_section(view)
    yield section(view, "sources", "ul", (source_entry(view, item) for item in summary.sources))
    yield mix_section(view)
    yield section(view, "warnings", "ul", (warning_entry(view, item) for item in summary.warnings))


def _footer(view: View) -> str:
    made = view.summary.provenance
    stages = ", ".join(
        f"{item.stage} {item.version}" + (f" ({item.model})" if item.model else "")
        for item in made.stages
    )
    parts = [
        f"{view.words['made_with']} referat {made.referat}",
        f"{view.words['settings']} {made.settings}",
        *([f"{view.words['stages'].lower()}: {stages}"] if stages else []),
        *([view.summary.post.origin] if view.summary.post.origin else []),
    ]
    return f"<footer>{' · '.join(f'<bdi>{html(part)}</bdi>' for part in parts)}</footer>\n"
