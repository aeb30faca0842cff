"""The package from outside: its public names, what importing it costs, and the wheel.

Whatever is imported, built or installed is looked at in a process of its own, since this one has
imported far more.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import referat
from referat.summary import Summary

ROOT = Path(__file__).resolve().parent.parent
POST = min((ROOT / "corpus" / "posts").glob("*.txt"))
HEAVY = {"spacy", "torch", "transformers"}

PUBLIC = [
    "DatasetError",
    "EmptyInputError",
    "InputError",
    "ModelError",
    "NotFoundError",
    "NotTextError",
    "Pipeline",
    "PipelineError",
    "Post",
    "ReferatError",
    "Rejected",
    "RejectedWarning",
    "Settings",
    "SettingsError",
    "Summary",
    "TooLargeError",
    "__version__",
    "broken",
    "load",
    "load_settings",
    "read",
]


def python(
    code: str, *arguments: str, path: Path = ROOT / "pipeline", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a fresh interpreter that finds packages in ``path`` first."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | {"PYTHONPATH": str(path), "PYTHONUTF8": "1"},
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def imported(code: str, *arguments: str) -> set[str]:
    """The top-level modules that are loaded after ``code`` has run."""
    ask = "\nimport sys; print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = python(code + ask, *arguments)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_public_names_are_these():
    assert sorted(referat.__all__) == PUBLIC


def test_public_names_exist():
    assert [name for name in PUBLIC if not hasattr(referat, name)] == []


def test_every_error_has_the_one_root():
    errors = [getattr(referat, name) for name in PUBLIC if name.endswith("Error")]
    assert all(issubclass(error, referat.ReferatError) for error in errors)


def test_importing_the_package_is_light():
    assert imported("import referat") & {*HEAVY, "lxml", "numpy", "rich", "typer"} == set()


@pytest.mark.parametrize("arguments", [["--help"], ["summarise", "--help"], ["--version"]])
def test_help_and_version_import_nothing_heavy(arguments):
    code = (
        "from referat.cli import main\n"
        "try: code = main()\n"
        "except SystemExit as end: code = end.code\n"
        "assert not code"
    )
    assert imported(code, *arguments) & {*HEAVY, "lxml"} == set()


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_one_post_imports_nothing_heavy_but_spacy(suffix):
    post = min((ROOT / "corpus" / "posts").glob(f"*{suffix}"))
    code = (
        "import sys\nfrom pathlib import Path\nimport referat\n"
        "print(referat.load()(Path(sys.argv[1])).to_json())"
    )
    assert imported(code, str(post)) & HEAVY == {"spacy"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy, so that nothing is left behind in the checkout."""
    source = tmp_path_factory.mktemp("source") / "referat"
    leave = shutil.ignore_patterns(".*", "build", "dist", "__pycache__", "tests")
    shutil.copytree(ROOT, source, ignore=leave)
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(source))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder that holds the installed wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    pip("install", "--target", str(folder), str(wheel))
    return folder


def pip(command: str, *arguments: str) -> None:
    """Run pip without an index: what is tested must not need one."""
    options = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", command, *options, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_carries_all_it_needs(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "pipeline" / "referat"
    for path in package.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            assert f"referat/{path.relative_to(package).as_posix()}" in names
    for path in (ROOT / "models").rglob("*"):
        if path.is_file():
            assert f"referat/shipped_models/{path.relative_to(ROOT / 'models').as_posix()}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "referat/py.typed" in names


def test_the_wheel_carries_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"referat"}
    assert [name for name in names if "__pycache__" in name or "tests/" in name] == []


def test_the_installed_wheel_summarises_a_post(installed, tmp_path):
    """Away from the checkout: the package, its lexicons and its models all come from the wheel."""
    shutil.copy(POST, tmp_path / "post.txt")
    code = (
        "import sys\nfrom referat import cli\n"
        f"assert cli.__file__.startswith({str(installed)!r}), cli.__file__\n"
        "sys.exit(cli.main())"
    )
    arguments = ["summarise", "post.txt", "--format", "json"]
    done = python(code, *arguments, path=installed, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert str(ROOT) not in done.stdout
    summary = Summary.model_validate_json(done.stdout)
    assert summary.findings
    assert summary.summary.sv
    assert summary.provenance.referat == referat.__version__


def test_the_installed_wheel_gives_what_the_checkout_gives(installed):
    code = "import sys; from pathlib import Path; import referat\n"
    code += "print(referat.load()(Path(sys.argv[1])).to_json())"
    outputs = {python(code, str(POST), path=path).stdout for path in (installed, ROOT / "pipeline")}
    assert len(outputs) == 1
    assert json.loads(outputs.pop())
