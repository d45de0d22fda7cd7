"""Raw texts and tables at an address: copied here, and back; said in words where that fails."""

from __future__ import annotations

import sys

import fsspec
import pytest
from typer.testing import CliRunner

from toolkit import Corpus
from toolkit.commands.cli import app
from toolkit.reading import addresses
from toolkit.tables.study import StudyError

TEXT = "关于减负工作的报告\n一、基本情况\n今年共清理工作群12个，较去年同期减少20%。\n"


@pytest.fixture
def texts():
    """Two texts in a folder of a file system that is on no disk."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    for name in ("a.txt", "town/b.txt"):
        files.pipe_file(f"/texts/{name}", TEXT.encode())
    yield "memory://texts"
    files.store.clear()


def test_texts_are_read_from_an_address(texts):
    assert sorted(Corpus.parse(texts).documents["path"]) == ["a.txt", "town/b.txt"]


def test_one_file_is_read_from_an_address(texts):
    assert list(Corpus.parse(f"{texts}/town/b.txt").documents["path"]) == ["b.txt"]


def test_tables_go_to_an_address_and_come_back(texts):
    corpus = Corpus.parse(texts)
    corpus.save("memory://study/clean")
    again = Corpus.load("memory://study/clean")
    assert all(again.tables[name].equals(corpus.tables[name]) for name in corpus.tables)
    assert again.texts == corpus.texts


def test_half_of_a_study_at_an_address_is_refused(texts):
    Corpus.parse(texts).save("memory://study/clean")
    fsspec.filesystem("memory").rm("/study/clean/claims.parquet")
    with pytest.raises(Exception, match=r"claims\.parquet"):
        _ = Corpus.load("memory://study/clean").claims


def test_a_command_copies_the_texts_into_the_study(texts, tmp_path):
    beside = tmp_path / "raw" / "hers.txt"
    beside.parent.mkdir()
    beside.write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(app, ["parse", texts, "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "raw").rglob("*.*")} == {"a.txt", "b.txt", "hers.txt"}
    assert len(Corpus.load(tmp_path).documents) == 3


REFUSED = [
    # what              address                     what is said
    ("unknown kind", "gopher://texts", "gopher://texts could not be reached: .*gopher"),
    ("nothing there", "memory://nowhere", "there is no file"),
]


@pytest.mark.parametrize(
    ("address", "said"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_what_cannot_be_reached_is_said(address, said):
    with pytest.raises(StudyError, match=said):
        Corpus.parse(address)


def test_a_command_says_it_and_touches_nothing(tmp_path):
    done = CliRunner().invoke(app, ["parse", "memory://nowhere", "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "Check the address" in done.output
    assert not (tmp_path / "out").exists()


def test_a_study_of_an_address_needs_a_place():
    done = CliRunner().invoke(app, ["run", "memory://texts"])
    assert done.exit_code == 2
    assert "--out" in done.output


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(StudyError, match="pip install fsspec"):
        Corpus.parse("s3://bucket/texts")


def test_a_name_that_leads_out_of_the_folder_is_refused(monkeypatch, tmp_path):
    class Hostile:
        def find(self, _root):
            return ["/texts/../../evil.txt"]

    monkeypatch.setattr(addresses, "_system", lambda _: (Hostile(), "/texts"))
    with pytest.raises(StudyError, match="leads out of its folder"):
        addresses.fetch("memory://texts", tmp_path)
    assert not list(tmp_path.iterdir())
