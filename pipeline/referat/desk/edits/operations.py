"""What an editor can change, one record a kind of correction.

The same records come from the forms of the pages and from the API, and stand in a post's history.
Where words are named, they are looked for in the post, white space aside, and the place nearest to
``near`` is taken; so a correction needs no counting of characters. A field that is left out (or
``None``) stays as it is; an empty string takes away what was there.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from referat.post import Certainty, ClaimKind, Marking, Role, SourceKind, Stance, Voice

Words = Annotated[str, Field(max_length=100_000)]
Short = Annotated[str, Field(max_length=1000)]
Ids = Annotated[list[Short], Field(max_length=500)]
Digested = Literal["sv", "en"]
Code = Annotated[str, Field(pattern=r"^([a-z]{2}|und)$")]
Near = Annotated[int | None, Field(ge=0, le=1 << 53, description="code points from the start")]
Number = Annotated[int, Field(ge=0, le=10_000, description="0 is the headline")]


class _Operation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SetRole(_Operation):
    """What a block is: commentary, a finding, a reference, a heading, chrome, a comment."""

    kind: Literal["role"] = "role"
    block: Annotated[int, Field(ge=0, le=1 << 53, description="where the block starts")]
    role: Role


class SetLanguage(_Operation):
    """The language of some words."""

    kind: Literal["language"] = "language"
    words: Words
    near: Near = None
    language: Code


class AddFinding(_Operation):
    """Words that are quoted, and whose they are."""

    kind: Literal["add_finding"] = "add_finding"
    words: Words
    near: Near = None
    speaker: Short | None = None
    source: Short | None = None


class ChangeFinding(_Operation):
    """A finding's span, language, marking, speaker (by name) and source (by id)."""

    kind: Literal["finding"] = "finding"
    id: Short
    words: Words | None = None
    near: Near = None
    language: Code | None = None
    marking: Marking | None = None
    speaker: Short | None = None
    source: Short | None = None


class ChangeCommentary(_Operation):
    """A commentary's stance, and what it is about."""

    kind: Literal["commentary"] = "commentary"
    id: Short
    stance: Stance | None = None
    about: Ids | None = None


class SplitCommentary(_Operation):
    """A commentary that changes its stance half-way becomes two; the second begins with these
    words.
    """

    kind: Literal["split"] = "split"
    id: Short
    words: Words


class AddClaim(_Operation):
    """A statement that a reader needs."""

    kind: Literal["add_claim"] = "add_claim"
    words: Words
    near: Near = None
    claim_kind: ClaimKind = ClaimKind.RESULT
    negated: bool = False
    certainty: Certainty = Certainty.ASSERTED


class ChangeClaim(_Operation):
    """A claim's span, kind, negation and certainty."""

    kind: Literal["claim"] = "claim"
    id: Short
    words: Words | None = None
    claim_kind: ClaimKind | None = None
    negated: bool | None = None
    certainty: Certainty | None = None


class Drop(_Operation):
    """A finding, claim or source that is none. A finding's words become commentary."""

    kind: Literal["drop"] = "drop"
    id: Short


class AddSource(_Operation):
    """A source that the machine did not see."""

    kind: Literal["add_source"] = "add_source"
    title: Annotated[str, Field(min_length=1, max_length=1000)]
    source_kind: SourceKind = SourceKind.REPORT
    people: Ids = []
    organisation: Short | None = None
    year: Annotated[int | None, Field(ge=1000, le=2200)] = None
    url: Short | None = None


class ChangeSource(_Operation):
    """What a source is called, what it is, whose it is. All of it is set."""

    kind: Literal["source"] = "source"
    id: Short
    title: Annotated[str, Field(min_length=1, max_length=1000)]
    source_kind: SourceKind
    people: Ids = []
    organisation: Short | None = None
    year: Annotated[int | None, Field(ge=1000, le=2200)] = None
    url: Short | None = None


class ChangeSentence(_Operation):
    """A sentence of the digest: its words, what it rests on, whose view it gives."""

    kind: Literal["sentence"] = "sentence"
    language: Digested
    number: Number
    text: Annotated[str, Field(max_length=20_000)] | None = None
    evidence: Annotated[Ids, Field(min_length=1)] | None = None
    voice: Voice | None = None


class AddSentence(_Operation):
    """A new sentence behind sentence ``after`` (0 for the front)."""

    kind: Literal["add_sentence"] = "add_sentence"
    language: Digested
    after: Number
    text: Annotated[str, Field(max_length=20_000)]
    evidence: Annotated[Ids, Field(min_length=1)]
    voice: Voice = Voice.SUMMARY


class MoveSentence(_Operation):
    """A sentence to another place: ``to`` counts from 1."""

    kind: Literal["move"] = "move"
    language: Digested
    number: Annotated[int, Field(ge=1, le=10_000)]
    to: Annotated[int, Field(ge=1, le=10_000)]


class DropSentence(_Operation):
    """A sentence that is to go."""

    kind: Literal["drop_sentence"] = "drop_sentence"
    language: Digested
    number: Annotated[int, Field(ge=1, le=10_000)]


class Rewrite(_Operation):
    """The digest written anew from the layers as they are now."""

    kind: Literal["rewrite"] = "rewrite"


class ChangeMeta(_Operation):
    """What is known of the post besides its text. All of it is set."""

    kind: Literal["meta"] = "meta"
    title: Short | None = None
    author: Short | None = None
    published: (
        Annotated[str, Field(pattern=r"^\d{4}(-\d\d(-\d\d(T[\d:.+Z-]{0,30})?)?)?$")] | None
    ) = None
    site: Short | None = None
    url: Short | None = None


Layered = (
    SetRole
    | SetLanguage
    | AddFinding
    | ChangeFinding
    | ChangeCommentary
    | SplitCommentary
    | AddClaim
    | ChangeClaim
    | Drop
    | AddSource
    | ChangeSource
    | ChangeMeta
)
"""Corrections of what was found in the post."""
Digesting = ChangeSentence | AddSentence | MoveSentence | DropSentence
"""Corrections of the digest."""
Operation = Annotated[Layered | Digesting | Rewrite, Field(discriminator="kind")]
"""Any correction."""
