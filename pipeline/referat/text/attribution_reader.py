"""Reads a post's blocks in order and tells whose each finding is.

The reader keeps what has been introduced so far: the source and speaker that are carried on, the
person last named, who spoke last in a dialogue. `referat.text.attribution` hands it the blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from referat.post import Block, BlockKind, Lead, Marking, Sentence, SourceKind, Speaker
from referat.span import Span, onward, starting_in, subtract
from referat.text.affiliation import affiliation
from referat.text.beside import Beside
from referat.text.entities import Entity, Names
from referat.text.mentions import Mention
from referat.text.quotation import Candidate
from referat.text.references import behind_opening
from referat.text.reporting import Said, announces, is_written
from referat.text.roles import introduced
from referat.text.source_registry import Registry
from referat.text.whose import ABSORBING, Carried, Reported, Resolver, State, sentence_at

_PLACING = frozenset("i från till ur genom in from".split())
# Longest line, in code points, that is nothing but a name.
_LINE = 50
_DASHED = re.compile(r"\s*[–—―-]")
_SIGNATURE_START = re.compile(r"[\s”\"»“>]*[(–—―-]")


class Reader:
    """Reads blocks in order and keeps the registry of sources."""

    def __init__(self, text: str, names: Names, registry: Registry, home: str = "sv") -> None:
        self._text = text
        self._names = names
        self._registry = registry
        self.reported: list[Reported] = []
        self.resolver = Resolver(text, names, registry, home)
        self._people = names.people()
        self._beside = Beside(text, names, self.resolver)

    def reference(
        self,
        block: Block,
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
        state: State,
    ) -> Carried:
        """The source that a reference line names, and the person where it is a signature."""
        entities = [item for sentence in sentences for item in self._names.entities(sentence)]
        line = block.span.of(self._text)
        if self.is_signature(block) and entities:
            said = Said(block.span.start, block.span.end, entities[0], None, None, None, False)
            return self.resolver.whose(said, named, state)
        index = self._named_by(block, line, named, entities, state.source)
        if index is not None:
            # "Forms Without End" on a line of its own: what is quoted below comes from it.
            state.source = index
        return Carried(None, index)

    def is_signature(self, block: Block) -> bool:
        """Whether a line names whom the quotation above it is by: "— Jane Hill", or the end of a
        block quote.
        """
        outer = (block.outer or block.span).of(self._text)
        return block.kind is BlockKind.BLOCKQUOTE or bool(_DASHED.match(outer))

    def _named_by(
        self,
        block: Block,
        line: str,
        named: Sequence[Mention],
        entities: Sequence[Entity],
        current: int | None,
    ) -> int | None:
        for mention in named:
            if mention.definite and mention.title is None:
                continue
            index = self._registry.add(mention, None)
            if index is not None:
                return index
        title = behind_opening(line)
        match = re.search(r"https?://[^\s<>\"”)]+|www\.[^\s<>\"”)]+", title)
        url = match.group().rstrip(".,;") if match else None
        title = re.sub(r"https?://[^\s<>\"”)]+|www\.[^\s<>\"”)]+", "", title)
        title = title.strip(' \t\r\n.,;:–—-()[]"”“»«’')
        documents = self._registry.documents()
        if not title:
            if url is not None and len(documents) == 1:
                return documents[0]
            return None
        maker = next(iter(entities), None)
        person = maker.name if maker is not None and maker.person and maker.name != title else None
        cut = re.split(r",\s|\s[–—-]\s|\s\(|\.\s", title)
        for piece in (title, *cut):
            for index in documents:
                if self._registry.names(index, piece):
                    self._registry.retitle(index, piece)
                    return index
        main = (
            max(cut, key=len).strip()
            if person is None and ":" not in title
            else next((piece for piece in cut if piece and piece != person), title)
        )
        kind = SourceKind.REPORT if url is None and title == line.strip() else SourceKind.PAGE
        return self._registry.add(
            Mention(block.span, kind, main, None, person, None, url, False), current
        )

    def block(
        self,
        block: Block,
        accepted: Sequence[Candidate],
        said: Sequence[Said],
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
        state: State,
    ) -> list[Carried]:
        """Walk through one block: mentions, reporting verbs and findings as they come."""
        result: list[Carried] = []
        if not accepted:
            state.lead = None
        outers = [item.outer for item in accepted]
        events = self._events(outers, said, named, sentences)
        events += [(item.outer.start, 2, item) for item in accepted]
        verbs = self._verbs(block, accepted, said, sentences)
        beside = {id(verb) for verb in verbs.values() if verb is not None}
        for _, _, event in sorted(events, key=lambda item: item[:2]):
            if isinstance(event, Mention):
                self._introduce(event, state)
            elif isinstance(event, Entity):
                state.person, state.where, state.unnamed = event.name, event.span, None
            elif isinstance(event, Span):
                state.unnamed = event
            elif isinstance(event, Said):
                if id(event) not in beside:
                    self._tell(event, named, sentences, state, bool(accepted))
            elif isinstance(event, Candidate):
                explicit = verbs[id(event)]
                result.append(
                    self._finding(event, explicit, accepted, result, named, sentences, block, state)
                )
        if not accepted:
            self._lead(block, named, sentences, state)
        elif _holds_more(self._text, block, outers):
            state.lead = None
        return result

    def _events(
        self,
        outers: Sequence[Span],
        said: Sequence[Said],
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
    ) -> list[tuple[int, int, object]]:
        """What a block tells outside its findings, with its place: sources, people, unnamed people
        and reporting verbs.
        """
        events: list[tuple[int, int, object]] = [(item.span.start, 0, item) for item in named]
        events += [(item.start, 1, item) for item in said]
        for sentence in sentences:
            events += [
                (entity.span.start, 0, entity)
                for entity in _actors(self._names.entities(sentence), sentence)
                if not _in_finding(entity.span, outers) and not _is_place(sentence, entity)
            ]
            span = introduced(sentence.tokens)
            if span is not None and not _in_finding(span, outers):
                events.append((span.start, 0, span))
        return events

    def _verbs(
        self,
        block: Block,
        accepted: Sequence[Candidate],
        said: Sequence[Said],
        sentences: Sequence[Sentence],
    ) -> dict[int, Said | None]:
        """The words beside each finding that attribute it, by the finding's identity."""
        verbs = {}
        for place, item in enumerate(accepted):
            start = accepted[place - 1].outer.end if place else block.span.start
            end = accepted[place + 1].outer.start if place + 1 < len(accepted) else block.span.end
            first = bisect_left(said, start, key=_said_start)
            near = said[first : bisect_left(said, end, key=_said_start)]
            verbs[id(item)] = self._beside.said_of(item, near, sentences)
        return verbs

    def _lead(
        self,
        block: Block,
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
        state: State,
    ) -> None:
        """Whom a paragraph that ends in a colon gives the words that follow, where no reporting
        verb says so.
        """
        if not sentences or not block.span.of(self._text).rstrip().endswith(":"):
            return
        signed = self._beside.by_line(block.span.end, sentences)
        if signed is not None and len(block.span.of(self._text)) <= _LINE:
            state.lead = self.resolver.whose(signed, [], state)
            return
        if state.lead is not None and state.lead.explicit:
            return
        self.resolver.foreign = self.resolver.home == "sv"
        # "Maggan hade hittat detta, i något som X gav ut:" gives the words to X.
        bodies = [
            mention
            for mention in _within(named, sentences[-1])
            if mention.kind is SourceKind.ORGANISATION
        ]
        lead = self.resolver.leading_up(sentences)
        if lead is not None and (not bodies or self._belongs(lead, sentences)):
            state.lead = self.resolver.whose(lead, [], state)

    def _belongs(self, lead: Said, sentences: Sequence[Sentence]) -> bool:
        """Whether the body named beside somebody is where he or she works."""
        entities = [item for sentence in sentences for item in self._names.entities(sentence)]
        person = lead.subject
        return person is not None and affiliation(self._text, entities, person) is not None

    def _introduce(self, mention: Mention, state: State) -> None:
        index = self._registry.add(mention, state.source)
        if index is None:
            return
        if index != state.source:
            state.lead = None
        state.source = index
        if mention.person is not None:
            state.person = mention.person

    def _tell(
        self,
        said: Said,
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
        state: State,
        beside_findings: bool,
    ) -> None:
        """A reporting verb without a finding beside it: it introduces what follows ("Jane Hill
        lyfter fram tio saker"), and may report in the writer's words ("Hill menar att …").
        """
        if said.pronoun == "self":
            return
        # What is reported of others in these posts is foreign as a rule.
        self.resolver.foreign = self.resolver.home == "sv"
        sentence = sentence_at(sentences, said.start)
        whose = self.resolver.whose(said, _within(named, sentence), state)
        if whose.source is not None and not beside_findings:
            self._follow(whose, sentence, sentences, state)
            if announces(said) and whose.speaker is not None:
                state.row = whose
        if sentence is not None and self._reports(said, sentence):
            self.reported.append(Reported(sentence.span, Span(said.start, said.end), whose))

    def _follow(
        self,
        whose: Carried,
        sentence: Sentence | None,
        sentences: Sequence[Sentence],
        state: State,
    ) -> None:
        """What somebody is told to have said leads up to the findings right behind it. A document
        is the source at hand from there on; a person is only until the writer speaks again.
        """
        person = whose.source is not None and (
            self._registry.kind(whose.source) is SourceKind.PERSON
        )
        last = sentence is not None and sentence is sentences[-1]
        if self._leads_on(whose, sentence) or whose.source != state.source:
            state.lead = whose._replace(explicit=last)
        if not person:
            state.source = whose.source

    def _leads_on(self, whose: Carried, sentence: Sentence | None) -> bool:
        """Whether somebody told of is the speaker of the quotations that follow: not a neighbour
        who said something about the report at hand ("Bosse sa att den var lång.").
        """
        if whose.speaker is None or whose.source is None:
            return True
        if sentence is not None and sentence.span.of(self._text).rstrip().endswith(":"):
            return True
        absorbing = self._registry.kind(whose.source) in ABSORBING
        return not absorbing or whose.speaker.name in self._registry.people(whose.source)

    def _reports(self, said: Said, sentence: Sentence) -> bool:
        """Whether the sentence says what is reported: "… visar att …", "Enligt …"."""
        if (
            said.subject is None
            and said.noun is None
            and said.pronoun is None
            and said.role is None
        ):
            return False
        near = starting_in(sentence.tokens, said.end, said.end + 160)
        behind = [token.norm for token in near if token.is_word]
        if said.according:
            return len(behind) >= 4
        inside = [token.norm for token in starting_in(sentence.tokens, said.start, said.end)]
        linked = any(norm in ("att", "that", "hur", "om") for norm in (*inside[-1:], *behind[:5]))
        return len(behind) >= 4 and linked

    def _finding(
        self,
        candidate: Candidate,
        explicit: Said | None,
        accepted: Sequence[Candidate],
        before: Sequence[Carried],
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
        block: Block,
        state: State,
    ) -> Carried:
        self.resolver.foreign = candidate.language != self.resolver.home
        place = len(before)
        continues = None
        if place and self._goes_on(accepted[place - 1], candidate):
            continues = place - 1
        if explicit is None and continues is not None:
            return before[place - 1]._replace(continues=continues)
        if explicit is not None and explicit.pronoun != "self":
            near = _within(named, sentence_at(sentences, explicit.start))
            return self._told(explicit, candidate, near, state)._replace(continues=continues)
        signed = self._signature(candidate, sentences, named, block, state)
        if signed is not None:
            return signed._replace(explicit=True)
        if candidate.marking is Marking.MARKS:
            if place and not self._changed(accepted[place - 1], candidate, named, sentences):
                return before[place - 1]._replace(continues=None)
            told = None if place else self._told_before(candidate, sentences, state)
            if told is not None:
                return told
        spoken = self._spoken(candidate, block, state)
        if spoken is not None:
            return spoken._replace(continues=continues)
        if state.lead is not None:
            return self._led(state.lead, candidate, state)._replace(continues=continues)
        if state.row is not None and state.row.source == state.source:
            return state.row._replace(continues=continues)
        return Carried(self.resolver.only_author(state.source), state.source, continues)

    def _told(
        self, explicit: Said, candidate: Candidate, near: Sequence[Mention], state: State
    ) -> Carried:
        """Whose a finding is that words beside it attribute."""
        whose = self.resolver.whose(explicit, near, state)
        state.spoken = whose.speaker or state.spoken
        if whose.speaker is not None and self._answers(candidate, whose.speaker):
            whose = whose._replace(source=self._registry.in_person(whose.speaker.name))
        return whose._replace(explicit=True, written=is_written(explicit))

    def _answers(self, candidate: Candidate, speaker: Speaker) -> bool:
        """Whether somebody is interviewed: who answers speaks for himself, whatever he has
        written.
        """
        return (
            candidate.marking is Marking.DASH
            and candidate.language == self.resolver.home
            and speaker.name in self._people
        )

    def _spoken(self, candidate: Candidate, block: Block, state: State) -> Carried | None:
        """Who says a line of talstreck that nothing beside it attributes."""
        if candidate.marking is not Marking.DASH:
            return None
        lead = state.lead
        if lead is not None and lead.speaker is not None:
            state.spoken, state.person = lead.speaker, lead.speaker.name
            if self._answers(candidate, lead.speaker):
                return Carried(lead.speaker, self._registry.in_person(lead.speaker.name))
            return self._led(lead, candidate, state)
        speaker = state.spoken
        if speaker is None and state.person is not None and state.where is not None:
            speaker = Speaker(state.person, state.where)
        if speaker is None or block.lead is not Lead.DASH:
            return None
        return Carried(speaker, self.resolver.source_of(speaker.name, state))

    def _led(self, lead: Carried, candidate: Candidate, state: State) -> Carried:
        """What a paragraph leads up to. Whether somebody speaks out of a foreign document is told
        by the language that is spoken.
        """
        speaker = lead.speaker
        own = lead.source is not None and self._registry.kind(lead.source) is SourceKind.PERSON
        named = speaker is not None and speaker.name in self._people
        if speaker is not None and named and not own and candidate.language == "sv":
            lead = lead._replace(source=self.resolver.source_of(speaker.name, state))
        return lead._replace(explicit=False)

    def _told_before(
        self, candidate: Candidate, sentences: Sequence[Sentence], state: State
    ) -> Carried | None:
        """Somebody of whom the sentence before a quotation tells: "Han pekar på hundägarna. ”De var
        där först.”". The quotation has to be a whole sentence.
        """
        words = candidate.span.of(self._text)
        if not words[:1].isupper() or words[-1:] not in ".!?…":
            return None
        index = bisect_left(sentences, candidate.outer.start, key=_sentence_start) - 1
        if index < 0 or state.person is None:
            return None
        told = self.resolver.leading_up(sentences[index : index + 1])
        return self.resolver.whose(told, [], state) if told is not None else None

    def _changed(
        self,
        first: Candidate,
        second: Candidate,
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
    ) -> bool:
        """Whether somebody or something else is named between two quotations of one block."""
        start, end = first.outer.end, second.outer.start
        if bisect_left(named, start, key=_mention_start) < bisect_left(
            named, end, key=_mention_start
        ):
            return True
        index = max(0, bisect_right(sentences, start, key=_sentence_start) - 1)
        for sentence in onward(sentences, index):
            if sentence.span.start >= end:
                break
            if any(start <= item.span.start < end for item in self._names.entities(sentence)):
                return True
        return False

    def _goes_on(self, first: Candidate, second: Candidate) -> bool:
        """Whether only an attribution stands between two findings of one block."""
        between = self._text[first.outer.end : second.outer.start]
        if first.marking is Marking.DASH and second.marking is Marking.DASH:
            return True
        if len(between.split()) > 12 or re.search(r"[.!?]\s+\w+\s+\w+\s+\w+\s+\w+", between):
            return False
        stopped = first.span.of(self._text)[-1:] in ".!?"
        lower = second.span.of(self._text)[:1].islower()
        return (not stopped and between.lstrip('”"').startswith(",")) or lower

    def _signature(
        self,
        candidate: Candidate,
        sentences: Sequence[Sentence],
        named: Sequence[Mention],
        block: Block,
        state: State,
    ) -> Carried | None:
        """A name in a bracket or behind a dash after the quotation."""
        if not _SIGNATURE_START.match(self._text, candidate.outer.end, block.span.end):
            return None
        start = candidate.span.end
        index = max(0, bisect_right(sentences, start, key=_sentence_start) - 1)
        for sentence in sentences[index : index + 3]:
            for entity in self._names.entities(sentence):
                if start <= entity.span.start < start + 80:
                    said = Said(entity.span.start, entity.span.end, entity, None, None, None, False)
                    near = [item for item in named if item.span.start >= start]
                    return self.resolver.whose(said, near, state)
        for item in named:
            if item.span.start >= start:
                return Carried(None, self._registry.add(item, state.source))
        return None


def _said_start(said: Said) -> int:
    return said.start


def _sentence_start(sentence: Sentence) -> int:
    return sentence.span.start


def _within(named: Sequence[Mention], sentence: Sentence | None) -> Sequence[Mention]:
    """The sources that a sentence names."""
    if sentence is None:
        return ()
    first = bisect_left(named, sentence.span.start, key=_mention_start)
    return named[first : bisect_left(named, sentence.span.end, key=_mention_start)]


def _in_finding(span: Span, outers: Sequence[Span]) -> bool:
    """Whether a stretch lies in one of the findings, which are in order."""
    index = bisect_right(outers, (span.start, len(outers) and outers[-1].end)) - 1
    return index >= 0 and outers[index].holds(span)


def _mention_start(mention: Mention) -> int:
    return mention.span.start


def _holds_more(text: str, block: Block, outers: Sequence[Span]) -> bool:
    """Whether a block has words outside its findings."""
    return any(
        any(char.isalnum() for char in hole.of(text)) for hole in subtract(block.span, list(outers))
    )


def _is_place(sentence: Sentence, entity: Entity) -> bool:
    """Whether a given name stands for a place: "mejlar sitt svar från Kent"."""
    before = sentence.tokens[entity.first - 1].norm if entity.first else ""
    return " " not in entity.name and before in _PLACING


def _actors(entities: Sequence[Entity], sentence: Sentence) -> list[Entity]:
    """The people of a sentence whom "hon" behind it can mean: where it begins with one, that one
    alone ("Roland skakar på huvudet när Agneta Forslin läser upp det.").
    """
    people = [item for item in entities if item.person]
    if people and not any(token.is_word for token in sentence.tokens[: people[0].first]):
        genitive = people[0].genitive
        return people if genitive else people[:1]
    return people
