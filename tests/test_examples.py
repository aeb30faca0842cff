"""The held-out posts and the examples hold together: what gold names stands in the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from referat.readers import read

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
HELD_OUT = sorted((CORPUS / "held_out" / "gold").glob("*.json"))


def lines(name: str) -> list[dict[str, Any]]:
    path = CORPUS / "examples" / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_held_out_post_has_gold() -> None:
    posts = {path.stem for path in (CORPUS / "held_out" / "posts").iterdir()}
    assert posts == {path.stem for path in HELD_OUT}
    assert len(posts) == 24


@pytest.mark.parametrize("path", HELD_OUT, ids=lambda path: path.stem)
def test_held_out_strings_stand_in_their_post(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    (post,) = read(next((CORPUS / "held_out" / "posts").glob(f"{path.stem}.*")))
    sources = {item["key"] for item in gold["sources"]}
    for finding in gold["findings"]:
        assert finding["text"] in post.text
        assert finding["source"] is None or finding["source"] in sources
        assert all(cut in finding["text"] for cut in finding["cuts"])
    for item in gold["commentary"]:
        assert item["starts"] in post.text


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
