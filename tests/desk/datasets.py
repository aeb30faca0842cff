"""Datasets as ``referat batch`` writes them, made without running a batch."""

from __future__ import annotations

from referat.batch.columns import record_of
from referat.batch.items import Key
from referat.batch.parts import ParquetParts
from referat.readers import read_text


def write_part(folder, number, texts, pipeline):
    """A file of a dataset with a row for each text."""
    records = []
    for index, text in enumerate(texts):
        post = pipeline.annotate(read_text(text, settings=pipeline.settings.input))
        key = Key(f"post {number} {index}".encode(), 1)
        records.append(record_of(post, pipeline(text).provenance, key, "0" * 64))
    (folder / "posts").mkdir(parents=True, exist_ok=True)
    path = folder / "posts" / f"part-{number:06d}.parquet"
    path.unlink(missing_ok=True)
    ParquetParts().write(path, records)
    return path
