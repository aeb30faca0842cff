"""The page of an evaluation: everything is on it, and nothing of a post can act there."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import referat
from referat.evaluate.corpus import load_corpus
from referat.evaluate.evaluation import Evaluation, evaluate
from referat.evaluate.page import page
from referat.evaluate.table import render
from referat.settings import load_settings

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("<b>corpus")
    for part, suffix in (("posts", ".txt"), ("gold", ".json")):
        (folder / part).mkdir()
        name = f"skola-skarmtid{suffix}"
        shutil.copy(CORPUS / part / name, folder / part / name)
    return evaluate(load_corpus(folder, load_settings().input), referat.load(), "all")


def test_gold_and_prediction_stand_side_by_side(result: Evaluation) -> None:
    made = page(result)
    assert made.count("Teachers report spending less time") >= 2
    assert "<h3>gold</h3>" in made
    assert "<h3>predicted</h3>" in made
    assert "findings.overlap" in made
    assert "TextRank" in made


def test_ids_are_unique_and_every_link_leads_somewhere(result: Evaluation) -> None:
    made = page(result)
    ids = Counter(re.findall(r'\bid="([^"]*)"', made))
    assert [name for name, times in ids.items() if times > 1] == []
    links = set(re.findall(r'href="#([^"]*)"', made))
    assert links - set(ids) == set()


def test_nothing_runs_and_nothing_is_fetched(result: Evaluation) -> None:
    made = page(result)
    assert "<script" not in made
    assert "default-src 'none'" in made
    assert "<b>corpus" not in made
    assert "&lt;b&gt;corpus" in made


def test_the_page_is_the_same_twice(result: Evaluation) -> None:
    assert page(result) == page(result)


def test_the_table_shows_scores_confusions_and_errors(result: Evaluation) -> None:
    shown = StringIO()
    render(result, Console(file=shown, width=220))
    text = shown.getvalue()
    for part in (
        "findings.overlap",
        "quotation marks 0.000",
        "stance: rows gold, columns predicted",
        "by format",
        "skola-skarmtid.txt",
        "differences",
    ):
        assert part in text, part
