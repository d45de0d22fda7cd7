"""Rows to checked tables, and tables to files and back."""

import json
import pickle

import numpy as np
import pandas as pd
import pytest
from frictionless import Package

from toolkit import Corpus
from toolkit.across.named import named
from toolkit.commands import summary
from toolkit.tables import csvfile, study, tables
from toolkit.tables import packed as packed_module
from toolkit.tables.packed import Packed
from toolkit.tables.schema import TABLES

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
    "place": None,
    "province": None,
    "level": None,
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
        ("a span before its text", changed("reports", start=-1), "start lies outside the text"),
        ("a reference into nothing", changed("reports", document_id="b"), "is not in documents"),
        ("an id that stands twice", ROWS | {"reports": [REPORT, REPORT]}, "stands twice"),
    ],
)
def test_rows_that_break_the_schema_are_refused(label, rows, message):
    with pytest.raises(tables.TableError, match=message):
        tables.make(rows)


def test_a_span_beyond_its_text_is_not_written(tmp_path):
    frames = tables.make(changed("reports", end=5))
    with pytest.raises(tables.TableError, match=r"reports.end lies outside the text .* row 0"):
        tables.write(frames, {"a": "通报\r\n"}, tmp_path / "clean", {})


def test_what_is_written_is_read_again(tmp_path):
    frames = tables.make(ROWS)
    tables.write(frames, {"a": "通报\r\n"}, tmp_path / "clean", {"version": "1"})
    again, raw, about = tables.read(tmp_path / "clean")
    assert raw == {"a": "通报\r\n"}
    assert about == {"version": "1"}
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(again[name], frame)


COUNTS = {
    "phrase": np.array(["乙", "甲", "乙", "甲", "丙"], dtype=object),
    "n": np.array([1, 1, 2, 2, 1]),
    "report_id": np.array(["a#1"] * 5, dtype=object),
    "frequency": np.array([3, 2, 1, 1, 1], np.int32),
}


def test_columns_give_the_same_table_as_rows():
    rows = [dict(zip(COUNTS, row, strict=True)) for row in zip(*COUNTS.values(), strict=True)]
    by_rows = tables.make(ROWS | {"phrase_counts": rows})["phrase_counts"]
    by_columns = tables.make(ROWS | {"phrase_counts": COUNTS})["phrase_counts"]
    pd.testing.assert_frame_equal(by_columns, by_rows)
    assert by_rows["phrase"].tolist() == COUNTS["phrase"].tolist()


def test_strings_held_once_give_the_same_table():
    held = {
        "phrase": named([0, 1, 2, 1, 3], ["乙", "甲", "乙", "丙"]),
        "report_id": named([0] * 5, ["a#1"]),
    }
    assert held["phrase"].to_pylist() == COUNTS["phrase"].tolist()
    by_names = tables.make(ROWS | {"phrase_counts": COUNTS | held})["phrase_counts"]
    by_columns = tables.make(ROWS | {"phrase_counts": COUNTS})["phrase_counts"]
    pd.testing.assert_frame_equal(by_names, by_columns)


@pytest.mark.parametrize("part", [1, 2, 5, 6])
def test_a_table_worked_on_in_parts_is_the_same_table(tmp_path, monkeypatch, part):
    frames = tables.make(ROWS | {"phrase_counts": COUNTS})
    tables.write(frames, {}, tmp_path / "whole", {})
    monkeypatch.setattr(tables, "PART", part)
    tables.write(frames, {}, tmp_path / "parts", {})
    for file in (tmp_path / "whole").glob("*.csv"):
        assert file.read_bytes() == (tmp_path / "parts" / file.name).read_bytes()
    again = tables.read(tmp_path / "parts")[0]["phrase_counts"]
    pd.testing.assert_frame_equal(again, frames["phrase_counts"])
    strings = pd.read_parquet(tmp_path / "parts" / "phrase_counts.parquet")["phrase"]
    assert not isinstance(strings.dtype, pd.CategoricalDtype)


@pytest.mark.parametrize("largest", [4, 20, tables.LARGEST])
def test_a_key_that_stands_twice_is_found_wherever_it_stands(monkeypatch, largest):
    """Also where its columns have so many values that no number holds them side by side."""
    monkeypatch.setattr(tables, "LARGEST", largest)
    assert len(tables.make(ROWS | {"phrase_counts": COUNTS})["phrase_counts"]) == 5
    twice = {name: np.concatenate([values, values[:1]]) for name, values in COUNTS.items()}
    with pytest.raises(tables.TableError, match="stands twice in 1 rows, first row 5"):
        tables.make(ROWS | {"phrase_counts": twice})


def test_a_missing_string_of_many_rows_is_still_missing():
    holed = COUNTS | {"phrase": np.array(["乙", None, "丙", "丁", "甲"], dtype=object)}
    with pytest.raises(tables.TableError, match=r"phrase_counts.phrase is missing in 1 rows"):
        tables.make(ROWS | {"phrase_counts": holed})


def test_the_codebook_is_a_valid_data_package(samples_clean):
    report = Package(str(samples_clean / tables.CODEBOOK)).validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])[:5]


def test_the_codebook_describes_every_column(samples_clean):
    resources = json.loads((samples_clean / tables.CODEBOOK).read_text("utf-8"))["resources"]
    for resource in resources:
        table = TABLES[resource["name"]]
        assert [field["name"] for field in resource["schema"]["fields"]] == table.names
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_a_folder_without_tables_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="python -m toolkit parse"):
        tables.read(tmp_path)


def test_a_table_is_read_when_it_is_first_asked_for(tmp_path, monkeypatch):
    opened = []
    stored = tables._stored
    monkeypatch.setattr(tables, "_stored", lambda t, p: opened.append(t.name) or stored(t, p))
    tables.write(tables.make(ROWS), {"a": "通报\r\n"}, tmp_path, {})
    frames = tables.read(tmp_path)[0]
    assert opened == []
    assert len(frames["reports"]) == len(frames["reports"]) == 1
    assert opened == ["reports"]


def test_tables_made_anew_meanwhile_are_not_taken_for_those_opened(tmp_path):
    tables.write(tables.make(ROWS), {"a": "通报\r\n"}, tmp_path, {"version": "1"})
    frames = tables.read(tmp_path)[0]
    tables.write(tables.make(ROWS), {"a": "通报\r\n"}, tmp_path, {"version": "2"})
    with pytest.raises(tables.TableError, match="made anew since they were opened"):
        frames["reports"]


def test_rows_that_wait_in_a_file_can_be_sent_to_another_process(tmp_path, monkeypatch):
    monkeypatch.setattr(packed_module, "HELD", 1)
    rows = [{"phrase": f"减负{n}", "n": 1, "report_id": "a#1", "frequency": n} for n in range(1, 9)]
    here = Packed("phrase_counts", rows[:4], tmp_path)
    here += rows[4:]
    there = pickle.loads(pickle.dumps(here))
    assert list(there) == list(here) == rows
    del there
    assert len(list(tmp_path.glob("*.rows"))) == 1, "the file goes with the first one"


def test_rows_in_a_file_give_the_same_table_as_rows_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.tables.packed.AT_A_TIME", 2)
    rows = [dict(zip(COUNTS, row, strict=True)) for row in zip(*COUNTS.values(), strict=True)]
    packed = Packed("phrase_counts", rows, tmp_path)
    assert len(packed) == 5
    made = tables.frame("phrase_counts", packed)
    pd.testing.assert_frame_equal(made, tables.frame("phrase_counts", rows))
    assert [*packed.rows(["n"])] == [{"n": row["n"]} for row in rows]


def test_a_table_too_long_for_a_spreadsheet_is_there_as_parquet_alone(
    tmp_path, samples, monkeypatch
):
    monkeypatch.setattr(csvfile, "MOST", len(samples.phrases) - 1)
    samples.save(tmp_path)
    alone = {path.stem for path in tmp_path.glob("*.parquet")} - {
        path.stem for path in tmp_path.glob("*.csv")
    }
    assert alone == {name for name, frame in samples.tables.items() if len(frame) > csvfile.MOST}
    assert "phrases" in summary.alone(tmp_path) and "claims" not in summary.alone(tmp_path)
    loaded = Corpus.load(tmp_path)
    assert all(loaded.tables[name].equals(samples.tables[name]) for name in samples.tables)
    with pytest.raises(tables.TableError, match="Parquet alone"):
        tables.read_csv(tmp_path / "phrases.csv")
    first = study.generation(tmp_path)
    loaded.save(tmp_path)
    assert study.generation(tmp_path) == first  # however its columns are held
    loaded.tables["phrases"] = loaded.phrases.assign(frequency=loaded.phrases["frequency"] + 1)
    loaded.save(tmp_path)
    assert study.generation(tmp_path) != first
