"""Pages around a post: the list, what is new, the queue, figures, the way in."""

from __future__ import annotations

from hmac import compare_digest
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from referat.desk.errors import DeskError
from referat.desk.listing import COUNTED, known_names
from referat.desk.service import Desk, Format
from referat.desk.web.forms import field, files_of, read_form
from referat.desk.web.queries import KEYS, query_of
from referat.desk.web.render import LANGUAGE_COOKIE, page
from referat.desk.web.security import COOKIE, cookie_of
from referat.desk.words import LANGUAGES

router = APIRouter()
_FORMATS: dict[str, Format] = {"txt": "txt", "markdown": "markdown", "html": "html"}
_YEAR = 365 * 24 * 3600


def desk_of(request: Request) -> Desk:
    """The desk behind the application."""
    desk: Desk = request.app.state.desk
    return desk


def see(address: str) -> RedirectResponse:
    """Go on to a page, after something was saved."""
    return RedirectResponse(address, 303)


@router.get("/")
def home(request: Request) -> Response:
    """The list, with the place for new posts above it."""
    desk = desk_of(request)
    query, asked = query_of(request.query_params)
    found = desk.search(query)
    return page(
        request,
        "list.html",
        found=found,
        counted=COUNTED,
        asked=asked,
        query=query,
        turned=_turned(asked),
        sources=known_names(desk.store.connection, "source"),
        speakers=known_names(desk.store.connection, "speaker"),
        counts=desk.store.counts(),
        base="/posts/",
        here_list="/",
    )


def _turned(asked: dict[str, str]) -> str:
    """The query of a list without its page, for the links to others."""
    return urlencode({key: asked[key] for key in KEYS if asked.get(key) and key != "page"})


@router.post("/posts")
async def paste(request: Request) -> Response:
    """A pasted post."""
    desk = desk_of(request)
    form = await read_form(request, desk.config)
    rich = field(form, "rich")
    text, format_ = (rich, "html") if rich.strip() else (field(form, "text"), field(form, "format"))
    known = _FORMATS.get(format_, "auto")
    made = await run_in_threadpool(desk.paste, text, known, field(form, "name"))
    return see(f"/posts/{made[0]}" if len(made) == 1 else "/")


@router.post("/files")
async def files(request: Request) -> Response:
    """Files for the queue."""
    desk = desk_of(request)
    form = await read_form(request, desk.config)
    chosen = await files_of(form)
    if not chosen:
        raise DeskError("no_files")
    job = await run_in_threadpool(desk.upload, chosen)
    return see(f"/jobs/{job}")


@router.get("/jobs/{job}")
def job(request: Request, job: str) -> Response:
    """How far the queue is."""
    return page(request, "job.html", job=desk_of(request).intake.job(job))


@router.get("/statistics")
def statistics(request: Request) -> Response:
    """How often each stage was corrected, and how."""
    store = desk_of(request).store
    return page(request, "statistics.html", rows=store.tally(), counts=store.counts())


@router.get("/help")
def keys(request: Request) -> Response:
    """The keys."""
    return page(request, "help.html")


@router.get("/language/{code}")
def language(request: Request, code: str, back: str = "/") -> Response:
    """The pages in another language."""
    # Only a path of our own: "//name" and "/\name" would lead elsewhere.
    own = back.startswith("/") and back[1:2] not in ("/", "\\") and back.isprintable()
    answer = see(back if own else "/")
    if code in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, code, max_age=_YEAR, samesite="strict", httponly=True)
    return answer


@router.get("/enter")
def enter(request: Request, key: str = "") -> Response:
    """The way in for those who have the key."""
    return _entered(request, key) if key else page(request, "enter.html", wrong=False)


@router.post("/enter")
async def enter_by_form(request: Request) -> Response:
    """The same, by a form."""
    form = await read_form(request, desk_of(request).config)
    return _entered(request, field(form, "key"))


def _entered(request: Request, key: str) -> Response:
    token = desk_of(request).config.token
    if not token or not compare_digest(key.strip().encode(), token.encode()):
        return page(request, "enter.html", status=401, wrong=True)
    answer = see("/")
    answer.set_cookie(COOKIE, cookie_of(token), samesite="strict", httponly=True)
    return answer
