"""English in the writer's own Swedish: stretches of up to six words, and single words with Swedish
endings, each with the words around it.

Findings, titles and lines that name a source are somebody else's words and left out; so are blocks
without Swedish and posts that are written in English, whose English is no insertion. What is longer
than six words is alternation: the measures count it, a list of phrases would not gain by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from operator import attrgetter

from referat.mix.loans import loan_of
from referat.mix.tagged import Standing, TaggedWord, between_marks
from referat.mix.usage import ENGLISH
from referat.post import Post, RunKind, Token
from referat.writers.escape import flat

SWEDISH = "sv"
LONGEST = 6  # words of an insertion
CONTEXT = 60  # code points on either side of a concordance line
# From so many words on, a stretch of English inside a Swedish sentence has English lemmas.
_ANALYSED = 3


@dataclass(frozen=True, slots=True)
class Insertion:
    """English in a Swedish block.

    ``phrase`` is the normal form of its words, ``lemma`` that of their lemmas (of a single word
    with a Swedish ending, the English word). ``left`` and ``right`` are what stands around it in
    its block, on one line.
    """

    start: int
    end: int
    text: str
    phrase: str
    lemma: str
    words: int
    marked: bool
    inflected: bool
    left: str
    right: str


def insertions(
    post: Post, words: Sequence[TaggedWord], log_odds: Callable[[str], float]
) -> Iterator[Insertion]:
    """The insertions of a post, in order.

    Args:
        post: with runs; lemmas need its sentences.
        words: `referat.mix.tagged.tagged_words` of it.
        log_odds: of a normal form being English, as the word model has them.
    """
    tokens = {token.start: token for sentence in post.sentences or () for token in sentence.tokens}
    opening = {sentence.span.start for sentence in post.sentences or ()}
    for _, group in groupby(words, key=attrgetter("block")):
        block = list(group)
        if not any(word.language == SWEDISH for word in block):
            continue
        for _, run_words in groupby(block, key=attrgetter("run")):
            run = list(run_words)
            if run[0].language == ENGLISH:
                yield from _phrase(post, run, tokens)
            elif run[0].language == SWEDISH:
                for word in run:
                    yield from _single(post, word, tokens.get(word.start), opening, log_odds)


def _phrase(post: Post, run: Sequence[TaggedWord], tokens: dict[int, Token]) -> Iterator[Insertion]:
    """A run of English, if it is an insertion."""
    standings = {word.standing for word in run}
    used = standings == {Standing.OWN}
    # Titles, and what stands unmarked in a line that names a source, are mentioned but no terms.
    term = (post.runs or ())[run[0].run].kind is RunKind.TERM and run[0].marked
    mentioned = standings == {Standing.TERM} and term
    if not (used or mentioned) or len(run) > LONGEST:
        return
    lemma = " ".join(_lemma(word, tokens, len(run)) for word in run)
    yield _insertion(post, run[0], run[-1], run, lemma, run[0].marked, inflected=False)


def _lemma(word: TaggedWord, tokens: dict[int, Token], words: int) -> str:
    token = tokens.get(word.start)
    if words < _ANALYSED or token is None or not token.lemma:
        return word.norm
    return token.lemma.lower()


def _single(
    post: Post,
    word: TaggedWord,
    token: Token | None,
    opening: set[int],
    log_odds: Callable[[str], float],
) -> Iterator[Insertion]:
    """A single English word in a Swedish run of a Swedish post."""
    if word.standing is not Standing.MAIN:
        return
    capital = post.text[word.start].isupper()
    named = token is not None and bool(token.name)
    name = named or (capital and word.start not in opening)
    # At the head of a sentence a capital tells nothing: only the lexicon is to be trusted there.
    odds = _deaf if capital else log_odds
    loan = loan_of(word.norm, token.tag if token else "", name, odds)
    if loan is not None:
        marked = between_marks(post.text, word.start, word.end)
        yield _insertion(post, word, word, (word,), loan.base, marked, loan.inflected)


def _deaf(_: str) -> float:
    """Log-odds of a model that takes nothing for English."""
    return -inf


def _insertion(
    post: Post,
    first: TaggedWord,
    last: TaggedWord,
    words: Sequence[TaggedWord],
    lemma: str,
    marked: bool,
    inflected: bool,
) -> Insertion:
    block = (post.blocks or ())[first.block].span
    text = post.text
    return Insertion(
        start=first.start,
        end=last.end,
        text=flat(text[first.start : last.end]),
        phrase=" ".join(word.norm for word in words),
        lemma=lemma,
        words=len(words),
        marked=marked,
        inflected=inflected,
        left=flat(_before(text, block.start, first.start)),
        right=flat(_after(text, last.end, block.end)),
    )


def _before(text: str, start: int, end: int) -> str:
    """What stands before a place in its block, in whole words, as much as a line has room for."""
    first = max(start, end - CONTEXT)
    said = text[first:end]
    words = said.split(maxsplit=1)
    inside = first > start and not said[0].isspace() and not text[first - 1].isspace()
    return words[1] if inside and len(words) > 1 else said


def _after(text: str, start: int, end: int) -> str:
    """What stands after a place in its block, in the same way."""
    last = min(end, start + CONTEXT)
    said = text[start:last]
    words = said.rsplit(maxsplit=1)
    inside = last < end and not said[-1].isspace() and not text[last].isspace()
    return words[0] if inside and len(words) > 1 else said
