"""Spans for other tools: each format read back by its own rules gives the words of the spans."""

from __future__ import annotations

import json
import re
import zipfile
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from toolkit import Corpus, pipeline
from toolkit.tables import tables

TEXT = "2024年河坝镇工作总结\n全年新建道路12公里，建成𠀀桥3座。\n新增就业人数150人，同比增长6%。\n"


@pytest.fixture(scope="module")
def corpus():
    document = pipeline.read_document("a", "a.txt", TEXT.encode())
    return Corpus(tables.unchecked({"documents": [document.row], **document.rows}), {"a": TEXT})


def words(corpus):
    return [TEXT[row.start : row.end] for row in corpus.claims.itertuples()]


def test_label_studio(corpus, tmp_path):
    corpus.export_spans("claims", tmp_path / "spans.json", "unit")
    (task,) = json.loads((tmp_path / "spans.json").read_text("utf-8"))
    results = [result["value"] for result in task["predictions"][0]["result"]]
    assert [task["data"]["text"][v["start"] : v["end"]] for v in results] == words(corpus)
    assert [v["labels"][0] for v in results] == corpus.claims["unit"].tolist()


def test_back_from_label_studio(corpus, tmp_path):
    corpus.export_spans("claims", tmp_path / "spans.json")
    tasks = json.loads((tmp_path / "spans.json").read_text("utf-8"))
    result = tasks[0]["predictions"][0]["result"]
    new = {**result[0], "value": {"start": 0, "end": 4, "text": "2024", "labels": ["claims"]}}
    tasks[0]["annotations"] = [{"result": [*result[1:], new]}]
    (tmp_path / "back.json").write_text(json.dumps(tasks), "utf-8")
    found = corpus.compare_spans("claims", tmp_path / "back.json")
    said = found.set_index("found")["text"]
    assert (said["ours"], said["theirs"]) == (words(corpus)[0], "2024")
    assert (found["found"] == "both").sum() == len(corpus.claims) - 1


@pytest.mark.parametrize("name", ["spans.zip", "spans.qdpx"])
def test_back_from_the_others(corpus, tmp_path, name):
    """What was written is read as it was; a span taken out and one put in there are told."""
    corpus.export_spans("claims", tmp_path / name, "unit")
    found = corpus.compare_spans("claims", tmp_path / name, "unit")
    assert found["found"].eq("both").all() and len(found) == len(corpus.claims)
    less = Corpus(corpus.tables | {"claims": corpus.claims.iloc[1:]}, corpus.texts)
    found = less.compare_spans("claims", tmp_path / name, "unit")
    assert found.loc[found["found"] == "theirs", "text"].tolist() == words(corpus)[:1]


def test_webanno(corpus, tmp_path):
    corpus.export_spans("claims", tmp_path / "spans.zip", "kind")
    with zipfile.ZipFile(tmp_path / "spans.zip") as file:
        lines = file.read("a.tsv").decode().split("\n")
    utf16 = TEXT.encode("utf-16-le")
    found: dict[str, str] = {}
    for line in lines:
        if re.match(r"\d+-\d+\t", line):
            _, place, word, labels, _ = line.split("\t")
            start, end = (2 * int(edge) for edge in place.split("-"))
            assert utf16[start:end].decode("utf-16-le") == word
            for number in re.findall(r"\[(\d+)\]", labels):
                found[number] = found.get(number, "") + word
    assert list(found.values()) == words(corpus)


def test_qdpx(corpus, tmp_path):
    corpus.export_spans("claims", tmp_path / "spans.qdpx", "kind")
    name = "{urn:QDA-XML:project:1.0}"
    with zipfile.ZipFile(tmp_path / "spans.qdpx") as file:
        project = ET.fromstring(file.read("project.qde"))
        (source,) = project.iter(f"{name}TextSource")
        inside = source.get("plainTextPath").removeprefix("internal://")
        text = file.read(f"sources/{inside}").decode()
    codes = {code.get("guid"): code.get("name") for code in project.iter(f"{name}Code")}
    places = list(source.iter(f"{name}PlainTextSelection"))
    spans = [text[int(p.get("startPosition")) : int(p.get("endPosition"))] for p in places]
    kinds = [codes[ref.get("targetGUID")] for ref in source.iter(f"{name}CodeRef")]
    assert spans == words(corpus)
    assert kinds == corpus.claims["kind"].tolist()


@pytest.mark.parametrize("name", ["spans.json", "spans.zip", "spans.qdpx"])
def test_the_same_bytes_each_time(corpus, tmp_path, name):
    paths = [tmp_path / "1" / name, tmp_path / "2" / name]
    for path in paths:
        path.parent.mkdir()
        corpus.export_spans("mentions", path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize(
    ("table", "name", "said"),
    [("claims", "spans.doc", "has to end in"), ("documents", "spans.json", "no place")],
)
def test_what_cannot_be_written_is_said(corpus, tmp_path, table, name, said):
    with pytest.raises(ValueError, match=said):
        corpus.export_spans(table, tmp_path / name)


def test_a_file_of_another_kind_is_said(corpus, tmp_path):
    (tmp_path / "x.json").write_text('{"a": 1}', "utf-8")
    with pytest.raises(ValueError, match="no export of Label Studio"):
        corpus.compare_spans("claims", tmp_path / "x.json")
    assert isinstance(corpus.claims, pd.DataFrame)
