"""Metadata of the texts: matched to files, joined to reports, overruling, nothing dropped unsaid."""

from __future__ import annotations

import json
import warnings
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from toolkit import Corpus
from toolkit.commands.cli import app
from toolkit.reading import metadata
from toolkit.reading.files import Source, find_sources
from toolkit.tables import tables

SAID = "各村各组按照既定部署分头推进，有关事项陆续见到起色，群众反映总体是好的。\n" * 2
TEXTS = {
    "a.txt": f"政府工作报告\n——2016年2月19日在云溪县第十四届人民代表大会第五次会议上\n各位代表：\n我代表县政府向大会报告工作，请予审议。\n{SAID}",
    "b.txt": f"某局工作总结\n{SAID}某县水利局\n2017年3月1日\n",
    "sub/c.txt": f"某局工作总结\n{SAID}",
}


def folder(tmp_path: Path, table: str | bytes | None = None, name: str = "metadata.csv") -> Path:
    raw = tmp_path / "raw"
    for path, text in TEXTS.items():
        (raw / path).parent.mkdir(parents=True, exist_ok=True)
        (raw / path).write_text(text, "utf-8")
    if table is not None:
        (raw / name).write_bytes(table.encode() if isinstance(table, str) else table)
    return raw


def parsed(raw: Path, **more: object) -> Corpus:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Corpus.parse(raw, workers=1, **more)


def sources(*paths: str) -> list[Source]:
    return [Source(Path(path).stem, path, Path(path)) for path in paths]


def known(table: pd.DataFrame | list[list[str]], *paths: str) -> metadata.Metadata:
    frame = table if isinstance(table, pd.DataFrame) else pd.DataFrame(table[1:], columns=table[0])
    return metadata.read(frame, sources(*(paths or TEXTS)))


def said(corpus: Corpus) -> str:
    return "; ".join(corpus.about["metadata"]["said"])


def test_columns_are_joined_saved_and_read_again(tmp_path: Path) -> None:
    raw = folder(tmp_path, "file,year,coast\na.txt,2015,yes\nb.txt,2018,no\nsub/c.txt,2024,no\n")
    corpus = parsed(raw)
    corpus.save(tmp_path / "clean")
    again = Corpus.load(tmp_path / "clean")
    for reports in (corpus.reports, again.reports):
        assert reports["year"].tolist() == [2015, 2018, 2024]
        assert reports["coast"].tolist() == ["yes", "no", "no"]
        assert str(reports["year"].dtype) == "Int64"
    book = json.loads((tmp_path / "clean" / "datapackage.json").read_text("utf-8"))
    (fields,) = (r["schema"]["fields"] for r in book["resources"] if r["name"] == "reports")
    (year,) = (field for field in fields if field["name"] == "year")
    assert (year["type"], year["description"]) == (
        "integer",
        "From metadata.csv, given by the researcher",
    )
    assert tables.read_csv(tmp_path / "clean" / "reports.csv")["year"].tolist() == [
        2015,
        2018,
        2024,
    ]


def test_it_overrules_what_was_read_and_says_so(tmp_path: Path) -> None:
    raw = folder(tmp_path, "file,date,place,level,issuer\na,2016-02-20,浮山县,县级,\nb,,,,某某局\n")
    corpus = parsed(raw)
    rows = corpus.reports.set_index("document_id")
    assert rows.loc["a", ["date", "place", "province", "level", "issuer"]].tolist() == [
        "2016-02-20",
        "浮山县",
        "山西省",
        "county",
        "云溪县人民政府",
    ]
    assert (rows.loc["b", "issuer"], rows.loc["b", "date"]) == ("某某局", "2017-03-01")
    told = corpus.documents.set_index("document_id")["message"]
    assert "place 云溪县 was read of report 1 and is overruled" in told["a"]
    assert "date 2016-02-19" in told["a"]
    assert "issuer 某县水利局 was read" in told["b"]
    assert "metadata.csv has no line for it" in told["c"]


def test_the_year_given_is_the_one_that_words_are_resolved_by(tmp_path: Path) -> None:
    raw = folder(tmp_path, "file,year\nc,1998\n")
    (raw / "sub" / "c.txt").write_text("某局工作总结\n去年建成水库12座。\n", "utf-8")
    corpus = parsed(raw)
    assert corpus.reports.set_index("document_id").loc["c", "year"] == 1998
    (claim,) = corpus.claims.query("report_id == 'c#1'").itertuples()
    assert (claim.value, claim.year) == (12, 1997)


# label, table, files, what is said
SAYINGS = [
    (
        "a line without its text",
        [["file", "x"], ["a.txt", "1"], ["gone.txt", "2"]],
        ("a.txt",),
        "1 of its lines name no text that was read: gone.txt",
    ),
    (
        "a text without its line",
        [["file", "x"], ["a", "1"]],
        ("a.txt", "b.txt"),
        "1 texts have no line in it: b",
    ),
    (
        "two lines for one text",
        [["file", "x"], ["a.txt", "1"], ["a", "2"]],
        ("a.txt",),
        "a has two lines; what the first says counts, and not that x 2",
    ),
    (
        "a name of two texts",
        [["file", "x"], ["a.txt", "1"]],
        ("one/a.txt", "two/a.txt"),
        "a.txt is the name of several texts",
    ),
    (
        "a report_id that is none",
        [["report_id", "x"], ["a#one", "1"]],
        ("a.txt",),
        "1 of its lines name no text that was read: a#one",
    ),
    ("a column twice", [["file", "x", "x"], ["a", "1", "2"]], ("a.txt",), "the second is x_2"),
    ("an empty column", [["file", "x"], ["a", ""]], ("a.txt",), "the column x is empty"),
    (
        "a column the table needs for itself",
        [["file", "start"], ["a", "1"]],
        ("a.txt",),
        "it is kept as metadata_start",
    ),
    (
        "values that are none of the column",
        [["file", "level"], ["a", "3"]],
        ("a.txt",),
        "no level of the table reports (3); it is kept as metadata_level",
    ),
    (
        "a day that is none",
        [["file", "date"], ["a", "春天"]],
        ("a.txt",),
        "it is kept as metadata_date",
    ),
]


@pytest.mark.parametrize("label, table, paths, expected", SAYINGS, ids=[c[0] for c in SAYINGS])
def test_what_does_not_fit_is_said(
    label: str, table: list[list[str]], paths: tuple[str, ...], expected: str
) -> None:
    found = metadata.read(
        pd.DataFrame(table[1:], columns=table[0]),
        [Source(p.replace("/", "_").removesuffix(".txt"), p, Path(p)) for p in paths],
    )
    assert expected in "; ".join(found.said)


def test_nothing_is_said_where_all_fits() -> None:
    assert known([["file", "x"], ["a.txt", "1"], ["b", "2"], ["sub/c.txt", "3"]]).said == ()


def test_a_clash_loses_no_value() -> None:
    found = known([["file", "level", "start"], ["a", "3", "7"]], "a.txt")
    assert found.by_document["a"] == {"metadata_level": "3", "metadata_start": "7"}
    assert found.columns == ("metadata_level", "metadata_start")


@pytest.mark.parametrize("key", ["file", "File", "文件名", "path", "document_id"])
def test_names_of_the_column_of_files(key: str) -> None:
    assert known([[key, "x"], ["A.TXT", "1"]], "a.txt").by_document == {"a": {"x": "1"}}


def test_a_table_without_a_column_of_files_is_refused() -> None:
    with pytest.raises(ValueError, match=r"has no column `file`.*place, year"):
        known([["place", "year"], ["云溪县", "2012"]], "a.txt")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("metadata.csv", "file,地方\na.txt,云溪县\n".encode("gb18030")),
        ("metadata.csv", "\ufefffile,地方\r\na.txt,云溪县\r\n".encode()),
        ("Metadata.csv", "file;地方\na.txt;云溪县\n".encode("utf-16")),
        ("metadata.tsv", "file\t地方\na.txt\t云溪县\n".encode()),
    ],
)
def test_encodings_and_separators(tmp_path: Path, name: str, data: bytes) -> None:
    raw = folder(tmp_path, data, name)
    found = metadata.known(None, [raw], find_sources(raw))
    assert found is not None
    assert found.by_document["a"] == {"地方": "云溪县"}


def test_excel(tmp_path: Path) -> None:
    raw = folder(tmp_path)
    rows = {"file": ["a.txt", "b.txt"], "year": [2012, 2018], "date": [datetime(2012, 1, 5), None]}
    pd.DataFrame(rows | {"code": ["007", "010"]}).to_excel(raw / "metadata.xlsx", index=False)
    found = metadata.known(None, [raw], find_sources(raw))
    assert found is not None
    assert found.by_document["a"] == {"year": "2012", "date": "2012-01-05", "code": "007"}
    assert found.by_document["b"] == {"year": "2018", "code": "010"}


def test_a_damaged_workbook_says_what_to_do(tmp_path: Path) -> None:
    raw = folder(tmp_path, b"PK\x03\x04 no workbook", "metadata.xlsx")
    with pytest.raises(ValueError, match=r"metadata.xlsx cannot be read as a table.*Save it anew"):
        metadata.known(None, [raw], find_sources(raw))


def test_the_table_is_none_of_the_texts(tmp_path: Path) -> None:
    raw = folder(tmp_path, "file,x\na,1\n")
    row = parsed(raw).documents.set_index("path").loc["metadata.csv"]
    assert (row["status"], row["message"]) == (
        "skipped",
        "the metadata of the texts, joined to the table reports.",
    )


def test_one_that_is_named_takes_the_place_of_the_one_beside(tmp_path: Path) -> None:
    raw = folder(tmp_path, "file,x\na,1\n")
    other = tmp_path / "other.csv"
    other.write_text("file,y\na,2\n", "utf-8")
    corpus = parsed(raw, metadata=other)
    assert "x" not in corpus.reports
    assert corpus.reports.set_index("document_id").loc["a", "y"] == 2
    assert "Only" in corpus.documents.set_index("path").loc["metadata.csv", "message"]


def test_two_tables_beside_the_texts_are_refused(tmp_path: Path) -> None:
    raw = folder(tmp_path, "file,x\na,1\n")
    (raw / "metadata.tsv").write_text("file\tx\na\t1\n", "utf-8")
    with pytest.raises(ValueError, match="several tables of metadata"):
        Corpus.parse(raw)


def test_what_is_given_for_a_report_of_a_file() -> None:
    found = known([["report_id", "file", "date"], ["a#2", "", "2020"], ["", "a", "2019"]], "a.txt")
    assert found.overruling() == {"a": {None: {"date": "2019"}, 2: {"date": "2020"}}}


def test_a_warning_from_python(tmp_path: Path) -> None:
    raw = folder(tmp_path, "file,x\ngone,1\na,2\nb,2\nsub/c.txt,2\n")
    with pytest.warns(UserWarning, match="1 of its lines name no text that was read: gone"):
        Corpus.parse(raw, workers=1)


def test_on_the_command_line(tmp_path: Path) -> None:
    raw = folder(tmp_path, "file,coast\na,yes\ngone,no\n")
    result = CliRunner().invoke(app, ["parse", str(raw), "--out", str(tmp_path / "clean")])
    assert result.exit_code == 0, result.output
    assert "Metadata: metadata.csv, columns added to reports: coast" in result.output
    assert "name no text that was read: gone" in result.output
    assert "2 texts have no line in it: b, c" in result.output


def test_a_wrong_table_stops_the_command_before_anything_is_written(tmp_path: Path) -> None:
    raw = folder(tmp_path, "place\n云溪县\n")
    result = CliRunner().invoke(app, ["parse", str(raw), "--out", str(tmp_path / "clean")])
    assert result.exit_code == 2
    assert "has no column `file`" in result.output
    assert not (tmp_path / "clean").exists()


# values, what they become
TYPED = [
    (["2012", None, "2018"], "Int64"),
    (["1.5", "2"], "Float64"),
    (["01", "2"], "string"),
    (["甲", None], "string"),
    ([None, None], "string"),
    (["9" * 30], "Float64"),
]


@pytest.mark.parametrize("values, dtype", TYPED)
def test_types_of_columns(values: list[str | None], dtype: str) -> None:
    assert str(metadata.typed(values).dtype) == dtype
