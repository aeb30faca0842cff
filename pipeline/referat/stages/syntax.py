"""Sentences and tokens, with their tags, heads and names.

Every block but chrome is split by rules that know Swedish and English. Each sentence then goes to
the pipeline of its language, as the words that a treebank would count; what comes back is laid over
the rules' tokens. Where the settings name no pipeline for a language, its sentences keep the rules'
tokens. Later stages read plain records and know of no library.

Many posts can be handed in at once (`Syntax.pipe`): a pipeline then sees their sentences together,
and a sentence that stands in several of them once. On one core that saves little.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple, Protocol

from referat.post import Post, Run, Section, Sentence, Token
from referat.span import Span
from referat.syntax_model import Analysis
from referat.text.sentences import split_sentences
from referat.text.syntactic_words import syntactic_words
from referat.text.words import Piece, pieces_between, scanned


class Analyser(Protocol):
    """A pipeline for one language; see `referat.syntax_model.SyntaxModel`."""

    name: str
    version: str

    def analyse(self, sentences: Sequence[Sequence[str]]) -> Sequence[Sequence[Analysis]]:
        """An analysis for each word of each sentence."""


class Syntax:
    """The syntax stage.

    Args:
        analysers: for each language with a model, its pipeline; empty for rules alone.
    """

    name = "syntax"
    needs = frozenset({"blocks", "runs"})
    gives = frozenset({"sentences"})

    def __init__(self, analysers: Mapping[str, Analyser] | None = None) -> None:
        self._analysers = dict(analysers or {})
        models = [self._analysers[language] for language in sorted(self._analysers)]
        self.model = ", ".join(model.name for model in models) or None
        self.version = ", ".join(["2", *(model.version for model in models if model.version)])

    def __call__(self, post: Post) -> Post:
        """The post with its sentences, in the order of the text."""
        (done,) = self.pipe([post])
        return done

    def pipe(self, posts: Iterable[Post]) -> Iterator[Post]:
        """The posts with their sentences. All of them are held in memory at once."""
        posts = list(posts)
        found = [list(_split(post)) for post in posts]
        # Whole sentences first, then what is quoted inside one: its own pipeline knows better.
        for inner in (False, True):
            for language, analyser in self._analysers.items():
                parts = [
                    _Part(number, index, words)
                    for number, (post, sentences) in enumerate(zip(posts, found, strict=True))
                    for index, words in _parts(post, sentences, language, inner)
                ]
                forms = [
                    [_form(posts[part.post].text, *span) for span in part.words] for part in parts
                ]
                analyses = analyser.analyse(forms) if parts else ()
                for part, words in zip(parts, analyses, strict=True):
                    sentences = found[part.post]
                    sentences[part.sentence] = _analysed(
                        sentences[part.sentence], part.words, words
                    )
        for post, sentences in zip(posts, found, strict=True):
            yield replace(post, sentences=tuple(sentences))


class _Part(NamedTuple):
    """What is handed to a pipeline at once: a sentence, or what is quoted inside one."""

    post: int
    sentence: int
    words: list[tuple[int, int]]


# Fewest words of the other language inside a sentence that are analysed by themselves.
_MIN_INNER = 3


def _parts(
    post: Post, sentences: Sequence[Sentence], language: str, inner: bool
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The sentences of a language with their words; or its stretches in others' sentences."""
    if not inner:
        for index, sentence in enumerate(sentences):
            if sentence.language == language:
                words = _words(post.text, sentence.span, language)
                if words:
                    yield index, words
        return
    runs = [run.span for run in post.runs or () if run.language == language]
    starts = [run.start for run in runs]
    for index, sentence in enumerate(sentences):
        if sentence.language == language:
            continue
        for run in runs[max(bisect_right(starts, sentence.span.start) - 1, 0) :]:
            if run.start >= sentence.span.end:
                break
            stretch = Span(max(run.start, sentence.span.start), min(run.end, sentence.span.end))
            words = _words(post.text, stretch, language) if stretch.start < stretch.end else []
            if len(words) >= _MIN_INNER:
                yield index, words


def _split(post: Post) -> Iterator[Sentence]:
    """The sentences of a post, by rules."""
    pieces = scanned(post.text)
    runs = post.runs or ()
    starts = [run.span.start for run in runs]
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
            yield Sentence(span, _language(runs, starts, span) or block.language, tokens)


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


# A sentence of more words than this is a list or a table without stops; its rest keeps the rules'
# tokens, so that no text makes a pipeline's arrays grow without bound.
_LONGEST = 400


def _words(text: str, span: Span, language: str) -> list[tuple[int, int]]:
    return syntactic_words(text, span.start, span.end, language)[:_LONGEST]


def _form(text: str, start: int, end: int) -> str:
    """A word as the treebanks write it: NFC letters, no soft hyphens, plain blanks."""
    form = text[start:end]
    return form if form.isascii() else _treebank_form(form)


def _treebank_form(form: str) -> str:
    bare = unicodedata.normalize("NFC", form.replace("\u00ad", ""))
    return bare.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-") or form


def _analysed(
    sentence: Sentence, spans: Sequence[tuple[int, int]], words: Sequence[Analysis]
) -> Sentence:
    """The sentence with each token's analysis: that of the first word which touches it.

    Where the words are only a stretch of it, the stretch's head keeps its place in the sentence.
    """
    tokens = list(sentence.tokens)
    home: list[int] = []  # for each word the token in which it begins
    first: dict[int, int] = {}  # for each token its first word
    at = bisect_right(tokens, spans[0][0], key=_end)
    for number, (start, end) in enumerate(spans):
        while at + 1 < len(tokens) and tokens[at].end <= start:
            at += 1
        home.append(at)
        probe = at
        while probe < len(tokens) and tokens[probe].start < end:
            first.setdefault(probe, number)
            probe += 1
    outside = _outer_head(tokens, first)
    for place, number in first.items():
        word = words[number]
        head = word.head
        # Out of the token: "don't" is two words, but one token.
        while head >= 0 and home[head] == place and words[head].head != head:
            head = words[head].head
        tokens[place] = tokens[place]._replace(
            tag=word.tag,
            lemma=word.lemma,
            features=word.features,
            head=home[head] if head >= 0 else -1,
            relation=word.relation,
            name=word.name,
        )
        if outside is not None and word.relation == "root":
            tokens[place] = tokens[place]._replace(head=outside[0], relation=outside[1])
    return replace(sentence, tokens=tuple(tokens))


def _outer_head(tokens: Sequence[Token], inside: Mapping[int, int]) -> tuple[int, str] | None:
    """Where a stretch hangs in the rest of its sentence: the first head outside, and how."""
    if len(inside) == len(tokens):
        return None
    for place in sorted(inside):
        head = tokens[place].head
        if head >= 0 and head not in inside:
            return head, tokens[place].relation
    return None


_end = itemgetter(1)
