"""What the desk refuses, in words that its pages have in both languages.

A refusal is named by a code; the sentence for it stands in ``words_sv.toml`` and ``words_en.toml``
under ``refused``. The message of the exception is the English one.
"""

from __future__ import annotations

from referat.desk.words import said
from referat.errors import ReferatError


class DeskError(ReferatError):
    """Something the desk does not do.

    Args:
        code: which refusal it is.
        facts: what its sentence names.
    """

    status = 422

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        """The sentence in English."""
        return self.told("en")

    def told(self, language: str) -> str:
        """The sentence in ``language`` ("sv" or "en")."""
        return said(language, f"refused.{self.code}", **self.facts)


class EditError(DeskError):
    """A correction that does not fit the post."""


class StaleError(DeskError):
    """A correction of a version that is no longer the current one.

    Args:
        current: the revision that is.
    """

    status = 409

    def __init__(self, current: int) -> None:
        super().__init__("stale")
        self.current = current


class MissingError(DeskError):
    """There is no such post, version or record."""

    status = 404


class BusyError(DeskError):
    """More is asked for at once than the desk takes on."""

    status = 503


class StoreError(DeskError):
    """The store cannot be opened: damaged, of another program, or of a newer version."""

    status = 500
