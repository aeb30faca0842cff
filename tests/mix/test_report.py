"""Study, tables and report: complete, escaped, the same every time, and open about gaps."""

from __future__ import annotations

import base64
import csv
import io
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mix.rows_by_hand import SOFT_LAUNCH, row, swedish
from pyarrow import parquet

from referat.errors import DatasetError, ModelError
from referat.mix import labels
from referat.mix.accuracy import Accuracy, accuracy_of, corrected_share, load_accuracy, within_error
from referat.mix.archive import ALL, By, opened
from referat.mix.dataset import write_rows
from referat.mix.figures import FIGURES
from referat.mix.insertions import Insertion
from referat.mix.layout import tables_of
from referat.mix.markup import number
from referat.mix.report import page
from referat.mix.rows import MixRow
from referat.mix.study import LEAST_WORDS, Study, study_of
from referat.mix.tables import Table, csv_text, write_csv, write_parquet

TOLD = Accuracy("m", "1", "d", 0.99, 100, 0.01, 50, sensitivity=0.98, fallout=0.01)


def study(folder: Path, *rows: MixRow, by: By = By.YEAR) -> Study:
    write_rows(rows, folder)
    with opened(folder) as archive:
        return study_of(archive, by, TOLD, 50)


def mixed(*years: str) -> list[MixRow]:
    return [row(f"p{number}", published=f"{year}-03-04") for number, year in enumerate(years)]


def shown(made: Study) -> str:
    return page(made, tables_of(made))


def test_tables_have_a_cell_for_each_column(tmp_path):
    for each in tables_of(study(tmp_path, *mixed("2011", "2012"), swedish("s"), by=By.SITE)):
        assert all(len(cells) == len(each.columns) for cells in each.rows), each.name
        (head, *lines) = csv.reader(io.StringIO(csv_text(each)))
        assert (head, len(lines)) == (list(each.columns), len(each.rows))


def test_groups_stand_below_all_with_the_corrected_share(tmp_path):
    made = study(tmp_path, *mixed("2011", "2012"), swedish("s", published="2012-01-01"))
    (table, *_) = tables_of(made)
    rows = [dict(zip(table.columns, cells, strict=True)) for cells in table.rows]
    assert [each["group"] for each in rows] == [ALL, "2011", "2012"]
    assert rows[1]["share_en"] == 0.4
    assert rows[1]["share_en_corrected"] == pytest.approx((0.4 - 0.01) / 0.97, abs=1e-6)
    assert [each["within_tagger_error_of_all"] for each in rows] == [None, False, False]
    assert [each["within_tagger_error_of_previous"] for each in rows] == [None, None, False]
    assert set(FIGURES) <= set(table.columns)


def test_insertions_are_counted_by_lemma_and_phrase_with_first_and_last_date(tmp_path):
    bent = Insertion(0, 7, "mailade", "mailade", "mail", 1, False, True, "", "mig")
    marked = Insertion(0, 4, "mail", "mail", "mail", 1, True, False, "", "kom")
    rows = [
        row("a", published="2011-05-01", insertions=(bent, marked)),
        row("b", published="2013-05-01T08:00", insertions=(bent,)),
        row("c", published=None),
    ]
    made = study(tmp_path, *rows)
    (mail, launch) = made.lemmas
    assert (mail.lemma, mail.forms, mail.count, mail.posts) == ("mail", ("mail", "mailade"), 3, 2)
    assert (mail.first, mail.last, mail.marked, mail.inflected) == (
        "2011-05-01",
        "2013-05-01",
        1,
        2,
    )
    assert (launch.first, launch.last) == (None, None)
    assert (made.phrases[0].forms, made.phrases[0].count) == (("mailade",), 2)
    assert [(each.period, each.lemma, each.count, each.rate) for each in made.over_time] == [
        ("2011", "mail", 2, 4000.0),
        ("2013", "mail", 1, 2000.0),
    ]
    lines = [(line.lemma, line.keyword, line.right, line.id) for line in made.lines]
    assert lines[0] == ("mail", "mail", "kom", "a")
    assert lines[-1] == ("soft launch", SOFT_LAUNCH.text, ".", "c")


def test_short_posts_are_most_mixed_only_where_there_are_no_long_ones(tmp_path):
    rows = [row("short", cmi=50.0), row("long", cmi=30.0, words=LEAST_WORDS), swedish("none")]
    assert [each.id for each in study(tmp_path, *rows).most_mixed] == ["long", "short"]


class _Page(HTMLParser):
    """The tags of a page and what they refer to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.references: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.references += [value or "" for name, value in attrs if name in ("src", "href")]


def test_the_page_needs_nothing_else_and_runs_nothing(tmp_path):
    seen = _Page()
    seen.feed(shown(study(tmp_path, *mixed("2011", "2012", "2013"))))
    assert {"script", "link", "iframe", "object"}.isdisjoint(seen.tags)
    assert all(each.startswith("data:") for each in seen.references)
    images = [each for each in seen.references if each.startswith("data:image/svg+xml")]
    for image in images:
        svg = base64.b64decode(image.partition(",")[2]).decode()
        assert "<script" not in svg
        assert not re.search(r'(href|src)="(?!#)', svg)
    assert len(images) == 5


@pytest.mark.parametrize("by", [By.YEAR, By.AUTHOR])
def test_every_plot_is_followed_by_a_table_and_a_download(tmp_path, by):
    rows = [*mixed("2011", "2012"), swedish("s", published="2013-01-01", author="Bo Ek")]
    parts = shown(study(tmp_path, *rows, by=by)).split("<figure>")[1:]
    assert len(parts) >= 5
    # Two plots may share the tables behind the second.
    assert "<table" in parts[-1]
    for part in parts if by.over_time else parts[1:]:
        assert "<table" in part
        assert "download=" in part


def test_a_download_is_the_table_itself(tmp_path):
    made = study(tmp_path, *mixed("2011", "2012"))
    found = re.search(
        r'download="groups.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)"', shown(made)
    )
    assert found is not None
    assert base64.b64decode(found[1]).decode() == csv_text(tables_of(made)[0])


def test_what_strangers_wrote_is_escaped_everywhere(tmp_path):
    evil = '<img src=x onerror=alert(1)>"$x_1$'
    bad = Insertion(0, 3, evil, evil, evil, 1, False, False, evil, evil)
    rows = [
        row(f"p{n}", title=evil, author=evil, site=evil, text=evil * 3, insertions=(bad,),
            sources=(evil,), url="javascript:alert(1)", published=f"201{n}-01-01")
        for n in range(3)
    ]  # fmt: skip
    for by in (By.AUTHOR, By.SOURCE):
        made = shown(study(tmp_path / str(by), *rows, by=by))
        assert "<img src=x" not in made
        assert "javascript:" not in made


def test_the_same_rows_give_the_same_page(tmp_path):
    one, two = (study(tmp_path / name, *mixed("2011", "2012")) for name in "ab")
    assert shown(one) == shown(two)


def test_one_language_only_is_said_and_not_drawn(tmp_path):
    made = shown(study(tmp_path, swedish("a"), swedish("b")))
    for words in (labels.ONE_LANGUAGE, labels.NO_ENGLISH, labels.NO_INSERTIONS, labels.NO_MIXED):
        assert words in made
    assert labels.NO_MEASURE in made  # burstiness and memory of a single span


def test_english_alone_is_said_too(tmp_path):
    english = row("a", words=5, words_sv=0, words_en=5, cmi=0.0, inside_bare=0)
    assert labels.ONE_LANGUAGE in shown(study(tmp_path, english))


@pytest.mark.parametrize(
    ("years", "words"), [(["2012", "2012"], labels.ONE_PERIOD), ([], labels.NO_PERIOD)]
)
def test_without_a_development_the_page_says_so(tmp_path, years, words):
    rows = mixed(*years) or [row("a", published=None)]
    assert words in shown(study(tmp_path, *rows, by=By.MONTH))


def test_gaps_stand_at_the_head(tmp_path):
    made = study(tmp_path, row("a", published=None), swedish("b", 0), row("c"), by=By.MONTH)
    text = shown(made)
    assert "1 av 3 inlägg saknar uppgift om månad och står som ”utan datum”" in text
    assert "1 inlägg utan ord räknas inte" in text


def test_the_taggers_errors_are_stated(tmp_path):
    text = shown(study(tmp_path, row("a"), row("b")))
    assert "99,0 procent av 100 ord" in text
    assert "1,0 procent av 50 helt svenska" in text
    assert labels.WITHIN in text


def test_marked_text_shows_whose_english_it_is(tmp_path):
    text = shown(study(tmp_path, row("a"), row("b")))
    assert '<p>Vi kör en <span lang="en" class="own">soft launch.</span></p>' in text


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(1234567.0, 0, "1\u00a0234\u00a0567"), (-0.5, 1, "−0,5"), (None, 1, "–"), (2.25, 2, "2,25")],
)
def test_figures_are_written_as_swedes_write_them(value, decimals, expected):
    assert number(value, decimals) == expected


def test_a_cell_that_a_spreadsheet_would_run_is_defused():
    table = Table("t", {"a": str, "b": float}, (("=1+1", -2.5), ("@x\ny", None)))
    assert csv_text(table) == "a,b\n'=1+1,-2.5\n'@x y,\n"


def test_tables_are_written_in_both_formats(tmp_path):
    table = Table(
        "t", {"a": str, "n": int, "x": float, "b": bool}, (("å", 1, 0.5, True), (None,) * 4)
    )
    write_csv(table, tmp_path)
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == "a,n,x,b\nå,1,0.5,true\n,,,\n"
    write_parquet(table, tmp_path)
    assert parquet.read_table(tmp_path / "t.parquet").to_pylist() == [
        {"a": "å", "n": 1, "x": 0.5, "b": True},
        {"a": None, "n": None, "x": None, "b": None},
    ]
    with pytest.raises(DatasetError, match="cannot be written"):
        write_csv(table, tmp_path / "none")


def test_without_matplotlib_the_extra_is_named(tmp_path, monkeypatch):
    made = study(tmp_path, *mixed("2011", "2012"))
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(DatasetError, match=r"pip install 'referat\[mix\]'"):
        shown(made)


def test_the_confusion_matrix_by_hand():
    told = accuracy_of(
        {
            "model": "m",
            "version": "1",
            "data": "d",
            "confusion": {
                "mixed": {"sv": {"sv": 90, "en": 10}, "en": {"en": 40, "sv": 10}},
                "one language": {"sv": {"sv": 100}, "en": {"en": 50}},
            },
            "all_swedish": {"paragraphs": 20, "alarmed": 1},
        }
    )
    assert told.token_accuracy == pytest.approx(130 / 150)
    assert (told.sensitivity, told.fallout) == (0.9, 0.05)
    assert told.false_alarms == 0.05
    assert corrected_share(0.475, told) == pytest.approx(0.5)
    assert corrected_share(0.0, told) == 0.0
    assert corrected_share(1.0, told) == 1.0
    assert within_error(0.5, 0.6, told)
    assert not within_error(0.5, 0.65, told)


def test_the_shipped_errors_agree_with_the_card():
    told = load_accuracy()
    assert (round(100 * told.token_accuracy, 1), round(100 * told.false_alarms, 1)) == (99.5, 0.9)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"confusion": {"mixed": {}}}'])
def test_damaged_errors_are_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "errors.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"errors.json: missing or damaged"):
        load_accuracy(tmp_path)


def test_a_tagger_that_tells_nothing_corrects_nothing():
    blind = Accuracy("m", "1", "d", 0.5, 10, 0.5, 10, sensitivity=0.5, fallout=0.5)
    with pytest.raises(ModelError, match="nothing can be corrected"):
        corrected_share(0.4, blind)
