"""Lines that only name a source: "Källa: …", a link's title, an entry in a list of sources."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from referat.post import BlockKind, Lead, Markup, MarkupKind
from referat.span import trim
from referat.text.clauses import has_clause
from referat.text.lexicon import Lexicon, load_tables
from referat.text.quotation import BlockView
from referat.text.quotes import find_quoted
from referat.text.source_nouns import source_kind
from referat.text.words import Piece, Scanned

# A longer line says more than a name.
MAX_WORDS = 30
# Longest title in an entry of a list, in words.
_MAX_TITLE = 12


@cache
def _openings() -> Lexicon:
    return Lexicon({"reference": load_tables("not_findings")["reference_before"]})


def is_reference(view: BlockView, markup: Sequence[Markup]) -> bool:
    """Whether a block only names a source.

    It does where it opens with such a word and a colon ("Källa: State of Work 2012"), where it is
    nothing but an address or a link's text, or where it is a title in English capitals without a
    clause.

    Args:
        view: the block.
        markup: the inline markup in it.
    """
    text, block = view.text, view.block
    if block.kind is BlockKind.BLOCKQUOTE or block.lead in (Lead.DASH, Lead.QUOTE):
        return False
    words = [piece for piece in view.pieces if piece.piece is Piece.WORD]
    addresses = [piece for piece in view.pieces if piece.piece is Piece.ADDRESS]
    if len(words) > MAX_WORDS:
        return False
    if addresses and not words:
        return True
    stretch = trim(text, block.span.start, block.span.end)
    if words and any(
        item.kind is MarkupKind.LINK
        and item.span.start <= stretch.start
        and stretch.end <= item.span.end + 1
        for item in markup
    ):
        return True
    norms = [word.norm for word in words]
    opening = _openings().at(norms, 0) if norms else None
    if opening is not None:
        end = words[opening.last - 1].end
        rest = text[end : block.span.end].lstrip()
        if rest.startswith((":", "–", "—")):
            # "Källa: X säger att …" says something; a title may hold a verb.
            return len(norms) <= 20 and not _says(text, view)
        if addresses and len(norms) <= 10:
            return True
        if rest.endswith(":") and len(norms) <= 14 and not has_clause(norms, "sv"):
            return True  # "Hela rapporten, från Acme Institute:" above its address or title
    if _is_entry(view, words):
        return True
    capitals = [word for word in words if len(word.norm) > 3]
    return (
        block.language == "en"
        and 1 < len(words) <= 14
        and text[stretch.end - 1] not in '.!?…”"'
        and len(capitals) > 0
        and sum(1 for word in capitals if text[word.start].isupper()) >= 0.8 * len(capitals)
        and not has_clause(norms[:2], "en")
    )


def _is_entry(view: BlockView, words: Sequence[Scanned]) -> bool:
    """Whether a line is an entry of a list of sources: a title in quotation marks behind a name,
    all in capitals, and no stop: "Jane Hill, ”State of Work”, The Ledger". A quotation with its
    speaker behind it is none: "”It works.” — Jane Hill".
    """
    text, span = view.text, view.block.span
    quoted = find_quoted(text, span.start, span.end)
    if len(quoted) != 1 or not 3 < len(words) <= 20 or span.of(text).rstrip()[-1:] in ".!?…:":
        return False
    outer, inner = quoted[0].outer, quoted[0].inner.of(text).rstrip()
    if inner[-1:] in ".!?…" or len(inner.split()) > _MAX_TITLE:
        return False  # a quotation and who says it: "“It works.” — Jane Hill, Acme"
    beside = [word for word in words if not outer.start <= word.start < outer.end]
    return (
        bool(beside)
        and beside[0].start < outer.start
        and all(
            text[word.start].isupper() or word.norm in ("och", "and", "of", "in", "i")
            for word in beside
        )
    )


def behind_opening(line: str) -> str:
    """What a line names behind "Källa:" or "Rapporten:"; the whole line where it opens otherwise,
    for a title may hold a colon of its own: "Care by the Clock: Time and Trust in Home Care".
    """
    before, colon, behind = line.partition(":")
    norms = before.lower().split()
    opens = norms and (_openings().at(norms, 0) is not None or source_kind(norms[-1]) is not None)
    return behind.strip() if colon and opens and len(before) < 40 else line


def _says(text: str, view: BlockView) -> bool:
    """Whether a line goes on after its title with a sentence of its own."""
    stretch = view.block.span.of(text).rstrip()
    return ". " in stretch and has_clause(view.words(view.block.span), "sv") and len(stretch) > 160
