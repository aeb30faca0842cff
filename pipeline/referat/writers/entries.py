"""What a page says of a summary's records: an entry each, and the links between them.

The page of a summary and the editor's desk show the same entries. Each is a function of a `View`
that gives escaped HTML; what `View.aside` gives for a record stands at the end of its entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from referat.post import Voice
from referat.summary import (
    ClaimRecord,
    CommentaryRecord,
    FindingRecord,
    SourceRecord,
    SummarySentence,
    TextSpan,
    WarningRecord,
)
from referat.writers.escape import html, link
from referat.writers.view import STANCE_MARKS, View, excerpt

_EXCERPT = 200  # code points of a commentary in the list of the writer's comments
_MENTIONS = 12  # places of a source that are linked


def digest_items(view: View, language: str, written: Iterable[SummarySentence]) -> Iterator[str]:
    """The sentences of a digest, each with what it rests on."""
    for number, sentence in enumerate(written, start=1):
        yield (
            f'<li id="{language}{number}"><span lang="{language}">{html(sentence.text)}</span>\n'
            f"{chips(view, sentence.evidence, sentence.voice)}"
            f"{view.aside(f'{language}{number}')}</li>\n"
        )


def chips(view: View, evidence: Iterable[str], voice: Voice = Voice.SUMMARY) -> str:
    """Small links to what a sentence rests on, after whose view it gives."""
    links = [reference(view, identifier) for identifier in dict.fromkeys(evidence)]
    whose = "" if voice is Voice.SUMMARY else f"<i>{view.words[f'voice.{voice}']}</i> "
    return (
        f'<p class="evidence" aria-label="{view.words["evidence"]}">{whose}{" ".join(links)}</p>\n'
    )


def reference(view: View, identifier: str) -> str:
    """A link to the record of that id."""
    anchor = view.anchors.get(identifier)
    if anchor is None:
        return f"<span>{html(identifier)}</span>"
    return f'<a href="#{anchor.target}">{html(anchor.label)}</a>'


def section(view: View, word: str, tag: str, items: Iterable[str]) -> str:
    """A list of entries under its heading; nothing where there are none."""
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


def finding_entry(view: View, finding: FindingRecord) -> str:
    """A finding: its words, whose they are, and who thinks what of it."""
    anchor = view.anchors[finding.id]
    said_by = html(view.attribution(finding))
    notes = [view.language_name(finding.language), view.words[f"marking.{finding.marking}"]]
    notes = [html(note) for note in notes]
    if finding.continues:
        notes.append(f"{view.words['continues']} {reference(view, finding.continues)}")
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
        f"{_uses(view, finding.id)}</p>{view.aside(finding.id)}</li>\n"
    )


def opinion_entry(view: View, item: CommentaryRecord) -> str:
    """A commentary: its stance, what it is about, and its first words."""
    anchor = view.anchors[item.id]
    stance = f"{STANCE_MARKS[item.stance]} {view.words[f'stance.{item.stance}']}"
    about = ", ".join(reference(view, identifier) for identifier in item.about)
    on = f" {view.words['about']} {about}" if about else ""
    code = "" if item.language == "und" else f' lang="{item.language}"'
    return (
        f'<li id="{anchor.target}-card"><p class="meta">'
        f'<span class="tag {item.stance}">{stance}</span>{on}</p>\n'
        f'<p><bdi{code} dir="auto">{html(excerpt(item.text, _EXCERPT))}</bdi></p>\n'
        f'<p class="meta"><a href="#{anchor.target}">{html(anchor.label)}</a>'
        f"{_uses(view, item.id)}</p>{view.aside(item.id)}</li>\n"
    )


def claims_section(view: View, claims: Sequence[ClaimRecord] | None = None, tools: str = "") -> str:
    """The claims as a table; nothing where the post makes none.

    Args:
        view: the summary.
        claims: which of its claims, in which order; all of them where left out.
        tools: HTML between the heading and the table.
    """
    if not view.summary.claims:
        return ""
    columns = ("claim", "kind", "who", "certainty", "figures")
    head = "".join(f'<th scope="col">{view.words[word].capitalize()}</th>' for word in columns)
    rows = "".join(
        claim_row(view, claim) for claim in (view.summary.claims if claims is None else claims)
    )
    return (
        f'<section class="claims">\n<h2>{view.words["claims"]}</h2>\n{tools}<table>\n'
        f'<thead><tr><th scope="col">#</th>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n'
        "</table>\n</section>\n"
    )


def claim_row(view: View, claim: ClaimRecord) -> str:
    """A claim as a row of the table."""
    anchor = view.anchors[claim.id]
    code = "" if claim.language == "und" else f' lang="{claim.language}"'
    parts = "".join(f"<li><bdi>{html(part.text)}</bdi></li>" for part in claim.parts)
    listed = f'<ul class="parts"{code}>{parts}</ul>' if parts else ""
    degree = "<br>".join(f"<b>{note}</b>" for note in view.degree(claim))
    figures = "<br>".join(f"<bdi>{html(view.figure(item))}</bdi>" for item in claim.quantities)
    after = f"{_uses(view, claim.id)}{view.aside(claim.id)}"
    cells = (
        ("claim", f'<bdi{code} dir="auto">{html(claim.text)}</bdi>{listed}{after}'),
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


def source_entry(view: View, source: SourceRecord) -> str:
    """A source: what it is, whose, and where it is named."""
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
        f'<p class="meta">{html(anchor.label)} · {mentions}{_uses(view, source.id)}</p>'
        f"{view.aside(source.id)}</li>\n"
    )


def mix_section(view: View) -> str:
    """The languages of the post, with their shares as bars (drawn, so that no style is inline)."""
    mix = view.summary.mix
    if not mix.tokens:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{html(view.language_name(code))}</th><td>{view.number(count)}</td>'
        f"<td>{view.number(100 * mix.share.get(code, 0.0), 1)} %</td><td class="
        f'"bar"><svg aria-hidden="true"><rect width="{100 * mix.share.get(code, 0.0):.2f}%" '
        f'height="100%"/></svg></td></tr>\n'
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


def warning_entry(view: View, warning: WarningRecord) -> str:
    """What was odd; where the page says it in Swedish, the English message with its details too."""
    words = view.warning(warning)
    if words == warning.message:
        return f'<li lang="en"><bdi>{html(words)}</bdi></li>\n'
    detail = f'<span class="meta" lang="en"><bdi>{html(warning.message)}</bdi></span>'
    return f"<li>{html(words)} {detail}</li>\n"
