"""Collocations: windows counted as by hand, measures worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from bodies import report
from bodies import words as cut_up
from scipy.stats import chi2_contingency

from toolkit.analysis.collocations import association, collocations


def near(sentences, node, window=2):
    """The collocates of sentences written with their words apart."""
    words = {sentence.replace(" ", ""): sentence.split() for sentence in sentences}
    table = collocations(cut_up([report("a#1", *words)], words.__getitem__), node, window)
    return dict(zip(table["collocate"], table["frequency"], strict=True))


CASES = [
    ("words on both sides", ["a b N c d"], {"a": 1, "b": 1, "c": 1, "d": 1}),
    ("as far as the window reaches", ["x a b N c d x"], {"a": 1, "b": 1, "c": 1, "d": 1}),
    ("punctuation is no word and no end", ["a ， b ， N"], {"a": 1, "b": 1}),
    ("a sentence ends the window", ["a b", "N", "c d"], {}),
    ("between two nodes a word stands once", ["N a N"], {"a": 1}),
    ("the node is not its own collocate", ["N N a"], {"a": 1}),
    ("each time it stands there", ["a N a"], {"a": 2}),
    ("what is a word somewhere is a whole word everywhere", ["NN a", "N b"], {"b": 1}),
    ("what is a word nowhere is a string, in words it touches", ["bNN a"], {"a": 1}),
    ("no node", ["a b"], {}),
]


@pytest.mark.parametrize(("why", "sentences", "expected"), CASES, ids=[c[0] for c in CASES])
def test_windows(why, sentences, expected):
    assert near(sentences, "N") == expected


@pytest.mark.parametrize(
    ("why", "sentences", "expected"),
    [
        ("a phrase of several words", ["a 为 基层 减负 b"], {"a": 1, "b": 1}),
        ("its words apart are no place of it", ["a 为 基层 b 减负"], {}),
        ("places do not overlap", ["好 为 基层 减负 为 基层 减负 坏"], {"好": 1, "坏": 1}),
    ],
)
def test_a_node_of_several_words(why, sentences, expected):
    assert near(sentences, "为基层减负", window=1) == expected


def one(both, collocate, window, words, node):
    return association(
        np.array([float(both)]), np.array([float(collocate)]), window, words, node
    ).iloc[0]


def test_measures_by_hand():
    """Four times in windows of 20 words, 10 times among 100, node 5 times: E11 = 2."""
    row = one(both=4, collocate=10, window=20, words=100, node=5)
    cells = [(4, 2), (16, 18), (6, 8), (74, 72)]
    assert row["log_likelihood"] == pytest.approx(2 * sum(o * math.log(o / e) for o, e in cells))
    assert row["log_likelihood"] == pytest.approx(2.3790, abs=1e-4)
    assert row["mi3"] == 5.0  # log2(64 / 2)
    assert row["mi"] == 1.0  # log2(4 / 2)
    assert row["dice"] == pytest.approx(8 / 15)
    assert row["log_dice"] == pytest.approx(14 + math.log2(8 / 15))


def test_measures_agree_with_scipy():
    """An implementation of somebody else: power divergence of order 0 over the same table."""
    for both, collocate in ((1, 1), (7, 30), (3, 3), (2, 60)):
        row = one(both, collocate, window=40, words=500, node=9)
        table = [[both, 40 - both], [collocate - both, 460 - collocate + both]]
        g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert abs(row["log_likelihood"]) == pytest.approx(g2)


def test_log_likelihood_is_negative_for_what_keeps_away():
    assert one(both=1, collocate=50, window=20, words=100, node=5)["log_likelihood"] < 0
    assert one(both=10, collocate=50, window=20, words=100, node=5)["log_likelihood"] == 0


def test_a_word_that_stands_nowhere_else():
    row = one(both=5, collocate=5, window=20, words=100, node=5)
    assert row["log_dice"] == 14  # the most it can be
    assert math.isfinite(row["log_likelihood"])


def test_columns_and_order(samples):
    found = samples.collocations("整改")
    assert list(found.columns) == [
        "collocate",
        "frequency",
        "log_likelihood",
        "mi3",
        "dice",
        "log_dice",
        "mi",
        "counted",
    ]
    assert found["log_likelihood"].is_monotonic_decreasing
    assert np.isfinite(found.drop(columns=["collocate", "counted"]).astype(float)).all(axis=None)


def test_a_node_that_is_not_there_gives_an_empty_table():
    found = collocations(cut_up([], str.split), "N")
    assert (len(found), found.columns[0], found.columns[-1]) == (0, "collocate", "counted")


@pytest.mark.parametrize(("node", "window"), [("", 5), ("N", 0)])
def test_a_wrong_question_says_what_is_wrong(node, window):
    with pytest.raises(ValueError, match="window of 1"):
        collocations(cut_up([], str.split), node, window)
