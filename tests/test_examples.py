"""The examples hold together: what they name stands in their text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def lines(name: str) -> list[dict[str, Any]]:
    path = CORPUS / "examples" / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_stance_examples_show_their_cues() -> None:
    for example in lines("stance.jsonl"):
        assert example["stance"] in ("agrees", "disagrees", "mixed", "neutral")
        assert all(cue in example["comment"] for cue in example["cues"])
        assert bool(example["cues"]) == (example["stance"] != "neutral")


def test_attribution_examples_hold_their_findings() -> None:
    for example in lines("attribution.jsonl"):
        titles = {source["title"] for source in example["sources"]}
        for finding in example["findings"]:
            assert finding["text"] in example["text"]
            assert finding["source"] is None or finding["source"] in titles
