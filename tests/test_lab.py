"""The lab: which notebook it opens, the tables one works with, and who is told of samples."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from conftest import ROOT
from toolkit import Corpus, lexicon
from toolkit.commands import lab
from toolkit.tables.study import StudyError, nearest


def study(folder, *names):
    (folder / "notebooks").mkdir(parents=True)
    for name in names:
        (folder / "notebooks" / name).write_text("{}", "utf-8")
    return folder


def test_it_begins_with_exploring_or_else_with_the_first_notebook(tmp_path):
    both = study(tmp_path / "a", "01-corpus.ipynb", "00-explore.ipynb")
    assert lab.first(both) == "notebooks/00-explore.ipynb"
    assert lab.first(study(tmp_path / "b", "02-x.ipynb", "01-x.ipynb")) == "notebooks/01-x.ipynb"


def test_a_folder_that_is_no_study_is_refused(tmp_path):
    with pytest.raises(StudyError, match="holds no notebooks"):
        lab.first(tmp_path)


def answer(address):
    """What a server says, once it listens."""
    for _ in range(60):
        try:
            with urlopen(address) as page:
                return page.read().decode()
        except URLError:
            time.sleep(0.5)
    raise AssertionError(f"{address} does not answer")


def test_the_lab_reaches_the_study_only_and_shows_no_news(tmp_path):
    folder = study(tmp_path / "study", "01-corpus.ipynb")
    (folder / "clean").mkdir()
    command = [sys.executable, "-m", "toolkit", "lab", folder, "--no-browser", "--allow-root"]
    options = ["--ServerApp.port=0", "--IdentityProvider.token=", "--ServerApp.port_retries=0"]
    running = subprocess.Popen(
        [*command, *options],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        lines = iter(running.stderr.readline, "")
        address = next(line.split()[-1] for line in lines if "/lab/tree/" in line)
        root = address.partition("/lab/")[0]
        assert lab.NEWS["disabledExtensions"].keys() <= set(answer(address).split('"'))
        entries = json.loads(answer(f"{root}/api/contents/"))["content"]
        assert {entry["name"] for entry in entries} == {"clean", "notebooks"}
    finally:
        running.terminate()
        running.wait(30)
    with pytest.raises(URLError):  # the lab has ended with the command
        urlopen(address, timeout=5)


def test_tables_are_found_from_any_folder_of_a_study(samples_clean, tmp_path, monkeypatch):
    for place in (samples_clean, samples_clean.parent, samples_clean / "texts"):
        assert nearest(place) == samples_clean
    monkeypatch.chdir(samples_clean / "texts")
    assert Corpus.load().folder == samples_clean
    with pytest.raises(FileNotFoundError, match="Say where they are"):
        nearest(tmp_path.parent)


def test_only_samples_are_called_samples(samples, tmp_path):
    assert "Sample data" in samples.banner()
    (tmp_path / "own.txt").write_text("关于减负工作的报告\n一、问题\n会议多。\n", "utf-8")
    assert "ample" not in Corpus.parse(tmp_path).banner()
    some = ROOT / "data" / "samples-targets" / "hexi_2022.txt"
    assert "1 invented sample " in Corpus.parse([tmp_path, some]).banner()


def test_the_samples_are_known_by_their_bytes():
    files = [*(ROOT / "data/raw").glob("s*"), *(ROOT / "data/samples-targets").glob("*.txt")]
    hashes = {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    assert set(lexicon.words("samples")) == hashes


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_python_of_the_readme_runs_in_a_notebook(name, samples_clean, tmp_path, monkeypatch):
    folder = study(tmp_path / "study")
    shutil.copytree(samples_clean, folder / "clean")
    monkeypatch.chdir(folder / "notebooks")
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)
    exec(block, {})
    assert (folder / "clean" / "corrections.csv").exists()
