"""Widgets as they answer: search, browse, side by side. In a real browser: tests/browser."""

import pandas as pd
import pytest

import toolkit
from toolkit.explore import ROWS, Browser


@pytest.fixture(scope="module")
def corpus():
    return toolkit.example()


@pytest.mark.parametrize(
    ("label", "typed", "places", "said"),
    [
        ("a word", "工作群", 8, "8 places in 2 reports"),
        ("a pattern", "/会议|文件/", 8, "8 places in 2 reports"),
        ("nowhere", "督查", 0, "0 places in 0 reports"),
        ("nothing", "", 0, "0 places"),
        ("no pattern", "/(/", 3, "this is no pattern"),
    ],
)
def test_what_is_typed_is_found(corpus, label, typed, places, said):
    found = corpus.search("减负")
    found.box.value = typed
    assert said in found.said.value
    assert len(found.rows) == places


def test_a_click_shows_the_row_in_the_raw_text_with_its_span_marked(corpus):
    found = corpus.search("减负")
    found.table.selected_rows = [1]
    row = found.rows.iloc[1]
    assert f"{row.start}–{row.end}" in found.passage.value
    assert "<mark>减负</mark>" in found.passage.value
    found.table.selected_rows = []
    assert found.passage.value == ""


def test_what_has_no_page_says_so(corpus):
    rows = corpus.browse("claims")
    rows.table.selected_rows = [0]
    rows.page.value = True
    assert "its file is no PDF or scan" in rows.passage.value


@pytest.mark.parametrize("name", ["claims", "sections", "doubts", "reuse", "frames", "phrases"])
def test_any_table_can_be_browsed_and_clicked(corpus, name):
    rows = corpus.browse(name)
    assert f"{len(corpus.tables[name]):,} rows" in rows.said.value
    rows.table.selected_rows = [0]  # a phrase has no place of its own: it says what to do
    assert bool(rows.passage.value) == bool(len(corpus.tables[name]))


def test_rows_left_out_are_told(corpus):
    many = pd.concat([corpus.claims] * (ROWS // len(corpus.claims) + 1))
    assert f"The first 10,000 of {len(many):,} rows" in Browser(corpus, many).said.value


def test_texts_are_shown_not_run(tmp_path):
    (tmp_path / "a.txt").write_text("关于<script>的报告\n一、<i>问题</i>\n清理5个。\n", "utf-8")
    found = toolkit.Corpus.parse(tmp_path).search("问题")
    found.table.selected_rows = [0]
    assert "<i>问题" not in found.passage.value + found.plain()
    assert "&lt;i&gt;" in found.passage.value + found.plain()


def test_two_reports_are_marked_and_numbered_alike_on_both_sides(corpus):
    pair = corpus.side_by_side()
    assert (pair.a.value, pair.b.value) == ("list#1", "bulletin#1")
    for number in range(1, len(pair.rows) + 1):
        sides = [f"<sup>{number}</sup>" in side.value for side in (pair.left, pair.right)]
        assert sides[0] == sides[1]
    pair.table.selected_rows = [0]
    assert pair.passage.value.count("<mark>") == 2
    pair.b.value = "plan#1"
    assert "0 passages shared" in pair.said.value


def test_a_corpus_of_one_report_stands_on_both_sides(corpus):
    one = corpus.select("plan#1")
    assert one.side_by_side().b.value == "plan#1"


def test_it_speaks_chinese_too(corpus):
    toolkit.options(language="zh")
    found = corpus.search("减负")
    assert "共 3 处" in found.said.value
    assert "关键词" in found.table._dt_args["table_html"]
    found.table.selected_rows = [0]  # what is shown is titled, what is clicked is the row itself
    assert "<mark>减负</mark>" in found.passage.value


def test_stored_notebooks_show_the_first_rows_without_widgets(corpus):
    assert corpus.search("减负").plain().count("<b>减负</b>") == 3
    assert corpus.browse("claims").plain().count("<tr") == 9


@pytest.mark.parametrize(
    ("label", "start", "end", "marked"),
    [("of no length", 5, 5, "▏"), ("long", 0, 2_000, " characters) ")],
)
def test_every_span_shows_a_mark_and_none_is_endless(tmp_path, label, start, end, marked):
    (tmp_path / "a.txt").write_text("关于减负的报告\n" + "一、问题多。" * 500, "utf-8")
    found = toolkit.Corpus.parse(tmp_path).show({"document_id": "a", "start": start, "end": end})
    assert marked in found.excerpts[0].marked
    assert len(found.excerpts[0].marked) < 700
