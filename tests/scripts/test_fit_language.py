"""How confidences are held against what is right."""

from __future__ import annotations

import pytest
from fit_language import Outcome, gold_of, reliability, score
from mixed_text import Paragraph
from origins import explained, origin_of
from train_language import needed, training_set

from referat.models import load_word_model


def test_confidences_that_keep_their_word_have_no_error() -> None:
    found = [Outcome(0.75, 1.0)] * 3 + [Outcome(0.75, 0.0)]
    rows, error = reliability(found)
    assert rows == [("0.70 to 0.80", 4, 75.0, 75.0)]
    assert error == pytest.approx(0.0)


def test_the_error_is_the_mean_distance_weighted_by_how_many() -> None:
    _, error = reliability([Outcome(0.9, 1.0), Outcome(0.9, 0.0), Outcome(1.0, 1.0)])
    assert error == pytest.approx(100 * 2 / 3 * 0.4)


def test_words_get_the_language_of_their_span_and_names_are_marked() -> None:
    text = "Hon i Lund sa it works."
    (gold,) = gold_of([Paragraph(text, "sentence", "test", ((14, 23),), ((6, 10),))])
    assert gold.languages == ["sv", "sv", "sv", "sv", "en", "en"]
    assert gold.names == [False, False, True, False, False, False]


def test_right_runs_score_more_than_wrong_ones() -> None:
    text = "Det är vad de säger i rapporten. The tools are here to stay."
    right = Paragraph(text, "sentence", "test", ((33, len(text)),), ())
    wrong = Paragraph(text, "sentence", "test", ((0, 32),), ())
    model = load_word_model()
    assert score(model, gold_of([right])) > score(model, gold_of([wrong]))


def test_every_file_has_an_origin_and_no_test_file_is_trained_on() -> None:
    assert all(origin_of(name) for name in needed())
    assert "voice-web" in explained(["text/sv-voiceweb.jsonl.gz"])


def test_swedish_without_its_letters_counts_a_little_as_swedish() -> None:
    from collections import Counter

    forms, share, weight = training_set(Counter({"företag": 90}), Counter({"tools": 90}))
    kinds = dict(zip(forms, zip(share, weight, strict=True), strict=True))
    assert {"företag", "foretag", "foeretag", "tools"} == set(kinds)
    assert kinds["foretag"][0] == 0.0
    assert kinds["foretag"][1] < kinds["företag"][1]
    assert kinds["tools"][0] == 1.0
