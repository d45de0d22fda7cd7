"""Notebooks: parameters are checked, they run on any tables, and what is stored is up to date."""

import base64
import io
import json
import re
import shutil
import sys

import nbformat
import numpy as np
import pytest
from PIL import Image

from conftest import ROOT
from toolkit import Corpus
from toolkit.commands import notebooks
from toolkit.commands.notebooks import NotebookError
from toolkit.reading.formats import scan
from toolkit.tables import tables

STORED = ROOT / "notebooks"
NAMES = [
    "00-explore",
    "01-corpus",
    "02-recurring-patterns",
    "03-numeric-claims",
    "04-phrase-frequency",
    "06-concepts",
    "07-review",
]
TARGETS = "05-targets"  # is shown on a sample study of its own
ALL = sorted([*NAMES, TARGETS])
SMALL = "关于减负工作的报告\n一、存在问题\n今年共清理工作群12个，较去年同期减少20%。\n二、下一步措施\n会议数压减30%以上。\n"


def notebook(*cells, tags=("parameters",)):
    """A notebook of code cells, the first of them tagged."""
    code = [nbformat.v4.new_code_cell(cell, id=f"cell-{n}") for n, cell in enumerate(cells)]
    code[0].metadata["tags"] = list(tags)
    return nbformat.v4.new_notebook(cells=code)


def run(clean, out, language="en", folder=STORED):
    """The notebooks of a folder executed on tables, by name."""
    parameters = {"clean": str(clean), "figures": str(out / "figures"), "language": language}
    notebooks.execute_all(folder, out / "notebooks", parameters)
    return {path.stem: nbformat.read(path, 4) for path in sorted((out / "notebooks").iterdir())}


@pytest.fixture(scope="session")
def executed(samples_clean, tmp_path_factory):
    return run(samples_clean, tmp_path_factory.mktemp("executed"))


@pytest.fixture(scope="session")
def targets_executed(tmp_path_factory):
    """The notebook of targets on its own sample study."""
    out = tmp_path_factory.mktemp("targets")
    Corpus.parse(ROOT / "data" / "samples-targets").save(out / "clean")
    (out / "source").mkdir()
    shutil.copy(STORED / f"{TARGETS}.ipynb", out / "source")
    return run(out / "clean", out, folder=out / "source")[TARGETS]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"clena": "x"},
            "no notebook has a parameter 'clena'. Did you mean 'clean'? They take clean, n, share",
        ),
        ({"colour": "x"}, "no notebook has a parameter 'colour'. They take clean, n, share."),
        ({"clean": 3}, "clean must be a text like '../data', not a whole number (3)"),
        ({"n": "3"}, "n must be a whole number like 3, not a text ('3')"),
        ({"n": True}, "n must be a whole number like 3, not True or False (True)"),
        ({"share": "half"}, "share must be a number like 0.5, not a text ('half')"),
    ],
)
def test_a_parameter_misspelt_or_of_another_type_is_refused(tmp_path, given, said):
    nbformat.write(notebook("clean = '../data'\nn = 3\nshare = 0.5"), tmp_path / "a.ipynb")
    with pytest.raises(NotebookError, match=re.escape(said)):
        notebooks.execute_all(tmp_path, tmp_path / "out", given)
    assert not (tmp_path / "out").exists()


def test_a_whole_number_may_stand_for_one_with_decimals(tmp_path):
    nbformat.write(notebook("share = 0.5"), tmp_path / "a.ipynb")
    notebooks.check_parameters([tmp_path / "a.ipynb"], {"share": 1})


@pytest.mark.parametrize(
    ("label", "code", "values", "expected"),
    [
        ("a text", "a = 'x'  # note", {"a": "y"}, 'a = "y"  # note'),
        ("Chinese before it", "b = '省'; a = 1", {"a": 2}, "b = '省'; a = 2"),
        ("over several lines", "a = [\n 1,\n]\nb = 2", {"a": [3], "b": 4}, "a = [3]\nb = 4"),
        ("yes and no", "a = False", {"a": True}, "a = True"),
        ("as it is", "a = 'x'", {"a": "x"}, "a = 'x'"),
    ],
)
def test_values_are_put_where_the_defaults_stood(label, code, values, expected):
    assert notebooks.with_values(code, values) == expected


def test_the_prose_in_the_other_language_takes_the_place_of_the_first():
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Text", id="a")])
    book.cells[0].metadata["zh"] = "文字"
    zh = notebooks.prepared(notebooks.normalised(book), {"language": "zh"})
    assert (zh.cells[0].source, zh.cells[0].metadata) == ("文字", {"en": "Text"})
    assert notebooks.prepared(zh, {"language": "en"}).cells[0].source == "Text"


@pytest.mark.parametrize(
    ("cells", "said"),
    [(None, "holds no notebooks"), (("clean = ''",), "no cell tagged 'parameters'")],
)
def test_what_cannot_be_run_is_said(tmp_path, cells, said):
    if cells:
        nbformat.write(notebook(*cells, tags=()), tmp_path / "a.ipynb")
    with pytest.raises(NotebookError, match=said):
        notebooks.execute_all(tmp_path, tmp_path / "out", {})


def test_own_kernel_and_a_stop_that_is_explained(tmp_path, monkeypatch):
    """One run: another kernel of the same name, a home to leave alone, one notebook that stops."""
    other = tmp_path / "elsewhere" / "kernels" / "python3"
    other.mkdir(parents=True)
    wrong = {"argv": ["no-such-python"], "display_name": "Python 3", "language": "python"}
    (other / "kernel.json").write_text(json.dumps(wrong))
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("HOME", str(home))
    folder = tmp_path / "notebooks"
    folder.mkdir()
    fine = notebook("clean = ''", "import sys, toolkit\nprint(sys.executable)", "print(clean)")
    stops = notebook("clean = ''", "1 + 1", "raise ValueError('data/clean holds no tables')")
    nbformat.write(fine, folder / "a.ipynb")
    nbformat.write(stops, folder / "b.ipynb")
    said = []
    with pytest.raises(NotebookError) as error:
        notebooks.execute_all(
            folder,
            tmp_path / "out",
            {"clean": str(tmp_path / "x")},
            lambda *step: said.append(step),
        )
    assert "b.ipynb, cell 3 (\"raise ValueError('data/clean holds no tables')\")" in str(
        error.value
    )
    assert "ValueError: data/clean holds no tables" in str(error.value)
    assert "a.ipynb" not in str(error.value)
    assert said == [("notebooks and figures", done, 2) for done in range(3)]
    cells = nbformat.read(tmp_path / "out" / "a.ipynb", 4).cells
    assert cells[0].source == 'clean = "../x"'  # seen from where the notebook lies
    assert cells[1].outputs[0].text == f"{sys.executable}\n"
    assert cells[2].outputs[0].text == "../x\n"
    assert list(home.iterdir()) == []


def test_normalising_takes_out_what_changes_from_run_to_run():
    book = notebook("clean = ''", "1", "2")
    book.metadata = {"papermill": {"start_time": "2026"}, "kernelspec": {"name": "other"}}
    for number, cell in enumerate(book.cells, 7):
        cell.execution_count = number
        cell.metadata["execution"] = {"iopub.status.busy": "2026"}
    book.cells[1].outputs = [
        nbformat.v4.new_output("stream", name="stderr", text="warning"),
        nbformat.v4.new_output("stream", name="stdout", text="a"),
        nbformat.v4.new_output("stream", name="stdout", text="b"),
        nbformat.v4.new_output(
            "execute_result",
            {"text/plain": "1", notebooks.WIDGET: {"id": "2026"}},
            execution_count=8,
        ),
    ]
    plain = notebooks.normalised(book)
    assert "2026" not in nbformat.writes(plain)
    assert [cell.execution_count for cell in plain.cells] == [1, 2, 3]
    assert [output.get("text") for output in plain.cells[1].outputs] == ["ab", None]
    assert plain.cells[1].outputs[1].execution_count == 2
    assert plain.metadata == notebooks.METADATA
    assert notebooks.normalised(plain) == plain


# The notebooks of the project.


@pytest.mark.skipif(
    not scan.is_installed(),
    reason="the stored outputs hold a scan's rows; what reads it is not installed (make ocr)",
)
@pytest.mark.parametrize("name", NAMES)
def test_stored_outputs_are_those_of_the_sample_tables(executed, name):
    assert_as_stored(name, executed[name])


def test_stored_targets_are_those_of_their_sample_study(targets_executed):
    assert_as_stored(TARGETS, targets_executed)


def assert_as_stored(name, book):
    stored = nbformat.read(STORED / f"{name}.ipynb", 4)
    fresh = book.cells
    assert [cell.id for cell in stored.cells] == [cell.id for cell in fresh]
    stale = [
        before.id
        for before, after in zip(stored.cells, fresh, strict=True)
        if not same(before.get("outputs", []), after.get("outputs", []))
    ]
    assert stale == [], "what is stored is not what comes out now; refresh with: make notebooks"


def same(before, after):
    """Whether outputs are equal; pictures may differ as little as two machines draw apart."""
    return len(before) == len(after) and all(map(same_output, before, after))


def same_output(before, after):
    def plain(output):
        data = {kind: text for kind, text in output.get("data", {}).items() if kind != "image/png"}
        return output.output_type, output.get("text"), data

    pictures = [output.get("data", {}).get("image/png") for output in (before, after)]
    return plain(before) == plain(after) and (
        pictures == [None] * 2 or alike(*map(pixels, pictures))
    )


def pixels(picture):
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        return np.asarray(image.convert("L"), dtype=float)


def alike(one, two):
    return one.shape == two.shape and float(np.abs(one - two).mean()) < 1.0


def test_the_pictures_of_the_readme_are_those_of_the_notebooks():
    figures = notebooks.pictures(STORED)
    for stem in notebooks.SHOWN:
        assert (notebooks.PICTURES / f"{stem}.png").read_bytes() == figures[stem], "make notebooks"
    named = re.findall(r"docs/images/([\w-]+)\.png", (ROOT / "README.md").read_text("utf-8"))
    assert set(named) <= set(notebooks.SHOWN)


@pytest.mark.parametrize("name", ALL)
def test_stored_notebooks_are_light_and_name_no_machine(name):
    path = STORED / f"{name}.ipynb"
    text = path.read_text("utf-8")
    assert path.stat().st_size < 500_000
    book = nbformat.reads(text, 4)
    assert book.metadata == notebooks.METADATA
    said = [json.dumps([c.source, c.get("outputs")], ensure_ascii=False) for c in book.cells]
    said = [re.sub(r'"image/png": "[^"]*"', "", cell) for cell in said]
    for cell in said:
        assert not re.search(r"/(home|Users|root|tmp|work|private|var)/|[A-Z]:\\\\|file://", cell)
        assert not re.search(r"0x[0-9a-f]{8}|\d{2}:\d{2}:\d{2}", cell)
    assert all(set(cell.metadata) <= {"tags", "zh"} for cell in book.cells)


@pytest.mark.parametrize("name", ALL)
def test_notebooks_can_be_read_by_people_who_do_not_program(name):
    cells = nbformat.read(STORED / f"{name}.ipynb", 4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert cells[0].cell_type == "markdown" and "?" in cells[0].source
    assert max(len(source.splitlines()) for source in code[2:]) <= 5
    assert any("assert " in source for source in code)
    assert {
        "clean": "../data/clean-targets" if name == TARGETS else "../data/clean",
        "figures": "../results/figures",
        "language": "en",
    }.items() <= notebooks.defaults(STORED / f"{name}.ipynb").items()


def test_they_run_on_empty_tables(tmp_path):
    tables.write(tables.make({}), {}, tmp_path / "clean", {"version": "0"})
    assert sorted(run(tmp_path / "clean", tmp_path)) == ALL


def test_they_run_on_one_small_report_in_chinese(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "small.txt").write_text(SMALL, encoding="utf-8")
    Corpus.parse(raw).save(tmp_path / "clean")
    assert sorted(run(tmp_path / "clean", tmp_path, "zh")) == ALL
    assert len(list((tmp_path / "figures").glob("*.pdf"))) >= 10
