"""The desk: what its pages and its API ask for, in one place.

Nothing here knows of HTTP. Corrections come as records, refusals go as errors, and every change of
a post names the revision it was made on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from referat.desk.changes import Change, changes
from referat.desk.config import Config
from referat.desk.edits.apply import applied
from referat.desk.edits.operations import Operation, Rewrite
from referat.desk.engine import Engine
from referat.desk.errors import MissingError, StaleError
from referat.desk.held import Held, Version
from referat.desk.intake import Intake, bare_name
from referat.desk.listing import Listed, Query, listed
from referat.desk.store import Store
from referat.post import Post
from referat.readers import read, read_text
from referat.summary import Summary

if TYPE_CHECKING:
    from referat.assemble import Pipeline

Format = Literal["auto", "txt", "markdown", "html"]
SUFFIXES = {"auto": ".txt", "txt": ".txt", "markdown": ".md", "html": ".html"}
"""What a pasted text is kept as, by its format."""


class Desk:
    """A desk with its store, its pipeline and its queue.

    Args:
        config: what it was started with.
        pipeline: one that is loaded already.

    Raises:
        StoreError: the store cannot be opened.
        SettingsError: the settings do not fit.
    """

    def __init__(self, config: Config, pipeline: Pipeline | None = None) -> None:
        self.config = config
        self.engine = Engine(config.settings, config.max_waiting, pipeline)
        self.store = Store(config.store)
        self.intake = Intake(self.store, self.engine, config.max_queue)

    def paste(self, text: str, format: Format = "auto", name: str = "") -> list[int]:
        """Put a pasted text on the desk; gives the numbers of its posts, most often one.

        Args:
            text: the text, or the markup.
            format: what it is; ``auto`` tells by what is in it.
            name: what to call it.

        Raises:
            InputError: there is nothing in it, or it is too large.
            BusyError: too many wait for the pipeline.
        """
        called = bare_name(name) if name.strip() else None
        suffix = SUFFIXES[format]
        data = text.encode("utf-8", "replace")
        posts: list[Post]
        if format == "auto":
            posts = list(read(f"{called or 'text'}{suffix}", self.engine.settings.input, data))
        else:
            posts = [read_text(text, called, format, settings=self.engine.settings.input)]
        original = (suffix, data) if len(posts) == 1 else None
        return [self._add(replace(p, meta=replace(p.meta, origin=called)), original) for p in posts]

    def _add(self, post: Post, original: tuple[str, bytes] | None) -> int:
        return self.store.add(self.engine.summarise(post), original)

    def upload(self, files: Sequence[tuple[str, bytes]]) -> str:
        """Put files in the queue; gives the id of the job.

        Raises:
            BusyError: too many wait already.
        """
        return self.intake.put(files)

    def search(self, query: Query) -> Listed:
        """A page of the list of posts."""
        return listed(self.store.connection, query)

    def correct(self, post: int, revision: int, operation: Operation) -> int:
        """Carry out a correction; gives the new revision, or the same where nothing changed.

        Raises:
            StaleError: somebody else has saved since ``revision``.
            EditError: it does not fit the post.
            MissingError: there is no such post.
            BusyError: the digest is to be written anew, and too many wait for the pipeline.
        """
        held = self.store.get(post)
        if held.revision != revision:
            # Told before anything is worked out; `save` looks again inside its transaction.
            raise StaleError(held.revision)
        if isinstance(operation, Rewrite):
            made = self.engine.rewritten(held.summary)
        else:
            made = applied(held.summary, operation)
        if made == held.summary:
            return revision
        said = operation.model_dump_json(exclude_none=True)
        return self.store.save(post, revision, made, said)

    def differences(self, post: int) -> list[Change]:
        """What differs between the machine's version and the current one."""
        return changes(self.store.version(post, 0), self.store.get(post).summary)

    def accept(self, post: int, record: str, accepted: bool) -> None:
        """Note that an editor finds a record right, or take that back.

        Raises:
            MissingError: there is no such post or record.
        """
        if record not in known_records(self.store.get(post).summary):
            raise MissingError("no_record", id=record)
        self.store.accept(post, record, accepted)

    def get(self, post: int) -> Held:
        """A post in its current version.

        Raises:
            MissingError: there is none of that number.
        """
        return self.store.get(post)

    def history(self, post: int) -> list[Version]:
        """All versions of a post.

        Raises:
            MissingError: there is no such post.
        """
        return self.store.history(post)


def known_records(summary: Summary) -> list[str]:
    """The ids of what an editor can accept: findings, commentary, claims."""
    layers = (summary.findings, summary.commentary, summary.claims)
    return [item.id for layer in layers for item in layer]
