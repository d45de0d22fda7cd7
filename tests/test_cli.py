"""The commands as a person types them: output, exit status, messages."""

import pytest
from typer.testing import CliRunner

from conftest import ROOT
from toolkit.commands import typed
from toolkit.commands.cli import app

GOOD = "关于减负工作的报告\n一、基本情况\n今年共清理工作群12个，较去年同期减少20%。\n"
runner = CliRunner()


def folder(tmp_path, **files):
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, content in files.items():
        (raw / f"{name}.txt").write_bytes(content)
    return raw


@pytest.mark.parametrize(
    ("label", "files", "status", "said"),
    [
        ("all read", {"a": GOOD.encode()}, 0, "numeric claims"),
        ("one cannot be read", {"a": GOOD.encode(), "b": b"\x00\xff" * 90}, 3, "b.txt (failed)"),
        ("nothing there", {}, 2, "holds no texts"),
    ],
)
def test_parse(tmp_path, label, files, status, said):
    result = runner.invoke(
        app, ["parse", str(folder(tmp_path, **files)), "--out", str(tmp_path / "clean")]
    )
    assert result.exit_code == status, result.output
    assert said in result.output


@pytest.mark.parametrize(
    "words",
    [["parse", "nowhere"], ["run", "data/raw", "--language", "fr"], ["parse", "--nonsense"]],
)
def test_wrong_usage_is_status_2(words):
    assert runner.invoke(app, words).exit_code == 2


@pytest.mark.parametrize(
    ("argv", "first", "expected"),
    [
        (
            ["/x/toolkit/__main__.py"],
            ".venv/bin/python",
            ".venv/bin/python -m toolkit lab 'my study'",
        ),
        (["/x/bin/toolkit"], "/x/bin/python", "toolkit lab 'my study'"),
        (["/x/bin/pytest"], "/x/bin/python", "python -m toolkit lab 'my study'"),
    ],
)
def test_what_to_type_next_begins_as_what_was_typed(monkeypatch, argv, first, expected):
    monkeypatch.setattr("sys.argv", argv)
    monkeypatch.setattr("sys.orig_argv", [first, *argv])
    assert typed("lab", "my study") == expected


def test_help_teaches():
    said = runner.invoke(app, ["--help"]).output
    assert "Exit status" in said
    assert "parse" in said and "run" in said


def test_run_makes_tables_notebooks_and_figures(tmp_path):
    out = tmp_path / "study"
    result = runner.invoke(
        app, ["run", str(ROOT / "data" / "raw"), "--out", str(out), "--language", "zh"]
    )
    assert result.exit_code == 0, result.output
    notebooks = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert sorted(path.name for path in (out / "notebooks").glob("*.ipynb")) == notebooks
    stems = {path.stem for path in (out / "figures").glob("*.pdf")}
    assert len(stems) >= 10
    for stem in stems:
        assert {p.suffix for p in (out / "figures").glob(f"{stem}.*")} >= {
            ".pdf",
            ".svg",
            ".png",
            ".csv",
        }
