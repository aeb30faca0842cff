"""The sources of one post: each named once, however often and in whatever form it is mentioned.

A report by title, its publisher's name, "Gartners rapport" and a bare "rapporten" are brought
together here; what comes out are `Source` records with stable ids in the order of first mention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from referat.post import Source, SourceKind
from referat.span import Span
from referat.text.entities import Entity
from referat.text.mentions import Mention

# Kinds whose nouns are used of one another: a survey is reported in a report on a study.
_REPORT_LIKE = frozenset({SourceKind.SURVEY, SourceKind.REPORT, SourceKind.STUDY})

# The ending of a Swedish noun in the definite form: "panelen", "institutet".
_DEFINITE = re.compile(r"(?:en|et|n|t)$")
# Code points within which a title is that of the source spoken of just before.
_NEAR = 200
# How many sources back a shortened title or "rapporten" can refer.
_LOOK_BACK = 40


@dataclass
class _Entry:
    title: str
    kind: SourceKind
    named: bool  # by a title of its own, not by its maker or a common noun
    people: list[str] = field(default_factory=list)
    organisation: str | None = None
    year: int | None = None
    url: str | None = None
    mentions: set[Span] = field(default_factory=set)

    def near(self, span: Span) -> bool:
        """Whether the source is spoken of shortly before a place."""
        return any(0 <= span.start - other.end <= _NEAR for other in self.mentions)


def _key(title: str) -> str:
    """A title as it is compared: without case and marks."""
    return " ".join(re.sub(r"[^\w\s&'’-]", " ", title).casefold().split())


class Registry:
    """Sources in the order of their first mention; handed about by index."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._by_key: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = {}  # of people and organisations

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, mention: Mention, current: int | None) -> int | None:
        """The index of the source that a mention names, made where it is new.

        A bare "rapporten" is the ``current`` source or the last of its kind; where there is none
        it stands for a source that the post does not name.
        """
        if current is not None and self._makes(mention, current):
            # "Den kommer från Tariff Panel": who made what was named just before.
            self._complete(current, mention._replace(title=None))
            return current
        if mention.kind is SourceKind.ORGANISATION and mention.organisation is not None:
            index = self._by_organisation(mention.organisation, mention.kind)
        elif mention.title is not None:
            index = self._titled(mention, current)
        elif mention.organisation is not None:
            index = self._by_organisation(mention.organisation, mention.kind)
        elif mention.person is not None:
            index = self._by_person(mention)
        else:
            found = self._referred(mention.kind, current)
            if found is None:
                return None
            index = found
        entry = self._entries[index]
        if not (entry.named and mention.kind is SourceKind.ORGANISATION):
            # A titled source is mentioned where its title stands, not where its maker does.
            entry.mentions.add(mention.span)
        entry.year = entry.year or mention.year
        entry.url = entry.url or mention.url
        return index

    def _makes(self, mention: Mention, current: int) -> bool:
        """Whether an organisation is told to be the maker of the source spoken of just before."""
        entry = self._entries[current]
        return (
            mention.kind is SourceKind.ORGANISATION
            and mention.definite
            and entry.organisation is None
            and entry.kind not in (SourceKind.PERSON, SourceKind.ORGANISATION)
            and mention.organisation not in self._by_name
            and entry.near(mention.span)
        )

    def _titled(self, mention: Mention, current: int | None) -> int:
        title = mention.title or ""
        key = _key(title)
        known = self._by_key.get(key)
        if known is not None and self._entries[known].kind is not SourceKind.PERSON:
            self._complete(known, mention)
            return known
        first = max(0, len(self._entries) - _LOOK_BACK)
        for index, entry in enumerate(self._entries[first:], first):
            other = _key(entry.title)
            same = other == key or (
                entry.named
                and min(len(other), len(key)) >= 6
                and (f" {key} " in f" {other} " or f" {other} " in f" {key} ")
            )
            if same and entry.kind is not SourceKind.PERSON:
                self._complete(index, mention)
                return index
        for index in self._by_name.get(mention.organisation or "", ()):
            entry = self._entries[index]
            # "Gartner … rapporten ”T” från Gartner": the maker was known, now the title is.
            if (
                not entry.named
                and mention.organisation is not None
                and entry.organisation == mention.organisation
            ):
                self._name(index, mention)
                return index
        untitled = None if current is None else self._entries[current]
        if (
            untitled is not None
            and not untitled.named
            and (
                untitled.kind in _REPORT_LIKE
                or untitled.kind in (mention.kind, SourceKind.ORGANISATION)
            )
            and (
                untitled.organisation is None
                or mention.organisation == untitled.organisation
                or (mention.organisation is None and untitled.near(mention.span))
            )
        ):
            # "Det har kommit en rapport. Den heter T": what was spoken of last has its title now.
            self._name(current or 0, mention)
            return current or 0
        named = not title[:1].islower()  # "en lista" is spoken of, and not named yet
        return self._append(_Entry(title, mention.kind, named=named), mention)

    def _append(self, entry: _Entry, mention: Mention | None = None) -> int:
        """Add a source, and where it can be looked up."""
        index = len(self._entries)
        self._entries.append(entry)
        self._by_key.setdefault(_key(entry.title), index)
        for name in (*entry.people, entry.organisation, entry.title):
            self._known_as(name, index)
        if mention is not None:
            self._complete(index, mention)
        return index

    def _known_as(self, name: str | None, index: int) -> None:
        if name is not None and index not in self._by_name.setdefault(name, []):
            self._by_name[name].append(index)

    def _name(self, index: int, mention: Mention) -> None:
        """Give a source that was known by its maker alone its title."""
        entry = self._entries[index]
        entry.title, entry.kind, entry.named = mention.title or entry.title, mention.kind, True
        self._by_key.setdefault(_key(entry.title), index)
        self._complete(index, mention)

    def _complete(self, index: int, mention: Mention) -> None:
        entry = self._entries[index]
        if mention.title and entry.named and f" {_key(entry.title)} " in f" {_key(mention.title)} ":
            entry.title = mention.title  # in full, as the post gives it best
        entry.organisation = entry.organisation or mention.organisation
        self._known_as(entry.organisation, index)
        if mention.person is not None:
            self.attach(index, mention.person)

    def _by_organisation(self, organisation: str, kind: SourceKind) -> int:
        organisation = self.full_name(organisation)
        for index in reversed(self._by_name.get(organisation, ())):
            entry = self._entries[index]
            if organisation in (entry.organisation, entry.title):
                if entry.kind is SourceKind.ORGANISATION:
                    entry.kind = kind
                return index
        return self._append(_Entry(organisation, kind, named=False, organisation=organisation))

    def _by_person(self, mention: Mention) -> int:
        person = mention.person or ""
        known = self.document_of(person, None)
        if known is not None:
            return known
        return self._append(_Entry(person, mention.kind, named=False, people=[person]))

    def _referred(self, kind: SourceKind, current: int | None) -> int | None:
        order = [] if current is None else [current]
        order += range(len(self._entries) - 1, max(-1, len(self._entries) - 1 - _LOOK_BACK), -1)
        for index in order:
            if self._entries[index].kind is kind:
                return index
        if kind in _REPORT_LIKE:
            for index in order:
                if self._entries[index].kind in _REPORT_LIKE:
                    return index
            for index in order:
                # "Gartner … rapporten": the organisation's report.
                if self._entries[index].kind is SourceKind.ORGANISATION:
                    return index
        return None

    def organisation(self, name: str) -> int:
        """The source that an organisation speaks through, or the organisation itself."""
        return self._by_organisation(name, SourceKind.ORGANISATION)

    def person(self, name: str) -> int:
        """The source that a person stands behind, or the person."""
        for index in reversed(self._by_name.get(name, ())):
            if name in self._entries[index].people:
                return index
        return self._append(_Entry(name, SourceKind.PERSON, named=True, people=[name]))

    def in_person(self, name: str) -> int:
        """The person as a source of his or her own, whatever else he or she stands behind."""
        for index in reversed(self._by_name.get(name, ())):
            if self._entries[index].kind is SourceKind.PERSON:
                return index
        return self._append(_Entry(name, SourceKind.PERSON, named=True, people=[name]))

    def document_of(self, person: str, current: int | None) -> int | None:
        """The document that a person stands behind: the current one, else the last."""
        order = [] if current is None else [current]
        for index in [*order, *reversed(self._by_name.get(person, ()))]:
            entry = self._entries[index]
            if person in entry.people and entry.kind is not SourceKind.PERSON:
                return index
        return None

    def document_by(self, organisation: str) -> int | None:
        """The last document of an organisation, which may be named in short or by its kind."""
        for index in reversed(self._by_name.get(self.full_name(organisation), ())):
            entry = self._entries[index]
            if entry.kind is not SourceKind.PERSON and entry.organisation is not None:
                return index
        known = self.body(organisation.lower())
        return known[1] if known is not None else None

    def attach(self, index: int, person: str) -> None:
        """Name a person as one behind a source."""
        entry = self._entries[index]
        if person not in entry.people:
            entry.people.append(person)
            self._known_as(person, index)

    def mention(self, index: int, entity: Entity) -> None:
        """Add where a source is named."""
        self._entries[index].mentions.add(entity.span)

    def mention_at(self, index: int, span: Span) -> None:
        """Add where a source without a name is told of."""
        self._entries[index].mentions.add(span)

    def body(self, norm: str) -> tuple[str, int] | None:
        """The body that a definite noun stands for, by the last part of its name, and its source:
        "klubben" after "Stormästarklubben", "panelen" after "Marlow Claims Panel".
        """
        stem = _DEFINITE.sub("", norm)
        if len(stem) < 4:
            return None
        for index in range(
            len(self._entries) - 1, max(-1, len(self._entries) - 1 - _LOOK_BACK), -1
        ):
            full = self._entries[index].organisation or ""
            if any(word.endswith((norm, stem)) for word in full.lower().split()):
                return full, index
        return None

    def retitle(self, index: int, title: str) -> None:
        """Give a source its title in full: "Paper Persists: work without desks"."""
        entry = self._entries[index]
        if entry.named and _key(title).startswith(_key(entry.title)) and ":" in title:
            entry.title = title

    def names(self, index: int, title: str) -> bool:
        """Whether ``title`` is the title of a source, or holds it, or the other way round."""
        key, own = _key(title), _key(self._entries[index].title)
        return len(key) >= 4 and (
            key == own or f" {own} " in f" {key} " or f" {key} " in f" {own} "
        )

    def people(self, index: int) -> list[str]:
        """The people behind a source."""
        return list(self._entries[index].people)

    def first_mention(self, index: int) -> Span | None:
        """Where a source is named first."""
        return min(self._entries[index].mentions, default=None)

    def maker(self, index: int) -> str | None:
        """The organisation behind a source."""
        entry = self._entries[index]
        return entry.title if entry.kind is SourceKind.ORGANISATION else entry.organisation

    def full_name(self, name: str) -> str:
        """An organisation's name in full, where it was given so before: "Fenwick" after "Fenwick
        Workplace Research", "Panelen" after "Marlow Claims Panel"; else the name as it is.
        """
        if " " in name or name in self._by_name:
            return name
        short = name.lower()
        stem = _DEFINITE.sub("", short)
        for entry in reversed(self._entries[-_LOOK_BACK:]):
            full = entry.organisation or ""
            words = full.lower().split()
            if len(words) > 1 and (words[0] == short or (len(stem) > 3 and words[-1] == stem)):
                return full
        return name

    def kind(self, index: int) -> SourceKind:
        """What a source is."""
        return self._entries[index].kind

    def late(self) -> int | None:
        """The document that findings come from which stand before anything is named: the first
        that has a name, else the first.
        """
        documents = self.documents()
        named = [index for index in documents if self._has_name(index)]
        return next(iter([*named, *documents]), None)

    def _has_name(self, index: int) -> bool:
        entry = self._entries[index]
        return entry.organisation is not None or (entry.named and not entry.title[:1].islower())

    def documents(self) -> list[int]:
        """All sources that are not people."""
        return [
            index
            for index, entry in enumerate(self._entries)
            if entry.kind is not SourceKind.PERSON
        ]

    def records(self, used: set[int] | None = None) -> tuple[tuple[Source, ...], dict[int, str]]:
        """The sources as records, and the id of each index."""
        ids: dict[int, str] = {}
        records = []
        for index, entry in enumerate(self._entries):
            if used is not None and index not in used:
                continue
            ids[index] = f"source-{len(ids) + 1}"
            records.append(
                Source(
                    ids[index],
                    entry.title,
                    entry.kind,
                    tuple(entry.people),
                    entry.organisation,
                    entry.year,
                    entry.url,
                    tuple(sorted(entry.mentions)),
                )
            )
        return tuple(records), ids
