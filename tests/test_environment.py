"""The three files that name packages agree, and none of them names an address or a path."""

import re
import subprocess

import pytest
import yaml

from conftest import ROOT

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", re.MULTILINE)


def direct() -> set[str]:
    files = (ROOT / "requirements.in", ROOT / "requirements-dev.in")
    lines = [line for file in files for line in file.read_text().splitlines()]
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def pinned() -> dict[str, str]:
    return dict(PINNED.findall((ROOT / "requirements.txt").read_text()))


def conda() -> dict[str, str]:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    names = [entry for entry in listed if isinstance(entry, str)] + listed[-1]["pip"]
    return dict(re.split("==?", entry) for entry in names if "=" in entry and ">" not in entry)


def test_conda_and_pip_name_the_same_versions():
    pins = pinned()
    assert conda() == {name: pins[name] for name in direct()}


def test_every_pin_has_a_hash():
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text())
    bare = [b.split()[0] for b in blocks if "==" in b.split()[0] and "--hash=sha256:" not in b]
    assert bare == []


@pytest.mark.parametrize(
    "forbidden", ["index-url", "find-links", "trusted-host", "files.pythonhosted"]
)
def test_no_package_index_is_named(forbidden):
    files = subprocess.run(
        ["git", "ls-files", "*.txt", "*.in", "*.yml", "*.toml", "*.md", "Makefile", ".ci/run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    named = [
        f
        for f in files
        if (ROOT / f).exists() and forbidden in (ROOT / f).read_text("utf-8", "ignore")
    ]
    assert [f for f in named if not f.startswith("tests/")] == []
