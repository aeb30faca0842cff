"""What can go wrong, as one small tree.

    ReferatError                 everything this package raises on purpose
    ├── InputError               something given to read cannot be read
    │   ├── NotFoundError        no such file, or a directory where a file was expected
    │   ├── EmptyInputError      nothing in it
    │   ├── TooLargeError        above the size limit of the settings
    │   └── NotTextError         a PDF, an image, an archive, random bytes
    ├── SettingsError            a settings file with an unknown key or a value out of range
    ├── ModelError               a model folder that is missing, incomplete or of another version
    ├── PipelineError            stages in an order that cannot work, misfitting layers
    └── DatasetError             a dataset of another version, in use, damaged, or without room

Each message is one line that names the file (or key), what was found, and what to do about it.
What is merely odd in a post is no error but a warning in its summary; a record of an archive that
cannot be read is a `RejectedWarning`, unless the caller asks for such records.
"""

from __future__ import annotations


class ReferatError(Exception):
    """Root of all errors of this package."""


class InputError(ReferatError):
    """An input that cannot be read.

    Args:
        origin: the path, URL or name of what was to be read.
        found: what is wrong with it, as a clause.
        remedy: what the caller can do, as an imperative.
    """

    def __init__(self, origin: str, found: str, remedy: str) -> None:
        super().__init__(origin, found, remedy)
        self.origin = origin
        self.found = found
        self.remedy = remedy

    def __str__(self) -> str:
        """One line, whatever the origin's name holds."""
        return " ".join(f"{self.origin}: {self.found}; {self.remedy}".split())


class NotFoundError(InputError):
    """There is no file of that name, or it is not a file."""


class EmptyInputError(InputError):
    """The input holds nothing but white space."""


class TooLargeError(InputError):
    """The input is larger than the settings allow."""


class NotTextError(InputError):
    """The input is not text of a kind that a reader knows."""


class RejectedWarning(UserWarning):
    """A record of an archive could not be read, and nobody asked to be told of such records."""


class SettingsError(ReferatError):
    """A setting is unknown, of the wrong type or out of range."""


class ModelError(ReferatError):
    """A model cannot be found or loaded."""


class PipelineError(ReferatError):
    """Stages or layers do not fit together."""


class DatasetError(ReferatError):
    """A dataset cannot be written or queried as it is."""
