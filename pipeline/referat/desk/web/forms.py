"""What comes in by a form: bounded, and turned into records."""

from __future__ import annotations

import python_multipart  # noqa: F401 - Starlette needs it, but only misses it at the first form
from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from referat.desk.config import Config
from referat.desk.edits.operations import Operation
from referat.desk.errors import DeskError, EditError

_OPERATION: TypeAdapter[Operation] = TypeAdapter(Operation)
_LISTS = frozenset({"about", "evidence"})
_LINES = frozenset({"people"})
# Where an empty field means "not known" rather than "take away what was there".
_NULLED = frozenset({"year", "near", "organisation", "url", "title", "author", "published", "site"})
_OF_PAGE = frozenset({"revision", "seen"})
_MOST_FIELDS = 2000


async def read_form(request: Request, config: Config) -> FormData:
    """The fields and files of a form.

    Raises:
        DeskError: there are too many of them, or it is no form.
    """
    try:
        form = await request.form(
            max_files=config.max_files,
            max_fields=_MOST_FIELDS,
            max_part_size=config.max_upload,
        )
    except HTTPException as error:
        if "files" in str(error.detail):
            raise DeskError("too_many_files", most=str(config.max_files)) from error
        raise DeskError("form") from error
    request.state.form = form
    return form


def field(form: FormData, name: str) -> str:
    """A field's text; empty where it is missing, or is a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def number(form: FormData, name: str) -> int:
    """A field's number.

    Raises:
        EditError: it is none.
    """
    value = field(form, name)
    if not value.isascii() or not value.isdecimal() or len(value) > 15:
        raise EditError("invalid", detail=name)
    return int(value)


async def files_of(form: FormData) -> list[tuple[str, bytes]]:
    """The files that were chosen, with the names they had; the form's own copies are closed."""
    chosen = [item for item in form.getlist("files") if isinstance(item, UploadFile)]
    read = [(item.filename or "", await item.read()) for item in chosen if item.filename]
    await form.close()
    return read


def operation_of(form: FormData) -> Operation:
    """The correction that a form asks for.

    Raises:
        EditError: a field is missing or does not fit.
    """
    said: dict[str, object] = {}
    for name in form:
        if name in _OF_PAGE:
            continue
        texts = [value for value in form.getlist(name) if isinstance(value, str)]
        # A hidden empty field goes with each list, so that an empty one is told from none.
        if name in _LISTS:
            said[name] = [text for text in texts if text]
        elif name in _LINES:
            said[name] = [line.strip() for line in texts[-1].splitlines() if line.strip()]
        else:
            text = texts[-1] if texts else ""
            said[name] = None if name in _NULLED and not text.strip() else text
    return operation(said)


def operation(said: object) -> Operation:
    """A correction from plain values.

    Raises:
        EditError: there is no such kind, or a field is missing or does not fit.
    """
    try:
        return _OPERATION.validate_python(said)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "kind"
        raise EditError("invalid", detail=f"{where}: {first['msg']}") from error
