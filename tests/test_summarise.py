"""From a finished post to its summary."""

from __future__ import annotations

from dataclasses import replace

import pytest
from linguistic import pipeline

from referat.errors import PipelineError
from referat.post import Meta, Oddity, Post
from referat.span import Span
from referat.summarise import post_id, summary_of

PROVENANCE = pipeline()("Trenden").provenance
TEXT = "Trenden\n\nSå här står det i rapporten.\n\nMost people like the new tools.\n\nBra!"


def test_the_id_is_of_words_author_and_date_not_of_the_place() -> None:
    post = Post(TEXT, meta=Meta(origin="a.txt", title="Trenden", author="Anna Berg"))
    assert post_id(post) == post_id(replace(post, meta=replace(post.meta, origin="b.txt")))
    assert post_id(post) != post_id(replace(post, meta=replace(post.meta, author="Karl Ek")))
    assert post_id(post) != post_id(replace(post, text=TEXT + " "))
    assert len(post_id(post)) == 16


def test_a_post_without_all_layers_is_refused_by_their_names() -> None:
    with pytest.raises(PipelineError, match="lacks blocks, runs, findings"):
        summary_of(Post(TEXT), PROVENANCE)


def test_spans_repeat_what_they_cover() -> None:
    summary = summary_of(pipeline().annotate(Post(TEXT)), PROVENANCE)
    (found,) = summary.findings
    assert found.text == TEXT[found.start : found.end] == "Most people like the new tools."


def test_what_is_known_of_the_post_is_passed_on() -> None:
    meta = Meta("a.txt", "Trenden", "Anna Berg", "2012-05-03", "https://a.se/", "A")
    info = summary_of(pipeline().annotate(Post(TEXT, meta=meta)), PROVENANCE).post
    assert info.model_dump(exclude={"id"}) == {
        "origin": "a.txt",
        "title": "Trenden",
        "author": "Anna Berg",
        "published": "2012-05-03",
        "url": "https://a.se/",
        "site": "A",
    }


def test_oddities_become_warnings_with_or_without_a_place() -> None:
    post = pipeline().annotate(Post(TEXT))
    odd = (Oddity("a", "somewhere", Span(0, 7)), Oddity("b", "nowhere"))
    first, second = summary_of(replace(post, warnings=odd), PROVENANCE).warnings
    assert (first.start, first.end, first.text) == (0, 7, "Trenden")
    assert (second.start, second.end, second.text) == (None, None, None)


def test_runs_of_a_finding_in_its_language_are_of_its_kind() -> None:
    summary = summary_of(pipeline().annotate(Post(TEXT)), PROVENANCE)
    kinds = {summary.text[run.start : run.end]: run.kind.value for run in summary.runs}
    assert kinds["Most people like the new tools."] == "finding"
    assert kinds["Bra!"] == "text"
