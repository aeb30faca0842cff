"""The digest as Markdown (CommonMark with tables), for an editor to paste.

The digest itself stands at the top as clean prose; what it rests on follows in sections that can
be kept or cut. Everything that comes from the post is escaped, so that a post cannot put in links,
images or raw HTML of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from referat.summary import CommentRecord, Summary
from referat.writers.escape import link, markdown
from referat.writers.view import View, excerpt

_EXCERPT = 280  # code points of a comment or commentary that are shown
_DEEPEST = 4  # list levels; a deeper answer stands at this one


def write(summary: Summary, language: str) -> str:
    """The digest of ``summary`` in ``language`` ("sv" or "en"), ending in a newline."""
    view = View.of(summary, language)
    parts = [
        *_head(view),
        *_section(view, "findings", list(_findings(view))),
        *_section(view, "commentary", ["\n".join(_commentary(view))]),
        *_section(view, "threads", ["\n".join(_comments(view))]),
        *_section(view, "claims", ["\n".join(_claims(view))]),
        *_section(view, "sources", ["\n".join(_sources(view))]),
        *_section(view, "evidence", ["\n".join(_evidence(view))]),
        *_section(view, "warnings", ["\n".join(_warnings(view))]),
    ]
    return "\n\n".join(parts) + "\n"


def _section(view: View, word: str, parts: Sequence[str]) -> Iterator[str]:
    filled = [part for part in parts if part]
    if filled:
        yield f"## {view.words[word]}"
        yield from filled


def _head(view: View) -> Iterator[str]:
    post = view.summary.post
    headline = view.headline
    yield f"# {markdown(headline.text if headline else view.title)}"
    title = view.quoted(markdown(view.title)) if post.title else markdown(view.title)
    address = link(post.url)
    named = f"[{title}](<{address}>)" if address else title
    about = [markdown(part) for part in (post.author, view.day(post.published), post.site) if part]
    yield f"*{', '.join([view.words['digest.of'] + ' ' + named, *about])}*"
    if view.sentences:
        yield " ".join(markdown(sentence.text) for sentence in view.sentences)
    else:
        yield view.words["nothing"]


def _findings(view: View) -> Iterator[str]:
    for finding in view.summary.findings:
        notes = [view.language_name(finding.language)]
        if finding.continues:
            notes.append(f"{view.words['continues']} {view.label(finding.continues)}")
        notes += [
            f"{view.words[f'voice.{item.voice}']}: {view.words[f'stance.{item.stance}']}"
            for item in view.opinions.get(finding.id, ())
        ]
        said_by = view.attribution(finding)
        dash = f" – {markdown(said_by)}" if said_by else ""
        yield (
            f"**{view.label(finding.id).capitalize()}**{dash} ({markdown('; '.join(notes))})\n\n"
            f"> {view.quoted(markdown(finding.text))}"
        )


def _commentary(view: View) -> Iterator[str]:
    for item in view.writers_commentary():
        about = ", ".join(view.label(identifier) for identifier in item.about)
        on = f" ({view.words['about']} {markdown(about)})" if about else ""
        shown = markdown(excerpt(item.text, _EXCERPT))
        yield f"- **{view.words[f'stance.{item.stance}'].capitalize()}**{on}: {shown}"


def _comments(view: View) -> Iterator[str]:
    for comment in view.summary.comments:
        words = view.summary.text[comment.start : comment.end]
        indent = "  " * min(comment.depth, _DEEPEST)
        shown = markdown(excerpt(words, _EXCERPT))
        yield f"{indent}- **{markdown(commenter(view, comment))}**: {shown}"


def commenter(view: View, comment: CommentRecord) -> str:
    """Who wrote a comment, when, and in answer to which."""
    parts = [comment.author or view.words["anonymous"]]
    if comment.by_writer:
        parts.append(view.words["by_writer"])
    if comment.published:
        parts.append(view.day(comment.published))
    if comment.reply_to:
        parts.append(f"{view.words['reply_to']} {view.label(comment.reply_to)}")
    return ", ".join(parts)


def _claims(view: View) -> Iterator[str]:
    if not view.summary.claims:
        return
    columns = ("claim", "kind", "who", "certainty", "figures")
    yield f"| | {' | '.join(view.words[word].capitalize() for word in columns)} |"
    yield f"| ---: |{' --- |' * len(columns)}"
    for number, claim in enumerate(view.summary.claims, start=1):
        cells = (
            claim.text,
            view.words[f"kind.{claim.kind}"],
            view.maker(claim),
            ", ".join(view.degree(claim)) or view.words["certainty.asserted"],
            "; ".join(view.figure(quantity) for quantity in claim.quantities),
        )
        yield f"| {number} | {' | '.join(markdown(cell) for cell in cells)} |"


def _sources(view: View) -> Iterator[str]:
    for source in view.summary.sources:
        facts = [view.words[f"origin.{source.kind}"], *source.people]
        facts += [source.organisation] if source.organisation else []
        facts += [str(source.year)] if source.year else []
        address = link(source.url)
        title = markdown(source.title)
        yield f"- {f'[{title}](<{address}>)' if address else title} ({markdown(', '.join(facts))})"


def _evidence(view: View) -> Iterator[str]:
    for number, sentence in enumerate(view.sentences, start=1):
        rests_on = ", ".join(view.label(identifier) for identifier in sentence.evidence)
        yield f"- {view.words['sentence'].capitalize()} {number}: {markdown(rests_on)}"


def _warnings(view: View) -> Iterator[str]:
    for warning in view.summary.warnings:
        yield f"- {markdown(view.warning(warning))}"
