"""Recurring problems: the same under nearly the same name, and no two that only sound alike."""

import pandas as pd
import pytest

from measure.problems import learn, score
from toolkit import lexicon
from toolkit.analysis.problems import COLUMNS, recurring_problems


def records(*problems):
    return pd.DataFrame(
        [(f"d{at}#1", problem) for at, problem in enumerate(problems)],
        columns=["report_id", "problem"],
    )


@pytest.mark.parametrize(
    ("label", "problems", "groups"),
    [
        ("the same words", ["报表重复报送", "报表重复报送"], [("报表重复报送", 2, 1)]),
        (
            "marks do not count",
            ["群组“僵而不死”，成负担", "群组僵而不死,成负担"],
            [("群组“僵而不死”，成负担", 2, 2)],
        ),
        (
            "nearly the same",
            ["报表重复报送，基层疲于应付", "报表重复报送，村里疲于应付"],
            [("报表重复报送，基层疲于应付", 2, 2)],
        ),
        ("another problem", ["报表重复报送", "考勤纪律松弛"], []),
        ("two things that are said to be amiss alike", ["合同管理不规范", "印章管理不规范"], []),
        (
            "one thing with other names, said to be amiss otherwise",
            ["公务用车派车单填写不完整", "公车管理不规范"],
            [("公务用车派车单填写不完整", 2, 2)],
        ),
        (
            "the first clause is alike",
            ["对上汇报报喜不报忧，数据不实", "对上汇报报喜不报忧，剖析问题避重就轻轻描淡写"],
            [("对上汇报报喜不报忧，剖析问题避重就轻轻描淡写", 2, 2)],
        ),
        (
            "the thing before the fault",
            ["水费台账未及时登记", "水费台账混乱缺页"],
            [("水费台账未及时登记", 2, 2)],
        ),
        (
            "things of the lexicon",
            ["私车公养现象反弹", "公车维修费用把关不严"],
            [("公车维修费用把关不严", 2, 2)],
        ),
        ("other things of the lexicon", ["预算编制不完整", "政府采购预算编制不完整"], []),
        (
            "the same told otherwise",
            ["教室灭火器压力不足", "库房的消防器材过期未换"],
            [("库房的消防器材过期未换", 2, 2)],
        ),
        ("a fault in common", ["校车未按期年检", "电梯未按期检验"], []),
        ("only an ending in common", ["会议计划执行不到位", "台账管理落实不到位"], []),
        ("no problem named", [None, None], []),
        ("a single letter", ["空", "空"], [("空", 2, 1)]),
    ],
)
def test_problems(label, problems, groups):
    found = recurring_problems(records(*problems))
    rows = found[["problem", "reports", "wordings"]].itertuples(index=False, name=None)
    assert list(rows) == groups, label


def test_one_report_alone_does_not_recur():
    twice = records("报表重复报送", "报表重复报送").assign(report_id="d0#1")
    found = recurring_problems(twice)
    assert found.empty
    assert list(found.columns) == COLUMNS


def test_the_most_widespread_comes_first_and_names_its_reports():
    found = recurring_problems(records("会多", "会多", "文多", "文多", "文多"))
    assert found["problem"].tolist() == ["文多", "会多"]
    assert found["where"].tolist() == ["d2#1, d3#1, d4#1", "d0#1, d1#1"]


def test_real_problems_that_recur(real):
    """Those of the copied excerpt, and those two lists of one city name nearly alike."""
    found = recurring_problems(real.records)
    assert len(found) >= 8
    assert (found["wordings"] > 1).any()


def test_the_weights_are_those_learnt_from_the_labels():
    rows = lexicon.table("problem_likeness")
    assert {row["sign"]: float(row["weight"]) for row in rows} == pytest.approx(learn(), abs=0.02)


def test_wordings_labelled_by_hand():
    """As audit lists name them; `measure.problems` shows the groups."""
    found = score()
    assert found["groups"] >= 25
    assert found["groups right"] >= 0.85 * found["groups"]
