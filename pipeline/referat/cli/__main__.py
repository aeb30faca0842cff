"""``python -m referat.cli`` is ``referat``."""

from referat.cli import main

main()
