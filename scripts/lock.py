"""Write ``requirements.lock`` anew: exact versions of all that a checkout needs.

A fresh virtual environment gets what ``pyproject.toml`` declares (dependencies, the extras
``evaluate`` and ``dev``, the build backend), each in the newest version its range allows, except
for those held below. What is then installed, transitive packages included, is the lock. Nothing of
the caller's environment takes part, so nothing undeclared can slip in.

    python scripts/lock.py [--output PATH]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Not the newest, and why.
HELD = (
    "torch==2.13.0",  # the version that the measurements in the README were made with
)

HEADER = """\
# Every package that a checkout runs, is tested and is built with, pinned. Written by `make lock`
# from the ranges in pyproject.toml; change those, not this file.
"""


def declared(project: Path) -> list[str]:
    """The requirements that a project file names: of the package, of ``dev``, of the build."""
    tables = tomllib.loads(project.read_text(encoding="utf-8"))
    package = tables["project"]
    return [
        *package["dependencies"],
        *package["optional-dependencies"]["evaluate"],
        *package["optional-dependencies"]["dev"],
        *tables["build-system"]["requires"],
    ]


def public(pin: str) -> str:
    """A pin without the local part of its version: which build fits is the installer's business."""
    return pin.partition("+")[0]


def resolve(requirements: list[str]) -> list[str]:
    """Pins for ``requirements`` and all they pull in, sorted by name whatever its case.

    Raises:
        subprocess.CalledProcessError: pip could not install them; its own message is on stderr.
    """
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        pip = [str(Path(folder, "bin", "python")), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", *requirements], check=True)
        frozen = subprocess.run(
            [*pip, "list", "--format=freeze", "--exclude=pip"],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    pins = (public(pin) for pin in frozen.stdout.split())
    return sorted(pins, key=lambda pin: pin.lower().partition("=")[0])


def main() -> int:
    """Resolve and write; the exit code."""
    parser = argparse.ArgumentParser(description="Write requirements.lock anew.")
    parser.add_argument("--output", type=Path, default=ROOT / "requirements.lock")
    output: Path = parser.parse_args().output
    pins = resolve([*declared(ROOT / "pyproject.toml"), *HELD])
    output.write_text(HEADER + "".join(f"{pin}\n" for pin in pins), encoding="utf-8")
    print(f"{len(pins)} packages pinned in {output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
