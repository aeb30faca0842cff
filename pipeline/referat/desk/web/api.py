"""The HTTP API, version 1: what the pages do, for programs.

Refusals are problem details (RFC 9457). A correction names the revision it was made on; where that
is no longer the current one, the answer is 409 and names the current one. Described by
``/api/v1/openapi.json``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from referat.desk.edits.operations import Operation
from referat.desk.errors import DeskError
from referat.desk.exports import EXPORTS
from referat.desk.facts import COLUMNS
from referat.desk.listing import COUNTED, Order
from referat.desk.listing import Query as Asked
from referat.desk.service import Desk, Format
from referat.desk.store import Held
from referat.desk.web.forms import files_of, read_form
from referat.desk.web.reading import taken
from referat.post import Stance
from referat.summary import Summary

_PROBLEM = {
    "description": "Problem details (RFC 9457)",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "revision": {"type": "integer"},
                },
            }
        }
    },
}
_REFUSALS = (400, 401, 403, 404, 409, 413, 415, 421, 422, 503)
_PROBLEMS: dict[int | str, dict[str, Any]] = dict.fromkeys(_REFUSALS, _PROBLEM)

router = APIRouter(prefix="/api/v1", responses=_PROBLEMS, tags=["desk"])
_Number = Annotated[int, Path(ge=1, le=2**53, description="the number of a post")]
_Date = Annotated[str, Query(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")]
_Text = Annotated[str, Query(max_length=300, pattern=r"^[^\x00]*$")]
_Share = Annotated[int, Query(ge=0, le=100)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewPost(_Body):
    """A text to summarise."""

    text: Annotated[str, Field(min_length=1)]
    format: Format = "auto"
    name: Annotated[str, Field(max_length=300)] = ""


class Correction(_Body):
    """A correction, and the revision it was made on."""

    revision: Annotated[int, Field(ge=1, le=2**53)]
    operation: Operation


class Revised(_Body):
    """A change of a post: which revision it was made on."""

    revision: Annotated[int, Field(ge=1, le=2**53)]


class Accepting(_Body):
    """Whether an editor finds a record right as it stands."""

    record: Annotated[str, Field(min_length=1, max_length=100)]
    accepted: bool = True


class Doing(_Body):
    """Whether an editor has been through the post."""

    done: bool


class PostResource(BaseModel):
    """A post on the desk."""

    id: int
    revision: int
    corrected: bool
    done: bool
    added: str
    accepted: list[str]
    summary: Summary


class Created(BaseModel):
    """Posts that were put on the desk."""

    posts: list[int]


class Saved(BaseModel):
    """A post's new revision."""

    id: int
    revision: int


class FileState(BaseModel):
    """One file of a job."""

    name: str
    state: Literal["waiting", "reading", "done", "failed"]
    message: str
    made: int
    post: int | None


class JobResource(BaseModel):
    """Files in the queue."""

    id: str
    over: bool
    finished: int
    files: list[FileState]


class ListedPost(BaseModel):
    """A post in a list."""

    model_config = ConfigDict(extra="allow")

    id: int
    revision: int
    corrected: bool
    done: bool


class Page(BaseModel):
    """A page of a list; ``total`` is counted up to a limit, ``more`` says that there are more."""

    total: int
    more: bool
    page: int
    posts: list[ListedPost]


class VersionResource(BaseModel):
    """One version of a post."""

    number: int
    parent: int | None
    made: str
    operation: dict[str, Any] | None
    head: bool


class ChangeResource(BaseModel):
    """One difference between the machine's version and the editor's."""

    stage: str
    what: str
    record: str
    before: str
    after: str


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


@router.get("/posts")
def search(
    request: Request,
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
) -> Page:
    """Search the posts on the desk."""
    asked = Asked(
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
    found = _desk(request).search(asked)
    names = ("id", "revision", "corrected", "done", "added", *COLUMNS)
    posts = [ListedPost.model_validate({name: row[name] for name in names}) for row in found.rows]
    return Page(total=min(found.total, COUNTED), more=found.more, page=page, posts=posts)


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
