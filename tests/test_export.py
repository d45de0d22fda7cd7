"""Tables, texts and folders for other programs, read back by what reads them there."""

from __future__ import annotations

import json
import os
import re
from html.parser import HTMLParser

import docx
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from lxml import etree

from toolkit import Corpus, figures
from toolkit.export import deposit, page

TEXT = """青山市2024年政府工作报告

一、过去一年工作
地区生产总值增长5.2%，新增就业3万人。精简会议12次，压减文件30%。

二、今年重点任务
坚持减负增效。推动改革，完善制度。地区生产总值增长5%左右。
"""
HOSTILE = pd.DataFrame(
    {
        "text": ["=1+1", "50% & $5_000 {a} \\ ~^", "喜报\x1b\n第二行", None],
        "end": pd.array([1, None, 3, 4], dtype="Int64"),
        "share": [0.12345, None, 2.0, 1234567.0],
        "met": pd.array([True, False, None, True], dtype="boolean"),
        "地区 名": ["甲" * 3000, "乙", "", "丙"],
    }
)
MEANINGS = {"share": "A share of things. " * 9, "text": "Words"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw")
    (folder / "青山.txt").write_text(TEXT, encoding="utf-8")
    return Corpus.parse(folder, workers=1)


def saved(corpus, path, table=HOSTILE, **more):
    corpus.save_table(table, path, meanings=MEANINGS, **more)
    first = path.read_bytes()
    corpus.save_table(table, path, meanings=MEANINGS, **more)
    assert path.read_bytes() == first, "not the same bytes"
    return path


def test_excel_has_types_a_codebook_and_no_formula(corpus, tmp_path):
    book = openpyxl.load_workbook(saved(corpus, tmp_path / "t.xlsx"))
    rows = list(book["table"].values)
    assert rows[1][:4] == ("'=1+1", 1, 0.12345, True)
    assert all(cell.data_type != "f" for row in book["table"].iter_rows() for cell in row)
    again = pd.read_excel(tmp_path / "t.xlsx")
    assert again["share"].dtype == float and again["end"].isna().tolist() == [
        False,
        True,
        False,
        False,
    ]
    codebook = {row[0]: row[2] for row in book["codebook"].values}
    assert codebook["text"] == "Words"


def test_stata_has_labels_lengths_and_names(corpus, tmp_path):
    path = saved(corpus, tmp_path / "t.dta", title="Title")
    assert path.read_bytes()[28:31] == b"118"
    with pd.io.stata.StataReader(path) as reader:
        again, labels = reader.read(), reader.variable_labels()
    assert list(again.columns) == ["text", "end_", "share", "met", "地区_名"]
    assert again["地区_名"].str.len().tolist() == [3000, 1, 0, 1]
    assert again["met"].tolist()[:2] == [1.0, 0.0] and pd.isna(again["met"][2])
    assert labels["text"] == "Words" and len(labels["share"]) == 80


def test_spss_has_labels(corpus, tmp_path):
    again, meta = pyreadstat.read_sav(saved(corpus, tmp_path / "t.sav"))
    assert meta.column_names_to_labels["text"] == "Words"
    assert again["share"][2] == 2.0 and pd.isna(again["share"][1])
    assert again["地区_名"][0] == "甲" * 3000
    assert meta.creation_time.isoformat() == "1980-01-01T00:00:00"


def test_latex_is_escaped_and_has_booktabs(corpus, tmp_path):
    text = saved(corpus, tmp_path / "t.tex", HOSTILE.iloc[:, :4], title="5 % & more").read_text(
        "utf-8"
    )
    assert r"50\% \& \$5\_000 \{a\} \textbackslash" in text
    assert all(rule in text for rule in (r"\toprule", r"\midrule", r"\bottomrule"))
    assert r"\caption{5 \% \& more}" in text and "lrrr" in text


def test_word_has_a_table_with_three_rules(corpus, tmp_path):
    made = docx.Document(str(saved(corpus, tmp_path / "t.docx", HOSTILE.iloc[:, :4], title="表1")))
    (table,) = made.tables
    assert made.paragraphs[0].text == "表1"
    assert [cell.text for cell in table.rows[0].cells] == ["text", "end", "share", "met"]
    assert table.cell(4, 2).text == "1,234,567" and table.cell(2, 1).text == ""
    assert len(re.findall(r'<w:(?:top|bottom) w:val="single"', table._tbl.xml)) == 3 * 4


@pytest.mark.parametrize("ending", ["xlsx", "dta", "sav"])
def test_every_table_of_a_corpus_can_be_written(corpus, tmp_path, ending):
    for name in ("documents", "reports", "claims", "sentences", "checks", "repairs"):
        corpus.save_table(name, tmp_path / f"{name}.{ending}")
    if ending == "dta":
        with pd.io.stata.StataReader(tmp_path / "claims.dta") as reader:
            assert all(reader.variable_labels().values())


@pytest.mark.parametrize(
    ("table", "name", "said"),
    [
        ("claims", "claims.ods", r"written as \.xlsx \(Excel\), \.dta"),
        ("claim", "claims.dta", "no table 'claim'"),
        (pd.DataFrame({"a": range(201)}), "t.tex", "no table to read"),
    ],
)
def test_what_cannot_be_written_is_said(corpus, tmp_path, table, name, said):
    with pytest.raises(ValueError, match=said):
        corpus.save_table(table, tmp_path / name)


def test_texts_hold_the_words_that_are_counted(corpus, tmp_path):
    corpus.save_texts(tmp_path / "texts")
    known = pd.read_csv(tmp_path / "texts" / "metadata.csv", encoding="utf-8-sig")
    (file,) = known["file"]
    text = (tmp_path / "texts" / file).read_text("utf-8")
    counts = corpus.phrase_counts
    words = counts[counts["n"] == 1].set_index("phrase")["frequency"]
    assert {word: text.split().count(word) for word in words.index} == words.to_dict()
    with pytest.raises(FileExistsError, match="Choose an empty folder"):
        corpus.save_texts(tmp_path / "texts")
    corpus.save_texts(tmp_path / "uncut", cut=False)
    assert "精简会议12次，压减文件30%。" in (tmp_path / "uncut" / file).read_text("utf-8")


def test_conllu_keeps_to_its_form_and_to_the_raw_text(corpus, tmp_path):
    corpus.save_conllu(tmp_path / "c.conllu")
    text = (tmp_path / "c.conllu").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {10}
    (raw,) = corpus.texts.values()
    for row in rows:
        places = dict(part.split("=") for part in row[9].split("|"))
        assert raw[int(places["Start"]) : int(places["End"])] == row[1]
    sentences = text.strip().split("\n\n")
    assert all(re.search(r"^1\t", s, re.MULTILINE) for s in sentences)
    assert text.endswith("\n\n")


def test_a_study_folder_can_be_deposited(corpus, tmp_path):
    study = tmp_path / "study"
    corpus.save(study / "tables")
    (study / ".lock").write_text("")
    corpus.save_deposit(study, "Reports", creator="A. Researcher", license="CC-BY-4.0")
    crate = json.loads((study / "ro-crate-metadata.json").read_text("utf-8"))
    graph = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(graph) == len(crate["@graph"])
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    parts = {part["@id"] for part in graph["./"]["hasPart"]}
    files = {p.relative_to(study).as_posix() for p in study.rglob("*") if p.is_file()}
    assert parts == {f for f in files if "lock" not in f} - {"ro-crate-metadata.json"}
    assert (
        graph["tables/claims.csv"]["name"] == "Numeric claims" or graph["tables/claims.csv"]["name"]
    )
    book = etree.fromstring((study / "ddi.xml").read_bytes())
    names = {"d": deposit.DDI}
    files_of = {var.get("files") for var in book.findall(".//d:var", names)}
    assert "F_claims" in files_of
    values = book.findall(".//d:var[@name='modality']/d:catgry/d:catValu", names)
    assert [value.text for value in values][:2] == ["fact", "target"]
    before = (study / "ddi.xml").read_bytes(), (study / "ro-crate-metadata.json").read_bytes()
    corpus.save_deposit(study, "Reports", creator="A. Researcher", license="CC-BY-4.0")
    assert before == (
        (study / "ddi.xml").read_bytes(),
        (study / "ro-crate-metadata.json").read_bytes(),
    )


class Page(HTMLParser):
    """What a page loads, its headings and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded, self.sections, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.loaded += [given[name] for name in ("src", "href") if name in given]
        self.sections += [given["id"]] if tag == "section" else []

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_page_stands_alone(corpus, tmp_path, language):
    reports = corpus.reports
    drawn = figures.report_sizes(reports, language)
    figures.export(*drawn, "01-sizes", tmp_path / "figures")
    path = page.write(tmp_path, corpus, language)
    first = path.read_bytes()
    assert page.write(tmp_path, corpus, language).read_bytes() == first
    made = Page(first.decode())
    assert all(one.startswith(("data:", "#")) for one in made.loaded)
    assert "http" not in first.decode().partition("<body>")[0]
    assert {"files", "checks", "methods", "fingerprint", "figures"} <= set(made.sections)
    said = " ".join(made.words)
    assert {"en": "Length of each report", "zh": "各报告篇幅"}[language] in said
    assert "青山市2024年政府工作报告" in said and corpus.about["version"] in said
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_nothing_of_a_text_is_markup_on_the_page(tmp_path):
    (tmp_path / "raw").mkdir()
    name = "<b>x" if os.name == "posix" else "x"
    (tmp_path / "raw" / f"{name}.txt").write_text(
        "关于<script>alert(1)</script>减负的通报\n\n一、会议过多。\n", encoding="utf-8"
    )
    made = page.write(tmp_path, Corpus.parse(tmp_path / "raw", workers=1)).read_text("utf-8")
    assert "<script" not in made and "<b>x" not in made
