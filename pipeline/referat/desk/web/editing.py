"""Correcting: the forms, and what becomes of them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from referat.desk.changes import changes
from referat.desk.edits.operations import Operation
from referat.desk.errors import MissingError, StaleError
from referat.desk.held import Held
from referat.desk.web.drafts import draft_of
from referat.desk.web.forms import field, number, operation_of, read_form
from referat.desk.web.pages import desk_of, see
from referat.desk.web.render import language_of, page
from referat.writers.view import View

router = APIRouter()


@router.get("/posts/{post}/edit/{record}")
def edit(request: Request, post: int, record: str) -> Response:
    """The form for a record."""
    held = desk_of(request).get(post)
    draft = draft_of(held.summary, record, View.of(held.summary, language_of(request)))
    return page(request, "edit.html", held=held, draft=draft)


@router.post("/posts/{post}/corrections")
async def correct(request: Request, post: int) -> Response:
    """A correction; back to where it was made."""
    desk = desk_of(request)
    form = await read_form(request, desk.config)
    operation, revision = operation_of(form), number(form, "revision")
    try:
        await run_in_threadpool(desk.correct, post, revision, operation)
    except StaleError:
        return await run_in_threadpool(_stale, request, post)
    return see(f"/posts/{post}{_anchor(desk.get(post), operation)}")


def _stale(request: Request, post: int) -> Response:
    """What was saved in the meantime, and the correction, to be made again with one click."""
    desk = desk_of(request)
    held = desk.get(post)
    form = request.state.form
    seen = field(form, "seen")
    differences = None
    if seen.isascii() and seen.isdecimal() and len(seen) < 10:
        differences = changes(desk.store.version(post, int(seen)), held.summary)
    fields = [
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and name not in ("revision", "seen")
    ]
    return page(
        request, "stale.html", status=409, held=held, fields=fields, differences=differences
    )


def _anchor(held: Held, operation: Operation) -> str:
    """Where on the post's page the correction shows."""
    language = getattr(operation, "language", None)
    if operation.kind in ("sentence", "add_sentence", "move"):
        place = {"sentence": "number", "add_sentence": "after", "move": "to"}[operation.kind]
        shift = operation.kind == "add_sentence"
        return f"#{language}{getattr(operation, place) + shift}"
    view = View.of(held.summary, "sv")
    anchor = view.anchors.get(getattr(operation, "id", ""))
    if anchor is not None:
        return f"#{anchor.target}"
    start = getattr(operation, "block", getattr(operation, "near", None))
    if start is not None:
        return f"#at{start}"
    return {"add_source": "#sources", "rewrite": "#digest"}.get(operation.kind, "")


@router.post("/posts/{post}/{step}")
async def step(request: Request, post: int, step: str) -> Response:
    """Undo, redo, another version, accept, done, delete."""
    desk = desk_of(request)
    form = await read_form(request, desk.config)
    store = desk.store
    address = f"/posts/{post}"
    try:
        if step == "undo":
            await run_in_threadpool(store.undo, post, number(form, "revision"))
        elif step == "redo":
            await run_in_threadpool(store.redo, post, number(form, "revision"))
        elif step == "turn":
            revision, to = number(form, "revision"), number(form, "number")
            await run_in_threadpool(store.turn_to, post, revision, to)
        elif step == "accept":
            accepted = "accept" in form
            record = field(form, "accept" if accepted else "unaccept")
            await run_in_threadpool(desk.accept, post, record, accepted)
            anchor = View.of(desk.get(post).summary, "sv").anchors[record]
            address += f"#{anchor.target}-card"
        elif step == "done":
            await run_in_threadpool(store.set_done, post, field(form, "done") == "yes")
        elif step == "delete":
            await run_in_threadpool(store.delete, post)
            address = "/"
        else:
            raise MissingError("not_found")
    except StaleError:
        return await run_in_threadpool(_stale, request, post)
    return see(address)
