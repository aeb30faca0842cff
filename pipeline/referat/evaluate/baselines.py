"""What is had without this package: the figures that the pipeline has to beat.

- digest: the first three sentences of the post; LexRank (Erkan and Radev 2004) and TextRank
  (Mihalcea and Tarau 2004) as ``sumy`` implements them, as many sentences as the editor's digest;
- findings: whatever stands in quotation marks and has four words or more;
- language: langdetect as it comes (all its languages, seeded), asked once a paragraph.

They get gold blocks and sections, so that they are measured on what they are for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from referat.errors import ReferatError
from referat.evaluate.alignment import align, exact, shared
from referat.evaluate.digests import text_scores
from referat.evaluate.layers import Word, foreign_runs, language_at, words_of
from referat.evaluate.measures import Confusion, Measure, Prf, Share
from referat.post import BlockKind, RunKind, Section
from referat.summary import BlockRecord, RunRecord, Summary
from referat.text.quotes import find_quoted
from referat.text.sentences import split_sentences
from referat.text.words import Piece, count_words, pieces_between, scan, scanned

# Shorter stretches in quotation marks are terms more often than quotations.
LEAST_WORDS = 4


class _Sentence(NamedTuple):
    start: int
    end: int
    text: str


def baselines(gold: Summary) -> Iterator[tuple[str, dict[str, Measure]]]:
    """The scores of every baseline on one post, by its name."""
    yield "quotation marks", _quotation_marks(gold)
    yield "langdetect", _langdetect(gold)
    sentences = list(_sentences(gold))
    length = max(1, len(gold.summary.sv))
    for name, choose in _EXTRACTIVE.items():
        chosen = choose(sentences, length)
        yield name, _extract(gold, chosen)


def _sentences(gold: Summary) -> Iterator[_Sentence]:
    """The sentences of the post section, headings left out."""
    text = gold.text
    pieces = scanned(text)
    for block in gold.blocks:
        if block.section is not Section.POST or block.kind in (
            BlockKind.TITLE,
            BlockKind.HEADING,
        ):
            continue
        inside = pieces_between(pieces, block.start, block.end)
        for first, last in split_sentences(text, inside):
            start, end = inside[first].start, inside[last - 1].end
            if count_words(text, start, end):
                yield _Sentence(start, end, " ".join(text[start:end].split()))


def _quotation_marks(gold: Summary) -> dict[str, Measure]:
    found = [
        Word(*quoted.inner)
        for block in gold.blocks
        if block.section is not Section.CHROME
        for quoted in find_quoted(gold.text, block.start, block.end)
        if quoted.depth == 0 and count_words(gold.text, *quoted.inner) >= LEAST_WORDS
    ]
    pairs = align(gold.findings, found)
    return {
        "findings.exact": Prf(
            exact(gold.text, gold.findings, found), len(found), len(gold.findings)
        ),
        "findings.overlap": Prf(len(pairs), len(found), len(gold.findings)),
    }


def _langdetect(gold: Summary) -> dict[str, Measure]:
    runs = [_whole(block, gold.text) for block in gold.blocks]
    words = words_of(gold)
    wanted, told = foreign_runs(gold, gold.runs), foreign_runs(gold, runs)
    pairs = [(g, p) for g, p in align(wanted, told) if g.language == p.language]
    return {
        "language.words": Confusion.of(
            zip(language_at(words, gold.runs), language_at(words, runs), strict=True)
        ),
        "runs.exact": Prf(
            sum((g.start, g.end) == (p.start, p.end) for g, p in pairs), len(told), len(wanted)
        ),
        "runs.overlap": Prf(len(pairs), len(told), len(wanted)),
    }


def _whole(block: BlockRecord, text: str) -> RunRecord:
    """A block as one run of the language that langdetect gives it."""
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    try:
        best = detect_langs(text[block.start : block.end])[0]
        # Its code for Chinese has two parts; ours have one.
        language, confidence = best.lang[:2], round(best.prob, 4)
    except LangDetectException:  # no letters
        language, confidence = "und", 0.0
    return RunRecord(
        start=block.start,
        end=block.end,
        language=language,
        confidence=confidence,
        kind=RunKind.TEXT,
    )


def _extract(gold: Summary, chosen: Sequence[_Sentence]) -> dict[str, Measure]:
    """The scores of sentences of the post as its digest. A finding counts as told where a chosen
    sentence holds half of it; whose it is, such a digest does not say.
    """
    key = {claim.id: claim.finding for claim in gold.claims}
    rests = {key.get(name) or name for item in gold.summary.sv for name in item.evidence}
    wanted = [item for item in gold.findings if item.id in rests]

    def told(findings: Sequence[Any]) -> Share:
        covered = sum(
            2 * sum(shared(item, sentence) for sentence in chosen) >= item.end - item.start
            for item in findings
        )
        return Share(covered, len(findings))

    return {
        "digest.findings": told(wanted),
        "digest.findings_all": told(gold.findings),
        **text_scores(gold, {"sv": " ".join(sentence.text for sentence in chosen)}),
    }


def _lead(sentences: Sequence[_Sentence], length: int) -> list[_Sentence]:
    del length
    return list(sentences[:3])


class _Tokenizer:
    """What ``sumy`` asks of a tokenizer: its own would download a model."""

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The paragraph as it is: sentences are split before."""
        return (paragraph,)

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Case-folded words."""
        return tuple(piece.norm for piece in scan(sentence) if piece.piece is Piece.WORD)


@cache
def _sumy() -> tuple[Any, Any, Any]:
    """The two summarisers, and what makes a document of sentences."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer
    except ImportError as error:
        raise ReferatError(
            "evaluation needs rouge-score and sumy; install referat[evaluate]"
        ) from error
    tokenizer = _Tokenizer()

    def document(sentences: Sequence[_Sentence]) -> Any:
        return ObjectDocumentModel(
            [Paragraph([Sentence(sentence.text, tokenizer) for sentence in sentences])]
        )

    return LexRankSummarizer(), TextRankSummarizer(), document


def _ranked(which: int) -> Callable[[Sequence[_Sentence], int], list[_Sentence]]:
    def choose(sentences: Sequence[_Sentence], length: int) -> list[_Sentence]:
        parts = _sumy()
        if not sentences:
            return []
        document = parts[2](sentences)
        # sumy gives its sentences back; the same words twice are told apart by object.
        chosen = {id(sentence) for sentence in parts[which](document, length)}
        return [
            ours
            for ours, theirs in zip(sentences, document.sentences, strict=True)
            if id(theirs) in chosen
        ]

    return choose


_EXTRACTIVE: dict[str, Callable[[Sequence[_Sentence], int], list[_Sentence]]] = {
    "lead-3": _lead,
    "LexRank": _ranked(0),
    "TextRank": _ranked(1),
}
