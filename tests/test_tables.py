"""Rows to checked tables, and tables to files and back."""

import json

import pandas as pd
import pytest
from frictionless import Package

from toolkit import tables
from toolkit.schema import TABLES

DOCUMENT = {
    "document_id": "a",
    "path": "a.txt",
    "sha256": "0",
    "format": "txt",
    "encoding": "utf-8",
    "characters": 4,
    "page_marks": 0,
    "repairs": 0,
    "reports": 1,
    "status": "ok",
    "message": None,
}
REPORT = {
    "report_id": "a#1",
    "document_id": "a",
    "title": "通报",
    "kind": "article",
    "issuer": None,
    "date": None,
    "start": 0,
    "end": 4,
    "characters": 4,
    "truncated": "none",
}
ROWS = {"documents": [DOCUMENT], "reports": [REPORT]}


def changed(table: str, **values: object) -> dict:
    return ROWS | {table: [ROWS[table][0] | values]}


def test_every_table_is_there_with_its_columns_even_when_empty():
    frames = tables.make({})
    assert {name: list(frame.columns) for name, frame in frames.items()} == {
        name: table.names for name, table in TABLES.items()
    }


@pytest.mark.parametrize(
    ("label", "rows", "message"),
    [
        ("a value outside the list", changed("reports", kind="poem"), "reports.kind is none of"),
        ("a required value missing", changed("reports", start=None), "reports.start is missing"),
        ("a span turned round", changed("reports", start=5), "start lies behind end"),
        ("a reference into nothing", changed("reports", document_id="b"), "is not in documents"),
        ("an id that stands twice", ROWS | {"reports": [REPORT, REPORT]}, "stands twice"),
    ],
)
def test_rows_that_break_the_schema_are_refused(label, rows, message):
    with pytest.raises(tables.TableError, match=message):
        tables.make(rows)


def test_what_is_written_is_read_again(tmp_path):
    frames = tables.make(ROWS)
    texts = {"a": "通报\r\n", "b\ufeff": ""}
    tables.write(frames, {"a": texts["a"]}, tmp_path / "clean", {"version": "1"})
    again, raw, about = tables.read(tmp_path / "clean")
    assert raw == {"a": "通报\r\n"}
    assert about == {"version": "1"}
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(again[name], frame)


def test_the_codebook_is_a_valid_data_package(samples_clean):
    report = Package(str(samples_clean / tables.CODEBOOK)).validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])[:5]


def test_the_codebook_describes_every_column(samples_clean):
    resources = json.loads((samples_clean / tables.CODEBOOK).read_text("utf-8"))["resources"]
    for resource in resources:
        table = TABLES[resource["name"]]
        assert [field["name"] for field in resource["schema"]["fields"]] == table.names
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_a_failed_write_leaves_the_old_tables_whole(tmp_path, monkeypatch):
    folder = tmp_path / "clean"
    tables.write(tables.make(ROWS), {"a": "通报"}, folder, {"version": "1"})
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}

    def full_disk(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(tables, "_codebook", full_disk)
    with pytest.raises(OSError, match="no space"):
        tables.write(tables.make({}), {}, folder, {"version": "2"})
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_a_run_cut_off_between_two_renames_is_mended(tmp_path):
    folder = tmp_path / "clean"
    tables.write(tables.make(ROWS), {"a": "通报"}, folder, {})
    folder.rename(tmp_path / ".clean.old")
    assert len(tables.read(folder)[0]["reports"]) == 1


def test_what_others_keep_beside_the_tables_stays(tmp_path):
    folder = tmp_path / "clean"
    tables.write(tables.make(ROWS), {}, folder, {})
    (folder / "notes.md").write_text("mine", encoding="utf-8")
    tables.write(tables.make({}), {}, folder, {})
    assert (folder / "notes.md").read_text("utf-8") == "mine"


def test_a_folder_without_tables_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="python -m toolkit parse"):
        tables.read(tmp_path)


def test_tables_of_another_version_say_what_to_do(tmp_path):
    folder = tmp_path / "clean"
    tables.write(tables.make(ROWS), {}, folder, {})
    older = pd.read_parquet(folder / "reports.parquet").drop(columns="issuer")
    older.to_parquet(folder / "reports.parquet")
    with pytest.raises(tables.TableError, match="reports lacks columns"):
        tables.read(folder)
