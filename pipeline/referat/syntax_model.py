"""The spaCy pipelines behind the syntax stage: load one, and have it analyse words.

The one module that imports spaCy, and only when a pipeline is loaded. A pipeline is handed the
words of a sentence (`referat.text.syntactic_words`), not its text, so nothing has to be aligned
afterwards; what it finds comes back as plain `Analysis` records. Folders come from
``scripts/train_syntax.py``; any other spaCy pipeline serves as well, by name or path.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, cast

from referat.errors import ModelError
from referat.models import model_folder

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The shipped pipelines, by the names that the settings use.
SHIPPED = ("syntax-sv", "syntax-en")
# Table of a shipped pipeline's vocabulary: "UPOS form" to the lemma that its treebank gives.
LEMMAS = "referat_lemmas"
_BATCH = 128
_NO_TOKENIZER = "referat.no_tokenizer.v1"
_NEGATIVE = 1 << 63  # spaCy hands signed head offsets out as unsigned


class Analysis(NamedTuple):
    """What a pipeline says of one word. Empty where it has no component for it.

    ``head`` counts words from the start of the sentence, a root is its own head, -1 is not known. A
    sentence has several roots where the pipeline finds several sentences in it (chat, lists).
    ``name`` is an IOB2 tag (``B-PER``, ``I-PER``, ``B-ORG``, ``B-LOC``, ...) or empty.
    """

    tag: str
    features: str
    lemma: str
    head: int
    relation: str
    name: str


class SyntaxModel:
    """A loaded pipeline.

    Args:
        nlp: the spaCy pipeline.
        name: what the settings call it.
        version: its version, for provenance.
    """

    def __init__(self, nlp: Language, name: str, version: str) -> None:
        self.pipeline = nlp
        self.name = name
        self.version = version
        lookups = nlp.vocab.lookups
        self._lemmas = lookups.get_table(LEMMAS) if lookups.has_table(LEMMAS) else {}

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[list[Analysis]]:
        """An analysis for each word of each sentence. The same sentence is looked at once.

        Args:
            sentences: the words of each sentence, none of them empty.
        """
        distinct = list(dict.fromkeys(map(tuple, sentences)))
        # spaCy keeps every word it has seen; in a zone it forgets those that are new, so that a
        # million posts take no more memory than one. What is read out are strings of Python's.
        with self.pipeline.memory_zone():
            found = dict(
                zip(distinct, map(self._read, distinct, self._analysed(distinct)), strict=True)
            )
        return [found[tuple(words)] for words in sentences]

    def _analysed(self, sentences: Sequence[tuple[str, ...]]) -> Iterator[Doc]:
        from spacy.tokens import Doc

        vocab = self.pipeline.vocab
        documents = (
            Doc(vocab, words=list(words), sent_starts=_starts(words)) for words in sentences
        )
        return self.pipeline.pipe(documents, batch_size=_BATCH)

    def _read(self, words: Sequence[str], document: Doc) -> list[Analysis]:
        from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS

        strings = document.vocab.strings
        parsed = document.has_annotation("DEP")
        rows = document.to_array([POS, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE]).tolist()
        read = []
        for index, (pos, morph, lemma, head, relation, iob, kind) in enumerate(rows):
            tag = _coarse()[pos]
            name = f"{'B' if iob == 3 else 'I'}-{strings[kind]}" if kind else ""
            offset = head - (1 << 64) if head >= _NEGATIVE else head
            read.append(
                Analysis(
                    tag,
                    strings[morph],
                    self._lemmas.get(f"{tag} {words[index].lower()}") or strings[lemma],
                    index + offset if parsed else -1,
                    "root" if offset == 0 and parsed else strings[relation],
                    name,
                )
            )
        return read


# No sentence ends behind these: what follows completes what stands before.
_BINDING = frozenset(",;:(–—-\"”“’‘'«»")


def _starts(words: Sequence[str]) -> list[bool | int | None]:
    """Where a sentence may start among words that rules took for one.

    ``None`` leaves it to the parser: before a capital where no mark binds, as behind a heading or a
    line of chat that lacks its stop. Elsewhere the parser splits edited prose too eagerly.
    """
    return [True] + [
        None if word[:1].isupper() and before not in _BINDING else False
        for before, word in pairwise(words)
    ]


@cache
def _coarse() -> dict[int, str]:
    """spaCy's numbers of the universal tags."""
    from spacy.symbols import IDS, NAMES

    return {0: ""} | {number: NAMES[number] for number in IDS.values()}


def import_spacy(with_torch: bool = False) -> None:
    """Import spaCy, without torch unless asked.

    thinc takes torch in wherever it is installed: two seconds and 200 MB that the shipped pipelines
    have no use for. It is kept from it only where neither has been imported yet; whoever runs torch
    models of spaCy's in the same process imports spaCy before.
    """
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    kept_out = not (with_torch or "torch" in modules or "thinc" in modules)
    if kept_out:
        modules["torch"] = None  # makes "import torch" fail
    try:
        importlib.import_module("spacy")
    finally:
        if kept_out:
            del modules["torch"]


@cache
def load_syntax(name: str) -> SyntaxModel:
    """Load a pipeline, once a process. Nothing is downloaded.

    Args:
        name: a shipped pipeline (`SHIPPED`), the name of an installed spaCy pipeline, or a folder.

    Raises:
        ModelError: there is no such pipeline on this machine, or it is damaged.
    """
    if name in SHIPPED:
        folder = model_folder(name)
        import_spacy()
        return _loaded(folder, name)
    import_spacy(with_torch=True)
    return _loaded(name, name)


def _loaded(place: Path | str, name: str) -> SyntaxModel:
    import spacy
    from spacy.util import registry
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    before = get_current_ops()
    try:
        # NumPy's matrix product is about three times as fast as the one thinc brings.
        set_current_ops(NumpyOps(use_blis=False))
        if isinstance(place, str):
            return _model(spacy.load(place), name)
        # Half of the time to load would go into a tokenizer that nothing calls.
        registry.tokenizers(_NO_TOKENIZER, func=_no_tokenizer)
        without = {"nlp": {"tokenizer": {"@tokenizers": _NO_TOKENIZER}}}
        return _model(spacy.load(place, exclude=["tokenizer"], config=without), name)
    except (OSError, ValueError, KeyError) as error:
        if isinstance(place, Path):
            raise ModelError(
                f"models/{name}: damaged ({type(error).__name__}); restore it with "
                f"'git checkout -- models/{name}', or reinstall the package"
            ) from error
        raise ModelError(
            f"syntax model {name!r}: no such spaCy pipeline on this machine; install it, name its "
            "folder, or leave the setting empty for rules"
        ) from error
    finally:
        set_current_ops(before)


def look_up_vectors_by(nlp: Language, key: str) -> None:
    """Let words find their vectors by another attribute than their very form.

    spaCy keeps which one it is neither on disk nor in bytes; the pipeline's ``meta.json`` says it
    in ``vectors_key``.
    """
    from spacy.vectors import Vectors

    loaded = nlp.vocab.vectors
    vectors = Vectors(strings=nlp.vocab.strings, data=loaded.data, attr=key)
    vectors.key2row.update(loaded.key2row)
    nlp.vocab.vectors = vectors


def _model(nlp: Language, name: str) -> SyntaxModel:
    if key := nlp.meta.get("vectors_key"):
        look_up_vectors_by(nlp, key)
    return SyntaxModel(nlp, name, str(nlp.meta.get("version", "")))


def _no_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """A tokenizer for pipelines that are only ever handed words."""

    def make(nlp: Language) -> Callable[[str], Doc]:
        def refuse(text: str) -> Doc:
            raise TypeError("this pipeline takes documents, not texts; see SyntaxModel.analyse")

        return refuse

    return make
