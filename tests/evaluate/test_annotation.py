"""Annotations: compiled, refused, and made of gold again."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from referat.evaluate.annotation.locate import AnnotationError, Locator, numbered
from referat.evaluate.annotation.making import make
from referat.evaluate.annotation.reverse import edit
from referat.settings import load_settings
from referat.span import Span
from referat.summary import Summary

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"
GOLD = sorted((CORPUS / "gold").glob("*.json"))
SETTINGS = load_settings().input

POST = """\
Om kvarnar

Rapporten Windmills Today kom i går. Den hittade jag på nätet.

Mills rarely turn at night. (…) Two in three stand still.

> Owners do not
> complain.

Det stämmer inte alls. ”We sleep”, säger Eva Ek. Jag tror att de ljuger.

1 kommentar

1. Mills rarely turn at night. Va?
"""
ANNOTATION: dict[str, Any] = {
    "post": {"title": "Om kvarnar", "author": "Bo"},
    "blocks": [
        {"lines": 1, "kind": "title"},
        {"lines": 2, "runs": [["Windmills Today", "title"]]},
        {"lines": 3, "lang": "en"},
        {"lines": [4, 5], "kind": "blockquote", "lang": "en"},
        {"lines": 6},
        {
            "lines": 8,
            "kind": "list_item",
            "comment": 1,
            "runs": [["Mills rarely turn at night.", "text"]],
        },
    ],
    "chrome": [7],
    "comments": [{"quotes_post": ["Mills rarely turn at night."]}],
    "sources": [
        {"key": "s", "title": "Windmills Today", "kind": "report", "mentions": ["Windmills Today"]},
        {"key": "e", "title": "Eva Ek", "kind": "person"},
    ],
    "findings": [
        {
            "key": "f1",
            "line": 3,
            "from": "Mills",
            "to": "still.",
            "marking": "language",
            "source": "s",
        },
        {"key": "f2", "text": "Owners do not complain.", "marking": "blockquote", "source": "s"},
        {"key": "f3", "text": "We sleep", "marking": "marks", "speaker": "Eva Ek", "source": "e"},
    ],
    "commentary": [
        {"key": "c1", "line": 2, "about": ["f1"], "stance": "neutral"},
        {
            "key": "c2",
            "text": "Det stämmer inte alls.",
            "about": ["f2"],
            "stance": "disagrees",
            "cues": ["stämmer inte"],
        },
        {"key": "c3", "from": "”We", "to": "ljuger.", "about": ["f3"], "stance": "disagrees"},
        {"key": "c4", "line": 8, "text": "Va?", "about": ["f1"], "stance": "neutral"},
    ],
    "claims": [
        {
            "key": "k1",
            "in": "f1",
            "text": "Two in three stand still.",
            "kind": "result",
            "quantities": [["Two in three", 66.67, "percent"]],
            "salience": 0.9,
        },
        {
            "key": "k2",
            "in": "c3",
            "text": "de ljuger",
            "kind": "judgement",
            "certainty": "hedged",
            "salience": 0.5,
        },
    ],
    "summary": {
        "headline": {
            "sv": ["Kvarnar står", ["f1"], "source"],
            "en": ["Mills stand", ["f1"], "source"],
        },
        "sv": [["Enligt Windmills Today klagar ingen.", ["f2", "s"], "source"]],
        "en": [["Nobody complains, says Windmills Today.", ["f2", "s"], "source"]],
    },
}


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "kvarnar.txt"
    path.write_text(POST, encoding="utf-8")
    return path


def test_strings_become_spans_and_the_rest_follows(post: Path) -> None:
    gold = make(ANNOTATION, post, SETTINGS)
    first, second, third = gold.findings
    assert first.cuts[0].text == "(…)"
    assert second.text == "Owners do not\n> complain."
    assert second.outer.text == "> Owners do not\n> complain."
    assert third.outer.text == "”We sleep”"
    assert third.speaker is not None
    assert third.speaker.text == "Eva Ek"
    assert [own.text for own in gold.commentary[2].own] == [
        ", säger Eva Ek. Jag tror att de ljuger."
    ]
    assert [item.voice for item in gold.commentary] == ["author", "author", "author", "reader"]
    assert gold.claims[0].by.source == "source-1"
    assert gold.claims[1].by.name == "Bo"
    assert [block.role for block in gold.blocks] == [
        "heading",
        "commentary",
        "finding",
        "finding",
        "commentary",
        "chrome",
        "comment",
    ]
    assert gold.blocks[2].language == "en"
    assert gold.comments[0].quotes_post[0].text == "Mills rarely turn at night."
    title = next(run for run in gold.runs if run.kind == "title")
    assert gold.text[title.start : title.end] == "Windmills Today"
    assert gold.summary.sv[0].evidence == ["finding-2", "source-1"]


def spoilt(path: list[str | int], value: object) -> dict[str, Any]:
    annotation = copy.deepcopy(ANNOTATION)
    place: Any = annotation
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return annotation


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["findings", 1, "text"], "Owners complain.", "'Owners complain.' does not stand"),
        (["commentary", 1, "text"], "e", "stands .* times there"),
        (["blocks", 0, "lines"], 9, "there are no lines 9"),
        (["chrome"], [], r"lines \[7\] stand in no block"),
        (["chrome"], [6, 7], "line 6 stands in two blocks|begins inside the block before"),
        (["findings", 0, "to"], "nowhere.", "'nowhere.' does not follow 'Mills'"),
        (["findings", 0, "source"], "s9", "there is no 's9'"),
        (["commentary", 0, "about"], ["f9"], "there is no 'f9'"),
        (["claims", 0, "in"], "f9", "there is no 'f9'"),
        (["claims", 1, "cues"], ["kanske"], "'kanske' does not stand"),
        (["findings", 2, "key"], "f1", "'f1' is given twice"),
        (["findings", 0, "marking"], "shouting", "shouting"),
        (["commentary"], ANNOTATION["commentary"][1:], "is nobody's"),
        (["summary", "sv", 0, 0], "Enligt Kalle Kvarn klagar ingen.", "Kvarn"),
        (["comments"], [{}, {}], "comment 2: no block has it"),
    ],
)
def test_what_does_not_fit_is_refused(
    post: Path, path: list[str | int], value: object, message: str
) -> None:
    with pytest.raises(AnnotationError, match=message):
        make(spoilt(path, value), post, SETTINGS)


def test_a_missing_field_is_named(post: Path) -> None:
    annotation = copy.deepcopy(ANNOTATION)
    del annotation["claims"][0]["salience"]
    with pytest.raises(AnnotationError, match="salience"):
        make(annotation, post, SETTINGS)


def test_unseen_characters_and_composition_do_not_hide_a_string() -> None:
    text = "Ma\u030anga so\u00adva\u200bde  \n> gott."
    find, whole = Locator(text), Span(0, len(text))
    assert find.one("Många sovade gott.", whole, "x") == whole


def test_lines_are_numbered_without_the_empty_ones() -> None:
    assert [number for number, _ in numbered("a\r\n\r\n  b\n \nc")] == [1, 2, 3]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_becomes_an_annotation_and_gold_again(path: Path) -> None:
    gold = Summary.model_validate_json(path.read_bytes())
    annotation = json.loads(json.dumps(edit(gold), ensure_ascii=False))
    post = next((CORPUS / "posts").glob(f"{path.stem}.*"))
    assert make(annotation, post, SETTINGS) == gold
