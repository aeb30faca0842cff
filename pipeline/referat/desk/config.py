"""What a desk is started with."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

STORE = "desk.sqlite"
"""The name of the store in its folder."""


@dataclass(frozen=True, slots=True)
class Config:
    """Where the desk keeps its posts, whom it serves, and how much it takes at once.

    Args:
        folder: where the store is, or is to be.
        host: the address to serve on; any but loopback needs a token.
        port: the port; 0 for any that is free.
        token: what a visitor has to show; empty on loopback.
        archive: the dataset of a batch that is browsed as well.
        settings: a settings file for the pipeline.
        max_upload: most bytes of one request.
        max_files: most files of one request.
        max_waiting: most requests that wait for the pipeline at once.
        max_queue: most files that wait in the queue.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8480
    token: str = ""
    archive: Path | None = None
    settings: Path | None = None
    max_upload: int = 64_000_000
    max_files: int = 200
    max_waiting: int = 8
    max_queue: int = 2000

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.folder / STORE

    @property
    def loopback(self) -> bool:
        """Whether only this machine is served."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def default_folder() -> Path:
    """Where a desk's store lies if nobody says otherwise: the user's folder for data."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME", "")
    return Path(base or Path.home() / ".local" / "share") / "referat"
