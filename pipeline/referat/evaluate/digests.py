"""The scores of one digest: what it covers, its length, how near to the editor's, how traceable.

A reference digest is one good digest among many, so nearness in words (ROUGE) says least; what is
asked first is whether the digest rests on the findings and tells the writer's stances that the
editor's does (``_all``: all of the post's), and names the sources.

ROUGE-1, -2 and -L are F-measures (Lin 2004, "ROUGE: A Package for Automatic Evaluation of
Summaries"), computed by the ``rouge-score`` package over case-folded words and figures, without
stemming, since its stemmer knows only English.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from referat.errors import ReferatError
from referat.evaluate.layers import Error, Links, Scored
from referat.evaluate.measures import Mean, Measure, Share
from referat.post import Stance, Voice
from referat.summary import SourceRecord, Summary, SummarySentence
from referat.text.grounding import figure_values, names_in, stands_in
from referat.text.words import Piece, count_words, scan

LANGUAGES = ("sv", "en")
ROUGE = ("rouge1", "rouge2", "rougeL")


def digest(gold: Summary, predicted: Summary) -> Scored:
    """All measures of a digest, Swedish and English; coverage is that of the Swedish one."""
    links = Links.between(gold, predicted)
    told = _rests_on(predicted.summary.sv, predicted)
    editors = _rests_on(gold.summary.sv, gold)
    covered = {links.findings[key] for key in told if key in links.findings}
    everything = {item.id for item in gold.findings}
    wanted = everything & editors
    scores: dict[str, Measure] = {
        "digest.findings": Share(len(wanted & covered), len(wanted)),
        "digest.findings_all": Share(len(everything & covered), len(everything)),
    }
    errors = [
        Error("digest", "finding not told", item.text, "", item.start)
        for item in gold.findings
        if item.id in wanted - covered
    ]
    views = [
        item
        for item in gold.commentary
        if item.voice is Voice.AUTHOR and item.stance is not Stance.NEUTRAL
    ]
    stances = {
        (links.commentary[item.id], item.stance)
        for item in predicted.commentary
        if item.id in told and item.id in links.commentary
    }
    kept = [item for item in views if (item.id, item.stance) in stances]
    asked = [item for item in views if item.id in editors]
    scores["digest.stances"] = Share(sum(item in kept for item in asked), len(asked))
    scores["digest.stances_all"] = Share(len(kept), len(views))
    errors += [
        Error("digest", f"stance not told ({item.stance})", item.text, "", item.start)
        for item in asked
        if item not in kept
    ]
    scores |= text_scores(gold, {code: _text(predicted, code) for code in LANGUAGES})
    sentences = [s for code in LANGUAGES for s in _sentences(predicted, code)]
    lost = [(sentence, _untraced(sentence, predicted)) for sentence in sentences]
    scores["digest.traceable"] = Share(sum(not names for _, names in lost), len(lost))
    errors += [
        Error("digest", f"not in the evidence: {', '.join(names)}", "", sentence.text, 0)
        for sentence, names in lost
        if names
    ]
    return Scored(scores, errors)


def text_scores(gold: Summary, told: dict[str, str]) -> dict[str, Measure]:
    """What can be asked of any text that claims to be a digest, by language code: the sources it
    names, its length in words as a part of the reference's, and ROUGE.
    """
    scores: dict[str, Measure] = {}
    used = _used_sources(gold)
    if "sv" in told:
        named = sum(_names(told["sv"], source) for source in used)
        scores["digest.sources"] = Share(named, len(used))
    for code, text in told.items():
        reference = _text(gold, code)
        if not reference:
            continue
        scores[f"digest.length_{code}"] = Mean(count_words(text) / count_words(reference), 1)
        for name, value in _rouge(reference, text).items():
            scores[f"digest.{name}_{code}"] = Mean(value, 1)
    return scores


def _sentences(summary: Summary, code: str) -> list[SummarySentence]:
    headline = summary.summary.headline.sv if code == "sv" else summary.summary.headline.en
    rest = summary.summary.sv if code == "sv" else summary.summary.en
    return [*([headline] if headline else []), *rest]


def _text(summary: Summary, code: str) -> str:
    return " ".join(s.text for s in (summary.summary.sv if code == "sv" else summary.summary.en))


def _rests_on(sentences: Iterable[SummarySentence], summary: Summary) -> set[str]:
    """The ids that sentences rest on; a claim also stands for what it is in."""
    holder = {claim.id: claim.finding or claim.commentary for claim in summary.claims}
    ids = {key for sentence in sentences for key in sentence.evidence}
    return ids | {around for key in ids if (around := holder.get(key))}


def _used_sources(gold: Summary) -> list[SourceRecord]:
    """The sources that findings or claims come from."""
    used = {item.source for item in gold.findings} | {item.by.source for item in gold.claims}
    return [source for source in gold.sources if source.id in used]


def _names(text: str, source: SourceRecord) -> bool:
    """Whether a text names a source: by title, organisation or one of its people's surnames."""
    names = [source.title, source.organisation, *(name.split()[-1] for name in source.people)]
    return any(name and name.casefold() in text.casefold() for name in names)


def _untraced(sentence: SummarySentence, summary: Summary) -> list[str]:
    """Names and figures of a sentence that stand in nothing it rests on.

    What an id brings with it counts: a finding its speaker and source, commentary whoever wrote it,
    a claim whose it is.
    """
    evidence = "\n".join(_evidence(sentence.evidence, summary))
    values = figure_values(evidence)
    lost = [f for f in figure_values(sentence.text) if f not in values and f not in evidence]
    lost += [name for name in names_in(sentence.text) if not stands_in(name, evidence)]
    return sorted(lost)


def _evidence(ids: Sequence[str], summary: Summary) -> Iterable[str]:
    """The words of the records of these ids, and the names that go with them."""
    sources = {item.id: item for item in summary.sources}
    records = {
        item.id: item
        for layer in (summary.findings, summary.commentary, summary.claims, summary.references)
        for item in layer
    }
    comments = {item.id: item for item in summary.comments}
    queue = list(dict.fromkeys(ids))
    seen = set(queue)
    while queue:
        key = queue.pop()
        if key in sources:
            source = sources[key]
            yield from (source.title, source.organisation or "", *source.people, str(source.year))
            yield from (mention.text for mention in source.mentions)
            continue
        if key in comments:
            comment = comments[key]
            yield comment.author or ""
            yield summary.text[comment.start : comment.end]
            continue
        record: Any = records.get(key)
        if record is None:
            continue
        yield record.text
        if getattr(record, "speaker", None):
            yield record.speaker.name
        if getattr(record, "by", None):
            yield record.by.name or ""
        if getattr(record, "voice", None) == Voice.AUTHOR or (
            getattr(record, "by", None) and record.by.voice == Voice.AUTHOR
        ):
            yield summary.post.author or ""
        linked = [
            getattr(record, name, None) for name in ("source", "finding", "commentary", "comment")
        ]
        linked += [record.by.source] if getattr(record, "by", None) else []
        for other in linked:
            if other and other not in seen:
                seen.add(other)
                queue.append(other)


class _Words:
    """Case-folded words and figures, as ``rouge-score`` asks for them."""

    def tokenize(self, text: str) -> list[str]:
        """The tokens of a text."""
        return [piece.norm for piece in scan(text) if piece.piece in (Piece.WORD, Piece.FIGURE)]


@cache
def _scorer() -> Any:
    try:
        from rouge_score import rouge_scorer
    except ImportError as error:
        raise ReferatError(
            "evaluation needs rouge-score and sumy; install referat[evaluate]"
        ) from error
    return rouge_scorer.RougeScorer(list(ROUGE), tokenizer=_Words())


def _rouge(reference: str, text: str) -> dict[str, float]:
    return {name: float(score.fmeasure) for name, score in _scorer().score(reference, text).items()}
