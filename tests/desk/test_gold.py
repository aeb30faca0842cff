"""Corrected posts as gold: what ``referat evaluate`` takes, and what is left out."""

from __future__ import annotations

from desk.posts import LIBRARY

from referat.desk.edits.operations import ChangeCommentary, ChangeFinding, ChangeSentence
from referat.desk.exports import file_name
from referat.desk.gold import export_gold
from referat.evaluate.corpus import load_corpus
from referat.evaluate.evaluation import evaluate
from referat.post import Stance

PAGE = f"<html><body><article><h1>Titel</h1><p>{LIBRARY}</p></article></body></html>"


def exported(desk, folder):
    return list(export_gold(desk.store, folder, desk.engine.settings.input))


def test_corrected_posts_are_a_corpus_that_can_be_evaluated(desk, held, tmp_path):
    item = next(x for x in held.summary.commentary if x.stance is Stance.DISAGREES)
    desk.correct(held.id, 1, ChangeCommentary(id=item.id, stance=Stance.AGREES))
    words = "Visitors ask for silence more often than for books."
    desk.correct(held.id, 2, ChangeFinding(id=held.summary.findings[0].id, words=words))
    (page,) = desk.paste(PAGE, "html")
    desk.store.set_done(page, True)
    desk.paste("Ett inlägg som ingen har tittat på.")
    result = exported(desk, tmp_path / "gold")
    assert [post.problem for post in result] == [None, None]
    settings = desk.engine.settings.input
    corpus = load_corpus(tmp_path / "gold", settings)
    assert {post.path.suffix for post in corpus.posts} == {".txt", ".html"}
    gold = next(post.gold for post in corpus.posts if post.path.suffix == ".txt")
    assert gold.provenance.referat == "gold"
    assert {run.confidence for run in gold.runs} == {1.0}
    assert next(x for x in gold.commentary if x.id == item.id).stance is Stance.AGREES
    scores = evaluate(corpus, desk.engine._loaded(), corpus.default_split)
    assert scores.as_json()


def test_the_same_corrections_give_the_same_files(desk, held, tmp_path):
    desk.store.set_done(held.id, True)
    for folder in ("a", "b", "b"):
        exported(desk, tmp_path / folder)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in "ab"
    )
    assert first == second


def test_gold_that_would_be_wrong_is_left_out_with_the_reason(desk, held, tmp_path):
    text = "Enligt Astrid Bergman är det så."
    desk.correct(held.id, 1, ChangeSentence(language="sv", number=1, text=text))
    (post,) = exported(desk, tmp_path / "gold")
    assert "Bergman" in post.problem
    assert list((tmp_path / "gold").rglob("*.*")) == []


def test_a_files_name_holds_letters_figures_and_hyphens_only(desk):
    (number,) = desk.paste("../../Å, ä & ö: <b>\n\nOrd om något annat, tycker jag.")
    name = file_name(desk.get(number).summary, number)
    assert name.replace("-", "").isalnum()
    assert name.isascii()
