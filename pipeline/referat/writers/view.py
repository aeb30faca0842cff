"""What all writers ask of a summary: which label an id has, who said it, what rests on what.

The writers differ in marks and layout, not in what they tell. `View` indexes one summary once and
answers in the words of one language; nothing here knows of HTML, Markdown or terminals, and what
it gives is not yet escaped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from referat.post import Certainty, Stance, Voice
from referat.summary import (
    BlockRecord,
    ClaimRecord,
    CommentaryRecord,
    FindingRecord,
    QuantityRecord,
    SourceRecord,
    Summary,
    SummarySentence,
    WarningRecord,
)
from referat.writers.escape import flat
from referat.writers.labels import WARNINGS_SV, Words, labels


class Anchor(NamedTuple):
    """Where a record stands in a page, and what it is called: ``f3``, "fynd 3"."""

    target: str
    label: str

    @property
    def number(self) -> str:
        """The record's number in its layer: the figures that end the target."""
        return self.target[len(self.target.rstrip("0123456789")) :]


# A shape for each stance, so that no reader has to tell colours apart.
STANCE_MARKS: Mapping[Stance, str] = {
    Stance.AGREES: "+",
    Stance.DISAGREES: "−",
    Stance.MIXED: "±",
    Stance.NEUTRAL: "·",
}


def _nothing(_: object) -> str:
    return ""


@dataclass(frozen=True)
class View:
    """One summary, indexed, in the words of one language. Make it with `View.of`."""

    summary: Summary
    language: str
    words: Words
    anchors: Mapping[str, Anchor]
    cited: Mapping[str, Sequence[Anchor]]
    opinions: Mapping[str, Sequence[CommentaryRecord]]
    sources: Mapping[str, SourceRecord]
    has_cards: bool = True
    """Whether the page has an entry for each record, which labels in the text lead to."""
    has_all_commentary: bool = False
    """Whether every commentary has an entry, not only where the writer takes a stance."""
    aside: Callable[[str], str] = _nothing
    """HTML that stands at the end of a record's entry, by the record's id."""
    margin: Callable[[BlockRecord], str] = _nothing
    """HTML that stands before a block of the text."""

    @classmethod
    def of(cls, summary: Summary, language: str) -> View:
        """The view of ``summary`` in ``language`` ("sv" or "en").

        Raises:
            SettingsError: there are no words for that language.
        """
        words = labels(language)
        return cls(
            summary=summary,
            language=language,
            words=words,
            anchors=_anchors(summary, words),
            cited=_cited(summary, language, words),
            opinions=_opinions(summary),
            sources={source.id: source for source in summary.sources},
        )

    @classmethod
    def of_text(cls, summary: Summary, language: str, prefix: str) -> View:
        """A view for a page that shows the marked texts of several summaries and nothing else of
        them: every target begins with ``prefix``, and nothing leads to entries or sentences.
        """
        view = cls.of(summary, language)
        anchors = _anchors(summary, view.words, prefix)
        return replace(view, anchors=anchors, cited={}, has_cards=False)

    @property
    def headline(self) -> SummarySentence | None:
        """The headline in the view's language."""
        headline = self.summary.summary.headline
        return headline.sv if self.language == "sv" else headline.en

    @property
    def sentences(self) -> Sequence[SummarySentence]:
        """The digest in the view's language."""
        return sentences(self.summary, self.language)

    @property
    def title(self) -> str:
        """The post's title, or the words for a post without one."""
        return self.summary.post.title or self.words["untitled"]

    def label(self, identifier: str) -> str:
        """What the record of that id is called; the id itself where there is no such record."""
        anchor = self.anchors.get(identifier)
        return anchor.label if anchor else identifier

    def quoted(self, text: str) -> str:
        """``text`` in quotation marks of the view's language."""
        return f"{self.words['quote.open']}{text}{self.words['quote.close']}"

    def attribution(self, finding: FindingRecord) -> str:
        """Speaker and source of a finding, as far as the post names them."""
        source = self.sources.get(finding.source or "")
        names = [finding.speaker.name] if finding.speaker else []
        if source and source.title not in names:
            names.append(source.title)
        return ", ".join(names)

    def maker(self, claim: ClaimRecord) -> str:
        """Whose claim it is: a name, a source's title, else the voice."""
        source = self.sources.get(claim.by.source or "")
        voice = self.words[f"voice.{claim.by.voice}"]
        if claim.by.voice is Voice.SOURCE:
            return claim.by.name or (source.title if source else voice)
        role = self.words[f"role.{claim.by.voice}"]
        return f"{claim.by.name} ({role})" if claim.by.name else voice

    def degree(self, claim: ClaimRecord) -> list[str]:
        """What keeps a claim from being a plain statement: "nekat", "garderat", "ovisst"."""
        notes = [self.words["negated"]] if claim.negated else []
        if claim.certainty is not Certainty.ASSERTED:
            notes.append(self.words[f"certainty.{claim.certainty}"])
        return notes

    def figure(self, quantity: QuantityRecord) -> str:
        """A quantity as the post writes it, with its value where that is not plain to see."""
        value = quantity.value
        numbers = value if isinstance(value, tuple) else (value,)
        # Digit groups and the decimal mark are matters of taste, not of value.
        bare = "".join(quantity.text.split()).replace(",", ".")
        if all(f"{number:.4f}".rstrip("0").rstrip(".") in bare for number in numbers):
            return quantity.text
        shown = "–".join(self.number(number) for number in numbers)
        unit = self.words.get(f"unit.{quantity.unit}", quantity.unit)
        return f"{quantity.text} ({shown} {unit})"

    def number(self, value: float, digits: int = 4) -> str:
        """``value`` with at most ``digits`` decimals, in the notation of the view's language."""
        rounded = f"{value:,.{digits}f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
        rounded = rounded.replace("-", "\N{MINUS SIGN}")
        if self.language == "sv":
            return rounded.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
        return rounded

    def language_name(self, code: str) -> str:
        """A language's name, or its code where the table has none."""
        return self.words.get(f"language.{code}", code)

    def day(self, published: str | None) -> str:
        """The date of an ISO 8601 time stamp; empty where it is not known."""
        return (published or "").partition("T")[0]

    def warning(self, record: WarningRecord) -> str:
        """What was odd, in the view's language where there are words for it, else in English."""
        if self.language == "sv":
            return WARNINGS_SV.get(record.code, record.message)
        return record.message

    def writers_commentary(self) -> list[CommentaryRecord]:
        """The writer's commentary that takes a stance, in the order of the text."""
        return [
            item
            for item in self.summary.commentary
            if item.voice is Voice.AUTHOR and item.stance is not Stance.NEUTRAL
        ]


def excerpt(text: str, limit: int) -> str:
    """``text`` on one line, cut at a blank (with "…") where it is longer than ``limit``.

    ``limit`` counts code points and holds without the ellipsis.
    """
    # No more of a long text is looked at than can be shown.
    line = flat(text[: 2 * limit])
    if len(line) <= limit:
        return line if len(text) <= 2 * limit else f"{line} …"
    kept = line[:limit].rpartition(" ")[0] or line[:limit]
    return f"{kept} …"


def sentences(summary: Summary, language: str) -> Sequence[SummarySentence]:
    """The digest's sentences in ``language``."""
    return summary.summary.sv if language == "sv" else summary.summary.en


def _anchors(summary: Summary, words: Words, prefix: str = "") -> dict[str, Anchor]:
    anchors: dict[str, Anchor] = {}
    tables: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("f", "finding", (item.id for item in summary.findings)),
        ("k", "comment_on", (item.id for item in summary.commentary)),
        ("p", "claim", (item.id for item in summary.claims)),
        ("s", "source", (item.id for item in summary.sources)),
        ("c", "thread", (item.id for item in summary.comments)),
        ("r", "reference", (item.id for item in summary.references)),
    )
    for letter, word, identifiers in tables:
        for number, identifier in enumerate(identifiers, start=1):
            anchors[identifier] = Anchor(f"{prefix}{letter}{number}", f"{words[word]} {number}")
    return anchors


def _numbered(summary: Summary, language: str) -> Iterator[tuple[int, SummarySentence]]:
    """Headline (as 0) and sentences of one language."""
    headline = summary.summary.headline.sv if language == "sv" else summary.summary.headline.en
    if headline is not None:
        yield 0, headline
    yield from enumerate(sentences(summary, language), start=1)


def _cited(summary: Summary, language: str, words: Words) -> dict[str, list[Anchor]]:
    """For each id the sentences that rest on it; the other language's only where none does."""
    cited: dict[str, list[Anchor]] = defaultdict(list)
    other = "en" if language == "sv" else "sv"
    for code in (language, other):
        found: dict[str, list[Anchor]] = defaultdict(list)
        for number, sentence in _numbered(summary, code):
            label = f"{words['sentence']} {number}" if number else words["headline"].lower()
            if code == other:
                label += f" ({words[f'language.{code}']})"
            for identifier in dict.fromkeys(sentence.evidence):
                found[identifier].append(Anchor(f"{code}{number}", label))
        for identifier, places in found.items():
            cited[identifier] = cited.get(identifier) or places
    return dict(cited)


def _opinions(summary: Summary) -> dict[str, list[CommentaryRecord]]:
    """For each id the commentary that takes a stance on it: the first of each voice and stance."""
    opinions: dict[str, dict[tuple[Voice, Stance], CommentaryRecord]] = defaultdict(dict)
    for item in summary.commentary:
        if item.stance is not Stance.NEUTRAL:
            for identifier in item.about:
                opinions[identifier].setdefault((item.voice, item.stance), item)
    return {identifier: list(items.values()) for identifier, items in opinions.items()}
