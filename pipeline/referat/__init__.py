"""referat reads Swedish posts that report on foreign findings.

    import referat
    nlp = referat.load()
    summary = nlp(pathlib.Path("post.html"))

The names below are the public ones; everything else may change without notice. They are loaded
when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from referat.assemble import Pipeline, load
    from referat.errors import (
        DatasetError,
        EmptyInputError,
        InputError,
        ModelError,
        NotFoundError,
        NotTextError,
        PipelineError,
        ReferatError,
        RejectedWarning,
        SettingsError,
        TooLargeError,
    )
    from referat.post import Post
    from referat.promises import broken
    from referat.readers import Rejected, read
    from referat.settings import Settings, load_settings
    from referat.summary import Summary

_HOMES = {
    "DatasetError": "errors",
    "EmptyInputError": "errors",
    "InputError": "errors",
    "ModelError": "errors",
    "NotFoundError": "errors",
    "NotTextError": "errors",
    "Pipeline": "assemble",
    "PipelineError": "errors",
    "Post": "post",
    "ReferatError": "errors",
    "Rejected": "readers",
    "RejectedWarning": "errors",
    "Settings": "settings",
    "SettingsError": "errors",
    "Summary": "summary",
    "TooLargeError": "errors",
    "broken": "promises",
    "load": "assemble",
    "load_settings": "settings",
    "read": "readers",
}

__all__ = [
    "DatasetError",
    "EmptyInputError",
    "InputError",
    "ModelError",
    "NotFoundError",
    "NotTextError",
    "Pipeline",
    "PipelineError",
    "Post",
    "ReferatError",
    "Rejected",
    "RejectedWarning",
    "Settings",
    "SettingsError",
    "Summary",
    "TooLargeError",
    "__version__",
    "broken",
    "load",
    "load_settings",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
