"""What a list of posts shows, and is searched by: one row of facts a summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields

from referat.post import Stance
from referat.summary import Summary


@dataclass(frozen=True, slots=True)
class Facts:
    """The columns of a post in a list. Shares are of the post's words, 0 to 1."""

    title: str | None
    author: str | None
    published: str | None
    site: str | None
    url: str | None
    origin: str | None
    headline_sv: str | None
    headline_en: str | None
    words: int
    share_sv: float
    share_en: float
    findings: int
    claims: int
    comments: int
    sources: int
    agrees: int
    disagrees: int
    mixed: int
    warnings: int


COLUMNS = tuple(field.name for field in fields(Facts))
"""The names of the columns, in order."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a post is found by besides its words."""

    sources: tuple[str, ...]
    speakers: tuple[str, ...]


def facts_of(summary: Summary) -> Facts:
    """The facts of a summary."""
    post, headline, mix = summary.post, summary.summary.headline, summary.mix
    stances = Counter(item.stance for item in summary.commentary)
    return Facts(
        title=post.title,
        author=post.author,
        published=post.published,
        site=post.site,
        url=post.url,
        origin=post.origin,
        headline_sv=headline.sv.text if headline.sv else None,
        headline_en=headline.en.text if headline.en else None,
        words=sum(mix.tokens.values()),
        share_sv=mix.share.get("sv", 0.0),
        share_en=mix.share.get("en", 0.0),
        findings=len(summary.findings),
        claims=len(summary.claims),
        comments=len(summary.comments),
        sources=len(summary.sources),
        agrees=stances[Stance.AGREES],
        disagrees=stances[Stance.DISAGREES],
        mixed=stances[Stance.MIXED],
        warnings=len(summary.warnings),
    )


def names_of(summary: Summary) -> Names:
    """The sources and speakers of a summary, each once."""
    sources = [name for s in summary.sources for name in (s.title, s.organisation) if name]
    speakers = [finding.speaker.name for finding in summary.findings if finding.speaker]
    return Names(tuple(dict.fromkeys(sources)), tuple(dict.fromkeys(speakers)))


def told(summary: Summary) -> str:
    """Everything the digest says, in both languages, for the search."""
    digest = summary.summary
    headlines = [item for item in (digest.headline.sv, digest.headline.en) if item is not None]
    return "\n".join(item.text for item in (*headlines, *digest.sv, *digest.en))
