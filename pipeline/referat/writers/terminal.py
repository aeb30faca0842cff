"""The digest for a terminal: compact, fit for 80 columns, readable without colour.

Everything is set as rich `Text`, never as console markup, and with control characters drawn as
pictures: a post cannot colour, move or command the terminal it is shown in.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from referat.post import Stance
from referat.summary import Summary
from referat.writers.escape import one_line
from referat.writers.view import STANCE_MARKS, View, excerpt

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_Line: TypeAlias = "tuple[int, Text, Text]"  # indent, mark, body

_WIDTH = 80  # columns of the plain rendering
_WIDEST = 100  # columns that lines of a wider terminal are set in
_MOST = 50  # records of one kind that are shown; who needs all of a longer post takes JSON
_DEEPEST = 5  # steps of indentation of a comment thread
_QUOTATION = 600  # code points that are shown of a finding, a sentence, a name
_EXCERPT = 220  # code points of a commentary or claim that are shown
_COLOURS = {
    Stance.AGREES: "green",
    Stance.DISAGREES: "red",
    Stance.MIXED: "yellow",
    Stance.NEUTRAL: "dim",
}


def write(summary: Summary, language: str) -> str:
    """The rendering in ``language`` as plain text of 80 columns, without colour."""
    from rich.console import Console

    console = Console(
        file=StringIO(), width=_WIDTH, color_system=None, force_terminal=False, legacy_windows=False
    )
    with console.capture() as captured:
        render(summary, language, console)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().split("\n")[:-1])


def render(summary: Summary, language: str, console: Console) -> None:
    """Print ``summary`` to ``console``, in its width (100 columns at most) and colours."""
    from rich.padding import Padding
    from rich.table import Table

    view = View.of(summary, language)
    for indent, mark, body in _lines(view):
        if not body.plain:
            console.print()
            continue
        # A grid of two columns hangs the lines that follow under the first.
        row = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
        if mark.plain:
            row.add_column(no_wrap=True)
            row.add_column(overflow="fold")
            row.add_row(mark, body)
        else:
            row.add_column(overflow="fold")
            row.add_row(body)
        console.print(
            Padding(row, (0, 0, 0, indent), expand=False), width=min(console.width, _WIDEST)
        )


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(one_line(excerpt(words, _QUOTATION)), style=style, overflow="fold")


def _joined(*parts: Text) -> Text:
    from rich.text import Text

    return Text(" ", overflow="fold").join(part for part in parts if part.plain)


def _plain(body: Text) -> _Line:
    return 0, _text(""), body


def _lines(view: View) -> Iterator[_Line]:
    """All lines: indent in columns, mark, and what stands after it."""
    headline = view.headline
    yield _plain(_text(headline.text if headline else view.title, "bold"))
    yield _plain(_text(_byline(view), "dim"))
    yield _plain(_text(""))
    digest = [_text(sentence.text) for sentence in view.sentences]
    yield _plain(_joined(*digest) if digest else _text(view.words["nothing"]))
    summary = view.summary
    for word, lines, total in (
        ("findings", _findings(view), len(summary.findings)),
        ("commentary", _commentary(view), len(view.writers_commentary())),
        ("claims", _claims(view), len(summary.claims)),
        ("threads", _comments(view), len(summary.comments)),
        ("sources", _sources(view), len(summary.sources)),
        ("warnings", _warnings(view), len(summary.warnings)),
    ):
        first = next(lines, None)
        if first is not None:
            yield _plain(_text(""))
            yield _plain(_text(view.words[word].upper(), "bold cyan"))
            yield first
            yield from lines
        if total > _MOST:
            yield 2, _text("…"), _text(f"{view.words['more']} {view.number(total - _MOST)}", "dim")


def _byline(view: View) -> str:
    post = view.summary.post
    title = view.quoted(view.title) if post.title else view.title
    known = [part for part in (post.author, view.day(post.published), post.site) if part]
    return ", ".join([f"{view.words['digest.of']} {title}", *known])


def _findings(view: View) -> Iterator[_Line]:
    for number, finding in enumerate(view.summary.findings[:_MOST], start=1):
        yield (
            2,
            _text(f"{number}."),
            _text(view.quoted(excerpt(finding.text, _QUOTATION - 9)), "italic"),
        )
        said_by = view.attribution(finding)
        if said_by:
            yield 5, _text("–"), _text(said_by, "dim")
        for item in view.opinions.get(finding.id, ())[:_MOST]:
            stance = f"{view.words[f'voice.{item.voice}']}: {view.words[f'stance.{item.stance}']}"
            colour = _COLOURS[item.stance]
            yield 5, _text(STANCE_MARKS[item.stance], colour), _text(stance, colour)


def _commentary(view: View) -> Iterator[_Line]:
    for item in view.writers_commentary()[:_MOST]:
        about = ", ".join(view.label(identifier) for identifier in item.about)
        on = f" ({view.words['about']} {about})" if about else ""
        colour = _COLOURS[item.stance]
        stance = _text(f"{view.words[f'stance.{item.stance}']}{on}:", colour)
        said = _text(excerpt(item.text, _EXCERPT))
        yield 2, _text(STANCE_MARKS[item.stance], colour), _joined(stance, said)


def _claims(view: View) -> Iterator[_Line]:
    for number, claim in enumerate(view.summary.claims[:_MOST], start=1):
        notes = [view.words[f"kind.{claim.kind}"], view.maker(claim), *view.degree(claim)]
        notes += [view.figure(quantity) for quantity in claim.quantities]
        said = _text(excerpt(claim.text, _EXCERPT))
        yield 2, _text(f"{number}."), _joined(said, _text(f"[{'; '.join(notes)}]", "dim"))


def _comments(view: View) -> Iterator[_Line]:
    for comment in view.summary.comments[:_MOST]:
        words = excerpt(view.summary.text[comment.start : comment.end], _EXCERPT)
        author = comment.author or view.words["anonymous"]
        who = f"{author} ({view.words['by_writer']})" if comment.by_writer else author
        indent = 2 + 2 * min(comment.depth, _DEEPEST)
        yield indent, _text("–"), _joined(_text(f"{who}:", "bold"), _text(words))


def _sources(view: View) -> Iterator[_Line]:
    for source in view.summary.sources[:_MOST]:
        facts = [view.words[f"origin.{source.kind}"], *source.people, source.organisation or ""]
        facts += [str(source.year) if source.year else "", source.url or ""]
        known = ", ".join(fact for fact in facts if fact)
        yield 2, _text("–"), _text(f"{source.title} ({known})")


def _warnings(view: View) -> Iterator[_Line]:
    for warning in view.summary.warnings[:_MOST]:
        yield 2, _text("!", "yellow"), _text(view.warning(warning))
