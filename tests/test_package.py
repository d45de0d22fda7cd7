"""The toolkit as a package: installed from a wheel it is all there, notebooks and lexicon included."""

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from conftest import ROOT

NEEDED = (
    "requirements.in",
    "requirements-ocr.in",
    "requirements-dask.in",
    "requirements-addresses.in",
)
ASKED = """
import toolkit.lexicon, toolkit.commands.notebooks
from toolkit import Corpus, cut
print(Corpus.__module__, len(toolkit.lexicon.words("terms")) > 0)
print(sorted(path.name[:2] for path in toolkit.commands.notebooks.shipped().glob("*.ipynb"))[0])
"""


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An environment with the wheel in it, and the packages it needs from this one."""
    pytest.importorskip("setuptools", reason="setuptools builds the wheel; make env installs it")
    home = tmp_path_factory.mktemp("package")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-build-isolation", "--no-index"]
    source = home / "source"
    for name in ("toolkit", "notebooks"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", *NEEDED):
        shutil.copy(ROOT / name, source)
    run(*pip, "wheel", *offline, "-w", home, source, cwd=home)
    venv.create(home / "env", with_pip=False)
    python = next(p for p in (home / "env").glob("*/python*") if p.is_file())
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(home / "env")}))
    (site / "packages.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    wheel = next(home.glob("*.whl"))
    run(*pip, "--python", python, "install", *offline, wheel, cwd=home)
    return python


def test_a_wheel_holds_all_the_toolkit_needs(installed, tmp_path):
    found = run(installed, "-c", ASKED, cwd=tmp_path)
    assert found.split() == ["toolkit.corpus", "True", "00"]


def test_a_wheel_brings_the_command(installed, tmp_path):
    command = next(installed.parent.glob("toolkit*"))
    assert "parse" in run(command, "--help", cwd=tmp_path)
    assert "notebooks, tables and figures" in run(command, "lab", "--help", cwd=tmp_path)


def test_help_starts_without_what_only_some_commands_use():
    heavy = ("pandas.core", "pyarrow.lib", "scipy.stats", "matplotlib.axes", "jieba", "rjieba")
    said = f"import sys, toolkit, toolkit.commands.cli; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
