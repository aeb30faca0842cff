"""Treebanks and name corpora as spaCy documents.

Reads standard CoNLL-U (so the full release of a treebank serves as well as the parts that the
models were trained on) and two-column IOB2, plain or gzipped. A `Sentence` holds what the models
learn: forms with the white space between them, lemmas, tags, features, heads, and names. Words of
a multiword token ("don't") are taken one by one, since that is what the tags are for; empty nodes
are left out.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import conllu

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

NAMES = ("PER", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word. ``head`` counts from the start of the sentence, the root is its own."""

    form: str
    space: bool = True
    lemma: str = ""
    upos: str = ""
    feats: str = ""
    head: int = -1
    deprel: str = ""
    name: str = ""  # IOB2; "" for not annotated


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence; ``opens`` where a paragraph or document begins with it."""

    words: tuple[Word, ...]
    opens: bool = False

    @property
    def text(self) -> str:
        """The words with the white space between them, none at the end."""
        return "".join(f"{word.form} " if word.space else word.form for word in self.words).rstrip()


def opened(path: Path) -> TextIO:
    """A text file, gzipped where its name says so."""
    if path.suffix == ".gz":
        return cast(TextIO, gzip.open(path, "rt", encoding="utf-8"))
    return path.open(encoding="utf-8")


def lines_of(path: Path) -> Iterator[str]:
    """The lines of such a file, without their ends."""
    with opened(path) as lines:
        yield from (line.rstrip("\n") for line in lines)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file. Names are read from ``NER=`` in the last column.

    Raises:
        OSError: the file cannot be read.
        conllu.exceptions.ParseException: it is no CoNLL-U.
    """
    with opened(path) as lines:
        for tokens in conllu.parse_incr(lines):
            yield _sentence(tokens)


def _sentence(tokens: conllu.TokenList) -> Sentence:
    glued: set[int] = set()  # ids of words with no white space behind them
    for token in tokens:
        first, last = token["id"], token["id"]
        if isinstance(first, tuple):
            if first[1] == ".":
                continue
            first, last = token["id"][0], token["id"][2]
            glued.update(range(first, last))
        if (token["misc"] or {}).get("SpaceAfter") == "No":
            glued.add(last)
    inner = {
        number
        for token in tokens
        if isinstance(token["id"], tuple) and token["id"][1] == "-"
        for number in range(token["id"][0], token["id"][2])
    }
    words = []
    for token in tokens:
        number = token["id"]
        if isinstance(number, tuple):
            continue
        feats = token["feats"] or {}
        misc = token["misc"] or {}
        words.append(
            Word(
                form=token["form"],
                space=number not in glued and number not in inner,
                lemma=token["lemma"] or "",
                upos=token["upos"] or "",
                feats="|".join(f"{name}={value}" for name, value in sorted(feats.items())),
                head=(token["head"] or number) - 1,
                deprel=(token["deprel"] or "dep") if token["head"] else "root",
                name=misc.get("NER", ""),
            )
        )
    opens = any(name in tokens.metadata for name in ("newpar", "newpar id", "newdoc", "newdoc id"))
    return Sentence(tuple(words), opens)


def read_iob2(path: Path) -> Iterator[Sentence]:
    """The sentences of a two-column IOB2 file.

    White space is taken from a ``# text = `` line where there is one; without, it stands between
    all words but before closing and behind opening marks.
    """
    for text, rows in iob2_rows(path):
        yield Sentence(tuple(_spaced(rows, text)))


def iob2_rows(path: Path) -> Iterator[tuple[str | None, list[tuple[str, str]]]]:
    """The sentences of an IOB2 file: the text, where a comment gives it, and words with tags."""
    text: str | None = None
    rows: list[tuple[str, str]] = []
    for line in chain(lines_of(path), [""]):
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif "\t" in line:
            form, tag = line.split("\t")[:2]
            rows.append((form, tag))
        elif not line and rows:
            yield text, rows
            text, rows = None, []


def _spaced(rows: Sequence[tuple[str, str]], text: str | None) -> Iterator[Word]:
    at = 0
    for index, (form, tag) in enumerate(rows):
        if text is not None and (found := text.find(form, at)) >= 0:
            at = found + len(form)
            space = text[at : at + 1].isspace()
        else:
            following = rows[index + 1][0] if index + 1 < len(rows) else ""
            space = form not in {"(", "[", "“"} and following[:1] not in set(".,:;?!)]”")
        kind = tag[2:]
        yield Word(form, space, name=tag if kind in NAMES else "O")


def to_doc(vocab: Vocab, sentences: Iterable[Sentence]) -> Doc:
    """One spaCy document of some sentences, with every annotation they have."""
    from spacy.tokens import Doc

    words: list[Word] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        first = len(words)
        starts += [True] + [False] * (len(sentence.words) - 1)
        heads += [first + word.head for word in sentence.words]
        words += sentence.words
    parsed = all(word.deprel for word in words)
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        lemmas=[word.lemma for word in words] if any(word.lemma for word in words) else None,
        pos=[word.upos for word in words] if any(word.upos for word in words) else None,
        morphs=[word.feats for word in words] if parsed else None,
        heads=heads if parsed else None,
        deps=[word.deprel for word in words] if parsed else None,
        sent_starts=None if parsed else starts,
        ents=[word.name for word in words] if all(word.name for word in words) else None,
    )


def with_names(sentences: Iterable[Sentence], named: Iterable[Sentence]) -> Iterator[Sentence]:
    """Parsed sentences with the names of the same text annotated elsewhere, where the words agree.

    Sentences that the other annotation lacks or cuts otherwise keep what they have.
    """
    names = {tuple(word.form for word in each.words): each for each in named}
    for sentence in sentences:
        twin = names.get(tuple(word.form for word in sentence.words))
        if twin is None:
            yield sentence
            continue
        words = tuple(
            replace(word, name=other.name)
            for word, other in zip(sentence.words, twin.words, strict=True)
        )
        yield replace(sentence, words=words)
