"""What the encoders are trained on and measured by: pieces, translations, links, ranks."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from encoder_data import MAX_OF_SOURCE, clean, training_pairs, usable
from encoder_vocabulary import PIECES, build, first_vectors, ids_of, is_latin, translations
from evaluate_encoder import kept_apart, link_f1, ranks, retrieval, spearman, table


def test_letters_of_swedish_and_the_teachers_pieces_stay() -> None:
    swedish = ["Åsa såg älgen vid ån.", "Älgen såg Åsa."] * 5
    tokenizer = build(swedish, ["[PAD]", "[unused7]", "the", "##ing", "漢"])
    vocabulary = tokenizer.get_vocab()
    assert {"the", "##ing", "älgen", "åsa"} <= set(vocabulary)
    assert not {"[unused7]", "漢", "algen"} & set(vocabulary)
    assert tokenizer.encode("ÄLGEN", add_special_tokens=False).tokens == ["älgen"]
    assert ids_of(tokenizer, ["A\u030asa", "Åsa"])[0] == ids_of(tokenizer, ["Åsa"])[0]
    assert tokenizer.encode("älgen").tokens == ["[CLS]", "älgen", "[SEP]"]


@pytest.mark.parametrize(
    ("piece", "latin"),
    [("the", True), ("##å", True), ("”", True), ("[unused0]", False), ("の", False)],
)
def test_pieces_in_other_letters_are_left_out(piece: str, latin: bool) -> None:
    assert is_latin(piece) is latin


def test_translations_are_told_by_what_meets_where() -> None:
    # 1 = hus, 2 = röd; 11 = house, 12 = red; the two only meet alone once each.
    swedish, english = [[1, 2], [1], [2]], [[12, 11], [11], [12]]
    source, target, counts = translations(swedish, english, np.ones(3, dtype=np.float32))
    found = {(int(s), int(t)): c for s, t, c in zip(source, target, counts, strict=True)}
    assert found[1, 11] > 5 * found[1, 12]
    assert found[2, 12] > 5 * found[2, 11]


def test_a_piece_the_teacher_lacks_starts_as_its_translations() -> None:
    english = np.zeros((PIECES, 2), dtype=np.float32)
    english[11], english[12] = (1, 0), (0, 1)
    known = english.any(axis=1)
    rows = (np.array([1, 1]), np.array([11, 12]), np.array([3.0, 1.0]))
    start = first_vectors(rows, english, known)
    assert start[1].tolist() == [0.75, 0.25]
    assert start[11].tolist() == [1, 0]
    assert not start[5].any()


@pytest.mark.parametrize(
    ("sv", "en", "good"),
    [
        ("Ja.", "Yes.", True),
        ("", "Yes.", False),
        ("Open the file now", "Open the file now", False),
        ("Nej", "This sentence is about something else altogether.", False),
    ],
)
def test_what_is_no_pair_is_left_out(sv: str, en: str, good: bool) -> None:
    assert usable(sv, en) is good


def test_documentation_is_capped_by_its_source(tmp_path: Path) -> None:
    (tmp_path / "parallel").mkdir()
    for name in ("human-tatoeba", "human-gnome", "docs-mit", "docs-ccby"):
        rows = [
            {"sv": f"Mening {name} {n}", "en": f"Sentence {name} {n}", "source": name}
            for n in range(MAX_OF_SOURCE + 5 if name == "docs-mit" else 3)
        ]
        path = tmp_path / "parallel" / f"{name}.jsonl.gz"
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    kinds = [pair.kind for pair in training_pairs(tmp_path)]
    assert kinds.count("docs") == MAX_OF_SOURCE + 3
    assert kinds.count("tatoeba") == 3
    assert kinds.count("own") > 1_000


def test_cleaning_composes_letters_and_joins_lines() -> None:
    assert clean(" A\u030asa\n  kom ") == "Åsa kom"


def test_retrieval_counts_rows_that_find_their_own() -> None:
    left = np.eye(4, dtype=np.float32)
    right = left[[0, 1, 3, 2]]
    assert retrieval(left, right, 0, 4) == 0.5
    assert retrieval(left, right, 0, 2) == 1.0


def test_links_to_what_is_missing_are_faults() -> None:
    rows = np.eye(16, dtype=np.float32)
    assert link_f1(rows, rows) == 1.0
    # All rows alike: each is linked to something, wherever the threshold is.
    assert link_f1(np.ones_like(rows), np.ones_like(rows)) < 0.3


def test_rank_correlation_shares_ties() -> None:
    assert ranks([10, 20, 20, 30]).tolist() == [1, 2.5, 2.5, 4]
    assert spearman([1, 2, 3], [2, 4, 9]) == pytest.approx(1)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)


def test_contrasts_count_the_nearer_of_two() -> None:
    vectors = {"e": [1.0, 0.0], "same": [0.9, 0.1], "other": [0.1, 0.9]}
    rows = [{"en": "e", "a": "same", "b": "other"}, {"en": "e", "a": "other", "b": "same"}]
    assert kept_apart(lambda texts: np.array([vectors[t] for t in texts]), rows, "a", "b") == 0.5


def test_a_table_leaves_what_is_unknown_empty() -> None:
    assert table({"a": {"x": 1.0, "y": 12_345.6}, "b": {"x": 2.0}}).splitlines()[2:] == [
        "| x | 1.0 | 2.0 |",
        "| y | 12,346 | – |",
    ]
