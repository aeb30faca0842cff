"""Which words of a block are Swedish and which are English.

Viterbi decoding of two states over the words of a block: every word brings its own log-odds of
being English (`referat.models.WordModel`), and a switch between two words costs what stands
between them makes it worth: most inside a running sentence, little at a sentence's end and at a
quotation mark, so that whole sentences and quotations are decided as such and what is switched
inside them has to be plain. Names take the language around them, so capitals inside a sentence
weaken a word's own evidence; figures, addresses and acronyms have none.

All of this is done for every word of every post, so nothing is made per word: a block is cut by one
regular expression, and what a form or a gap between two words means is looked up by its string.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress
from typing import NamedTuple

from referat.span import Span
from referat.text.lexicon import load_tables
from referat.text.wholes import Words
from referat.text.words import Piece, cut, normal, piece_of


class Costs(NamedTuple):
    """What a switch of language costs in log-odds, by what stands between two words; and how much
    of its own evidence a capital leaves a word. Tuned by ``scripts/train_language.py``, which
    writes them into the model's ``meta.json``.

    Attributes:
        inside: nothing but white space.
        comma: a comma, a dash, a bracket, a slash.
        colon: a colon, or a stop with a small letter behind it.
        sentence: a sentence's end, or a line's.
        quote: a quotation mark.
        name: factor for a capital inside a sentence.
        opener: factor for the capital at a sentence's start.
        prior: log-odds against English at the start of a block: Swedish posts are what is read.
    """

    inside: float = 3.5
    comma: float = 2.5
    colon: float = 2.0
    sentence: float = 1.5
    quote: float = 0.0
    name: float = 0.05
    opener: float = 0.7
    prior: float = 1.5


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure a stretch's language is, from its words' log-odds, signed towards that language.

    A logistic function of how strong the evidence is (its sum over the square root of the number of
    words: neighbouring words are no independent witnesses) and of how many words there are. Fitted
    by ``scripts/train_language.py`` on development data, which writes it into ``meta.json``.
    """

    base: float = 0.0
    strength: float = 1.0
    length: float = 0.0

    @staticmethod
    def features(odds: Sequence[float]) -> tuple[float, float]:
        """Strength of the evidence, and the logarithm of the number of words."""
        count = max(1, len(odds))
        strength = math.fsum(odds) / math.sqrt(count)
        return max(-_STRONGEST, min(_STRONGEST, strength)), math.log(count)

    def __call__(self, odds: Sequence[float]) -> float:
        """A probability from 0.5, for no better than chance, to 0.9999."""
        strength, length = self.features(odds)
        raw = self.base + self.strength * strength + self.length * length
        return round(max(0.5, min(0.9999, 1 / (1 + math.exp(-raw)))), 4)


class Decoded(NamedTuple):
    """The words of a block, for each whether it is English, and its own log-odds."""

    words: Words
    english: list[bool]
    odds: list[float]


class Line(NamedTuple):
    """A block as it was decoded.

    ``parts`` are gaps and forms by turns, a gap first and last; forms are words, figures and
    addresses. ``norms`` are the forms' normal forms, empty for what is no word, ``odds`` their
    log-odds, ``switches`` the indexes of forms at which the language changes, ``english`` whether
    it ends in English.
    """

    parts: list[str]
    norms: list[str]
    odds: list[float]
    switches: list[int]
    english: bool


# The Swedish preposition and the English pronoun differ in their case alone; a sentence may begin
# with either.
_I = {"i": -5.0, "I": 0.0}
_QUOTES = frozenset("\"”“„»«‘‚’'")
_STOPS = frozenset(".!?…")
_COMMAS = frozenset(",;–—()[]/")
# A switch that nothing makes worth it: between the parts of "70's".
_NEVER = 50.0
# Evidence beyond this makes nothing surer.
_STRONGEST = 10.0
# More forms than this are not kept; a table that has grown beyond it is begun anew.
_KEPT = 200_000


class _Forms(dict[str, tuple[float, float, bool, str]]):
    """By form as written: its log-odds at a sentence's start and inside, whether it may begin a
    sentence by its looks, and its normal form (empty for what is no word).
    """

    def __init__(self, odds: Callable[[str], float], costs: Costs) -> None:
        super().__init__()
        self._odds = odds
        self._costs = costs

    def __missing__(self, form: str) -> tuple[float, float, bool, str]:
        if len(self) > _KEPT:
            self.clear()
        self[form] = found = self._judged(form)
        return found

    def _judged(self, form: str) -> tuple[float, float, bool, str]:
        first = form[0]
        norm = normal(form)
        if piece_of(form) is not Piece.WORD:
            return 0.0, 0.0, True, ""
        if norm == "i":
            return _I[first], _I[first], first == "I", norm
        if len(norm) == 1 and norm not in "aåö":
            return 0.0, 0.0, first.isupper(), norm  # a letter of a list, or of "70's"
        own = self._odds(norm)
        if not first.isupper():
            return own, own, False, norm
        if len(form) > 1 and form.isupper():
            return 0.0, 0.0, True, norm
        return own * self._costs.opener, own * self._costs.name, True, norm


class _Gaps(dict[str, tuple[bool, float, float]]):
    """By what stands between two words: whether the second begins a sentence or a quotation, and
    what a switch costs before a small letter and before a capital.
    """

    def __init__(self, costs: Costs) -> None:
        super().__init__()
        self._costs = costs

    def __missing__(self, gap: str) -> tuple[bool, float, float]:
        found = self._judged(gap)
        if len(gap) < 8:
            self[gap] = found
        return found

    def _judged(self, gap: str) -> tuple[bool, float, float]:
        costs = self._costs
        if gap.isspace() and "\n" not in gap:
            return False, costs.inside, costs.inside
        spaced = any(character.isspace() for character in gap)
        stops = not _STOPS.isdisjoint(gap)
        if not _QUOTES.isdisjoint(gap) and (spaced or gap not in "'’"):
            fresh = stops or "\n" in gap or ":" in gap or gap[-1] in _QUOTES
            return fresh, costs.quote, costs.quote
        if "\n" in gap or (stops and spaced):
            return True, costs.sentence if "\n" in gap else costs.colon, costs.sentence
        if not spaced and _COMMAS.isdisjoint(gap):
            return False, _NEVER, _NEVER
        if ":" in gap:
            return True, costs.colon, costs.colon
        if not _COMMAS.isdisjoint(gap):
            return False, costs.comma, costs.comma
        return False, costs.inside, costs.inside


@cache
def _never_final() -> frozenset[str]:
    """Abbreviations whose stop never ends a sentence, as they may be written: "Dr", "mr"."""
    words = {
        each for table in load_tables("abbreviations").values() for each in table["never_final"]
    }
    words = {part for word in words for part in word.split(".")} - {"med", "fil"}
    return frozenset(words | {word.capitalize() for word in words})


class Decoder:
    """Finds where the words of a text change from Swedish to English and back.

    Args:
        odds: the log-odds of a normal form being English.
        costs: what a switch costs where.
    """

    def __init__(self, odds: Callable[[str], float], costs: Costs | None = None) -> None:
        self._costs = costs or Costs()
        self._forms = _Forms(odds, self._costs)
        self._gaps = _Gaps(self._costs)

    def decode(self, text: str) -> Line:
        """The likeliest languages of the words of one block.

        With two states, all that matters at a word is by how much the best path in English leads
        over the best in Swedish. A lead of more than a switch costs is cut to that cost: from there
        on both paths come from the leading language, and what lies before is settled.
        """
        # Capitals throughout hide what is a name: they are read as if they were small.
        parts = cut(_lowered(text) if text.isupper() else text)
        forms = parts[1::2]
        judged = [self._forms[form] for form in forms]
        gaps = [self._gaps[gap] for gap in parts[:-1:2]]
        if not _never_final().isdisjoint(forms):
            plain = (False, self._costs.inside, self._costs.inside)
            for index in range(1, len(forms)):
                if forms[index - 1] in _never_final() and parts[2 * index][:1] == ".":
                    gaps[index] = plain
        if gaps:
            gaps[0] = (True, _NEVER, _NEVER)
        lead = -self._costs.prior
        odds: list[float] = []
        switches: list[int] = []
        settled, state = 0, None
        for (opener, inside, capital, _), (fresh, small, great) in zip(judged, gaps, strict=True):
            cost = great if capital else small
            if lead > cost:
                lead = cost
                if not state:
                    if state is not None:
                        switches.append(settled)
                    state = True
                settled = len(odds)
            elif lead < -cost:
                lead = -cost
                if state is not False:
                    if state is not None:
                        switches.append(settled)
                    state = False
                settled = len(odds)
            own = opener if fresh else inside
            odds.append(own)
            lead += own
        english = lead > 0
        if state is not None and state is not english:
            switches.append(settled)
        return Line(parts, [each[3] for each in judged], odds, switches, english)


def _lowered(text: str) -> str:
    """Small letters, one for one."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def unrolled(line: Line, offset: int) -> Decoded:
    """The words of a decoded block one by one, without figures and addresses; the block begins at
    ``offset``.
    """
    bounds = list(accumulate(map(len, line.parts), initial=offset))
    english: list[bool] = []
    state = line.english if len(line.switches) % 2 == 0 else not line.english
    for switch in [*line.switches, len(line.odds)]:
        english += [state] * (switch - len(english))
        state = not state
    starts, ends, norms, odds = bounds[1:-1:2], bounds[2::2], line.norms, line.odds
    if not all(norms):
        starts, ends = list(compress(starts, norms)), list(compress(ends, norms))
        english, odds = list(compress(english, norms)), list(compress(odds, norms))
        norms = list(compress(norms, norms))
    return Decoded(Words(starts, ends, norms), english, odds)


def group(english: Sequence[bool]) -> list[tuple[bool, int, int]]:
    """Stretches of one language as (is English, first word, word after the last)."""
    groups: list[tuple[bool, int, int]] = []
    first, count = 0, len(english)
    while first < count:
        state = english[first]
        try:
            last = english.index(not state, first)
        except ValueError:
            last = count
        groups.append((state, first, last))
        first = last
    return groups


def partition(
    text: str, block: Span, stretches: Sequence[tuple[str, Span]], main: str
) -> list[tuple[str, Span]]:
    """Runs that cover ``block`` without gaps, from stretches of words with their languages.

    A stretch in another language than the block's ``main`` one takes the punctuation directly
    behind its last word and nothing else; marks and white space around it belong to the main
    language where that is a neighbour, else to the stretch before.
    """
    cuts: list[tuple[str, int]] = []  # language and where it starts
    for index, (language, span) in enumerate(stretches):
        if index == 0:
            cuts.append((language, block.start))
            continue
        previous, before = stretches[index - 1]
        if previous == language:
            continue
        if language == main:
            cuts.append((language, _after(text, before.end, span.start)))
        else:
            cuts.append((language, span.start))
    # An edge of the block goes to the first and last stretch: no run without a word.
    edges = [start for _, start in cuts[1:]] + [block.end]
    return [
        (language, Span(start, end)) for (language, start), end in zip(cuts, edges, strict=True)
    ]


def _after(text: str, start: int, limit: int) -> int:
    """Where a foreign stretch ends: behind the stops that follow its last word directly."""
    at = start
    while at < limit and text[at] in ".!?…)]":
        at += 1
    # A closing bracket without its opening one inside the stretch is not the stretch's own.
    return at
