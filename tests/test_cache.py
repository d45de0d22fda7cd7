"""What was read before: given back as it was, for the same file alone, and never trusted blindly."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import ROOT
from toolkit import pipeline
from toolkit.across import apart
from toolkit.commands.cli import app
from toolkit.reading.files import find_sources
from toolkit.tables import cache

SAMPLES = sorted(path.name for path in (ROOT / "data" / "raw").glob("s*.txt"))
TEXT = "2024年河坝镇工作总结\n一、主要工作\n新增就业150人，同比增长6%。\n"


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(TEXT.replace("150", f"15{ord(name)}"), "utf-8")
    return folder


@pytest.fixture
def opened(monkeypatch):
    """The paths of the files that were read, not taken from what is kept."""
    paths = []
    real = pipeline.read_document

    def spy(document_id, path, data, given=None):
        paths.append(path)
        return real(document_id, path, data, given)

    monkeypatch.setattr(pipeline, "read_document", spy)
    return paths


@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_comes_back_as_it_was(tmp_path, name):
    sources = find_sources(ROOT / "data" / "raw" / name)
    first, second = (list(pipeline.read(sources, kept=tmp_path / "kept")) for _ in range(2))
    assert first == second == list(pipeline.read(sources))


def test_only_new_and_changed_files_are_read(raw, tmp_path, opened):
    kept = tmp_path / "kept"
    pipeline.parse(find_sources(raw), kept=kept, workers=1)
    opened.clear()
    (raw / "b.txt").write_text(TEXT.replace("6%", "7%"), "utf-8")
    (raw / "d.txt").write_text(TEXT, "utf-8")
    parsed = pipeline.parse(find_sources(raw), kept=kept, workers=1)
    assert opened == ["b.txt", "d.txt"]
    assert len(parsed.rows["documents"]) == 4


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-3], lambda data: b"\xff" * 40], ids="abc"
)
def test_a_damaged_entry_is_as_if_it_were_not_there(raw, tmp_path, opened, damage):
    kept = tmp_path / "kept"
    first = list(pipeline.read(find_sources(raw), kept=kept))
    for entry in kept.iterdir():
        entry.write_bytes(damage(entry.read_bytes()))
    opened.clear()
    assert list(pipeline.read(find_sources(raw), kept=kept)) == first
    assert len(opened) == 3


def test_what_is_known_of_a_file_is_part_of_its_name(raw, tmp_path, opened):
    kept, runner = tmp_path / "kept", CliRunner()
    list(pipeline.read(find_sources(raw), kept=kept))
    (raw / "metadata.csv").write_text("file,place\na.txt,浮山县\n", "utf-8")
    shown = runner.invoke(app, ["parse", str(raw), "--out", str(tmp_path / "out")])
    assert shown.exit_code == 0, shown.output
    assert "浮山县" in (tmp_path / "out" / "reports.csv").read_text("utf-8")


def test_entries_nobody_asked_for_are_swept(raw, tmp_path):
    out, runner = tmp_path / "out", CliRunner()
    runner.invoke(app, ["parse", str(raw), "--out", str(out)])
    (raw / "c.txt").unlink()
    runner.invoke(app, ["parse", str(raw), "--out", str(out)])
    assert len(list((out / cache.FOLDER).iterdir())) == 2 * 2  # rows and words of each


def test_with_one_file_more_the_tables_are_those_of_a_whole_run(raw, tmp_path, monkeypatch):
    runner, grown, whole = CliRunner(), tmp_path / "grown", tmp_path / "whole"
    runner.invoke(app, ["parse", str(raw), "--out", str(grown)])
    taken: list[str] = []
    real = apart.take_apart

    def spy(bodies, cut):
        taken.extend(body.report_id for body in bodies)
        return real(bodies, cut)

    monkeypatch.setattr(apart, "take_apart", spy)
    (raw / "ab.txt").write_text(TEXT.replace("150", "170") + "抓部署、抓落实。\n", "utf-8")
    runner.invoke(app, ["parse", str(raw), "--out", str(grown)])
    assert taken == ["ab#1"]
    runner.invoke(app, ["parse", str(raw), "--out", str(whole)])
    for path in filter(Path.is_file, whole.iterdir()):
        assert path.read_bytes() == (grown / path.name).read_bytes(), path.name


def test_parts_read_apart_give_the_tables_of_one_run(raw, tmp_path, opened):
    runner, one, parts = CliRunner(), tmp_path / "one", tmp_path / "parts"
    for part in ("1/2", "2/2"):
        shown = runner.invoke(app, ["parse", str(raw), "--out", str(parts), "--part", part])
        assert "files read and kept" in shown.output
    opened.clear()
    runner.invoke(app, ["parse", str(raw), "--out", str(parts)])
    assert opened == []
    runner.invoke(app, ["parse", str(raw), "--out", str(one)])
    for path in filter(Path.is_file, one.iterdir()):
        assert path.read_bytes() == (parts / path.name).read_bytes(), path.name


@pytest.mark.parametrize("part", ["0/2", "3/2", "2", "a/b"])
def test_a_part_has_to_be_one_of_all(raw, tmp_path, part):
    command = ["parse", str(raw), "--out", str(tmp_path / "out"), "--part", part]
    shown = CliRunner().invoke(app, command)
    assert shown.exit_code == 2
    assert "--part is i/n" in shown.output
