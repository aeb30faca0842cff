"""What the arguments of a command name: files, folders, patterns."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from referat.errors import InputError
from referat.readers import STDIN, files_of


def expand(arguments: Sequence[str]) -> tuple[list[Path], list[InputError]]:
    """The files that ``arguments`` name, each once, and an error for what names none.

    A name that exists is taken as it is, also with brackets in it; else ``*``, ``?``, ``[…]`` and
    ``**`` are matched here, for shells that do not (or were told not to). A folder stands for all
    files below it. A name without a file is kept: reading it says what is wrong.
    """
    paths: dict[str, Path] = {}
    missing: list[InputError] = []
    for argument in arguments:
        if argument == STDIN:
            paths.setdefault(STDIN, Path(STDIN))
            continue
        try:
            for path in files_of(argument, missing.append):
                paths.setdefault(os.path.realpath(path), path)
        except InputError as error:
            missing.append(error)
    return list(paths.values()), missing
