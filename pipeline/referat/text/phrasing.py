"""The digest's language: quotations, lists of them, and noun phrases for sources.

Everything a digest says of its own stands in ``digest.toml``; what is not a template is quoted. A
quotation is shortened only at a clause, with (…), and never within a figure or a name; marks inside
it become single ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from referat.post import Source, SourceKind
from referat.span import Span
from referat.text.cuts import find_cuts
from referat.text.lexicon import Lexicon, load_tables
from referat.text.quotes import MARKS, find_quoted

CUT = "(…)"
# Controls are shown as what they are, something that cannot be shown; leaving them out would join
# what they part.
_CONTROLS = {
    code: "\ufffd"
    for code in range(0xA0)
    if (code < 0x20 or code > 0x7E) and code not in (9, 10, 13)
}
_DOUBLES = [ord(mark) for mark in sorted(MARKS - set("’‘'‹›‚"))]
_STOPS = " \t\r\n\u00a0,;:–—-"


@cache
def phrases(language: str) -> dict[str, Any]:
    """The templates of one language."""
    return load_tables("digest")[language]  # type: ignore[no-any-return]


@cache
def polarity() -> Lexicon:
    """Words by which a paragraph calls the findings it introduces good or bad."""
    return Lexicon(load_tables("digest")["polarity"])


def plain(text: str, span: Span) -> str:
    """A stretch as running text: white space folded, soft hyphens left out, controls replaced, cuts
    at its edges removed.
    """
    for cut in find_cuts(text, span.start, span.end):
        if not text[cut.end : span.end].strip(' ."”“'):
            span = Span(span.start, cut.start)
            break
    for cut in find_cuts(text, span.start, span.end):
        if not text[span.start : cut.start].strip():
            span = Span(cut.end, span.end)
    visible = span.of(text).translate(_CONTROLS)
    return " ".join(visible.replace("\u00ad", "").split())


def shorten(words: str, most: int, least: int = 0) -> str:
    """At most ``most`` words, cut at the last comma or clause mark within them, else at a word; but
    no fewer than ``least``.
    """
    parts = words.split(" ")
    most = max(most, least)
    if len(parts) <= most:
        return words
    kept = parts[:most]
    for index in range(len(kept) - 1, max(3, most // 2, least - 1) - 1, -1):
        if kept[index][-1] in ",;:":
            kept = kept[: index + 1]
            break
    return " ".join(kept).rstrip(_STOPS) + f" {CUT}"


def quote(words: str, language: str) -> str:
    """The words between quotation marks of a language, inner marks made single, without a final
    full stop (which the digest's own sentence sets).
    """
    opening, closing = (str(mark) for mark in phrases(language)["quote"])
    inner_open, inner_close = (str(mark) for mark in phrases(language)["inner"])
    stripped = words.rstrip()
    if stripped.endswith(".") and not stripped.endswith(".."):
        stripped = stripped[:-1]
    stripped = stripped.rstrip(" ,;:")
    characters = list(stripped)
    for item in find_quoted(stripped, 0, len(stripped)):
        characters[item.outer.start] = inner_open
        if item.closed:
            characters[item.outer.end - 1] = inner_close
    inside = "".join(characters).translate(dict.fromkeys(_DOUBLES, inner_close))
    return opening + inside + closing


def listed(items: Sequence[str], language: str) -> str:
    """ "A", "A och B", "A, B och C"."""
    if len(items) == 1:
        return items[0]
    return f"{', '.join(items[:-1])} {phrases(language)['and']} {items[-1]}"


def is_named(source: Source) -> bool:
    """Whether a source has a name of its own, not a common noun ("ny amerikansk studie")."""
    return any(character.isupper() or character.isdigit() for character in source.title[:1]) or (
        " " not in source.title and any(character.isupper() for character in source.title)
    )


def genitive(name: str, language: str) -> str:
    """ "Gartners", "Forbes"; "Gartner's"."""
    if language == "en":
        return name + ("'" if name.endswith("s") else "'s")
    return name if name.lower().endswith(("s", "x", "z")) else name + "s"


def source_phrase(source: Source, language: str) -> str:
    """A noun phrase for a source: "undersökningen Digital Workplace Trends", "Gartners rapport",
    "rapporten".
    """
    noun = phrases(language).get(source.kind.value, "")
    if source.kind is SourceKind.PERSON or source.kind is SourceKind.ORGANISATION:
        return " ".join(source.title.split())
    title = " ".join(source.title.replace("\u00ad", "").split())
    if not is_named(source):
        return str(noun) or title
    maker = source.organisation or (source.people[0] if source.people else None)
    if maker is not None and title == maker:
        return f"{genitive(title, language)} {phrases(language)[source.kind.value + '_of']}"
    return f"{noun} {title}".strip()


def capital(sentence: str) -> str:
    """The sentence with a capital at its start; one that opens with a quotation is left alone."""
    return sentence[:1].upper() + sentence[1:]


def one_stop(text: str) -> str:
    """No full stop behind a quotation that ends with a stop of its own: ”Bra!” and not ”Bra!”."""
    if len(text) > 2 and text[-1] == "." and text[-2] in "”“" and text[-3] in "!?…":
        return text[:-1]
    return text


def role_phrase(speaker: str, language: str) -> str:
    """A speaker's name as it stands; an unnamed role ("författarna") in English where there is a
    word for it, else as a quotation.
    """
    if speaker[:1].isupper() or language == "sv":
        return speaker
    roles = load_tables("digest")["roles"]
    return str(roles[speaker]) if speaker in roles else quote(speaker, language)
