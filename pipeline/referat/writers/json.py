"""The summary as JSON: the contract itself, for other programs.

One post is written as an indented document. Several in one stream are written as JSON Lines, one
compact object a line, so that a reader can take them one at a time.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from referat.summary import Summary


class _OutputSchema(GenerateJsonSchema):
    """The schema of what is written: a field with a default is always there."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return True


def write(summary: Summary, language: str) -> str:
    """The summary as an indented JSON document; ``language`` makes no difference, it has both."""
    del language
    return summary.to_json()


def write_line(summary: Summary) -> str:
    """The summary as one line of JSON Lines, with its newline."""
    return summary.to_json(indent=None)


def schema() -> str:
    """The JSON Schema (draft 2020-12) of a summary, as committed in ``summary.schema.json``."""
    tables = Summary.model_json_schema(mode="serialization", schema_generator=_OutputSchema)
    document = {"$schema": GenerateJsonSchema.schema_dialect, **tables}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
