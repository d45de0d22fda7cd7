"""Lexical diversity: as worked by hand, as by the definition, and blind to length."""

from __future__ import annotations

import random

import pytest
from bodies import report
from bodies import words as cut_up
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.diversity import diversity, mattr, mtld

MATTR = [
    ("all different", "甲乙丙丁", 2, 1.0),
    ("all the same", "甲甲甲甲", 2, 0.5),
    ("a window as long as the text", "甲乙甲丙", 4, 3 / 4),
    ("windows 甲乙, 乙甲, 甲甲", "甲乙甲甲", 2, (2 + 2 + 1) / 6),
    ("a window of one word", "甲甲甲", 1, 1.0),
    ("a text shorter than the window", "甲乙", 3, None),
    ("no words", "", 1, None),
]


@pytest.mark.parametrize(("why", "words", "window", "expected"), MATTR, ids=[c[0] for c in MATTR])
def test_mattr_by_hand(why, words, window, expected):
    assert mattr(words, window) == (None if expected is None else pytest.approx(expected))


@given(st.text("甲乙丙丁戊", min_size=1, max_size=40), st.integers(1, 12))
def test_mattr_is_the_mean_over_all_windows(words, window):
    windows = [words[at : at + window] for at in range(len(words) - window + 1)]
    shares = [len(set(piece)) / window for piece in windows]
    assert mattr(words, window) == (pytest.approx(sum(shares) / len(shares)) if shares else None)


MTLD = [
    # forward 1, .5 |factor, 1, .5 |factor: 4 / 2; backward the same
    ("two full factors", "甲甲乙乙", 2.0),
    # 1, 1, 2/3 |factor: 3 / 1, both ways
    ("a factor ends below the threshold", "甲乙甲", 3.0),
    # forward 1, 1, 1, 3/4: (1 - 3/4) / (1 - .72) of a factor; backward 1, 1, 2/3 |factor, 1
    ("a part of a factor", "甲乙丙乙", (4 / (0.25 / 0.28) + 4 / 1) / 2),
    # forward 1, .5 |factor, 1, 1: 4 / 1; backward 1, 1, 1, 3/4: part
    ("the two ways differ", "甲甲乙丙", (4 / 1 + 4 / (0.25 / 0.28)) / 2),
    ("nothing said twice", "甲乙丙丁", None),
    ("one word", "甲", None),
    ("no words", "", None),
]


@pytest.mark.parametrize(("why", "words", "expected"), MTLD, ids=[c[0] for c in MTLD])
def test_mtld_by_hand(why, words, expected):
    assert mtld(words) == (None if expected is None else pytest.approx(expected))


def test_the_example_of_mccarthy_and_jarvis():
    """Their wording, at which the second `the` and the second `people` end the first factor."""
    words = ["of", "the", "people", "by", "the", "people", "for", "the", "people"]
    # forward: 1 1 1 1 .8 .667 |factor, 1 1 1: 9 / 1
    # backward the mirror: people the for people the people: 1 1 1 .75 .6 |factor, 1 1 1 1: 9 / 1
    assert mtld(words) == pytest.approx(9)


@given(st.text("甲乙丙", max_size=30))
def test_mtld_is_the_same_read_backward(words):
    assert mtld(words) == (None if mtld(words[::-1]) is None else pytest.approx(mtld(words[::-1])))


def test_length_changes_neither_and_changes_types_over_tokens():
    generator = random.Random(0)
    weights = [1 / rank for rank in range(1, 2001)]
    words = generator.choices(range(2000), weights, k=20_000)
    short, long = words[:2_000], words
    assert mattr(short) == pytest.approx(mattr(long), rel=0.03)
    assert mtld(short) == pytest.approx(mtld(long), rel=0.08)
    assert len(set(long)) / len(long) < 0.5 * len(set(short)) / len(short)


def test_a_table_by_hand():
    bodies = [report("a#1", "甲甲，", "乙乙。"), report("a#2", "甲。"), report("a#3", "。")]
    table = diversity([b.report_id for b in bodies], cut_up(bodies, list), window=2)
    assert table["report_id"].tolist() == ["a#1", "a#2", "a#3"]
    assert table["words"].tolist() == [4, 1, 0]
    assert table["types"].tolist() == [2, 1, 0]
    assert table["mattr"].iloc[0] == pytest.approx((1 + 2 + 1) / 6)
    assert table["mtld"].iloc[0] == pytest.approx(2)
    assert table[["mattr", "mtld"]].iloc[1:].isna().all(axis=None)


def test_nothing_gives_an_empty_table():
    assert diversity([], cut_up([], list)).empty


def test_a_window_without_words_is_refused():
    with pytest.raises(ValueError, match="1 word"):
        diversity([], cut_up([], list), window=0)


def test_every_report_of_the_samples_has_its_words(samples):
    table = samples.diversity().set_index("report_id")
    assert (table["words"] == samples.sizes.reindex(table.index)).all()
    assert table["mattr"].dropna().between(0.3, 1).all()


@pytest.mark.parametrize("words", ["一" * 500_000, "一二三四" * 125_000, [*range(500_000)]])
def test_a_long_text_is_measured_in_seconds(words):
    assert mattr(words) > 0
    assert mtld(words) is None or mtld(words) > 0
