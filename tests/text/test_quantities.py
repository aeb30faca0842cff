"""Figures with their units."""

from __future__ import annotations

import pytest

from referat.text.numerals import parse_figure
from referat.text.quantities import find_quantities
from referat.text.words import scanned

Value = float | tuple[float, float]


def quantities(text: str) -> list[tuple[str, Value, str]]:
    return [
        (found.span.of(text), found.value, found.unit)
        for found in find_quantities(text, scanned(text))
    ]


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("46", 46),
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("1 000", 1000),
        ("1\u00a0000", 1000),
        ("1.000", 1000),
        ("1,000", 1000),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("12:30", None),
        ("2011/12", None),
        ("3.1.2", None),
    ],
)
def test_figures_of_both_languages(form: str, value: float | None) -> None:
    assert parse_figure(form) == value


@pytest.mark.parametrize(
    ("text", "covered", "value"),
    [
        ("46 procent av alla", "46 procent", 46),
        ("3,5 procent", "3,5 procent", 3.5),
        ("3.5 percent", "3.5 percent", 3.5),
        ("3 %", "3 %", 3),
        ("30 per cent of them", "30 per cent", 30),
        ("tre av fyra företag", "tre av fyra", 75),
        ("7 av 10", "7 av 10", 70),
        ("three out of four", "three out of four", 75),
        ("one in five managers", "one in five", 20),
        ("var femte lärare", "var femte", 20),
        ("Var åttonde", "Var åttonde", 12.5),
        ("vartannat företag", "vartannat", 50),
        ("every third person", "every third", 33.33),
        ("hälften av dem", "hälften", 50),
        ("nearly half of employees", "half", 50),
        ("en tredjedel", "en tredjedel", 33.33),
        ("two thirds of managers", "two thirds", 66.67),
        ("a quarter of them", "a quarter", 25),
    ],
)
def test_shares_are_percent(text: str, covered: str, value: float) -> None:
    assert quantities(text) == [(covered, value, "percent")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2,5 miljoner kronor", 2_500_000, "SEK"),
        ("500 kr", 500, "SEK"),
        ("$3 billion", 3_000_000_000, "USD"),
        ("3 billion dollars", 3_000_000_000, "USD"),
        ("€5", 5, "EUR"),
        ("£20", 20, "GBP"),
    ],
)
def test_money_is_in_its_currency(text: str, value: float, unit: str) -> None:
    assert quantities(text) == [(text, value, unit)]


@pytest.mark.parametrize(
    ("text", "covered", "value"),
    [
        ("antalet fördubblades", "fördubblades", 2),
        ("twice as many", "twice", 2),
        ("tre gånger så många", "tre gånger", 3),
        ("1,5 gånger", "1,5 gånger", 1.5),
        ("five times", "five times", 5),
    ],
)
def test_ratios_are_times(text: str, covered: str, value: float) -> None:
    assert quantities(text) == [(covered, value, "times")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("10–20 procent", (10, 20), "percent"),
        ("mellan 10 och 20 procent", (10, 20), "percent"),
        ("between 10 and 20 percent", (10, 20), "percent"),
        ("1–3 miljoner kronor", (1_000_000, 3_000_000), "SEK"),
        ("tio till tolv veckor", (10, 12), "veckor"),
    ],
)
def test_ranges_hold_two_values(text: str, value: Value, unit: str) -> None:
    assert [found[1:] for found in quantities(text)] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "covered", "value", "unit"),
    [
        ("over the last 12 months", "12 months", 12, "months"),
        ("de senaste tio åren", "tio åren", 10, "åren"),
        ("1 200 respondents", "1 200 respondents", 1200, "respondents"),
        ("1,200 companies", "1,200 companies", 1200, "companies"),
        ("12 000 anställda", "12 000 anställda", 12000, "anställda"),
        ("a million users", "a million users", 1_000_000, "users"),
        ("5 procentenheter", "5 procentenheter", 5, "percentage points"),
        ("30 percentage points", "30 percentage points", 30, "percentage points"),
    ],
)
def test_durations_and_counted_nouns(text: str, covered: str, value: float, unit: str) -> None:
    assert quantities(text) == [(covered, value, unit)]


def test_a_sample_of_two_thousand_is_no_year() -> None:
    ((covered, value, unit),) = quantities("2 000 svenska företag svarade")
    assert (covered, value, unit) == ("2 000 svenska företag", 2000, "företag")


def test_half_a_million_is_not_a_million() -> None:
    assert [found[1:] for found in quantities("half a million users")] == [(500_000, "users")]


def test_an_hour_and_a_half_is_no_share() -> None:
    assert all(unit != "percent" for _, _, unit in quantities("an hour and a half"))


@pytest.mark.parametrize(
    "text",
    [
        "under 2012",
        "since 2010.",
        "åren 2010–2012",
        "den 3 maj 2012",
        "12 May",
        "klockan 12:30",
        "i kapitel 3.",
        "first of all",
        "en rapport",
    ],
)
def test_years_dates_and_times_of_day_are_none(text: str) -> None:
    assert quantities(text) == []


def test_several_in_one_claim_stand_in_order() -> None:
    text = "Av 1 200 chefer svarade 46 procent, och var femte tvekade."
    assert [found[1:] for found in quantities(text)] == [
        (1200, "chefer"),
        (46, "percent"),
        (20, "percent"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Hemma ville de ha femtiotvåtusen kronor.", 52000, "SEK"),
        ("Samma fråga fyrahundra gånger på ett skift.", 400, "gånger"),
        ("The web at large is twenty-five times heavier.", 25, "times"),
        ("It fell by a fifth while sales rose.", 20, "percent"),
        ("En lapp kostar 20 öre.", 0.2, "SEK"),
        ("At minus ten degrees it stops.", -10, "degrees"),
        ("In eight workplaces out of ten it was the system.", 80, "percent"),
        ("Nio kommuner av tio har blanketter.", 90, "percent"),
        ("They are gardeners over sixty.", 60, "years"),
        ("It took 4 timetable periods.", 4, "timetable periods"),
        ("Två av våra större medlemmar säger nej.", 2, "medlemmar"),
    ],
)
def test_composed_numbers_ages_and_shares_with_a_noun_between(
    text: str, value: float, unit: str
) -> None:
    assert [found[1:] for found in quantities(text)] == [(value, unit)]


@pytest.mark.parametrize(
    "text", ["North of the 62nd parallel.", "A fifth time it failed.", "Svaret är 42."]
)
def test_ordinals_and_bare_numbers_are_none(text: str) -> None:
    assert quantities(text) == []


def test_a_number_of_endless_words_is_none() -> None:
    assert quantities("hundra" * 400 + " chefer") == []
