"""Tokens for other tools: CoNLL-U that its own library reads, Parquet, DocBin, the component."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import conllu as conllu_library
import pytest
import spacy
from pyarrow import parquet
from spacy.tokens import DocBin

from referat.assemble import load
from referat.errors import DatasetError
from referat.mix.docbin import LANGUAGES, doc_of, register, to_docbin
from referat.mix.exports import conllu, exported_tokens, to_conllu, to_parquet
from referat.post import Block, Post, Run, Section, Sentence, Token
from referat.readers import read_text
from referat.span import Span

TEXT = (
    "Mjuk start\n\nVi läste rapporten i går. Hon skriver: ”Most meetings could have been an "
    "email”, och det stämmer.\n\nVi kör en soft launch på måndag, 2,5 timmar."
)


@pytest.fixture(scope="module")
def post() -> Post:
    pipeline = load()
    return pipeline.annotate(read_text(TEXT, settings=pipeline.settings.input))


def named(_: Post) -> str:
    return "p1"


def test_conllu_is_read_back_with_language_and_role(post):
    sentences = conllu_library.parse(conllu(post, "p1"))
    assert sentences[0].metadata["newdoc id"] == "p1"
    assert [sentence.metadata["sent_id"] for sentence in sentences][:2] == ["p1-1", "p1-2"]
    words = {word["form"]: word for sentence in sentences for word in sentence}
    assert words["meetings"]["misc"]["Lang"] == "en"
    assert words["meetings"]["misc"]["Role"] == "finding"
    assert words["stämmer"]["misc"] == {"Lang": "sv", "Role": "commentary", "SpaceAfter": "No"}
    assert words["launch"]["misc"]["Lang"] == "en"
    assert words["läste"]["lemma"] == "läsa"
    assert words["2,5"]["upos"] == "NUM"


def test_conllu_gives_the_text_back(post):
    for sentence in conllu_library.parse(conllu(post, "p1")):
        text = "".join(
            word["form"] + ("" if (word["misc"] or {}).get("SpaceAfter") == "No" else " ")
            for word in sentence
        )
        assert text.rstrip() == sentence.metadata["text"]


def test_every_sentence_of_conllu_is_a_tree_or_has_no_heads(post):
    for sentence in conllu_library.parse(conllu(post, "p1")):
        heads = [word["head"] for word in sentence]
        assert heads.count(0) == 1 or set(heads) == {None}
        if 0 in heads:
            assert sentence.to_tree() is not None


@pytest.mark.parametrize("heads", [(1, 0), (0, 1), (5, 1), (-1, -1)])
def test_what_is_no_tree_has_no_heads(heads):
    tokens = tuple(
        Token(start, start + 2, "ja", True, "ADV", "ja", head)
        for start, head in zip((0, 3), heads, strict=True)
    )
    made = Post(
        "ja ja",
        blocks=(Block(Span(0, 5), section=Section.POST),),
        runs=(Run(Span(0, 5), "sv"),),
        sentences=(Sentence(Span(0, 5), "sv", tokens),),
    )
    assert {line.split("\t")[6] for line in conllu(made, "x").splitlines() if "\t" in line} == {"_"}


def test_a_strangers_line_ends_and_tabs_do_not_break_fields():
    made = Post(
        "a\tb",
        blocks=(Block(Span(0, 3), section=Section.POST),),
        runs=(Run(Span(0, 3), "sv"),),
        sentences=(Sentence(Span(0, 3), "sv", (Token(0, 3, "a b", True),)),),
    )
    lines = conllu(made, "x\n# evil = 1").splitlines()
    assert lines[0] == "# newdoc id = x # evil = 1"
    assert [line.count("\t") for line in lines if "\t" in line] == [9]


def test_parquet_has_a_row_for_each_token(post, tmp_path):
    path = tmp_path / "tokens.parquet"
    assert list(to_parquet([post], path, named)) == [post]
    rows = parquet.read_table(path).to_pylist()
    assert len(rows) == len(list(exported_tokens(post)))
    launch = next(row for row in rows if row["form"] == "launch")
    assert (launch["post"], launch["language"], launch["is_word"]) == ("p1", "en", True)
    assert TEXT[launch["start"] : launch["end"]] == "launch"


def test_a_docbin_is_read_back_by_spacy(post, tmp_path):
    path = tmp_path / "tokens.spacy"
    assert list(to_docbin([post], path, named)) == [post]
    register()
    (doc,) = DocBin().from_disk(path).get_docs(spacy.blank("sv").vocab)
    assert doc.user_data["id"] == "p1"
    languages = {token.text: token._.language for token in doc}
    assert (languages["launch"], languages["måndag"]) == ("en", "sv")
    assert {token.text: token._.role for token in doc}["meetings"] == "finding"
    spans = [(span.text, span.label_) for span in doc.spans[LANGUAGES]]
    assert ("soft launch", "en") in spans
    assert len(list(doc.sents)) == len(post.sentences or ())


def test_exports_are_the_same_every_time_and_leave_nothing_behind(post, tmp_path):
    for suffix, export in (("conllu", to_conllu), ("parquet", to_parquet), ("spacy", to_docbin)):
        for name in ("one", "two"):
            list(export([post], tmp_path / f"{name}.{suffix}", named))
        one, two = (tmp_path / f"{name}.{suffix}" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
    assert len(list(tmp_path.iterdir())) == 6


def test_a_file_that_cannot_be_written_is_named(post, tmp_path):
    with pytest.raises(DatasetError, match=r"missing/a.conllu: cannot be written"):
        list(to_conllu([post], tmp_path / "missing" / "a.conllu", named))


def test_an_empty_post_makes_an_empty_document():
    assert len(doc_of(Post("", blocks=(), runs=(), sentences=()), spacy.blank("sv").vocab)) == 0


def entry_point() -> object:
    root = Path(__file__).resolve().parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["referat_language"].partition(":")
    return getattr(import_module(module), name)


def test_the_component_tags_tokens_of_any_pipeline():
    assert callable(entry_point())
    nlp = spacy.blank("sv")
    nlp.add_pipe("referat_language")
    text = "Vi kör en soft launch på måndag.\n\nIt never ends, she said."
    doc = nlp(text)
    languages = {token.text: token._.language for token in doc}
    assert [languages[word] for word in ("kör", "soft", "launch", "måndag", "never")] == [
        "sv",
        "en",
        "en",
        "sv",
        "en",
    ]
    assert [span.label_ for span in doc.spans[LANGUAGES]][:3] == ["sv", "en", "sv"]
    assert "".join(span.text_with_ws for span in doc.spans[LANGUAGES]) == text


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "46 %"])
def test_the_component_takes_texts_without_words(text):
    entry_point()
    nlp = spacy.blank("sv")
    nlp.add_pipe("referat_language")
    assert all(token._.language in ("und", "sv") for token in nlp(text))
