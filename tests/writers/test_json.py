"""JSON: what is written is the summary, and the committed schema is the models'."""

import json
from importlib import resources

from writers import factory

from referat.summary import Summary
from referat.writers import json as writer


def test_a_document_reads_back_as_the_same_summary() -> None:
    summary = factory.summary()
    assert Summary.model_validate_json(writer.write(summary, "sv")) == summary


def test_a_line_is_one_line() -> None:
    line = writer.write_line(factory.summary())
    assert line.count("\n") == 1
    assert line.endswith("}\n")
    assert json.loads(line) == json.loads(writer.write(factory.summary(), "en"))


def test_the_committed_schema_is_the_models() -> None:
    committed = resources.files("referat").joinpath("summary.schema.json").read_text("utf-8")
    assert committed == writer.schema(), (
        "run: referat schema > pipeline/referat/summary.schema.json"
    )


def test_the_schema_promises_every_field() -> None:
    schema = json.loads(writer.schema())
    assert set(schema["required"]) == set(Summary.model_fields)
    assert "continues" in schema["$defs"]["FindingRecord"]["required"]
