"""The summary of one post: what callers are promised, as pydantic models.

The JSON Schema that ``referat schema`` prints, and that is committed as ``summary.schema.json``
beside this file, comes from these models. Field order is output order. Every span repeats the
string it covers as ``text``, a checksum that any reader of the JSON can verify; blocks, runs and
comments, which together would repeat the whole post several times, do not.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from referat.post import (
    BlockKind,
    Certainty,
    ClaimKind,
    Marking,
    Role,
    RunKind,
    Section,
    SourceKind,
    Stance,
    Voice,
)

SCHEMA_VERSION: Final = "1"

Offset = Annotated[int, Field(ge=0, description="Unicode code points from the start of `text`")]
Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
Language = Annotated[str, Field(pattern=r"^([a-z]{2}|und)$", description="ISO 639-1, or und")]


class Record(BaseModel):
    """Base of all records: no unknown fields, no change after making."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TextSpan(Record):
    """A half-open stretch of the text, and the string it covers."""

    start: Offset
    end: Offset
    text: str


class PostInfo(Record):
    """What is known of the post itself."""

    id: str
    origin: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = Field(None, description="ISO 8601")
    url: str | None = None
    site: str | None = None


class BlockRecord(Record):
    """One structural unit."""

    start: Offset
    end: Offset
    kind: BlockKind
    section: Section
    language: Language
    confidence: Confidence
    role: Role
    comment: str | None = None


class RunRecord(Record):
    """A stretch of one language inside a block; the runs of a block cover it without gaps."""

    start: Offset
    end: Offset
    language: Language
    confidence: Confidence
    kind: RunKind


class CommentRecord(Record):
    """A comment below the post; start and end cover its own words."""

    id: str
    author: str | None = None
    published: str | None = None
    reply_to: str | None = None
    depth: int = Field(0, ge=0)
    start: Offset
    end: Offset
    by_writer: bool = False
    quotes_post: list[TextSpan] = []


class SourceRecord(Record):
    """Where findings come from."""

    id: str
    title: str
    kind: SourceKind
    people: list[str] = []
    organisation: str | None = None
    year: int | None = None
    url: str | None = None
    mentions: list[TextSpan] = []


class SpeakerRecord(TextSpan):
    """Whom the post gives the words to, and where it names them."""

    name: str


class FindingRecord(TextSpan):
    """Verbatim material from somebody other than the writer."""

    id: str
    language: Language
    marking: Marking
    outer: TextSpan
    cuts: list[TextSpan] = []
    continues: str | None = None
    speaker: SpeakerRecord | None = None
    source: str | None = None
    comment: str | None = None
    confidence: Confidence


class CommentaryRecord(TextSpan):
    """Words of the writer's, or of a reader's in a comment."""

    id: str
    own: list[TextSpan]
    language: Language
    voice: Literal[Voice.AUTHOR, Voice.READER]
    comment: str | None = None
    about: list[str] = []
    stance: Stance
    cues: list[TextSpan] = []


class ReferenceRecord(TextSpan):
    """A line that only names a source."""

    id: str
    source: str | None = None


class ClaimBy(Record):
    """Whose claim it is."""

    voice: Literal[Voice.SOURCE, Voice.AUTHOR, Voice.READER]
    name: str | None = None
    source: str | None = None


class QuantityRecord(TextSpan):
    """A figure with its unit; a range has two values."""

    value: float | tuple[float, float]
    unit: str


class ClaimRecord(TextSpan):
    """A statement that can be agreed or disagreed with."""

    id: str
    language: Language
    kind: ClaimKind
    by: ClaimBy
    finding: str | None = None
    commentary: str | None = None
    negated: bool
    certainty: Certainty
    cues: list[TextSpan] = []
    quantities: list[QuantityRecord] = []
    parts: list[TextSpan] = []
    salience: Confidence


class SummarySentence(Record):
    """A sentence of the digest, the ids it rests on, and whose view it gives."""

    text: str
    evidence: Annotated[list[str], Field(min_length=1)]
    voice: Voice


class Headline(Record):
    """The headline in both languages; null only where the post holds nothing to tell."""

    sv: SummarySentence | None = None
    en: SummarySentence | None = None


class DigestRecord(Record):
    """Headline and sentences, Swedish and English."""

    headline: Headline
    sv: list[SummarySentence] = []
    en: list[SummarySentence] = []


class MixRecord(Record):
    """Language mix of the post section, counted in words; figures and addresses are none, names
    take the language around them. Measures that so little text does not define are null.
    """

    tokens: dict[str, int]
    share: dict[str, float]
    switch_points: int
    cmi: float | None = None
    m_index: float | None = None
    i_index: float | None = None
    language_entropy: float | None = None
    span_entropy: float | None = None
    burstiness: float | None = None
    memory: float | None = None


class StageRecord(Record):
    """One stage and what it ran with."""

    stage: str
    model: str | None = None
    version: str


class ProvenanceRecord(Record):
    """What made the summary."""

    referat: str
    settings: str = Field(description="the first 16 hex digits of the settings' SHA-256")
    stages: list[StageRecord]


class WarningRecord(Record):
    """Something odd in the post; never fatal."""

    code: str
    message: str
    start: Offset | None = None
    end: Offset | None = None
    text: str | None = None


class Summary(Record):
    """All that is known of one post."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    post: PostInfo
    text: str
    blocks: list[BlockRecord]
    runs: list[RunRecord]
    comments: list[CommentRecord]
    sources: list[SourceRecord]
    findings: list[FindingRecord]
    commentary: list[CommentaryRecord]
    references: list[ReferenceRecord]
    claims: list[ClaimRecord]
    summary: DigestRecord
    mix: MixRecord
    provenance: ProvenanceRecord
    warnings: list[WarningRecord]

    def to_json(self, indent: int | None = 2) -> str:
        """The summary as JSON, with a newline at its end."""
        return self.model_dump_json(indent=indent) + "\n"
