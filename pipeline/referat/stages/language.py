"""The language of every block, and of every run inside it.

Words are decoded one block at a time (`referat.text.language_runs`). Most blocks are in one
language and mark nothing off; they are done then. In the others, what is quoted, emphasised or
named behind a source noun is looked at as a whole, because a title's capitals hide its language
from the decoder. Single foreign words stay in the language around them unless they are plainly
quoted as words. A sentence that looks like neither language is shown to langdetect. A block with
too little to tell takes the language of its post.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from referat.models import WordModel
from referat.post import Block, Markup, Post, Run, RunKind
from referat.settings import LanguageSettings
from referat.span import Span
from referat.text.blocks import markup_by_block
from referat.text.clauses import has_clause
from referat.text.language_runs import (
    Calibration,
    Decoded,
    Decoder,
    Line,
    group,
    partition,
    unrolled,
)
from referat.text.third_language import hinted, suspect, third_language
from referat.text.wholes import Whole, Words, find_wholes, is_title_case, may_name, may_quote

# Log-odds from which on a marked-off whole is taken to be of its own language.
WHOLE_EVIDENCE = 2.5
# The same for a whole of one word.
SINGLE_WHOLE_EVIDENCE = 4.0
# Log-odds from which on a single Swedish word inside English is plainly that.
SINGLE_EVIDENCE = 2.0
# A block whose words' log-odds sum to less than this either way has too little to tell. It counts
# as Swedish, as most that is read here is, unless this share of its post's words is English.
WEAK_EVIDENCE = 2.0
ENGLISH_POST = 0.8

# English words that nothing ends with, and how long a name behind one may be.
_LEADING = frozenset(
    "a an and at by for from in my of on or our the their to towards with your".split()
)
LONGEST_NAME = 4
_PARTING = frozenset('.!?:\n"”“„»«')


class _Other(NamedTuple):
    """Words ``[first, last)`` in a third language, with its probability."""

    first: int
    last: int
    language: str
    sure: float


class _Stretch(NamedTuple):
    """A stretch of words in one language, with how sure that is."""

    language: str
    span: Span
    sure: float


class Language:
    """The language stage.

    Args:
        model: gives the log-odds of a word being English, and what a switch of language costs.
        settings: when to ask for a third language.
    """

    name = "language"
    needs = frozenset({"blocks"})
    gives = frozenset({"runs"})

    def __init__(self, model: WordModel, settings: LanguageSettings) -> None:
        self._odds = model.log_odds
        self._sure = model.calibration
        self._decoder = Decoder(model.log_odds, model.costs)
        self._settings = settings
        self.model: str | None = model.name
        self.version = model.version

    def __call__(self, post: Post) -> Post:
        """The post with runs, and with a language for every block."""
        text = post.text
        markup = markup_by_block(post) if post.markup else None
        lines = [self._decoder.decode(block.span.of(text)) for block in post.blocks or ()]
        weak_is_english = _is_english(lines)
        blocks: list[Block] = []
        runs: list[Run] = []
        for index, block in enumerate(post.blocks or ()):
            line, inside = lines[index], markup[index] if markup else ()
            if not line.switches and abs(sum(line.odds)) < WEAK_EVIDENCE:
                line = line._replace(english=weak_is_english)
            found, starts = self._runs_of(text, block.span, line, inside)
            language, sure = _block_language(found, line, starts)
            if language is None:
                language, sure = "und", 0.5
                found = [Run(block.span, "und", 0.5)] if block.span.start < block.span.end else []
            blocks.append(replace(block, language=language, confidence=sure))
            runs += found
        return replace(post, blocks=tuple(blocks), runs=tuple(runs))

    def _runs_of(
        self, text: str, block: Span, line: Line, markup: Sequence[Markup]
    ) -> tuple[list[Run], Sequence[int]]:
        """The runs of a block, if it has words; where those begin, if there are several."""
        if not any(line.norms):
            return [], ()
        inside = text[block.start : block.end]
        foreign = hinted(inside, line.norms)
        if not line.switches and not markup and not foreign and not _marks_off(inside, line):
            language, sign = ("en", 1.0) if line.english else ("sv", -1.0)
            sure = self._sure([sign * odd for odd in line.odds])
            return [Run(block, language, sure)], ()
        decoded = unrolled(line, block.start)
        words, english = decoded.words, decoded.english
        wholes = find_wholes(text, block, words, markup)
        titles = self._judge_wholes(text, words, english, wholes)
        _smooth(text, decoded, titles)
        others = self._third_languages(text, words) if foreign else []
        stretches = _stretches(text, block.start, decoded, titles, others, self._sure)
        languages = {stretch.language for stretch in stretches}
        # Swedish is what surrounds, also where a block holds more English than Swedish.
        main = "sv" if "sv" in languages else stretches[0].language
        runs = partition(text, block, [(each.language, each.span) for each in stretches], main)
        return [
            Run(span, language, each.sure, _run_kind(span, language, main, titles, words))
            for (language, span), each in zip(runs, stretches, strict=True)
        ], words.starts

    def _judge_wholes(
        self, text: str, words: Words, english: list[bool], wholes: Iterable[Whole]
    ) -> set[int]:
        """Set the language of what is marked off as a whole; the words that belong to titles."""
        titles: set[int] = set()
        for first, last, _ in wholes:
            total = sum(map(self._odds, words.norms[first:last]))
            several = last - first > 1
            if abs(total) >= WHOLE_EVIDENCE and (several or abs(total) >= SINGLE_WHOLE_EVIDENCE):
                english[first:last] = [total > 0] * (last - first)
                if total > 0 and several and is_title_case(text, words, first, last):
                    titles.update(range(first, last))
        return titles

    def _third_languages(self, text: str, words: Words) -> list[_Other]:
        """Sentences and quotations in a third language; where most of a block is in one, suspect
        ones with them that are too short to be asked about.
        """
        minimum = self._settings.third_language_min_words
        found: list[_Other] = []
        short: list[tuple[int, int]] = []
        for first, last in _sentences(text, words):
            if last - first < minimum:
                short.append((first, last))
                continue
            span = slice(words.starts[first], words.ends[last - 1])
            other = third_language(text[span], words.norms[first:last])
            if other is not None:
                found.append(_Other(first, last, *other))
        if found and 2 * sum(each.last - each.first for each in found) > len(words.starts):
            most = max(found, key=lambda each: each.last - each.first)
            for first, last in short:
                if suspect(words.norms[first:last], by_letters=False):
                    found.append(_Other(first, last, most.language, 0.5))
        return sorted(found)


def _marks_off(text: str, line: Line) -> bool:
    """Whether a block in one language may mark off anything of the other: by quotation marks, or by
    capitals on a word that looks like the other.
    """
    if may_quote(text):
        return True
    if not may_name(text):
        return False
    forms = line.parts[1::2]
    if line.english:
        return any(
            odd < -0.1 and form[0].isupper() for form, odd in zip(forms, line.odds, strict=True)
        )
    return any(odd > 0.1 and form[0].isupper() for form, odd in zip(forms, line.odds, strict=True))


def _smooth(text: str, decoded: Decoded, titles: set[int]) -> None:
    """Take back runs too short to be plain: names and single words; and the ends of English
    runs that belong to the Swedish around them.
    """
    words, english, odds = decoded
    for foreign, first, last in group(english):
        if foreign and last < len(english):
            if words.norms[last - 1] in _LEADING:
                _take_in_name(text, words, english, last)
                continue
            _release_tail(text, decoded, titles, first, last)
    for foreign, first, last in group(english):
        whole_block = first == 0 and last == len(english)
        if whole_block or titles.issuperset(range(first, last)):
            continue
        marked = _is_marked(text, words.starts[first], words.ends[last - 1])
        if last - first == 1 and not marked:
            # Swedish takes in single English words (loans, names); English takes in a Swedish
            # one only where it hardly looks Swedish.
            if foreign or abs(odds[first]) < SINGLE_EVIDENCE:
                english[first] = not foreign
        elif foreign and not marked and _is_name(text, words, first, last):
            english[first:last] = [False] * (last - first)


def _take_in_name(text: str, words: Words, english: list[bool], first: int) -> None:
    """Give an English run that cannot have ended the name behind it: "towards the | ISS"."""
    for index in range(first, min(first + LONGEST_NAME, len(english))):
        between = text[words.ends[index - 1] : words.starts[index]]
        if not between.isspace() or not text[words.starts[index]].isupper():
            return
        english[index] = True


def _is_name(text: str, words: Words, first: int, last: int) -> bool:
    """Whether an unmarked English stretch is a name: capitals throughout, and not as long as a
    title with an article at its head would be.
    """
    if not is_title_case(text, words, first, last):
        return False
    return not (last - first >= 4 and words.norms[first] in ("the", "a", "how", "why", "what"))


def _release_tail(text: str, decoded: Decoded, titles: set[int], first: int, last: int) -> None:
    """Give the end of an English run back to the Swedish behind it: what follows a title
    ("Left in the Dark | i Leeds"), and a name that begins the next sentence ("… grid”. | Fair
    Current nöjer sig").
    """
    words, english, odds = decoded
    if titles:
        inner = range(last - 1, first, -1)
        ended = next((i for i in inner if i - 1 in titles and i not in titles), None)
        if ended is not None and sum(odds[ended:last]) < 0:
            english[ended:last] = [False] * (last - ended)
            return
    starts, ends = words.starts, words.ends
    if not text[ends[last - 1] : starts[last]].isspace():
        return
    for start in range(last - 1, max(first, last - 5), -1):
        between = text[ends[start - 1] : starts[start]]
        if between.isspace():
            continue
        if any(mark in between for mark in '.!?”"“') and titles.isdisjoint(range(start, last)):
            if is_title_case(text, words, start, last):
                english[start:last] = [False] * (last - start)
        return


def _is_marked(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands between quotation marks."""
    return (
        start > 0
        and end < len(text)
        and text[start - 1] in "\"”“„»«’‘'"
        and text[end] in "\"”“„»«’‘'"
    )


def _parted(text: str, words: Words, index: int) -> bool:
    """Whether a sentence's end or a quotation mark stands before a word."""
    between = text[words.ends[index - 1] : words.starts[index]]
    return len(between) > 1 and not _PARTING.isdisjoint(between)


def _sentences(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Words from one sentence's end or quotation mark to the next: a third language seldom fills
    more than the quotation it stands in.
    """
    begin, count = 0, len(words.starts)
    for index in range(1, count):
        if _parted(text, words, index):
            yield begin, index
            begin = index
    yield begin, count


def _stretches(
    text: str,
    start: int,
    decoded: Decoded,
    titles: set[int],
    others: Sequence[_Other],
    confidence: Calibration,
) -> list[_Stretch]:
    """Stretches of one language, third languages among them. A title and a quotation right behind
    it are two, with the marks between them in Swedish.
    """
    words, english, odds = decoded
    result: list[_Stretch] = []

    def add(language: str, first: int, last: int, sure: float) -> None:
        span = Span(words.starts[first], words.ends[last - 1])
        if language not in ("sv", "en") or _opens_quotation(text, span.start):
            span = _with_opening_figure(text, span, start)
        if result and result[-1].language == language:
            before = result.pop()
            span, sure = Span(before.span.start, span.end), max(sure, before.sure)
        result.append(_Stretch(language, span, sure))

    swedish = not all(english)
    at = 0
    for other in [*others, _Other(len(english), len(english), "", 0.0)]:
        for foreign, first, last in group(english[at : other.first]):
            begin = at + first
            if foreign and swedish and titles:
                for index in range(begin + 1, at + last):
                    if (index in titles) != (index - 1 in titles) and _parted(text, words, index):
                        add("en", begin, index, confidence(odds[begin:index]))
                        between = Span(words.ends[index - 1], words.starts[index])
                        result.append(_Stretch("sv", between, 0.5))
                        begin = index
            own = odds[begin : at + last]
            sure = confidence(own if foreign else [-odd for odd in own])
            add("en" if foreign else "sv", begin, at + last, sure)
        if other.language:
            add(other.language, other.first, other.last, other.sure)
        at = other.last
    return result


def _opens_quotation(text: str, start: int) -> bool:
    """Whether a figure, or what goes with one, stands right before a place."""
    before = text[start - 2 : start].strip() if start > 1 else ""
    return before[-1:].isdigit() or before[-1:] in tuple("%$£€")


def _with_opening_figure(text: str, span: Span, start: int) -> Span:
    """The stretch with figures that open its quotation: ”46 percent of employees …”."""
    at = span.start
    while at > start and (text[at - 1].isdigit() or text[at - 1] in " .,%$£€\u00a0"):
        at -= 1
    if start < at < span.start and text[at - 1] in '"”“„»«‘’':
        return Span(at, span.end)
    return span


def _run_kind(span: Span, language: str, main: str, titles: set[int], words: Words) -> RunKind:
    if language == main:
        return RunKind.TEXT
    first = bisect_left(words.starts, span.start)
    inside = range(first, bisect_left(words.starts, span.end, lo=first))
    if not inside:
        return RunKind.TEXT
    if titles.issuperset(inside):
        return RunKind.TITLE
    if len(inside) <= 6 and not has_clause(words.norms[first : inside.stop], language):
        return RunKind.TERM
    return RunKind.TEXT


def _is_english(lines: Sequence[Line]) -> bool:
    """Whether by far the most words of a post stand in blocks that are English throughout."""
    words = english = 0
    for line in lines:
        words += len(line.odds)
        if line.english and not line.switches:
            english += len(line.odds)
    return english > 0 and english >= ENGLISH_POST * words


def _block_language(
    runs: Sequence[Run], line: Line, starts: Sequence[int]
) -> tuple[str | None, float]:
    """The language of the larger share of a block's words, ``None`` without any word."""
    if not runs or all(len(norm) < 2 for norm in line.norms):
        return None, 0.0  # a lone letter ("%d", "x") tells nothing
    if len(runs) == 1:
        return runs[0].language, runs[0].confidence
    counts = dict.fromkeys([run.language for run in runs], 0)
    sure = dict.fromkeys(counts, 0.0)
    for run in runs:
        inside = bisect_left(starts, run.span.end) - bisect_left(starts, run.span.start)
        counts[run.language] += inside
        sure[run.language] = max(sure[run.language], run.confidence)
    language = max(sorted(counts), key=counts.__getitem__)
    return language, sure[language]
