"""Pages from templates: everything that is put into one is escaped, unless it is HTML of our own.

Control characters are drawn as pictures, as in the pages of a summary.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from referat import __version__
from referat.desk.words import LANGUAGES, words
from referat.writers.escape import link, visible

LANGUAGE_COOKIE = "referat_language"


def _shown(value: Any) -> Any:
    """What is put into a page, ready for escaping."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """The templates."""
    made = Environment(
        loader=PackageLoader("referat.desk.web"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["version"] = __version__
    made.filters["safe_link"] = link
    return made


def language_of(request: Request) -> str:
    """The language of the pages: the one chosen, else what the browser asks for, else Swedish."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    for part in request.headers.get("accept-language", "").split(","):
        code = part.partition(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return LANGUAGES[0]


def rendered(name: str, language: str, **context: Any) -> Markup:
    """A template's HTML."""
    template = environment().get_template(name)
    # The template has escaped what is put into it.
    return Markup(template.render(w=words(language), language=language, **context))  # noqa: S704


def page(request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page, in the language of whoever asks."""
    language = language_of(request)
    state = request.scope.get("app")
    archive = bool(getattr(getattr(state, "state", None), "archive", None))
    back = request.url.path
    made = rendered(
        name, language, here=back, archived=archive, part="part" in request.query_params, **context
    )
    return HTMLResponse(made, status, headers={"vary": "Cookie, Accept-Language"})
