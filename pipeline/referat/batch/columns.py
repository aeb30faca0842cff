"""The columns of a dataset: what an archive is asked by, and the whole summary beside it.

The first columns hold one value a post. Lists of records follow: findings, commentary, claims and
sources, with the fields that questions are asked by; then ``mix``, what ``referat mix`` counts of a
post. Spans and cues stand in ``summary``, which is the JSON of the contract.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from referat.batch.items import Key, Record
from referat.mix.dataset import VERSION, mix_field, mix_value
from referat.mix.rows import MixRow
from referat.mix.rows import row_of as mix_row_of
from referat.models import load_word_model
from referat.post import Post, Stance
from referat.summarise import summary_of
from referat.summary import ClaimRecord, ProvenanceRecord, Summary, SummarySentence

if TYPE_CHECKING:
    import pyarrow

LAYOUT = f"1, mix {VERSION}"
"""Name of this set of columns. A dataset with another one is not added to."""

# Columns of one value, by name, with the type that Parquet gives them.
VALUES = {
    "key": "string",
    "digest": "string",
    "id": "string",
    "origin": "string",
    "url": "string",
    "title": "string",
    "author": "string",
    "published": "string",
    "year": "int32",
    "site": "string",
    "characters": "int64",
    "words": "int64",
    "share_sv": "float64",
    "share_en": "float64",
    "share_other": "float64",
    "switch_points": "int64",
    "comments": "int64",
    "n_findings": "int64",
    "n_commentary": "int64",
    "n_claims": "int64",
    "n_sources": "int64",
    "n_agrees": "int64",
    "n_disagrees": "int64",
    "n_mixed": "int64",
    "n_warnings": "int64",
    "headline_sv": "string",
    "headline_en": "string",
    "digest_sv": "string",
    "digest_en": "string",
}
_SPAN = {"id": "string", "start": "int64", "end": "int64", "text": "string", "language": "string"}
# Lists of records, by name, with the fields of a record.
LISTS: dict[str, dict[str, Any]] = {
    "findings": _SPAN
    | {
        "marking": "string",
        "speaker": "string",
        "source": "string",
        "continues": "string",
        "comment": "string",
        "confidence": "float64",
    },
    "commentary": _SPAN
    | {"voice": "string", "stance": "string", "about": ["string"], "comment": "string"},
    "claims": _SPAN
    | {
        "kind": "string",
        "voice": "string",
        "name": "string",
        "source": "string",
        "finding": "string",
        "commentary": "string",
        "negated": "bool",
        "certainty": "string",
        "salience": "float64",
        "quantities": [{"text": "string", "low": "float64", "high": "float64", "unit": "string"}],
    },
    "sources": {
        "id": "string",
        "title": "string",
        "kind": "string",
        "people": ["string"],
        "organisation": "string",
        "year": "int32",
        "url": "string",
        "mentions": "int64",
    },
}


def schema() -> pyarrow.Schema:
    """The columns as Arrow has them."""
    import pyarrow as pa

    fields = [pa.field(name, _type(kind)) for name, kind in VALUES.items()]
    fields += [pa.field(name, pa.list_(_type(kind))) for name, kind in LISTS.items()]
    return pa.schema([*fields, mix_field(), pa.field("summary", pa.string())])


def _type(kind: Any) -> Any:
    import pyarrow as pa

    if isinstance(kind, dict):
        return pa.struct([pa.field(name, _type(inside)) for name, inside in kind.items()])
    if isinstance(kind, list):
        return pa.list_(_type(kind[0]))
    return pa.type_for_alias(kind)


def record_of(post: Post, provenance: ProvenanceRecord, key: Key, digest: str) -> Record:
    """The row of a post that has been through the pipeline.

    Raises:
        PipelineError: a layer is missing.
        ModelError: the word model, which tells English words, is missing.
    """
    summary = summary_of(post, provenance)
    mix = mix_row_of(post, summary.post.id, load_word_model().log_odds)
    return row_of(summary, mix, key, digest)


def row_of(summary: Summary, mix: MixRow, key: Key, digest: str) -> Record:
    """The row of a summary and of the language mix that was counted with it."""
    values = {"key": str(key), "digest": digest} | _values(summary)
    return Record(
        columns=_json(values | {"mix": mix_value(mix)}),
        lists=_json(_lists(summary)),
        summary=summary.model_dump_json(),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _values(summary: Summary) -> dict[str, object]:
    post, digest = summary.post, summary.summary
    share = summary.mix.share
    stances = Counter(item.stance for item in summary.commentary)
    words = sum(summary.mix.tokens.values())
    swedish, english = share.get("sv", 0.0), share.get("en", 0.0)
    return {
        "id": post.id,
        "origin": post.origin,
        "url": post.url,
        "title": post.title,
        "author": post.author,
        "published": post.published,
        "year": _year(post.published),
        "site": post.site,
        "characters": len(summary.text),
        "words": words,
        "share_sv": swedish,
        "share_en": english,
        "share_other": round(max(0.0, 1 - swedish - english), 4) if words else 0.0,
        "switch_points": summary.mix.switch_points,
        "comments": len(summary.comments),
        "n_findings": len(summary.findings),
        "n_commentary": len(summary.commentary),
        "n_claims": len(summary.claims),
        "n_sources": len(summary.sources),
        "n_agrees": stances[Stance.AGREES],
        "n_disagrees": stances[Stance.DISAGREES],
        "n_mixed": stances[Stance.MIXED],
        "n_warnings": len(summary.warnings),
        "headline_sv": _words(digest.headline.sv),
        "headline_en": _words(digest.headline.en),
        "digest_sv": " ".join(sentence.text for sentence in digest.sv),
        "digest_en": " ".join(sentence.text for sentence in digest.en),
    }


def _year(published: str | None) -> int | None:
    digits = (published or "")[:4]
    return int(digits) if digits.isdecimal() else None


def _words(sentence: SummarySentence | None) -> str | None:
    return sentence.text if sentence is not None else None


def _lists(summary: Summary) -> dict[str, object]:
    findings = [
        {name: getattr(item, name) for name in LISTS["findings"] if name != "speaker"}
        | {"speaker": item.speaker.name if item.speaker else None}
        for item in summary.findings
    ]
    commentary = [
        {name: getattr(item, name) for name in LISTS["commentary"]} for item in summary.commentary
    ]
    sources = [
        {name: getattr(item, name) for name in LISTS["sources"] if name != "mentions"}
        | {"mentions": len(item.mentions)}
        for item in summary.sources
    ]
    return {
        "findings": findings,
        "commentary": commentary,
        "claims": [_claim(item) for item in summary.claims],
        "sources": sources,
    }


def _claim(claim: ClaimRecord) -> dict[str, object]:
    apart = ("voice", "name", "source", "quantities")
    quantities = []
    for item in claim.quantities:
        low, high = item.value if isinstance(item.value, tuple) else (item.value, item.value)
        quantities.append({"text": item.text, "low": low, "high": high, "unit": item.unit})
    return {name: getattr(claim, name) for name in LISTS["claims"] if name not in apart} | {
        "voice": claim.by.voice,
        "name": claim.by.name,
        "source": claim.by.source,
        "quantities": quantities,
    }
