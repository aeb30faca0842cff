"""The scores of one post, layer by layer: gold against predicted.

Every function takes two summaries of the same text and gives measures by name ("findings.overlap"),
and the errors behind them. Labels are compared on what was found: a finding's speaker where the
finding was found (80 % overlap), a claim's certainty where the claim was. Stance is the exception:
each gold commentary is asked for, whatever the prediction makes of its paragraph, and a place
without commentary counts as wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from referat.evaluate.alignment import Spanned, align, exact, nearest, shared
from referat.evaluate.measures import NONE, Confusion, Mean, Measure, Prf, Scores, Share
from referat.post import Section, Voice
from referat.summary import (
    ClaimRecord,
    CommentaryRecord,
    FindingRecord,
    QuantityRecord,
    RunRecord,
    SourceRecord,
    Summary,
    TextSpan,
)
from referat.text.words import Piece, scanned

# How much two values of a quantity may differ: annotators round thirds to one or two decimals.
VALUE_TOLERANCE = 0.005
# The salience from which on a digest should hold a claim, by the guidelines.
SALIENT = 0.7


class Error(NamedTuple):
    """One difference: the layer, what is wrong, and both sides as text (empty: nothing there)."""

    layer: str
    what: str
    gold: str
    predicted: str
    start: int


class Scored(NamedTuple):
    """Measures of one post, and the errors behind them in the order of the text."""

    scores: dict[str, Measure]
    errors: list[Error]


class Links(NamedTuple):
    """Which predicted record answers which gold one, by id, predicted to gold."""

    sources: Mapping[str, str]
    findings: Mapping[str, str]
    commentary: Mapping[str, str]
    claims: Mapping[str, str]

    @classmethod
    def between(cls, gold: Summary, predicted: Summary) -> Links:
        """The links between two summaries of one text."""
        return cls(
            sources=_same_sources(gold.sources, predicted.sources),
            findings=_ids(align(gold.findings, predicted.findings)),
            commentary=_nearest_ids(gold.commentary, predicted.commentary),
            claims=_ids(align(gold.claims, predicted.claims)),
        )


def structure(gold: Summary, predicted: Summary) -> Scored:
    """Blocks with their kind, section, language and role; comments with their thread."""
    text = gold.text
    pairs = align(gold.blocks, predicted.blocks)
    scores: dict[str, Measure] = _spans(text, "blocks", gold.blocks, predicted.blocks, len(pairs))
    for name in ("kind", "section", "role", "language"):
        labels = [(str(getattr(g, name)), str(getattr(p, name))) for g, p in pairs]
        scores[f"blocks.{name}"] = Confusion.of(labels)
    errors = [
        Error(
            "blocks",
            f"{name} {getattr(g, name)} → {getattr(p, name)}",
            text[g.start : g.end],
            text[p.start : p.end],
            g.start,
        )
        for g, p in pairs
        for name in ("kind", "section", "role", "language")
        if getattr(g, name) != getattr(p, name)
    ]
    errors += _unmatched("blocks", text, gold.blocks, predicted.blocks, pairs)
    comments = align(gold.comments, predicted.comments)
    scores |= _spans(text, "comments", gold.comments, predicted.comments, len(comments))
    told = {p.id: g.id for g, p in comments}
    scores["comments.reply_to"] = Share(
        sum(g.reply_to == (told.get(p.reply_to, "?") if p.reply_to else None) for g, p in comments),
        len(comments),
    )
    scores["comments.author"] = Share(
        sum(_same_name(g.author, p.author) for g, p in comments), len(comments)
    )
    scores["comments.by_writer"] = Share(
        sum(g.by_writer == p.by_writer for g, p in comments), len(comments)
    )
    quoted = [quote for item in gold.comments for quote in item.quotes_post]
    seen = [quote for item in predicted.comments for quote in item.quotes_post]
    scores |= _spans(text, "comments.quotes_post", quoted, seen, len(align(quoted, seen)))
    errors += _unmatched("comments", text, gold.comments, predicted.comments, comments)
    return _scored(scores, errors)


def language(gold: Summary, predicted: Summary) -> Scored:
    """The language of every word outside chrome, and the runs in another language than Swedish."""
    text = gold.text
    words = words_of(gold)
    right, told = language_at(words, gold.runs), language_at(words, predicted.runs)
    scores: dict[str, Measure] = {
        "language.words": Confusion.of(zip(right, told, strict=True)),
    }
    gold_runs, runs = foreign_runs(gold, gold.runs), foreign_runs(gold, predicted.runs)
    pairs = [(g, p) for g, p in align(gold_runs, runs) if g.language == p.language]
    same = sum((g.start, g.end) == (p.start, p.end) for g, p in pairs)
    scores["runs.exact"] = Prf(same, len(runs), len(gold_runs))
    scores["runs.overlap"] = Prf(len(pairs), len(runs), len(gold_runs))
    scores["runs.kind"] = Confusion.of((str(g.kind), str(p.kind)) for g, p in pairs)
    # The hard part: foreign stretches within a block of another language.
    small = [run for run in gold_runs if run.kind != "finding"]
    scores["runs.recall_terms_titles"] = Share(
        sum(any(g is item for item in small) for g, _ in pairs), len(small)
    )
    # 1 where both give every language the same share of the words: 1 - total variation distance.
    shares, theirs = gold.mix.share, predicted.mix.share
    apart = sum(abs(shares.get(c, 0.0) - theirs.get(c, 0.0)) for c in {*shares, *theirs}) / 2
    scores["mix.share"] = Mean(1 - apart, 1)
    scores["mix.switch_points"] = Share(gold.mix.switch_points == predicted.mix.switch_points, 1)
    errors = _unmatched("runs", text, gold_runs, runs, pairs)
    return _scored(scores, errors)


def findings(gold: Summary, predicted: Summary) -> Scored:
    """Findings with speaker, source, marking, cuts; sources; references."""
    text = gold.text
    pairs = align(gold.findings, predicted.findings)
    links = Links.between(gold, predicted)
    scores: dict[str, Measure] = _spans(
        text, "findings", gold.findings, predicted.findings, len(pairs)
    )
    scores["findings.marking"] = Confusion.of((str(g.marking), str(p.marking)) for g, p in pairs)
    scores["findings.language"] = _right(pairs, lambda g, p: g.language == p.language)
    scores["findings.continues"] = _right(
        pairs, lambda g, p: g.continues == _linked(p.continues, links.findings)
    )
    scores["findings.speaker"] = _right(pairs, _same_speaker)
    scores["findings.source"] = _right(
        pairs, lambda g, p: g.source == _linked(p.source, links.sources)
    )
    named = [(g, p) for g, p in pairs if g.speaker]
    scores["findings.speaker_named"] = _right(named, _same_speaker)
    sourced = [(g, p) for g, p in pairs if g.source]
    scores["findings.source_named"] = _right(
        sourced, lambda g, p: g.source == _linked(p.source, links.sources)
    )
    cuts = [cut for item in gold.findings for cut in item.cuts]
    seen = [cut for item in predicted.findings for cut in item.cuts]
    scores["findings.cuts"] = Prf(len(align(cuts, seen)), len(seen), len(cuts))
    scores["sources"] = Prf(len(links.sources), len(predicted.sources), len(gold.sources))
    by_id = {item.id: item for item in gold.sources}
    told = [(by_id[links.sources[p.id]], p) for p in predicted.sources if p.id in links.sources]
    scores["sources.kind"] = Confusion.of((str(g.kind), str(p.kind)) for g, p in told)
    scores["sources.organisation"] = _right(
        told, lambda g, p: _same_name(g.organisation, p.organisation)
    )
    scores["sources.people"] = _right(told, _same_people)
    scores["sources.year"] = _right(told, lambda g, p: g.year == p.year)
    lines = align(gold.references, predicted.references)
    scores |= _spans(text, "references", gold.references, predicted.references, len(lines))
    titles = {item.id: item.title for item in gold.sources}
    theirs = {item.id: item.title for item in predicted.sources}
    errors = _unmatched("findings", text, gold.findings, predicted.findings, pairs)
    for g, p in pairs:
        if not _same_speaker(g, p):
            errors.append(Error("speaker", g.text[:80], _speaker(g), _speaker(p), g.start))
        if g.source != _linked(p.source, links.sources):
            errors.append(
                Error(
                    "source",
                    g.text[:80],
                    titles.get(g.source or "", "-"),
                    theirs.get(p.source or "", "-"),
                    g.start,
                )
            )
    return _scored(scores, errors)


def commentary(gold: Summary, predicted: Summary) -> Scored:
    """Commentary, its stance, what it is about, its cues."""
    text = gold.text
    pairs = align(gold.commentary, predicted.commentary)
    links = Links.between(gold, predicted)
    scores: dict[str, Measure] = _spans(
        text, "commentary", gold.commentary, predicted.commentary, len(pairs)
    )
    asked = [(item, nearest(item, predicted.commentary)) for item in gold.commentary]
    stances = [(str(g.stance), str(p.stance) if p else NONE) for g, p in asked]
    scores["stance"] = Confusion.of(stances)
    scores["stance.author"] = Confusion.of(
        pair for pair, (g, _) in zip(stances, asked, strict=True) if g.voice is Voice.AUTHOR
    )
    scores["stance.reader"] = Confusion.of(
        pair for pair, (g, _) in zip(stances, asked, strict=True) if g.voice is Voice.READER
    )
    hits = told = right = 0
    for g, p in asked:
        wanted = _targets(g.about, gold)
        seen = (
            {_to_gold(key, predicted, links) for key in _targets(p.about, predicted)}
            if p
            else set()
        )
        hits += len(wanted & seen)
        told += len(seen)
        right += len(wanted)
    scores["commentary.about"] = Prf(hits, told, right)
    judged = [(g, p) for g, p in asked if g.stance != "neutral" and g.about]
    scores["commentary.about_judged"] = Share(
        sum(
            p is not None
            and bool(
                _targets(g.about, gold)
                & {_to_gold(key, predicted, links) for key in _targets(p.about, predicted)}
            )
            for g, p in judged
        ),
        len(judged),
    )
    cues = [cue for item in gold.commentary for cue in item.cues]
    seen_cues = [cue for item in predicted.commentary for cue in item.cues]
    scores["commentary.cues_touched"] = _touching(cues, seen_cues)
    errors = [
        Error(
            "stance",
            f"{g.stance} → {p.stance if p else NONE}",
            g.text,
            p.text if p else "",
            g.start,
        )
        for g, p in asked
        if p is None or g.stance != p.stance
    ]
    errors += _unmatched("commentary", text, gold.commentary, predicted.commentary, pairs)
    return _scored(scores, errors)


def claims(gold: Summary, predicted: Summary) -> Scored:
    """Claims; voice, name, kind, negation, certainty and quantities of those that were found."""
    text = gold.text
    pairs = align(gold.claims, predicted.claims)
    scores: dict[str, Measure] = _spans(text, "claims", gold.claims, predicted.claims, len(pairs))
    salient = [claim for claim in gold.claims if claim.salience >= SALIENT]
    scores["claims.salient"] = Share(
        sum(any(g is claim for claim in salient) for g, _ in pairs), len(salient)
    )
    for voice in ("source", "author", "reader"):
        wanted = [claim for claim in gold.claims if claim.by.voice == voice]
        told = [claim for claim in predicted.claims if claim.by.voice == voice]
        scores[f"claims.of_{voice}"] = Prf(len(align(wanted, told)), len(told), len(wanted))
    labels: dict[str, Callable[[ClaimRecord], str]] = {
        "voice": lambda claim: str(claim.by.voice),
        "kind": lambda claim: str(claim.kind),
        "negated": lambda claim: "negated" if claim.negated else "plain",
        "certainty": lambda claim: str(claim.certainty),
    }
    errors = _unmatched("claims", text, gold.claims, predicted.claims, pairs)
    for name, label in labels.items():
        scores[f"claims.{name}"] = Confusion.of((label(g), label(p)) for g, p in pairs)
        errors += [
            Error("claims", f"{name} {label(g)} → {label(p)}", g.text, p.text, g.start)
            for g, p in pairs
            if label(g) != label(p)
        ]
    links = Links.between(gold, predicted)
    scores["claims.source"] = _right(
        pairs, lambda g, p: g.by.source == _linked(p.by.source, links.sources)
    )
    scores["claims.name"] = _right(pairs, lambda g, p: _same_name(g.by.name, p.by.name))
    hits = 0
    for g, p in pairs:
        same = [pair for pair in align(g.quantities, p.quantities, 0.01) if _same_quantity(*pair)]
        hits += len(same)
        kept = [id(one) for one, _ in same]
        errors += [
            Error(
                "quantities",
                "missed or wrong",
                _quantity(one),
                _nearby(one, p.quantities),
                one.start,
            )
            for one in g.quantities
            if id(one) not in kept
        ]
    scores["claims.quantities"] = Prf(
        hits, sum(len(p.quantities) for _, p in pairs), sum(len(g.quantities) for g, _ in pairs)
    )
    parts = [part for g, _ in pairs for part in g.parts]
    seen = [part for _, p in pairs for part in p.parts]
    scores["claims.parts"] = Prf(len(align(parts, seen)), len(seen), len(parts))
    return _scored(scores, errors)


# Same or not


def same_title(one: str | None, other: str | None) -> bool:
    """Whether two titles name one source: one holds the other as words, in any case."""
    if not one or not other:
        return not one and not other
    first, second = f" {one.casefold()} ", f" {other.casefold()} "
    return first in second or second in first


def _same_sources(gold: Sequence[SourceRecord], told: Sequence[SourceRecord]) -> dict[str, str]:
    """Predicted to gold ids of sources of one title, or of one place of mention."""
    links: dict[str, str] = {}
    for by_title in (True, False):
        for p in told:
            for g in gold:
                if p.id in links or g.id in links.values():
                    continue
                same = (
                    same_title(g.title, p.title)
                    if by_title
                    else any(shared(a, b) for a in g.mentions for b in p.mentions)
                )
                if same:
                    links[p.id] = g.id
    return links


def _same_name(one: str | None, other: str | None) -> bool:
    return (one or "").casefold() == (other or "").casefold()


def _same_people(gold: SourceRecord, told: SourceRecord) -> bool:
    return {name.casefold() for name in gold.people} == {name.casefold() for name in told.people}


def _speaker(finding: FindingRecord) -> str:
    return finding.speaker.name if finding.speaker else "-"


def _same_speaker(gold: FindingRecord, told: FindingRecord) -> bool:
    return _same_name(_speaker(gold), _speaker(told))


def _same_quantity(gold: QuantityRecord, told: QuantityRecord) -> bool:
    ours = gold.value if isinstance(gold.value, tuple) else (gold.value,)
    theirs = told.value if isinstance(told.value, tuple) else (told.value,)
    return (
        gold.unit.casefold() == told.unit.casefold()
        and len(ours) == len(theirs)
        and all(
            abs(a - b) <= VALUE_TOLERANCE * max(1.0, abs(a))
            for a, b in zip(ours, theirs, strict=True)
        )
    )


def _quantity(item: QuantityRecord) -> str:
    return f"{item.text} = {item.value} {item.unit}"


def _nearby(item: QuantityRecord, others: Sequence[QuantityRecord]) -> str:
    found = nearest(item, others)
    return _quantity(found) if found else ""


# Ids


def _ids(
    pairs: Iterable[tuple[FindingRecord, FindingRecord] | tuple[ClaimRecord, ClaimRecord]],
) -> dict[str, str]:
    return {told.id: gold.id for gold, told in pairs}


def _nearest_ids(
    gold: Sequence[CommentaryRecord], told: Sequence[CommentaryRecord]
) -> dict[str, str]:
    """Each predicted commentary's gold one: the one it shares most with."""
    links = {}
    for item in told:
        found = nearest(item, gold)
        if found is not None:
            links[item.id] = found.id
    return links


def _linked(told: str | None, links: Mapping[str, str]) -> str | None:
    """The gold id of a predicted one; the predicted id itself, which equals none, where there is
    no answer.
    """
    return None if told is None else links.get(told, f"predicted {told}")


def _targets(about: Iterable[str], summary: Summary) -> set[str]:
    """What a commentary is about; a claim in a finding stands for the finding."""
    finding_of = {claim.id: claim.finding for claim in summary.claims if claim.finding}
    return {finding_of.get(key) or key for key in about}


def _to_gold(key: str, predicted: Summary, links: Links) -> str:
    for table in (links.findings, links.claims, links.commentary):
        if key in table:
            return table[key]
    return f"predicted {key}"


# Counting


class Word(NamedTuple):
    """A word's place, in code points."""

    start: int
    end: int


def words_of(gold: Summary) -> list[Word]:
    """The words outside chrome, in order."""
    places = [block for block in gold.blocks if block.section is not Section.CHROME]
    return [
        Word(piece.start, piece.end)
        for piece in scanned(gold.text)
        if piece.piece is Piece.WORD
        and any(place.start <= piece.start and piece.end <= place.end for place in places)
    ]


def language_at(words: Sequence[Word], runs: Sequence[RunRecord]) -> list[str]:
    """The language of each word: that of the run that holds its beginning."""
    found = []
    ordered = sorted(runs, key=lambda run: run.start)
    at = 0
    for word in words:
        while at < len(ordered) and ordered[at].end <= word.start:
            at += 1
        here = at < len(ordered) and ordered[at].start <= word.start
        found.append(ordered[at].language if here else NONE)
    return found


def foreign_runs(gold: Summary, runs: Sequence[RunRecord]) -> list[RunRecord]:
    """Those of ``runs`` outside gold's chrome whose language is known and not Swedish."""
    places = [block for block in gold.blocks if block.section is not Section.CHROME]
    return [
        run
        for run in runs
        if run.language not in ("sv", "und")
        and any(place.start <= run.start and run.end <= place.end for place in places)
    ]


def _spans(
    text: str, name: str, gold: Sequence[Spanned], predicted: Sequence[Spanned], overlapping: int
) -> dict[str, Measure]:
    """Exact and overlap scores of one kind of span."""
    return {
        f"{name}.exact": Prf(exact(text, gold, predicted), len(predicted), len(gold)),
        f"{name}.overlap": Prf(overlapping, len(predicted), len(gold)),
    }


def _touching(gold: Sequence[TextSpan], predicted: Sequence[TextSpan]) -> Prf:
    """Spans that share anything at all: what is asked of cues, whose edges nobody agrees on."""
    return Prf(len(align(gold, predicted, 0.01)), len(predicted), len(gold))


_T = TypeVar("_T")


def _right(pairs: Sequence[tuple[_T, _T]], same: Callable[[_T, _T], bool]) -> Share:
    return Share(sum(same(g, p) for g, p in pairs), len(pairs))


def _unmatched(
    layer: str,
    text: str,
    gold: Sequence[Spanned],
    predicted: Sequence[Spanned],
    pairs: Sequence[tuple[Spanned, Spanned]],
) -> list[Error]:
    """Gold that nothing answers, and predictions that answer nothing."""
    answered = {id(g) for g, _ in pairs}
    answering = {id(p) for _, p in pairs}
    missed = [item for item in gold if id(item) not in answered]
    extra = [item for item in predicted if id(item) not in answering]
    errors = []
    for item in missed:
        near = nearest(item, extra)
        told = text[near.start : near.end] if near else ""
        what = "other edges" if near else "missed"
        errors.append(Error(layer, what, text[item.start : item.end], told, item.start))
    errors += [
        Error(layer, "not in gold", "", text[item.start : item.end], item.start)
        for item in extra
        if nearest(item, missed) is None
    ]
    return errors


def _scored(scores: dict[str, Measure], errors: list[Error]) -> Scored:
    return Scored(scores, sorted(errors, key=lambda error: (error.start, error.layer)))


LAYERS: Mapping[str, Callable[[Summary, Summary], Scored]] = {
    "structure": structure,
    "language": language,
    "findings": findings,
    "commentary": commentary,
    "claims": claims,
}


def every_layer(gold: Summary, predicted: Summary) -> Scored:
    """All layers of a post."""
    parts = [score(gold, predicted) for score in LAYERS.values()]
    merged: dict[str, Measure] = {}
    for part in parts:
        merged |= part.scores
    return _scored(merged, list(chain.from_iterable(part.errors for part in parts)))


def headline_scores(scores: Scores) -> Iterator[tuple[str, float]]:
    """The few figures by which posts are ranked: those of `RANKED` that have a value."""
    for name in RANKED:
        measure = scores.get(name)
        if measure is not None and measure.value is not None:
            yield name, measure.value


# One figure a layer: a post is as bad as their mean.
RANKED = (
    "blocks.section",
    "language.words",
    "findings.overlap",
    "findings.source",
    "findings.speaker",
    "stance",
    "commentary.about",
    "claims.overlap",
    "digest.findings",
)
