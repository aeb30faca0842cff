"""Who is said to say what: reporting verbs with their subjects.

Works on one sentence at a time, on the words outside quotations. A `Said` is a reporting verb (or
"enligt") with its subject: a name, a pronoun, a source noun, or an unnamed role ("tre chefer").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from referat.post import Sentence, SourceKind, Token
from referat.span import Span
from referat.text.affiliation import affiliation, is_fellow, joint
from referat.text.blocks import outside
from referat.text.entities import Entity, Names, names_near
from referat.text.lexicon import Lexicon, Match, load_tables
from referat.text.roles import definite_role, introduced, is_person_noun, role
from referat.text.source_nouns import source_kind

_token_start = itemgetter(0)
# Words before a name that make it an object: "en rapport från Gartner visar".
_BEFORE_OBJECTS = frozenset(
    "från av hos by from of at vid i ur bakom in behind på till om with med".split()
)
_ROLE_STOPS = frozenset(
    "på i vid hos från som till om när efter med av för at in from of who and och att".split()
)
_FELLOWS = frozenset("kollegan medförfattaren medarbetaren colleague co-author".split())
# Verbs whose subject is words: "De lyder så här:".
_OF_WORDS = frozenset({"lyder", "löd"})
_SHE = frozenset("hon han den hen".split())
# Most words in which a subject is looked for behind its verb.
MAX_ROLE = 7


class Said(NamedTuple):
    """A reporting verb or "enligt", with its subject as far as it is there.

    ``subject`` is a name, ``role`` the words of an unnamed one ("tre chefer"), ``pronoun`` one of
    she, they, author, organisation, definite ("klubben", "projektledaren"), self; all may be
    missing. ``start`` is where verb or subject begin. ``affiliation`` is the body that a named
    subject belongs to ("trafikchef på Nordbahn"), ``verb`` the entry found, ``fellow`` whether the
    subject is told to be a fellow of somebody behind the source ("kollegan Tom Ferris").
    """

    start: int
    end: int
    subject: Entity | None
    role: Span | None
    pronoun: str | None
    noun: SourceKind | None
    according: bool
    affiliation: str | None = None
    verb: str = ""
    fellow: bool = False


@cache
def _lexicon() -> tuple[Lexicon, dict[str, Lexicon]]:
    tables = load_tables("reporting")
    verbs: dict[str, list[str]] = {"reading": [], "according": [], "speech": [], "show": []}
    pronouns: dict[str, list[str]] = {
        "she": [],
        "they": [],
        "author": [],
        "organisation": [],
        "self": [],
    }
    for table in tables.values():
        for key, phrases in verbs.items():
            phrases.extend(table[key])
        for key, phrases in pronouns.items():
            phrases.extend(table[key])
    return Lexicon(verbs), {key: Lexicon({key: phrases}) for key, phrases in pronouns.items()}


def reported(sentence: Sentence, text: str, names: Names, holes: Sequence[Span]) -> list[Said]:
    """The reporting verbs of a sentence with their subjects, in order.

    Args:
        sentence: the sentence.
        text: the post's text.
        names: its names.
        holes: stretches (findings) whose words do not count.
    """
    tokens = outside(sentence.tokens, holes)
    if not tokens:
        return []
    norms = [token.norm for token in tokens]
    verbs, _ = _lexicon()
    entities = names.entities(sentence)
    result: list[Said] = []
    for match in verbs.find(norms):
        found = _said(text, tokens, match, entities, names)
        if found is None:
            continue
        bare = not (found.subject or found.role or found.pronoun or found.noun or found.according)
        if bare and result and _goes_on(tokens, match.first, result[-1]):
            # "skriver de, och lägger till": the second verb has the subject of the first.
            found = result[-1]._replace(start=found.start, end=found.end, verb=match.phrase)
        result.append(found)
    known = {said.start for said in result}
    result += [
        said
        for said in _inverted(text, tokens, entities, names, holes)
        if not any(said.start <= start <= said.end for start in known)
    ]
    return sorted(result, key=lambda said: said.start)


def _is_place(tokens: Sequence[Token], index: int, entity: Entity) -> bool:
    """Whether a syntax model takes a name for a place: "i Dublin och Bristol"."""
    return not entity.person and tokens[index].name.endswith("LOC") and " " not in entity.name


def _said(
    text: str, tokens: Sequence[Token], match: Match, entities: Sequence[Entity], names: Names
) -> Said | None:
    """One reporting verb with its subject; ``None`` where words are its subject."""
    start, end = tokens[match.first].start, tokens[match.last - 1].end
    if match.label == "reading":
        return Said(start, end, None, None, "reading", None, False, verb=match.phrase)
    according = match.label == "according"
    chosen = _chosen(text, tokens, match, entities, names)
    if chosen is None:
        return Said(start, end, None, None, None, None, according, verb=match.phrase)
    entity, role, pronoun, noun, span = chosen
    if pronoun == "they" and match.phrase in _OF_WORDS:
        return None  # "De lyder så här:": words, not people
    house = affiliation(text, entities, entity) if entity is not None else None
    fellow = entity is not None and is_fellow(tokens, entity)
    start, end = min(start, span.start), max(end, span.end)
    return Said(start, end, entity, role, pronoun, noun, according, house, match.phrase, fellow)


def _chosen(
    text: str, tokens: Sequence[Token], match: Match, entities: Sequence[Entity], names: Names
) -> _Subject | None:
    """A verb's subject: behind it after a quotation or at a clause's head, before it in running
    text; where one of the two says nothing, the other.
    """
    according = match.label == "according"
    behind = _subject(text, tokens, match.last, entities, names)
    before = None if according else _subject_before(text, tokens, match.first, entities)
    inverted = match.first == 0 or not tokens[match.first - 1].is_word
    first, second = (behind, before) if according or inverted else (before, behind)
    if first is None:
        return second
    if second is not None and (
        _says_nothing(text, first) or (_is_known(second) and not _is_known(first))
    ):
        # "sammanfattar läget:" has its subject before; "I rapporten skriver Hill:" behind.
        return second
    return first


def _says_nothing(text: str, subject: _Subject | None) -> bool:
    """Whether a subject is a definite noun that stands for nobody: "läget"."""
    return (
        subject is not None
        and subject[2] == "definite"
        and not is_person_noun(subject[4].of(text).lower())
    )


def _is_known(subject: _Subject | None) -> bool:
    """Whether a subject is a person's name."""
    return subject is not None and subject[0] is not None and subject[0].person


@cache
def _manner(key: str) -> frozenset[str]:
    return frozenset(phrase for table in load_tables("reporting").values() for phrase in table[key])


def is_oral(said: Said) -> bool:
    """Whether the verb is one of speaking: "säger hon", not "skriver hon"."""
    return said.verb in _manner("oral")


def is_written(said: Said) -> bool:
    """Whether the verb is one of writing, so that there is a text."""
    return said.verb in _manner("written")


def announces(said: Said) -> bool:
    """Whether the verb announces a row of findings: "lyfter fram tio saker"."""
    return said.verb in _manner("row")


def _goes_on(tokens: Sequence[Token], verb: int, before: Said) -> bool:
    """Whether a verb is coordinated with the reporting verb before it: "och lägger till"."""
    joined = verb > 0 and tokens[verb - 1].norm in ("och", "men", "and", "but")
    return joined and 0 <= tokens[verb].start - before.end <= 80


def _inverted(
    text: str,
    tokens: Sequence[Token],
    entities: Sequence[Entity],
    names: Names,
    holes: Sequence[Span],
) -> Iterator[Said]:
    """Any verb right behind a quotation with a name or pronoun behind it: "”…”, anför Grip"."""
    for hole in holes:
        index = bisect_left(tokens, hole.end, key=_token_start)
        while index < len(tokens) and not tokens[index].is_word:
            index += 1
        if index + 1 >= len(tokens) or not tokens[index].norm.endswith(("r", "de", "te")):
            continue
        token = tokens[index]
        if text[token.start].isupper() or len(text[hole.end : token.start].split()) > 1:
            continue
        chosen = _subject(text, tokens, index + 1, entities, names)
        if chosen is not None and (chosen[0] is not None or chosen[2] == "she"):
            entity, role, pronoun, noun, span = chosen
            if span.start <= token.end + 2:
                yield Said(
                    token.start, max(token.end, span.end), entity, role, pronoun, noun, False
                )


_Subject = tuple[Entity | None, Span | None, str | None, SourceKind | None, Span]


def _subject(
    text: str, tokens: Sequence[Token], at: int, entities: Sequence[Entity], names: Names
) -> _Subject | None:
    """The subject that begins at or shortly behind a token: name, pronoun, source noun or role."""
    limit = at
    while (
        limit < len(tokens) and limit - at < MAX_ROLE + 1 and (tokens[limit].is_word or limit == at)
    ):
        limit += 1
    if at < limit - 1 and tokens[at].norm in (
        "sig",
        "också",
        "även",
        "dock",
        "bland",
        "annat",
        "själv",
        "vidare",
    ):
        at += 1
    if at >= limit or not tokens[at].is_word:
        return None
    stretch = Span(tokens[at].start, tokens[limit - 1].end)
    _, pronouns = _lexicon()
    norms = [token.norm for token in tokens[at:limit]]
    named = any(names_near(entities, token.start, token.end) for token in tokens[at + 1 : at + 2])
    if norms[0] in _SHE and norms[1:2] == ["som"]:
        span = Span(tokens[at].start, tokens[limit - 1].end)
        return None, span, None, None, span  # "svarar hon som är skiftledare"
    for key, lexicon in pronouns.items():
        match = None if named else lexicon.at(norms, 0)
        if match is not None:
            span = Span(tokens[at].start, tokens[at + match.last - 1].end)
            return None, span, key, None, span
    near = names_near(entities, stretch.start, stretch.end)
    for offset, token in enumerate(tokens[at:limit]):
        entity = next((item for item in near if item.span.start == token.start), None)
        if entity is not None:
            if entity.genitive and offset + 1 < len(norms):
                noun = next(
                    (
                        source_kind(norm)
                        for norm in norms[offset + 1 : offset + 4]
                        if source_kind(norm)
                    ),
                    None,
                )
                if noun is not None:
                    return entity, None, None, noun, entity.span
                return None, Span(tokens[at].start, tokens[limit - 1].end), None, None, stretch
            both = joint(text, entities, entity)
            return both, None, None, None, both.span
        kind = source_kind(token.norm)
        if kind is not None and offset <= 3:
            return None, None, None, kind, Span(tokens[at].start, token.end)
        if token.norm in _ROLE_STOPS:
            break
    return _unnamed(tokens, at, limit)


def _pronoun_before(tokens: Sequence[Token], index: int) -> _Subject | None:
    """The pronoun before "i rapporten": "när hon i rapporten råder små tidningar att"."""
    _, pronouns = _lexicon()
    for key, lexicon in pronouns.items():
        if index and lexicon.at([tokens[index - 1].norm], 0) is not None:
            span = Span(tokens[index - 1].start, tokens[index - 1].end)
            return None, span, key, None, span
    return None


def _unnamed(tokens: Sequence[Token], at: int, limit: int) -> _Subject | None:
    """Somebody without a name: "tre chefer", "projektledaren", "klubben"."""
    span = role(tokens, at, limit)
    whole = introduced(tokens) if span is not None else None
    if span is not None and whole is not None and whole.start == span.start:
        span = max(span, whole)  # with its relative clause: "En kvinna som hyr ut stugor"
    if span is not None:
        return None, span, None, None, span
    span = definite_role(tokens, at, limit)
    return (None, span, "definite", None, span) if span is not None else None


def _subject_before(
    text: str, tokens: Sequence[Token], verb: int, entities: Sequence[Entity]
) -> _Subject | None:
    """The subject before a verb in running text: the nearest name or noun of its clause."""
    _, pronouns = _lexicon()
    for index in range(verb - 1, max(-1, verb - 14), -1):
        token = tokens[index]
        if text[token.start] in ".!?;:":
            break
        entity = next(iter(names_near(entities, token.start, token.end)), None)
        if entity is not None:
            start_index = bisect_left(tokens, entity.span.start, key=_token_start)
            before = tokens[start_index - 1].norm if start_index else ""
            if entity.genitive:
                continue
            if before in _BEFORE_OBJECTS or _is_place(tokens, start_index, entity):
                continue
            return entity, None, None, None, entity.span
        for key, lexicon in pronouns.items():
            # Right before the verb, or with one adverb between; "en av de svarande" is no "de".
            if index >= verb - 2 and lexicon.at([token.norm], 0) is not None:
                span = Span(token.start, token.end)
                return None, span, key, None, span
        kind = source_kind(token.norm)
        if kind is not None:
            if index and tokens[index - 1].norm in ("i", "in"):
                return _pronoun_before(tokens, index - 1) or (
                    None,
                    None,
                    None,
                    kind,
                    Span(token.start, token.end),
                )
            return None, None, None, kind, Span(token.start, token.end)
    first = max(0, verb - 14)
    start = (
        next((i for i in range(verb - 1, first - 1, -1) if not tokens[i].is_word), first - 1) + 1
    )
    found = _unnamed(tokens, start, verb)
    if found is None and start == verb and verb > 1:
        # "Tre av dem, alla i byggbranschen, säger": what stands between commas is left out.
        inner = next((i for i in range(verb - 2, first - 1, -1) if not tokens[i].is_word), first)
        begin = next((i for i in range(inner - 1, first - 1, -1) if not tokens[i].is_word), -1) + 1
        found = _unnamed(tokens, begin, inner) if tokens[inner].norm == "," else None
    return found
