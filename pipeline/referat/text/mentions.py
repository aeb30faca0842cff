"""Sources by name: titles, makers, and nouns that refer back.

Works on one sentence at a time, on the words outside quotations. A `Mention` names a source: a
title behind a source noun ("rapporten ”State of Work”"), an organisation before or behind one
("Gartners rapport", "en rapport från Gartner"), or a noun that refers back ("rapporten").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from referat.post import Sentence, SourceKind, Token
from referat.span import Span, starting_in
from referat.text.blocks import outside
from referat.text.entities import Entity, Names, names_near
from referat.text.naming import NAMING, Named, named_titles, of_a_source
from referat.text.source_nouns import is_carrier, is_institution, source_kind, title_kind
from referat.text.titles import Title

_token_start = itemgetter(0)
_FROM = frozenset("från av hos by from of at vid".split())
_INDEFINITE = frozenset("en ett a an ny nya".split())
# Words that end the search for an indefinite noun's article.
_STOPS = frozenset(
    "på i vid hos från som till om när efter med av för at in from of who and och att".split()
)
_DEFINITE = re.compile(r"(?:en|et|n|t|na|ens|ets|ns|ts)$")
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
_WORKS = frozenset({SourceKind.BOOK, SourceKind.TALK})
# Code points between a name and the name of the place where that person works: "på", "vid".
_AFFILIATION = 8
# Most sources that one sentence can name.
_MAX_MENTIONS = 40
# Kinds that an indefinite noun alone ("en ny studie") introduces as a source without a name.
_NAMELESS = frozenset(
    {
        SourceKind.SURVEY,
        SourceKind.REPORT,
        SourceKind.STUDY,
        SourceKind.ARTICLE,
        SourceKind.TALK,
    }
)
_PERIODICALS = (
    "tidningen",
    "tidskriften",
    "magasinet",
    "bladet",
    "tidning",
    "tidskrift",
    "magazine",
)
# Words before a title in quotation marks that make it a part of a source.
_PARTS = frozenset(
    """kapitel kapitlet avsnitt avsnittet rubrik mellanrubrik sida sidan del delen
    tabell tabellen figur figuren diagram chapter section page part table figure""".split()
)


class Mention(NamedTuple):
    """A source named, or referred back to (``title`` and ``organisation`` missing).

    ``definite``: the noun is in the definite form; of an organisation, that it stands as the maker
    of something ("från Gartner").
    """

    span: Span
    kind: SourceKind
    title: str | None
    organisation: str | None
    person: str | None
    year: int | None
    url: str | None
    definite: bool


def mentions(
    sentence: Sentence,
    text: str,
    names: Names,
    holes: Sequence[Span],
    titles: Sequence[Title],
    kind_before: SourceKind | None = None,
) -> list[Mention]:
    """The sources that a sentence names or refers back to, in order.

    Args:
        sentence: the sentence.
        text: the post's text.
        names: its names.
        holes: stretches (findings) whose words do not count.
        titles: what may be titles in it.
        kind_before: what the last source noun before the sentence named.
    """
    entities = names.entities(sentence)
    tokens = outside(sentence.tokens, holes)
    titles = _with_named(text, titles, named_titles(text, tokens, entities))
    result: list[Mention] = []
    for index, token in enumerate(tokens):
        kind = source_kind(token.norm) if token.is_word else None
        if (
            kind is None
            or _in_a_name(token, entities)
            or any(title.span.start <= token.start < title.span.end for title in titles)
        ):
            continue
        if len(result) >= _MAX_MENTIONS:
            break
        mention = _mention(text, tokens, index, kind, entities, titles, names)
        if mention is not None:
            result.append(mention)
    for title in titles:
        if not any(mention.span.overlaps(title.span) for mention in result):
            alone = _standing_alone(text, tokens, title, entities, kind_before)
            if alone is not None:
                result.append(_as_body(alone))
    result = _without_periodicals(tokens, result)
    result += _by_their_names(entities, holes, result)
    result += _institutions(tokens, entities, holes, result)
    return _completed(sorted(result), tokens, entities)


def _in_a_name(token: Token, entities: Sequence[Entity]) -> bool:
    """Whether a noun is a part of a longer name: "Solent Audio Research Unit"."""
    return any(
        item.span.start < token.start or (item.first > 0 and item.last - item.first > 1)
        for item in names_near(entities, token.start, token.end)
    )


def _without_periodicals(tokens: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """Sources without the paper they stood in, which is who published them: "I tidskriften The
    Ledger har Duncan Frayne en sågning under rubriken Why slow money loses".
    """
    papers = [item for item in found if item.title and _is_periodical(tokens, item)]
    others = [item for item in found if item.title and item not in papers]
    if not papers or not others:
        return list(found)
    return [
        item._replace(organisation=item.organisation or papers[0].title) if item in others else item
        for item in found
        if item not in papers
    ]


def _is_periodical(tokens: Sequence[Token], mention: Mention) -> bool:
    index = bisect_left(tokens, mention.span.start, key=_token_start)
    return mention.kind is SourceKind.PAGE and bool(
        index and tokens[index - 1].norm.endswith(_PERIODICALS)
    )


def _by_their_names(
    entities: Sequence[Entity], holes: Sequence[Span], found: Sequence[Mention]
) -> list[Mention]:
    """Titles that say themselves what they are, as "Kerbside Study ger en dystrare bild" does."""
    return [
        Mention(item.span, kind, item.name, None, None, None, None, False)
        for item in entities
        if not item.person
        and (kind := title_kind(item.name)) is not None
        and not any(item.span.overlaps(mention.span) for mention in found)
        and not any(item.span.overlaps(hole) for hole in holes)
    ]


def _as_body(mention: Mention) -> Mention:
    """A "title" that is a body's name: "något som heter Upper Tarrow Grazing Project"."""
    if mention.title is None or mention.url is not None or not is_institution(mention.title):
        return mention
    if mention.kind is SourceKind.ORGANISATION:
        return mention
    return mention._replace(title=None, organisation=mention.title)


def _institutions(
    tokens: Sequence[Token],
    entities: Sequence[Entity],
    holes: Sequence[Span],
    found: Sequence[Mention],
) -> list[Mention]:
    """Bodies that publish findings, named without a noun beside them: "Halsbury Growing Trust i
    Devon har låtit …". One that is the maker of a source named in the sentence is no source more,
    nor is where somebody works ("Miriam Oakes på Harrow Learning Institute").
    """
    makers = {mention.organisation for mention in found}
    people = [item.span.end for item in entities if item.person]
    return [
        Mention(
            item.span,
            SourceKind.ORGANISATION,
            item.name,
            item.name,
            None,
            None,
            None,
            _is_maker(tokens, item),
        )
        for item in entities
        if not item.person
        and is_institution(item.name)
        and item.name not in makers
        and not any(0 < item.span.start - end <= _AFFILIATION for end in people)
        and not any(item.span.overlaps(mention.span) for mention in found)
        and not any(item.span.overlaps(hole) for hole in holes)
    ]


def _with_named(text: str, titles: Sequence[Title], named: Iterable[Named]) -> list[Title]:
    """Titles by their form and by the wording around them; of two that overlap, the one by form."""
    result = list(titles)
    for item in named:
        if not any(title.span.overlaps(item.span) for title in result):
            words = " ".join(item.span.of(text).split())
            result.append(Title(item.span, words, None, plain=item.alone, cited=item.alone))
    return sorted(result)


def _standing_alone(
    text: str,
    tokens: Sequence[Token],
    title: Title,
    entities: Sequence[Entity],
    kind_before: SourceKind | None,
) -> Mention | None:
    """A title without a noun of its own: "I Left in the Dark skriver man", "Den heter X"."""
    words = [word for word in re.findall(r"[^\W\d_]+", title.text) if len(word) > 3]
    capitals = sum(1 for word in words if word[0].isupper())
    if not title.plain or (len(words) < 2 and not title.cited):
        return None
    if _is_part(tokens, title) or _is_no_source(tokens, title):
        return None
    if 2 * capitals < len(words) and not title.cited:
        return None
    if any(item.person for item in names_near(entities, title.span.start, title.span.end)):
        return None
    beside = starting_in(tokens, title.span.start - 80, title.span.end + 80)
    kinds = [source_kind(token.norm) for token in beside if token.is_word]
    kind = next((item for item in kinds if item in _NAMELESS or item in _WORKS), None)
    return Mention(
        title.span,
        kind or kind_before or SourceKind.REPORT,
        title.text,
        None,
        None,
        None,
        title.url,
        False,
    )


def _is_no_source(tokens: Sequence[Token], title: Title) -> bool:
    """Whether the words before a title make it something else's name ("Kassan ska heta ”The Goodbye
    Zone”"), or the place where somebody works.
    """
    index = bisect_left(tokens, title.span.start, key=_token_start)
    while index and not tokens[index - 1].is_word:
        index -= 1
    if not index:
        return False
    before = tokens[index - 1].norm
    return before in ("vid", "hos") or (before in NAMING and not of_a_source(tokens, index - 1))


def _is_part(tokens: Sequence[Token], title: Title) -> bool:
    """Whether a title is that of a chapter: "kapitel fyra, ”Who blushes first?”"."""
    before = starting_in(tokens, title.span.start - 40, title.span.start)
    return any(token.norm in _PARTS for token in before[-5:])


def _completed(
    found: list[Mention], tokens: Sequence[Token], entities: Sequence[Entity]
) -> list[Mention]:
    """The mentions of a sentence, the first title in it with the organisation and the person that
    the sentence names beside it: "I rapporten X har tankesmedjan Y granskat …".
    """
    result: list[Mention] = []
    given = False
    for mention in found:
        if mention.title is None or mention.kind is SourceKind.ORGANISATION or given:
            result.append(mention)
            continue
        given = True
        others = [item for item in entities if not item.span.overlaps(mention.span)]
        organisation = mention.organisation or next(
            (item.name for item in others if not item.person and _is_maker(tokens, item)), None
        )
        person = mention.person or next((item.name for item in others if item.person), None)
        result.append(mention._replace(organisation=organisation, person=person))
    return result


def _is_maker(tokens: Sequence[Token], entity: Entity) -> bool:
    """Whether a noun such as "tankesmedjan", or "från", stands before an organisation's name."""
    position = bisect_left(tokens, entity.span.start, key=_token_start)
    if position and tokens[position - 1].norm in ("the", "det", "den"):
        position -= 1
    before = tokens[position - 1].norm if position else ""
    return before in ("från", "av", "by", "from") or source_kind(before) is SourceKind.ORGANISATION


def _mention(
    text: str,
    tokens: Sequence[Token],
    index: int,
    kind: SourceKind,
    entities: Sequence[Entity],
    titles: Sequence[Title],
    names: Names,
) -> Mention | None:
    noun = tokens[index]
    title = _title_near(text, tokens, index, titles)
    maker = _maker(tokens, index, entities, title)
    year = _year_near(text, tokens, index, title)
    definite = bool(_DEFINITE.search(noun.norm)) and noun.norm not in ("rapport", "report")
    person = maker.name if maker is not None and maker.person else None
    organisation = maker.name if maker is not None and not maker.person else None
    if kind is SourceKind.ORGANISATION:
        # "analysföretaget Gartner": the noun only says what the name behind it is.
        behind = next(
            (
                item
                for item in names_near(entities, noun.end, noun.end + 2)
                if item.span.start >= noun.end
            ),
            None,
        )
        if behind is None or behind.person:
            return None
        made = _is_maker(tokens, behind) and tokens[max(0, index - 1)].norm in _FROM
        return Mention(behind.span, kind, behind.name, behind.name, None, year, None, made)
    if title is not None:
        start, end = min(noun.start, title.span.start), max(noun.end, title.span.end)
        return Mention(title.span, kind, title.text, organisation, person, year, title.url, False)
    if maker is not None:
        start, end = min(noun.start, maker.span.start), max(noun.end, maker.span.end)
        return Mention(Span(start, end), kind, None, organisation, person, year, None, definite)
    named = next(
        (
            item
            for item in names_near(entities, noun.end, noun.end + 5)
            if item.span.start > noun.end
            and text[noun.end : item.span.start] in (" ", "\u00a0", " – ", ": ")
            and not item.person
        ),
        None,
    )
    if named is not None:
        # "rapporten State of Work": what stands right behind the noun is its title.
        return Mention(named.span, kind, named.name, None, None, year, None, False)
    head, dash, _ = text[noun.start : noun.end].rpartition("-")
    if definite and dash and head[:1].isupper() and len(head) > 2:
        # "Thornbury-rapporten": a name of its own.
        span = Span(noun.start, noun.end)
        return Mention(span, kind, span.of(text), None, None, year, None, False)
    if definite:
        return Mention(Span(noun.start, noun.end), kind, None, None, None, year, None, True)
    return _nameless(text, tokens, index, kind, year, entities)


def _nameless(
    text: str,
    tokens: Sequence[Token],
    index: int,
    kind: SourceKind,
    year: int | None,
    entities: Sequence[Entity],
) -> Mention | None:
    """ "En ny amerikansk studie": a source that the post does not name."""
    if kind not in _NAMELESS or is_carrier(tokens[index].norm):
        return None
    for back in range(1, 5):
        if index - back < 0 or not tokens[index - back].is_word:
            return None
        if tokens[index - back].norm in _STOPS:
            return None
        if tokens[index - back].norm in _INDEFINITE:
            if kind is SourceKind.ARTICLE and not any(item.person for item in entities):
                return None  # "en lista" is a source only where somebody has made it
            span = Span(
                tokens[index - back + 1].start if back > 1 else tokens[index].start,
                tokens[index].end,
            )
            return Mention(span, kind, span.of(text), None, None, year, None, False)
    return None


def _title_near(
    text: str, tokens: Sequence[Token], index: int, titles: Sequence[Title]
) -> Title | None:
    """The title that belongs to a source noun: at most four words behind it, or directly before."""
    noun = tokens[index]
    for title in titles:
        if _is_part(tokens, title):
            continue
        if title.span.start >= noun.end:
            between = text[noun.end : title.span.start]
            if (
                len(between) <= 60
                and len(between.split()) <= 6
                and not re.search(r"[.!?;]\s", between)
            ):
                return title
        elif title.span.end <= noun.start:
            between = text[title.span.end : noun.start]
            if len(between) <= 30 and re.fullmatch(
                r"[”“\"»«’'*_)]*,?\s*(?:(?:en|ett|den|heter|är|a|an|the|is|ny|nya|årlig|årliga)\s+){0,4}-?",
                between,
            ):
                return title
    return None


def _maker(
    tokens: Sequence[Token], index: int, entities: Sequence[Entity], title: Title | None
) -> Entity | None:
    """Who made the source: "från Gartner" behind noun or title, or "Gartners senaste" before."""
    noun = tokens[index]
    after = max(noun.end, title.span.end if title is not None else 0)
    for entity in names_near(entities, noun.start - 80, after + 30):
        if title is not None and title.span.overlaps(entity.span):
            continue
        if entity.span.start >= noun.end:
            position = bisect_left(tokens, entity.span.start, key=_token_start)
            if position == 0:
                continue
            near = entity.span.start - after <= 25 or entity.span.start - noun.end <= 25
            before = tokens[position - 1].norm
            if near and (before in _FROM or source_kind(before) is SourceKind.ORGANISATION):
                return entity
        elif entity.span.end <= noun.start:
            between = starting_in(tokens, entity.span.end, noun.start)
            words = [token for token in between if token.is_word]
            marks = [token for token in between if not token.is_word]
            if len(words) <= 4 and not marks and (entity.genitive or not words):
                return entity
    return None


def _year_near(text: str, tokens: Sequence[Token], index: int, title: Title | None) -> int | None:
    noun = tokens[index]
    if title is not None:
        inside = _YEAR.search(title.text)
        if inside:
            return int(inside.group())
    end = max(noun.end, title.span.end if title is not None else 0)
    behind = re.match(
        rf"[”“\"»«’'*_)]*\s*(?:\(|från |för |of |from )?({_YEAR.pattern})\b", text[end : end + 20]
    )
    return int(behind.group(1)) if behind else None


def last_kind(sentence: Sentence) -> SourceKind | None:
    """The kind of the last noun for a report, survey, book or the like in a sentence."""
    kinds = [source_kind(token.norm) for token in sentence.tokens if token.is_word]
    return next((kind for kind in reversed(kinds) if kind in _NAMELESS or kind in _WORKS), None)
