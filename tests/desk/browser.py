"""A desk that runs in a process of its own, and a browser in front of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def served(folder, *options):
    """The address of a desk that keeps its posts in ``folder``."""
    command = [sys.executable, "-m", "referat.cli", "desk", "--data", str(folder), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--no-browser", *options],
        env=os.environ | {"PYTHONPATH": str(ROOT / "pipeline"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        told = re.search(r"http://[^/\s]+", process.stdout.readline())
        assert told, "the desk did not say where it is"
        yield told[0]
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")
"""A script that gives what is wrong with a page for those who read or use it otherwise."""
