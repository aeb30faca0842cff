"""A batch job of its own process, to be killed: ``python job.py ARCHIVE OUT FORMAT``.

Prints a dot whenever a post is done, and nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path

from batch import fakes

from referat.batch.local import LocalEngine
from referat.batch.run import Job, Progress, run
from referat.cli.batch import stopping


def show(progress: Progress) -> None:
    """A dot, at once."""
    sys.stdout.write(".")
    sys.stdout.flush()


def main(archive: str, out: str, format: str) -> None:
    """Run the job."""
    job = Job((archive,), Path(out), format, fakes.settings(5))
    with stopping() as stop:
        engine = LocalEngine(fakes.pipeline, 2, 60.0, stop)
        try:
            report = run(job, engine, show, stop)
        finally:
            engine.close()
    sys.exit(0 if report.finished else 130)


if __name__ == "__main__":
    main(*sys.argv[1:])
