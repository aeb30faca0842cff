"""Stages in an order that works, and the pipeline they make."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from linguistic import pipeline

import referat
from referat.assemble import READ_AHEAD, STAGES, Pipeline, load
from referat.errors import InputError, NotFoundError, PipelineError, SettingsError
from referat.post import Post
from referat.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Trenden\n\nSå här står det i rapporten.\n\nMost people like the new tools.\n\nBra!"


def test_the_stages_are_these_in_this_order() -> None:
    assert list(STAGES) == [
        *("blocks", "language", "syntax", "findings", "commentary", "claims", "digest")
    ]
    assert [stage.name for stage in pipeline().stages] == list(STAGES)


def test_an_impossible_order_is_refused_by_name() -> None:
    stages = list(pipeline().stages)
    with pytest.raises(PipelineError, match=r"stage 'language' needs blocks"):
        Pipeline([stages[1], stages[0]], load_settings())
    with pytest.raises(PipelineError, match=r"stage 'digest' needs .*claims"):
        Pipeline([*stages[:5], stages[6]], load_settings())


def test_only_one_order_of_all_stages_works() -> None:
    works = []
    for order in permutations(pipeline().stages):
        try:
            Pipeline(order, load_settings())
        except PipelineError:
            continue
        works.append([stage.name for stage in order])
    assert works == [list(STAGES)]


def test_a_shorter_pipeline_annotates_but_gives_no_summary() -> None:
    short = Pipeline(pipeline().stages[:2], load_settings())
    assert short.annotate(Post(TEXT)).runs
    with pytest.raises(PipelineError, match="lacks findings, commentary, claims, digest"):
        short(TEXT)


def test_provenance_names_version_settings_and_stages() -> None:
    settings = load_settings(changes={"digest": {"max_sentences": 3}})
    made = load(settings)(TEXT).provenance
    assert made.referat == referat.__version__
    assert made.settings == settings.fingerprint()
    assert [stage.stage for stage in made.stages] == list(STAGES)
    assert {s.stage: s.model for s in made.stages if s.model} == {
        "language": "language-sv-en",
        "syntax": "syntax-en, syntax-sv",
        "commentary": "stance-sv-en, about-sv-en",
        "claims": "encoder-sv-en, kind-sv-en",
    }
    assert all(stage.version for stage in made.stages)


def test_a_string_is_a_text_and_a_path_a_file(tmp_path: Path) -> None:
    path = tmp_path / "post.txt"
    path.write_text(TEXT, encoding="utf-8")
    from_file, from_text = pipeline()(path), pipeline()(TEXT)
    assert from_file.text == from_text.text
    assert from_file.findings == from_text.findings
    assert (from_file.post.origin, from_text.post.origin) == (str(path), None)
    assert from_file.post.id == from_text.post.id
    assert pipeline()(str(path)).text == str(path)
    assert pipeline()(Post(TEXT)).findings == from_text.findings


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert pipeline()(Path("-")).text == TEXT


def test_a_missing_file_is_named() -> None:
    with pytest.raises(NotFoundError, match=r"no-such\.txt"):
        pipeline()(Path("no-such.txt"))
    assert issubclass(NotFoundError, InputError)


def test_pipe_equals_call_in_any_order() -> None:
    paths = sorted((ROOT / "corpus" / "posts").glob("*.txt"))
    items: list[Post | str | Path] = [TEXT, *paths, Post(TEXT)]
    one_by_one = [pipeline()(item).to_json() for item in items]
    assert [summary.to_json() for summary in pipeline().pipe(items)] == one_by_one
    backwards = [summary.to_json() for summary in pipeline().pipe(reversed(items))]
    assert backwards[::-1] == one_by_one


def test_pipe_reads_as_it_goes() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield TEXT

    assert next(pipeline().pipe(endless())).text == TEXT


def test_a_settings_file_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[digest]\nmax_sentences = 2\n", encoding="utf-8")
    assert load(path).settings.digest.max_sentences == 2
    path.write_text("[digest]\nmax = 2\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"digest\.max"):
        load(path)


def test_a_stage_leaves_the_layers_of_others_as_they_were() -> None:
    post = Post(TEXT)
    for stage in pipeline().stages:
        after = stage(post)
        assert after.text == post.text
        if stage.name not in ("blocks", "language", "commentary"):
            assert after.blocks == post.blocks  # those fill in section, language and role
        for layer in ("runs", "sentences", "findings", "claims"):
            if layer not in stage.gives and getattr(post, layer) is not None:
                assert getattr(after, layer) == getattr(post, layer)
        for layer in stage.gives:
            assert getattr(after, layer) is not None
        post = after


def test_many_posts_at_once_give_what_each_gives_alone():
    texts = [f"{TEXT}\n\nNummer {number}." for number in range(READ_AHEAD + 3)]
    together = [summary.to_json() for summary in pipeline().pipe(texts)]
    assert together == [pipeline()(text).to_json() for text in texts]


def test_what_cannot_be_read_raises_behind_what_stands_before_it():
    summaries = pipeline().pipe([TEXT, TEXT, Path("no-such-file.txt"), TEXT])
    assert next(summaries).text == next(summaries).text == TEXT
    with pytest.raises(NotFoundError):
        next(summaries)
