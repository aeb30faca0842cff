"""The pages of one post: reading, history, comparison, and what is taken out."""

from __future__ import annotations

from difflib import SequenceMatcher

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from referat.desk.checks import doubts
from referat.desk.errors import MissingError
from referat.desk.exports import EXPORTS, file_name
from referat.desk.service import known_records
from referat.desk.web.pages import desk_of
from referat.desk.web.render import language_of, page, rendered
from referat.desk.web.showing import ClaimChoice, Showing
from referat.post import ClaimKind, Voice
from referat.summary import Summary

router = APIRouter()
_MOST = 200  # code points of a field of the claims' form


def choice_of(request: Request) -> ClaimChoice:
    """Which claims are to be shown."""
    said = {key: value[:_MOST] for key, value in request.query_params.items()}
    return ClaimChoice(
        text=said.get("ctext", ""),
        kind=said.get("ckind", ""),
        voice=said.get("cvoice", ""),
        figures=bool(said.get("cfigures")),
        order=said.get("corder", "text"),
    )


def claim_tools(choice: ClaimChoice, language: str) -> Markup:
    """The form above the claims."""
    return rendered(
        "claim_tools.html",
        language,
        choice=choice,
        kinds=[kind.value for kind in ClaimKind],
        voices=[voice.value for voice in Voice if voice is not Voice.SUMMARY],
    )


@router.get("/posts/{post}")
def read(request: Request, post: int) -> Response:
    """A post beside its digest."""
    held = desk_of(request).get(post)
    language = language_of(request)
    showing = Showing.of(held, language)
    choice = choice_of(request)
    records = known_records(held.summary)
    return page(
        request,
        "post.html",
        held=held,
        showing=showing,
        other="en" if language == "sv" else "sv",
        claims=showing.claims(choice, claim_tools(choice, language)),
        doubts=list(doubts(held.summary)),
        reviewed=len(held.accepted & set(records)),
        records=len(records),
        exports=list(EXPORTS),
    )


@router.get("/posts/{post}/history")
def history(request: Request, post: int) -> Response:
    """All versions of a post."""
    desk = desk_of(request)
    return page(request, "history.html", held=desk.get(post), versions=desk.history(post))


@router.get("/posts/{post}/compare")
def compare(request: Request, post: int) -> Response:
    """The machine's version beside the editor's."""
    desk = desk_of(request)
    held = desk.get(post)
    machine = desk.store.version(post, 0)
    digests = {
        language: _both(_told(machine, language), _told(held.summary, language))
        for language in ("sv", "en")
    }
    return page(request, "compare.html", held=held, changes=desk.differences(post), digests=digests)


def _told(summary: Summary, language: str) -> str:
    return " ".join(sentence.text for sentence in getattr(summary.summary, language))


def _both(before: str, after: str) -> list[tuple[str, str, str]]:
    """What both texts share and where they part, word by word: how, before, after."""
    old, new = before.split(), after.split()
    return [
        (tag, " ".join(old[a:b]), " ".join(new[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]


@router.get("/posts/{post}/take/{format}")
def take(request: Request, post: int, format: str) -> Response:
    """A post as a file."""
    held = desk_of(request).get(post)
    return taken(held.summary, post, format, language_of(request))


def taken(summary: Summary, number: int, format: str, language: str) -> Response:
    """A summary as a file to be saved; nothing in it runs, should it be opened in its place.

    Raises:
        MissingError: there is no such format.
    """
    export = EXPORTS.get(format)
    if export is None:
        raise MissingError("no_export")
    name = f"{file_name(summary, number)}{export.suffix}"
    return Response(
        export.write(summary, language),
        media_type=export.media,
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "content-security-policy": "default-src 'none'; sandbox",
        },
    )
