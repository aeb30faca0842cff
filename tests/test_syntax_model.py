"""The syntax pipelines: what the shipped ones say, others by name, and what is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import referat
from referat import models
from referat.errors import ModelError
from referat.models import model_folder
from referat.post import Post
from referat.settings import load_settings
from referat.syntax_model import SHIPPED, load_syntax


def relations(name: str, sentence: str) -> dict[str, tuple[str, str, str]]:
    """For each word its tag, its relation and the word it hangs on."""
    words = sentence.split()
    (analysis,) = load_syntax(name).analyse([words])
    return {
        word: (each.tag, each.relation, words[each.head])
        for word, each in zip(words, analysis, strict=True)
    }


def test_swedish_heads_tell_who_says_what_and_what_is_denied():
    found = relations("syntax-sv", "Forskaren skriver att företagen inte har ändrat rutinerna .")
    assert found["Forskaren"] == ("NOUN", "nsubj", "skriver")
    assert found["företagen"] == ("NOUN", "nsubj", "ändrat")
    assert found["inte"][2] == "ändrat"
    assert found["rutinerna"][1:] == ("obj", "ändrat")


def test_english_heads_tell_who_says_what_and_what_is_denied():
    found = relations("syntax-en", "The authors say that companies did not change their routines .")
    assert found["authors"] == ("NOUN", "nsubj", "say")
    assert found["companies"] == ("NOUN", "nsubj", "change")
    assert found["not"][2] == "change"
    assert found["routines"][1:] == ("obj", "change")


def test_lemmas_and_features_come_from_the_treebanks():
    (swedish,) = load_syntax("syntax-sv").analyse([["Rapporterna", "visade", "det", "."]])
    assert swedish[1].lemma == "visa"
    assert "Tense=Past" in swedish[1].features
    assert "Number=Plur" in swedish[0].features
    (english,) = load_syntax("syntax-en").analyse([["The", "children", "went", "home", "."]])
    assert [word.lemma for word in english] == ["the", "child", "go", "home", "."]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("syntax-sv", "Igår träffade Anna Lindberg sin kollega i Stockholm ."),
        ("syntax-en", "Yesterday , John Miller met his colleague in Berlin ."),
    ],
)
def test_names_of_people_and_places_are_found(name, words):
    (analysis,) = load_syntax(name).analyse([words.split()])
    kinds = {word: each.name for word, each in zip(words.split(), analysis, strict=True)}
    assert kinds[words.split()[3]] == "I-PER"
    assert kinds[words.split()[-2]] == "B-LOC"


@pytest.mark.parametrize("name", SHIPPED)
def test_an_analysis_does_not_hang_on_its_company(name):
    sentences = [
        ["Ja", "."],
        "Det är en mening till som är längre än den första .".split(),
        ["x"],
        ["👩‍🔬", "–", "!"],
    ]
    model = load_syntax(name)
    together = model.analyse(sentences * 40)
    assert together[: len(sentences)] == [model.analyse([each])[0] for each in sentences]
    assert together[: len(sentences)] == together[-len(sentences) :]


@pytest.mark.parametrize("name", SHIPPED)
def test_new_words_are_forgotten_again(name):
    model = load_syntax(name)
    model.analyse([["Warm", "."]])
    known = len(model.pipeline.vocab.strings)
    before = model.analyse([["Knirkobolaget", "snurflade", "."]])
    model.analyse([[f"ord{number}x", "."] for number in range(500)])
    assert len(model.pipeline.vocab.strings) == known
    assert "ord499x" not in model.pipeline.vocab
    assert model.analyse([["Knirkobolaget", "snurflade", "."]]) == before


@pytest.mark.parametrize("name", SHIPPED)
def test_heads_stay_inside_the_sentence_and_lead_to_a_root(name):
    words = "Ja ! Nej . ” Det där ” , sa hon ; I think so . lol never again".split()
    (analysis,) = load_syntax(name).analyse([words])
    for place, each in enumerate(analysis):
        assert (each.head == place) == (each.relation == "root")
        at, steps = place, 0
        while analysis[at].head != at:
            at, steps = analysis[at].head, steps + 1
            assert steps <= len(words)


def test_loading_the_shipped_pipelines_leaves_torch_alone():
    code = (
        "import sys\nfrom referat.syntax_model import load_syntax\n"
        "load_syntax('syntax-sv'), load_syntax('syntax-en')\n"
        "assert 'torch' not in sys.modules\nimport torch"
    )
    source = str(Path(referat.__file__).parents[1])
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": source})


def test_without_the_weights_one_line_says_how_to_get_them(tmp_path, monkeypatch):
    folder = tmp_path / "models" / "language-sv-en"
    shutil.copytree(model_folder("language-sv-en"), folder)
    monkeypatch.setattr(models, "_PACKAGE", tmp_path / "pipeline" / "referat")
    load_syntax.cache_clear()
    with pytest.raises(ModelError) as refused:
        referat.load()
    load_syntax.cache_clear()
    assert str(refused.value).startswith("models/syntax-sv: no such model folder; ")
    assert "git checkout -- models/syntax-sv" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "spoilt", ["config.cfg", "meta.json", "vocab/strings.json", "parser/model"]
)
def test_a_damaged_folder_is_refused_in_one_line(tmp_path, monkeypatch, spoilt):
    folder = tmp_path / "models" / "syntax-sv"
    shutil.copytree(model_folder("syntax-sv"), folder)
    data = (folder / spoilt).read_bytes()
    (folder / spoilt).write_bytes(data[: len(data) // 2])
    monkeypatch.setattr(models, "_PACKAGE", tmp_path / "pipeline" / "referat")
    load_syntax.cache_clear()
    with pytest.raises(ModelError, match=r"^models/syntax-sv: damaged .*git checkout") as refused:
        load_syntax("syntax-sv")
    load_syntax.cache_clear()
    assert "\n" not in str(refused.value)


def test_without_pipelines_spacy_is_not_imported():
    code = (
        "import sys, referat\nfrom referat.settings import load_settings\n"
        "rules = load_settings(changes={'syntax': {'model_sv': '', 'model_en': ''}})\n"
        "referat.load(rules)('Det regnar. Jag tror att det slutar.')\n"
        "assert 'spacy' not in sys.modules"
    )
    source = str(Path(referat.__file__).parents[1])
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": source})


def test_a_spacy_pipeline_that_is_not_there_is_refused() -> None:
    settings = load_settings(changes={"syntax": {"model_en": "no_such_pipeline"}})
    with pytest.raises(ModelError, match=r"'no_such_pipeline': no such spaCy pipeline"):
        referat.load(settings)


def test_a_damaged_spacy_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError):
        load_syntax(str(tmp_path))


def test_a_spacy_pipeline_named_in_the_settings_tags_its_language(tmp_path: Path) -> None:
    import spacy

    tiny = spacy.blank("en")
    ruler: Any = tiny.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "tools"}]], {"POS": "NOUN", "LEMMA": "tool"})
    tiny.to_disk(tmp_path / "tiny")
    folder = str(tmp_path / "tiny")
    pipeline = referat.load(load_settings(changes={"syntax": {"model_sv": "", "model_en": folder}}))
    text = "Trenden\n\nSå här står det i rapporten om tools.\n\nMost people like the new tools."
    post = pipeline.annotate(Post(text))
    tags = {
        (sentence.language, token.norm): (token.tag, token.lemma)
        for sentence in post.sentences or ()
        for token in sentence.tokens
    }
    assert tags["en", "tools"] == ("NOUN", "tool")
    assert tags["sv", "tools"] == ("", "")
    summary = pipeline(text)
    assert referat.broken(summary) == []
    (stage,) = [item for item in summary.provenance.stages if item.stage == "syntax"]
    assert stage.model == folder


@pytest.mark.parametrize(("name", "word"), [("syntax-sv", "Rapporten"), ("syntax-en", "Reports")])
def test_a_capital_does_not_hide_a_words_vector(name, word):
    from spacy.tokens import Doc

    vocab = load_syntax(name).pipeline.vocab
    key = vocab.vectors.attr
    attributes = [Doc(vocab, words=[form]).to_array([key])[0] for form in (word, word.lower())]
    rows = vocab.vectors.find(keys=attributes)
    assert rows[0] == rows[1] >= 0
