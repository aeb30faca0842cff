"""Rows on disk, grouped: figures by hand, gaps stated, other versions refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from mix.rows_by_hand import row, swedish
from pyarrow import parquet

from referat.errors import DatasetError
from referat.mix.archive import ALL, UNKNOWN, By, opened
from referat.mix.dataset import write_rows
from referat.mix.rows import MixRow
from referat.mix.selection import Selection


def made(folder: Path, *rows: MixRow, part_rows: int = 2) -> Path:
    assert write_rows(rows, folder, part_rows) == len(rows)
    return folder


def test_rows_are_written_in_parts_and_read_as_they_were(tmp_path):
    folder = made(tmp_path / "d", row("a"), swedish("b"), swedish("c", author="\ud800"))
    assert [path.name for path in sorted(folder.iterdir())] == [
        "part-00000.parquet",
        "part-00001.parquet",
    ]
    (first, _, last) = parquet.read_table(folder).to_pylist()
    assert first["insertions"][0]["phrase"] == "soft launch"
    assert first["stretches"][1] == {"start": 10, "end": 22, "language": "en", "standing": "own"}
    assert last["author"] == "?"


def test_the_same_rows_give_the_same_bytes(tmp_path):
    one, other = (made(tmp_path / name, row("a"), swedish("b")) for name in "de")
    assert (one / "part-00000.parquet").read_bytes() == (other / "part-00000.parquet").read_bytes()


def test_a_folder_that_holds_parts_is_not_added_to(tmp_path):
    folder = made(tmp_path / "d", row("a"))
    with pytest.raises(DatasetError, match="holds files already"):
        write_rows([row("b")], folder)


def test_rows_are_there_when_all_are(tmp_path):
    def broken():
        yield row("a")
        yield row("b")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_rows(broken(), tmp_path / "d", 1)
    assert write_rows([], tmp_path / "d") == 0
    assert list(tmp_path.iterdir()) == []


def test_groups_add_words_and_keep_the_order_of_their_names(tmp_path):
    folder = made(
        tmp_path,
        swedish("a", 15, published="2012-06-01T10:00:00"),
        row("b"),
        swedish("c", 5),
        row("d", published=None),
        swedish("e", published="May"),
    )
    with opened(folder) as archive:
        groups = archive.groups(By.MONTH)
        assert [(group.name, group.posts, group.words, group.words_en) for group in groups] == [
            ("2012-05", 2, 10, 2),
            ("2012-06", 1, 15, 0),
            (UNKNOWN, 2, 15, 2),
        ]
        assert groups[0].figures["share_en"].value == 0.2
        assert groups[0].figures["of_en_own"].value == 1.0
        assert groups[1].figures["of_en_own"].value is None  # no English to part
        assert groups[0].figures["inside_bare_per_thousand"].value == 100.0
        assert groups[0].figures["i_index"].value == 0.125  # 1 switch, 8 places
        # 100/2 * (0.6/2 + 5/6), two sentences, one of them mixed
        assert groups[0].figures["corpus_cmi"].value == pytest.approx(56.666667)
        assert groups[0].figures["cmi_mean"].value == 20.0
        assert groups[0].figures["burstiness_mean"].value == pytest.approx(-0.6667)
        assert groups[0].figures["memory_mean"].value is None
        # p = 0.2, 0.8: (1 - 0.68) / 0.68
        assert groups[0].figures["m_index"].value == pytest.approx(0.470588)
        assert groups[0].figures["language_entropy"].value == pytest.approx(0.721928)
        assert archive.missing(By.MONTH) == (2, 5)


def test_one_language_only_has_figures_without_a_division_by_zero(tmp_path):
    with opened(made(tmp_path / "d", swedish("a"), swedish("b", 0))) as archive:
        (whole,) = archive.groups(None)
        assert (whole.name, whole.posts, whole.empty) == (ALL, 1, 1)
        assert (whole.figures["share_en"].value, whole.figures["m_index"].value) == (0.0, 0.0)
        assert whole.figures["of_en_term"].value is None


def test_a_post_of_several_sources_counts_in_each(tmp_path):
    folder = made(
        tmp_path,
        row("a", sources=("Ett", "Två", "Ett")),
        row("b", sources=()),
        row("c", sources=("Två",)),
    )
    with opened(folder) as archive:
        assert [(group.name, group.posts) for group in archive.groups(By.SOURCE)] == [
            ("Ett", 1),
            ("Två", 2),
            (UNKNOWN, 1),
        ]
        assert archive.missing(By.SOURCE) == (1, 3)
        assert [group.name for group in archive.groups(By.TAG)] == [UNKNOWN]


def test_intervals_hold_the_value_and_need_five_posts(tmp_path):
    rows = [row(f"a{n}") for n in range(6)] + [swedish(f"b{n}", 5 + n) for n in range(6)]
    with opened(made(tmp_path / "d", *rows, row("z", author="Ensam"))) as archive:
        few, many = archive.groups(By.AUTHOR)[::-1]
        share = many.figures["share_en"]
        assert None not in (share.low, share.value, share.high)
        assert share.low < share.value < share.high
        assert (few.name, few.figures["share_en"].low) == ("Ensam", None)
        assert archive.groups(By.AUTHOR) == [many, few]


def test_files_in_another_order_give_the_same_groups(tmp_path):
    rows = [row(f"a{n}", words=5 + n) for n in range(7)]
    with (
        opened(made(tmp_path / "d", *rows)) as one,
        opened(made(tmp_path / "e", *rows[::-1])) as two,
    ):
        assert one.groups(By.YEAR) == two.groups(By.YEAR)


@pytest.mark.parametrize(
    ("selection", "posts"),
    [
        (Selection(), 3),
        (Selection(since="2012-05"), 2),
        (Selection(until="2012-04"), 1),
        (Selection(since="2012-05-03", until="2012-05"), 1),
    ],
)
def test_a_selection_by_date_has_its_bounds_in_it(tmp_path, selection, posts):
    rows = [row(day, published=day) for day in ("2012-04-30", "2012-05-03", "2013-01-01")]
    with opened(made(tmp_path / "d", *rows), selection) as archive:
        assert archive.rows("SELECT count(*) FROM posts") == [(posts,)]


def test_an_empty_selection_is_one_line(tmp_path):
    folder = made(tmp_path / "d", row("a"))
    with (
        pytest.raises(DatasetError, match="0 posts selected, none of them with a word"),
        opened(folder, Selection(since="2030")),
    ):
        pass


def test_posts_without_a_word_are_nothing_to_measure(tmp_path):
    folder = made(tmp_path / "d", swedish("a", 0))
    with pytest.raises(DatasetError, match="1 posts selected, none of them"), opened(folder):
        pass


@pytest.mark.parametrize("bound", ["x' OR 1=1 --", "banan", "2012-13", "2012-5", "20120503", "12"])
def test_a_bound_that_is_no_date_is_refused(bound):
    with pytest.raises(DatasetError, match="no date; give YYYY, YYYY-MM or YYYY-MM-DD"):
        Selection(until=bound)


def test_a_folder_may_be_called_like_a_pattern(tmp_path):
    made(tmp_path / "a1", row("a"))
    folder = made(tmp_path / "a[12] year=2012 *?'", row("b"), row("c"))
    with opened(folder) as archive:
        assert archive.rows("SELECT id FROM posts ORDER BY id") == [("b",), ("c",)]


def test_a_histogram_counts_posts_by_class(tmp_path):
    rows = (row("a"), swedish("b"), row("c", cmi=50.0), row("d", cmi=None))
    with opened(made(tmp_path / "d", *rows)) as archive:
        assert archive.histogram("cmi", [0, 25, 50]) == [1, 2]
        with pytest.raises(DatasetError, match="no such measure"):
            archive.histogram("cmi; DROP TABLE posts", [0, 1])
