"""What the API takes and gives, as pydantic models: its description is made of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from referat.desk.edits.operations import Operation
from referat.desk.service import Format
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
PROBLEMS: dict[int | str, dict[str, Any]] = dict.fromkeys(_REFUSALS, _PROBLEM)
"""How a refusal looks, for each status that one can have."""


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
