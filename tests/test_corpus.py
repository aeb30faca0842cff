"""The corpus is whole, and the script that says so notices when it is not."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from referat.post import Marking, Role, RunKind, Section, SourceKind, Stance, Voice
from referat.settings import load_settings
from referat.summary import Summary

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SKOLA = "skola-skarmtid"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "check_corpus", ROOT / "scripts" / "check_corpus.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


@pytest.fixture(scope="module")
def golds() -> list[Summary]:
    paths = sorted((CORPUS / "gold").glob("*.json"))
    return [Summary.model_validate_json(path.read_bytes()) for path in paths]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus of one post, to be spoilt."""
    for folder, name in (("posts", f"{SKOLA}.txt"), ("gold", f"{SKOLA}.json")):
        (tmp_path / folder).mkdir()
        shutil.copy(CORPUS / folder / name, tmp_path / folder / name)
    return tmp_path


def _spoil(corpus: Path, change: Callable[[dict[str, Any]], None]) -> list[str]:
    path = corpus / "gold" / f"{SKOLA}.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    change(gold)
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return [str(problem) for problem in SCRIPT.check_corpus(corpus, load_settings().input)]


def test_the_corpus_has_no_problems() -> None:
    problems = SCRIPT.check_corpus(CORPUS, load_settings().input)
    assert [str(problem) for problem in problems] == []


def test_twelve_posts_in_three_formats() -> None:
    suffixes = sorted(path.suffix for path in (CORPUS / "posts").iterdir())
    assert suffixes == [".html"] * 4 + [".md"] * 4 + [".txt"] * 4


def test_an_untouched_copy_passes(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert SCRIPT.main(["--corpus", str(small)]) == 0
    assert "no problems" in capsys.readouterr().out


def test_a_moved_span_is_found(small: Path) -> None:
    def move(gold: dict[str, Any]) -> None:
        gold["findings"][0]["start"] += 1

    problems = _spoil(small, move)
    assert any("findings[0]" in line and "Teachers report" in line for line in problems)


def test_an_id_that_leads_nowhere_is_found(small: Path) -> None:
    def point(gold: dict[str, Any]) -> None:
        gold["commentary"][2]["about"] = ["finding-99"]

    assert any("finding-99" in line for line in _spoil(small, point))


def test_an_id_given_twice_is_found(small: Path) -> None:
    def repeat(gold: dict[str, Any]) -> None:
        gold["claims"][1]["id"] = "claim-1"

    assert any("'claim-1'" in line for line in _spoil(small, repeat))


def test_a_gap_between_runs_is_found(small: Path) -> None:
    def shorten(gold: dict[str, Any]) -> None:
        gold["runs"][0]["end"] -= 1

    assert any("promise" in line for line in _spoil(small, shorten))


def test_a_wrong_count_of_words_is_found(small: Path) -> None:
    def count(gold: dict[str, Any]) -> None:
        gold["mix"]["tokens"]["sv"] += 1

    assert any("mix.tokens" in line for line in _spoil(small, count))


def test_a_field_that_the_contract_does_not_know_is_found(small: Path) -> None:
    def add(gold: dict[str, Any]) -> None:
        gold["findings"][0]["colour"] = "red"

    assert any("findings.0.colour" in line for line in _spoil(small, add))


def test_a_changed_post_is_found_with_both_strings(small: Path) -> None:
    post = small / "posts" / f"{SKOLA}.txt"
    post.write_text(
        post.read_text(encoding="utf-8").replace("i våras", "i vintras"), encoding="utf-8"
    )
    (line,) = [str(problem) for problem in SCRIPT.check_corpus(small, load_settings().input)]
    assert "intras, för" in line
    assert "åras, för" in line


def test_an_unreadable_post_is_a_problem_and_no_traceback(small: Path) -> None:
    (small / "posts" / f"{SKOLA}.txt").write_bytes(b"")
    (problem,) = SCRIPT.check_corpus(small, load_settings().input)
    assert problem.where == "post"


def test_a_post_without_gold_is_found(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "gold" / f"{SKOLA}.json").unlink()
    assert SCRIPT.main(["--corpus", str(small)]) == 1
    assert f"gold/{SKOLA}.json" in capsys.readouterr().out


def test_gold_without_a_post_is_found(small: Path) -> None:
    (small / "posts" / f"{SKOLA}.txt").unlink()
    (problem,) = SCRIPT.check_corpus(small, load_settings().input)
    assert problem.where == "post"


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert len(SCRIPT.check_corpus(tmp_path, load_settings().input)) == 1


def test_one_file_is_windows_1252_and_one_has_crlf() -> None:
    broken = []
    for path in sorted((CORPUS / "posts").iterdir()):
        try:
            path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            broken.append(path.name)
    assert broken == ["pension-forval.txt"]
    crlf = [
        path.name for path in sorted((CORPUS / "posts").iterdir()) if b"\r\n" in path.read_bytes()
    ]
    assert crlf == ["hemtjanst-robotar.txt"]


def test_every_value_of_the_contract_that_matters_occurs(golds: list[Summary]) -> None:
    """A phenomenon that no post holds is one that nothing measures."""
    findings = [finding for gold in golds for finding in gold.findings]
    commentary = [item for gold in golds for item in gold.commentary]
    claims = [claim for gold in golds for claim in gold.claims]
    sources = [source for gold in golds for source in gold.sources]
    assert {finding.marking for finding in findings} == set(Marking)
    assert {finding.language for finding in findings} == {"en", "no", "sv"}
    assert {item.stance for item in commentary} == set(Stance)
    assert {block.section for gold in golds for block in gold.blocks} == set(Section)
    assert {block.role for gold in golds for block in gold.blocks} == set(Role)
    assert {run.kind for gold in golds for run in gold.runs} == set(RunKind)
    assert {claim.by.voice for claim in claims} == {Voice.SOURCE, Voice.AUTHOR, Voice.READER}
    assert {claim.certainty.value for claim in claims} == {"asserted", "hedged", "uncertain"}
    assert {source.kind for source in sources} >= {
        SourceKind.SURVEY,
        SourceKind.REPORT,
        SourceKind.STUDY,
        SourceKind.BOOK,
        SourceKind.ARTICLE,
        SourceKind.TALK,
        SourceKind.PERSON,
    }
    assert any(claim.negated for claim in claims)
    assert any(finding.continues for finding in findings)
    assert any(finding.comment for finding in findings)
    cuts = {cut.text for finding in findings for cut in finding.cuts}
    assert cuts == {"(…)", "[...]", "[…]", "…", "..."}
    assert any(claim.parts for claim in claims)
    assert any(gold.warnings for gold in golds)


def test_every_kind_of_quotation_mark_occurs(golds: list[Summary]) -> None:
    pairs = {
        (finding.outer.text[0], finding.outer.text[-1])
        for gold in golds
        for finding in gold.findings
        if finding.marking is Marking.MARKS and finding.outer.text != finding.text
    }
    assert pairs >= {
        ("”", "”"),
        ("“", "”"),
        ("“", "“"),
        ('"', '"'),
        ("»", "»"),
        ("«", "»"),
        ("»", "«"),
        ("’", "’"),
    }


def test_each_digest_has_two_to_six_sentences_in_both_languages(golds: list[Summary]) -> None:
    for gold in golds:
        assert 2 <= len(gold.summary.sv) <= 6, gold.post.id
        assert 2 <= len(gold.summary.en) <= 6, gold.post.id
        assert gold.summary.headline.sv is not None, gold.post.id
        assert gold.summary.headline.en is not None, gold.post.id
