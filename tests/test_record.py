"""A study made again from its record, and what is said where that cannot be."""

import json
import shutil

import nbformat
import pytest
from test_notebooks import SMALL, notebook
from typer.testing import CliRunner

from toolkit.commands import notebooks, record
from toolkit.commands.cli import app

runner = CliRunner()
SPEAKS = "print(top, language)"


@pytest.fixture
def texts(tmp_path, monkeypatch):
    """A folder of texts to make a study of with a small notebook, and where one works."""
    monkeypatch.chdir(tmp_path)
    book = notebook("clean = '../clean'\nfigures = '../f'\nlanguage = 'en'\ntop = 3", SPEAKS)
    (tmp_path / "books").mkdir()
    nbformat.write(book, tmp_path / "books" / "a.ipynb")
    monkeypatch.setattr(notebooks, "shipped", lambda: tmp_path / "books")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(SMALL, "utf-8")
    (tmp_path / "texts" / "b.txt").write_text(SMALL.replace("12", "15"), "utf-8")
    (tmp_path / "texts" / "metadata.csv").write_text("file,wave\na.txt,1\nb.txt,2\n", "utf-8")
    (tmp_path / "mine.txt").write_text("驻村专班\n", "utf-8")
    return tmp_path / "texts"


def typed(*words):
    return runner.invoke(app, [str(word) for word in words])


def test_a_study_is_made_again_with_the_same_bytes_wherever_it_was_moved(texts, tmp_path):
    made = typed("run", texts, "--out", "study", "--words", "mine.txt", "-p", "top=5")
    assert made.exit_code == 0, made.output
    assert made.output.rstrip().endswith("Next: python -m toolkit lab study")
    (tmp_path / "mine.txt").unlink()  # what was given is kept with the study
    (texts / "metadata.csv").write_text("file,wave\na.txt,9\n", "utf-8")
    (tmp_path / "moved").mkdir()
    for name in ("study", "texts"):
        shutil.move(tmp_path / name, tmp_path / "moved" / name)
    again = typed("run", "--again", "moved/study")
    assert again.exit_code == 0, again.output
    assert "metadata.csv is not as it was then; the copy in the record was taken" in again.output
    assert "files are the same, byte by byte" in again.output
    about = json.loads((tmp_path / "moved/study/record/study.json").read_text("utf-8"))
    assert about["raw"] == "../../texts"
    assert about["settings"] == {"language": "en", "parameters": {"top": 5}}
    assert set(about["given"]) == {"words", "metadata"}
    (cell,) = nbformat.read(tmp_path / "moved/study/notebooks/a.ipynb", 4).cells[1:]
    assert cell.outputs[0].text == "5 en\n"


@pytest.mark.parametrize(
    ("label", "change", "said"),
    [
        ("a new file", lambda raw: (raw / "c.txt").write_text(SMALL), "1 added (c.txt)"),
        ("another wording", lambda raw: (raw / "a.txt").write_text("无"), "1 changed (a.txt)"),
        ("a file gone", lambda raw: (raw / "b.txt").unlink(), "1 gone (b.txt)"),
        ("all gone", shutil.rmtree, "is not there. Say where they are now"),
    ],
)
def test_other_texts_are_refused_with_what_is_other(texts, label, change, said):
    assert typed("run", texts, "--out", "study").exit_code == 0
    change(texts)
    again = typed("run", "--again", "study")
    assert (again.exit_code, said in again.output) == (2, True), again.output


def test_a_rerun_says_what_was_added_changed_and_gone(texts):
    typed("parse", texts, "--out", "clean")
    assert "Since the last run: the same files" in typed("parse", texts, "--out", "clean").output
    (texts / "c.txt").write_text(SMALL, "utf-8")
    (texts / "b.txt").unlink()
    said = typed("parse", texts, "--out", "clean").output
    assert "Since the last run: 1 added (c.txt), 1 gone (b.txt)" in said


@pytest.mark.parametrize(
    ("label", "words", "said"),
    [
        ("misspelt", ["-p", "tpo=5"], "Did you mean 'top'?"),
        ("another type", ["-p", "top=many"], "top must be a whole number like 3"),
        ("no value", ["-p", "top"], "a parameter is name=value"),
        ("what a run sets", ["-p", "language=zh"], "is set by the run itself"),
    ],
)
def test_parameters_are_checked_before_anything_is_read(texts, tmp_path, label, words, said):
    result = typed("run", texts, "--out", "study", *words)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert not (tmp_path / "study").exists()


def test_a_folder_without_a_record_is_refused(tmp_path):
    result = typed("run", "--again", tmp_path)
    assert result.exit_code == 2
    assert "holds no record of a run" in result.output


def test_other_versions_and_lexicons_are_named(monkeypatch):
    about = {"made_with": record.made_with() | {"pandas": "1.0"}, "lexicons": {"old.txt": "x"}}
    said = record.other_tools(about)
    assert any(line.startswith("pandas ") and line.endswith(", then 1.0") for line in said)
    assert "lexicon old.txt has changed" in said
