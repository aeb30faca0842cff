"""The command line: formats, outputs, exit status, and one line for each failure.

A stand-in takes the pipeline's place, so that only the command line is tested here.
"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from writers import factory

from referat import cli
from referat.cli.summarise import Format
from referat.errors import NotFoundError, SettingsError
from referat.readers import Rejected
from referat.summary import Summary
from referat.writers import WRITERS

ROOT = Path(__file__).parents[1]
Run = Callable[..., tuple[int, str, str]]

HEAVY = ("lxml", "markdown_it", "spacy", "torch", "transformers")
STAND_IN = """
import sys, types
sys.path[:0] = [{pipeline!r}, {tests!r}]
from writers import factory
assemble = types.ModuleType("referat.assemble")
class Pipeline:
    def summaries(self, path, rejected):
        if path.name == "slow": raise KeyboardInterrupt
        yield factory.summary()
assemble.load = lambda settings=None: Pipeline()
sys.modules["referat.assemble"] = assemble
from referat.cli import main
main()
"""


class StandIn:
    """Gives a made-up summary for each input; three for an archive, one record of which is bad."""

    def summaries(self, path: Path, rejected: Callable[[Rejected], object]) -> Iterator[Summary]:
        if path.name == "missing.txt":
            raise NotFoundError(str(path), "no such file", "check the name")
        if path.name == "bug.txt":
            raise ZeroDivisionError("inner detail")
        yield factory.bare(str(path), title=path.name)
        if path.suffix == ".zip":
            yield factory.bare(str(path), title="second")
            rejected(Rejected(str(path), "bild.png", "it is a PNG image"))
            yield factory.bare(str(path), title="third")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    assemble = ModuleType("referat.assemble")

    def load(settings: Path | None = None) -> StandIn:
        if settings is not None:
            raise SettingsError(f"{settings}: there is no setting 'x'; see default.toml")
        return StandIn()

    assemble.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "referat.assemble", assemble)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return call


def process(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    code = STAND_IN.format(pipeline=str(ROOT / "pipeline"), tests=str(ROOT / "tests"))
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=False, **more
    )


def test_formats_are_the_writers() -> None:
    assert [str(name) for name in Format] == list(WRITERS)


@pytest.mark.parametrize("length", ["short", "standard", "long"])
def test_the_length_of_the_digest_is_a_setting(
    run: Run, monkeypatch: pytest.MonkeyPatch, length: str
) -> None:
    asked: list[Any] = []

    def load(settings: Any = None) -> StandIn:
        asked.append(settings)
        return StandIn()

    monkeypatch.setattr(sys.modules["referat.assemble"], "load", load)
    assert run("summarise", "a.txt", "--length", length)[0] == 0
    assert [settings.digest.length for settings in asked] == [length]


def test_one_post_as_json(run: Run) -> None:
    status, out, err = run("summarise", "a.txt")
    assert (status, err) == (0, "")
    assert Summary.model_validate_json(out).text == "a.txt"
    assert out.startswith('{\n  "schema_version"')


def test_several_posts_as_json_lines(run: Run) -> None:
    status, out, _ = run("summarise", "a.txt", "b.txt", "a.txt", "./a.txt")
    assert status == 0
    assert [json.loads(line)["text"] for line in out.splitlines()] == ["a.txt", "b.txt"]


def test_standard_input_is_handed_on(run: Run) -> None:
    _, out, _ = run("summarise", "-")
    assert json.loads(out)["text"] == "-"


@pytest.mark.parametrize("name", ["markdown", "html", "terminal"])
def test_other_formats(run: Run, name: str) -> None:
    status, out, _ = run("summarise", "a.txt", "--format", name, "--language", "en")
    assert status == 0
    assert out == WRITERS[name].write(factory.bare("a.txt", title="a.txt"), "en")


def test_a_failed_post_does_not_stop_the_others(run: Run) -> None:
    status, out, err = run("summarise", "missing.txt", "bug.txt", "a.txt")
    assert status == 1
    assert [json.loads(line)["text"] for line in out.splitlines()] == ["a.txt"]
    assert err.splitlines() == [
        "referat: missing.txt: no such file; check the name",
        "referat: bug.txt: unexpected error: ZeroDivisionError; run with --debug and report it",
    ]


def test_debug_shows_the_traceback(run: Run) -> None:
    _, _, err = run("summarise", "bug.txt", "--debug")
    assert "Traceback" in err
    assert "inner detail" in err


def test_a_name_cannot_break_the_line(run: Run) -> None:
    _, _, err = run("summarise", "x\n\x1b[31m/bug.txt")
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--settings", "s.toml", "a.txt"), "referat: s.toml: there is no setting 'x'"),
        (("--format", "html", "a.txt", "b.txt"), "add --output FOLDER"),
        (("--format", "pdf", "a.txt"), "pdf"),
        (("--language", "fr", "a.txt"), "fr"),
        ((), "FILE"),
    ],
)
def test_wrong_commands_end_with_2(run: Run, arguments: tuple[str, ...], found: str) -> None:
    status, out, err = run("summarise", *arguments)
    assert (status, out) == (2, "")
    assert found in err
    assert "Traceback" not in err


def test_patterns_that_the_shell_left_alone(run: Run, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md", "[1].txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "d.txt").mkdir()
    _, out, _ = run("summarise", "[ab].txt", "[1].txt")
    assert [json.loads(line)["text"] for line in out.splitlines()] == ["a.txt", "b.txt", "[1].txt"]


def test_a_pattern_without_files_is_an_error(run: Run) -> None:
    status, out, err = run("summarise", "*.txt")
    assert (status, out) == (1, "")
    assert err == "referat: *.txt: no file fits this pattern; check the folder it names\n"


def test_one_post_into_a_file(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("summarise", "a.txt", "--output", "new/b.html", "--format", "html")
    assert (status, out) == (0, "")
    assert (tmp_path / "new/b.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_several_posts_into_a_folder(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("summarise", "a.txt", "b/a.txt", "../c.txt", "bug.txt", "--output", "new")
    assert (status, out) == (1, "")
    names = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert len(names) == 3
    assert names[2] == "c.json"
    texts = {json.loads((tmp_path / "new" / name).read_text("utf-8"))["text"] for name in names}
    assert texts == {"a.txt", "b/a.txt", "../c.txt"}


def test_one_post_into_a_folder_that_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert run("summarise", "a.txt", "--output", "new", "--format", "markdown")[0] == 0
    assert run("summarise", "a.txt", "--output", "other/", "--format", "terminal")[0] == 0
    assert (tmp_path / "new/a.md").is_file()
    assert (tmp_path / "other/a.txt").is_file()


def test_several_posts_do_not_go_into_one_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("x")
    status, _, err = run("summarise", "a.txt", "b.txt", "--output", "new")
    assert status == 2
    assert err == "referat: new: is a file; name a folder for several posts\n"


def test_a_post_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("the post")
    for output in (".", "a.md", "./x/../a.md"):
        status, _, err = run("summarise", "a.md", "--format", "markdown", "--output", output)
        assert (status, "is one of the posts" in err) == (2, True)
    assert (tmp_path / "a.md").read_text() == "the post"


def test_an_output_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    status, _, err = run("summarise", "a.txt", "--output", "file/a.json")
    assert status == 2
    assert err.startswith("referat: file/a.json: ")
    assert len(err.splitlines()) == 1


def test_an_archive_is_written_record_by_record(run: Run) -> None:
    status, out, err = run("summarise", "a.zip", "--format", "json")
    titles = [json.loads(line)["post"]["title"] for line in out.splitlines()]
    assert (status, titles) == (1, ["a.zip", "second", "third"])
    assert err == "referat: a.zip: bild.png: it is a PNG image\n"


def test_an_archive_goes_to_a_folder_of_its_name(run: Run, tmp_path: Path) -> None:
    status, _, _ = run("summarise", "a.zip", "b.txt", "--format", "json", "--output", "ut")
    assert status == 1
    names = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "ut").rglob("*"))
    assert names == ["ut/a", "ut/a/1.json", "ut/a/2.json", "ut/a/3.json", "ut/b.json"]


@pytest.mark.parametrize("arguments", [("--output", "en.json"), ("--format", "html")])
def test_several_posts_are_not_squeezed_into_one_place(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    status, out, err = run("summarise", "a.zip", *arguments)
    assert (status, out) == (1, "")
    assert "several posts in it; name a folder with --output" in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_stands_for_its_files(run: Run, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".gömd"):
        (tmp_path / "mapp" / "under").mkdir(parents=True, exist_ok=True)
        (tmp_path / "mapp" / "under" / name).write_text("Hej")
    status, out, _ = run("summarise", "mapp", "--format", "json")
    titles = [json.loads(line)["post"]["title"] for line in out.splitlines()]
    assert (status, titles) == (0, ["a.txt", "b.txt"])


def test_inspect_shows_what_the_reader_saw(run: Run, tmp_path: Path) -> None:
    page = "<article><h1>Mätta möten</h1><p>Av Eva Lund, 3 maj 2012</p><p>Rapporten säger:</p>"
    page += "<blockquote>Meetings got longer.\x1b[31m</blockquote></article>"
    page += "<ol class=commentlist><li class=comment><cite class=fn>Bo</cite><p>Jo.</p></ol>"
    (tmp_path / "a.html").write_text("<!doctype html>" + page)
    status, out, err = run("inspect", "a.html", "saknas.txt")
    assert status == 1
    assert err.startswith("referat: saknas.txt: there is no such file")
    assert "\x1b" not in out
    lines = out.splitlines()
    assert any(line.split() == ["author", "Eva", "Lund"] for line in lines)
    assert any(line.split()[:3] == ["post", "blockquote", "Meetings"] for line in lines)
    assert any(line.split() == ["comment-1:", "Bo", "Jo."] for line in lines)


def test_inspect_stops_after_some_posts(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", f"Det här är inlägg {number}.")
    status, out, _ = run("inspect", "a.zip", "--posts", "2")
    assert status == 0
    assert "inlägg 1" in out
    assert "inlägg 2" not in out
    assert "more posts in a.zip" in out


def test_the_schema(run: Run) -> None:
    status, out, _ = run("schema")
    assert status == 0
    assert out == (ROOT / "pipeline/referat/summary.schema.json").read_text("utf-8")


def test_help_is_light() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'pipeline')!r})\n"
        "from referat.cli import main\n"
        "try: main(['summarise', '--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.strip() == b"[]"
    assert b"--format" in done.stdout


def test_output_is_utf8_whatever_the_locale_says() -> None:
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = process("summarise", "a.txt", "--format", "terminal", env=surroundings)
    assert done.returncode == 0
    assert "Mötena har inte blivit kortare" in done.stdout.decode("utf-8")


def test_a_closed_pipe_is_quiet() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code = STAND_IN.format(pipeline=str(ROOT / "pipeline"), tests=str(ROOT / "tests"))
    with os.fdopen(writing, "wb") as stdout:
        done = subprocess.run(
            [sys.executable, "-c", code, "summarise", "a.txt", "b.txt"],
            stdout=stdout, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_is_quiet() -> None:
    done = process("summarise", "a.txt", "slow")
    assert done.returncode == 130
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 1
