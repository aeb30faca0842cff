"""The corpus is whole, holds what its datasheet says, and the check notices when it does not."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from referat.evaluate.corpus import Corpus, CorpusError, load_corpus
from referat.post import Marking, Role, RunKind, Section, SourceKind, Stance, Voice
from referat.settings import load_settings
from referat.summary import Summary
from referat.text.words import Piece, scan

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SKOLA = "skola-skarmtid"


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


CHECK = _script("check_corpus")
AGREEMENT = _script("agreement")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(CORPUS, load_settings().input)


@pytest.fixture(scope="module")
def golds(corpus: Corpus) -> list[Summary]:
    return [post.gold for post in corpus.posts]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus of one post, to be spoilt."""
    for folder, name in (("posts", f"{SKOLA}.txt"), ("gold", f"{SKOLA}.json")):
        (tmp_path / folder).mkdir()
        shutil.copy(CORPUS / folder / name, tmp_path / folder / name)
    return tmp_path


def problems(corpus: Path) -> list[str]:
    """What is said of a corpus, a line for each problem."""
    try:
        load_corpus(corpus, load_settings().input)
    except CorpusError as error:
        return [str(problem) for problem in error.problems]
    return []


def _spoil(corpus: Path, change: Callable[[dict[str, Any]], None]) -> list[str]:
    path = corpus / "gold" / f"{SKOLA}.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    change(gold)
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return problems(corpus)


# What the check finds


def test_an_untouched_copy_passes(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert CHECK.main(["--corpus", str(small)]) == 0
    assert "1 posts with gold, no problems" in capsys.readouterr().out


def test_a_moved_span_is_found_with_file_path_and_both_strings(small: Path) -> None:
    def move(gold: dict[str, Any]) -> None:
        gold["findings"][0]["start"] += 1

    lines = _spoil(small, move)
    assert any(
        line.startswith(f"{SKOLA}.json") and "findings[0]" in line and "Teachers report" in line
        for line in lines
    )


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


def test_a_claim_outside_its_finding_is_found(small: Path) -> None:
    def move(gold: dict[str, Any]) -> None:
        others = [item["id"] for item in gold["findings"]]
        claim = next(claim for claim in gold["claims"] if claim["finding"] == others[0])
        claim["finding"] = others[1]

    assert any("claim-1: expected 'inside" in line for line in _spoil(small, move))


def test_a_voice_that_does_not_fit_the_comment_is_found(small: Path) -> None:
    def swap(gold: dict[str, Any]) -> None:
        gold["commentary"][0]["voice"] = "reader"

    assert any("commentary-1.voice" in line for line in _spoil(small, swap))


def test_a_depth_that_does_not_fit_the_thread_is_found(small: Path) -> None:
    def sink(gold: dict[str, Any]) -> None:
        gold["comments"][0]["depth"] = 3

    assert any("comment-1.depth" in line for line in _spoil(small, sink))


def test_a_changed_post_is_found_with_both_strings(small: Path) -> None:
    post = small / "posts" / f"{SKOLA}.txt"
    post.write_text(
        post.read_text(encoding="utf-8").replace("i våras", "i vintras"), encoding="utf-8"
    )
    (line,) = problems(small)
    assert "intras, för" in line
    assert "åras, för" in line


def test_an_unreadable_post_is_a_problem_and_no_traceback(small: Path) -> None:
    (small / "posts" / f"{SKOLA}.txt").write_bytes(b"")
    (line,) = problems(small)
    assert line.startswith(f"{SKOLA}.txt: post:")


def test_a_post_without_gold_is_named(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "gold" / f"{SKOLA}.json").unlink()
    assert CHECK.main(["--corpus", str(small)]) == 1
    assert f"gold/{SKOLA}.json" in capsys.readouterr().out


def test_gold_without_a_post_is_named(small: Path) -> None:
    (small / "posts" / f"{SKOLA}.txt").unlink()
    (line,) = problems(small)
    assert line.startswith(f"{SKOLA}.json: post:")


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert len(problems(tmp_path)) == 1


@pytest.mark.parametrize(
    ("name", "table", "message"),
    [
        ("splits.json", {"dev": []}, "expected 'in one split', found 'in 0'"),
        ("splits.json", {"dev": [SKOLA], "test": [SKOLA]}, "found 'in 2'"),
        ("splits.json", {"dev": [SKOLA, "ghost"]}, "ghost: expected 'the name of a post'"),
        ("splits.json", ["dev"], "should be an object"),
        ("posts.json", {SKOLA: {"colour": "red"}}, "colour"),
        ("posts.json", {"ghost": {}}, "ghost: expected 'the name of a post'"),
    ],
)
def test_tables_that_do_not_fit_are_refused(
    small: Path, name: str, table: object, message: str
) -> None:
    (small / name).write_text(json.dumps(table), encoding="utf-8")
    assert any(message in line for line in problems(small))


# What the corpus holds


def test_a_hundred_posts_in_three_formats_in_equal_parts(corpus: Corpus) -> None:
    formats = Counter(post.format for post in corpus.posts)
    assert formats.total() >= 100
    assert max(formats.values()) - min(formats.values()) <= 1
    assert set(formats) == {"txt", "md", "html"}


def test_forty_five_thousand_words(corpus: Corpus) -> None:
    lengths = [
        sum(piece.piece in (Piece.WORD, Piece.FIGURE) for piece in scan(post.gold.text))
        for post in corpus.posts
    ]
    assert sum(lengths) >= 45_000
    assert max(lengths) <= 1_500
    assert min(lengths) >= 60


def test_splits_part_posts_and_authors(corpus: Corpus) -> None:
    sizes = Counter(post.split for post in corpus.posts)
    total = sizes.total()
    assert sizes["test"] >= 30
    for name, share in (("train", 0.5), ("dev", 0.2), ("test", 0.3)):
        assert abs(sizes[name] / total - share) < 0.02
    splits = defaultdict(set)
    for post in corpus.posts:
        assert post.card.author, post.name
        splits[post.card.author].add(post.split)
    assert [author for author, names in splits.items() if len(names) > 1] == []


def test_every_phenomenon_stands_in_eight_posts(corpus: Corpus) -> None:
    tags = Counter(tag for post in corpus.posts for tag in post.card.tags)
    assert {tag: count for tag, count in tags.items() if count < 8} == {}
    assert len(tags) >= 55
    assert 3 * tags["hard"] >= len(corpus.posts)
    assert 8 * tags["quirk"] >= len(corpus.posts)
    for post in corpus.posts:
        assert ("hard" in post.card.tags) == bool(post.card.hard), post.name
        assert ("quirk" in post.card.tags) == bool(post.card.quirk), post.name


def test_tags_that_gold_shows_are_there(corpus: Corpus) -> None:
    """Some tags can be held against the gold; a tag is no ornament."""
    for post in corpus.posts:
        gold, tags = post.gold, set(post.card.tags)
        markings = {finding.marking for finding in gold.findings}
        languages = {finding.language for finding in gold.findings}
        stances = {item.stance for item in gold.commentary if item.comment is None}
        if "no-source" in tags:
            assert not gold.findings, post.name
        if "blockquote" in tags:
            assert Marking.BLOCKQUOTE in markings or any(
                block.kind == "blockquote" for block in gold.blocks
            ), post.name
        if "third-language-quotation" in tags:
            assert languages - {"sv", "en"}, post.name
        if "author-reply" in tags:
            assert any(comment.by_writer for comment in gold.comments), post.name
        if "no-stance" in tags:
            assert not stances & {Stance.AGREES, Stance.DISAGREES}, post.name
        if "wholly-english" in tags:
            assert gold.mix.share.get("en", 0) > 0.9, post.name
        if "wholly-swedish" in tags:
            assert gold.mix.share.get("sv", 0) > 0.9, post.name
        if tags & {"unmarked-row", "unmarked-single"}:
            assert Marking.LANGUAGE in markings, post.name


def test_odd_files_are_odd() -> None:
    windows, crlf, bom, utf16 = [], [], [], []
    for path in sorted((CORPUS / "posts").iterdir()):
        data = path.read_bytes()
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            utf16.append(path.name)
            continue
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            windows.append(path.name)
        if b"\r\n" in data:
            crlf.append(path.name)
        if data.startswith(b"\xef\xbb\xbf"):
            bom.append(path.name)
    assert len(windows) >= 2
    assert len(crlf) >= 2
    assert len(bom) >= 1


def test_every_value_of_the_contract_that_matters_occurs(golds: list[Summary]) -> None:
    """A phenomenon that no post holds is one that nothing measures."""
    findings = [finding for gold in golds for finding in gold.findings]
    commentary = [item for gold in golds for item in gold.commentary]
    claims = [claim for gold in golds for claim in gold.claims]
    sources = [source for gold in golds for source in gold.sources]
    assert {finding.marking for finding in findings} == set(Marking)
    assert {finding.language for finding in findings} >= {"en", "no", "sv", "da", "de"}
    assert {item.stance for item in commentary} == set(Stance)
    assert {block.section for gold in golds for block in gold.blocks} == set(Section)
    assert {block.role for gold in golds for block in gold.blocks} == set(Role)
    assert {run.kind for gold in golds for run in gold.runs} == set(RunKind)
    assert {claim.by.voice for claim in claims} == {Voice.SOURCE, Voice.AUTHOR, Voice.READER}
    assert {claim.certainty.value for claim in claims} == {"asserted", "hedged", "uncertain"}
    assert {source.kind for source in sources} == set(SourceKind)
    assert any(claim.negated for claim in claims)
    assert any(finding.continues for finding in findings)
    assert any(finding.comment for finding in findings)
    cuts = {cut.text for finding in findings for cut in finding.cuts}
    assert cuts >= {"(…)", "[...]", "[…]", "…", "..."}
    assert any(claim.parts for claim in claims)


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
        ("„", "“"),
    }


def test_each_post_has_a_headline_and_a_digest_in_both_languages(golds: list[Summary]) -> None:
    for gold in golds:
        assert 1 <= len(gold.summary.sv) <= 8, gold.post.id
        assert 1 <= len(gold.summary.en) <= 8, gold.post.id
        assert gold.summary.headline.sv is not None, gold.post.id
        assert gold.summary.headline.en is not None, gold.post.id


# What the datasheet says


def test_thirty_posts_were_annotated_twice_and_the_table_is_that_of_the_script() -> None:
    folder = CORPUS / "agreement"
    names = [name for name, _, _ in AGREEMENT.pairs(folder)]
    assert len(names) >= 30
    assert set(names) <= {path.stem for path in (CORPUS / "posts").iterdir()}
    assert AGREEMENT.table(folder) in (CORPUS / "README.md").read_text(encoding="utf-8")


def test_a_post_annotated_once_is_refused(tmp_path: Path) -> None:
    for part in ("first", "second"):
        (tmp_path / part).mkdir()
    shutil.copy(CORPUS / "gold" / f"{SKOLA}.json", tmp_path / "first")
    with pytest.raises(Exception, match=f"annotated only once: {SKOLA}"):
        list(AGREEMENT.pairs(tmp_path))


def test_the_datasheet_counts_as_the_corpus_does(corpus: Corpus) -> None:
    sheet = (CORPUS / "README.md").read_text(encoding="utf-8")
    told = {
        tag: int(count)
        for tag, count in re.findall(r"^\| `([a-z-]+)` \| .* \| (\d+) \|$", sheet, re.M)
    }
    assert told == dict(Counter(tag for post in corpus.posts for tag in post.card.tags))
    assert f"{len(corpus.posts)} Swedish posts" in sheet
    sizes = Counter(post.split for post in corpus.posts)
    assert f"train {sizes['train']}, dev {sizes['dev']}, test {sizes['test']}" in sheet


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['{"id": "a", "sv": "Ja.", "en": "Yes."}', '{"id": "a", "sv": "Nej.", "en": "No."}'], "a"),
        (['{"id": "a", "sv": "Ja."}', '{"id": "b", "sv": "Ja."}'], "stands in"),
        (['{"id": "a", "sv": " "}'], "no sv"),
        (['{"sv": "Ja."}'], "no id"),
        (["{"], "no JSON"),
    ],
)
def test_faults_of_pairs_are_named(tmp_path: Path, lines: list[str], said: str) -> None:
    (tmp_path / "pairs").mkdir()
    (tmp_path / "pairs" / "pairs-train.jsonl").write_text("\n".join(lines), encoding="utf-8")
    problems = list(CHECK.pair_problems(tmp_path))
    assert len(problems) == 1
    assert said in problems[0]


def test_train_and_test_of_pairs_have_no_sentence_in_common() -> None:
    for path in sorted((CORPUS / "pairs").glob("*-train.jsonl")):
        other = path.with_name(path.name.replace("-train", "-test"))
        sides = [
            {
                value
                for line in file.read_text(encoding="utf-8").splitlines()
                for key, value in json.loads(line).items()
                if key in ("en", "sv", "comment", "finding", "text")
            }
            for file in (path, other)
        ]
        assert sides[0], path
        assert not sides[0] & sides[1], path
