"""Formulaicity: every letter is copied, formula or the report's own, and nothing is counted twice."""

import pandas as pd
import pytest
from test_reuse import AFTER, BEFORE, PASSAGE, body

from toolkit.across.compared import Compared
from toolkit.analysis.formulaicity import COLUMNS, formulaicity

NO_PHRASES = pd.DataFrame({"phrase": [], "n": [], "report_id": []})
NO_MATCHES = pd.DataFrame({"frame_id": [], "report_id": [], "start": [], "end": [], "slots": []})
SHORT = "对照检查清单逐条逐项抓好整改"  # 14 letters: shared, but too short for a copy
MIDDLE = "把整治成果固化为制度规范并在全市范围内推广应用"  # 23 letters


def table(texts, phrases=NO_PHRASES, matches=NO_MATCHES, seed=0, draws=200):
    bodies = [body(f"d{at}#1", text) for at, text in enumerate(texts)]
    found = formulaicity(Compared(bodies), phrases, matches, seed, draws)
    return found.set_index("report_id")


def phrases(*rows):
    """Counts of phrases, each in so many reports."""
    counts = [(phrase, n, f"d{at}#1") for phrase, n, reports in rows for at in range(reports)]
    return pd.DataFrame(counts, columns=["phrase", "n", "report_id"])


@pytest.mark.parametrize(
    ("label", "texts", "copied", "formula"),
    [
        ("nothing shared", [BEFORE, AFTER], 0, 0),
        ("all copied", [PASSAGE, BEFORE + PASSAGE], 1, 0),
        ("a short passage is formula", [SHORT, SHORT + "。" + BEFORE], 0, 1),
        ("of middling length, in two reports: copied", [MIDDLE, MIDDLE + AFTER], 1, 0),
        (
            "of middling length, in five reports: formula",
            [MIDDLE + c for c in "甲乙丙丁戊"],
            0,
            23 / 24,
        ),
        ("long, in five reports: copied all the same", [PASSAGE] * 5, 1, 0),
        ("an empty report", ["", PASSAGE], 0, 0),
    ],
)
def test_classes(label, texts, copied, formula):
    row = table(texts).iloc[0]
    assert (row["copied"], row["formula"]) == pytest.approx((copied, formula), abs=1e-6), label


def test_a_copy_with_changed_numbers_is_a_copy():
    """A number changed in every clause leaves no long exact passage, but a long aligned one."""
    row = table(
        [PASSAGE, PASSAGE.replace("86", "73").replace("37", "29").replace("1.5", "2")]
    ).iloc[0]
    assert row["copied"] > 0.9


@pytest.mark.parametrize(
    ("label", "phrase", "formula"),
    [
        ("a phrase of three words that others have", ("摸底排查工作", 3, 4), 6 / 16),
        ("a phrase no other report has", ("摸底排查工作", 3, 1), 0),
        ("two words are no phrase", ("摸底排查", 2, 4), 0),
        ("not in this report", ("压减会议文件", 3, 4), 0),
        ("spaces in the phrase do not count", ("摸底 排查 工作", 3, 4), 6 / 16),
    ],
)
def test_phrases_are_formula(label, phrase, formula):
    others = list("甲乙丙丁")
    row = table(["本月全面完成摸底排查工作任务部署", *others], phrases(phrase)).iloc[0]
    assert row["formula"] == pytest.approx(formula, abs=1e-6), label


@pytest.mark.parametrize(
    ("label", "reports", "formula"),
    [("a frame of several reports", ["d0#1", "d1#1"], 4 / 10), ("of one", ["d0#1", "d0#1"], 0)],
)
def test_only_the_fixed_wording_of_a_frame_is_formula(label, reports, formula):
    matches = pd.DataFrame(
        {
            "frame_id": ["f1", "f1"],
            "report_id": reports,
            "start": [1, 1],
            "end": [9, 9],
            "slots": ["包联共建", None],
        }
    )
    found = table(
        ["要建立包联共建机制了", "要建立"], matches=matches.iloc[:1] if not formula else matches
    )
    assert found.loc["d0#1", "formula"] == pytest.approx(formula), label


def test_shares_add_up_to_one():
    texts = [PASSAGE + BEFORE, PASSAGE + AFTER, SHORT + AFTER, SHORT]
    found = table(texts, phrases(("对照台账回访", 3, 2)))
    assert (found["copied"] + found["formula"] + found["own"]).tolist() == pytest.approx([1] * 4)
    assert list(table([]).reset_index().columns) == COLUMNS


def interval(row, name):
    return row[f"{name}_low"], row[f"{name}_high"]


def test_a_share_that_hangs_on_one_report_may_be_nothing():
    """Drawn again, the one other report that has the passage is missing in every third draw."""
    row = table([PASSAGE + BEFORE, PASSAGE, *"甲乙丙丁"]).iloc[0]
    assert interval(row, "copied") == (0, row["copied"])
    assert interval(row, "own") == (row["own"], 1)


def test_a_share_that_many_reports_bear_out_is_sure():
    row = table([PASSAGE + BEFORE, *[PASSAGE] * 12]).iloc[0]
    assert interval(row, "copied") == (row["copied"], row["copied"])


def test_nothing_shared_has_no_width():
    row = table([BEFORE, AFTER]).iloc[0]
    assert interval(row, "copied") == interval(row, "formula") == (0, 0)
    assert interval(row, "own") == (1, 1)


def test_a_formula_becomes_a_copy_with_fewer_reports():
    """A passage of middling length in five reports is formula; with fewer of them, a copy."""
    row = table([MIDDLE + c for c in "甲乙丙丁戊"]).iloc[0]
    assert row["copied"] == 0 < row["copied_high"]


def test_intervals_hold_the_share_and_keep_with_the_seed():
    texts = [PASSAGE + BEFORE, PASSAGE + AFTER, SHORT + AFTER, SHORT, MIDDLE + PASSAGE, MIDDLE]
    found = table(texts, phrases(("对照台账回访", 3, 2)))
    for name in ("copied", "formula", "own"):
        assert (found[f"{name}_low"] <= found[name]).all()
        assert (found[name] <= found[f"{name}_high"]).all()
    again = table(texts, phrases(("对照台账回访", 3, 2)))
    pd.testing.assert_frame_equal(found, again)
    narrow = table(texts, draws=0)
    assert (narrow["copied_low"] == narrow["copied_high"]).all()


def test_a_long_report_is_read_in_parts(monkeypatch):
    texts = [PASSAGE + BEFORE + MIDDLE, PASSAGE + AFTER, MIDDLE + AFTER]
    whole = table(texts)
    monkeypatch.setattr("toolkit.analysis.formulaicity.AT_A_TIME", 7)
    pd.testing.assert_frame_equal(table(texts), whole)


def test_what_a_report_rests_on():
    found = table([PASSAGE + BEFORE, PASSAGE, BEFORE, AFTER])
    assert found.loc["d0#1", "rests_on"].startswith("d1#1 0.")
    assert "d2#1" not in found.loc["d0#1", "rests_on"].partition(";")[0]
    assert found.loc["d1#1", "rests_on"] == "d0#1 1.00"
    assert pd.isna(found.loc["d3#1", "rests_on"])


def test_real_excerpt_is_copied(real):
    found = real.formulaicity()
    excerpt = found[found["report_id"].str.startswith("001")].iloc[0]
    assert excerpt["copied"] > 0.88
    assert excerpt["rests_on"].startswith("000")
