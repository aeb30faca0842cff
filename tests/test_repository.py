"""What stands around the code: documents that must not drift from it, versions that must agree."""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from pathlib import Path

import pytest

import referat

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "models/README.md", "corpus/README.md"]
DOCUMENTS += ["scripts/cluster/README.md"]
# Imported under another name than they are installed under.
DISTRIBUTIONS = {"docx": "python-docx", "markdown_it": "markdown-it-py"}
# Extras for what not everybody reads or runs.
OPTIONAL = ("evaluate", "documents", "mix", "parquet", "warc", "batch", "ray", "desk")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, object]:
    return tomllib.loads(text("pyproject.toml"))


def targets() -> set[str]:
    """The targets of the Makefile, lists that stand in variables left out."""
    return set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))


def requirement_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", each)[0].lower().replace("_", "-") for each in requirements}


def locked() -> dict[str, str]:
    lines = [line for line in text("requirements.lock").splitlines() if not line.startswith("#")]
    return dict(line.split("==") for line in lines)


def test_the_readme_leads_with_the_two_commands():
    commands = re.findall(r"^\s*(?:\$ )?make (\w+)", text("README.md"), re.MULTILINE)
    assert commands[:2] == ["demo", "test"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_that_is_named_exists(name):
    named = re.findall(r"`make ([a-z]+)|^\s*(?:\$ )?make ([a-z]+)", text(name), re.MULTILINE)
    assert {each for pair in named for each in pair if each} <= targets()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_relative_link_leads_somewhere(name):
    links = re.findall(r"\]\(([^)\s]+)\)", text(name))
    inside = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in inside if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_file_that_is_named_in_code_type_exists(name):
    roots = "pipeline|models|corpus|scripts|tests"
    named = re.findall(rf"`((?:{roots})/[\w./-]*)`", text(name))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_versions_agree():
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text("CHANGELOG.md"), re.MULTILINE)
    cited = re.findall(r"^version: (\S+)$", text("CITATION.cff"), re.MULTILINE)
    assert released[0] == referat.__version__
    assert cited == [referat.__version__]


def test_ci_calls_both_targets_and_stops_at_the_first_failure():
    script = text(".ci/run")
    assert re.findall(r"^make (\w+)", script, re.MULTILINE) == ["test", "check"]
    assert "set -euo pipefail" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_check_runs_all_its_parts():
    (parts,) = re.findall(r"^CHECKS := (.*)$", text("Makefile"), re.MULTILINE)
    assert set(parts.split()) == {"style", "types", "layers", "corpus", "evaluate", "test"}
    assert set(parts.split()) <= targets()


def test_the_lock_pins_all_that_is_declared():
    package = project()["project"]
    extras = package["optional-dependencies"]
    declared = package["dependencies"] + extras["dev"] + extras["evaluate"]
    names = {name.lower().replace("_", "-") for name in locked()}
    assert requirement_names([*declared, "hatchling"]) <= names


def test_the_lock_is_exact_and_installs_anywhere():
    pins = locked()
    assert all(re.fullmatch(r"\d+(\.\w+)*", version) for version in pins.values())
    assert list(pins) == sorted(pins, key=str.lower)
    assert pins["torch"] == "2.13.0"
    assert [name for name in pins if name.startswith(("nvidia", "triton", "cuda"))] == []


def test_every_imported_package_is_declared():
    """What is only there because another package needs it may be gone tomorrow."""
    modules = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules.add(node.module.partition(".")[0])
    foreign = modules - {*sys.stdlib_module_names, "referat"}
    names = {DISTRIBUTIONS.get(module, module.replace("_", "-")) for module in foreign}
    package = project()["project"]
    extras = [package["optional-dependencies"][name] for name in OPTIONAL]
    declared = [*package["dependencies"], *(each for extra in extras for each in extra)]
    assert names <= requirement_names(declared)


@pytest.mark.parametrize(
    ("modules", "folders"),
    [
        ("rouge_score|sumy", {"evaluate"}),
        ("brotli|pypdf", {"readers"}),
        ("docx", {"desk", "readers"}),
        ("fastapi|jinja2|markupsafe|python_multipart|starlette", {"web"}),
        ("uvicorn", {"cli"}),
        ("pyarrow", {"batch", "desk", "mix", "readers"}),
        ("duckdb", {"batch", "mix"}),
        ("matplotlib", {"mix"}),
        ("ray", {"batch"}),
    ],
)
def test_only_some_parts_need_the_packages_of_extras(modules, folders):
    """A user who installs the package without an extra can do everything else."""
    imports = re.compile(rf"^\s*(?:from|import) (?:{modules})\b", re.M)
    users = {
        path.parent.name
        for path in (ROOT / "pipeline").rglob("*.py")
        if imports.search(path.read_text("utf-8"))
    }
    assert users == folders


def test_licences_are_named():
    assert "Apache License" in text("LICENSE")
    assert "END OF TERMS AND CONDITIONS" in text("LICENSE")
    assert "CC BY 4.0" in text("LICENSE")
    assert "Attribution 4.0 International" in text("corpus/LICENSE")
