"""Where outputs go on disk: their names, and writing them whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

_LONGEST = 120  # code points of a name before its suffix; file systems stop at 255 bytes
_DIGEST = 8  # hex digits that tell two inputs of one name apart


def output_names(inputs: Sequence[Path], suffix: str) -> list[str]:
    """A file name for each of ``inputs``, distinct on any file system, without any folder.

    An input that shares its name with no other gets its own name with the new suffix. Where
    several share one (``a.txt`` and ``b/a.md``), all of them get a digest of their path as well,
    so that the names do not depend on the order in which the inputs are given.
    """
    stems = [_stem(path) for path in inputs]
    names = list(stems)
    digits = _DIGEST
    while digits <= 64:
        # A file system may hold "Å" and "å", composed or not, for the same name.
        folded = [_folded(name) for name in names]
        shared = {name for name, count in Counter(folded).items() if count > 1}
        if not shared:
            break
        names = [
            f"{stem}-{_digest(path)[:digits]}" if key in shared else name
            for path, stem, name, key in zip(inputs, stems, names, folded, strict=True)
        ]
        digits *= 2
    return [name + suffix for name in names]


def _stem(path: Path) -> str:
    if str(path) == "-":
        return "stdin"
    return path.stem[:_LONGEST] or "post"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _digest(path: Path) -> str:
    # The path as given, not as it stands on this machine: the same command gives the same names.
    given = os.path.normpath(path).replace(os.sep, "/")
    return hashlib.sha256(os.fsencode(given)).hexdigest()


def write_file(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` in UTF-8, wholly or not at all.

    It is written beside the target and then takes its place. A symbolic link is followed; a device
    or pipe, which cannot be replaced, is written to directly.

    Raises:
        OSError: the folder is not there, or cannot be written to.
    """
    target = path.resolve()
    data = text.encode("utf-8", errors="replace")
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    beside = target.with_name(f".referat-{secrets.token_hex(8)}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:  # an interrupt too must leave no half-written file behind
        beside.unlink(missing_ok=True)
        raise
