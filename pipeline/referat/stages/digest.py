"""The digest: headline and sentences in Swedish and English, each with its evidence.

Extractive by design: what a source, the writer or a reader says stands between quotation marks, or
is a sentence in which the writer reports the source; the digest itself only says whose words they
are and what the writer thinks of them. So nothing is invented, no figure changed, no negation lost,
and nobody's words end up in another's mouth.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from referat.post import (
    Claim,
    Commentary,
    Digest,
    DigestSentence,
    Finding,
    Post,
    Sentence,
    Source,
    SourceKind,
    Stance,
    Voice,
)
from referat.settings import DigestSettings
from referat.span import Span, trim
from referat.text.clauses import swedish_verbs
from referat.text.phrasing import (
    capital,
    is_named,
    listed,
    phrases,
    plain,
    polarity,
    quote,
    shorten,
    source_phrase,
)
from referat.text.quotes import find_quoted
from referat.text.stance import judge

# Most quotations in one sentence of the digest.
QUOTES = 3
# Words of a finding that name it where the writer's view of it is told.
LABEL_WORDS = 7
# Words of a quotation in a headline.
HEADLINE_WORDS = 14
# Words with which a reported sentence leans on what stands before it.
_LEANING = frozenset(
    ["det", "dessa", "detta", "denna", "därför", "dessutom", "men", "och", "så", "då", "där", "här", "också", "samma", "även", "hon", "han", "vidare", "alltså", "ändå"]
)
_OWN = frozenset(["jag", "vi", "mig", "oss", "min", "mitt", "mina", "vår", "vårt", "våra", "du", "ni"])


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A claim that is to be quoted, with whose it is."""

    claim: Claim
    span: Span  # the sentence of the finding that holds the claim
    finding: Finding
    speaker: str | None
    source: Source | None
    tone: str | None  # positive or negative, as the writer introduces it
    introduced: str | None  # id of the commentary that does


class DigestStage:
    """The digest stage."""

    name = "digest"
    needs = frozenset({"findings", "commentary", "claims", "sentences"})
    gives = frozenset({"digest"})
    model = None
    version = "1"

    def __init__(self, settings: DigestSettings) -> None:
        self._settings = settings

    def __call__(self, post: Post) -> Post:
        """The post with its digest."""
        writers = [_Writer(post, language, self._settings) for language in ("sv", "en")]
        return replace(
            post,
            digest=Digest(
                writers[0].headline(),
                writers[1].headline(),
                tuple(writers[0].sentences()),
                tuple(writers[1].sentences()),
            ),
        )


class _Writer:
    """Writes the digest of one post in one language."""

    def __init__(self, post: Post, language: str, settings: DigestSettings) -> None:
        self._post = post
        self._text = post.text
        self._language = language
        self._phrases = phrases(language)
        self._settings = settings
        self._findings = {finding.id: finding for finding in post.findings or ()}
        self._sources = {source.id: source for source in post.sources}
        self._claims = list(post.claims or ())
        self._commentary = list(post.commentary or ())
        self._quoted = list(self._to_quote())

    # What there is to quote

    def _to_quote(self) -> Iterator[_Quoted]:
        """The best claim of each finding of the post's own, in the order of the text."""
        best: dict[str, Claim] = {}
        for claim in self._claims:
            if claim.finding is not None:
                known = best.get(claim.finding)
                if known is None or claim.salience > known.salience:
                    best[claim.finding] = claim
        tones = self._tones()
        for finding in self._findings.values():
            chosen = best.get(finding.id)
            if chosen is None or finding.comment is not None:
                continue
            tone, introduced = tones.get(finding.id, (None, None))
            yield _Quoted(
                chosen,
                self._sentence_of(chosen, finding),
                finding,
                finding.speaker.name if finding.speaker else None,
                self._sources.get(finding.source or ""),
                tone,
                introduced,
            )

    def _sentence_of(self, claim: Claim, finding: Finding) -> Span:
        """The sentence of a finding that holds a claim, so that no half of it is quoted alone."""
        for sentence in self._sentences_near(claim.span):
            if sentence.span.holds(claim.span):
                return Span(
                    max(sentence.span.start, finding.span.start),
                    min(sentence.span.end, finding.span.end),
                )
        return claim.span

    def _sentences_near(self, span: Span) -> Iterator[Sentence]:
        """The sentences that share words with a stretch."""
        sentences = self._post.sentences or ()
        first = max(0, bisect_left(sentences, span.start, key=_sentence_start) - 1)
        for sentence in sentences[first:]:
            if sentence.span.start >= span.end:
                break
            if sentence.span.overlaps(span):
                yield sentence

    def _tones(self) -> dict[str, tuple[str, str]]:
        """How the writer introduces findings: good or bad, by finding."""
        tones: dict[str, tuple[str, str]] = {}
        for item in self._commentary:
            if item.voice is not Voice.AUTHOR or item.stance is not Stance.NEUTRAL:
                continue
            norms = item.span.of(self._text).lower().replace(",", " ").replace(".", " ").split()
            labels = {match.label for match in polarity().find(norms)}
            if len(labels) == 1:
                for target in item.about:
                    finding = self._findings.get(target)
                    if finding is not None and finding.span.start > item.span.end:
                        tones[target] = (next(iter(labels)), item.id)
        return tones

    # Headline

    def headline(self) -> DigestSentence | None:
        """In Swedish the post's own title; else the source and its first claim."""
        evidence = self._title_evidence()
        title = " ".join((self._post.meta.title or "").split())
        block = next((b for b in self._post.blocks or () if b.kind.value == "title"), None)
        swedish = block is None or block.language != "en"
        if not evidence:
            return None
        if title and swedish and self._language == "sv":
            return DigestSentence(title, evidence, Voice.AUTHOR)
        best = max(
            self._quoted,
            key=lambda item: (item.claim.salience, -item.claim.span.start),
            default=None,
        )
        if best is not None:
            words = shorten(plain(self._text, best.span), HEADLINE_WORDS)
            who = self._short_source(best)
            ids = (best.claim.id, best.finding.id)
            text = quote(words, self._language)
            if who is not None:
                text = self._phrases["headline_source"].format(source=who, quote=text)
            return DigestSentence(text, ids, Voice.SOURCE)
        if title:
            return DigestSentence(
                title if swedish == (self._language == "sv") else quote(title, self._language),
                evidence,
                Voice.AUTHOR,
            )
        first = self._claims[0] if self._claims else None
        ranked = [
            *self._claims,
            *self._commentary,
            *self._findings.values(),
            *self._post.references,
        ]
        if not ranked:
            return None
        span = ranked[0].span
        words = shorten(plain(self._text, span), HEADLINE_WORDS)
        return DigestSentence(
            quote(words, self._language), evidence, first.voice if first else Voice.AUTHOR
        )

    def _title_evidence(self) -> tuple[str, ...]:
        """What a title rests on: the weightiest claim, else the first commentary or finding."""
        if self._claims:
            best = max(self._claims, key=lambda claim: (claim.salience, -claim.span.start))
            return (best.id,)
        for items in (
            self._commentary,
            list(self._findings.values()),
            self._post.references,
            self._post.sources,
        ):
            if items:
                return (items[0].id,)
        return ()

    def _short_source(self, item: _Quoted) -> str | None:
        if item.source is not None and is_named(item.source):
            return " ".join(item.source.title.split())
        return item.speaker

    # Sentences

    def sentences(self) -> Iterator[DigestSentence]:
        """The news first, then the findings, the writer's view, and the readers'."""
        most = self._settings.max_sentences
        readers = self._readers()
        views = self._views()
        lead = self._lead()
        room = most - len(readers[:1])
        findings_room = max(1, room - (1 if lead else 0) - min(len(views), 3))
        written = [*lead, *self._findings_told(findings_room)]
        written += views[: max(0, room - len(written))]
        if not written:
            written = self._own_words()
        if len(written) < min(3, room) and self._quoted:
            written += self._own_words()[:1]
        written += readers[: most - len(written)]
        yield from written[:most]

    def _lead(self) -> list[DigestSentence]:
        """The first sentence in which the writer reports the source, where it stands by itself."""
        if self._language != "sv":
            return self._lead_in_english()
        for item in self._post.paraphrases:
            claims = self._claims_in(item.span)
            words = plain(self._text, item.span)
            norms = words.lower().split()
            if not claims or not 5 <= len(norms) <= self._settings.max_quote_words:
                continue
            if _leans(norms) or not words[:1].isupper() or words[-1:] in ":?":
                continue
            if (
                _OWN & {norm.strip(",.:;!?") for norm in norms}
                or (find_quoted(words, 0, len(words))
                and claims[0].finding)
            ):
                continue
            stop = "" if words[-1] in ".!…" else "."
            evidence = [
                ident for claim in claims for ident in (claim.id, claim.commentary or claim.id)
            ]
            return [DigestSentence(words + stop, tuple(dict.fromkeys(evidence)), Voice.SOURCE)]
        return []

    def _claims_in(self, span: Span) -> list[Claim]:
        """The source's claims in a sentence of the writer's."""
        return [
            claim
            for claim in self._claims
            if claim.voice is Voice.SOURCE and claim.finding is None and span.holds(claim.span)
        ]

    def _lead_in_english(self) -> list[DigestSentence]:
        """Where nothing is quoted, the Swedish sentence that reports the source, as a quotation."""
        if self._quoted:
            return []
        for claim in self._claims:
            if claim.voice is Voice.SOURCE and claim.commentary is not None:
                words = quote(
                    shorten(plain(self._text, claim.span), self._settings.max_quote_words), "en"
                )
                text = f"The post reports, in Swedish: {words}."
                return [DigestSentence(text, (claim.id, claim.commentary), Voice.SOURCE)]
        return []

    def _findings_told(self, room: int) -> list[DigestSentence]:
        """The findings, grouped by whose they are, in at most ``room`` sentences."""
        chosen = self._quoted
        if len(chosen) > room * QUOTES:
            ranked = sorted(chosen, key=lambda item: (-item.claim.salience, item.claim.span.start))
            kept = {item.finding.id for item in ranked[: room * QUOTES]}
            chosen = [item for item in chosen if item.finding.id in kept]
        groups: list[list[_Quoted]] = []
        for _, members in groupby(chosen, key=_whose):
            row = list(members)
            groups += [row[start : start + QUOTES] for start in range(0, len(row), QUOTES)]
        if len(groups) > room:
            groups.sort(
                key=lambda row: (-max(item.claim.salience for item in row), row[0].claim.span)
            )
            groups = sorted(groups[:room], key=lambda row: row[0].claim.span)
        result: list[DigestSentence] = []
        told: set[tuple[str | None, str | None]] = set()
        for row in groups:
            key = _whose(row[0])[:2]
            result.append(self._told(row, again=key in told))
            told.add(key)
        return result

    def _told(self, row: Sequence[_Quoted], again: bool) -> DigestSentence:
        most = (
            self._settings.max_quote_words
            if len(row) < 3
            else self._settings.max_quote_words * 2 // 3
        )
        quotes = listed(
            [quote(shorten(plain(self._text, item.span), most), self._language) for item in row],
            self._language,
        )
        first = row[0]
        evidence = [ident for item in row for ident in (item.claim.id, item.finding.id)]
        if first.source is not None:
            evidence.append(first.source.id)
        template, source = self._template(first, again)
        if first.introduced is not None and first.tone is not None:
            template = first.tone
            evidence.append(first.introduced)
        text = self._phrases[template].format(source=source, speaker=first.speaker, quotes=quotes)
        return DigestSentence(
            capital(_one_stop(text)), tuple(dict.fromkeys(evidence)), Voice.SOURCE
        )

    def _template(self, item: _Quoted, again: bool) -> tuple[str, str]:
        source = source_phrase(item.source, self._language) if item.source is not None else ""
        if item.source is None:
            if item.speaker is not None:
                return ("speaker_again" if again else "speaker"), source
            return ("nobody_again" if again else "nobody"), source
        kind = item.source.kind
        if item.speaker is not None:
            if kind is SourceKind.PERSON or (
                kind is SourceKind.ORGANISATION and item.speaker == item.source.title
            ):
                return ("speaker_again" if again else "speaker"), source
            if again:
                return "speaker_again", source
            own = item.speaker in (item.source.title, item.source.organisation)
            if kind in (SourceKind.PAGE, SourceKind.ORGANISATION) or own:
                return "speaker_on_page", source
            return "speaker_in_source", source
        if kind in (SourceKind.ORGANISATION, SourceKind.PERSON):
            return ("organisation_again" if again else "organisation_says"), source
        return ("source_again" if again else "source"), source

    # The writer's view

    def _views(self) -> list[DigestSentence]:
        """What the writer thinks of the findings; objections before agreement where room is short."""
        items = [
            item
            for item in self._commentary
            if item.voice is Voice.AUTHOR
            and item.comment is None
            and item.stance is not Stance.NEUTRAL
        ]
        if len(items) > 3:
            weight = {Stance.MIXED: 0, Stance.DISAGREES: 0, Stance.AGREES: 1}
            items = sorted(
                sorted(items, key=lambda item: weight[item.stance])[:3], key=lambda i: i.span
            )
        return [self._view(item) for item in items]

    def _view(self, item: Commentary) -> DigestSentence:
        target = self._target(item)
        agrees, objects = self._cue_sentences(item)
        evidence = (item.id, *item.about)
        name = item.stance.value
        if item.stance is Stance.MIXED and agrees and objects and agrees != objects and target:
            order = "mixed_objects_first" if objects < agrees else "mixed_agrees_first"
            text = self._phrases[order].format(
                target=target, agrees=self._own(agrees), objects=self._own(objects)
            )
            return DigestSentence(capital(_one_stop(text)), evidence, Voice.AUTHOR)
        chosen = (agrees if item.stance is Stance.AGREES else objects or agrees) or item.own[0]
        if item.stance is Stance.MIXED and target:
            name = "mixed_one"
        elif not target:
            name += "_short"
        text = self._phrases[name].format(target=target, quote=self._own(chosen))
        return DigestSentence(capital(_one_stop(text)), evidence, Voice.AUTHOR)

    def _target(self, item: Commentary) -> str | None:
        """What the writer's view is of, named by the beginning of the finding or report."""
        for target in item.about:
            finding = self._findings.get(target)
            if finding is not None:
                chosen = next(
                    (q.span for q in self._quoted if q.finding.id == target), finding.span
                )
                return quote(_label(plain(self._text, chosen)), self._language)
        return None

    def _cue_sentences(self, item: Commentary) -> tuple[Span | None, Span | None]:
        """The first sentences that show agreement and objection."""
        agrees: Span | None = None
        objects: Span | None = None
        for sentence in self._sentences_near(item.span):
            own = next((o for o in item.own if o.overlaps(sentence.span)), None)
            if own is None or not any(sentence.span.overlaps(cue) for cue in item.cues):
                continue
            span = Span(max(own.start, sentence.span.start), min(own.end, sentence.span.end))
            tokens = [t for t in sentence.tokens if span.start <= t.start < span.end]
            stance = judge([tokens], self._text).stance
            if stance is Stance.AGREES and agrees is None:
                agrees = span
            elif stance in (Stance.DISAGREES, Stance.MIXED) and objects is None:
                objects = span
        return agrees, objects

    def _own(self, span: Span) -> str:
        stretch = trim(self._text, span.start, span.end)
        return quote(
            shorten(plain(self._text, stretch), self._settings.max_quote_words), self._language
        )

    def _own_words(self) -> list[DigestSentence]:
        """Claims of the writer's own; where there is none, how the post begins."""
        claims = [claim for claim in self._claims if claim.voice is Voice.AUTHOR]
        claims.sort(key=lambda claim: (-claim.salience, claim.span))
        shown = {item.id for item in self._commentary if item.stance is not Stance.NEUTRAL}
        chosen = [claim for claim in claims if claim.commentary not in shown or not self._quoted][
            :2
        ]
        if chosen:
            chosen.sort(key=lambda claim: claim.span)
            quotes = listed([self._own(claim.span) for claim in chosen], self._language)
            evidence = [ident for c in chosen for ident in (c.id, c.commentary or c.id)]
            text = self._phrases["adds"].format(quotes=quotes)
            return [DigestSentence(_one_stop(text), tuple(dict.fromkeys(evidence)), Voice.AUTHOR)]
        result: list[DigestSentence] = []
        for item in self._commentary:
            if len(result) == 2:
                break
            if item.voice is Voice.AUTHOR and not self._quoted:
                first = next((s.span for s in self._sentences_near(item.own[0])), item.own[0])
                span = Span(max(first.start, item.own[0].start), min(first.end, item.own[0].end))
                text = self._phrases["adds"].format(quotes=self._own(span))
                result.append(DigestSentence(_one_stop(text), (item.id,), Voice.AUTHOR))
        return result

    # The readers'

    def _readers(self) -> list[DigestSentence]:
        """The weightiest words of the readers', one sentence a comment, at most two."""
        result: list[DigestSentence] = []
        by_comment: dict[str, list[Commentary]] = {}
        for item in self._commentary:
            if item.comment is not None and item.voice is Voice.READER:
                by_comment.setdefault(item.comment, []).append(item)
        for comment in self._post.comments:
            items = by_comment.get(comment.id, [])
            if not items or len(result) == 2:
                continue
            item = next((i for i in items if i.stance is not Stance.NEUTRAL), items[0])
            span, ids = self._weightiest(item, items)
            judged = item.stance if item.id in ids else Stance.NEUTRAL
            name = {Stance.AGREES: "reader_agrees", Stance.DISAGREES: "reader_disagrees"}.get(
                judged, "reader"
            )
            if comment.author:
                name += "_named"
            text = self._phrases[name].format(speaker=comment.author, quote=self._own(span))
            result.append(DigestSentence(_one_stop(text), (*ids, comment.id), Voice.READER))
        return result

    def _weightiest(self, item: Commentary, items: Sequence[Commentary]) -> tuple[Span, list[str]]:
        """The sentence of a comment that says most: a claim, else its first sentence."""
        ids = {i.id for i in items}
        claims = [claim for claim in self._claims if claim.commentary in ids]
        if claims:
            judged = [claim for claim in claims if claim.commentary == item.id and item.cues]
            claim = (judged or claims)[0]
            return claim.span, [claim.id, claim.commentary or item.id]
        own = item.own[0]
        near = [s.span for s in self._sentences_near(own)]
        plain_words = [span for span in near if not span.of(self._text).endswith("?")]
        first = (plain_words or near or [own])[0]
        return Span(max(first.start, own.start), min(first.end, own.end)), [item.id]


def _sentence_start(sentence: Sentence) -> int:
    return sentence.span.start


def _whose(item: _Quoted) -> tuple[str | None, str | None, str | None]:
    return item.speaker, item.source.id if item.source else None, item.tone


def _leans(norms: Sequence[str]) -> bool:
    """Whether a sentence begins with something that stands for what was said before it. "Den" and
    "de" do unless they belong to a noun: "Den årliga undersökningen", but not "De visar".
    """
    first = norms[0].strip(",.")
    if first in ("den", "de"):
        return len(norms) < 2 or norms[1] in ("här", "där") or norms[1] in swedish_verbs()
    return first in _LEANING


def _label(words: str) -> str:
    """The first words of a finding, as its name."""
    parts = words.split(" ")
    if len(parts) <= LABEL_WORDS + 2:
        return words
    kept = parts[:LABEL_WORDS]
    while len(kept) > 4 and kept[-1].lower().strip(",") in _WEAK_ENDS:
        kept.pop()
    return " ".join(kept).rstrip(",;:–—-") + " …"


_WEAK_ENDS = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "was", "has", "have", "that", "which", "with", "by", "att", "som", "en", "ett", "och", "i", "på"]
)


def _one_stop(text: str) -> str:
    """No full stop behind a quotation that ends with a stop of its own: ”Bra!” and not ”Bra!”."""
    if len(text) > 2 and text[-1] == "." and text[-2] in "”“" and text[-3] in "!?…":
        return text[:-1]
    return text
