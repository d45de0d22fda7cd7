"""Co-occurrence: counted by hand in sentences, and as plain Python counts it."""

from __future__ import annotations

from itertools import combinations

import networkx
import numpy as np
import pytest
from bodies import report
from bodies import words as cut_up
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.network import COLUMNS, network


def test_an_edge_by_hand():
    """甲 in three sentences, 乙 in four, both in two (of two reports): 14 + log2(4 / 7)."""
    bodies = [report("a#1", "甲乙。", "甲。", "乙。"), report("a#2", "乙丙甲甲。", "乙。")]
    edges = network(cut_up(bodies, list), ["乙", "甲"], least=1)
    assert edges.drop(columns="log_dice").values.tolist() == [["乙", "甲", 2, 4, 3, 2]]
    assert edges["log_dice"].iloc[0] == pytest.approx(14 + np.log2(4 / 7), abs=1e-6)


CASES = [
    ("never apart", ["甲乙", "甲乙", "甲乙"], 14.0),
    ("said twice in a sentence counts once", ["甲甲乙乙", "甲", "乙"], 13.0),
    ("not in one sentence", ["甲", "乙"], None),
    ("punctuation inside a sentence parts nothing", ["甲，乙"], 14.0),
]


@pytest.mark.parametrize(("why", "sentences", "expected"), CASES, ids=[c[0] for c in CASES])
def test_log_dice(why, sentences, expected):
    edges = network(cut_up([report("a#1", *sentences)], list), ["甲", "乙"], least=1)
    assert edges["log_dice"].tolist() == ([] if expected is None else [pytest.approx(expected)])


def test_rare_ties_are_left_out():
    bodies = [report("a#1", "甲乙", "甲乙", "甲丙")]
    edges = network(cut_up(bodies, list), "甲乙丙", least=2)
    assert edges[["word_a", "word_b"]].values.tolist() == [["甲", "乙"]]


@given(st.lists(st.text("甲乙丙丁，", max_size=5), max_size=12))
def test_as_plain_python_counts(sentences):
    edges = network(cut_up([report("a#1", *sentences)], list), "甲乙丙丁", least=1)
    wanted = {
        (a, b): n
        for a, b in combinations("甲乙丙丁", 2)
        if (n := sum(a in sentence and b in sentence for sentence in sentences))
    }
    found = zip(edges["word_a"], edges["word_b"], strict=True)
    assert dict(zip(found, edges["together"], strict=True)) == wanted
    assert (edges["log_dice"] <= 14).all()


@pytest.mark.parametrize("words", [[], ["甲"], ["戊", "己"]])
def test_nothing_gives_an_empty_table(words):
    assert list(network(cut_up([report("a#1", "甲乙")], list), words, least=1).columns) == list(
        COLUMNS
    )
    assert network(cut_up([], list), words).empty


def test_a_corpus_gives_edges_that_networkx_reads(samples):
    edges = samples.network(top=30)
    assert edges["log_dice"].is_monotonic_decreasing
    assert (edges["together"] >= 3).all()
    assert (edges["reports"] <= edges["together"]).all()
    graph = networkx.from_pandas_edgelist(edges, "word_a", "word_b", "log_dice")
    assert graph.number_of_edges() == len(edges) > 10
    assert samples.network(["督查", "检查"])["word_a"].tolist() == ["督查"]
