"""The gate fails below a floor, and no floor is lowered in silence."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import referat
from referat.cli import main
from referat.errors import ReferatError
from referat.evaluate.corpus import load_corpus
from referat.evaluate.evaluation import Evaluation, evaluate
from referat.evaluate.floors import Floors, floored
from referat.settings import load_settings

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"
NAMES = ("skola-skarmtid.txt", "cykel-vadret.md", "turism-november.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of three posts in two splits."""
    folder = tmp_path_factory.mktemp("corpus")
    for part in ("posts", "gold"):
        (folder / part).mkdir()
    for name in NAMES:
        shutil.copy(CORPUS / "posts" / name, folder / "posts" / name)
        gold = Path(name).with_suffix(".json").name
        shutil.copy(CORPUS / "gold" / gold, folder / "gold" / gold)
    stems = [Path(name).stem for name in NAMES]
    (folder / "splits.json").write_text(
        json.dumps({"dev": stems[:2], "test": stems[2:]}), encoding="utf-8"
    )
    (folder / "posts.json").write_text(
        json.dumps({name: {"tags": ["blog"]} for name in stems}), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def result(folder: Path) -> Evaluation:
    corpus = load_corpus(folder, load_settings().input)
    return evaluate(corpus, referat.load(), "dev")


def test_what_was_measured_holds(result: Evaluation) -> None:
    floors = Floors(corpus="", floors={}).raised(result, None)
    assert floors.below(result) == []
    assert {"findings.overlap", "gold/stance", "stance", "digest.traceable"} <= set(
        floors.floors["dev"]
    )


def test_below_a_floor_is_named(result: Evaluation) -> None:
    floors = Floors(corpus=result.corpus.digest, floors={"dev": {"stance": 1.01, "gone": 0.5}})
    first, second = floors.below(result)
    assert first.startswith("stance: ")
    assert "below the floor of 1.01" in first
    assert second.startswith("gone: nothing was measured")


def test_floors_of_another_corpus_or_split_say_so(result: Evaluation) -> None:
    (line,) = Floors(corpus="0" * 64, floors={"dev": {}}).below(result)
    assert "another corpus" in line
    (line,) = Floors(corpus=result.corpus.digest, floors={"test": {}}).below(result)
    assert "no floors for the split 'dev'" in line


def test_lowering_needs_a_reason_that_is_kept(result: Evaluation) -> None:
    high = Floors(corpus=result.corpus.digest, floors={"dev": {"stance": 1.01}})
    with pytest.raises(ReferatError, match="--reason"):
        high.raised(result, None)
    lowered = high.raised(result, "the gold was mended")
    assert lowered.below(result) == []
    (entry,) = lowered.lowered
    assert (entry.measure, entry.before, entry.reason) == ("stance", 1.01, "the gold was mended")
    assert entry.after == floored(result)["stance"]


def test_another_corpus_needs_a_reason_too(result: Evaluation) -> None:
    other = Floors(corpus="0" * 64, floors={"test": {"stance": 0.1}})
    with pytest.raises(ReferatError, match="corpus is another"):
        other.raised(result, None)
    anew = other.raised(result, "posts were added")
    assert set(anew.floors) == {"dev"}
    assert anew.corpus == result.corpus.digest


def test_other_splits_keep_their_floors(result: Evaluation) -> None:
    known = Floors(corpus=result.corpus.digest, floors={"test": {"stance": 0.1}})
    assert known.raised(result, None).floors["test"] == {"stance": 0.1}


def test_the_result_is_the_same_twice_and_in_json(folder: Path, result: Evaluation) -> None:
    again = evaluate(load_corpus(folder, load_settings().input), referat.load(), "dev")
    assert json.dumps(again.as_json()) == json.dumps(result.as_json())
    record = result.as_json()
    assert record["posts"] == 2
    assert record["end_to_end"]["findings.overlap"]["f1"] == 1
    assert set(record["by_format"]) == {"txt", "md"}
    assert record["by_tag"]["blog"]["posts"] == 2
    assert set(record["on_gold"]) == {"language", "findings", "commentary", "claims", "digest"}
    assert "LexRank" in record["baselines"]


def test_the_worst_come_first(result: Evaluation) -> None:
    marks = [item.mark for item in result.worst]
    assert marks == sorted(marks)
    empty = replace(result, results=())
    assert empty.end_to_end == {}


def test_test_is_printed_only_when_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", str(folder)])
    assert not ended.value.code
    shown = capsys.readouterr().out
    assert "split dev: 2 posts" in shown
    assert "turism" not in shown
    with pytest.raises(SystemExit):
        main(["evaluate", str(folder), "--split", "test"])
    assert "split test: 1 posts" in capsys.readouterr().out


def test_the_command_fails_below_a_floor_and_writes_files(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    page, record = tmp_path / "page.html", tmp_path / "result.json"
    command = ["evaluate", str(folder), "--floors", str(floors)]
    with pytest.raises(SystemExit) as ended:
        main([*command, "--raise-floors", "--html", str(page), "--json", str(record)])
    assert not ended.value.code
    assert json.loads(record.read_text(encoding="utf-8"))["split"] == "dev"
    assert "<details" in page.read_text(encoding="utf-8")
    known = json.loads(floors.read_text(encoding="utf-8"))
    known["floors"]["dev"]["stance"] = 0.999
    floors.write_text(json.dumps(known), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 1
    assert "stance: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--split", "exam"], "no split 'exam'; there are dev, test"),
        (["--raise-floors"], "--raise-floors needs --floors"),
        (["--floors", "nowhere.json"], "nowhere.json: no floors there"),
    ],
)
def test_a_wrong_call_is_refused(
    folder: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", str(folder), *arguments])
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_a_spoilt_corpus_is_refused_with_every_problem(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt = tmp_path / "corpus"
    shutil.copytree(folder, spoilt)
    path = spoilt / "gold" / "skola-skarmtid.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    gold["findings"][0]["text"] = "Teachers deport"
    path.write_text(json.dumps(gold), encoding="utf-8")
    (spoilt / "gold" / "cykel-vadret.json").unlink()
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", str(spoilt)])
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert "skola-skarmtid.json: promise" in shown
    assert "Teachers deport" in shown
    assert "Teachers report" in shown
    assert "gold/cykel-vadret.json" in shown
