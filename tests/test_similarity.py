"""Similarity of reports: by hand, and as scipy and plain numpy have it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import distance

from toolkit.analysis.similarity import similarity


def words(*reports: str) -> tuple[pd.DataFrame, list[str]]:
    """Reports whose words are their characters."""
    ids = [f"a#{number}" for number in range(1, len(reports) + 1)]
    rows = [
        (word, report_id, text.count(word))
        for report_id, text in zip(ids, reports, strict=True)
        for word in sorted(set(text))
    ]
    return pd.DataFrame(rows, columns=["phrase", "report_id", "frequency"]), ids


def pair(*reports: str) -> pd.Series:
    table = similarity(*words(*reports))
    return table[(table["report_a"] == "a#1") & (table["report_b"] == "a#2")].squeeze()


JENSEN_SHANNON = [
    ("the same words", "甲乙", "乙甲", 0.0),
    ("the same shares in another length", "甲乙", "甲乙甲乙", 0.0),
    ("no word in both", "甲乙", "丙丁", 1.0),
    # m = (3/4, 1/4): ½ · log2(4/3) + ½ · (½ log2(2/3) + ½ log2 2)
    ("half", "甲", "甲乙", 0.5 * np.log2(4 / 3) + 0.25 * np.log2(2 / 3) + 0.25),
]


@pytest.mark.parametrize(
    ("why", "a", "b", "expected"), JENSEN_SHANNON, ids=[c[0] for c in JENSEN_SHANNON]
)
def test_jensen_shannon_by_hand(why, a, b, expected):
    assert pair(a, b)["jensen_shannon"] == pytest.approx(expected, abs=1e-6)


def test_cosine_by_hand():
    """甲 in one report of three, 乙 in two: (ln 3, ln 1.5) and (0, 2 ln 1.5), 丙 in the third."""
    one, two = np.log(3), np.log(1.5)
    expected = two * 2 * two / (np.hypot(one, two) * 2 * two)
    assert pair("甲乙", "乙乙", "丙")["cosine"] == pytest.approx(expected, abs=1e-6)


def test_words_that_all_reports_have_count_for_nothing():
    assert pair("甲丙", "甲丁", "甲戊")["cosine"] == 0
    assert pair("甲", "甲甲")["cosine"] is pd.NA


def test_a_report_without_words_is_like_none():
    assert pair("甲乙", "", "丙")[["cosine", "jensen_shannon"]].isna().all()


@given(st.lists(st.text("甲乙丙丁戊", max_size=12), min_size=2, max_size=6))
def test_as_scipy_has_it(reports):
    vocabulary = "甲乙丙丁戊"
    counts = np.array([[text.count(word) for word in vocabulary] for text in reports], float)
    having = (counts > 0).sum(axis=0)
    weighed = counts * np.log(len(reports) / np.maximum(having, 1))
    for row in similarity(*words(*reports)).itertuples():
        a, b = int(row.report_a[2:]) - 1, int(row.report_b[2:]) - 1
        if counts[a].any() and counts[b].any():
            root = distance.jensenshannon(counts[a], counts[b], base=2)
            assert row.jensen_shannon == pytest.approx(root**2, abs=2e-6)
        if weighed[a].any() and weighed[b].any():
            assert row.cosine == pytest.approx(
                1 - distance.cosine(weighed[a], weighed[b]), abs=2e-6
            )


def test_every_two_reports_have_one_row(samples):
    table = samples.similarity()
    n = len(samples.bodies)
    assert len(table) == n * (n - 1) // 2
    assert table["cosine"].between(0, 1).all()
    assert table["jensen_shannon"].between(0, 1).all()
    assert (table["report_a"] != table["report_b"]).all()


@pytest.mark.parametrize("reports", [[], ["甲"]])
def test_fewer_than_two_reports_give_an_empty_table(reports):
    assert similarity(*words(*reports)).empty
