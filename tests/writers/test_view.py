"""What the writers tell of a summary, before it is set in any format."""

import pytest
from writers import factory

from referat.summary import QuantityRecord, WarningRecord
from referat.writers.view import View, excerpt


def test_labels_count_in_the_order_of_the_text() -> None:
    view = View.of(factory.summary(), "sv")
    assert view.anchors["finding-2"] == ("f2", "fynd 2")
    assert view.label("comment-1") == "inlägg 1"
    assert view.label("no such id") == "no such id"


def test_what_is_cited_in_the_other_language_only_says_so() -> None:
    cited = View.of(factory.summary(), "sv").cited
    assert [place.target for place in cited["finding-1"]] == ["sv0", "sv1"]
    assert cited["comment-1"] == [("en2", "mening 2 (engelska)")]


def test_attribution_and_makers() -> None:
    view = View.of(factory.summary(), "sv")
    first, _, third = view.summary.claims
    assert view.attribution(view.summary.findings[0]) == "Lena Wikdahl, Meeting Futures"
    assert (view.maker(first), view.maker(third)) == ("Lena Wikdahl", "skribenten")
    assert (view.degree(first), view.degree(third)) == (["nekat"], ["nekat", "garderat"])


def test_a_named_reader_is_called_a_reader() -> None:
    claims = factory.data()["claims"]
    claims[2]["by"] = {"voice": "reader", "name": "Åke"}
    view = View.of(factory.summary(claims=claims), "sv")
    assert view.maker(view.summary.claims[2]) == "Åke (läsare)"


def test_a_voice_that_agrees_twice_agrees_once() -> None:
    commentary = factory.data()["commentary"]
    twice = [*commentary, {**commentary[1], "id": "commentary-9"}]
    view = View.of(factory.summary(commentary=twice), "sv")
    assert [item.id for item in view.opinions["finding-2"]] == ["commentary-2"]


def test_only_the_writers_own_stances_are_the_writers() -> None:
    ids = [item.id for item in View.of(factory.summary(), "sv").writers_commentary()]
    assert ids == ["commentary-2", "commentary-3"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "shown"),
    [
        ("46 procent", 46, "percent", "46 procent"),
        ("2,5 gånger", 2.5, "times", "2,5 gånger"),
        ("10 000 chefer", 10_000, "chefer", "10 000 chefer"),
        ("tre av fyra", 75, "percent", "tre av fyra (75 %)"),
        ("2,5 miljoner kronor", 2_500_000, "SEK", "2,5 miljoner kronor (2\xa0500\xa0000 SEK)"),
        ("tio till femton", (10, 15), "år", "tio till femton (10–15 år)"),
        ("fördubblades", 2, "times", "fördubblades (2 gånger)"),
    ],
)
def test_figures(text: str, value: object, unit: str, shown: str) -> None:
    quantity = QuantityRecord.model_validate(
        {"start": 0, "end": len(text), "text": text, "value": value, "unit": unit}
    )
    assert View.of(factory.summary(), "sv").figure(quantity) == shown


def test_numbers_in_both_notations() -> None:
    assert View.of(factory.summary(), "sv").number(12345.678, 1) == "12\xa0345,7"
    assert View.of(factory.summary(), "en").number(12345.678, 1) == "12,345.7"


def test_excerpts_end_at_a_blank() -> None:
    assert excerpt("ett två tre", 11) == "ett två tre"
    assert excerpt("ett två\n tre", 10) == "ett två …"
    assert excerpt("x" * 1_000_000, 5) == "xxxxx …"
    assert excerpt("ett" + " " * 100 + "två", 10) == "ett …"


def test_warnings_are_swedish_where_there_are_words_for_them() -> None:
    known = WarningRecord(code="mixed_encoding", message="the file mixes encodings")
    other = WarningRecord(code="something_new", message="the file is odd")
    view = View.of(factory.summary(), "sv")
    assert view.warning(known) == "Texten blandar teckenkodningar."
    assert view.warning(other) == "the file is odd"
    assert View.of(factory.summary(), "en").warning(known) == "the file mixes encodings"
