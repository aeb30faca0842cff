"""The digest: headline and sentences in Swedish and English, each with its evidence.

Extractive by design: what a source, the writer or a reader says stands between quotation marks, or
is a sentence in which the writer reports the source; the digest itself only says whose words they
are and what the writer thinks of them. So nothing is invented, no figure changed, no negation lost,
and nobody's words end up in another's mouth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from referat.post import BlockKind, Commentary, Digest, DigestSentence, Finding, Oddity, Post, Voice
from referat.settings import DigestSettings
from referat.text.checking import Checker
from referat.text.grounding import figure_values, names_in, stands_in
from referat.text.material import Material, Quotable, unique
from referat.text.phrasing import is_named, plain, quote, role_phrase, shorten
from referat.text.telling import findings_told, lead
from referat.text.views import own_words, readers, views


class _Plan(NamedTuple):
    """A way to tell a post."""

    quote_words: int  # of the longest quotation
    findings: int | None  # the most that are told; all
    sentences: int


# Words of a quotation in a headline.
HEADLINE_WORDS = 14
# Most sentences for the writer's views, and fewest for the findings where there are any.
VIEWS = 3
# Most words of a digest, by the setting `length`.
WORDS = {"short": 40, "standard": 90, "long": 200}
# How a digest that is too long is told instead, until it fits: in shorter quotations, then with
# less of the views, at last of fewer findings: what was found comes before how well it is quoted.
QUOTE_WORDS = (26, 18, 13, 9)
FINDINGS = (None, 9, 7, 6, 5, 4, 3, 2)
SENTENCES = (6, 5, 4, 3)
PLANS = tuple(
    _Plan(quote_words, findings, most)
    for findings, most, quote_words in product(FINDINGS, SENTENCES, QUOTE_WORDS)
)
# Code points of a sentence that a warning shows.
SHOWN = 80


class DigestStage:
    """The digest stage.

    Args:
        settings: how long the digest gets.
    """

    name = "digest"
    needs = frozenset({"blocks", "sentences", "findings", "commentary", "claims"})
    gives = frozenset({"digest"})
    model = None
    version = "1"

    def __init__(self, settings: DigestSettings) -> None:
        self._settings = settings

    def __call__(self, post: Post) -> Post:
        """The post with its digest, and a warning for each sentence that its evidence belies."""
        checker = Checker(post)
        headlines: list[DigestSentence | None] = []
        told: list[tuple[DigestSentence, ...]] = []
        oddities: list[Oddity] = []
        for language in ("sv", "en"):
            material, written = self._told(post, language)
            kept = []
            for sentence in written:
                whole = _with_joined(material, sentence)
                faults = checker.faults(whole, language)
                if faults:
                    message = f"left out of the digest ({faults[0]}): {whole.text[:SHOWN]}"
                    oddities.append(Oddity("digest-unproven", message))
                else:
                    kept.append(whole)
            told.append(tuple(kept))
            headlines.append(
                next((h for h in headlines_of(material) if not checker.unproven(h, language)), None)
            )
        return replace(
            post,
            digest=Digest(headlines[0], headlines[1], told[0], told[1]),
            warnings=(*post.warnings, *oddities),
        )

    def _told(self, post: Post, language: str) -> tuple[Material, list[DigestSentence]]:
        """What the digest is written from, and its sentences: by the settings, or the first of
        `PLANS` that keeps it within its words.
        """
        settings = self._settings
        most = settings.max_sentences
        material = Material(post, language, settings.max_quote_words)
        written = sentences(material, most)
        for plan in PLANS:
            if settings.length == "short":
                written = written[:1]
            if sum(len(sentence.text.split()) for sentence in written) <= WORDS[settings.length]:
                break
            longest = min(plan.quote_words, settings.max_quote_words)
            material = Material(post, language, longest, plan.findings)
            written = sentences(material, min(most, plan.sentences))
        return material, written[:1] if settings.length == "short" else written


def _with_joined(material: Material, sentence: DigestSentence) -> DigestSentence:
    """A sentence with the ids of all views that were made one for it, and of all findings that are
    quoted as one.
    """
    ids = [i for ident in sentence.evidence for i in material.joined.get(ident, (ident,))]
    known = set(ids)
    for item in material.quotable:
        if any(finding.id in known for finding in item.findings):
            ids += [finding.id for finding in item.findings]
    return replace(sentence, evidence=unique(ids))


def sentences(material: Material, most: int) -> list[DigestSentence]:
    """The news first, then the findings, the writer's view, and the readers', ``most`` in all."""
    said = readers(material, 2)
    news = lead(material)
    room = most - min(1, len(said))
    thought = views(material, min(VIEWS, room - 1))
    if material.quotable:
        # Findings may not be crowded out: two sentences are theirs before a third view.
        space = room - len(news) - len(thought)
        if space < 2 and len(thought) > 2:
            thought = views(material, 2)
            space = room - len(news) - len(thought)
        told = findings_told(material, max(1, space))
    else:
        told = []
    written = [*news, *told, *thought][:room]
    if len(written) < min(3, room):
        written += own_words(material)[: room - len(written)]
    return [*written, *said[: most - len(written)]]


def headlines_of(material: Material) -> Iterator[DigestSentence]:
    """What may stand as headline, best first: in Swedish the post's own title; else the source and
    its weightiest finding. Nothing where the post holds nothing to rest a headline on.
    """
    evidence = _title_evidence(material)
    if not evidence:
        return
    post = material.post
    title = _title(post)
    language = next((b.language for b in post.blocks or () if b.kind is BlockKind.TITLE), "sv")
    own = language if language in ("sv", "en") else "sv"
    if title and own == material.language == "sv":
        yield DigestSentence(title, evidence, Voice.AUTHOR)
        yield DigestSentence(title, _supporting(material, title, evidence), Voice.AUTHOR)
    best = max(
        material.quotable,
        key=lambda item: (item.claim.salience, -item.claim.span.start),
        default=None,
    )
    if best is not None:
        yield _from_source(material, best)
    if title:
        text = title if own == material.language else quote(title, material.language)
        yield DigestSentence(text, evidence, Voice.AUTHOR)
    first = _first_words(material)
    if first is not None:
        yield first


def _from_source(material: Material, best: Quotable) -> DigestSentence:
    """The source and its weightiest finding."""
    text = material.quoted(best.spans[0], HEADLINE_WORDS)
    who = _short_source(best, material.language)
    evidence = list(best.evidence)
    if who is not None:
        text = material.phrases["headline_source"].format(source=who, quote=text)
        evidence += [best.source.id] if best.source is not None else []
    return DigestSentence(text, unique(evidence), Voice.SOURCE)


def _supporting(material: Material, title: str, evidence: tuple[str, ...]) -> tuple[str, ...]:
    """The evidence of a title, with the first commentary or finding that holds each name and figure
    of it.
    """
    wanted = [*names_in(title), *sorted(figure_values(title))]
    records: list[Commentary | Finding] = [*material.commentary, *material.findings.values()]
    ids = list(evidence)
    for word in wanted:
        ids += [item.id for item in records if word in item.span.of(material.text)][:1]
    return unique(ids)


def _title(post: Post) -> str:
    """The post's title, if it may stand in a digest: one that only the page's head or the front
    matter knows must not bring in a name or a figure that the text does not hold.
    """
    title = " ".join((post.meta.title or "").split())
    text = post.text.replace("\u00ad", "")
    if title in " ".join(text.split()):
        return title
    known = figure_values(text)
    named = all(stands_in(name, text) for name in names_in(title))
    return title if named and figure_values(title) <= known else ""


def _first_words(material: Material) -> DigestSentence | None:
    """The first claim, own words, finding or reference of a post without a title, as a headline."""
    items = [
        *((claim.id, claim.span, claim.voice) for claim in material.claims.values()),
        *((item.id, item.span, item.voice) for item in material.commentary),
        *((finding.id, finding.span, Voice.SOURCE) for finding in material.findings.values()),
        *((item.id, item.span, Voice.SOURCE) for item in material.post.references),
    ]
    if not items:
        return None
    ident, span, voice = items[0]
    words = shorten(plain(material.text, span), HEADLINE_WORDS)
    return DigestSentence(quote(words, material.language), (ident,), voice)


def _title_evidence(material: Material) -> tuple[str, ...]:
    """What a title rests on: the weightiest claim, else the first thing there is."""
    claims = list(material.claims.values())
    if claims:
        best = max(claims, key=lambda claim: (claim.salience, -claim.span.start))
        return (best.id,)
    post = material.post
    for items in (material.commentary, post.findings or (), post.references, post.sources):
        if items:
            return (items[0].id,)
    return ()


def _short_source(item: Quotable, language: str) -> str | None:
    if item.source is not None and is_named(item.source):
        return " ".join(item.source.title.split())
    return role_phrase(item.speaker, language) if item.speaker else None
