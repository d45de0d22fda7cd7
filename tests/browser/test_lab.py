"""The notebooks as a person meets them: JupyterLab in a browser, every cell run, widgets used.

One file, so that one process runs it: a browser and a kernel at a time.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from conftest import ROOT
from toolkit import Corpus

lab = pytest.importorskip("lab", reason="the browser tests stand beside this file")
pytest.importorskip("playwright", reason="Playwright drives the browser; it is not installed")

pytestmark = pytest.mark.skipif(
    lab.chromium() is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"
)
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def study(samples_clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's notebooks with the tables they open, outputs taken out."""
    folder = tmp_path_factory.mktemp("study")
    shutil.copytree(samples_clean, folder / "data" / "clean")
    Corpus.parse(ROOT / "data" / "samples-targets").save(folder / "data" / "clean-targets")
    (folder / "notebooks").mkdir()
    for name in NOTEBOOKS:
        book = nbformat.read(ROOT / "notebooks" / name, 4)
        for cell in book.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(book, folder / "notebooks" / name)
    return folder


@pytest.fixture(scope="module")
def opened(study: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab.Lab]:
    with lab.started(study, tmp_path_factory.mktemp("home")) as running:
        yield running


def drawn(name: str) -> int:
    """How many figures are stored in a notebook of the project."""
    cells = nbformat.read(ROOT / "notebooks" / name, 4).cells
    return sum("image/png" in o.get("data", {}) for cell in cells for o in cell.get("outputs", ()))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_to_the_end(opened: lab.Lab, name: str) -> None:
    opened.open(f"notebooks/{name}")
    assert opened.page.locator(".jp-toast-button, .Toastify__toast").count() == 0  # no news
    opened.run_all()
    assert opened.errors() == []
    assert opened.figures() >= drawn(name)
    opened.close_notebook()
