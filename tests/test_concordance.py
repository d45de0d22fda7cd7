"""Keyword in context: every place, its raw span, and contexts as wide as asked for."""

from __future__ import annotations

import re

import pytest
from bodies import report

from toolkit.analysis.concordance import COLUMNS, kwic

BODIES = [
    report("a#1", "为基层减负。", "要减\n负见效。", before="目录\n", marks={4: " -7- "}),
    report("b#1", "不减负，再减负。"),
]

CASES = [
    ("every place, in order", "减负", ["减负", "减负", "减负"]),
    ("places do not overlap", "负，再减负。", ["负，再减负。"]),
    ("signs in a string are only signs", ".", []),
    ("an expression", re.compile("[为不]"), ["为", "不"]),
    ("an expression that matches nothing but emptiness", re.compile("x*"), []),
    ("not across reports", re.compile("效。.*不", re.DOTALL), []),
    ("not there", "考核", []),
]


@pytest.mark.parametrize(("why", "term", "expected"), CASES, ids=[c[0] for c in CASES])
def test_places(why, term, expected):
    found = kwic(BODIES, term)
    assert list(found.columns) == list(COLUMNS)
    assert found["keyword"].tolist() == expected


def test_the_span_walks_back_to_the_raw_text():
    """A page mark inside the wording and the file's beginning are counted in."""
    row = kwic(BODIES, "基层减负").iloc[0]
    raw = BODIES[0].document.raw
    assert raw[row["start"] : row["end"]] == "基层减 -7- 负"
    assert (row["report_id"], row["sentence_id"]) == ("a#1", "a#1.t0001")


@pytest.mark.parametrize(
    ("why", "term", "expected"),
    [
        ("letters as wide as in the file", "ＧＤＰ增长", 1),
        ("letters as the clean text has them", "GDP增长", 1),
        ("radicals that look like characters", "⻓５", 1),
        ("other words", "ＧＤＰ减少", 0),
    ],
)
def test_a_term_is_looked_for_in_whatever_width(why, term, expected):
    assert len(kwic([report("a#1", "GDP增长5%。")], term)) == expected


def test_contexts_stay_in_the_report_and_show_line_breaks_as_spaces():
    row = kwic(BODIES, "见效", width=4).iloc[0]
    assert (row["left"], row["right"]) == ("要减 负", "。")
    assert row["sentence_id"] == "a#1.t0002"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("position", ["为基层", "不", "不减负，再"]),
        ("left", ["不", "不减负，再", "为基层"]),  # read from the keyword: 不 < 再 < 层
        ("right", ["不减负，再", "为基层", "不"]),  # 。 < 。要 < ，
    ],
)
def test_orders(sort, expected):
    assert kwic(BODIES, "减负", sort=sort)["left"].tolist() == expected


def test_sorted_by_keyword():
    found = kwic(BODIES, re.compile("[再不为]"), sort="keyword")
    assert found["keyword"].tolist() == sorted(found["keyword"])


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("", 20), "term"),
        (("  ", 20), "term"),
        (("减负", -1), "width"),
        (("减负", 20, "middle"), "position, left, right"),
    ],
)
def test_a_wrong_question_says_what_is_wrong(arguments, named):
    with pytest.raises(ValueError, match=named):
        kwic(BODIES, *arguments)


def test_every_place_in_the_samples_is_found(samples):
    found = samples.kwic("整改")
    assert len(found) == sum(body.text.count("整改") for body in samples.bodies) > 0
    for row in found.itertuples():
        raw = samples.texts[row.report_id.rpartition("#")[0]][row.start : row.end]
        assert raw[0] == "整"
        assert raw[-1] == "改"
