"""The sources of one post: each named once, however often and in whatever form it is mentioned.

A report by title, its publisher's name, "Gartners rapport" and a bare "rapporten" are brought
together here; what comes out are `Source` records with stable ids in the order of first mention.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from referat.post import Source, SourceKind
from referat.span import Span
from referat.text.attribution import Mention
from referat.text.entities import Entity

# Kinds whose nouns are used of one another: a survey is reported in a report on a study.
_REPORT_LIKE = frozenset({SourceKind.SURVEY, SourceKind.REPORT, SourceKind.STUDY})


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


def _key(title: str) -> str:
    return " ".join(title.casefold().split())


class Registry:
    """Sources in the order of their first mention; handed about by index."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, mention: Mention, current: int | None) -> int | None:
        """The index of the source that a mention names, made where it is new.

        A bare "rapporten" is the ``current`` source or the last of its kind; where there is none
        it stands for a source that the post does not name.
        """
        if mention.title is not None:
            index = self._titled(mention)
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
        entry.mentions.add(mention.span)
        entry.year = entry.year or mention.year
        entry.url = entry.url or mention.url
        return index

    def _titled(self, mention: Mention) -> int:
        title = mention.title or ""
        key = _key(title)
        for index, entry in enumerate(self._entries):
            other = _key(entry.title)
            same = other == key or (
                entry.named
                and min(len(other), len(key)) >= 6
                and (f" {key} " in f" {other} " or f" {other} " in f" {key} ")
            )
            if same and entry.kind is not SourceKind.PERSON:
                self._complete(entry, mention)
                return index
        for index, entry in enumerate(self._entries):
            # "Gartner … rapporten ”T” från Gartner": the maker was known, now the title is.
            if (
                not entry.named
                and mention.organisation is not None
                and entry.organisation == mention.organisation
            ):
                entry.title, entry.kind, entry.named = title, mention.kind, True
                self._complete(entry, mention)
                return index
        self._entries.append(_Entry(title, mention.kind, named=True))
        self._complete(self._entries[-1], mention)
        return len(self._entries) - 1

    @staticmethod
    def _complete(entry: _Entry, mention: Mention) -> None:
        entry.organisation = entry.organisation or mention.organisation
        if mention.person is not None and mention.person not in entry.people:
            entry.people.append(mention.person)

    def _by_organisation(self, organisation: str, kind: SourceKind) -> int:
        for index in range(len(self._entries) - 1, -1, -1):
            entry = self._entries[index]
            if organisation in (entry.organisation, entry.title):
                if entry.kind is SourceKind.ORGANISATION:
                    entry.kind = kind
                return index
        self._entries.append(_Entry(organisation, kind, named=False, organisation=organisation))
        return len(self._entries) - 1

    def _by_person(self, mention: Mention) -> int:
        person = mention.person or ""
        for index in range(len(self._entries) - 1, -1, -1):
            entry = self._entries[index]
            if person in entry.people and entry.kind is not SourceKind.PERSON:
                return index
        self._entries.append(_Entry(person, mention.kind, named=False, people=[person]))
        return len(self._entries) - 1

    def _referred(self, kind: SourceKind, current: int | None) -> int | None:
        order = [] if current is None else [current]
        order += range(len(self._entries) - 1, -1, -1)
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
        for index in range(len(self._entries) - 1, -1, -1):
            if name in self._entries[index].people:
                return index
        self._entries.append(_Entry(name, SourceKind.PERSON, named=True, people=[name]))
        return len(self._entries) - 1

    def attach(self, index: int, person: str) -> None:
        """Name a person as one behind a source."""
        entry = self._entries[index]
        if person not in entry.people:
            entry.people.append(person)

    def mention(self, index: int, entity: Entity) -> None:
        """Add where a source is named."""
        self._entries[index].mentions.add(entity.span)

    def names(self, index: int, title: str) -> bool:
        """Whether ``title`` is the title of a source, or holds it, or the other way round."""
        key, own = _key(title), _key(self._entries[index].title)
        return len(key) >= 4 and (key == own or f" {own} " in f" {key} " or f" {key} " in f" {own} ")

    def people(self, index: int) -> list[str]:
        """The people behind a source."""
        return list(self._entries[index].people)

    def kind(self, index: int) -> SourceKind:
        """What a source is."""
        return self._entries[index].kind

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
