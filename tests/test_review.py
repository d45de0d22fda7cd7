"""Rows drawn, judged and estimated from: known probabilities, intervals that hold, nothing lost."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SHARED
from toolkit import Corpus, pipeline, tables
from toolkit.review import agreement, estimates, judgements, sampling
from toolkit.review.estimates import Judged

TEXT = (
    "2024年河坝镇工作总结\n一、主要工作\n全年新建道路12公里，建成桥梁3座。\n"
    "新增就业人数150人，同比增长6%。\n发放补贴资金40万元，惠及群众230户。\n"
    "二、下步打算\n新建道路20公里，力争新增就业200人。\n"
)


@pytest.fixture
def corpus(tmp_path):
    document = pipeline.read_document("a", "a.txt", TEXT.encode())
    frames = tables.unchecked({"documents": [document.row], **document.rows})
    made = Corpus(frames, {"a": TEXT})
    made.folder = tmp_path
    return made


def rows_of(sizes):
    kinds = [f"k{n}" for n, size in enumerate(sizes) for _ in range(size)]
    return pd.DataFrame({"id": range(len(kinds)), "kind": kinds})


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=5), st.integers(1, 80), st.integers(0, 9))
def test_the_weights_of_the_drawn_rows_add_up_to_all_rows(sizes, n, seed):
    rows = rows_of(sizes)
    drawn = sampling.sample(rows, n, rows[["kind"]], seed=seed)
    assert (1 / drawn["probability"]).sum() == pytest.approx(len(rows))
    assert drawn["id"].is_monotonic_increasing
    assert drawn["id"].is_unique
    assert drawn.equals(sampling.sample(rows, n, rows[["kind"]], seed=seed))


def test_risky_rows_are_drawn_twice_as_often():
    rows = rows_of([1_000])
    drawn = sampling.sample(rows, 150, risky=rows["id"] < 500)
    often = drawn.groupby("risky")["probability"].first()
    assert often[True] == pytest.approx(2 * often[False], rel=0.05)


@pytest.mark.parametrize(
    ("share", "missed", "false", "n"),
    [(0.3, 0.05, 0.05, 100), (0.1, 0.1, 0.02, 60), (0.5, 0.002, 0.002, 100), (0.3, 0.3, 0.2, 200)],
    ids=["some errors", "a rare thing", "hardly an error", "many errors"],
)
def test_intervals_hold_the_truth_and_are_no_wider_than_the_sample_alone(share, missed, false, n):
    draw, held, wide, alone = np.random.default_rng(0), 0, 0.0, 0.0
    for _ in range(200):
        true = (draw.random(2_000) < share).astype(float)
        chance = draw.random(2_000)
        read = np.where(true == 1, chance >= missed, chance < false).astype(float)
        places = np.sort(draw.choice(2_000, n, replace=False))
        judged = Judged(places, np.zeros(n), np.full(n, n / 2_000), true[places], np.ones(n))
        found = estimates.mean(read, judged)
        held += found.low <= true.mean() <= found.high
        wide += found.high - found.low
        alone += found.sample_high - found.sample_low
    assert held >= 188
    assert wide < alone


def test_rows_that_should_not_be_there_count_in_neither_part():
    read = np.array([1.0] * 60 + [0.0] * 40)
    truth, there = read.copy(), np.ones(100)
    there[:20] = 0  # a third of what was counted is nothing
    places = np.arange(100)
    judged = Judged(places, np.zeros(100), np.ones(100), truth, there)
    assert estimates.mean(read, judged).corrected == pytest.approx(40 / 80)


def test_a_row_is_judged_by_keys_and_stands_in_the_file_at_once(corpus):
    drawn = corpus.sample("claims", 5)
    review = corpus.review(drawn, "A")
    review.press("r")
    review.press("1")
    review.give("4")
    review.press("r")
    review.press("n")
    lines = corpus.judgements
    assert lines["verdict"].tolist() == ["right", "wrong", "no_row"]
    assert lines[["field", "should_be"]].iloc[1].tolist() == ["value", "4"]
    assert corpus.review(drawn, "A").at == 3  # goes on where it stopped
    review.press("b")
    review.press("r")
    assert corpus.judgements["verdict"].tolist() == ["right", "wrong", "right"]
    assert corpus.review(drawn, "B").at == 0


def test_a_spreadsheet_says_the_same(corpus, tmp_path):
    drawn = corpus.sample("claims", 4)
    corpus.review_sheet(drawn, tmp_path / "sheet.xlsx")
    sheet = pd.read_excel(tmp_path / "sheet.xlsx", sheet_name="claims", dtype=object)
    sheet[["verdict", "field", "should_be"]] = sheet[["verdict", "field", "should_be"]].astype(
        object
    )
    sheet.loc[0, ["verdict", "field", "should_be"]] = ["wrong", "unit", "里"]
    sheet.loc[1, "verdict"] = "right"
    with pd.ExcelWriter(tmp_path / "sheet.xlsx") as book:
        sheet.to_excel(book, sheet_name="claims", index=False)
    lines = corpus.read_review_sheet(tmp_path / "sheet.xlsx", drawn, "B")
    assert lines[["verdict", "field", "should_be"]].to_numpy().tolist() == [
        ["wrong", "unit", "里"],
        ["right", "", ""],
    ]


def test_what_was_judged_wrong_becomes_corrections(corpus):
    drawn = corpus.sample("claims", 3)
    review = corpus.review(drawn, "A")
    review.press(str(1 + review.fields.index("unit")))
    review.give("里")
    for _ in drawn.index:
        review.press("r")
    assert corpus.correct_from_judgements("A") == 1
    row = drawn.iloc[0]["claim_id"]
    assert corpus.claims.set_index("claim_id").loc[row, "unit"] == "里"


def test_two_people_who_agree_by_chance_alone_have_no_kappa():
    draw = np.random.default_rng(0)
    lines = [
        (row, coder, "unit", draw.choice(["right", "wrong"]))
        for row in range(400)
        for coder in "AB"
    ]
    found = agreement.agreement(pd.DataFrame(lines, columns=["row", "coder", "field", "answer"]))
    assert abs(found["kappa"].iloc[0]) < 0.12
    assert found["kappa_low"].iloc[0] < 0 < found["kappa_high"].iloc[0]


def test_precision_of_a_field_has_an_interval_that_is_open_to_errors_not_seen(corpus):
    drawn = corpus.sample("claims", 4)
    review = corpus.review(drawn, "A")
    for _ in drawn.index:
        review.press("r")
    found = corpus.quality("claims").set_index("field")
    assert found.loc["row", "right"] == 1
    assert found.loc["row", "low"] < 1 or len(drawn) == len(corpus.claims)
    assert "judged by hand" in corpus.quality_paragraph()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda c: c.estimate("claims", "value"), "nothing of claims was judged"),
        (lambda c: c.sample("claims", 0), "draw at least 1"),
        (lambda c: c.sample("records", 3), "nothing to draw"),
        (lambda c: c.review(pd.DataFrame({"a": [1]})), "not rows of a table"),
        (lambda c: judgements.line({}, "claims", "A", "fine"), "a verdict is one of"),
    ],
)
def test_what_cannot_be_done_is_said(corpus, call, said):
    with pytest.raises(ValueError, match=said):
        call(corpus)


@pytest.mark.skipif(
    not (SHARED / "gold").exists(), reason="../shared, which holds the labels, is not there"
)
def test_the_corrected_share_holds_the_truth_of_the_labels():
    """Indicator rows: the share of targets, as read and by hand; a fifth of them as the sample."""
    labels = [json.loads(line) for line in (SHARED / "gold/targets.jsonl").open(encoding="utf-8")]
    names = sorted({label["file"] for label in labels})
    true, read = [], []
    for name in names:
        data = next((SHARED / "reports").glob(f"{name}*")).read_bytes()
        rows = pipeline.read_document(name, f"{name}.txt", data).rows
        found = {(row["start"], row["end"]): row["modality"] for row in rows["claims"]}
        for label in (one for one in labels if one["file"] == name and one["numeric"]):
            modality = found.get((label["start"], label["end"]))
            if modality:
                true.append(float(label["kind"] == "target"))
                read.append(float(modality == "target"))
    truth, said, n = np.array(true), np.array(read), len(true)
    held = 0
    for seed in range(100):
        places = np.sort(np.random.default_rng(seed).choice(n, n // 5, replace=False))
        few = len(places)
        judged = Judged(places, np.zeros(few), np.full(few, few / n), truth[places], np.ones(few))
        found = estimates.mean(said, judged)
        held += found.low <= truth.mean() <= found.high
    assert n > 300
    assert held >= 94
