"""Keyness: measures by hand, and shuffled labels that are called different one time in twenty."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from scipy.stats import chi2_contingency

from toolkit.analysis import intervals, shuffled
from toolkit.analysis.keyness import (
    keyness,
    log_likelihood,
    log_ratio,
)
from toolkit.chosen import mask

pytestmark = pytest.mark.filterwarnings("ignore::toolkit.analysis.intervals.FewReports")
REPORTS = pd.Series(["a#1", "a#2", "b#1", "b#2"])


def table(counts):
    """Rows of words from {phrase: frequency in each of the reports}, and the reports' sizes."""
    rows = [
        (phrase, 1, report, n)
        for phrase, found in counts.items()
        for report, n in zip(REPORTS, found, strict=True)
        if n
    ]
    words = pd.DataFrame(rows, columns=["phrase", "n", "report_id", "frequency"])
    return words, words.groupby("report_id", sort=False)["frequency"].sum()


WORDS, SIZES = table(
    {"整改": [9, 7, 1, 0], "考核": [0, 0, 6, 0], "的": [20, 20, 20, 20], "罕": [1, 0, 0, 0]}
)


def test_counts_and_columns():
    found = keyness(WORDS, SIZES, ["a#1", "a#2"], permutations=50)
    assert list(found.columns) == [
        "phrase",
        "frequency_target",
        "frequency_reference",
        "log_ratio",
        "ci_low",
        "ci_high",
        "g2",
        "p",
        "q",
        "reports_target",
        "reports_reference",
        "counted",
    ]
    found = found.set_index("phrase")
    assert set(found.index) == {"整改", "考核", "的"}  # the rest stands too rarely
    assert found.loc[
        "整改", ["frequency_target", "frequency_reference", "reports_target", "reports_reference"]
    ].tolist() == [16, 1, 2, 1]
    assert found.loc[
        "考核", ["frequency_target", "reports_target", "reports_reference"]
    ].tolist() == [0, 0, 1]


def test_log_likelihood_by_hand():
    """30 of 100 words against 10 of 100: expected 20 and 80 in each."""
    by_hand = 2 * (
        30 * math.log(1.5) + 10 * math.log(0.5) + 70 * math.log(70 / 80) + 90 * math.log(90 / 80)
    )
    assert log_likelihood(np.array([30.0]), np.array([10.0]), 100, 100) == pytest.approx([by_hand])
    assert by_hand == pytest.approx(12.9715, abs=1e-4)


def test_log_likelihood_agrees_with_scipy():
    for a, b, c, d in ((5, 9, 300, 800), (0, 7, 100, 50), (3, 0, 40, 400)):
        g2 = chi2_contingency(
            [[a, b], [c - a, d - b]], correction=False, lambda_="log-likelihood"
        ).statistic
        assert log_likelihood(np.array([a]), np.array([b]), c, d) == pytest.approx([g2])


@pytest.mark.parametrize(
    ("why", "a", "b", "c", "d", "expected"),
    [
        ("four times as frequent", 8, 2, 100, 100, 2.0),
        ("in groups of other sizes", 8, 4, 200, 100, 0.0),
        ("never in the reference: counted as half", 4, 0, 100, 100, 3.0),
        ("never in the target", 0, 4, 100, 100, -3.0),
    ],
)
def test_log_ratio_by_hand(why, a, b, c, d, expected):
    assert log_ratio(np.array([a]), np.array([b]), c, d) == pytest.approx([expected])


def test_p_is_the_share_of_labellings_that_differ_as_much():
    """Two of four reports can be the target in six ways; two of them part 整改 as far."""
    words, sizes = table({"整改": [9, 9, 0, 0], "的": [11, 11, 20, 20]})
    found = keyness(words, sizes, ["a#1", "a#2"], permutations=3000)
    assert found.set_index("phrase").loc["整改", "p"] == pytest.approx(2 / 6)


def test_the_interval_covers_what_the_reports_allow():
    """Both groups have reports with much and with little of the word, so it tells nothing."""
    words, sizes = table({"整改": [40, 1, 1, 10], "的": [50, 50, 50, 50]})
    row = keyness(words, sizes, ["a#1", "a#2"], permutations=10).set_index("phrase").loc["整改"]
    assert row["ci_low"] < 0 < row["log_ratio"] < row["ci_high"]


def bursty(seed, reports, size, rate, words=300):
    """Occurrences of words that each report has at a rate of its own around one rate."""
    generator = np.random.default_rng(seed)
    own = generator.gamma(1.0, 1.0, (words, reports))
    return generator.poisson(rate * np.asarray(size) * own).astype(float)


@pytest.mark.parametrize(("target", "reference"), [(4, 4), (4, 12), (12, 12)])
def test_intervals_hold_the_truth_as_often_as_they_say(target, reference):
    held = []
    for seed in range(8):
        groups = []
        for side, n in enumerate((target, reference)):
            size = np.random.default_rng((seed, side)).integers(800, 5000, n).astype(float)
            counts = csr_array(bursty((seed, side), n, size, 0.006))
            groups.append(intervals.log_rates(counts, size))
        low, high = intervals.of_ratios(*groups)
        held.append(((low <= 0) & (high >= 0)).mean())
    assert 0.93 <= np.mean(held) <= 0.999


def test_few_long_reports_and_many_short_ones_are_called_different_one_time_in_twenty():
    called = []
    for seed in range(6):
        size = np.append(np.full(3, 9_000.0), np.full(20, 800.0))
        counts = bursty(seed, 23, size, 0.003)
        names = [f"r{at}" for at in range(23)]
        words = pd.DataFrame(counts, index=[f"w{at}" for at in range(len(counts))], columns=names)
        words = words.rename_axis("phrase").melt(
            var_name="report_id", value_name="frequency", ignore_index=False
        )
        table = keyness(words.reset_index(), pd.Series(size, names), names[:3], permutations=300)
        called.append((table["p"] < 0.05).mean())
    assert np.mean(called) < 0.06


def test_one_report_has_no_interval_and_no_p():
    with pytest.warns(intervals.FewReports, match="one report only in the target"):
        found = keyness(WORDS, SIZES, ["a#1"])
    assert found[["ci_low", "ci_high", "p", "q"]].isna().all(axis=None)
    assert found["g2"].notna().all()


def test_where_no_split_can_reach_the_level_it_is_said():
    reports = [f"r{at}" for at in range(6)]
    words = pd.DataFrame(
        {"phrase": "整改", "report_id": reports, "frequency": [30, 31, 29, 1, 2, 1]}
    )
    with pytest.warns(intervals.FewReports, match=r"no split of 3 and 3 .* is 0\.10"):
        found = keyness(words, pd.Series(100, reports), reports[:3])
    assert found["p"].tolist() == pytest.approx([0.1])


def test_the_same_seed_gives_the_same_answer_and_draws_do_not_depend_on_memory(monkeypatch):
    first = keyness(WORDS, SIZES, ["a#1"], seed=3, permutations=50)
    monkeypatch.setattr("toolkit.analysis.keyness.CELLS", 50)  # one word at a time
    pd.testing.assert_frame_equal(first, keyness(WORDS, SIZES, ["a#1"], seed=3, permutations=50))


def test_shuffled_labels_are_called_different_one_time_in_twenty():
    """Words come in bursts: each report has its own rate of every word, drawn from one law.

    The plain test takes the bursts for differences; shuffling whole reports does not.
    """
    generator = np.random.default_rng(0)
    reports, vocabulary = 40, 300
    size = generator.integers(500, 3000, reports)
    rates = generator.gamma(0.5, 0.01, (vocabulary, reports))  # very uneven over reports
    counts = generator.poisson(rates * size)
    rows = [
        (f"w{w}", f"r{r}", counts[w, r])
        for w in range(vocabulary)
        for r in range(reports)
        if counts[w, r]
    ]
    words = pd.DataFrame(rows, columns=["phrase", "report_id", "frequency"])
    sizes = pd.Series(size, index=[f"r{r}" for r in range(reports)])
    called, plainly = [], []
    for seed in range(5):
        target = np.random.default_rng(seed).permutation(sizes.index)[:15]
        found = keyness(words, sizes, target, seed=seed, permutations=200)
        called.append((found["p"] < 0.05).mean())
        plainly.append((found["g2"] > 3.8415).mean())
    assert 0.03 < np.mean(called) < 0.07
    assert np.mean(plainly) > 0.5


def test_shuffled_labels_on_the_samples(samples):
    """The experiment of `analysis.shuffled`: pieces of reports, labels that mean nothing."""
    found = samples.shuffled_labels(rounds=12)
    assert 0.02 < found["permuting reports"].mean() < 0.08
    assert found["plain G²"].mean() > 2 * found["permuting reports"].mean()


def test_pieces_are_whole_sentences_in_their_order(samples):
    body = max(samples.bodies, key=lambda body: len(body.text))
    cut = list(shuffled.pieces([body], 500))
    sentences = [sentence for piece in cut for sentence in piece.sentences]
    assert sentences == list(body.sentences)[: len(sentences)]
    assert all(p.sentences[-1].end - p.sentences[0].start >= 500 for p in cut)
    assert len({piece.report_id for piece in cut}) == len(cut) > 1


TARGETS = [
    ("a mask", [True, False, True, False], ["a#1", "b#1"]),
    ("a mask as a column", pd.Series([True, False, True, False]), ["a#1", "b#1"]),
    ("a mask with unknowns", pd.Series([True, None, True, False], dtype="boolean"), ["a#1", "b#1"]),
    ("a mask of numpy", np.array([False, False, False, True]), ["b#2"]),
    ("names", ["b#1"], ["b#1"]),
    ("a column of names", pd.Series(["b#1", "a#1"], dtype="string"), ["b#1", "a#1"]),
    ("one name", "b#1", ["b#1"]),
    ("none", [], []),
]


@pytest.mark.parametrize(("why", "target", "expected"), TARGETS, ids=[t[0] for t in TARGETS])
def test_what_a_target_may_be(why, target, expected):
    frame = REPORTS.to_frame("report_id")
    assert sorted(frame.loc[mask(frame, target), "report_id"]) == sorted(expected)


@pytest.mark.parametrize(
    ("target", "named"), [(["c#9"], "c#9"), ([True], "1 values for 4 reports")]
)
def test_a_wrong_target_says_what_is_wrong(target, named):
    with pytest.raises((KeyError, ValueError), match=named):
        mask(REPORTS.to_frame("report_id"), target)


@pytest.mark.parametrize("target", [[], list(REPORTS)])
def test_two_groups_are_needed(target):
    with pytest.raises(ValueError, match="some reports but not all"):
        keyness(WORDS, SIZES, target)


def test_rare_words_only_give_an_empty_table():
    found = keyness(WORDS, SIZES, ["a#1"], min_frequency=10_000, permutations=10)
    assert len(found) == 0
