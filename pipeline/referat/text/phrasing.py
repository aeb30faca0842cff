"""The digest's language: quotations, lists of them, and noun phrases for sources.

Everything a digest says of its own stands in ``digest.toml``; what is not a template is quoted. A
quotation is shortened only at a clause, with (…), and never within a figure or a name; marks inside
it become single ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain
from typing import Any

from referat.post import Source, SourceKind
from referat.span import Span
from referat.text.cuts import find_cuts
from referat.text.lexicon import Lexicon, load_tables
from referat.text.quotes import MARKS, find_quoted

CUT = "(…)"
# What stands between two stretches that are quoted as one.
BETWEEN = "…"
# Fewest words that a quotation keeps when it is cut, and of a stretch that is only named by them.
FEWEST_KEPT = 6
FEWEST_NAMED = 4
# Words behind a "but" among which no cut falls.
NEAR = 4
# Most people who are named as a source's makers.
MAKERS = 2
# Controls are shown as what they are, something that cannot be shown; leaving them out would join
# what they part.
_CONTROLS = {
    code: "\ufffd"
    for code in range(0xA0)
    if (code < 0x20 or code > 0x7E) and code not in (9, 10, 13)
}
_DOUBLES = [ord(mark) for mark in sorted(MARKS - set("’‘'‹›‚"))]
_STOPS = " \t\r\n\u00a0,;:–—-…"


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
    return _running(span.of(text))


@lru_cache(maxsize=4096)  # the digest is tried in several lengths, of the same words
def _running(words: str) -> str:
    start, end = 0, len(words)
    for cut in find_cuts(words, start, end):
        if not words[cut.end :].strip(' ."”“'):
            end = cut.start
            break
    for cut in find_cuts(words, start, end):
        if not words[start : cut.start].strip():
            start = cut.end
    visible = words[start:end].translate(_CONTROLS)
    return " ".join(visible.replace("\u00ad", "").split())


def clause_ends(parts: Sequence[str]) -> tuple[list[int], list[int]]:
    """After how many of its words a quotation may be cut: behind a comma or another mark of a
    clause; and before a word that opens one. Never inside brackets, nor at a "but".
    """
    depth = list(accumulate(part.count("(") - part.count(")") for part in parts))
    free = [
        at
        for at in range(FEWEST_KEPT, len(parts))
        if depth[at - 1] <= 0 and not _turns_at(parts, at)
    ]
    marked = [at for at in free if parts[at - 1][-1] in ",;:.!?" or parts[at] == BETWEEN]
    return marked, [at for at in free if parts[at].lower() in _openers()]


def _turns_at(parts: Sequence[str], at: int) -> bool:
    """Whether a place stands before a "but" or close behind one: what follows is what the sentence
    is there for.
    """
    following = at + (parts[at] in (BETWEEN, "–", "—"))
    near = [*parts[at - NEAR : at], *parts[following : following + 1]]
    return any(part.lower().strip(",") in turns() for part in near)


@cache
def turns() -> frozenset[str]:
    """Words by which a statement turns: what comes behind them is the news."""
    return frozenset(load_tables("digest")["cutting"]["turns"])


@cache
def _openers() -> frozenset[str]:
    """Words before which a quotation may be cut: they open a clause that another does not need."""
    return frozenset(load_tables("digest")["cutting"]["before"])


@cache
def _weak_ends() -> frozenset[str]:
    """Words that no shortened stretch ends on: what they lead up to is missing."""
    return frozenset(load_tables("digest")["cutting"]["not_behind"])


def shorten(
    words: str, most: int, closed: Sequence[tuple[int, int]] = (), strict: bool = False
) -> str:
    """A quotation of at most ``most`` words, cut where a clause ends. What is hardly longer stands
    whole, and unless ``strict`` so does up to twice as much that holds no such place: a stump says
    less than it costs.

    Args:
        words: the quotation.
        most: most words.
        closed: stretches that stand or fall as one, as counts of words before and behind: from
            where a statement begins to the last word that denies or weakens it, or its last figure.
        strict: whether it must be short whatever it costs, as a headline must.
    """
    parts = words.split(" ")
    if len(parts) <= most + most // 4:
        return words
    ends = [
        [at for at in found if not any(low < at < high for low, high in closed)]
        for found in clause_ends(parts)
    ]
    kept = _last(ends, most // 3, most)
    if kept is None and not strict:
        kept = min((at for at in chain(*ends) if most < at <= 2 * most), default=None)
        if kept is None and len(parts) <= 2 * most:
            return words
    if kept is None:
        kept = max((high for low, high in closed if low < most < high), default=0)
        kept = kept or len(first_words(parts, most))
    if kept >= len(parts):
        return words
    return " ".join(parts[:kept]).rstrip(_STOPS) + f" {CUT}"


def _last(ends: Sequence[Sequence[int]], least: int, most: int) -> int | None:
    """The last place within limits, of the first kind that has one."""
    within = ([at for at in kind if least <= at <= most] for kind in ends)
    return next((kind[-1] for kind in within if kind), None)


def first_words(parts: Sequence[str], most: int) -> Sequence[str]:
    """The first ``most`` words, without an article, preposition or the like at their end."""
    kept = min(most, len(parts))
    while kept > FEWEST_NAMED and parts[kept - 1].lower().strip(",") in _weak_ends():
        kept -= 1
    return parts[:kept]


def quote(words: str, language: str) -> str:
    """The words between quotation marks of a language, inner marks made single, without a final
    full stop (which the digest's own sentence sets).
    """
    opening, closing = (str(mark) for mark in phrases(language)["quote"])
    inner_open, inner_close = (str(mark) for mark in phrases(language)["inner"])
    stripped = words.rstrip().lstrip(" ,;:")
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


def source_phrase(source: Source, language: str, speaker: str | None = None) -> str:
    """A noun phrase for a source and who made it: "undersökningen Digital Workplace Trends av Jane
    McConnell", "rapporten Basket Case från Tillman & Rowe", "Gartners rapport", "rapporten".

    Args:
        source: the source.
        language: ``sv`` or ``en``.
        speaker: who is named as speaking in the same sentence, and not a second time.
    """
    words = phrases(language)
    noun = words.get(source.kind.value, "")
    title = short_title(source)
    if source.kind is SourceKind.PERSON or source.kind is SourceKind.ORGANISATION:
        return title
    if not is_named(source):
        return str(noun) or title
    people = source.people if len(source.people) <= MAKERS else ()
    maker = source.organisation or (people[0] if people else None)
    if maker is not None and title == maker:
        return f"{genitive(title, language)} {words[source.kind.value + '_of']}"
    phrase = f"{noun} {title}".strip()
    by = listed(people, language) if people else ""
    if source.organisation and source.organisation not in title:
        return f"{phrase} {words['from']} {source.organisation}"
    if by and speaker not in people and not any(name in title for name in people):
        return f"{phrase} {words['by']} {by}"
    return phrase


def short_title(source: Source) -> str:
    """A source's title alone."""
    return " ".join(source.title.replace("\u00ad", "").split())


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
    word for it, else as a quotation. A role that the post begins a sentence with loses its capital.
    """
    first = speaker.split(" ", maxsplit=1)[0].lower()
    rest = speaker[len(first) :]
    if rest.islower() and first in phrases("sv")["articles"]:
        speaker = first + rest
    if speaker[:1].isupper() or language == "sv":
        return speaker
    roles = load_tables("digest")["roles"]
    return str(roles[speaker]) if speaker in roles else quote(speaker, language)
