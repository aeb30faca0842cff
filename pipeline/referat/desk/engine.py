"""The pipeline behind the desk: loaded while the first page is read, asked by one at a time.

Models take a second to load, and the first page must not wait for them. One post is annotated at a
time, whoever asks; beyond a number of those who wait, the next one is told so at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from referat.desk.edits.apply import finished
from referat.desk.errors import BusyError
from referat.post import Paraphrase, Post
from referat.restore import post_of
from referat.settings import Settings, load_settings
from referat.summary import Summary

if TYPE_CHECKING:
    from referat.assemble import Pipeline


class Engine:
    """The pipeline, loaded when it is first needed.

    Args:
        settings: a settings file, or the defaults.
        max_waiting: how many may wait for their turn.
        pipeline: one that is loaded already, in place of the settings' own.

    Raises:
        SettingsError: the file does not fit.
    """

    def __init__(
        self,
        settings: Path | None = None,
        max_waiting: int = 8,
        pipeline: Pipeline | None = None,
    ) -> None:
        self.settings: Settings = pipeline.settings if pipeline else load_settings(settings)
        self._pipeline = pipeline
        self._turn = threading.Lock()
        self._waiting = threading.BoundedSemaphore(max_waiting + 1)

    def warm(self, after: float = 0.0) -> threading.Thread:
        """Load the pipeline in the background.

        Args:
            after: seconds to wait before, so that the first page has the machine to itself.
        """
        thread = threading.Thread(
            target=self._warm, args=(after,), name="referat-models", daemon=True
        )
        thread.start()
        return thread

    def _warm(self, after: float) -> None:
        time.sleep(after)
        with self._turn:
            self._loaded()

    def _loaded(self) -> Pipeline:
        if self._pipeline is None:
            from referat.assemble import load

            self._pipeline = load(self.settings)
        return self._pipeline

    def summarise(self, post: Post) -> Summary:
        """The summary of a post.

        Raises:
            BusyError: too many wait already.
            ModelError: a model cannot be loaded.
        """
        with self._one() as pipeline:
            return pipeline(post)

    def rewritten(self, summary: Summary) -> Summary:
        """The same layers with a digest written anew from them.

        Raises:
            BusyError: too many wait already.
            ModelError: a model cannot be loaded.
        """
        with self._one() as pipeline:
            stages = {stage.name: stage for stage in pipeline.stages}
            post = stages["syntax"](post_of(summary))
            post = replace(post, paraphrases=tuple(_reported(post)))
            return finished(stages["digest"](post), summary)

    @contextmanager
    def _one(self) -> Iterator[Pipeline]:
        if not self._waiting.acquire(blocking=False):
            raise BusyError("busy")
        try:
            with self._turn:
                yield self._loaded()
        finally:
            self._waiting.release()


def _reported(post: Post) -> Iterator[Paraphrase]:
    """What the writer reports: the whole sentences in which a source claims something."""
    told = set()
    for item in post.paraphrases:
        for sentence in post.sentences or ():
            if sentence.span.holds(item.span) and sentence.span not in told:
                told.add(sentence.span)
                yield replace(item, span=sentence.span)
