"""Titles, headings and talstreck: what a block is, seen from its neighbours.

Plain text gives a heading no mark, and a dash at the start of a line may open speech (talstreck)
or an item of a list. Both are told from the blocks around: rows of dashed lines without full
stops are lists, a dashed line with "säger Anna" is speech; a short line without a full stop above
a paragraph is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from referat.post import Block, BlockKind, Lead, Section
from referat.span import Span
from referat.text.chrome import Chrome
from referat.text.layout import mark_of, words_in

_SENTENCE_ENDS = '.!?…"”’»'
_WORD = re.compile(r"[^\W\d_]+")
_TITLE_LENGTH, _HEADING_LENGTH = 150, 80
_SET_IN = 4
"""From how many columns on a paragraph is set in."""
_TITLE_WORDS, _HEADING_WORDS = 22, 10


def settle_dashes(text: str, blocks: Sequence[Block], chrome: Chrome) -> list[Block]:
    """Blocks in which each ``Lead.DASH`` is either speech or has become a bullet."""
    settled = list(blocks)
    index = 0
    while index < len(settled):
        if settled[index].lead is not Lead.DASH:
            index += 1
            continue
        end = index
        while end < len(settled) and (end == index or _same_row(text, *settled[end - 1 : end + 1])):
            end += 1
        if not _is_speech(text, settled[index:end], chrome):
            for at in range(index, end):
                settled[at] = replace(settled[at], lead=Lead.BULLET, kind=BlockKind.LIST_ITEM)
        index = end
    return settled


def _same_row(text: str, above: Block, below: Block) -> bool:
    """Whether two dashed blocks are one row: the same dash, and for hyphens no blank line."""
    if below.lead is not Lead.DASH:
        return False
    upper, lower = above.outer or above.span, below.outer or below.span
    hyphens = text[upper.start] == "-", text[lower.start] == "-"
    if hyphens[0] != hyphens[1]:
        return False
    return not hyphens[0] or len(text[upper.end : lower.start].splitlines()) < 2


def find_dashes(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Blocks of markup with a dash at the start of their words set apart as `Lead.DASH`.

    A paragraph in which each line opens with a dash (speech parted by ``<br>``) becomes one block
    a line. A short line without a stop, such as "– Jane McConnell", is a signature, not speech.
    """
    found: list[Block] = []
    for block in blocks:
        start = block.span.start
        if block.kind is not BlockKind.PARAGRAPH or text[start : start + 1] not in "–—―-":
            found.append(block)
            continue
        for span in _dashed_lines(text, block.span):
            lead, inner = mark_of(text, *span)
            speech = lead is Lead.DASH and (
                text[span.end - 1] in _SENTENCE_ENDS or words_in(text[inner : span.end]) > 5
            )
            found.append(
                replace(block, span=Span(inner, span.end), outer=span, lead=lead)
                if speech and inner < span.end
                else replace(block, span=span)
            )
    return found


def _dashed_lines(text: str, span: Span) -> list[Span]:
    lines: list[Span] = []
    at = span.start
    for raw in text[span.start : span.end].splitlines(keepends=True):
        words = raw.strip()
        if words:
            left = at + len(raw) - len(raw.lstrip())
            lines.append(Span(left, left + len(words)))
        at += len(raw)
    dashed = sum(text[line.start] in "–—―-" for line in lines)
    return lines if dashed > 1 else [span]


def _is_speech(text: str, row: Sequence[Block], chrome: Chrome) -> bool:
    """Whether a row of dashed blocks is speech. Attribution decides; then stops and the dash."""
    words = [block.span.of(text)[:2000] for block in row]
    if any(_has_attribution(each, chrome) for each in words):
        return True
    stopped = all(each and each[-1] in _SENTENCE_ENDS for each in words)
    if not stopped:
        return False
    outers = [block.outer or block.span for block in row]
    long_dash = all(text[outer.start] in "–—―" for outer in outers)
    # Rows of full sentences after hyphens are points in a list; parted by blank lines, or after
    # the dash that Swedish speech is set with, they are lines of speech.
    return long_dash or len(row) == 1


def _has_attribution(words: str, chrome: Chrome) -> bool:
    return any(word.lower() in chrome.speech_verbs for word in _WORD.findall(words))


def with_quotations(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Blocks of a post in plain text in which set-in paragraphs are quotations.

    A quotation is set in by four columns or more on each of its lines, and stands between blank
    lines and words at the margin. Below an item of a list, set-in words go on with the item; a
    text whose paragraphs all open with a space is no row of quotations.
    """
    settled = list(blocks)
    index = 0
    while index < len(settled):
        end = index
        while end < len(settled) and _is_set_in(text, settled[end]):
            end += 1
        if end == index:
            index += 1
            continue
        parted = _blank_above(text, settled, index) and _blank_above(text, settled, end)
        if parted and _at_margin(settled, index - 1) and _at_margin(settled, end):
            for at in range(index, end):
                settled[at] = replace(settled[at], kind=BlockKind.BLOCKQUOTE)
        index = end
    return settled


def _is_set_in(text: str, block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or block.lead is not Lead.NONE:
        return False
    if block.section is not Section.POST or block.indent < _SET_IN:
        return False
    below = block.span.of(text).splitlines()[1:]
    return all(line[:_SET_IN].isspace() or line.startswith("\t") for line in below if line.strip())


def _blank_above(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether a blank line parts a block from the one above it."""
    if not 0 < index < len(blocks):
        return True
    above, block = blocks[index - 1], blocks[index]
    between = text[(above.outer or above.span).end : (block.outer or block.span).start]
    return len(f"{between}.".splitlines()) > 2


def _at_margin(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is no item of a list and begins at the margin."""
    if not 0 <= index < len(blocks):
        return index >= len(blocks)
    return blocks[index].indent == 0 and blocks[index].kind is not BlockKind.LIST_ITEM


def can_be_title(text: str, block: Block) -> bool:
    """Whether the first block that is not chrome reads as a title: short, on one line, no stop."""
    words = block.span.of(text)
    return (
        block.lead is Lead.NONE
        and block.kind is BlockKind.PARAGRAPH
        and len(words) <= _TITLE_LENGTH
        and words[-1] not in ".,:;…"
        and not words.endswith("...")
        and len(words.splitlines()) == 1
        and words_in(words) <= _TITLE_WORDS
    )


def can_be_heading(text: str, block: Block, below: Block | None, chrome: Chrome) -> bool:
    """Whether a paragraph is a heading of what stands below it.

    All capitals are a heading wherever they stand alone on a line. Otherwise the line is short, has
    no mark at its end, and a longer block follows. A line of English prose is none: in a Swedish
    post that is sooner a quotation that lost its stop.
    """
    length = block.span.end - block.span.start
    if block.kind is not BlockKind.PARAGRAPH or length > _HEADING_LENGTH:
        return False
    if block.lead is not Lead.NONE or below is None:
        return False
    words = block.span.of(text)
    said = _WORD.findall(words)
    if len(words.splitlines()) != 1 or not 1 <= len(said) <= _HEADING_WORDS:
        return False
    if words.isupper() and max(map(len, said)) > 2:
        return True
    opens, closes = words[0], words[-1]
    if not (closes.isalnum() or closes == ")") or not (opens.isupper() or opens.isdigit()):
        return False
    if sum(word.lower() in chrome.english for word in said) >= 2:
        return False
    return below.span.end - below.span.start > max(length, 60) or below.kind in (
        BlockKind.LIST_ITEM,
        BlockKind.BLOCKQUOTE,
    )
