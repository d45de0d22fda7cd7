"""Passages for reading: nothing shown twice, nothing lost; coverage is what reports share."""

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_reuse import AFTER, BEFORE, PASSAGE, body

from toolkit.across.compared import Compared
from toolkit.across.repeats import find_repeats
from toolkit.across.sharing import joined, shared_passages, stretches
from toolkit.analysis.passages import COLUMNS, coverage, passages

LONG = "各镇对照清单逐项核查报表台账并限期清退重复事项"
SHORT = "逐项核查报表台账并限期清退"
OTHER = "牵头单位每周调度进展情况并通报"


def tables(*texts):
    compared = Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)])
    repeats, occurrences = find_repeats(compared)
    columns = ["repeat_id", "text", "characters", "occurrences", "reports"]
    return (
        pd.DataFrame(repeats, columns=columns),
        pd.DataFrame(occurrences, columns=["repeat_id", "report_id", "start", "end"]),
    )


def read(*texts, least_reports=1):
    return passages(*tables(*texts), least_reports)


@pytest.mark.parametrize(
    ("label", "texts", "expected"),
    [
        ("nothing recurs", [LONG, OTHER], []),
        ("one passage", [LONG, LONG], [(LONG, 0)]),
        ("a part of it that stands elsewhere", [LONG, LONG, "甲" + SHORT + "乙"], [(LONG, 1)]),
        (
            "two, the longest first",
            [LONG + "。丙" + OTHER, OTHER + "丁" + LONG],
            [(LONG, 0), (OTHER, 0)],
        ),
        ("punctuation does not count", ["、".join(LONG), LONG], [(LONG, 0)]),
    ],
)
def test_passages(label, texts, expected):
    found = read(*texts)
    assert list(zip(found["text"], found["folded"], strict=True)) == expected, label


def test_what_is_chosen_by_reports_is_not_folded_into_what_is_not():
    """A paragraph that stands twice in one report does not hide what two reports share of it."""
    texts = [LONG + "甲" + LONG, "乙" + SHORT + "丙"]
    assert read(*texts)["text"].tolist() == [LONG]
    assert read(*texts, least_reports=2)["text"].tolist() == [SHORT]


def test_spans_are_all_places():
    found = read("甲" + LONG, LONG + "乙")
    assert found["spans"].tolist() == [[("d0#1", 1, 24), ("d1#1", 0, 23)]]
    assert list(found.columns) == COLUMNS


@given(st.lists(st.text("甲乙丙", max_size=60), min_size=1, max_size=4))
def test_every_repeat_is_shown_or_folded_into_one_that_holds_it(texts):
    repeats, occurrences = tables(*texts)
    found = passages(repeats, occurrences, 1)
    shown = found["text"].tolist()
    assert len(shown) + found["folded"].sum() == len(repeats)
    for text in repeats["text"]:
        assert text in shown or any(text in longer for longer in shown)
    for text in shown:
        assert not any(text in longer for longer in shown if longer != text)


@pytest.mark.parametrize(
    ("label", "texts", "shared", "others"),
    [
        ("nothing", [BEFORE, AFTER], 0, 0),
        ("all of it", [LONG, BEFORE + LONG], len(LONG), 1),
        ("the same passage of two others counts once", [LONG, LONG, LONG], len(LONG), 2),
        ("its own repetition is not shared", [LONG + "甲" + LONG, AFTER], 0, 0),
        ("an empty report", ["", LONG], 0, 0),
    ],
)
def test_coverage(label, texts, shared, others):
    compared = Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)])
    row = coverage(compared).iloc[0]
    assert (row["shared"], row["others"]) == (shared, others), label


def test_aligned_letters_are_covered_too():
    changed = PASSAGE.replace("86", "73").replace("37", "29")
    compared = Compared([body("d0#1", PASSAGE), body("d1#1", changed)])
    row = coverage(compared).iloc[0]
    assert 0.9 < row["share"] < 1


def test_coverage_is_at_least_what_any_other_report_holds(samples):
    share = samples.coverage().set_index("report_id")["share"]
    largest = samples.containment().groupby("report_a")["share"].max()
    assert (share[largest.index] >= largest - 1e-6).all()


def test_a_passage_is_shown_at_all_its_places(samples):
    row = samples.passages().iloc[0]
    assert len(samples.show(row).excerpts) == row["occurrences"] == len(row["spans"])


@pytest.mark.parametrize("seed", range(6))
def test_what_two_reports_share_is_the_same_joined_before_and_after(seed):
    """Containment joins what is the same and what is aligned letter by letter, coverage afterwards."""
    generator = random.Random(seed)
    pool = ["".join(generator.choices("减负会议文件台账督查检查", k=40)) for _ in range(5)]
    texts = []
    for _ in range(6):
        said = [generator.choice(pool)[generator.randrange(9) :] for _ in range(4)]
        said = [s.replace("会", "村", generator.randrange(3)) for s in said]
        texts.append("".join(said))
    compared = Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)])
    sequence = compared.sequence
    once = joined(shared_passages(compared), len(sequence.codes))
    after, before = np.zeros((2, len(texts), len(texts)), np.int64)
    np.add.at(after, (sequence.owner[once.start], once.other), once.letters)
    for text, shared in stretches(compared):
        np.add.at(before[text], shared.other, shared.letters)
    assert after.tolist() == before.tolist()
