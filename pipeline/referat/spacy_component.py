"""The language tagger as a component of anybody's spaCy pipeline.

    import spacy
    nlp = spacy.blank("sv")
    nlp.add_pipe("referat_language")
    doc = nlp("Hon sa: never mind, och gick.")
    [(token.text, token._.language) for token in doc], doc.spans["languages"]

spaCy finds it by the entry point ``spacy_factories``; it works with whatever tokens the pipeline
makes. Paragraphs are parted by empty lines, as in plain text; nothing is left out as a comment or
as chrome. A token has the language of the run it begins in, and ``und`` where there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.language import Language as Nlp

from referat.mix.docbin import register, set_languages
from referat.mix.tagged import UNDETERMINED
from referat.models import load_word_model
from referat.post import Block, Post
from referat.settings import load_settings
from referat.span import Span
from referat.stages.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")


class ReferatLanguage:
    """Sets ``Token._.language`` and ``Doc.spans["languages"]``."""

    def __init__(self) -> None:
        register()
        self._stage = Language(load_word_model(), load_settings().language)

    def __call__(self, doc: Doc) -> Doc:
        """The document, its tokens tagged."""
        text = doc.text
        post = self._stage(Post(text, blocks=tuple(map(Block, _paragraphs(text)))))
        runs = post.runs or ()
        starts = [run.span.start for run in runs]
        languages = []
        for token in doc:
            at = bisect_right(starts, token.idx) - 1
            inside = at >= 0 and token.idx < runs[at].span.end
            languages.append(runs[at].language if inside else UNDETERMINED)
        set_languages(doc, languages)
        return doc


def _paragraphs(text: str) -> Iterator[Span]:
    """What stands between empty lines, without the white space around it."""
    start = 0
    for end in (*(match.start() for match in _EMPTY_LINE.finditer(text)), len(text)):
        inside = text[start:end]
        first = start + len(inside) - len(inside.lstrip())
        last = start + len(inside.rstrip())
        if first < last:
            yield Span(first, last)
        start = end


@Nlp.factory("referat_language", assigns=["token._.language", "doc.spans"])
def make_component(nlp: Nlp, name: str) -> ReferatLanguage:
    """The component for a pipeline."""
    del nlp, name  # it is the same for all
    return ReferatLanguage()
