"""Candidates for findings: what a block marks as quoted, and what its language gives away.

A block is read in the order in which marking is told: block quote, talstreck, quotation marks, and
last the change of language. Each candidate is a stretch of words that somebody may have said
elsewhere; whether it is a finding is judged by `is_finding`, with the words around it at hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from referat.post import Block, BlockKind, Lead, Marking, Run, RunKind
from referat.span import Span, onward, starting_in, subtract, trim
from referat.text.clauses import has_clause
from referat.text.cuts import find_cuts
from referat.text.lexicon import Lexicon, load_tables
from referat.text.quotes import Quoted, find_quoted
from referat.text.words import Piece, Scanned

# Words by which a quotation without a known verb still passes for one that says something.
LONG_QUOTATION = 8
# Most words beside a quotation that can be nothing but its attribution.
ATTRIBUTION_WORDS = 14
# Share of capitalised words from which on a quotation without a stop is a title.
TITLE_SHARE = 0.7
_DASHES = "–—-―"
# Any verb in the place of a reporting verb: ”Räntan är vad den är”, anför Grip.
_INVERTED = re.compile(
    r",?\s+[a-zåäö]{2,14}(?:ar|er|år|de|te|t|r)\s+(?:hon|han|hen|de|en|ett|två|tre|[A-ZÅÄÖ][\w-]+)\b"
)
_INVERTED_IN_LINE = re.compile(
    r"[,!?…]\s+([a-zåäö]{2,14}(?:ar|er|år|de|te))\s+(?:hon|han|[A-ZÅÄÖ][\w-]+)\b"
)
_SPEECH_END = re.compile(r"[,!?…”\"]\s+$|[,!?…][”\"]?\s*$")


class Candidate(NamedTuple):
    """A stretch that may be a finding, as the post marks it."""

    span: Span
    outer: Span
    language: str
    marking: Marking
    closed: bool = True


class BlockView(NamedTuple):
    """What is known of one block when its quotations are looked for."""

    text: str
    block: Block
    pieces: Sequence[Scanned]
    runs: Sequence[Run]

    def language_of(self, span: Span) -> str:
        """The language of most code points of a stretch."""
        shares: dict[str, int] = {}
        first = max(0, bisect_right(self.runs, span.start, key=_run_start) - 1)
        for run in onward(self.runs, first):
            if run.span.start >= span.end:
                break
            covered = min(run.span.end, span.end) - max(run.span.start, span.start)
            if covered > 0:
                shares[run.language] = shares.get(run.language, 0) + covered
        return max(sorted(shares), key=lambda name: shares[name]) if shares else "und"

    def words(self, span: Span) -> list[str]:
        """The normal forms of the words in a stretch."""
        return [piece.norm for piece in self.word_pieces(span)]

    def word_pieces(self, span: Span) -> list[Scanned]:
        """The words that begin in a stretch."""
        inside = starting_in(self.pieces, span.start, span.end)
        return [piece for piece in inside if piece.piece is Piece.WORD]


def _run_start(run: Run) -> int:
    return run.span.start


@cache
def _signs() -> dict[str, Lexicon]:
    tables = load_tables("not_findings")
    return {key: Lexicon({key: phrases}) for key, phrases in tables.items()}


@cache
def _speech_verbs() -> Lexicon:
    tables = load_tables("reporting")
    return Lexicon(
        {
            "speech": [
                phrase
                for table in tables.values()
                for phrase in table["speech"]
                if phrase not in ("enligt", "slutsats", "ser", "tror", "hoppas")
            ]
        }
    )


def strip_marks(text: str, span: Span) -> Span:
    """The stretch without white space and without a pair of quotation marks around the whole."""
    inner = trim(text, span.start, span.end)
    quoted = find_quoted(text, inner.start, inner.end)
    if quoted and quoted[0].outer.start == inner.start:
        first = quoted[0]
        rest = text[first.outer.end : inner.end]
        if not rest.strip(" .,"):
            return trim(text, first.inner.start, first.inner.end)
    return inner


def candidates(view: BlockView, quoted: Sequence[Quoted], unmarked: bool) -> list[Candidate]:
    """All candidates of one block, in order, none overlapping another.

    Args:
        view: the block.
        quoted: its quotations, as `find_quoted` gives them.
        unmarked: whether a change of language alone shows quoting in this post.
    """
    block = view.block
    if block.kind is BlockKind.BLOCKQUOTE or block.lead is Lead.QUOTE:
        return _from_blockquote(view, quoted)
    if block.lead is Lead.DASH:
        spoken = _from_dash(view)
        if spoken:
            return spoken
    marked = _from_marks(view, quoted)
    return sorted([*marked, *(_from_language(view, marked) if unmarked else ())])


def _from_blockquote(view: BlockView, quoted: Sequence[Quoted]) -> list[Candidate]:
    text, block = view.text, view.block
    whole = block.span
    outer = block.outer or whole
    marked = [item for item in quoted if item.depth == 0]
    covered = sum(item.outer.end - item.outer.start for item in marked)
    rest = [
        word
        for hole in subtract(whole, [item.outer for item in marked])
        for word in view.words(hole)
    ]
    if marked and rest and len(rest) <= 14 and any(_speech_verbs().find(rest)) and covered > 40:
        # A quotation with its attribution inside the block quote.
        found = _from_marks(view, quoted)
        return [item._replace(marking=Marking.BLOCKQUOTE) for item in found]
    span = strip_marks(text, Span(whole.start, _before_signature(view)))
    end = span.end
    while (
        end < whole.end
        and not text[end].isalnum()
        and not text[end].isspace()
        and text[end] not in "(–—―-"
    ):
        end += 1
    start = (
        outer.start if not any(c.isalnum() for c in text[outer.start : span.start]) else span.start
    )
    return [Candidate(span, Span(start, end), view.language_of(span), Marking.BLOCKQUOTE)]


_SIGNATURE = re.compile(r"[\n.!?…”\"»][\s>]*((?:–|—|―|--)\s*[^\n]{2,120})$")
_BRACKETED = re.compile(r"[.!?…”\"»]\s*(\([^()\n]{3,100}\))\s*$")


def _before_signature(view: BlockView) -> int:
    """Where a block quote's words end: before a last line such as "— Jane Hill, Acme Trends"."""
    stretch = view.block.span.of(view.text)
    offset = max(0, len(stretch) - 200)
    for pattern in (_SIGNATURE, _BRACKETED):
        match = pattern.search(stretch, offset)
        if match and not find_cuts(match.group(1), 0, len(match.group(1))):
            words = view.words(Span(view.block.span.start + match.start(1), view.block.span.end))
            if words and len(words) <= 14 and not has_clause(words, view.block.language):
                start = view.block.span.start
                return trim(view.text, start, start + match.start(1), " \t\r\n\u00a0>").end
    return view.block.span.end


def _from_dash(view: BlockView) -> list[Candidate]:
    """Talstreck: speech up to its attribution (", säger X."), and what is said after it."""
    text, block = view.text, view.block
    pieces = [piece for piece in view.pieces if block.span.start <= piece.start]
    words = [piece for piece in pieces if piece.piece is Piece.WORD]
    norms = [word.norm for word in words]
    language = view.language_of(block.span)
    outer_start = (block.outer or block.span).start
    speech = _dash_attribution(text, block.span, words, norms)
    if speech is not None:
        before, verb = speech
        first = trim(text, block.span.start, before + _stop(text, before))
        end = _attribution_end(text, verb, block.span.end)
        found = [Candidate(first, Span(outer_start, first.end), language, Marking.DASH)]
        start = trim(text, end, block.span.end, " \n\r\t\u00a0,.;:" + _DASHES).start
        rest = trim(text, start, block.span.end)
        if view.words(rest):
            found.append(Candidate(rest, rest, language, Marking.DASH))
        return found
    if not norms:
        return []
    return [Candidate(block.span, Span(outer_start, block.span.end), language, Marking.DASH)]


def _dash_attribution(
    text: str, block: Span, words: Sequence[Scanned], norms: Sequence[str]
) -> tuple[int, int] | None:
    """Where speech ends and its attribution begins in a line of talstreck: at a reporting verb
    behind a comma or stop, or at any verb there with a name or pronoun behind it.
    """
    for match in _speech_verbs().find(norms):
        begins = _attribution_start(text, words, match.first)
        if begins is not None:
            return words[begins - 1].end, words[begins].start
    inverted = _INVERTED_IN_LINE.search(text, block.start, block.end)
    return (inverted.start(), inverted.start(1)) if inverted else None


def _attribution_start(text: str, words: Sequence[Scanned], verb: int) -> int | None:
    """The word at which an attribution with its verb at ``verb`` begins: the verb itself right
    behind speech ("…, säger hon"), or "som" shortly before it ("…, som hon själv uttrycker det").
    ``None`` where the verb is a part of what is said.
    """
    for index in range(verb, max(0, verb - 4), -1):
        if index != verb and words[index].norm not in ("som", "enligt"):
            continue
        if _SPEECH_END.search(text[words[index - 1].end : words[index].start]):
            return index
    return None


def _stop(text: str, at: int) -> int:
    """1 where a question mark, exclamation mark or ellipsis stands at ``at`` (it belongs to the
    speech), 0 for a comma.
    """
    return 1 if text[at : at + 1] in ("?", "!", "…") else 0


_ATTRIBUTION_STOP = re.compile(
    r"[.!?:](?=\s|$)|,(?=\s(?:att|men|och|så|för|fast|utan|även|eller|därför|eftersom)\s)"
)


def _attribution_end(text: str, start: int, limit: int) -> int:
    """Where the attribution that begins at ``start`` ends: its full stop, or the comma before what
    is said on ("säger hon, men det dröjer").
    """
    for match in _ATTRIBUTION_STOP.finditer(text[start:limit]):
        before = text[start : start + match.start()]
        if len(before.split()[-1:][0] if before.split() else "") == 1 and before[-1:].isupper():
            continue  # an initial: "säger J. Hill."
        return start + match.end()
    return limit


def _from_marks(view: BlockView, quoted: Sequence[Quoted]) -> list[Candidate]:
    found = []
    for item in quoted:
        if item.depth:
            continue
        span = trim(view.text, item.inner.start, item.inner.end)
        if span.end <= span.start:
            continue
        found.append(
            Candidate(span, item.outer, view.language_of(span), Marking.MARKS, item.closed)
        )
    return found


def _from_language(view: BlockView, marked: Sequence[Candidate]) -> Iterator[Candidate]:
    """Foreign runs that nothing marks. A run that is quotation for the most part is left to its
    marks; marks inside a longer foreign run belong to it.
    """
    text, block = view.text, view.block
    starts = [item.outer.start for item in marked]
    ends = [item.outer.end for item in marked]
    for run in view.runs:
        if run.language in ("sv", "und") or run.kind not in (RunKind.TEXT, RunKind.FINDING):
            continue
        if block.span == run.span or run.span.holds(block.span):
            stretch = block.span
        else:
            stretch = trim(text, run.span.start, run.span.end)
        first = bisect_right(ends, stretch.start)
        inside = marked[first : bisect_left(starts, stretch.end)]
        words = len(view.words(stretch))
        quoted_words = sum(len(view.words(item.span)) for item in inside)
        longest = max((len(view.words(item.span)) for item in inside), default=0)
        if inside and (
            any(not stretch.holds(item.outer) for item in inside)
            or 2 * quoted_words >= words
            or (longest >= LONG_QUOTATION and 3 * quoted_words >= words)
            or (longest >= 3 and _is_attributed(view, stretch, inside))
        ):
            continue
        yield Candidate(stretch, stretch, run.language, Marking.LANGUAGE)


def _is_attributed(view: BlockView, stretch: Span, inside: Sequence[Candidate]) -> bool:
    """Whether what stands beside the quotations of a foreign stretch is an attribution.

    That is so in "“…,” according to a report by Gartner".
    """
    rest = [
        norm
        for hole in subtract(stretch, [item.outer for item in inside])
        for norm in view.words(hole)
    ]
    according = any(pair == ("according", "to") for pair in pairwise(rest))
    return len(rest) <= ATTRIBUTION_WORDS and (according or any(_speech_verbs().find(rest)))


def without_overlaps(found: Sequence[Candidate]) -> list[Candidate]:
    """Candidates in order, those inside an earlier, longer one left out."""
    result: list[Candidate] = []
    for candidate in sorted(found, key=lambda item: (item.outer.start, -item.outer.end)):
        if result and candidate.outer.start < result[-1].outer.end:
            continue
        result.append(candidate)
    return result


def is_finding(view: BlockView, candidate: Candidate, min_words: int, min_unmarked: int) -> bool:
    """Whether a candidate is verbatim material of somebody else's that holds a clause."""
    text = view.text
    words = view.words(candidate.span)
    if candidate.marking is Marking.BLOCKQUOTE:
        return len(words) >= 2
    if candidate.marking is Marking.DASH:
        return len(words) >= 1
    alone = trim(text, view.block.span.start, view.block.span.end) == trim(
        text, candidate.outer.start, candidate.outer.end
    )
    cut = bool(find_cuts(text, candidate.span.start, candidate.span.end))
    clause = has_clause(words, candidate.language)
    whole = text[candidate.span.start].isupper() and text[candidate.span.end - 1] in ".!?…"
    sentence = whole and (
        len(words) >= 3 if candidate.marking is Marking.MARKS else alone and len(words) >= 5
    )
    if not (clause or sentence or len(words) >= LONG_QUOTATION or (cut and len(words) >= 5)):
        return False
    if _is_idiom(words):
        return False
    if candidate.marking is Marking.LANGUAGE:
        return alone or len(words) >= min_unmarked
    if len(words) < min_words:
        return False
    if _is_title(text, view, candidate, words):
        return False
    before, after = _context(view, candidate)
    parted = text[candidate.outer.end : candidate.outer.end + 1] in (",", "–", "—") or (
        text[candidate.span.end - 1] in ",?!"
    )
    if _is_own_words(before, after, parted):
        return False
    if candidate.language == "sv" or len(words) < 5:
        return alone or _is_said(text, candidate, words, before, after, clause)
    return True


def _is_idiom(words: Sequence[str]) -> bool:
    return len(words) <= 12 and any(
        match.last - match.first >= len(words) - 2 for match in _signs()["idioms"].find(words)
    )


def _is_title(text: str, view: BlockView, candidate: Candidate, words: Sequence[str]) -> bool:
    """Capitals throughout, without a stop at the end."""
    if len(words) > 14 or text[candidate.span.end - 1] in ".!…":
        return False
    pieces = [piece for piece in view.word_pieces(candidate.span) if len(piece.norm) > 3]
    capitals = sum(1 for piece in pieces if text[piece.start].isupper())
    return len(pieces) > 1 and capitals >= TITLE_SHARE * len(pieces)


def _context(view: BlockView, candidate: Candidate) -> tuple[list[str], list[str]]:
    """The words of the sentence before a candidate (at most 12) and behind it (at most 8)."""
    text, block = view.text, view.block
    start = candidate.outer.start
    left = max(block.span.start, start - 200)
    for index in range(start - 1, left - 1, -1):
        if text[index] in ".!?\n" and index + 1 < start and text[index + 1].isspace():
            left = index + 1
            break
    right = min(block.span.end, candidate.outer.end + 120)
    before = view.words(Span(left, start))[-12:]
    after = view.words(Span(candidate.outer.end, right))[:8]
    return before, after


def _is_own_words(before: Sequence[str], after: Sequence[str], parted: bool) -> bool:
    """Whether the words around say that it is a term, the writer's own, or invented.

    ``parted``: whether a comma or the like parts the quotation from what follows; without one,
    "undrar jag" behind it begins a clause of its own.
    """
    signs = _signs()
    if any(match.last == len(before) for match in signs["term_before"].find(before)):
        return True
    near = after[:3]
    return (
        any(match.last >= len(before) - 3 for match in signs["self_quote"].find(before))
        or (parted and any(match.first == 0 for match in signs["self_quote"].find(near)))
        or any(signs["invented"].find(before))
        or any(match.first <= 1 for match in signs["invented"].find(near))
    )


def _is_said(
    text: str,
    candidate: Candidate,
    words: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
    clause: bool,
) -> bool:
    """Whether a short or Swedish quotation is somebody's words, not a turn of phrase in quotation
    marks: a reporting verb or a colon beside it, or a whole sentence between the marks.
    """
    verbs = _speech_verbs()
    colon = text[max(0, candidate.outer.start - 2) : candidate.outer.start].strip() == ":"
    reported = any(verbs.find(before[-6:])) or any(match.first <= 1 for match in verbs.find(after))
    whole = text[candidate.span.start].isupper() and text[candidate.span.end - 1] in ".!?…"
    reported = reported or bool(_INVERTED.match(text, candidate.outer.end))
    says = "enligt" in after[:2] or "enligt" in before or "att" in before[-1:]
    if colon or reported or says:
        return clause or whole
    return (clause or whole) and (len(words) >= LONG_QUOTATION or (whole and len(words) >= 4))
