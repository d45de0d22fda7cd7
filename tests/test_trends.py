"""Rates by time and kind: worked by hand; no date is no point in time."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis.trends import trends

REPORTS = pd.DataFrame(
    {
        "report_id": ["a#1", "a#2", "b#1", "c#1", "d#1"],
        "kind": ["article", "article", "work_report", "article", "work_report"],
        "date": ["2024-05-06", "2024-11", "2025", None, "2025-01-02"],
        "characters": [1_000, 3_000, 2_000, 500, 2_000],
    }
).astype({"date": "string"})
COUNTS = pd.DataFrame(
    [
        ("减负", 1, "a#1", 2),
        ("减负", 2, "a#1", 1),
        ("减负", 1, "a#2", 1),
        ("减负", 1, "c#1", 5),
        ("整治", 1, "b#1", 4),
    ],
    columns=["phrase", "n", "report_id", "frequency"],
)

CASES = [
    ("year", "2024", 2, 4, 10.0),
    ("year", "2025", 2, 0, 0.0),
    ("year", None, 1, 5, 100.0),
    ("month", "2024-05", 1, 3, 30.0),
    ("month", "2024-11", 1, 1, 1 / 0.3),
    ("month", None, 2, 5, 20.0),  # b#1 has no month
    ("day", "2024-05-06", 1, 3, 30.0),
    ("kind", "article", 3, 9, 20.0),
    ("kind", "work_report", 2, 0, 0.0),
]


@pytest.mark.parametrize(("by", "group", "reports", "frequency", "rate"), CASES)
def test_rates_by_hand(by, group, reports, frequency, rate):
    table = trends(COUNTS, REPORTS, ["减负"], by)
    row = table[table["group"].isna() if group is None else table["group"] == group].squeeze()
    assert (row["reports"], row["frequency"]) == (reports, frequency)
    assert row["per_10k"] == pytest.approx(rate)


def test_the_interval_comes_from_whole_reports():
    """Two reports of 30 and 3.3 per 10,000: drawn again, it is the one, the other or both."""
    row = trends(COUNTS, REPORTS, ["减负"]).iloc[0]
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((1 / 0.3, 30.0))


def test_one_report_has_no_interval():
    table = trends(COUNTS, REPORTS, ["减负"], "month")
    assert table["ci_low"].isna().tolist() == (table["reports"] == 1).tolist()


def test_phrases_come_in_the_order_asked_for_and_time_in_its_own():
    table = trends(COUNTS, REPORTS, ["整治", "减负", "整治"])
    assert table["phrase"].tolist() == ["整治"] * 3 + ["减负"] * 3
    assert table["group"].fillna("-").tolist() == ["2024", "2025", "-"] * 2


def test_a_phrase_that_stands_nowhere_has_a_rate_of_zero():
    assert (trends(COUNTS, REPORTS, ["没有"])["frequency"] == 0).all()


def test_nothing_gives_an_empty_table():
    assert trends(COUNTS, REPORTS.head(0), ["减负"]).empty
    assert trends(COUNTS, REPORTS, []).empty


def test_an_unknown_grouping_names_what_there_is():
    with pytest.raises(ValueError, match="year, month, day, kind, issuer"):
        trends(COUNTS, REPORTS, ["减负"], "colour")


@pytest.mark.parametrize("by", ["year", "kind"])
def test_the_groups_of_the_samples_add_up(samples, by):
    word = "基层"
    table = samples.trends([word], by)
    whole = samples.phrases.loc[samples.phrases["phrase"] == word, "frequency"].sum()
    assert table["frequency"].sum() == whole > 0
    assert table["reports"].sum() == len(samples.bodies)
