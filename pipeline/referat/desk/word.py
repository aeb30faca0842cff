"""A summary as a Word document: the digest as running text, and what it rests on behind it.

python-docx writes the document, with the styles of its own template, so that an editor's word
processor knows what is a heading and what a quotation. The same summary gives the same bytes: the
times that a ZIP file notes are set to its first day.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from referat.errors import ReferatError
from referat.summary import Summary
from referat.writers.escape import one_line
from referat.writers.view import View, excerpt

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_EXCERPT = 280  # code points of a commentary


def document(summary: Summary, language: str) -> bytes:
    """The document, with interface words in ``language`` ("sv" or "en").

    Raises:
        ReferatError: python-docx is not installed.
    """
    try:
        import docx
    except ImportError as error:
        raise ReferatError(
            "Word documents are written by python-docx, which is not installed; run pip install "
            "'referat[desk]'"
        ) from error
    view = View.of(summary, language)
    made = docx.Document()
    properties = made.core_properties
    properties.title = one_line(view.title)
    properties.author = one_line(summary.post.author or "")
    properties.created = properties.modified = datetime(*_FIRST_DAY, tzinfo=UTC)
    properties.language = language
    _digest(view, made)
    _findings(view, made)
    _commentary(view, made)
    _claims(view, made)
    _sources(view, made)
    return _packed(made)


def _digest(view: View, made: Any) -> None:
    headline = view.headline
    made.add_heading(one_line(headline.text if headline else view.title), 0)
    post = view.summary.post
    title = view.quoted(view.title) if post.title else view.title
    about = [part for part in (post.author, view.day(post.published), post.site, post.url) if part]
    of = [f"{view.words['digest.of']} {title}", *about]
    made.add_paragraph(style="Subtitle").add_run(one_line(", ".join(of)))
    told = " ".join(sentence.text for sentence in view.sentences) or view.words["nothing"]
    made.add_paragraph(one_line(told))


def _findings(view: View, made: Any) -> None:
    if view.summary.findings:
        made.add_heading(view.words["findings"], 1)
    for finding in view.summary.findings:
        made.add_paragraph(one_line(view.quoted(finding.text)), style="Intense Quote")
        said = made.add_paragraph()
        said.add_run(view.label(finding.id).capitalize()).bold = True
        if named := view.attribution(finding):
            said.add_run(f" – {one_line(named)}")
        for item in view.opinions.get(finding.id, ()):
            voice, stance = view.words[f"voice.{item.voice}"], view.words[f"stance.{item.stance}"]
            said.add_run(f"; {voice} {stance}")


def _commentary(view: View, made: Any) -> None:
    items = view.writers_commentary()
    if items:
        made.add_heading(view.words["commentary"], 1)
    for item in items:
        line = made.add_paragraph(style="List Bullet")
        line.add_run(view.words[f"stance.{item.stance}"].capitalize()).bold = True
        about = ", ".join(view.label(identifier) for identifier in item.about)
        line.add_run(f" ({view.words['about']} {about}): " if about else ": ")
        line.add_run(one_line(excerpt(item.text, _EXCERPT)))


def _claims(view: View, made: Any) -> None:
    if not view.summary.claims:
        return
    made.add_heading(view.words["claims"], 1)
    columns = ("claim", "kind", "who", "certainty", "figures")
    table = made.add_table(rows=1, cols=len(columns), style="Light Grid Accent 1")
    for cell, word in zip(table.rows[0].cells, columns, strict=True):
        cell.text = view.words[word].capitalize()
    for claim in view.summary.claims:
        told = (
            claim.text,
            view.words[f"kind.{claim.kind}"],
            view.maker(claim),
            ", ".join(view.degree(claim)) or view.words["certainty.asserted"],
            "; ".join(view.figure(quantity) for quantity in claim.quantities),
        )
        for cell, words in zip(table.add_row().cells, told, strict=True):
            cell.text = one_line(words)


def _sources(view: View, made: Any) -> None:
    if view.summary.sources:
        made.add_heading(view.words["sources"], 1)
    for source in view.summary.sources:
        facts = [view.words[f"origin.{source.kind}"], *source.people]
        facts += [source.organisation] if source.organisation else []
        facts += [str(source.year)] if source.year else []
        facts += [source.url] if source.url else []
        line = made.add_paragraph(style="List Bullet")
        line.add_run(one_line(source.title)).bold = True
        line.add_run(f" ({one_line(', '.join(facts))})")


def _packed(made: Any) -> bytes:
    """The file, without the time at which it was written."""
    first, second = io.BytesIO(), io.BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as given, zipfile.ZipFile(second, "w") as taken:
        for name in sorted(given.namelist()):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            taken.writestr(entry, given.read(name))
    return second.getvalue()
