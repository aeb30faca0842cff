"""The archive's pages: its list, its posts, and putting one on the desk."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from referat.desk.archive import Archive
from referat.desk.errors import MissingError
from referat.desk.exports import EXPORTS
from referat.desk.listing import COUNTED
from referat.desk.web.pages import desk_of, see
from referat.desk.web.queries import KEYS, query_of
from referat.desk.web.reading import choice_of, claim_tools, taken
from referat.desk.web.render import language_of, page
from referat.desk.web.showing import Showing

router = APIRouter()


def archive_of(request: Request) -> Archive:
    """The archive that the desk was started with.

    Raises:
        MissingError: it was started without.
    """
    archive: Archive | None = request.app.state.archive
    if archive is None:
        raise MissingError("no_archive")
    return archive


@router.get("/archive")
def browse(request: Request) -> Response:
    """The list of the archive's posts."""
    archive, store = archive_of(request), desk_of(request).store
    query, asked = query_of(request.query_params)
    found = archive.search(query)
    on_desk = {row["id"] for row in found.rows if store.placed(archive.placed(row["place"]))}
    return page(
        request,
        "archive.html",
        found=found,
        counted=COUNTED,
        asked=asked,
        query=query,
        turned=urlencode({k: asked[k] for k in KEYS if asked.get(k) and k != "page"}),
        progress=archive.progress(),
        archive=archive,
        on_desk=on_desk,
        sources=[],
        speakers=[],
        base="/archive/",
        here_list="/archive",
    )


@router.get("/archive/{number}")
def read(request: Request, number: int) -> Response:
    """A post of the archive beside its digest."""
    archive = archive_of(request)
    language = language_of(request)
    summary = archive.get(number)
    showing = Showing(summary, language)
    choice = choice_of(request)
    return page(
        request,
        "archived.html",
        number=number,
        showing=showing,
        held=None,
        doubts=[],
        other="en" if language == "sv" else "sv",
        claims=showing.claims(choice, claim_tools(choice, language)),
        placed=desk_of(request).store.placed(archive.place(number)),
        exports=list(EXPORTS),
    )


@router.get("/archive/{number}/take/{format}")
def take(request: Request, number: int, format: str) -> Response:
    """A post of the archive as a file."""
    return taken(archive_of(request).get(number), number, format, language_of(request))


@router.post("/archive/{number}/put")
async def put(request: Request, number: int) -> Response:
    """Put a post of the archive on the desk, where it can be corrected."""
    return see(f"/posts/{await run_in_threadpool(put_archived, request, number)}")


def put_archived(request: Request, number: int) -> int:
    """The number that a post of the archive has on the desk; it is put there if it was not."""
    archive, store = archive_of(request), desk_of(request).store
    place = archive.place(number)
    known = store.placed(place)
    return store.add(archive.get(number), place=place) if known is None else known
