"""The measures, against figures worked out by hand, and their bounds on anything."""

from __future__ import annotations

from collections import Counter
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.mix import mix_of
from referat.mix.measures import (
    UtteranceSums,
    burstiness,
    cmi,
    cmi_with_switches,
    corpus_cmi,
    entropy,
    i_index,
    language_entropy,
    m_index,
    memory,
    per_thousand,
    shares,
    span_entropy,
    span_lengths,
    switch_points,
    utterance_sums,
)

LANGUAGES = st.lists(st.sampled_from(["sv", "en", "de"]), max_size=40)


def tags(letters: str) -> list[str]:
    """Languages from letters: s Swedish, e English, d German."""
    return [{"s": "sv", "e": "en", "d": "de"}[letter] for letter in letters]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, 0.0),
        ({"sv": 10}, 0.0),
        ({"sv": 7, "en": 3}, 30.0),
        ({"sv": 5, "en": 5}, 50.0),
        ({"sv": 5, "en": 3, "de": 2}, 50.0),  # ten words, half of them of the main language
    ],
)
def test_the_code_mixing_index_is_the_share_outside_the_main_language(words, expected):
    assert cmi(words) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("", 0.0),
        ("ssss", 0.0),
        ("sssseess", 37.5 / 1.5),  # N 8, max 6, P 2: 100 * 4 / 16 = 25
        ("sese", 100 * (4 - 2 + 3) / 8),
        ("ssdee", 100 * (5 - 2 + 2) / 10),
    ],
)
def test_the_index_with_switch_points_weighs_both_alike(letters, expected):
    assert cmi_with_switches(tags(letters)) == pytest.approx(expected)


def test_the_corpus_form_adds_shifts_between_utterances_and_mixed_ones():
    # Mixing: 0; 1 - (3 - 1) / 4 = 0.5; 0; 0. The third changes the matrix language, the last back.
    sums = utterance_sums([tags("ss"), tags("ssse"), tags("ee"), tags("s")])
    assert sums == UtteranceSums(utterances=4, mixed=1, shifts=2, mixing=0.5)
    assert corpus_cmi(sums) == pytest.approx(100 / 4 * ((0.5 + 2) / 2 + 5 / 6))


def test_a_tie_keeps_the_matrix_language_of_the_utterance_before():
    assert utterance_sums([tags("ee"), tags("se")]).shifts == 0
    assert utterance_sums([tags("dd"), tags("se")]).shifts == 1


def test_utterances_without_words_are_none():
    assert utterance_sums([[], []]) == UtteranceSums(0, 0, 0, 0.0)
    assert corpus_cmi(utterance_sums([])) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, None),
        ({"sv": 0}, None),
        ({"sv": 4}, 0.0),
        ({"sv": 4, "en": 0}, 0.0),
        ({"sv": 4, "en": 4}, 1.0),
        ({"sv": 2, "en": 2, "de": 2}, 1.0),
        ({"sv": 3, "en": 1}, (1 - 10 / 16) / (10 / 16)),
        ({"sv": 2, "en": 1, "de": 1}, (1 - 6 / 16) / (2 * 6 / 16)),
    ],
)
def test_the_m_index_is_one_where_all_languages_weigh_alike(words, expected):
    assert m_index(words) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([], None), ([0], None), ([5], 0.0), ([1, 1], 1.0), ([1, 1, 1, 1], 2.0), ([2, 1, 1], 1.5)],
)
def test_entropy_is_in_bits(counts, expected):
    assert entropy(counts) == expected


def test_language_entropy_of_three_to_one():
    assert language_entropy({"sv": 3, "en": 1}) == pytest.approx(2 - 0.75 * log2(3))


@pytest.mark.parametrize(
    ("letters", "points", "index"),
    [("", 0, None), ("s", 0, None), ("ss", 0, 0.0), ("se", 1, 1.0), ("sseds", 3, 0.75)],
)
def test_the_i_index_is_switches_over_places_between_words(letters, points, index):
    assert switch_points(tags(letters)) == points
    assert i_index(tags(letters)) == index


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], None),
        ([9], None),
        ([3, 3, 3], -1.0),
        ([1, 5], -0.2),
        ([2, 4, 6], ((8 / 3) ** 0.5 - 4) / ((8 / 3) ** 0.5 + 4)),
    ],
)
def test_burstiness_compares_spread_and_mean_of_spans(lengths, expected):
    assert burstiness(lengths) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], None),
        ([1, 2], None),  # one pair has no correlation
        ([4, 4, 4], None),
        ([1, 1, 2], None),  # what comes before is constant
        ([1, 2, 3, 4], 1.0),
        ([1, 3, 1, 3], -1.0),
        # (1, 2, 4) against (2, 4, 1): means 7/3, covariance -7/9, both variances 14/9.
        ([1, 2, 4, 1], -0.5),
    ],
)
def test_memory_is_the_correlation_of_neighbours(lengths, expected):
    assert memory(lengths) == (None if expected is None else pytest.approx(expected))


def test_span_entropy_counts_lengths_not_languages():
    assert span_lengths(tags("sseesdd")) == [2, 2, 1, 2]
    assert span_entropy([2, 2, 1, 2]) == pytest.approx(2 - 0.75 * log2(3))
    assert span_entropy([]) is None
    assert span_entropy([7]) == 0.0


def test_shares_and_rates_of_nothing_are_not_divided():
    assert shares({}) == {}
    assert per_thousand(0, 0) is None
    assert per_thousand(2, 400) == 5.0


@settings(max_examples=100, deadline=None)
@given(LANGUAGES)
def test_measures_keep_their_bounds_on_anything(languages):
    mix = mix_of(languages)
    words = Counter(languages)
    assert mix.tokens == dict(sorted(words.items()))
    assert sum(span_lengths(languages)) == len(languages)
    assert mix.switch_points == max(len(span_lengths(languages)) - 1, 0)
    assert 0 <= cmi(words) < 100
    assert 0 <= cmi_with_switches(languages) < 100
    assert (mix.cmi is None) == (not languages)
    for value, low, high in (
        (mix.m_index, 0, 1),
        (mix.i_index, 0, 1),
        (mix.language_entropy, 0, log2(3) + 1e-4),
        (mix.burstiness, -1, 1),
        (mix.memory, -1, 1),
    ):
        assert value is None or low <= value <= high


@settings(max_examples=50, deadline=None)
@given(LANGUAGES)
def test_measures_do_not_care_what_languages_are_called(languages):
    renamed = [{"sv": "fi", "en": "fr", "de": "ru"}[language] for language in languages]
    one, other = mix_of(languages), mix_of(renamed)
    assert (one.cmi, one.i_index, one.burstiness) == (other.cmi, other.i_index, other.burstiness)
    assert (one.memory, one.span_entropy) == (other.memory, other.span_entropy)
