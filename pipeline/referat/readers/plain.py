"""Plain text: the text itself, and nothing else.

What the lines say about paragraphs, lists and comments is recovered by the blocks stage, which
does the same for texts that never were a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from referat.post import Meta, Post
from referat.readers.base import Fit, Source


class PlainReader:
    """Reads plain text."""

    name = "txt"
    suffixes = (".txt", ".text", "")

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By its name; whatever no other reader wants is plain text, too."""
        return Fit.NAME if suffix in self.suffixes else Fit.FALLBACK

    def read(self, source: Source) -> Iterator[Post]:
        """One post: the whole text."""
        decoded = source.text()
        post = self.read_text(decoded.text, source.origin)
        yield replace(post, warnings=decoded.oddities)

    def read_text(self, text: str, origin: str | None) -> Post:
        """The text as it is."""
        return Post(text, Meta(origin=origin))
