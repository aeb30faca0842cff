"""What commentary is about, weighed: candidates, their traits, and who is chosen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from linguistic import summary_of

import referat
from referat.about_ranker import SHIPPED, AboutRanker, Alike, all_traits, chosen, read_about
from referat.errors import ModelError
from referat.likeness import load_likeness
from referat.models import model_folder
from referat.post import Post
from referat.settings import load_settings
from referat.span import Span
from referat.stages.commentary import CommentaryStage
from referat.text.candidates import COMMENTED, FINDINGS, Candidate, Question

SHIPS = "The harbour will close to all ships over forty metres."
TREES = "Planting trees along the streets lowered the temperature by two degrees."
REPORT = "Jag har läst rapporten ”State of Cities” från Gartner."


def candidate(ident: str, start: int, kind: str = "finding") -> Candidate:
    return Candidate(ident, kind, "earlier", Span(start, start + 5), 0)


def question(*ids: str, judges: bool = False, pointed_to: tuple[str, ...] = ()) -> Question:
    """A question with candidates that stand in the text from last to first."""
    found = tuple(candidate(ident, 100 - place) for place, ident in enumerate(ids))
    return Question("Jo.", judges, found, tuple({} for _ in ids), frozenset(pointed_to))


def ranker(weights: dict[str, float], least: float = 0.5) -> AboutRanker:
    return AboutRanker(weights, least, 0.1, load_likeness("static"), "test", "1")


def questions_of(*paragraphs: str) -> list[Question]:
    """What there is to ask of each commentary of a post."""
    post: Post = referat.readers.read_text(
        "\n\n".join(["Städer", *paragraphs]), settings=load_settings().input
    )
    for stage in referat.load().stages:
        if stage.name == "commentary":
            break
        post = stage(post)
    return [asked for _, asked in CommentaryStage().questions(post)]


def test_all_that_are_likely_enough_are_chosen_in_the_order_of_the_text() -> None:
    assert chosen(question("c", "b", "a"), [0.6, 0.2, 0.7], 0.5, 0.1) == ["a", "c"]
    assert chosen(question("c", "b"), [0.3, 0.2], 0.5, 0.1) == []


def test_a_unit_that_judges_is_about_its_best_candidate() -> None:
    assert chosen(question("b", "a", judges=True), [0.3, 0.2], 0.5, 0.1) == ["b"]
    assert chosen(question("b", "a", judges=True), [0.05, 0.02], 0.5, 0.1) == []


def test_what_is_counted_off_goes_before_what_is_likely() -> None:
    assert chosen(question("b", "a", pointed_to=("a",)), [0.9, 0.2], 0.5, 0.1) == ["a"]


def test_without_candidates_there_is_nothing_to_be_about() -> None:
    asked = question()
    assert ranker({}).about(asked, Alike("", load_likeness("static")).to(asked)) == []


def test_the_likest_of_all_is_marked() -> None:
    first, second = all_traits(question("a", "b"), [0.2, 0.6])
    assert second["likest"] == 1
    assert first["likest"] == 0
    assert first["finding: more alike than most"] == pytest.approx(-0.2)


def test_a_trait_that_is_alone_decides() -> None:
    asked = questions_of(REPORT, SHIPS, TREES, "Det stämmer.")[-1]
    alike = [0.0] * len(asked.candidates)
    nearest = ranker({"finding: nearest": 9, "length": -9}).about(asked, alike)
    assert nearest == ["finding-2"]


def test_likeness_across_languages_is_seen() -> None:
    paragraphs = (REPORT, SHIPS, TREES, "Att träd längs gatorna sänker temperaturen är sant.")
    asked = questions_of(*paragraphs)[-1]
    alike = Alike("\n\n".join(["Städer", *paragraphs]), load_likeness("static")).to(asked)
    named = {item.id: near for item, near in zip(asked.candidates, alike, strict=True)}
    assert named["finding-2"] > named["finding-1"] + 0.2
    assert all(near == round(near, 2) for near in alike)


def test_candidates_are_bounded_however_many_findings_there_are() -> None:
    rows = [f"”The ferry number {n} leaves at noon on weekdays.”" for n in range(40)]
    asked = questions_of(REPORT, *rows, "Det håller jag inte med om.", *rows)
    assert max(len(one.candidates) for one in asked) <= 2 * FINDINGS + COMMENTED
    (last,) = [one for one in asked if one.words.startswith("Det håller")]
    assert len(last.candidates) == 2 * FINDINGS


def test_the_second_of_a_row_is_pointed_to() -> None:
    summary = summary_of(REPORT, SHIPS, TREES, "Det andra håller jag inte med om.")
    assert summary.commentary[-1].about == ["finding-2"]


def test_without_encoder_or_ranker_position_alone_tells() -> None:
    for changes in ({"encoder": ""}, {"commentary": {"about": ""}}):
        pipeline = referat.load(load_settings(changes=changes))
        stage = next(stage for stage in pipeline.stages if stage.name == "commentary")
        assert stage.model == "stance-sv-en"


@pytest.mark.parametrize("damage", ["weights", "traits", "least"])
def test_a_damaged_ranker_says_to_restore_it(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "ranker"
    shutil.copytree(model_folder(SHIPPED), folder)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    if damage == "weights":
        (folder / "model.safetensors").write_bytes(b"")
    else:
        meta[damage] = None if damage == "least" else meta[damage][1:]
    (folder / "meta.json").write_text(json.dumps(meta), "utf-8")
    with pytest.raises(ModelError, match="restore the folder"):
        read_about(folder, load_likeness("static"))
