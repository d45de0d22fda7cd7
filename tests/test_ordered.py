"""Ordered lists in running text: their members, and the number that is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import pipeline

HAN = "一二三四五六七八九"


def rows(text, table):
    return pipeline.read_document("a", "a.txt", text.encode()).rows[table]


def lists(text):
    return [(row["marker"], row["members"], row["missing"]) for row in rows(text, "ordered_lists")]


def verdicts(text):
    found = rows(text, "checks")
    return [
        (row["verdict"], row["expected"], row["found"])
        for row in found
        if row["kind"] == "list_numbers"
    ]


BEFORE = "河坝镇对照清单逐条整改。"
DO = ("压实责任", "精简报表", "清退群组", "公开结果")


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        (
            "in one sentence",
            "主要抓了三点：一是压实责任，二是精简报表，三是清退群组。",
            ("一是", 3, None),
        ),
        (
            "over sentences",
            "一是压实责任。每周调度。二是精简报表。三是清退群组。",
            ("一是", 3, None),
        ),
        ("over lines", "一是压实责任。\n二是精简报表。\n三是清退群组。", ("一是", 3, None)),
        ("in words", "首先，压实责任。其次，精简报表。最后，公开结果。", ("首先", 3, None)),
        (
            "第 and 其次 are one list",
            "第一，压实责任；其次，精简报表；第三，清退群组。",
            ("第一", 3, None),
        ),
        ("其一", "其一，压实责任；其二，精简报表。", ("其一", 2, None)),
        ("其一是", "其一是压实责任；其二是精简报表。", ("其一是", 2, None)),
        ("in brackets", "包括（一）压实责任，（二）精简报表两项。", ("（一）", 2, None)),
        (
            "in brackets, one missing",
            "要求如下：（一）压实责任；（三）清退群组。",
            ("（一）", 2, "2"),
        ),
        ("circled", "包括：①压实责任；②精简报表；③清退群组。", ("①", 3, None)),
        (
            "a number run into the words before it",
            "一是压实责任二是精简报表，三是清退群组。",
            ("一是", 3, None),
        ),
        ("one is missing", "一是压实责任，三是清退群组，四是公开结果。", ("一是", 3, "2")),
        ("two are missing", "一是压实责任，四是公开结果。", ("一是", 2, "2, 3")),
        ("the first is missing", "压实责任，二是精简报表，三是清退群组。", ("二是", 2, "1")),
        (
            "in words, one missing",
            "首先，压实责任。再次，清退群组。最后，公开结果。",
            ("首先", 3, "2"),
        ),
    ],
)
def test_lists(label, text, expected):
    assert lists(BEFORE + text) == [expected], label


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("one member is no list", "一是压实责任，逐项销号。"),
        ("a saying", "做人做事一是一，二是二，三是三。"),
        ("the same number twice", "实事求是，三是三，四是四。"),
        ("a word that ends so", "标准统一是前提，互不统一是难题，再次统一是出路。"),
        ("a day", "星期一是例会，星期二是下访。"),
        ("again", "首先要说清。会上再次强调了纪律，打通最后一公里。"),
        ("the articles of a rule", "依照第（一）项、第（二）项处理。"),
        ("numbers that are referred to", "见附件（一）、（二）、（三）。"),
        ("an order of merit", "排名第一的是松岭镇，第二的是枫桥镇。"),
        ("another counting", "户籍地一不了解情况，二是不牵扯利益。"),
        ("far from each other", "一是压实责任。" + "台账已经更新。" * 700 + "二是精简报表。"),
    ],
)
def test_no_list(label, text):
    assert lists(BEFORE + text) == [], label


def test_two_lists_are_two():
    text = "一是压实责任，二是精简报表。还要：一是清退群组，二是公开结果，三是回访。"
    assert lists(text) == [("一是", 2, None), ("一是", 3, None)]


def test_a_list_within_a_member():
    text = "一是压实责任，即①每周调度；②每月通报。二是精简报表。"
    assert lists(text) == [("一是", 2, None), ("①", 2, None)]


def test_span_and_members():
    text = BEFORE + "一是压实责任，每周调度；二是精简报表，减到两张。会后公开。"
    (row,) = rows(text, "ordered_lists")
    assert text[row["start"] : row["end"]] == "一是压实责任，每周调度；二是精简报表，减到两张。"
    assert row["items"] == "压实责任 | 精简报表"
    assert (row["report_id"], row["last"]) == ("a#1", 2)


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("whole", "一是压实责任，二是精简报表。", ("agrees", 2, 2)),
        ("one missing", "一是压实责任，三是清退群组。", ("disagrees", 3, 2)),
        (
            "the first may go without",
            "压实责任；二是精简报表；三是清退群组。",
            ("cannot_tell", 3, 2),
        ),
        ("written otherwise", "一是压实责任，二要精简报表，三是清退群组。", ("cannot_tell", 3, 2)),
        ("written in digits", "一是压实责任，2、精简报表，三是清退群组。", ("cannot_tell", 3, 2)),
    ],
)
def test_verdicts(label, text, expected):
    assert verdicts(BEFORE + text) == [expected], label


def test_the_missing_member_is_named():
    text = BEFORE + "一是压实责任，三是清退群组。"
    (row,) = [row for row in rows(text, "checks") if row["kind"] == "list_numbers"]
    assert "missing: 2" in row["statement"]
    assert text[row["start"] : row["end"]].startswith("一是压实责任")


def test_a_missing_heading_is_told_once():
    """A gap among headings is a doubt and no check."""
    text = "一、压实责任\n每周调度。\n三、清退群组\n逐个清退。\n四、公开结果\n张榜公示。"
    assert lists(text) == verdicts(text) == []
    assert [row["kind"] for row in rows(text, "doubts")] == ["missing_number"]


@given(st.lists(st.integers(1, 9), min_size=2, max_size=9, unique=True).map(sorted))
def test_members_and_missing_make_all_numbers(numbers):
    text = "，".join(f"{HAN[n - 1]}是{DO[n % 4]}" for n in numbers) + "。"
    for row in rows(text, "ordered_lists"):
        missing = [int(n) for n in (row["missing"] or "").split(", ") if n]
        assert row["members"] + len(missing) == row["last"]


@pytest.mark.parametrize("text", ["一是" * 60_000, "，一是，三是" * 20_000, "（一）甲" * 40_000])
def test_hostile_texts_end_soon(text):
    assert isinstance(lists(text), list)


def test_real_lists_are_whole(real):
    """No list of the five real texts leaves a number out."""
    found = real.ordered_lists
    assert len(found) >= 25
    assert found["missing"].isna().all()
