"""A summary as the desk shows it: the entries of a summary's page, with the desk's handles.

What a page of a summary and the desk have in common is in `referat.writers`; what is added here is
where to correct a record, whether it is accepted, and what is said about each finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from referat.desk.held import Held
from referat.desk.words import words
from referat.summary import BlockRecord, ClaimRecord, CommentaryRecord, Summary
from referat.writers.entries import (
    chips,
    claims_section,
    digest_items,
    finding_entry,
    mix_section,
    opinion_entry,
    section,
    source_entry,
    warning_entry,
)
from referat.writers.escape import html
from referat.writers.marked import marked_text
from referat.writers.view import STANCE_MARKS, View, excerpt, sentences

_EXCERPT = 160  # code points of a commentary below its finding


@dataclass(frozen=True, slots=True)
class ClaimChoice:
    """Which claims are shown, and in which order. Empty fields choose all."""

    text: str = ""
    kind: str = ""
    voice: str = ""
    figures: bool = False
    order: str = "text"


class Showing:
    """One post, ready for the templates.

    Args:
        summary: the post.
        language: of the interface.
        base: the address of the post, which handles lead below; empty where nothing is corrected.
        accepted: the records that an editor has found right.
    """

    def __init__(
        self,
        summary: Summary,
        language: str,
        base: str = "",
        accepted: frozenset[str] = frozenset(),
    ) -> None:
        self.summary = summary
        self.language = language
        self.words = words(language)
        self._base = base
        self._accepted = accepted
        self._said = _said_about(summary)
        view = View.of(summary, language)
        self.view = replace(
            view, has_all_commentary=True, aside=self._aside, margin=self._margin if base else _none
        )

    @classmethod
    def of(cls, held: Held, language: str) -> Showing:
        """A post of the desk."""
        # Relative to the post's own page: there are many of these addresses.
        return cls(held.summary, language, str(held.id), held.accepted)

    def text(self) -> Markup:
        """The post with all its layers."""
        return _safe(marked_text(self.view))

    def digest(self, language: str) -> Markup:
        """The sentences of a digest."""
        written = sentences(self.summary, language)
        return _safe("".join(digest_items(self.view, language, written)))

    def count(self, language: str) -> int:
        """How many sentences a digest has."""
        return len(sentences(self.summary, language))

    def headline(self, language: str) -> str:
        """The headline of a digest; empty where there is none."""
        headline = getattr(self.summary.summary.headline, language)
        return headline.text if headline else ""

    def headline_chips(self) -> Markup:
        """What the headline rests on."""
        headline = self.view.headline
        return _safe(chips(self.view, headline.evidence, headline.voice) if headline else "")

    def findings(self) -> Markup:
        """The findings, each with what is said about it."""
        items = (finding_entry(self.view, item) for item in self.summary.findings)
        return _safe(section(self.view, "findings", "ol", items))

    def commentary(self) -> Markup:
        """All commentary, neutral and readers' included."""
        items = (opinion_entry(self.view, item) for item in self.summary.commentary)
        return _safe(section(self.view, "commentary", "ul", items))

    def sources(self) -> Markup:
        """The sources."""
        items = (source_entry(self.view, item) for item in self.summary.sources)
        return _safe(section(self.view, "sources", "ul", items))

    def mix(self) -> Markup:
        """The languages of the post."""
        return _safe(mix_section(self.view))

    def warnings(self) -> Markup:
        """What was odd."""
        items = (warning_entry(self.view, item) for item in self.summary.warnings)
        return _safe(section(self.view, "warnings", "ul", items))

    def claims(self, choice: ClaimChoice, tools: Markup) -> Markup:
        """The table of claims, those that are chosen."""
        chosen = [claim for claim in self.summary.claims if self._is_chosen(claim, choice)]
        key = _ORDERS.get(choice.order)
        if key is not None:
            chosen.sort(key=key)
        return _safe(claims_section(self.view, chosen, tools))

    def figures(self) -> list[Mapping[str, str]]:
        """Every figure of a claim: the words, value and unit, whose, and which claim."""
        rows: list[Mapping[str, str]] = []
        for claim in self.summary.claims:
            for item in claim.quantities:
                value = item.value if isinstance(item.value, tuple) else (item.value,)
                rows.append(
                    {
                        "text": item.text,
                        "value": "–".join(self.view.number(number) for number in value),
                        "unit": self.words.get(f"unit.{item.unit}", item.unit),
                        "who": self.view.maker(claim),
                        "target": self.view.anchors[claim.id].target,
                        "label": self.view.anchors[claim.id].label,
                    }
                )
        return rows

    def _is_chosen(self, claim: ClaimRecord, choice: ClaimChoice) -> bool:
        return (
            choice.text.casefold() in claim.text.casefold()
            and choice.kind in ("", claim.kind)
            and choice.voice in ("", claim.by.voice)
            and (bool(claim.quantities) or not choice.figures)
        )

    def _aside(self, identifier: str) -> str:
        """What stands at the end of an entry."""
        said = "".join(self._opinion(item) for item in self._said.get(identifier, ()))
        listed = (
            f'<ul class="said-about" aria-label="{html(self.words["post.its_commentary"])}">'
            f"{said}</ul>"
            if said
            else ""
        )
        return f"{listed}{self._handles(identifier)}" if self._base else listed

    def _opinion(self, item: CommentaryRecord) -> str:
        target = self.view.anchors[item.id].target
        mark, stance = STANCE_MARKS[item.stance], self.words[f"stance.{item.stance}"]
        code = "" if item.language == "und" else f' lang="{item.language}"'
        return (
            f'<li><a class="tag {item.stance}" href="#{target}">{mark} '
            f"{html(self.words[f'voice.{item.voice}'])}: {html(stance)}</a> "
            f"<bdi{code}>{html(excerpt(item.text, _EXCERPT))}</bdi></li>"
        )

    def _handles(self, identifier: str) -> str:
        """Where to correct a record, and whether it is accepted."""
        anchor = self.view.anchors.get(identifier)
        record = identifier if anchor else f"{identifier[:2]}-{identifier[2:]}"
        label = anchor.label if anchor else self.words["edit.sentence"]
        named = html(f"{self.words['post.edit']} {label}")
        edit = (
            f'<a class="edit" href="{self._base}/edit/{html(record)}" aria-label="{named}">'
            f"{self.words['post.edit']}</a>"
        )
        if anchor is None or anchor.target[0] not in "fkp":
            return f'<p class="handles">{edit}</p>'
        done = identifier in self._accepted
        word = self.words["post.accepted" if done else "post.accept"]
        name, pressed = ("unaccept", ' aria-pressed="true"') if done else ("accept", "")
        return (
            f'<p class="handles">{edit} <button form="accepting" name="{name}" '
            f'value="{html(identifier)}"{pressed}>'
            f"{'✓ ' if done else ''}{word}</button></p>"
        )

    def _margin(self, block: BlockRecord) -> str:
        label = html(f"{self.words['post.edit']}: {self.words['edit.block'].lower()}")
        address = f"{self._base}/edit/block-{block.start}"
        return f'<a class="margin" id="at{block.start}" href="{address}" aria-label="{label}">¶</a>'


def _none(_: BlockRecord) -> str:
    return ""


def _safe(made: str) -> Markup:
    """HTML of the writers, who have escaped what is in it."""
    return Markup(made)  # noqa: S704


def _said_about(summary: Summary) -> Mapping[str, Sequence[CommentaryRecord]]:
    """For each finding the commentary about it."""
    findings = {finding.id for finding in summary.findings}
    said: defaultdict[str, list[CommentaryRecord]] = defaultdict(list)
    for item in summary.commentary:
        for identifier in item.about:
            if identifier in findings:
                said[identifier].append(item)
    return said


def _certainty(claim: ClaimRecord) -> tuple[bool, str, int]:
    return (not claim.negated, claim.certainty, claim.start)


_ORDERS = {
    "kind": lambda claim: (claim.kind, claim.start),
    "who": lambda claim: (claim.by.voice, claim.by.name or "", claim.start),
    "certainty": _certainty,
    "salience": lambda claim: (-claim.salience, claim.start),
}
