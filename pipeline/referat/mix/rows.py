"""One row a post: all that the archive level counts, so that no token is looked at there again.

Counts are kept rather than shares, because counts of posts can be added; the sums of the corpus
form of the code-mixing index as well (its utterances are sentences). The measures of the post, its
text with the stretches of language, and its insertions stand beside them for distributions, for
show and for concordances.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from referat.mix.insertions import SWEDISH, Insertion, insertions
from referat.mix.of_post import mix_of
from referat.mix.tagged import Standing, TaggedWord, tagged_words
from referat.mix.usage import ENGLISH, usage_of
from referat.post import Post, Section


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """How many words of a language."""

    language: str
    words: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of the post's own section; ``standing`` is empty for Swedish and for runs without a
    word.
    """

    start: int
    end: int
    language: str
    standing: str


@dataclass(frozen=True, slots=True)
class MixRow:
    """The row of a post.

    ``words`` have a language. ``en_*`` are the English words by what they do there
    (`referat.mix.tagged.Standing`), ``*_marked`` and ``*_bare`` the switches of language by place
    and marking. ``utterances``, ``mixed``, ``shifts`` and ``mixing`` are those of
    `referat.mix.measures.UtteranceSums`. Measures are ``None`` where they are not defined.
    """

    id: str
    origin: str | None
    url: str | None
    title: str | None
    author: str | None
    published: str | None
    site: str | None
    sources: tuple[str, ...]
    tags: tuple[str, ...]
    words: int
    words_sv: int
    words_en: int
    languages: tuple[LanguageWords, ...]
    en_finding: int
    en_term: int
    en_main: int
    en_own: int
    block_marked: int
    block_bare: int
    sentence_marked: int
    sentence_bare: int
    inside_marked: int
    inside_bare: int
    utterances: int
    mixed: int
    shifts: int
    mixing: float
    cmi: float | None
    m_index: float | None
    i_index: float | None
    language_entropy: float | None
    span_entropy: float | None
    burstiness: float | None
    memory: float | None
    text: str
    stretches: tuple[Stretch, ...]
    insertions: tuple[Insertion, ...]


def row_of(post: Post, identity: str, log_odds: Callable[[str], float]) -> MixRow:
    """The row of a post that has been through the pipeline; runs are needed, and without sentences
    a block counts as one.

    Args:
        post: the post.
        identity: its id, as its summary has it.
        log_odds: of a normal form being English, as the word model has them.
    """
    words = tagged_words(post)
    mix = mix_of([word.language for word in words])
    usage = usage_of(post, words)
    english, met, sums = usage.english, usage.switches, usage.sums
    return MixRow(
        id=identity,
        origin=post.meta.origin,
        url=post.meta.url,
        title=post.meta.title,
        author=post.meta.author,
        published=post.meta.published,
        site=post.meta.site,
        sources=tuple(dict.fromkeys(source.title for source in post.sources)),
        tags=post.meta.tags,
        words=len(words),
        words_sv=mix.tokens.get(SWEDISH, 0),
        words_en=mix.tokens.get(ENGLISH, 0),
        languages=tuple(LanguageWords(*pair) for pair in mix.tokens.items()),
        en_finding=english[Standing.FINDING],
        en_term=english[Standing.TERM],
        en_main=english[Standing.MAIN],
        en_own=english[Standing.OWN],
        block_marked=met["block_marked"],
        block_bare=met["block_bare"],
        sentence_marked=met["sentence_marked"],
        sentence_bare=met["sentence_bare"],
        inside_marked=met["inside_marked"],
        inside_bare=met["inside_bare"],
        utterances=sums.utterances,
        mixed=sums.mixed,
        shifts=sums.shifts,
        mixing=sums.mixing,
        cmi=mix.cmi,
        m_index=mix.m_index,
        i_index=mix.i_index,
        language_entropy=mix.language_entropy,
        span_entropy=mix.span_entropy,
        burstiness=mix.burstiness,
        memory=mix.memory,
        text=post.text,
        stretches=tuple(_stretches(post, words)),
        insertions=tuple(insertions(post, words, log_odds)),
    )


def _stretches(post: Post, words: tuple[TaggedWord, ...]) -> Iterator[Stretch]:
    """The runs of the post's own section, parted where the standing of English changes."""
    by_run = {run: list(group) for run, group in groupby(words, key=attrgetter("run"))}
    own = [block.span for block in post.blocks or () if block.section is Section.POST]
    at = 0
    for number, run in enumerate(post.runs or ()):
        while at < len(own) and own[at].end <= run.span.start:
            at += 1
        if at == len(own):
            return
        if run.span.start < own[at].start:
            continue
        start = run.span.start
        inside = by_run.get(number, [])
        if not inside or run.language == SWEDISH:
            yield Stretch(start, run.span.end, run.language, "")
            continue
        parts = [list(group) for _, group in groupby(inside, key=attrgetter("standing"))]
        for part, after in zip(parts, [*parts[1:], []], strict=True):
            end = after[0].start if after else run.span.end
            yield Stretch(start, end, run.language, part[0].standing)
            start = end
