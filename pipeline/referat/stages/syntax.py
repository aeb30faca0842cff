"""Sentences and tokens.

Every block but chrome is split by rules that know Swedish and English. Where the settings name a
spaCy pipeline for a language, its tags, lemmas and heads are laid over the rules' tokens; without
one, spaCy is never imported. Later stages read plain records and know of no library.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from referat.post import Post, Run, Section, Sentence, Token
from referat.span import Span
from referat.text.sentences import split_sentences
from referat.text.words import Piece, pieces_between, scanned


class _Tagged(Protocol):
    """What is read of a spaCy token."""

    idx: int
    i: int
    text: str
    pos_: str
    lemma_: str

    @property
    def head(self) -> _Tagged: ...


# A parser: from a sentence's text to its tokens with tags. spaCy's pipelines are such callables.
Parser = Callable[[str], "Iterator[_Tagged]"]


class Syntax:
    """The syntax stage.

    Args:
        parsers: for each language with a model, its parser; empty for rules alone.
        model: the models' names, for provenance.
    """

    name = "syntax"
    needs = frozenset({"blocks", "runs"})
    gives = frozenset({"sentences"})
    version = "1"

    def __init__(
        self, parsers: Mapping[str, Parser] | None = None, model: str | None = None
    ) -> None:
        self._parsers = dict(parsers or {})
        self.model = model

    def __call__(self, post: Post) -> Post:
        """The post with its sentences, in the order of the text."""
        pieces = scanned(post.text)
        runs = post.runs or ()
        starts = [run.span.start for run in runs]
        sentences: list[Sentence] = []
        for block in post.blocks or ():
            if block.section is Section.CHROME:
                continue
            inside = pieces_between(pieces, block.span.start, block.span.end)
            for first, last in split_sentences(post.text, inside):
                span = Span(inside[first].start, inside[last - 1].end)
                tokens = tuple(
                    Token(piece.start, piece.end, piece.norm, piece.piece is Piece.WORD)
                    for piece in inside[first:last]
                )
                language = _language(runs, starts, span) or block.language
                sentence = Sentence(span, language, tokens)
                if language in self._parsers:
                    sentence = _tagged(post.text, sentence, self._parsers[language])
                sentences.append(sentence)
        return replace(post, sentences=tuple(sentences))


def _language(runs: tuple[Run, ...], starts: list[int], span: Span) -> str | None:
    """The language that covers most of a sentence, in code points."""
    index = bisect_right(starts, span.start) - 1
    if index >= 0 and runs[index].span.end >= span.end:
        return runs[index].language
    shares: dict[str, int] = {}
    for run in runs[max(index, 0) :]:
        if run.span.start >= span.end:
            break
        covered = min(run.span.end, span.end) - max(run.span.start, span.start)
        if covered > 0:
            shares[run.language] = shares.get(run.language, 0) + covered
    return max(sorted(shares), key=lambda name: shares[name]) if shares else None


def _tagged(text: str, sentence: Sentence, parser: Parser) -> Sentence:
    """The sentence with a parser's tags on those tokens that begin where the parser's do.

    Heads are given only where every token of the parser has a counterpart.
    """
    parsed = list(parser(sentence.span.of(text)))
    places = {token.start - sentence.span.start: i for i, token in enumerate(sentence.tokens)}
    counterpart = {token.i: places[token.idx] for token in parsed if token.idx in places}
    aligned = len(counterpart) == len(parsed) == len(sentence.tokens)
    tokens = list(sentence.tokens)
    for token in parsed:
        if token.i in counterpart:
            place = counterpart[token.i]
            head = counterpart[token.head.i] if aligned else -1
            tokens[place] = tokens[place]._replace(tag=token.pos_, lemma=token.lemma_, head=head)
    return replace(sentence, tokens=tuple(tokens))
