"""From settings to a pipeline: the one place that knows all stages and their order.

>>> import referat
>>> nlp = referat.load()
>>> summary = nlp("Jag läste rapporten. ”It works”, säger Anna Berg. Bra!")
>>> summary.findings[0].speaker.name
'Anna Berg'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path

from referat import __version__
from referat.errors import InputError, PipelineError
from referat.models import load_word_model
from referat.post import Post
from referat.readers import Reject, read, read_text
from referat.settings import Settings, load_settings
from referat.stage import BatchStage, Stage
from referat.stages.blocks import Blocks
from referat.stages.claims import Claims
from referat.stages.commentary import CommentaryStage
from referat.stages.digest import DigestStage
from referat.stages.findings import Findings
from referat.stages.language import Language
from referat.stages.syntax import Syntax
from referat.stance_head import load_stance
from referat.summarise import summary_of
from referat.summary import ProvenanceRecord, StageRecord, Summary
from referat.syntax_model import load_syntax


def _syntax(settings: Settings) -> Stage:
    named = {"sv": settings.syntax.model_sv, "en": settings.syntax.model_en}
    return Syntax({language: load_syntax(name) for language, name in named.items() if name})


def _commentary(settings: Settings) -> Stage:
    name = settings.commentary.stance
    return CommentaryStage(load_stance(name) if name else None)


# Posts that `Pipeline.pipe` holds at once: some two thousand sentences, and a few megabytes.
READ_AHEAD = 32

# Stages in their order, by name; each is made from the settings.
STAGES: dict[str, Callable[[Settings], Stage]] = {
    "blocks": lambda settings: Blocks(),
    "language": lambda settings: Language(load_word_model(), settings.language),
    "syntax": _syntax,
    "findings": lambda settings: Findings(settings.findings, settings.language),
    "commentary": _commentary,
    "claims": lambda settings: Claims(),
    "digest": lambda settings: DigestStage(settings.digest),
}


class Pipeline:
    """Stages in an order that works, from a post to its summary.

    Args:
        stages: the stages, first to last.
        settings: what the readers may read, and what provenance names.

    Raises:
        PipelineError: a stage needs a layer that no earlier one gives.
    """

    def __init__(self, stages: Sequence[Stage], settings: Settings) -> None:
        given: set[str] = set()
        for stage in stages:
            missing = sorted(stage.needs - given)
            if missing:
                raise PipelineError(
                    f"stage {stage.name!r} needs {', '.join(missing)}, which no stage before it "
                    "gives; put one that does in front of it"
                )
            given |= stage.gives
        self.stages = tuple(stages)
        self.settings = settings
        self.provenance = ProvenanceRecord(
            referat=__version__,
            settings=settings.fingerprint(),
            stages=[
                StageRecord(stage=stage.name, model=stage.model, version=stage.version)
                for stage in self.stages
            ],
        )

    def __call__(self, item: Post | str | PathLike[str]) -> Summary:
        """The summary of one post.

        Args:
            item: a `Post`, a text (``str``), or the path of a file (`pathlib.Path` or any other
                path object; ``Path("-")`` is standard input). A string is always a text: what
                strangers write must not name files.

        Raises:
            InputError: the file cannot be read, or holds no post or several.
        """
        return summary_of(self.annotate(self._post(item)), self.provenance)

    def annotate(self, post: Post) -> Post:
        """The post with the layers of all stages."""
        for stage in self.stages:
            post = stage(post)
        return post

    def pipe(self, items: Iterable[Post | str | PathLike[str]]) -> Iterator[Summary]:
        """The summaries of many posts, in order, each as `__call__` gives it.

        Posts are read ahead (`READ_AHEAD`), so that a model sees the sentences of many at once. An
        item that cannot be read raises when its turn comes, behind those before it.
        """
        held: list[Post] = []
        for item in items:
            try:
                held.append(self._post(item))
            except InputError:
                yield from self._batch(held)
                raise
            if len(held) == READ_AHEAD:
                yield from self._batch(held)
                held = []
        yield from self._batch(held)

    def summaries(
        self, origin: str | PathLike[str], rejected: Reject | None = None
    ) -> Iterator[Summary]:
        """The summaries of all posts in a file, folder or archive, one after the other.

        Args:
            origin: what `referat.read` takes.
            rejected: is called with each record that cannot be read; without it, each gives a
                `RejectedWarning`.

        Raises:
            InputError: nothing of it can be read.
        """
        for post in read(origin, self.settings.input, rejected=rejected):
            yield self(post)

    def _batch(self, posts: Sequence[Post]) -> Iterator[Summary]:
        for stage in self.stages:
            posts = list(stage.pipe(posts) if isinstance(stage, BatchStage) else map(stage, posts))
        for post in posts:
            yield summary_of(post, self.provenance)

    def _post(self, item: Post | str | PathLike[str]) -> Post:
        if isinstance(item, Post):
            return item
        if isinstance(item, str):
            return read_text(item, settings=self.settings.input)
        posts = read(Path(item), self.settings.input)
        post = next(posts, None)
        if post is None:
            raise InputError(str(item), "no post in it", "name a file that holds one")
        if next(posts, None) is not None:
            raise InputError(
                str(item),
                "several posts in it",
                "use Pipeline.summaries",
            )
        return post


def load(settings: Settings | Path | None = None) -> Pipeline:
    """A pipeline with all stages.

    Args:
        settings: settings, a TOML file that names what differs from the defaults, or nothing.

    Raises:
        SettingsError: a setting does not exist or does not fit.
        ModelError: a model that the settings name cannot be loaded.
    """
    chosen = settings if isinstance(settings, Settings) else load_settings(settings)
    return Pipeline([make(chosen) for make in STAGES.values()], chosen)
