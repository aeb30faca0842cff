"""The paragraphs that the language stage is tuned and measured on, from small treebanks."""

from __future__ import annotations

import gzip
from pathlib import Path

import mixed_text
import pytest
from mixed_text import CONTROLS, MIXED, PARTS, Paragraph, mixed_paragraphs


def conllu(*sentences: str) -> str:
    """A treebank in which each word depends on the one before it; capitals inside are names."""
    lines = []
    for sentence in sentences:
        lines.append(f"# text = {sentence}")
        words = sentence.removesuffix(".").split()
        for number, word in enumerate(words, 1):
            tag = "PROPN" if number > 1 and word[0].isupper() else "NOUN"
            row = [str(number), word, "_", tag, "_", "_", str(number - 1), "_", "_", "_"]
            lines.append("\t".join(row))
        last = len(words) + 1
        lines.append("\t".join([str(last), ".", "_", "PUNCT", *["_"] * 2, "1", *["_"] * 3]))
        lines.append("")
    return "\n".join(lines) + "\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    swedish = [f"Det här är mening nummer {word} från Stockholm." for word in "ett två tre".split()]
    english = [f"This is sentence number {word} for the test." for word in "one two six".split()]
    for half in PARTS["test"].values():
        for name, sentences in zip(half, (swedish, english), strict=True):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            with gzip.open(path, "wt", encoding="utf-8") as file:
                file.write(conllu(*sentences * 4))
    return tmp_path


def drawn(data: Path) -> list[Paragraph]:
    return mixed_paragraphs(data, "test", 10)


def test_every_kind_is_there_for_each_half(data: Path) -> None:
    kinds = {(each.kind, each.source) for each in drawn(data)}
    assert kinds == {(kind, half) for kind in (*MIXED, *CONTROLS) for half in PARTS["test"]}


def test_what_is_drawn_is_the_same_every_time(data: Path) -> None:
    assert drawn(data) == drawn(data)


def test_english_spans_hold_english_and_nothing_else(data: Path) -> None:
    for paragraph in drawn(data):
        for start, end in paragraph.english:
            inside = paragraph.text[start:end]
            assert inside == inside.strip()
            assert not set("åäö”»«").intersection(inside)
        assert bool(paragraph.english) == (paragraph.kind != "all Swedish")


def test_names_are_where_they_stand(data: Path) -> None:
    for paragraph in drawn(data):
        assert {paragraph.text[slice(*name)] for name in paragraph.names} <= {"Stockholm"}
        assert paragraph.text.count("Stockholm") == len(paragraph.names)


def test_phrases_are_of_two_to_eight_words(data: Path) -> None:
    for paragraph in drawn(data):
        if paragraph.kind.startswith("phrase"):
            ((start, end),) = paragraph.english
            assert 2 <= len(paragraph.text[start:end].split()) <= 8


def test_news_of_the_development_part_are_left_out_of_training() -> None:
    assert mixed_text.HELD_OUT > 1
    assert not {name for half in PARTS["dev"].values() for name in half} & {
        name for half in PARTS["test"].values() for name in half
    }
