"""What a form for a record shows: its present values, and what they can be changed to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from referat.desk.errors import MissingError
from referat.post import (
    Certainty,
    ClaimKind,
    Marking,
    Role,
    SourceKind,
    Stance,
    Voice,
)
from referat.summary import Summary
from referat.writers.view import View, excerpt

_SENTENCE = re.compile(r"(sv|en)-(\d{1,4})")
_NEW_SENTENCE = re.compile(r"new-(sv|en)-(\d{1,4})")
_BLOCK = re.compile(r"block-(\d{1,9})")
_EXCERPT = 90  # code points of a record in a list of choices
_LANGUAGES = ("sv", "en", "da", "de", "es", "fi", "fr", "it", "nl", "no", "und")


@dataclass(frozen=True, slots=True)
class Choice:
    """A record that can be ticked: its id, what it is called, its first words."""

    id: str
    label: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A record about to be corrected.

    ``kind`` names the form: finding, commentary, claim, source, block, sentence, new_sentence,
    new_source, meta. ``values`` are the present ones, ``options`` what fields can be set to.
    """

    kind: str
    record: str
    target: str
    values: Mapping[str, Any]
    options: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def draft_of(summary: Summary, record: str, view: View) -> Draft:
    """The form for a record.

    Args:
        summary: the post.
        record: an id, ``block-N`` by where it starts, ``sv-2`` for a sentence, ``new-sv-2`` for one
            behind it, ``new-source`` or ``meta``.
        view: labels in the language of the page.

    Raises:
        MissingError: there is no such record.
    """
    if record == "meta":
        return Draft("meta", record, "", dict(summary.post))
    if record == "new-source":
        options: dict[str, Sequence[Any]] = {"kinds": [kind.value for kind in SourceKind]}
        return Draft("new_source", record, "sources", {}, options)
    for pattern, make in ((_BLOCK, _block), (_SENTENCE, _sentence), (_NEW_SENTENCE, _new_sentence)):
        if match := pattern.fullmatch(record):
            return make(summary, record, view, match)
    for item in summary.findings:
        if item.id == record:
            return _finding(summary, record, view)
    for layer, make_one in (
        (summary.commentary, _commentary),
        (summary.claims, _claim),
        (summary.sources, _source),
    ):
        for known in layer:
            if known.id == record:
                return make_one(summary, known, view)
    raise MissingError("no_record", id=record)


def _finding(summary: Summary, record: str, view: View) -> Draft:
    item = next(each for each in summary.findings if each.id == record)
    speakers = [each.speaker.name for each in summary.findings if each.speaker]
    people = [name for source in summary.sources for name in source.people]
    options: dict[str, Sequence[Any]] = {
        "languages": _languages(item.language),
        "markings": [marking.value for marking in Marking],
        "sources": [(source.id, source.title) for source in summary.sources],
        "speakers": list(dict.fromkeys([*speakers, *people])),
    }
    values = {
        "words": item.text,
        "language": item.language,
        "marking": item.marking,
        "speaker": item.speaker.name if item.speaker else "",
        "source": item.source or "",
    }
    return Draft("finding", record, view.anchors[record].target, values, options)


def _languages(known: str) -> list[str]:
    return [*_LANGUAGES, *([] if known in _LANGUAGES else [known])]


def _commentary(summary: Summary, item: Any, view: View) -> Draft:
    values = {"words": item.text, "stance": item.stance}
    options: dict[str, Sequence[Any]] = {
        "stances": [stance.value for stance in Stance],
        "about": list(_choices(summary, view, item.about, without=item.id)),
    }
    return Draft("commentary", item.id, view.anchors[item.id].target, values, options)


def _claim(summary: Summary, item: Any, view: View) -> Draft:
    values = {
        "words": item.text,
        "claim_kind": item.kind,
        "negated": item.negated,
        "certainty": item.certainty,
    }
    return Draft("claim", item.id, view.anchors[item.id].target, values, _claim_options())


def _claim_options() -> dict[str, list[str]]:
    return {
        "kinds": [kind.value for kind in ClaimKind],
        "certainties": [certainty.value for certainty in Certainty],
    }


def _source(summary: Summary, item: Any, view: View) -> Draft:
    options: dict[str, Sequence[Any]] = {"kinds": [kind.value for kind in SourceKind]}
    return Draft("source", item.id, view.anchors[item.id].target, dict(item), options)


def _block(summary: Summary, record: str, view: View, match: re.Match[str]) -> Draft:
    start = int(match[1])
    block = next((each for each in summary.blocks if each.start == start), None)
    if block is None:
        raise MissingError("no_block", place=str(start))
    values = {
        "start": start,
        "words": summary.text[block.start : block.end],
        "role": block.role,
        "language": block.language,
    }
    options: dict[str, Sequence[Any]] = {
        **_claim_options(),
        "roles": [role.value for role in Role],
        "languages": _languages(block.language),
        "sources": [(source.id, source.title) for source in summary.sources],
    }
    return Draft("block", record, f"at{start}", values, options)


def _sentence(summary: Summary, record: str, view: View, match: re.Match[str]) -> Draft:
    language, number = match[1], int(match[2])
    told = getattr(summary.summary, language)
    if number > len(told):
        raise MissingError("no_record", id=record)
    item = told[number - 1] if number else getattr(summary.summary.headline, language)
    values = {
        "language": language,
        "number": number,
        "count": len(told),
        "text": item.text if item else "",
        "voice": item.voice if item else Voice.SUMMARY,
    }
    options: dict[str, Sequence[Any]] = {
        "voices": [voice.value for voice in Voice],
        "evidence": list(_choices(summary, view, item.evidence if item else ())),
    }
    return Draft("sentence", record, f"{language}{number}", values, options)


def _new_sentence(summary: Summary, record: str, view: View, match: re.Match[str]) -> Draft:
    language, after = match[1], int(match[2])
    if after > len(getattr(summary.summary, language)):
        raise MissingError("no_record", id=record)
    values = {"language": language, "after": after, "text": "", "voice": Voice.SUMMARY}
    options: dict[str, Sequence[Any]] = {
        "voices": [voice.value for voice in Voice],
        "evidence": list(_choices(summary, view, ())),
    }
    return Draft("new_sentence", record, f"{language}{after}", values, options)


def _choices(
    summary: Summary, view: View, chosen: Sequence[str], without: str = ""
) -> Iterator[Choice]:
    """What something can be about, or rest on: first what it is now, then the rest."""
    layers = (summary.findings, summary.claims, summary.commentary)
    found = [item for layer in layers for item in layer]
    words = {item.id: item.text for item in found}
    words |= {item.id: item.title for item in summary.sources}
    words |= {item.id: summary.text[item.start : item.end] for item in summary.comments}
    words |= {item.id: item.text for item in summary.references}
    for ident in (*chosen, *(name for name in words if name not in chosen)):
        if ident in words and ident != without:
            shown = excerpt(words[ident], _EXCERPT)
            yield Choice(ident, view.label(ident), shown, ident in chosen)
