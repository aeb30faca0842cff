"""The summary as one HTML page that needs nothing else: no script, no font, no image, no network.

The digest and the post stand side by side. Every sentence of the digest leads to the places it
rests on, and every such place leads back. The page is for editors: it has to read well on a phone,
on paper and in the dark, and nothing may be told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from referat.post import Voice
from referat.summary import (
    ClaimRecord,
    CommentaryRecord,
    FindingRecord,
    SourceRecord,
    Summary,
    SummarySentence,
    TextSpan,
    WarningRecord,
)
from referat.writers.escape import html, link
from referat.writers.marked import marked_text
from referat.writers.view import STANCE_MARKS, View, excerpt, sentences

# No script runs and nothing is fetched, whatever a post may have smuggled in.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_EXCERPT = 200  # code points of a commentary in the list of the writer's comments
_MENTIONS = 12  # places of a source that are linked


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
    rests_on = _chips(view, headline.evidence, headline.voice) if headline else ""
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
        f"<ol>\n{''.join(_sentences(view, language, written))}</ol>\n</section>\n"
    )


def _sentences(view: View, language: str, written: Iterable[SummarySentence]) -> Iterator[str]:
    for number, sentence in enumerate(written, start=1):
        yield (
            f'<li id="{language}{number}"><span lang="{language}">{html(sentence.text)}</span>\n'
            f"{_chips(view, sentence.evidence, sentence.voice)}</li>\n"
        )


def _chips(view: View, evidence: Iterable[str], voice: Voice = Voice.SUMMARY) -> str:
    """Small links to what a sentence rests on, after whose view it gives."""
    links = [_reference(view, identifier) for identifier in dict.fromkeys(evidence)]
    whose = "" if voice is Voice.SUMMARY else f"<i>{view.words[f'voice.{voice}']}</i> "
    return (
        f'<p class="evidence" aria-label="{view.words["evidence"]}">{whose}{" ".join(links)}</p>\n'
    )


def _reference(view: View, identifier: str) -> str:
    anchor = view.anchors.get(identifier)
    if anchor is None:
        return f"<span>{html(identifier)}</span>"
    return f'<a href="#{anchor.target}">{html(anchor.label)}</a>'


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
    yield _list(view, "findings", "ol", (_finding(view, item) for item in summary.findings))
    yield _list(view, "commentary", "ul", (_opinion(view, x) for x in view.writers_commentary()))
    yield _claims(view)
    yield _list(view, "sources", "ul", (_source(view, item) for item in summary.sources))
    yield _mix(view)
    yield _list(view, "warnings", "ul", (_warning(view, item) for item in summary.warnings))


def _list(view: View, word: str, tag: str, items: Iterable[str]) -> str:
    inner = "".join(items)
    if not inner:
        return ""
    return (
        f'<section class="{word}">\n<h2>{view.words[word]}</h2>\n<{tag}>\n{inner}</{tag}>\n'
        "</section>\n"
    )


def _uses(view: View, identifier: str) -> str:
    """The sentences of the digest that rest on a record, as links."""
    places = view.cited.get(identifier, ())
    if not places:
        return ""
    links = ", ".join(f'<a href="#{target}">{html(label)}</a>' for target, label in places)
    return f' <span class="uses">{view.words["in_digest"]}: {links}</span>'


def _quotation(view: View, span: TextSpan, language: str) -> str:
    code = "" if language == "und" else f' lang="{language}"'
    return f'<bdi{code} dir="auto">{html(view.quoted(span.text))}</bdi>'


def _finding(view: View, finding: FindingRecord) -> str:
    anchor = view.anchors[finding.id]
    said_by = html(view.attribution(finding))
    notes = [view.language_name(finding.language), view.words[f"marking.{finding.marking}"]]
    notes = [html(note) for note in notes]
    if finding.continues:
        notes.append(f"{view.words['continues']} {_reference(view, finding.continues)}")
    opinions = "".join(
        f' <a class="tag {item.stance}" href="#{view.anchors[item.id].target}">'
        f"{STANCE_MARKS[item.stance]} {view.words[f'voice.{item.voice}']}: "
        f"{view.words[f'stance.{item.stance}']}</a>"
        for item in view.opinions.get(finding.id, ())
    )
    return (
        f'<li id="{anchor.target}-card"><blockquote>'
        f"{_quotation(view, finding, finding.language)}</blockquote>\n"
        f'<p class="meta"><a href="#{anchor.target}">{html(anchor.label)}</a>'
        f"{f' · <b><bdi>{said_by}</bdi></b>' if said_by else ''} · {' · '.join(notes)}{opinions}"
        f"{_uses(view, finding.id)}</p></li>\n"
    )


def _opinion(view: View, item: CommentaryRecord) -> str:
    anchor = view.anchors[item.id]
    stance = f"{STANCE_MARKS[item.stance]} {view.words[f'stance.{item.stance}']}"
    about = ", ".join(_reference(view, identifier) for identifier in item.about)
    on = f" {view.words['about']} {about}" if about else ""
    code = "" if item.language == "und" else f' lang="{item.language}"'
    return (
        f'<li id="{anchor.target}-card"><p class="meta">'
        f'<span class="tag {item.stance}">{stance}</span>{on}</p>\n'
        f'<p><bdi{code} dir="auto">{html(excerpt(item.text, _EXCERPT))}</bdi></p>\n'
        f'<p class="meta"><a href="#{anchor.target}">{html(anchor.label)}</a>'
        f"{_uses(view, item.id)}</p></li>\n"
    )


def _claims(view: View) -> str:
    if not view.summary.claims:
        return ""
    columns = ("claim", "kind", "who", "certainty", "figures")
    head = "".join(f'<th scope="col">{view.words[word].capitalize()}</th>' for word in columns)
    rows = "".join(_claim(view, claim) for claim in view.summary.claims)
    return (
        f'<section class="claims">\n<h2>{view.words["claims"]}</h2>\n<table>\n'
        f'<thead><tr><th scope="col">#</th>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n'
        "</table>\n</section>\n"
    )


def _claim(view: View, claim: ClaimRecord) -> str:
    anchor = view.anchors[claim.id]
    code = "" if claim.language == "und" else f' lang="{claim.language}"'
    parts = "".join(f"<li><bdi>{html(part.text)}</bdi></li>" for part in claim.parts)
    listed = f'<ul class="parts"{code}>{parts}</ul>' if parts else ""
    degree = "<br>".join(f"<b>{note}</b>" for note in view.degree(claim))
    figures = "<br>".join(f"<bdi>{html(view.figure(item))}</bdi>" for item in claim.quantities)
    cells = (
        ("claim", f'<bdi{code} dir="auto">{html(claim.text)}</bdi>{listed}{_uses(view, claim.id)}'),
        ("kind", view.words[f"kind.{claim.kind}"]),
        ("who", f"<bdi>{html(view.maker(claim))}</bdi>"),
        ("certainty", degree or view.words["certainty.asserted"]),
        ("figures", figures),
    )
    row = "".join(
        f'<td data-label="{view.words[word].capitalize()}">{cell}</td>' if cell else "<td></td>"
        for word, cell in cells
    )
    number = f'<th scope="row"><a href="#{anchor.target}">{anchor.number}</a></th>'
    return f'<tr id="{anchor.target}-card">{number}{row}</tr>\n'


def _source(view: View, source: SourceRecord) -> str:
    anchor = view.anchors[source.id]
    address = link(source.url)
    title = f"<bdi>{html(source.title)}</bdi>"
    shown = f'<a href="{html(address)}" rel="noreferrer">{title}</a>' if address else title
    facts = [view.words[f"origin.{source.kind}"], *source.people]
    facts += [source.organisation] if source.organisation else []
    facts += [str(source.year)] if source.year else []
    near = " ".join(
        f"<q><bdi>{html(excerpt(mention.text, 60))}</bdi></q>"
        for mention in source.mentions[:_MENTIONS]
    )
    mentions = f"{view.words['mentions']}: {near} " if near else ""
    return (
        f'<li id="{anchor.target}"><p><b>{shown}</b> · '
        f"{' · '.join(f'<bdi>{html(fact)}</bdi>' for fact in facts)}</p>\n"
        f'<p class="meta">{html(anchor.label)} · {mentions}{_uses(view, source.id)}</p></li>\n'
    )


def _mix(view: View) -> str:
    mix = view.summary.mix
    if not mix.tokens:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{html(view.language_name(code))}</th><td>{view.number(count)}</td>'
        f"<td>{view.number(100 * mix.share.get(code, 0.0), 1)} %</td><td class="
        f'"bar"><span style="width:{100 * mix.share.get(code, 0.0):.2f}%"></span></td></tr>\n'
        for code, count in sorted(mix.tokens.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    measures = "".join(
        f"<dt>{view.words[f'mix.{name}']}</dt><dd>{view.number(value, 3)}</dd>"
        for name, value in mix
        if isinstance(value, int | float)  # what this version does not measure is null
    )
    head = "".join(f'<th scope="col">{view.words[f"mix.{x}"]}</th>' for x in ("language", "words"))
    head += f'<th scope="col" colspan="2">{view.words["mix.share"]}</th>'
    return (
        f'<section class="mix">\n<h2>{view.words["mix"]}</h2>\n<table>\n<thead><tr>{head}</tr>'
        f"</thead>\n<tbody>\n{rows}</tbody>\n</table>\n<dl>{measures}</dl>\n</section>\n"
    )


def _warning(view: View, warning: WarningRecord) -> str:
    """What was odd; where the page says it in Swedish, the English message with its details too."""
    words = view.warning(warning)
    if words == warning.message:
        return f'<li lang="en"><bdi>{html(words)}</bdi></li>\n'
    detail = f'<span class="meta" lang="en"><bdi>{html(warning.message)}</bdi></span>'
    return f"<li>{html(words)} {detail}</li>\n"


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
