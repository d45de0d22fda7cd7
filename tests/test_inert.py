"""Text is data: no spreadsheet, terminal, notebook or figure acts on what a report says."""

import csv
import os
import socket
import subprocess

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.text import Text
from test_figures import drawn, invented
from test_tables import DOCUMENT, REPORT
from typer.testing import CliRunner

from toolkit import Corpus
from toolkit.commands import notebooks
from toolkit.commands.cli import app
from toolkit.tables import csvfile, inert, tables

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
HOSTILE = st.text(st.sampled_from("=+-@＝－'\"“ \t\r\n\u3000\ufeff\0,;甲1"), max_size=6)
CELLS = st.lists(st.one_of(st.none(), WORDS, HOSTILE), min_size=1, max_size=6)

# label, a text, whether a spreadsheet would run it
RUN = [
    ("a sum", "=1+1", True),
    ("a link out", '=HYPERLINK("http://x","点我")共3项', True),
    ("a number with its sign", "+86号文件", True),
    ("what differs", "-县+镇", True),
    ("a name called", "@所有人", True),
    ("after a blank", " =1+1", True),
    ("after a wide blank", "\u3000=1+1", True),
    ("after a quote", '"=1+1', True),
    ("after a Chinese quote", "“=1+1", True),
    ("after an apostrophe of its own", "'=1+1", True),
    ("after a byte-order mark", "\ufeff=1+1", True),
    ("after a line end", "\r\n=1+1", True),
    ("a tab", "\t1", True),
    ("a carriage return", "\r1", True),
    ("full width", "＝1+1", True),
    ("a minus sign", "−5", True),
    ("small forms", "﹣5", True),
    ("a sign inside", "减少-5%", False),
    ("an address", "a@b", False),
    ("a quotation", "“三公”经费", False),
    ("a word", "共3项", False),
    ("nothing", "", False),
    ("a line end", "\n共3项", False),
    ("a dash", "——共3项", False),
]


@pytest.mark.parametrize(("label", "text", "runs"), RUN, ids=[case[0] for case in RUN])
def test_a_cell_that_a_spreadsheet_runs_is_guarded_and_given_back(tmp_path, label, text, runs):
    csvfile.write(tmp_path / "a.csv", [pd.DataFrame({"text": [text], "n": [1]})])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (cell,) = (row["text"] for row in csv.DictReader(file))
    assert cell == ("'" + text if runs else text)
    back = csvfile.read(tmp_path / "a.csv", {"text": "string", "n": "integer"})
    assert back["text"].tolist() == [text]


def test_numbers_stay_numbers(tmp_path):
    frame = pd.DataFrame(
        {
            "whole": pd.array([-1, None], "Int64"),
            "part": pd.array([-0.1, 1e-7], "Float64"),
            "plain": [-5, 2],
            "hole": [-2.5, np.nan],
            "mixed": [-3, "-3"],
            "yes": [True, False],
        }
    )
    csvfile.write(tmp_path / "a.csv", [frame])
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines() == [
        "whole,part,plain,hole,mixed,yes",
        "-1,-0.1,-5,-2.5,-3,True",
        ",1e-07,2,,'-3,False",
    ]


def as_pandas_writes(frame: pd.DataFrame) -> bytes:
    text = frame.to_csv(index=False, lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode()


@given(st.lists(st.tuples(WORDS, st.integers(-9, 9), st.floats(allow_nan=False)), min_size=1))
def test_what_needs_no_guard_is_written_as_pandas_writes_it(tmp_path_factory, rows):
    rows = [(f"甲{text}", whole, part) for text, whole, part in rows]
    frame = pd.DataFrame(rows, columns=["a", "b", "c"])
    path = tmp_path_factory.getbasetemp() / "plain.csv"
    csvfile.write(path, [frame])
    assert path.read_bytes() == as_pandas_writes(frame)


@given(CELLS)
@example(["", None, "'", "''", "'=", "\0", "NA", "nan", '"', '""', "\r\n", "\ufeff"])
def test_any_texts_come_back_from_a_csv(tmp_path_factory, values):
    frame = pd.DataFrame({"a": pd.array(values, "string"), "n": range(len(values))})
    path = tmp_path_factory.getbasetemp() / "any.csv"
    csvfile.write(path, [frame])
    back = csvfile.read(path, {"a": "string", "n": "integer"})
    assert [None if pd.isna(v) else v for v in back["a"]] == values
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [row["a"] for row in csv.DictReader(file)]
    assert all(cell.startswith("'") for cell in cells if inert.is_formula(cell))


@settings(max_examples=10)
@given(CELLS, WORDS)
def test_any_texts_come_back_from_a_study(tmp_path_factory, values, text):
    rows = {
        "documents": [DOCUMENT | {"characters": len(text)}],
        "reports": [
            REPORT | {"report_id": f"a#{n}", "title": value, "start": 0, "end": len(text)}
            for n, value in enumerate(values, 1)
        ],
    }
    folder = tmp_path_factory.mktemp("study")
    frames = tables.make(rows)
    tables.write(frames, {"a": text}, folder, {})
    back, texts, _ = tables.read(folder)
    assert texts == {"a": text}
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(back[name], frame)
        pd.testing.assert_frame_equal(tables.read_csv(folder / f"{name}.csv"), frame)


@given(st.text(), st.text(alphabet="\n\t"))
def test_what_is_shown_has_no_control_character(text, keep):
    shown = inert.visible(text, keep)
    assert not inert.HIDDEN.search(shown.translate({ord(char): None for char in keep}))
    assert inert.visible(shown, keep) == shown
    shown.encode()


HARMFUL = "list\x1b[2J\x07\u202e一\n二"


def test_names_and_messages_are_shown_in_the_summary(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / f"{HARMFUL}.txt").write_bytes(b"\x00\xff" * 90)
    (tmp_path / "raw" / "a.txt").write_text("关于减负的通报\n共3项。\n", "utf-8")
    said = CliRunner().invoke(app, ["parse", str(tmp_path / "raw"), "--out", str(tmp_path / "out")])
    assert r"list\x1b[2J\x07\u202e一\n二.txt (failed)" in said.output
    documents = Corpus.load(tmp_path / "out").documents
    for column in ("document_id", "path", "message"):
        assert not any(map(inert.HIDDEN.search, documents[column].dropna()))


def test_wrong_usage_is_said_without_sending_it(tmp_path):
    said = CliRunner().invoke(app, ["parse", str(tmp_path / HARMFUL)])
    assert said.exit_code == 2
    assert r"list\x1b[2J" in said.output and "\x1b" not in said.output


PAGE = "上文\x1b[31m<b>$x$</b>\r\n下文\x00。"


def test_a_table_without_columns_is_an_empty_file(tmp_path):
    csvfile.write(tmp_path / "a.csv", [pd.DataFrame(index=range(2))])
    assert (tmp_path / "a.csv").read_bytes() == csvfile.BOM


@pytest.fixture
def corpus() -> Corpus:
    document = DOCUMENT | {"document_id": "<i>", "characters": len(PAGE)}
    report = REPORT | {"report_id": "<i>#1", "document_id": "<i>", "title": PAGE, "end": len(PAGE)}
    frames = tables.make({"documents": [document], "reports": [report]})
    return Corpus(frames, {"<i>": PAGE}, {})


def test_a_passage_is_shown_as_text(corpus):
    shown = corpus.show(corpus.reports.iloc[0])
    assert r"\x1b[31m<b>$x$</b>" in repr(shown) and r"下文\x00" in repr(shown)
    page = shown._repr_html_()
    assert "\x1b" not in page and "\x00" not in page
    assert "&lt;b&gt;$x$&lt;/b&gt;" in page and "&lt;i&gt;" in page and "<b>" not in page
    assert "tex2jax_ignore" in page and "mathjax_ignore" in page
    assert shown.excerpts[0].marked == PAGE


@pytest.mark.parametrize("name", ["documents", "reports"])
def test_a_table_in_a_notebook_is_text(corpus, name):
    page = corpus.tables[name]._repr_html_()
    assert "tex2jax_ignore" in page and "mathjax_ignore" in page
    assert "<i>" not in page and "<b>" not in page


def test_no_figure_reads_a_formula():
    for name, (figure, _) in drawn(invented(), "zh").items():
        texts = [t for t in figure.findobj(Text) if any("一" <= c <= "龥" for c in t.get_text())]
        assert texts and not any(text.get_parse_math() for text in texts), name


def test_a_parameter_is_a_value_whatever_it_says(tmp_path):
    said = "x\"\n__import__('os').mkdir('made')\n\\\"#'''{clean}$HOME"
    cells = [nbformat.v4.new_code_cell(c, id=c[:4]) for c in ("note = ''", "print(repr(note))")]
    cells[0].metadata["tags"] = ["parameters"]
    (tmp_path / "in").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "in" / "a.ipynb")
    notebooks.execute_all(tmp_path / "in", tmp_path / "out", {"note": said})
    (output,) = nbformat.read(tmp_path / "out" / "a.ipynb", 4).cells[-1].outputs
    assert output.text.strip() == repr(said)
    assert not list(tmp_path.rglob("made"))


def test_nothing_is_fetched_and_nothing_is_run(tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a text was acted on")

    for where, name in [
        (socket.socket, "connect"),
        (socket, "create_connection"),
        (socket, "getaddrinfo"),
        (subprocess, "Popen"),
        (os, "system"),
    ]:
        monkeypatch.setattr(where, name, refuse)
    (tmp_path / "a.txt").write_text(
        "关于减负的通报\n详见http://example.org/a.png，共3项。\n"
        '<img src="http://example.org/b.png"><script>fetch("http://example.org")</script>\n'
        "__import__('os').system('true')；{{7*7}}；$(touch x)；%s%n\n",
        "utf-8",
    )
    corpus = Corpus.parse(tmp_path / "a.txt", workers=1)
    corpus.save(tmp_path / "study")
    corpus = Corpus.load(tmp_path / "study")
    assert "http://example.org" in corpus.show(corpus.reports.iloc[0])._repr_html_()
    assert len(corpus.kwic("touch")) == 1


def test_the_samples_hold_no_cell_that_runs(samples_clean):
    for path in sorted(samples_clean.glob("*.csv")):
        types = {c.name: c.type for c in tables.TABLES[path.stem].columns}
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                cells = [cell for name, cell in row.items() if types[name] == "string"]
                assert not any(cell[:1] in set("=+-@\t\r＝＋－＠") for cell in cells), path.name
