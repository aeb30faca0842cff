"""Intervals over posts: seeded, honest about few posts, near what theory says."""

from __future__ import annotations

import numpy as np

from referat.mix.bootstrap import MIN_POSTS, intervals, replicate_sums, seed_of


def mean(sums: np.ndarray) -> dict[str, np.ndarray]:
    return {"mean": sums[:, 0] / sums[:, 1]}


def sample(count: int) -> np.ndarray:
    values = np.random.default_rng(7).normal(10, 2, count)
    return np.column_stack([values, np.ones(count)])


def test_each_draw_has_as_many_posts_as_there_are():
    sums = replicate_sums(sample(40), "a", 30)
    assert sums.shape == (30, 2)
    assert (sums[:, 1] == 40).all()


def test_a_name_seeds_the_draws():
    assert seed_of("2012") == seed_of("2012") != seed_of("2013")
    one, two = (intervals(sample(30), mean, "2012", 100) for _ in range(2))
    assert one == two != intervals(sample(30), mean, "2013", 100)


def test_the_interval_of_a_mean_is_about_two_standard_errors_wide_on_each_side():
    counts = sample(400)
    low, high = intervals(counts, mean, "a", 1000)["mean"]
    error = counts[:, 0].std() / 20
    assert abs((high - low) / (2 * 1.96 * error) - 1) < 0.1
    assert low < counts[:, 0].mean() < high


def test_few_posts_have_no_interval():
    assert intervals(sample(MIN_POSTS - 1), mean, "a", 100) == {}
    assert "mean" in intervals(sample(MIN_POSTS), mean, "a", 100)


def test_what_is_hardly_ever_defined_has_no_interval():
    counts = np.zeros((10, 2))
    with np.errstate(invalid="ignore"):
        assert intervals(counts, mean, "a", 100) == {}
