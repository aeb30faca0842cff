"""Posts as spaCy documents, and many of them as one DocBin (https://spacy.io/api/docbin).

A document holds the tokens of a post's sentences with lemmas and tags, ``Token._.language`` and
``Token._.role``, and the stretches of one language as ``Doc.spans["languages"]``. Whoever reads a
DocBin calls `register` first, or adds the component ``referat_language``, so that spaCy knows the
two attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat.mix.exports import Identify, exported_tokens, writing
from referat.post import Post

if TYPE_CHECKING:
    from spacy.tokens import Doc

LANGUAGES = "languages"
"""The key of ``Doc.spans``."""


def register() -> None:
    """Tell spaCy of ``Token._.language`` and ``Token._.role``, ``None`` until they are set."""
    from spacy.tokens import Token

    for name in ("language", "role"):
        if not Token.has_extension(name):
            Token.set_extension(name, default=None)


def set_languages(doc: Doc, languages: Sequence[str]) -> None:
    """Set the language of each token of a document, and its stretches of one language."""
    from spacy.tokens import Span

    for token, language in zip(doc, languages, strict=True):
        token._.language = language
    doc.spans[LANGUAGES] = [
        Span(doc, first, last, label=language) for first, last, language in _stretches(languages)
    ]


def _stretches(languages: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    first = 0
    for place in range(1, len(languages) + 1):
        if place == len(languages) or languages[place] != languages[first]:
            yield first, place, languages[first]
            first = place


def doc_of(post: Post, vocab: Any) -> Doc:
    """A post as a document, over the tokens of its sentences."""
    from spacy.tokens import Doc

    register()
    found = list(exported_tokens(post))
    doc = Doc(
        vocab,
        words=[each.form for each in found],
        spaces=[each.space_after for each in found],
        sent_starts=[
            not place or found[place - 1].sentence != each.sentence
            for place, each in enumerate(found)
        ],
        lemmas=[each.token.lemma for each in found],
        pos=[each.token.tag for each in found],
    )
    set_languages(doc, [each.language for each in found])
    for token, each in zip(doc, found, strict=True):
        token._.role = each.role
    return doc


def to_docbin(posts: Iterable[Post], path: Path, identify: Identify) -> Iterator[Post]:
    """The same posts, written as one DocBin at their end, which is held in memory until then. The
    id of a post is its document's ``user_data["id"]``.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    collected = DocBin(attrs=["ORTH", "SPACY", "LEMMA", "POS", "SENT_START"], store_user_data=True)
    for post in posts:
        doc = doc_of(post, vocab)
        doc.user_data["id"] = identify(post)
        collected.add(doc)
        yield post
    with writing(path) as partial:
        collected.to_disk(partial)
