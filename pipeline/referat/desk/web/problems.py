"""Refusals on the web: problem details (RFC 9457) for programs, a page for people.

The same errors as on the command line, each with the status that HTTP has for it. A problem's
``type`` is the refusal's code, ``detail`` its sentence in English.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from referat.desk.errors import DeskError, StaleError
from referat.desk.web.render import page
from referat.desk.words import said
from referat.errors import (
    EmptyInputError,
    InputError,
    NotFoundError,
    NotTextError,
    ReferatError,
    TooLargeError,
)

API = "/api/"
_TYPE = "tag:referat,2026:problem:"
_INPUT: tuple[tuple[type[ReferatError], int, str], ...] = (
    (NotFoundError, 404, "input"),
    (EmptyInputError, 422, "empty_input"),
    (TooLargeError, 413, "too_large"),
    (NotTextError, 415, "not_text"),
    (InputError, 422, "input"),
    (ReferatError, 500, "input"),
)
_TITLES: Mapping[int, str] = {
    400: "Bad request",
    401: "Key needed",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Too large",
    415: "Not text",
    421: "Misdirected request",
    422: "Cannot be done",
    500: "Internal error",
    503: "Busy",
}


def problem(status: int, code: str, detail: str, **more: object) -> JSONResponse:
    """Problem details as RFC 9457 has them."""
    return JSONResponse(
        {
            "type": f"{_TYPE}{code}",
            "title": _TITLES.get(status, "Error"),
            "status": status,
            "detail": detail,
            **more,
        },
        status,
        media_type="application/problem+json",
        headers={"retry-after": "2"} if status == 503 else None,
    )


def refusal(scope: Scope, status: int, code: str, **facts: str) -> Response:
    """What the desk refuses, as the one who asks can read it."""
    if scope["path"].startswith(API):
        return problem(status, code, said("en", f"refused.{code}", **facts))
    request = Request(scope)
    if status == 401:
        return page(request, "enter.html", status=401, wrong=False)
    return page(request, "error.html", status=status, detail=code, facts=facts)


def of_error(scope: Scope, error: ReferatError) -> Response:
    """What an error of the package is on the web."""
    if isinstance(error, DeskError):
        if isinstance(error, StaleError) and scope["path"].startswith(API):
            return problem(error.status, error.code, str(error), revision=error.current)
        return refusal(scope, error.status, error.code, **error.facts)
    status, code = next((s, c) for kind, s, c in _INPUT if isinstance(error, kind))
    if scope["path"].startswith(API):
        return problem(status, code, str(error))
    return refusal(scope, status, code, detail=str(error), most="10")
