"""From reporting verbs and named sources to the speaker and source of each finding.

A post is read from its start, as its reader does. What a sentence says of a finding beside it
decides; else the paragraph that introduces it; else the source and speaker that were introduced
last are carried on. A signature below a block quote, a bracket behind a quotation, and "Så skriver
X" in the next paragraph reach back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from referat.post import Block, Lead, Marking, Section, Sentence, SourceKind, Speaker
from referat.span import Span
from referat.text.attribution import Mention, Said
from referat.text.entities import Entity, Names
from referat.text.quotation import Candidate
from referat.text.source_registry import Registry

# Words that may stand between a quotation and the reporting verb behind it.
_MAX_BETWEEN = 4
_REACHING_BACK = re.compile(
    r"(?:så|det|detta|orden|citatet|formuleringen|så här)\s+(?:skriver|skrev|säger|sa|sade|"
    r"konstaterar|menar|är|kommer|står|sammanfattar|formulerar)\b",
    re.IGNORECASE,
)
_DASHED = re.compile(r"\s*[–—―-]")
_SIGNATURE_START = re.compile(r"^[\s”\"»“]*[(–—―-]")


class Carried(NamedTuple):
    """Whose a finding is: speaker, index of the source, place of the finding it goes on from, and
    whether words beside it say so (else it was carried on).
    """

    speaker: Speaker | None = None
    source: int | None = None
    continues: int | None = None
    explicit: bool = False


class Told(NamedTuple):
    """What a block's sentences tell: reporting verbs and sources, each in order."""

    said: list[Said]
    named: list[Mention]


class Reported(NamedTuple):
    """A sentence that reports in the writer's words: the sentence, its reporting verb, whose it is."""

    sentence: Span
    verb: Span
    whose: Carried


class Attribution(NamedTuple):
    """For each block the findings' speakers and sources; and all sentences that report."""

    carried: list[list[Carried]]
    reported: list[Reported]



Part = tuple[Block, Sequence[Candidate], bool]


class _State:
    """What has been introduced so far, in one section of the page."""

    def __init__(self) -> None:
        self.source: int | None = None
        self.speaker: Speaker | None = None
        self.person: str | None = None
        self.spoken: Speaker | None = None  # who spoke last in a dialogue


def attribute(
    text: str,
    parts: Sequence[Part],
    told: Sequence[Told],
    sentences: Sequence[Sequence[Sentence]],
    names: Names,
    registry: Registry,
) -> Attribution:
    """Speaker and source of each candidate of each block (for a reference: its source alone)."""
    reader = _Reader(text, names, registry)
    states = {Section.POST: _State(), Section.COMMENTS: _State()}
    result: list[list[Carried]] = []
    for (block, accepted, reference), (said, named), own in zip(parts, told, sentences, strict=True):
        state = states[Section.COMMENTS if block.section is Section.COMMENTS else Section.POST]
        if reference:
            whose = reader.reference(block, named, own, state)
            if _DASHED.match(block.outer.of(text) if block.outer else block.span.of(text)):
                _give_back(result, parts, whose)
            result.append([whose])
            continue
        if result and not accepted and said and _REACHING_BACK.match(text, block.span.start):
            _give_back(result, parts, reader.whose(said[0], named, state))
            result.append([])
            continue
        result.append(reader.block(block, accepted, said, named, own, state))
    return Attribution(_late_sources(parts, result, registry), reader.reported)


def _give_back(result: list[list[Carried]], parts: Sequence[Part], whose: Carried) -> None:
    """Give the row of findings that ends the post so far to whom a later line names."""
    if whose.speaker is None and whose.source is None:
        return
    index = len(result) - 1
    while index >= 0 and parts[index][2]:
        index -= 1
    marking = parts[index][1][-1].marking if index >= 0 and parts[index][1] else None
    while (
        index >= 0
        and parts[index][1]
        and parts[index][1][-1].marking is marking
        and not any(item.explicit for item in result[index])
    ):
        result[index] = [
            item._replace(speaker=whose.speaker or item.speaker, source=whose.source)
            for item in result[index]
        ]
        index -= 1


def _late_sources(
    parts: Sequence[Part], result: list[list[Carried]], registry: Registry
) -> list[list[Carried]]:
    """Findings that stand before anything is named belong to the first document that is."""
    documents = registry.documents()
    if not documents:
        return result
    return [
        [
            item._replace(source=documents[0])
            if item.source is None and candidate.language != "sv" and not reference
            else item
            for item, candidate in zip(carried, accepted or [None] * len(carried), strict=False)
            if candidate is not None or reference
        ]
        if accepted
        else carried
        for (_, accepted, reference), carried in zip(parts, result, strict=True)
    ]


class _Reader:
    """Reads blocks in order and keeps the registry of sources."""

    def __init__(self, text: str, names: Names, registry: Registry) -> None:
        self._text = text
        self._names = names
        self._registry = registry
        self.reported: list[Reported] = []

    def reference(
        self,
        block: Block,
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
        state: _State,
    ) -> Carried:
        """The source that a reference line names, and the person where it is a signature."""
        entities = [item for sentence in sentences for item in self._names.entities(sentence)]
        line = block.span.of(self._text)
        if _DASHED.match((block.outer or block.span).of(self._text)) and entities:
            said = Said(block.span.start, block.span.end, entities[0], None, None, None, False)
            return self.whose(said, named, state)
        return Carried(None, self._named_by(block, line, named, entities))

    def _named_by(
        self, block: Block, line: str, named: Sequence[Mention], entities: Sequence[Entity]
    ) -> int | None:
        for mention in named:
            if mention.definite and mention.title is None:
                continue
            index = self._registry.add(mention, None)
            if index is not None:
                return index
        colon = line.find(":")
        title = line[colon + 1 :].strip() if 0 <= colon < 40 and not line.startswith("http") else line
        match = re.search(r"https?://[^\s<>\"”)]+|www\.[^\s<>\"”)]+", title)
        url = match.group().rstrip(".,;") if match else None
        title = re.sub(r"https?://[^\s<>\"”)]+|www\.[^\s<>\"”)]+", "", title)
        title = title.strip(" \t\r\n.,;:–—-()[]\"”“»«’")
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
                    return index
        main = max(cut, key=len).strip() if person is None else next(
            (piece for piece in cut if piece and piece != person), title
        )
        return self._registry.add(
            Mention(block.span, SourceKind.PAGE, main, None, person, None, url, False), None
        )

    def block(
        self,
        block: Block,
        accepted: Sequence[Candidate],
        said: Sequence[Said],
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
        state: _State,
    ) -> list[Carried]:
        """Walk through one block: mentions, reporting verbs and findings as they come."""
        events: list[tuple[int, int, object]] = [(item.span.start, 0, item) for item in named]
        events += [(item.start, 1, item) for item in said]
        events += [(item.outer.start, 2, item) for item in accepted]
        result: list[Carried] = []
        verbs = {id(item): self._beside(item, accepted, said, block) for item in accepted}
        beside = {id(verb) for verb in verbs.values() if verb is not None}
        for _, order, event in sorted(events, key=lambda item: item[:2]):
            if order == 0 and isinstance(event, Mention):
                self._introduce(event, state)
            elif order == 1 and isinstance(event, Said):
                if id(event) not in beside:
                    self._tell(event, named, sentences, state, bool(accepted))
            elif isinstance(event, Candidate):
                explicit = verbs[id(event)]
                result.append(
                    self._finding(event, explicit, accepted, result, named, sentences, block, state)
                )
        return result

    def _introduce(self, mention: Mention, state: _State) -> None:
        index = self._registry.add(mention, state.source)
        if index is None:
            return
        if index != state.source:
            state.speaker = None
        state.source = index
        if mention.person is not None:
            state.person = mention.person

    def _tell(
        self,
        said: Said,
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
        state: _State,
        beside_findings: bool,
    ) -> None:
        """A reporting verb without a finding beside it: it introduces what follows ("Jane Hill
        lyfter fram tio saker"), and may report in the writer's words ("Hill menar att …").
        """
        if said.pronoun == "self":
            return
        near = [item for item in named if self._same_sentence(item.span, said.start, sentences)]
        whose = self.whose(said, near, state)
        if whose.source is not None and not beside_findings:
            state.source = whose.source
            state.speaker = whose.speaker
        sentence = next((item for item in sentences if item.span.start <= said.start < item.span.end), None)
        if sentence is not None and self._reports(said, sentence):
            self.reported.append(Reported(sentence.span, Span(said.start, said.end), whose))

    def _reports(self, said: Said, sentence: Sentence) -> bool:
        """Whether the sentence says what is reported: "… visar att …", "Enligt …"."""
        if said.subject is None and said.noun is None and said.pronoun is None and said.role is None:
            return False
        behind = [token.norm for token in sentence.tokens if token.start >= said.end and token.is_word]
        if said.according:
            return len(behind) >= 4
        return len(behind) >= 4 and any(norm in ("att", "that", "hur", "om") for norm in behind[:5])

    def _beside(
        self, candidate: Candidate, accepted: Sequence[Candidate], said: Sequence[Said], block: Block
    ) -> Said | None:
        """The reporting verb that belongs to a finding: right behind it, else right before it."""
        text = self._text
        following = min(
            (item.outer.start for item in accepted if item.outer.start >= candidate.outer.end),
            default=block.span.end,
        )
        for item in said:
            if candidate.outer.end <= item.start < following:
                between = text[candidate.outer.end : item.start]
                ended = candidate.span.of(text)[-1:] in ".!?…" and between[:1] not in ",–—"
                if len(between.split()) <= _MAX_BETWEEN and not re.search(r"[.!?:;]\s", between):
                    starts_anew = between.strip(" ”\"") == "" and text[item.start].isupper()
                    if not (ended and starts_anew and item.subject is not None and not item.according):
                        return item
        earlier = max(
            (item.outer.end for item in accepted if item.outer.end <= candidate.outer.start),
            default=block.span.start,
        )
        best = None
        for item in said:
            if earlier <= item.start and item.end <= candidate.outer.start:
                between = text[item.end : candidate.outer.start]
                if not re.search(r"[.!?]\s+\S", between + "x"):
                    best = item
        return best

    def _finding(
        self,
        candidate: Candidate,
        explicit: Said | None,
        accepted: Sequence[Candidate],
        before: Sequence[Carried],
        named: Sequence[Mention],
        sentences: Sequence[Sentence],
        block: Block,
        state: _State,
    ) -> Carried:
        place = len(before)
        continues = None
        if place and self._goes_on(accepted[place - 1], candidate):
            continues = place - 1
        if explicit is None and continues is not None:
            return before[place - 1]._replace(continues=continues)
        if explicit is not None and explicit.pronoun != "self":
            near = [item for item in named if self._same_sentence(item.span, explicit.start, sentences)]
            whose = self.whose(explicit, near, state)
            state.spoken = whose.speaker or state.spoken
            return whose._replace(continues=continues, explicit=True)
        signed = self._signature(candidate, sentences, named, block, state)
        if signed is not None:
            return signed._replace(explicit=True)
        if candidate.marking is Marking.DASH and block.lead is Lead.DASH and state.spoken:
            return Carried(state.spoken, self._source_of(state.spoken.name, state), continues)
        return Carried(self._carried_speaker(state), state.source, continues)

    def _carried_speaker(self, state: _State) -> Speaker | None:
        return state.speaker

    def _source_of(self, person: str, state: _State) -> int | None:
        if state.source is not None and person in self._registry.people(state.source):
            return state.source
        return self._registry.person(person) if self._names.is_person(person) else state.source

    def _goes_on(self, first: Candidate, second: Candidate) -> bool:
        """Whether only an attribution stands between two findings of one block."""
        between = self._text[first.outer.end : second.outer.start]
        if first.marking is Marking.DASH and second.marking is Marking.DASH:
            return True
        if len(between.split()) > 12 or re.search(r"[.!?]\s+\w+\s+\w+\s+\w+\s+\w+", between):
            return False
        stopped = first.span.of(self._text)[-1:] in ".!?"
        lower = second.span.of(self._text)[:1].islower()
        return (not stopped and between.lstrip("”\"").startswith(",")) or lower

    def _same_sentence(self, span: Span, at: int, sentences: Sequence[Sentence]) -> bool:
        for sentence in sentences:
            if sentence.span.start <= at < sentence.span.end:
                return sentence.span.overlaps(span)
        return False

    def _signature(
        self,
        candidate: Candidate,
        sentences: Sequence[Sentence],
        named: Sequence[Mention],
        block: Block,
        state: _State,
    ) -> Carried | None:
        """A name in a bracket or behind a dash after the quotation."""
        rest = self._text[candidate.outer.end if candidate.outer.end < block.span.end else candidate.span.end : block.span.end]
        if not _SIGNATURE_START.match(rest):
            return None
        start = candidate.span.end
        for sentence in sentences:
            for entity in self._names.entities(sentence):
                if start <= entity.span.start < start + 80:
                    said = Said(entity.span.start, entity.span.end, entity, None, None, None, False)
                    near = [item for item in named if item.span.start >= start]
                    return self.whose(said, near, state)
        for item in named:
            if item.span.start >= start:
                return Carried(None, self._registry.add(item, state.source))
        return None

    def whose(self, said: Said, near: Sequence[Mention], state: _State) -> Carried:
        """Speaker and source that a reporting verb's subject and its sentence's sources tell."""
        source: int | None = None
        for mention in near:
            found = self._registry.add(mention, state.source)
            source = found if found is not None else source
        if said.subject is not None and any(
            mention.title is not None and mention.span.overlaps(said.subject.span) for mention in near
        ):
            return Carried(None, source)  # the "subject" is a part of the source's own title
        if said.subject is not None:
            return self._named_subject(said.subject, said, source, state)
        if said.pronoun == "she" and state.person is not None:
            speaker = Speaker(state.person, Span(said.start, said.end))
            return Carried(speaker, source if source is not None else self._source_of(state.person, state))
        if said.pronoun in ("they", "author"):
            index = source if source is not None else state.source
            people = self._registry.people(index) if index is not None else []
            if len(people) == 1:
                return Carried(Speaker(people[0], Span(said.start, said.end)), index)
            return Carried(None, index)
        if said.noun is not None and source is None:
            source = self._registry.add(
                Mention(Span(said.start, said.end), said.noun, None, None, None, None, None, True),
                state.source,
            )
            return Carried(None, source if source is not None else state.source)
        if said.role is not None and source is None:
            return Carried(Speaker(" ".join(said.role.of(self._text).split()), said.role), state.source)
        if said.role is not None:
            return Carried(Speaker(" ".join(said.role.of(self._text).split()), said.role), source)
        speaker = state.speaker if source is None or source == state.source else None
        return Carried(speaker, source if source is not None else state.source)

    def _named_subject(
        self, entity: Entity, said: Said, source: int | None, state: _State
    ) -> Carried:
        person = entity.person or (
            not said.according and " " in entity.name and self._names.may_be_person(entity.name)
        )
        if person:
            state.person = entity.name
            if source is not None and self._registry.kind(source) is not SourceKind.PERSON:
                self._registry.attach(source, entity.name)
            else:
                source = self._source_of(entity.name, state)
                if source is None:
                    source = self._registry.person(entity.name)
            if source is not None:
                self._registry.mention(source, entity)
            return Carried(Speaker(entity.name, entity.span), source)
        if source is None:
            source = self._registry.organisation(entity.name)
            self._registry.mention(source, entity)
        speaker = None if said.according else Speaker(entity.name, entity.span)
        return Carried(speaker, source)
