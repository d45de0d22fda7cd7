"""The notebooks as a person meets them: JupyterLab in a browser, every cell run, widgets used.

One file, so that one process runs it: a browser and a kernel at a time.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def at_row(widget: Any, number: int) -> None:
    """Wait until a row is shown."""
    widget.locator("b", has_text=re.compile(rf"^{number} of \d+$")).wait_for()


def test_rows_are_judged_by_keyboard_and_by_clicks(opened: lab.Lab, study: Path) -> None:
    """A value corrected, a row struck out, a button clicked: each stands in the file at once."""
    opened.open("notebooks/07-review.ipynb")
    opened.run_all()
    review = opened.page.locator(".jp-OutputArea").filter(has=opened.page.locator("textarea"))
    claims, sentences = review.nth(0), review.nth(1)
    at_row(claims, 1)
    opened.type_keys(claims, "rr")
    opened.type_keys(claims, "1")
    opened.type_keys(claims, "7\n")
    claims.get_by_text("→ 7").wait_for()
    opened.type_keys(claims, "rn")
    at_row(claims, 5)
    claims.get_by_role("button", name="unsure").click()
    at_row(claims, 6)
    opened.type_keys(sentences, "r1")
    opened.type_keys(sentences, "2\nr")
    at_row(sentences, 3)
    found = Corpus.load(study / "data" / "clean").judgements
    verdicts = ["right", "right", "wrong", "no_row", "unsure", "right", "wrong"]
    assert found["verdict"].tolist() == verdicts
    assert found.loc[found["verdict"] == "wrong", "should_be"].tolist() == ["7", "2"]
    opened.close_notebook()


def test_a_word_is_searched_and_a_row_is_read(opened: lab.Lab) -> None:
    """A word typed: its places; a column clicked: sorted; a row clicked: the raw text, marked."""
    opened.open("notebooks/00-explore.ipynb")
    opened.run_all()
    search = opened.page.locator(".toolkit-search:visible")
    box = search.locator(".toolkit-search-box input")
    box.fill("整改")
    box.press("Enter")
    rows = search.locator(".toolkit-table tbody tr")
    rows.filter(has_text="整改").first.wait_for()
    search.locator(".toolkit-said").get_by_text(re.compile(r"^[1-9][\d,]* places in")).wait_for()
    rows.first.click()
    assert "整改" in search.locator(".toolkit-passage mark").first.inner_text()
    browse = opened.page.locator(".toolkit-browse:visible").first
    browse.locator(".toolkit-table tbody tr").first.click()
    browse.locator(".toolkit-passage mark").first.wait_for()
    opened.close_notebook()
