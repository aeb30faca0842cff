"""The HTTP API, version 1: what the pages do, for programs.

Refusals are problem details (RFC 9457). A correction names the revision it was made on; where that
is no longer the current one, the answer is 409 and names the current one. Described by
``/api/v1/openapi.json``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from referat.desk.errors import DeskError
from referat.desk.exports import EXPORTS
from referat.desk.facts import COLUMNS
from referat.desk.held import Held
from referat.desk.listing import COUNTED, Listed, Order
from referat.desk.listing import Query as Asked
from referat.desk.service import Desk
from referat.desk.web.api_models import (
    PROBLEMS,
    Accepting,
    ChangeResource,
    Correction,
    Created,
    Doing,
    JobResource,
    ListedPost,
    NewPost,
    Page,
    PostResource,
    Revised,
    Saved,
    VersionResource,
)
from referat.desk.web.archived import archive_of, put_archived
from referat.desk.web.forms import files_of, read_form
from referat.desk.web.reading import taken
from referat.post import Stance
from referat.summary import Summary

router = APIRouter(prefix="/api/v1", responses=PROBLEMS, tags=["desk"])
_Number = Annotated[int, Path(ge=1, le=2**53, description="the number of a post")]
_Date = Annotated[str, Query(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")]
_Text = Annotated[str, Query(max_length=300, pattern=r"^[^\x00]*$")]
_Share = Annotated[int, Query(ge=0, le=100)]


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _resource(held: Held) -> PostResource:
    return PostResource(
        id=held.id,
        revision=held.revision,
        corrected=held.corrected,
        done=held.done,
        added=held.added,
        accepted=sorted(held.accepted),
        summary=held.summary,
    )


@router.post("/posts", status_code=201)
def create(request: Request, response: Response, new: NewPost) -> Created:
    """Summarise a text and put it on the desk."""
    posts = _desk(request).paste(new.text, new.format, new.name)
    response.headers["location"] = f"/api/v1/posts/{posts[0]}"
    return Created(posts=posts)


@router.post(
    "/files",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["files"],
                        "properties": {
                            "files": {
                                "type": "array",
                                "minItems": 1,
                                "items": {"type": "string", "format": "binary"},
                            }
                        },
                    }
                }
            },
        }
    },
)
async def upload(request: Request, response: Response) -> JobResource:
    """Put files in the queue; ask the job how far they are."""
    desk = _desk(request)
    chosen = await files_of(await read_form(request, desk.config))
    if not chosen:
        raise DeskError("no_files")
    job = await run_in_threadpool(desk.upload, chosen)
    response.headers["location"] = f"/api/v1/jobs/{job}"
    return await run_in_threadpool(_job, desk, job)


@router.get("/jobs/{job}")
def job(request: Request, job: Annotated[str, Path(max_length=40)]) -> JobResource:
    """How far a job is."""
    return _job(_desk(request), job)


def _job(desk: Desk, ident: str) -> JobResource:
    known = desk.intake.job(ident)
    return JobResource.model_validate(
        {
            "id": known.id,
            "over": known.is_over,
            "finished": known.finished,
            "files": [
                {
                    "name": file.name,
                    "state": file.state,
                    "message": file.message,
                    "made": file.made,
                    "post": file.post,
                }
                for file in known.files
            ],
        }
    )


def asked(
    q: _Text = "",
    source: _Text = "",
    speaker: _Text = "",
    stance: Stance | None = None,
    after: _Date = "",
    before: _Date = "",
    site: _Text = "",
    swedish: _Share = 0,
    english: _Share = 0,
    corrected: bool | None = None,
    done: bool | None = None,
    order: Order = "added",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Asked:
    """What a list is asked for."""
    return Asked(
        text=q,
        source=source,
        speaker=speaker,
        stance=stance,
        after=after,
        before=before,
        site=site,
        swedish=swedish,
        english=english,
        corrected=corrected,
        done=done,
        order=order,
        page=page,
    )


_Asking = Annotated[Asked, Depends(asked)]


@router.get("/posts")
def search(request: Request, asking: _Asking) -> Page:
    """Search the posts on the desk."""
    return page_of(_desk(request).search(asking))


@router.get("/archive/posts")
def search_archive(request: Request, asking: _Asking) -> Page:
    """Search the archive that the desk was started with."""
    return page_of(archive_of(request).search(asking))


@router.get("/archive/posts/{post}")
def read_archive(request: Request, post: _Number) -> Summary:
    """A post of the archive."""
    return archive_of(request).get(post)


@router.post("/archive/posts/{post}/put", status_code=201)
def put_on_desk(request: Request, post: _Number) -> Created:
    """Put a post of the archive on the desk, unless it is there."""
    return Created(posts=[put_archived(request, post)])


def page_of(found: Listed) -> Page:
    """A page of a list, as the API gives it."""
    names = ("id", "revision", "corrected", "done", "added", *COLUMNS)
    posts = [ListedPost.model_validate({name: row[name] for name in names}) for row in found.rows]
    return Page(total=min(found.total, COUNTED), more=found.more, page=found.page, posts=posts)


@router.get("/posts/{post}")
def read(request: Request, post: _Number) -> PostResource:
    """A post in its current version."""
    return _resource(_desk(request).get(post))


@router.delete("/posts/{post}", status_code=204)
def delete(request: Request, post: _Number) -> None:
    """Take a post off the desk, with all its versions."""
    _desk(request).store.delete(post)


@router.post("/posts/{post}/corrections")
def correct(request: Request, post: _Number, correction: Correction) -> Saved:
    """Correct a post."""
    revision = _desk(request).correct(post, correction.revision, correction.operation)
    return Saved(id=post, revision=revision)


@router.post("/posts/{post}/undo")
def undo(request: Request, post: _Number, revised: Revised) -> Saved:
    """Go back to the version before."""
    return Saved(id=post, revision=_desk(request).store.undo(post, revised.revision))


@router.post("/posts/{post}/redo")
def redo(request: Request, post: _Number, revised: Revised) -> Saved:
    """Go on to the version that was undone."""
    return Saved(id=post, revision=_desk(request).store.redo(post, revised.revision))


@router.post("/posts/{post}/accepted", status_code=204)
def accept(request: Request, post: _Number, accepting: Accepting) -> None:
    """Note that a record is right as it stands, or take that back."""
    _desk(request).accept(post, accepting.record, accepting.accepted)


@router.post("/posts/{post}/done", status_code=204)
def done(request: Request, post: _Number, doing: Doing) -> None:
    """Note that an editor has been through the post, or take that back."""
    _desk(request).store.set_done(post, doing.done)


@router.get("/posts/{post}/versions")
def versions(request: Request, post: _Number) -> list[VersionResource]:
    """All versions of a post, the oldest first; the first is the machine's."""
    return [
        VersionResource(
            number=item.number,
            parent=item.parent,
            made=item.made,
            operation=item.operation,
            head=item.is_head,
        )
        for item in _desk(request).history(post)
    ]


@router.get("/posts/{post}/versions/{number}")
def version(
    request: Request, post: _Number, number: Annotated[int, Path(ge=0, le=2**53)]
) -> Summary:
    """One version of a post."""
    return _desk(request).store.version(post, number)


@router.get("/posts/{post}/changes")
def differences(request: Request, post: _Number) -> list[ChangeResource]:
    """What differs between the machine's version and the current one."""
    return [ChangeResource(**item._asdict()) for item in _desk(request).differences(post)]


@router.get(
    "/posts/{post}/export/{format}",
    response_class=Response,
    responses={200: {"content": {export.media: {} for export in EXPORTS.values()}}},
)
def export(
    request: Request,
    post: _Number,
    format: Literal["docx", "markdown", "html", "text", "json"],
    language: Literal["sv", "en"] = "sv",
) -> Response:
    """A post as a file."""
    return taken(_desk(request).get(post).summary, post, format, language)
