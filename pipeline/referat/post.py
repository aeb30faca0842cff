"""A post on its way through the pipeline: one text, and layers of records that point into it.

A reader makes a `Post` with a text and what the format tells about it. Each stage gives back a new
`Post` with one more layer. The records are small and frozen, hold spans rather than strings, and
know nothing of JSON; what callers are promised is `referat.summary`, made from a finished post.

``None`` for a layer means that no stage has made it yet; an empty tuple, that there was nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from referat.errors import PipelineError
from referat.span import Span


class BlockKind(StrEnum):
    """The structural kind of a block."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    BLOCKQUOTE = "blockquote"
    CAPTION = "caption"


class Section(StrEnum):
    """The part of a page that a block belongs to."""

    POST = "post"
    COMMENTS = "comments"
    CHROME = "chrome"


class Role(StrEnum):
    """What a block does in the post; the last word on it is spoken after the commentary stage."""

    HEADING = "heading"
    COMMENTARY = "commentary"
    FINDING = "finding"
    REFERENCE = "reference"
    COMMENT = "comment"
    CHROME = "chrome"


class Lead(StrEnum):
    """What stood before a block's words in plain text, outside the block's span."""

    NONE = ""
    DASH = "dash"  # talstreck: a dash that opens a line of speech
    QUOTE = "quote"  # ">"
    NUMBER = "number"
    BULLET = "bullet"


class RunKind(StrEnum):
    """What a stretch of one language is."""

    TEXT = "text"
    TERM = "term"
    TITLE = "title"
    FINDING = "finding"


class MarkupKind(StrEnum):
    """Inline markup that means something here."""

    QUOTE = "quote"  # <q>
    CITE = "cite"  # <cite>: a title
    LINK = "link"
    EMPHASIS = "emphasis"
    CODE = "code"


class Marking(StrEnum):
    """How a post shows that it quotes."""

    BLOCKQUOTE = "blockquote"
    DASH = "dash"
    MARKS = "marks"
    LANGUAGE = "language"


class SourceKind(StrEnum):
    """What findings can come from."""

    SURVEY = "survey"
    REPORT = "report"
    STUDY = "study"
    ARTICLE = "article"
    BOOK = "book"
    TALK = "talk"
    ORGANISATION = "organisation"
    PERSON = "person"
    PAGE = "page"


class Voice(StrEnum):
    """Whose words they are."""

    SOURCE = "source"
    AUTHOR = "author"
    READER = "reader"
    SUMMARY = "summary"


class Stance(StrEnum):
    """What a commentary thinks of what it is about."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class ClaimKind(StrEnum):
    """What kind of statement a claim is."""

    RESULT = "result"
    TREND = "trend"
    CONCERN = "concern"
    JUDGEMENT = "judgement"
    RECOMMENDATION = "recommendation"
    PREDICTION = "prediction"


class Certainty(StrEnum):
    """How certain a claim is made to be by whoever makes it."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known about a post besides its text. ``None``: not known.

    ``id`` is the one that an archive gives it; ``tags`` are what it is filed under there.
    """

    origin: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None  # ISO 8601
    url: str | None = None
    site: str | None = None
    id: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One structural unit of the text.

    ``outer`` also covers a list number, bullet, ``>`` or talstreck at the edge. ``indent`` is the
    depth of the block as columns of leading white space in plain text, else 0. ``section`` is
    ``None`` until it is known; ``role`` until the commentary stage.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    section: Section | None = None
    comment: str | None = None
    lead: Lead = Lead.NONE
    outer: Span | None = None
    indent: int = 0
    language: str = "und"
    confidence: float = 0.0
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Markup:
    """Inline markup that a reader kept: a link, ``<q>``, ``<cite>``, emphasis, code."""

    span: Span
    kind: MarkupKind
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader's (or the writer's) comment below a post. ``span`` covers its own words.

    ``published`` is ISO 8601; of a date that the page shows without a year, it is the day
    (``--05-03``) until the blocks stage, which knows when the post was published.
    """

    id: str
    span: Span
    author: str | None = None
    published: str | None = None
    reply_to: str | None = None
    depth: int = 0
    by_writer: bool = False
    quotes_post: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one language inside a block."""

    span: Span
    language: str
    confidence: float = 1.0
    kind: RunKind = RunKind.TEXT


class Token(NamedTuple):
    """A word, a figure or a mark of punctuation.

    ``norm`` is the lower-cased form with NFC letters and without soft hyphens, for look-ups. The
    rest is filled by a syntax model where there is one: Universal Dependencies' tag, features
    (``Case=Gen|Number=Sing``), lemma and relation; ``head``, which counts tokens from the start of
    the sentence, the root being its own; ``name``, an IOB2 tag (``B-PER``, ``I-ORG``, ``B-LOC``) or
    empty.
    """

    start: int
    end: int
    norm: str
    is_word: bool
    tag: str = ""
    lemma: str = ""
    head: int = -1
    features: str = ""
    relation: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside one block, with its tokens in order."""

    span: Span
    language: str
    tokens: tuple[Token, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom the post gives words to. ``name`` is the full name; ``span`` is where it stands."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """Where findings come from."""

    id: str
    title: str
    kind: SourceKind
    people: tuple[str, ...] = ()
    organisation: str | None = None
    year: int | None = None
    url: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Verbatim material from somebody other than the writer that holds a clause."""

    id: str
    span: Span
    outer: Span
    language: str
    marking: Marking
    cuts: tuple[Span, ...] = ()
    continues: str | None = None
    speaker: Speaker | None = None
    source: str | None = None
    comment: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A sentence of the writer's that gives a source's statement in the writer's words.

    ``verb`` is the reporting phrase ("Undersökningen visar", "Enligt Gartner").
    """

    id: str
    span: Span
    verb: Span
    speaker: Speaker | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Commentary:
    """Words of the writer's or a reader's: what they are about, and what they think of it."""

    id: str
    span: Span
    own: tuple[Span, ...]
    language: str
    voice: Voice
    comment: str | None = None
    about: tuple[str, ...] = ()
    stance: Stance = Stance.NEUTRAL
    cues: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A line that only names a source."""

    id: str
    span: Span
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit. ``value`` is a number, or a pair for a range."""

    span: Span
    value: float | tuple[float, float]
    unit: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that a reader of the summary needs, and who makes it."""

    id: str
    span: Span
    language: str
    kind: ClaimKind
    voice: Voice
    name: str | None = None
    source: str | None = None
    finding: str | None = None
    commentary: str | None = None
    negated: bool = False
    certainty: Certainty = Certainty.ASSERTED
    cues: tuple[Span, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    parts: tuple[Span, ...] = ()
    salience: float = 0.0


@dataclass(frozen=True, slots=True)
class DigestSentence:
    """One sentence of the digest, with the ids of what it rests on."""

    text: str
    evidence: tuple[str, ...]
    voice: Voice


@dataclass(frozen=True, slots=True)
class Digest:
    """Headline and sentences in Swedish and English. A headline is ``None`` only where nothing is
    there to tell about.
    """

    headline_sv: DigestSentence | None
    headline_en: DigestSentence | None
    sv: tuple[DigestSentence, ...] = ()
    en: tuple[DigestSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd about a post that its reader should know of; becomes a warning."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One text and its layers. Made by a reader, enriched by stages, never changed in place.

    Raises:
        PipelineError: a layer holds a span outside the text, or blocks or runs that overlap.
    """

    text: str
    meta: Meta = Meta()
    blocks: tuple[Block, ...] | None = None
    markup: tuple[Markup, ...] = ()
    comments: tuple[Comment, ...] = ()
    runs: tuple[Run, ...] | None = None
    sentences: tuple[Sentence, ...] | None = None
    sources: tuple[Source, ...] = ()
    findings: tuple[Finding, ...] | None = None
    paraphrases: tuple[Paraphrase, ...] = ()
    commentary: tuple[Commentary, ...] | None = None
    references: tuple[Reference, ...] = ()
    claims: tuple[Claim, ...] | None = None
    digest: Digest | None = None
    warnings: tuple[Oddity, ...] = ()

    def __post_init__(self) -> None:
        length = len(self.text)
        for name, spans in self._layers():
            for start, end in spans:
                if not 0 <= start <= end <= length:
                    raise PipelineError(
                        f"{name} holds the span [{start}, {end}), but the text has {length} "
                        "code points; the stage or reader that made it is wrong"
                    )
        for name, ordered in (
            ("blocks", [block.span for block in self.blocks or ()]),
            ("runs", [run.span for run in self.runs or ()]),
            ("findings", [finding.span for finding in self.findings or ()]),
        ):
            for before, after in pairwise(ordered):
                if before.end > after.start:
                    raise PipelineError(
                        f"{name} must not overlap and must stand in the order of the text: "
                        f"{tuple(before)} is followed by {tuple(after)}"
                    )

    def _layers(self) -> Iterator[tuple[str, Iterable[Span]]]:
        yield "blocks", (block.span for block in self.blocks or ())
        yield "markup", (item.span for item in self.markup)
        yield "comments", (comment.span for comment in self.comments)
        yield "runs", (run.span for run in self.runs or ())
        yield "sentences", (sentence.span for sentence in self.sentences or ())
        yield "findings", (finding.outer for finding in self.findings or ())
        yield "paraphrases", (item.span for item in self.paraphrases)
        yield "commentary", (item.span for item in self.commentary or ())
        yield "references", (item.span for item in self.references)
        yield "claims", (claim.span for claim in self.claims or ())
