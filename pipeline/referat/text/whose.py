"""Whose words a reporting verb's subject makes them: a speaker, and the source they come from.

A name is looked up among the people and organisations of the post; "hon" is the person named last,
"forskarna" and "institutet" are those behind the source at hand. What has been introduced so far
stands in a `State`, one for each section of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from referat.post import Sentence, SourceKind, Speaker
from referat.span import Span
from referat.text.entities import Entity, Names
from referat.text.mentions import Mention
from referat.text.reporting import Said, is_oral
from referat.text.roles import is_person_noun, is_plural, somebody
from referat.text.source_registry import Registry

_SHE = frozenset("hon han hen she he hennes hans her his".split())
# Words before a name that make it somebody beside the point: "som Ingrid hade strukit under:".
_BESIDE = frozenset("som that which who via tack".split())
# Code points between a subject and its second or third verb.
_SAME_SENTENCE = 120
_ANYBODY = frozenset({"man", "one"})
# Kinds of source at hand that foreign words in a post come from, whoever says them.
_OWN_VOICE = frozenset({SourceKind.ARTICLE, SourceKind.TALK})
ABSORBING = frozenset(
    {
        SourceKind.SURVEY,
        SourceKind.REPORT,
        SourceKind.STUDY,
        SourceKind.BOOK,
        SourceKind.ARTICLE,
        SourceKind.TALK,
    }
)


class Carried(NamedTuple):
    """Whose a finding is: speaker, index of the source, place of the finding it goes on from.

    ``explicit``: words beside it say so (else it was carried on); ``written``: they say that it was
    written, so that there is a text.
    """

    speaker: Speaker | None = None
    source: int | None = None
    continues: int | None = None
    explicit: bool = False
    written: bool = False


class Reported(NamedTuple):
    """A sentence that reports in the writer's words, its reporting verb, and whose it is."""

    sentence: Span
    verb: Span
    whose: Carried


class State:
    """What has been introduced so far, in one section of the page."""

    def __init__(self) -> None:
        self.source: int | None = None
        self.lead: Carried | None = None  # what the paragraph before leads up to
        self.row: Carried | None = None  # who has announced a row of findings
        self.person: str | None = None
        self.where: Span | None = None  # where that person was named last
        self.unnamed: Span | None = None  # an unnamed person told of since
        self.spoken: Speaker | None = None  # who spoke last in a dialogue


class Resolver:
    """Tells speaker and source of what somebody is said to say.

    Args:
        text: the post's text.
        names: its names.
        home: the language that its writer writes in.
        registry: its sources, which are added to as they are named.
    """

    def __init__(self, text: str, names: Names, registry: Registry, home: str = "sv") -> None:
        self._text = text
        self._names = names
        self._registry = registry
        self.home = home  # the language of the writer
        self.foreign = False  # whether what is being attributed is in another language

    def leading_up(self, sentences: Sequence[Sentence]) -> Said | None:
        """The subject of a sentence that leads up to a finding with a colon and no reporting verb:
        "Hon skräder inte orden:", "Hills råd är enkelt:". The last of the sentences is read first.
        """
        for sentence in (*sentences[-1:], *sentences[:-1]):
            entities = self._names.entities(sentence)
            person = next((item for item in entities if item.person), None)
            before = sentence.tokens[person.first - 1].norm if person and person.first else ""
            if person is not None and before not in _BESIDE:
                return Said(person.span.start, person.span.end, person, None, None, None, False)
            words = [token for token in sentence.tokens if token.is_word]
            for token in words[:8]:
                if token.norm in _SHE:
                    span = Span(token.start, token.end)
                    return Said(token.start, token.end, None, span, "she", None, False)
            where = somebody(sentence.tokens) if sentence is sentences[-1] else None
            if where is not None:
                return Said(*where, None, where, None, None, False)
        return None

    def whose(self, said: Said, near: Sequence[Mention], state: State) -> Carried:
        """Speaker and source that a reporting verb's subject and its sentence's sources tell."""
        source: int | None = None
        for mention in near:
            found = self._registry.add(mention, state.source)
            source = found if found is not None else source
        if said.subject is not None and any(
            mention.title is not None and mention.span.overlaps(said.subject.span)
            for mention in near
        ):
            return Carried(None, source)  # the "subject" is a part of the source's own title
        if said.subject is not None:
            return self._named_subject(said.subject, said, source, state)
        if said.pronoun is not None and said.pronoun != "definite":
            return self._pronoun(said, source, state)
        if said.noun is not None and source is None:
            source = self._registry.add(
                Mention(Span(said.start, said.end), said.noun, None, None, None, None, None, True),
                state.source,
            )
            return Carried(None, source if source is not None else state.source)
        if said.role is not None and said.pronoun is not None:
            return self._definite(said.role, source, state)
        if said.role is not None:
            state.unnamed = said.role
            return self._unnamed(said.role, source, state)
        if is_oral(said) and state.unnamed is not None:
            if 0 <= said.start - state.unnamed.end <= _SAME_SENTENCE:
                # "En kvinna i Lofoten hade läst över axeln och sa till slut:"
                return self._unnamed(state.unnamed, source, state, here=True)
        index = source if source is not None else state.source
        return Carried(self.only_author(index), index)

    def _pronoun(self, said: Said, source: int | None, state: State) -> Carried:
        """Whose words they are where somebody named before says them."""
        index = source if source is not None else state.source
        where = said.role or Span(said.start, said.end)
        if said.pronoun == "writer":
            writer = where.of(self._text)
            person = self._registry.in_person(writer)
            self._registry.mention_at(person, where)
            return Carried(Speaker(writer, where), person)
        if said.pronoun == "she" and state.unnamed is not None:
            return self._unnamed(state.unnamed, source, state, here=is_oral(said))
        if said.pronoun == "she" and state.person is not None:
            if source is None:
                source = self.source_of(state.person, state)
            return Carried(Speaker(state.person, where), source)
        if said.pronoun == "organisation":
            # "skriver institutet": the body behind the source at hand.
            known = index is not None and where.of(self._text).lower() not in _ANYBODY
            name = self._registry.maker(index) if known and index is not None else None
            return Carried(Speaker(name, where) if name else None, index)
        if said.pronoun in ("they", "author"):
            return self._authors(said.pronoun, where, index)
        return Carried(None, index)

    def _authors(self, pronoun: str, where: Span, index: int | None) -> Carried:
        """Those behind the source at hand: "forskarna", "författaren", "de"."""
        people = self._registry.people(index) if index is not None else []
        if pronoun == "author" and len(people) == 1:
            return Carried(Speaker(people[0], where), index)
        role = _lower_first(where.of(self._text))
        if role.lower() in ("de", "dom", "they"):
            name = self._registry.maker(index) if index is not None and not people else None
            return Carried(Speaker(name, where) if name else None, index)
        return Carried(Speaker(role, where), index)

    def _named_subject(
        self, entity: Entity, said: Said, source: int | None, state: State
    ) -> Carried:
        person = entity.person or (
            not said.according and " " in entity.name and self._names.may_be_person(entity.name)
        )
        if person:
            people = re.split(r" (?:och|and|&) ", entity.name)
            state.person, state.unnamed = entity.name, None
            if source is None or self._registry.kind(source) is SourceKind.PERSON:
                oral = is_oral(said) and not said.fellow
                source = self.source_of(entity.name, state, said.affiliation, oral)
            elif not people[1:] or self._registry.kind(source) is not SourceKind.ORGANISATION:
                for name in people:
                    self._registry.attach(source, name)
            if source is not None:
                self._registry.mention(source, entity)
            return Carried(Speaker(entity.name, entity.span), source)
        if source is None:
            source = self._registry.organisation(entity.name)
            self._registry.mention(source, entity)
        name = self._registry.full_name(entity.name)
        speaker = None if said.according else Speaker(name, entity.span)
        return Carried(speaker, source)

    def _unnamed(
        self, where: Span, source: int | None, state: State, here: bool = False
    ) -> Carried:
        """Somebody without a name. Who speaks Swedish, or ``here`` where the writer is, is a source
        of his own; who speaks English does so in the source at hand, where there is one.
        """
        role = " ".join(where.of(self._text).split())
        if source is None:
            source = state.source if self.foreign and not here else None
        if source is None:
            source = self._registry.person(role)
            self._registry.mention_at(source, where)
        return Carried(Speaker(role, where), source)

    def _definite(self, where: Span, source: int | None, state: State) -> Carried:
        """ "Klubben", "panelen": a body named before; "projektledaren": somebody of the source at
        hand. Other nouns say nothing.
        """
        norm = where.of(self._text).lower()
        body = self._registry.body(norm)
        index = source if source is not None else state.source
        if body is not None:
            name, made = body
            return Carried(Speaker(name, where), source if source is not None else made)
        if not is_person_noun(norm):
            return Carried(self.only_author(index), index)
        if is_plural(norm) and index is not None:
            return Carried(Speaker(_lower_first(where.of(self._text)), where), index)
        state.unnamed = where
        return self._unnamed(where, source, state)

    def only_author(self, index: int | None) -> Speaker | None:
        """Who speaks in a talk or an article that one person stands behind."""
        if index is None or self._registry.kind(index) not in _OWN_VOICE:
            return None
        people = self._registry.people(index)
        where = self._registry.first_mention(index)
        return Speaker(people[0], where) if len(people) == 1 and where is not None else None

    def _speaks_for(self, person: str, index: int | None) -> bool:
        """Whether what somebody says comes from a source all the same: a talk, or a source that
        has no people of its own yet.
        """
        return index is not None and (
            self._registry.kind(index) is SourceKind.TALK or not self._registry.people(index)
        )

    def source_of(
        self, person: str, state: State, affiliation: str | None = None, oral: bool = False
    ) -> int | None:
        """The source that a person's words come from: the document he or she stands behind; where
        what is said is foreign, the foreign document at hand; else the person.
        """
        document = self._registry.document_of(person, state.source)
        if document is None and affiliation is not None:
            document = self._registry.document_by(affiliation)
        if document is not None:
            return document
        current = state.source
        if oral and not self._speaks_for(person, current):
            return self._registry.person(person)
        if affiliation is not None and current is not None and self._registry.maker(current):
            return self._registry.person(person)  # somebody of another house
        if self.foreign and current is not None and self._registry.kind(current) in ABSORBING:
            return current
        return self._registry.person(person)


def _lower_first(role: str) -> str:
    """An unnamed role as it stands inside a sentence: "Författarna" becomes "författarna"."""
    return role[:1].lower() + role[1:]


def sentence_at(sentences: Sequence[Sentence], at: int) -> Sentence | None:
    """The sentence of a block that holds a place."""
    index = bisect_right(sentences, at, key=_start_of) - 1
    if index >= 0 and at < sentences[index].span.end:
        return sentences[index]
    return None


def _start_of(sentence: Sentence) -> int:
    return sentence.span.start
