"""The desk's application: pages and API behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from referat import __version__
from referat.desk.archive import Archive
from referat.desk.config import Config
from referat.desk.service import Desk
from referat.desk.web import api, archived, editing, pages, reading
from referat.desk.web.problems import API, of_error, problem, refusal
from referat.desk.web.security import Guard
from referat.errors import ReferatError
from referat.writers.html import style

if TYPE_CHECKING:
    from referat.assemble import Pipeline

_STATIC = {"desk.css": "text/css", "desk.js": "text/javascript", "icon.svg": "image/svg+xml"}

_FIRST_PAGE = 0.5  # seconds that a browser takes to ask for it


class Application(NamedTuple):
    """The guarded application, and the desk and the archive behind it."""

    app: ASGIApp
    desk: Desk
    archive: Archive | None


def create_app(config: Config, pipeline: Pipeline | None = None) -> Application:
    """The desk as an ASGI application.

    Args:
        config: what it is started with.
        pipeline: one that is loaded already; without it, the models are loaded as soon as the
            server is up.

    Raises:
        ReferatError: the store, the settings or the archive do not fit.
    """
    desk = Desk(config, pipeline)
    archive = Archive(config.archive, config.folder) if config.archive else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.engine.warm(after=_FIRST_PAGE)
        desk.intake.start()
        if archive is not None:
            archive.start(after=2 * _FIRST_PAGE)
        yield
        desk.intake.stop()
        if archive is not None:
            archive.stop()

    app = FastAPI(
        title="referat desk",
        version=__version__,
        description="Digests of Swedish posts that quote foreign findings: read, correct, export.",
        lifespan=lifespan,
        # The pages for these come from other servers; the description itself is enough.
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}v1/openapi.json",
    )
    app.state.desk = desk
    app.state.archive = archive
    app.include_router(api.router)
    for router in (pages.router, reading.router, editing.router, archived.router):
        app.include_router(router, include_in_schema=False)
    _add_static(app)
    _add_errors(app)
    return Application(Guard(app, config), desk, archive)


def _add_static(app: FastAPI) -> None:
    """The desk's own files, by name: no path of a request ever reaches the file system."""
    folder = resources.files("referat.desk.web").joinpath("static")
    known = {name: (folder.joinpath(name).read_bytes(), kind) for name, kind in _STATIC.items()}
    known["page.css"] = (style().encode(), "text/css")

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str, request: Request) -> Response:
        if name not in known:
            return refusal(request.scope, 404, "not_found")
        data, kind = known[name]
        return Response(data, media_type=f"{kind}; charset=utf-8")


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(ReferatError)
    async def own(request: Request, error: ReferatError) -> Response:
        return of_error(request.scope, error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return refusal(request.scope, 422, "invalid", detail=f"{where}: {first['msg']}")

    @app.exception_handler(HTTPException)
    async def plain(request: Request, error: HTTPException) -> Response:
        if request.url.path.startswith(API):
            made = problem(error.status_code, f"http_{error.status_code}", str(error.detail))
            made.headers.update(error.headers or {})
            return made
        return refusal(request.scope, error.status_code, "not_found")

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        return refusal(request.scope, 500, "internal")
