"""The language of every block, and of every run inside it.

Words are decoded one block at a time (`referat.text.language_runs`); what is quoted, emphasised or
named behind a source noun is then looked at as a whole, because a title's capitals hide its
language from the decoder. Single foreign words stay in the language around them unless they are
plainly quoted as words. A stretch that looks like neither language is shown to langdetect.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from referat.models import WordModel
from referat.post import Block, Markup, MarkupKind, Post, Run, RunKind, SourceKind
from referat.settings import LanguageSettings
from referat.span import Span
from referat.text.blocks import markup_by_block
from referat.text.clauses import has_clause
from referat.text.entities import organisation_words
from referat.text.language_runs import Decoded, confidence, decode, group, partition
from referat.text.quotes import find_quoted
from referat.text.source_nouns import source_kind
from referat.text.third_language import third_language
from referat.text.words import Piece, Scanned, pieces_between, scanned

# Most words of a quotation or emphasis that is judged as a whole, as a title or term would be.
MAX_WHOLE = 12
# Log-odds from which on such a whole is taken to be of its own language.
WHOLE_EVIDENCE = 2.5
# Log-odds from which on a single Swedish word inside English is plainly that.
SINGLE_EVIDENCE = 2.0
_SMALL_WORDS = frozenset(
    "a an and as at by for from in into of on or the to vs with & it is are".split()
)
_QUOTING = (MarkupKind.QUOTE, MarkupKind.CITE, MarkupKind.EMPHASIS, MarkupKind.LINK)


_word_start = itemgetter(0)


class _Whole(NamedTuple):
    """Words of a block that are judged together: word indexes, whether marked off by quotes."""

    first: int
    last: int
    quoted: bool


class Language:
    """The language stage.

    Args:
        model: gives the log-odds of a word being English.
        settings: when to ask for a third language.
    """

    name = "language"
    needs = frozenset({"blocks"})
    gives = frozenset({"runs"})

    def __init__(self, model: WordModel, settings: LanguageSettings) -> None:
        self._odds = model.log_odds
        self._settings = settings
        self.model: str | None = model.name
        self.version = model.version

    def __call__(self, post: Post) -> Post:
        """The post with runs, and with a language for every block."""
        pieces = scanned(post.text)
        blocks: list[Block] = []
        runs: list[Run] = []
        markup = markup_by_block(post)
        for index, block in enumerate(post.blocks or ()):
            inside = pieces_between(pieces, block.span.start, block.span.end)
            found = self._runs_of(post, block, inside, markup[index])
            language, sure = _block_language(found, inside)
            if language is None:
                language, sure = "und", 0.5
                found = [Run(block.span, "und", 0.5)] if block.span.start < block.span.end else []
            blocks.append(replace(block, language=language, confidence=sure))
            runs.extend(found)
        return replace(post, blocks=tuple(blocks), runs=tuple(runs))

    def _runs_of(
        self, post: Post, block: Block, pieces: Sequence[Scanned], markup: Sequence[Markup]
    ) -> list[Run]:
        text = post.text
        decoded = decode(text, pieces, self._odds)
        if not decoded.words:
            return []
        english = list(decoded.english)
        wholes = list(_wholes(post, block, decoded, markup))
        titles = self._judge_wholes(text, decoded, english, wholes)
        self._smooth(text, decoded, english, titles)
        stretches = self._stretches(text, decoded, english, pieces, titles)
        languages = {name for name, _, _ in stretches}
        # Swedish is what surrounds, also where a block holds more English than Swedish.
        main = "sv" if "sv" in languages else stretches[0][0]
        runs = partition(text, block.span, [(name, span) for name, span, _ in stretches], main)
        return [
            Run(span, language, sure, _run_kind(span, language, main, titles, decoded))
            for (language, span), (_, _, sure) in zip(runs, stretches, strict=True)
        ]

    def _judge_wholes(
        self,
        text: str,
        decoded: Decoded,
        english: list[bool],
        wholes: Sequence[_Whole],
    ) -> set[int]:
        """Set the language of what is marked off as a whole; the words that belong to titles."""
        titles: set[int] = set()
        for whole in wholes:
            words = decoded.words[whole.first : whole.last]
            odds = [self._odds(word.norm) for word in words]
            total = sum(odds)
            capitals = _is_title_case(text, words)
            if abs(total) >= WHOLE_EVIDENCE and (len(words) > 1 or abs(total) >= 4):
                for index in range(whole.first, whole.last):
                    english[index] = total > 0
                if total > 0 and capitals and len(words) > 1:
                    titles.update(range(whole.first, whole.last))
        return titles

    def _smooth(self, text: str, decoded: Decoded, english: list[bool], titles: set[int]) -> None:
        """Take back runs too short to be plain: names and single words; and the ends of English
        runs that belong to the Swedish around them.
        """
        for foreign, first, last in group(decoded._replace(english=list(english))):
            if foreign and last < len(english):
                _release_tail(text, decoded, english, titles, first, last)
        for foreign, first, last in group(decoded._replace(english=list(english))):
            whole_block = first == 0 and last == len(english)
            if whole_block or titles.issuperset(range(first, last)):
                continue
            words = decoded.words[first:last]
            marked = _is_marked(text, words[0].start, words[-1].end)
            if last - first == 1 and not marked:
                # Swedish takes in single English words (loans, names); English takes in a Swedish
                # one only where it hardly looks Swedish.
                if foreign or abs(decoded.odds[first]) < SINGLE_EVIDENCE:
                    english[first] = not foreign
            elif foreign and not marked and _is_name(text, words):
                for index in range(first, last):
                    english[index] = False

    def _stretches(
        self,
        text: str,
        decoded: Decoded,
        english: list[bool],
        pieces: Sequence[Scanned],
        titles: set[int],
    ) -> list[tuple[str, Span, float]]:
        """Stretches of one language with their confidence, third languages among them. A title and
        a quotation right behind it are two, with the marks between them in Swedish.
        """
        swedish = not all(english)
        result: list[tuple[str, Span, float]] = []
        minimum = self._settings.third_language_min_words
        for foreign, first, last in group(decoded._replace(english=english)):
            sign = 1 if foreign else -1
            for begin, end in _split(text, decoded.words, first, last):
                words = decoded.words[begin:end]
                span = Span(words[0].start, words[-1].end)
                language, sure = (
                    ("en" if foreign else "sv"),
                    confidence([sign * odd for odd in decoded.odds[begin:end]]),
                )
                if len(words) >= minimum:
                    other = third_language(span.of(text), [word.norm for word in words])
                    if other is not None:
                        language, sure = other
                apart = (
                    foreign
                    and swedish
                    and begin > first
                    and (begin in titles) != (begin - 1 in titles)
                )
                if apart and result[-1][0] == language:
                    result.append(("sv", Span(result[-1][1].end, span.start), 0.5))
                if result and result[-1][0] == language:
                    before = result.pop()
                    span = Span(before[1].start, span.end)
                    sure = max(before[2], sure)
                result.append((language, span, sure))
        return [
            (name, _with_opening_figure(text, span, pieces), sure) for name, span, sure in result
        ]


def _wholes(
    post: Post, block: Block, decoded: Decoded, markup: Sequence[Markup]
) -> Iterator[_Whole]:
    """What a block marks off: quotations, emphasis and links, capitals behind source nouns."""
    text, words = post.text, decoded.words
    starts = [word.start for word in words]
    spans = [(quoted.inner, True) for quoted in find_quoted(text, block.span.start, block.span.end)]
    spans += [(item.span, True) for item in markup if item.kind in _QUOTING]
    for span, quoted in spans:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if 0 < last - first <= MAX_WHOLE:
            yield _Whole(first, last, quoted)
    for index, word in enumerate(words[:-1]):
        if not text[word.start].isupper() or word.norm in _OPENERS:
            continue
        if source_kind(word.norm) is not None and word.norm.endswith(("en", "et", "n", "t")):
            continue  # "Rapporten | State of Work …" at a sentence's head
        last = _title_end(text, words, index)
        if last - index < 2 or (index and _continues_name(text, words, index)):
            continue
        if _is_introduced(text, words, index, last) or _has_title_form(words, index, last):
            yield _Whole(index, last, False)


def _continues_name(text: str, words: Sequence[Scanned], index: int) -> bool:
    """Whether the word before is part of the same capitalised sequence."""
    before = words[index - 1]
    if before.norm in _OPENERS:
        return False
    between = text[before.end : words[index].start]
    return text[before.start].isupper() and between.isspace()


# Words directly before a title that nothing marks: "Den heter Left in the Dark".
_NAMING = frozenset(
    """heter hette kallas kallad kallat titeln rubriken till läst läste läser utgåva utgåvan upplaga
    av bakom ur publicerat publicerade publicerar släppt släppte skrivit lanserat called titled
    entitled""".split()
)
# Swedish words whose capital only says that a sentence begins.
_OPENERS = frozenset("i på av ur om en ett den det de för till från med och men så hos vid".split())


def _is_introduced(text: str, words: Sequence[Scanned], first: int, last: int) -> bool:
    """Whether what stands around a capitalised sequence says that it is a title: a source noun
    before it ("rapporten X", "studien, X,"), "heter", or "X, en rapport från …" behind it.
    """
    if first:
        before = words[first - 1].norm
        kind = source_kind(before)
        if kind not in (None, SourceKind.ORGANISATION) and not before.endswith("s"):
            return True
        if before in _NAMING and before not in ("till", "av"):
            return True
    near = [word.norm for word in words[last : last + 4]]
    if len(near) > 1 and near[0] in ("en", "ett", "heter", "a", "an", "the", "den"):
        gap = text[words[last - 1].end : words[last].start]
        named = near[0] == "heter" or "," in gap
        return named and any(source_kind(norm) for norm in near[1:])
    return False


def _has_title_form(words: Sequence[Scanned], first: int, last: int) -> bool:
    """Whether a capitalised sequence reads like a title, not a name: a small word inside it, or an
    article before two words and more ("Left in the Dark", "The Paywall Year").
    """
    norms = [word.norm for word in words[first:last]]
    if not organisation_words().isdisjoint(norms) or norms[0] in (
        "bank",
        "university",
        "house",
        "department",
        "ministry",
        "institute",
        "school",
        "journal",
    ):
        return False
    inner = set(norms[1:-1]) & _SMALL_WORDS
    return bool(inner - {"&", "and"}) or (len(norms) > 2 and (norms[0] == "the" or bool(inner)))


def _title_end(text: str, words: Sequence[Scanned], first: int) -> int:
    """Where a sequence of capitalised words ends; small words may stand inside."""
    last = first
    for index in range(first, min(first + MAX_WHOLE, len(words))):
        if index > first and text[words[index - 1].end : words[index].start].strip(" :&-–\u00a0"):
            break
        if text[words[index].start].isupper():
            last = index + 1
        elif words[index].norm not in _SMALL_WORDS or index == first:
            break
    return last


def _is_title_case(text: str, words: Sequence[Scanned]) -> bool:
    """Whether all words but small ones begin with a capital."""
    return all(text[word.start].isupper() or word.norm in _SMALL_WORDS for word in words) and any(
        text[word.start].isupper() for word in words
    )


def _is_name(text: str, words: Sequence[Scanned]) -> bool:
    """Whether an unmarked English stretch is a name: capitals throughout, and not as long as a
    title with an article at its head would be.
    """
    if not _is_title_case(text, words):
        return False
    return not (len(words) >= 4 and words[0].norm in ("the", "a", "how", "why", "what"))


def _release_tail(
    text: str, decoded: Decoded, english: list[bool], titles: set[int], first: int, last: int
) -> None:
    """Give the end of an English run back to the Swedish behind it: what follows a title
    ("Left in the Dark | i Leeds"), and a name that begins the next sentence ("… grid”. | Fair
    Current nöjer sig").
    """
    words = decoded.words
    ended = next(
        (i for i in range(last - 1, first, -1) if i - 1 in titles and i not in titles), None
    )
    if ended is not None and sum(decoded.odds[ended:last]) < 0:
        for index in range(ended, last):
            english[index] = False
        return
    start = next(
        (
            i
            for i in range(last - 1, max(first, last - 5), -1)
            if not text[words[i - 1].end : words[i].start].isspace()
        ),
        None,
    )
    running = text[words[last - 1].end : words[last].start].isspace()
    if start is not None and running and not titles & set(range(start, last)):
        if any(mark in text[words[start - 1].end : words[start].start] for mark in '.!?”"“'):
            if _is_title_case(text, words[start:last]):
                for index in range(start, last):
                    english[index] = False


def _is_marked(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands between quotation marks."""
    return (
        start > 0
        and end < len(text)
        and text[start - 1] in "\"”“„»«’‘'"
        and text[end] in "\"”“„»«’‘'"
    )


def _split(text: str, words: Sequence[Scanned], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch of words at sentence ends and quotation marks: a third language seldom fills
    more than the quotation it stands in, and a title ends with its mark.
    """
    begin = first
    for index in range(first + 1, last):
        between = text[words[index - 1].end : words[index].start]
        if len(between) > 1 and any(character in '.!?:\n"”“„»«' for character in between):
            yield begin, index
            begin = index
    yield begin, last


def _with_opening_figure(text: str, span: Span, pieces: Sequence[Scanned]) -> Span:
    """The stretch with figures that open its quotation: ”46 percent of employees …”."""
    at = span.start
    while at > 0 and (text[at - 1].isdigit() or text[at - 1] in " .,%$£€\u00a0"):
        at -= 1
    if at < span.start and at >= pieces[0].start and at > 0 and text[at - 1] in '"”“„»«‘’':
        return Span(at, span.end)
    return span


def _run_kind(span: Span, language: str, main: str, titles: set[int], decoded: Decoded) -> RunKind:
    if language == main:
        return RunKind.TEXT
    first = bisect_left(decoded.words, span.start, key=_word_start)
    inside = range(first, bisect_left(decoded.words, span.end, lo=first, key=_word_start))
    if not inside:
        return RunKind.TEXT
    if titles.issuperset(inside):
        return RunKind.TITLE
    norms = [decoded.words[index].norm for index in inside]
    if len(norms) <= 6 and not has_clause(norms, language):
        return RunKind.TERM
    return RunKind.TEXT


def _block_language(runs: Sequence[Run], pieces: Sequence[Scanned]) -> tuple[str | None, float]:
    """The language of the larger share of a block's words, ``None`` without any word."""
    counts: dict[str, int] = {}
    sure: dict[str, float] = {}
    words = [piece for piece in pieces if piece.piece is Piece.WORD]
    # A lone letter ("%d", "x") tells nothing.
    if all(len(word.norm) == 1 for word in words):
        return None, 0.0
    index = 0
    for run in runs:
        while index < len(words) and words[index].start < run.span.end:
            counts[run.language] = counts.get(run.language, 0) + 1
            index += 1
        sure[run.language] = max(sure.get(run.language, 0.0), run.confidence)
    if not counts:
        return None, 0.0
    language = max(sorted(counts), key=lambda name: counts[name])
    return language, sure[language]
