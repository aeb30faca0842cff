"""Findings: quoted material set apart from the writer's words, with speaker and source.

The stage goes over the post twice. First each block for what it quotes (`referat.text.quotation`),
so that quoted words are out of the way; then all blocks in order for who is said to say what
(`referat.text.attribution`), with the source and speaker that a paragraph introduces carried on
until another is introduced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from referat.post import (
    Block,
    BlockKind,
    Finding,
    Lead,
    Marking,
    Markup,
    MarkupKind,
    Oddity,
    Paraphrase,
    Post,
    Reference,
    Run,
    RunKind,
    Section,
    Sentence,
    SourceKind,
)
from referat.settings import FindingSettings, LanguageSettings
from referat.span import Span, starting_in, trim
from referat.text.attribution import Attribution, Told, attribute
from referat.text.blocks import by_block, markup_by_block
from referat.text.clauses import has_clause
from referat.text.cuts import find_cuts
from referat.text.entities import Names
from referat.text.mentions import Mention, last_kind, mentions
from referat.text.quotation import BlockView, Candidate, candidates, is_finding, without_overlaps
from referat.text.quotes import Quoted, find_quoted
from referat.text.references import is_reference
from referat.text.reporting import reported
from referat.text.source_registry import Registry
from referat.text.titles import Title, titles_in
from referat.text.whose import Carried, Reported
from referat.text.words import pieces_between, scanned

_CONFIDENCE = {
    Marking.BLOCKQUOTE: 0.95,
    Marking.DASH: 0.85,
    Marking.MARKS: 0.9,
    Marking.LANGUAGE: 0.85,
}


_TITLE_EDGES = " \t\r\n\u00a0.,;:–—-\"”“»«’‘'"
# Most quotations, links or title runs of one sentence that are looked at as its titles.
_MAX_TITLES = 40


def _opening(item: Quoted) -> int:
    return item.outer.start


def _run_start(run: Run) -> int:
    return run.span.start


@dataclass
class _Part:
    """What is gathered about one block on the way."""

    view: BlockView
    sentences: Sequence[Sentence]
    markup: Sequence[Markup]
    quoted: list[Quoted] = field(default_factory=list)
    repeated: Sequence[Span] = ()  # words of the post's own that a comment repeats
    accepted: list[Candidate] = field(default_factory=list)
    reference: bool = False


class Findings:
    """The findings stage.

    Args:
        settings: what counts as a finding.
        language: when unmarked English counts as quoted.
    """

    name = "findings"
    needs = frozenset({"blocks", "runs", "sentences"})
    gives = frozenset({"findings", "sources", "references"})
    model = None
    version = "2"

    def __init__(self, settings: FindingSettings, language: LanguageSettings) -> None:
        self._settings = settings
        self._language = language

    def __call__(self, post: Post) -> Post:
        """The post with its findings, sources and references."""
        parts = self._parts(post)
        unmarked = self._swedish_share(parts) >= self._language.min_swedish_share
        for part in parts:
            self._accept(part, unmarked)
        _take_signatures(parts)
        _drop_questions(parts)
        _accept_rows(parts, unmarked)
        names = Names(post.text, post.sentences or ())
        registry = Registry()
        # In an English post what is said in English is not foreign.
        home = "sv" if unmarked else "en"
        attributed = _attribute_all(post, parts, names, registry, home, _headline(post))
        found, lines = _records(post, parts, attributed.carried)
        said = _once(attributed.reported)
        used = {index for _, index in (*found, *lines)} | {item.whose.source for item in said}
        sources, ids = registry.records({index for index in used if index is not None})
        findings = tuple(
            replace(finding, source=ids.get(index) if index is not None else None)
            for finding, index in found
        )
        references = tuple(
            replace(item, source=ids.get(index) if index is not None else None)
            for item, index in lines
        )
        return replace(
            post,
            findings=findings,
            paraphrases=tuple(
                Paraphrase(
                    f"reported-{number}",
                    item.sentence,
                    item.verb,
                    item.whose.speaker,
                    ids.get(item.whose.source) if item.whose.source is not None else None,
                )
                for number, item in enumerate(said, 1)
            ),
            sources=sources,
            references=references,
            warnings=(*post.warnings, *_warnings(parts)),
        )

    def _parts(self, post: Post) -> list[_Part]:
        """The blocks that can hold findings, with their pieces, runs and quotations."""
        pieces = scanned(post.text)
        blocks = post.blocks or ()
        runs = by_block(blocks, post.runs or ())
        sentences = by_block(blocks, post.sentences or ())
        markup = markup_by_block(post)
        repeated = sorted(span for comment in post.comments for span in comment.quotes_post)
        parts = []
        for index, block in enumerate(blocks):
            if block.section is Section.CHROME or block.kind in (
                BlockKind.TITLE,
                BlockKind.HEADING,
            ):
                continue
            inside = pieces_between(pieces, block.span.start, block.span.end)
            view = BlockView(post.text, block, inside, runs[index])
            part = _Part(view, sentences[index], markup[index])
            part.quoted = _quotations(view, markup[index])
            part.repeated = starting_in(repeated, block.span.start, block.span.end)
            parts.append(part)
        return parts

    @staticmethod
    def _swedish_share(parts: Sequence[_Part]) -> float:
        """The share of the post section's words that are Swedish."""
        words = {"sv": 0, "all": 0}
        for part in parts:
            if part.view.block.section is not Section.POST:
                continue
            for run in part.view.runs:
                number = len(part.view.words(run.span))
                words["all"] += number
                words["sv"] += number if run.language == "sv" else 0
        return words["sv"] / words["all"] if words["all"] else 0.0

    def _accept(self, part: _Part, unmarked: bool) -> None:
        if part.view.block.section is Section.COMMENTS:
            # A reader who writes in English speaks for himself.
            unmarked = unmarked and any(run.language == "sv" for run in part.view.runs)
        found = without_overlaps(candidates(part.view, part.quoted, unmarked))
        part.reference = is_reference(part.view, part.markup)
        if part.reference:
            return
        part.accepted = [
            candidate
            for candidate in found
            if not any(candidate.outer.overlaps(span) for span in part.repeated)
            and not _is_link_text(candidate, part.markup)
            and is_finding(
                part.view,
                candidate,
                self._settings.min_words,
                self._settings.min_unmarked_words,
            )
        ]


def _once(reported: Sequence[Reported]) -> list[Reported]:
    """One record a sentence, the first, in the order of the text."""
    first: dict[Span, Reported] = {}
    for item in reported:
        first.setdefault(item.sentence, item)
    return [first[span] for span in sorted(first)]


def _quotations(view: BlockView, markup: Sequence[Markup]) -> list[Quoted]:
    """The quotations of a block: between marks, and in ``<q>``, which has none."""
    span = view.block.span
    quoted = find_quoted(view.text, span.start, span.end)
    taken = [item.outer for item in quoted if item.depth == 0]
    for item in markup:
        if item.kind is MarkupKind.QUOTE:
            inside = starting_in(taken, item.span.start, item.span.end)
            before = taken[: bisect_left(taken, item.span)][-1:]
            if not inside and not (before and before[0].overlaps(item.span)):
                quoted.append(Quoted(item.span, item.span, 0, True, False))
    return sorted(quoted, key=lambda item: (item.outer.start, -item.outer.end))


def _is_link_text(candidate: Candidate, markup: Sequence[Markup]) -> bool:
    """Whether nothing but a link's text shows a quotation: it is the link's title."""
    return candidate.marking is Marking.LANGUAGE and any(
        item.kind is MarkupKind.LINK and item.span.holds(candidate.span) for item in markup
    )


def _take_signatures(parts: Sequence[_Part]) -> None:
    """A block quote's last block that only names somebody (``<cite>``) is no finding."""
    for before, part in pairwise(parts):
        block = part.view.block
        words = part.view.words(block.span)
        if (
            block.kind is BlockKind.BLOCKQUOTE
            and before.view.block.kind is BlockKind.BLOCKQUOTE
            and before.accepted
            and 0 < len(words) <= 8
            and not has_clause(words, "sv")
            and not has_clause(words, "en")
            and block.span.of(part.view.text)[:1].isupper()
            and block.span.of(part.view.text)[-1:] not in ".!?…"
        ):
            part.accepted, part.reference = [], True


def _drop_questions(parts: Sequence[_Part]) -> None:
    """The interviewer's own question is no finding: a line of talstreck that only asks, without an
    attribution, and is answered by another line.
    """
    for part, following in pairwise(parts):
        block = part.view.block
        if (
            block.lead is Lead.DASH
            and following.view.block.lead is Lead.DASH
            and len(part.accepted) == 1
            and part.accepted[0].span == block.span
            and block.span.of(part.view.text).rstrip().endswith("?")
            and block.language == "sv"
        ):
            part.accepted = []


def _accept_rows(parts: Sequence[_Part], unmarked: bool) -> None:
    """Items of a list of findings that hold no verb are of the same material as the others."""
    if not unmarked:
        return
    for before, part in pairwise(parts):
        block, earlier = part.view.block, before.view.block
        if (
            block.kind is BlockKind.LIST_ITEM
            and earlier.kind is BlockKind.LIST_ITEM
            and block.language == earlier.language == "en"
            and not part.accepted
            and not part.reference
            and any(item.span == earlier.span for item in before.accepted)
            and len(part.view.words(block.span)) >= 3
            and len(part.view.runs) == 1
        ):
            part.accepted = [Candidate(block.span, block.span, "en", Marking.LANGUAGE)]


def _titles(post: Post, part: _Part, sentence: Sentence) -> list[Title]:
    span = sentence.span
    outers = [candidate.outer for candidate in part.accepted]
    quoted = [
        item.inner
        for item in part.quoted[bisect_left(part.quoted, span.start, key=_opening) :][:_MAX_TITLES]
        if span.holds(item.outer)
        and not any(
            outer.overlaps(item.outer)
            for outer in outers[max(0, bisect_left(outers, item.outer) - 1) :][:2]
        )
    ]
    markup = [item for item in part.markup if span.holds(item.span)][:_MAX_TITLES]
    runs = [
        trim(post.text, *run.span, _TITLE_EDGES)
        for run in part.view.runs[bisect_left(part.view.runs, span.start, key=_run_start) :][
            :_MAX_TITLES
        ]
        if run.kind is RunKind.TITLE
    ]
    return titles_in(post.text, sentence.span, quoted, markup, runs)


def _headline(post: Post) -> Mention | None:
    """The title in quotation marks that a post's own title holds: "’Museums After Midnight’"."""
    for block in post.blocks or ():
        if block.kind is not BlockKind.TITLE:
            continue
        for item in find_quoted(post.text, block.span.start, block.span.end):
            words = item.inner.of(post.text).split()
            if 2 <= len(words) <= 14 and sum(word[:1].isupper() for word in words) > 1:
                title = " ".join(words)
                return Mention(item.inner, SourceKind.REPORT, title, None, None, None, None, False)
    return None


def _attribute_all(
    post: Post,
    parts: Sequence[_Part],
    names: Names,
    registry: Registry,
    home: str,
    headline: Mention | None,
) -> Attribution:
    """Speaker and source of every accepted candidate, block by block."""
    told: list[Told] = []
    kind_before = None
    for part in parts:
        outers = [candidate.outer for candidate in part.accepted]
        block_told = Told([], [])
        for sentence in part.sentences:
            near = max(0, bisect_left(outers, sentence.span) - 1)
            holes = outers[near : bisect_left(outers, (sentence.span.end, 0))]
            if any(hole.holds(sentence.span) for hole in holes):
                continue
            titles = _titles(post, part, sentence)
            block_told.said.extend(reported(sentence, post.text, names, holes))
            block_told.named.extend(
                mentions(sentence, post.text, names, holes, titles, kind_before)
            )
            kind_before = last_kind(sentence) or kind_before
        told.append(block_told)
    return attribute(
        post.text,
        [(part.view.block, part.accepted, part.reference) for part in parts],
        told,
        [part.sentences for part in parts],
        names,
        registry,
        home,
        headline,
    )


def _records(
    post: Post, parts: Sequence[_Part], attributed: Sequence[Sequence[Carried]]
) -> tuple[list[tuple[Finding, int | None]], list[tuple[Reference, int | None]]]:
    findings: list[tuple[Finding, int | None]] = []
    references: list[tuple[Reference, int | None]] = []
    for part, carried in zip(parts, attributed, strict=True):
        block = part.view.block
        if part.reference:
            source = carried[0].source if carried else None
            references.append((Reference(f"reference-{len(references) + 1}", block.span), source))
            continue
        first = len(findings)
        for candidate, whose in zip(part.accepted, carried, strict=True):
            continues = (
                findings[first + whose.continues][0].id if whose.continues is not None else None
            )
            finding = Finding(
                id=f"finding-{len(findings) + 1}",
                span=candidate.span,
                outer=candidate.outer,
                language=candidate.language,
                marking=candidate.marking,
                cuts=find_cuts(post.text, candidate.span.start, candidate.span.end),
                continues=continues,
                speaker=whose.speaker,
                comment=block.comment,
                confidence=_confidence(block, candidate),
            )
            findings.append((finding, whose.source))
    return findings, references


def _confidence(block: Block, candidate: Candidate) -> float:
    """By how plainly the post marks it, less where a mark is missing or the language is unsure."""
    value = _CONFIDENCE[candidate.marking]
    if not candidate.closed:
        value -= 0.2
    if candidate.marking is Marking.LANGUAGE:
        value *= 0.5 + 0.5 * block.confidence
    return round(value, 2)


def _warnings(parts: Sequence[_Part]) -> list[Oddity]:
    warnings = []
    for part in parts:
        for item in part.quoted:
            if not item.closed and item.depth == 0:
                warnings.append(
                    Oddity(
                        "unclosed_quotation",
                        "a quotation mark is opened and not closed in its paragraph; the quotation "
                        "is taken to end with the paragraph",
                        Span(item.outer.start, item.outer.start + 1),
                    )
                )
    return warnings
