"""The digest: headline and sentences in Swedish and English, each with its evidence.

Extractive by design: what a source, the writer or a reader says stands between quotation marks, or
is a sentence in which the writer reports the source; the digest itself only says whose words they
are and what the writer thinks of them. So nothing is invented, no figure changed, no negation lost,
and nobody's words end up in another's mouth.
"""

from __future__ import annotations

from dataclasses import replace

from referat.post import BlockKind, Digest, DigestSentence, Post, Voice
from referat.promises import figure_values, names_in, stands_in
from referat.settings import DigestSettings
from referat.text.material import Material, Quotable
from referat.text.phrasing import is_named, plain, quote, role_phrase, shorten
from referat.text.telling import findings_told, lead
from referat.text.views import own_words, readers, views

# Words of a quotation in a headline.
HEADLINE_WORDS = 14
# Most sentences for the writer's views, and fewest for the findings where there are any.
VIEWS = 3


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
        """The post with its digest."""
        swedish, english = (
            Material(post, language, self._settings.max_quote_words) for language in ("sv", "en")
        )
        most = self._settings.max_sentences
        return replace(
            post,
            digest=Digest(
                headline(swedish),
                headline(english),
                tuple(sentences(swedish, most)),
                tuple(sentences(english, most)),
            ),
        )


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


def headline(material: Material) -> DigestSentence | None:
    """In Swedish the post's own title; else the source and its weightiest finding. ``None`` where
    the post holds nothing to rest a headline on.
    """
    evidence = _title_evidence(material)
    if not evidence:
        return None
    post = material.post
    title = _title(post)
    language = next((b.language for b in post.blocks or () if b.kind is BlockKind.TITLE), "sv")
    own = language if language in ("sv", "en") else "sv"
    if title and own == material.language == "sv":
        return DigestSentence(title, evidence, Voice.AUTHOR)
    best = max(
        material.quotable,
        key=lambda item: (item.claim.salience, -item.claim.span.start),
        default=None,
    )
    if best is not None:
        words = shorten(plain(material.text, best.spans[0]), HEADLINE_WORDS)
        text = quote(words, material.language)
        who = _short_source(best, material.language)
        if who is not None:
            text = material.phrases["headline_source"].format(source=who, quote=text)
        return DigestSentence(text, tuple(best.evidence), Voice.SOURCE)
    if title:
        text = title if own == material.language else quote(title, material.language)
        return DigestSentence(text, evidence, Voice.AUTHOR)
    return _first_words(material)


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
