"""Corrections of the digest: its sentences, their order, what they rest on."""

from __future__ import annotations

from dataclasses import replace

from referat.desk.edits.operations import (
    AddSentence,
    ChangeSentence,
    DropSentence,
    MoveSentence,
)
from referat.desk.edits.settle_digest import records
from referat.desk.errors import EditError
from referat.post import Digest, DigestSentence, Post, Voice


def change(post: Post, operation: ChangeSentence) -> Post:
    """The post with a sentence of its digest changed; 0 is the headline."""
    digest = _digest(post)
    known: DigestSentence | None
    if operation.number == 0:
        known = digest.headline_sv if operation.language == "sv" else digest.headline_en
    else:
        known = _sentences(digest, operation.language, operation.number)[operation.number - 1]
    if known is None and not (operation.text and operation.evidence):
        raise EditError("no_sentence", number="0")
    made = known or DigestSentence("", (), Voice.SUMMARY)
    if operation.text is not None:
        made = replace(made, text=_text(operation.text))
    if operation.evidence is not None:
        made = replace(made, evidence=_evidence(post, operation.evidence))
    if operation.voice is not None:
        made = replace(made, voice=operation.voice)
    if operation.number == 0:
        if operation.language == "sv":
            return replace(post, digest=replace(digest, headline_sv=made))
        return replace(post, digest=replace(digest, headline_en=made))
    sentences = _sentences(digest, operation.language, operation.number)
    sentences[operation.number - 1] = made
    return _with_sentences(post, operation.language, sentences)


def add(post: Post, operation: AddSentence) -> Post:
    """The post with one more sentence in its digest."""
    sentences = _sentences(_digest(post), operation.language, operation.after)
    made = DigestSentence(
        _text(operation.text), _evidence(post, operation.evidence), operation.voice
    )
    sentences.insert(operation.after, made)
    return _with_sentences(post, operation.language, sentences)


def move(post: Post, operation: MoveSentence) -> Post:
    """The post with a sentence at another place."""
    sentences = _sentences(_digest(post), operation.language, max(operation.number, operation.to))
    sentences.insert(operation.to - 1, sentences.pop(operation.number - 1))
    return _with_sentences(post, operation.language, sentences)


def drop(post: Post, operation: DropSentence) -> Post:
    """The post without a sentence."""
    sentences = _sentences(_digest(post), operation.language, operation.number)
    del sentences[operation.number - 1]
    return _with_sentences(post, operation.language, sentences)


def _digest(post: Post) -> Digest:
    return post.digest or Digest(None, None)


def _sentences(digest: Digest, language: str, number: int) -> list[DigestSentence]:
    """The sentences of one language, at least ``number`` of them.

    Raises:
        EditError: there are fewer.
    """
    sentences = list(digest.sv if language == "sv" else digest.en)
    if number > len(sentences):
        raise EditError("no_sentence", number=str(number))
    return sentences


def _with_sentences(post: Post, language: str, sentences: list[DigestSentence]) -> Post:
    digest = _digest(post)
    if language == "sv":
        return replace(post, digest=replace(digest, sv=tuple(sentences)))
    return replace(post, digest=replace(digest, en=tuple(sentences)))


def _text(text: str) -> str:
    """The words on one line.

    Raises:
        EditError: there are none.
    """
    line = " ".join(text.split())
    if not line:
        raise EditError("sentence_empty")
    return line


def _evidence(post: Post, ids: list[str]) -> tuple[str, ...]:
    known = {ident for ident, _ in records(post)}
    lost = [ident for ident in ids if ident not in known]
    if lost:
        raise EditError("no_record", id=lost[0])
    return tuple(dict.fromkeys(ids))
